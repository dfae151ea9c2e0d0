"""Who is who in one text: `Putin`, `he` and `the Chinese leader` as the fullest name that the text prints.

A person is known by a run of two or more capitals; what stands beside it (`Russian President`, `, the minister`)
describes them. A surname finds the name that holds it, a description the one person described so, a pronoun the person
last spoken of. Where two fit equally, none is given: better unattributed than given to the wrong person.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal, NamedTuple

from digest.quotes.clause import Token, is_capital, is_word, subject_after, subject_before, tokens
from digest.quotes.language import HE_NAMES, PARTICLES, SHE_NAMES, Language

Gender = Literal["he", "she", ""]

WINDOW = 1500
"""How far back, in characters, a pronoun looks for its person."""
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩА-Я"
_CAPITAL = rf"[{_UPPER}][\w’'\-]*+"
_INITIAL = rf"(?:[{_UPPER}]\.)++"
_RUN = re.compile(
    rf"(?<![\w.])(?:{_INITIAL}|{_CAPITAL})"
    rf"(?:\.?[ \u00a0](?:(?:{'|'.join(sorted(PARTICLES))})[ \u00a0]){{0,2}}+(?:{_INITIAL}|{_CAPITAL}))++"
)
_NEXT = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}+ ([a-zà-ÿ]++)")
_ONE = re.compile(rf"(?<!\w){_CAPITAL}")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEFORE = re.compile(rf"(?:({_CAPITAL}) )?((?:[a-zà-ÿ][a-zà-ÿ\-]*+ ){{1,3}})$")
_BESIDE = re.compile(r", ((?:[\w’'\-]++ ){0,5}[\w’'\-]++)")
_BOUNDARY = re.compile(r"[.!?…:;\n][\"”’»“'\s]*+|^")
_INSTITUTION = frozenset(
    "house ministry university party street department court times news county city states united state north "
    "south east west institute council committee bank group union center centre school senate congress act bill "
    "national post journal association agency press board office commission foundation hospital college church "
    "service force army police network media tv radio club league cup world war security nations federation "
    "republic kingdom company corp inc ltd llc plc gmbh ag international global holdings observatory airport "
    "airlines air park river lake mount island islands bay valley province district region avenue road day week "
    "year christmas easter olympics games white supreme federal central daily herald tribune review wire guardian "
    "bundesbank bundestag ministerium universität zeitung universidad ministerio université ministère parti".split()
)


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


class Person(NamedTuple):
    """A person whom the text names in full."""

    full: str
    words: tuple[str, ...]
    """In lower case, without titles."""
    printed: int
    described: frozenset[str]
    """The words of all descriptions, in lower case: `russian`, `president`."""
    gender: Gender


class Who(NamedTuple):
    """A resolved mention; an empty name: nobody fits, or more than one."""

    name: str
    sure: float
    """A factor on the grammar's confidence."""
    gender: Gender = ""
    person: bool = False


NOBODY = Who("", 0.5)


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _is_title(word: str, table: Language) -> bool:
    low = word.lower().rstrip(".")
    if low in table.titles or low in table.roles:
        return True
    if low in HE_NAMES or low in SHE_NAMES:
        return False
    return (len(low) > 6 and low.endswith(table.role_endings)) or ("-" in low and low.rsplit("-", 1)[1] in table.roles)


def split_title(words: list[str], table: Language) -> tuple[list[str], list[str]]:
    """Part `Russian President Vladimir Putin` into what describes and what names; something always names."""
    cut = 0
    for i, word in enumerate(words[:-1]):
        low = word.lower().rstrip(".")
        if _is_title(word, table) or (
            i == cut and (word in table.places or low in table.starters or low in table.times)
        ):
            cut = i + 1
    if len(words) - cut > 2 and not _given(words[cut]):
        # “Landwirt Georg Huber”: in German every noun has a capital, so a known first name marks where the name begins.
        cut = next((i for i in range(cut + 1, len(words) - 1) if _given(words[i])), cut)
    return words[:cut], words[cut:]


