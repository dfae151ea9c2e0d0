"""An edit of a few files -> the rows that it changes, and the pages that read them.

Most edits leave the edition as it was linked: words of a digest, a note, a title. Then nobody needs to look at the ten
thousand reports that were not edited. What may move more than that (an id, a date, an outlet, who speaks) is not
followed here: `revise` says so by None, and everything is linked anew. It only saves work; the site is the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from digest import copied
from digest.config import Config
from digest.diagnostic import Diagnostic
from digest.edit import copying, placing, quoted, said
from digest.edit.ledger import Ledger
from digest.edit.same import file_of, stays
from digest.edit.stories import Outlets
from digest.link import kind_of, naming
from digest.link.copies import passages
from digest.link.kin import evidence_of
from digest.model.article import EntityHead, Head, PageHead, Quotation, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.model.site import Report
from digest.names import Hit
from digest.plan import Planned, cards, gathered, plan, watched
from digest.plan.tables import Tables, without_place
from digest.related import Evidence

__all__ = ["Edited", "Pages", "Revised", "admit", "pages_of", "revise"]


class Edited(NamedTuple):
    """A file as it was and as it is now."""

    old: Head | None
    """None: it is new."""
    new: Head
    hits: tuple[Hit, ...] = ()
    """The names found in a report's text now."""
    outlet: str = ""
    """A report's, now."""


class Revised(NamedTuple):
    """What an edit did, beside the rows of the ledger that it changed."""

    gone: set[Diagnostic]
    come: set[Diagnostic]


class Pages(NamedTuple):
    """The pages that the rows of a ledger touch that are others than they were."""

    planned: dict[str, Planned]
    """By the URLs of all their forms."""
    gone: set[str]
    """The URLs of what is no more."""


def pages_of(ledger: Ledger, config: Config) -> Pages | None:
    """Plan the pages that read a changed row, or are there because of one; None if two would stand at one address."""
    views, read = watched(ledger.tables)
    pages = Pages(planned={}, gone=set())
    for unit in sorted(ledger.readers(ledger.changed())):
        for keys in read.values():
            keys.clear()
        planned = plan(views, unit, config)
        ledger.read(unit, read)
        now = {url: page for page in planned for url in page.urls()}
        for url, page in now.items():
            if ledger.at.setdefault(url, unit) != unit:
                return None
            pages.planned[url] = page
        before = ledger.urls.get(unit) or ()
        for url in {*before} - now.keys():
            pages.gone.add(url)
            del ledger.at[url]
        if now:
            ledger.urls[unit] = tuple(now)
        else:
            ledger.urls.pop(unit, None)
    return pages


def admit(ledger: Ledger, edit: Edited, said: Collection[Diagnostic], config: Config) -> Edited | None:
    """An edit that can be followed, with all that others rest on; None if everything must be linked anew. `said`: what
    was said of the edition beside the edited files."""
    old, new = edit.old, edit.new
    if not isinstance(new, ReportHead):
        return edit if old is not None and stays(old, new) else None
    if old is not None and not isinstance(old, ReportHead):
        return None
    outlet = placing.place(ledger, old, new, said, config)
    return edit._replace(outlet=outlet) if outlet else None


def revise(
    ledger: Ledger,
    edits: Sequence[Edited],
    people: naming.People,
    captures: Mapping[str, str],
    shared: copied.Difference,
) -> Revised | None:
    """Follow edits that were admitted into the ledger's tables; None if everything must be linked anew. The tables are
    then unsettled. `shared` is what reports share now that they did not share before."""
    tables = ledger.tables
    if ledger.kindred is None:
        return None
    old = {edit.old.id: edit.old for edit in edits if isinstance(edit.old, ReportHead)}
    new = {edit.new.id: edit.new for edit in edits if isinstance(edit.new, ReportHead)}
    moved_away = {id for id, head in new.items() if placing.moves(old.get(id), head)}
    requoted = [id for id, head in new.items() if id in moved_away or _words(old[id]) != _words(head)]
    moved = None
    if requoted:
        before = {id: old[id] for id in requoted if id in old}
        now = {id: new[id] for id in requoted}
        outlet_of = Outlets(tables, {edit.new.id: edit.outlet for edit in edits if edit.outlet})
        moved = quoted.moved(ledger, before, now, moved_away, outlet_of, people)
        if moved is None:
            return None
    reports = sorted({*new, *(moved.reports if moved else ())})
    paths = {edit.new.path for edit in edits} | {tables.reports[id].head.path for id in reports}
    files = {f"{kind_of(edit.new)}/{edit.new.id}" for edit in edits}
    there = [id for id in reports if id in old or id not in new]
    gone = said.of(said.around(tables, there, files), paths, captures)
    for edit in edits:
        _revise(tables, edit, people, moved)
    for id in sorted(moved_away):
        placing.tell(tables, old.get(id), new[id])
    if moved:
        quoted.settle(tables, moved)
    _kin(ledger, {*reports, *copying.settle(tables, shared)})
    come = said.of(said.around(tables, reports, files), paths, captures)
    return Revised(gone=gone, come=come)


