"""Quotations: where they stand in a text, whose they are, which of them are one statement, and where wordings part."""
