"""Page -> bytes: each page record is filled into the template of its name."""
