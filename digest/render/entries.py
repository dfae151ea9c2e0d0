"""The entries of a feed as both its forms show them: whole addresses, ids for ever, the text as HTML.

A reader shows an entry anywhere, beside others and without a style sheet. So all links are whole, notes stand in a list
at the end, their marks lead to them on the page, and nothing is left of ids, classes and roles. `<q>` would put marks
around words that have their own. Names that a program found are no links here: they are the entry's categories.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from digest.model.article import Body
from digest.model.feed import Entry, Feed, Printed
from digest.model.page import Chrome, Filling, NoteView
from digest.pattern import later
from digest.render import english
from digest.render.address import web, whole
from digest.render.fill import fill
from digest.render.generator import escaped


class Shown(NamedTuple):
    """An entry, ready to be written down."""

    id: str
    url: str
    title: str
    published: str
    updated: str
    original: str
    """Where the outlet has it; empty: no web address is known."""
    via: str
    """Outlet and headline."""
    lang: str
    tags: tuple[tuple[str, str], ...]
    """Names, by id."""
    html: str
    whole: bool
    """`html` is all of it; else the page has more."""


class Place(NamedTuple):
    """From where the feed's links are seen."""

    root: str
    """What stands before each of them."""
    ids: str
    """The address in ids; empty while none is known."""

    def url(self, url: str) -> str:
        return self.root + url[1:]

    def id(self, url: str) -> str:
        """What names a thing for ever: its first address. Atom wants a whole one. Where none is known nobody can follow
        the feed yet, and its path alone tells it from others of the edition."""
        if self.ids:
            return self.ids + url[1:]
        digits = blake2b(f"digest {url}".encode(), digest_size=16).hexdigest()
        # the shape of a UUID whose bits are its maker's own affair: version 8 of RFC 9562
        return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def place(feed: Feed, chrome: Chrome) -> Place:
    """Without a known address, links are seen from the feed, as RFC 3986 has it for a document without a base."""
    return Place(whole("/", feed.url, chrome), feed.ids or chrome.base_url)


@lru_cache(maxsize=1)  # both forms of a feed are written one after the other
def shown(feed: Feed, chrome: Chrome, body: Callable[[str], Body]) -> tuple[Shown, ...]:
    return tuple(_shown(feed, place(feed, chrome), body))


def _shown(feed: Feed, here: Place, body: Callable[[str], Body]) -> Iterator[Shown]:
    for entry in feed.entries:
        text = next((words.text_url for words in entry.printed if words.text_url), "")
        original = text or entry.original
        yield Shown(
            id=here.id(entry.id),
            url=here.url(entry.url),
            title=entry.title,
            published=entry.published,
            updated=entry.updated,
            original=_iri(original) if web(original) else "",
            via=f"{entry.source.name}: {entry.headline}" if entry.headline else entry.source.name,
            lang=entry.lang,
            tags=tuple((name.url.split("/")[-2], name.name) for name in entry.names),
            html="\n".join(_html(entry, here, body)),
            whole=entry.status == "withdrawn" or bool(entry.printed) or entry.body is not None,
        )


# --- the text --------------------------------------------------------------------------------------------------------


def _html(entry: Entry, here: Place, body: Callable[[str], Body]) -> Iterator[str]:
    yield _source(entry)
    if entry.corrections or entry.status in ("corrected", "withdrawn"):
        yield _changed(entry)
    if entry.printed:
        yield from _printed(entry.printed)
    elif entry.body is not None:
        yield from _whole(entry.body, body, here.url(entry.url), here)
    elif entry.lead:
        yield f'<p dir="auto">{escaped(entry.lead)}</p>'


