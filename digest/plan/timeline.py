"""Day by day: what was said, and who reported."""

from collections.abc import Iterable

from digest.model.page import Day, Link, Month, QuoteCard, ReportCard, TimelinePage
from digest.model.site import Site
from digest.plan import lists, urls
from digest.plan.cards import Cards
from digest.plan.planned import Planned

RECENT = 31
"""Days with reports that the timeline's own page shows."""


def plan(site: Site, cards: Cards) -> Iterable[Planned]:
    dated = sorted((c for c in cards.reports.values() if c.date), key=lambda c: (c.date, c.time, c.id))
    said = sorted(
        (cards.quotes[id] for id, s in site.statements.items() if s.page and cards.quotes[id].said),
        key=lambda q: (q.said, -q.outlets, q.id),
    )
    url = urls.index("timeline")
    months = lists.months(url, (card.date for card in dated))
    recent = sorted({card.date for card in dated})[-RECENT:]
    first = recent[0] if recent else ""
    yield Planned(
        url,
        timeline_page,
        (
            url,
            "",
            months,
            tuple(card for card in dated if card.date >= first),
            tuple(q for q in said if q.said >= first),
        ),
    )
    by_month: dict[str, tuple[list[ReportCard], list[QuoteCard]]] = {}
    for card in dated:
        by_month.setdefault(card.date[:7], ([], []))[0].append(card)
    for quote in said:
        if quote.said[:7] in by_month:
            by_month[quote.said[:7]][1].append(quote)
    for month, (reports, quotes) in sorted(by_month.items()):
        at = f"{url}{month}/"
        yield Planned(at, timeline_page, (at, month, (), tuple(reports), tuple(quotes)))


def timeline_page(
    url: str, month: str, months: tuple[Month, ...], reports: tuple[ReportCard, ...], said: tuple[QuoteCard, ...]
) -> TimelinePage:
    return TimelinePage(
        url=url,
        title=f"Timeline, {month}" if month else "Timeline",
        description="Day by day: what was said, and which outlets reported.",
        section="timeline",
        head="Timeline",
        days=days(reports, said),
        months=months,
        month=month,
    )


def days(reports: Iterable[ReportCard], said: Iterable[QuoteCard] = ()) -> tuple[Day, ...]:
    """The days on which something was said or reported, oldest first; undated reports have none."""
    by_day: dict[str, list[ReportCard]] = {}
    quotes: dict[str, list[QuoteCard]] = {}
    for report in reports:
        if report.date:
            by_day.setdefault(report.date, []).append(report)
    for quote in said:
        quotes.setdefault(quote.said, []).append(quote)
    return tuple(
        Day(
            date=date,
            marks=tuple((r.source, Link(url=r.url, label=r.title)) for r in by_day.get(date, ())),
            said=tuple(quotes.get(date, ())),
            reports=tuple(by_day.get(date, ())),
        )
        for date in sorted({*by_day, *quotes})
    )
