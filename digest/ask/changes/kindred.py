"""Related reports: which belong together now and did not, or did and no longer do, and why."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from digest.ask.changes.pairs import Pairs
from digest.ask.changes.said import Called, Change
from digest.ask.printed import listed
from digest.model.site import Kin, Reason
from digest.plan.tables import Tables
from digest.related import ON_A_PAGE, SPELT_OUT, said


def changes(before: Tables, after: Tables, pairs: Pairs) -> Iterator[Change]:
    """Of reports that are in both editions; what is new or gone brings its own, or takes it away."""
    was, now = _rows(before, pairs), _rows(after)
    here = {id for id in after.reports if pairs.before(f"report/{id}")[7:] in before.reports}
    called = Called(after)
    for one, other in sorted(set(_pairs(was, here)) ^ set(_pairs(now, here))):
        come = _between(now, one, other)
        key, beside = f"report/{one}", f"report/{other}"
        if come:
            why = listed(_words(called, reason) for reason in come.reasons)
            told = f"and {called.name(beside)} ({other}) are related now: {why}"
            yield called.change("related", "related", key, told, beside)
        else:
            gone = _between(was, one, other)
            assert gone is not None
            told = f"and {called.name(beside)} ({other}) are no longer related: {_why(gone, one, other, after, called)}"
            yield called.change("related", "unrelated", key, told, beside)


def _rows(tables: Tables, pairs: Pairs | None = None) -> dict[str, tuple[Kin, ...]]:
    """The rows of related reports, by the ids that they have after."""
    if pairs is None or not any(key.startswith("report/") for key in pairs.now):
        return dict(tables.kin)

    def now(id: str) -> str:
        return pairs.after(f"report/{id}")[7:]

    return {
        now(id): tuple(msgspec.structs.replace(kin, id=now(kin.id)) for kin in row) for id, row in tables.kin.items()
    }


def _pairs(rows: dict[str, tuple[Kin, ...]], here: set[str]) -> Iterator[tuple[str, str]]:
    """Each two of these reports of which one shows the other."""
    for id, row in rows.items():
        if id in here:
            yield from ((min(id, kin.id), max(id, kin.id)) for kin in row if kin.id in here)


def _between(rows: dict[str, tuple[Kin, ...]], one: str, other: str) -> Kin | None:
    both = ((one, other), (other, one))
    return next((kin for here, there in both for kin in rows.get(here, ()) if kin.id == there), None)


def _words(called: Called, reason: Reason) -> str:
    if reason.kind == "names":
        return said(msgspec.structs.replace(reason, items=tuple(map(called.entity, reason.items))))
    return said(reason)


def _why(gone: Kin, one: str, other: str, tables: Tables, called: Called) -> str:
    """What they have in common no more; if all is as it was, others are nearer, or it has become common."""
    lost = [words for reason in gone.reasons for words in _lost(reason, one, other, tables, called)]
    if lost:
        return "they no longer share " + listed(lost)
    here = tables.reports[one].head, tables.reports[other].head
    if any(two.id in (*first.hide,) for first, two in (here, here[::-1])):
        return "an editor hides one on the page of the other"
    if any(reason.kind == "pinned" for reason in gone.reasons):
        return "no editor pins one to the other any more"
    full = all(len(tables.kin.get(id) or ()) >= ON_A_PAGE for id in (one, other))
    return "others have more in common with them" if full else "what they share has become too common to count"


def _lost(reason: Reason, one: str, other: str, tables: Tables, called: Called) -> Iterable[str]:
    first, second = tables.reports[one], tables.reports[other]
    if reason.kind == "statements":
        left = {*first.statements} & {*second.statements}
        gone = reason.count - len(left)
        if gone > 0:
            yield "a quotation" if gone == 1 else f"{gone} quotations"
    elif reason.kind == "story" and (first.head.story != second.head.story or not first.head.story):
        yield "a story"
    elif reason.kind == "names":
        named = {id for id, _ in first.names} & {id for id, _ in second.names}
        yield from _some("name", [called.entity(id) for id in reason.items if id not in named])
    elif reason.kind == "words":
        told = {word for word, _ in first.head.terms} & {word for word, _ in second.head.terms}
        yield from _some("word", [word for word in reason.items if word not in told])
    elif reason.kind == "passages" and all(copy.id != other for copy in tables.copies.get(one) or ()):
        yield "a passage of text"


def _some(what: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"the {what}{'s' * (len(items) > 1)} {listed(items[:SPELT_OUT])}"
