"""Finds what a text quotes, and whose words they are.

The text is read in three steps: the scanner (`marks`) pairs quotation marks, the grammar (`clause`) names a speaker in
the sentence around each pair, and the names of the text (`names`) say who `he` or `Mr Putin` is. What the sentence
leaves open is taken from the paragraph, then from the run of quotations before it. Every finding carries how sure it
is; below `CUT` the speaker stays empty. Linear in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from digest.model.base import Record
from digest.quotes import marks
from digest.quotes.clause import (
    REACH,
    Cue,
    Token,
    according,
    after_quote,
    before_quote,
    is_capital,
    is_word,
    main_subject,
    sentences,
    subject_after,
    subject_before,
    tokens,
)
from digest.quotes.language import Language, table
from digest.quotes.names import NOBODY, Names, Who

Kind = Literal["direct", "partial", "reported", "post", "headline", "scare"]

CUT = 0.66
"""Below this confidence no speaker is printed."""


class Found(Record, kw_only=True):
    """A quotation in a text. All places are offsets in characters."""

    start: int
    """With the outer marks."""
    end: int
    inner_start: int
    """Without them."""
    inner_end: int
    kind: Kind
    """`direct`: a sentence; `partial`: a fragment in the outlet's sentence; `reported`: no marks; `post`: posted;
    `headline`: in the headline; `scare`: one to three words, which are no quotation."""
    mention: str = ""
    """The speaker as the sentence prints them: `Mr Putin`, `he`."""
    speaker: str = ""
    """The fullest name that the text gives them; empty: not known surely enough."""
    via: str = ""
    """Whom the text credits with passing the words on."""
    cue: str = ""
    """The word that says so: `said`, `according to`, `comment`."""
    confidence: float = 0.0
    parts: tuple[tuple[int, int], ...] = ()
    """The words paragraph by paragraph, where they fill more than one; empty: `inner_start` to `inner_end` is all."""


class _Span(NamedTuple):
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    closed: bool
    form: Literal["marks", "block", "post", "turn"]
    signature: tuple[int, int, float] = (0, 0, 0.0)
    """Where a line under it or a label before it names the speaker, and how sure that is."""


class _Voice(NamedTuple):
    """An attribution: who, as printed and as known, by which word."""

    mention: str
    who: Who
    via: str
    cue: str
    sure: float
    at: int


_NONE = _Voice("", NOBODY, "", "", 0.0, -1)
_POST = re.compile(
    r"[ \t]*+(?:—|–|--|-)[ \t]*+([^\n(]{1,80}?)[ \t]*+\(@\w{1,40}\)"
    r"(?:[ \t]*+,?[ \t]*+(?:[A-Z][a-zà-ÿ]{2,9}\.?[ \t]\d{1,2}|\d{1,2}\.?[ \t][A-Za-zà-ÿ]{3,10}\.?),?[ \t]\d{4})?+"
)
_SIGNATURE = re.compile(r"\s*+(?:—|–|―|--)[ \t\u00a0]*+(?=[^\W\d_])")
_LABEL = re.compile(
    r"(?:([A-Z][A-Z.’'\- ]{1,40}+)(?:, [^:\n]{1,50}+)?+|[A-ZÀ-Þ][\w.’' \-]{0,50}+)(?:\([^)\n]{1,40}+\))?+\Z"
)
_QUOTED_LINE = re.compile(r"^[ \t]*+>", re.MULTILINE)
_INDENT = re.compile(r"[\s>]*+")
_HAN = re.compile("[\u3040-\u9fff]")
_WORDS = re.compile(r"\w+(?:[’'\-]\w+)*+")
_FINAL = frozenset(".!?…")
_TO_SOMEBODY = frozenset("told tells warned assured reminded informed".split())
"""Verbs that name the listener before `that`."""
_LABELS = frozenset(
    {"q", "a", "question", "answer", "note", "photo", "update", "source", "date", "read more", "video", "image"}
)


def find(text: str, *, lang: str = "en", blockquotes: Sequence[tuple[int, int]] = ()) -> tuple[Found, ...]:
    """What the text quotes, by place.

    `text` is plain: paragraphs parted by blank lines, or by line breaks. Lines that begin with `>` and the spans in
    `blockquotes` are quotations set off by themselves, and a line `— Name, role` under them names the speaker. No two
    findings overlap, but that a `reported` one may stand inside a `post` or hold a `scare`. Raises nothing.
    """
    words = table(lang)
    marked = marks.any_mark(text)
    posted = "(@" in text
    set_off = bool(blockquotes) or ">" in text
    that = any(f" {word} " in text for word in words.that) if not marked else True
    if not (marked or posted or set_off or that or ":" in text):
        return ()
    return _Reader(text, words).read(blockquotes, set_off, posted)


class _Reader:
    """One text while it is read: its paragraphs, its quotations so far, and the voices heard."""

    def __init__(self, text: str, words: Language) -> None:
        self.text, self.table = text, words
        self.paras = marks.paragraphs(text)
        self.starts = [start for start, _ in self.paras]
        self.history: list[tuple[int, Who]] = []
        self.spans: list[_Span] = []
        self.that = sorted(match.start() + 1 for word in words.that for match in re.finditer(f" {word} ", text))
        self.listener = any(f" {word} " in text for word in _TO_SOMEBODY)
        self._names: Names | None = None

    @property
    def names(self) -> Names:
        if self._names is None:
            self._names = Names(self.text, self.table, [(span.start, span.end) for span in self.spans])
        return self._names

    def read(self, blockquotes: Sequence[tuple[int, int]], set_off: bool, posted: bool) -> tuple[Found, ...]:
        self.spans = self._collect(blockquotes, set_off, posted)
        found: list[Found] = []
        here = that = 0
        covered = -1
        for number, (start, stop) in enumerate(self.paras):
            if start < covered:
                continue
            end = stop
            first = here
            while here < len(self.spans) and self.spans[here].start < end:
                if self.spans[here].end > end:  # a quotation of several paragraphs: they are read as one
                    end = self.paras[bisect_left(self.starts, self.spans[here].end) - 1][1]
                    covered = end
                here += 1
            held = self._paragraph(number, start, end, self.spans[first:here]) if here > first else []
            found += held
            if that < len(self.that) and self.that[that] < end:
                since = that
                that = bisect_left(self.that, end)
                found += self._reported(number, start, end, self.that[since:that], held)
        found.sort(key=lambda quotation: (quotation.start, -quotation.end))
        return tuple(found)

    # What is a quotation

    def _collect(self, blockquotes: Sequence[tuple[int, int]], set_off: bool, posted: bool) -> list[_Span]:
        spans = [
            _Span(m.start, m.end, m.parts, m.closed, "marks")
            for m in marks.scan(self.text, self.paras, self.table.elisions)
            if m.parts[0][0] < m.parts[-1][1] and _WORDS.search(self.text, m.parts[0][0], m.parts[-1][1])
        ]
        blocks = [(a, b) for a, b in blockquotes if 0 <= a < b <= len(self.text)]
        if set_off:
            blocks += self._quoted_lines()
        spans = [self._signed(span) for span in spans]
        for a, b in sorted(blocks):
            self._block(a, b, spans)
        if posted:
            spans = self._posts(spans)
        if ":" in self.text:
            spans = self._turns(spans)
        spans.sort(key=lambda span: (span.start, -span.end))
        apart: list[_Span] = []
        for span in spans:
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return apart

    def _quoted_lines(self) -> list[tuple[int, int]]:
        """Runs of lines that begin with `>`."""
        runs: list[tuple[int, int]] = []
        for match in _QUOTED_LINE.finditer(self.text):
            end = self.text.find("\n", match.start())
            end = len(self.text) if end < 0 else end
            if runs and match.start() == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((match.start(), end))
        return runs

    def _signed(self, span: _Span) -> _Span:
        """The quotation with the line under it that names the speaker, if there is one: `— Name, role`."""
        at = span.end
        if self.text.startswith((" —", " –", "—", "–", "\n", " ―", " --"), at) and span.form == "marks":
            if self.text[at] == "\n":
                at = self._past(at)
            match = _SIGNATURE.match(self.text, at)
            new_line = "\n" in self.text[span.end : at]
            if match and (new_line or self._alone(span)):
                stop = self.text.find("\n", match.end())
                stop = len(self.text) if stop < 0 else stop
                if (
                    stop - match.end() <= 140
                    and "(@" not in self.text[match.end() : stop]
                    and (new_line or self.text[match.end()].isupper())
                ):
                    name = self._signer(match.end(), stop)
                    if name is not None and (new_line or self.text[name[1] : stop].strip(" .")[:1] in ("", ",", "(")):
                        return span._replace(signature=(*name, 0.98))
        return span

    def _past(self, at: int) -> int:
        """The place after white space and the marks of quoted lines."""
        match = _INDENT.match(self.text, at)
        return match.end() if match else at

    def _alone(self, span: _Span) -> bool:
        """Whether nothing but a list mark stands before the quotation in its paragraph."""
        begin = self.paras[bisect_right(self.starts, span.start) - 1][0]
        return not self.text[begin : span.start].strip(" \t>*-•\u00a0")

    def _signer(self, start: int, stop: int) -> tuple[int, int] | None:
        comma = self.text.find(",", start, stop)
        line = tokens(self.text, start, comma if comma > start else stop, [], self.table)
        phrase = subject_after(line, 0, len(line), self.table)
        return (line[phrase[0]].start, line[phrase[1] - 1].end) if phrase else None

    def _block(self, a: int, b: int, spans: list[_Span]) -> None:
        """A quotation set off by itself: its own marks if they hold all of it, else the whole of its words."""
        lines: list[tuple[int, int]] = []
        at = a
        for line in self.text[a:b].split("\n"):
            indent = _INDENT.match(line)
            lead = indent.end() if indent else 0
            if lead < len(line):
                lines.append((at + lead, at + len(line.rstrip())))
            at += len(line) + 1
        if not lines:
            return
        signature = (0, 0, 0.0)
        last = _SIGNATURE.match(self.text, lines[-1][0])
        after = _SIGNATURE.match(self.text, self._past(b))
        if last is not None and len(lines) > 1:
            name = self._signer(last.end(), lines[-1][1])
            signature = (*name, 0.99) if name else signature
            lines.pop()
        elif after is not None and last is None:
            stop = self.text.find("\n", after.end())
            name = self._signer(after.end(), len(self.text) if stop < 0 else stop)
            signature = (*name, 0.97) if name else signature
        start, end = lines[0][0], lines[-1][1]
        left = bisect_left(spans, a, key=lambda s: s.start)
        right = bisect_left(spans, b, key=lambda s: s.start)
        inside = spans[left:right]
        if len(inside) == 1 and end - start - (inside[0].end - inside[0].start) <= 2:
            held = inside[0]._replace(form="block", signature=signature if signature[2] else inside[0].signature)
            spans[left] = held
        elif signature[2] or not any(self.text.count(" ", span.start, span.end) > 3 for span in inside):
            spans[left:right] = [_Span(start, end, tuple(lines), True, "block", signature)]

    def _posts(self, spans: list[_Span]) -> list[_Span]:
        """`text — Name (@handle) date`: a post, unless it quotes somebody itself."""
        at = 0
        for number, (begin, end) in enumerate(self.paras):
            if self.text.find("(@", at) < 0:
                break
            since = begin
            while since < end:
                hit = self.text.find("(@", since, end)
                if hit < 0:
                    break
                dash = max(self.text.rfind(sign, max(since, hit - 90), hit) for sign in ("—", "–", "--", " - "))
                match = (
                    _POST.match(self.text, dash if self.text[dash : dash + 1] != " " else dash + 1)
                    if dash >= 0
                    else None
                )
                if match is None:
                    since = hit + 2
                    continue
                stop = dash
                first = since
                while stop > first and self.text[stop - 1].isspace():
                    stop -= 1
                while first < stop and self.text[first].isspace():
                    first += 1
                if stop == first and number and since == begin:
                    first, stop = self.paras[number - 1]
                lows = bisect_left(spans, first, key=lambda s: s.start)
                highs = bisect_left(spans, stop, key=lambda s: s.start)
                inside = [span for span in spans[lows:highs] if self.text.count(" ", span.start, span.end) > 2]
                whole = [span for span in inside if span.end - span.start >= stop - first - 2]
                sign = (match.start(1), match.end(1), 0.98)
                if whole:
                    post = whole[0]._replace(form="post", signature=sign)
                    spans = [post if span is whole[0] else span for span in spans]
                elif not inside and stop - first > 3:
                    spans = [*spans[:lows], _Span(first, stop, ((first, stop),), True, "post", sign), *spans[highs:]]
                since = match.end()
            at = end
        return spans

    def _turns(self, spans: list[_Span]) -> list[_Span]:
        """`NAME: ...`: a transcript, where at least two paragraphs begin so and one name returns or is in capitals."""
        turns: list[tuple[int, int, int, int]] = []
        labels: list[str] = []
        shouted = 0
        for start, end in self.paras:
            colon = self.text.find(":", start, start + 100)
            if colon < 0 or self.text[colon + 1 : colon + 2] not in (" ", "\t", "\u00a0"):
                continue
            match = _LABEL.match(self.text[start:colon].rstrip())
            first = colon + 1
            while first < end and self.text[first].isspace():
                first += 1
            if match is None or first >= end or self.text[first] in "\"“„«‘'":
                continue
            name = match.group().split(",")[0].split("(")[0].strip()
            words = name.lower().split()
            if len(words) > 5 or name.lower() in _LABELS or words[0] in self.table.starters:
                continue
            turns.append((start, start + len(name), first, end))
            labels.append(name)
            shouted += match.group(1) is not None
        if len(turns) < 2 or not (len(set(labels)) < len(labels) or shouted > 1):
            return spans
        for start, stop, first, end in turns:
            left = bisect_left(spans, first, key=lambda s: s.start)
            right = bisect_left(spans, end, key=lambda s: s.start)
            spans[left:right] = [_Span(first, end, ((first, end),), True, "turn", (start, stop, 0.98))]
        return spans

    # Whose it is

    def _paragraph(self, number: int, start: int, end: int, spans: list[_Span]) -> list[Found]:
        spans = self._ended(start, end, spans)
        places = [(span.start, span.end, n) for n, span in enumerate(spans)]
        if all(span.signature[2] for span in spans):
            return [self._signed_words(span) for span in spans]
        line = tokens(self.text, start, max(end, spans[-1].end), places, self.table)
        final = [self._final(span) for span in spans]
        title = number == 0 and len(self.paras) > 1 and self.text[end - 1] not in '.!?:”"…,;' and end - start < 160
        found: list[Found] = []
        ranges = sentences(line, final, self.table)
        voices: dict[int, _Voice] = {}
        before: _Voice = _NONE
        for index, (begin, close) in enumerate(ranges):
            half = False
            for i in range(begin, close):
                if line[i].quote < 0:
                    continue
                span = spans[line[i].quote]
                kind = self._kind(span, line, i, begin, close, title)
                voice = self._voice(number, span, kind, line, i, ranges, index, before, voices)
                kind = self._settle(kind, span, voice, half)
                # “The ferry,” she said, “was never meant for lorries”: the second half is as direct as the first.
                half = kind == "direct" and (
                    self.text[span.parts[-1][1] - 1] in ",—–" or self.text.startswith(",", span.end)
                )
                if voice.sure > 0 and kind != "scare":
                    before = voice
                    if voice.who.name:
                        self.history.append((voice.at, voice.who))
                voices[i] = voice
                found.append(self._found(span, kind, voice))
        return found

    def _signed_words(self, span: _Span) -> Found:
        """A quotation whose speaker stands under it or before it: no grammar is needed."""
        voice = self._signature(span)
        if voice.who.name:
            self.history.append((voice.at, voice.who))
        return self._found(span, "post" if span.form == "post" else "direct", voice)

    def _ended(self, start: int, end: int, spans: list[_Span]) -> list[_Span]:
        """The spans, those without a closing mark cut at the clause that attributes them, else at the sentence."""
        ended = []
        for span in spans:
            first, limit = span.parts[-1]
            stop = limit if span.closed else self._without_close(first, limit)
            if span.closed:
                ended.append(span)
            elif stop > first:
                ended.append(span._replace(end=stop, parts=(*span.parts[:-1], (first, stop))))
        return ended or spans

    def _without_close(self, first: int, limit: int) -> int:
        line = tokens(self.text, first, min(limit, first + 2500), [], self.table)
        for i, token in enumerate(line):
            if token.word not in (",", ".", "!", "?") or i + 2 >= len(line):
                continue
            length = according(line, i + 1, len(line), self.table)
            for verb in range(i + 1, min(i + 7, len(line))):
                if line[verb].low in self.table.verbs and line[verb].word[0].islower():
                    subject = (
                        subject_before(line, verb, i + 1, self.table)
                        if verb > i + 1
                        else subject_after(line, verb + 1, len(line), self.table)
                    )
                    if subject is not None and (verb == i + 1 or subject[0] == i + 1) and not length:
                        return token.end
                if not is_word(line[verb]):
                    break
        if self.text[first:limit].rstrip()[-1:] in _FINAL or limit - first < 2500:
            return limit
        return line[-1].end

    def _final(self, span: _Span) -> bool:
        last = self.text[span.parts[-1][1] - 1]
        return last in _FINAL or (last in "’'\"”" and self.text[max(0, span.parts[-1][1] - 2)] in _FINAL)

    def _kind(self, span: _Span, line: list[Token], i: int, begin: int, close: int, title: bool) -> Kind:
        if span.form == "post":
            return "post"
        if span.form in ("block", "turn") or len(span.parts) > 1:
            return "direct"
        if title:
            return "headline"
        inner = self.text[span.parts[0][0] : span.parts[0][1]]
        count = _count(inner)
        lead = inner.lstrip("…. ([#'‘\"“")[:1]
        capital = not lead.islower()
        before = line[i - 1] if i > begin else None
        after = line[i + 1] if i + 1 < len(line) else None
        punctuated = inner[-1] in ".,!?…—–;" or inner.endswith(("--", "-"))
        outside = after is None or i + 1 >= close or (after.quote < 0 and after.word in (",", ".", "—", "–", "?", "!"))
        opens = (
            before is None
            or before.quote >= 0
            or before.word in (":", ",", "—", "–", ".", "?", "!")
            or (before.low in self.table.verbs)
        )
        sentence = capital and (punctuated or outside) and (opens or (punctuated and inner[-1] in ".!?"))
        if count <= 3:
            if (
                sentence
                and opens
                and count
                and (punctuated or before is None or before.word == ":")
                and not _titled(inner)
            ):
                return "direct"
            return "scare"
        if _titled(inner) and not punctuated:
            return "scare"
        return "direct" if sentence else "partial"

    def _settle(self, kind: Kind, span: _Span, voice: _Voice, half: bool) -> Kind:
        """The kind when the speaker is known: a few words that nobody is known to have said are no quotation."""
        if half and kind == "partial":
            return "direct"
        if (
            kind == "direct"
            and span.form == "marks"
            and voice.sure < CUT
            and _count(self.text[span.parts[0][0] : span.parts[-1][1]]) <= 3
        ):
            return "scare"
        return kind

    def _voice(
        self,
        number: int,
        span: _Span,
        kind: Kind,
        line: list[Token],
        i: int,
        ranges: list[tuple[int, int]],
        index: int,
        before: _Voice,
        voices: dict[int, _Voice],
    ) -> _Voice:
        begin, close = ranges[index]
        if span.signature[2]:
            return self._signature(span)
        ahead, touching = after_quote(line, i, close, self.table)
        behind = before_quote(line, begin, i, self.table)
        chosen, via = self._choose(kind, span, line, i, begin, ahead, touching, behind)
        if chosen is not None:
            voice, through = self._layers(line, chosen, via)
            voice = voice._replace(via=through)
            if self.text.find("(@", span.end, span.end + 400) > 0 and not voice.via:
                voice = voice._replace(via=self._poster(span))
            return voice
        return self._context(number, span, kind, line, i, ranges, index, before, voices)

    def _choose(
        self,
        kind: Kind,
        span: _Span,
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

    def _layers(self, line: list[Token], inner: Cue, outer: Cue | None) -> tuple[_Voice, str]:
        """The speaker, and who passed it on: `Putin told Xi that “...”, China's foreign ministry said`."""
        voice = self._speak(line, inner)
        if outer is None:
            return voice, ""
        credit = self._speak(line, outer)
        pronoun = inner.last - inner.first == 1 and line[inner.first].low in self.table.he | self.table.she
        if pronoun and credit.who.person and not self._is_phrase(line, outer):
            # “He added that ..., Sergei Lavrov said”: one man, named late.
            return voice._replace(who=credit.who, sure=credit.sure), ""
        via = credit.who.name or credit.mention
        return voice, "" if via == voice.who.name else via

    def _is_phrase(self, line: list[Token], cue: Cue) -> bool:
        return bool(according(line, cue.at, len(line), self.table))

    def _speak(self, line: list[Token], cue: Cue) -> _Voice:
        phrase = line[cue.first : cue.last]
        who = self._who(phrase)
        mention = self._mention(phrase)
        word = line[cue.at].word.lower()
        length = according(line, cue.at, len(line), self.table)
        if length:
            word = " ".join(token.low for token in line[cue.at : cue.at + length])
        return _Voice(mention, who, "", word, cue.sure * who.sure, phrase[0].start)

    def _who(self, phrase: list[Token]) -> Who:
        """Most mentions are resolved without looking at the text's other names."""
        return self.names.resolve(phrase, self.history)

    def _mention(self, phrase: list[Token]) -> str:
        mention = self.text[phrase[0].start : phrase[-1].end]
        return re.sub(r"['’]s?$", "", mention) if len(mention) > 3 else mention

    def _signature(self, span: _Span) -> _Voice:
        start, end, sure = span.signature
        label = self.text[start:end].strip()
        line = tokens(self.text, start, end, [], self.table)
        if span.form == "turn" and label.isupper():
            line = [token._replace(word=token.word.title()) for token in line]
        who = self.names.resolve(line, self.history) if line else NOBODY
        if span.form == "post":
            latin = re.match(r"[^\u2e80-\u9fff\uac00-\ud7af]*", label)
            short = latin.group().strip() if latin else ""
            who = (
                self.names.resolve(tokens(self.text, start, start + len(short), [], self.table), [])
                if short
                else Who(label, 1.0)
            )
        return _Voice(label, who, "", "", sure * who.sure, start)

    def _poster(self, span: _Span) -> str:
        """The account that posted the words around a quotation."""
        here = bisect_right(self.starts, span.start) - 1
        hit = self.text.find("(@", span.end, self.paras[here][1])
        dash = max(self.text.rfind(sign, span.end, hit) for sign in ("—", "–")) if hit > 0 else -1
        return self.text[dash + 1 : hit].strip() if dash > 0 and hit - dash < 80 else ""

    def _context(
        self,
        number: int,
        span: _Span,
        kind: Kind,
        line: list[Token],
        i: int,
        ranges: list[tuple[int, int]],
        index: int,
        before: _Voice,
        voices: dict[int, _Voice],
    ) -> _Voice:
        """The speaker of a quotation whose own sentence has no cue."""
        begin, close = ranges[index]
        near = range(max(begin, i - REACH), i)
        alone = not any(is_word(line[k]) for k in range(max(begin, i - 8), i))
        if kind in ("scare", "headline"):
            if kind == "headline":
                return self._headline(line, i, begin, close)
            return _NONE
        if alone and kind in ("direct", "partial") and before.sure and begin > 0:
            # “...,” she said. “...”
            return before._replace(sure=min(0.95, before.sure), cue="")
        if begin < i and before.sure and kind == "partial" and any(line[k].quote >= 0 for k in near):
            return before._replace(sure=min(0.9, before.sure * 0.95), cue="")
        if i > begin + 1 and before.sure and _goes_on(line, begin, self.table):
            return before._replace(sure=min(0.93, before.sure), cue=line[begin + 1].low)
        if line[i - 1].word == ":" and i > begin:
            label = subject_after(line, begin, i, self.table)
            if label is not None and label[1] == i - 1:
                return self._speak(line, Cue(label[0], label[1], i - 1, 0.93))._replace(cue="")
        subject = main_subject(line, begin, i, self.table) if not alone else None
        if subject is not None:
            voice = self._speak(
                line, Cue(subject[0], subject[1], subject[1] - 1, 0.8 if line[i - 1].word == ":" else 0.72)
            )
            if voice.who.person or line[i - 1].word == ":":
                return voice._replace(cue="")
            return _NONE
        if alone and index > 0:
            earlier = ranges[index - 1]
            subject = main_subject(line, earlier[0], earlier[1], self.table)
            if subject is not None:
                voice = self._speak(line, Cue(subject[0], subject[1], subject[0], 0.85))
                if voice.who.person:
                    return voice._replace(cue="")
        after = line[i + 1 + (line[i + 1].word == ",")] if i + 2 < len(line) else None
        if after is not None and i + 1 < close and after.low in self.table.verbs and after.quote < 0:
            return _NONE  # somebody said it whom the grammar could not read: not the last speaker
        if alone and begin == 0 and kind == "direct":
            return self._carried(number)
        return _NONE

    def _headline(self, line: list[Token], i: int, begin: int, close: int) -> _Voice:
        subject = main_subject(line, begin, i, self.table)
        if subject is not None:
            voice = self._speak(line, Cue(subject[0], subject[1], subject[1] - 1, 0.7))
            return voice._replace(cue="") if voice.who.person else _NONE
        return _NONE

    def _carried(self, number: int) -> _Voice:
        """A paragraph that begins with a quotation without a cue goes on with the voice of the one before."""
        if number == 0:
            return _NONE
        start, end = self.paras[number - 1]
        first = bisect_left(self.spans, start, key=lambda s: s.start)
        last = bisect_left(self.spans, end, key=lambda s: s.start)
        inside = self.spans[first:last]
        line = tokens(self.text, start, end, [(s.start, min(s.end, end), n) for n, s in enumerate(inside)], self.table)
        if not line:
            return _NONE
        ranges = sentences(line, [self._final(span) for span in inside], self.table)
        begin, close = ranges[-1]
        if not any(line[k].quote >= 0 for k in range(begin, close)):
            subject = main_subject(line, begin, close, self.table)
            if subject is not None:
                voice = self._speak(line, Cue(subject[0], subject[1], subject[0], 0.8))
                if voice.who.person:
                    return voice._replace(cue="")
            if not inside or not self.history or self.history[-1][0] < start:
                return _NONE
        if self.history and self.history[-1][0] >= (self.paras[number - 2][0] if number > 1 else 0):
            place, who = self.history[-1]
            return _Voice("", who, "", "", 0.86 if place >= start or inside else 0.7, place)
        return _NONE

    def _found(self, span: _Span, kind: Kind, voice: _Voice) -> Found:
        sure = round(voice.sure, 3)
        return Found(
            start=span.start,
            end=span.end,
            inner_start=span.parts[0][0],
            inner_end=span.parts[-1][1],
            kind=kind,
            mention=voice.mention,
            speaker=voice.who.name if sure >= CUT else "",
            via=voice.via,
            cue=voice.cue,
            confidence=sure,
            parts=span.parts if len(span.parts) > 1 else (),
        )

    # What is reported without marks

    def _reported(self, number: int, start: int, end: int, places: list[int], held: list[Found]) -> list[Found]:
        """`X told Y that ...`, where the verb is sure and no quotation of four words stands in the clause."""
        reported: list[Found] = []
        taken = [(f.start, f.end) for f in held if f.kind not in ("scare", "post")]
        starts = [begin for begin, _ in taken]
        free = start
        for at in places:
            if at >= free and self._told(max(free, at - 120), at):
                hit = self._clause(number, free, at, end, taken, starts)
                if hit is not None:
                    reported.append(hit)
                    free = hit.end
        return reported

    def _told(self, begin: int, at: int) -> bool:
        """The cheap question, asked of every `that`: does a verb of saying stand before it?"""
        text, words = self.text, self.table
        last = text[text.rfind(" ", begin, at - 1) + 1 : at - 1].rstrip(",)")
        if last in words.verbs:
            return True
        if self.listener and any(f" {word} " in text[begin:at] for word in _TO_SOMEBODY):
            return True
        return last.lower() in words.times and any(word in words.verbs for word in text[begin:at].split()[-6:])

    def _clause(
        self, number: int, begin: int, at: int, end: int, taken: list[tuple[int, int]], starts: list[int]
    ) -> Found | None:
        text, words = self.text, self.table
        begin, end = max(begin, at - 240), min(end, at + 600)
        nearest = bisect_right(starts, at) - 1
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
        if that - verb > 1 and line[verb].low not in _TO_SOMEBODY and not _only_time(line, verb + 1, that, words):
            return None
        subject = subject_before(line, verb, first, words)
        if subject is None:
            return None
        voice = self._speak(line, Cue(subject[0], subject[1], verb, 0.93))
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
        inside = bisect_left(starts, start)
        if inside < len(starts) and starts[inside] < finish:
            return None
        voice, via = self._layers(line, Cue(subject[0], subject[1], verb, 0.93), outer)
        if voice.sure < CUT or not voice.who.name:
            return None
        self.history.append((voice.at, voice.who))
        title = (
            number == 0
            and len(self.paras) > 1
            and text[self.paras[0][1] - 1] not in '.!?:”"…,;'
            and self.paras[0][1] - self.paras[0][0] < 160
        )
        return Found(
            start=start,
            end=finish,
            inner_start=start,
            inner_end=finish,
            kind="headline" if title else "reported",
            mention=voice.mention,
            speaker=voice.who.name,
            via=via,
            cue=voice.cue,
            confidence=round(voice.sure, 3),
        )

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


