"""Quotations that an edit changed, found again among all: which statements are others now.

The statements that held them, those that hold them now, and those that are their echoes are made anew; all others stay.
"""

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

import msgspec

from digest.edit.ledger import Ledger
from digest.edit.stories import retold
from digest.link.naming import People
from digest.link.statements import Said, spoken, statement, unheard
from digest.model.article import Quotation, QuoteHead, ReportHead
from digest.model.site import Statement
from digest.plan import cards, gathered
from digest.plan.tables import Tables, placeless, without_place


class Moved(NamedTuple):
    """What a new grouping changes."""

    gone: frozenset[str]
    """Ids of statements."""
    come: tuple[Statement, ...]
    echoes: Mapping[str, frozenset[str]]
    """By quotation after which a group is named, those of its echoes: of all groups that may have others now."""
    reports: frozenset[str]
    """All reports of these statements, as they were and as they are."""


def moved(
    ledger: Ledger,
    old: Mapping[str, ReportHead],
    new: Mapping[str, ReportHead],
    away: Container[str],
    outlet_of: Mapping[str, str],
    people: People,
) -> Moved | None:
    """Group anew, in the indexes alone; None if an editor's file is called after a quotation, which must be looked at
    from all sides, or if something of what was remembered is gone. `away`: the reports of which all quotations count as
    others, for they have another date, outlet or story."""
    from digest.link.grouping import Lost, candidate, regroup

    tables = ledger.tables

    def file_of(_: ReportHead, quotation: Quotation) -> QuoteHead | None:
        row = tables.statements.get(quotation.q) if quotation.q else None
        return row.head if row else None

    def entry(id: str) -> Said:
        report, number = _place(id)
        head = new[report] if report in new else tables.reports[report].head
        return spoken(head, head.quotes[number - 1], file_of, people)

    before = {f"{id}#{q.number}": without_place(q) for id, head in old.items() for q in head.quotes}
    after = {f"{id}#{q.number}": without_place(q) for id, head in new.items() for q in head.quotes}
    altered = [id for id, q in after.items() if before.get(id) != q or _place(id)[0] in away]
    told = {name.rpartition("#")[0] for pair in (*ledger.bonds.same, *ledger.bonds.different) for name in pair}
    if any(_filed(tables, id) for id in (*before, *after)) or not told.isdisjoint(new):
        return None
    vanished = before.keys() - after.keys()
    try:
        found = regroup(ledger.indexes.quoted, vanished, (candidate(*entry(id)) for id in altered), ledger.bonds)
    except Lost:
        return None
    dropped = {_statement_of(tables, name) for name in found.gone}
    groups = {members[0]: members for members in found.groups}
    for id in altered:  # its words may be others in a group of the same members
        if id in before and (held := _statement_of(tables, id)) not in dropped:
            dropped.add(held)
            members = [f"{w.report}#{w.quotation.number}" for w in tables.statements[held].witnesses]
            groups[min(members)] = tuple(members)
    come = [
        statement(sorted(map(entry, members), key=_order), file_of, outlet_of, people) for members in groups.values()
    ]
    made = {one.id for one in come}
    dropped |= {id for id in made if id in tables.statements}  # of a file that no report has quoted so far
    heads = [head for id in sorted(dropped - made) if (head := tables.statements[id].head)]
    come += [unheard(head, people) for head in heads]
    echoes = _echoes(tables, {*found.gone, *groups}, found.echoes_gone, found.echoes)
    reports = {w.report for id in dropped for w in tables.statements[id].witnesses}
    reports |= {w.report for one in come for w in one.witnesses}
    return Moved(gone=frozenset(dropped), come=tuple(come), echoes=echoes, reports=frozenset(reports | {*new}))


def carried(tables: Tables, head: ReportHead, moved: Moved | None) -> tuple[str, ...]:
    """The statements of an edited report's quotations, in their order."""
    before = tables.reports[head.id].statements
    if moved is None:
        return before
    now = {w.quotation.number: one.id for one in moved.come for w in one.witnesses if w.report == head.id}
    return tuple(now.get(quotation.number) or before[quotation.number - 1] for quotation in head.quotes)


