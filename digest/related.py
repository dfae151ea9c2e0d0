"""what each report carries -> the reports related to it, and why.

Two reports are related for what they share: statements, passages, names, words, a story; names and words count for more
the rarer they are, and for less the further apart the reports are in time. Every pair is judged by itself, in whole
numbers, so the result depends neither on the order of the reports nor on that of additions. How rare something is, is
known only to a power of two: one more report seldom moves it, and then only for the reports that share it.

Comparing all pairs is out of the question for 100,000 reports. Reports meet in the posting lists of their *keys*: their
statements, their names and their rarest words (Salton's inverted file, read within a window of days as in topic
detection and tracking). A list is read only as far as its nearest entries, so a name that is everywhere costs no more
than any other.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from math import isqrt
from operator import mul
from typing import Any, Literal

import msgspec

from digest.model.base import Record
from digest.model.site import Kin, Reason, ReasonKind


class Evidence(Record, frozen=True, kw_only=True):
    """All of a report that is compared with others."""

    id: str
    date: str = ""
    """`YYYY-MM-DD`; empty: unknown."""
    time: str = ""
    statements: tuple[str, ...] = ()
    """Ids of the statements it carries: an id in common is a quotation in common."""
    names: tuple[tuple[str, int], ...] = ()
    """Entities that it names, by id, with how often."""
    terms: tuple[tuple[str, int], ...] = ()
    """Its telling words with their counts, at most 96 (`digest.terms`)."""
    passages: tuple[str, ...] = ()
    """Ids of runs of text that it has in common with others."""
    story: str = ""
    pin: tuple[str, ...] = ()
    """Reports that its editor puts first on its page, in this order."""
    hide: tuple[str, ...] = ()
    """Reports that its editor keeps off its page."""


Verdict = Literal["related", "pinned", "hidden", "too-little", "outranked", "unmet"]


class Standing(Record, frozen=True, kw_only=True):
    """How one report stands to another: on its page, or why not."""

    verdict: Verdict
    """`related`: by its points; `too-little`: they share less than `FLOOR`; `outranked`: others share more;
    `unmet`: nothing that they share is rare enough for them to be compared at all."""
    place: int = 0
    """In the list of related reports, from 1; 0: it is not there."""
    points: float
    reasons: tuple[Reason, ...]
    parts: tuple[tuple[ReasonKind, float], ...]
    """What of the points comes from which kind of reason; nothing for kinds that count nothing here."""
    fading: float
    """What is left of the weight of names and words for the days between the two: 1 on one day, down to a fifth."""
    last: float
    """Points of the last in the list."""
    shown: int
    """How many are in the list."""


ON_A_PAGE = 8
"""Related reports that a page shows, at most."""
FLOOR = 1.0
"""Fewer points than these are chance: better an empty list than a silly one."""

_UNIT = 1024
"""Points are counted in 1024ths, as whole numbers: their sums are the same in any order."""
_STATEMENT, _PASSAGE, _STORY, _NAME, _WORDS = 4, 3, 4, 2, 80
"""Points for one rare thing in common of each kind; for words, for two texts of the same rare words. Of words the
square counts: a few in common are chance, twice as many are much more than twice the evidence."""
_STEP = _UNIT // 4
"""Points for words go by quarters: that a word becomes a little more common then moves few of them."""
_MOST = 4
"""More statements or passages in common than these add nothing: two transcripts are no more related than reports."""
_HALF_LIFE, _LEAST = 7, 0.2
"""Names and words lose half of their weight in a week, down to a fifth. Undated reports get that fifth: an unknown date
is not near everything."""
_WINDOW = 30
"""Days within which names and words alone make two reports meet."""
_REACH = 48
"""How many entries of a posting list before its own a report looks at."""
_KEY_WORDS = 20
"""How many of its weightiest words a report can be met by."""
_PROBED = 16
"""How many of the earlier reports that it meets most often are compared with it in full."""
_KEYS = 64
"""How many statements and the like, and how many names, it can be met by."""
_MEETINGS = (1, 1, 2, 3)
"""How often two reports meet by one word, from the most common to the rarest, and by a name once more."""
_STRONG = 8
"""And by a statement, passage or story."""
_MISSES = 3
"""After more than so many of them in a row that are not related the rest is not looked at."""
_ENOUGH = 3
"""They are compared in full if they meet so often: by two common names, or by one that is rare."""
_SHORT = 36
"""A text of fewer words than these is not held more similar for being short."""
_WORDS_SHOWN = 5
SPELT_OUT = 3
"""Names and words that a reason spells out; further names are counted."""
_DEPTH = 12
"""Powers of two between what is everywhere and what is as rare as can be, at most."""
_FEW_WORDS, _FEW = 5, 2
"""A word that fewer than 32 reports have is as rare as can be, and so is anything else that fewer than four have: the
first times that something is met must move nothing, and a new report brings far more words than names."""
_SMALL = 6
"""An edition of up to 47 reports is taken for one of 47."""

_DECAY = tuple(round(_UNIT * (_LEAST + (1 - _LEAST) * 2 ** (-days / _HALF_LIFE))) for days in range(12 * _HALF_LIFE))
_FAR = len(_DECAY) - 1
_SIGNS = _Q, _P, _S, _N = "\0", "\1", "\2", "\3"
"""Signs before ids of statements, passages, stories and names. Words go without one, being by far the most."""
_KINDS: tuple[tuple[str, ReasonKind], ...] = ((_Q, "statements"), (_P, "passages"), (_S, "story"))
_ONCE, _OFTEN = 4, 5
"""A name that both reports print more than once counts for half as much again."""
_FLOOR = round(FLOOR * _UNIT)
_UNDATED = "~"
"""Sorts after every date."""
_PREFIX = 16
"""Characters of a moment before its id."""
_VECTORS = 1 << 14
"""How many reports' weights are kept: those of a month of an edition of a hundred thousand a year, twice."""
_FEW_CHANGED = 8
"""With more than one report in so many changed, to make all anew is quicker."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Evidence).decode


class _Read:
    """A report prepared for comparison: everything that does not depend on other reports.

    Prepared when it is first compared: of ten thousand reports an edit of one touches a few.
    """

    __slots__ = ("day", "evidence", "moment", "norm", "others")

    norm: int
    """The squares of its words' weights, summed."""
    others: frozenset[str]
    """The keys of its statements, passages and story."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.day = _day(evidence.date)
        self.moment = f"{evidence.date if self.day else _UNDATED:10}{evidence.time[:6]:6}{evidence.id}"

    def __getattr__(self, name: str) -> Any:
        """Called by Python for what is not there yet."""
        evidence = self.evidence
        self.norm = max(_SHORT, sum([count.bit_length() ** 2 for _, count in evidence.terms]))
        self.others = frozenset(
            chain(
                [f"{_Q}{id}" for id in evidence.statements],
                [f"{_P}{id}" for id in evidence.passages],
                [f"{_S}{evidence.story}"] if evidence.story else (),
            )
        )
        return object.__getattribute__(self, name)

    def shares(self) -> Iterable[str]:
        """Everything that it may share with others, as keys."""
        evidence = self.evidence
        return chain(self.others, [f"{_N}{id}" for id, _ in evidence.names], [word for word, _ in evidence.terms])


@dataclass(frozen=True, slots=True)
class Index:
    """Reports, ready to be ranked. Made by `build` and `update`, and shared between one and the next: never change it.

    A *key* is something that reports share: a word, or the sign of its kind and its id.
    """

    most: int
    reports: dict[str, _Read]
    holders: dict[str, int]
    """How many reports have each key."""
    keys: dict[str, tuple[str, ...]]
    """By which keys each report is met."""
    postings: dict[str, list[str]]
    """For each of those keys the moments (date, time, id in one string) of the reports that are met by it, sorted."""
    near: dict[str, dict[str, int]]
    """For each report all those that were compared with it and reach the floor, with their points in units."""
    rows: dict[str, tuple[Kin, ...]]


def rank(reports: Iterable[Evidence], *, most: int = 10) -> dict[str, tuple[Kin, ...]]:
    """For each report, by id, its related reports, best first: at most `most`, and often none.

    The order of `reports` is all one. Of two reports with one id the last counts.
    """
    return build(reports, most=most).rows


def build(reports: Iterable[Evidence], *, most: int = ON_A_PAGE) -> Index:
    """The same with everything that `update` and `why` need."""
    reads = dict(sorted({evidence.id: _Read(evidence) for evidence in reports}.items(), key=_id))
    holders = dict(Counter(chain.from_iterable(read.shares() for read in reads.values())))
    index = Index(most=most, reports=reads, holders=holders, keys={}, postings={}, near={}, rows={})
    weigh = _Scale(index)
    by_moment = sorted(reads.values(), key=_moment)
    # In order of time every posting list holds just what is earlier: its end is the place to look from.
    for read in by_moment:
        id = read.evidence.id
        index.keys[id] = keys = weigh.keys(read)
        index.near[id] = near = {}
        for other, points in weigh.earlier(read):
            near[other] = index.near[other][id] = points
        for key in keys:
            index.postings.setdefault(key, []).append(read.moment)
    rows = {read.evidence.id: weigh.row(read.evidence.id) for read in by_moment}
    index.rows.update((id, rows[id]) for id in reads)
    return index


class Kept(Record, frozen=True, kw_only=True):
    """An index as it is kept between runs. What is quickly made anew is left out."""

    most: int = 0
    evidence: dict[str, msgspec.Raw] = {}
    """By report, encoded: most of it is compared as bytes, and never read again."""
    holders: dict[str, int] = {}
    keys: dict[str, tuple[str, ...]] = {}
    near: dict[str, dict[str, int]] = {}
    rows: dict[str, tuple[Kin, ...]] = {}


def kept(index: Index) -> Kept:
    """What `revised` needs to go on from here."""
    return Kept(
        most=index.most,
        evidence={id: msgspec.Raw(_encode(read.evidence)) for id, read in index.reports.items()},
        holders=index.holders,
        keys=index.keys,
        near=index.near,
        rows=index.rows,
    )


def revised(last: Kept, reports: Iterable[Evidence], *, most: int = ON_A_PAGE) -> Index:
    """`build(reports)`, made from what is left of an earlier index.

    It costs little if few reports have come, gone or changed since; if many have, all is made anew.
    """
    now = {evidence.id: evidence for evidence in reports}
    come = [e for id, e in now.items() if (was := last.evidence.get(id)) is None or bytes(was) != _encode(e)]
    gone = [id for id in last.evidence if id not in now]
    if most != last.most or (len(come) + len(gone)) * _FEW_CHANGED > len(now):
        return build(now.values(), most=most)
    changed = {*gone, *(evidence.id for evidence in come)}
    reads = {
        id: _Read(_decode(raw) if id in changed else now[id]) for id, raw in last.evidence.items()
    }
    postings: dict[str, list[str]] = {}
    for read in sorted(reads.values(), key=_moment):
        for key in last.keys[read.evidence.id]:
            postings.setdefault(key, []).append(read.moment)
    before = Index(
        most=most, reports=reads, holders=last.holders, keys=last.keys, postings=postings, near=last.near,
        rows=last.rows,
    )  # fmt: skip
    return update(before, gone, come) if changed else before


def update(index: Index, gone: Collection[str], come: Iterable[Evidence]) -> Index:
    """The index without the reports `gone` and with those that `come`; one whose id is known replaces that report.

    `update(build(a), gone, come)` equals `build(a - gone + come)`. It costs in proportion to the reports that share a
    key with the changed ones, save where the number of reports passes a power of two: then all is weighed anew.
    """
    fresh = {evidence.id: _Read(evidence) for evidence in come}
    old = {id: index.reports[id] for id in sorted({*gone, *fresh}) if id in index.reports}
    reads = {id: read for id, read in index.reports.items() if id not in old} | fresh
    if _size(len(reads)) != _size(len(index.reports)):
        return build((read.evidence for read in reads.values()), most=index.most)

    holders = dict(index.holders)
    for read, step in chain(((read, -1) for read in old.values()), ((read, 1) for read in fresh.values())):
        for key in read.shares():
            holders[key] = holders.get(key, 0) + step
            if not holders[key]:
                del holders[key]
    new = Index(
        most=index.most,
        reports=reads,
        holders=holders,
        keys={id: keys for id, keys in index.keys.items() if id not in old},
        postings=dict(index.postings),
        near={id: near for id, near in index.near.items() if id not in old},
        rows={id: row for id, row in index.rows.items() if id not in old},
    )
    weigh = _Scale(new)
    size = _size(len(reads))
    moved = {
        key
        for read in chain(old.values(), fresh.values())
        for key in read.shares()
        if _rarity(size, key, index.holders.get(key, 0)) != _rarity(size, key, holders.get(key, 0))
    }
    weighed = [id for id, read in reads.items() if id in fresh or (moved and _has_any(read, moved))]

    # Whoever is met by other keys now moves what those behind it in a posting list can see: these look again.
    left: dict[str, list[str]] = {}
    joined: dict[str, list[str]] = {}
    for id in sorted({*old, *weighed}):
        was, now = index.reports.get(id), reads.get(id)
        before = set(index.keys[id]) if was else set()
        if now:
            new.keys[id] = weigh.keys(now)
        after = set(new.keys[id]) if now else set()
        stays = before & after if was and now and was.moment == now.moment else set()
        if was:
            for key in before - stays:
                left.setdefault(key, []).append(was.moment)
        if now:
            for key in after - stays:
                joined.setdefault(key, []).append(now.moment)
    again = set(weighed)
    for key in sorted({*left, *joined}):
        posting = _edited(index.postings.get(key, []), left.get(key, ()), joined.get(key, ()))
        new.postings[key] = posting
        if not posting:
            del new.postings[key]
        again.update(_behind(posting, chain(left.get(key, ()), joined.get(key, ()))))
    # By its other keys a changed report is met as before: it matters to those behind it that meet it often enough.
    for read in fresh.values():
        again.update(weigh.later(read))

    mine = set(fresh)
    restated = set(weighed)
    for id in old:
        for other in index.near[id]:
            if other not in old:
                restated.add(other)
                del _writable(new.near, other, mine)[id]
    new.near.update((id, {}) for id in fresh)
    for id in sorted(again):
        read = reads[id]
        before_it = {other: points for other, points in new.near[id].items() if reads[other].moment < read.moment}
        found = dict(weigh.earlier(read))
        if found == before_it:
            continue
        near = _writable(new.near, id, mine)
        restated.add(id)
        for other in before_it.keys() - found.keys():
            del near[other], _writable(new.near, other, mine)[id]
            restated.add(other)
        for other, points in found.items():
            if before_it.get(other) != points:
                near[other] = _writable(new.near, other, mine)[id] = points
                restated.add(other)
    restated.update(other for id in weighed for other in new.near[id])  # the same points may have other reasons
    named = {*gone, *restated}
    restated.update(
        id
        for id, read in reads.items()
        if (read.evidence.pin or read.evidence.hide) and not named.isdisjoint(read.evidence.pin + read.evidence.hide)
    )
    new.rows.update((id, weigh.row(id)) for id in restated)
    return replace(new, rows=dict(sorted(new.rows.items(), key=_id)))


def why(index: Index, report: str, other: str) -> Standing:
    """Why `other` stands among the reports related to `report`, or why it does not. Both must be in the index."""
    weigh = _Scale(index)
    a, b = index.reports[report], index.reports[other]
    row = index.rows[report]
    place = next((n for n, kin in enumerate(row, 1) if kin.id == other), 0)
    points = weigh.points(a, b)
    verdict: Verdict
    if place:
        verdict = "pinned" if row[place - 1].pinned else "related"
    elif other in a.evidence.hide:
        verdict = "hidden"
    elif points < _FLOOR:
        verdict = "too-little"
    else:
        verdict = "outranked" if other in index.near[report] else "unmet"
    return Standing(
        verdict=verdict,
        place=place,
        points=_decimal(points),
        reasons=weigh.reasons(a, b),
        parts=tuple((kind, _decimal(part)) for kind, part in weigh.parts(a, b)),
        fading=_decimal(weigh.fading(a, b)),
        last=row[-1].points if row else 0.0,
        shown=len(row),
    )


def said(reason: Reason) -> str:
    """A reason in plain words that can be checked on the two reports: on their pages, and in a terminal.

    The items stand as they are; for a page, the ids of names are replaced by the names first.
    """
    match reason.kind:
        case "pinned":
            return "pinned by the editor"
        case "statements":
            return "one quotation in common" if reason.count == 1 else f"{reason.count} quotations in common"
        case "passages":
            return "text in common"
        case "story":
            return "the same story"
        case "names":
            shown = reason.items[:SPELT_OUT]
            more = reason.count - len(shown)
            return ", ".join(shown) + (f" and {more} more name{'s' * (more > 1)}" if more > 0 else "")
        case "words":
            return "words in common: " + ", ".join(reason.items[:SPELT_OUT])
        case "days":
            if reason.count < 2:
                return "one day apart" if reason.count else "same day"
            return f"{reason.count} days apart"
        case "undated":
            return "date unknown"


class _Scale:
    """How much weight the keys of an index have."""

    __slots__ = ("index", "rare", "said", "vectors")

    def __init__(self, index: Index) -> None:
        self.index = index
        self.rare = _Rarity(index.holders, _size(len(index.reports)))
        self.vectors: dict[str, _Vector] = {}
        self.said: dict[tuple[str, str], tuple[Reason, ...]] = {}

    def vector(self, read: _Read) -> "_Vector":
        """The weights of a report's names and words. Of a large edition only the latest asked for are kept: reports are
        gone through in order of time, and compared with what is near."""
        vector = self.vectors.get(read.evidence.id)
        if vector is None:
            if len(self.vectors) >= _VECTORS:
                del self.vectors[next(iter(self.vectors))]
            vector = self.vectors[read.evidence.id] = _Vector(read.evidence, self.rare)
        return vector

    def keys(self, read: _Read) -> tuple[str, ...]:
        """By what a report is met: all but words, and its weightiest words, of equals the first by the alphabet.

        Any order of equals does that is the same for all reports: those that share many words then share some keys.
        """
        vector = self.vector(read)
        names, words = vector.names, vector.words
        heaviest = sorted(sorted(words), key=words.__getitem__, reverse=True)[:_KEY_WORDS]
        rarest = sorted(sorted(names), key=self.rare.__getitem__, reverse=True)[:_KEYS]
        others = sorted(sorted(read.others), key=self.rare.__getitem__, reverse=True)[:_KEYS]
        return (*others, *rarest, *heaviest)

    def earlier(self, read: _Read) -> list[tuple[str, int]]:
        """The reports before this one that it meets most often and that reach the floor, with points."""
        met: list[list[str]] = []
        postings, rare, moment = self.index.postings, self.rare, read.moment
        start = _days_before(read.evidence.date) if read.day else ""
        for key in self.index.keys[read.evidence.id]:
            posting = postings.get(key)
            if not posting:
                continue
            end = len(posting) if posting[-1] < moment else bisect_left(posting, moment)
            first = end - _REACH if end > _REACH else 0
            if key in read.others:
                met += [posting[first:end]] * _STRONG
                continue
            if not read.day:
                if first:
                    continue
            elif not end or posting[end - 1] < start:
                continue
            elif posting[first] < start:
                first = bisect_left(posting, start, first, end)
            met += [posting[first:end]] * (_MEETINGS[rare[key] * 3 // _UNIT] + (key[:1] == _N))
        often = [(times, moment) for moment, times in Counter(chain.from_iterable(met)).items() if times >= _ENOUGH]
        often.sort(reverse=True)
        reads = self.index.reports
        found: list[tuple[str, int]] = []
        missed = 0
        for _, other in often[:_PROBED]:
            points = self.points(read, reads[other[_PREFIX:]])
            if points >= _FLOOR:
                found.append((other[_PREFIX:], points))
                missed = 0
            elif missed == _MISSES:
                break
            else:
                missed += 1
        return found

    def later(self, read: _Read) -> Iterable[str]:
        """The reports after this one that may meet it often enough to be compared with it in full."""
        times: Counter[str] = Counter()
        for key in self.index.keys[read.evidence.id]:
            posting = self.index.postings[key]
            at = bisect_left(posting, read.moment) + 1
            strong = key in read.others
            meets = _STRONG if strong else _MEETINGS[self.rare[key] * 3 // _UNIT] + (key[:1] == _N)
            for moment in posting[at : at + _REACH]:
                times[moment] += meets
        return (moment[_PREFIX:] for moment, count in times.items() if count >= _ENOUGH)

    def points(self, a: _Read, b: _Read) -> int:
        """How much two reports have in common, in units. The same for `b` and `a`."""
        points = (self._by_names(a, b) + self._by_words(a, b)) * self.fading(a, b) // _UNIT
        if a.others and b.others:
            points += sum(self._by_others(a.others & b.others).values())
        return points

    def parts(self, a: _Read, b: _Read) -> tuple[tuple[ReasonKind, int], ...]:
        """The same by kind of reason, for whoever asks; they add up to the points."""
        worth = self._by_others(a.others & b.others)
        names = self._by_names(a, b) * self.fading(a, b) // _UNIT
        parts = {kind: worth[sign] for sign, kind in _KINDS} | {"names": names}
        return (*parts.items(), ("words", self.points(a, b) - sum(parts.values())))

    def fading(self, a: _Read, b: _Read) -> int:
        days = abs(a.day - b.day) if a.day and b.day else _FAR
        return _DECAY[min(days, _FAR)]

    def _by_names(self, a: _Read, b: _Read) -> int:
        names_a, names_b = self.vector(a).names, self.vector(b).names
        names = names_a.keys() & names_b.keys()
        if not names:
            return 0
        product: int = sum(map(mul, map(names_a.__getitem__, names), map(names_b.__getitem__, names)))
        return _NAME * product // (_UNIT * _ONCE**2)

    def _by_words(self, a: _Read, b: _Read) -> int:
        one, other = self.vector(a), self.vector(b)
        words_a, words_b = one.words, other.words
        words = one.telling & other.telling
        if not words:
            return 0
        product: int = sum(map(mul, map(words_a.__getitem__, words), map(words_b.__getitem__, words)))
        alike = product // (_UNIT * isqrt(a.norm * b.norm))
        return (_WORDS * alike * alike // _UNIT + _STEP // 2) // _STEP * _STEP

    def _by_others(self, shared: Collection[str]) -> dict[str, int]:
        worth = {_Q: 0, _P: 0, _S: 0}
        for key in shared:
            worth[key[0]] += self.rare[key] ** 2 // _UNIT
        return {
            _Q: min(worth[_Q], _MOST * _UNIT) * _STATEMENT,
            _P: min(worth[_P], _MOST * _UNIT) * _PASSAGE,
            _S: _STORY * _UNIT if worth[_S] else 0,
        }

    def reasons(self, a: _Read, b: _Read) -> tuple[Reason, ...]:
        """What two reports share, the best evidence first. The same for `b` and `a`."""
        pair = (a.evidence.id, b.evidence.id) if a.evidence.id < b.evidence.id else (b.evidence.id, a.evidence.id)
        known = self.said.pop(pair, None)  # asked for once by each of the two, and then no more
        if known is None:
            known = self.said[pair] = tuple(self._reasons(a, b))
        return known

    def _reasons(self, a: _Read, b: _Read) -> Iterable[Reason]:
        rare = self.rare.__getitem__
        if a.others and b.others:
            others = sorted(sorted(a.others & b.others), key=rare, reverse=True)
            for sign, kind in _KINDS:
                items = tuple([key[1:] for key in others if key[0] == sign])
                if items:
                    yield Reason(kind=kind, count=len(items), items=items)
        one, other = self.vector(a), self.vector(b)
        names = sorted(sorted(one.names.keys() & other.names.keys()), key=rare, reverse=True)
        if names:
            yield Reason(kind="names", count=len(names), items=tuple([name[1:] for name in names]))
        words = one.telling & other.telling
        if words:
            stressed = {word: one.words[word] * other.words[word] for word in words}
            best = sorted(sorted(words), key=stressed.__getitem__, reverse=True)[:_WORDS_SHOWN]
            yield Reason(kind="words", count=len(words), items=tuple(best))
        yield _days_apart(abs(a.day - b.day)) if a.day and b.day else _UNDATED_REASON

    def row(self, id: str) -> tuple[Kin, ...]:
        """The related reports of one report: those that its editor pins, then by points, then by id."""
        read = self.index.reports[id]
        near = self.index.near[id]
        evidence = read.evidence
        first = [other for other in dict.fromkeys(evidence.pin) if other in self.index.reports and other != id]
        barred = {*first, *evidence.hide} if first or evidence.hide else ()
        rest = sorted([(-points, other) for other, points in near.items() if other not in barred])
        row: list[Kin] = []
        for other in [*first, *[other for _, other in rest]][: self.index.most]:
            to = self.index.reports[other]
            points = near[other] if other in near else self.points(read, to)
            reasons = self.reasons(read, to)
            pinned = other in barred
            if pinned:
                reasons = (Reason(kind="pinned"), *reasons)
            row.append(Kin(id=other, points=_decimal(points), reasons=reasons, pinned=pinned))
        return tuple(row)


class _Vector:
    """What a report's names and words weigh in an index."""

    __slots__ = ("names", "telling", "words")

    def __init__(self, evidence: Evidence, rare: "_Rarity") -> None:
        self.names = {
            key: (_OFTEN if count > 1 else _ONCE) * rare[key]
            for id, count in evidence.names
            for key in (f"{_N}{id}",)
        }
        self.words = {
            word: count.bit_length() * rarity for word, count in evidence.terms if (rarity := rare[word])
        }
        self.telling = frozenset(self.words)
        """The words alone: sets meet twice as fast."""


