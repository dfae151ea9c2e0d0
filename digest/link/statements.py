"""One statement, all its witnesses: the editor's word first, then equal and near-equal wordings."""

from collections import Counter
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from digest.link.ids import quotation_named
from digest.link.naming import People
from digest.model.article import Quotation, QuoteHead, ReportHead
from digest.model.base import Record
from digest.model.site import Statement, Witness

if TYPE_CHECKING:
    from digest.link.grouping import Grouped

UNKNOWN = "unknown"
"""A speaker of whom the editor says that nobody knows."""


class Statements(Record, kw_only=True):
    """All statements by id; `of` leads from a report's quotation to its statement."""

    by_id: dict[str, Statement]
    of: dict[tuple[str, int], str]
    near: tuple[tuple[str, str, float], ...]
    """Pairs of `report#number` just under the threshold, for review."""
    grouped: "Grouped"
    bonds: "Bonds"


class Bonds(Record, kw_only=True):
    """What else is told to whoever groups quotations."""

    related: tuple[tuple[str, str], ...] = ()
    """Pairs of reports of one story."""
    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    """Pairs of statements or quotations of which an editor says so."""


Said = tuple[ReportHead, Quotation, str]
"""A quotation in its report, and a key by which its speaker is compared."""

FileOf = Callable[[ReportHead, Quotation], QuoteHead | None]
"""The file that speaks of a quotation's statement: by the id that the report gives, or as the report's third."""


def statements(
    reports: Sequence[ReportHead],
    quotes: Mapping[str, QuoteHead],
    outlet_of: Mapping[str, str],
    people: People,
    last: "Grouped | None",
    parts: MutableMapping[str, bytes],
) -> Statements:
    """Group the quotations of all reports. The result does not depend on the reports' order, nor on what was grouped
    last. `parts` are written for a later edit to go on from.
    """
    from digest.link.grouping import Grouped, candidate, group

    ordered = sorted(reports, key=lambda r: (r.date or "9999", r.time, r.id))
    by_report = {report.id: report for report in ordered}
    # A file may speak of a statement that no report gives an id: it is called after one of the quotations.
    filed = {name: head for id, head in quotes.items() if (name := quotation_named(id, by_report))}

    def file_of(report: ReportHead, quotation: Quotation) -> QuoteHead | None:
        head = quotes.get(quotation.q)
        return filed.get(f"{report.id}#{quotation.number}") if filed and head is None else head

    said = [spoken(report, quotation, file_of, people) for report in ordered for quotation in report.quotes]
    bonds = _bonds(said, by_report, quotes)
    grouped = group([candidate(*entry) for entry in said], bonds, last or Grouped(), parts)
    grouping = grouped.grouping
    by_id: dict[str, Statement] = {}
    of: dict[tuple[str, int], str] = {}
    group_ids: list[str] = []
    for places in grouping.groups:
        members = [said[i] for i in places]
        made = statement(members, file_of, outlet_of, people)
        by_id[made.id] = made
        group_ids.append(made.id)
        of |= {(report.id, quotation.number): made.id for report, quotation, _ in members}
    by_id |= {id: unheard(head, people) for id, head in quotes.items() if id not in by_id}
    for a, b in grouping.echoes:
        for one, other in ((group_ids[a], group_ids[b]), (group_ids[b], group_ids[a])):
            by_id[one] = _with_echo(by_id[one], other)
    return Statements(
        by_id=dict(sorted(by_id.items())),
        of=of,
        near=tuple((_name(said[a]), _name(said[b]), round(score, 3)) for a, b, score in grouping.near),
        grouped=grouped,
        bonds=bonds,
    )


def spoken(report: ReportHead, quotation: Quotation, file_of: FileOf, people: People) -> Said:
    return report, quotation, _speaker(quotation, file_of(report, quotation), people)


