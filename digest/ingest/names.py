"""An article -> the names that an editor may want a page of, with what each probably is.

Persons are those whom the text names in full and says to be somebody; other names are runs of capitals that recur, and
what they are is told by a word within them (`Ministry`), by their form (`NATO`) or by what stands before them (`in`).
A part of another name is none, nor is a people or an ordinary word. It is a suggestion, and is shown as one.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from digest.ingest.quoted import is_name
from digest.model.base import Record
from digest.names.words import COMMON, DEMONYMS, OPENERS, TITLES
from digest.quotes.language import Language, table
from digest.quotes.people import INSTITUTION, OUTLETS, PLACE, people

LEAST = 2
"""Times that a name other than a person's must be printed."""

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"{_UPPER}[\w’'&-]*"
_RUN = re.compile(rf"(?<![\w.@#])({_WORD}(?: (?:of (?:the )?|the |for )?{_WORD})*)")
_OPENS = re.compile(r"(?:^|[.!?:\n“\"‘'(•—–-])\s*$")
_NEAR = re.compile(r"\b(?:in|at|near|from|outside|across|around|to|en|à|dans|aus|bei|nach|desde)\s(?:the\s)?$")
_ACRONYM = re.compile(rf"{_UPPER}{{3,6}}")
_BODIES = frozenset(
    "agency army assembly association authority bank board bureau cabinet central chamber church college commission "
    "committee company congress corporation council court department federation force forces foundation fund group "
    "guard hospital house inc institute league ltd ministry museum navy office organisation organization parliament "
    "party police press school senate service society supreme times treasury tribunal union university".split()
)
_MADE_WITH = _BODIES | INSTITUTION | OUTLETS | PLACE | COMMON
"""Words with which names are made."""
_OF_A_PLACE = ("ian", "ians", "ean", "eans", "ese", "ish", "an", "ans", "i", "is")
_ROOT = 4
"""Letters from which a name may be the root of a people's."""
_LOWER = re.compile(r"\b[a-zß-öø-ÿ][\w-]+")
_CUT = re.compile(r"['’]")
_CONTEXT = 24
"""Characters before a name that are looked at."""


class Suggestion(Record, kw_only=True):
    name: str
    type: str
    """person, organisation or place; empty: nothing tells."""
    count: int
    """How often the text prints it."""


def suggested(text: str, lang: str, speakers: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """The names of one text, those printed most first. `speakers` are names that it quotes."""
    words = table(lang)
    found = {
        person.full: Suggestion(name=person.full, type="person", count=person.printed)
        for person in people(text, words)
        if is_name(person.full)
        and " " in person.full
        and not any(len(word) > 1 and word.isupper() for word in person.full.split())
        and (person.full in speakers or person.gender or _is_somebody(person.described, words))
        and not set(person.words) & _BODIES
    }
    parts = {word for name in found for word in parts_of(name)}
    lower = set(_LOWER.findall(text))
    runs = {name: (count, places) for name, count, places in _runs(text, words)}
    for name, (count, places) in runs.items():
        if name in found or set(name.split()) & parts or not (count >= LEAST or name in speakers):
            continue
        type = _type(name, places / count, words, lang)
        alone = " " not in name and name not in speakers and name not in words.places
        if alone and (_is_ordinary(name, lower) or _is_people(name, runs)):
            continue
        found[name] = Suggestion(name=name, type=type, count=count)
    for name in speakers:
        if name not in found:
            found[name] = Suggestion(name=name, type=_type(name, 0.0, words, lang), count=1)
    stray = strays((one.name, one.type) for one in found.values())
    return tuple(sorted((one for one in found.values() if one.name not in stray), key=lambda s: (-s.count, s.name)))


def strays(found: Iterable[tuple[str, str]]) -> set[str]:
    """Of names, each with what it is, the single words that nothing is known of but that another name holds them:
    `Assad` beside `Bashar Al-Assad`."""
    names = list(found)
    within = {part for name, _ in names if " " in name for part in parts_of(name)}
    return {name for name, type in names if not type and name in within}


def parts_of(name: str) -> set[str]:
    """The words of a name, `Al-Assad` as two."""
    return {part for word in name.split() for part in (word, *word.split("-"))}


def _is_somebody(described: Collection[str], words: Language) -> bool:
    """Whether words beside a name are of a person: `spokeswoman`, not `ground` of `high ground, Big Tech`."""
    known = words.roles | words.titles | words.humans | words.leaders
    return any(word in known or word in TITLES or word.endswith(words.role_endings) for word in described)


def _is_ordinary(word: str, lower: Collection[str]) -> bool:
    """Whether one word is no name by itself: the text also prints it small, or names are made with it."""
    return word.lower() in lower or word.lower() in _MADE_WITH


def _is_people(word: str, others: Iterable[str]) -> bool:
    """`Americans`, and `Ecuadorian` beside `Ecuador`."""
    if word.lower().removesuffix("s") in DEMONYMS:
        return True
    return word.endswith(_OF_A_PLACE) and any(len(o) >= _ROOT and o != word and word.startswith(o[:-1]) for o in others)


def _runs(text: str, words: Language) -> Iterable[tuple[str, int, int]]:
    """Runs of capitals with how often they stand within a sentence, and how often as a place does."""
    counts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for match in _RUN.finditer(text):
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        run = re.sub(r"(?:['’]s|['’])$", "", match[1]).split(" ")
        owners = [place for place, word in enumerate(run) if word.endswith(("'s", "’s"))]
        run = run[owners[-1] + 1 :] if owners else run
        if _OPENS.search(before):
            run = run[1:] if run[0].lower() in OPENERS or len(run) == 1 else run
        whole = len(run)
        while run and (run[0].lower() in TITLES or run[0].lower() in DEMONYMS or run[0].lower() in words.times):
            run = run[1:]
        while run and (run[-1].lower() in words.times or run[0] in ("of", "the", "for")):
            run = run[:-1] if run[-1].lower() in words.times else run[1:]
        name = " ".join(run)
        if len(run) == 1 < whole and run[0].lower() not in words.times and not run[0].isupper():
            continue  # what is left of `UN Charter` is a charter
        if name and is_name(name) and len(name) > 1 and _begins_a_name(name):
            counts[name] += 1
            places[name] += _NEAR.search(before) is not None
    for name in sorted(counts):
        yield name, counts[name], places[name]


def _begins_a_name(name: str) -> bool:
    """Scripts without capitals tell no names; `I’m` and `FULL STORY` are none."""
    return name[0].isupper() and _CUT.split(name.lower())[0] not in OPENERS and not (" " in name and name.isupper())


def _type(name: str, placed: float, words: Language, lang: str) -> str:
    """`placed` is the share of its mentions that follow a word such as `in`."""
    if {word.lower() for word in name.split()} & _BODIES:
        return "organisation"
    if name in words.places:
        return "place"
    if _ACRONYM.fullmatch(name):
        return "organisation"
    # In German every noun has a capital, and many follow such a word.
    return "place" if placed >= 0.5 and not lang.startswith("de") else ""
