"""Site -> tables -> {unit: planned pages}

The only place that makes a URL. A *unit* is what is planned at once: `report/x` is one page, `entity/x` a page and the
older parts of its list. Every page is planned here and made only if it is stale.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from digest.config import Config
from digest.diagnostic import Diagnostic, code, say
from digest.model.article import Head, PageHead
from digest.model.base import Record
from digest.model.page import Link
from digest.model.site import Site
from digest.model.source import Span
from digest.plan import (
    az,
    cards,
    data,
    entity,
    feeds,
    front,
    gathered,
    indexes,
    notes,
    pictures,
    quote,
    report,
    sitemap,
    source,
    story,
    timeline,
)
from digest.plan.planned import Later, Planned
from digest.plan.tables import Tables, placeless
from digest.plan.watched import watched
from digest.revised import Revision

__all__ = [
    "Later",
    "Plan",
    "Planned",
    "Tables",
    "foot",
    "plan",
    "same_url",
    "tables",
    "unit_of",
    "units",
    "watched",
    "whole",
]

_ONE: Mapping[str, Callable[[Tables, str], Iterable[Planned]]] = {
    "report": report.plan,
    "quote": quote.plan,
    "entity": entity.plan,
    "source": source.plan,
    "story": story.plan,
    "page": indexes.text,
    "redirect": indexes.redirect,
    "reports": indexes.reports_of,
    "quotes": indexes.quotes_of,
    "timeline": timeline.plan,
    "a-z": az.plan,
    "data-reports": data.reports,
    "data-wordings": data.wordings,
    "data-quotes": data.quotes,
    "sitemap-reports": sitemap.reports,
    "sitemap-quotes": sitemap.quotes,
}
_WHOLE: Mapping[str, Callable[[Tables], Iterable[Planned]]] = {
    "stories/": story.index,
    "reports/": indexes.reports,
    "quotes/": indexes.quotes,
    "entities/": entity.index,
    "sources/": source.index,
    "timeline/": timeline.index,
    "notes/": notes.plan,
    "a-z/": az.index,
    "corrections/": indexes.corrections,
    "search/": indexes.search,
    "404/": indexes.not_found,
    "redirects/": indexes.redirects,
    "data/": data.index,
    "data-undated/": data.undated,
    "sitemap/": sitemap.index,
    "sitemap-undated/": sitemap.undated,
}
_SET: Mapping[str, Callable[[Tables, Config], Iterable[Planned]]] = {
    "/": front.plan,
    "feed/": feeds.edition,
    "feeds/": feeds.index,
}
"""Of the whole as well, and read from the settings."""

_OF_ROWS: Mapping[str, str] = {
    "reports": "report",
    "statements": "quote",
    "names": "entity",
    "outlets": "source",
    "stories": "story",
    "pages": "page",
    "redirects": "redirect",
}
_OF_LISTS: Mapping[str, tuple[str, ...]] = {
    "months": ("reports", "timeline", "data-reports", "data-wordings", "sitemap-reports"),
    "uttered": ("data-quotes",),
    "said": ("quotes", "sitemap-quotes"),
    "letters": ("a-z",),
}
_ROWS_OF = {kind: table for table, kind in _OF_ROWS.items()}
_FAMILY_OF = {kind: family for family, kinds in _OF_LISTS.items() for kind in kinds}

SAME_URL = code(
    "same-url",
    "error",
    what="Two pages would have the same address.",
    why="One would hide the other, on some systems even where only the case of a letter differs.",
    instead="Rename one of the files.",
)


def tables(site: Site, revisions: Mapping[str, tuple[Revision, ...]]) -> Tables:
    """The tables of a whole edition. `revisions`: what outlets changed, by report id."""
    source_cards = {id: cards.source_card(outlet) for id, outlet in site.outlets.items()}
    name_cards = {id: cards.name_card(name) for id, name in site.names.items()}
    report_cards = {id: cards.report_card(r, source_cards[r.outlet]) for id, r in site.reports.items()}
    quote_cards = {
        id: cards.quote_card(statement, site.stories.get(statement.story), report_cards)
        for id, statement in site.statements.items()
    }
    made = Tables(
        reports=site.reports,
        kin=site.kin,
        copies=site.copies,
        backlinks=site.backlinks,
        revisions=dict(revisions),
        statements={id: placeless(statement) for id, statement in site.statements.items()},
        names=dict(site.names),
        outlets=site.outlets,
        stories=site.stories,
        pages=site.pages,
        redirects=site.redirects,
        report_cards=report_cards,
        facts={id: cards.facts(r) for id, r in site.reports.items()},
        catalogued={id: cards.catalogued(r) for id, r in site.reports.items()},
        noted={id: cards.noted(r) for id, r in site.reports.items() if r.head.notes},
        named={id: cards.named(r, name_cards) for id, r in site.reports.items()},
        quote_cards=quote_cards,
        name_cards=name_cards,
        source_cards=source_cards,
        story_links={id: cards.story_link(s) for id, s in site.stories.items()},
        page_links={id: cards.page_link(p) for id, p in site.pages.items()},
        lists={},
    )
    made.lists.update(gathered.gather(_entries(made)))
    return made


def _entries(made: Tables) -> Iterator[gathered.Entry]:
    for id, one in made.reports.items():
        yield from gathered.of_report(one, made.report_cards[id])
    for id, statement in made.statements.items():
        yield from gathered.of_statement(statement, made.quote_cards[id], made.name_cards)
    for name in made.names.values():
        yield from gathered.of_name(name)


def units(held: Tables) -> Iterator[str]:
    """All units of an edition."""
    yield from _SET
    yield from _WHOLE
    for table, kind in _OF_ROWS.items():
        yield from (f"{kind}/{id}" for id in sorted(getattr(held, table)))
    for family, kinds in _OF_LISTS.items():
        yield from (f"{kind}/{member}" for kind in kinds for member, _ in held.lists.get(family) or () if member)
    yield from (f"feed/{key}" for key in feeds.fed(held))


def unit_of(table: str, key: str) -> tuple[str, ...]:
    """The units that are there because a row is."""
    if table == "lists":
        family, _, member = key.partition("/")
        return tuple([f"{kind}/{member}" for kind in _OF_LISTS.get(family, ())]) if member else ()
    kind = _OF_ROWS.get(table, "")
    own = (f"{kind}/{key}",) if kind else ()
    return (*own, f"feed/{kind}/{key}") if kind in feeds.KINDS else own


def plan(held: Tables, unit: str, config: Config) -> tuple[Planned, ...]:
    """The pages of one unit; none if what it was of is gone."""
    if unit.startswith("sitemap") and not config.base_url:  # its addresses are whole ones
        return ()
    planned = tuple(_planned(held, unit, config))
    if config.pictures == "off":
        planned = tuple([page for page in planned if not pictures.is_picture(page)])
    return planned if config.outputs == "full" or unit in _SET else tuple([page.alone() for page in planned])


def _planned(held: Tables, unit: str, config: Config) -> Iterable[Planned]:
    if unit in _SET:
        return _SET[unit](held, config)
    whole = _WHOLE.get(unit)
    if whole:
        return whole(held)
    kind, _, id = unit.partition("/")
    if kind == "feed":
        return feeds.plan(held, id, config)
    there = id in getattr(held, _ROWS_OF[kind]) if kind in _ROWS_OF else f"{_FAMILY_OF[kind]}/{id}" in held.lists
    return _ONE[kind](held, id) if there else ()


def head_of(held: Tables, unit: str) -> Head | None:
    """The head of the content file that a unit's pages are made of; None: of none, or of many."""
    kind, _, id = unit.partition("/")
    row = getattr(held, _ROWS_OF[kind]).get(id) if kind in _ROWS_OF and kind != "redirect" else None
    return row if row is None or isinstance(row, PageHead) else row.head


