"""Which of an outlet's wordings stands for it, and how the collation of them is shown."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.model.article import EditorVariant, Form
from digest.model.page import Agreed, Brace, Given, Reading, Remark, SourceCard, Variant, Words
from digest.model.site import Witness

if TYPE_CHECKING:
    from digest.quotes.collate import Clipping, Collation

_RANK = {"direct": 0, "partial": 1, "post": 1, "reported": 2, "headline": 3}
_MARKS = tuple("\"'“‘«„「")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# A statement is collated for its own page, for its outlets' pages and for the matrix: once is enough. The page of a
# report that was edited shows no collation.


@lru_cache(maxsize=4096)
def _collated(texts: tuple[str, ...], base: int | None) -> "Collation":
    from digest.quotes.collate import collate

    return collate(texts, base=base)


@lru_cache(maxsize=4096)
def clipped(texts: tuple[str, ...]) -> "Clipping":
    """What each of some texts carries of the longest."""
    from digest.quotes.collate import clipping

    return clipping(texts)


PRINTED: tuple[Given, ...] = ("whole", "part", "reported")
"""How a witness may give a statement."""
LEAST_SHARED = 0.4
"""Under this share of common words a brace would be all brackets; the table alone is shown."""


def shown_wordings(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """One wording for each report: in quotation marks before reported, the longer before the shorter."""
    best: dict[str, Witness] = {}
    for witness in witnesses:
        other = best.get(witness.report)
        if other is None or _rank(witness) < _rank(other):
            best[witness.report] = witness
    return tuple(best.values())


def _rank(witness: Witness) -> tuple[int, int, int]:
    quotation = witness.quotation
    return _RANK[quotation.form], -len(quotation.text), quotation.number


def given(witnesses: Sequence[Witness]) -> tuple[Given, ...]:
    """How each witness of a statement gives it: whole, in part, or reported.

    Measured against the longest wording in quotation marks: a part lacks a quarter of its words or more, or begins
    later or ends earlier than it by two words or more.
    """
    return _given(tuple([(witness.quotation.form, witness.quotation.text) for witness in witnesses]))


@lru_cache(maxsize=1 << 16)  # asked of each statement for its outlets, and for its own page
def _given(printed: tuple[tuple[Form, str], ...]) -> tuple[Given, ...]:
    marked = [i for i, (form, text) in enumerate(printed) if not _reported(form, text)]
    clip = clipped(tuple(printed[i][1] for i in marked))
    found: list[Given] = ["reported"] * len(printed)
    for i, ranges in zip(marked, clip.carried, strict=True):
        words = sum(end - start for start, end in ranges)
        whole = (
            bool(ranges)
            and printed[i][0] in ("direct", "post")
            and ranges[0][0] < 2
            and ranges[-1][1] > len(clip.words) - 2
            and words >= 0.75 * len(clip.words)
        )
        found[i] = "whole" if whole else "part"
    return tuple(found)


def _reported(form: Form, text: str) -> bool:
    return form == "reported" or (form == "headline" and text[:1] not in _MARKS)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


class Shown:
    """A collation in the records of a page."""

    def __init__(self, texts: Sequence[str], sources: Sequence[SourceCard], base: int | None = None) -> None:
        self.collation: Collation = _collated(tuple(texts), base)
        self._sources = sources

    @property
    def worth_a_brace(self) -> bool:
        return len(self._sources) > 1 and bool(self.collation.variants) and self.collation.overlap >= LEAST_SHARED

    def variants(self, remarks: Sequence[Remark] = ()) -> tuple[Variant, ...]:
        causes = {number: remark.cause for remark in reversed(remarks) for number in remark.numbers}
        return tuple(
            Variant(
                number=place.number,
                readings=tuple(
                    Reading(text=text, sources=tuple(self._sources[i] for i in which)) for text, which in place.readings
                ),
                kinds=place.kinds,
                cause=causes.get(place.number, ""),
            )
            for place in self.collation.variants
        )

    def brace(self, variants: Sequence[Variant]) -> Brace:
        by_number = {variant.number: variant for variant in variants}
        return Brace(
            parts=tuple(
                Agreed(text=part) if isinstance(part, str) else by_number[part] for part in self.collation.parts
            )
        )

    def row(self, i: int) -> tuple[Words, ...]:
        return tuple(Words(text=text, variant=number) for text, number in self.collation.rows[i])

    def remarks(self, editor: Sequence[EditorVariant]) -> tuple[Remark, ...]:
        """The editor's words on variants, each with the numbers of the places that it is about.

        A place is meant when at least two of the listed words are found in different readings of it, or when the
        editor's words extend over it and an agreed neighbour: `bottom line, red line` means the place `bottom / red`.
        """
        return tuple(
            Remark(
                numbers=self._places(variant.words),
                words=variant.words,
                cause=variant.kind,
                cert=variant.cert,
                note=variant.note,
            )
            for variant in editor
        )

    def _places(self, words: Sequence[str]) -> tuple[int, ...]:
        wanted = [_words(w) for w in words]
        found: list[int] = []
        for place in self.collation.variants:
            readings = [_words(text) for text, _ in place.readings]
            met = {
                (i, j)
                for i, want in enumerate(wanted)
                for j, reading in enumerate(readings)
                if reading and want and (_within(reading, want) or _within(want, reading))
            }
            if len({i for i, _ in met}) > 1 and len({j for _, j in met}) > 1:
                found.append(place.number)
        return tuple(found)


def _within(part: list[str], whole: list[str]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))
