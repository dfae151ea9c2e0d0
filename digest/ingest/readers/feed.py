"""str -> Raw: the entries of a feed file, RSS (0.9 to 2.0, and 1.0), Atom or JSON Feed.

A document type that declares entities is refused before anything is read: nothing is expanded, and nothing is fetched.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from digest.ingest import clean
from digest.ingest.raw import Fact, Passage, Raw, Refusal
from digest.ingest.readers import address, blocks, dates, language, plain
from digest.model.base import Record

_MOST = 100_000
"""Entries that one feed may have."""
_DEEPEST = 200
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\w+|\w+);")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ENTRY_TAGS = ("item", "entry")


class Entry(Record, kw_only=True):
    """What an entry says, in whichever format."""

    title: str = ""
    date: Fact = Fact()
    source: Fact = Fact()
    byline: tuple[str, ...] = ()
    url: str = ""
    lang: Fact = Fact()
    summary: str = ""
    content: str = ""
    is_html: bool = True
    tags: tuple[str, ...] = ()


def read(text: str, origin: str, *, url: str = "") -> Iterator[Raw | Refusal]:
    """Each entry of the feed as an article, in the feed's order; what the feed holds of its text.

    url: where the feed was fetched, which completes its addresses.
    """
    is_json = text.lstrip("\ufeff \t\r\n").startswith("{")
    found = _json(text, origin, url) if is_json else _xml(text, origin, url)
    if isinstance(found, Refusal):
        yield found
        return
    for number, entry in enumerate(found, 1):
        where = f"{origin} entry {number}"
        if number > _MOST:
            what = f"a feed may have {_MOST:,} entries; the rest is not read"
            yield Refusal(origin=where, what=what, help="split it")
            return
        yield _raw(entry, where)


def _raw(entry: Entry, origin: str) -> Raw:
    title, written = _text(entry.title), entry.content or entry.summary
    found = _passages(written, is_html=entry.is_html)
    if found and found[0].kind == "heading" and found[0].text == title:
        found = found[1:]
    place, agencies = plain.dateline([passage.text for passage in found])
    date = entry.date
    if not date.value and not date.basis:
        date = Fact(basis=plain.day_told(passage.text for passage in found))
    return Raw(
        origin=origin,
        title=title,
        date=date,
        source=entry.source,
        byline=entry.byline or agencies,
        dateline=place,
        url=entry.url,
        lang=entry.lang,
        summary=_text(entry.summary) if entry.content else "",
        tags=entry.tags,
        passages=found,
        remarks=clean.remarks(entry.title + written),
    )


def _passages(written: str, *, is_html: bool) -> tuple[Passage, ...]:
    if is_html:
        return blocks.passages(blocks.page(written).blocks)
    return tuple(Passage(text=paragraph) for paragraph in plain.paragraphs(clean.harmless(written)))


def _text(written: str) -> str:
    """A title as words: some feeds put markup into it, and say so or not."""
    if _MARKUP.search(written):
        return clean.one_line(" ".join(block.text for block in blocks.page(written).blocks))
    return clean.one_line(written)


# --- XML -------------------------------------------------------------------------------------------------------------


class _Entities(Exception):
    """The document declares entities."""


class _Deep(Exception):
    """The document nests deeper than any feed."""


class _Builder:
    """expat's events into a tree; stops where no feed goes."""

    def __init__(self) -> None:
        self.tree = ET.TreeBuilder()
        self.depth = 0
        self.parser = expat.ParserCreate("utf-8", "}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.tree.data
        self.parser.EntityDeclHandler = self.entity

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Deep
        self.tree.start(_braced(tag), {_braced(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.tree.end(_braced(tag))

    def entity(self, *_: object) -> None:
        raise _Entities

    def parse(self, text: str) -> ET.Element:
        # The declaration speaks of the bytes, which have been decoded already.
        self.parser.Parse(re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace"), True)
        return self.tree.close()


def _braced(name: str) -> str:
    return "{" + name if "}" in name else name


def _xml(text: str, origin: str, url: str) -> Iterator[Entry] | Refusal:
    builder = _Builder()
    try:
        root = builder.parse(_CONTROLS.sub("\ufffd", text.lstrip("\ufeff")))
    except _Entities:
        what = f"line {builder.parser.CurrentLineNumber}: the feed declares XML entities, which are not expanded"
        return Refusal(origin=origin, what=what, help="take the <!DOCTYPE ...> out of it")
    except _Deep:
        what = f"line {builder.parser.CurrentLineNumber}: it nests deeper than {_DEEPEST} levels, which no feed does"
        return Refusal(origin=origin, what=what, help="look at what the feed holds there")
    except expat.ExpatError as error:
        what = f"line {error.lineno}, column {error.offset + 1}: this is not XML: {expat.ErrorString(error.code)}"
        return Refusal(origin=origin, what=what, help="fetch or save the feed again, or mend that place")
    return _entries(root, url)


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _children(element: ET.Element) -> dict[str, list[ET.Element]]:
    """By name without its namespace; `content:encoded` and Dublin Core are told from others by the name alone."""
    found: dict[str, list[ET.Element]] = {}
    for child in element:
        found.setdefault(_local(child), []).append(child)
    return found


def _entries(root: ET.Element, url: str) -> Iterator[Entry]:
    head = next((child for child in root if _local(child) == "channel"), root)
    told = _children(head)
    base = address.whole(root.get(_XML + "base") or "", url) or _link(told.get("link", []), url) or url
    name = Fact(value=_first(told, "title"), basis="the feed's title") if _first(told, "title") else Fact()
    written = _first(told, "language") or root.get(_XML + "lang") or head.get(_XML + "lang") or ""
    lang = _lang(written, "the feed's language")
    items = [item for parent in dict.fromkeys((root, head)) for item in parent if _local(item) in _ENTRY_TAGS]
    authors = _authors(told)
    for item in items:
        yield _entry(item, name, lang, authors, base)


def _entry(item: ET.Element, name: Fact, lang: Fact, authors: tuple[str, ...], base: str) -> Entry:
    told = _children(item)
    base = address.whole(item.get(_XML + "base") or "", base) or base
    source = name
    for element in told.get("source", []):
        if title := _text(_first(_children(element), "title") or element.text or ""):
            source = Fact(value=title, basis="the entry's source")
    content = next((_content(e) for key in ("encoded", "content") for e in told.get(key, []) if _content(e)), "")
    summary = next((_content(e) for key in ("description", "summary") for e in told.get(key, []) if _content(e)), "")
    kinds = [e.get("type", "") for key in ("content", "summary") for e in told.get(key, [])[:1] if _content(e)]
    link = _link(told.get("link", []), base)
    guid = next(iter(told.get("guid", [])), None)
    if not link and guid is not None and guid.get("isPermaLink", "true").lower() == "true":
        link = address.whole(guid.text or "", base)
    return Entry(
        title=_titled(told),
        date=_date(told),
        source=source,
        byline=_authors(told) or authors,
        url=link,
        lang=_lang(item.get(_XML + "lang") or "", "the entry's xml:lang", lang),
        summary=summary,
        content=content,
        is_html=not (kinds and kinds[0] in ("text", "text/plain")),
        tags=_tags(told),
    )


def _lang(written: str, basis: str, otherwise: Fact | None = None) -> Fact:
    found = language.tag(written)
    return Fact(value=found, basis=basis) if found else otherwise or Fact()


def _tags(told: Mapping[str, Sequence[ET.Element]]) -> tuple[str, ...]:
    listed = (*told.get("category", ()), *told.get("subject", ()))
    return tuple(dict.fromkeys(filter(None, (_text(e.get("term") or e.text or "") for e in listed))))


def _titled(told: Mapping[str, Sequence[ET.Element]]) -> str:
    return next((_content(element) for element in told.get("title", ()) if _content(element)), "")


def _content(element: ET.Element) -> str:
    """What an element holds, as HTML: XHTML is written out again, all other content is text that is HTML."""
    if len(element) == 0:
        return (element.text or "").strip()
    parts = [element.text or ""]
    for child in element:
        copy = ET.fromstring(ET.tostring(child, encoding="unicode"))  # noqa: S314 - our own, entity-free
        for inner in copy.iter():
            inner.tag = inner.tag.rpartition("}")[2]
        parts.append(ET.tostring(copy, encoding="unicode", short_empty_elements=False))
    return "".join(parts).strip()


def _first(told: Mapping[str, Sequence[ET.Element]], key: str) -> str:
    return next((text for element in told.get(key, ()) if (text := _text(_content(element)))), "")


def _link(elements: Sequence[ET.Element], base: str) -> str:
    alternate = [element for element in elements if element.get("rel", "alternate") == "alternate"]
    for element in sorted(alternate, key=lambda link: link.get("type", "text/html") != "text/html"):
        if found := address.whole(element.get("href") or element.text or "", base):
            return found
    return ""


def _date(told: Mapping[str, Sequence[ET.Element]]) -> Fact:
    wrong = Fact()
    for key in ("pubdate", "published", "issued", "date", "created", "updated", "modified"):
        for element in told.get(key, ()):
            written = clean.one_line(element.text or "")
            if day := dates.day(written):
                return Fact(value=day, basis=f"the entry's {key}")
            if written and not wrong.basis:
                wrong = Fact(basis=f"the entry's {key} says `{written[:60]}`, which names no single day")
    return wrong


def _authors(told: Mapping[str, Sequence[ET.Element]]) -> tuple[str, ...]:
    names = []
    for key in ("creator", "author"):
        for element in told.get(key, ()):
            written = (_first(_children(element), "name") or _text(element.text or ""))[:200]
            mailed = re.fullmatch(r"\S+@\S+\s*\((.+)\)", written)  # RSS: `ed@example.org (Ada Berg)`
            names.append(mailed[1] if mailed else "" if "@" in written else written)
    return tuple(dict.fromkeys(filter(None, names)))


# --- JSON ------------------------------------------------------------------------------------------------------------


def _json(text: str, origin: str, url: str) -> Iterator[Entry] | Refusal:
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        what = f"line {error.lineno}, column {error.colno}: this is not JSON: {error.msg.lower()}"
        return Refusal(origin=origin, what=what, help="fetch or save the feed again")
    except (RecursionError, ValueError) as error:
        what = "it nests too deep" if isinstance(error, RecursionError) else str(error)
        return Refusal(origin=origin, what=f"this JSON cannot be read: {what}", help="fetch or save the feed again")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        what = "this JSON has no list `items`, as a JSON Feed has"
        return Refusal(origin=origin, what=what, help="save the feed itself")
    return (_json_entry(item, feed, url) for item in items if isinstance(item, dict))


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any], url: str) -> Entry:
    html = _word(item, "content_html")
    name = clean.one_line(_word(feed, "title"))
    base = _word(feed, "home_page_url") or url
    addresses = (address.whole(_word(item, key), base if key == "url" else "") for key in ("url", "external_url", "id"))
    tags = item.get("tags")
    return Entry(
        title=_word(item, "title"),
        date=_json_date(item),
        source=Fact(value=name, basis="the feed's title") if name else Fact(),
        byline=_json_authors(item) or _json_authors(feed),
        url=next(filter(None, addresses), ""),
        lang=_lang(_word(item, "language") or _word(feed, "language"), "the feed's language"),
        summary=_word(item, "summary"),
        content=html or _word(item, "content_text"),
        is_html=bool(html),
        tags=tuple(clean.one_line(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )


def _word(of: Mapping[str, Any], key: str) -> str:
    value = of.get(key)
    return value if isinstance(value, str) else ""


def _json_date(item: Mapping[str, Any]) -> Fact:
    for key in ("date_published", "date_modified"):
        if written := _word(item, key):
            if day := dates.day(written):
                return Fact(value=day, basis=f"the entry's {key}")
            return Fact(basis=f"the entry's {key} says `{clean.one_line(written)[:60]}`, which names no single day")
    return Fact()


def _json_authors(of: Mapping[str, Any]) -> tuple[str, ...]:
    listed = of.get("authors")
    authors = listed if isinstance(listed, list) else [of.get("author")]
    names = (clean.one_line(_word(author, "name")) for author in authors if isinstance(author, dict))
    return tuple(dict.fromkeys(filter(None, names)))
