"""Which of the reports before it a report is compared with.

Comparing all pairs is out of the question for 100,000 reports. Reports meet in the posting lists of their statements,
their names and their weightiest words (Salton's inverted file, read within a window of days as in topic detection and
tracking). A list is read only as far as its nearest entries, so a name that is everywhere costs no more than any other.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from digest.related.order import UNDATED, day, start
from digest.related.rarity import UNIT
from digest.related.weigh import ENOUGH, Card

_WINDOW = 30
"""Days within which names and words alone make two reports meet."""
REACH = 48
"""How many entries of a posting list before its own a report looks at."""
_KEY_WORDS = 20
"""How many of its weightiest words a report can be met by."""
_KEYS = 64
"""How many statements and the like, and how many names, it can be met by."""
_PROBED = 16
"""How many of the earlier reports that it meets most often are compared with it in full."""
_MEETINGS = (1, 1, 2, 3)
"""How often two reports meet by one word, from the most common to the rarest, and by a name once more."""
_STRONG = 8
"""And by a statement, passage or story."""
_OFTEN = 3
"""They are compared in full if they meet so often: by two common names, or by one that is rare."""
_MISSES = 3
"""After more than so many of them in a row that are not related the rest is not looked at."""

Seen = tuple[tuple[int, int, int], ...]
"""The reports that one was compared with, in that order: how often they meet, the other's place, their points."""


def meeting(card: Card, rarity: Callable[[str], int]) -> dict[str, int]:
    """By what a report is met, and how often: all but words, and its weightiest words, of equals the first by the
    alphabet. `rarity` says how rare a word of it is.

    Any order of equals does that is the same for all reports: those that share many words then share some keys.
    """
    known = card.rarity
    met: dict[str, int] = {}
    if card.strong:
        met = dict.fromkeys(_top({key: known[key] for key in sorted(card.strong)}, _KEYS), _STRONG)
    for key in _top({key: known[key] for key in card.names}, _KEYS):
        met[key] = _MEETINGS[known[key] * 3 // UNIT] + 1
    for key in _top(card.words, _KEY_WORDS):
        met[key] = _MEETINGS[rarity(key) * 3 // UNIT]
    return met


def _top(weights: Mapping[str, int], most: int) -> list[str]:
    """The heaviest keys, in no order."""
    if len(weights) <= most:
        return list(weights)
    bar = sorted(weights.values(), reverse=True)[most - 1]
    heavier = [key for key, weight in weights.items() if weight > bar]
    as_heavy = sorted([key for key, weight in weights.items() if weight == bar])
    return heavier + as_heavy[: most - len(heavier)]


def visible(posting: Sequence[int], at: int, since: int) -> tuple[int, int]:
    """From where to where a report at `at` looks at a posting list; `since` as given by `window`."""
    end = len(posting) if not posting or posting[-1] < at else bisect_left(posting, at)
    first = end - REACH if end > REACH else 0
    if first < end and posting[first] < since:
        first = bisect_left(posting, since, first, end)
    elif first and since < 0:
        first = end
    return first, end


def window(at: int, times: int) -> int:
    """The first place that a report at `at` sees in the posting list of a key by which it is met so often at a time;
    below nothing: it sees all of the list, or nothing if that is more than it can reach."""
    if times == _STRONG:
        return 0
    today = day(at)
    return -1 if today == UNDATED else start(today - _WINDOW)


def look(
    at: int, met_by: Mapping[str, int], posting_of: Callable[[str], Sequence[int]], compared: Callable[[int], int]
) -> tuple[Seen, bool]:
    """The reports before the one at `at` that it meets most often, with the points that `compared` gives them; and
    whether it meets more, with which it is not compared."""
    met: list[Sequence[int]] = []
    weak = window(at, 1)
    for key, times in met_by.items():
        posting, since = posting_of(key), 0 if times == _STRONG else weak
        if not posting or posting[-1] < since:
            continue
        first, end = visible(posting, at, since)
        if first < end:
            met += [posting[first:end]] * times
    often = [(times, other) for other, times in Counter(chain.from_iterable(met)).items() if times >= _OFTEN]
    often.sort(reverse=True)
    seen: list[tuple[int, int, int]] = []
    missed = 0
    for times, other in often[:_PROBED]:
        points = compared(other)
        seen.append((times, other, points))
        if points >= ENOUGH:
            missed = 0
        elif missed == _MISSES:
            break
        else:
            missed += 1
    return tuple(seen), len(often) > len(seen)


def may_enter(other: int, times: int, seen: Seen, more: bool) -> bool:
    """Whether a report that one meets so often at most could be among those that it is compared with."""
    return times >= _OFTEN and (not more or (times, other) > seen[-1][:2])
