"""The persons whom a text names in full, what it calls them besides, and whether they are `he` or `she`."""

import re
from typing import Literal, NamedTuple

from digest.pattern import later
from digest.quotes.given import EITHER_NAMES, HE_NAMES, SHE_NAMES
from digest.quotes.language import PARTICLES, Language
from digest.quotes.sentence import OWNER

Gender = Literal["he", "she", ""]
_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x530)) if c.isupper())
CAPITAL = rf"[{_UPPER}][\w’'\-]*+"
_INITIAL = rf"(?:[{_UPPER}]\.)++"
_RUN = later(  # a capital first, then what may stand before it: the search leaps to the next capital
    rf"[{_UPPER}](?<![\w.].)(?:\.{_INITIAL[:-2]}*+|[\w’'\-]*+)"
    rf"(?:\.?[ \u00a0](?:[“\"]\w++[”\"] )?+"
    rf"(?:(?:{'|'.join(sorted(PARTICLES))})[ \u00a0]){{0,2}}+(?:{_INITIAL}|{CAPITAL}))++"
)
_BEFORE = later(rf"(?:({CAPITAL}) )?((?:[a-zà-ÿ][a-zà-ÿ\-]*+ ){{1,3}})$")
_BESIDE = later(r",? ((?:[\w’'\-]++ ){0,5}[\w’'\-]++)")
_AGED = later(r",? \(?\d\d[,)]")
"""`Ada West, 41,`: a person, whatever the name."""
_BESIDE_SIGNS = (", ", " ")
INSTITUTION = frozenset(
    "jihad hamas hezbollah strip brigade brigades front movement reserve "
    "house ministry university party street department court times news county city states united state north "
    "south east west institute council committee bank group union center centre school senate congress act bill "
    "national post journal association agency press board office commission foundation hospital college church "
    "service force army police network media tv radio club league cup world war security nations federation "
    "republic kingdom company corp inc ltd llc plc gmbh ag international global holdings observatory airport "
    "airlines air park river lake mount island islands bay valley province district region avenue road day week "
    "year christmas easter olympics games white supreme federal central daily herald tribune review wire guardian "
    "bundesbank bundestag ministerium universität zeitung universidad ministerio université ministère parti".split()
)
OUTLETS = frozenset(
    "news times post journal tv television radio press agency daily herald tribune review wire guardian telegraph mail "
    "express mirror sun star observer independent standard gazette chronicle courier today magazine network channel "
    "weekly globe bulletin echo argus examiner inquirer ledger dispatch reporter online media broadcasting podcast "
    "zeitung anzeiger kurier rundschau spiegel stern fernsehen rundfunk nachrichten monde figaro libération matin "
    "parisien dépêche diario país mundo noticias canal cadena".split()
)
"""Words in the names of outlets."""
PLACE = frozenset(
    "highway street lane drive square bridge tower hall creek harbour harbor hill hills mountains beach coast forest "
    "desert point gardens stadium arena theatre theater museum cup open championship championships prize award awards "
    "festival final series trophy league show tour act plan project programme program deal treaty accord pact".split()
)
"""The last word of what no person is called, unless the first is a given name (`Benny Hill`)."""
_SPELT = {
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "lt": "lieutenant",
    "gen": "general",
    "sgt": "sergeant",
    "col": "colonel",
    "capt": "captain",
    "prof": "professor",
    "dr": "doctor",
    "maj": "major",
    "rev": "reverend",
}


_INFLECTED = ("e", "er", "es", "en", "em")
_OPENS = later(r"(?:^|[.!?:…\n“„»«\"])\s*$")
_SHOUTED = later(rf"(?![IVX]++$)[{_UPPER}]{{2,}}+$")
_DESCRIBED = 4
"""How often what stands beside a name is looked at: it is introduced when it is new."""


class Person(NamedTuple):
    """A person whom the text names in full."""

    full: str
    words: tuple[str, ...]
    """In lower case, without titles."""
    printed: int
    described: frozenset[str]
    """The words of all descriptions, in lower case: `russian`, `president`."""
    gender: Gender
    evident: bool
    """Whether a known given name, an age, a title or a role shows that this is nobody's place or firm."""


class _Sketch:
    """What is gathered about a name while the text is read."""

    def __init__(self, full: str) -> None:
        self.full, self.printed, self.described, self.evident = full, 0, set[str](), False


