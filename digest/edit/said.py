"""What is to be said of an edition after an edit: what was said, without what no longer holds, with what holds now.

Every rule looks at a report, at a statement, or at two reports that share one. So it is enough to ask all rules about
the reports that an edit touches, with their statements and with whom they share them, as they were and as they are:
the difference is the edit's.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from digest.check import check
from digest.diagnostic import Diagnostic
from digest.model.site import Report, Site, Statement
from digest.plan.tables import Tables


def around(tables: Tables, ids: Iterable[str]) -> Site:
    """Some reports with their statements, and with the reports that share them: of these all that rules look at."""
    focus = [id for id in dict.fromkeys(ids) if id in tables.reports]
    statements = {s: tables.statements[s] for id in focus for s in tables.reports[id].statements}
    beside = {w.report for statement in statements.values() for w in statement.witnesses}
    reports = {id: tables.reports[id] for id in sorted({*focus, *beside})}
    return Site(
        reports=reports,
        kin={},
        copies={},
        statements={id: _placed(statement, reports) for id, statement in sorted(statements.items())},
        names={},
        outlets={},
        stories={},
        pages={},
        backlinks={},
        redirects={},
    )


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
