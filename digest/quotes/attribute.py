"""Whose words a quotation is: the voice that its sentence names, else its paragraph, else the run before it."""

import re
from typing import NamedTuple

from digest.quotes.antecedent import Antecedents, human
from digest.quotes.cue import REACH, Cue, after_quote, before_quote
from digest.quotes.form import Kind
from digest.quotes.language import Language
from digest.quotes.names import NOBODY, Who
from digest.quotes.people import OUTLETS
from digest.quotes.phrase import according, head_of, is_pronoun, is_role, main_subject, subject_after
from digest.quotes.reading import Line, Reading
from digest.quotes.sentence import Token, is_capital, is_word, tokens
from digest.quotes.spans import Span

CUT = 0.7
"""Below this confidence no speaker is printed."""


class Voice(NamedTuple):
    """An attribution: who, as printed and as known, by which word."""

    mention: str
    who: Who
    via: str
    cue: str
    sure: float
    at: int


SILENCE = Voice("", NOBODY, "", "", 0.0, -1)


class Spot(NamedTuple):
    """Where a quotation stands: the token `i` of a line, in the sentence of that `order`."""

    number: int
    line: Line
    order: int
    i: int

    @property
    def sentence(self) -> tuple[int, int]:
        return self.line.sentences[self.order]


class Attribution:
    """The voices of one text, asked for in the order of its quotations."""

    def __init__(self, reading: Reading, antecedents: Antecedents) -> None:
        self.reading, self.antecedents = reading, antecedents
        self.text, self.table = reading.page.text, reading.page.table

    def voice(self, spot: Spot, span: Span, kind: Kind, before: Voice) -> Voice:
        """Whose words a quotation is. `before`: the voice of the quotation before it in the line."""
        if span.signature[2]:
            return self.signed(span)
        line, i = spot.line.tokens, spot.i
        begin, close = spot.sentence
        ahead, touching = after_quote(line, i, close, self.table)
        behind = before_quote(line, begin, i, self.table)
        chosen, via = self._choose(kind, span, line, i, begin, ahead, touching, behind)
        if chosen is None:
            return (self.table.incises and self._inside(span)) or self._context(spot, kind, before)
        voice, through = self.layers(line, chosen, via)
        through = through or self._outlet(line, chosen, close)
        if not through and self.text.find("(@", span.end, span.end + 400) > 0:
            through = self._poster(span, spot.line.end)
        return voice._replace(via=through)

    def _choose(
        self,
        kind: Kind,
        span: Span,
        line: list[Token],
        i: int,
        begin: int,
        ahead: list[Cue],
        touching: bool,
        behind: list[Cue],
    ) -> tuple[Cue | None, Cue | None]:
        """The speaker's cue and, where there is one, the cue of whoever passed it on."""
        places = self.table.places

        def country(cue: Cue) -> bool:
            token = line[cue.first]
            return cue.last - cue.first == 1 and (
                token.word in places
                or token.low in self.table.they
                or not is_capital(token)
                and token.low not in self.table.he | self.table.she
            )

        inner: Cue | None = None
        passed: Cue | None = None
        for cue in behind:
            if inner is None:
                inner = cue
                continue
            if country(inner) and not country(cue):
                # “Wang said China maintains that” is Wang's; “China, NYT said, told Moscow” is China's.
                if cue.at + 1 < len(line) and line[cue.at + 1].word == ",":
                    passed = cue
                else:
                    inner = cue
            elif cue.at < inner.first and all(token.low in self.table.that for token in line[cue.at + 1 : inner.first]):
                passed = cue
            break
        comma = self.text[span.parts[-1][1] - 1] in ",?!—–" or (i + 1 < len(line) and line[i + 1].word == ",")
        if ahead and touching and (inner is None or kind == "direct" or line[i + 1].low in self.table.verbs):
            others = [cue for cue in ahead[1:] if cue.at > ahead[0].at]
            phrase = next((cue for cue in others if self._is_phrase(line, cue)), None)
            if inner is not None and self._is_phrase(line, ahead[0]):
                return inner, ahead[0]
            if inner is not None and i - inner.at <= 8 and line[i - 1].word == ":":
                return inner, ahead[0]
            if self._is_phrase(line, ahead[0]) and others and not phrase:
                return ahead[0], None
            return ahead[0], phrase
        if inner is not None:
            outer = None
            if ahead and comma and not self._is_phrase(line, inner):
                first = ahead[0]
                lead = line[first.first - 1] if first.first > 0 else None
                trailing = (
                    self._is_phrase(line, first)
                    or (lead is not None and (lead.word == "," or lead.quote >= 0))
                    or touching
                )
                outer = first if trailing else None
            elif ahead and self._is_phrase(line, ahead[0]):
                outer = ahead[0]
            outer = outer or passed
            if self._is_phrase(line, inner) and len(behind) > 1 and inner is behind[0]:
                return inner, None
            return inner, outer
        if ahead:
            phrase = next((cue for cue in ahead[1:] if self._is_phrase(line, cue)), None)
            return ahead[0], phrase
        return None, None

    def layers(self, line: list[Token], inner: Cue, outer: Cue | None) -> tuple[Voice, str]:
        """The speaker, and who passed it on: `Putin told Xi that “...”, China's foreign ministry said`."""
        voice = self.speak(line, inner)
        if outer is None:
            return voice, ""
        credit = self.speak(line, outer)
        pronoun = inner.last - inner.first == 1 and line[inner.first].low in self.table.he | self.table.she
        if pronoun and credit.who.person and not self._is_phrase(line, outer):
            # “He added that ..., Sergei Lavrov said”: one man, named late.
            return voice._replace(who=credit.who, sure=credit.sure), ""
        via = credit.who.name or credit.mention
        return voice, "" if via == voice.who.name else via

    def _is_phrase(self, line: list[Token], cue: Cue) -> bool:
        return bool(according(line, cue.at, len(line), self.table))

    def speak(self, line: list[Token], cue: Cue) -> Voice:
        phrase = line[cue.first : cue.last]
        place = line[cue.first].start
        who = self.antecedents.resolve(phrase) if phrase else self.antecedents.dropped(place)
        mention = self._mention(phrase) if phrase else ""
        word = line[cue.at].word.lower()
        if phrase and not who.person and self._vague(phrase):
            who = who._replace(sure=who.sure * 0.65)
        elif len(phrase) == 2 and phrase[1].low in self.table.documents and who.name == phrase[1].word:
            who = who._replace(sure=who.sure * 0.8)  # “the post began”: somebody's, but the text does not say whose
        length = according(line, cue.at, len(line), self.table)
        if length:
            word = " ".join(token.low for token in line[cue.at : cue.at + length])
        return Voice(mention, who, "", word, cue.sure * who.sure, place)

    def _vague(self, phrase: list[Token]) -> bool:
        """Whether a description is of nothing that is known to speak: `the grounding`, `The remark`."""
        table = self.table
        head = head_of(phrase, table)
        named = is_capital(head) or is_capital(phrase[-1])
        if named and not (table.capital_nouns and phrase[0].low in table.determiners) or is_pronoun(head, table):
            return False
        known = is_role(head, table) or head.low in table.bodies or head.low in table.documents or human(phrase, table)
        new = len(phrase) < 5 and (phrase[0].low in table.indefinite or phrase[0].low in table.their)
        return not (known or new or head.low.endswith(table.plurals))

    def _inert(self, phrase: list[Token]) -> bool:
        """Whether a lone capital that is nobody's name stands before a colon: `Image: ...`."""
        return len(phrase) == 1 and phrase[0].low not in self.table.bodies and phrase[0].word not in self.table.places

    def _mention(self, phrase: list[Token]) -> str:
        mention = self.text[phrase[0].start : phrase[-1].end]
        return re.sub(r"['’]s?$", "", mention) if len(mention) > 3 else mention

    def signed(self, span: Span) -> Voice:
        """The voice that a line under a quotation or a label before it names."""
        start, end, sure = span.signature
        label = self.text[start:end].strip()
        if span.form == "post":
            latin = re.match(r"[^\u2e80-\u9fff\uac00-\ud7af]*", label)
            end = start + len(latin.group().rstrip()) if latin else start
        line = tokens(self.text, start, end, [], self.table)
        if not line:
            return Voice(label, Who(label, 1.0), "", "", sure, start)
        if span.form == "turn" and label.isupper():
            line = [token._replace(word=token.word.title()) for token in line]
        who = self.antecedents.resolve(line)
        return Voice(label, who, "", "", sure * who.sure, start)

    def _inside(self, span: Span) -> Voice | None:
        """The voice that stands within the marks: `« Je n'ai rien dit, lâche l'entraîneur Paul Roche. »`"""
        first, last = span.parts[0]
        line = tokens(self.text, first, min(last, first + 300), [], self.table)
        for i in range(3, len(line) - 2):
            if line[i].word != "," or not is_word(line[i + 1]) or line[i + 1].low not in self.table.verbs:
                continue
            phrase = subject_after(line, i + 2, len(line), self.table)
            if phrase is not None and phrase[0] == i + 2 and (phrase[1] == len(line) or line[phrase[1]].word in ".,"):
                return self.speak(line, Cue(*phrase, i + 1, 0.93))
        return None

    def _outlet(self, line: list[Token], cue: Cue, close: int) -> str:
        """The outlet that somebody told it: `she told Radio Harbour`, `a-t-il déclaré à l'AFP`."""
        for at in (cue.at + 1, cue.last):
            addressed = at < close and line[at].low in self.table.to
            if not addressed and line[at - 1].low not in self.table.listeners:
                continue
            phrase = subject_after(line, at + addressed, close, self.table)
            if phrase is None:
                continue
            last = cue.first if phrase[0] < cue.first < phrase[1] else phrase[1]  # “a déclaré à l'AFP Paul Roche”
            named = [token for token in line[phrase[0] : last] if token.low not in self.table.determiners]
            if not any(is_capital(t) and (t.low in OUTLETS or t.word.isupper() and len(t.word) > 2) for t in named):
                continue
            return self._mention(named)
        return ""

    def _poster(self, span: Span, end: int) -> str:
        """The account that posted the words around a quotation."""
        hit = self.text.find("(@", span.end, end)
        dash = max(self.text.rfind(sign, span.end, hit) for sign in ("—", "–")) if hit > 0 else -1
        return self.text[dash + 1 : hit].strip() if dash > 0 and hit - dash < 80 else ""

    def _context(self, spot: Spot, kind: Kind, before: Voice) -> Voice:
        """The speaker of a quotation whose own sentence has no cue."""
        line, i, index = spot.line.tokens, spot.i, spot.order
        begin, close = spot.sentence
        if kind == "scare":
            return SILENCE
        if kind == "headline":
            return self._person(line, main_subject(line, begin, i, self.table), 0.7)
        alone = not any(is_word(line[k]) for k in range(max(begin, i - 8), i))
        if alone and index > 0 and i == begin:
            # “The envoy accused them of stalling. “...””
            earlier = range(*spot.line.sentences[index - 1])
            if not any(line[k].quote >= 0 for k in earlier):
                voice = self._introduced(spot.number, index - 1, 0.88)
                if voice.sure:
                    return voice
        if alone and before.sure and begin > 0:
            # “...,” she said. “...”
            return before._replace(sure=min(0.95, before.sure), cue="")
        follows = any(token.quote >= 0 for token in line[max(begin, i - REACH) : i])
        if before.sure and kind == "partial" and follows:
            return before._replace(sure=min(0.9, before.sure * 0.95), cue="")
        if i > begin + 1 and before.sure and _goes_on(line, begin, self.table):
            return before._replace(sure=min(0.93, before.sure), cue=line[begin + 1].low)
        colon = i > begin and line[i - 1].word == ":"
        if colon:
            label = subject_after(line, begin, i, self.table)
            if label is not None and label[1] == i - 1:
                return self.speak(line, Cue(label[0], label[1], i - 1, 0.93))._replace(cue="")
        if self._reports(line, begin, i, close):
            return self._goes_on_reporting(spot, before)
        subject = main_subject(line, begin, i, self.table) if not alone else None
        if subject is not None:
            voice = self.speak(line, Cue(subject[0], subject[1], subject[1] - 1, 0.8 if colon else 0.72))
            known = voice.who.person or colon and not self._inert(line[subject[0] : subject[1]])
            return voice._replace(cue="") if known else SILENCE
        if alone and index > 0:
            voice = self._introduced(spot.number, index - 1, 0.85)
            if voice.sure or line[begin - 1].word != "?":
                return voice
            return self._carried(spot.number)  # “And the handball? “...””
        after = line[i + 1 + (line[i + 1].word == ",")] if i + 2 < len(line) else None
        if after is not None and i + 1 < close and after.low in self.table.verbs and after.quote < 0:
            return SILENCE  # somebody said it whom the grammar could not read: not the last speaker
        if alone and begin == 0 and kind == "direct":
            return self._carried(spot.number)
        return SILENCE

    def _reports(self, line: list[Token], begin: int, i: int, close: int) -> bool:
        """Whether the words round a quotation are reported speech themselves: `Der Plan sei „...“.`"""
        forms = self.table.subjunctive
        return bool(forms) and any(line[k].low in forms and line[k].quote < 0 for k in range(begin, close) if k != i)

    def _goes_on_reporting(self, spot: Spot, before: Voice) -> Voice:
        """The voice of reported speech that names nobody: that of the sentence before it."""
        if before.sure:
            return before._replace(sure=min(0.9, before.sure), cue="")
        return self._introduced(spot.number, spot.order - 1, 0.88) if spot.order else SILENCE

    def _person(self, line: list[Token], subject: tuple[int, int] | None, sure: float) -> Voice:
        """The voice of a subject, if it is a person."""
        if subject is None:
            return SILENCE
        voice = self.speak(line, Cue(subject[0], subject[1], subject[0], sure))
        return voice._replace(cue="") if voice.who.person else SILENCE

    def _introduced(self, number: int, index: int, sure: float) -> Voice:
        """The voice that a sentence without a quotation leads up to: who speaks in it, else its subject."""
        subject = self.antecedents.leading(number, index)
        if subject is None:
            return SILENCE
        return Voice("", subject.who, "", "", sure * subject.who.sure, subject.at)

    def _carried(self, number: int) -> Voice:
        """A paragraph that begins with a quotation without a cue goes on with the voice of the one before."""
        if number == 0:
            return SILENCE
        before = self.reading.line(number - 1)
        if not before.sentences:
            return SILENCE
        heard = self.antecedents.heard
        asked = self._answered(number)
        if asked is not None:
            return Voice("", asked[1], "", "", 0.8, asked[0])
        begin, close = before.sentences[-1]
        if not any(token.quote >= 0 for token in before.tokens[begin:close]):
            voice = self._introduced(number - 1, len(before.sentences) - 1, 0.8)
            if voice.sure:
                return voice
            if not before.spans or not heard or heard[-1][0] < before.start:
                return SILENCE
        if heard and heard[-1][0] >= self.reading.extent(max(0, number - 2))[0]:
            place, who = heard[-1]
            return Voice("", who, "", "", 0.86 if place >= before.start or before.spans else 0.7, place)
        return SILENCE


    def _answered(self, number: int) -> tuple[int, Who] | None:
        """Whose turn it is where two speak in turn, a paragraph each: not who spoke last, but who spoke before."""
        heard = self.antecedents.heard
        if len(heard) < 2 or number < 2 or heard[-1][1].name == heard[-2][1].name:
            return None
        turns = [self.reading.line(n) for n in (number - 1, number - 2)]
        short = all(held.spans and len(held.sentences) == 1 and held.tokens[0].quote >= 0 for held in turns)
        parted = len(turns[0].tokens) == 1 or short and turns[1].tokens[0].low == "?"
        return heard[-2] if short and parted and heard[-2][0] >= turns[1].start else None


def _goes_on(line: list[Token], begin: int, words: Language) -> bool:
    """`And added: “...”`: a sentence whose verb has no subject of its own."""
    joins = line[begin].low in words.joins or line[begin].low in words.buts
    at = begin + 2 if line[begin + 1].low in words.of else begin + 1  # “Et d'ajouter”
    return joins and (line[at].low in words.verbs or line[at].low in words.participles)
