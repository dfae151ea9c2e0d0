"""What a feed tells: the newest entries of the edition, or of one story, name, outlet or statement.

One record, written as Atom and as JSON Feed. URLs are from the site's root, as everywhere; times are RFC 3339.
"""

from digest.model.article import Correction, Form, Status
from digest.model.base import Record
from digest.model.page import Filling, Machine, NameCard, SourceCard


class Printed(Record, kw_only=True):
    """One outlet's wording of a statement."""

    text: str
    form: Form
    lang: str = ""
    via: str = ""
    """The name of whom the report credits."""
    text_url: str = ""
    """The sentence on the outlet's own page, by text fragment."""


class Entry(Record, kw_only=True):
    """A report, or what one report prints of a statement."""

    id: str
    """The first URL that it had: a report that was renamed is no new one."""
    url: str
    title: str
    date: str = ""
    """`YYYY-MM-DD`, as people read it; empty: nobody knows."""
    published: str = ""
    updated: str
    source: SourceCard
    headline: str = ""
    """What the outlet printed over it."""
    original: str = ""
    """The outlet's own page of it."""
    lang: str = ""
    """Of that page."""
    lead: str = ""
    names: tuple[NameCard, ...] = ()
    corrections: tuple[Correction, ...] = ()
    status: Status = "published"
    """Of a withdrawn report nothing is told but the fact, and why."""
    body: Filling | None = None
    """None: the lead stands for it."""
    printed: tuple[Printed, ...] = ()
    """Of a statement's feed: its wordings."""


class Feed(Record, tag="feed", tag_field="record", kw_only=True):
    url: str
    title: str
    motto: str = ""
    page: str
    """The URL of what it is the feed of."""
    id: str
    """The first URL that this had."""
    ids: str = ""
    """The edition's first address, `https://example.org/`, if that is another than its present one."""
    author: str
    updated: str
    entries: tuple[Entry, ...] = ()
    machine: tuple[Machine, ...] = ()
    """Its other forms."""
