"""Two reports -> how one stands to the other: on its page, or why not."""

from typing import Literal

from digest.model.base import Record
from digest.model.site import Reason, ReasonKind
from digest.related.index import Index
from digest.related.weigh import ENOUGH, decimal, fading, parts, points, reasons

Verdict = Literal["related", "pinned", "hidden", "too-little", "outranked", "unmet"]


class Standing(Record, frozen=True, kw_only=True):
    """How one report stands to another: on its page, or why not."""

    verdict: Verdict
    """`related`: by its points; `too-little`: they share less than `FLOOR`; `outranked`: others share more;
    `unmet`: nothing that they share is rare enough for them to be compared at all."""
    place: int = 0
    """In the list of related reports, from 1; 0: it is not there."""
    points: float
    reasons: tuple[Reason, ...]
    parts: tuple[tuple[ReasonKind, float], ...]
    """What of the points comes from which kind of reason; nothing for kinds that count nothing here."""
    fading: float
    """What is left of the weight of names and words for the days between the two: 1 on one day, down to a fifth."""
    last: float
    """Points of the last in the list."""
    shown: int
    """How many are in the list."""


def why(index: Index, report: str, other: str) -> Standing:
    """Why `other` stands among the reports related to `report`, or why it does not. Both must be in the index."""
    at, there = index.place(report), index.place(other)
    if at is None or there is None:
        raise KeyError(report if at is None else other)
    mine, theirs = index.reports[at], index.reports[there]
    a, b = mine.card, theirs.card
    row = index.rows[report]
    place = next((n for n, kin in enumerate(row, 1) if kin.id == other), 0)
    worth = points(a, b)
    verdict: Verdict
    if place:
        verdict = "pinned" if row[place - 1].pinned else "related"
    elif other in mine.evidence.hide:
        verdict = "hidden"
    elif worth < ENOUGH:
        verdict = "too-little"
    else:
        verdict = "outranked" if there in mine.near else "unmet"
    return Standing(
        verdict=verdict,
        place=place,
        points=decimal(worth),
        reasons=reasons(a, b),
        parts=tuple((kind, decimal(part)) for kind, part in parts(a, b)),
        fading=decimal(fading(a, b)),
        last=row[-1].points if row else 0.0,
        shown=len(row),
    )
