"""One event each: its reports by date, the statements made in it, the outlets that reported it."""

from collections.abc import Iterable, Mapping, Sequence

from digest.model.article import ReportHead, StoryHead
from digest.model.site import Statement, Story


def stories(
    heads: Mapping[str, StoryHead],
    reports: Iterable[ReportHead],
    statements: Iterable[Statement],
    outlet_of: Mapping[str, str],
) -> dict[str, Story]:
    """Every story with its members in the order in which its page shows them."""
    members: dict[str, list[ReportHead]] = {id: [] for id in heads}
    for report in reports:
        if report.story in members:
            members[report.story].append(report)
    said: dict[str, list[Statement]] = {id: [] for id in heads}
    for statement in statements:
        # One outlet's aside (a minister on the same day) does not belong to the story unless its file says so.
        occasion = statement.head.occasion if statement.head else ""
        if statement.story in said and (occasion or len({w.outlet for w in statement.witnesses}) > 1):
            said[statement.story].append(statement)
    made: dict[str, Story] = {}
    for id, head in sorted(heads.items()):
        wanted = {outlet: i for i, outlet in enumerate(head.order)}
        ordered = sorted(members[id], key=lambda r: _place(r, wanted.get(outlet_of[r.id], len(wanted))))
        place = {report.id: i for i, report in enumerate(ordered)}
        made[id] = Story(
            head=head,
            reports=tuple(report.id for report in ordered),
            statements=tuple(s.id for s in sorted(said[id], key=lambda s: _rank(s, place))),
            outlets=_columns(head, [outlet_of[report.id] for report in ordered if report.status != "withdrawn"]),
        )
    return made


def _place(report: ReportHead, wanted: int) -> tuple[str, str, int, str]:
    """Oldest first, undated last; within a day by the hour if it is known, then as the story's `order:` says."""
    return report.date or "9999", report.time or "~", wanted, report.id


def _rank(statement: Statement, place: Mapping[str, int]) -> tuple[int, int, str]:
    outlets = {witness.outlet for witness in statement.witnesses}
    first = min((place.get(witness.report, len(place)) for witness in statement.witnesses), default=len(place))
    return -len(outlets), first, statement.id


def _columns(head: StoryHead, by_date: Sequence[str]) -> tuple[str, ...]:
    found = dict.fromkeys(by_date)
    return tuple(id for id in dict.fromkeys((*head.order, *found)) if id in found)
