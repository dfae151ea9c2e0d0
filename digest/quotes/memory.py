"""What grouping remembers of an edition's quotations, in parts small enough that an edit reads and writes few of them.

Parts by name:

- `head`: what the editor said last, and the checksum of every other part, so that one which is missing, damaged or from
  another time is not taken for a true one;
- `related`: the pairs of related reports, in one piece: read only when they change;
- `text/000` to `text/3ff`: the wordings whose keys begin with these bits, each with its quotations and with what leads
  from it to other wordings;
- `lead/000` to `lead/fff`: which wordings a *name* leads to: a shingle, or the id of a quotation, report or statement
  (all as 64 bits, see `wordings`). Two rows of packed integers: names, sorted, and the key of a wording for each. The
  wordings of a shingle stand in order of time, others by their keys.

What a wording's words tell is not kept, but made anew from the few texts that are looked at. A part is read when it is
asked for; nothing is written before `write`.
"""

import sys
from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Literal, TypeVar
from zlib import crc32

import msgspec

from digest.model.base import Record, fingerprint
from digest.quotes.wordings import Beside, Bond, Candidate, Wording

Pair = tuple[str, str]
_T = TypeVar("_T")
_TEXTS, _LEADS = 1 << 10, 1 << 12
"""How many parts."""
TEXT_BITS, LEAD_BITS = 54, 52
"""What is left of 64 bits after the number of the part."""


class Lost(Exception):
    """What was remembered is missing or damaged."""


class _Head(Record, kw_only=True):
    texts: bytes = b""
    leads: bytes = b""
    """Checksums, 32 bits each; 0: there is no such part."""
    related: int = 0
    asked: str = fingerprint(())
    """A fingerprint of the related pairs."""
    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()


class _Kept(Record, kw_only=True):
    """A wording as it is written."""

    key: int
    members: tuple[Candidate, ...]
    strict: dict[int, Bond] = {}
    loose: tuple[Beside, ...] = ()