def settle(tables: Tables, moved: Moved) -> None:
    """Put the rows of the statements in place; those of the edited reports say already what they carry."""
    before = {id: tables.statements[id] for id in moved.gone}
    old_cards = {id: tables.quote_cards[id] for id in moved.gone}
    for one in moved.come:
        for witness in one.witnesses:
            _carry(tables, witness.report, witness.quotation.number, one.id)
    made = {one.id: placeless(one) for one in moved.come}
    for id in moved.gone - made.keys():
        del tables.statements[id]
        del tables.quote_cards[id]
    for id, row in made.items():
        tables.statements[id] = row
    for name, others in moved.echoes.items():
        id = _found(tables, name)
        if id and _name(tables, id) == name:
            named = {other for each in others if (other := _found(tables, each))}
            tables.statements[id] = msgspec.structs.replace(tables.statements[id], echoes=tuple(sorted(named)))
    _stories(tables, {row.story for row in (*before.values(), *made.values())} - {""}, before, made)
    for id, row in made.items():
        tables.quote_cards[id] = cards.quote_card(row, tables.stories.get(row.story), tables.report_cards)
    gathered.mend(
        tables.lists,
        [e for id, row in before.items() for e in gathered.of_statement(row, old_cards[id], tables.name_cards)],
        [e for id, row in made.items() for e in gathered.of_statement(row, tables.quote_cards[id], tables.name_cards)],
    )


def _carry(tables: Tables, report: str, number: int, id: str) -> None:
    """A quotation's statement is another now."""
    row = tables.reports[report]
    if row.statements[number - 1] != id:
        held = (*row.statements[: number - 1], id, *row.statements[number:])
        tables.reports[report] = now = msgspec.structs.replace(row, statements=held)
        tables.catalogued[report] = cards.catalogued(now)


def _stories(
    tables: Tables, ids: Iterable[str], before: Mapping[str, Statement], made: Mapping[str, Statement]
) -> None:
    for id in sorted(ids):
        story = tables.stories.get(id)
        if story is not None:
            held = dict.fromkeys((*(s for s in story.statements if s not in before), *made))
            tables.stories[id] = retold(tables, story, story.reports, held)


def _echoes(
    tables: Tables,
    names: Iterable[str],
    gone: Iterable[tuple[str, str]],
    come: Iterable[tuple[str, str]],
) -> dict[str, frozenset[str]]:
    """The echoes of some groups and of those that were or are theirs, by the names of groups."""
    pairs: set[tuple[str, str]] = set()
    asked = {*names, *(name for pair in (*gone, *come) for name in pair)}
    known: set[str] = set()
    while asked - known:  # of whoever is touched all echoes are needed, theirs too
        for name in asked - known:
            known.add(name)
            id = _found(tables, name)
            for other in tables.statements[id].echoes if id and _name(tables, id) == name else ():
                pairs.add(_sorted(name, _name(tables, other)))
        asked = asked | {name for pair in pairs for name in pair}
    pairs -= {_sorted(*pair) for pair in gone}
    pairs |= {_sorted(*pair) for pair in come}
    return {name: frozenset(b if a == name else a for a, b in pairs if name in (a, b)) for name in sorted(known)}


def _place(id: str) -> tuple[str, int]:
    report, _, number = id.rpartition("#")
    return report, int(number)


def _order(entry: Said) -> tuple[str, str, str, int]:
    report, quotation, _ = entry
    return report.date or "9999", report.time, report.id, quotation.number


def _sorted(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _name(tables: Tables, statement: str) -> str:
    """After which quotation its group is named: the least."""
    return min(f"{w.report}#{w.quotation.number}" for w in tables.statements[statement].witnesses)


def _found(tables: Tables, name: str) -> str:
    """The statement of a quotation; empty if there is no such quotation now."""
    report, number = _place(name)
    row = tables.reports.get(report)
    return row.statements[number - 1] if row and number <= len(row.statements) else ""


def _statement_of(tables: Tables, name: str) -> str:
    report, number = _place(name)
    return tables.reports[report].statements[number - 1]


def _filed(tables: Tables, id: str) -> bool:
    """Whether a file is called after this quotation, `report-q3`, or its statement has a file that none of it names."""
    report, number = _place(id)
    row = tables.statements.get(f"{report}-q{number}")
    held = tables.reports[report].statements
    own = tables.statements[held[number - 1]] if number <= len(held) else None
    called = own is not None and own.head is not None and all(w.quotation.q != own.id for w in own.witnesses)
    return bool((row and row.head) or called)
