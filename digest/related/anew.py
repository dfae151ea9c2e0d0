"""All reports -> an index in parts, from nothing.

Reports are gone through in order of time: every posting list then holds just what is earlier, and of the weights only
those of the last weeks are needed.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from digest.related.evidence import Evidence, pins, shares
from digest.related.meet import look, meeting
from digest.related.order import day_of, moment, numbered
from digest.related.parts import VERSION, Day, Head, Link, Parts, Report, as_evidence, bucket, encode, stored
from digest.related.rarity import rarity, size_of
from digest.related.row import because, pinned_link, row
from digest.related.weigh import ENOUGH, Card, points

_CARDS = 1 << 12
"""How many reports' weights are kept: what a report meets lies days or weeks before it, and seldom further."""


class _Key:
    """A key of many reports: one name for it, which is then known by where it lies in memory, without being read."""

    __slots__ = ("holders", "met", "name", "rarity")

    def __init__(self, name: str) -> None:
        self.name = name
        self.holders = array("q")
        self.met: list[int] = []
        self.rarity = 0


class _Keys(dict[str, _Key]):
    def __missing__(self, name: str) -> _Key:
        self[name] = key = _Key(name)
        return key

    def rarity(self, name: str) -> int:
        return self[name].rarity

    def met(self, name: str) -> list[int]:
        """Who is met by a key."""
        return self[name].met


def fill(parts: Parts, evidence: Iterable[Evidence], most: int) -> Head:
    """Put an index of all reports into `parts`, in place of what is there. Of two with one id the last counts."""
    parts.clear()
    reports = {one.id: one for one in evidence}
    size = size_of(len(reports))
    days: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for id, one in reports.items():
        days[day_of(one.date)][moment(one)] = id
    places = {day: numbered(day, moments) for day, moments in sorted(days.items())}
    ids = {days[day][moment]: at for day, known in places.items() for moment, at in known}

    keys = _Keys()
    kept: dict[int, list[_Key]] = {}
    for id, at in ids.items():
        kept[at] = mine = [keys[name] for name in shares(reports[id])]
        for key in mine:
            key.holders.append(at)
    for key in keys.values():
        key.rarity = rarity(size, key.name, len(key.holders))

    near: dict[str, dict[str, tuple[int, msgspec.Raw]]] = {}
    edited: dict[str, Evidence] = {}
    made: dict[int, Report] = {}
    id_of = {at: id for id, at in ids.items()}
    cards = _Cards(made)
    for id, at in ids.items():
        one = reports.pop(id)
        if one.pin or one.hide:
            edited[id] = one
            for name in pins(one):
                keys[name].holders.append(at)
        mine = kept.pop(at)
        names, rare = [key.name for key in mine], [key.rarity for key in mine]
        report = made[at] = Report(at, encode(one), array("H", rare))
        card = cards.put(at, Card(one, names, at, rare))
        met_by = meeting(card, keys.rarity)
        report.seen, report.more = look(at, met_by, keys.met, cards.against(card))
        related = near[id] = {}
        for _, other, worth in report.seen:
            made[other].later[at] = worth
            if worth >= ENOUGH:
                theirs = id_of[other]
                related[theirs] = near[theirs][id] = worth, because(card, cards[other])
        for name in met_by:
            keys[name].met.append(at)

    head = Head(version=VERSION, most=most, reports=len(ids), size=size, buckets=1 << max(0, size - 3))
    for id, at in ids.items():
        related = near.pop(id)
        one = edited.get(id) or Evidence(id=id)

        def pinned(other: str, at: int = at) -> Link:
            return pinned_link(other, cards[at], cards[ids[other]])

        worth_of = {other: worth for other, (worth, _) in related.items()}
        why = {other: reasons for other, (_, reasons) in related.items()}
        parts[f"row/{id}"] = row(one, worth_of, ids.__contains__, pinned, why.__getitem__, most)
        parts[f"report/{at}"] = stored(made[at])
    _put_keys(parts, head, keys.values())
    _put_places(parts, head, places, ids)
    parts["head"] = encode(head)
    return head


def _put_keys(parts: Parts, head: Head, keys: Iterable[_Key]) -> None:
    buckets: list[dict[str, tuple[bytes, bytes]]] = [{} for _ in range(head.buckets)]
    for key in keys:
        met = array("q", key.met).tobytes() if key.met else b""
        buckets[bucket(key.name, head.buckets)][key.name] = key.holders.tobytes(), met
    for n, entries in enumerate(buckets):
        parts[f"key/{n}"] = encode(entries)


def _put_places(parts: Parts, head: Head, places: Mapping[int, Day], ids: Mapping[str, int]) -> None:
    days: list[dict[int, Day]] = [{} for _ in range(head.shelves)]
    for day, known in places.items():
        days[day % head.shelves][day] = known
    by_id: list[dict[str, int]] = [{} for _ in range(head.shelves)]
    for id, at in ids.items():
        by_id[bucket(id, head.shelves)][id] = at
    for n in range(head.shelves):
        parts[f"day/{n}"], parts[f"id/{n}"] = encode(days[n]), encode(by_id[n])


class _Cards(dict[int, Card]):
    """What the reports weigh that were asked for last."""

    def __init__(self, reports: Mapping[int, Report]) -> None:
        super().__init__()
        self._reports = reports

    def __missing__(self, at: int) -> Card:
        report = self._reports[at]
        one = as_evidence(report.raw)
        return self.put(at, Card(one, shares(one), at, report.rarities))

    def put(self, at: int, card: Card) -> Card:
        if len(self) >= _CARDS:
            del self[next(iter(self))]
        self[at] = card
        return card

    def against(self, card: Card) -> Callable[[int], int]:
        """How much the report at a place has in common with one."""
        return lambda other: points(card, self[other])
