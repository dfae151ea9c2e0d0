"""Lay out the coverage strip: one column a day, one mark a report, in the units of an SVG's viewBox.

The drawing is a value; the template only prints it. Two are made for each strip, one wide and one for a telephone,
because a single picture scaled down would bring its letters under 12 px.
"""

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812  # `date` is the filter of that name throughout the templates

from digest.model.base import Record
from digest.model.page import Day, Link, SourceCard
from digest.render import english
from digest.render.measure import width as wide

STEP = 17.0
"""From one mark to the next above it."""
MOST_MARKS = 9
"""In one column; the rest is a number, and the table under the strip lists all."""
MOST_DAYS = 31
SIZE = 12.0


class Tick(Record, kw_only=True):
    x: float
    label: str
    top: float
    """Where the column's hairline ends; equal to the axis for a day on which nobody reported."""


class Mark(Record, kw_only=True):
    x: float
    y: float
    label: str
    url: str
    title: str


class Strip(Record, kw_only=True):
    width: int
    height: float
    axis: float
    """The y of the line that the marks stand on."""
    box: float
    """The width of a mark; 0: too narrow for a box, the siglum is the mark."""
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


Column = tuple[str, tuple[tuple[SourceCard, Link], ...]]


def strip(days: Sequence[Day], width: int) -> Strip:
    """A column for every day from the first to the last; over a month of days, one for every month, then year.

    Equal steps for equal time: a gap in coverage is something to see.
    """
    columns = _columns(days)
    slot = width / max(len(columns), 1)
    if len(columns) < 4:  # two days on a wide page: not at its two ends, but side by side
        slot = min(slot, width / 4)
    tall = max((min(len(marks), MOST_MARKS + 1) for _, marks in columns), default=0)
    axis = 10 + STEP * max(tall, 1)
    longest = max((wide(label, SIZE) for label, _ in columns), default=0.0) + 8
    every = max(1, -(-int(longest) // max(int(slot), 1)))
    boxed = slot >= 38
    ticks: list[Tick] = []
    drawn: list[Mark] = []
    for i, (label, marks) in enumerate(columns):
        x = round(slot * (i + 0.5), 1)
        shown = marks if len(marks) <= MOST_MARKS + 1 else marks[:MOST_MARKS]
        rows = len(shown) + (len(shown) < len(marks))
        ticks.append(Tick(x=x, label=label if i % every == 0 else "", top=axis - STEP * rows if rows else axis))
        for row, (source, link) in enumerate(shown):
            y = round(axis - STEP * row - 5, 1)
            drawn.append(Mark(x=x, y=y, label=source.siglum, url=link.url, title=f"{source.name}: {link.label}"))
        if len(shown) < len(marks):
            y = round(axis - STEP * len(shown) - 5, 1)
            drawn.append(Mark(x=x, y=y, label=f"+{len(marks) - len(shown)}", url="", title=""))
    return Strip(
        width=width, height=axis + 24, axis=axis, box=10 if boxed else 0, ticks=tuple(ticks), marks=tuple(drawn)
    )


def _columns(days: Sequence[Day]) -> list[Column]:
    known = sorted((d for d in days if _ordinal(d.date)), key=lambda d: d.date)
    if not known:
        return []
    first, last = _ordinal(known[0].date), _ordinal(known[-1].date)
    if last - first < MOST_DAYS:
        by_day = {d.date: d.marks for d in known}
        span = [Date.fromordinal(n).isoformat() for n in range(first, last + 1)]
        return [(english.day(iso), by_day.get(iso, ())) for iso in span]
    months = _periods(known, 7)
    return [(english.short(m), marks) for m, marks in months] if len(months) <= MOST_DAYS else _periods(known, 4)


def _periods(days: Sequence[Day], letters: int) -> list[Column]:
    """Days gathered by the first letters of their date: 7 for months, 4 for years; empty periods are kept."""
    held: dict[str, tuple[tuple[SourceCard, Link], ...]] = {}
    for day in days:
        held[day.date[:letters]] = held.get(day.date[:letters], ()) + day.marks
    first, last = _ordinal(days[0].date), _ordinal(days[-1].date)
    start, end = Date.fromordinal(first), Date.fromordinal(last)
    if letters == 4:
        return [(f"{year:04}", held.get(f"{year:04}", ())) for year in range(start.year, end.year + 1)]
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    steps = (divmod(start.month - 1 + i, 12) for i in range(count))
    return [(m := f"{start.year + y:04}-{month + 1:02}", held.get(m, ())) for y, month in steps]


def _ordinal(iso: str) -> int:
    """The number of a day; 0 for what is no date."""
    try:
        return Date.fromisoformat(iso).toordinal() if len(iso) == 10 else 0
    except ValueError:
        return 0


def told(days: Sequence[Day]) -> str:
    """The strip in a sentence, for who cannot see it: `Two reports on 25 February 2022 and one on 26 ...`"""
    with_marks = sorted((d for d in days if d.marks), key=lambda d: d.date)
    if not with_marks:
        return "No reports."
    if len(with_marks) > 4:
        total = sum(len(d.marks) for d in with_marks)
        first, last = english.date(with_marks[0].date), english.date(with_marks[-1].date)
        return english.sentence(f"{english.counted(total, 'report')} from {first} to {last}.")
    counts = [f"{english.number(len(d.marks))} on {english.date(d.date)}" for d in with_marks]
    head, *rest = counts
    n = len(with_marks[0].marks)
    head = head.replace(" on ", f" {'report' if n == 1 else 'reports'} on ", 1)
    return english.sentence(english.listed([head, *rest])) + "."
