"""Long lists: the newest on the page itself, the rest in parts numbered from the oldest end.

A part that is full never changes again, whatever arrives later: only the page itself and the last part do.
"""

from collections.abc import Iterable, Iterator, Sequence

from digest.model.page import ArchivePage, Link, Month, Numbered, QuoteCard, ReportCard
from digest.plan import urls
from digest.plan.planned import Planned
from digest.plan.tables import Item, Tables

PART = 100
"""Entries in a part."""
LEAST = 20
"""The page itself shows at least so many, though the last part may show them too."""


def cards(tables: Tables, place: str) -> tuple[ReportCard, ...]:
    """The cards of a list of reports, oldest first; an undated one is older than all."""
    return tuple([tables.report_cards[id] for _, _, id in tables.lists.get(place) or ()])


def newest(tables: Tables, place: str) -> list[ReportCard]:
    """The same by date, newest first, undated last."""
    return list(reversed(cards(tables, place)))


def months_back(tables: Tables) -> Iterator[list[ReportCard]]:
    """All reports, newest first, month by month; those without a date last."""
    for month, _ in reversed(tables.lists.get("months") or ()):
        yield newest(tables, f"months/{month}")


def latest(tables: Tables, most: int) -> list[ReportCard]:
    """The newest reports, at most so many."""
    found: list[ReportCard] = []
    for month in months_back(tables):
        found += month
        if len(found) >= most:
            break
    return found[:most]


def total(tables: Tables, family: str) -> int:
    """How many entries the lists of a family have."""
    return sum(count for _, count in tables.lists.get(family) or ())


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


def months(url: str, counts: Iterable[Item]) -> tuple[Month, ...]:
    """The months of some counts by month, newest first; what has no date has no month."""
    return tuple(
        Month(url=f"{url}{month}/", month=month, count=count) for month, count in sorted(counts, reverse=True) if month
    )


def month_pages(
    url: str, name: str, section: str, month: str, held: Sequence[ReportCard | QuoteCard]
) -> Iterable[Planned]:
    """The pages of one month, oldest first, in parts of 200."""
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
