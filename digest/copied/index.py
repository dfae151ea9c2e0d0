"""What is remembered of all texts, so that after an edit only the edited ones are compared.

There are parts of three kinds: which texts hold a fingerprint, by fingerprint (`holders`); what is known of a text, by
its id; the pairs that share text, by the id of the first. An update reads the parts into which the fingerprints of the
changed texts fall, and those of the texts that share one with them. What lies in the parts is said by the texts alone,
not by the way that led to them.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import msgspec

from digest.copied.follow import Read, followed
from digest.copied.holders import Holders, Rows, Turn, key, near, of_outlet, others, outlet, paired, part_of, plates
from digest.copied.parts import Damaged, Parts
from digest.copied.text import Shared, Text
from digest.copied.winnow import BITS
from digest.model.base import Record

_PARTS = 10
"""Bits of a fingerprint that say in which part it is, the highest."""
_REST = BITS - _PARTS
_TEXTS = 1 << 10
_PAIRS = 1 << 6
_HEAD = "head"
_AT_ONCE = 1 << 21
"""Fingerprints that are sorted at a time; to sort all of a large edition's would take gigabytes."""

Pair = tuple[str, str]
"""Ids of two texts, ascending."""


class Difference(NamedTuple):
    """From one state of the texts to the next; sorted by ids."""

    vanished: tuple[Pair, ...]
    """Pairs that shared text and do no longer."""
    shared: tuple[Shared, ...]
    """Pairs that are new, or share other runs."""


class _Known(Record, kw_only=True):
    """A text, as far as it is remembered."""

    id: str
    name: str
    """Changes with its words or quotations."""
    outlet: str
    marks: bytes
    """Its fingerprints (`winnow.marks`)."""
    own: bytes = b""
    """Those that are its outlet's boilerplate."""
    partners: tuple[str, ...] = ()
    """The texts with which it shares text."""

    @property
    def key(self) -> int:
        return key(self.id, self.outlet)


class _Head(Record, kw_only=True):
    state: str
    sums: tuple[bytes, bytes, bytes]
    """The checksums of all parts, by kind."""


