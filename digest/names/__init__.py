"""text -> which entities it names, and where.

One automaton holds every name and alias (Aho and Corasick, Efficient string matching, 1975; of overlapping names the
leftmost, and of those the longest, is taken). A person's surname is an alias that nobody needs to type. A name that
fits several entities is decided by the rest of the report or not at all: a wrong link is worse than none.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import combining

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from digest.model.base import Record, fingerprint
from digest.names.words import (
    ARTICLES,
    COMMON,
    DEMONYMS,
    FAMILY_FIRST,
    MOUTHPIECES,
    OPENERS,
    PARTICLES,
    RANKS,
    SUFFIXES,
    TITLES,
)

_ALIKE = (
    ("\n", " "),
    ("\t", " "),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("’", "'"),
    ("ʼ", "'"),
    ("‐", "-"),
    ("\u2011", "-"),
)
"""Signs that print alike or break a line. One for one, so that places in the folded text are places in the text."""

_UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # kana
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),  # Han
    ("\uac00", "\ud7a3"),  # Hangul: particles are written onto the name
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


_WEAK, _SURNAME, _ALIAS, _CHIEF = 0, 1, 2, 3
"""What a form is to an entity: half a name that counts only beside the fuller one; a surname; a further name that was
typed; its chief name."""

_PREPOSITION = re.compile(r"\b(?:against|by|for|from|in|near|of|on|to|under|with)\b")
_WORDS = re.compile(r"[^\W\d_][\w.-]*")
_OPENING = "\"“‘'«„([—–-"
_SPEAKER = 200
"""Longer designations of a speaker are sentences; only so much of them is read."""

_AROUND = 40
"""Characters on either side that are looked at beside a name."""


class Hit(Record, frozen=True, kw_only=True):
    """A place where a name stands: `text[start:end]`, counted in characters."""

    start: int
    end: int
    name: str
    """As the text prints it."""
    ids: tuple[str, ...]
    """The entities that it may name, sorted."""
    trust: tuple[int, ...]
    """For each of them how much this form says, from 0 (half a name) to 3 (its chief name)."""
    quoted: bool = False
    """It stands where nothing may be linked, within a quotation for instance."""


class Names(Record, frozen=True, kw_only=True):
    """What a report's hits come to."""

    resolved: tuple[tuple[int, int, str], ...] = ()
    """Every place outside quotations that names one entity: start, end, id. The first of each id is the one to link."""
    counts: tuple[tuple[str, int], ...] = ()
    """How often each entity is named, quotations included; first mentioned first."""
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names that fit several entities: the words and the ids, each once, in order of appearance."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of an edition, ready to be found. Made by `index`."""

    key: str
    """Names the dictionary by its content: what was found with it is found again with an index of the same key."""
    automaton: AhoCorasick | None
    forms: tuple[str, ...]
    """Every form, folded and sorted; a match gives a place in it."""
    bearers: tuple[tuple[str, ...], ...]
    """For each form the entities that bear it, sorted."""
    trust: tuple[tuple[int, ...], ...]
    """For each of those what the form is to it."""
    types: dict[str, str]
    caseless: dict[str, tuple[str, ...]]
    """For each typed name in small letters the entities that bear it; of a whole designation the case says little."""


