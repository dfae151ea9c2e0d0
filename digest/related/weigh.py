"""How much two reports have in common: points, and in what.

Every pair is judged by itself, so the result depends neither on the order of the reports nor on that of additions.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import isqrt
from operator import mul

from digest.model.site import Reason, ReasonKind
from digest.related.evidence import PASSAGE, STATEMENT, STORY, Evidence
from digest.related.order import UNDATED, day
from digest.related.rarity import UNIT

FLOOR = 1.0
"""Fewer points than these are chance: better an empty list than a silly one."""
ENOUGH = round(FLOOR * UNIT)

_STATEMENT, _PASSAGE, _STORY, _NAME, _WORDS = 4, 3, 4, 2, 80
"""Points for one rare thing in common of each kind; for words, for two texts of the same rare words. Of words the
square counts: a few in common are chance, twice as many are much more than twice the evidence."""
_STEP = UNIT // 4
"""Points for words go by quarters: that a word becomes a little more common then moves few of them."""
_MOST = 4
"""More statements or passages in common than these add nothing: two transcripts are no more related than reports."""
_HALF_LIFE, _LEAST = 7, 0.2
"""Names and words lose half of their weight in a week, down to a fifth. Undated reports get that fifth: an unknown date
is not near everything."""
_SHORT = 36
"""A text of fewer words than these is not held more similar for being short."""
_WORDS_SHOWN = 5

_DECAY = tuple(round(UNIT * (_LEAST + (1 - _LEAST) * 2 ** (-days / _HALF_LIFE))) for days in range(12 * _HALF_LIFE))
_FAR = len(_DECAY) - 1
_KINDS: tuple[tuple[str, ReasonKind], ...] = ((STATEMENT, "statements"), (PASSAGE, "passages"), (STORY, "story"))
_ONCE, _OFTEN = 4, 5
"""A name that both reports print more than once counts for half as much again."""
_UNDATED = Reason(kind="undated")


class Card:
    """A report prepared for comparison: what its keys weigh."""

    __slots__ = ("day", "names", "naming", "norm", "rarity", "strong", "telling", "words")

    def __init__(self, evidence: Evidence, keys: Sequence[str], at: int, rarities: Sequence[int]) -> None:
        """`keys` are its `shares`, with their rarities in that order; `at` is its place in time (`order`)."""
        words = len(keys) - len(evidence.terms)
        after = words - len(evidence.names)
        self.day = day(at)
        self.strong = frozenset(keys[:after])
        """Its statements, passages and story. Sets meet twice as fast as dicts."""
        self.rarity = dict(zip(keys[:words], rarities, strict=False))
        """The rarity of everything but words."""
        self.names = {
            key: (_OFTEN if count > 1 else _ONCE) * self.rarity[key]
            for key, (_, count) in zip(keys[after:words], evidence.names, strict=True)
        }
        self.naming = frozenset(self.names)
        lengths = list(map(int.bit_length, [count for _, count in evidence.terms]))
        self.words = dict(zip(keys[words:], map(mul, lengths, rarities[words:]), strict=True))
        if 0 in self.words.values():
            self.words = {word: weight for word, weight in self.words.items() if weight}
        self.telling = frozenset(self.words)
        self.norm = max(_SHORT, sum(map(mul, lengths, lengths)))
        """The squares of the weights of its words, were they all rare, summed."""


def points(a: Card, b: Card) -> int:
    """How much two reports have in common, in units. The same for `b` and `a`."""
    found = 0
    if words := a.telling & b.telling:
        found = _by_words(a, b, words)
    if names := a.naming & b.naming:
        found += _by_names(a, b, names)
    if found:
        found = found * fading(a, b) // UNIT
    if strong := a.strong & b.strong:
        found += sum(_by_others(a, strong).values())
    return found


def parts(a: Card, b: Card) -> tuple[tuple[ReasonKind, int], ...]:
    """The same by kind of reason, for whoever asks; they add up to the points."""
    worth = _by_others(a, a.strong & b.strong)
    names = _by_names(a, b, a.naming & b.naming) * fading(a, b) // UNIT
    parts = {kind: worth[sign] for sign, kind in _KINDS} | {"names": names}
    return (*parts.items(), ("words", points(a, b) - sum(parts.values())))


def fading(a: Card, b: Card) -> int:
    """What is left of the weight of names and words for the days between two reports, in units."""
    if a.day == UNDATED or b.day == UNDATED:
        return _DECAY[_FAR]
    return _DECAY[min(abs(a.day - b.day), _FAR)]


def _by_names(a: Card, b: Card, names: Iterable[str]) -> int:
    product: int = sum(map(mul, map(a.names.__getitem__, names), map(b.names.__getitem__, names)))
    return _NAME * product // (UNIT * _ONCE**2)


def _by_words(a: Card, b: Card, words: Iterable[str]) -> int:
    product: int = sum(map(mul, map(a.words.__getitem__, words), map(b.words.__getitem__, words)))
    alike = product // (UNIT * isqrt(a.norm * b.norm))
    return (_WORDS * alike * alike // UNIT + _STEP // 2) // _STEP * _STEP


def _by_others(a: Card, shared: Iterable[str]) -> dict[str, int]:
    worth = {STATEMENT: 0, PASSAGE: 0, STORY: 0}
    for key in shared:
        worth[key[0]] += a.rarity[key] ** 2 // UNIT
    return {
        STATEMENT: min(worth[STATEMENT], _MOST * UNIT) * _STATEMENT,
        PASSAGE: min(worth[PASSAGE], _MOST * UNIT) * _PASSAGE,
        STORY: _STORY * UNIT if worth[STORY] else 0,
    }


def reasons(a: Card, b: Card) -> tuple[Reason, ...]:
    """What two reports share, the best evidence first. The same for `b` and `a`."""
    found: list[Reason] = []
    if strong := a.strong & b.strong:
        others = sorted(sorted(strong), key=a.rarity.__getitem__, reverse=True)
        for sign, kind in _KINDS:
            items = tuple([key[1:] for key in others if key[0] == sign])
            if items:
                found.append(Reason(kind=kind, count=len(items), items=items))
    if shared := a.naming & b.naming:
        names = sorted(sorted(shared), key=a.rarity.__getitem__, reverse=True)
        found.append(Reason(kind="names", count=len(names), items=tuple([name[1:] for name in names])))
    if words := a.telling & b.telling:
        mine, theirs = a.words, b.words
        stressed = {word: mine[word] * theirs[word] for word in words}
        best = sorted(sorted(words), key=stressed.__getitem__, reverse=True)[:_WORDS_SHOWN]
        found.append(Reason(kind="words", count=len(words), items=tuple(best)))
    undated = a.day == UNDATED or b.day == UNDATED
    found.append(_UNDATED if undated else _days_apart(abs(a.day - b.day)))
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def _days_apart(days: int) -> Reason:
    return Reason(kind="days", count=days)


def decimal(points: int) -> float:
    """Units as points, with two decimals."""
    return round(points / UNIT, 2)