def _count(words: str) -> int:
    """How many words, as far as it matters; where they are not parted by spaces, two signs are one."""
    head = words[:400]
    signs = len(_HAN.findall(head))
    return signs // 2 if signs > 3 else len(_WORDS.findall(head))


def _goes_on(line: list[Token], begin: int, words: Language) -> bool:
    """`And added: “...”`: a sentence whose verb has no subject of its own."""
    joins = line[begin].low in ("and", "but", "und", "et", "y")
    return joins and (line[begin + 1].low in words.verbs or line[begin + 1].low in words.participles)


def _only_time(line: list[Token], start: int, end: int, words: Language) -> bool:
    return all(
        token.low in words.times
        or token.low in words.adverbs
        or token.low in words.prepositions
        or token.word.isdigit()
        or token.word in ",()"
        for token in line[start:end]
    )


def _titled(inner: str) -> bool:
    """Whether the words are a title: every long one has a capital (“The A Word”)."""
    words = _WORDS.findall(inner[:200])
    long = [word for word in words if len(word) > 3 or word[0].isupper()]
    if not words or not words[0][0].isupper():
        return False
    return (
        len(words) > 1
        and len(long) > 1
        and all(word[0].isupper() for word in long)
        and not inner.rstrip().endswith((".", ",", "!", "?"))
    )
