"""texts -> which of them share whole runs of words, and how much.

Of each text a few fingerprints are kept (`winnow`), made once and of one text alone. From a fingerprint that two texts
share the run is followed word by word (`follow`). Quotations are left out before, for they *are* the same in every
report; so is what one outlet prints under all its reports. `index` remembers which texts hold which fingerprints, so
that a comparison after an edit costs what the edited texts share with others.
"""

from collections.abc import Iterable

from digest.copied.index import Difference, Index, state
from digest.copied.parts import Damaged
from digest.copied.text import Common, Shared, Text
from digest.copied.winnow import marks

__all__ = [
    "Common",
    "Damaged",
    "Difference",
    "Index",
    "Shared",
    "Text",
    "copied",
    "independent",
    "marks",
    "state",
]


def copied(texts: Iterable[Text]) -> tuple[Shared, ...]:
    """Every pair of texts with a common run of at least 15 words, sorted by ids; whatever the order of `texts`.

    Of two texts with one id the last counts.
    """
    by_id = {text.id: text for text in texts}
    named = {id: ("", text.outlet) for id, text in by_id.items()}
    made = {id: marks(text) for id, text in by_id.items()}
    return Index({}).update((), named, made, by_id.__getitem__).shared


def independent(ids: Iterable[str], dependent: Iterable[tuple[str, str]]) -> int:
    """How many of the texts `ids` are independent of one another: texts that depend on each other, directly or through
    others among them, count as one."""
    leader = {id: id for id in ids}

    def led_by(id: str) -> str:
        while leader[id] != id:
            leader[id] = id = leader[leader[id]]
        return id

    for a, b in dependent:
        if a in leader and b in leader:
            leader[led_by(a)] = led_by(b)
    return sum(id == of for id, of in leader.items())
