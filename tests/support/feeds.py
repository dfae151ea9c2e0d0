"""What is wrong with a feed: the grammar of Atom, the rules of JSON Feed 1.1, and what a reader's parser says."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
VERSION = "https://jsonfeed.org/version/1.1"
_TEXTS = ("title", "home_page_url", "feed_url", "description", "language")
_ITEM_TEXTS = (
    "url external_url title content_html content_text summary image date_published date_modified language".split()
)


@cache
def _grammar() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def wrong_with_atom(data: bytes) -> list[str]:
    """Against RFC 4287: its grammar, what that cannot say, and whether a parser of feeds takes it as it is."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    grammar = _grammar()
    said = [] if grammar.validate(root) else [f"line {e.line}: {e.message}" for e in grammar.error_log]
    for one in (root, *root.iter(f"{ATOM}entry")):
        kinds = [
            (link.get("type"), link.get("hreflang"))
            for link in one.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(kinds) != len({*kinds}):
            said.append("two alternate links of one type and language")
        if one is not root and one.find(f"{ATOM}content") is None and not kinds:
            said.append("an entry with neither content nor a link to it")
    ids = [id.text for id in root.iter(f"{ATOM}id")]
    said += [f"twice: {id}" for id in {*ids} if ids.count(id) > 1]
    if len([link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]) != 1:
        said.append("it does not name itself once")
    latest = [datetime.fromisoformat(u.text) for u in root.iter(f"{ATOM}updated")]
    if latest[0] != max(latest[1:], default=latest[0]):
        said.append("it is not as young as its youngest entry")
    read = feedparser.parse(data)
    if read.bozo:
        said.append(f"feedparser: {read.bozo_exception}")
    if len(read.entries) != len(ids) - 1:
        said.append("feedparser sees another number of entries")
    return said


def wrong_with_json(data: bytes) -> list[str]:
    """Against JSON Feed 1.1: what must be there, and of which type what may be."""
    feed = json.loads(data.decode("utf-8"))
    said = [f"no {name}" for name in ("version", "title", "items") if name not in feed]
    if feed.get("version") != VERSION:
        said.append("another version")
    said += [f"{name} is no text" for name in _TEXTS if not _filled(feed.get(name, "x"))]
    said += [f"an author without a name: {a}" for a in feed.get("authors", ()) if not _filled(a.get("name"))]
    ids = [item.get("id") for item in feed.get("items", ())]
    said += [f"no id: {id!r}" for id in ids if not _filled(id)]
    said += [f"twice: {id}" for id in {*ids} if ids.count(id) > 1]
    for item in feed.get("items", ()):
        if not ("content_html" in item or "content_text" in item):
            said.append(f"{item.get('id')}: no content")
        said += [f"{item.get('id')}: {name} is no text" for name in _ITEM_TEXTS if not _filled(item.get(name, "x"))]
        said += [
            f"{item.get('id')}: {name} is no moment"
            for name in ("date_published", "date_modified")
            if name in item and datetime.fromisoformat(item[name]).utcoffset() is None
        ]
        if not all(_filled(tag) for tag in item.get("tags", ())):
            said.append(f"{item.get('id')}: a tag is no text")
    return said


def _filled(value: object) -> bool:
    return isinstance(value, str) and value != ""


def links(html: str) -> list[str]:
    """The addresses in the markup of an entry."""
    return re.findall(r'<[^>]* href="([^"]*)"', html)