def index(entities: Iterable[tuple[str, str, Sequence[str]]]) -> NameIndex:
    """Make the dictionary of `(id, type, names)`; the first name is the chief one. The order of entities is all one.

    Types are those of the model (`person`, `organisation`, `place` ...). Persons are also found by their surnames.
    """
    entries = sorted((id, type, tuple(names)) for id, type, names in entities)
    trust: dict[str, dict[str, int]] = {}
    caseless: dict[str, set[str]] = {}
    for id, type, names in entries:
        for place, name in enumerate(names):
            typed = " ".join(_folded(name).split())
            if not typed:
                continue
            caseless.setdefault(typed.casefold(), set()).add(id)
            borne = {typed: _ALIAS if place else _CHIEF}
            if type == "person":
                borne = _short_forms(typed) | borne
            for form, says in borne.items():
                known = trust.setdefault(form, {})
                known[id] = max(says, known.get(id, _WEAK))
    forms = tuple(sorted(trust))
    return NameIndex(
        key=fingerprint("names 1", entries),
        automaton=AhoCorasick(forms, MatchKind.Standard, False, Implementation.ContiguousNFA) if forms else None,
        forms=forms,
        bearers=tuple(tuple(sorted(trust[form])) for form in forms),
        trust=tuple(tuple(trust[form][id] for id in sorted(trust[form])) for form in forms),
        types={id: type for id, type, _ in entries},
        caseless={name: tuple(sorted(ids)) for name, ids in sorted(caseless.items())},
    )


def _short_forms(name: str) -> dict[str, int]:
    """The forms that a person's name has without being typed, and what each says: the surname, with its particles
    (`von der Leyen`) and without; for Chinese, Korean and Vietnamese names the first word too, as half a name."""
    words = name.split(" ")
    while len(words) > 1 and words[-1].strip(".,").lower() in SUFFIXES:
        words.pop()
    last = words[-1].strip(",")
    forms: dict[str, int] = {}
    if len(words) < 2 or len(last) < 2 or not last[0].isalpha() or last.lower() in TITLES:
        return forms
    if words[0].lower() in FAMILY_FIRST and len(words) < 4:
        forms[words[0]] = _WEAK
        forms[last] = _WEAK if last.lower() in COMMON else _SURNAME
        return {form: says for form, says in forms.items() if form[0].isupper()}
    if last[0].isupper():
        forms[last] = _WEAK if last.lower() in COMMON else _SURNAME
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
        full = " ".join(words[first:])
        forms[full] = forms[full[0].upper() + full[1:]] = _SURNAME
    return forms


def find(index: NameIndex, text: str, *, masked: Sequence[tuple[int, int]] = ()) -> tuple[Hit, ...]:
    """Every name in `text`, in order and without overlap. Names that begin within `masked` are flagged as quoted.

    Case counts, words are whole (except in scripts without spaces, and Korean), a line break is a space, a curly
    apostrophe a straight one. A single word that is visibly part of a longer name which is not in the dictionary is
    left out: `Boris Johnson` does not name Alan Johnson, nor `Washington Post` a city. Never raises.
    """
    if index.automaton is None:
        return ()
    folded = _folded(text)
    found = [
        (start, -end, form)
        for form, start, end in index.automaton.find_matches_as_indexes(folded, overlapping=True)
        if _apart(folded, start) and _apart(folded, end) and not _abbreviation(folded, end)
    ]
    found.sort()
    spans = sorted(masked)
    hits: list[Hit] = []
    after = span = 0
    for start, minus, form in found:
        if start < after:
            continue
        after = end = -minus
        if _within_longer(index, form, folded, start, end):
            continue
        while span < len(spans) and spans[span][1] <= start:
            span += 1
        hits.append(
            Hit(
                start=start,
                end=end,
                name=text[start:end],
                ids=index.bearers[form],
                trust=index.trust[form],
                quoted=span < len(spans) and spans[span][0] <= start,
            )
        )
    return tuple(hits)


def resolve(hits: Sequence[Hit], *, listed: Collection[str] = (), barred: Collection[str] = ()) -> Names:
    """Decide between the entities that each hit fits, from all hits of one report.

    Whoever the report names more fully elsewhere, or its editor lists (`listed`), has the short form too, if that is
    one entity. Without such help a typed name goes before a surname, and what still fits several is ambiguous.
    `barred` entities are never meant.
    """
    fullest: dict[str, int] = {}
    for hit in hits:
        if len(hit.ids) == 1:
            typed = [*hit.ids] if hit.trust[0] >= _ALIAS else []
        else:
            typed = [id for id, trust in zip(hit.ids, hit.trust, strict=True) if trust >= _ALIAS and id not in barred]
        if len(typed) == 1:
            fullest[typed[0]] = max(fullest.get(typed[0], 0), len(hit.name))
    resolved: list[tuple[int, int, str]] = []
    counts: dict[str, int] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for hit in hits:
        fits = _fitting(hit, fullest, listed, barred)
        if len(fits) == 1:
            counts[fits[0]] = counts.get(fits[0], 0) + 1
            if not hit.quoted:
                resolved.append((hit.start, hit.end, fits[0]))
        elif fits:
            ambiguous.setdefault(hit.name, fits)
    return Names(resolved=tuple(resolved), counts=tuple(counts.items()), ambiguous=tuple(ambiguous.items()))


