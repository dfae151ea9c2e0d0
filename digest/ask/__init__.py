"""What an editor asks the program: what it is unsure of (`review`), and why it decided as it did (`why`).

Questions about the linked edition, answered in words. Nothing of this reaches a page.
"""
