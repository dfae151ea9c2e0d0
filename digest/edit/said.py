"""What is to be said of an edition after an edit: what was said, without what no longer holds, with what holds now.

Every rule looks at a file, at a report, at a statement, or at two reports that share one. So it is enough to ask all
rules about the files that an edit touches, of reports with their statements and with whom they share them, as they were
and as they are: the difference is the edit's.

What the link said, of an id that no file has, is not asked again: an edit that is followed names no other ids. It goes
with the place where the id is named.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from digest.check import check
from digest.diagnostic import Diagnostic
from digest.model.article import Head
from digest.model.site import Report, Site, Statement
from digest.model.source import Span
from digest.plan.tables import Tables


def around(tables: Tables, ids: Iterable[str], files: Collection[str]) -> Site:
    """Some reports with their statements, and with the reports that share them; and other `files`, by `kind/id`: of
    these all that rules look at."""
    focus = [id for id in dict.fromkeys(ids) if id in tables.reports]
    statements = {s: tables.statements[s] for id in focus for s in tables.reports[id].statements}
    beside = {w.report for statement in statements.values() for w in statement.witnesses}
    reports = {id: tables.reports[id] for id in sorted({*focus, *beside})}
    of = {kind: sorted(_ids(files, kind)) for kind in ("quote", "entity", "source", "story", "page")}
    placed = {id: _placed(statement, reports) for id, statement in statements.items()}
    for id in of["quote"]:  # what its own file says
        one = placed.get(id) or msgspec.structs.replace(tables.statements[id], witnesses=())
        placed[id] = msgspec.structs.replace(one, head=tables.statements[id].head)
    return Site(
        reports=reports,
        kin={},
        copies={},
        statements=dict(sorted(placed.items())),
        names={id: tables.names[id] for id in of["entity"]},
        outlets={id: tables.outlets[id] for id in of["source"]},
        stories={id: tables.stories[id] for id in of["story"]},
        pages={id: tables.pages[id] for id in of["page"]},
        backlinks={},
        redirects={},
    )


def _ids(files: Iterable[str], kind: str) -> Iterable[str]:
    return (file.partition("/")[2] for file in files if file.startswith(f"{kind}/"))


def _placed(statement: Statement, reports: Mapping[str, Report]) -> Statement:
    """A statement whose quotations say again where they stand; what its own file says is not looked at here."""
    return msgspec.structs.replace(
        statement,
        head=None,
        witnesses=tuple(
            msgspec.structs.replace(w, quotation=reports[w.report].head.quotes[w.quotation.number - 1])
            for w in statement.witnesses
        ),
    )


def of(site: Site, paths: Collection[str], captures: Mapping[str, str]) -> set[Diagnostic]:
    """What the rules say that has to do with some files."""
    return {
        diagnostic
        for diagnostic in check(site, captures)
        if diagnostic.span.path in paths or any(other.span.path in paths for other in diagnostic.others)
    }


def carried(
    said: Iterable[Diagnostic], edits: Sequence[tuple[Head, Head]]
) -> dict[Diagnostic, Diagnostic | None] | None:
    """Where what the link said of files stands after an edit, by what it said; None: its id is no longer named there.
    None as a whole if it cannot be told. `edits`: files as they were and as they are.
    """
    files = {old.path: (old, new) for old, new in edits}
    found: dict[Diagnostic, Diagnostic | None] = {}
    for one in said:
        spans = [span for span in (one.span, *(other.span for other in one.others)) if span.path in files]
        if all(span == files[span.path][0].span == files[span.path][1].span for span in spans):
            continue  # of no edited file, or of one as a whole
        if one.others:
            return None
        places = _places(*files[one.span.path])
        if places is None or one.span not in places:
            return None
        now = places[one.span]
        fix = one.fix and now and msgspec.structs.replace(one.fix, span=now)
        found[one] = msgspec.structs.replace(one, span=now, fix=fix) if now else None
    return found


def _places(old: Head, new: Head) -> dict[Span, Span | None] | None:
    """From where a file named its ids to where it names them now, each the same time as before; None for one that is
    named less often. None as a whole if one is named more often: then there is more to be said."""
    waiting: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for ref in reversed(new.refs):
        waiting[ref.role, ref.id].append(ref.span)
    before, now = (Counter((ref.role, ref.id) for ref in head.refs) for head in (old, new))
    if any(now[name] > count for name, count in before.items()):
        return None
    return {ref.span: waiting[ref.role, ref.id].pop() if waiting[ref.role, ref.id] else None for ref in old.refs}
