"""Quotations looked up in the saved text of their article.

Nothing is ever corrected here: the editor is told what the article prints, and where.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

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
    why="Quotation marks promise the outlet's very words; perhaps they belong to another report.",
    instead="Look into `content/captures/`, and quote what it prints.",
)

NEAR = 0.25
"""The share of characters that may differ in words that count as the same ones, changed."""

LONGEST = 2_000
"""Characters of a quotation that are compared when it is not found as it stands."""

_ALIKE = dict.fromkeys(map(ord, '"“”„‟«»″‘’‚‛‹›′´`'), "'")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_PLACES = 64
"""Places of one word in the saved text that are looked at; a word with more tells nothing."""


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
    near = _near(words, text) if len(words) <= LONGEST else None
    if near is None:
        return Look(verdict="missing")
    begin, end = _fitted(words, text, *near)
    changes = _changes(words, text[begin:end])
    if changes > NEAR * len(words):
        return Look(verdict="missing")
    printed = text[begin:end]
    return Look(verdict="drifted", count=changes, at=begin, printed=printed, difference=_difference(words, printed))


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


def _near(words: str, text: str) -> tuple[int, int] | None:
    """The stretch of the text, as long as the words, that has most of them in the same order.

    Every place of every word is a vote for where the whole begins; the rarer the word, the more its votes weigh. That
    is linear in the text, where sliding the words along it is not.
    """
    own = [match.group().lower() for match in _WORD.finditer(words)]
    theirs = list(_WORD.finditer(text))
    places: dict[str, list[int]] = {word: [] for word in own}
    for number, match in enumerate(theirs):
        word = match.group().lower()
        if word in places:
            places[word].append(number)
    votes: dict[int, float] = {}
    for offset, word in enumerate(own):
        here = places[word]
        if 0 < len(here) <= _PLACES:
            for number in here:
                for slip in (-1, 0, 1):  # a word more or less moves the beginning by one
                    start = number - offset + slip
                    votes[start] = votes.get(start, 0.0) + (1.0 if slip == 0 else 0.5) / len(here)
    if not votes:
        return None
    best = min(votes, key=lambda start: (-votes[start], start))
    first = min(max(best, 0), len(theirs) - 1)
    last = min(max(best + len(own) - 1, first), len(theirs) - 1)
    return theirs[first].start(), theirs[last].end()


def _fitted(words: str, text: str, begin: int, end: int) -> tuple[int, int]:
    """The stretch of whole words near `begin` to `end` that differs least from the words.

    Every beginning and end nearby that cuts no word is tried: an alignment of a wider stretch is not told apart from
    one that starts a few words early, for both cost the same.
    """
    margin = min(len(words) // 4 + 8, 60)
    starts = [at for at in range(max(0, begin - margin), min(len(text), begin + margin + 1)) if _edge(text, at)]
    ends = [at for at in range(max(1, end - margin), min(len(text), end + margin) + 1) if _edge(text, at)]
    tried = (
        (_changes(words, text[start:stop]), start, stop)
        for start in starts
        for stop in ends
        if start < stop
    )
    best = min(tried, default=(0, begin, end))
    return best[1], best[2]


def _edge(text: str, at: int) -> bool:
    """Whether no word is cut there."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


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
                    help=f"look into the newest text of {id} in content/captures/",
                )


def _changes(words: str, others: str) -> int:
    """How many letters are others."""
    from rapidfuzz.distance import Levenshtein  # which a report without a saved article has no use for

    return Levenshtein.distance(words, others)
