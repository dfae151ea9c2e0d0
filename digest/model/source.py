"""What lies on disk: files of the edition, known by their place and their content."""

from typing import Literal

from digest.model.base import Record

Kind = Literal["report", "quote", "entity", "source", "story", "page"]

FOLDERS: dict[str, Kind] = {
    "reports": "report",
    "quotes": "quote",
    "entities": "entity",
    "sources": "source",
    "stories": "story",
    "pages": "page",
}
"""The folders of `content/`, which are also the first parts of the URLs, and the kind of file that each holds."""


class Source(Record, kw_only=True):
    """One content file: its place, what it is, and the hash of its bytes (the bytes stay on disk until needed)."""

    path: str
    """From the edition's root, with slashes: `content/reports/2022/x.md`."""
    kind: Kind
    id: str
    """The file's name without `.md`; sub-folders are free."""
    hash: str


class Span(Record, kw_only=True):
    """A stretch of one file's text. `start` and `end` count characters from 0; `line` and `column` from 1."""

    path: str
    start: int
    end: int
    line: int
    column: int


class Ref(Record, kw_only=True):
    """An id that a file names and another file must have, and where it is named."""

    id: str
    role: Literal["link", "q", "by", "via", "to", "source", "story", "entity", "report", "place", "base", "statement"]
    span: Span