def statement(members: Sequence[Said], file_of: FileOf, outlet_of: Mapping[str, str], people: People) -> Statement:
    """The statement of quotations that are one, given by date, report and number. Its echoes are not known here."""
    first_report, first, _ = members[0]
    typed = sorted({quotation.q for _, quotation, _ in members if quotation.q})
    heads = [head for report, quotation, _ in members if (head := file_of(report, quotation))]
    id = typed[0] if typed else heads[0].id if heads else f"{first_report.id}-q{first.number}"
    head = next((head for head in heads if head.id == id), None)
    witnesses = tuple([_witness(*entry, outlet_of, people) for entry in members])
    speaker = (head.speaker if head else "") or _commonest([speaker for _, _, speaker in members])
    speaker_id = people.id(speaker)
    own = "" if speaker == UNKNOWN else _commonest_name(witnesses)
    return Statement(
        id=id,
        witnesses=witnesses,
        speaker=speaker_id,
        speaker_name=people.names[speaker_id].name if speaker_id else own,
        story=_story(head, [report for report, _, _ in members]),
        head=head,
        page=bool(typed or head) or len({report.id for report, _, _ in members}) > 1,
    )


def unheard(head: QuoteHead, people: People) -> Statement:
    """A statement that has a file, and that no report quotes."""
    speaker = people.id(head.speaker)
    return Statement(
        id=head.id,
        witnesses=(),
        speaker=speaker,
        speaker_name=people.names[speaker].name if speaker else head.speaker.removeprefix(UNKNOWN),
        story=head.occasion,
        head=head,
    )


def _bonds(said: Sequence[Said], reports: Mapping[str, ReportHead], quotes: Mapping[str, QuoteHead]) -> Bonds:
    stories: dict[str, list[str]] = {}
    for report in reports.values():
        if report.story:
            stories.setdefault(report.story, []).append(report.id)
    related = sorted({(min(a, b), max(a, b)) for inside in stories.values() for a in inside for b in inside if a < b})
    # An editor's word may name statements by id, or quotations that have none as `report-q3`.
    first_of = {entry[1].q: _name(entry) for entry in reversed(said) if entry[1].q}

    def meant(id: str) -> str:
        return first_of.get(id) or quotation_named(id, reports) or id

    return Bonds(
        related=tuple(related),
        same=tuple((meant(id), meant(other)) for id, head in sorted(quotes.items()) for other in head.same_as),
        different=tuple((meant(id), meant(other)) for id, head in sorted(quotes.items()) for other in head.not_same_as),
    )


def _name(entry: Said) -> str:
    return f"{entry[0].id}#{entry[1].number}"


def _speaker(quotation: Quotation, head: QuoteHead | None, people: People) -> str:
    """A key by which speakers are compared: an entity's id, or the name as the text has it."""
    typed = quotation.by or (head.speaker if head else "")
    if typed:
        return typed if typed != UNKNOWN else ""
    if quotation.speaker or quotation.mention:
        return people.speaker(quotation.mention, quotation.speaker) or quotation.speaker
    return ""


def _witness(
    report: ReportHead,
    quotation: Quotation,
    speaker: str,
    outlet_of: Mapping[str, str],
    people: People,
) -> Witness:
    via = quotation.via or (people.speaker(quotation.channel, quotation.channel) if quotation.channel else "")
    return Witness(
        report=report.id,
        quotation=quotation,
        outlet=outlet_of[report.id],
        speaker=people.id(speaker),
        via=via,
        via_name="" if via else quotation.channel,
    )


def _commonest(keys: Sequence[str]) -> str:
    counts = Counter(key for key in keys if key)
    return min(counts, key=lambda key: (-counts[key], key)) if counts else ""


def _commonest_name(witnesses: Sequence[Witness]) -> str:
    return _commonest([w.quotation.speaker for w in witnesses])


def _story(head: QuoteHead | None, reports: Sequence[ReportHead]) -> str:
    if head is not None and head.occasion:
        return head.occasion
    return _commonest([report.story for report in reports])


def _with_echo(statement: Statement, other: str) -> Statement:
    return msgspec.structs.replace(statement, echoes=tuple(sorted({*statement.echoes, other})))
