"""two texts that share fingerprints -> the runs of words that they have in common.

From a shared fingerprint the run is followed word by word in both directions.
"""

from collections.abc import Collection
from functools import cached_property

from digest.copied.text import Common, Shared, Text, outside
from digest.copied.winnow import GRAM, HALF, SHORTEST, WORD, sums, winnowed
from digest.pattern import later

_UNSPACED = later(HALF)


class Read:
    """A text as words, and the fingerprints with the words that they begin at."""

    def __init__(self, text: Text, own: Collection[int]) -> None:
        """`own`: the fingerprints that are boilerplate of its outlet."""
        self._text = text
        self.words: list[str] = []
        """In lower case; empty where something is left out."""
        self.prints: dict[int, int] = {}
        plates: list[int] = []
        for start, end in outside(text.text, text.quotations):
            if self.words:
                self.words.append("")
            first = len(self.words)
            self.words += map(str.lower, WORD.findall(text.text, start, end))
            for mark, at in winnowed(sums(text.text[start:end])):
                if mark in own:
                    plates.append(first + at)
                else:
                    self.prints.setdefault(mark, first + at)
        self.halves = [2] * len(self.words)
        """The length of each word in half words; 0 for what is left out: quotations, boilerplate."""
        if not text.text.isascii():
            self.halves = [1 if len(word) == 1 and _UNSPACED.match(word) else 2 for word in self.words]
        for at, word in enumerate(self.words):
            if not word:
                self.halves[at] = 0
        self.total = sum(self.halves) // 2
        for at in plates:
            self.halves[at : at + GRAM] = [0] * GRAM

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Of each word, in characters."""
        places: list[tuple[int, int]] = []
        for start, end in outside(self._text.text, self._text.quotations):
            if places:
                places.append((start, start))
            places += [word.span() for word in WORD.finditer(self._text.text, start, end)]
        return places


def followed(a_id: str, a: Read, b_id: str, b: Read) -> Shared | None:
    """Follow the fingerprints that two texts share into common runs, and add up the long ones."""
    runs: dict[tuple[int, int], int] = {}
    reached: dict[int, int] = {}
    for at, mark in sorted((a.prints[mark], mark) for mark in a.prints.keys() & b.prints.keys()):
        other = b.prints[mark]
        if reached.get(other - at, -1) >= at:
            continue
        start, end = _around(a, at, b, other)
        reached[other - at] = end
        if sum(a.halves[start:end]) >= 2 * SHORTEST:
            runs[start, start + other - at] = end - start
    in_a, in_b = bytearray(len(a.words)), bytearray(len(b.words))
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


def _around(a: Read, at: int, b: Read, other: int) -> tuple[int, int]:
    """The longest common run around a common word, as a stretch of `a`; it does not cross what was left out."""
    away = other - at
    start = end = at
    while start and start + away and a.halves[start - 1] and a.words[start - 1] == b.words[start + away - 1]:
        if not b.halves[start + away - 1]:
            break
        start -= 1
    while end < len(a.words) and end + away < len(b.words) and a.words[end] == b.words[end + away]:
        if not (a.halves[end] and b.halves[end + away]):
            break
        end += 1
    return start, end


def _longest(run: tuple[tuple[int, int], int]) -> tuple[int, tuple[int, int]]:
    return -run[1], run[0]


def _place(run: Common) -> int:
    return run.a_start