class Memory:
    """Wordings by key, and what leads to them; and both as they were before the first change."""

    def __init__(self, parts: Mapping[str, bytes] | None = None) -> None:
        """Begin with nothing, or with what was written. Raises `Lost`."""
        self._parts = parts or {}
        head = _Head() if parts is None else _head(parts.get("head", b""))
        self._text_sums = _row("I", head.texts) or array("I", bytes(4 * _TEXTS))
        self._lead_sums = _row("I", head.leads) or array("I", bytes(4 * _LEADS))
        if len(self._text_sums) != _TEXTS or len(self._lead_sums) != _LEADS:
            raise Lost
        self.same, self.different = head.same, head.different
        self._related_sum, self._asked = head.related, head.asked
        self._related: list[Pair] | None = None
        self.named = named_in(self.same, self.different)
        self.shut_texts = {n for n, sum in enumerate(self._text_sums) if sum}
        self.shut_leads = {n for n, sum in enumerate(self._lead_sums) if sum}
        """Parts that nobody has looked into."""
        self._kept: dict[int, _Kept] = {}
        """What was read and nobody has asked for."""
        self.texts: dict[int, Wording] = {}
        self.alone: dict[int, int] = {}
        self.crowds: dict[int, list[int]] = {}
        """The first wording that a name leads to; and all, where there are several: most shingles stand in one wording,
        and half a million lists are a burden."""
        self.was: dict[int, Wording | None] = {}
        """What has changed, as it was."""
        self.changed_leads: set[int] = set()
        """Numbers of parts."""

    # --- reading -----------------------------------------------------------------------------------------------------

    def get(self, key: int) -> Wording | None:
        if key >> TEXT_BITS in self.shut_texts:
            self._open_texts(key >> TEXT_BITS)
        kept = self._kept.pop(key, None) if self._kept else None
        if kept is not None:
            made = Wording(key, kept.members, self.named, kept.strict, list(kept.loose))
            self.texts[key] = made
            return made
        return self.texts.get(key)

    def __getitem__(self, key: int) -> Wording:
        """Raises `Lost`: what leads there was not written together with it."""
        found = self.get(key)
        if found is None:
            raise Lost
        return found

    def before(self, key: int) -> Wording | None:
        return self.was[key] if key in self.was else self.get(key)

    def knows(self) -> bool:
        """Whether any name leads anywhere."""
        return bool(self.shut_leads or self.alone)

    def led(self, name: int) -> list[int]:
        """Keys of the wordings to which a name leads, in order."""
        if name >> LEAD_BITS in self.shut_leads:
            self._open_leads(name >> LEAD_BITS)
        return self.crowds.get(name) or ([self.alone[name]] if name in self.alone else [])

    def _open_leads(self, number: int) -> None:
        self.shut_leads.discard(number)
        row = _row("Q", self._checked(f"lead/{number:03x}", self._lead_sums[number]))
        half = len(row) // 2
        for name, key in zip(row[:half], row[half:], strict=True):
            one = self.alone.setdefault(name, key)
            if one != key:
                self.crowds.setdefault(name, [one]).append(key)

    def _open_texts(self, number: int) -> None:
        self.shut_texts.discard(number)
        data = self._checked(f"text/{number:03x}", self._text_sums[number])
        for kept in _decoded(data, tuple[_Kept, ...]):
            if not kept.members:
                raise Lost
            self._kept[kept.key] = kept

    def _checked(self, name: str, sum: int) -> bytes:
        data = self._parts.get(name)
        if data is None or _sum(data) != sum:
            raise Lost
        return data

    # --- changing ----------------------------------------------------------------------------------------------------

    def put(self, key: int, wording: Wording | None) -> None:
        """Have another wording by this key, or none."""
        self.was.setdefault(key, self.get(key))
        if wording is None:
            self.texts.pop(key, None)
        else:
            self.texts[key] = wording

    def changing(self, key: int) -> Wording:
        """A wording whose links may be changed."""
        if key not in self.was:
            self.put(key, self[key].copy())
        return self[key]

    def changing_leads(self, names: list[int]) -> None:
        """These names are about to lead elsewhere."""
        numbers = {name >> LEAD_BITS for name in names}
        for number in numbers & self.shut_leads:
            self._open_leads(number)
        self.changed_leads |= numbers

    def lead(self, name: int, key: int) -> None:
        """Let a name that is no shingle lead to one more wording: these stand by their keys."""
        if name >> LEAD_BITS in self.shut_leads:
            self._open_leads(name >> LEAD_BITS)
        self.changed_leads.add(name >> LEAD_BITS)
        one = self.alone.setdefault(name, key)
        if one != key:
            crowd = self.crowds.setdefault(name, [one])
            if key not in crowd:
                insort(crowd, key)
                self.alone[name] = crowd[0]

    def mislead(self, name: int, key: int) -> None:
        """Let a name lead to a wording no more."""
        self.changing_leads([name])
        left = [other for other in self.led(name) if other != key]
        self.crowds.pop(name, None)
        self.alone.pop(name, None)
        if left:
            self.alone[name] = left[0]
        if len(left) > 1:
            self.crowds[name] = left

    def relate(self, related: Iterable[Pair]) -> tuple[list[Pair], set[Pair]]:
        """All pairs of related reports, and those that are no longer what they were."""
        now = sorted({(a, b) if a <= b else (b, a) for a, b in related})
        asked = fingerprint(now)
        if asked == self._asked:
            return now, set()
        before = _decoded(self._checked("related", self._related_sum), list[Pair]) if self._related_sum else []
        self._asked, self._related = asked, now
        return now, set(before) ^ set(now)

    # --- writing -----------------------------------------------------------------------------------------------------

    def write(self, parts: MutableMapping[str, bytes], same: tuple[Pair, ...], different: tuple[Pair, ...]) -> None:
        """Write what has changed; `head` last."""
        texts: dict[int, list[_Kept]] = {key >> TEXT_BITS: [] for key in self.was}
        for key, kept in self._kept.items():
            if key >> TEXT_BITS in texts:
                texts[key >> TEXT_BITS].append(kept)
        for key, wording in self.texts.items():
            if key >> TEXT_BITS in texts:
                texts[key >> TEXT_BITS].append(_kept(wording))
        for number, held in texts.items():
            held.sort(key=_key)
            self._text_sums[number] = _put(parts, f"text/{number:03x}", msgspec.msgpack.encode(held) if held else b"")
        names: defaultdict[int, list[int]] = defaultdict(list)
        for name in self.alone:
            names[name >> LEAD_BITS].append(name)
        for number in self.changed_leads:
            row, keys = array("Q"), array("Q")
            for name in sorted(names[number]):
                led = self.crowds.get(name) or [self.alone[name]]
                row.extend([name] * len(led))
                keys.extend(led)
            self._lead_sums[number] = _put(parts, f"lead/{number:03x}", _bytes(row + keys))
        if self._related is not None:
            self._related_sum = _put(parts, "related", msgspec.msgpack.encode(self._related) if self._related else b"")
        head = _Head(
            texts=_bytes(self._text_sums), leads=_bytes(self._lead_sums), same=same, different=different,
            related=self._related_sum, asked=self._asked,
        )  # fmt: skip
        data = msgspec.msgpack.encode(head)
        parts["head"] = _sum(data).to_bytes(4, "little") + data


def _head(data: bytes) -> _Head:
    if _sum(data[4:]) != int.from_bytes(data[:4], "little"):
        raise Lost
    return _decoded(data[4:], _Head)


def named_in(*said: Iterable[Pair]) -> frozenset[str]:
    return frozenset(name for pairs in said for pair in pairs for name in pair)


def _key(kept: _Kept) -> int:
    return kept.key


def _kept(wording: Wording) -> _Kept:
    return _Kept(
        key=wording.key, members=tuple(wording.members),
        strict=dict(sorted(wording.strict.items())), loose=tuple(sorted(wording.loose)),
    )  # fmt: skip


def _sum(data: bytes) -> int:
    return crc32(data) or 1


def _put(parts: MutableMapping[str, bytes], name: str, data: bytes) -> int:
    """Write a part, or remove it if it is empty; its checksum."""
    if data:
        parts[name] = data
        return _sum(data)
    parts.pop(name, None)
    return 0


def _decoded(data: bytes, type: type[_T]) -> _T:
    try:
        return msgspec.msgpack.decode(data, type=type)
    except msgspec.MsgspecError as error:
        raise Lost from error


def _row(kind: Literal["I", "Q"], data: bytes) -> "array[int]":
    """Integers of 32 or 64 bits, the least byte first."""
    row = array(kind)
    if len(data) % row.itemsize:
        raise Lost
    row.frombytes(data)
    if sys.byteorder == "big":
        row.byteswap()
    return row


def _bytes(row: "array[int]") -> bytes:
    if sys.byteorder == "big":
        row = row[:]
        row.byteswap()
    return row.tobytes()
