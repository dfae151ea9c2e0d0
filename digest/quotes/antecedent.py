"""Whom a mention means: a name by the text's names, a pronoun by who spoke last.

In news `he` and `she` are nearly always the subject of the nearest clause of saying before them, with marks or without
(`Patel said she had expected it. “...,” she said`): so the text is read back sentence by sentence, the subjects of
speech before other subjects before others who are named. After centring theory (Grosz, Joshi and Weinstein 1995),
with the subject of speech as the highest rank.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from digest.quotes.cue import coordinated
from digest.quotes.given import HE_ENDINGS, SHE_ENDINGS
from digest.quotes.language import Language
from digest.quotes.names import NOBODY, Names, Who
from digest.quotes.people import INSTITUTION, Gender, is_given
from digest.quotes.phrase import (
    according,
    head_of,
    is_role,
    main_subject,
    name_before,
    past_relative,
    subject_after,
    subject_before,
)
from digest.quotes.reading import Reading
from digest.quotes.sentence import Token, is_capital

WINDOW = 1500
"""How far back, in characters, a pronoun looks for its person."""
_SENTENCES = 14
_NAMED = 12
"""Names of a sentence that are looked at, and speakers."""
_SURE = 0.88
"""The score from which a pronoun settles whether somebody is `he` or `she`."""
_LONG = 90
"""Tokens of a sentence that are looked at."""


class _Subject(NamedTuple):
    """The subject of a clause: a pronoun has an empty `who` and its gender."""

    at: int
    who: Who
    speaks: bool

    @property
    def rank(self) -> float:
        """How likely a pronoun is to mean it."""
        return 0.97 if self.speaks else 0.93


def pronoun(token: Token, table: Language) -> Gender | None:
    """Whom a pronoun or a possessive can stand for, `""` being groups and institutions; None: it is none."""
    low = token.low.rsplit("-", 1)[-1] if "-" in token.low else token.low
    if low in table.he or low in table.his and low not in table.her:
        return "he"
    if low in table.she or low in table.her:
        return "she"
    return "" if low in table.they or low in table.their else None


def human(phrase: list[Token], table: Language) -> bool:
    """Whether a description is of one person: `the diplomat`, `a source in the ministry`, `the 31-year-old`."""
    head = head_of(phrase, table)
    if not table.capital_nouns and is_capital(head) and sum(map(is_capital, phrase)) > 1:
        return False  # “the Budapest Courier”, but “the retired Marine Corps general”
    if phrase[0].low in table.she_articles and len(phrase) == 2 and head.low.endswith("in") and table.capital_nouns:
        return True  # “die Unternehmerin”
    if head.low in table.humans or head.low.rsplit("-", 1)[-1] in table.humans or head.word in table.demonyms:
        return True
    if table.bare_plurals and head.low.endswith("s") and not head.low.endswith("ss"):
        return False
    return (is_role(head, table) and head.low not in table.bodies) or head.low.endswith(table.ages)


def _doubt(name: str, gender: Gender) -> float:
    """How little a name that no table knows fits: by how it ends."""
    given, _, rest = name.lower().partition(" ")
    if is_given(given):
        return 0.03
    mine, others = (SHE_ENDINGS, HE_ENDINGS) if gender == "she" else (HE_ENDINGS, SHE_ENDINGS)
    return 0.08 if not rest else 0.02 if given.endswith(mine) else 0.25 if given.endswith(others) else 0.06


def _beside(line: list[Token], begin: int, first: int, last: int, table: Language) -> tuple[int, int]:
    """A subject, or the name that it only describes: `Ada Brandt, a 1987 graduate`."""
    if first - 2 < begin or line[first - 1].word != "," or line[first].low not in table.indefinite:
        return first, last
    name = name_before(line, first - 2, begin, table, 0) if is_capital(line[first - 2]) else None
    return name if name is not None and name[1] - name[0] > 1 else (first, last)


def _confidence(standing: dict[str, float], name: str) -> float:
    """How often a pronoun that has found `name` so has found the right person, by the scores of all who could be meant.

    Measured on the labelled articles that the finder was developed on. It falls where the best stands low, and where
    another stands hardly lower; that one stands higher who was passed over for a nearer one does no harm.
    """
    mine = standing[name]
    if len(standing) == 1:
        return min(0.97, mine - 0.5 * max(0.0, 0.9 - mine))
    close = any(0 < mine - score < 0.1 for other, score in standing.items() if other != name)
    return min(0.97, mine - 1.3 * max(0.0, 0.9 - mine) - 0.1 * close)


class Antecedents:
    """The speakers of one text so far, and whom its mentions mean."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self._reading, self._names = reading, names
        self._table = reading.page.table
        self.heard: list[tuple[int, Who]] = []
        """The speakers, each with the place that names them, in the order of the text."""
        self._subjects: dict[tuple[int, int], list[_Subject]] = {}

    def hear(self, at: int, who: Who) -> None:
        """Somebody has spoken."""
        if who.name:
            self.heard.append((at, who))

    def resolve(self, phrase: list[Token]) -> Who:
        """The person or institution of a mention."""
        table = self._table
        if len(phrase) > 1 and not (phrase[-1].low in table.nouns and pronoun(phrase[0], table) is not None):
            return self._named(phrase)  # but “in her own words” is hers
        gender = pronoun(phrase[0], table)
        if gender is None:
            return self._named(phrase)
        if not gender:
            return self._body(phrase[0])
        any_owner = not table.her and phrase[0].low in table.his
        return self._person(phrase[0].start, "" if any_owner else gender)

    def dropped(self, at: int) -> Who:
        """The subject that a verb leaves out: `confesó` has the subject of the clause before."""
        return self._person(at, "")

    def _named(self, phrase: list[Token]) -> Who:
        """A mention that is no pronoun. `The diplomat`, of whom nobody is described so, is who `he` would be."""
        who = self._names.resolve(phrase, self.heard)
        table, head = self._table, phrase[-1]
        first = phrase[0].low
        if len(phrase) == 2 and (first in table.his or first in table.her):
            who = self._names.kin(head.low, phrase[0].start) or who
        later = who.person and who.sure < 0.85  # described so only further down: first whoever was called so before
        if who.person and not later or len(phrase) > 5 or first not in table.determiners or first in table.indefinite:
            return who
        if first in table.his or first in table.her or first in table.their:
            return who._replace(sure=who.sure * 0.85)  # “her husband” is nobody whom `he` would mean
        links = [t.low for t in phrase[1:] if t.low in table.linking and t.word[0].islower()]
        if not human(phrase, table) or links and links != ["aus"]:
            return who
        office = head.low in table.leaders or head.low in table.titles
        if office and not any(token.low in table.ages or token.low == "former" for token in phrase):
            return who._replace(sure=who.sure * 0.8)  # “the prime minister”, whom nothing calls so: not just anybody
        for _, subjects in self._back(phrase[0].start):
            for subject in subjects:
                words = subject.who.name.lower().split()
                after = words.index(head.low) + 1 if head.low in words else -1
                if after == len(words) or after > 0 and words[after] in table.linking:
                    return subject.who._replace(sure=0.94)  # “a source at the mine said ... the source said”
        if later:
            return who
        person = self._person(phrase[0].start, self._sex(phrase))
        told = head.low.endswith(table.ages) or head.word in table.demonyms
        alone = len(self._names.people) == 1
        aged = head.low.endswith(table.ages)
        factor = 0.94 if alone or not told else 0.9 if aged else 0.78
        return person._replace(sure=person.sure * factor) if person.name else who

    def _sex(self, phrase: list[Token]) -> Gender:
        """Whether a description is of a man or a woman, as far as its article and its noun say."""
        table, first, head = self._table, phrase[0].low, head_of(phrase, self._table).low
        she = head in table.female or first in table.she_articles
        he = head in table.male or first in table.he_articles
        return "she" if she > he else "he" if he > she else ""

    def leading(self, number: int, index: int) -> _Subject | None:
        """The person who speaks in a sentence, else its subject, if that is a person."""
        held = self._reading.line(number)
        for subject in self._subjects_of(number, index):
            who = subject.who
            if not who.name and who.gender:
                who = self._person(subject.at, who.gender)
            if who.person and who.name:
                return subject._replace(who=who)
        main = main_subject(held.tokens, *held.sentences[index], self._table)
        if main is None:
            return None
        who = self.resolve(held.tokens[main[0] : main[1]])
        return _Subject(held.tokens[main[0]].start, who, False) if who.person and who.name else None

    def _person(self, at: int, gender: Gender) -> Who:
        """The person of a pronoun: the nearest subject that fits; the surer, the fewer others stand between."""
        names, mentions = self._names, self._names.mentions
        if not mentions and not self._described(at):
            return Who("", 0.5, gender, True)
        genders = self._genders
        pronoun_at = at
        best: tuple[float, str] = (0.0, "")
        rivals: dict[str, float] = {}
        standing: dict[str, float] = {}
        chain = 0.0
        for steps, (begin, subjects) in enumerate(self._back(at)):
            seen: list[tuple[int, Who, float]] = [
                (subject.at, subject.who, subject.rank) for subject in subjects
            ]
            # “She says her coach was behind it”: whoever is named after `she` is somebody else.
            same = (s.at for s in subjects if not s.who.name and s.speaks and s.who.gender == gender)
            low, high = (bisect_left(mentions, place, key=lambda m: m[0]) for place in (begin, min(same, default=at)))
            at = begin
            nearest = reversed(mentions[max(low, high - _NAMED) : high])
            asked = not steps and self._asked(begin, pronoun_at)
            named = [
                (
                    place,
                    Who(p.full, 1.0, p.gender, True),
                    (0.92 if names.leads(place) or names.new(place, p) else 0.84)
                    - 0.08 * (not p.evident)
                    - 0.12 * asked,
                )
                for place, p in nearest
                if not gender or not p.gender or p.gender == gender
            ]
            for _, who, rank in seen + named:
                sex = who.gender or genders.get(who.name, "")
                if gender and sex and sex != gender:
                    continue
                if not who.name:
                    chain = 0.03 if rank > 0.9 else chain  # the same pronoun: they have been spoken of already
                    continue
                if not who.person:
                    continue
                doubt = 0.0 if sex == gender or not gender else _doubt(who.name, gender)
                others = sum(weight for name, weight in rivals.items() if name != who.name)
                score = rank - doubt - 0.015 * steps + chain - min(0.2, others)
                standing[who.name] = max(standing.get(who.name, 0.0), rank - doubt - 0.015 * steps + chain)
                if score > best[0]:
                    best = (score, who.name)
                weight = 0.01 if doubt > 0.1 or asked else 0.08 if rank > 0.9 else 0.03 if doubt else 0.06
                rivals[who.name] = max(rivals.get(who.name, 0.0), weight)
            if best[0] > 0.97 - 0.015 * (steps + 1) - sum(rivals.values()) + rivals.get(best[1], 0.0):
                break
        if not best[1]:
            return Who("", 0.5, gender, True)
        if gender and best[0] > _SURE:
            genders.setdefault(best[1], gender)  # who has been `she` once stays so
        return Who(best[1], _confidence(standing, best[1]), gender, True)

    def _asked(self, begin: int, at: int) -> bool:
        """Whether a pronoun answers what its sentence puts before it: `Asked whether Ali would go, he`."""
        return any(word.lower() in self._table.asked for word in self._reading.page.text[begin:at].split()[:4])

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        """What the text itself says, and what has been understood so far."""
        return dict(self._names.genders)

    def _described(self, at: int) -> bool:
        """Whether anybody has spoken of late: a text without names has few whom a pronoun could mean."""
        return any(subject.who.name for _, subjects in islice(self._back(at), 3) for subject in subjects)

    def _body(self, token: Token) -> Who:
        """The institution of `it` or the group of `they`: the nearest that spoke, or of which the sentence speaks."""
        single = token.low in self._table.it
        for steps, (_, subjects) in enumerate(self._back(token.start)):
            for subject in subjects:
                who = subject.who
                if not who.name or (who.person and not subject.speaks):
                    continue
                if who.person:
                    return NOBODY
                last = who.name.lower().split()[-1]
                body = last in self._table.bodies or last in INSTITUTION
                many = last.endswith(self._table.plurals) or " and " in who.name
                if (single and many and not body) or not (subject.speaks or body or many):
                    continue
                return Who(who.name, 0.9 if steps < 3 else 0.8)
            if steps > 3:
                break
        return NOBODY

    def _back(self, at: int) -> Iterator[tuple[int, list[_Subject]]]:
        """The sentences before a place, the nearest first, with where they begin and their subjects, best first."""
        reading = self._reading
        number = reading.number(at)
        left = _SENTENCES
        while number >= 0 and left:
            if at - reading.extent(number)[1] > WINDOW:
                return
            line = reading.line(number)
            index = bisect_right(line.sentences, at, key=lambda s: line.tokens[s[0]].start) - 1
            while index >= 0 and left:
                begin = line.tokens[line.sentences[index][0]].start
                close = line.tokens[line.sentences[index][1] - 1].end
                if at - close > WINDOW:
                    return
                subjects = [s for s in self._subjects_of(number, index) if s.at < at]
                low = bisect_left(self.heard, begin, key=lambda h: h[0])
                lately = self.heard[max(low, len(self.heard) - _NAMED) :]
                said = [_Subject(place, who, True) for place, who in lately if place < min(at, close)]
                if said:
                    # “the source said”, understood as somebody with a name: not a second person besides.
                    known = {subject.at for subject in said if subject.who.person}
                    subjects = [s for s in subjects if s.at not in known]
                yield begin, [*reversed(said), *subjects]
                index -= 1
                left -= 1
            number -= 1

    def _subjects_of(self, number: int, index: int) -> list[_Subject]:
        key = (number, index)
        if key not in self._subjects:
            self._subjects[key] = self._read(number, index)
        return self._subjects[key]

    def _read(self, number: int, index: int) -> list[_Subject]:
        """The subjects of a sentence: those that speak, the last first, then that of the sentence."""
        table = self._table
        held = self._reading.line(number)
        line = held.tokens
        begin, end = held.sentences[index]
        end = min(end, begin + _LONG)
        phrases: list[tuple[int, int, bool]] = []
        phrasal = {phrase[0] for phrase in table.according}
        for v in range(begin, end):
            token = line[v]
            length = according(line, v, end, table) if token.low in phrasal else 0
            if length:
                phrase = subject_after(line, v + length, end, table)
                if phrase is not None and is_capital(line[phrase[1] - 1]):
                    phrases.append((*phrase, True))
                continue
            if v == begin:
                continue
            if token.quote < 0 and token.low in table.verbs and token.word[0].islower():
                phrase = past_relative(line, begin, v, subject_before(line, v, begin, table), table)
                if phrase is None and line[v - 1].low in table.joins:
                    phrase = coordinated(line, begin, v, table)
                if phrase is None and (table.inverts or line[v - 1].word == ","):
                    phrase = subject_after(line, v + 1, end, table)
                if phrase is not None:
                    phrases.append((*phrase, True))
        phrases.reverse()
        main = main_subject(line, begin, end, table)
        if main is not None:
            phrases.append((*main, False))
        return [
            subject
            for first, last, speaks in phrases
            if (subject := self._subject(line[slice(*_beside(line, begin, first, last, table))], speaks))
        ]

    def _subject(self, phrase: list[Token], speaks: bool) -> _Subject | None:
        gender = pronoun(phrase[0], self._table) if len(phrase) == 1 else None
        if gender is not None:
            return _Subject(phrase[0].start, Who("", 1.0, gender), speaks) if gender else None
        who = self._names.resolve(phrase, [])
        table, first = self._table, phrase[0].low
        if len(phrase) == 2 and (first in table.his or first in table.her):
            who = self._names.kin(phrase[1].low, phrase[0].start) or who
        if who.person or not human(phrase, table):
            return _Subject(phrase[0].start, who, speaks) if who.name else None
        definite = first in table.determiners and first not in table.indefinite and not (
            first in table.his or first in table.her or first in table.their
        )
        if definite and (not speaks or table.capital_nouns):
            # “The coach laughed. ... he said”: whoever it is, as of a pronoun
            sex = self._sex(phrase)
            return _Subject(phrase[0].start, Who("", 1.0, sex), speaks) if sex else None
        if speaks or first in table.determiners or first in table.their:
            # “A spokeswoman declined to comment. She said ...”
            who = who._replace(person=True, gender=who.gender or self._sex(phrase))
        return _Subject(phrase[0].start, who, speaks) if who.name else None
