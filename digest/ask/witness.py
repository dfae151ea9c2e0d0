"""Quotations as an editor reads them: where they stand, who printed them and when, who spoke."""

from collections.abc import Iterable, Iterator

from digest.model.base import Record
from digest.model.site import Site, Statement, Witness
from digest.model.source import Span


class Side(Record, kw_only=True):
    """One quotation, as a question or an answer shows it."""

    id: str
    """By which a file can name it: its statement's id if the editor gave it one, else `report-q3`."""
    span: Span
    outlet: str
    date: str
    """`YYYY-MM-DD`; empty: unknown."""
    speaker: str
    """A name; empty: unattributed."""
    words: str


def side(site: Site, witness: Witness) -> Side:
    quotation = witness.quotation
    return Side(
        id=quotation.q or quotation_id(witness),
        span=quotation.span,
        outlet=site.outlets[witness.outlet].name,
        date=site.reports[witness.report].head.date,
        speaker=speaker(site, witness),
        words=" ".join(quotation.text.split()),
    )


def sides(site: Site, witnesses: Iterable[Witness]) -> tuple[Side, ...]:
    return tuple(side(site, witness) for witness in witnesses)


def speaker(site: Site, witness: Witness) -> str:
    return site.names[witness.speaker].name if witness.speaker else witness.quotation.speaker


def quotation_id(witness: Witness) -> str:
    """`report-q3`: the id of a statement that has no other, and in an editor's file the name of any quotation."""
    return f"{witness.report}-q{witness.quotation.number}"


def witnesses(site: Site) -> Iterator[tuple[Statement, Witness]]:
    for statement in site.statements.values():
        for witness in statement.witnesses:
            yield statement, witness
