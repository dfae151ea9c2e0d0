"""Quotations that nobody marked: found by program, and set into the text where they do not cross other markup.

From four words up; of what is reported without quotation marks only what is sure. Words in headings and code are
nobody's.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from digest.fields import Text
from digest.model.article import Cite, Key, Quotation
from digest.model.source import Span
from digest.parse.structure import Open, Structure
from digest.parse.writer import HOLE, MARKUP, RUN, WORDS, Piece, direction
from digest.quotes.find import Found, find

LEAST = 4
"""Words of a quotation."""

SURE = 0.85
"""The confidence from which words that stand in no quotation marks are taken for somebody's."""


def mark(source: Text, base: int, text: str, structure: Structure, lang: str) -> list[Quotation]:
    """Find the quotations of a text, write them into its blocks, and return them in order."""
    blocks = structure.blocks
    if not blocks:
        return []
    set_off = [(block.set_off.start, block.set_off.end) for block in blocks if block.set_off is not None]
    starts = [block.start for block in blocks]
    code = set(structure.writer.code)
    made: list[Quotation] = []
    last: dict[str, int] = {}
    wrapped: dict[str, list[tuple[int, Found]]] = {}
    for found in find(text, lang=lang, blockquotes=set_off):
        words = text[found.inner_start : found.inner_end]
        if found.kind == "scare" or not counts(found, words):
            continue
        block = blocks[bisect_right(starts, found.start) - 1]
        if block.id.startswith("h-") or _in_code(block, found.start, code):
            continue
        number = len(made) + 1
        span = _place(source, base, block, words, last)
        made.append(
            Quotation(
                number=number,
                text=words,
                form=found.kind,
                mention=found.mention,
                speaker=found.speaker,
                channel=found.via,
                confidence=found.confidence,
                block=block.id,
                at=found.inner_start,
                span=span,
            )
        )
        wrapped.setdefault(block.id, []).append((number, found))
    for block in blocks:
        here = wrapped.get(block.id, ())
        low = block.end + 1
        for number, found in reversed(here):  # from the end, so that the places of those before stay true
            if found.end <= low:
                _write(block, number, found, text)
                low = found.start
    return made


def counts(found: Found, words: str) -> bool:
    """Whether what was found is shown as a quotation; `words` are those within its marks."""
    return found.kind != "scare" and _enough(words) and (found.kind != "reported" or found.confidence >= SURE)


def _enough(words: str) -> bool:
    """Four words; in scripts without blanks between words, two characters count as one."""
    if words.count(" ") >= LEAST - 1 and len(words.split(None, LEAST)) >= LEAST:
        return True
    return not words.isascii() and sum("\u2e80" <= c <= "\uffdc" and c.isalpha() for c in words) >= 2 * LEAST


def _in_code(block: Open, at: int, code: set[int]) -> bool:
    return bool(code) and any(
        start in code and start <= at < start + len(value) for kind, value, start, _ in block.pieces if kind == WORDS
    )


