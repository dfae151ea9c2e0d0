"""The indexes of reports and quotations, and the pages that stand alone: text, corrections, 404, redirects."""

from collections.abc import Iterable

from digest.model.article import Correction, PageHead
from digest.model.page import (
    CorrectionsPage,
    Filling,
    Month,
    NotFoundPage,
    QuoteCard,
    QuoteIndex,
    RedirectPage,
    ReportCard,
    ReportIndex,
    SourceCard,
    Target,
    TextPage,
)
from digest.model.site import Site
from digest.plan import lists, notes, urls
from digest.plan.cards import Cards
from digest.plan.planned import Planned

LATEST = 40
MOST_VARIED = 100


def plan(site: Site, cards: Cards) -> Iterable[Planned]:
    yield from _reports(cards)
    yield from _quotes(site, cards)
    yield from _texts(site, cards)
    yield Planned(urls.NOT_FOUND, not_found_page, ())
    for old, new in site.redirects.items():
        yield Planned(urls.of_key(old), redirect_page, (urls.of_key(old), urls.of_key(new), cards.link(new).label))


def _reports(cards: Cards) -> Iterable[Planned]:
    newest = lists.newest_first(cards.reports.values())
    url = urls.index("reports")
    undated = tuple(card for card in newest if not card.date)
    yield Planned(
        url,
        report_index,
        (
            url,
            tuple(newest[:LATEST]),
            lists.months(url, (card.date for card in newest)) if len(newest) > LATEST else (),
            undated[:LATEST],
        ),
    )
    if len(newest) > LATEST:
        yield from lists.month_pages(url, "Reports", "reports", ((card.date, card) for card in reversed(newest)))


def report_index(
    url: str, newest: tuple[ReportCard, ...], months: tuple[Month, ...], undated: tuple[ReportCard, ...]
) -> ReportIndex:
    shown = {card.id for card in newest}
    return ReportIndex(
        url=url,
        title="Reports",
        section="reports",
        reports=newest,
        months=months,
        undated=tuple(card for card in undated if card.id not in shown),
        description="Every report that is digested here, newest first.",
    )


def _quotes(site: Site, cards: Cards) -> Iterable[Planned]:
    url = urls.index("quotes")
    held = [cards.quotes[id] for id, statement in site.statements.items() if statement.page]
    varied = sorted(held, key=lambda q: (-q.wordings, -q.outlets, q.id))
    dated = sorted(held, key=lambda q: (q.said, q.id))
    yield Planned(
        url,
        quote_index,
        (
            url,
            tuple(varied[:MOST_VARIED]),
            lists.months(url, (q.said for q in dated)) if len(held) > MOST_VARIED else (),
        ),
    )
    if len(held) > MOST_VARIED:
        yield from lists.month_pages(url, "Quotations", "quotes", ((q.said, q) for q in dated))


def quote_index(url: str, quotes: tuple[QuoteCard, ...], months: tuple[Month, ...]) -> QuoteIndex:
    return QuoteIndex(
        url=url,
        title="Quotations",
        section="quotes",
        quotes=quotes,
        months=months,
        description="Statements in every outlet’s wording, the most varied first.",
    )


def _texts(site: Site, cards: Cards) -> Iterable[Planned]:
    sigla = tuple(
        card
        for id, card in sorted(cards.sources.items(), key=lambda item: (item[1].siglum, item[0]))
        if not card.only and site.outlets[id].head is not None
    )
    for id, head in site.pages.items():
        yield Planned(
            urls.of("page", id),
            text_page,
            (
                urls.of("page", id),
                head,
                cards.targets(head.refs),
                sigla if id == "about" else (),
            ),
        )
    entries = [
        (cards.reports[id], correction) for id, report in site.reports.items() for correction in report.head.corrections
    ]
    entries.sort(key=lambda entry: (entry[1].on, entry[0].id), reverse=True)
    yield Planned(urls.index("corrections"), corrections_page, (tuple(entries),))


def text_page(url: str, head: PageHead, targets: tuple[Target, ...], sigla: tuple[SourceCard, ...]) -> TextPage:
    return TextPage(
        url=url,
        title=head.title,
        description=head.description or head.lead,
        section=head.id,
        body=Filling(body=head.body, targets=targets, notes=notes.views(head.notes, targets)),
        sigla=sigla,
    )


def corrections_page(entries: tuple[tuple[ReportCard, Correction], ...]) -> CorrectionsPage:
    return CorrectionsPage(
        url=urls.index("corrections"),
        title="Corrections",
        section="corrections",
        entries=entries,
        description="What we changed after publishing, and why.",
    )


def not_found_page() -> NotFoundPage:
    return NotFoundPage(url=urls.NOT_FOUND, title="Not found", description="There is no page at this address.")


def redirect_page(url: str, to: str, title: str) -> RedirectPage:
    return RedirectPage(url=url, title=title, to=to, description=f"{title} has moved.")
