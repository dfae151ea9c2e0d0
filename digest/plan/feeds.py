"""Feeds: the newest reports of the edition, of each story and outlet, and of what an editor's file describes.

A name or a statement that a program found has none: at ten thousand reports these would be tens of thousands of files
that nobody follows. The feeds of the edition and of stories carry the whole digests. Those of outlets and names have
leads: a report stands in ten of them, and a word more in its text would write all ten anew.

Only content tells when an entry changed: its date, or its latest correction.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from digest.config import Config
from digest.model.article import Note
from digest.model.base import Record
from digest.model.feed import Entry, Feed, Printed
from digest.model.page import FeedsPage, Filling, Link, Machine, NameCard, ReportCard, Target
from digest.model.site import Statement
from digest.plan import cards, forms, notes, urls
from digest.plan.attested import Testimony
from digest.plan.planned import Planned
from digest.plan.quote import testimony
from digest.plan.story import newest_first
from digest.plan.tables import Facts, Item, Tables
from digest.text import shorten

MOST = 20
"""Entries of a feed."""
MOST_LISTED = 100
"""Stories whose feeds the page of all feeds lists."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom wants to know when an undated report last changed; this is what its readers take for unknown."""


class Text(Record, kw_only=True):
    """A report's whole digest."""

    body: str
    notes: tuple[Note, ...]
    targets: tuple[Target, ...]


class Told(Record, kw_only=True):
    """What a feed tells of one report."""

    card: ReportCard
    facts: Facts
    names: tuple[NameCard, ...]
    text: Text | None = None
    testimonies: tuple[Testimony, ...] = ()
    """What it prints of the statement whose feed this is."""


# --- which there are -------------------------------------------------------------------------------------------------


def fed(tables: Tables) -> Iterator[str]:
    """The `kind/id` of everything that has a feed of its own."""
    yield from (f"story/{id}" for id in sorted(tables.stories))
    yield from (f"source/{id}" for id, card in sorted(tables.source_cards.items()) if not card.only)
    yield from (f"entity/{id}" for id, name in sorted(tables.names.items()) if name.head)
    yield from (f"quote/{id}" for id, statement in sorted(tables.statements.items()) if statement.head)


# --- of the edition --------------------------------------------------------------------------------------------------


def edition(tables: Tables, config: Config) -> Iterable[Planned]:
    """The feed of the edition itself."""
    yield _planned(urls.FRONT, urls.FRONT, "", _reports(tables, _latest(tables), whole=True), config)


def _latest(tables: Tables) -> list[str]:
    """The newest reports, newest first, from the lists alone: a card that a month holds beside them is not read."""
    found: list[str] = []
    for month, _ in reversed(tables.lists.get("months") or ()):
        found += _newest(tables.lists.get(f"months/{month}") or ())
        if len(found) >= MOST:
            break
    return found[:MOST]


def _newest(items: Sequence[Item]) -> list[str]:
    """Of a list of reports, oldest first, the newest, newest first."""
    return [id for _, _, id in reversed(items[-MOST:])]


# --- of one thing ----------------------------------------------------------------------------------------------------


def plan(tables: Tables, key: str, config: Config) -> Iterable[Planned]:
    """The feed of one `kind/id`; none if it is gone, or if nobody describes it."""
    kind, _, id = key.partition("/")
    one = _ONE[kind](tables, id) if config.outputs == "full" else None
    if one is not None:
        page = urls.of_key(key)
        yield _planned(page, urls.of_key(f"{kind}/{one.was[0]}") if one.was else page, one.label, one.told, config)


class _One(NamedTuple):
    """What a feed is of."""

    label: str
    was: tuple[str, ...]
    told: tuple[Told, ...]


def _story(tables: Tables, id: str) -> _One | None:
    story = tables.stories.get(id)
    if story is None:
        return None
    told = _reports(tables, _of_story(tables, story.reports), whole=True)
    return _One(story.head.title, story.head.was, told)


def _source(tables: Tables, id: str) -> _One | None:
    outlet = tables.outlets.get(id)
    if outlet is None or tables.source_cards[id].only:  # an unnamed outlet has no page
        return None
    told = _reports(tables, _newest(tables.lists.get(f"outlets/{id}") or ()))
    return _One(outlet.name, outlet.head.was if outlet.head else (), told)


def _entity(tables: Tables, id: str) -> _One | None:
    name = tables.names.get(id)
    if name is None or name.head is None:
        return None
    return _One(name.name, name.head.was, _reports(tables, _newest(tables.lists.get(f"names/{id}") or ())))


def _quote(tables: Tables, id: str) -> _One | None:
    statement = tables.statements.get(id)
    if statement is None or statement.head is None:
        return None
    return _One(statement.head.gist.rstrip("."), statement.head.was, _wordings(tables, statement))


_ONE: Mapping[str, Callable[[Tables, str], _One | None]] = {
    "story": _story,
    "source": _source,
    "entity": _entity,
    "quote": _quote,
}
KINDS = tuple(_ONE)
"""What may have a feed of its own."""


def _of_story(tables: Tables, reports: Iterable[str]) -> list[str]:
    told = [tables.report_cards[id] for id in reports]
    return _newest(sorted((card.date, card.time, card.id) for card in told))


def _reports(tables: Tables, ids: Iterable[str], *, whole: bool = False) -> tuple[Told, ...]:
    return tuple(
        [
            Told(
                card=tables.report_cards[id],
                facts=tables.facts[id],
                names=tables.named[id],
                text=_text(tables, id) if whole else None,
            )
            for id in ids
        ]
    )


def _text(tables: Tables, id: str) -> Text:
    head = tables.reports[id].head
    return Text(body=head.body, notes=head.notes, targets=cards.targets(tables, head.refs))