def _fitting(hit: Hit, fullest: dict[str, int], listed: Collection[str], barred: Collection[str]) -> tuple[str, ...]:
    """The entities that a hit may mean in its report: one, several, or none."""
    if len(hit.ids) == 1:
        (id,) = hit.ids
        known = hit.trust[0] > _WEAK or id in listed or fullest.get(id, 0) > len(hit.name)
        return hit.ids if known and id not in barred else ()
    bearers = [(id, trust) for id, trust in zip(hit.ids, hit.trust, strict=True) if id not in barred]
    fuller = [id for id, _ in bearers if id in listed or fullest.get(id, 0) > len(hit.name)]
    if fuller:
        # `Washington` beside `Denzel Washington` may still be the city whose whole name it is.
        typed = any(id in listed or trust >= _ALIAS for id, trust in bearers if id in fuller)
        whole = () if typed else [id for id, trust in bearers if trust == _CHIEF]
        return tuple(sorted({*fuller, *whole}))
    best = max((min(trust, _ALIAS) for _, trust in bearers), default=_WEAK)
    return tuple(id for id, trust in bearers if min(trust, _ALIAS) == best) if best else ()


def speaker(index: NameIndex, mention: str, full: str = "", *, named: Collection[str] = ()) -> str:
    """The entity that a report means by a speaker: `mention` as its sentence has it, `full` the fullest name in it.

    `Mr Putin`, `Russian Foreign Minister Sergei Lavrov`, `the Chinese foreign ministry`. Among several that fit, the
    one that the report is known to name (`named`). Empty where it is nobody in the dictionary, or could be several.
    """
    words = " ".join(_folded((full or mention)[:_SPEAKER]).split())
    fits = _known_as(index, words) or _named_in(index, words)
    if len(fits) > 1:
        fits = tuple(id for id in fits if id in named)
    return fits[0] if len(fits) == 1 else ""


def _known_as(index: NameIndex, words: str) -> tuple[str, ...]:
    """The bearers of the whole designation, tried again without each title or article before it and office after it."""
    for whole in (words, words.rpartition(" ")[0] if words.lower().endswith(MOUTHPIECES) else ""):
        said = whole
        while said:
            fits = index.caseless.get(said.casefold())
            if fits:
                return fits
            first, _, rest = said.partition(" ")
            said = rest if _says_who(first) else ""
    return ()


def _named_in(index: NameIndex, words: str) -> tuple[str, ...]:
    """Whoever is named in the one part of a designation that names a person, or else speaks for an organisation.

    `Putin's spokesman`, `an aide to Putin` and `Kremlin spokesman Ivan Petrov` (who is not in the dictionary) name
    somebody who is not the speaker: a possessive, a preposition before, a capital that no title explains.
    """
    for part in words.split(", "):
        hits = find(index, part)
        bare = list(part)
        for hit in hits:
            bare[hit.start : hit.end] = " " * (hit.end - hit.start)
        rest = "".join(bare)
        if any(word[0].isupper() and not _says_who(word) for word in _WORDS.findall(rest)):
            continue
        heads = [hit for hit in hits if not part.startswith("'", hit.end)]
        persons = [hit for hit in heads if any(index.types[id] == "person" for id in hit.ids)]
        persons = [hit for hit in persons if not _PREPOSITION.search(part, 0, hit.start)]
        if len(persons) == 1:
            return tuple(id for id in persons[0].ids if index.types[id] == "person")
        if not persons and len(heads) == 1 and part.lower().endswith(MOUTHPIECES):
            return tuple(id for id in heads[0].ids if index.types[id] == "organisation")
    return ()


