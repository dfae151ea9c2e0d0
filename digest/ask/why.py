"""Linked edition, two ids -> why the two belong together, or why they do not

Two reports: are they related? Two quotations, or statements: are they one statement? A report and a quotation: does it
carry it? The answer is worked out anew from what the links were made of, with the same functions.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from digest import related
from digest.ask.witness import Side, quotation_id, side, witnesses
from digest.link.ids import quotation_named
from digest.link.kin import evidence
from digest.model.base import Record
from digest.model.site import ReasonKind, Report, Site, Statement, Witness
from digest.model.source import FOLDERS
from digest.quotes.bounds import LOOSE_SIZE, SEASON, UNMISTAKABLE, WEEK
from digest.quotes.same import NEAR, STRICT, Likeness, same
from digest.quotes.words import phrase
from digest.related import Standing
from digest.text import shorten


class Unknown(Exception):
    """Nothing has this name; `near` is the most like it, or empty."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name)
        self.name, self.near = name, near


class Part(Record, kw_only=True):
    """What two reports have in common of one kind."""

    kind: ReasonKind
    points: float
    count: int
    items: tuple[str, ...]
    """In words."""


class Reports(Record, kw_only=True):
    """Two reports, and how each stands to the other."""

    first: Report
    second: Report
    on_first: Standing
    """How the second stands on the first one's page."""
    on_second: Standing
    parts: tuple[Part, ...]
    days: int | None
    """Between them; None: a date is unknown."""
    because: tuple[str, ...]


class Quotations(Record, kw_only=True):
    """Two quotations, and whether they are one statement."""

    first: Side
    second: Side
    one: bool
    statement: str
    """Its id if they are one."""
    because: tuple[str, ...]


class Carried(Record, kw_only=True):
    """A report and a statement: its quotations of it, or none."""

    report: Report
    statement: Statement
    sides: tuple[Side, ...]


Target = Report | Statement | Witness
Answered = Reports | Quotations | Carried


def why(site: Site, one: str, other: str) -> Answered:
    """Why two reports, statements or quotations belong together, or not. Raises Unknown for a name of none of these."""
    first, second = target(site, one), target(site, other)
    if isinstance(first, Report) and isinstance(second, Report):
        return reports(site, first, second)
    if isinstance(second, Report):
        first, second = second, first
    if isinstance(first, Report):
        statement = second if isinstance(second, Statement) else statement_of(site, _witness(second))
        mine = tuple(side(site, w) for w in statement.witnesses if w.report == first.head.id)
        return Carried(report=first, statement=statement, sides=mine)
    return quotations(site, first, second)  # type: ignore[arg-type]  # no report is left


def _witness(target: Target) -> Witness:
    assert isinstance(target, Witness)
    return target


# --- names -----------------------------------------------------------------------------------------------------------


def target(site: Site, name: str) -> Target:
    """What a name means: an id, a content file, an address, `report#3` or `report-q3`."""
    plain = name.strip().strip("/").removesuffix("/index.html").removesuffix(".md")
    path, _, fragment = plain.partition("#")
    folder, _, id = path.rstrip("/").rpartition("/")
    if fragment:
        id = f"{id}-q{fragment.removeprefix('q')}"
    kinds = [FOLDERS[last]] if (last := folder.rpartition("/")[2]) in FOLDERS else ["report", "quote"]
    for kind in kinds:
        key = site.redirects.get(f"{kind}/{id}", f"{kind}/{id}").partition("/")[2]
        if kind == "report" and key in site.reports:
            return site.reports[key]
        if kind == "quote" and key in site.statements:
            return site.statements[key]
    named = quotation_named(id, {key: report.head for key, report in site.reports.items()})
    if named:
        return next(w for _, w in witnesses(site) if f"{w.report}#{w.quotation.number}" == named)
    raise Unknown(name, nearest(id, [*site.reports, *site.statements]))


def nearest(name: str, names: Sequence[str]) -> str:
    """The name most like one that does not exist, or that holds it as a part; empty if none is."""
    close = get_close_matches(name, names, 1, 0.6)
    held = [known for known in names if name and name in known] if not close else []
    return (close or held or [""])[0]


def statement_of(site: Site, witness: Witness) -> Statement:
    return next(s for s, w in witnesses(site) if w.quotation.span == witness.quotation.span and w == witness)


# --- two reports -----------------------------------------------------------------------------------------------------


