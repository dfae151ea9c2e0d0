"""`digest lsp`: what editors ask while content is written, in their Language Server Protocol (3.17).

`server.py` alone knows the protocol; the other modules are functions of texts and of the linked edition. Offsets count
characters from 0, in a text as the editor holds it.
"""
