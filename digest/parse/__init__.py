"""Source -> Article | diagnostics

One file is read alone: whatever needs another file stays open, as a reference or a hole. Nothing that a file holds
makes this stage fail: it returns what could be understood, and says the rest.
"""

import re

from digest.diagnostic import Diagnostic, code, in_order, say
from digest.fields import Text, decoded, read
from digest.model.article import Article
from digest.model.base import Record, fingerprint
from digest.model.source import Source
from digest.parse.frontmatter import split
from digest.shape import check
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


def parse(source: Source, data: bytes, *, lang: str, time_zone: str) -> Parsed:
    """Read one file. `lang` is the edition's language, `time_zone` its zone's name; `article` is None if no head can
    be made."""
    said: list[Diagnostic] = []
    text = decoded(source.path, data, said)
    article = _article(source, text, said, lang, time_zone) if text is not None else None
    return Parsed(article=article, said=in_order(said) if said else ())


def _article(source: Source, text: Text, said: list[Diagnostic], lang: str, time_zone: str) -> Article | None:
    _name(source, text, said)
    fenced = split(text, said)
    if fenced is None:
        return None
    fields = read(text, fenced.start, fenced.end, said)
    if fields is None:
        return None
    # a build in which nothing changed never gets here
    from digest.parse.body import body
    from digest.parse.heads import OTHERS, Place, mentions, report
    from digest.parse.schema import MODELS, ReportFields
    from digest.terms import terms

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
    is_report = isinstance(model, ReportFields)
    look = is_report and not model.quotes if isinstance(model, ReportFields) else False
    spoken = (model.lang if isinstance(model, ReportFields) else "") or lang
    made = body(text, fenced.body, said, report=source.kind == "report", look=look, lang=spoken)
    if model is None:
        return None
    place = Place(text, places)
    common = {
        "id": source.id,
        "path": source.path,
        "span": text.span(0, 3),
        "was": model.was,
        "body": fingerprint(made.body),
        "lead": made.lead,
        "notes": made.notes,
    }
    if isinstance(model, ReportFields):
        names = [name for name in model.entities if not name.startswith("-")]
        head = report(
            model,
            place,
            common,
            quotes=made.quotes,
            links=made.links,
            mentions=mentions(names, made.body.text, made.runs),
            words=len(made.body.text.split()),
            terms=terms(model.title, made.body.text, lang=spoken),
        )
    else:
        head = OTHERS[source.kind](model, place, common)
    import msgspec

    head = msgspec.structs.replace(head, refs=(*place.refs, *made.refs))
    return Article(head=head, body=made.body)


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
