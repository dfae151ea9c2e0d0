"""An article -> the names that an editor may want a page of, with what each probably is.

Persons are those whom the text names in full and says something of; other names are runs of capitals that recur, and
what they are is told by a word within them (`Ministry`), by their form (`NATO`) or by what stands before them (`in`).
It is a suggestion, and is shown as one.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from digest.ingest.quoted import is_name
from digest.model.base import Record
from digest.names.words import DEMONYMS, OPENERS, TITLES
from digest.quotes.language import Language, table
from digest.quotes.people import people

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
        and (person.full in speakers or person.gender or person.described - {"of", "for"})
        and not set(person.words) & _BODIES
    }
    parts = {word for name in found for word in name.split()}
    for name, count, places in _runs(text, words):
        if name not in found and not set(name.split()) & parts and (count >= LEAST or name in speakers):
            found[name] = Suggestion(name=name, type=_type(name, places / count, words, lang), count=count)
    for name in speakers:
        if name not in found:
            found[name] = Suggestion(name=name, type=_type(name, 0.0, words, lang), count=1)
    return tuple(sorted(found.values(), key=lambda s: (-s.count, s.name)))


def _runs(text: str, words: Language) -> Iterable[tuple[str, int, int]]:
    """Runs of capitals with how often they stand within a sentence, and how often as a place does."""
    counts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for match in _RUN.finditer(text):
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        run = re.sub(r"(?:['’]s|['’])$", "", match[1]).split(" ")
        if _OPENS.search(before):
            run = run[1:] if run[0].lower() in OPENERS or len(run) == 1 else run
        while run and (run[0].lower() in TITLES or run[0].lower() in DEMONYMS or run[0].lower() in words.times):
            run = run[1:]
        while run and (run[-1].lower() in words.times or run[0] in ("of", "the", "for")):
            run = run[:-1] if run[-1].lower() in words.times else run[1:]
        name = " ".join(run)
        if name and is_name(name) and len(name) > 1 and name.lower() not in OPENERS:
            counts[name] += 1
            places[name] += _NEAR.search(before) is not None
    for name in sorted(counts):
        yield name, counts[name], places[name]


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
