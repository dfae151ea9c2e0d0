"""One statement, all its witnesses: the editor's word first, then equal and near-equal wordings."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from digest.link.ids import quotation_named
from digest.link.naming import People
from digest.model.article import Quotation, QuoteHead, ReportHead
from digest.model.base import Record, fingerprint
from digest.model.site import Statement, Witness
from digest.quotes.group import Candidate, Grouping, group

UNKNOWN = "unknown"
"""A speaker of whom the editor says that nobody knows."""


class Statements(Record, kw_only=True):
    """All statements by id; `of` leads from a report's quotation to its statement."""

    by_id: dict[str, Statement]
    of: dict[tuple[str, int], str]
    near: tuple[tuple[str, str, float], ...]
    """Pairs of `report#number` just under the threshold, for review."""
    grouped: "Grouped"


class Grouped(Record, kw_only=True):
    """What came of comparing all quotations, and a fingerprint of what was compared: few edits change a quotation."""

    asked: str = ""
    grouping: Grouping = Grouping()


def statements(
    reports: Sequence[ReportHead],
    quotes: Mapping[str, QuoteHead],
    outlet_of: Mapping[str, str],
    people: People,
    last: Grouped,
) -> Statements:
    """Group the quotations of all reports. The result does not depend on the reports' order, nor on what was grouped
    last.
    """
    ordered = sorted(reports, key=lambda r: (r.date or "9999", r.time, r.id))
    by_report = {report.id: report for report in ordered}
    # A file may speak of a statement that no report gives an id: it is called after one of the quotations.
    filed = {name: head for id, head in quotes.items() if (name := quotation_named(id, by_report))}

    def file_of(report: ReportHead, quotation: Quotation) -> QuoteHead | None:
        head = quotes.get(quotation.q)
        return filed.get(f"{report.id}#{quotation.number}") if filed and head is None else head

    said: list[tuple[ReportHead, Quotation, str]] = [
        (report, quotation, _speaker(quotation, file_of(report, quotation), people))
        for report in ordered
        for quotation in report.quotes
    ]
    grouped = _group(said, by_report, quotes, last)
    grouping = grouped.grouping
    by_id: dict[str, Statement] = {}
    of: dict[tuple[str, int], str] = {}
    group_ids: list[str] = []
    for members in grouping.groups:
        first_report, first, _ = said[members[0]]
        typed = sorted({said[i][1].q for i in members if said[i][1].q})
        own = [head.id for i in members if (head := filed.get(_name(said[i])))] if filed else []
        id = typed[0] if typed else own[0] if own else f"{first_report.id}-q{first.number}"
        head = quotes.get(id)
        witnesses = tuple(_witness(*said[i], outlet_of, people) for i in members)
        speaker = (head.speaker if head else "") or _commonest([said[i][2] for i in members])
        speaker_id = people.id(speaker)
        by_id[id] = Statement(
            id=id,
            witnesses=witnesses,
            speaker=speaker_id,
            speaker_name=people.names[speaker_id].name
            if speaker_id
            else ""
            if speaker == UNKNOWN
            else _commonest_name(witnesses),
            story=_story(head, [said[i][0] for i in members]),
            head=head,
            page=bool(typed or head) or len({said[i][0].id for i in members}) > 1,
        )
        group_ids.append(id)
        of |= {(said[i][0].id, said[i][1].number): id for i in members}
    for id, head in quotes.items():
        if id not in by_id:
            speaker_id = people.id(head.speaker)
            by_id[id] = Statement(
                id=id,
                witnesses=(),
                speaker=speaker_id,
                story=head.occasion,
                head=head,
                speaker_name=people.names[speaker_id].name if speaker_id else head.speaker.removeprefix(UNKNOWN),
            )
    for a, b in grouping.echoes:
        for one, other in ((group_ids[a], group_ids[b]), (group_ids[b], group_ids[a])):
            statement = by_id[one]
            by_id[one] = _with_echo(statement, other)
    return Statements(
        by_id=dict(sorted(by_id.items())),
        of=of,
        near=tuple((_name(said[a]), _name(said[b]), round(score, 3)) for a, b, score in grouping.near),
        grouped=grouped,
    )


def _group(
    said: Sequence[tuple[ReportHead, Quotation, str]],
    reports: Mapping[str, ReportHead],
    quotes: Mapping[str, QuoteHead],
    last: Grouped,
) -> Grouped:
    stories: dict[str, list[str]] = {}
    for report in reports.values():
        if report.story:
            stories.setdefault(report.story, []).append(report.id)
    related = sorted({(min(a, b), max(a, b)) for inside in stories.values() for a in inside for b in inside if a < b})
    candidates = [
        Candidate(
            id=_name(entry),
            report=report.id,
            text=quotation.text,
            speaker=speaker,
            date=report.date,
            statement=quotation.q,
            form=quotation.form,
        )
        for entry in said
        for report, quotation, speaker in (entry,)
    ]
    # An editor's word may name statements by id, or quotations that have none as `report-q3`.
    first_of = {quotation.q: _name((report, quotation, "")) for report, quotation, _ in reversed(said) if quotation.q}

    def meant(id: str) -> str:
        return first_of.get(id) or quotation_named(id, reports) or id

    pairs = [
        (meant(id), meant(other), same)
        for id, head in sorted(quotes.items())
        for same, others in ((True, head.same_as), (False, head.not_same_as))
        for other in others
    ]
    asked = fingerprint(msgspec.msgpack.encode((candidates, related, pairs)))
    if asked == last.asked:
        return last
    grouping = group(
        candidates,
        related=related,
        same=[(a, b) for a, b, same in pairs if same],
        different=[(a, b) for a, b, same in pairs if not same],
    )
    return Grouped(asked=asked, grouping=grouping)


def _name(entry: tuple[ReportHead, Quotation, str]) -> str:
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
