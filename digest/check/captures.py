"""Quotations looked up in the saved text of their article.

Nothing is ever corrected here: the editor is told what the article prints, and where.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from digest.diagnostic import Diagnostic, code, say
from digest.model.base import Record
from digest.model.site import Site

DRIFTED = code(
    "quotation-drifted",
    "warning",
    what="A quotation differs by a few characters from the saved text of its article.",
    why="Quotation marks promise the outlet's very words.",
    instead="Print the words as the article has them; add what is needed in square brackets.",
)
AMBIGUOUS = code(
    "quotation-ambiguous",
    "note",
    what="The words of a quotation stand in its article more than once.",
    why="A link to them leads to the first place, which may not be the one that is meant.",
    instead="Quote a word or two more.",
)
MISSING = code(
    "quotation-missing",
    "warning",
    what="The saved text of the article does not hold the words of a quotation.",
    why="Quotation marks promise the outlet's very words; perhaps they belong to another report, or the article was changed.",
    instead="Look into `content/captures/`, and quote what it prints.",
)

NEAR = 80.0
"""How alike (0 to 100) words must be to count as the same ones, changed."""

LONGEST = 2_000
"""Characters of a quotation that are compared when it is not found as it stands."""

_ALIKE = {
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛‹›′´`"), "'"),
}
_BLANKS = re.compile(r"\s+")


class Look(Record, kw_only=True):
    """What became of the words of a quotation in the saved text."""

    verdict: Literal["found", "drifted", "ambiguous", "missing"]
    count: int = 0
    """Of `ambiguous`: how many places. Of `drifted`: how many characters differ."""
    at: int = -1
    """Where the words begin in the saved text as it was compared; -1: nowhere."""
    printed: str = ""
    """Of `drifted`: the words that the saved text has."""
    difference: str = ""
    """Of `drifted`: the first words that differ, ours and theirs: `red line / bottom line`."""


def look_up(quotation: str, capture: str) -> Look:
    """Look for the words of a quotation in the saved text of its article.

    Blanks and line breaks count as one blank, and all styles of quotation marks and apostrophes as one: those are the
    typesetter's. Every other character counts, also capitals, dashes, dots and brackets: those are the outlet's.
    """
    words, text = _plain(quotation), _plain(capture)
    if not words:
        return Look(verdict="missing")
    count, first = _count(words, text)
    if count:
        return Look(verdict="found" if count == 1 else "ambiguous", count=count, at=first)
    if not text or len(words) > LONGEST:
        return Look(verdict="missing")
    near = partial_ratio_alignment(words, text, score_cutoff=NEAR)
    if near is None or len(words) > len(text):
        return Look(verdict="missing")
    begin, end, changes = _fitted(words, text, near.dest_start, near.dest_end)
    if changes * 4 > len(words):
        return Look(verdict="missing")
    return Look(
        verdict="drifted",
        count=changes,
        at=begin,
        printed=text[begin:end],
        difference=_difference(words, text[begin:end]),
    )


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.translate(_ALIKE)).strip()


def _count(words: str, text: str) -> tuple[int, int]:
    """How often the words stand in the text (whole words only), and where first."""
    first = -1
    count = 0
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        inside = (at and text[at - 1].isalnum() and words[0].isalnum()) or (
            end < len(text) and text[end].isalnum() and words[-1].isalnum()
        )
        if not inside:
            count += 1
            first = at if first < 0 else first
        at = text.find(words, end)
    return count, first


def _fitted(words: str, text: str, begin: int, end: int) -> tuple[int, int, int]:
    """The stretch of the text that the words fit best, near `begin` to `end`, and how many characters differ.

    The stretch that was found is as long as the words; where the outlet prints more or less, its ends are off by that
    much. So a wider stretch is aligned, and what it has before and behind the words is taken off again.
    """
    margin = min(len(words) // 4 + 8, 80)
    low, high = max(0, begin - margin), min(len(text), end + margin)
    edits = list(Levenshtein.editops(words, text[low:high]))
    while edits and edits[0].tag == "insert" and edits[0].src_pos == 0:
        low += 1
        edits.pop(0)
    while edits and edits[-1].tag == "insert" and edits[-1].src_pos == len(words):
        high -= 1
        edits.pop()
    return low, high, len(edits)


def _difference(ours: str, theirs: str) -> str:
    """The first words that differ."""
    mine, yours = ours.split(" "), theirs.split(" ")
    begin = 0
    while begin < min(len(mine), len(yours)) and mine[begin] == yours[begin]:
        begin += 1
    end = 0
    while end < min(len(mine), len(yours)) - begin and mine[-1 - end] == yours[-1 - end]:
        end += 1
    here, there = mine[begin : len(mine) - end], yours[begin : len(yours) - end]
    return f"{_short(here)} / {_short(there)}"


def _short(words: list[str]) -> str:
    shown = " ".join(words[:8]) + (" ..." if len(words) > 8 else "")
    return shown or "(nothing)"


def compared(site: Site, captures: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Every quotation of every report whose article was saved; nothing is said of what is found."""
    for id in sorted(captures):
        report = site.reports.get(id)
        for quote in report.head.quotes if report is not None else ():
            look = look_up(quote.text, captures[id])
            if look.verdict == "drifted":
                plural = "character differs" if look.count == 1 else "characters differ"
                message = f"{look.count} {plural} from the saved article: {look.difference}"
                yield say(
                    DRIFTED, quote.span, message, label="ours / theirs", help=f"the article has: {look.printed[:200]}"
                )
            elif look.verdict == "ambiguous":
                yield say(
                    AMBIGUOUS,
                    quote.span,
                    f"these words stand in the saved article {look.count} times",
                    help="quote a word or two more",
                )
            elif look.verdict == "missing":
                yield say(
                    MISSING,
                    quote.span,
                    "the saved article does not hold these words",
                    help=f"look into content/captures/{id}.txt",
                )
