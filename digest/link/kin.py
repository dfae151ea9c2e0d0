"""Related reports with their reasons: what each report has in common with others, put before `digest.related`."""

from collections.abc import Container, Iterable, Mapping

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
    parts: related.Parts,
) -> None:
    """Put the related reports of each report into `parts`, going on from what these hold of an earlier index."""
    now = {one.id: one for one in evidence(reports, names, carried, statements, held)}
    try:
        index = related.Index.opened(parts)
        if index is not None:
            index.update([id for id in index.places() if id not in now], now.values())
            return
    except related.Lost:
        pass
    related.build(now.values(), parts=parts)


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
        evidence_of(head, names[id], carried[id], shared, passages(id, held.get(id, ())))
        for id, head in sorted(reports.items())
    ]


def evidence_of(
    head: ReportHead,
    names: tuple[tuple[str, int], ...],
    carried: Iterable[str],
    shared: Container[str],
    common: tuple[str, ...],
) -> related.Evidence:
    """The same of one report; of the statements that it carries only those that are `shared` with another count."""
    return related.Evidence(
        id=head.id,
        date=head.date,
        time=head.time,
        statements=tuple(dict.fromkeys(s for s in carried if s in shared)),
        names=names,
        terms=head.terms,
        passages=common,
        story=head.story,
        pin=head.pin,
        hide=head.hide,
    )