def _says_who(word: str) -> bool:
    """A title, an article or a demonym: a word before a name that is no part of it."""
    lower = word.lower().rstrip(".")
    return lower in TITLES or lower in DEMONYMS or lower in ARTICLES or lower.startswith(("ex-", "vice-", "then-"))


def _folded(text: str) -> str:
    """The text with alike signs made the same, each character in its place."""
    for sign, plain in _ALIKE:
        text = text.replace(sign, plain)
    return text


def _apart(text: str, at: int) -> bool:
    """No word runs across the place before `text[at]`."""
    if not 0 < at < len(text):
        return True
    before, behind = text[at - 1], text[at]
    return not (_joins(before) and (_joins(behind) or combining(behind)))


def _abbreviation(text: str, end: int) -> bool:
    """`U.N.` goes on as `U.N.H.C.R.`"""
    return text[end - 1] == "." and text[end : end + 1].isalnum()


def _joins(character: str) -> bool:
    """It is written together with its neighbours: a letter or digit of a script that has spaces between words."""
    if character.isascii():
        return character.isalnum()
    if not (character.isalnum() or combining(character)):
        return False
    return not any(first <= character <= last for first, last in _UNSPACED)


def _within_longer(index: NameIndex, form: int, text: str, start: int, end: int) -> bool:
    """A name stands directly beside a capitalised word that makes it part of another name.

    Only single words, and places of any length, are so taken up into other names. Headings in which every word has a
    capital say nothing either way.
    """
    one_word = " " not in index.forms[form]
    if not one_word and not any(index.types[id] == "place" for id in index.bearers[form]):
        return False
    beside = (one_word and _part_of_name_before(text, start)) or _part_of_name_behind(text, end)
    return beside and not _heading(text, start, end)


def _part_of_name_before(text: str, start: int) -> bool:
    if not text.startswith(" ", start - 1) or start < 2:
        return False
    reach = text[max(0, start - _AROUND) : start - 1]
    word = reach[reach.rfind(" ") + 1 :].lstrip(_OPENING)
    if not word or not word[0].isupper() or not (word[-1].isalnum() or word[-1] == "."):
        return False
    lower = word.lower().rstrip(".")
    if word[-1] == ".":
        return len(word) == 2 or (len(lower) > 1 and lower[-2:-1] == ".")
    if lower in TITLES or lower in DEMONYMS or lower in OPENERS or lower.startswith(("ex-", "vice-", "then-")):
        return False
    opens = reach[: len(reach) - len(word)].rstrip(" " + _OPENING)
    return not (lower.endswith(("ing", "ed")) and (not opens or opens[-1] in ".?!:"))


def _part_of_name_behind(text: str, end: int) -> bool:
    if not text.startswith(" ", end):
        return False
    word = text[end + 1 : end + 1 + _AROUND].partition(" ")[0]
    if not word or not word[0].isupper():
        return False
    lower = word.rstrip(".,;:!?\"”’)'").removesuffix("'s").lower()
    return lower not in OPENERS and lower not in RANKS and lower not in DEMONYMS


def _heading(text: str, start: int, end: int) -> bool:
    """Every longer word around has a capital: `Putin Tells Xi That Moscow Wants Talks`."""
    before = text[max(0, start - _AROUND) : start].partition(" ")[2 * (start > _AROUND) :]
    behind = text[end : end + _AROUND].rpartition(" ")[: 1 if end + _AROUND < len(text) else 3]
    around = _WORDS.findall("".join(before)) + _WORDS.findall("".join(behind))
    longer = [word for word in around if len(word) > 3]
    return len(longer) > 2 and all(word[0].isupper() for word in longer)