def _given(word: str) -> bool:
    low = word.lower()
    return low in HE_NAMES or low in SHE_NAMES


def _gender(described: frozenset[str] | set[str], words: tuple[str, ...], table: Language) -> Gender:
    she, he = bool(described & table.female), bool(described & table.male)
    if she != he:
        return "she" if she else "he"
    given = words[0] if words else ""
    if given in SHE_NAMES:
        return "she"
    return "he" if given in HE_NAMES else ""


def people(text: str, table: Language) -> list[Person]:
    """The persons whom a text names in full, in the order of their first mention."""
    full: dict[tuple[str, ...], str] = {}
    count: dict[tuple[str, ...], int] = {}
    described: dict[tuple[str, ...], set[str]] = {}
    for match in _RUN.finditer(text):
        words, end = [], match.start()
        for word in re.split(r"[ \u00a0]", match.group()):
            words.append(_plain(word))
            end += len(word) + 1
            if (
                word.endswith(".")
                and "." not in word[:-1]
                and len(word) > 2
                and word[:-1].lower() not in table.abbreviations
            ):
                words[-1] = word[:-1]  # a sentence ends here: “Lavrov. Watch”
                break
            if word.endswith(("'s", "’s")):  # a possessive ends a name: “Putin’s Russia”
                break
        titles, name = split_title(words, table)
        while len(name) > 1 and (name[-1].lower() in table.times or (len(name) > 2 and name[-1] in table.places)):
            name.pop()
        surname = len(name) == 1 and any(word.lower().rstrip(".") in table.titles for word in titles)
        if not (2 <= len(name) <= 5 or surname):
            continue
        key = tuple(word.lower().rstrip(".") for word in name)
        if any(low in _INSTITUTION or low in table.times or low in table.bodies or low in table.verbs for low in key):
            continue
        about = {word.lower().rstrip(".") for word in titles}
        about |= {_SPELT[word] for word in about if word in _SPELT}
        before = _BEFORE.search(text, max(0, match.start() - 48), match.start())
        if before:
            nearest = before.group(2).split()
            while nearest and (_is_title(nearest[-1], table) or (nearest[-1] in ("of", "for") and len(nearest) > 1)):
                about.add(nearest.pop())
            if not nearest and before.group(1):
                about.add(before.group(1).lower())
        beside = _BESIDE.match(text, end - 1)
        if beside:
            for word in beside.group(1).split():
                low = word.lower()
                if low in table.verbs or low in table.relatives and low not in table.determiners:
                    break
                if _is_title(word, table) or word in table.places:
                    about.add(low)
        if key in full:
            count[key] += 1
            described[key] |= about
        else:
            full[key], count[key], described[key] = " ".join(name), 1, about
    # “Cllr Byrne” is a person too, where nobody is a Byrne in full.
    within = {word for key in full if len(key) > 1 for word in key}
    return [
        Person(full[key], key, count[key], frozenset(described[key]), _gender(described[key], key, table))
        for key in full
        if len(key) > 1 or key[0] not in within
    ]


def _likeliest(fits: list[Person], word: str) -> list[Person]:
    """Of the persons with a word in their name those who have it last (`Putin`), else who have it first (`Xi`)."""
    last = [
        p for p in fits if p.words[-1] == word or p.words[-1][3:] == word and p.words[-1].startswith(("al-", "el-"))
    ]
    return last or [p for p in fits if p.words[0] == word] or fits


