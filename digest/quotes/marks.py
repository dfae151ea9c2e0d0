"""Where quotation marks open and close: the scanner, which knows characters and paragraphs but no words.

Every character that can be a mark is looked for; a small machine pairs those that are there. An apostrophe
is no mark: inside a word it is never looked at, before a word it opens only where it also closes in the same paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from digest.pattern import later
from digest.quotes.language import Words


class Marked(NamedTuple):
    """Words between marks, as offsets into the text."""

    start: int
    """Of the opening mark."""
    end: int
    """After the closing mark; where none was printed, the furthest that the quotation can reach."""
    closed: bool
    parts: tuple[tuple[int, int], ...]
    """The words without marks, paragraph by paragraph."""


_MARKS = "\"“”„«»「」『』‘’‚‹›'"
"""Each is looked for by itself: a tenth of what it costs to ask every character of a text whether it is one."""
_TYPED = later(rf"[{_MARKS[:-1]}]|``|''?")
"""The same with the marks of old typewriters and wires: ``so''."""
_OPENING = "\"“”„«»「」『』‘‚‹'`"
_LINE = re.compile(r"[^\s][^\n]*+")
_WRAPPED = later(r"[^\s][^\n]*+(?:\n(?![ \t\r]*+(?:\n|\Z))[^\n]*+)*+")
_LETTERS = re.compile(r"\w*+")
_CLOSERS = {"“": "”", "„": '“”"', "”": "”", "「": "」", "『": "』", "«": "»", "»": "«", "``": "''", "‹": "›", "‚": "‘’"}
_CLOSING_PUNCTUATION = frozenset(".,;:!?…)]}—–-\"”»“’'›」")
_OPENING_PUNCTUATION = frozenset("([{—–-\"“„«»/:'‘‚`|>")


def any_mark(text: str) -> bool:
    """Whether the text holds a character that can open a quotation: the cheap way out for text without any."""
    return any(map(text.__contains__, _OPENING))


def _signs(text: str) -> list[tuple[int, str]]:
    """Every mark with its place, in order."""
    if "``" in text:
        return [(match.start(), match.group()) for match in _TYPED.finditer(text)]
    found: list[tuple[int, str]] = []
    for sign in _MARKS:
        at = text.find(sign)
        while at >= 0:
            found.append((at, sign))
            at = text.find(sign, at + 1)
    found.sort()
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs as (start, end), without the white space around them, in order.

    Blank lines part them. A single line break parts them too, unless the text is hard-wrapped: then its lines are
    short, and blank lines do the parting (or, in text without any, the next line goes on in lower case).
    """
    lines = text.split("\n")
    short = max(map(len, lines)) <= 120
    if not short or len(lines) == 1:
        return _lines(lines)
    if "\n\n" in text or any(not line or line.isspace() for line in lines[1:-1]):
        spans = [match.span() for match in _WRAPPED.finditer(text)]
    else:
        spans = []
        for match in _LINE.finditer(text):
            start, end = match.span()
            if spans and text[start].islower() and text[spans[-1][1] - 1] not in '.!?:”"»':
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return [(start, start + len(text[start:end].rstrip())) for start, end in spans]


