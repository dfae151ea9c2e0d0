"""Answers as text to paste: a line of front matter, words in place of others, or a new file."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from digest.model.base import Record
from digest.model.source import Span

TextOf = Callable[[str], str]
"""From a path to the file's text; empty where there is no such file."""

_NEWLINE = re.compile(r"\r\n?|\n")


class Paste(Record, kw_only=True):
    """Text to put in the place of a stretch of a file, which may be empty."""

    span: Span
    text: str
    kind: str
    """`file`: there is no such file yet, this is all of it; `line`: one that the front matter does not have yet;
    `lines`: of the front matter, in place of what stands there; `words`: in place of others."""
    last: int = 0
    """Of `lines`: the last of those that they take the place of."""


def new_file(path: str, fields: Mapping[str, Any]) -> Paste:
    text = "---\n" + "".join(_line(key, value) for key, value in fields.items() if value) + "---\n"
    return Paste(span=Span(path=path, start=0, end=0, line=1, column=1), text=text, kind="file")


def field(path: str, text: str, key: str, value: str | Sequence[str]) -> Paste:
    """A field of the front matter of a file: in place of the one of this name if there is one, else at its end."""
    starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]
    lines = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    close = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), len(lines) - 1)
    first = next((n for n in range(1, close) if re.match(rf"{re.escape(key)}\s*:", lines[n])), close)
    last = first
    if first < close:
        last += 1
        while last < close and (lines[last][:1] in " \t-#" or not lines[last].strip()):
            last += 1
    span = Span(path=path, start=starts[first], end=starts[last], line=first + 1, column=1)
    return Paste(span=span, text=_line(key, value), kind="line" if first == last else "lines", last=last)


def words(span: Span, text: str) -> Paste:
    """Other words in the place of some."""
    return Paste(span=span, text=text, kind="words")


def pasted(paste: Paste, text: str) -> str:
    """The file's text with the paste in it."""
    return text[: paste.span.start] + paste.text + text[paste.span.end :]


def _line(key: str, value: str | Sequence[str]) -> str:
    """One line of YAML, a list in brackets."""
    if isinstance(value, str):
        return _yaml({key: value}, flow=False)
    return f"{key}: {_yaml(list(value), flow=True)}"


def _yaml(value: Any, *, flow: bool) -> str:
    dumped: str = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, default_flow_style=flow, width=10_000)
    return dumped
