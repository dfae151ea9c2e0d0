"""What is said of a file, at its places in the text that the editor holds.

What one file alone tells is said of that very text. What only the edition tells was said of the file as it was last
saved, and goes with its line until the next look.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digest.diagnostic import Diagnostic
from digest.lsp.places import Places
from digest.model.source import Span


class Change(NamedTuple):
    """Words for the place of others."""

    start: int
    end: int
    text: str


class Finding(NamedTuple):
    said: Diagnostic
    start: int
    end: int
    change: Change | None
    """The fix of the diagnostic."""


def here(said: Iterable[Diagnostic]) -> list[Finding]:
    """Findings of what was said of this text."""
    return [
        Finding(
            one,
            one.span.start,
            one.span.end,
            Change(one.fix.span.start, one.fix.span.end, one.fix.text) if one.fix else None,
        )
        for one in said
    ]


def carried(said: Sequence[Diagnostic], saved: str, now: Places) -> list[Finding]:
    """Findings of what was said of the saved text, on the lines where their words stand now; those whose line is gone
    are left out."""
    if not said:
        return []
    before = Places(saved.removeprefix("\ufeff"), "utf-32")
    where: dict[str, list[int]] = {}
    for number in range(len(now.starts)):
        where.setdefault(now.line(number), []).append(number)
    found: list[Finding] = []
    for one in said:
        place = _moved(one.span, before, now, where)
        if place is None:
            continue
        fix = _moved(one.fix.span, before, now, where) if one.fix else None
        change = Change(*fix, one.fix.text) if one.fix and fix else None
        found.append(Finding(one, *place, change))
    return found


def _moved(span: Span, before: Places, now: Places, where: dict[str, list[int]]) -> tuple[int, int] | None:
    """The place now of a span that was said of the text before, on the nearest line with the same words."""
    line = before.line(span.line - 1)
    lines = where.get(line)
    if not lines:
        return None
    number = min(lines, key=lambda at: (abs(at - (span.line - 1)), -at))
    start = now.starts[number] + span.column - 1
    return start, min(start + span.end - span.start, now.starts[number] + len(line))
