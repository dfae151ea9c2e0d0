"""texts -> which of them share whole runs of words, and how much.

A fingerprint is a run of eight words; of each text a few are kept so that every common run of fifteen words or more is
sure to share one (Schleimer, Wilkerson and Aiken, Winnowing, 2003). From a shared fingerprint the run is followed word
by word in both directions. Quotations are left out before, for they *are* the same in every report; so is what one
outlet prints under all its reports.

Fingerprints are of one text alone (`marks`) and are made once. A comparison goes on from the last one (`compare`): it
looks for the fingerprints of the texts that changed, and follows the runs of no others.
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
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
_MARKS = 1 << 64
"""Fingerprints are smaller."""
_WINDOW = SHORTEST - GRAM + 1
"""Runs of eight words in a run of fifteen."""
_LOW = (1 << 32) // 5
"""A fifth of all checksums are lower: in five of six windows there is one."""
_KNOWN = 1 << 16
"""Words whose checksums are kept."""


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

    @property
    def dependent(self) -> bool:
        """Whether so much of one of them stands in the other that they count as one text."""
        return max(self.of_a, self.of_b) >= DEPENDENT


class Compared(Record, frozen=True, kw_only=True):
    """What a comparison found, and what the next one goes on from."""

    named: dict[str, tuple[str, str]] = {}
    """By id, a name that changes with the text's words or quotations, and its outlet."""
    marks: dict[str, bytes] = {}
    """By id, the text's fingerprints."""
    held: dict[tuple[str, ...], tuple[int, ...]] = {}
    """By the ids of several texts, the fingerprints that all of them hold and no other."""
    shared: tuple[Shared, ...] = ()
    """Every pair with a common run of at least 15 words, sorted by ids."""


class _Read:
    """A text as words, their places, and the fingerprints with the words that they begin at."""

    __slots__ = ("halves", "places", "prints", "total", "words")

    def __init__(self, text: Text, own: Collection[int]) -> None:
        self.words: list[str] = []
        """In lower case; empty where something is left out."""
        self.places: list[tuple[int, int]] = []
        self.halves: list[int] = []
        """The length of each word in half words; 0 for what is left out: quotations, boilerplate."""
        for part in _outside(text.text, text.quotations):
            if self.words:
                self.words.append("")
                self.places.append((part[0], part[0]))
                self.halves.append(0)
            words = list(_WORD.finditer(text.text, *part))
            self.words += [word[0].lower() for word in words]
            self.places += [word.span() for word in words]
            self.halves += [1 if len(word[0]) == 1 and _UNSPACED.match(word[0]) else 2 for word in words]
        self.total = sum(self.halves) // 2
        self.prints: dict[int, int] = {}
        for mark, at in _winnowed(self.words):
            if mark in own:
                self.halves[at : at + GRAM] = [0] * GRAM
            else:
                self.prints.setdefault(mark, at)


def marks(text: Text) -> bytes:
    """The fingerprints of one text, each once, ascending, eight bytes each as this machine has them.

    None where no run of words outside quotations is as long as fifteen.
    """
    return array("Q", sorted({mark for mark, _ in _winnowed(_read(text))})).tobytes()


def unmarked(named: Mapping[str, tuple[str, str]], last: Compared) -> list[str]:
    """The texts of `named` whose fingerprints the last comparison did not know, by id."""
    return [id for id, (name, _) in sorted(named.items()) if id not in last.named or last.named[id][0] != name]


def compare(
    named: Mapping[str, tuple[str, str]],
    made: Mapping[str, bytes],
    read: Callable[[str], Text],
    last: Compared = Compared(),  # noqa: B008  # a record is never changed
) -> Compared:
    """Which texts share runs of words: those of `named`, by id, each with the name of its content and its outlet.

    `made` are the fingerprints of those that are `unmarked`; `read` is asked for the few texts whose runs are followed.
    The result is the same for any `last`. From nothing, the cost is in proportion to all words together and to the
    pairs found; from a `last` that differs in a few texts, it is one look through all fingerprints.
    """
    kept = {id: made[id] if id in made else last.marks[id] for id in sorted(named)}
    marks = {id: memoryview(held).cast("Q") for id, held in kept.items()}
    moved = {id for id in {*named, *last.named} if named.get(id) != last.named.get(id)}
    held = _held(last.held, marks, moved)
    outlets = {id: outlet for id, (_, outlet) in named.items()}
    outlets_then = {id: outlet for id, (_, outlet) in last.named.items()}
    own, own_then = _own(held, outlets), _own(last.held, outlets_then)
    pairs, pairs_then = _pairs(held, outlets), _pairs(last.held, outlets_then)
    for outlet in own.keys() | own_then.keys():  # with other boilerplate its texts count other words
        plates = own.get(outlet, set()) ^ own_then.get(outlet, set())
        if plates:
            moved.update(id for id, of in outlets.items() if of == outlet and not plates.isdisjoint(marks[id]))
    found = {
        (pair.a, pair.b): pair
        for pair in last.shared
        if pair.a not in moved and pair.b not in moved and (pair.a, pair.b) in pairs
    }
    reads: dict[str, _Read] = {}
    for a, b in sorted(pair for pair in pairs if pair not in pairs_then or not moved.isdisjoint(pair)):
        for each in (a, b):
            if each not in reads:
                reads[each] = _Read(read(each), own.get(outlets[each], ()))
        shared = _compared(a, reads[a], b, reads[b])
        if shared:
            found[a, b] = shared
    return Compared(named=dict(named), marks=kept, held=held, shared=tuple(found[pair] for pair in sorted(found)))


