"""The annotation syntax: one file a bracket.

( ) goes somewhere, { } records something, [^ ] says something.
"""
