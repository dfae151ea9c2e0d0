"""Words: a paragraph as tokens, in which each quotation is one.

What of a sentence speaks, and how surely, is asked by `phrase` and `cue`.
"""

import re
from typing import NamedTuple

from digest.pattern import later
from digest.quotes.language import Language

DASHES = frozenset({"—", "–", "-", "--"})
STOPS = frozenset({".", "!", "?", "…"})
OWNER = ("'s", "’s")
POSSESSIVE = (*OWNER, "s'", "s’")
_WORD = re.compile(r"\w(?:[\w&]++|[-’'@](?=\w)|\.(?=[a-z0-9])|(?<=\b\w)\.(?=\w))*+|--|[^\w\s]")
"""A full stop joins `U.S.` and `p.m.`, but not two sentences that an outlet ran together (`over.Russian`)."""
_ELIDED = later(r"(?:[ldjnmtscLDJNMTSC]|[Qq]u|[Ll]orsqu)[’'](?=\w)|" + _WORD.pattern)
"""French: `l'agence` is two words."""


class Token(NamedTuple):
    start: int
    end: int
    word: str
    low: str
    """In lower case; of a quotation, the sign before its closing mark."""
    quote: int
    """The number of the quotation that stands here; -1: a word or a punctuation mark."""


def is_word(token: Token) -> bool:
    return token.quote < 0 and (token.word[0].isalnum() or token.word[0] == "_")


def is_capital(token: Token) -> bool:
    return token.quote < 0 and token.word[0].isupper()


def tokens(text: str, start: int, end: int, quotes: list[tuple[int, int, int]], table: Language) -> list[Token]:
    """The words and marks of a paragraph; each quotation, given as (start, end, number), is one token."""
    found: list[Token] = []
    at = start
    shape = _ELIDED if table.elides else _WORD
    new, abbreviations = tuple.__new__, table.abbreviations
    for left, right, number in [*quotes, (end, end, -1)]:
        for match in shape.finditer(text, at, left):
            first, last = match.span()
            word = text[first:last]
            if last - first == 1 and not word.isalnum():
                if word == "." and found and first < found[-1].end:
                    continue  # the full stop of an abbreviation, which the token before already holds
                found.append(new(Token, (first, last, word, word, -1)))
                continue
            low = word.lower()
            if not low.isascii():
                low = low.replace("’", "'")
            if (
                last < left
                and text[last] == "."
                and (
                    low in abbreviations
                    or (last - first == 1 and word.isupper())
                    or ("." in word and word[0].isalpha())
                )
                and text[last + 1 : last + 2] != "."
            ):
                last += 1
                word += "."
            found.append(new(Token, (first, last, word, low, -1)))
        if number >= 0:
            found.append(Token(left, right, "“”", text[max(left, right - 2) : right - 1].strip(), number))
        at = right
    return found
