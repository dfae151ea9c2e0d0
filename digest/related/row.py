"""The related reports of one report: those that its editor pins, then by points, then by id."""

from collections.abc import Callable, Mapping

import msgspec

from digest.model.site import Reason
from digest.related.evidence import Evidence
from digest.related.parts import Link, encode
from digest.related.weigh import Card, decimal, points, reasons

_PINNED = Reason(kind="pinned")


def because(a: Card, b: Card) -> msgspec.Raw:
    """The reasons why two reports are related, as they are kept."""
    return msgspec.Raw(encode(reasons(a, b)))


def pinned_link(other: str, a: Card, b: Card) -> Link:
    """The link from a report to one that it pins."""
    why = msgspec.Raw(encode((_PINNED, *reasons(a, b))))
    return Link(id=other, points=decimal(points(a, b)), reasons=why, pinned=True)


def row(
    evidence: Evidence,
    near: Mapping[str, int],
    known: Callable[[str], bool],
    pinned: Callable[[str], Link],
    why: Callable[[str], msgspec.Raw],
    most: int,
) -> bytes:
    """A row as it is kept. `near`: all reports that it is related to, with points; `known`: whether there is a report
    of this id; `pinned`: the link to one that it pins; `why`: the reasons for one that is near."""
    first = [other for other in dict.fromkeys(evidence.pin) if other != evidence.id and known(other)]
    barred = {*first, *evidence.hide}
    rest = sorted([(-points, other) for other, points in near.items() if other not in barred])
    links = [pinned(other) for other in first[:most]]
    links += [Link(id=other, points=decimal(-minus), reasons=why(other)) for minus, other in rest[: most - len(links)]]
    return encode(links)
