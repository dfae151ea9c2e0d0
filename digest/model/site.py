"""The whole edition, linked: heads only, never a body."""

from collections.abc import Mapping
from typing import Literal

from digest.model.article import (
    EntityHead,
    EntityType,
    PageHead,
    Quotation,
    QuoteHead,
    ReportHead,
    SourceHead,
    StoryHead,
)
from digest.model.base import Record


class Name(Record, kw_only=True):
    """An entity: a file's, or made from a plain name in front matter."""

    id: str
    name: str
    type: EntityType = ""
    head: EntityHead | None = None


class Outlet(Record, kw_only=True):
    """A source: a file's, or made from a plain name, or `unknown`."""

    id: str
    name: str
    siglum: str
    known: bool = True
    head: SourceHead | None = None


class Witness(Record, kw_only=True):
    """One report's printing of a statement."""

    report: str
    quotation: Quotation
    outlet: str
    """The id of the outlet; reports whose outlet is unknown are each an outlet of their own here."""
    speaker: str = ""
    """The id of the entity that this report says spoke; empty: unattributed or not a known name."""
    via: str = ""
    """The id of the entity or source credited with passing it on."""
    via_name: str = ""


class Statement(Record, kw_only=True):
    """One utterance with all its printed wordings, in order of date, outlet and report."""

    id: str
    witnesses: tuple[Witness, ...]
    speaker: str = ""
    """An entity's id; empty: unattributed."""
    speaker_name: str = ""
    story: str = ""
    head: QuoteHead | None = None
    page: bool = True
    """It has a page of its own: a file, an editor's id, or two reports that carry it."""
    echoes: tuple[str, ...] = ()
    """Statements of the same words by another speaker."""


ReasonKind = Literal["pinned", "statements", "passages", "story", "names", "words", "days", "undated"]


class Reason(Record, kw_only=True):
    """One thing that two reports share, to be put into words by `digest.related.said`.

    `statements`, `passages`, `names`, `words`: how many, and their ids, rarest first, words by how much both
    reports stress them (at most five);
    `story`: its id; `days`: how many days apart; `undated`: the date of one is unknown; `pinned`: the editor says so.
    """

    kind: ReasonKind
    count: int = 0
    items: tuple[str, ...] = ()


class Kin(Record, kw_only=True):
    """A related report and why."""

    id: str
    points: float
    """With two decimals; nothing under `digest.related.FLOOR` is related unless the editor pins it."""
    reasons: tuple[Reason, ...]
    pinned: bool = False


class Copy(Record, kw_only=True):
    """A report that shares text with a report, whichever of them had it first."""

    id: str
    share: float = 0.0
    """How much of this report's words outside quotations stands there too, 0 to 1; 0: the editor's word alone."""
    of_it: float = 0.0
    """How much of the other's stands here."""
    dependent: bool = False
    """So much that the two count as one text, or the editor says so."""
    typed: bool = False
    """The editor says so."""


class Report(Record, kw_only=True):
    """A report and what the others make of it."""

    head: ReportHead
    outlet: str
    names: tuple[tuple[str, int], ...] = ()
    """Entities that it names, by id, with how often; first mentioned first."""
    linked: tuple[tuple[int, int, str], ...] = ()
    """Where in its text which name becomes a link: start, end, entity id."""
    forms: tuple[tuple[str, str], ...] = ()
    """Which form of which entity's name it prints: entity id, words as printed."""
    statements: tuple[str, ...] = ()
    """The statement of each of its quotations, in their order."""


class Story(Record, kw_only=True):
    head: StoryHead
    reports: tuple[str, ...] = ()
    """By date, undated last."""
    statements: tuple[str, ...] = ()
    """In the order of the matrix: most carried first; their place is their number, `Q1`."""
    outlets: tuple[str, ...] = ()
    """The matrix's columns: whose reports can be read here. Of a withdrawn one nobody can say what it left out."""


class Site(Record, kw_only=True):
    """Everything by id, in the order of the ids."""

    reports: dict[str, Report]
    kin: dict[str, tuple[Kin, ...]]
    """The related reports of each report, best first."""
    copies: dict[str, tuple[Copy, ...]]
    """The reports that share text with a report, the most first; only of those that share some."""
    statements: dict[str, Statement]
    names: Mapping[str, Name]
    outlets: dict[str, Outlet]
    stories: dict[str, Story]
    pages: dict[str, PageHead]
    backlinks: dict[str, tuple[str, ...]]
    """For any `kind/id`, the `kind/id`s of the files that link to it."""
    redirects: dict[str, str]
    """From an old `kind/id` to the one that it is now."""
