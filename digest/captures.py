"""The saved texts of articles: how their files are called, and what stands in them.

`content/captures/REPORT.2024-05-03.txt` is the text of the article of `content/reports/REPORT.md` on that day,
and `REPORT.2024-05-03-2.txt` a second one of the same day. `REPORT.txt`, saved by hand, has no day and counts as the
oldest. A file that `digest import` saved begins with a few lines `key: value`, what the article said of itself, and a
blank line.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from digest.model.base import Record

FOLDER = "content/captures"

_FILE = re.compile(r"(?P<report>[a-z0-9-]+)(?:\.(?P<day>\d{4}-\d{2}-\d{2})(?:-(?P<number>[1-9]\d*))?)?\.txt")
_FIRST = re.compile(r"saved: (?=\d{4}-\d{2}-\d{2}\n)")
_KEYS = ("saved", "url", "date", "source")


class Capture(NamedTuple):
    """A file of saved text. Captures of one report sort by age, the oldest first."""

    report: str
    day: str = ""
    """`YYYY-MM-DD` on which it was saved; empty: nobody noted it."""
    number: int = 1
    """From 1 within the day."""

    @property
    def path(self) -> str:
        number = f"-{self.number}" if self.number > 1 else ""
        return f"{FOLDER}/{self.report}{f'.{self.day}{number}' if self.day else ''}.txt"


def capture(path: str) -> Capture | None:
    """What a path of the captures' folder or below it says; None: it holds no saved text."""
    match = _FILE.fullmatch(path.rsplit("/", 1)[1])
    return Capture(match["report"], match["day"] or "", int(match["number"] or 1)) if match else None


def by_report(paths: Iterable[str]) -> dict[str, list[tuple[Capture, str]]]:
    """The captures of each report with their paths, the oldest first."""
    found: dict[str, list[tuple[Capture, str]]] = {}
    for path in paths:
        if (named := capture(path)) is not None:
            found.setdefault(named.report, []).append((named, path))
    return {report: sorted(held) for report, held in sorted(found.items())}


class Saved(Record, kw_only=True):
    """The text of an article, and what the article said of itself when it was saved. Empty: it did not say."""

    saved: str = ""
    url: str = ""
    date: str = ""
    source: str = ""
    text: str
    """Paragraphs, the headline first, parted by blank lines."""


def written(saved: Saved) -> bytes:
    head = "".join(f"{key}: {value}\n" for key in _KEYS if (value := getattr(saved, key)))
    return f"{head}\n{saved.text}\n".encode()


def read(data: bytes) -> Saved:
    """What a capture holds; a file without the lines of `digest import` is all text."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    if _FIRST.match(text) is None:
        return Saved(text=text)
    head, _, body = text.partition("\n\n")
    fields = dict(line.partition(": ")[::2] for line in head.split("\n"))
    return Saved(**{key: fields.get(key, "") for key in _KEYS}, text=body.removesuffix("\n"))
