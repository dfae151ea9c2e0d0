"""What a program can tell of a difference between two readings."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq

from digest.model.base import Record
from digest.quotes.words import Sort, Token, familiar, opened, sort, stem

KINDS = (
    "negation", "number", "unit", "date", "name", "hedge", "order", "substitution", "omission", "truncation",
    "insertion", "inflection", "spelling", "begins", "ends",
)  # fmt: skip
"""Gravest first. `begins` and `ends` are no differences but the edges of what a witness carries."""

GRAVE = KINDS[:6]
"""The kinds on which the sense hangs."""

Example = tuple[str, Sequence[Token]]
"""A witness' whole text, and the tokens that it has at a place (none: nothing printed)."""

_SMALL = 3
"""Of what is missing, so many words may be named by kind: a `not` that is gone matters, a paragraph is an omission."""
_MISSPELT = 0.8
"""A word that nobody knows and that shares so many letters with the other is that word, spelt otherwise."""

_FORMS = {
    form: stem(verb)
    for verb, forms in {
        "be": "am is are was were been being", "have": "has had having", "do": "does doing did done",
        "go": "goes going went gone", "say": "said", "make": "made", "take": "took taken", "come": "came",
        "get": "got gotten", "give": "gave given", "know": "knew known", "think": "thought", "see": "saw seen",
        "keep": "kept", "hold": "held", "lose": "lost", "tell": "told", "leave": "left", "begin": "began begun",
        "break": "broke broken", "fight": "fought", "send": "sent", "bring": "brought", "meet": "met",
        "stand": "stood", "win": "won", "speak": "spoke spoken",
    }.items()
    for form in forms.split()
}  # fmt: skip
"""Irregular forms that reported speech shifts: `is ready`, `was ready`."""


def kinds(readings: Sequence[Example], *, edge: bool = False) -> tuple[str, ...]:
    """How the other readings differ from the first that has words, all together, gravest first.

    `edge`: the place is the statement's first or last, so that what is missing was cut off and not cut out.
    """
    lead = next((reading for reading in readings if reading[1]), None)
    if lead is None:
        return ()
    found = {kind for other in readings if other is not lead for kind in _between(lead, other, edge=edge)}
    return tuple(kind for kind in KINDS if kind in found)


class _Word(Record, kw_only=True):
    text: str
    stem: str
    sort: Sort
    name: bool
    editorial: bool


def _words(reading: Example) -> list[_Word]:
    text, found = reading
    return [
        _Word(text=word, stem=_FORMS.get(word) or stem(word), sort=sort(word), name=name, editorial=token.editorial)
        for token in found
        for name in (_is_name(text, token),)
        for word in opened(token.key)
    ]


_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "president"))
_QUIET = " \t\n\"'“”‘’«»()[]–—-"
_LOOK = 6


def _is_name(text: str, token: Token) -> bool:
    """Whether a word is printed with a capital that no beginning of a sentence explains."""
    short = token.end - token.start < 2 or token.key.startswith("i'")
    if short or not text[token.start].isupper() or sort(token.key) or token.key in _TITLES:
        return False
    before = text[max(0, token.start - _LOOK) : token.start].rstrip(_QUIET)
    begins = before[-1] in ".!?:;…" if before else token.start <= _LOOK
    return not begins or text[token.start : token.end].isupper() or not familiar(token.key)


def _between(a: Example, b: Example, *, edge: bool) -> set[str]:
    ours, theirs = _words(a), _words(b)
    if not theirs:
        if all(word.editorial for word in ours):
            return {"insertion"}
        if edge:
            return {"truncation"}
        return {"omission"} | (_grave(ours, theirs) if len(ours) <= _SMALL else set())
    stems, others = [word.stem for word in ours], [word.stem for word in theirs]
    if stems != others and sorted(stems) == sorted(others):
        return {"order"}
    found = {kind for one, other in _changes(ours, theirs) for kind in _change(one, other)} - {"negation"}
    if _denied(ours) != _denied(theirs):  # counted over the whole: `not ever` and `never` deny alike
        found.add("negation")
    return found or {"spelling"}


