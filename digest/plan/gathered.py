"""Rows -> lists: which things belong together on a page.

What a row adds to which list is a function of that row alone (as the map of a map and reduce), so that after an edit a
list is mended where a row has changed, and never made again from all rows. The list of a family, under the family's
own name, holds its members with how many entries each has: `months` -> `("2024-05", 31)`.
"""

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Container, Iterable, MutableMapping

from digest.model.page import QuoteCard, ReportCard
from digest.model.site import Name, Report, Statement
from digest.plan import urls
from digest.plan.tables import Item
from digest.plan.wordings import PRINTED, given
from digest.text import shorten

FAMILIES = frozenset({"months", "uttered", "said", "names", "outlets", "letters"})
"""The lists that are counted."""

Entry = tuple[str, Item]
"""`family/member` or `list/`, and what is entered there."""


def of_report(report: Report, card: ReportCard) -> Iterable[Entry]:
    """In lists of reports an entry is date, time, id."""
    head = report.head
    place = card.date, card.time, card.id
    yield f"months/{card.date[:7]}", place
    yield f"outlets/{card.source.id}", place
    for name, _ in report.names:
        yield f"names/{name}", place
    for name, form in report.forms:
        yield f"forms/{name}", (form, report.outlet, card.id)
    if head.notes:
        yield "noted/", place
    if card.status in ("corrected", "withdrawn"):
        yield "corrected/", (card.id,)


def of_statement(statement: Statement, card: QuoteCard, names: Container[str]) -> Iterable[Entry]:
    """`names` are the ids of all names: a statement is about those that its file says it was said to or links to.

    With each outlet that carries it stands how often it is given in which of the ways of `PRINTED`: an outlet's page
    tells it of thousands of statements, and would line up the wordings of all of them after an edit of one.
    """
    id = statement.id
    carried: dict[str, list[int]] = {}
    for witness, how in zip(statement.witnesses, given(statement.witnesses), strict=True):
        carried.setdefault(witness.outlet, [0, 0, 0])[PRINTED.index(how)] += 1
    for outlet, counts in carried.items():
        yield f"carried/{outlet}", (id, *counts)
    for witness in statement.witnesses:
        if witness.via or witness.via_name:
            place = witness.report, witness.quotation.number
            yield f"credits/{witness.outlet}", (witness.via, witness.via_name, *place)
    yield f"uttered/{card.said[:7]}", (card.said, id)
    if not statement.page:
        return
    most = -card.outlets, -card.wordings, id
    yield f"by/{statement.speaker}", most
    refs = statement.head.refs if statement.head else ()
    for name in dict.fromkeys(ref.id for ref in refs if ref.role in ("to", "link") and ref.id in names):
        yield f"about/{name}", most
    yield f"said/{card.said[:7]}", (card.said, -card.outlets, id)
    yield "varied/", (-card.wordings, -card.outlets, id)
    if statement.witnesses:
        words = min(statement.witnesses, key=lambda w: (w.quotation.form != "direct", w.report))
        text = shorten(words.quotation.text.lstrip(".… "), 60)
        yield _indexed(text, card.url, "", "", card.outlets)


def of_name(name: Name) -> Iterable[Entry]:
    """In the index from A to Z an entry is key, text, URL, the name to see, the id of a name, outlets that quote."""
    url = urls.of("entity", name.id)
    own = _inverted(name.name) if name.type == "person" else name.name
    yield _indexed(own, url, "", name.id, 0)
    for alias in name.head.also if name.head else ():
        key = sort_key(alias.text)
        if _initial(key) and key[:6] != sort_key(own)[:6] and alias.text not in own.split(", "):
            yield _indexed(alias.text, url, name.name, "", 0)


def _indexed(text: str, url: str, see: str, name: str, outlets: int) -> Entry:
    key = sort_key(text)
    return f"letters/{_initial(key) or '#'}", (key, text, url, see, name, outlets)


def _inverted(name: str) -> str:
    """A person by the last name, `Putin, Vladimir`; one word stays."""
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else name


def sort_key(text: str) -> str:
    if text.isascii() and text.replace(" ", "").isalnum():  # nearly all
        return text.lower().strip()
    plain = unicodedata.normalize("NFKD", text)
    return "".join([c for c in plain if c.isalnum() or c == " "]).casefold().strip()


def _initial(key: str) -> str:
    return key[0].upper() if key and key[0].isalpha() else ""


# --- lists -----------------------------------------------------------------------------------------------------------


def gather(entries: Iterable[Entry]) -> dict[str, tuple[Item, ...]]:
    """All lists, each sorted."""
    found: dict[str, list[Item]] = {}
    for place, item in entries:
        held = found.get(place)
        if held is None:
            held = found[place] = []
        held.append(item)
    counts: dict[str, list[Item]] = {}
    for place in sorted(found):
        family, _, member = place.partition("/")
        if family in FAMILIES:
            counts.setdefault(family, []).append((member, len(found[place])))
    return {place: tuple(sorted(items)) for place, items in (found | counts).items()}


def mend(lists: MutableMapping[str, tuple[Item, ...]], gone: Iterable[Entry], come: Iterable[Entry]) -> set[str]:
    """Take entries out of their lists and put others in; which lists are others now. An empty list is none."""
    out: dict[str, list[Item]] = {}
    new: dict[str, list[Item]] = {}
    for place, item in gone:
        out.setdefault(place, []).append(item)
    for place, item in come:
        here = out.get(place)
        if here and item in here:
            here.remove(item)
        else:
            new.setdefault(place, []).append(item)
    changed: set[str] = set()
    for place in sorted({*(p for p, items in out.items() if items), *new}):
        held = list(lists.get(place, ()))
        before = len(held)
        for item in out.get(place, ()):
            del held[bisect_left(held, item)]
        for item in new.get(place, ()):
            insort(held, item)
        _put(lists, place, held)
        changed.add(place)
        family, _, member = place.partition("/")
        if family in FAMILIES and len(held) != before:
            counts = list(lists.get(family, ()))
            at = bisect_left(counts, (member,))
            counts[at : at + (before > 0)] = [(member, len(held))] if held else []
            _put(lists, family, counts)
            changed.add(family)
    return changed


def _put(lists: MutableMapping[str, tuple[Item, ...]], place: str, items: list[Item]) -> None:
    if items:
        lists[place] = tuple(items)
    else:
        del lists[place]
