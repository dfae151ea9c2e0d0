"""Day by day: what was said, and who reported."""

from collections.abc import Iterable

from digest.model.page import Day, Link, Month, QuoteCard, ReportCard, TimelinePage
from digest.plan import lists, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables

RECENT = 31
"""Days with reports that the timeline's own page shows."""


def plan(tables: Tables, month: str) -> Iterable[Planned]:
    """The page of one month."""
    url = urls.index("timeline")
    said = tables.lists.get(f"said/{month}") or ()
    at = f"{url}{month}/"
    yield Planned(
        at,
        timeline_page,
        (at, month, (), lists.cards(tables, f"months/{month}"), tuple([tables.quote_cards[id] for _, _, id in said])),
    )


def index(tables: Tables) -> Iterable[Planned]:
    url = urls.index("timeline")
    days: dict[str, list[ReportCard]] = {}
    for held in lists.months_back(tables):
        for card in held:
            if card.date:
                days.setdefault(card.date, []).append(card)
        if len(days) > RECENT:  # the last of them may go on in the month before
            break
    recent = sorted(days)[-RECENT:]
    first = recent[0] if recent else ""
    said = [
        entry
        for month, _ in tables.lists.get("said") or ()
        if month >= first[:7]
        for entry in tables.lists.get(f"said/{month}") or ()
        if entry[0] >= first
    ]
    yield Planned(
        url,
        timeline_page,
        (
            url,
            "",
            lists.months(url, tables.lists.get("months") or ()),
            tuple([card for day in recent for card in reversed(days[day])]),
            tuple([tables.quote_cards[id] for _, _, id in said]),
        ),
    )


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
