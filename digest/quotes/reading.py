"""A text as it is read: its paragraphs as tokens and sentences, each made once and only when somebody asks."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from digest.quotes.cue import sentences
from digest.quotes.form import final
from digest.quotes.sentence import Token, tokens
from digest.quotes.spans import Page, Span, ended


class Line(NamedTuple):
    """A paragraph, or several that one quotation runs through."""

    start: int
    end: int
    spans: list[Span]
    tokens: list[Token]
    """`quote` counts in `spans`."""
    sentences: list[tuple[int, int]]


class Reading:
    """The lines of a text, by number."""

    def __init__(self, page: Page, spans: list[Span]) -> None:
        self.page = page
        self._held: list[tuple[int, int, int, int]] = []
        self._made: dict[int, Line] = {}
        here, size, covered = 0, len(spans), -1
        for start, stop in page.paras:
            end = stop
            if start < covered:
                continue
            first = here
            while here < size and spans[here].start < end:
                if spans[here].end > end:
                    end = covered = page.paras[bisect_left(page.starts, spans[here].end) - 1][1]
                here += 1
            self._held.append((start, end, first, here))
        self._spans = spans
        self._starts = [start for start, *_ in self._held]

    def quoted(self) -> list[int]:
        """The lines that hold quotations."""
        return [number for number, (_, _, first, last) in enumerate(self._held) if first < last]

    def quotations(self, number: int) -> int:
        """How many quotations a line holds."""
        return self._held[number][3] - self._held[number][2]

    def spans(self, number: int) -> list[Span]:
        """The quotations of a line, as they were scanned."""
        return self._spans[self._held[number][2] : self._held[number][3]]

    def signed(self, number: int) -> bool:
        """Whether each quotation of a line has its speaker under it or before it: no grammar is needed."""
        return all(span.closed and span.signature[2] for span in self.spans(number))

    def extent(self, number: int) -> tuple[int, int]:
        """Where a line begins and ends."""
        return self._held[number][:2]

    def number(self, at: int) -> int:
        """The line that holds a place; -1: it stands before all."""
        return bisect_right(self._starts, at) - 1

    def line(self, number: int) -> Line:
        """A line with its words."""
        if number not in self._made:
            start, end, first, last = self._held[number]
            page = self.page
            spans = ended(page, self._spans[first:last]) if first < last else []
            places = [(span.start, span.end, n) for n, span in enumerate(spans)]
            line = tokens(page.text, start, max(end, spans[-1].end) if spans else end, places, page.table)
            stops = [final(page, span) for span in spans]
            self._made[number] = Line(start, end, spans, line, sentences(line, stops, page.table))
        return self._made[number]
