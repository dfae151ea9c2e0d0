"""What goes into a comparison of texts, and what comes out."""

from collections.abc import Iterator, Sequence

from digest.model.base import Record

DEPENDENT = 0.3
"""Of two texts of which one shares so much with the other, only one is independent."""


class Text(Record, frozen=True, kw_only=True):
    """A report's running text."""

    id: str
    outlet: str = ""
    """Empty: unknown, and then no boilerplate of it is known."""
    text: str
    quotations: tuple[tuple[int, int], ...] = ()
    """Where it quotes: start and end in characters."""


class Common(Record, frozen=True, kw_only=True):
    """A run of words in both texts, as places in characters: `a.text[a_start:a_end]` and `b.text[b_start:b_end]`."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int


class Shared(Record, frozen=True, kw_only=True):
    """Two reports that share text. `a` comes before `b` in the order of ids."""

    a: str
    b: str
    words: int
    """How many words all runs have together, quotations not counted."""
    of_a: float
    """Which share that is of the words of `a` outside quotations, from 0 to 1, with two decimals."""
    of_b: float
    runs: tuple[Common, ...]
    """In the order of `a`."""

    @property
    def dependent(self) -> bool:
        """Whether so much of one of them stands in the other that they count as one text."""
        return max(self.of_a, self.of_b) >= DEPENDENT


def outside(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that lie outside spans, which may touch, overlap or be out of bounds."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield at, min(start, len(text))
        at = max(at, end)
    if at < len(text):
        yield at, len(text)
