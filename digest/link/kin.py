"""Related reports with their reasons: what each report has in common with others, put before `digest.related`."""

from collections.abc import Mapping

from digest import related
from digest.link.copies import passages
from digest.model.article import ReportHead
from digest.model.site import Copy, Statement


def kin(
    reports: Mapping[str, ReportHead],
    names: Mapping[str, tuple[tuple[str, int], ...]],
    carried: Mapping[str, tuple[str, ...]],
    statements: Mapping[str, Statement],
    held: Mapping[str, tuple[Copy, ...]],
    last: related.Kept,
) -> related.Index:
    """The related reports of each report, best first (`Index.rows`). `last` saves work, and changes nothing."""
    return related.revised(last, evidence(reports, names, carried, statements, held))


def evidence(
    reports: Mapping[str, ReportHead],
    names: Mapping[str, tuple[tuple[str, int], ...]],
    carried: Mapping[str, tuple[str, ...]],
    statements: Mapping[str, Statement],
    held: Mapping[str, tuple[Copy, ...]],
) -> list[related.Evidence]:
    """All of each report that is compared. `names`, `carried` and `held` are, by report id, its names, its statements
    and the reports that share text with it."""
    shared = {id for id, s in statements.items() if len({w.report for w in s.witnesses}) > 1}
    return [
        related.Evidence(
            id=id,
            date=head.date,
            time=head.time,
            statements=tuple(dict.fromkeys(s for s in carried[id] if s in shared)),
            names=names[id],
            terms=head.terms,
            passages=passages(id, held.get(id, ())),
            story=head.story,
            pin=head.pin,
            hide=head.hide,
        )
        for id, head in sorted(reports.items())
    ]
