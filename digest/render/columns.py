"""A statement's wordings -> columns: what all print in turn, and where they part, as parallel segmentation wants it.

Read down a column, the outlets part or agree; read along a row, the outlet's wording is there again. The page shows one
sentence for what all agree in, and a row for each wording; the columns are both at once. In columns a difference of
case or punctuation alone is one, for a copy has to be exact; the page shows none.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from digest.model.base import Record
from digest.model.page import Variant, Words

_WORD = re.compile(r"\S+\s*")
_PLAIN = re.compile(r"[\W_]+")


class Column(Record, kw_only=True):
    texts: tuple[str | None, ...]
    """By row; empty: it prints nothing here. None: it carries another part of the statement."""
    variant: Variant | None = None
    """What the page says of the place; None: no difference of words."""

    @property
    def agreed(self) -> str | None:
        """What all rows print; None if they part."""
        return self.texts[0] if len(set(self.texts)) == 1 else None


def columns(rows: Sequence[Sequence[Words]], variants: Sequence[Variant]) -> tuple[Column, ...]:
    """The columns in turn; `rows` are the pieces of each wording. Joined along a row, the texts are the wording."""
    places = [variant for variant in variants if variant.kinds[-1:] not in (("begins",), ("ends",))]
    number = {variant.number: at for at, variant in enumerate(places, 1)}
    before = {v.number: sum(place.number < v.number for place in places) for v in variants}
    between: list[list[str]] = [[""] * len(rows) for _ in range(len(places) + 1)]
    printed: list[list[str | None]] = [[None] * len(rows) for _ in range(len(places) + 1)]
    for row, words in enumerate(rows):
        at = 0
        for piece in words:
            if piece.variant in number:
                at = number[piece.variant]
                printed[at][row] = piece.text
            elif piece.variant:
                at = max(at, before[piece.variant])
            else:
                held, text = printed[at][row], piece.text
                if held and not between[at][row]:  # the blank after a word is that word's
                    printed[at][row] = held + text[: len(text) - len(text.lstrip())]
                    text = text.lstrip()
                between[at][row] += text
    made: list[Column] = []
    for at, texts in enumerate(between):
        if at:
            made.append(Column(texts=tuple(printed[at]), variant=places[at - 1]))
        made += _parted(texts)
    return tuple(_blanks_apart([column for column in made if any(column.texts)]))


def _parted(texts: Sequence[str]) -> list[Column]:
    """Words in which all agree who carry them: parted where one that carries less begins or ends, and around words that
    differ in case or punctuation."""
    words = [_WORD.findall(text) if text.strip() else [] for text in texts]
    keys = [[_PLAIN.sub("", word).casefold() for word in row] for row in words]
    longest = max(keys, key=len, default=[])
    starts = [_within(row, longest) for row in keys]
    if len(longest) < 2 or any(start is None for start in starts):
        return [Column(texts=tuple(text if text.strip() else None for text in texts))] if any(texts) else []
    ranges = [(start or 0, (start or 0) + len(row)) for start, row in zip(starts, keys, strict=True)]
    alike = [
        len({row[at - begin] for (begin, end), row in zip(ranges, words, strict=True) if begin <= at < end}) == 1
        for at in range(len(longest))
    ]
    cuts = sorted(
        {place for begin, end in ranges if end > begin for place in (begin, end)}
        | {at for at in range(1, len(longest)) if alike[at] != alike[at - 1]}
    )
    leading = [text[: len(text) - len(text.lstrip())] for text in texts]
    made: list[Column] = []
    for first, last in pairwise(cuts):
        here: list[str | None] = []
        for (begin, end), row, blank in zip(ranges, words, leading, strict=True):
            inside = begin <= first and last <= end and begin < end
            text = "".join(row[first - begin : last - begin])
            here.append((blank if first == begin else "") + text if inside else None)
        made.append(Column(texts=tuple(here)))
    return made


def _blanks_apart(held: Sequence[Column]) -> list[Column]:
    """Where only the blank after a word differs, because one wording ends there, it goes to what follows."""
    made = list(held)
    for at, column in enumerate(made[:-1]):
        bare = [text.rstrip() if text is not None else None for text in column.texts]
        if len(set(bare)) == 1 and column.agreed is None:
            blanks = [(text or "")[len(word or "") :] for text, word in zip(column.texts, bare, strict=True)]
            following = [
                blank + (text or "") if blank or text is not None else None
                for blank, text in zip(blanks, made[at + 1].texts, strict=True)
            ]
            made[at] = Column(texts=tuple(bare), variant=column.variant)
            made[at + 1] = Column(texts=tuple(following), variant=made[at + 1].variant)
    return made


def _within(part: Sequence[str], whole: Sequence[str]) -> int | None:
    """Where words stand in others; None: nowhere, for one of them has split a word."""
    return next((at for at in range(len(whole) - len(part) + 1) if whole[at : at + len(part)] == part), None)
