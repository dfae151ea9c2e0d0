"""What still wants an editor's hand: `digest list`."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from digest.link.ids import ROLES, kind_of
from digest.model.article import EntityHead, Head, PageHead, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.model.base import Record
from digest.model.site import Site
from digest.model.source import Kind
from digest.report import Paint, safe

What = Literal["drafts", "undated", "orphans", "storyless", "unchecked"]
LISTS: tuple[What, ...] = get_args(What)

VERSION = 1
"""Of the JSON's shape: a new number when something in it changes its meaning or goes away."""

_HEADINGS: Mapping[What, str] = {
    "drafts": "Drafts",
    "undated": "Reports whose date is unknown",
    "orphans": "Files that nothing names",
    "storyless": "Reports without a story",
    "unchecked": "Reports that nobody has checked",
}


class Entry(Record, kw_only=True):
    """One file."""

    path: str
    kind: Kind
    id: str
    title: str
    """Title, name or gist."""
    date: str = ""
    """Of a report, a story or a statement, `YYYY-MM-DD`; empty: unknown, or it has none."""


def listed(site: Site, wanted: Iterable[What] = LISTS) -> dict[What, tuple[Entry, ...]]:
    """The lists that are wanted, each by path. Drafts are in them where the edition was linked with its drafts."""
    heads = sorted(_heads(site), key=lambda head: head.path)
    reports = [head for head in heads if isinstance(head, ReportHead)]
    told = {id for story in site.stories.values() for id in story.reports}
    public = [head for head in reports if not head.draft and head.status != "withdrawn"]
    found: dict[What, Sequence[Head]] = {
        "drafts": [head for head in heads if head.draft],
        "undated": [head for head in reports if not head.date],
        "orphans": _orphans(site, heads),
        "storyless": [head for head in reports if head.id not in told],
        "unchecked": [head for head in public if not head.checked_on],
    }
    chosen = {*wanted}
    return {what: tuple(map(_entry, found[what])) for what in LISTS if what in chosen}


def _orphans(site: Site, heads: Sequence[Head]) -> list[Head]:
    """Names, outlets, statements and stories that no other file names, and no report by its words."""
    held = {f"{kind_of(head)}/{head.id}" for head in heads}
    named: set[str] = set()
    for head in heads:
        own = f"{kind_of(head)}/{head.id}"
        for ref in head.refs:
            keys = [f"{kind}/{ref.id}" for kind in ROLES[ref.role]]
            found = next((key for key in keys if key in held), "")
            found = found or next((site.redirects[key] for key in keys if key in site.redirects), "")
            if found != own:
                named.add(found)
    for report in site.reports.values():
        named |= {f"entity/{id}" for id, _ in report.names} | {f"source/{report.outlet}"}
        named |= {f"story/{report.head.story}"}
    for statement in site.statements.values():
        if statement.witnesses:
            named.add(f"quote/{statement.id}")
            named |= {f"entity/{witness.speaker}" for witness in statement.witnesses}
            named |= {f"{kind}/{witness.via}" for witness in statement.witnesses for kind in ("entity", "source")}
    return [
        head
        for head in heads
        if not isinstance(head, (ReportHead, PageHead)) and f"{kind_of(head)}/{head.id}" not in named
    ]


def _heads(site: Site) -> Iterator[Head]:
    yield from (report.head for report in site.reports.values())
    yield from (statement.head for statement in site.statements.values() if statement.head)
    yield from (name.head for name in site.names.values() if name.head)
    yield from (outlet.head for outlet in site.outlets.values() if outlet.head)
    yield from (story.head for story in site.stories.values())
    yield from site.pages.values()


def _entry(head: Head) -> Entry:
    title, date = _told(head)
    return Entry(path=head.path, kind=kind_of(head), id=head.id, title=title, date=date)


def _told(head: Head) -> tuple[str, str]:
    """What a file is called, and its day."""
    match head:
        case ReportHead() | StoryHead():
            return head.title, head.date
        case QuoteHead():
            return head.gist, head.said
        case PageHead():
            return head.title, ""
        case EntityHead() | SourceHead():
            return head.name, ""


def as_text(lists: Mapping[What, Sequence[Entry]], paint: Paint) -> str:
    """Each list under its heading, a file a line."""
    parts: list[str] = []
    for what, entries in lists.items():
        parts.append(paint("bold", f"{_HEADINGS[what]} ({len(entries):,})") + "\n")
        parts += [f"  {safe(one.path)}{f'  {one.date}' if one.date else ''}  {safe(one.title)}\n" for one in entries]
    return "".join(parts)


def as_json(lists: Mapping[What, Sequence[Entry]]) -> str:
    made = {
        what: [
            {"path": one.path, "kind": one.kind, "id": one.id, "title": one.title, "date": one.date} for one in entries
        ]
        for what, entries in lists.items()
    }
    return json.dumps({"version": VERSION, "lists": made}, ensure_ascii=False, indent=1) + "\n"
