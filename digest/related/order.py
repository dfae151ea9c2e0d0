"""Reports in order of time, as whole numbers: by date, time and id, with room between them for those to come.

A number holds the day above `_BITS` bits and below them a place within the day. That of a report is the same as long as
its date, time and id are, whatever comes between (the order-maintenance problem of Dietz and Sleator, as long as there
is room; then all is numbered anew). It sorts, it says the day, and lists of it take eight bytes an entry.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from digest.related.evidence import Evidence

_BITS = 40
_STEP = 1 << 24
"""Room left between two reports of a day, while there is enough."""
UNDATED = (1 << 22) - 1
"""The day of an unknown date: it sorts after all others."""


class Crowded(Exception):
    """There is no room left between two reports."""


@lru_cache(maxsize=1 << 14)
def day_of(iso: str) -> int:
    """The number of a day; `UNDATED` for what is not a date."""
    if len(iso) != 10 or iso[4] != "-" or iso[7] != "-":
        return UNDATED
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return UNDATED


def moment(evidence: Evidence) -> str:
    """By what the reports of one day are sorted."""
    return f"{evidence.time[:6]:6}{evidence.id}"


def day(at: int) -> int:
    return at >> _BITS


def start(day: int) -> int:
    """No report of the day, or of a later one, has a smaller number."""
    return max(0, day) << _BITS


def numbered(day: int, moments: Iterable[str]) -> list[tuple[str, int]]:
    """All moments of a day, sorted, with their numbers."""
    known = sorted(moments)
    step = min(_STEP, (1 << _BITS) // (2 * len(known) + 2))
    first = start(day) + (1 << _BITS) // 2 - step * (len(known) // 2)
    return [(moment, first + n * step) for n, moment in enumerate(known)]


def between(day: int, known: list[tuple[str, int]], moment: str) -> int:
    """The number of one more report of a day of which all others are known, sorted. Raises Crowded."""
    i = bisect_left(known, (moment, 0))
    low, high = start(day), start(day + 1)
    if not known:
        return (low + high) // 2
    if i == len(known):
        low = known[-1][1]
        at = low + min(_STEP, (high - low) // 2)
    elif i == 0:
        high = known[0][1]
        at = high - min(_STEP, (high - low) // 2)
    else:
        low, high = known[i - 1][1], known[i][1]
        at = (low + high) // 2
    if not low < at < high:
        raise Crowded
    return at
