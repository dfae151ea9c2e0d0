"""A report's place among the others: what it may be given, where nothing else comes to mean anything else by it.

A report is added far more often than anything is edited but words; dates, lists of names and what a quotation is called
are edited next. It brings rows of its own, and is entered in those of its story; a name that it is the first to list is
a new row too. What is not known here (an outlet that nobody named so far, an id that somebody waits for) is left to
the link.
"""

from collections.abc import Collection, Iterable

import msgspec

from digest.config import Config
from digest.diagnostic import Diagnostic
from digest.edit.ledger import Ledger
from digest.edit.same import file_of, named_in
from digest.edit.stories import retold
from digest.link import naming
from digest.link.ids import MISSING, ROLES
from digest.link.outlets import outlets
from digest.model.article import ReportHead
from digest.model.site import Name, Report
from digest.plan import cards, gathered
from digest.plan.tables import Tables
from digest.text import slug

_STAYS = ("id", "path", "was", "draft", "status", "shares_text_with")
"""What no report may change, for others' rows rest on it in ways that are not followed."""
_PLACED = ("date", "time", "source", "story", "entities")
"""What a report's place among the others is made of."""


def place(
    ledger: Ledger, old: ReportHead | None, head: ReportHead, said: Collection[Diagnostic], config: Config
) -> str:
    """The outlet of a report as it is now, after names and relations that it brings have been given rows; empty if all
    must be linked anew. The tables are unsettled then. `old`: None if it is new, and then it gets a row; `said`: what
    was said of the edition beside its own file."""
    tables = ledger.tables
    if head.status == "withdrawn" or not (_fits(tables, old, head) if old else _may_come(tables, head, said, config)):
        return ""
    outlet = tables.reports[head.id].outlet if old and old.source == head.source else _outlet(tables, old, head)
    if not outlet or (head.story and head.story not in tables.stories):  # it may name a story by its old id
        return ""
    if (old is None or old.entities != head.entities) and not _name(ledger, old, head):
        return ""
    if old is None:
        tables.reports[head.id] = Report(head=head, outlet=outlet)
    before, now = old.story if old else "", head.story
    if before != now:
        story = tables.stories.get(now)
        ledger.relate(head.id, story.reports if story else ())
    return outlet


def moves(old: ReportHead | None, head: ReportHead) -> bool:
    """Whether its place is another than it was."""
    return old is None or any(getattr(old, field) != getattr(head, field) for field in _PLACED)


def tell(tables: Tables, old: ReportHead | None, head: ReportHead) -> None:
    """Enter a report in its story, and take it out of the one that it was in; its own rows are as they are now. How
    many outlets report a story is said on the card of each of its statements."""
    for id in sorted({old.story if old else "", head.story}):
        story = tables.stories.get(id)
        if story is None:
            continue
        reports = [report for report in story.reports if report != head.id]
        tables.stories[id] = now = retold(
            tables, story, [*reports, head.id] if id == head.story else reports, story.statements
        )
        if len(now.outlets) != len(story.outlets):
            told = {*story.statements, *(s for report in story.reports for s in tables.reports[report].statements)}
            for one in sorted(told):
                if tables.statements[one].story == id:
                    tables.quote_cards[one] = msgspec.structs.replace(tables.quote_cards[one], of=len(now.outlets))


def _fits(tables: Tables, old: ReportHead, head: ReportHead) -> bool:
    """Of ids that it names now or no longer, nothing is to be said: each is a file's. A link that led nowhere may go,
    for what was said of it goes with its place."""
    if any(getattr(old, field) != getattr(head, field) for field in _STAYS):
        return False
    before, after = named_in(old), named_in(head)
    differing = {(role, id) for role, id in before ^ after if role != "link" or (role, id) in after}
    return all(file_of(tables, id, ROLES[role]) for role, id in differing)


def _may_come(tables: Tables, head: ReportHead, said: Collection[Diagnostic], config: Config) -> bool:
    if head.was or head.shares_text_with or any(one.span.path == head.path for one in said):
        return False
    # Somebody may have named its id before it was there, or one that is more like it than like what he meant.
    if config.levels.get(MISSING) == "off" or any(one.code == MISSING for one in said):
        return False
    held = (tables.reports, tables.statements, tables.names, tables.outlets, tables.stories, tables.pages)
    once = (f"{kind}/{head.id}" in tables.redirects for kind in ROLES["link"])
    if any(once) or any(head.id in table for table in held):
        return False
    return all(file_of(tables, id, ROLES[role]) for role, id in named_in(head))


def _outlet(tables: Tables, old: ReportHead | None, head: ReportHead) -> str:
    """Its outlet, if that is known by the very name that the report gives it, and the one that it had is known without
    it; empty otherwise."""
    files = {id: outlet.head for id, outlet in tables.outlets.items() if outlet.head}
    named, of = outlets(files, [head])
    id = of[head.id]
    if id not in tables.outlets or tables.outlets[id].name != named[id].name:
        return ""
    if old is not None:
        left = tables.outlets[tables.reports[head.id].outlet]
        others = _others(tables, f"outlets/{left.id}", head.id)
        if left.head is None and not any(other.source == left.name for other in others):
            return ""
    return id


def _others(tables: Tables, place: str, id: str) -> Iterable[ReportHead]:
    """The other reports of a list."""
    return (tables.reports[other].head for *_, other in tables.lists.get(place) or () if other != id)


def _name(ledger: Ledger, old: ReportHead | None, head: ReportHead) -> bool:
    """Give a row to each name that it is the first to list; not if a quotation was put down to somebody of that name,
    for then it is known now who spoke. Nor may a name go that nobody else lists."""
    tables = ledger.tables
    known = {*tables.outlets, *(outlet.name for outlet in tables.outlets.values())}
    people = naming.People(tables.names, ledger.forms, ledger.dictionary)
    for name in {*old.entities} - {*head.entities} if old else ():
        id = people.id(name)
        others = _others(tables, f"names/{id}", head.id)
        if id and tables.names[id].head is None and not any(name in other.entities for other in others):
            return False
    new = {name: slug(name) for name in sorted(head.entities) if name not in known and not people.id(name)}
    ids = {*new.values()}
    if len(ids) < len(new) or any(id in tables.names for id in ids):  # a name that others write another way
        return False
    if new and not _printed(tables).isdisjoint({*ids, *map(str.casefold, new)}):
        return False
    for name, id in new.items():
        tables.names[id] = row = Name(id=id, name=name)
        tables.name_cards[id] = cards.name_card(row)
        ledger.forms[name.casefold()] = id
        gathered.mend(tables.lists, (), gathered.of_name(row))
    return True


def _printed(tables: Tables) -> set[str]:
    """By which names anybody is said to speak or to pass on, in small letters."""
    quotations = [witness.quotation for statement in tables.statements.values() for witness in statement.witnesses]
    heads = [statement.head.speaker for statement in tables.statements.values() if statement.head]
    named = {name for q in quotations for name in (q.by, q.via, q.speaker, q.mention, q.channel)}
    return {name.casefold() for name in (*named, *heads)}
