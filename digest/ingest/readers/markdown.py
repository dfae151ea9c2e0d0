"""str -> Raw: an article in Markdown, with another program's front matter (Hugo, Jekyll, Obsidian), in YAML
or TOML.

The text stays as it was written. YAML is read by `fields`, which takes neither anchors nor tags and nests no deeper
than content may.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from digest import fields
from digest.diagnostic import Diagnostic
from digest.ingest import clean
from digest.ingest.raw import Fact, Passage, Raw, Refusal
from digest.ingest.readers import address, dates, language

_FENCED = re.compile(r"\s*?(---|\+\+\+)[ \t]*\n(.*?)(?:^|\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"\s*[\w-]+\s*[:=]", re.MULTILINE)
_HEADING = re.compile(r"\s*#[ \t]+(?P<text>[^\n]*)(?:\n|\Z)")
_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_JEKYLL = re.compile(r"(?:^|/)(\d{4}-\d{2}-\d{2})-[^/]*$")

_DATES = ("date", "published", "publishdate", "pubdate", "publish_date", "date_published", "published_at", "issued")
_SOURCES = ("source", "publisher", "outlet", "publication", "site", "site_name", "website", "newspaper")
_AUTHORS = ("byline", "author", "authors", "creator", "by")
_ADDRESSES = (
    "url", "canonical", "canonical_url", "canonicalurl", "link", "source", "source_url", "original_url", "permalink",
)  # fmt: skip
_TITLES = ("headline", "title")
_SUMMARIES = ("summary", "description", "excerpt", "lead", "subtitle")
_TAGS = ("entities", "tags", "keywords", "categories", "people", "places")


def has_front_matter(text: str) -> bool:
    """Whether it begins with lines `key: value` between `---`, or `key = value` between `+++`."""
    found = _FENCED.match(text[:200_000].replace("\r\n", "\n"))
    return found is not None and _KEY.match(found[2]) is not None


def read(text: str, origin: str) -> Raw | Refusal:
    """The article, or why its front matter cannot be read, with the line."""
    body = clean.harmless(text)
    found = _FENCED.match(body)
    known: Mapping[str, Any] = {}
    if found is not None and (found[1] == "+++" or _KEY.match(found[2]) or not found[2].strip()):
        mapping = _toml(found, origin) if found[1] == "+++" else _yaml(body, found, origin)
        if isinstance(mapping, Refusal):
            return mapping
        known = {str(key).lower().replace("-", "_"): value for key, value in mapping.items()}
        body = body[found.end() :]
    title = next(_texts(known, _TITLES), "")
    heading = _HEADING.match(body)
    first = clean.one_line(heading["text"].rstrip().rstrip("#")) if heading is not None else ""
    if heading is not None and first == (title or first):
        title, body = first, body[heading.end() :]
    body = body.strip("\n").rstrip()
    return Raw(
        origin=origin,
        title=title,
        date=_date(known, origin),
        source=_source(known),
        byline=tuple(dict.fromkeys(_texts(known, _AUTHORS))),
        dateline=next(_texts(known, ("dateline",)), ""),
        url=next(filter(None, (address.whole(text) for text in _texts(known, _ADDRESSES))), ""),
        lang=_lang(known),
        summary=next(_texts(known, _SUMMARIES), ""),
        tags=tuple(dict.fromkeys(tag.lstrip("#") for tag in _texts(known, _TAGS))),
        passages=(Passage(kind="markdown", text=body),) if body else (),
        draft=_draft(known),
        remarks=clean.remarks(text),
    )


def _yaml(text: str, found: re.Match[str], origin: str) -> Mapping[str, Any] | Refusal:
    said: list[Diagnostic] = []
    mapping = fields.read(fields.Text(origin, text), found.start(2), found.end(2), said)
    if mapping is not None and not any(one.severity == "error" for one in said):
        return mapping[0]
    fault = next((one for one in said if one.severity == "error"), None)
    what = f"line {fault.span.line}: {fault.message}" if fault else "it cannot be read"
    help = (fault.help if fault else "") or "mend that line"
    return Refusal(origin=origin, what=f"its front matter, {what}", help=help)


def _toml(found: re.Match[str], origin: str) -> Mapping[str, Any] | Refusal:
    try:
        return tomllib.loads(found[2] + "\n")
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        what = "it nests too deep" if isinstance(error, RecursionError) else f"{error}, counted from its first line"
        return Refusal(origin=origin, what=f"its front matter is not TOML: {what}", help="mend that line")


def _texts(known: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        value = known.get(key)
        items = value if isinstance(value, list) else [value]
        for item in (one.get("name") if isinstance(one, dict) else one for one in items):  # authors: [{name: ...}]
            if isinstance(item, (str, int, float)) and not isinstance(item, bool):
                text = clean.one_line(_WIKI.sub(r"\1", str(item)[:5000]))
                if text:
                    yield text


def _lang(known: Mapping[str, Any]) -> Fact:
    for key in ("lang", "language", "locale"):
        for text in filter(None, map(language.tag, _texts(known, (key,)))):
            return Fact(value=text, basis=f"its front matter, {key}")
    return Fact()


def _source(known: Mapping[str, Any]) -> Fact:
    for key in _SOURCES:
        for text in _texts(known, (key,)):
            if not address.whole(text):  # Obsidian's web clipper keeps the address under `source`
                return Fact(value=text, basis=f"its front matter, {key}")
    for text in _texts(known, _ADDRESSES):
        if url := address.whole(text):
            return Fact(basis=f"the address is on {address.host(url)}")
    return Fact()


def _date(known: Mapping[str, Any], origin: str) -> Fact:
    for key in _DATES:
        value = known.get(key)
        written = value.isoformat() if isinstance(value, (date, datetime)) else value
        if not isinstance(written, str) or key == "published" and written in ("true", "false"):
            continue
        if day := dates.day(written):
            return Fact(value=day, basis=f"its front matter, {key}")
        return Fact(basis=f"its front matter, {key}, says `{clean.one_line(written)[:60]}`, which names no single day")
    if (found := _JEKYLL.search(origin)) and (day := dates.day(found[1])):
        return Fact(basis=f"the file's name begins with {day}")
    if created := next(_texts(known, ("created",)), ""):
        return Fact(basis=f"its front matter, created, says `{created[:60]}`, which may be the day it was clipped")
    return Fact()


def _draft(known: Mapping[str, Any]) -> bool:
    return str(known.get("draft", "")).lower() == "true" or str(known.get("published", "")).lower() == "false"