def _source(entry: Entry) -> str:
    """`The Harbour Post, 2 May 2024. Printed under the headline “…”.`"""
    when = english.date(entry.date) if entry.date else "undated"
    said = f"<b><bdi>{escaped(entry.source.name)}</bdi></b>, {when}."
    if entry.headline:
        lang = f' lang="{escaped(entry.lang)}"' if entry.lang else ""
        headline = f"<bdi{lang}>“{escaped(entry.headline)}”</bdi>"
        said += f" Printed under the headline {_link(entry.original, headline)}."
    elif web(entry.original):
        said += f" {_link(entry.original, 'The outlet’s page')}."
    return f"<p>{said}</p>"


def _link(url: str, words: str) -> str:
    return f'<a href="{escaped(_iri(url))}">{words}</a>' if web(url) else words


def _changed(entry: Entry) -> str:
    """`Corrected. 4 March 2022: An earlier version …`, as the report's page has it."""
    word = english.sentence(english.status(entry.status)) or "Corrected"
    told = [f" {english.date(c.on)}: <bdi>{escaped(c.what)}</bdi>" for c in entry.corrections]
    return f"<p><strong>{word}.</strong>{''.join(told)}</p>"


def _printed(wordings: Iterable[Printed]) -> Iterator[str]:
    for words in wordings:
        lang = f' lang="{escaped(words.lang)}"' if words.lang else ""
        marks = "{}" if words.form == "reported" else "“{}”"
        yield f'<blockquote{lang} dir="auto"><p>{marks.format(escaped(words.text))}</p></blockquote>'
        said = [_FORMS[words.form]]
        if words.via:
            said.append(f"by way of <bdi>{escaped(words.via)}</bdi>")
        page = f" {_link(words.text_url, 'The sentence on the outlet’s page')}." if words.text_url else ""
        yield f"<p>{', '.join(said)}.{page}</p>"


_FORMS = {
    "direct": "In quotation marks",
    "partial": "In quotation marks, in part",
    "reported": "As reported speech",
    "headline": "In the headline",
    "post": "As a post",
}


def _whole(filling: Filling, body: Callable[[str], Body], page: str, here: Place) -> Iterator[str]:
    def bare(html: str) -> str:
        marked = _MARK.sub(r"<sup>\1\2</sup>", html) if 'class="ref"' in html else html
        return _TAG.sub(lambda tag: _bare(tag[0], page, here), marked)

    blocks = body(filling.body).blocks
    for block, html in zip(blocks, fill(filling, blocks), strict=True):
        yield bare(str(html).replace(f' id="{block.id}"', "", 1))  # of most blocks this is the one tag to change
    if filling.notes:
        yield f"<hr>\n<ol>\n{''.join(bare(_note(note)) for note in filling.notes)}</ol>"


def _note(note: NoteView) -> str:
    kind = f"<b>{escaped(note.word)}.</b> " if note.word else ""
    cert = f" (Confidence: {escaped(note.cert)})" if note.cert else ""
    return f'<li value="{note.number}"><p>{kind}{note.html}{cert}</p></li>\n'


_TAG = later(r"<[a-z][a-z0-9]* [^>]*>|</q>")
"""A tag of finished markup that may want changes: in text and in attributes `<` and `>` are always escaped."""
_MARK = later(r'(<a class="ref"[^>]*>)(\d+</a>)')
_FOR_A_PAGE = later(r' (?:id|class|role|rel|aria-[a-z]+)="[^"]*"')


def _bare(tag: str, page: str, here: Place) -> str:
    """A tag for anywhere."""
    if tag == "</q>":
        return "</span>"
    tag = _FOR_A_PAGE.sub("", tag)
    if tag.startswith("<q"):
        return f"<span{tag[2:]}"
    if ' href="/' in tag and ' href="//' not in tag:
        return tag.replace(' href="/', f' href="{escaped(here.root)}', 1)
    return tag.replace(' href="#', f' href="{escaped(page)}#', 1)


_NO_IRI = later(r'[\x00-\x20<>"{}|\\^`\x7f]')


def _iri(url: str) -> str:
    """An address from a file, with what may not stand in any (RFC 3987) percent-encoded."""
    return _NO_IRI.sub(lambda found: f"%{ord(found[0]):02X}", url)
