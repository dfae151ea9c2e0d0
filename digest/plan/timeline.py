"""Day by day: what was said, and who reported."""

from collections.abc import Iterable

from digest.model.page import Day, DayCount, Link, Month, Numbered, QuoteCard, ReportCard, TimelinePage
from digest.plan import lists, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables

RECENT = 31
"""Days with reports that the timeline's own page shows, at most."""
FULL = 150
"""Reports and statements that a page shows: with more, a month's days have pages of their own, and the timeline's own
page shows fewer days. At some 700 bytes of markup each, a month of eight hundred would weigh as much as a book."""

_Dated = tuple[str, int, int]
"""A day, its reports and its statements."""


def plan(tables: Tables, month: str) -> Iterable[Planned]:
    """The page of one month, and those of its days if it is full."""
    url = urls.index("timeline")
    at = f"{url}{month}/"
    reported = [(date, id) for date, _, id in tables.lists.get(f"months/{month}") or ()]
    said = [(date, id) for date, _, id in tables.lists.get(f"said/{month}") or ()]
    if len(reported) + len(said) <= FULL:
        cards = tuple([tables.report_cards[id] for _, id in reported])
        yield Planned(at, timeline_page, (at, month, (), cards, tuple([tables.quote_cards[id] for _, id in said])))
        return
    held: dict[str, tuple[list[ReportCard], list[QuoteCard]]] = {}
    for date, id in reported:
        held.setdefault(date, ([], []))[0].append(tables.report_cards[id])
    for date, id in said:
        held.setdefault(date, ([], []))[1].append(tables.quote_cards[id])
    days = sorted(held)
    counts = tuple([(day, len(held[day][0]), len(held[day][1])) for day in days])
    yield Planned(at, month_page, (at, month, counts))
    for day, before, after in zip(days, ["", *days], [*days[1:], ""], strict=False):
        yield Planned(_day(day), day_page, (day, before, after, tuple(held[day][0]), tuple(held[day][1])))


def _day(date: str) -> str:
    return f"{urls.index('timeline')}{date}/"


def index(tables: Tables) -> Iterable[Planned]:
    url = urls.index("timeline")
    days: dict[str, list[ReportCard]] = {}
    for held in lists.months_back(tables):
        for card in held:
            if card.date:
                days.setdefault(card.date, []).append(card)
        if len(days) > RECENT:  # the last of them may go on in the month before
            break
    shown = 0
    recent: list[str] = []
    for day in sorted(days, reverse=True)[:RECENT]:
        shown += len(days[day])
        if recent and shown > FULL // 2:  # about as many statements come beside them
            break
        recent.insert(0, day)
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
        description=_DESCRIPTION,
        section="timeline",
        head=month or "Timeline",
        up=_UP if month else None,
        days=days(reports, said),
        months=months,
    )


def month_page(url: str, month: str, counts: tuple[_Dated, ...]) -> TimelinePage:
    most = max(reports for _, reports, _ in counts)
    return TimelinePage(
        url=url,
        title=f"Timeline, {month}",
        description=_DESCRIPTION,
        section="timeline",
        head=month,
        up=_UP,
        counts=tuple(
            DayCount(url=_day(day), date=day, reports=reports, said=said, share=round(100 * reports / most))
            for day, reports, said in counts
        ),
    )


def day_page(
    day: str, before: str, after: str, reports: tuple[ReportCard, ...], said: tuple[QuoteCard, ...]
) -> TimelinePage:
    month = day[:7]
    return TimelinePage(
        url=_day(day),
        title=f"Timeline, {day}",
        description=_DESCRIPTION,
        section="timeline",
        head=day,
        up=Link(url=f"{urls.index('timeline')}{month}/", label=month),
        days=days(reports, said),
        parts=tuple(Numbered(url=_day(date), label=date) for date in (before, after) if date),
    )


_DESCRIPTION = "Day by day: what was said, and which outlets reported."
_UP = Link(url=urls.index("timeline"), label="Timeline")


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
