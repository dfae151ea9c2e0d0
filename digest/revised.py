"""Saved texts of one article -> what its outlet changed from one to the next, word by word.

Paragraphs are aligned first, then the words of those that differ: an article of any length costs little, and a
paragraph that was put in does not shift the words behind it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from digest.model.base import Record

CONTEXT = 6
"""Words shown before and after a change."""


class Change(Record, kw_only=True):
    """Words in the place of others; `old` or `new` may be empty."""

    before: str
    """Some words of both texts that stand before them."""
    old: str
    new: str
    after: str


class Revision(Record, kw_only=True):
    """From one saved text of an article to the next."""

    old: str
    """The day on which it was saved; empty: nobody noted it."""
    new: str
    changes: tuple[Change, ...]


def revisions(texts: Sequence[tuple[str, str]]) -> tuple[Revision, ...]:
    """What differs between each two texts that follow each other. `texts`: the day of each and its words, the oldest
    first."""
    return tuple(
        Revision(old=old_day, new=new_day, changes=tuple(changes(old, new)))
        for (old_day, old), (new_day, new) in pairwise(texts)
    )


def changes(old: str, new: str) -> Iterator[Change]:
    """What differs, in the order of the newer text. Blanks and line breaks do not count."""
    ours, theirs = _paragraphs(old), _paragraphs(new)
    for tag, i, j, k, m in _aligned(ours, theirs):
        if tag != "equal":
            yield from _words(" ".join(ours[i:j]).split(), " ".join(theirs[k:m]).split())


def _aligned(ours: list[str], theirs: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """Which stretch of one list stands for which of the other, and whether they are equal, as difflib says it."""
    from difflib import SequenceMatcher  # which an edition without revised articles has no use for

    return SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _words(ours: list[str], theirs: list[str]) -> Iterator[Change]:
    for tag, i, j, k, m in _aligned(ours, theirs):
        if tag != "equal":
            yield Change(
                before=" ".join(theirs[max(0, k - CONTEXT) : k]),
                old=" ".join(ours[i:j]),
                new=" ".join(theirs[k:m]),
                after=" ".join(theirs[m : m + CONTEXT]),
            )