def _words(head: ReportHead) -> tuple[Quotation, ...]:
    return tuple(map(without_place, head.quotes))


def _revise(tables: Tables, edit: Edited, people: naming.People, moved: quoted.Moved | None) -> None:
    new = edit.new
    if isinstance(new, ReportHead):
        carried = quoted.carried(tables, new, moved)
        _report(tables, new, edit.outlet, naming.named(new, edit.hits, people), carried)
    elif isinstance(new, QuoteHead):
        before, card = tables.statements[new.id], tables.quote_cards[new.id]
        after = msgspec.structs.replace(before, head=new)
        tables.statements[new.id] = after
        story = tables.stories.get(after.story)
        tables.quote_cards[new.id] = now = cards.quote_card(after, story, tables.report_cards)
        _mend(
            tables,
            gathered.of_statement(before, card, tables.name_cards),
            gathered.of_statement(after, now, tables.name_cards),
        )
    elif isinstance(new, EntityHead):
        tables.names[new.id] = msgspec.structs.replace(tables.names[new.id], head=new)
    elif isinstance(new, SourceHead):
        tables.outlets[new.id] = msgspec.structs.replace(tables.outlets[new.id], head=new)
    elif isinstance(new, StoryHead):
        tables.stories[new.id] = story = msgspec.structs.replace(tables.stories[new.id], head=new)
        tables.story_links[new.id] = cards.story_link(story)
    elif isinstance(new, PageHead):
        tables.pages[new.id] = new


def _report(
    tables: Tables, head: ReportHead, outlet: str, named: naming.Named, carried: tuple[str, ...]
) -> None:
    """Of a new one there is a row already, but nothing else."""
    before, card = tables.reports[head.id], tables.report_cards.get(head.id)
    after = Report(
        head=head,
        outlet=outlet,
        names=named.names,
        linked=named.linked,
        forms=named.forms,
        statements=carried,
    )
    tables.reports[head.id] = after
    tables.report_cards[head.id] = now = cards.report_card(after, tables.source_cards[outlet])
    tables.facts[head.id] = cards.facts(after)
    tables.catalogued[head.id] = cards.catalogued(after)
    tables.named[head.id] = cards.named(after, tables.name_cards)
    if head.notes:
        tables.noted[head.id] = cards.noted(after)
    else:
        tables.noted.pop(head.id, None)
    _mend(tables, gathered.of_report(before, card) if card else (), gathered.of_report(after, now))
    _backlinks(tables, before.head if card else None, head)


def _mend(tables: Tables, gone: Iterable[gathered.Entry], come: Iterable[gathered.Entry]) -> None:
    gathered.mend(tables.lists, gone, come)


def _backlinks(tables: Tables, before: ReportHead | None, after: ReportHead) -> None:
    """What links to what: links to reports, statements, stories and pages, for those to names are their reports."""
    old, new = _targets(tables, before) if before else set(), _targets(tables, after)
    mine = f"report/{after.id}"
    for target in old - new:
        rest = tuple(key for key in tables.backlinks[target] if key != mine)
        if rest:
            tables.backlinks[target] = rest
        else:
            del tables.backlinks[target]
    for target in new - old:
        tables.backlinks[target] = tuple(sorted({*(tables.backlinks.get(target) or ()), mine}))


def _targets(tables: Tables, head: ReportHead) -> set[str]:
    linked = {ref.id for ref in head.refs if ref.role == "link"}.union(head.links)
    found = {file_of(tables, id) for id in linked} - {"", f"report/{head.id}"}
    return {key for key in found if not key.startswith(("entity/", "source/"))}


def _kin(ledger: Ledger, reports: Collection[str]) -> None:
    """Weigh the edited reports anew."""
    tables, index = ledger.tables, ledger.kindred
    assert index is not None
    for id in sorted(index.update((), [_evidence(tables, id) for id in reports])):
        tables.kin[id] = index.rows[id]


def _evidence(tables: Tables, id: str) -> Evidence:
    report = tables.reports[id]
    shared = {s for s in report.statements if len({w.report for w in tables.statements[s].witnesses}) > 1}
    return evidence_of(report.head, report.names, report.statements, shared, passages(id, tables.copies.get(id) or ()))
