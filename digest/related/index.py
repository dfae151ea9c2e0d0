"""An index of related reports, opened on its parts, that goes on from change to change."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from sys import intern
from typing import Self

from digest.model.site import Kin, Reason
from digest.related import parts as kept
from digest.related.anew import fill
from digest.related.change import change
from digest.related.evidence import Evidence
from digest.related.order import Crowded
from digest.related.parts import Entry, Head, Link, Lost, Parts, bucket, encode
from digest.related.rarity import size_of

_FEW_CHANGED = 8
"""With more than one report in so many changed, to make all anew is quicker."""
_HELD = 1 << 12
"""How many reports, and buckets of keys, are held in memory from one change to the next."""


class Index:
    """Reports, their related reports, and all that a change needs to go on from.

    Lives as long as a preview, or for one build. What was read stays in memory up to a limit; every change is written
    before `update` returns. After Lost it is of no more use, and neither are its parts; these are as they were.
    """

    def __init__(self, parts: Parts, head: Head) -> None:
        self.parts, self.head = parts, head
        self.forget()

    def forget(self) -> None:
        """Hold nothing in memory."""
        self.reports, self.days, self.ids = kept.reports(self.parts), kept.days(self.parts), kept.ids(self.parts)
        self.keys = kept.keys(self.parts)

    @classmethod
    def opened(cls, parts: Parts) -> Self | None:
        """What an earlier index wrote; None: there is nothing, or another version wrote it."""
        head = kept.head(parts)
        return None if head is None else cls(parts, head)

    @property
    def rows(self) -> Mapping[str, tuple[Kin, ...]]:
        """For each report, by id, its related reports, best first. Read by demand."""
        return _Rows(self)

    def whole(self) -> dict[str, tuple[Kin, ...]]:
        """All rows. The reasons of two reports, which are most of a row, stand in both of theirs, and are held once."""
        known: dict[bytes, tuple[Reason, ...]] = {}

        def kin(link: Link) -> Kin:
            raw = bytes(link.reasons)
            reasons = known.get(raw)
            if reasons is None:
                reasons = known[raw] = kept.reasons(raw)
            return Kin(id=intern(link.id), points=link.points, reasons=reasons, pinned=link.pinned)

        return {id: tuple(map(kin, kept.links(self.row(id)))) for id in self.places()}

    def row(self, id: str) -> bytes:
        """The row of a report as it is kept. Raises KeyError, and Lost."""
        data = self.parts.get(f"row/{id}")
        if data is None:
            if self.place(id) is None:
                raise KeyError(id)
            raise Lost(id)
        return data

    def place(self, id: str) -> int | None:
        """The place in time of a report; None: there is no such report."""
        return self.ids[bucket(id, self.head.shelves)].get(id)

    def places(self) -> dict[str, int]:
        """The places of all reports, by id."""
        return dict(sorted(pair for n in range(self.head.shelves) for pair in self.ids[n].items()))

    def entry(self, key: str) -> Entry:
        """Who has a key, and who is met by it."""
        keys = self.keys[bucket(key, self.head.buckets)]
        entry = keys.get(key)
        if not isinstance(entry, Entry):
            entry = keys[key] = Entry(*entry or ())
        return entry

    def met(self, key: str) -> "array[int]":
        """Who is met by a key."""
        return self.entry(key).met

    def update(self, gone: Collection[str], come: Iterable[Evidence]) -> set[str]:
        """Take away the reports `gone` and add those that `come`; one whose id is known replaces that report. Gives the
        ids of the reports whose row is another now, newcomers among them. Raises Lost.

        Afterwards it equals `build` of all reports. It costs in proportion to the reports that share a rare key with
        the changed ones, save where the number of reports passes a power of two: then all is weighed anew.
        """
        fresh = {evidence.id: evidence for evidence in come}
        old: dict[str, int] = {}
        for id in sorted({*gone, *fresh}):
            at = self.place(id)
            if at is None:
                continue
            if id in fresh and self.reports[at].raw == encode(fresh[id]):
                del fresh[id]
            else:
                old[id] = at
        if not old and not fresh:
            return set()
        reports = self.head.reports - len(old) + len(fresh)
        if size_of(reports) != self.head.size or len({*old, *fresh}) * _FEW_CHANGED > reports:
            return self._anew(old, fresh)
        try:
            changed = change(self, old, fresh)
        except Crowded:
            self.forget()
            return self._anew(old, fresh)
        if len(self.reports) > _HELD or len(self.keys) > _HELD:
            self.forget()
        return changed

    def _anew(self, old: Collection[str], fresh: Mapping[str, Evidence]) -> set[str]:
        places = self.places()
        before = {id: self.parts.get(f"row/{id}") for id in places}
        stay = [self.reports[at].evidence for id, at in places.items() if id not in old]
        self.head = fill(self.parts, [*stay, *fresh.values()], self.head.most)
        self.forget()
        return {id for id in self.places() if before.get(id) != self.parts[f"row/{id}"]}


class _Rows(Mapping[str, tuple[Kin, ...]]):
    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, id: str) -> tuple[Kin, ...]:
        return kept.row(self._index.row(id))

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.places())

    def __len__(self) -> int:
        return self._index.head.reports
