"""An index in parts, in a mapping from names to bytes: each is read when it is first asked for, and written if changed.

    head              what all the others were made with
    report/<place>    a report: its evidence, how rare everything in it is, whom it was compared with
    row/<id>          its related reports
    key/<bucket>      who has, and who is met by, each of some keys
    day/<bucket>      the reports of some days, in order
    id/<bucket>       the places of some reports

A change of one report reads some hundred of them, of however many reports. All buckets are always there: a part that is
missing was lost.
"""

from array import array
from collections.abc import Callable, MutableMapping, Sequence
from typing import Generic, TypeVar
from zlib import crc32

import msgspec

from digest.model.base import Record
from digest.model.site import Kin, Reason
from digest.related.evidence import Evidence, shares
from digest.related.meet import Seen, meeting
from digest.related.weigh import ENOUGH, Card

Parts = MutableMapping[str, bytes]
VERSION = 1

_K = TypeVar("_K", str, int)
_V = TypeVar("_V")

encode = msgspec.msgpack.Encoder().encode


class Lost(Exception):
    """A part is missing or damaged: everything has to be made anew."""


class Head(Record, frozen=True, kw_only=True):
    version: int
    most: int
    """Related reports in a row, at most."""
    reports: int
    size: int
    """The number of reports to a power of two, on which the weights rest."""
    buckets: int
    """For keys."""

    @property
    def shelves(self) -> int:
        """Buckets for days and ids, of which there are fewer than keys."""
        return max(1, self.buckets >> 3)


class Stored(Record, frozen=True):
    """A report as it is kept."""

    evidence: msgspec.Raw
    rarities: bytes
    """Of its `shares`, two bytes each."""
    seen: Seen
    more: bool
    later: dict[int, int]
    """The later reports that were compared with it, by place, with points."""


class Link(Record, frozen=True, kw_only=True):
    """A related report, its reasons as they are kept. Encoded it is a Kin."""

    id: str
    points: float
    reasons: msgspec.Raw
    pinned: bool = False


class Report:
    """A report in an index."""

    __slots__ = ("_card", "_evidence", "_meeting", "at", "later", "more", "rarities", "raw", "seen")

    def __init__(
        self, at: int, raw: bytes, rarities: Sequence[int], seen: Seen = (), more: bool = False,
        later: dict[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.at, self.raw, self.rarities = at, raw, rarities
        self.seen, self.more, self.later = seen, more, later or {}
        self._evidence: Evidence | None = None
        self._card: Card | None = None
        self._meeting: dict[str, int] | None = None

    @property
    def evidence(self) -> Evidence:
        if self._evidence is None:
            self._evidence = as_evidence(self.raw)
        return self._evidence

    @property
    def card(self) -> Card:
        if self._card is None:
            self._card = Card(self.evidence, shares(self.evidence), self.at, self.rarities)
        return self._card

    @property
    def meeting(self) -> dict[str, int]:
        """By what it is met, and how often."""
        if self._meeting is None:
            self._meeting = meeting(self.card, dict(zip(shares(self.evidence), self.rarities, strict=True)).__getitem__)
        return self._meeting

    @property
    def near(self) -> dict[int, int]:
        """All that were compared with it and reach the floor, by place, with points."""
        found = {other: points for _, other, points in self.seen if points >= ENOUGH}
        found.update((other, points) for other, points in self.later.items() if points >= ENOUGH)
        return found

    def weighed(self, rarities: Sequence[int]) -> None:
        """Its keys have become more common, or less."""
        self.rarities, self._card, self._meeting = rarities, None, None


class Entry:
    """A key: the places of the reports that have it, and of those that are met by it. Both sorted."""

    __slots__ = ("holders", "met")

    def __init__(self, holders: bytes = b"", met: bytes = b"") -> None:
        self.holders, self.met = array("q", holders), array("q", met)


Bucket = dict[str, Entry | tuple[bytes, bytes]]
"""Some keys, each as it is kept until it is asked for."""
Day = list[tuple[str, int]]
"""The reports of a day: moment and place, sorted."""


def bucket(name: str, buckets: int) -> int:
    return crc32(name.encode(errors="surrogatepass")) % buckets


def packed(bucket: Bucket) -> bytes:
    kept = {
        key: (entry.holders.tobytes(), entry.met.tobytes()) if isinstance(entry, Entry) else entry
        for key, entry in bucket.items()
        if not isinstance(entry, Entry) or entry.holders
    }
    return encode(kept)


def stored(report: Report) -> bytes:
    return encode(
        Stored(msgspec.Raw(report.raw), array("H", report.rarities).tobytes(), report.seen, report.more, report.later)
    )


class Shelf(dict[_K, _V], Generic[_K, _V]):
    """Parts of one kind, each read when it is first asked for. Raises Lost."""

    def __init__(self, parts: Parts, kind: str, read: Callable[[_K, bytes], _V], write: Callable[[_V], bytes]) -> None:
        super().__init__()
        self._parts, self._kind = parts, kind
        self._read: Callable[[_K, bytes], _V] = read
        self._write: Callable[[_V], bytes] = write
        self.changed: set[_K] = set()

    def __missing__(self, key: _K) -> _V:
        name = f"{self._kind}/{key}"
        try:
            found = self[key] = self._read(key, self._parts[name])
        except (KeyError, ValueError, msgspec.MsgspecError) as error:
            raise Lost(name) from error
        return found

    def save(self) -> None:
        """Write what changed; what is no longer on the shelf is removed."""
        for key in sorted(self.changed):
            name = f"{self._kind}/{key}"
            if key in self:
                self._parts[name] = self._write(self[key])
            else:
                self._parts.pop(name, None)
        self.changed.clear()


_head = msgspec.msgpack.Decoder(Head).decode
as_evidence = msgspec.msgpack.Decoder(Evidence).decode
_stored = msgspec.msgpack.Decoder(Stored).decode
_bucket = msgspec.msgpack.Decoder(dict[str, tuple[bytes, bytes]]).decode
_days = msgspec.msgpack.Decoder(dict[int, list[tuple[str, int]]]).decode
_ids = msgspec.msgpack.Decoder(dict[str, int]).decode
NOTHING = encode(())
row = msgspec.msgpack.Decoder(tuple[Kin, ...]).decode
links = msgspec.msgpack.Decoder(tuple[Link, ...]).decode
reasons = msgspec.msgpack.Decoder(tuple[Reason, ...]).decode


def head(parts: Parts) -> Head | None:
    """None: there is nothing to go on from, or it was made by another version."""
    try:
        found = _head(parts["head"])
    except (KeyError, msgspec.MsgspecError):
        return None
    return found if found.version == VERSION else None


def reports(parts: Parts) -> Shelf[int, Report]:
    def read(at: int, data: bytes) -> Report:
        kept = _stored(data)
        return Report(at, bytes(kept.evidence), array("H", kept.rarities), kept.seen, kept.more, kept.later)

    return Shelf(parts, "report", read, stored)


def keys(parts: Parts) -> "Shelf[int, Bucket]":
    return Shelf(parts, "key", lambda _, data: dict(_bucket(data)), packed)


def days(parts: Parts) -> Shelf[int, dict[int, Day]]:
    return Shelf(parts, "day", lambda _, data: _days(data), encode)


def ids(parts: Parts) -> Shelf[int, dict[str, int]]:
    return Shelf(parts, "id", lambda _, data: _ids(data), encode)
