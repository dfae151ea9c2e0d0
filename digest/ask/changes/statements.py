"""Statements: who said what, in whose wording, and which quotations are one statement."""

from collections.abc import Iterator

from digest.ask.changes.fields import others, reworded
from digest.ask.changes.pairs import Pairs
from digest.ask.changes.said import Called, Change, quoted
from digest.ask.changes.side import Side
from digest.ask.printed import listed
from digest.model.site import Statement, Witness
from digest.plan.tables import Tables

_FORMS = {
    "direct": "in quotation marks",
    "partial": "in part",
    "reported": "without quotation marks",
    "headline": "as a headline",
    "post": "as a post",
}


def changes(before: Side, after: Side, pairs: Pairs) -> Iterator[Change]:
    """What is said of statements that have a page in either edition. Others are told of with their reports."""
    told = _Told(before.tables, after.tables, pairs)
    for id in before.tables.statements:
        yield from told.gone(id)
    for id in after.tables.statements:
        yield from told.now(id)


class _Told:
    def __init__(self, before: Tables, after: Tables, pairs: Pairs) -> None:
        self._before, self._after, self._pairs = before, after, pairs
        self._was, self._is = Called(before), Called(after)
        self._merged: dict[str, list[str]] = {}
        """By statement after, those before that are one in it, where they are more than one."""
        for old in before.statements:
            if new := pairs.successor(old):
                self._merged.setdefault(new, []).append(old)
        self._split: dict[str, list[str]] = {}
        """By statement before, those after that were parts of it, where they are more than one."""
        for new in after.statements:
            if old := pairs.predecessor(new):
                self._split.setdefault(old, []).append(new)

    def gone(self, id: str) -> Iterator[Change]:
        statement = self._before.statements[id]
        parts = self._split.get(id, [])
        if len(parts) > 1:
            yield self._is.change(
                "statements",
                "split",
                f"quote/{self._first(id, parts)}",
                f"was one statement with {self._named(parts, self._first(id, parts), self._is)}, and is no longer",
                *(f"quote/{part}" for part in parts),
            )
        if not self._pairs.successor(id) and statement.page:
            yield self._was.change("statements", "gone", f"quote/{id}", "is no longer on the site")

    def _first(self, id: str, parts: list[str]) -> str:
        """Of the parts of what was one statement, the one that goes on from it."""
        goes_on = self._pairs.successor(id)
        return goes_on if goes_on in parts else parts[0]

    def now(self, id: str) -> Iterator[Change]:
        statement, key = self._after.statements[id], f"quote/{id}"
        sources = self._merged.get(id, [])
        old = self._pairs.predecessor(id)
        if not old:
            if statement.page:
                yield self._is.change("statements", "new", key, self._introduced(statement))
            return
        first = self._before.statements[old]
        if statement == first and len(sources) < 2:
            return
        if len(sources) > 1:
            yield self._is.change(
                "statements",
                "merged",
                key,
                f"is one statement now with {self._named(sources, old, self._was)}",
                *(f"quote/{source}" for source in sources),
            )
        if f"quote/{old}" in self._pairs.now:
            yield self._is.change("statements", "renamed", key, f"has the id {id} now (was {old})")
        if self._pairs.successor(old) != id:
            return  # a part of what was one: told of with that
        yield from self._speaker(key, first, statement)
        if first.page or statement.page:
            yield from self._wordings(key, old, sources, statement)
            yield from self._page(key, first, statement)
            yield from self._file(key, first, statement)

    def _named(self, ids: list[str], besides: str, called: Called) -> str:
        return listed(f"{called.name(f'quote/{id}')} ({id})" for id in ids if id != besides)

    def _introduced(self, statement: Statement) -> str:
        count = len(statement.witnesses)
        if not count:
            return "is new; no report carries it yet"
        outlets = listed(dict.fromkeys(self._is.outlet(w.report) for w in statement.witnesses))
        who = f", said by {statement.speaker_name}" if statement.speaker_name else ""
        return f"is new{who}; {_wording(count)} ({outlets})"

    def _speaker(self, key: str, old: Statement, new: Statement) -> Iterator[Change]:
        before, now = old.speaker_name or "unattributed", new.speaker_name or "unattributed"
        same = self._pairs.after(f"entity/{old.speaker}") == f"entity/{new.speaker}" and bool(old.speaker)
        if before != now and not same:
            yield self._is.change("statements", "speaker", key, f"is put down to {now} now (was {before})")

    def _wordings(self, key: str, old: str, sources: list[str], statement: Statement) -> Iterator[Change]:
        here = {(w.report, w.quotation.number) for w in statement.witnesses}
        held = {*sources, old}
        met = set()
        for witness in statement.witnesses:
            place = self._pairs.quotations.get((witness.report, witness.quotation.number))
            if place is None:
                told = f"gained a wording from {self._from(witness)}"
                yield self._is.change("statements", "wording-gained", key, told, f"report/{witness.report}")
                continue
            met.add(place)
            source = self._before.reports[place[0]].statements[place[1] - 1]
            if source not in held:
                stood = self._was.name(f"quote/{source}")
                told = f"gained the wording of {self._from(witness)}, which stood with {stood}"
                beside = f"report/{witness.report}", f"quote/{source}"
                yield self._is.change("statements", "wording-gained", key, told, *beside)
            yield from self._wording(key, self._witness(source, place), witness)
        parts = {*self._split.get(old, [])}
        goal_of = {first: now for now, first in self._pairs.quotations.items()}
        for source in held:
            for witness in self._before.statements[source].witnesses:
                place = (witness.report, witness.quotation.number)
                now = goal_of.get(place)
                if now in here or place in met:
                    continue
                if now is not None:
                    goal = self._after.reports[now[0]].statements[now[1] - 1]
                    if goal in parts or self._pairs.successor(source) != statement.id:
                        continue
                    where = f", which stands with {self._is.name(f'quote/{goal}')} now"
                    lost = f"lost the wording of {self._from(witness, self._was)}{where}"
                elif self._pairs.successor(source) != statement.id:
                    continue
                else:
                    lost = f"lost the wording of {self._from(witness, self._was)}"
                yield self._is.change("statements", "wording-lost", key, lost, f"report/{witness.report}")

    def _page(self, key: str, old: Statement, new: Statement) -> Iterator[Change]:
        if old.page != new.page:
            why = "" if new.page else ": one report alone carries it"
            told = f"has {'a' if new.page else 'no'} page of its own now{why}"
            yield self._is.change("statements", "page" if new.page else "page-gone", key, told)

    def _witness(self, statement: str, place: tuple[str, int]) -> Witness:
        held = self._before.statements[statement].witnesses
        return next(w for w in held if (w.report, w.quotation.number) == place)

    def _from(self, witness: Witness, called: Called | None = None) -> str:
        return f"{(called or self._is).outlet(witness.report)} ({witness.report})"

    def _wording(self, key: str, old: Witness, new: Witness) -> Iterator[Change]:
        """One wording, before and after."""
        before, now, about = old.quotation, new.quotation, f"report/{new.report}"
        if before.text != now.text:
            told = f"in {self._from(new)}, {reworded(before.text, now.text)}"
            yield self._is.change("statements", "wording", key, told, about)
        if before.form != now.form:
            told = f"{self._from(new)} gives it {_FORMS[now.form]} now (was {_FORMS[before.form]})"
            yield self._is.change("statements", "form", key, told, about)
        credited, was = (_credited(w, c) for w, c in ((new, self._is), (old, self._was)))
        if credited != was:
            told = f"{self._from(new)} credits {credited or 'nobody'} now (was {was or 'nobody'})"
            yield self._is.change("statements", "via", key, told, about)

    def _file(self, key: str, old: Statement, new: Statement) -> Iterator[Change]:
        """What the statement's own file says, and where it belongs."""
        if old.story != new.story:
            told = self._is.name(f"story/{new.story}") if new.story else "no story"
            before = self._was.name(f"story/{old.story}") if old.story else "none"
            if self._pairs.after(f"story/{old.story}") != f"story/{new.story}":
                yield self._is.change("statements", "story", key, f"belongs to {told} now (was {before})")
        if new.head is None or old.head is None:
            if new.head is not old.head:
                yield self._is.change(
                    "statements", "file", key, "has a file of its own now" if new.head else "has no file of its own now"
                )
            return
        if old.head.gist != new.head.gist:
            told = f"its gist is {quoted(new.head.gist)} now (was {quoted(old.head.gist)})"
            yield self._is.change("statements", "gist", key, told)
        if old.head.said != new.head.said:
            told = f"was said {_day(new.head.said)} now (was {_day(old.head.said)})"
            yield self._is.change("statements", "said", key, told)
        yield from others("statements", key, old.head, new.head, self._is)


def _credited(witness: Witness, called: Called) -> str:
    return called.entity(witness.via) if witness.via else witness.via_name


def _day(day: str) -> str:
    return f"on {day}" if day else "on an unknown day"


def _wording(count: int) -> str:
    return f"{count} wording{'s' * (count > 1)}"