class Names:
    """The names of one text. Made only when a mention asks: most texts have none that does."""

    def __init__(self, text: str, table: Language, quoted: list[tuple[int, int]]) -> None:
        self._text, self._table = text, table
        self._quoted = quoted
        self._starts = [start for start, _ in quoted]
        self._nouns: dict[str, list[int]] = {}
        self._full: dict[int, str] = {}

    @cached_property
    def _people(self) -> list[Person]:
        return people(self._text, self._table)

    @cached_property
    def _by_word(self) -> dict[str, list[Person]]:
        index: dict[str, list[Person]] = {}
        for person in self._people:
            for word in dict.fromkeys(person.words):
                if word not in PARTICLES and len(word) > 1:
                    index.setdefault(word, []).append(person)
                    if word.startswith(("al-", "el-")):
                        index.setdefault(word[3:], []).append(person)
        return index

    def resolve(self, phrase: list[Token], history: list[tuple[int, Who]]) -> Who:
        """The person or institution of a mention. `history`: the speakers so far and where they were mentioned."""
        table = self._table
        head = phrase[0]
        if len(phrase) == 1:
            low = head.low.rsplit("-", 1)[-1]
            if low in table.he or low in table.his and low not in table.her:
                return self._pronoun(
                    head.start, "he" if not (table.code in ("fr", "es") and low in table.his) else "", history
                )
            if low in table.she or low in table.her:
                return self._pronoun(head.start, "she", history)
            if low in table.they or low in table.their:
                return self._body(head.start, history)
        words = [token.word for token in phrase if is_word(token)]
        if not words:
            return NOBODY
        words[-1] = _plain(words[-1])
        if any(token.low in ("and", "und", "et", "y") for token in phrase):
            return Who(" ".join(words), 0.97)
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
            if name and (name[-1].lower() in _INSTITUTION or name[-1].lower() in table.bodies):
                return Who(" ".join([w for w in [*titles, *name] if w.lower() not in table.determiners]), 1.0)
            if name and not (_is_title(name[-1], table) and len(name) == 1 and (titles or common)):
                return self._name(name, frozenset(word.lower().rstrip(".") for word in titles), common and not titles)
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
                return self.resolve(phrase[:cut], history)
        return self._description(phrase, words, history)

    def _name(self, name: list[str], titles: frozenset[str], article: bool) -> Who:
        key = [word.lower().rstrip(".") for word in name]
        gender = _gender(titles, (), self._table)
        if len(key) > 1 and not article:
            # The commonest mention by far, and needs no look at the rest of the text.
            return Who(" ".join(name), 1.0, gender or _gender(frozenset(), tuple(key), self._table), True)
        fits = self._by_word.get(key[-1], [])
        if len(key) > 1:
            fits = [person for person in fits if all(word in person.words for word in key)]
        else:
            fits = _likeliest(fits, key[0])
        fits = [p for p in fits if not gender or not p.gender or p.gender == gender]
        if not fits or article and len(key) > 1:
            return Who(" ".join(name), 1.0, gender or _gender(frozenset(), tuple(key), self._table), not article)
        best = max(fits, key=lambda p: (len(key) > 1 and list(p.words) == key, p.printed, len(p.words)))
        if len(key) == 1 and titles:
            described = [p for p in fits if titles & p.described]
            best = max(described, key=lambda p: p.printed) if described else best
        if len(key) > 1:
            best = max(fits, key=lambda p: len(p.words))
        rivals = sum(p.words[-1] != best.words[-1] or p.words[0] != best.words[0] for p in fits)
        return Who(best.full, 0.9 if rivals and len(key) == 1 else 1.0, gender or best.gender, True)

    def _description(self, phrase: list[Token], words: list[str], history: list[tuple[int, Who]]) -> Who:
        """`the ministry`, `the Chinese leader`, `a spokesman for the group`."""
        table = self._table
        own = words[1:] if words[0].lower() in table.determiners and len(words) > 1 else words
        definite = phrase[0].low in table.determiners and phrase[0].low not in (
            "a",
            "an",
            "ein",
            "eine",
            "un",
            "une",
            "una",
        )
        cut = next((i for i, word in enumerate(own) if i and word.lower() in table.linking), len(own))
        head = own[cut - 1].lower()
        indefinite = phrase[0].low in ("a", "an", "ein", "eine", "einer", "un", "une", "una", "another", "one")
        plain = Who(" ".join(words if indefinite or not definite else own), 0.97)
        if indefinite and head in table.documents and cut < len(own) and own[cut].lower() in table.of:
            definite = True
        elif indefinite or not (definite or len(own) > 1):
            return plain
        if head in table.roles or (len(head) > 6 and head.endswith(table.role_endings)):
            wanted = {word.lower() for word in own[: cut - 1] if _is_title(word, table) or word in table.places} - {
                "former"
            }
            same = table.leaders if head in table.leaders else frozenset((head,))
            fits = [p for p in self._people if (p.described & same) and wanted <= p.described]
            exact = [p for p in fits if head in p.described]
            fits = exact if len(exact) == 1 else fits
            if len(fits) == 1:
                return Who(fits[0].full, 0.96, fits[0].gender, True)
            if len(fits) > 1 and history and any(history[-1][1].name == p.full for p in fits):
                return Who(history[-1][1].name, 0.9, history[-1][1].gender, True)
            if not fits and definite and history and table.code == "de":
                # “die CDU-Politikerin”, said of nobody by name: German varies its subject so, where English says “she”.
                low = phrase[0].low
                gender: Gender = (
                    "she"
                    if head in table.female or low == "die"
                    else "he"
                    if head in table.male or low == "der"
                    else ""
                )
                who = self._pronoun(phrase[0].start, gender, history)
                if who.name and who.sure >= 0.95 and history[-1][1].name == who.name and len(own) == 1:
                    return Who(who.name, 0.9, who.gender, True)
                return Who(plain.name, 0.9)
            return plain
        if head in table.documents and cut < len(own) and own[cut].lower() in table.of:
            # “a statement from Mary Dunn”
            rest = phrase[len(phrase) - (len(own) - cut) + 1 :]
            return self.resolve(rest, history) if rest and len(rest) < len(phrase) else plain
        if not definite or cut < len(own):
            return plain
        if head in table.documents:
            issuer = self._issuer(head, phrase[0].start)
            return Who(issuer, 0.9) if issuer else plain
        if head in table.bodies and len(own) == 1:
            fuller = self._fuller(head, phrase[0].start)
            return Who(fuller, 0.95) if fuller else plain
        return plain

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

    def _outside(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return i < 0 or at >= self._quoted[i][1]

    @cached_property
    def _mentions(self) -> list[tuple[int, Person]]:
        """Every place outside quotations where a person of the text is named, in order."""
        places = []
        for match in _ONE.finditer(self._text):
            key = _plain(match.group()).lower()
            fits = self._by_word.get(key)
            if fits and self._outside(match.start()) and not match.group().endswith(("'s", "’s", "s'", "s’")):
                places.append((match.start(), max(_likeliest(fits, key), key=lambda p: p.printed)))
        return places

    def _pronoun(self, at: int, gender: Gender, history: list[tuple[int, Who]]) -> Who:
        places = self._mentions
        window = places[
            bisect_left(places, max(0, at - WINDOW), key=lambda p: p[0]) : bisect_left(places, at, key=lambda p: p[0])
        ]
        window = [(place, p) for place, p in window if not gender or not p.gender or p.gender == gender][-30:]
        previous = next(
            (
                (place, who)
                for place, who in reversed(history[-3:])
                if who.person
                and who.name
                and place > at - WINDOW
                and (not gender or not who.gender or who.gender == gender)
            ),
            None,
        )
        since = previous[0] if previous else -1
        spoken = history[-1][0] if history else -1
        later = [
            (place, p) for place, p in window if place > since and (previous is None or p.full != previous[1].name)
        ]
        subjects = [(place, p) for place, p in later if self._leads(place)]
        if previous is not None and previous[0] < spoken and len({p.full for _, p in window}) > 1:
            # Somebody else has spoken since, and more than one person fits.
            return Who(previous[1].name, 0.65, gender, True)
        if previous is not None and not subjects:
            return Who(previous[1].name, 0.97 if not later else 0.9, gender, True)
        if subjects:
            person = subjects[-1][1]
            alone = all(p.full == person.full for _, p in later) and (
                previous is None or previous[1].name == person.full
            )
            return Who(person.full, 0.95 if alone else 0.85 if subjects[-1][0] > spoken else 0.65, gender, True)
        if later:
            different = dict.fromkeys(p.full for _, p in later)
            if len(different) == 1:
                return Who(later[-1][1].full, 0.92, gender, True)
            exact = dict.fromkeys(p.full for _, p in later if p.gender == gender)
            if len(exact) == 1:
                return Who(next(iter(exact)), 0.85, gender, True)
            return Who(later[-1][1].full, 0.7, gender, True)
        return Who("", 0.5, gender, True)

    def _leads(self, place: int) -> bool:
        """Whether a name stands where the subject of a sentence does: at its beginning, titles aside."""
        lead = self._text[max(0, place - 70) : place]
        cut = max((m.end() for m in _BOUNDARY.finditer(lead) if m.end()), default=0 if place <= 70 else -1)
        if cut < 0:
            return False
        before = lead[cut:].split()
        if lead[:cut].rstrip().endswith(("Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov.")):
            return True
        if all(word[0].isupper() or _is_title(word, self._table) or word in ("of", "the") for word in before):
            return True
        if len(before) < 5 and _is_title(before[-1], self._table) and before[0].lower() in self._table.determiners:
            return True
        # “Asked about it, Crane laughed.”
        after = _NEXT.match(self._text, place)
        comma = lead.rfind(", ")
        titles = lead[comma + 2 :].split() if comma >= cut else ["none"]
        return (
            after is not None
            and all(word[0].isupper() or _is_title(word, self._table) for word in titles)
            and not (after.group(1) in self._table.prepositions or after.group(1) in self._table.breaks)
        )

    def _body(self, at: int, history: list[tuple[int, Who]]) -> Who:
        places = self._mentions
        between = (
            bisect_left(places, at, key=lambda p: p[0]) - bisect_left(places, history[-1][0], key=lambda p: p[0])
            if history
            else 1
        )
        if history and not between and at - history[-1][0] < 500 and not history[-1][1].person and history[-1][1].name:
            return Who(history[-1][1].name, 0.85)
        return NOBODY


def _officer(phrase: list[Token], table: Language) -> tuple[list[str], list[str]] | None:
    """The titles and the name of `Secretary of State Martin Hale`."""
    cut = max(i for i, t in enumerate(phrase) if t.low in table.linking and t.word[0].islower())
    rest = [token.word for token in phrase[cut + 1 :] if is_word(token)]
    lead = [token.word for token in phrase[:cut] if is_word(token)]
    if not lead or not _is_title(lead[-1], table) or len(rest) < 3:
        return None
    titles, name = split_title(rest, table)
    if not titles or len(name) < 2 or any(word.lower() in _INSTITUTION for word in name):
        return None
    return [*lead, *titles], [*name[:-1], _plain(name[-1])]


def _human(phrase: list[Token], table: Language) -> bool:
    """Whether the capitals before the first preposition can be a person's: `Ann Lee of`, not `Ministry of`."""
    cut = next((i for i, t in enumerate(phrase) if i and t.low in table.linking and t.word[0].islower()), len(phrase))
    words = [token for token in phrase[:cut] if is_word(token)]
    return (
        bool(words)
        and is_capital(words[-1])
        and not any(
            token.low in _INSTITUTION or token.low in table.bodies or token.low in table.documents for token in words
        )
        and not _is_title(words[-1].word, table)
    )
