"""A comparison that is handed the last one whole: looked through at each change of a text. `index` takes its place."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import pairwise

from digest.copied.follow import Read, followed
from digest.copied.text import Shared, Text
from digest.copied.winnow import BITS
from digest.model.base import Record

BOILERPLATE = 3
"""In so many reports of one outlet a fingerprint is the outlet's own."""
_COPIES = 16
"""Of more texts with one fingerprint each is compared with so many before it: enough to see that they hang together."""
_AT_ONCE = 1 << 21
"""Fingerprints that are looked through at a time; a table of all of a large edition's would take gigabytes."""


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
    reads: dict[str, Read] = {}
    for a, b in sorted(pair for pair in pairs if pair not in pairs_then or not moved.isdisjoint(pair)):
        for each in (a, b):
            if each not in reads:
                reads[each] = Read(read(each), own.get(outlets[each], ()))
        shared = followed(a, reads[a], b, reads[b])
        if shared:
            found[a, b] = shared
    return Compared(named=dict(named), marks=kept, held=held, shared=tuple(found[pair] for pair in sorted(found)))


def _held(
    last: Mapping[tuple[str, ...], tuple[int, ...]], marks: Mapping[str, "memoryview[int]"], moved: Collection[str]
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The fingerprints that several texts hold: those of before, without and then with the texts that moved."""
    fresh: dict[int, list[str]] = {}
    come = [marks[id] for id in sorted(moved) if id in marks]
    slices = 1 + sum(map(len, come)) // _AT_ONCE
    for low, high in pairwise([(part << BITS) // slices for part in range(slices + 1)]):
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
