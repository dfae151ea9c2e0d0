"""An index as one value, for a caller that has no mapping to keep its parts in."""

from collections.abc import Iterable

from digest.model.base import Record
from digest.related.anew import fill
from digest.related.evidence import Evidence
from digest.related.index import Index
from digest.related.parts import Lost


class Kept(Record, frozen=True, kw_only=True):
    parts: dict[str, bytes] = {}


def kept(index: Index) -> Kept:
    """What `revised` needs to go on from here."""
    return Kept(parts=dict(index.parts))


def revised(last: Kept, reports: Iterable[Evidence], most: int) -> Index:
    """`build(reports)`, made from what is left of an earlier index. It looks at every report to see what changed."""
    now = {evidence.id: evidence for evidence in reports}
    parts = dict(last.parts)
    try:
        index = Index.opened(parts)
        if index is not None and index.head.most == most:
            index.update([id for id in index.places() if id not in now], now.values())
            return index
    except Lost:
        pass
    return Index(parts, fill(parts, now.values(), most))
