"""Two editions -> what a reader of the site will find changed, in words: `digest diff`.

Linked records are compared, never HTML. A quotation is known again by its words, a statement by its quotations and a
file by its id or `was:`, so that a quotation put in above others, or a file renamed, is one change and not fifty.
"""

from digest.ask.changes import copied, files, kindred, pages, reports, statements, whole
from digest.ask.changes.pairs import Pairs, paired
from digest.ask.changes.said import GROUPS, Change, Group, in_order
from digest.ask.changes.side import Side
from digest.model.base import Record

__all__ = ["GROUPS", "Change", "Comparison", "Group", "Side", "compared"]


class Comparison(Record, kw_only=True):
    """All that differs between two editions."""

    changes: tuple[Change, ...]
    """By group, by what they are about."""
    pages: pages.Pages


def compared(before: Side, after: Side) -> Comparison:
    """What differs on the site between two editions."""
    pairs: Pairs = paired(before.tables, after.tables)
    said = [
        *whole.changes(before, after),
        *reports.changes(before, after, pairs),
        *statements.changes(before, after, pairs),
        *files.changes(before, after, pairs),
        *kindred.changes(before.tables, after.tables, pairs),
        *copied.changes(before.tables, after.tables, pairs),
    ]
    return Comparison(changes=in_order(said), pages=pages.compared(before, after))
