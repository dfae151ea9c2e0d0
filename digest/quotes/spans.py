"""What is a quotation: pairs of marks, blocks set off by themselves, posts, the turns of a transcript.

Each comes as a span, with the line under it or the label before it where one names the speaker. Whose words the others
are is asked by `attribute`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from digest.pattern import later
from digest.quotes import marks
from digest.quotes.language import Language
from digest.quotes.phrase import according, subject_after, subject_before
from digest.quotes.sentence import is_word, tokens


class Page(NamedTuple):
    """A text with its paragraphs and the words of its language."""

    text: str
    paras: list[tuple[int, int]]
    starts: list[int]
    table: Language

    @classmethod
    def of(cls, text: str, table: Language) -> "Page":
        paras = marks.paragraphs(text)
        return cls(text, paras, [start for start, _ in paras], table)


class Span(NamedTuple):
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    closed: bool
    form: Literal["marks", "block", "post", "turn"]
    signature: tuple[int, int, float] = (0, 0, 0.0)
    """Where a line under it or a label before it names the speaker, and how sure that is."""


_POST = later(
    r"[ \t]*+(?:—|–|--|-)[ \t]*+([^\n@]{1,80}?)[ \t]*+\(@\w{1,40}\)"
    r"(?:[ \t]*+,?[ \t]*+(?:[A-Z][a-zà-ÿ]{2,9}\.?[ \t]\d{1,2}|\d{1,2}\.?[ \t][A-Za-zà-ÿ]{3,10}\.?),?[ \t]\d{4})?+"
)
_SIGNATURE = re.compile(r"\s*+(?:—|–|―|--)[ \t\u00a0]*+(?=[^\W\d_])")
_LABEL = later(
    r"(?:([A-Z][A-Z.’'\- ]{1,40}+)(?:, [^:\n]{1,50}+)?+|[A-ZÀ-Þ][\w.’' \-]{0,50}+)(?:\([^)\n]{1,40}+\))?+\Z"
)
_NAMED = later(r"([A-Z][a-zà-ÿ]++(?: [A-Z][a-zà-ÿ]++){1,2}+)(?:,|\s*\Z)")
_TAIL = 120
"""Characters at the end of a paragraph in which an attribution is looked for."""
_QUOTED_LINE = later(r"^[ \t]*+>", re.MULTILINE)
_INDENT = re.compile(r"[\s>]*+")
WORDS = re.compile(r"\w+(?:[’'\-]\w+)*+")
_LABELS = frozenset(
    {"q", "a", "question", "answer", "note", "photo", "update", "source", "date", "read more", "video", "image"}
)
FINAL = frozenset(".!?…")


def collect(page: Page, blockquotes: Sequence[tuple[int, int]], posted: bool) -> list[Span]:
    spans = [
        Span(m.start, m.end, m.parts, m.closed, "marks")
        for m in marks.scan(page.text, page.paras, page.table.elisions)
        if m.parts[0][0] < m.parts[-1][1] and WORDS.search(page.text, m.parts[0][0], m.parts[-1][1])
    ]
    blocks = [(a, b) for a, b in blockquotes if 0 <= a < b <= len(page.text)]
    if ">" in page.text:
        blocks += _quoted_lines(page)
    blocks.sort()
    spans = [span if _within(span, blocks) else _signed(page, span) for span in spans]
    for a, b in blocks:
        _block(page, a, b, spans)
    if posted:
        spans = _posts(page, spans)
    if ":" in page.text:
        spans = _turns(page, spans)
    spans.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in spans:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _quoted_lines(page: Page) -> list[tuple[int, int]]:
    """Runs of lines that begin with `>`."""
    runs: list[tuple[int, int]] = []
    for match in _QUOTED_LINE.finditer(page.text):
        end = page.text.find("\n", match.start())
        end = len(page.text) if end < 0 else end
        if runs and match.start() == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((match.start(), end))
    return runs


def _signed(page: Page, span: Span) -> Span:
    """The quotation with the line under it that names the speaker, if there is one: `— Name, role`."""
    at = span.end
    if page.text.startswith((" —", " –", "—", "–", "\n", " ―", " --"), at) and span.form == "marks":
        if page.text[at] == "\n":
            at = _past(page, at)
        match = _SIGNATURE.match(page.text, at)
        new_line = "\n" in page.text[span.end : at]
        if match and (new_line or _alone(page, span)):
            stop = page.text.find("\n", match.end())
            stop = len(page.text) if stop < 0 else stop
            if (
                stop - match.end() <= 140
                and "(@" not in page.text[match.end() : stop]
                and (new_line or page.text[match.end()].isupper())
            ):
                name = _signer(page, match.end(), stop)
                if name is not None and (new_line or page.text[name[1] : stop].strip(" .")[:1] in ("", ",", "(")):
                    return span._replace(signature=(*name, 0.98))
    return span


def _within(span: Span, blocks: list[tuple[int, int]]) -> bool:
    """Whether a quotation fills a block set off by itself, whose signature is read with the block."""
    here = bisect_right(blocks, (span.start, len(blocks) and blocks[-1][1])) - 1
    return here >= 0 and span.start - blocks[here][0] < 4 and span.end <= blocks[here][1]


def _past(page: Page, at: int) -> int:
    """The place after white space and the marks of quoted lines."""
    match = _INDENT.match(page.text, at)
    return match.end() if match else at


def _alone(page: Page, span: Span) -> bool:
    """Whether nothing but a list mark stands before the quotation in its paragraph."""
    begin = page.paras[bisect_right(page.starts, span.start) - 1][0]
    return not page.text[begin : span.start].strip(" \t>*-•\u00a0")


def _signer(page: Page, start: int, stop: int) -> tuple[int, int] | None:
    plain = _NAMED.match(page.text, start, stop)
    if plain is not None:
        return plain.span(1)
    comma = page.text.find(",", start, stop)
    line = tokens(page.text, start, comma if comma > start else stop, [], page.table)
    phrase = subject_after(line, 0, len(line), page.table)
    return (line[phrase[0]].start, line[phrase[1] - 1].end) if phrase else None


def _block(page: Page, a: int, b: int, spans: list[Span]) -> None:
    """A quotation set off by itself: its own marks if they hold all of it, else the whole of its words."""
    lines: list[tuple[int, int]] = []
    at = a
    for line in page.text[a:b].split("\n"):
        indent = _INDENT.match(line)
        lead = indent.end() if indent else 0
        if lead < len(line):
            lines.append((at + lead, at + len(line.rstrip())))
        at += len(line) + 1
    if not lines:
        return
    signature = (0, 0, 0.0)
    last = _SIGNATURE.match(page.text, lines[-1][0])
    after = _SIGNATURE.match(page.text, _past(page, b))
    if last is not None and len(lines) > 1:
        name = _signer(page, last.end(), lines[-1][1])
        signature = (*name, 0.99) if name else signature
        lines.pop()
    elif after is not None and last is None:
        stop = page.text.find("\n", after.end())
        name = _signer(page, after.end(), len(page.text) if stop < 0 else stop)
        signature = (*name, 0.97) if name else signature
    start, end = lines[0][0], lines[-1][1]
    left = bisect_left(spans, a, key=lambda s: s.start)
    right = bisect_left(spans, b, key=lambda s: s.start)
    inside = spans[left:right]
    if len(inside) == 1 and end - start - (inside[0].end - inside[0].start) <= 2:
        held = inside[0]._replace(form="block", signature=signature if signature[2] else inside[0].signature)
        spans[left] = held
    elif signature[2] or not any(page.text.count(" ", span.start, span.end) > 3 for span in inside):
        spans[left:right] = [Span(start, end, tuple(lines), True, "block", signature)]


def _posts(page: Page, spans: list[Span]) -> list[Span]:
    """`text — Name (@handle) date`: a post, unless it quotes somebody itpage."""
    at = 0
    for number, (begin, end) in enumerate(page.paras):
        if page.text.find("(@", at) < 0:
            break
        since = begin
        while since < end:
            hit = page.text.find("(@", since, end)
            if hit < 0:
                break
            dash = max(page.text.rfind(sign, max(since, hit - 90), hit) for sign in ("—", "–", "--", " - "))
            match = (
                _POST.match(page.text, dash if page.text[dash : dash + 1] != " " else dash + 1)
                if dash >= 0
                else None
            )
            if match is None:
                since = hit + 2
                continue
            stop = dash
            first = since
            while stop > first and page.text[stop - 1].isspace():
                stop -= 1
            while first < stop and page.text[first].isspace():
                first += 1
            if stop == first and number and since == begin:
                first, stop = page.paras[number - 1]
            lows = bisect_left(spans, first, key=lambda s: s.start)
            highs = bisect_left(spans, stop, key=lambda s: s.start)
            inside = [span for span in spans[lows:highs] if page.text.count(" ", span.start, span.end) > 2]
            whole = [span for span in inside if span.end - span.start >= stop - first - 2]
            sign = (match.start(1), match.end(1), 0.98)
            if whole:
                post = whole[0]._replace(form="post", signature=sign)
                spans = [post if span is whole[0] else span for span in spans]
            elif not inside and stop - first > 3:
                spans = [*spans[:lows], Span(first, stop, ((first, stop),), True, "post", sign), *spans[highs:]]
            since = match.end()
        at = end
    return spans


def _turns(page: Page, spans: list[Span]) -> list[Span]:
    """`NAME: ...`: a transcript, where at least two paragraphs begin so and one name returns or is in capitals."""
    turns: list[tuple[int, int, int, int]] = []
    labels: list[str] = []
    shouted = 0
    for start, end in page.paras:
        colon = page.text.find(":", start, start + 100)
        if colon < 0 or page.text[colon + 1 : colon + 2] not in (" ", "\t", "\u00a0"):
            continue
        match = _LABEL.match(page.text[start:colon].rstrip())
        first = colon + 1
        while first < end and page.text[first].isspace():
            first += 1
        if match is None or first >= end or page.text[first] in "\"“„«‘'":
            continue
        name = match.group().split(",")[0].split("(")[0].strip()
        words = name.lower().split()
        if len(words) > 5 or name.lower() in _LABELS :
            continue
        turns.append((start, start + len(name), first, end))
        labels.append(name)
        shouted += match.group(1) is not None
    # “The result: ...” is no label, but “La Gazette: ...” is, when it returns.
    said = Counter(labels)
    turns = [turn for turn, name in zip(turns, labels, strict=True) if said[name] > 1 or not _plain(page, name)]
    if len(turns) < 2 or not (len(said) < len(labels) or shouted > 1):
        return spans
    for start, stop, first, end in turns:
        left = bisect_left(spans, first, key=lambda s: s.start)
        right = bisect_left(spans, end, key=lambda s: s.start)
        spans[left:right] = [Span(first, end, ((first, end),), True, "turn", (start, stop, 0.98))]
    return spans


def _plain(page: Page, label: str) -> bool:
    return label.lower().split()[0] in page.table.starters


def ended(page: Page, spans: list[Span]) -> list[Span]:
    """The spans, those without a closing mark cut at the clause that attributes them, else at the sentence."""
    ended = []
    for span in [piece for whole in spans for piece in _parted(page, whole)]:
        first, limit = span.parts[-1]
        stop = limit if span.closed else _without_close(page, first, limit)
        if span.closed:
            ended.append(span)
        elif stop > first:
            ended.append(span._replace(end=stop, parts=(*span.parts[:-1], (first, stop))))
    return ended or spans


def _parted(page: Page, span: Span) -> list[Span]:
    """A quotation of several paragraphs, parted after each that ends with its attribution: its mark was lost there.

    `“Next I was in the water, he said.` and a paragraph that opens anew are two quotations.
    """
    pieces: list[Span] = []
    start, begin = span.start, 0
    for index, (first, limit) in enumerate(span.parts[:-1]):
        tail = max(first, limit - _TAIL)
        stop = _without_close(page, tail, limit)
        if tail < stop < limit - 1:
            parts = (*span.parts[begin:index], (first, stop))
            pieces.append(span._replace(start=start, end=stop, parts=parts, signature=(0, 0, 0.0)))
            start, begin = span.parts[index + 1][0] - 1, index + 1
    return [*pieces, span._replace(start=start, parts=span.parts[begin:])] if pieces else [span]


def _without_close(page: Page, first: int, limit: int) -> int:
    line = tokens(page.text, first, min(limit, first + 2500), [], page.table)
    for i, token in enumerate(line):
        if token.word not in (",", ".", "!", "?") or i + 2 >= len(line):
            continue
        length = according(line, i + 1, len(line), page.table)
        for verb in range(i + 1, min(i + 7, len(line))):
            if line[verb].low in page.table.verbs and line[verb].word[0].islower():
                subject = (
                    subject_before(line, verb, i + 1, page.table)
                    if verb > i + 1
                    else subject_after(line, verb + 1, len(line), page.table)
                )
                if subject is not None and (verb == i + 1 or subject[0] == i + 1) and not length:
                    return token.end
            if not is_word(line[verb]):
                break
    if page.text[first:limit].rstrip()[-1:] in FINAL or limit - first < 2500:
        return limit
    return line[-1].end
