"""what each report carries -> the reports related to it, and why.

Two reports are related for what they share: statements, passages, names, words, a story; names and words count for more
the rarer they are (`rarity`), and for less the further apart the reports are in time (`weigh`). Who is compared with
whom the posting lists of what they share decide (`meet`). An index of all that (`index`) is made from nothing once
(`anew`), kept in parts (`parts`), and goes on from there (`change`).

    index = Index.opened(parts) or build(all_evidence(), parts=parts)
    index.rows["a-report"]                      # its related reports, best first
    index.update(gone=["another"], come=[...])  # the ids whose row is another now
"""

from collections.abc import Iterable

from digest.model.site import Kin
from digest.related.anew import fill
from digest.related.evidence import Evidence
from digest.related.index import Index
from digest.related.parts import Lost, Parts
from digest.related.standing import Standing, Verdict, why
from digest.related.weigh import FLOOR
from digest.related.words import SPELT_OUT, said

__all__ = [
    "FLOOR", "ON_A_PAGE", "SPELT_OUT", "Evidence", "Index", "Lost", "Parts", "Standing", "Verdict",
    "build", "rank", "said", "why",
]  # fmt: skip

ON_A_PAGE = 8
"""Related reports that a page shows, at most."""


def rank(reports: Iterable[Evidence], *, most: int = 10) -> dict[str, tuple[Kin, ...]]:
    """For each report, by id, its related reports, best first: at most `most`, and often none.

    The order of `reports` is all one. Of two reports with one id the last counts.
    """
    return dict(build(reports, most=most).rows)


def build(reports: Iterable[Evidence], *, most: int = ON_A_PAGE, parts: Parts | None = None) -> Index:
    """An index of all reports. It is written to `parts`, a mapping of its own, in place of what is there."""
    parts = {} if parts is None else parts
    return Index(parts, fill(parts, reports, most))
