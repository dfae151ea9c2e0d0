"""str -> Raw: an article kept as plain text, with a line `date 2022-02-25 ...` first, a headline, or neither."""

import re
from collections.abc import Iterable
from datetime import date

from digest.ingest import clean
from digest.ingest.raw import Fact, Passage, Raw

_DATE = re.compile(r"\s*date:?\s+(\d{4}-\d{2}-\d{2})(?=\s|$)[ \t]*", re.IGNORECASE)
_STOP = re.compile(r"[.:;,…。][\"'”’»)\]]*$")
_ENDS = re.compile(r"[.:!?…。！？][\"'”’»)\]]*$")
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ]{2}[A-ZÀ-Þ .'’-]*(?:, ?[A-Z][\w.]*)?"  # in capitals; or as it is written, if an agency follows
    r"|[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}(?:, ?[A-Z][\w.]*)?(?=\s*\())"
    r"\s*(?:\((?P<agencies>[A-Z][^()]{1,60})\))?\s*[-–—]{1,2}\s"
)
_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\(?\b(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|"
    r"Nov|Dec)[a-z]*\.? \d{1,4}(?:, \d{4})?\b\)?"
)
_HEADLINE = 200
"""Characters: the first line is no headline if it has more."""
_COLUMNS = 100
"""Characters: a text whose lines are all shorter was wrapped by hand or by a program."""


def read(text: str, origin: str) -> Raw:
    """The article. A date is taken only from a first line that begins with the word `date`; a headline is a first line
    that stands alone or before whole paragraphs and does not end as a sentence does."""
    body = clean.harmless(text)
    said, body = _dated(body)
    parts = paragraphs(body)
    title = ""
    if (not said.value or body.startswith("\n")) and _is_headline(parts, body):
        title, parts = parts[0], parts[1:]
    place, agencies = dateline(parts)
    if not said.value and not said.basis:
        said = Fact(basis=day_told(parts))
    return Raw(
        origin=origin,
        title=title,
        date=said,
        byline=agencies,
        dateline=place,
        passages=tuple(Passage(text=paragraph) for paragraph in parts),
        remarks=clean.remarks(text),
    )


def day_told(paragraphs: Iterable[str]) -> str:
    """What a guess of the day would rest on: the first day that the text names; empty: none."""
    found = next(filter(None, map(_DAY.search, paragraphs)), None)
    return f"the text says `{found[0].strip()}`" if found else ""


def _dated(text: str) -> tuple[Fact, str]:
    found = _DATE.match(text)
    if found is None:
        return Fact(), text
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return Fact(basis=f"the first line says `{found[0].strip()}`, which is no day of the calendar"), text
    return Fact(value=found[1], basis=f"the first line, `{found[0].strip()}`"), text[found.end() :]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a harmless text: between blank lines; and in a text that nobody wrapped, each line is one."""
    lines = [line.strip(" \t") for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    found: list[list[str]] = [[]]
    for line in lines:
        if not line:
            found.append([])
            continue
        before = found[-1]
        if before and (width > _COLUMNS or _was_broken(before[-1], line, width)):
            found.append([])
        found[-1].append(line)
    return [clean.one_line(" ".join(parts)) for parts in found if parts]


def _was_broken(line: str, following: str, width: int) -> bool:
    """In a wrapped text, a line that ends a sentence and had room for the next word ends a paragraph too."""
    return bool(_ENDS.search(line)) and len(line) + 1 + len(following.split(None, 1)[0]) <= width * 0.8


def _is_headline(paragraphs: list[str], text: str) -> bool:
    if len(paragraphs) < 2:
        return False
    first, line = paragraphs[0], text.strip().split("\n", 1)[0].strip()
    return first == clean.one_line(line) and len(first) <= _HEADLINE and not _STOP.search(first)


def dateline(paragraphs: list[str]) -> tuple[str, tuple[str, ...]]:
    """Place and agencies of `BEIJING (AFP, REUTERS) - Russia is ready`, where one of the first three paragraphs begins
    so. The words stay in the text, too."""
    for paragraph in paragraphs[:3]:
        found = _DATELINE.match(paragraph[:200])
        if found is not None:
            agencies = re.split(r"\s*[,/]\s*|\s+and\s+", found["agencies"] or "")
            place = found["place"].strip()
            return place.title() if place.isupper() else place, tuple(filter(None, map(str.strip, agencies)))
    return "", ()
