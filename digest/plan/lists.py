"""Long lists: the newest on the page itself, the rest in parts numbered from the oldest end.

A part that is full never changes again, whatever arrives later: only the page itself and the last part do.
"""

from collections.abc import Iterable, Sequence

from digest.model.page import ArchivePage, Link, Month, Numbered, QuoteCard, ReportCard
from digest.plan import urls
from digest.plan.planned import Planned

PART = 100
"""Entries in a part."""
LEAST = 20
"""The page itself shows at least so many, though the last part may show them too."""


def newest_first(cards: Iterable[ReportCard]) -> list[ReportCard]:
    """By date, undated last."""
    return sorted(cards, key=lambda c: (c.date, c.time, c.id), reverse=True)


def parts_of(count: int) -> int:
    """How many full parts a list of so many entries has beside its page."""
    return count // PART if count >= PART + LEAST else 0


def on_page(newest: Sequence[ReportCard]) -> tuple[ReportCard, ...]:
    """Those that the list's own page shows."""
    archived = parts_of(len(newest)) * PART
    return tuple(newest[: max(LEAST, len(newest) - archived)])


def older(url: str, count: int, current: int = 0) -> tuple[Numbered, ...]:
    """The parts of a list, newest first, with the entries that each holds."""
    return tuple(
        Numbered(url=f"{url}{n}/", label=f"{(n - 1) * PART + 1}–{n * PART}", current=n == current)
        for n in range(parts_of(count), 0, -1)
    )


def parts(url: str, name: str, section: str, newest: Sequence[ReportCard]) -> Iterable[Planned]:
    """The archive pages of one list of reports."""
    oldest = list(reversed(newest))
    count = parts_of(len(newest))
    for n in range(1, count + 1):
        held = tuple(reversed(oldest[(n - 1) * PART : n * PART]))
        yield Planned(f"{url}{n}/", reports_part, (url, name, section, n, held))


def reports_part(url: str, name: str, section: str, n: int, held: tuple[ReportCard, ...]) -> ArchivePage:
    # The numbers of later parts are left out: they would change every part whenever one fills.
    label = f"reports {(n - 1) * PART + 1} to {n * PART}, from the oldest"
    near = (Numbered(url=f"{url}{n - 1}/", label="older"),) if n > 1 else ()
    return ArchivePage(
        url=f"{url}{n}/",
        title=f"{name}: {label}",
        head=f"{label[0].upper()}{label[1:]}",
        section=section,
        up=Link(url=url, label=name),
        reports=held,
        parts=near,
    )


def months(url: str, dates: Iterable[str]) -> tuple[Month, ...]:
    """The months of some dates, newest first, with how many dates fall in each."""
    counts: dict[str, int] = {}
    for date in dates:
        if date:
            counts[date[:7]] = counts.get(date[:7], 0) + 1
    return tuple(
        Month(url=f"{url}{month}/", month=month, count=counts[month]) for month in sorted(counts, reverse=True)
    )


def month_pages(
    url: str, name: str, section: str, dated: Iterable[tuple[str, ReportCard | QuoteCard]]
) -> Iterable[Planned]:
    """A page for each month of dated cards, oldest first, in parts of 200."""
    by_month: dict[str, list[ReportCard | QuoteCard]] = {}
    for date, card in dated:
        if date:
            by_month.setdefault(date[:7], []).append(card)
    for month, held in sorted(by_month.items()):
        chunks = [held[i : i + 2 * PART] for i in range(0, len(held), 2 * PART)]
        for n, chunk in enumerate(chunks, 1):
            at = urls.part(f"{url}{month}/", n)
            yield Planned(at, month_page, (at, url, name, section, month, n, len(chunks) > n, tuple(chunk)))


def month_page(
    at: str, url: str, name: str, section: str, month: str, n: int, more: bool, held: tuple[ReportCard | QuoteCard, ...]
) -> ArchivePage:
    steps = []
    if n > 1:
        steps.append(Numbered(url=urls.part(f"{url}{month}/", n - 1), label="earlier in the month"))
    if more:
        steps.append(Numbered(url=urls.part(f"{url}{month}/", n + 1), label="later in the month"))
    return ArchivePage(
        url=at,
        title=f"{name}, {month}" + (f", part {n}" if n > 1 else ""),
        head=month,
        section=section,
        up=Link(url=url, label=name),
        reports=tuple(card for card in held if isinstance(card, ReportCard)),
        quotes=tuple(card for card in held if isinstance(card, QuoteCard)),
        parts=tuple(steps),
    )
