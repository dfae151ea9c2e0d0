"""Who is who in one text: `Putin` and `the Chinese leader` as the fullest name that the text prints.

A surname finds the name that holds it, a description the one person described so. Where two fit equally, none is
given: better unattributed than given to the wrong person. What `he` means is asked of `antecedent`.
"""

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from digest.pattern import later
from digest.quotes.given import HE_NAMES, SHE_NAMES
from digest.quotes.language import PARTICLES, Language, Words
from digest.quotes.people import (
    CAPITAL,
    INSTITUTION,
    Gender,
    Person,
    gender_of,
    is_given,
    is_title,
    people,
    plain,
    split_title,
)
from digest.quotes.phrase import subject_after, subject_before
from digest.quotes.sentence import OWNER, POSSESSIVE, Token, is_capital, is_word, tokens
from digest.quotes.spans import Page, Span

_ONE = later(rf"(?<!\w){CAPITAL}")
_INNER = later(rf"(?<=[\w,] ){CAPITAL}")
_LOWER = later(r"\b[a-zà-ÿ][\w'’]*+")
_NEXT = later(rf"{CAPITAL}(?: {CAPITAL}){{0,3}}+(?:, [^,.\n]{{1,80}},)?+ ([a-zà-ÿ]++)")
_OWNS = later(rf" {CAPITAL}(?<=['’]s)(?![\w-])")
"""The rest of a name that owns something: `Ada` of `Ada Brandt's` does nothing itself."""
_COUPLE = later(rf"({CAPITAL}) (?:and|und|et|y) ({CAPITAL}) ({CAPITAL})")
_SENTENCE = later(r"[.!?…] ")
_NEAR = 140
"""Characters after a name in which a pronoun is taken for theirs."""
_BOUNDARY = later(r"[.!?…:;\n][\"”’»“'\s]*+|^")


class Who(NamedTuple):
    """A resolved mention; an empty name: nobody fits, or more than one."""

    name: str
    sure: float
    """A factor on the grammar's confidence."""
    gender: Gender = ""
    person: bool = False


NOBODY = Who("", 0.5)


def _likeliest(fits: list[Person], word: str) -> list[Person]:
    """Of the persons with a word in their name those who have it last (`Putin`), else who have it first (`Xi`)."""
    last = [
        p for p in fits if p.words[-1] == word or p.words[-1][3:] == word and p.words[-1].startswith(("al-", "el-"))
    ]
    return last or [p for p in fits if p.words[0] == word] or fits


