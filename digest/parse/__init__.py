"""Source -> Article | diagnostics

One file is read alone: whatever needs another file stays open, as a reference or a hole. Nothing that a file holds
makes this stage fail: it returns what could be understood, and says the rest.
"""

import re
from typing import Any, NamedTuple

import msgspec

from digest.diagnostic import Diagnostic, code, in_order, say
from digest.fields import Places, Text, decoded, read
from digest.model.article import Article, Head, Quotation, ReportHead
from digest.model.base import Record, fingerprint
from digest.model.source import Source
from digest.parse.body import Typed, made, typed
from digest.parse.frontmatter import split
from digest.parse.heads import OTHERS, Place, mentions, report
from digest.parse.schema import MODELS, FileFields, ReportFields
from digest.shape import check
from digest.terms import terms
from digest.text import slug

NAME = code(
    "file-name",
    "error",
    what="The name of a file is no id: lower case letters, digits and single hyphens, at most 120.",
    why="The name is the address; capitals, blanks and other marks differ between systems or need escaping.",
    instead="`2022-02-25-straits-times-talks-offer.md`",
)
RESERVED = code(
    "reserved-name",
    "error",
    what="The name of a file is one that the site, a system or a server uses itself.",
    why="Two things would share one address, or the file could not be stored on every system.",
    instead="Add a word: `index-of-names.md`",
)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OURS = frozenset(
    "index 404 feed assets data robots cname headers redirects sitemap annotations collation".split()
)
_TOP = frozenset({"search", "pagefind", "cards", "feeds"})
"""What stands beside the editor's own pages at the site's root. That two pages would share an address the plan says."""
_SYSTEMS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_LONGEST = 120


_STAND_INS: dict[str, dict[str, str]] = {
    "report": {"date": "unknown", "source": "unknown", "title": "untitled"},
    "entity": {"name": "unnamed", "type": "person"},
    "source": {"name": "unnamed", "siglum": "?"},
    "story": {"title": "untitled"},
    "page": {"title": "untitled"},
}
"""What a file with an error is read with in place of a value that it must have, so that its links are checked in the
same run. Such a file is never published: its error stops the build."""


class Parsed(Record, kw_only=True):
    """What one file says, as far as it could be understood, and what is to be said of it."""

    article: Article | None
    said: tuple[Diagnostic, ...]


class Outlined(Record, kw_only=True):
    """The same without what only a program finds in its text."""

    head: Head | None
    """As `outline` has it."""
    said: tuple[Diagnostic, ...]


def parse(source: Source, data: bytes, *, lang: str, time_zone: str) -> Parsed:
    """Read one file. `lang` is the edition's language, `time_zone` its zone's name; `article` is None if no head can
    be made."""
    read, said = _read(source, data, time_zone)
    return Parsed(article=_article(read, lang) if read else None, said=said)


def outlined(source: Source, data: bytes, *, time_zone: str) -> Outlined:
    """Read one file as far as it takes to say all that `parse` says of it: a quarter of the work."""
    read, said = _read(source, data, time_zone)
    return Outlined(head=_head(read, "", read.typed.quotes) if read else None, said=said)


def outline(head: Head) -> Head:
    """A head without what a program found: `outlined` makes it of a file as `parse` makes the whole."""
    if not isinstance(head, ReportHead):
        return msgspec.structs.replace(head, body="")
    typed = tuple([quotation for quotation in head.quotes if quotation.typed])
    return msgspec.structs.replace(head, body="", quotes=typed, mentions=(), words=0, terms=())


class _Read(NamedTuple):
    """A file of which a head can be made."""

    source: Source
    text: Text
    model: FileFields
    places: Places
    typed: Typed


def _read(source: Source, data: bytes, time_zone: str) -> tuple[_Read | None, tuple[Diagnostic, ...]]:
    """All that an editor typed into a file, and all that is to be said of it."""
    said: list[Diagnostic] = []
    text = decoded(source.path, data, said)
    read = _typed(source, text, said, time_zone) if text is not None else None
    return read, in_order(said) if said else ()


def _typed(source: Source, text: Text, said: list[Diagnostic], time_zone: str) -> _Read | None:
    _name(source, text, said)
    fenced = split(text, said)
    if fenced is None:
        return None
    fields = read(text, fenced.start, fenced.end, said)
    if fields is None:
        return None
    data, places = fields
    places.at = (0, 3)
    model = check(
        MODELS[source.kind],
        data,
        places,
        text,
        said,
        time_zone=time_zone,
        stand_in=_STAND_INS.get(source.kind),
    )
    body = typed(text, fenced.body, said, report=source.kind == "report")
    return _Read(source, text, model, places, body) if model is not None else None


def _article(read: _Read, lang: str) -> Article:
    model = read.model
    if not isinstance(model, ReportFields):
        body = made(read.typed, look=False, lang=lang)
        return Article(head=_head(read, fingerprint(body.body), ()), body=body.body)
    lang = model.lang or lang
    body = made(read.typed, look=not model.quotes, lang=lang)
    text = body.body.text
    names = [name for name in model.entities if not name.startswith("-")]
    head = _head(
        read,
        fingerprint(body.body),
        body.quotes,
        mentions=mentions(names, text, body.runs),
        words=len(text.split()),
        terms=terms(model.title, text, lang=lang),
    )
    return Article(head=head, body=body.body)


def _head(read: _Read, body: str, quotes: tuple[Quotation, ...], **found: Any) -> Head:
    """The head of a file. `body` is its body's hash, `quotes` those of its text, `found` what else a program found in
    it."""
    source, text, model, places, typed = read
    place = Place(text, places)
    common = {
        "id": source.id,
        "path": source.path,
        "span": text.span(0, 3),
        "was": model.was,
        "body": body,
        "lead": typed.lead,
        "notes": typed.notes,
    }
    if isinstance(model, ReportFields):
        head = report(model, place, common, quotes=quotes, links=typed.links, **found)
    else:
        head = OTHERS[source.kind](model, place, common)
    return msgspec.structs.replace(head, refs=(*place.refs, *typed.refs))


def _name(source: Source, text: Text, said: list[Diagnostic]) -> None:
    """Whether the file's name can be an address."""
    id = source.id
    here = text.span(0, 0)
    if _ID.fullmatch(id) is None or len(id) > _LONGEST:
        near = slug(id)
        shown = id if id.isprintable() else ascii(id)
        said.append(say(NAME, here, f"the file name `{shown[:80]}` is no id", help=f"rename the file to `{near}.md`"))
        return
    if id in _OURS or (source.kind == "page" and id in _TOP) or _SYSTEMS.fullmatch(id):
        said.append(
            say(RESERVED, here, f"the name `{id}` is taken", help=f"rename the file, for example to `{id}-1.md`")
        )
    elif source.kind != "page" and (id.isdigit() or re.fullmatch(r"\d{4}-\d{2}", id)):
        said.append(
            say(
                RESERVED,
                here,
                f"`{id}` is the address of a list",
                help=f"rename the file, for example to `{source.kind}-{id}.md`",
            )
        )
