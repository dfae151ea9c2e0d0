"""How rare a key is, in whole numbers, and known only to a power of two.

One more report seldom moves the rarity of anything, and then only for the reports that share it.
"""

from digest.related.evidence import NAME, PASSAGE, STATEMENT, STORY

UNIT = 1024
"""Rarities, weights and points are counted in 1024ths, as whole numbers: their sums are the same in any order."""
_DEPTH = 12
"""Powers of two between what is everywhere and what is as rare as can be, at most."""
_FEW_WORDS, _FEW = 5, 2
"""A word that fewer than 32 reports have is as rare as can be, and so is anything else that fewer than four have: the
first times that something is met must move nothing, and a new report brings far more words than names."""
_SMALL = 6
"""An edition of up to 47 reports is taken for one of 47."""
_SIGNED = (STATEMENT, PASSAGE, STORY, NAME)


def size_of(reports: int) -> int:
    """The number of reports to a power of two. The steps are at 48, 96, 192 ..., not at numbers that people stop at."""
    return max(_SMALL, (reports * 4 // 3).bit_length())


def rarity(size: int, key: str, holders: int) -> int:
    """`UNIT` for a key that almost no other report has, down to nothing for one that every report has. `size` as given
    by `size_of`; `holders` reports have the key."""
    if key[:1] in _SIGNED:
        few, steps = max(size - _DEPTH, _FEW), size + 1
    else:
        few, steps = max(size - _DEPTH, _FEW_WORDS), size - 1  # a word in every fourth report says nothing at all
    steps = max(1, steps - few)
    return UNIT * max(0, steps - max(0, holders.bit_length() - few)) // steps
