"""What is reported without marks: `X told Y that ...`, where the verb is sure."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from digest.quotes.attribute import CUT, Attribution, Voice
from digest.quotes.cue import Cue, sentences
from digest.quotes.language import Language
from digest.quotes.phrase import according, subject_after, subject_before
from digest.quotes.sentence import Token, is_word, tokens


class Clause(NamedTuple):
    """Words that a sentence reports, and whose they are."""

    start: int
    end: int
    voice: Voice


class Reports:
    """The reported clauses of one text, asked for paragraph by paragraph."""

    def __init__(self, text: str, table: Language, attribution: Attribution) -> None:
        self.text, self.table, self.attribution = text, table, attribution
        self._listeners = [f" {word} " for word in table.listeners]
        self.places: list[int] = []
        """Where each `that` of the text stands with a verb of saying before it."""
        for word in table.that:
            at = text.find(f" {word} ")
            while at >= 0:
                if self._told(max(0, at - 119), at + 1):
                    self.places.append(at + 1)
                at = text.find(f" {word} ", at + 1)
        self.places.sort()

    def within(self, start: int, end: int, taken: list[tuple[int, int]]) -> list[Clause]:
        """The clauses of a paragraph that hold none of the quotations at `taken`."""
        found: list[Clause] = []
        free = start
        for at in self.places[bisect_left(self.places, start) : bisect_left(self.places, end)]:
            if at >= free:
                clause = self._clause(free, at, end, taken)
                if clause is not None:
                    found.append(clause)
                    free = clause.end
        return found

    def _told(self, begin: int, at: int) -> bool:
        """The cheap question, asked of every `that`: does a verb of saying stand before it?"""
        text, words = self.text, self.table
        last = text[text.rfind(" ", begin, at - 1) + 1 : at - 1].rstrip(",)")
        if last in words.verbs:
            return True
        before = text[begin:at]
        if any(map(before.__contains__, self._listeners)):
            return True
        return last.lower() in words.times and any(word in words.verbs for word in before.split()[-6:])

    def _clause(self, begin: int, at: int, end: int, taken: list[tuple[int, int]]) -> Clause | None:
        text, words = self.text, self.table
        begin, end = max(begin, at - 240), min(end, at + 600)
        nearest = bisect_right(taken, at, key=lambda place: place[0]) - 1
        if nearest >= 0 and taken[nearest][1] > at:
            return None
        if nearest >= 0:
            begin = max(begin, taken[nearest][1])
        line = tokens(text, begin, at, [], words)
        that = len(line)
        if that < 2:
            return None
        first = sentences(line, [], words)[-1][0]
        verb = next(
            (
                v
                for v in range(that - 1, max(first, that - 16) - 1, -1)
                if line[v].low in words.verbs and line[v].word[0].islower()
            ),
            -1,
        )
        if verb < 0 or any(
            line[k].low in words.breaks or not is_word(line[k]) and line[k].word not in ",()"
            for k in range(verb + 1, that)
        ):
            return None
        if that - verb > 1 and line[verb].low not in words.listeners and not _only_time(line, verb + 1, that, words):
            return None
        subject = subject_before(line, verb, first, words)
        if subject is None:
            return None
        voice = self.attribution.speak(line, Cue(subject[0], subject[1], verb, 0.93))
        pronoun = subject[1] - subject[0] == 1 and line[subject[0]].low in words.he | words.she
        if voice.sure < CUT and not (pronoun and self.text.find(",", at, end) > 0):
            return None
        line += tokens(text, at, end, [], words)
        if that + 1 < len(line) and that - verb > 1 and line[that + 1].low in words.auxiliaries | words.adverbs:
            return None  # “told him in an interview that also included her”
        close = first + next(b for a, b in sentences(line[first:], [], words) if first + b > that)
        outer: Cue | None = None
        stop = close
        for k in range(that + 1, close):
            if line[k].word in (",", ":"):
                tail = self._outer(line, k, close)
                if tail is not None:
                    outer, stop = tail, k
                    break
        if stop <= that + 3:
            return None
        start, finish = line[that + 1].start, line[stop - 1].end
        if stop == close and line[stop - 1].word in ".!?…":
            finish = line[stop - 2].end
        inside = bisect_left(taken, start, key=lambda place: place[0])
        if inside < len(taken) and taken[inside][0] < finish:
            return None
        voice, via = self.attribution.layers(line, Cue(subject[0], subject[1], verb, 0.93), outer)
        if voice.sure < CUT or not voice.who.name:
            return None
        return Clause(start, finish, voice._replace(via=via))

    def _outer(self, line: list[Token], comma: int, close: int) -> Cue | None:
        """`, China's foreign ministry said.`: the sentence ends with whoever passed it on."""
        length = according(line, comma + 1, close, self.table) if comma + 1 < close else 0
        if length:
            phrase = subject_after(line, comma + 1 + length, close, self.table)
            return Cue(phrase[0], phrase[1], comma + 1, 0.9) if phrase else None
        if line[comma].word == ":":
            phrase = subject_after(line, comma + 1, close, self.table)
            return Cue(phrase[0], phrase[1], comma, 0.9) if phrase and phrase[1] == close else None
        for verb in range(comma + 2, min(close, comma + 12)):
            if line[verb].word == ",":
                return None
            if line[verb].low in self.table.verbs | self.table.weak and line[verb].word[0].islower():
                phrase = subject_before(line, verb, comma + 1, self.table)
                if phrase is not None and phrase[0] == comma + 1 and close - verb < 12:
                    return Cue(phrase[0], phrase[1], verb, 0.9)
                return None
        return None


def _only_time(line: list[Token], start: int, end: int, words: Language) -> bool:
    return all(
        token.low in words.times
        or token.low in words.adverbs
        or token.low in words.prepositions
        or token.word.isdigit()
        or token.word in ",()"
        for token in line[start:end]
    )
