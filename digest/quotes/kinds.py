"""What a program can tell of a difference between two readings."""

from collections import Counter
from collections.abc import Sequence

from digest.quotes.words import Token, opened, sort, stem

KINDS = (
    "negation", "number", "unit", "date", "name", "hedge", "order", "substitution", "omission", "truncation",
    "insertion", "inflection", "spelling", "begins", "ends",
)  # fmt: skip
"""Gravest first. `begins` and `ends` are no differences but the edges of what a witness carries."""

Example = tuple[str, Sequence[Token]]
"""A witness' whole text, and the tokens that it has at a place (none: nothing printed)."""

_SMALL = 3
"""Of what is missing, so many words may be named by kind: a `not` that is gone matters, a paragraph is an omission."""


def kinds(readings: Sequence[Example], *, edge: bool = False, first: bool = False) -> tuple[str, ...]:
    """How the other readings differ from the first that has words, all together.

    `edge`: the place is the statement's first or last. `first`: a sentence begins here, so that a capital letter is no
    sign of a name.
    """
    lead = next((reading for reading in readings if reading[1]), None)
    if lead is None:
        return ()
    found = {kind for other in readings if other is not lead for kind in _between(lead, other, edge, first)}
    return tuple(kind for kind in KINDS if kind in found)


def _between(a: Example, b: Example, edge: bool, first: bool) -> set[str]:
    if not b[1]:
        if all(token.editorial for token in a[1]):
            return {"insertion"}
        if edge:
            return {"truncation"}
        grave = _grave(a, b, first) if len(a[1]) <= _SMALL else set()
        return {"omission"} | grave
    words_a = [word for token in a[1] for word in opened(token.key)]
    words_b = [word for token in b[1] for word in opened(token.key)]
    stems_a, stems_b = [stem(word) for word in words_a], [stem(word) for word in words_b]
    if words_a == words_b or _initials(words_a, words_b) or _initials(words_b, words_a):
        return {"spelling"}
    if stems_a == stems_b:
        return {"inflection" if any(_inflected(x, y) for x, y in zip(words_a, words_b, strict=True)) else "spelling"}
    grave = _grave(a, b, first)
    if sorted(stems_a) == sorted(stems_b):
        return {"order"} | grave
    plain_a = [t.key for t in a[1] if not t.editorial]
    plain_b = [t.key for t in b[1] if not t.editorial]
    if plain_a == plain_b or not plain_a or not plain_b:
        return {"insertion"} | grave
    return grave or {"substitution"}


def _inflected(a: str, b: str) -> bool:
    """Whether two words of one stem differ in an ending, `lies`, `lied`, and not in spelling, `color`, `colour`."""
    return a != b and a[-1] != b[-1] and bool({a[-1], b[-1]} & set("sdg"))


def _initials(short: list[str], long: list[str]) -> bool:
    """Whether one word is made of the others' first letters: `u.s.`, `united states`."""
    letters = [word.replace(".", "") for word in short]
    return any(
        len(word) > 1 and rest and word == "".join(other[0] for other in rest)
        for n, word in enumerate(letters)
        for rest in (long[n : len(long) - (len(letters) - n - 1)],)
        if short[:n] == long[:n] and short[n + 1 :] == long[len(long) - (len(short) - n - 1) :]
    )


def _grave(a: Example, b: Example, first: bool) -> set[str]:
    """The kinds on which the sense hangs."""
    counts_a, counts_b = _sorts(a, first), _sorts(b, first)
    return {kind for kind in ("negation", "number", "unit", "date", "name", "hedge") if _told(kind, counts_a, counts_b)}


def _told(kind: str, a: Counter[tuple[str, str]], b: Counter[tuple[str, str]]) -> bool:
    mine = {word: count for (sort_, word), count in a.items() if sort_ == kind}
    theirs = {word: count for (sort_, word), count in b.items() if sort_ == kind}
    if kind == "negation":  # `not` and `never` deny alike
        return sum(mine.values()) % 2 != sum(theirs.values()) % 2
    return mine != theirs


def _sorts(reading: Example, first: bool) -> Counter[tuple[str, str]]:
    text, found = reading
    told: Counter[tuple[str, str]] = Counter()
    for n, token in enumerate(found):
        kinds_here = [(sort(word), stem(word)) for word in opened(token.key)]
        plain = all(not kind for kind, _ in kinds_here)
        named = text[token.start].isupper() and len(token.key) > 1 and not (first and not n)
        told.update(("name", word) for _, word in kinds_here if plain and named)
        told.update((kind, word) for kind, word in kinds_here if kind)
    return told
