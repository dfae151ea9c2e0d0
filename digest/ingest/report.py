"""Raw -> Draft: the report of an article as it is typed, with `unknown` where the article does not say.

What is written reads back as just the words that came in, or a plainer form of it is written: every draft is parsed
before anybody sees it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from digest.diagnostic import Diagnostic
from digest.ingest import article, clean
from digest.ingest.opening import opening
from digest.ingest.quoted import Mark, Quoted
from digest.ingest.raw import Fact, Raw
from digest.model.base import Record, fingerprint
from digest.model.source import Source
from digest.parse import parse
from digest.parse.schema import address, language
from digest.parse.writer import bare
from digest.scaffold import front_matter
from digest.shape import Refused

Shape = Literal["article", "digest"]
UNKNOWN = "unknown"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = re.compile(r"\w+")


class Outlets(Record, kw_only=True):
    """The outlets that the edition has files of."""

    by_name: dict[str, str]
    """The id by each form of the name, casefolded."""
    by_host: dict[str, str]
    """The id by the host of its address."""


class Given(Record, kw_only=True):
    """What the editor says of all the articles; it goes before what they say. Empty: nothing."""

    date: str = ""
    source: str = ""
    lang: str = ""


class Facts(Record, kw_only=True):
    """What a report says of its article. `unknown` stands for itself."""

    date: str
    date_note: str = ""
    source: str
    source_note: str = ""
    headline: str = ""
    title: str
    byline: tuple[str, ...] = ()
    dateline: str = ""
    url: str = ""
    lang: str = ""


class Draft(Record, kw_only=True):
    """A report, ready to be written."""

    text: str
    quotations: int
    plainly: bool = False
    """Nothing in it is marked, and Markdown is shown as it was typed: read otherwise, words would be lost."""


class Unwritable(Exception):
    """No form of the article reads back as it should; the message says what is wrong."""


def harmless(raw: Raw) -> Raw:
    """The article without what no content file may hold, whatever its reader let through."""
    line = clean.one_line
    return msgspec.structs.replace(
        raw,
        title=line(raw.title),
        date=_plain(raw.date),
        source=_plain(raw.source),
        byline=tuple(filter(None, map(line, raw.byline))),
        dateline=line(raw.dateline),
        url=line(raw.url),
        lang=_plain(raw.lang),
        tags=tuple(filter(None, map(line, raw.tags))),
        passages=tuple(
            msgspec.structs.replace(passage, text=text)
            for passage in raw.passages
            if (text := clean.harmless(passage.text)).strip()
        ),
    )


def _plain(fact: Fact) -> Fact:
    return Fact(value=clean.one_line(fact.value), basis=clean.one_line(fact.basis))


def facts(raw: Raw, given: Given, outlets: Outlets, edition_lang: str) -> Facts:
    """What the article says of itself, and of what it does not say, what a guess would rest on."""
    day, date_note = _date(raw.date, given.date)
    source, source_note = _source(raw, given.source, outlets)
    said_lang = given.lang or _valid(language, raw.lang.value)
    first = next((passage.text for passage in raw.passages if passage.kind != "verbatim"), "")
    return Facts(
        date=day,
        date_note=date_note,
        source=source,
        source_note=source_note,
        headline=raw.title,
        title=raw.title or opening(first, said_lang or edition_lang) or raw.origin,
        byline=raw.byline,
        dateline=raw.dateline,
        url=_valid(address, raw.url),
        lang=said_lang,
    )


def _valid(form: Callable[[str], str], value: str) -> str:
    """The value if a report may have it, else nothing."""
    try:
        return form(value)
    except Refused:
        return ""


def _date(said: Fact, given: str) -> tuple[str, str]:
    """A day, or a time with its zone; else `unknown` and why. A time without a zone is no moment: its day is kept."""
    if given:
        return given, ""
    if not said.value:
        return UNKNOWN, _rests_on(said.basis)
    day = said.value[:10] if _DAY.match(said.value) else ""  # to Python, `20240502` is a day, too
    try:
        date.fromisoformat(day)
        if said.value == day:
            return day, ""
        moment = datetime.fromisoformat(said.value)
    except ValueError:
        return UNKNOWN, _rests_on(f"{said.basis or 'it'} has `{said.value[:40]}`, which is no date")
    if moment.tzinfo is None:
        return day, ""
    return day + "T" + moment.isoformat()[11:], ""


def _source(raw: Raw, given: str, outlets: Outlets) -> tuple[str, str]:
    """The id of an outlet's file, a plain name, or `unknown` and why."""
    name = given or raw.source.value
    if name:
        return outlets.by_name.get(name.casefold(), name), ""
    host = host_of(raw.url)
    if id := outlets.by_host.get(host, ""):
        return id, ""
    basis = raw.source.basis or (f"its address is on {host}" if host else "")
    return UNKNOWN, _rests_on(basis)