class Names:
    """The names of one text. Made only when a mention asks: most texts have none that does."""

    def __init__(self, page: Page, spans: list[Span]) -> None:
        self._text, self._table = page.text, page.table
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._nouns: dict[str, list[int]] = {}
        self._full: dict[int, str] = {}
        self._single: dict[str, bool] = {}

    @cached_property
    def people(self) -> list[Person]:
        """The persons whom the text names in full."""
        return people(self._text, self._table)

    @cached_property
    def _known(self) -> set[tuple[str, ...]]:
        return {person.words for person in self.people}

    @cached_property
    def _by_word(self) -> dict[str, list[Person]]:
        index: dict[str, list[Person]] = {}
        for person in self.people:
            for word in dict.fromkeys(person.words):
                if word not in PARTICLES and len(word) > 1:
                    index.setdefault(word, []).append(person)
                    if word.startswith(("al-", "el-")):
                        index.setdefault(word[3:], []).append(person)
        return index

    def resolve(self, phrase: list[Token], heard: list[tuple[int, Who]]) -> Who:
        """The person or institution of a mention that is no pronoun. `heard`: the speakers so far and their places."""
        table = self._table
        head = phrase[0]
        if len(phrase) == 2 and is_capital(phrase[1]) and (head.low in HE_NAMES or head.low in SHE_NAMES):
            # “Ada Brandt”: the commonest mention by far.
            low = plain(phrase[1].low)
            if low not in INSTITUTION and low not in table.bodies and low not in table.roles:
                return Who(f"{head.word} {plain(phrase[1].word)}", 1.0, "he" if head.low in HE_NAMES else "she", True)
        words = [token.word for token in phrase if is_word(token)]
        if not words:
            return NOBODY
        words[-1] = plain(words[-1])
        if len(words) > 4 and words[1].isdigit() and words[3] in table.aged:
            return self.resolve([phrase[0], *phrase[4:]], heard)  # “der 61 Jahre alte Chef”
        if any(token.low in table.joins for token in phrase):
            return Who(" ".join(words), 0.97)
        owner = max((i for i, word in enumerate(words[:-2]) if word.endswith(OWNER)), default=-1)
        if owner >= 0 and words[owner + 1][0].isupper() and words[-1].lower() not in INSTITUTION | table.bodies:
            rest = [token for token in phrase if is_word(token)][owner + 1 :]
            if _human(rest, table):
                return self.resolve(rest, heard)  # “the council's Ada Brandt”
        last = phrase[-1]
        linked = any(t.low in table.linking and t.word[0].islower() for t in phrase[1:-1])
        common = head.word[0].islower() or head.low in table.determiners or not is_capital(last)
        if linked and is_capital(last) and not common:
            officer = _officer(phrase, table)
            if officer is not None:
                titles, name = officer
                return self._name(name, frozenset(word.lower().rstrip(".") for word in titles), False)
        if is_capital(last) and not (linked and common) and not (linked and not _human(phrase, table)):
            titles, name = split_title(
                [w for w in words if w.lower() not in table.determiners or w[0].islower() is False], table
            )
            while name and name[0].lower() in table.determiners:
                name = name[1:]
            while len(name) > 1 and name[0][0].islower() and name[0] not in PARTICLES:
                titles, name = [*titles, name[0]], name[1:]
            if name and (name[-1].lower() in INSTITUTION or name[-1].lower() in table.bodies):
                return Who(" ".join([w for w in [*titles, *name] if w.lower() not in table.determiners]), 1.0)
            if name and not (is_title(name[-1], table) and len(name) == 1 and (titles or common)):
                return self._name(name, frozenset(word.lower().rstrip(".") for word in titles), common and not titles)
        if linked and common and is_capital(last):
            # “le ministre de l'Agriculture Louis Arnaud”
            key = [word.lower() for word in words]
            known = [p for p in self._by_word.get(key[-1], ()) if len(p.words) > 1]
            fits = [p for p in known if tuple(key[-len(p.words) :]) == p.words]
            before = len(phrase) - len(fits[0].words) - 1 if fits else 0
            while before > 0 and is_title(phrase[before].word, table):
                before -= 1
            if fits and phrase[before].low not in table.linking:
                return Who(fits[0].full, 1.0, fits[0].gender, True)
        if linked and common:
            # “die Bäckerin Monika Lau aus Celle”
            cut = next(i for i, t in enumerate(phrase) if i and t.low in table.linking and t.word[0].islower())
            lead = [token.word for token in phrase[:cut] if is_word(token) and token.low not in table.determiners]
            titles, name = split_title(lead, table) if lead else ([], [])
            if titles and len(name) > 1 and all(word[0].isupper() or word in PARTICLES for word in name):
                return self._name(name, frozenset(word.lower() for word in titles), False)
        if linked and not common:
            # “Ann Lee of the Observatory”: the name before the preposition.
            cut = next(i for i, t in enumerate(phrase) if i and t.low in table.linking and t.word[0].islower())
            if _human(phrase[:cut], table):
                return self.resolve(phrase[:cut], heard)
        return self._description(phrase, words, heard)

    def _name(self, name: list[str], titles: frozenset[str], article: bool) -> Who:
        if len(name) > 3:
            # “Long Point Airport Ada Brandt”
            body = next((i for i, word in enumerate(name[:-2]) if word.lower() in INSTITUTION), -1)
            name = name[body + 1 :] if body > 0 and is_given(name[body + 1]) else name
        key = [word.lower().rstrip(".") for word in name]
        gender = gender_of(titles, (), self._table)
        shouted = name[-1].isupper() and len(name[-1].rstrip(".")) > 1  # “FORT HALE, Texas —”
        noun = self._table.capital_nouns and not (titles or is_given(name[0])) or shouted
        noun = noun and tuple(key) not in self._known
        if len(key) > 1 and not article and not noun and not (titles & self._table.titles):
            # The commonest mention by far, and needs no look at the rest of the text.
            return Who(" ".join(name), 1.0, gender or gender_of(frozenset(), tuple(key), self._table), True)
        fits = self._by_word.get(key[-1], [])
        if len(key) > 1:
            fits = [person for person in fits if all(word in person.words for word in key)]
        else:
            fits = _likeliest(fits, key[0])
        fits = [p for p in fits if not gender or not p.gender or p.gender == gender]
        if not fits or article and len(key) > 1:
            given = len(key) == 1 and self._given(name[0])
            courtesy = bool(titles & self._table.titles)
            person = not article and (len(key) > 1 or courtesy or given or self._alone(name[0]))
            person = person and not noun and not key[0][0].isdigit()
            gender = gender or gender_of(frozenset(), (*key, "") if given else tuple(key), self._table)
            return Who(" ".join(name), 1.0, gender, person)
        best = max(fits, key=lambda p: (len(key) > 1 and list(p.words) == key, p.printed, len(p.words)))
        if len(key) == 1 and titles:
            described = [p for p in fits if titles & p.described]
            best = max(described, key=lambda p: p.printed) if described else best
        if len(key) > 1:
            best = max(fits, key=lambda p: len(p.words))
        rivals = sum(p.words[-1] != best.words[-1] or p.words[0] != best.words[0] for p in fits)
        return Who(best.full, 0.9 if rivals and len(key) == 1 else 1.0, gender or best.gender, True)

    def _given(self, name: str) -> bool:
        """Whether a word that stands alone is a given name, and no other word of the text or the language."""
        low = name.lower()
        return is_given(name) and not (low in self._table.times or name in self._table.places or self._common(low))

    def _alone(self, name: str) -> bool:
        """Whether a single capitalised word can be a person's name: it keeps its capital within a sentence."""
        if name not in self._single:
            table, low = self._table, name.lower()
            common = low in table.starters or low in table.times or low in INSTITUTION or low in table.bodies
            self._single[name] = (
                not (common or table.capital_nouns)
                and name not in table.places
                and name.removesuffix("s") not in table.places
                and not low.endswith(("men", "women"))
                and name[1:].islower()
                and not self._common(low)
                and name in self._within
            )
        return self._single[name]

    @cached_property
    def _within(self) -> set[str]:
        """The words with a capital that do not begin a sentence."""
        return set(_INNER.findall(self._text))

    def _common(self, low: str) -> bool:
        """Whether the text has a word in lower case."""
        return low in self._text and low in self._small

    @cached_property
    def _small(self) -> set[str]:
        """All words in lower case: seldom asked for, as to find a word's letters is a hundredth of the work."""
        return set(_LOWER.findall(self._text))

    def _description(self, phrase: list[Token], words: list[str], heard: list[tuple[int, Who]]) -> Who:
        """`the ministry`, `the Chinese leader`, `a spokesman for the group`."""
        table = self._table
        own = words[1:] if words[0].lower() in table.determiners and len(words) > 1 else words
        indefinite = phrase[0].low in table.indefinite
        definite = phrase[0].low in table.determiners and not indefinite
        cut = next((i for i, word in enumerate(own) if i and word.lower() in table.linking), len(own))
        head = own[cut - 1].lower()
        bare = Who(" ".join(words if indefinite or not definite else own), 0.97)
        if indefinite and head in table.documents and cut < len(own) and own[cut].lower() in table.of:
            definite = True
        elif indefinite or not (definite or len(own) > 1):
            return bare
        if head in table.roles or (len(head) > 6 and head.endswith(table.role_endings)):
            wanted = {word.lower() for word in own[: cut - 1] if is_title(word, table) or word in table.places} - {
                "former"
            }
            if "former" in words:
                held = [p for p in self.people if head in p.described and "former" in p.described]
                return Who(held[0].full, 0.96, held[0].gender, True) if len(held) == 1 else bare
            same = table.leaders if head in table.leaders else frozenset((head,))
            return self._described(same, wanted, head, heard, phrase[0].start) or bare
        if head in table.documents and cut < len(own) and own[cut].lower() in table.of:
            # “a statement from Mary Dunn”
            rest = phrase[len(phrase) - (len(own) - cut) + 1 :]
            return self.resolve(rest, heard) if rest and len(rest) < len(phrase) else bare
        if not definite or cut < len(own):
            return bare
        if head not in table.bodies and head not in table.documents:
            age = head.split("-", 1)[0]
            who = self._described(frozenset((age if age.isdigit() else head,)), set(), head, heard, phrase[0].start)
            if who is not None:
                return who
        if head in table.documents:
            issuer = self._issuer(head, phrase[0].start)
            return Who(issuer, 0.9) if issuer else bare
        if head in table.bodies and len(own) == 1:
            fuller = self._fuller(head, phrase[0].start)
            return Who(fuller, 0.95) if fuller else bare
        return bare

    def kin(self, head: str, at: int) -> Who | None:
        """The one whom the text names as somebody's husband, sister ...: `her husband, Dean`, `Doug and Tammy West`."""
        table = self._table
        if head not in table.male and head not in table.female:
            return None
        gender: Gender = "he" if head in table.male else "she"
        named = re.search(rf"\b{re.escape(head)},? ({CAPITAL}(?: {CAPITAL})?)(,?)", self._text[:at])
        if named is not None and (named.group(2) or is_given(named.group(1).split()[0])):
            return Who(plain(named.group(1)), 0.95, gender, True)
        if head not in table.spouses:
            return None
        for one in _COUPLE.finditer(self._text, 0, at):
            first, second, surname = one.groups()
            for name, partner in ((first, second), (second, first)):
                sexes = [gender_of(frozenset(), (word.lower(), ""), table) for word in (name, partner)]
                if gender not in (sexes[1], "") and sexes[0] in (gender, "") and any(sexes):
                    return Who(f"{name} {plain(surname)}", 0.95, gender, True)
        return None

    def _described(
        self, same: Words, wanted: set[str], head: str, heard: list[tuple[int, Who]], at: int
    ) -> Who | None:
        """The one person whom the text describes by one of the words `same` and all the `wanted` ones."""
        fits = [p for p in self.people if (p.described & same) and wanted <= p.described]
        if not fits and self._table.capital_nouns and head in self._table.leaders:
            fits = [p for p in self.people if any(word.endswith(head) for word in p.described)]  # “Innenminister”
        exact = [p for p in fits if head in p.described]
        fits = exact if len(exact) == 1 else fits
        if len(fits) == 1:
            later = self._first.get(fits[0].full, -1) > at
            return Who(fits[0].full, 0.8 if later else 0.96, fits[0].gender, True)
        if len(fits) > 1 and heard and any(heard[-1][1].name == p.full for p in fits):
            return Who(heard[-1][1].name, 0.9, heard[-1][1].gender, True)
        return None

    def _places_of(self, head: str) -> list[int]:
        """Where a noun stands in the text, in any case."""
        if head not in self._nouns:
            self._nouns[head] = [match.start() for match in re.finditer(rf"(?i)\b{re.escape(head)}\b", self._text)]
        return self._nouns[head]

    def _fuller(self, head: str, at: int) -> str:
        """The one fuller name that the text before gave an institution: `Chinese foreign ministry` for `ministry`."""
        places = self._places_of(head)
        here = bisect_left(places, at)
        names: dict[str, str] = {}
        for place in places[max(0, here - 12) : here]:
            name = self._full_at(place)
            if name:
                names.pop(name.lower(), None)
                names[name.lower()] = name
        if not names:
            return ""
        # `China's foreign ministry` and `the Chinese foreign ministry` are one; two ministries are two.
        last = list(names.values())[-1]
        mine = {word[:4] for word in last.lower().split()}
        return last if all({word[:4] for word in name.split()} == mine for name in names) else ""

    def _full_at(self, place: int) -> str:
        """The name around the noun at `place`, if it has capitals of its own."""
        if place not in self._full:
            self._full[place] = self._name_around(place)
        return self._full[place]

    def _name_around(self, place: int) -> str:
        text, table = self._text, self._table
        line = tokens(text, max(0, place - 60), min(len(text), place + 60), [], table)
        here = next((i for i, token in enumerate(line) if token.start == place), -1)
        if here < 0:
            return ""
        a = b = here
        while a > max(0, here - 4) and is_word(line[a - 1]):
            before, further = line[a - 1], line[a - 2] if a > 1 else None
            own = is_capital(before) and before.low not in table.starters
            inside = (
                further is not None
                and is_capital(further)
                and not (before.low in table.prepositions or before.low in table.breaks or before.low in table.verbs)
            )
            if not (own or inside):
                break
            a -= 1
        while b + 2 < len(line) and line[b + 1].low in ("of", "for", "de", "der") and is_capital(line[b + 2]):
            b += 2
            while b + 1 < len(line) and is_capital(line[b + 1]):
                b += 1
        while a < here and line[a].low in table.determiners:
            a += 1
        named = (a < here or b > here) and any(is_capital(line[i]) for i in range(a, b + 1))
        return text[line[a].start : line[b].end] if named else ""

    def _issuer(self, head: str, at: int) -> str:
        """Who issued `the statement`: `Damascus said in a statement`, `a post from the ministry`."""
        places = self._places_of(head)
        here = bisect_left(places, at)
        for place in places[max(0, here - 4) : here][::-1]:
            name = self._issued(place) if place > at - 2500 else ""
            if name:
                return name
        return ""

    def _issued(self, place: int) -> str:
        """Who issued the statement named at `place`, if its own sentence says so."""
        text, table = self._text, self._table
        begin = max(
            (m.end() for m in _BOUNDARY.finditer(text, max(0, place - 240), place)), default=max(0, place - 240)
        )
        line = tokens(text, begin, min(len(text), place + 100), [], table)
        here = next((i for i, token in enumerate(line) if token.start == place), -1)
        if here < 0:
            return ""
        phrase = None
        if here + 2 < len(line) and line[here + 1].low in table.of:
            phrase = subject_after(line, here + 2, len(line), table)
        if phrase is None:
            verb = next((i for i in range(here - 1, 0, -1) if line[i].low in table.verbs), -1)
            phrase = subject_before(line, verb, 0, table) if verb > 0 else None
        if phrase is None or (phrase[1] - phrase[0] == 1 and not is_capital(line[phrase[0]])):
            return ""
        if line[phrase[1] - 1].low in table.documents:
            return ""
        return self.resolve(line[phrase[0] : phrase[1]], []).name

    @cached_property
    def genders(self) -> dict[str, Gender]:
        """Whom the text itself calls `he` or `she`: the first pronoun after a name, in its sentence, is theirs."""
        table, text = self._table, self._text
        votes: dict[str, int] = {}
        for n, (at, person) in enumerate(self.mentions):
            if person.gender or not table.personal:
                continue
            stop = next((place for place, other in self.mentions[n + 1 : n + 4] if other is not person), at + _NEAR)
            inner = next((span.start for span in self._spans[bisect_left(self._starts, at) :][:1]), stop)
            for word in _SENTENCE.split(text[at : min(stop, inner, at + _NEAR)], maxsplit=1)[0].split()[1:]:
                low = word.strip(",;:()").lower()
                if low in table.personal:
                    his = low in table.he or low in table.his or low == "himself"
                    votes[person.full] = votes.get(person.full, 0) + (1 if his else -1)
                    break
        return {name: "he" if vote > 0 else "she" for name, vote in votes.items() if vote}

    @cached_property
    def _first(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for place, person in self.mentions:
            first.setdefault(person.full, place)
        return first

    def new(self, place: int, person: Person) -> bool:
        """Whether a name is printed there for the first time, in full: somebody new is brought in to speak."""
        return place - self._first[person.full] < len(person.full) and " " in person.full

    def leads(self, place: int) -> bool:
        """Whether the name at a place stands as a subject does: its verb follows, and no preposition goes before."""
        text, table = self._text, self._table
        after = _NEXT.match(text, place)
        if after is None:
            return False
        verb = after.group(1)
        small = verb in table.prepositions or verb in table.breaks or verb in table.joins or verb in table.relatives
        if small and verb not in table.relatives:
            return False
        before = text[max(0, place - 60) : place].split()
        while before and (before[-1][0].isupper() or is_title(before[-1], table)) and before[-1][-1] not in ".!?:”\"":
            before.pop()
        if not before or before[-1][-1] in ".!?:,;”\"’—–":
            return True
        last = before[-1].lower()
        return last in table.determiners or last in table.joins or last in table.breaks

    @cached_property
    def mentions(self) -> list[tuple[int, Person]]:
        """Every place outside quotations where a person of the text is named as an agent, in order."""
        places, spans, here = [], self._spans, 0
        index = self._by_word
        for match in _ONE.finditer(self._text):
            word = match.group()
            owned = word.endswith(POSSESSIVE)
            fits = None if owned else index.get(word.lower())
            if not fits:
                continue
            key = word.lower()
            at = match.start()
            while here < len(spans) and spans[here].end <= at:
                here += 1
            if (here == len(spans) or at < spans[here].start) and _OWNS.match(self._text, match.end()) is None:
                places.append((at, max(_likeliest(fits, key), key=lambda p: p.printed)))
        return places


def _officer(phrase: list[Token], table: Language) -> tuple[list[str], list[str]] | None:
    """The titles and the name of `Secretary of State Martin Hale`."""
    cut = max(i for i, t in enumerate(phrase) if t.low in table.linking and t.word[0].islower())
    rest = [token.word for token in phrase[cut + 1 :] if is_word(token)]
    lead = [token.word for token in phrase[:cut] if is_word(token)]
    if not lead or not is_title(lead[-1], table) or len(rest) < 3:
        return None
    titles, name = split_title(rest, table)
    if not titles or len(name) < 2 or any(word.lower() in INSTITUTION for word in name):
        return None
    return [*lead, *titles], [*name[:-1], plain(name[-1])]


def _human(phrase: list[Token], table: Language) -> bool:
    """Whether the capitals before the first preposition can be a person's: `Ann Lee of`, not `Ministry of`."""
    cut = next((i for i, t in enumerate(phrase) if i and t.low in table.linking and t.word[0].islower()), len(phrase))
    words = [token for token in phrase[:cut] if is_word(token)]
    return (
        bool(words)
        and is_capital(words[-1])
        and not any(
            token.low in INSTITUTION or token.low in table.bodies or token.low in table.documents
            for token in words[is_given(words[0].word) :]
        )
        and not is_title(words[-1].word, table)
    )
