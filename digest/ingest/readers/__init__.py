"""One reader a format: text that came from outside -> `Raw`. A reader never raises over what it reads."""