def _rests_on(basis: str) -> str:
    """A note for the page, which says by itself that something is unknown."""
    return f"A guess would rest on this: {basis}." if basis else ""


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def draft(raw: Raw, said: Facts, marked: Quoted, entities: Iterable[str], shape: Shape, id: str) -> Draft:
    """The report's file. Raises `Unwritable`."""
    entities = list(dict.fromkeys(entities))
    common = _fields(said, entities)
    if shape == "digest":
        listed = [_listed(text, mark.values) for text, mark in _quotations(raw, marked)]
        text = front_matter(common | {"quotes": listed, "status": "draft"}) + "\nThe digest, in your own words.\n"
        if wrong := _wrong(text, id, None):
            raise Unwritable(wrong)
        return Draft(text=text, quotations=len(listed))
    headline = [_listed(raw.title[mark.start : mark.end], mark.values) for mark in marked.headline]
    typed = any(passage.kind == "markdown" for passage in raw.passages)
    words = _WORDS.findall(article.plain(msgspec.structs.replace(raw, title="")))
    text = front_matter(common | {"quotes": headline, "status": "draft"}) + "\n" + article.markdown(raw, marked)
    if not _wrong(text, id, None if typed else words):
        return Draft(text=text, quotations=marked.count)
    text = front_matter(common | {"status": "draft"}) + "\n" + article.literal(raw)
    if wrong := _wrong(text, id, words):
        raise Unwritable(wrong)
    return Draft(text=text, quotations=0, plainly=True)


def _fields(said: Facts, entities: list[str]) -> dict[str, Any]:
    return {
        "date": said.date,
        "date_note": said.date_note,
        "source": said.source,
        "source_note": said.source_note,
        "headline": said.headline,
        "title": said.title,
        "byline": list(said.byline),
        "dateline": said.dateline,
        "url": said.url,
        "lang": said.lang,
        "entities": entities,
    }


def _quotations(raw: Raw, marked: Quoted) -> Iterable[tuple[str, Mark]]:
    texts = [raw.title, *(passage.text for passage in raw.passages)]
    for text, marks in zip(texts, (marked.headline, *marked.blocks), strict=True):
        for mark in marks:
            yield text[mark.start : mark.end], mark


def _listed(words: str, values: Mapping[str, str]) -> dict[str, str]:
    """A quotation as `quotes:` lists it: without its marks, so that their absence must be said."""
    text = bare(words)[0]
    form = values.get("as") or ("direct" if text != words.strip() else "reported")
    kept = {key: value for key, value in values.items() if key != "as"}
    return kept | ({"as": form} if form != "direct" else {}) | {"text": text}


def _wrong(text: str, id: str, words: list[str] | None) -> str:
    """What is wrong with a file; empty if it reads back as it should. `words`: those of its body; None: not known."""
    data = text.encode()
    source = Source(path=f"content/reports/{id}.md", kind="report", id=id, hash=fingerprint(data))
    parsed = parse(source, data, lang="en", time_zone="UTC")
    errors = [diagnostic for diagnostic in parsed.said if diagnostic.severity == "error"]
    if errors or parsed.article is None:
        return _said(errors)
    if words is not None and _WORDS.findall(parsed.article.body.text) != words:
        return "its words would not all be read again"
    return ""


def _said(errors: list[Diagnostic]) -> str:
    return f"{errors[0].code}: {errors[0].message}" if errors else "it cannot be read"
