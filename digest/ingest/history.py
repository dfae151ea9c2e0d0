"""Captures of a report -> what its outlet changed, word by word, and which quotations that touches.

Paragraphs are aligned first, then the words of those that differ: an article of any length costs little, and a
paragraph that was put in does not shift the words behind it.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from digest import captures
from digest.check.captures import look_up
from digest.fs import FileSystem
from digest.model.article import Quotation
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


class Touched(Record, kw_only=True):
    """A quotation that the newer text does not hold as the older did."""

    quotation: int
    """Its number in the report."""
    text: str
    was: Literal["found", "drifted", "ambiguous", "missing"]
    now: Literal["found", "drifted", "ambiguous", "missing"]
    difference: str = ""
    """The first words that differ, the report's and the newer text's."""


class Step(Record, kw_only=True):
    """From one saved text of an article to the next."""

    old: str
    """The day on which it was saved; empty: nobody noted it."""
    new: str
    old_path: str
    new_path: str
    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]


def history(fs: FileSystem, report: str, quotations: Sequence[Quotation]) -> tuple[str | None, tuple[Step, ...]]:
    """The day of the first saved text, empty if nobody noted it and None if there is none; and every step since."""
    paths = [stat.path for stat in fs.files(captures.FOLDER)]
    held = captures.by_report(paths).get(report, [])
    texts = [(capture.day, path, captures.read(fs.read(path)).text) for capture, path in held]
    steps = tuple(
        Step(
            old=old_day,
            new=new_day,
            old_path=old_path,
            new_path=new_path,
            changes=tuple(changes(old, new)),
            touched=tuple(touched(quotations, old, new)),
        )
        for (old_day, old_path, old), (new_day, new_path, new) in pairwise(texts)
    )
    return (texts[0][0] if texts else None), steps


def changes(old: str, new: str) -> Iterator[Change]:
    """What differs, in the order of the newer text. Blanks and line breaks do not count."""
    ours, theirs = _paragraphs(old), _paragraphs(new)
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _words(" ".join(ours[i:j]).split(), " ".join(theirs[k:m]).split())


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _words(ours: list[str], theirs: list[str]) -> Iterator[Change]:
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(
                before=" ".join(theirs[max(0, k - CONTEXT) : k]),
                old=" ".join(ours[i:j]),
                new=" ".join(theirs[k:m]),
                after=" ".join(theirs[m : m + CONTEXT]),
            )


def touched(quotations: Sequence[Quotation], old: str, new: str) -> Iterator[Touched]:
    """Quotations that stand otherwise in the newer text than in the older."""
    for quotation in quotations:
        was, now = look_up(quotation.text, old), look_up(quotation.text, new)
        if was.verdict != now.verdict or was.printed != now.printed:
            yield Touched(
                quotation=quotation.number,
                text=quotation.text,
                was=was.verdict,
                now=now.verdict,
                difference=now.difference,
            )
