"""Related reports with their reasons: what each report has in common with others, put before `digest.related`."""

from collections.abc import Mapping

from digest import related
from digest.model.article import ReportHead
from digest.model.site import Kin, Statement


def kin(
    reports: Mapping[str, ReportHead],
    names: Mapping[str, tuple[tuple[str, int], ...]],
    carried: Mapping[str, tuple[str, ...]],
    statements: Mapping[str, Statement],
) -> dict[str, tuple[Kin, ...]]:
    """The related reports of each report, best first."""
    return related.rank(evidence(reports, names, carried, statements))


def evidence(
    reports: Mapping[str, ReportHead],
    names: Mapping[str, tuple[tuple[str, int], ...]],
    carried: Mapping[str, tuple[str, ...]],
    statements: Mapping[str, Statement],
) -> list[related.Evidence]:
    """All of each report that is compared. `names` and `carried` are its names and its statements, by report id."""
    shared = {id for id, s in statements.items() if len({w.report for w in s.witnesses}) > 1}
    return [
        related.Evidence(
            id=id,
            date=head.date,
            time=head.time,
            statements=tuple(dict.fromkeys(s for s in carried[id] if s in shared)),
            names=names[id],
            terms=head.terms,
            story=head.story,
            pin=head.pin,
            hide=head.hide,
        )
        for id, head in sorted(reports.items())
    ]
