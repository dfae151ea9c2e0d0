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
    Redirects,
    ReportCard,
    ReportIndex,
    SearchPage,
    SourceCard,
    Target,
    TextPage,
)
from digest.plan import cards, lists, notes, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables

LATEST = 40
MOST_VARIED = 100


def reports(tables: Tables) -> Iterable[Planned]:
    url = urls.index("reports")
    many = lists.total(tables, "months") > LATEST
    undated = lists.newest(tables, "months/")[:LATEST]
    yield Planned(
        url,
        report_index,
        (
            url,
            tuple(lists.latest(tables, LATEST)),
            lists.months(url, tables.lists.get("months") or ()) if many else (),
            tuple(undated),
        ),
    )


def reports_of(tables: Tables, month: str) -> Iterable[Planned]:
    if lists.total(tables, "months") > LATEST:
        held = lists.cards(tables, f"months/{month}")
        yield from lists.month_pages(urls.index("reports"), "Reports", "reports", month, held)


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


def quotes(tables: Tables) -> Iterable[Planned]:
    url = urls.index("quotes")
    varied = tables.lists.get("varied/") or ()
    many = len(varied) > MOST_VARIED
    yield Planned(
        url,
        quote_index,
        (
            url,
            tuple([tables.quote_cards[id] for _, _, id in varied[:MOST_VARIED]]),
            lists.months(url, tables.lists.get("said") or ()) if many else (),
        ),
    )


def quotes_of(tables: Tables, month: str) -> Iterable[Planned]:
    if lists.total(tables, "said") > MOST_VARIED:
        by_day = sorted((said, id) for said, _, id in tables.lists.get(f"said/{month}") or ())
        held = [tables.quote_cards[id] for _, id in by_day]
        yield from lists.month_pages(urls.index("quotes"), "Quotations", "quotes", month, held)


def quote_index(url: str, quotes: tuple[QuoteCard, ...], months: tuple[Month, ...]) -> QuoteIndex:
    return QuoteIndex(
        url=url,
        title="Quotations",
        section="quotes",
        quotes=quotes,
        months=months,
        description="Statements in every outlet’s wording, the most varied first.",
    )


def text(tables: Tables, id: str) -> Iterable[Planned]:
    head = tables.pages[id]
    url = urls.of("page", id)
    sigla = _sigla(tables) if id == "about" else ()
    yield Planned(url, text_page, (url, head, cards.targets(tables, head.refs), sigla))


def _sigla(tables: Tables) -> tuple[SourceCard, ...]:
    filed = [tables.source_cards[id] for id, outlet in tables.outlets.items() if outlet.head is not None]
    return tuple(sorted((card for card in filed if not card.only), key=lambda card: (card.siglum, card.id)))


def corrections(tables: Tables) -> Iterable[Planned]:
    entries = [
        (tables.report_cards[id], correction)
        for (id,) in tables.lists.get("corrected/") or ()
        for correction in tables.reports[id].head.corrections or (_UNTOLD,)
    ]
    entries.sort(key=lambda entry: (entry[1].on, entry[0].id), reverse=True)
    yield Planned(urls.index("corrections"), corrections_page, (tuple(entries),))


_UNTOLD = Correction(on="", what="")
"""Of a report that was corrected or withdrawn, and the editor does not say when and why."""


def search(_: Tables) -> Iterable[Planned]:
    yield Planned(urls.index("search"), search_page, ())


def not_found(_: Tables) -> Iterable[Planned]:
    yield Planned(urls.NOT_FOUND, not_found_page, ())


def redirect(tables: Tables, old: str) -> Iterable[Planned]:
    new = tables.redirects[old]
    yield Planned(urls.of_key(old), redirect_page, (urls.of_key(old), urls.of_key(new), cards.link(tables, new).label))


def redirects(tables: Tables) -> Iterable[Planned]:
    """All of them in one file, for hosts that read one."""
    moved = tuple([(urls.of_key(old), urls.of_key(new)) for old, new in sorted(tables.redirects.items())])
    if moved:
        yield Planned(urls.REDIRECTS, redirects_file, (moved,))


def redirects_file(moved: tuple[tuple[str, str], ...]) -> Redirects:
    return Redirects(url=urls.REDIRECTS, title="Redirects", moved=moved)


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


def search_page() -> SearchPage:
    return SearchPage(
        url=urls.index("search"),
        title="Search",
        section="search",
        description="Search all reports, quotations, names, outlets and stories.",
    )


def not_found_page() -> NotFoundPage:
    return NotFoundPage(url=urls.NOT_FOUND, title="Not found", description="There is no page at this address.")


def redirect_page(url: str, to: str, title: str) -> RedirectPage:
    return RedirectPage(url=url, title=title, to=to, description=f"{title} has moved.")
