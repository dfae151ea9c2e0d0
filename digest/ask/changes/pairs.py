"""Which file, which quotation and which statement of one edition is which of the other."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from digest.model.article import Quotation
from digest.model.site import Statement
from digest.plan.tables import Tables

Place = tuple[str, int]
"""A quotation: its report, and its number there."""

ALIKE = 0.5
"""The least share of words that two wordings have in common for one to be an edit of the other."""

MOST_COMPARED = 50
"""Changed quotations of a report that are compared each with each."""


class Pairs(NamedTuple):
    """What is the same thing in both editions."""

    now: Mapping[str, str]
    """From `kind/id` before to the one after, of files that were renamed."""
    was: Mapping[str, str]
    quotations: Mapping[Place, Place]
    """From a quotation after to the same before."""
    into: Mapping[str, Counter[str]]
    """By statement before: the statements after that have quotations of it, and how many."""
    out_of: Mapping[str, Counter[str]]
    """By statement after: the statements before that had quotations of it, and how many."""

    def before(self, key: str) -> str:
        """The `kind/id` that something had before; its own if it was not renamed."""
        return self.was.get(key, key)

    def after(self, key: str) -> str:
        return self.now.get(key, key)

    def successor(self, statement: str) -> str:
        """The statement after that goes on from one before; empty if there is none."""
        return _likeliest(self.into.get(statement), self.after(f"quote/{statement}")[6:])

    def predecessor(self, statement: str) -> str:
        return _likeliest(self.out_of.get(statement), self.before(f"quote/{statement}")[6:])


def _likeliest(shares: Counter[str] | None, own: str) -> str:
    """The one of the same id, else that of most quotations."""
    if not shares:
        return ""
    return own if own in shares else min(shares, key=lambda one: (-shares[one], one))


def paired(before: Tables, after: Tables) -> Pairs:
    """Pair two editions off."""
    now = _renamed(before, after)
    was = {new: old for old, new in now.items()}
    quotations: dict[Place, Place] = {}
    for id, report in after.reports.items():
        old = was.get(f"report/{id}", f"report/{id}")[7:]
        if old in before.reports:
            places = _same(before.reports[old].head.quotes, report.head.quotes)
            quotations |= {(id, new): (old, number) for new, number in places.items()}
    into: defaultdict[str, Counter[str]] = defaultdict(Counter)
    out_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (id, number), (old, first) in quotations.items():
        source, goal = before.reports[old].statements[first - 1], after.reports[id].statements[number - 1]
        into[source][goal] += 1
        out_of[goal][source] += 1
    for id, statement in after.statements.items():
        old = was.get(f"quote/{id}", f"quote/{id}")[6:]
        if old in before.statements and _filed(statement, before.statements[old]):
            into[old][id] += 1
            out_of[id][old] += 1
    return Pairs(now=now, was=was, quotations=quotations, into=into, out_of=out_of)


def _filed(*both: Statement) -> bool:
    """Whether an editor's file or id speaks of it, before and after: then it is the same whatever its wordings are."""
    return all(one.head is not None or any(w.quotation.q == one.id for w in one.witnesses) for one in both)


def _renamed(before: Tables, after: Tables) -> dict[str, str]:
    """The files whose old id, that of a file before, is named in the `was:` of one that is new."""
    kinds: dict[str, tuple[Container[str], Container[str]]] = {
        "report": (before.reports, after.reports),
        "quote": (before.statements, after.statements),
        "entity": (before.names, after.names),
        "source": (before.outlets, after.outlets),
        "story": (before.stories, after.stories),
        "page": (before.pages, after.pages),
    }
    found: dict[str, str] = {}
    for old, new in sorted(after.redirects.items()):
        kind, _, id = old.partition("/")
        there, here = kinds[kind]
        fresh = new.partition("/")[2] not in there and new not in found.values()
        if id in there and id not in here and fresh:
            found[old] = new
    return found


def _same(old: Sequence[Quotation], new: Sequence[Quotation]) -> dict[int, int]:
    """From the numbers of a report's quotations to those that they had: of the same words in their order, then of the
    words that are most alike."""
    if [one.text for one in old] == [one.text for one in new]:
        return {one.number: one.number for one in new}
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for one in reversed(old):
        waiting[one.text].append(one.number)
    found = {one.number: waiting[one.text].pop() for one in new if waiting.get(one.text)}
    kept = {*found.values()}
    left = [one for one in old if one.number not in kept][:MOST_COMPARED]
    fresh = [one for one in new if one.number not in found][:MOST_COMPARED]
    for share, number, before in sorted((-_alike(a.text, b.text), b.number, a.number) for a in left for b in fresh):
        if -share >= ALIKE and number not in found and before not in kept:
            found[number] = before
            kept.add(before)
    return found


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