class _Rarity(dict[str, int]):
    """How rare each key is: `_UNIT` for what almost no other report has, down to nothing for what every one has."""

    def __init__(self, holders: dict[str, int], size: int) -> None:
        super().__init__()
        self.holders, self.size = holders, size

    def __missing__(self, key: str) -> int:
        self[key] = rarity = _rarity(self.size, key, self.holders[key])
        return rarity


def _size(reports: int) -> int:
    """The number of reports to a power of two. The steps are at 48, 96, 192 ..., not at numbers that people stop at."""
    return max(_SMALL, (reports * 4 // 3).bit_length())


def _rarity(size: int, key: str, holders: int) -> int:
    if key[:1] in _SIGNS:
        few, steps = max(size - _DEPTH, _FEW), size + 1
    else:
        few, steps = max(size - _DEPTH, _FEW_WORDS), size - 1  # a word in every fourth report says nothing at all
    steps = max(1, steps - few)
    return _UNIT * max(0, steps - max(0, holders.bit_length() - few)) // steps


def _id(entry: tuple[str, object]) -> str:
    return entry[0]


def _moment(read: _Read) -> str:
    return read.moment


def _has_any(read: _Read, keys: set[str]) -> bool:
    evidence = read.evidence
    return not (
        keys.isdisjoint([word for word, _ in evidence.terms])
        and keys.isdisjoint([f"{_N}{name}" for name, _ in evidence.names])
        and keys.isdisjoint(read.others)
    )


def _edited(posting: list[str], left: Collection[str], joined: Collection[str]) -> list[str]:
    """A posting list without some moments and with others."""
    gone = set(left)
    return sorted(chain((moment for moment in posting if moment not in gone), joined))


def _behind(posting: list[str], moments: Iterable[str]) -> Iterable[str]:
    """The ids of the reports that look, or looked, as far as one of `moments`."""
    for moment in moments:
        at = bisect_left(posting, moment)
        for later in posting[at : at + _REACH + 1]:
            yield later[_PREFIX:]


def _writable(near: dict[str, dict[str, int]], id: str, mine: set[str]) -> dict[str, int]:
    """The neighbours of `id` in a new index, no longer shared with the old one."""
    if id not in mine:
        mine.add(id)
        near[id] = dict(near[id])
    return near[id]


_UNDATED_REASON = Reason(kind="undated")


@lru_cache(maxsize=1 << 10)
def _days_apart(days: int) -> Reason:
    return Reason(kind="days", count=days)


@lru_cache(maxsize=1 << 14)
def _day(iso: str) -> int:
    """The number of a day; 0: not a date."""
    if len(iso) != 10 or iso[4] != "-" or iso[7] != "-":
        return 0
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0


@lru_cache(maxsize=1 << 14)
def _days_before(iso: str) -> str:
    """The first day of the window that ends on a day."""
    return date.fromordinal(max(1, _day(iso) - _WINDOW)).isoformat()


def _decimal(points: int) -> float:
    return round(points / _UNIT, 2)
