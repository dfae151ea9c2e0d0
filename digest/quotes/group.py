"""Which quotations of a whole corpus are one statement.

Two tiers (see `same`): the strict one over the whole corpus, through an index of shingles of three stems; the loose one
only within a report, between related reports, and between reports at most `FEW` days apart that a strict link joins.
Links are taken strongest first (see `clusters`), and one is refused where it would join what cannot be one statement:
two known speakers, two statements that the editor keeps apart, or days that lie too far apart for a link of its
strength. Without refusals the groups are the connected components; with them they still do not depend on the order of
the input, because ties go by id.

A grouping goes on from the last one: what a wording leads to hangs on its own words, on the few that stand beside it in
an index, and on the reports that have it; what a link is refused for, on the component of links that it is in. So the
wordings that changed are compared anew, the components that they were or are in are settled anew, as they were and as
they are, and what differs between the two is what changed. To group all is to go on from nothing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping, Sequence
from itertools import combinations
from typing import NamedTuple

from digest.model.base import Record
from digest.quotes import bounds
from digest.quotes.clusters import Pair, Settled, settle
from digest.quotes.memory import Lost, Memory, named_in
from digest.quotes.same import LOOSE_TOLD, NEAR, Likeness, likeness
from digest.quotes.wordings import (
    LOOSELY,
    NEARLY,
    STRICTLY,
    Beside,
    Bond,
    Candidate,
    Link,
    Node,
    Wording,
    apart,
    each,
    identity,
    link,
    linked,
    mark,
    shingles,
    speaks,
    wording_of,
)
from digest.quotes.words import Phrase, phrase

__all__ = ["Candidate", "Changed", "Grouping", "Lost", "begin", "group", "placed", "update"]


class Grouping(Record, kw_only=True):
    """Numbers are places in the input, or in `groups`."""

    groups: tuple[tuple[int, ...], ...] = ()
    """The quotations of one statement together, in order of input; the groups by the least id among their members.
    A quotation that is like no other is a group by itself."""
    echoes: tuple[tuple[int, int], ...] = ()
    """Pairs of groups: the same words, other speakers."""
    near: tuple[tuple[int, int, float], ...] = ()
    """Pairs of quotations that are not quite alike enough, or whose link was refused, with their score, strongest
    link first: for people to decide."""


class Changed(Record, kw_only=True):
    """What a grouping has become. A group is named by the least id in it; one that has other members than before, but
    the same name, is both gone and new. Of a quotation whose words changed and its group did not, nothing is said.
    """

    gone: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    """New ones: the ids of each in order, the groups by name."""
    echoes_gone: tuple[Pair, ...] = ()
    echoes: tuple[Pair, ...] = ()
    """Pairs of groups by name: the same words, other speakers."""
    near_gone: tuple[Link, ...] = ()
    near: tuple[Link, ...] = ()
    """Pairs of quotations; all of them sorted are in the order of `Grouping.near`."""


def group(
    candidates: Sequence[Candidate],
    *,
    related: Collection[Pair] = (),
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> Grouping:
    """Find the quotations of each statement. Never raises; linear in their number.

    `related` are pairs of report ids. `same` and `different` are what the editor says: pairs of ids, each of a
    quotation or of a statement; ids that nobody has are passed over. An editor's statement holds whatever the words:
    quotations with one statement's id are one group, and two statements never merge unless `same` says so. A quotation
    with a statement's id stays with that statement even if `different` names it. An id that comes twice is one
    quotation.
    """
    by_id: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_id.setdefault(candidate.id, []).append(candidate)
    least = (min(held, key=identity) for held in by_id.values())
    return placed(candidates, _regroup(Memory(), (), least, related, tuple(same), tuple(different)))


def placed(candidates: Sequence[Candidate], found: "Changed") -> Grouping:
    """What `begin` found of some candidates, by their places."""
    places: dict[str, list[int]] = {}
    for place, candidate in enumerate(candidates):
        places.setdefault(candidate.id, []).append(place)
    number = {members[0]: n for n, members in enumerate(found.groups)}
    return Grouping(
        groups=tuple(tuple(sorted(place for id in members for place in places[id])) for members in found.groups),
        echoes=tuple((number[a], number[b]) for a, b in found.echoes),
        near=tuple(
            (min(places[a][0], places[b][0]), max(places[a][0], places[b][0]), -unlike)
            for _, unlike, _, a, b in found.near
        ),
    )


def begin(
    parts: MutableMapping[str, bytes],
    candidates: Iterable[Candidate],
    *,
    related: Collection[Pair] = (),
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> Changed:
    """Group all quotations, and remember in `parts` (see `memory`) what `update` needs to go on from there. Whatever
    was in `parts` is removed. The rest is as for `group`."""
    parts.clear()
    memory, same, different = Memory(), tuple(same), tuple(different)
    changed = _regroup(memory, (), candidates, related, same, different)
    memory.write(parts, same, different)
    return changed


def update(
    parts: MutableMapping[str, bytes],
    gone: Collection[str],
    come: Iterable[Candidate],
    *,
    related: Collection[Pair] = (),
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> Changed:
    """Go on from what is remembered in `parts`: quotations that are `gone`, by id, and that have `come`; one that comes
    with an id that is there takes its place. `related`, `same` and `different` are all there are now.

    Groups are what `group` would find among all. Costs time for the wordings that changed, those they may be like,
    their reports and their groups, however large the edition. Raises `Lost`, with nothing written, if parts are missing
    or damaged: then `begin` with all quotations. Parts that another version of the program wrote must not be given.
    """
    memory, same, different = Memory(parts), tuple(same), tuple(different)
    changed = _regroup(memory, gone, come, related, same, different)
    memory.write(parts, same, different)
    return changed


def _regroup(
    memory: Memory,
    gone: Collection[str],
    come: Iterable[Candidate],
    related: Collection[Pair],
    same: tuple[Pair, ...],
    different: tuple[Pair, ...],
) -> Changed:
    compared = _Compared(memory)
    restated = _restate(memory, gone, come, named_in(same, different))
    shifted = _bond(memory, restated, compared)
    _stand_beside(memory, restated | shifted, related, compared)
    altered = {*same} ^ {*memory.same} | {*different} ^ {*memory.different}
    touched = {*memory.was, *(key for pair in altered for name in pair for key in memory.led(mark(name)))}
    before, after = _View(memory, memory.before, memory.same), _View(memory, memory.get, same)
    while len(touched) < len(touched := before.closed(after.closed(touched))):
        pass
    changed = _changed(before.settled(touched, memory.different), after.settled(touched, different))
    for key in restated:
        one, other = memory.before(key), memory.get(key)
        for name in one.names() - (other.names() if other else set()) if one else ():
            memory.mislead(mark(name), key)
    return changed


def _changed(before: Settled, after: Settled) -> Changed:
    return Changed(
        gone=tuple(sorted(name for name, held in before.groups.items() if after.groups.get(name) != held)),
        groups=tuple(sorted(held for name, held in after.groups.items() if before.groups.get(name) != held)),
        echoes_gone=tuple(sorted(before.echoes - after.echoes)),
        echoes=tuple(sorted(after.echoes - before.echoes)),
        near_gone=tuple(sorted(before.near - after.near)),
        near=tuple(sorted(after.near - before.near)),
    )


# --- wordings and what leads to them ---------------------------------------------------------------------------------


def _restate(memory: Memory, gone: Collection[str], come: Iterable[Candidate], named: frozenset[str]) -> set[int]:
    """Put quotations where their words belong. The keys of wordings that are no longer what they were.

    Names of what is gone still lead there until the end: who follows one looks at what is there.
    """
    coming = {candidate.id: candidate for candidate in come}
    leaving: defaultdict[int, set[str]] = defaultdict(set)
    for id in {*gone, *coming, *(named ^ memory.named)} if memory.knows() else ():
        for key in memory.led(mark(id)):
            leaving[key].add(id)
    ready: dict[str, tuple[int, Phrase]] = {}
    joining: defaultdict[int, list[Candidate]] = defaultdict(list)
    for candidate in coming.values():
        known = ready.get(candidate.text)
        if known is None:
            made = phrase(candidate.text[: bounds.LETTERS])
            known = ready[candidate.text] = wording_of(made), made
        joining[known[0]].append(candidate)
    out = {*gone, *coming}
    restated: set[int] = set()
    for key in {**leaving, **joining}:
        old = memory.get(key)
        kept = [m for m in old.members if m.id not in out] if old else []
        members = [*kept, *joining.get(key, ())]
        if len(members) > 1:
            members.sort(key=identity)
        if old and list(old.members) == members and not leaving[key] & (named ^ memory.named):
            continue
        restated.add(key)
        if not members:
            memory.put(key, None)
            continue
        known = ready.get(members[0].text)
        new = Wording(
            key, members, named, dict(old.strict) if old else {}, list(old.loose) if old else [],
            known[1] if known else None,
        )  # fmt: skip
        memory.put(key, new)
        for name in new.names() - old.names() if old else new.names():
            memory.lead(mark(name), key)
    return restated


class _Compared:
    """What two wordings have in common, computed once."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._known: dict[tuple[int, int], Likeness] = {}

    def __call__(self, a: int, b: int) -> Likeness:
        pair = (a, b) if a <= b else (b, a)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = likeness(self._memory[a].phrase, self._memory[b].phrase)
        return known


