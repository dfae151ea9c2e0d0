"""Site -> tables: everything that pages are planned from, a row for each thing.

A page that is planned reads rows, and nothing else, and which rows it read is known (`watched.py`). So an edit is felt
by the pages that read a row which it changed, and by no other: in an edition of ten thousand reports nobody looks at
the rest. Rows are narrow for that reason: a list of a hundred reports reads their cards, not what stands in them.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

import msgspec

from digest.model.article import Correction, Note, PageHead, Quotation, Status
from digest.model.base import Record
from digest.model.page import Link, NameCard, QuoteCard, ReportCard, SourceCard
from digest.model.site import Copy, Kin, Name, Outlet, Report, Statement, Story
from digest.model.source import Ref, Span
from digest.revised import Revision


class Facts(Record, kw_only=True):
    """What pages other than its own ask of a report beside its card."""

    outlet: str
    names: tuple[str, ...]
    status: Status
    address: str
    inferred: bool
    """Its date is the editor's inference."""
    first: str
    """The first id that it had."""
    headline: str
    lang: str
    corrections: tuple[Correction, ...]


class Catalogued(Record, kw_only=True):
    """What the data files and the sitemap ask of a report beside its card: nothing that a word in its text changes."""

    outlet: str
    story: str = ""
    names: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    headline: str = ""
    byline: tuple[str, ...] = ()
    address: str = ""
    language: str = ""
    checked: str = ""
    corrections: tuple[Correction, ...] = ()
    draft: bool = False


Noted = tuple[tuple[Note, ...], tuple[Ref, ...]]
"""The notes of a report, and what its text links to."""

Item = tuple[Any, ...]
"""An entry of a list: by what it is sorted, and an id."""


@dataclass(slots=True)
class Tables:
    """All rows by table and id. In a first build plain dictionaries; later, rows that are read when they are asked for.

    `lists` are made by `gathered.py`: `months/2024-05` holds what belongs on that month's page.
    """

    reports: MutableMapping[str, Report]
    kin: MutableMapping[str, tuple[Kin, ...]]
    copies: MutableMapping[str, tuple[Copy, ...]]
    backlinks: MutableMapping[str, tuple[str, ...]]
    revisions: MutableMapping[str, tuple[Revision, ...]]
    statements: MutableMapping[str, Statement]
    names: MutableMapping[str, Name]
    outlets: MutableMapping[str, Outlet]
    stories: MutableMapping[str, Story]
    pages: MutableMapping[str, PageHead]
    redirects: MutableMapping[str, str]
    report_cards: MutableMapping[str, ReportCard]
    facts: MutableMapping[str, Facts]
    catalogued: MutableMapping[str, Catalogued]
    noted: MutableMapping[str, Noted]
    named: MutableMapping[str, tuple[NameCard, ...]]
    quote_cards: MutableMapping[str, QuoteCard]
    name_cards: MutableMapping[str, NameCard]
    source_cards: MutableMapping[str, SourceCard]
    story_links: MutableMapping[str, Link]
    page_links: MutableMapping[str, Link]
    lists: MutableMapping[str, tuple[Item, ...]]


TABLES: Mapping[str, Any] = {
    name: get_args(kind)[1] for name, kind in get_type_hints(Tables).items() if name in {f.name for f in fields(Tables)}
}
"""The type of the rows of each table."""

NOWHERE = Span(path="", start=0, end=0, line=0, column=0)


def placeless(statement: Statement) -> Statement:
    """A statement whose quotations do not say where in their files they stand: a word more in a paragraph above must
    not touch the pages of all that is quoted below it."""
    return msgspec.structs.replace(
        statement,
        witnesses=tuple(
            [msgspec.structs.replace(w, quotation=without_place(w.quotation)) for w in statement.witnesses]
        ),
    )


def without_place(quotation: Quotation) -> Quotation:
    return msgspec.structs.replace(quotation, at=-1, block="p" if quotation.block else "", span=NOWHERE)