def _write(block: Open, number: int, found: Found, text: str) -> None:
    """Set a quotation into the pieces of its block."""
    set_off = block.set_off
    if set_off is not None and found.start - set_off.start <= 1 and set_off.end - found.end <= 1:
        auto = direction(text[found.start : found.end])
        block.pieces[0] = (
            MARKUP,
            f'<div id="{block.id}"><blockquote class="said found" id="q{number}"{auto}>',
            block.start,
            0,
        )
        foot = set_off.foot
        if not set_off.signed:
            block.pieces[foot - 1] = (MARKUP, "<footer>", block.end, 0)
            block.pieces[foot + 1] = (MARKUP, "</footer>", block.end, 0)
        hole: Piece = (HOLE, Key(quote=number) if set_off.signed else Cite(quote=number), block.end, 0)
        block.pieces[foot] = hole
        block.pieces[-1] = (MARKUP, "</blockquote></div>", block.end, 0)
        for index, (kind, value, at, depth) in enumerate(block.pieces[:foot]):
            if kind == RUN and at < set_off.end:
                block.pieces[index] = (WORDS, value, at, depth)
        return
    if found.end > block.end:
        _still(block, number, found.start, block.end)
        return
    first = _holding(block.pieces, found.start)
    last = _holding(block.pieces, found.end - 1)
    if first < 0 or last < 0:
        _still(block, number, found.start, found.end)
        return
    depth = block.pieces[first][3]
    between = block.pieces[first : last + 1]
    crosses = block.pieces[last][3] != depth or any(piece[3] < depth for piece in between)
    if crosses or block.pieces[first][0] != RUN or block.pieces[last][0] != RUN or _unbalanced(between):
        _still(block, number, found.start, found.end)
        return
    opening = f'<q class="said found" id="q{number}"{direction(text[found.start : found.end])}>'
    _, head, head_at, _ = block.pieces[first]
    _, tail, tail_at, _ = block.pieces[last]
    made: list[Piece] = []
    if found.start > head_at:
        made.append((RUN, head[: found.start - head_at], head_at, depth))
    made.append((MARKUP, opening, found.start, depth))
    for kind, value, at, level in between:
        if kind == RUN:
            begin, end = max(at, found.start), min(at + len(value), found.end)
            made.append((WORDS, value[begin - at : end - at], begin, level))
        else:
            made.append((kind, value, at, level))
    made.append((MARKUP, "</q>", found.end, depth))
    made.append((HOLE, Key(quote=number), found.end, depth))
    if found.end < tail_at + len(tail):
        made.append((RUN, tail[found.end - tail_at :], found.end, depth))
    block.pieces[first : last + 1] = made


def _holding(pieces: Sequence[Piece], at: int) -> int:
    """The piece that holds the character at `at`."""
    for index, (kind, value, start, _) in enumerate(pieces):
        if kind <= WORDS and start <= at < start + len(value):
            return index
    return -1


def _unbalanced(pieces: Sequence[Piece]) -> bool:
    """Whether block markup stands between: a quotation over two items of a list cannot be one inline element."""
    return any(
        kind == MARKUP and value.startswith(("<p", "</p", "<li", "</li", "<t", "</t", "<d", "<h", "</h"))
        for kind, value, _, _ in pieces
    )


def _still(block: Open, number: int, start: int, end: int) -> None:
    """The words of a quotation that cannot be set off are still no place for links of names.

    An empty element bears its fragment: other pages link to the quotation, whatever markup it crosses.
    """
    made: list[Piece] = []
    for kind, value, at, depth in block.pieces:
        if kind != RUN or at + len(value) <= start or at >= end:
            made.append((kind, value, at, depth))
            continue
        cuts = [at, *(cut for cut in (start, end) if at < cut < at + len(value)), at + len(value)]
        for begin, stop in pairwise(cuts):
            made.append((WORDS if start <= begin < end else RUN, value[begin - at : stop - at], begin, depth))
    first = next((i for i, piece in enumerate(made) if piece[0] <= WORDS and piece[2] >= start), len(made) - 1)
    made.insert(first, (MARKUP, f'<span id="q{number}"></span>', start, made[first][3]))
    block.pieces[:] = made


def _place(source: Text, base: int, block: Open, words: str, last: dict[str, int]) -> Span:
    """Where the words stand in the file. Marks and line breaks within them may stand in the way of finding them
    whole."""
    lines = source.lines()
    begin = last.get(block.id, lines[base + block.line])
    stop = min(begin + 4 * (block.end - block.start) + 400, len(source.text))
    start = source.text.find(words, begin, stop)
    end = start + len(words)
    if start < 0:
        for length in (32, 16, 8, 4, 1):
            start = source.text.find(words[:length], begin, stop)
            if start >= 0:
                end = start + len(words[:length])
                tail = source.text.find(words[-12:], end, end + 2 * len(words))
                end = tail + len(words[-12:]) if tail >= 0 else end
                break
        else:
            start, end = begin, begin
    last[block.id] = end
    return source.span(start, end)
