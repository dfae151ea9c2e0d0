"""Place -> Raw: every article that lies there, whatever its format, one at a time."""

import re
from collections.abc import Iterator

from digest.ingest import decode, find
from digest.ingest.document import Document
from digest.ingest.find import Place
from digest.ingest.raw import Raw, Refusal
from digest.ingest.readers import feed, html, markdown, plain

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|meta|title|link|base|script|style|body|"
    r"article|main|section|header|nav|div|p|h[1-6]|table|form|figure|ul|ol|blockquote|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    r"\s*(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)\s*)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_JSON_FEED = re.compile(r'\s*\{.{0,3000}?"https?:\\?/\\?/jsonfeed\.org\\?/version', re.DOTALL)
_OTHER = {
    "%PDF": "a PDF file",
    "{\\rtf": "an RTF file",
    "\x89PNG": "a picture",
    "GIF8": "a picture",
    "PK\x03\x04": "an archive in another",
    "\x1f\x8b": "a packed file in another",
}


def read(place: Place, *, encoding: str = "") -> Iterator[Raw | Refusal]:
    """The articles of a place, in their order there, and what could not be read. Never raises over what it reads.

    encoding: what the editor says the documents are in, instead of what they declare; empty: they declare it, or it is
    UTF-8.
    """
    for document in find.documents(place):
        if isinstance(document, Refusal):
            yield document
        else:
            yield from articles(document, encoding=encoding)


def articles(document: Document, *, encoding: str = "") -> Iterator[Raw | Refusal]:
    """The article of a document, or the articles of a feed."""
    try:
        yield from _articles(document, encoding)
    except Exception as error:  # noqa: BLE001 - of a thousand pages, one that nobody foresaw must not stop the rest
        yield Refusal(
            origin=document.origin,
            what=f"it could not be read: {type(error).__name__}: {str(error)[:200]}",
            help="this is a fault of the program; please report it with the file",
        )


def _articles(document: Document, encoding: str) -> Iterator[Raw | Refusal]:
    if other := _binary(document.data):
        help = "unpack it first" if "in another" in other else "save its text, or save it as HTML"
        yield Refusal(origin=document.origin, what=f"this is {other}, not an article's text", help=help)
        return
    text = decode.decoded(document, encoding=encoding)
    if isinstance(text, Refusal):
        yield text
        return
    form = format_of(document, text)
    if form == "feed":
        yield from feed.read(text, document.origin, url=document.url)
    elif form == "html":
        try:
            yield html.read(text, document.origin, url=document.url)
        except html.Missing as missing:
            what = "reading HTML takes packages that are not here"
            yield Refusal(origin=document.origin, what=what, help=str(missing))
    elif form == "markdown":
        yield markdown.read(text, document.origin)
    else:
        yield plain.read(text, document.origin)


def _binary(data: bytes) -> str:
    head = data[:16].decode("latin-1")
    for start, name in _OTHER.items():
        if head.startswith(start):
            return name
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    return "a binary file" if data[:1024].count(0) > len(data[:1024]) // 8 else ""


def format_of(document: Document, text: str) -> str:
    """`feed`, `html`, `markdown` or `plain`: by what the text begins with where that leaves no doubt, then by what the
    server said, then by the name's ending."""
    start = text[:4096]
    if _FEED.match(start) or _JSON_FEED.match(start):
        return "feed"
    if _HTML.match(start):
        return "html"
    ending = document.origin.rpartition(".")[2].lower()
    if document.media in ("text/html", "application/xhtml+xml") or ending in ("html", "htm", "xhtml", "shtml"):
        return "html"
    if ending in ("md", "markdown", "mdown", "mdx", "qmd") or document.media == "text/markdown":
        return "markdown"
    return "markdown" if markdown.has_front_matter(text) else "plain"