# --- the strict tier: wordings that share a shingle ------------------------------------------------------------------


def _bond(memory: Memory, restated: set[int], compared: _Compared) -> set[int]:
    """Compare what changed with what shares three words in a row with it. Wordings beside, whose own words did not
    change, but which meet in a crowd or do so no longer, because somebody came between them or left, are the result.
    """
    moving = {key for key in restated if _moves(memory.before(key), memory.get(key))}
    pairs, disturbed = _meet(memory, moving)
    for key in moving:
        old = memory.before(key)
        for other in old.strict if old else ():
            if other != key and ((key, other) if key < other else (other, key)) not in pairs:
                _set(memory, key, other, None)
    for a, b in pairs:
        _set(memory, a, b, _bond_of(compared(a, b)))
    for key in restated:
        wording = memory.get(key)
        if wording is not None and (len(wording.nodes) > 1 or key in wording.strict):
            alike = len(wording.nodes) > 1 and speaks(wording.phrase)
            _set(memory, key, key, _bond_of(compared(key, key)) if alike else None)
    changed: set[int] = set()
    for a, b in disturbed:
        meet = _do_meet(memory, a, b)
        if meet != (b in memory[a].strict):
            bond = _bond_of(compared(a, b)) if meet else None
            changed |= {a, b} if bond or not meet else set()
            _set(memory, a, b, bond)
    return changed