def people(text: str, table: Language) -> list[Person]:
    """The persons whom a text names in full, in the order of their first mention."""
    known: dict[tuple[str, ...], _Sketch] = {}
    for match in _RUN.finditer(text):
        for start, end, words in _segments(match, table):
            if not words:
                continue
            titles, name = split_title(words, table)
            while len(name) > 1 and (name[-1].lower() in table.times or (len(name) > 2 and name[-1] in table.places)):
                name.pop()
            key = tuple(word.lower().rstrip(".") for word in name)
            if name[0] in PARTICLES and not any(is_title(word, table) for word in titles):
                continue  # “Aus Sicht von Brandt”
            if any(_SHOUTED.match(word) for word in name[0 if table.capital_nouns else 1 :]):
                continue  # “Wolds CID”, “FORT HALE, Texas —”
            aged = _AGED.match(text, end) is not None and len(key) > 1
            if not aged and not _personal(key, titles, text[max(0, start - 5) : start], table):
                continue
            sketch = known.setdefault(key, _Sketch(" ".join(name)))
            sketch.printed += 1
            sketch.evident = sketch.evident or aged or bool(titles) or is_given(name[0])
            if titles or sketch.printed <= _DESCRIBED:
                sketch.described |= _about(text, start, end, titles, table)
    if table.capital_nouns:
        _part_objects(known)
    by_surname: dict[str, list[_Sketch]] = {}
    for key, sketch in known.items():
        if len(key) > 1:
            by_surname.setdefault(key[-1], []).append(sketch)
    within = {word for key in known if len(key) > 1 for word in key}
    found = []
    for key, sketch in known.items():
        if len(key) > 1:
            found.append(key)
        elif key[0] not in within:
            found.append(key)  # “Cllr Byrne” is a person too, where nobody is a Byrne in full
        elif len(by_surname.get(key[0], ())) == 1:
            by_surname[key[0]][0].described |= sketch.described  # “Mrs Whaanga”: so Gaynor Whaanga is `she`
    return [
        Person(
            s.full,
            key,
            s.printed,
            frozenset(s.described),
            gender_of(s.described, key, table),
            s.evident or any(is_title(word, table) for word in s.described),
        )
        for key in found
        for s in (known[key],)
    ]


def _part_objects(known: dict[tuple[str, ...], _Sketch]) -> None:
    """Take `reicht Ada Brandt Kaffee` to name Ada Brandt, where the text has a Brandt besides."""
    surnames = {key[-1] for key in known if len(key) == 2}
    for key in [key for key in known if len(key) == 3 and key[1] in surnames and is_given(key[0])]:
        longer = known.pop(key)
        sketch = known.setdefault(key[:2], _Sketch(" ".join(longer.full.split()[:2])))
        sketch.printed += longer.printed
        sketch.described |= longer.described
        sketch.evident = True


def _segments(match: re.Match[str], table: Language) -> list[tuple[int, int, list[str]]]:
    """A run of capitals parted where a name ends: after a possessive (`Pakistan's President`), at a full stop."""
    found: list[tuple[int, int, list[str]]] = []
    start = at = match.start()
    words: list[str] = []
    for word in match.group().replace("\u00a0", " ").split(" "):
        at += len(word) + 1
        if word[0] in "“\"":
            continue  # “Ada “Flash” West”
        if table.capital_nouns and word in table.determiners and words and words[-1] not in PARTICLES:
            # “sagte Ada Brandt der Zeitung”: an article, and not part of the name as in `van der`.
            found.append((start, at - len(word) - 2, words))
            start, words = at, []
            continue
        stop = word.endswith(".") and "." not in word[:-1] and len(word) > 2
        stop = stop and word[:-1].lower() not in table.abbreviations
        words.append(word[:-1] if stop else plain(word))
        if stop or word.endswith(OWNER):
            found.append((start, at - 1, words))
            start, words = at, []
    if words:
        found.append((start, at - 1, words))
    return found