class Index:
    """All texts that were ever handed to it and not taken back, in a mapping that the caller keeps.

    Nothing is read until it is asked for. What was read stays, so a process that builds again and again keeps its
    index. Every method raises Damaged if what it needs is lost; then the mapping is to be emptied, and all texts are
    handed over anew.
    """

    def __init__(self, kept: MutableMapping[str, bytes]) -> None:
        """`kept` is read by key; written only by its `update`, once an update and with all that changed."""
        self._kept = kept
        self._state: int | None = None
        self._by_key: dict[int, dict[int, list[_Known]]] = {}
        """By part and key, since the last change of a text."""
        self._holders = Parts(kept, "holders", 1 << _PARTS, Holders, Holders.written)
        self._texts = Parts(kept, "texts", _TEXTS, _read_texts, _written_texts)
        self._pairs = Parts(kept, "pairs", _PAIRS, _read_pairs, _written_pairs)

    @property
    def state(self) -> str:
        """Names all texts that it holds, by their ids, contents and outlets: `state` of the same."""
        return f"{self._open():032x}"

    def ids(self) -> set[str]:
        """All texts that it holds."""
        self._open()
        return {id for part in self._texts.all() for id in part}

    def unmarked(self, come: Mapping[str, tuple[str, str]]) -> list[str]:
        """Those of some texts, by id, whose fingerprints are not known: an `update` must be given them."""
        self._open()
        return [id for id, (name, _) in sorted(come.items()) if (held := self._text(id)) is None or held.name != name]

    def update(
        self,
        gone: Collection[str],
        come: Mapping[str, tuple[str, str]],
        made: Mapping[str, bytes],
        read: Callable[[str], Text],
    ) -> Difference:
        """Texts that are no more, and texts that are new or changed: by id, a name that changes with the words or
        quotations, and the outlet.

        `made` are the fingerprints of those that are `unmarked`; `read` is asked for the few texts whose runs are
        followed. The cost is in proportion to the fingerprints of these texts and of those that share one with them.
        """
        try:
            self._open()
            difference = self._updated(gone, come, made, read)
            self._save()
        except BaseException:
            self._state = None  # half changed; what is kept is whole
            raise
        return difference

    def shared(self) -> tuple[Shared, ...]:
        """Every pair with a common run of at least 15 words, sorted by ids."""
        self._open()
        found = {pair: shared for part in self._pairs.all() for pair, shared in part.items()}
        return tuple(found[pair] for pair in sorted(found))

    def _open(self) -> int:
        if self._state is None:
            data = self._kept.get(_HEAD)
            try:
                head = msgspec.msgpack.decode(data, type=_Head) if data else _Head(state="0", sums=(b"", b"", b""))
                state = int(head.state, 16)
            except ValueError as error:
                raise Damaged(_HEAD) from error
            holders, texts, pairs = head.sums
            self._holders.open(holders)
            self._texts.open(texts)
            self._pairs.open(pairs)
            self._state = state
        return self._state

    def _save(self) -> None:
        """The head last: with an old one beside new parts, or a new one beside old parts, the checksums differ."""
        made = {name: data for parts in self._all_parts() for name, data in parts.changed().items()}
        if made:
            holders, texts, pairs = (parts.sums for parts in self._all_parts())
            made[_HEAD] = msgspec.msgpack.encode(_Head(state=self.state, sums=(holders, texts, pairs)))
            self._kept.update(made)

    def _all_parts(self) -> tuple[Parts[Holders], Parts[dict[str, _Known]], Parts[dict[Pair, Shared]]]:
        return self._holders, self._texts, self._pairs

    # --- an update, step by step ---

    def _updated(
        self,
        gone: Collection[str],
        come: Mapping[str, tuple[str, str]],
        made: Mapping[str, bytes],
        read: Callable[[str], Text],
    ) -> Difference:
        before: dict[str, _Known] = {}
        after: dict[str, _Known] = {}
        for id in sorted({*gone, *come}):
            held = self._text(id)
            if id in come:
                name, of = come[id]
                if held is not None and (held.name, held.outlet) == come[id]:
                    continue
                marks = held.marks if held is not None and held.name == name else made[id]
                partners = held.partners if held is not None else ()
                after[id] = _Known(id=id, name=name, outlet=of, marks=marks, partners=partners)
            if held is not None:
                before[id] = held
        self._put(before, after)
        turns = self._turned(before, after)
        replated = self._replated(turns, after)
        self._also(turns, replated | {id for id, text in after.items() if len(self._keyed(text.key)) > 1})
        anew = after.keys() | replated
        now, then = self._paired(turns, anew)
        links = {_pair(id, other) for id in (*before, *anew) for other in self._partners(before, id)}
        lost = {pair for pair in links if pair not in now}
        lost |= {pair for pair in then - now if not self._still(*pair)}
        follow = sorted(pair for pair in now if pair not in then or not anew.isdisjoint(pair))
        return self._compared(follow, lost, read)

    def _put(self, before: Mapping[str, _Known], after: Mapping[str, _Known]) -> None:
        for id in before.keys() - after.keys():
            del self._texts.touched(part_of(key(id), _TEXTS))[id]
        for id, text in after.items():
            self._texts.touched(part_of(key(id), _TEXTS))[id] = text
        self._by_key = {}
        assert self._state is not None
        left, came = (sum(map(_digest, texts.values())) for texts in (before, after))
        self._state = (self._state - left + came) % (1 << 128)

    def _turned(self, before: Mapping[str, _Known], after: Mapping[str, _Known]) -> dict[int, Turn]:
        """By fingerprint of the changed texts, who held it and who holds it now, where that is more than one."""
        turns: dict[int, Turn] = {}
        leave = _columns((text, self._twins(text, after)) for text in before.values())
        come = _columns((text, ()) for text in after.values())
        nothing: Rows = (array("I"), array("Q"))
        slices = 1 + sum(len(marks) for _, marks in come) // _AT_ONCE
        for low, high in pairwise([(1 << BITS) * number // slices for number in range(slices + 1)]):
            out, in_ = _rows(leave, low, high), _rows(come, low, high)
            for part in sorted({*out, *in_}):
                rows = out.get(part, nothing), in_.get(part, nothing)
                held = self._holders[part] if rows[0] == rows[1] else self._holders.touched(part)
                turns.update((part << _REST | rest, turn) for rest, turn in held.change(*rows))
        return turns

    def _replated(self, turns: dict[int, Turn], after: Mapping[str, _Known]) -> set[str]:
        """Say of each text which of its fingerprints are boilerplate; of which other texts that has changed.

        Those are few: a fingerprint becomes boilerplate by the third of an outlet's texts, or ceases to be.
        """
        plated = {mark: outlets for mark, turn in turns.items() if (outlets := plates(turn.now))}
        for id, text in after.items():
            of = outlet(text.key)
            own = [mark for mark in _marks(text.marks) if of in plated.get(mark, ())] if plated else []
            if own:
                self._texts.touched(part_of(key(id), _TEXTS))[id] = msgspec.structs.replace(
                    text, own=array("Q", own).tobytes()
                )
        toggled: defaultdict[str, set[int]] = defaultdict(set)
        for mark, turn in turns.items():
            if turn.then is turn.now:
                continue
            now = plated.get(mark, set())
            few = [
                place for of in now ^ plates(turn.then) for place in of_outlet(turn.then if of in now else turn.now, of)
            ]
            if few:
                turns[mark] = turn._replace(moved=sorted({*turn.moved, *few}))
            for place in few:
                for text in self._of_key(place, mark):
                    if text.id not in after:
                        toggled[text.id].add(mark)
        for id, marks in toggled.items():
            part = self._texts.touched(part_of(key(id), _TEXTS))
            own = sorted(marks ^ {*_marks(part[id].own)})
            part[id] = msgspec.structs.replace(part[id], own=array("Q", own).tobytes())
        return set(toggled)

    def _also(self, turns: dict[int, Turn], ids: Iterable[str]) -> None:
        """The fingerprints of texts all of whose pairs are compared anew though their rows say nothing of it: where
        other words than before are boilerplate, and where two have one key."""
        for id in sorted(ids):
            text = self._known(id)
            for mark in _marks(text.marks):
                turn = turns.get(mark)
                if turn is None:
                    held = self._holders[mark >> _REST].of(mark & (1 << _REST) - 1)
                    turn = Turn(held, held, ())
                turns[mark] = turn._replace(moved=sorted({*turn.moved, text.key}))

    def _paired(self, turns: Mapping[int, Turn], anew: Collection[str]) -> tuple[set[Pair], set[Pair]]:
        """Pairs to compare now: all of the texts to be compared anew, and of others those that may be new; and pairs of
        others that were compared before."""
        now: set[Pair] = set()
        then: set[Pair] = set()
        for mark, turn in turns.items():
            pairs = near(others(turn.now), turn.moved)
            if turn.then is turn.now:  # the pairs of others are what they were
                moved = {*turn.moved}
                now.update(self._ids(mark, [pair for pair in pairs if not moved.isdisjoint(pair)]))
            else:
                now.update(self._ids(mark, pairs))
                then.update(self._ids(mark, near(others(turn.then), turn.moved)))
        return now, {pair for pair in then if pair[0] not in anew and pair[1] not in anew}

    def _ids(self, mark: int, pairs: Iterable[tuple[int, int]]) -> Iterator[Pair]:
        for one, other in pairs:
            for a in self._of_key(one, mark):
                for b in self._of_key(other, mark):
                    if a.id != b.id:
                        yield _pair(a.id, b.id)

    def _still(self, a: str, b: str) -> bool:
        """Whether two texts are compared for the sake of any fingerprint."""
        one, other = self._known(a), self._known(b)
        return any(
            paired(others(self._holders[mark >> _REST].of(mark & (1 << _REST) - 1)), one.key, other.key)
            for mark in {*_marks(one.marks)}.intersection(_marks(other.marks))
        )

    def _compared(self, follow: list[Pair], lost: Iterable[Pair], read: Callable[[str], Text]) -> Difference:
        """Follow the runs of some pairs, and keep what came of it."""
        vanished: list[Pair] = []
        found: list[Shared] = []
        joined: defaultdict[str, set[str]] = defaultdict(set)
        parted: defaultdict[str, set[str]] = defaultdict(set)
        left = Counter(id for pair in follow for id in pair)
        reads: dict[str, Read] = {}
        outcomes: dict[Pair, Shared | None] = dict.fromkeys(lost)
        for pair in follow:
            for id in pair:
                if id not in reads:
                    reads[id] = Read(read(id), {*_marks(self._known(id).own)})
            a, b = pair
            outcomes[pair] = followed(a, reads[a], b, reads[b])
            for id in pair:  # the words of all texts at once would take gigabytes
                left[id] -= 1
                if not left[id]:
                    del reads[id]
        for pair, shared in sorted(outcomes.items(), key=_by_pair):
            a, b = pair
            number = part_of(key(a), _PAIRS)
            held = self._pairs[number].get(pair)
            if shared == held:
                continue
            if shared is None:
                del self._pairs.touched(number)[pair]
                vanished.append(pair)
            else:
                self._pairs.touched(number)[pair] = shared
                found.append(shared)
            if shared is None or held is None:
                links = joined if held is None else parted
                links[a].add(b)
                links[b].add(a)
        for id in joined.keys() | parted.keys():
            part = self._texts.touched(part_of(key(id), _TEXTS))
            if id in part:
                partners = tuple(sorted({*part[id].partners} - parted[id] | joined[id]))
                part[id] = msgspec.structs.replace(part[id], partners=partners)
        return Difference(tuple(vanished), tuple(found))

    # --- texts ---

    def _text(self, id: str) -> _Known | None:
        return self._texts[part_of(key(id), _TEXTS)].get(id)

    def _known(self, id: str) -> _Known:
        text = self._text(id)
        if text is None:
            raise Damaged(id)
        return text

    def _partners(self, before: Mapping[str, _Known], id: str) -> tuple[str, ...]:
        return before[id].partners if id in before else self._known(id).partners

    def _of_key(self, place: int, mark: int) -> list[_Known]:
        """The texts of a key that hold a fingerprint: nearly always one."""
        return [text for text in self._keyed(place) if _holds(text, mark)]

    def _keyed(self, place: int) -> list[_Known]:
        part = part_of(place, _TEXTS)
        if part not in self._by_key:
            by_key = self._by_key[part] = {}
            for text in self._texts[part].values():
                by_key.setdefault(text.key, []).append(text)
        return self._by_key[part].get(place, [])

    def _twins(self, text: _Known, after: Collection[str]) -> set[int]:
        """The fingerprints that stay with a text's key when it leaves, for another that did not change has it too."""
        twins = [twin for twin in self._keyed(text.key) if twin.id not in after]
        return {mark for twin in twins for mark in _marks(twin.marks)}


def state(named: Mapping[str, tuple[str, str]]) -> str:
    """Names some texts: by id, the name of the content and the outlet."""
    total = sum(_digest(_Known(id=id, name=name, outlet=of, marks=b"")) for id, (name, of) in named.items())
    return f"{total % (1 << 128):032x}"


def _digest(text: _Known) -> int:
    """Added up over all texts it names them, in any order."""
    data = msgspec.msgpack.encode((text.id, text.name, text.outlet))
    return int.from_bytes(blake2b(data, digest_size=16).digest(), "big")


def _columns(texts: Iterable[tuple[_Known, Collection[int]]]) -> list[tuple[int, Sequence[int]]]:
    """The key of each text and its fingerprints without some, in the order of the keys."""
    columns = [
        (text.key, array("Q", [mark for mark in _marks(text.marks) if mark not in but]) if but else _marks(text.marks))
        for text, but in texts
    ]
    return sorted(columns, key=_first)


def _rows(columns: Sequence[tuple[int, Sequence[int]]], low: int, high: int) -> dict[int, Rows]:
    """By part, the fingerprints from `low` to below `high` and who holds them, sorted."""
    parts: defaultdict[int, list[int]] = defaultdict(list)
    rest, bits = (1 << _REST) - 1, len(columns).bit_length()
    for number, (_, held) in enumerate(columns):
        for mark in held[bisect_left(held, low) : bisect_left(held, high)]:
            parts[mark >> _REST].append((mark & rest) << bits | number)  # one number sorts faster than two
    rows: dict[int, Rows] = {}
    for part, both in parts.items():
        both.sort()
        keys = [columns[each & (1 << bits) - 1][0] for each in both]
        rows[part] = array("I", [each >> bits for each in both]), array("Q", keys)
    return rows


def _holds(text: _Known, mark: int) -> bool:
    marks = _marks(text.marks)
    at = bisect_left(marks, mark)
    return at < len(marks) and marks[at] == mark


def _marks(marks: bytes) -> "memoryview[int]":
    return memoryview(marks).cast("Q")


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _first(column: tuple[int, Sequence[int]]) -> int:
    return column[0]


def _by_pair(outcome: tuple[Pair, Shared | None]) -> Pair:
    return outcome[0]


_TEXTS_OF = msgspec.msgpack.Decoder(tuple[_Known, ...])
_PAIRS_OF = msgspec.msgpack.Decoder(tuple[Shared, ...])


def _read_texts(data: bytes) -> dict[str, _Known]:
    return {text.id: text for text in _TEXTS_OF.decode(data)} if data else {}


def _written_texts(texts: Mapping[str, _Known]) -> bytes:
    return msgspec.msgpack.encode([texts[id] for id in sorted(texts)]) if texts else b""


def _read_pairs(data: bytes) -> dict[Pair, Shared]:
    return {(shared.a, shared.b): shared for shared in _PAIRS_OF.decode(data)} if data else {}


def _written_pairs(pairs: Mapping[Pair, Shared]) -> bytes:
    return msgspec.msgpack.encode([pairs[pair] for pair in sorted(pairs)]) if pairs else b""
