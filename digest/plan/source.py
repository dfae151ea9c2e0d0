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
from digest.model.site import Witness
from digest.plan import cards, forms, lists, notes, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables
from digest.plan.wordings import PRINTED, Shown, shown_wordings

MOST_COMPARED = 40
"""Statements whose wordings are collated to find an outlet's own; the most carried ones."""
MOST_SINGULAR = 20


class Compared(Record, kw_only=True):
    """A statement that this outlet and others carry."""

    card: QuoteCard
    witnesses: tuple[Witness, ...]


def plan(tables: Tables, id: str) -> Iterable[Planned]:
    card = tables.source_cards[id]
    if card.only:
        return  # an unnamed outlet's report is listed on the page of all unnamed outlets
    head = tables.outlets[id].head
    newest = lists.newest(tables, f"outlets/{id}")
    here = tables.lists.get(f"carried/{id}") or ()
    quotes = [tables.quote_cards[statement] for statement, *_ in here]
    shared = sorted((quote for quote in quotes if quote.outlets > 1), key=lambda q: (-q.outlets, q.id))
    yield Planned(
        card.url,
        source_page,
        (
            card,
            head,
            tuple(newest),
            tuple(sum(counts[how] for _, *counts in here) for how in range(len(PRINTED))),
            tuple(quote for quote in quotes if quote.outlets == 1 and quote.url),
            tuple(
                (Compared(card=quote, witnesses=tables.statements[quote.id].witnesses), id)
                for quote in shared[:MOST_COMPARED]
            ),
            tuple(_credits(tables, id)),
            cards.targets(tables, head.refs) if head else (),
        ),
        feeds=forms.feed(card.url, "this outlet"),
    )
    yield from lists.parts(card.url, card.name, "sources", newest)


def _credits(tables: Tables, id: str) -> Iterable[tuple[str, str, int]]:
    """Whom an outlet credits with passing words on, by name and URL, with how often; the most credited first."""
    counts: Counter[tuple[str, str]] = Counter()
    for via, name, _, _ in tables.lists.get(f"credits/{id}") or ():
        credited, url = cards.who(tables, via) if via else ("", "")
        counts[credited or name, url] += 1
    for (name, url), count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        if name:
            yield name, url, count


def index(tables: Tables) -> Iterable[Planned]:
    counts: dict[str, int] = dict(tables.lists.get("outlets") or ())
    yield Planned(
        urls.index("sources"),
        source_index,
        (
            tuple(
                (tables.source_cards[id], _facts(outlet.head), counts.get(id, 0))
                for id, outlet in sorted(
                    tables.outlets.items(), key=lambda item: (item[1].name.removeprefix("The "), item[0])
                )
                if not tables.source_cards[id].only
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
    given: tuple[int, ...],
    alone: tuple[QuoteCard, ...],
    compared: tuple[tuple[Compared, str], ...],
    credits: tuple[tuple[str, str, int], ...],
    targets: tuple[Target, ...],
) -> SourcePage:
    whole, part, reported = given
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
        whole=whole,
        part=part,
        reported=reported,
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
