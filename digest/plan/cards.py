"""What other pages may know of a thing: its card, made once from its row, and what leads from an id to one."""

from collections.abc import Container, Iterable, Mapping, Sequence

from digest.model.article import PageHead, ReportHead, Status
from digest.model.page import Link, NameCard, QuoteCard, ReportCard, SourceCard, Target
from digest.model.site import Name, Outlet, Report, Statement, Story
from digest.model.source import Ref
from digest.plan import urls
from digest.plan.tables import Catalogued, Facts, Noted, Tables
from digest.plan.wordings import shown_wordings
from digest.text import shorten

_LINKED: tuple[str, ...] = ("entity", "source", "quote", "story", "report", "page")


def source_card(outlet: Outlet) -> SourceCard:
    own, _, report = outlet.id.partition("~")
    return SourceCard(
        id=own,
        url=urls.of("source", own),
        name=outlet.name,
        siglum=outlet.siglum,
        known=outlet.known,
        only=urls.of("report", report) if report else "",
    )


def name_card(name: Name) -> NameCard:
    return NameCard(
        url=urls.of("entity", name.id),
        name=name.name,
        type=name.type,
        wikidata=name.head.wikidata if name.head else "",
    )


def story_link(story: Story) -> Link:
    return Link(url=urls.of("story", story.head.id), label=story.head.title)


def page_link(page: PageHead) -> Link:
    return Link(url=urls.of("page", page.id), label=page.title)


def report_card(report: Report, source: SourceCard) -> ReportCard:
    head = report.head
    return ReportCard(
        id=head.id,
        url=urls.of("report", head.id),
        title=head.title,
        source=source,
        date=head.date,
        time=head.time,
        quotes=len(head.quotes),
        notes=len(head.notes),
        lead=head.summary or head.lead,
        status=_status(head),
    )


def _status(head: ReportHead) -> Status:
    """A correction that is noted makes a report a corrected one, whether or not its `status:` says so too."""
    if head.draft:
        return "draft"
    return "corrected" if head.corrections and head.status == "published" else head.status


def facts(report: Report) -> Facts:
    head = report.head
    return Facts(
        outlet=report.outlet,
        names=tuple([name for name, _ in report.names]),
        status=head.status,
        address=head.url,
        inferred=bool(head.date_note or head.date_cert),
        first=head.was[0] if head.was else head.id,
        headline=head.headline,
        lang=head.lang,
        corrections=head.corrections,
    )


def catalogued(report: Report) -> Catalogued:
    head = report.head
    return Catalogued(
        outlet=report.outlet,
        story=head.story,
        names=tuple([name for name, _ in report.names]),
        statements=report.statements,
        headline=head.headline,
        byline=head.byline,
        address=head.url,
        language=head.lang,
        checked=head.checked_on,
        corrections=head.corrections,
        draft=head.draft,
    )


def noted(report: Report) -> Noted:
    return report.head.notes, report.head.refs


def named(report: Report, cards: Mapping[str, NameCard]) -> tuple[NameCard, ...]:
    return tuple([cards[name] for name, _ in report.names])


def quote_card(statement: Statement, story: Story | None, reports: Mapping[str, ReportCard]) -> QuoteCard:
    """`story` is the one in which it was said; `reports` must hold the cards of its witnesses."""
    shown = shown_wordings(statement.witnesses)
    longest = max((w.quotation.text for w in shown), key=len, default="")
    head = statement.head
    return QuoteCard(
        id=statement.id,
        url=urls.of("quote", statement.id) if statement.page else "",
        gist=head.gist if head else shorten(longest.rstrip(" ,;:"), 90),
        words=head is None,
        speaker=statement.speaker_name,
        said=(head.said if head else "") or min((reports[w.report].date for w in shown), default=""),
        outlets=len({w.outlet for w in statement.witnesses}),
        of=len(story.outlets) if story else 0,
        wordings=len({w.quotation.text.casefold().strip(" .,;:…") for w in shown}),
    )


# --- from an id to its page ------------------------------------------------------------------------------------------


def link(tables: Tables, key: str) -> Link:
    """The page of a `kind/id`, by its title."""
    kind, _, id = key.partition("/")
    label = {
        "report": lambda: tables.report_cards[id].title,
        "quote": lambda: tables.quote_cards[id].gist,
        "entity": lambda: tables.name_cards[id].name,
        "source": lambda: tables.source_cards[id].name,
        "story": lambda: tables.story_links[id].label,
        "page": lambda: tables.page_links[id].label,
    }[kind]()
    return Link(url=urls.of_key(key), label=label)


def links(tables: Tables, keys: Sequence[str]) -> tuple[Link, ...]:
    return tuple([link(tables, key) for key in keys])


def who(tables: Tables, id: str) -> tuple[str, str]:
    """Name and URL of an entity or a source; empty strings if it is neither."""
    if id in tables.name_cards:
        return tables.name_cards[id].name, tables.name_cards[id].url
    if id in tables.source_cards:
        return tables.source_cards[id].name, tables.source_cards[id].url
    return "", ""


def targets(tables: Tables, refs: Iterable[Ref]) -> tuple[Target, ...]:
    """Where the links in a text lead, each id once."""
    found: dict[str, Target] = {}
    for ref in refs:
        if ref.role == "link" and ref.id not in found and (key := _key(tables, ref.id)):
            kind, _, _ = key.partition("/")
            found[ref.id] = Target(id=ref.id, url=urls.of_key(key), kind=kind)  # type: ignore[arg-type]  # see _LINKED
    return tuple(found.values())


def _key(tables: Tables, id: str) -> str:
    held: dict[str, Container[str]] = {
        "entity": tables.name_cards,
        "source": tables.source_cards,
        "quote": tables.quote_cards,
        "story": tables.story_links,
        "report": tables.report_cards,
        "page": tables.page_links,
    }
    for kind in _LINKED:
        if id in held[kind]:
            return f"{kind}/{id}"
    redirects = tables.redirects
    return next((redirects[old] for kind in _LINKED if (old := f"{kind}/{id}") in redirects), "")


def per_cent(share: float) -> int:
    """A share from 0 to 1 in whole per cent; what is there at all is at least one."""
    return max(1, round(100 * share)) if share else 0
