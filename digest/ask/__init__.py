"""What an editor asks the program: what it is unsure of (`review`), why it decided as it did (`why`), what wants a hand
(`listing`), and what has changed (`changes`).

Questions about the linked edition, answered in words. Nothing of this reaches a page.
"""
