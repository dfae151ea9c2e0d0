"""Offsets in a text, and the lines and characters of the protocol, which counts in UTF-16 unless both sides agree on
another unit.

Not pygls' own: that breaks lines at U+2028 and other characters at which neither the protocol nor digest does.
"""

import re
from bisect import bisect_right

_NEWLINE = re.compile(r"\r\n?|\n")


class Places:
    """The lines of one text. `unit`: `utf-8`, `utf-16` or `utf-32`, whose code units count as characters."""

    def __init__(self, text: str, unit: str) -> None:
        self.text = text
        self._unit = unit
        self.starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def line(self, number: int) -> str:
        """A line without its newline, from 0; empty behind the last."""
        if not 0 <= number < len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def position(self, offset: int) -> tuple[int, int]:
        """Line and character, both from 0."""
        offset = max(0, min(offset, len(self.text)))
        number = bisect_right(self.starts, offset) - 1
        return number, self._units(self.text[self.starts[number] : offset])

    def offset(self, number: int, character: int) -> int:
        """The offset of a line and character; of the line's end where it has fewer."""
        if number >= len(self.starts):
            return len(self.text)
        line = self.line(number)
        if line.isascii() or self._unit == "utf-32":
            return self.starts[number] + min(character, len(line))
        seen = 0
        for at, letter in enumerate(line):
            if seen >= character:
                return self.starts[number] + at
            seen += self._units(letter)
        return self.starts[number] + len(line)

    def _units(self, words: str) -> int:
        if words.isascii() or self._unit == "utf-32":
            return len(words)
        if self._unit == "utf-8":
            return len(words.encode("utf-8", "surrogatepass"))
        return len(words) + sum(letter > "\uffff" for letter in words)