def reports(site: Site, first: Report, second: Report) -> Reports:
    index = related.build(
        evidence(
            {id: report.head for id, report in site.reports.items()},
            {id: report.names for id, report in site.reports.items()},
            {id: report.statements for id, report in site.reports.items()},
            site.statements,
            site.copies,
        )
    )
    a, b = first.head, second.head
    on_first, on_second = related.why(index, a.id, b.id), related.why(index, b.id, a.id)
    counted = dict(on_first.parts)
    parts = tuple(
        Part(
            kind=reason.kind,
            points=counted[reason.kind],
            count=reason.count,
            items=tuple(_item(site, reason.kind, item) for item in reason.items),
        )
        for reason in on_first.reasons
        if reason.kind in counted
    )
    days = abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days) if a.date and b.date else None
    return Reports(
        first=first,
        second=second,
        on_first=on_first,
        on_second=on_second,
        parts=parts,
        days=days,
        because=tuple(_because(first, second, on_first, on_second)),
    )


def _item(site: Site, kind: ReasonKind, item: str) -> str:
    if kind == "statements":
        statement = site.statements[item]
        words = (
            statement.head.gist
            if statement.head
            else f"“{shorten(statement.witnesses[0].quotation.text.rstrip(' ,'), 60)}”"
        )
        return f"{words.rstrip('.')} ({item})"
    if kind == "names" and item in site.names:
        return site.names[item].name
    if kind == "story" and item in site.stories:
        return site.stories[item].head.title
    return item


def _because(first: Report, second: Report, on_first: Standing, on_second: Standing) -> Iterator[str]:
    """In sentences, on each of the two pages."""
    a, b = first.head, second.head
    if a.id == b.id:
        yield "They are the same report."
        return
    gone = [head.id for head in (a, b) if head.status == "withdrawn"]
    if gone:
        yield f"{' and '.join(gone)} was withdrawn: nothing is left of it that could be shared."
    if on_first.verdict == on_second.verdict in ("too-little", "unmet"):
        words = _standing(on_first, b.id)
        yield words[:1].upper() + words[1:]
    else:
        yield f"On the page of {a.id}: {_standing(on_first, b.id)}"
        yield f"On the page of {b.id}: {_standing(on_second, a.id)}"


def _standing(standing: Standing, there: str) -> str:
    match standing.verdict:
        case "related":
            return f"{there} is number {standing.place} of {standing.shown}."
        case "pinned":
            return f"its editor pins {there}; it is number {standing.place} of {standing.shown}."
        case "hidden":
            return f"its editor hides {there}."
        case "too-little":
            return f"they share too little: {standing.points:.2f} points, where {related.FLOOR:.2f} are needed."
        case "outranked":
            return (
                f"{there} is not among the {standing.shown} shown: all of these have as many points or more, the last"
                f" of them {standing.last:.2f}."
            )
        case "unmet":
            return "nothing that they share is rare enough, or near enough in time, for them to be compared at all."


# --- two quotations --------------------------------------------------------------------------------------------------


def quotations(site: Site, one: Statement | Witness, other: Statement | Witness) -> Quotations:
    """Of statements, the two wordings that are most alike are compared."""
    left = one.witnesses if isinstance(one, Statement) else (one,)
    right = other.witnesses if isinstance(other, Statement) else (other,)
    if not left or not right:
        empty = one if not left else other
        assert isinstance(empty, Statement)
        raise NoWitness(empty.id)
    mine, theirs = max(
        ((a, b) for a in left[:_COMPARED] for b in right[:_COMPARED]),
        key=lambda pair: same(pair[0].quotation.text, pair[1].quotation.text).score,
    )
    first, second = statement_of(site, mine), statement_of(site, theirs)
    together = first.id == second.id
    because = _one(site, first, mine, theirs) if together else _two(site, first, mine, second, theirs)
    return Quotations(
        first=side(site, mine),
        second=side(site, theirs),
        one=together,
        statement=first.id if together else "",
        because=tuple(because),
    )


class NoWitness(Exception):
    """No report carries the statement, so there are no words to compare; the argument is its id."""


_COMPARED = 20
"""Wordings of a statement that are compared with those of another."""


