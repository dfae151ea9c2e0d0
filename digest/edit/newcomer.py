"""A new report, where nothing that is there comes to mean anything else by it.

A report is added far more often than anything else is edited but words. It brings its own rows, and is entered in those
of its story; a name that it is the first to list is a new row too. What is not known here (an outlet without a file
that nobody named so far, an id that somebody waits for) is left to the link.
"""

from collections.abc import Collection

import msgspec

from digest.config import Config
from digest.diagnostic import Diagnostic
from digest.edit.ledger import Ledger
from digest.edit.same import file_of
from digest.edit.stories import retold
from digest.link import naming
from digest.link.ids import MISSING, ROLES
from digest.link.outlets import outlets
from digest.model.article import Head, ReportHead
from digest.model.site import Name, Report
from digest.plan import cards, gathered
from digest.plan.tables import Tables
from digest.text import slug


def enter(ledger: Ledger, head: Head, said: Collection[Diagnostic], config: Config) -> bool:
    """Give a new report its row, so that it is one of those that are edited; whether that could be done. The tables are
    unsettled if not. `said`: what was said of the edition before."""
    tables = ledger.tables
    if not isinstance(head, ReportHead) or head.was or head.status == "withdrawn" or head.shares_text_with:
        return False
    # Somebody may have named its id before it was there, or one that is more like it than like what he meant.
    waited = config.levels.get(MISSING) == "off" or any(one.code == MISSING for one in said)
    if waited or _taken(tables, head.id) or any(one.span.path == head.path for one in said):
        return False
    outlet = _outlet(tables, head)
    if not outlet or not all(file_of(tables, ref.id, ROLES[ref.role]) for ref in head.refs):
        return False
    if head.story and head.story not in tables.stories:  # it names a story by its old id
        return False
    if not _name(ledger, head):
        return False
    tables.reports[head.id] = Report(head=head, outlet=outlet)
    if head.story:
        _tell(ledger, head)
    return True


def _taken(tables: Tables, id: str) -> bool:
    held = (tables.reports, tables.statements, tables.names, tables.outlets, tables.stories, tables.pages)
    return any(id in table for table in held) or any(f"{kind}/{id}" in tables.redirects for kind in ROLES["link"])


def _outlet(tables: Tables, head: ReportHead) -> str:
    """Its outlet, if that is known by the very name that the report gives it; empty otherwise."""
    files = {id: outlet.head for id, outlet in tables.outlets.items() if outlet.head}
    named, of = outlets(files, [head])
    id = of[head.id]
    return id if id in tables.outlets and tables.outlets[id].name == named[id].name else ""


def _name(ledger: Ledger, head: ReportHead) -> bool:
    """Give a row to each name that it is the first to list. Not if a quotation was put down to somebody of that name:
    then it is known now who spoke."""
    tables = ledger.tables
    known = {*tables.outlets, *(outlet.name for outlet in tables.outlets.values())}
    people = naming.People(tables.names, ledger.forms, ledger.dictionary)
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


def _tell(ledger: Ledger, head: ReportHead) -> None:
    """Enter it in its story. How many outlets report that is said on the card of each of its statements."""
    tables = ledger.tables
    story = tables.stories[head.story]
    ledger.relate((other, head.id) for other in story.reports)
    now = retold(tables, story, (*story.reports, head.id), story.statements)
    tables.stories[head.story] = now
    if len(now.outlets) == len(story.outlets):
        return
    held = dict.fromkeys((*story.statements, *(s for id in story.reports for s in tables.reports[id].statements)))
    for id in held:
        if tables.statements[id].story == head.story:
            tables.quote_cards[id] = msgspec.structs.replace(tables.quote_cards[id], of=len(now.outlets))
