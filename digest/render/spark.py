"""Lay out the sparkline of mentions: a bar a month, or a year where there are many months."""

from collections.abc import Sequence

from digest.model.base import Record
from digest.render import english

HEIGHT = 36.0
MOST = 48


class Bar(Record, kw_only=True):
    x: float
    y: float
    height: float
    title: str


class Spark(Record, kw_only=True):
    width: float
    height: float
    step: float
    bars: tuple[Bar, ...]
    first: str
    last: str
    told: str
    """The picture in a sentence."""


def spark(months: Sequence[tuple[str, int]], step: float = 10.0) -> Spark:
    """`months` is every month from the first to the last, `YYYY-MM`, with its number of reports."""
    counts = list(months) if len(months) <= MOST else _years(months)
    most = max((n for _, n in counts), default=0) or 1
    bars = []
    for i, (period, n) in enumerate(counts):
        height = round(HEIGHT * n / most, 1) if n else 0.0
        bars.append(Bar(x=i * step, y=HEIGHT - height, height=height, title=f"{english.date(period)}: {n}"))
    total = sum(n for _, n in counts)
    first, last = (counts[0][0], counts[-1][0]) if counts else ("", "")
    peak = max(counts, key=lambda c: c[1], default=("", 0))
    when = f"in {english.date(first)}" if first == last else f"from {english.date(first)} to {english.date(last)}"
    top = f", most in {english.date(peak[0])} ({peak[1]})" if len(counts) > 1 else ""
    return Spark(
        width=max(len(counts) * step, step),
        height=HEIGHT,
        step=step,
        bars=tuple(bars),
        first=english.date(first),
        last=english.date(last),
        told=english.sentence(f"{english.counted(total, 'report')} {when}{top}."),
    )


def _years(months: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    held: dict[str, int] = {}
    for month, n in months:
        held[month[:4]] = held.get(month[:4], 0) + n
    return list(held.items())
