"""An outlet's page, and the index of outlets: what it printed, how it quotes, where its words are its own."""

from collections import Counter
from collections.abc import Iterable

from digest.model.article import SourceHead
from digest.model.base import Record
from digest.model.page import (
    Channel,
    Filling,
    QuoteCard,
    ReportCard,
    SourceCard,
    SourceIndex,
    SourcePage,
    Target,
)
from digest.model.site import Site, Witness
from digest.plan import lists, notes, urls
from digest.plan.cards import Cards
from digest.plan.planned import Planned
from digest.plan.wordings import Shown, given, shown_wordings

MOST_COMPARED = 40
"""Statements whose wordings are collated to find an outlet's own; the most carried ones."""
MOST_SINGULAR = 20


class Compared(Record, kw_only=True):
    """A statement that this outlet and others carry."""

    card: QuoteCard
    witnesses: tuple[Witness, ...]


def plan(site: Site, cards: Cards) -> Iterable[Planned]:
    reports: dict[str, list[ReportCard]] = {}
    for id, report in site.reports.items():
        reports.setdefault(cards.sources[report.outlet].id, []).append(cards.reports[id])
    carried: dict[str, list[str]] = {}
    credits: dict[str, Counter[tuple[str, str]]] = {}
    for id, statement in site.statements.items():
        for carrier in sorted({witness.outlet for witness in statement.witnesses}):
            carried.setdefault(carrier, []).append(id)
        for witness in statement.witnesses:
            credited, url = cards.who(witness.via)
            if credited or witness.via_name:
                credits.setdefault(witness.outlet, Counter())[credited or witness.via_name, url] += 1
    for id, outlet in site.outlets.items():
        card = cards.sources[id]
        if card.only:
            continue  # an unnamed outlet's report is listed on the page of all unnamed outlets
        newest = lists.newest_first(reports.get(id, ()))
        here = carried.get(id, ())
        shared = sorted((s for s in here if cards.quotes[s].outlets > 1), key=lambda s: (-cards.quotes[s].outlets, s))
        yield Planned(
            card.url,
            source_page,
            (
                card,
                outlet.head,
                tuple(newest),
                tuple(site.statements[s].witnesses for s in here),
                tuple(cards.quotes[s] for s in here if cards.quotes[s].outlets == 1 and cards.quotes[s].url),
                tuple(
                    (Compared(card=cards.quotes[s], witnesses=site.statements[s].witnesses), id)
                    for s in shared[:MOST_COMPARED]
                ),
                tuple((name, url, n) for (name, url), n in credits.get(id, Counter()).most_common()),
                cards.targets(outlet.head.refs) if outlet.head else (),
            ),
        )
        yield from lists.parts(card.url, card.name, "sources", newest)
    yield Planned(
        urls.index("sources"),
        source_index,
        (
            tuple(
                (cards.sources[id], _facts(outlet.head), len(reports.get(id, ())))
                for id, outlet in sorted(
                    site.outlets.items(), key=lambda item: (item[1].name.removeprefix("The "), item[0])
                )
                if not cards.sources[id].only
            ),
        ),
    )


def _facts(head: SourceHead | None) -> str:
    kind = "" if head is None or head.kind == "unknown" else head.kind
    return ", ".join(filter(None, (kind, head.country if head else "")))


def source_page(
    card: SourceCard,
    head: SourceHead | None,
    newest: tuple[ReportCard, ...],
    witnesses: tuple[tuple[Witness, ...], ...],
    alone: tuple[QuoteCard, ...],
    compared: tuple[tuple[Compared, str], ...],
    credits: tuple[tuple[str, str, int], ...],
    targets: tuple[Target, ...],
) -> SourcePage:
    forms = Counter(
        how
        for statement in witnesses
        for w, how in zip(statement, given(statement), strict=True)
        if w.outlet == card.id
    )
    return SourcePage(
        url=card.url,
        title=card.name,
        description=(head.lead if head else "") or f"What {card.name} printed, and in which words.",
        section="sources",
        card=card,
        kind="" if head is None or head.kind == "unknown" else head.kind,
        country=head.country if head else "",
        lang=head.lang if head else "",
        address=head.url if head else "",
        wikidata=head.wikidata if head else "",
        body=Filling(body=head.body, targets=targets, notes=notes.views(head.notes, targets)) if head else None,
        style=head.style if head else (),
        reports=lists.on_page(newest),
        count=len(newest),
        whole=forms["whole"],
        part=forms["part"],
        reported=forms["reported"],
        alone=alone,
        singular=tuple(found for c, id in compared for found in _singular(c, id))[:MOST_SINGULAR],
        credits=tuple(Channel(name=name, url=url, sources=()) for name, url, _ in credits),
        older=lists.older(card.url, len(newest)),
        written=head is not None,
    )


def _singular(compared: Compared, outlet: str) -> Iterable[tuple[QuoteCard, str, str]]:
    """What this outlet alone prints where two others or more agree: the statement, its words, theirs."""
    shown = shown_wordings(compared.witnesses)
    if len({witness.outlet for witness in shown}) < 3:
        return
    collation = Shown([w.quotation.text for w in shown], ()).collation
    mine = {i for i, witness in enumerate(shown) if witness.outlet == outlet}
    for place in collation.variants:
        own = [text for text, which in place.readings if set(which) <= mine and text]
        others = [
            (len({shown[i].outlet for i in which}), text) for text, which in place.readings if not set(which) & mine
        ]
        agreed = [text for n, text in others if n >= 2 and text]
        if own and agreed:
            yield compared.card, own[0], agreed[0]


def source_index(entries: tuple[tuple[SourceCard, str, int], ...]) -> SourceIndex:
    return SourceIndex(
        url=urls.index("sources"),
        title="Outlets",
        section="sources",
        sources=entries,
        description="The outlets whose reports are digested here, with their sigla.",
    )
