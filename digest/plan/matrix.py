"""Who quoted what: a story's statements against its outlets."""

from collections.abc import Iterable, Sequence

from digest.model.base import Record
from digest.model.page import Cell, Given, Matrix, QuoteCard, Row, SourceCard
from digest.model.site import Story, Witness
from digest.plan.tables import Tables
from digest.plan.unnamed import ToldApart
from digest.plan.wordings import given

_ORDER: tuple[Given, ...] = ("whole", "part", "reported", "none")


class Carried(Record, kw_only=True):
    """One statement with its witnesses, as a row is made from it."""

    card: QuoteCard
    witnesses: tuple[tuple[Witness, str, bool], ...]
    """Each witness with the URL of its report, and whether that was corrected."""


def columns(tables: Tables, story: Story) -> tuple[tuple[str, SourceCard], ...]:
    """The outlets of a story, ids and cards."""
    return tuple((id, tables.source_cards[id]) for id in story.outlets)


def carried(tables: Tables, story: Story) -> tuple[Carried, ...]:
    return tuple(
        Carried(
            card=tables.quote_cards[id],
            witnesses=tuple(
                (witness, report.url, report.status == "corrected")
                for witness in tables.statements[id].witnesses
                for report in (tables.report_cards[witness.report],)
            ),
        )
        for id in story.statements
    )


def matrix(
    columns: Sequence[tuple[str, SourceCard]], held: Sequence[Carried], apart: ToldApart, most: int | None = None
) -> Matrix:
    """A row a statement, a column an outlet; the best of an outlet's wordings counts."""
    rows = tuple(_row([id for id, _ in columns], entry) for entry in held[:most])
    return Matrix(columns=apart.sources(card for _, card in columns), rows=rows, more=len(held) - len(rows))


def _row(outlets: Iterable[str], entry: Carried) -> Row:
    best: dict[str, Cell] = {}
    witnesses = [witness for witness, _, _ in entry.witnesses]
    for (witness, url, corrected), how in zip(entry.witnesses, given(witnesses), strict=True):
        fragment = f"#q{witness.quotation.number}" if witness.quotation.block else ""
        cell = Cell(given=how, url=url + fragment, corrected=corrected)
        other = best.get(witness.outlet)
        if other is None or _ORDER.index(cell.given) < _ORDER.index(other.given):
            best[witness.outlet] = cell
    cells = tuple(best.get(outlet, Cell(given="none")) for outlet in outlets)
    return Row(quote=entry.card, cells=cells, total=sum(cell.given != "none" for cell in cells))