def _wordings(tables: Tables, statement: Statement) -> tuple[Told, ...]:
    """The newest reports that carry a statement, each with its own words."""
    held: dict[str, list[Testimony]] = {}
    for witness in statement.witnesses:
        held.setdefault(witness.report, []).append(testimony(tables, witness))
    told = [
        Told(card=found[0].report, facts=tables.facts[report], names=(), testimonies=tuple(found))
        for report, found in held.items()
    ]
    told.sort(key=lambda one: (one.card.date, one.card.time, one.card.id), reverse=True)
    return tuple(told[:MOST])


def _planned(page: str, first: str, label: str, told: tuple[Told, ...], config: Config) -> Planned:
    atom, *others = forms.feed(page, "")
    title = f"{label} · {config.title}" if label else config.title
    motto = config.motto if page == urls.FRONT else ""
    author = config.author or config.title
    args = (atom.url, page, first, config.feed_ids, title, motto, author, config.time_zone, told)
    return Planned(atom.url, feed, args, tuple(others))


# --- the record ------------------------------------------------------------------------------------------------------


def feed(
    url: str,
    page: str,
    first: str,
    ids: str,
    title: str,
    motto: str,
    author: str,
    time_zone: str,
    reports: tuple[Told, ...],
) -> Feed:
    zone = ZoneInfo(time_zone)
    moments = [_moments(one, zone) for one in reports]
    return Feed(
        url=url,
        title=title,
        motto=motto,
        page=page,
        id=first,
        ids=ids,
        author=author,
        updated=max((updated for _, updated in moments), default=NEVER).isoformat(),
        entries=tuple(
            _entry(one, first, published.isoformat() if published else "", updated.isoformat())
            for one, (published, updated) in zip(reports, moments, strict=True)
        ),
    )


def _entry(told: Told, of: str, published: str, updated: str) -> Entry:
    card, facts, text = told.card, told.facts, told.text
    url, id, title = card.url, urls.of("report", facts.first), card.title
    if told.testimonies:
        said = told.testimonies[0].witness.quotation
        url, id = (f"{url}#q{said.number}" if said.block else url), f"{of}?report={facts.first}"
        words = shorten(said.text.rstrip(" ,;:"), 90)
        title = f"{card.source.name}: {words if said.form == 'reported' else f'“{words}”'}"
    return Entry(
        id=id,
        url=url,
        title=title,
        date=card.date,
        published=published,
        updated=updated,
        source=card.source,
        headline=facts.headline,
        original=facts.address,
        lang=facts.lang,
        lead=card.lead,
        names=told.names,
        corrections=facts.corrections,
        status=card.status,
        body=Filling(body=text.body, targets=text.targets, notes=notes.views(text.notes, text.targets))
        if text
        else None,
        printed=tuple(
            Printed(
                text=t.witness.quotation.text,
                form=t.witness.quotation.form,
                lang=t.witness.quotation.lang,
                via=t.via,
                text_url=urls.text_fragment(t.address, t.witness.quotation.text),
            )
            for t in told.testimonies
        ),
    )


def _moments(told: Told, zone: ZoneInfo) -> tuple[datetime | None, datetime]:
    """When a report was published, and when it last changed.

    A correction has a day and no hour; each makes the entry a second younger, so that several of one day, or of the
    day of the report, are news all the same. A report that is withdrawn is so once more.
    """
    status, corrections, card = told.card.status, told.facts.corrections, told.card
    published = _moment(card.date, card.time, zone) if card.date else None
    days = [_moment(correction.on, "", zone) for correction in corrections if correction.on]
    changes = max(len(corrections), status == "corrected") + (status == "withdrawn")
    return published, max([published or NEVER, *days]) + timedelta(seconds=changes)


def _moment(day: str, time: str, zone: ZoneInfo) -> datetime:
    """A day without an hour is its first minute. Before there were time zones a town's time differed by seconds too,
    which RFC 3339 cannot say."""
    local = datetime.fromisoformat(f"{day}T{time or '00:00'}")
    offset = (local.replace(tzinfo=zone).utcoffset() or timedelta()) // timedelta(minutes=1)
    return local.replace(tzinfo=timezone(timedelta(minutes=offset)))


# --- the page of all feeds -------------------------------------------------------------------------------------------


def index(tables: Tables, config: Config) -> Iterable[Planned]:
    """The page that lists the feeds: those of names and statements stand on their pages."""
    full = config.outputs == "full"
    stories = [tables.story_links[id] for id, _ in newest_first(tables)] if full else []
    outlets = [card for id in tables.outlets if not (card := tables.source_cards[id]).only] if full else []
    outlets.sort(key=lambda card: (card.name.removeprefix("The "), card.id))
    yield Planned(
        urls.index("feeds"),
        feeds_page,
        (
            config.title,
            tuple(stories[:MOST_LISTED]),
            len(stories),
            tuple(Link(url=card.url, label=card.name) for card in outlets),
            full,
        ),
    )


def feeds_page(
    title: str, stories: tuple[Link, ...], count: int, outlets: tuple[Link, ...], single: bool
) -> FeedsPage:
    def fed(link: Link) -> tuple[Link, tuple[Machine, ...]]:
        return link, forms.feed(link.url, "")

    return FeedsPage(
        url=urls.index("feeds"),
        title="Feeds",
        section="feeds",
        description="What to follow in a feed reader: the edition, a story, an outlet.",
        edition=fed(Link(url=urls.FRONT, label=title)),
        stories=tuple(map(fed, stories)),
        more=count - len(stories),
        outlets=tuple(map(fed, outlets)),
        single=single,
    )
