"""texts -> which of them share whole runs of words, and how much.

A fingerprint is a run of eight words; of each text a few are kept so that every common run of fifteen words or more is
sure to share one (Schleimer, Wilkerson and Aiken, Winnowing, 2003). From a shared fingerprint the run is followed word
by word in both directions. Quotations are left out before, for they *are* the same in every report; so is what one
outlet prints under all its reports.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from zlib import crc32

from digest.model.base import Record

GRAM = 8
"""Words in a fingerprint."""
SHORTEST = 15
"""Words in the shortest common run that is sure to be found, and the shortest that is reported."""
BOILERPLATE = 3
"""In so many reports of one outlet a fingerprint is the outlet's own."""
DEPENDENT = 0.3
"""Of two texts of which one shares so much with the other, only one is independent."""

_COPIES = 16
"""Of more texts with one fingerprint each is compared with so many before it: enough to see that they hang together."""
_AT_ONCE = 1 << 21
"""Fingerprints that are looked through at a time; a table of all of a large edition's would take gigabytes."""
_HALF = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
"""One character of a script without spaces; it counts for half a word."""
_UNSPACED = re.compile(_HALF)
_WORD = re.compile(rf"{_HALF}|\w+")
_BASE, _PRIME = 1_000_003, (1 << 61) - 1
_OLDEST = pow(_BASE, GRAM, _PRIME)
_PLACE = 1 << 32


class Text(Record, frozen=True, kw_only=True):
    """A report's running text."""

    id: str
    outlet: str = ""
    """Empty: unknown, and then no boilerplate of it is known."""
    text: str
    quotations: tuple[tuple[int, int], ...] = ()
    """Where it quotes: start and end in characters."""


