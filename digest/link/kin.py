"""Related reports with their reasons: what each report has in common with others, put before `digest.related`."""

from collections.abc import Mapping

from digest import related
from digest.model.article import ReportHead
from digest.model.site import Because, Kin, Statement


def kin(
    reports: Mapping[str, ReportHead],
    names: Mapping[str, tuple[tuple[str, int], ...]],
    carried: Mapping[str, tuple[str, ...]],
    statements: Mapping[str, Statement],
) -> dict[str, tuple[Kin, ...]]:
    """The related reports of each report, best first."""
    shared = {id for id, s in statements.items() if len({w.report for w in s.witnesses}) > 1}
    evidence = [
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
    return {id: tuple(_kin(relation) for relation in relations) for id, relations in related.rank(evidence).items()}


def _kin(relation: related.Relation) -> Kin:
    return Kin(
        id=relation.id,
        points=relation.points,
        reasons=tuple(Because(kind=r.kind, count=r.count, items=r.items) for r in relation.reasons),
        pinned=relation.pinned,
    )
