"""Words that somebody selected on a page -> where they stand in its file.

A page shows a text without its markup, so the file is read in the same way, each character with its place.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_FRONT = re.compile(r"---[ \t]*\r?\n.*?\n---[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_PIECE = re.compile(
    r"(?P<note>\[\^[^\]\s]+\]:?)|(?P<close>\](?:\{[^}\n]*\}|\([^)\s]*\)))|(?P<line>^(?:[ \t]*>[ \t]?|#{1,6}[ \t]+|"
    r"[ \t]*[-*+][ \t]+|\{[^}\n]*\}[ \t]*$))|(?P<escaped>\\[!-/:-@\[-`{-~])|(?P<space>\s+)|(?P<sign>[*`]|\b_|_\b)|"
    r"(?P<word>.)",
    re.MULTILINE | re.DOTALL,
)
_MARKS = {"“": "”", '"': '"', "„": "“", "«": "»", "‘": "’", "「": "」"}


class Place(NamedTuple):
    """Characters of the file, from 0."""

    start: int
    end: int


class _Shown(NamedTuple):
    text: str
    places: list[int]
    pairs: list[tuple[int, int, int]]
    """Of each link and span: where its bracket opens, where its words end, where all of it ends."""


def _shown(text: str) -> _Shown:
    front = _FRONT.match(text)
    made: list[str] = []
    places: list[int] = []
    opened: list[tuple[int, int]] = []
    pairs: list[tuple[int, int, int]] = []
    dropped: set[int] = set()
    for match in _PIECE.finditer(text, front.end() if front else 0):
        kind, start = match.lastgroup, match.start()
        if kind == "close" and opened:
            at, index = opened.pop()
            dropped.add(index)
            pairs.append((at, start, match.end()))
        elif kind == "space":
            if made and made[-1] != " ":
                made.append(" ")
                places.append(start)
        elif kind in ("word", "escaped"):
            character = match[0][-1]
            if character == "[" and kind == "word":
                opened.append((start, len(made)))
            elif character == "]" and kind == "word" and opened:
                opened.pop()
            made.append(character)
            places.append(start)
    kept = [index for index in range(len(made)) if index not in dropped]
    return _Shown("".join(made[i] for i in kept), [places[i] for i in kept], pairs)


def place(text: str, words: str, before: str) -> Place | None:
    """Where in a file the selected words stand, whole links and spans; `before`: what stands before them on the page,
    which tells one place from the next. None: not in this file's text, or in more than one such place."""
    wanted = " ".join(words.split())
    if not wanted:
        return None
    shown = _shown(text)
    ends = " ".join(before.split())
    found = [match.start() for match in re.finditer(re.escape(wanted), shown.text)]
    if not found:
        return None
    ranked = sorted(((_common(shown.text[:at].rstrip(), ends), at) for at in found), reverse=True)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    at = ranked[0][1]
    start, end = shown.places[at], shown.places[at + len(wanted) - 1] + 1
    return _whole(text, start, end, shown.pairs)


def _common(one: str, other: str) -> int:
    """How many characters both end with."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _whole(text: str, start: int, end: int, pairs: list[tuple[int, int, int]]) -> Place:
    """No link or span is cut in two; quotation marks around all the words belong to them."""
    if _MARKS.get(text[start - 1 : start]) == text[end : end + 1] and text[end : end + 1]:
        start, end = start - 1, end + 1
    for opens, closes, ends in sorted(pairs, reverse=True):
        inside = opens < start and end < closes or opens < start and end <= closes and start > opens + 1
        apart = ends <= start or end <= opens
        if not apart and not inside and not (start <= opens and ends <= end):
            start, end = min(start, opens), max(end, ends)
    return Place(start, end)


def line_of(text: str, at: int) -> tuple[int, int]:
    """Line and column of a character, from 1."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1