def _lines(lines: list[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        if words := line.strip():
            start = at if line[0] == words[0] else at + len(line) - len(line.lstrip())
            spans.append((start, start + len(words)))
        at += len(line) + 1
    return spans


def _opens(text: str, at: int, width: int = 1) -> bool:
    """A mark with a space before it and a word after it."""
    before, after = text[at - 1 : at], text[at + width : at + width + 1]
    return (not before or before.isspace() or before in _OPENING_PUNCTUATION) and bool(after) and not after.isspace()


def _closes(text: str, at: int, width: int = 1) -> bool:
    """A mark with a word before it and a space or full stop after it."""
    before, after = text[at - 1 : at], text[at + width : at + width + 1]
    return bool(before) and not before.isspace() and (not after or after.isspace() or after in _CLOSING_PUNCTUATION)


def _apostrophe(text: str, at: int) -> bool:
    """Whether letters stand on both sides: nine in ten single marks, gone before anything else is asked of them."""
    return text[at + 1 : at + 2].isalnum() and text[at - 1 : at].isalnum()


class _Singles:
    """The single marks that may close, so that one that opens is believed only where another closes it."""

    def __init__(self, text: str, places: list[int], elisions: Words) -> None:
        self.text, self.places, self.elisions = text, places, elisions

    def elided(self, at: int) -> bool:
        word = _LETTERS.match(self.text, at + 1)
        letters = word.group().lower() if word else ""
        return letters in self.elisions or (letters[:2].isdigit() and letters[2:] in ("", "s"))

    def close(self, at: int, end: int) -> int:
        """Where the single mark opened at `at` closes before `end`; -1: nowhere. Looks at 12 candidates at most."""
        first = bisect_right(self.places, at)
        possessive = -1
        for place in self.places[first : first + 12]:
            if place >= end:
                break
            before = self.text[place - 1]
            owner = before in "sxzSXZ"
            if owner or before in "nN" and self.text[place - 2] in "iI":
                after = self.text[place + 1 : place + 3]
                if after[:1] == " " and (after[1:].islower() or not owner and after[1:].isalpha()):
                    # “the ministers’ plan”, “my bloomin’ phone”: the close only when nothing better follows.
                    possessive = place if possessive < 0 else possessive
                    continue
            return place
        return possessive


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == ">"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def scan(text: str, paras: list[tuple[int, int]], elisions: Words) -> list[Marked]:
    """Every outermost pair of quotation marks, in order; marks nested inside are part of the words.

    A quotation may run over several paragraphs, each of which opens anew while only the last closes. One that is never
    closed is returned with `closed` false: its real end depends on words, which are not known here. Linear in the text.
    """
    signs = [(at, sign) for at, sign in _signs(text) if sign not in "'’‘‚‹›" or not _apostrophe(text, at)]
    if not signs:
        return []
    closing = [at for at, sign in signs if sign in "'’‘" and _closes(text, at)]
    singles = _Singles(text, closing, elisions)
    curly = [at for at, sign in signs if sign == "”"]
    starts = [start for start, _ in paras]
    guillemets = next((sign for _, sign in signs if sign in "«»"), "«")
    found: list[Marked] = []
    sign_open, opened, since, where, skip = "", -1, -1, -1, -1
    parts: list[tuple[int, int]] = []

    def unclosed(limit: int) -> None:
        found.append(Marked(opened, limit, False, (*parts, _trim(text, since, limit))))

    for at, sign in signs:
        if at < skip:
            continue
        here = bisect_right(starts, at) - 1
        if here < 0:
            continue
        begin, end = paras[here]
        width = len(sign)
        if sign_open and here != where:
            lead = text[begin:at].strip(" \t>")
            if here == where + 1 and not lead and (sign == sign_open or (sign_open == "«" and sign == "»")):
                parts.append(_trim(text, since, paras[where][1]))
                since, where = at + width, here
                continue
            unclosed(paras[where][1])
            sign_open = ""
        if sign_open:
            if sign in _CLOSERS.get(sign_open, sign_open):
                if sign_open == '"' and _opens(text, at) and not _closes(text, at) and text[at - 1].isspace():
                    unclosed(at)
                    sign_open, opened, since, parts, where = sign, at, at + width, [], here
                    continue
                found.append(Marked(opened, at + width, True, (*parts, _trim(text, since, at))))
                sign_open = ""
            elif sign_open == "“" and sign in ('"', "“", "''"):
                # “mixed marks": believed only where no proper one follows in the paragraph.
                later = bisect_left(curly, at)
                if later < len(curly) and curly[later] < end:
                    continue
                if _closes(text, at, width):
                    found.append(Marked(opened, at + width, True, (*parts, _trim(text, since, at))))
                    sign_open = ""
                elif sign == "“" and _opens(text, at):
                    unclosed(at)
                    sign_open, opened, since, parts, where = sign, at, at + width, [], here
            continue
        if sign in "‘'‚" and len(sign) == 1:
            if not _opens(text, at) or singles.elided(at):
                continue
            close = singles.close(at, end)
            if close > at + 1:
                found.append(Marked(at, close + 1, True, (_trim(text, at + 1, close),)))
                skip = close + 1
            elif close < 0 and (at == begin or text[at - 2 : at] in (": ", ", ", ". ", "? ", "! ")):
                # British house style over several paragraphs: each opens, and one of the next twenty closes.
                last, pieces = here, [_trim(text, at + 1, end)]
                while close < 0 and last + 1 < min(len(paras), here + 20) and text[paras[last + 1][0]] == sign:
                    last += 1
                    close = singles.close(paras[last][0], paras[last][1])
                    pieces.append(_trim(text, paras[last][0] + 1, close if close > 0 else paras[last][1]))
                if close > 0:
                    found.append(Marked(at, close + 1, True, tuple(pieces)))
                    skip = close + 1
            continue
        opener = (
            sign in "“„「『"
            or sign == "``"
            or (sign in "«»" and sign == guillemets)
            or (sign == '"' and (at == begin or _opens(text, at) or not _closes(text, at)))
            or (sign in "”‹" and _opens(text, at) and not _closes(text, at))
        )
        if opener:
            if sign == "“" and _closes(text, at) and not _opens(text, at):
                continue
            sign_open, opened, since, parts, where = sign, at, at + width, [], here
    if sign_open:
        unclosed(paras[where][1])
    return found
