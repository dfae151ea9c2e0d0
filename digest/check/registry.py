"""The rules that look at the whole edition, in the order in which they are run."""

from collections.abc import Callable, Iterable

from digest.check import copies, notes, quotations, titles
from digest.diagnostic import Diagnostic
from digest.model.site import Site

Rule = Callable[[Site], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    notes.long,
    notes.unanchored,
    quotations.long,
    quotations.much,
    quotations.unlike,
    copies.shared,
    titles.untitled,
)
