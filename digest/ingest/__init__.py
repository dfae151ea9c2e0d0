"""Import: raw articles, in whatever form they come, become content files, and no word is lost."""
