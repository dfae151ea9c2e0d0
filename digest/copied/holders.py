"""Which texts hold a fingerprint, and which of them are compared for its sake.

A text is here a key of 64 bits: the checksum of its outlet, then that of its id. So the texts of an outlet stand side
by side, and boilerplate, which thousands of an outlet's texts hold, is counted and stepped over without looking at any.
Texts with one key, of which there are hardly ever two, count as one here.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import eq
from typing import NamedTuple
from zlib import crc32

BOILERPLATE = 3
"""In so many reports of one outlet a fingerprint is the outlet's own."""
COPIES = 16
"""Of more texts with one fingerprint each is compared with so many before it: enough to see that they hang together."""

Keys = Sequence[int]
"""Keys of texts, ascending."""
Rows = tuple["array[int]", "array[int]"]
"""Fingerprints, and the keys of texts that hold them: two columns of one length."""


def key(id: str, outlet: str = "") -> int:
    return crc32(outlet.encode("utf-8", "surrogatepass")) << 32 | crc32(id.encode("utf-8", "surrogatepass"))


def outlet(key: int) -> int:
    """Its checksum; 0: unknown."""
    return key >> 32


def part_of(key: int, count: int) -> int:
    """In which of so many parts a text is, whatever its outlet."""
    return (key & (1 << 32) - 1) % count


class Turn(NamedTuple):
    """How the holders of a fingerprint changed; where none did, `now` is `then`."""

    then: Keys
    now: Keys
    moved: Keys
    """Those that left, came, or are compared anew."""


class Holders:
    """Which texts hold the fingerprints of one part: rows sorted by fingerprint and key."""

    __slots__ = ("_keys", "_marks")

    def __init__(self, data: bytes = b"") -> None:
        """Of what `written` gave; raises ValueError for other bytes."""
        size = len(data) // 3
        self._marks, self._keys = array("I", data[:size]), array("Q", data[size:])
        if len(self._marks) != len(self._keys):
            raise ValueError(len(data))

    def written(self) -> bytes:
        """Twelve bytes a row, as this machine has them."""
        return self._marks.tobytes() + self._keys.tobytes()

    def of(self, mark: int) -> Keys:
        return self._keys[slice(*self._rows(mark))]

    def change(self, leave: Rows, come: Rows) -> Iterator[tuple[int, Turn]]:
        """Take rows out and put rows in; each fingerprint that several texts held or hold is said, ascending.

        Both are sorted as the part is. An empty part takes them as they are: a clean build puts in all.
        """
        if not self._marks:
            yield from self._fill(*come)
            return
        out, in_ = {*zip(*leave, strict=True)}, {*zip(*come, strict=True)}
        moved: dict[int, set[int]] = {}
        for mark, key in out | in_:
            moved.setdefault(mark, set()).add(key)
        then = {mark: self.of(mark) for mark in moved}
        for mark, key in out - in_:
            start, end = self._rows(mark)
            at = bisect_left(self._keys, key, start, end)
            if at < end and self._keys[at] == key:
                del self._marks[at], self._keys[at]
        for mark, key in in_ - out:
            start, end = self._rows(mark)
            at = bisect_left(self._keys, key, start, end)
            if at == end or self._keys[at] != key:
                self._marks.insert(at, mark)
                self._keys.insert(at, key)
        others = {mark for mark, _ in out ^ in_}
        for mark in sorted(moved):
            now = self.of(mark) if mark in others else then[mark]
            if max(len(then[mark]), len(now)) > 1:
                yield mark, Turn(then[mark], now, sorted(moved[mark]))

    def _fill(self, marks: "array[int]", keys: "array[int]") -> Iterator[tuple[int, Turn]]:
        again = list(map(eq, marks, marks[1:]))
        if any(map(eq, compress(keys, again), compress(keys[1:], again))):
            rows = sorted({*zip(marks, keys, strict=True)})
            marks, keys = array("I", [mark for mark, _ in rows]), array("Q", [key for _, key in rows])
            again = list(map(eq, marks, marks[1:]))
        self._marks, self._keys = marks, keys
        for mark in dict.fromkeys(compress(marks, again)):
            now = self.of(mark)
            yield mark, Turn((), now, now)

    def _rows(self, mark: int) -> tuple[int, int]:
        start = bisect_left(self._marks, mark)
        return start, bisect_right(self._marks, mark, start)


def plates(keys: Keys) -> set[int]:
    """The outlets of which so many of these texts are that what they share is boilerplate."""
    if len(keys) < BOILERPLATE:
        return set()
    return {outlet(keys[start]) for start, end in _outlets(keys) if end - start >= BOILERPLATE and outlet(keys[start])}


def of_outlet(keys: Keys, outlet: int) -> Keys:
    start = bisect_left(keys, outlet << 32)
    return keys[start : bisect_left(keys, outlet + 1 << 32, start)]


def others(keys: Keys) -> Keys:
    """The texts of which a fingerprint is no boilerplate."""
    plated = plates(keys)
    if not plated:
        return keys
    return [key for start, end in _outlets(keys) if outlet(keys[start]) not in plated for key in keys[start:end]]


def near(others: Keys, places: Keys) -> Iterator[tuple[int, int]]:
    """The pairs of texts that are compared for the sake of one fingerprint, those around some places among them.

    Each text makes a pair with itself too, for it may be two of one key.
    """
    done = 0
    for place in places:
        at = bisect_left(others, place)
        for first in range(max(done, at - COPIES), min(at + 1, len(others))):
            for second in range(first, min(first + COPIES + 1, len(others))):
                yield others[first], others[second]
        done = max(done, at + 1)


def paired(others: Keys, a: int, b: int) -> bool:
    """Whether two of them are compared."""
    places = [bisect_left(others, key) for key in (a, b)]
    there = all(at < len(others) and others[at] == key for at, key in zip(places, (a, b), strict=True))
    return there and abs(places[0] - places[1]) <= COPIES


def _outlets(keys: Keys) -> Iterator[tuple[int, int]]:
    """Where the texts of each outlet begin and end."""
    start = 0
    while start < len(keys):
        end = bisect_left(keys, outlet(keys[start]) + 1 << 32, start)
        yield start, end
        start = end