def copied(texts: Iterable[Text]) -> tuple[Shared, ...]:
    """Every pair of texts with a common run of at least 15 words, sorted by ids; whatever the order of `texts`.

    Of two texts with one id the last counts.
    """
    by_id = {text.id: text for text in texts}
    named = {id: ("", text.outlet) for id, text in by_id.items()}
    return compare(named, {id: marks(text) for id, text in by_id.items()}, by_id.__getitem__).shared


def independent(ids: Iterable[str], dependent: Iterable[tuple[str, str]]) -> int:
    """How many of the texts `ids` are independent of one another: texts that depend on each other, directly or through
    others among them, count as one."""
    leader = {id: id for id in ids}

    def led_by(id: str) -> str:
        while leader[id] != id:
            leader[id] = id = leader[leader[id]]
        return id

    for a, b in dependent:
        if a in leader and b in leader:
            leader[led_by(a)] = led_by(b)
    return sum(id == of for id, of in leader.items())


def _read(text: Text) -> list[str]:
    """The words in lower case; an empty one where a quotation stood."""
    read: list[str] = []
    for start, end in _outside(text.text, text.quotations):
        if read:
            read.append("")
        read += map(str.lower, _WORD.findall(text.text, start, end))
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


def _winnowed(words: list[str]) -> list[tuple[int, int]]:
    """The fingerprints of a text and the words they begin at: of eight runs of eight words in a row at least one.

    Every run is kept whose first word has a low checksum, and where eight in a row have none, the least of them. So
    equal stretches are winnowed alike, as in the paper, which hashes each run; but words are mostly known already, and
    a run is hashed only if it is kept.
    """
    kept: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        try:
            end = words.index("", start)
        except ValueError:
            end = len(words)
        if end - start >= SHORTEST:
            sums = list(map(_SUMS.__getitem__, words[start : end - GRAM + 1]))
            low = [at for at, sum_ in enumerate(sums) if sum_ < _LOW]
            for before, after in pairwise((-1, *low, len(sums))):
                for at in range(before + 1, after - _WINDOW + 1):
                    here = sums[at : at + _WINDOW]
                    low.append(at + here.index(min(here)))
            for at in dict.fromkeys(low):
                gram = " ".join(words[start + at : start + at + GRAM]).encode("utf-8", "surrogatepass")
                kept.append((int.from_bytes(blake2b(gram, digest_size=8).digest(), "big"), start + at))
        start = end + 1
    return kept


class _Sums(dict[str, int]):
    """The checksums of words."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = made = crc32(word.encode("utf-8", "surrogatepass"))
        return made


_SUMS = _Sums()


def _held(
    last: Mapping[tuple[str, ...], tuple[int, ...]], marks: Mapping[str, "memoryview[int]"], moved: Collection[str]
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The fingerprints that several texts hold: those of before, without and then with the texts that moved."""
    fresh: dict[int, list[str]] = {}
    come = [marks[id] for id in sorted(moved) if id in marks]
    slices = 1 + sum(map(len, come)) // _AT_ONCE
    for low, high in pairwise([_MARKS * part // slices for part in range(slices + 1)]):
        once: set[int] = set()
        again: set[int] = set()
        for each in come:
            own = set(each[bisect_left(each, low) : bisect_left(each, high)])
            again |= own & once
            once |= own
        # Most texts hold none of them, and a set goes through an array in C.
        holders = {id: here for id, each in marks.items() if id not in moved and (here := once.intersection(each))}
        again.update(*holders.values())
        holders |= {id: again.intersection(marks[id]) for id in moved if id in marks}
        for id in sorted(holders):
            for mark in holders[id]:
                fresh.setdefault(mark, []).append(id)
    held: dict[tuple[str, ...], list[int]] = {}
    for ids, old in last.items():
        left = tuple(id for id in ids if id not in moved)
        if len(left) > 1:
            held.setdefault(left, []).extend(mark for mark in old if mark not in fresh)
    for mark, those in fresh.items():
        held.setdefault(tuple(those), []).append(mark)
    return {ids: tuple(sorted(held[ids])) for ids in sorted(held) if held[ids]}


def _plates(ids: tuple[str, ...], outlets: Mapping[str, str]) -> set[str]:
    """The outlets of which so many of these texts are that what they share is boilerplate."""
    if len(ids) < BOILERPLATE:
        return set()
    return {outlet for outlet, count in Counter(outlets[id] for id in ids).items() if outlet and count >= BOILERPLATE}


def _own(held: Mapping[tuple[str, ...], tuple[int, ...]], outlets: Mapping[str, str]) -> dict[str, set[int]]:
    """By outlet, the fingerprints that are its boilerplate."""
    own: dict[str, set[int]] = {}
    for ids, marks in held.items():
        for outlet in _plates(ids, outlets):
            own.setdefault(outlet, set()).update(marks)
    return own


def _pairs(held: Iterable[tuple[str, ...]], outlets: Mapping[str, str]) -> set[tuple[str, str]]:
    """The pairs of texts that share a fingerprint which is no boilerplate of theirs, in the order of their ids."""
    pairs: set[tuple[str, str]] = set()
    for ids in held:
        plates = _plates(ids, outlets)
        others = [id for id in ids if outlets[id] not in plates] if plates else ids
        for place, id in enumerate(others):
            pairs.update((before, id) for before in others[max(0, place - _COPIES) : place])
    return pairs


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


def _followed(a: _Read, at: int, b: _Read, other: int) -> tuple[int, int]:
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
