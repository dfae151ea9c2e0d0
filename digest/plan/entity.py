"""A name's page, and the index of names: who it is, which outlet prints which form, what was said by and about it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from digest.model.article import Alias, EntityHead, EntityType
from digest.model.page import (
    AliasRow,
    Company,
    EntityIndex,
    EntityPage,
    Filling,
    Link,
    NameCard,
    QuoteCard,
    ReportCard,
    SourceCard,
    Target,
)
from digest.plan import cards, forms, lists, notes, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables
from digest.plan.unnamed import ToldApart

_TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "event", "work", "")
MOST_LISTED = 300
"""Names that the index lists before it leaves the rest to A–Z."""
MOST_IN_MATRIX = 30
MOST_QUOTED = 60
MOST_COMPANY = 12


def plan(tables: Tables, id: str) -> Iterable[Planned]:
    name, card = tables.names[id], tables.name_cards[id]
    newest = lists.newest(tables, f"names/{id}")
    yield Planned(
        card.url,
        entity_page,
        (
            card,
            name.head,
            tuple(newest),
            tuple([tables.named[report.id] for report in newest]),
            _most_carried(tables, f"by/{id}"),
            _most_carried(tables, f"about/{id}"),
            _forms(tables, id),
            cards.targets(tables, name.head.refs) if name.head else (),
            cards.links(tables, tables.backlinks.get(f"entity/{id}") or ()),
        ),
        feeds=forms.feed(card.url, "this name") if name.head else (),
    )
    yield from lists.parts(card.url, card.name, "entities", newest)


def index(tables: Tables) -> Iterable[Planned]:
    counts: dict[str, int] = dict(tables.lists.get("names") or ())
    few = len(tables.names) <= MOST_LISTED
    newest = [report for month in lists.months_back(tables) for report in month] if few else []
    yield Planned(
        urls.index("entities"),
        entity_index,
        (
            tuple(
                (tables.name_cards[id], name.head.role if name.head else "", counts.get(id, 0))
                for id, name in sorted(tables.names.items())
            ),
            tuple([tables.named[report.id] for report in reversed(newest)]),
        ),
    )


def _most_carried(tables: Tables, place: str) -> tuple[QuoteCard, ...]:
    return tuple([tables.quote_cards[id] for _, _, id in (tables.lists.get(place) or ())[:MOST_QUOTED]])


def _forms(tables: Tables, id: str) -> tuple[tuple[str, tuple[SourceCard, ...]], ...]:
    """The forms of a name that reports print, with the outlets that print them."""
    found: dict[str, dict[str, SourceCard]] = {}
    for form, outlet, _ in tables.lists.get(f"forms/{id}") or ():
        found.setdefault(form, {})[outlet] = tables.source_cards[outlet]
    return tuple((form, tuple(by_outlet.values())) for form, by_outlet in found.items())


def entity_page(
    card: NameCard,
    head: EntityHead | None,
    newest: tuple[ReportCard, ...],
    named: tuple[tuple[NameCard, ...], ...],
    by: tuple[QuoteCard, ...],
    about: tuple[QuoteCard, ...],
    prints: tuple[tuple[str, tuple[SourceCard, ...]], ...],
    targets: tuple[Target, ...],
    backlinks: tuple[Link, ...],
) -> EntityPage:
    apart = ToldApart(source for _, sources in prints for source in sources)
    return EntityPage(
        url=card.url,
        title=card.name,
        description=(head.lead or head.role if head else "") or f"{card.name} in the reports of this edition.",
        section="entities",
        type=card.type,
        role=head.role if head else "",
        wikidata=head.wikidata if head else "",
        forms=_alias_rows(
            card.name, head.also if head else (), {form: apart.sources(sources) for form, sources in prints}
        ),
        by=by,
        about=about,
        reports=lists.on_page(newest),
        months=_every_month([report.date for report in newest]),
        company=_company(card, named),
        backlinks=backlinks,
        body=Filling(body=head.body, targets=targets, notes=notes.views(head.notes, targets)) if head else None,
        older=lists.older(card.url, len(newest)),
        written=head is not None,
    )


def _alias_rows(name: str, also: Sequence[Alias], prints: dict[str, tuple[SourceCard, ...]]) -> tuple[AliasRow, ...]:
    langs = {alias.text: alias.lang for alias in also}
    forms = dict.fromkeys((name, *langs, *prints))
    rows = [AliasRow(text=form, lang=langs.get(form, ""), sources=prints.get(form, ())) for form in forms]
    return tuple(sorted(rows, key=lambda r: (r.text != name, -len(r.sources), r.text)))


def _every_month(dates: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(date[:7] for date in dates if date)
    if not counts:
        return ()
    (year, month), last = map(int, min(counts).split("-")), max(counts)
    found: list[tuple[str, int]] = []
    while (at := f"{year:04}-{month:02}") <= last:
        found.append((at, counts[at]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found[-60:])


def _company(card: NameCard, named: Iterable[tuple[NameCard, ...]]) -> tuple[Company, ...]:
    counts = Counter(other.url for names in named for other in names if other.url != card.url)
    by_url = {other.url: other for names in named for other in names}
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPANY]
    return tuple(Company(name=by_url[url], reports=n, share=round(100 * n / top[0][1])) for url, n in top)


def entity_index(names: tuple[tuple[NameCard, str, int], ...], named: tuple[tuple[NameCard, ...], ...]) -> EntityIndex:
    most = sorted(names, key=lambda entry: (-entry[2], entry[0].name, entry[0].url))[:MOST_LISTED]
    listed = sorted(most, key=lambda entry: (entry[0].name.casefold(), entry[0].url))
    groups = tuple((t, found) for t in _TYPES if (found := tuple(e for e in listed if e[0].type == t)))
    counts = Counter(card.url for cards in named for card in cards)
    chosen = {url for url, _ in sorted(counts.items(), key=lambda i: (-i[1], i[0]))[:MOST_IN_MATRIX]}
    order = dict.fromkeys(card for cards in named for card in cards if card.url in chosen)
    place = {card.url: i for i, card in enumerate(order)}
    matrix = [[0] * len(order) for _ in order]
    for held in named:
        here = [place[card.url] for card in held if card.url in place]
        for i in here:
            for j in here:
                matrix[i][j] += 1
    return EntityIndex(
        url=urls.index("entities"),
        title="Names",
        section="entities",
        groups=groups,
        description="People, organisations, places and events that the reports name.",
        matrix_names=tuple(order),
        matrix=tuple(map(tuple, matrix)),
        all=Link(url=urls.index("a-z"), label="All names from A to Z") if len(names) > MOST_LISTED else None,
    )
