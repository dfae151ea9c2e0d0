"""Outlets that nobody names, told apart on one page.

Nobody knows whether two of them are one outlet, so each stands for itself, and where a page shows several, they are
numbered in the order in which it shows them. The numbers are the page's own: one more such report elsewhere changes
nothing on it.
"""

from collections.abc import Iterable

import msgspec

from digest.model.page import ReportCard, SourceCard


class ToldApart:
    """The cards of a page's outlets: `?1`, `Outlet not named (1)`, with the address of its report, where several are
    not named; all others as they are."""

    def __init__(self, shown: Iterable[SourceCard]) -> None:
        """`shown` are the outlets in the order in which the page shows them; they may recur."""
        unnamed = list(dict.fromkeys([card for card in shown if card.only]))
        self.several = len(unnamed) > 1
        """Whether any card is another here than elsewhere."""
        self._cards = {
            card: msgspec.structs.replace(
                card, url=card.only, name=f"{card.name} ({number})", siglum=f"{card.siglum}{number}"
            )
            for number, card in enumerate(unnamed if self.several else (), 1)
        }

    def source(self, card: SourceCard) -> SourceCard:
        return self._cards.get(card, card) if self.several else card

    def sources(self, cards: Iterable[SourceCard]) -> tuple[SourceCard, ...]:
        return tuple(map(self.source, cards)) if self.several else tuple(cards)

    def report(self, card: ReportCard) -> ReportCard:
        source = self.source(card.source)
        return card if source is card.source else msgspec.structs.replace(card, source=source)

    def reports(self, cards: Iterable[ReportCard]) -> tuple[ReportCard, ...]:
        return tuple(map(self.report, cards)) if self.several else tuple(cards)
