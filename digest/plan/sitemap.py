"""The site's map for crawlers (sitemaps.org, protocol 0.9): an index, and parts that most edits leave alone.

A part for each month of reports, one for each month of statements, and one for the rest, so that an edit of a report
writes one part at most. Listed is what somebody may search for; the archives of long lists are not, for all that they
list is. When a page last changed is said only where the content knows it: of a report by its date and its corrections.
A clock would say it of every page, wrongly, and crawlers would soon heed none of it.
"""

from collections.abc import Iterable, Iterator, Sequence

from digest.model.page import Place, Sitemap, SitemapIndex
from digest.plan import urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables

MOST = 50_000
"""Addresses in a part; the protocol allows no more."""

_INDEXES = tuple("stories reports quotes entities sources timeline notes a-z corrections data feeds".split())


def reports(tables: Tables, month: str) -> Iterable[Planned]:
    """The reports of a month, or of none."""
    listed = [(date, id, tables.catalogued[id]) for date, _, id in tables.lists.get(f"months/{month}") or ()]
    yield from _parts(
        "reports",
        month,
        [
            None
            if row.draft
            else Place(url=urls.of("report", id), changed=max([date, *(c.on for c in row.corrections)]))
            for date, id, row in listed
        ],
    )


def quotes(tables: Tables, month: str) -> Iterable[Planned]:
    """The statements of a month, or of none, that have pages."""
    listed = tables.lists.get(f"said/{month}") or ()
    yield from _parts("quotes", month, [Place(url=urls.of("quote", id)) for _, _, id in listed])


def undated(tables: Tables) -> Iterable[Planned]:
    yield from reports(tables, "")
    yield from quotes(tables, "")


def index(tables: Tables) -> Iterable[Planned]:
    """The index, and the part that has no month."""
    rest = list(_rest(tables))
    url = urls.sitemap()
    listed = [
        *(_urls("pages", None, len(rest))),
        *(url for month, count in tables.lists.get("months") or () for url in _urls("reports", month, count)),
        *(url for month, count in tables.lists.get("said") or () for url in _urls("quotes", month, count)),
    ]
    yield Planned(url, sitemap_index, (url, tuple(listed)))
    yield from _parts("pages", None, rest)


def _rest(tables: Tables) -> Iterator[Place | None]:
    yield Place(url=urls.FRONT)
    yield from (Place(url=urls.index(section)) for section in _INDEXES)
    yield from (None if p.draft else Place(url=urls.of("page", id)) for id, p in sorted(tables.pages.items()))
    yield from (None if s.head.draft else Place(url=urls.of("story", id)) for id, s in sorted(tables.stories.items()))
    for id, outlet in sorted(tables.outlets.items()):
        if not tables.source_cards[id].only:
            yield None if outlet.head and outlet.head.draft else Place(url=urls.of("source", id))
    for id, name in sorted(tables.names.items()):
        yield None if name.head and name.head.draft else Place(url=urls.of("entity", id))


def _urls(name: str, month: str | None, count: int) -> Iterator[str]:
    """Of the parts that so many pages take."""
    yield from (urls.sitemap(name, month, number) for number in range(1, (count + MOST - 1) // MOST + 1))


def _parts(name: str, month: str | None, places: Sequence[Place | None]) -> Iterable[Planned]:
    """None is in a part and not shown, so that their number is known by counting: a draft in a draft build."""
    for at, url in zip(range(0, len(places), MOST), _urls(name, month, len(places)), strict=True):
        yield Planned(url, sitemap, (url, tuple([place for place in places[at : at + MOST] if place])))


def sitemap(url: str, places: tuple[Place, ...]) -> Sitemap:
    return Sitemap(url=url, title="Sitemap", places=places)


def sitemap_index(url: str, parts: tuple[str, ...]) -> SitemapIndex:
    return SitemapIndex(url=url, title="Sitemap", parts=parts)