class Common(Record, frozen=True, kw_only=True):
    """A run of words in both texts, as places in characters: `a.text[a_start:a_end]` and `b.text[b_start:b_end]`."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int


class Shared(Record, frozen=True, kw_only=True):
    """Two reports that share text. `a` comes before `b` in the order of ids."""

    a: str
    b: str
    words: int
    """How many words all runs have together, quotations not counted."""
    of_a: float
    """Which share that is of the words of `a` outside quotations, from 0 to 1, with two decimals."""
    of_b: float
    runs: tuple[Common, ...]
    """In the order of `a`."""


class _Numbers(dict[str, int]):
    """Words by number, the same for any order of texts; no word is 0."""

    def __missing__(self, word: str) -> int:
        self[word] = number = crc32(word.lower().encode("utf-8", "surrogatepass")) + 1
        return number


class _Read:
    """A text as words: their numbers, their places, and the fingerprints with the words that they begin at."""

    __slots__ = ("halves", "numbers", "places", "prints", "total")

    def __init__(self, text: Text, numbers: _Numbers, own: Collection[int]) -> None:
        self.numbers: list[int] = []
        self.places: list[tuple[int, int]] = []
        self.halves: list[int] = []
        """The length of each word in half words; 0 for what is left out: quotations, boilerplate."""
        for part in _outside(text.text, text.quotations):
            if self.numbers:
                self.numbers.append(0)
                self.places.append((part[0], part[0]))
                self.halves.append(0)
            words = list(_WORD.finditer(text.text, *part))
            self.numbers += [numbers[word[0]] for word in words]
            self.places += [word.span() for word in words]
            self.halves += [1 if len(word[0]) == 1 and _UNSPACED.match(word[0]) else 2 for word in words]
        self.total = sum(self.halves) // 2
        self.prints: dict[int, int] = {}
        for mark, at in _winnowed(self.numbers):
            if mark in own:
                self.halves[at : at + GRAM] = [0] * GRAM
            else:
                self.prints.setdefault(mark, at)


def copied(texts: Iterable[Text]) -> tuple[Shared, ...]:
    """Every pair of texts with a common run of at least 15 words, sorted by ids; whatever the order of `texts`.

    Of two texts with one id the last counts. The cost is in proportion to all words together, and to the pairs found.
    """
    ordered = [text for _, text in sorted({text.id: text for text in texts}.items(), key=_id)]
    numbers = _Numbers()
    prints = [array("Q", sorted({mark for mark, _ in _winnowed(_read(text, numbers))})) for text in ordered]
    pairs, own = _meetings(prints, [text.outlet for text in ordered])
    reads: dict[int, _Read] = {}
    found: list[Shared] = []
    for a, b in sorted(pairs):
        for each in (a, b):
            if each not in reads:
                reads[each] = _Read(ordered[each], numbers, own.get(ordered[each].outlet, ()))
        shared = _compared(ordered[a].id, reads[a], ordered[b].id, reads[b])
        if shared:
            found.append(shared)
    return tuple(found)


def independent(ids: Iterable[str], shared: Iterable[Shared]) -> int:
    """How many of the texts `ids` are independent of one another: texts that share much, directly or through others
    among them, count as one."""
    leader = {id: id for id in ids}

    def led_by(id: str) -> str:
        while leader[id] != id:
            leader[id] = id = leader[leader[id]]
        return id

    for pair in shared:
        if pair.a in leader and pair.b in leader and max(pair.of_a, pair.of_b) >= DEPENDENT:
            leader[led_by(pair.a)] = led_by(pair.b)
    return sum(id == of for id, of in leader.items())


def _id(entry: tuple[str, Text]) -> str:
    return entry[0]


def _read(text: Text, numbers: _Numbers) -> list[int]:
    """The words as numbers; 0 where a quotation stood."""
    read: list[int] = []
    for start, end in _outside(text.text, text.quotations):
        if read:
            read.append(0)
        read += map(numbers.__getitem__, _WORD.findall(text.text, start, end))
    return read


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that lie outside spans, which may touch, overlap or be out of bounds."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield at, min(start, len(text))
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _winnowed(numbers: list[int]) -> list[tuple[int, int]]:
    """The fingerprints of a text and the words they begin at: of every eight runs of eight words the least."""
    kept: list[tuple[int, int]] = []
    start = 0
    while start < len(numbers):
        try:
            end = numbers.index(0, start)
        except ValueError:
            end = len(numbers)
        if end - start >= SHORTEST:
            sums = list(accumulate(numbers[start:end], _step, initial=0))
            # Fingerprint and place in one number, of which the least is the first of the least fingerprints.
            marks = [
                (late - early * _OLDEST) % _PRIME * _PLACE + at
                for at, (early, late) in enumerate(zip(sums, sums[GRAM:], strict=False), start)
            ]
            # The least of eight neighbours is the lesser of two leasts of four, and so on.
            for apart in (1, 2, 4):
                marks = list(map(min, marks, marks[apart:]))
            kept += [divmod(mark, _PLACE) for mark in dict.fromkeys(marks)]
        start = end + 1
    return kept


def _step(total: int, number: int) -> int:
    return (total * _BASE + number) % _PRIME


def _meetings(prints: list["array[int]"], outlets: list[str]) -> tuple[set[tuple[int, int]], dict[str, set[int]]]:
    """The pairs of texts that share a fingerprint, and the fingerprints that are an outlet's own."""
    pairs: set[tuple[int, int]] = set()
    own: dict[str, set[int]] = {}
    slices = 1 + sum(map(len, prints)) // _AT_ONCE
    bounds = [_PRIME * part // slices for part in range(slices + 1)]
    for low, high in pairwise(bounds):
        holders: dict[int, list[int]] = {}
        for text, marks in enumerate(prints):
            for mark in marks[bisect_left(marks, low) : bisect_left(marks, high)]:
                holders.setdefault(mark, []).append(text)
        for mark, texts in holders.items():
            if len(texts) < 2:
                continue
            of_outlet: dict[str, int] = {}
            for text in texts:
                of_outlet[outlets[text]] = of_outlet.get(outlets[text], 0) + 1
            plates = {outlet for outlet, count in of_outlet.items() if outlet and count >= BOILERPLATE}
            for outlet in plates:
                own.setdefault(outlet, set()).add(mark)
            others = [text for text in texts if outlets[text] not in plates] if plates else texts
            for place, text in enumerate(others):
                pairs.update((before, text) for before in others[max(0, place - _COPIES) : place])
    return pairs, own


def _compared(a_id: str, a: _Read, b_id: str, b: _Read) -> Shared | None:
    """Follow the fingerprints that two texts share into common runs, and add up the long ones."""
    runs: dict[tuple[int, int], int] = {}
    reached: dict[int, int] = {}
    for at, mark in sorted((a.prints[mark], mark) for mark in a.prints.keys() & b.prints.keys()):
        other = b.prints[mark]
        if reached.get(other - at, -1) >= at:
            continue
        start, end = _followed(a, at, b, other)
        reached[other - at] = end
        if sum(a.halves[start:end]) >= 2 * SHORTEST:
            runs[start, start + other - at] = end - start
    in_a, in_b = bytearray(len(a.numbers)), bytearray(len(b.numbers))
    common: list[Common] = []
    for (from_a, from_b), length in sorted(runs.items(), key=_longest):
        if 1 in in_a[from_a : from_a + length] or 1 in in_b[from_b : from_b + length]:
            continue
        in_a[from_a : from_a + length] = in_b[from_b : from_b + length] = b"\1" * length
        common.append(
            Common(
                a_start=a.places[from_a][0],
                a_end=a.places[from_a + length - 1][1],
                b_start=b.places[from_b][0],
                b_end=b.places[from_b + length - 1][1],
                words=sum(a.halves[from_a : from_a + length]) // 2,
            )
        )
    if not common:
        return None
    words = sum(run.words for run in common)
    return Shared(
        a=a_id,
        b=b_id,
        words=words,
        of_a=round(words / a.total, 2),
        of_b=round(words / b.total, 2),
        runs=tuple(sorted(common, key=_place)),
    )


def _followed(a: _Read, at: int, b: _Read, other: int) -> tuple[int, int]:
    """The longest common run around a common word, as a stretch of `a`; it does not cross what was left out."""
    away = other - at
    start = end = at
    while start and start + away and a.halves[start - 1] and a.numbers[start - 1] == b.numbers[start + away - 1]:
        if not b.halves[start + away - 1]:
            break
        start -= 1
    while end < len(a.numbers) and end + away < len(b.numbers) and a.numbers[end] == b.numbers[end + away]:
        if not (a.halves[end] and b.halves[end + away]):
            break
        end += 1
    return start, end


def _longest(run: tuple[tuple[int, int], int]) -> tuple[int, tuple[int, int]]:
    return -run[1], run[0]


def _place(run: Common) -> int:
    return run.a_start