def _one(site: Site, statement: Statement, mine: Witness, theirs: Witness) -> Iterator[str]:
    a, b = mine.quotation, theirs.quotation
    if (mine.report, a.number) == (theirs.report, b.number):
        yield "They are the same quotation."
        return
    if a.q and a.q == b.q:
        yield f"The editor gave both the id {a.q}."
        return
    said = _files_that_say(site, statement, mine, theirs, "same_as")
    if said:
        yield f"The editor says so: `same_as` in {said}."
        return
    like = same(a.text, b.text)
    if phrase(a.text).words == phrase(b.text).words:
        yield "They are the same words, but for marks and capitals."
        return
    if like.tier != "none":
        yield f"By their words: {_alike(like)}."
        if like.tier == "loose":
            yield "Less than anywhere else, but enough in reports of one story or of the same days."
        return
    way = _way(statement, mine, theirs)
    if way:
        yield f"Not by their own words ({', '.join(like.reasons) or 'nothing in common'}), but each is like the next:"
        for before, behind in pairwise(way):
            step = same(before.quotation.text, behind.quotation.text)
            words = shorten(" ".join(behind.quotation.text.split()), 90)
            yield f"“{words}” ({quotation_id(behind)}; {', '.join(step.reasons)})"
    else:
        yield "An editor's id or file brings them together, by way of other wordings."


def _way(statement: Statement, mine: Witness, theirs: Witness) -> list[Witness]:
    """The shortest way over wordings of which each is like the next (breadth first); empty if there is none."""
    came: dict[tuple[str, int], Witness | None] = {(mine.report, mine.quotation.number): None}
    wave = deque([mine])
    while wave:
        at = wave.popleft()
        if at == theirs:
            way: list[Witness] = [at]
            while (before := came[way[-1].report, way[-1].quotation.number]) is not None:
                way.append(before)
            return way[::-1]
        for other in statement.witnesses:
            key = (other.report, other.quotation.number)
            tied = bool(at.quotation.q) and at.quotation.q == other.quotation.q
            if key not in came and (tied or same(at.quotation.text, other.quotation.text).tier != "none"):
                came[key] = at
                wave.append(other)
    return []


def _two(site: Site, one: Statement, mine: Witness, other: Statement, theirs: Witness) -> Iterator[str]:
    apart = _files_that_say(site, one, mine, theirs, "not_same_as") or _files_that_say(
        site, other, theirs, mine, "not_same_as"
    )
    if apart:
        yield f"The editor says so: `not_same_as` in {apart}."
    typed = [s.id for s in (one, other) if any(w.quotation.q == s.id for w in s.witnesses)]
    if len(typed) == 2:
        yield f"The editor gave each an id of its own: {typed[0]} and {typed[1]}. Only `same_as` would join them."
    like = same(mine.quotation.text, theirs.quotation.text)
    days = _days(site, mine, theirs)
    if like.tier == "strict":
        yield f"By their words they could be one: {_alike(like)}."
        if days is not None and days > SEASON and like.told < UNMISTAKABLE:
            yield f"But {days} days lie between them, and so few words may well be said twice."
        elif max(len(one.witnesses), len(other.witnesses)) > LOOSE_SIZE:
            yield "But together they would be more wordings than one utterance has."
    elif like.tier == "loose":
        yield f"Their words are nearly enough: {_alike(like)}."
        if days is not None and days > WEEK:
            yield f"In reports of one story that could do, but {days} days lie between them, more than {WEEK}."
        else:
            yield "In two reports of one story it could do; give both the same `story:`, or answer in `digest review`."
    else:
        yield f"Their words are too different: {_alike(like)}."
        if like.score >= NEAR and not apart:
            yield "That is near enough to ask: see `digest review`."
    speakers = [s.speaker_name for s in (one, other)]
    if other.id in one.echoes or (all(speakers) and speakers[0] != speakers[1]):
        yield f"They are put down to {speakers[0]} and to {speakers[1]}: two speakers make two statements."


def _alike(like: Likeness) -> str:
    told = ", ".join(like.reasons) if like.told >= 1 else "no word that tells anything is in both"
    return f"{told}; that counts {like.score:.2f}, and from {STRICT:.2f} two quotations are one statement"


def _days(site: Site, one: Witness, other: Witness) -> int | None:
    first, last = (site.reports[w.report].head.date for w in (one, other))
    return abs((date.fromisoformat(first) - date.fromisoformat(last)).days) if first and last else None


def _files_that_say(site: Site, statement: Statement, mine: Witness, theirs: Witness, key: str) -> str:
    """The file of the statement if its list `key` names one of the two."""
    head = statement.head
    if head is None:
        return ""
    names = {name for w in (mine, theirs) for name in (w.quotation.q, quotation_id(w)) if name} - {statement.id}
    names |= {s.id for s in (statement_of(site, theirs),)} - {statement.id}
    return head.path if not names.isdisjoint(getattr(head, key)) else ""
