"""The lines of files that are spoken of, each file looked at once."""

import re
from bisect import bisect_right
from collections.abc import Callable

from digest.model.source import Span

_NEWLINE = re.compile(r"\r\n?|\n")

TextOf = Callable[[str], str]
"""From a path to the file's text; empty where it cannot be read."""


class Lines:
    """The lines of files by their path."""

    def __init__(self, text: TextOf) -> None:
        self._text = text
        self._files: dict[str, tuple[str, list[int]]] = {}

    def _of(self, path: str) -> tuple[str, list[int]]:
        if path not in self._files:
            text = self._text(path).removeprefix("\ufeff")
            self._files[path] = text, [0, *(match.end() for match in _NEWLINE.finditer(text))]
        return self._files[path]

    def line(self, path: str, number: int) -> str | None:
        text, starts = self._of(path)
        if not text or not 0 < number <= len(starts):
            return None
        end = starts[number] if number < len(starts) else len(text)
        return text[starts[number - 1] : end].rstrip("\r\n")

    def end(self, span: Span) -> tuple[int, int]:
        """Line and column behind a span's last character, from 1."""
        text, starts = self._of(span.path)
        length = span.end - span.start
        if not text or not 0 < span.line <= len(starts):
            return span.line, span.column + length
        stop = min(starts[span.line - 1] + span.column - 1 + length, len(text))
        line = max(bisect_right(starts, stop), span.line)
        return line, stop - starts[line - 1] + 1
