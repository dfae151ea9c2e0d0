"""Captures of a report -> what its outlet changed, word by word, and which quotations that touches."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from digest import captures
from digest.check.captures import look_up
from digest.fs import FileSystem
from digest.model.article import Quotation
from digest.model.base import Record
from digest.revised import Change, changes


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
