"""A few reports of an index changed -> the rows that this changes.

It reads and writes only what the changed reports can be felt by, however many others there are. What is remembered of a
report is whom it was compared with and how often it met them, so that most of those behind a change need not look
again: what changed is neither among these, nor could it have come among them.
"""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from digest.related import meet
from digest.related import parts as kept
from digest.related.evidence import PIN, Evidence, pins, shares
from digest.related.meet import Seen, look, may_enter, visible
from digest.related.order import between, day, day_of, moment
from digest.related.parts import Entry, Link, Lost, Report, bucket, encode
from digest.related.rarity import rarity
from digest.related.row import because, pinned_link, row
from digest.related.weigh import ENOUGH, points

if TYPE_CHECKING:
    from digest.related.index import Index


def change(index: "Index", old: Mapping[str, int], fresh: Mapping[str, Evidence]) -> set[str]:
    """The ids of the reports whose row is another now. `old`: the places of the reports that go or are replaced;
    `fresh`: those that come or replace one. Raises Lost, and Crowded if there is no room for a newcomer; in both cases
    nothing has been written."""
    made = _Change(index, old, fresh)
    made.count()
    made.meet()
    made.compare()
    made.look()
    rows = made.rows()
    made.save(rows)
    return set(rows)


class _Change:
    """One change on its way through an index."""

    def __init__(self, index: "Index", old: Mapping[str, int], fresh: Mapping[str, Evidence]) -> None:
        self.index, self.reports, self.old = index, index.reports, old
        self.was = {at: index.reports[at] for at in old.values()}
        """What goes or is replaced, by place."""
        self.come: dict[int, Report] = {}
        """What comes or replaces something, by place. It begins with what is remembered of what it replaces."""
        for id, evidence in fresh.items():
            at = self._placed(old.get(id), evidence)
            before = self.was.get(at)
            self.come[at] = Report(at, encode(evidence), ())
            if before:
                self.come[at].seen, self.come[at].more, self.come[at].later = before.seen, before.more, before.later
        for id, at in old.items():
            if at not in self.come:
                self._displaced(id, at, id in fresh)
        self.gone = {at: report for at, report in self.was.items() if at not in self.come}
        """Whose place is empty now."""
        self.weighed: set[int] = set(self.come)
        """Whose weights are others now."""
        self.looks: set[int] = set(self.come)
        """Who has to look again whom it meets."""
        self.restated: set[int] = set()
        """Whose row may be another now."""
        self.left: defaultdict[str, list[int]] = defaultdict(list)
        self.joined: defaultdict[str, list[int]] = defaultdict(list)
        """By key, who is no longer met by it, and who is now."""

    # --- places ------------------------------------------------------------------------------------------------------

    def _placed(self, at: int | None, evidence: Evidence) -> int:
        """The place of a report, the old one if its moment is the same."""
        index, text, today = self.index, moment(evidence), day_of(evidence.date)
        if at is not None and day(at) == today and moment(self.was[at].evidence) == text:
            return at
        n = today % index.head.shelves
        known = index.days[n].setdefault(today, [])
        at = between(today, known, text)
        if (i := bisect_left(known, (text, 0))) < len(known) and known[i][0] == text:
            raise Lost(f"day/{n}")
        known.insert(i, (text, at))
        index.days.changed.add(n)
        n = bucket(evidence.id, index.head.shelves)
        index.ids[n][evidence.id] = at
        index.ids.changed.add(n)
        return at

    def _displaced(self, id: str, at: int, elsewhere: bool) -> None:
        """A report is no longer at its place."""
        index, gone = self.index, day(at)
        n = gone % index.head.shelves
        known = index.days[n][gone]
        known.remove((moment(self.was[at].evidence), at))
        if not known:
            del index.days[n][gone]
        index.days.changed.add(n)
        if not elsewhere:
            n = bucket(id, index.head.shelves)
            del index.ids[n][id]
            index.ids.changed.add(n)

    # --- how rare everything is --------------------------------------------------------------------------------------

    def count(self) -> None:
        """Who has each key now; whose weights that moves; and by what these are met."""
        left: defaultdict[str, list[int]] = defaultdict(list)
        joined: defaultdict[str, list[int]] = defaultdict(list)
        for at in sorted({*self.was, *self.come}):
            before, after = _felt(self.was.get(at)), _felt(self.come.get(at))
            for key in before - after:
                left[key].append(at)
            for key in after - before:
                joined[key].append(at)
        size = self.index.head.size
        now: dict[str, int] = {}
        moved: dict[str, int] = {}
        for key in sorted({*left, *joined}):
            holders = self._entry(key).holders
            was = rarity(size, key, len(holders))
            _edit(holders, left[key], joined[key])
            if key[:1] != PIN:
                now[key] = rarity(size, key, len(holders))
                if now[key] != was:
                    moved[key] = now[key]
                    self.weighed.update(holders)
        for at in sorted({*self.weighed, *self.gone}):
            self._weigh(at, now, moved)

    def _weigh(self, at: int, now: Mapping[str, int], moved: Mapping[str, int]) -> None:
        """Give a report its rarities, and note by what it is met no longer, and by what it is met instead."""
        was = self.was.get(at) or (None if at in self.come else self.reports[at])
        before = was.meeting if was else {}
        after: dict[str, int] = {}
        if at not in self.gone:
            report = self.come.get(at) or self.reports[at]
            known = dict(zip(shares(was.evidence), was.rarities, strict=True)) if was else {}
            known.update(now if at in self.come else moved)
            report.weighed([known[key] for key in shares(report.evidence)])
            after = report.meeting
            self.reports[at] = report
            self.reports.changed.add(at)
        if before != after:
            self.looks.add(at)
        for key in before.keys() - after.keys():
            self.left[key].append(at)
        for key in after.keys() - before.keys():
            self.joined[key].append(at)

    # --- whom each meets ---------------------------------------------------------------------------------------------

    def meet(self) -> None:
        """Edit the posting lists, and find out who has to look at them again."""
        edited = sorted({*self.left, *self.joined})
        before = {key: self.index.met(key)[:] for key in edited}
        for key in edited:
            _edit(self._entry(key).met, self.left[key], self.joined[key])
        self.looks -= self.gone.keys()
        for key in edited:
            after, moves = self.index.met(key), self.left[key] + self.joined[key]
            reach = meet.REACH + len(moves)
            behind = {at for i in {bisect_right(after, at) for at in moves} for at in after[i : i + reach]}
            for at in sorted(behind - self.looks):
                since = meet.window(at, self.reports[at].meeting[key])
                first, end = visible(before[key], at, since)
                i, j = visible(after, at, since)
                if before[key][first:end] != after[i:j]:
                    self._notice(at, set(before[key][first:end]), set(after[i:j]))

    def _notice(self, at: int, before: set[int], after: set[int]) -> None:
        """A report sees others in a posting list than before: does it matter?"""
        report = self.reports[at]
        compared = {other for _, other, _ in report.seen}
        if not compared.isdisjoint(before ^ after) or any(
            may_enter(other, self._meetings(report, self.reports[other]), report.seen, report.more)
            for other in after - before
        ):
            self.looks.add(at)

    @staticmethod
    def _meetings(one: Report, other: Report) -> int:
        """How often they meet at most: as if both looked at the whole of every posting list."""
        return sum([one.meeting[key] for key in one.meeting.keys() & other.meeting.keys()])

    # --- how much they have in common --------------------------------------------------------------------------------

    def compare(self) -> None:
        """Points anew for those that were compared with one whose weights are others now."""
        for at in sorted(set(chain(self.weighed, *[self.reports[at].later for at in self.weighed])) - self.looks):
            report = self.reports[at]
            seen = tuple([(times, other, self._points(report, other, known)) for times, other, known in report.seen])
            if [worth >= ENOUGH for _, _, worth in seen] != [worth >= ENOUGH for _, _, worth in report.seen]:
                self.looks.add(at)
            else:
                self._saw(report, seen, report.more)

    def look(self) -> None:
        """Those who have to look again do."""
        for at in sorted(self.looks):
            self._look(self.reports[at])
        for at, report in self.gone.items():
            for _, other, worth in report.seen:
                if other not in self.gone:
                    self._pairs(at, other, worth, None)

    def _look(self, report: Report) -> None:
        known = {other: worth for _, other, worth in report.seen}

        def compared(other: int) -> int:
            return self._points(report, other, known.get(other))

        self._saw(report, *look(report.at, report.meeting, self.index.met, compared))

    def _points(self, report: Report, other: int, known: int | None) -> int:
        if known is None or report.at in self.weighed or other in self.weighed:
            return points(report.card, self.reports[other].card)
        return known

    def _saw(self, report: Report, seen: Seen, more: bool) -> None:
        """Remember whom a report was compared with."""
        before = {other: worth for _, other, worth in report.seen}
        after = {other: worth for _, other, worth in seen}
        for other in sorted({*before, *after}):
            if before.get(other) != after.get(other):
                self._pairs(report.at, other, before.get(other), after.get(other))
        if (seen, more) != (report.seen, report.more):
            report.seen, report.more = seen, more
            self.reports.changed.add(report.at)

    def _pairs(self, at: int, earlier: int, before: int | None, after: int | None) -> None:
        """A report was compared with an earlier one, with other points than before; None: it was not."""
        if earlier not in self.gone:
            report = self.reports[earlier]
            if after is None:
                report.later.pop(at, None)
            else:
                report.later[at] = after
            self.reports.changed.add(earlier)
        if max(before or 0, after or 0) >= ENOUGH:
            self.restated.update((at, earlier))

    # --- what that changes on pages ----------------------------------------------------------------------------------

    def rows(self) -> dict[str, bytes]:
        """The rows that are others now, by id."""
        restated = {*self.restated, *self.weighed}
        for at in self.weighed:
            restated.update(self.reports[at].near)  # the same points may have other reasons
        for id in {*self.old, *(self.reports[at].evidence.id for at in self.weighed)}:
            restated.update(self.index.entry(f"{PIN}{id}").holders)
        made: dict[str, bytes] = {}
        for at in sorted(restated - self.gone.keys()):
            id = self.reports[at].evidence.id
            before = self.index.parts.get(f"row/{id}")
            now = self._row(self.reports[at], before)
            if now != before:
                made[id] = now
        return made

    def _row(self, report: Report, before: bytes | None) -> bytes:
        """Reasons are worked out anew where the weights of one of the two are others now."""
        known = {link.id: link.reasons for link in kept.links(before or kept.NOTHING) if not link.pinned}
        near = {self.reports[at].evidence.id: at for at in report.near}
        points_of = report.near

        def there(id: str) -> bool:
            return self.index.place(id) is not None

        def pinned(id: str) -> Link:
            at = self.index.place(id)
            assert at is not None
            return pinned_link(id, report.card, self.reports[at].card)

        def why(id: str) -> msgspec.Raw:
            other = near[id]
            if id in known and report.at not in self.weighed and other not in self.weighed:
                return known[id]
            return because(report.card, self.reports[other].card)

        return row(
            report.evidence,
            {id: points_of[at] for id, at in near.items()},
            there,
            pinned,
            why,
            self.index.head.most,
        )

    # --- parts -------------------------------------------------------------------------------------------------------

    def _entry(self, key: str) -> Entry:
        """What is known of a key, to be changed."""
        self.index.keys.changed.add(bucket(key, self.index.head.buckets))
        return self.index.entry(key)

    def save(self, rows: Mapping[str, bytes]) -> None:
        index = self.index
        for at in self.gone:
            del self.reports[at]
            self.reports.changed.add(at)
        for shelf in (index.reports, index.keys, index.days, index.ids):
            shelf.save()
        here = {report.evidence.id for report in self.come.values()}
        for id in self.old.keys() - here:
            index.parts.pop(f"row/{id}", None)
        for id, data in sorted(rows.items()):
            index.parts[f"row/{id}"] = data
        index.head = msgspec.structs.replace(index.head, reports=index.head.reports + len(self.come) - len(self.old))
        index.parts["head"] = encode(index.head)


def _edit(places: "array[int]", left: Iterable[int], joined: Iterable[int]) -> None:
    """Take some places from a sorted list, and put others in."""
    for at in left:
        i = bisect_left(places, at)
        if i == len(places) or places[i] != at:
            raise Lost("key")
        del places[i]
    for at in joined:
        insort(places, at)


def _felt(report: Report | None) -> set[str]:
    """All keys under which a report is found when what is known of one changes."""
    return {*shares(report.evidence), *pins(report.evidence)} if report else set()