def _personal(key: tuple[str, ...], titles: list[str], before: str, table: Language) -> bool:
    """Whether a name can be a person's: not a road, a ministry, or what stands after `the` without a title."""
    given = is_given(key[0])
    if len(key) == 1:
        if key[0].capitalize() in table.places:
            return False
        courtesy = any(word.lower().rstrip(".") in table.titles for word in titles)
        if not (courtesy or (given and titles)):
            return False
    if len(key) > 5 or key[-1] in PLACE and not given or key[0][0].isdigit() or key[0] in table.determiners:
        return False
    if table.capital_nouns and not (given or titles) and key[0].endswith(_INFLECTED) and _OPENS.search(before):
        return False  # “Betriebsbedingte Kündigungen”: an adjective with a capital only because it comes first
    rest = key[1:] if given else key  # “Bill Evans” is no bill
    if any(low in INSTITUTION or low in table.times or low in table.bodies or low in table.verbs for low in rest):
        return False
    return bool(titles) or given or not before.lower().endswith(table.articles)


def _about(text: str, start: int, end: int, titles: list[str], table: Language) -> set[str]:
    """The words that stand beside a name to describe it, in lower case."""
    about = {word.lower().rstrip(".") for word in titles}
    about |= {_SPELT[word] for word in about if word in _SPELT}
    if text.endswith(", ", 0, start):
        # “The head of the district, Ada Brandt,”
        lead = text[max(0, start - 62) : start - 2].split()[1:]
        for word in reversed(lead):
            if not word.isalpha() and "-" not in word or word.lower() in table.verbs:
                break
            if len(word) > 3:
                about.add(word.lower())
            if word.lower() in table.determiners:
                break
    before = _BEFORE.search(text, max(0, start - 48), start)
    if before:
        nearest = before.group(2).split()
        while nearest and (is_title(nearest[-1], table) or (nearest[-1] in ("of", "for") and len(nearest) > 1)):
            about.add(nearest.pop())
        if not nearest and before.group(1):
            about.add(before.group(1).lower())
    if text.startswith(_BESIDE_SIGNS, end):
        beside = _BESIDE.match(text, end)
        clause = beside.group(1).split() if beside else []
        if clause and text[end] == " " and clause.pop(0).lower() not in table.copulas:
            return about
        for word in clause:
            low = word.lower()
            if word.isdigit():
                about.add(word)
            if low in table.verbs or low in table.relatives and low not in table.determiners:
                break
            noun = word.islower() and len(word) > 3 and low not in table.prepositions
            if noun or is_title(word, table) or word in table.places:
                about.add(low)
    return about


def split_title(words: list[str], table: Language) -> tuple[list[str], list[str]]:
    """Part `Russian President Vladimir Putin` into what describes and what names; something always names."""
    cut = 0
    for i, word in enumerate(words[:-1]):
        low = word.lower().rstrip(".")
        if is_title(word, table) or (
            i == cut
            and (
                word in table.places
                or low in table.starters
                or low in table.prepositions and not is_given(word)
                or low in table.times
                or ("-" in word and word.rsplit("-", 1)[1].islower())  # “Leg-spinner Ada Brandt”
            )
        ):
            cut = i + 1
    if table.capital_nouns and len(words) - cut > 2 and not is_given(words[cut]):
        # “Landwirt Georg Huber”: where every noun has a capital, a known first name marks where the name begins.
        # “Torschütze Dario Vukic”: else the first of three is what they are.
        noun = cut + (len(words) - cut == 3 and len(words[cut]) > 4 and words[cut][1:].islower())
        cut = next((i for i in range(cut + 1, len(words) - 1) if is_given(words[i])), noun)
    return words[:cut], words[cut:]


def is_title(word: str, table: Language) -> bool:
    low = word.lower().rstrip(".")
    if low in table.titles or low in table.roles:
        return True
    if low in HE_NAMES or low in SHE_NAMES:
        return False
    return (len(low) > 6 and low.endswith(table.role_endings)) or ("-" in low and low.rsplit("-", 1)[1] in table.roles)


def is_given(word: str) -> bool:
    low = word.lower()
    return low in HE_NAMES or low in SHE_NAMES or low in EITHER_NAMES


def gender_of(described: frozenset[str] | set[str], words: tuple[str, ...], table: Language) -> Gender:
    she, he = bool(described & table.female), bool(described & table.male)
    if she != he:
        return "she" if she else "he"
    if len(words) < 2:
        return ""
    given = words[0]
    for name in (given, given.split("-")[0]):
        if name in SHE_NAMES:
            return "she"
        if name in HE_NAMES:
            return "he"
    return ""


def plain(word: str) -> str:
    if word.endswith(OWNER):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word
