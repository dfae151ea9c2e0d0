"""Quotations grouped into statements. A file of its own: an edit that changes no quotation does without."""

from collections.abc import Collection, Iterable, MutableMapping, Sequence

import msgspec

from digest.link.statements import Bonds
from digest.model.article import Quotation, ReportHead
from digest.model.base import Record, fingerprint
from digest.quotes.group import Candidate, Changed, Grouping, Lost, begin, placed, update

__all__ = ["Grouped", "Lost", "candidate", "group", "regroup"]


class Grouped(Record, kw_only=True):
    """What came of comparing all quotations, and a fingerprint of what was compared: few edits change a quotation."""

    asked: str = ""
    grouping: Grouping = Grouping()


def candidate(report: ReportHead, quotation: Quotation, speaker: str) -> Candidate:
    """What is compared of a quotation."""
    return Candidate(
        id=f"{report.id}#{quotation.number}",
        report=report.id,
        text=quotation.text,
        speaker=speaker,
        date=report.date,
        statement=quotation.q,
        form=quotation.form,
    )


_ASKED = "asked"


def group(
    candidates: Sequence[Candidate], bonds: Bonds, last: Grouped, parts: MutableMapping[str, bytes]
) -> Grouped:
    """Group all, unless all is as it was. The parts say of which question they are."""
    asked = fingerprint(msgspec.msgpack.encode((candidates, bonds)))
    if asked == last.asked and parts.get(_ASKED) == asked.encode():
        return last
    found = begin(parts, candidates, related=bonds.related, same=bonds.same, different=bonds.different)
    parts[_ASKED] = asked.encode()
    return Grouped(asked=asked, grouping=placed(candidates, found))


def regroup(
    parts: MutableMapping[str, bytes], gone: Collection[str], come: Iterable[Candidate], bonds: Bonds
) -> Changed:
    """Go on from the parts by a few quotations. Raises Lost."""
    parts[_ASKED] = b""
    return update(parts, gone, come, related=bonds.related, same=bonds.same, different=bonds.different)
