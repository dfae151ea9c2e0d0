"""An article's first words as a title to begin with, where it has no headline.

The editor is to write another: one that was cut ends with an ellipsis, and the rule `untitled` finds them all.
"""

import re

from digest.names.words import OPENERS, TITLES
from digest.quotes.language import table
from digest.text import shorten

MOST = 80
"""Characters of a title."""
LEAST = 32
"""Characters before which neither a sentence nor a clause is thought to end: `On Friday, ...`, `Gen. Brandt ...`."""

_STOP = re.compile(r"(?:(\w+)|\W)[.!?…]+[\"”’»)]*(?=\s|$)")
_CLAUSE = re.compile(r"[,;:–—](?=\s)")


def opening(text: str, lang: str) -> str:
    """The first sentence if it is short, else as much of it as ends with a clause, or with a word that can stand last:
    neither `on` nor `President`, nor half a name."""
    text = " ".join(text.split())
    abbreviations = table(lang).abbreviations
    ends = (
        match.end()
        for match in _STOP.finditer(text, LEAST)
        if not match[1] or (len(match[1]) > 1 and match[1].lower() not in abbreviations)
    )
    sentence = text[: next(ends, len(text))]
    if len(sentence) <= MOST:
        return sentence.removesuffix(".")
    clauses = [match.start() for match in _CLAUSE.finditer(sentence, LEAST, MOST)]
    if clauses:
        return sentence[: clauses[-1]].rstrip() + "…"
    kept = shorten(sentence, MOST).removesuffix("…").split(" ")
    words = sentence.split(" ")
    while len(kept) > 1 and not _may_stand_last(kept[-1], words[len(kept)]):
        kept.pop()
    return shorten(sentence, MOST) if len(kept) == 1 else " ".join(kept).rstrip(",;:–—-") + "…"


def _may_stand_last(word: str, following: str) -> bool:
    low = word.lower()
    return low not in OPENERS and low not in TITLES and not (word[0].isupper() and following[0].isupper())