class Plan(Record, kw_only=True):
    """Every page of the site by its URL."""

    pages: dict[str, Planned]
    """By the URLs of all their forms."""
    units: dict[str, tuple[str, ...]]
    """The URLs of each unit's pages and of their other forms."""
    reads: dict[str, dict[str, list[int]]]
    """By table and key the numbers of the units that read that row, in the order of `units`."""
    said: tuple[Diagnostic, ...]


def whole(held: Tables, config: Config) -> Plan:
    """Plan all pages."""
    pages: dict[str, Planned] = {}
    of: dict[str, tuple[str, ...]] = {}
    reads: dict[str, dict[str, list[int]]] = {}
    said: list[Diagnostic] = []
    views, read = watched(held)
    reading = [(keys, reads.setdefault(table, {})) for table, keys in read.items()]
    for number, unit in enumerate(units(held)):
        planned = plan(views, unit, config)
        files = [(url, page) for page in planned for url in page.urls()]
        of[unit] = tuple([url for url, _ in files])
        for url, page in files:
            if url in pages:
                said.append(same_url(url, held.pages))
            pages.setdefault(url, page)
        for keys, readers in reading:
            for key in keys:
                if key in readers:
                    readers[key].append(number)
                else:
                    readers[key] = [number]
            keys.clear()
    return Plan(pages=pages, units=of, reads=reads, said=tuple(said))


def same_url(url: str, pages: Mapping[str, PageHead]) -> Diagnostic:
    """What is to be said where two pages would stand at one address."""
    page = pages.get(url.strip("/"))  # the file that lays claim to it, as `content/pages/notes.md` does
    place = page.span if page else Span(path="content", start=0, end=0, line=1, column=1)
    return say(SAME_URL, place, f"two pages would stand at {url}", help="rename the file")


def foot(held: Tables) -> tuple[Link, ...]:
    """The editor's own pages, as the foot of every page lists them."""
    return tuple(link for _, link in sorted(held.page_links.items()))