def _moves(old: Wording | None, new: Wording | None) -> bool:
    """Whether it stands elsewhere in the index, or is another to compare."""
    return old is None or new is None or old.when != new.when or old.phrase != new.phrase


def _bond_of(like: Likeness) -> Bond | None:
    if like.score < NEAR:
        return None
    return Bond(STRICTLY if like.tier == "strict" else NEARLY, like.score, like.told)


def _set(memory: Memory, a: int, b: int, bond: Bond | None) -> None:
    for one, other in ((a, b), (b, a)):
        wording = memory.get(one)
        if wording is not None and wording.strict.get(other) != bond:
            strict = memory.changing(one).strict
            if bond is None:
                del strict[other]
            else:
                strict[other] = bond


def _meet(memory: Memory, moving: set[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Move wordings to their places in the index. Pairs that have to be compared; and pairs of others that somebody
    came between, or no longer stands between.
    """
    disturbed: set[tuple[int, int]] = set()
    for key in moving:
        old = memory.before(key)
        for name in shingles(old.phrase) if old else ():
            crowd = memory.led(name)
            if key not in crowd:
                raise Lost  # it is from another version, or two parts are from different times
            disturbed |= _around(crowd, crowd.index(key), moving)
            memory.mislead(name, key)
    several: set[int] = set()
    alone, crowds = memory.alone, memory.crowds
    come = [wording for key in moving if (wording := memory.get(key))]
    for wording in sorted(come, key=_when):  # so that most go to the end
        key = wording.key
        names = shingles(wording.phrase)
        memory.changing_leads(names)
        for name in names:
            one = alone.setdefault(name, key)
            if one == key:
                continue
            several.add(name)
            crowd = crowds.setdefault(name, [one])
            place = len(crowd)
            if crowd[-1] not in moving and memory[crowd[-1]].when > wording.when:
                place = bisect_left(crowd, wording.when, key=lambda other: memory[other].when)
            crowd.insert(place, key)
            alone[name] = crowd[0]
            if len(crowd) > bounds.CROWD:
                disturbed |= _around(crowd, place, moving)
    pairs: set[tuple[int, int]] = set()
    for name in several:
        crowd = crowds[name]
        reach = len(crowd) if len(crowd) <= bounds.CROWD else bounds.BESIDE
        for place, one in enumerate(crowd):
            for other in crowd[place + 1 : place + 1 + reach]:
                if one in moving or other in moving:
                    pairs.add((one, other) if one < other else (other, one))
    return pairs, disturbed


def _when(wording: Wording) -> tuple[int, str]:
    return wording.when


def _around(crowd: list[int], place: int, moving: set[int]) -> set[tuple[int, int]]:
    """Pairs of others that may meet only with, or only without, the one at this place of a crowd."""
    if len(crowd) <= bounds.CROWD:
        return set()
    near = crowd
    if len(crowd) > bounds.CROWD + 1:
        near = crowd[max(0, place - bounds.BESIDE) : place + bounds.BESIDE + 1]
    return set(combinations(sorted(key for key in near if key not in moving), 2))


def _do_meet(memory: Memory, a: int, b: int) -> bool:
    """Whether two wordings stand near enough to each other in any crowd."""
    for name in {*shingles(memory[a].phrase)} & {*shingles(memory[b].phrase)}:
        crowd = memory.led(name)
        if len(crowd) <= bounds.CROWD or abs(crowd.index(a) - crowd.index(b)) <= bounds.BESIDE:
            return True
    return False


# --- the loose tier: reports that belong together --------------------------------------------------------------------


class _Reports:
    """What each report holds, by id of the report."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._known: dict[str, tuple[list[Node], int]] = {}

    def __getitem__(self, report: str) -> tuple[list[Node], int]:
        """Its nodes in order, and its day."""
        known = self._known.get(report)
        if known is None:
            nodes: list[Node] = []
            last = "", 0
            for key in self._memory.led(mark(report)):
                wording = self._memory.get(key)
                if wording is not None:
                    some, id, day = wording.in_report(report)
                    nodes += some
                    last = max(last, (id, day))
            known = self._known[report] = sorted(nodes), last[1]
        return known


def _stand_beside(memory: Memory, changed: set[int], related: Collection[Pair], compared: _Compared) -> None:
    """Compare quotations within a report and between reports that belong together, anew for every report that has a
    wording which changed."""
    pairs, altered = memory.relate(related)
    felt = {id for pair in altered for id in pair}
    felt |= {m.report for key in changed for w in (memory.before(key), memory.get(key)) if w for m in w.members}
    held = {key for report in felt for key in memory.led(mark(report))}
    stale: set[int] = set()
    for key in held:
        wording = memory.get(key) or memory.before(key)
        for found in wording.loose if wording else ():
            if found.one in felt or found.other in felt:
                stale |= {key, found.wording}
    for key in stale:
        if memory.get(key) is not None:
            wording = memory.changing(key)
            wording.loose = [found for found in wording.loose if not (found.one in felt or found.other in felt)]
    reports = _Reports(memory)
    beside = {(report, report) for report in felt if len(reports[report][0]) > 1}
    beside |= {
        pair for pair in pairs if (pair[0] in felt or pair[1] in felt) and reports[pair[0]][0] and reports[pair[1]][0]
    }
    beside |= set(_of_one_event(memory, reports, felt, held))
    judged: dict[Pair, Bond | None] = {}
    for one, other in beside:
        for x, y in each(reports[one][0], reports[other][0]):
            if x.speaker != y.speaker and x.speaker and y.speaker or x is y:
                continue
            a, b = (x, y) if x.id < y.id else (y, x)
            pair = a.id, b.id
            if pair not in judged:
                judged[pair] = _loose(memory[a.wording], memory[b.wording], a, b, compared)
            bond = judged[pair]
            if bond is not None:
                for here, there in {(a.wording, b.wording), (b.wording, a.wording)}:
                    kept = Beside(one, other, there, link(a, b, bond))
                    if kept not in memory[here].loose:
                        memory.changing(here).loose.append(kept)


def _of_one_event(memory: Memory, reports: _Reports, felt: set[str], held: set[int]) -> Iterator[Pair]:
    """Pairs of reports, one of them `felt`, that a strict link joins and few days part."""
    for key in held:
        wording = memory.get(key)
        if wording is None:
            continue
        for to, bond in wording.strict.items():
            if bond.tier != STRICTLY or (to < key and to in held):
                continue
            for x, y in linked(wording, memory[to], bond):
                if len(x.reports) * len(y.reports) > bounds.CROWD * bounds.CROWD:
                    continue
                for one in x.reports:
                    for other in y.reports:
                        if one != other and (one in felt or other in felt):
                            day, another = reports[one][1], reports[other][1]
                            if day and another and abs(day - another) <= bounds.FEW:
                                yield (one, other) if one < other else (other, one)


def _loose(one: Wording, other: Wording, a: Node, b: Node, compared: _Compared) -> Bond | None:
    """What the words of two nodes that may have one speaker are worth as a loose link."""
    strict = one.strict.get(other.key)
    if strict and strict.tier == STRICTLY:
        alone = len(one.nodes) == len(other.nodes) == 1
        if alone or any(a.id in (x.id, y.id) and b.id in (x.id, y.id) for x, y in linked(one, other, strict)):
            return None
    if apart(a, b) > bounds.WEEK:
        return None
    mine, theirs = one.telling(), other.telling()
    if sum([mine[word] for word in mine.keys() & theirs.keys()]) < 6 * LOOSE_TOLD:
        return None
    like = compared(one.key, other.key)
    if like.tier != "none" or one is other:
        return Bond(LOOSELY, like.score, like.told)
    if like.contained >= bounds.NEARLY and like.told >= LOOSE_TOLD and not like.conflicts:
        return Bond(NEARLY, like.score, like.told)
    return None


# --- settling --------------------------------------------------------------------------------------------------------


class _View(NamedTuple):
    """All wordings as they were before, or as they are after."""

    memory: Memory
    get: Callable[[int], Wording | None]
    same: tuple[Pair, ...]

    def closed(self, keys: set[int]) -> set[int]:
        """With all that links lead to, and what the editor says."""
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in self.same:
            beside[a].add(b)
            beside[b].add(a)
        reached = set(keys)
        asked: set[str] = set()
        todo = list(keys)
        while todo:
            wording = self.get(todo.pop())
            if wording is None:
                continue
            led = {*wording.strict, *(found.wording for found in wording.loose)}
            for m in wording.members:
                if m.statement or beside:
                    names = {m.statement, *beside.get(m.id, ()), *beside.get(m.statement, ())} - asked - {""}
                    asked |= names
                    led |= {key for name in names for key in self._bearing(name)}
            led -= reached
            reached |= led
            todo += led
        return reached

    def _bearing(self, name: str) -> Iterator[int]:
        """Wordings with a quotation or statement of this id."""
        for key in self.memory.led(mark(name)):
            wording = self.get(key)
            if wording is not None and any(name in (m.id, m.statement) for m in wording.members):
                yield key

    def settled(self, keys: set[int], different: tuple[Pair, ...]) -> Settled:
        """The statements of wordings from which no link leads to another."""
        nodes: list[Node] = []
        found: set[Link] = set()
        for key in keys:
            wording = self.get(key)
            if wording is None:
                continue
            nodes += wording.nodes
            found.update([beside.link for beside in wording.loose])
            for to, bond in wording.strict.items():
                if to >= key:
                    other = self.get(to)
                    if other is None:
                        raise Lost
                    found.update([link(x, y, bond) for x, y in linked(wording, other, bond)])
        return settle(sorted(nodes), found, self.same, different)
