"""The text of a filled block as a browser has it, and as the report was written.

A browser's text holds what the page adds to the words: `Q2` after a quotation, the numerals of notes, the line under a
quotation set off by itself. What is found in the words is so told in the browser's text, and the other way round.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from digest.model.base import Record

_TAGS = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_ADDED = re.compile(r'class="(?:ref|key)"')
_ID = re.compile(r' id="([^"]*)"')
_VOID = frozenset(("br", "hr", "img", "wbr"))


class _Piece(NamedTuple):
    words: int
    """Where it begins in the words."""
    text: int
    """Where it begins in the browser's text."""
    length: int


class Read(Record, kw_only=True):
    """A block's text in both ways, and where in it the elements with an id lie."""

    text: str
    """`textContent`, to the character."""
    words: str
    """Without what the page adds."""
    ids: dict[str, tuple[int, int]]
    """By id: from where to where an element reaches in the words."""
    pieces: tuple[_Piece, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Some words' place in the browser's text; `start` < `end`."""
        first = next(p for p in self.pieces if start < p.words + p.length)
        last = next(p for p in reversed(self.pieces) if p.words < end)
        return first.text + start - first.words, last.text + end - last.words


def read(html: str) -> Read:
    """Finished markup of one block, well-formed as `parse` and `fill` write it: every `<` of the text is escaped."""
    text: list[str] = []
    words: list[str] = []
    pieces: list[_Piece] = []
    ids: dict[str, tuple[int, int]] = {}
    opened: list[tuple[str, int, bool]] = []
    in_text = in_words = added = 0
    for piece, tag in _pieces(html):
        if piece:
            text.append(piece)
            if not added:
                words.append(piece)
                pieces.append(_Piece(in_words, in_text, len(piece)))
                in_words += len(piece)
            in_text += len(piece)
        if tag is None or tag[2] in _VOID:
            continue
        if tag[1]:
            id, start, adds = opened.pop()
            added -= adds
            if id:
                ids[id] = start, in_words
        else:
            found = _ID.search(tag[3])
            adds = tag[2] == "footer" or _ADDED.search(tag[3]) is not None
            added += adds
            opened.append((found[1] if found else "", in_words, adds))
    return Read(text="".join(text), words="".join(words), ids=ids, pieces=tuple(pieces))


def plain(html: str) -> str:
    """The words of a note's markup; its paragraphs are parted by a blank line."""
    return unescape(_TAGS.sub("", html.replace("</p><p>", "\n\n")))


def _pieces(html: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Text, each with the tag that follows it."""
    done = 0
    for tag in _TAGS.finditer(html):
        yield unescape(html[done : tag.start()]), tag
        done = tag.end()
    yield unescape(html[done:]), None