def _changes(ours: list[_Word], theirs: list[_Word]) -> Iterator[tuple[list[_Word], list[_Word]]]:
    """The stretches in which two readings differ."""
    at = up = 0
    matched = LCSseq.opcodes([word.text for word in ours], [word.text for word in theirs]).as_matching_blocks()
    for block in matched:
        if (at, up) != (block.a, block.b):
            yield ours[at : block.a], theirs[up : block.b]
        at, up = block.a + block.size, block.b + block.size


def _change(ours: list[_Word], theirs: list[_Word]) -> set[str]:
    if all(word.editorial for word in (ours if not theirs else theirs if not ours else ours + theirs)):
        return {"insertion"}
    if _initials(ours, theirs) or _initials(theirs, ours):
        return {"spelling"}
    if len(ours) == len(theirs):
        respelt = [_spelt_alike(x, y) for x, y in zip(ours, theirs, strict=True)]
        if all(respelt):
            return {"spelling"}
        if all(alike or x.stem == y.stem for alike, x, y in zip(respelt, ours, theirs, strict=True)):
            return {"inflection"}
    if _joined(ours) == _joined(theirs):
        return {"spelling"}
    grave = _grave(ours, theirs)
    rest, others = _plain(ours), _plain(theirs)
    return grave if grave and (rest == others or not rest or not others) else grave | {"substitution"}


def _plain(words: list[_Word]) -> list[str]:
    return [word.stem for word in words if not word.sort and not word.name]


def _joined(words: list[_Word]) -> str:
    """The words as one, without the `is` that `he's` hides."""
    return "".join(word.text for word in words if word.text not in ("is", "has"))


def _spelt_alike(x: _Word, y: _Word) -> bool:
    """Whether two words are one in two spellings: `colour`, `color`; `Sergei`, `Sergey`; a slip of the keys."""
    if x.text == y.text or _folded(x.text) == _folded(y.text):
        return True
    if x.sort or y.sort:
        return False
    if x.stem == y.stem:
        return not (_inflected(x.text, y.text) or x.text in _FORMS or y.text in _FORMS)
    if familiar(x.text) and familiar(y.text):
        return False
    return Indel.normalized_similarity(x.text, y.text) >= _MISSPELT


_ENDINGS = frozenset(("", "s", "es", "d", "ed", "ing", "y", "ies", "ied"))


def _inflected(x: str, y: str) -> bool:
    """Whether two words of one stem differ in their endings alone: `lies`, `lied`, but not `color`, `colour`."""
    same = next((n for n, (a, b) in enumerate(zip(x, y, strict=False)) if a != b), min(len(x), len(y)))
    doubled = x[max(0, same - 1) : same]  # stop, stopped
    return all(end in _ENDINGS or (end[:1] == doubled and end[1:] in _ENDINGS) for end in (x[same:], y[same:]))


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    """A word without what transliterations do not agree on."""
    return re.sub(r"(\w)\1+", r"\1", re.sub(r"[yj]", "i", word.replace("kh", "h").replace("ou", "u")))


def _initials(short: list[_Word], long: list[_Word]) -> bool:
    """Whether one word is made of the others' first letters: `u.s.`, `united states`."""
    letters = short[0].text.replace(".", "") if len(short) == 1 else ""
    return len(letters) > 1 and letters == "".join(word.text[0] for word in long)


def _denied(words: list[_Word]) -> int:
    return sum(word.sort == "negation" for word in words) % 2


def _grave(ours: list[_Word], theirs: list[_Word]) -> set[str]:
    """The kinds on which the sense hangs."""
    if not any(word.sort or word.name for word in ours + theirs):
        return set()
    return {kind for kind in GRAVE if _told(ours, kind) != _told(theirs, kind)}


def _told(words: list[_Word], kind: str) -> list[str]:
    if kind == "negation":
        return ["not"] * _denied(words)
    return sorted(word.stem for word in words if (word.name if kind == "name" else word.sort == kind))
