"""Chunks of a body -> blocks: paragraphs, headings, lists, tables, quotations set off by themselves."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

import msgspec

from digest.diagnostic import Diagnostic, code, say
from digest.fields import Text
from digest.model.article import Cite
from digest.model.source import Span
from digest.parse import inline, quick
from digest.parse.blocks import Chunk
from digest.parse.quick import TRIM, Token
from digest.parse.syntax import note, span
from digest.parse.writer import HOLE, MARKUP, OTHER, RUN, Piece, Where, Writer
from digest.pattern import later
from digest.text import slug

TOO_DEEP = code(
    "too-deep",
    "error",
    what="Lists or quotations nest deeper than anybody reads.",
    why="What lies deeper would be lost.",
    instead="Make it flat.",
)

_SIGNATURE = ("— ", "– ", "― ", "-- ", "—", "―")


_BAR = later(r"(?<!\\)\|")


class SetOff:
    """Where the markup of a quotation set off by itself stands among the pieces: it may turn out to be a statement."""

    __slots__ = ("end", "foot", "opening", "signed", "start")

    def __init__(self, opening: int, start: int) -> None:
        self.opening = opening
        self.start = start
        self.end = start
        """Its words in the plain text, without the signature."""
        self.foot = 0
        """The first of three pieces at its end: the footer's opening, hole and closing."""
        self.signed = False


class Open:
    """A block that is being written: its pieces, where its words are in the plain text, and its first line."""

    __slots__ = ("end", "id", "line", "pieces", "set_off", "start")

    def __init__(self, id: str, start: int, line: int) -> None:
        self.id = id
        self.start = start
        self.end = start
        self.line = line
        self.pieces: list[Piece] = []
        self.set_off: SetOff | None = None


class Marked(msgspec.Struct, frozen=True, gc=False):
    """The attributes above a quotation set off by itself."""

    values: Mapping[str, span.Value]
    place: Span
    line_at: int


class Structure:
    """Writes blocks, one after another."""

    def __init__(
        self,
        source: Text,
        lines: Sequence[str],
        base: int,
        notes: Mapping[str, note.Definition],
        said: list[Diagnostic],
        *,
        report: bool,
    ) -> None:
        self.source = source
        self.lines = lines
        self.base = base
        self.said = said
        self.writer = Writer(source, notes, said, unquotable="" if report else OTHER)
        self.blocks: list[Open] = []
        self._slugs: dict[str, int] = {}
        self._numbered = 0

    def write(self, chunk: Chunk) -> None:
        writer = self.writer
        first, last = chunk.first, chunk.last
        if chunk.shape == "paragraph":
            content = (self.lines[first] if last == first + 1 else "\n".join(self.lines[first:last])).rstrip(TRIM)
            block = self._begin(first)
            if inline.plain(content):  # two paragraphs of three, in which nothing is opened
                words = content.replace("\n", " ")
                start, end = writer.size, writer.size + len(words)
                block.pieces += (
                    (MARKUP, f'<p id="{block.id}">', start, 0),
                    (RUN, words, start, 0),
                    (MARKUP, "</p>", end, 0),
                )
                writer.plain.append(words)
                writer.size = block.end = end
                return
            writer.markup(f'<p id="{block.id}">')
            writer.annotated(content, partial(self._verbatim, first, last))
            writer.markup("</p>")
            self._end(block)
        elif chunk.shape == "heading":
            line = self.lines[first]
            words = line.lstrip("#")
            content = words.strip(TRIM)
            self._heading(first, len(line) - len(words), content, partial(self._within, first, first + 1, content))
        elif chunk.shape == "quotation":
            self._marked(chunk)
        else:
            self._markdown(chunk.first, chunk.last)

    # --- blocks

    def _begin(self, line: int, id: str = "") -> Open:
        writer = self.writer
        if self.blocks:
            writer.gap("\n\n")
        if not id:
            self._numbered += 1
            id = f"p{self._numbered}"
        writer.block = id
        block = Open(id, writer.size, line)
        writer.pieces = block.pieces
        self.blocks.append(block)
        return block

    def _end(self, block: Open) -> None:
        block.end = self.writer.size

    def _heading(self, line: int, level: int, content: str, where: Callable[[], Where]) -> None:
        """A heading has an id made from its words, which are known only when they are written."""
        writer = self.writer
        block = self._begin(line, id="h")
        first = len(writer.plain)
        marks, quotes = len(writer.marks), len(writer.quotes)
        writer.markup("")
        writer.paragraph(content, where, linkable=False)
        block.id = writer.block = self._unique(_slug("".join(writer.plain[first:])))
        if len(writer.marks) > marks:
            writer.marks[marks:] = [mark._replace(block=block.id) for mark in writer.marks[marks:]]
        if len(writer.quotes) > quotes:
            writer.quotes[quotes:] = [
                msgspec.structs.replace(quote, block=block.id) for quote in writer.quotes[quotes:]
            ]
        tag = _heading_tag(level)
        writer.pieces[0] = (MARKUP, f'<{tag} id="{block.id}">', block.start, 0)
        writer.markup(f"</{tag}>")
        self._end(block)

    def _unique(self, id: str) -> str:
        """The id, or with the next free number; counted per id, so that ten thousand like headings cost no more."""
        made = id
        while made in self._slugs:
            self._slugs[id] += 1
            made = f"{id}-{self._slugs[id]}"
        self._slugs[made] = 1
        return made

    # --- places

    def _line_at(self, line: int) -> int:
        return self.source.lines()[self.base + min(line, len(self.lines) - 1)]

    def _verbatim(self, first: int, last: int) -> Where:
        """Where the lines of a paragraph begin that was taken as it stands."""
        where: list[tuple[int, int]] = []
        offset = 0
        for line in range(first, last):
            where.append((offset, self._line_at(line)))
            offset += len(self.lines[line]) + 1
        return where

    def _within(self, first: int, last: int, content: str, cell: int = -1) -> Where:
        """Where the lines of `content` begin, which Markdown took out of the lines `first` to `last`.

        Markdown takes marks and blanks off the front of lines, so a line of `content` ends like its line in the file;
        or `content` is one cell of it, counted from 0.
        """
        if cell >= 0:
            return self._in_cell(first, content, cell)
        where: list[tuple[int, int]] = []
        offset = 0
        for number, piece in enumerate(content.split("\n")):
            line = min(first + number, last - 1)
            full = self.lines[line].rstrip()
            words = piece.strip()
            column = len(full) - len(words) if full.endswith(words) else full.find(words)
            lead = len(piece) - len(piece.lstrip())
            where.append((offset, self._line_at(line) + max(column - lead, 0)))
            offset += len(piece) + 1
        return where

    def _in_cell(self, line: int, content: str, cell: int) -> Where:
        """Where the words of a cell stand. `\\|` is written there for a bar, and Markdown takes the backslash away."""
        full = self.lines[line]
        bars = [match.start() for match in _BAR.finditer(full)]
        edges = bars if full.lstrip().startswith("|") else [-1, *bars]
        column = edges[min(cell, len(edges) - 1)] + 1
        at = self._line_at(line) + column + len(full[column:]) - len(full[column:].lstrip())
        where: list[tuple[int, int]] = []
        offset = 0
        for number, piece in enumerate(content.split("|")):
            if number:
                at += 1  # the backslash; the bar itself counts to what follows
                where.append((offset, at))
                offset, at = offset + 1, at + 1
            else:
                where.append((offset, at))
            offset, at = offset + len(piece), at + len(piece)
        return where

    # --- what Markdown reads

    def _marked(self, chunk: Chunk) -> None:
        """A line of attributes and the quotation below it."""
        line = self.lines[chunk.first]
        line_at = self._line_at(chunk.first)
        braces = span.BRACES.search(line)
        assert braces is not None  # the cutter has seen it
        values, remarks = span.attributes(line, braces.start(1), braces.end(1))
        place = self.source.span(line_at + braces.start(), line_at + braces.end())
        writer = self.writer
        for remark in remarks:
            writer.remark(remark, line, lambda at: line_at + at)
        if writer.unquotable:
            self.said.append(
                say(span.ELSEWHERE, place, writer.unquotable, help="leave the attributes out, or link to the statement")
            )
        elif not span.TELLS & values.keys() and not remarks:
            self.said.append(say(span.NO_Q, place, span.WHICH, help=span.WHICH_HELP))
        marked = Marked(values, place, line_at) if not writer.unquotable and span.TELLS & values.keys() else None
        self._markdown(chunk.first + 1, chunk.last, marked)

    def _markdown(self, first: int, last: int, marked: Marked | None = None) -> None:
        """Lines that Markdown reads, one element after another; `marked` are the attributes of the first."""
        lines = self.lines[first:last]
        tokens = quick.block(lines)
        if tokens is None:
            tokens = inline.elements("\n".join(lines))
        start = 0
        for token in tokens:
            if token.level >= inline.MAX_NESTING - 1 and token.nesting > 0:
                at = self._line_at(first + (token.map[0] if token.map else 0))
                self.said.append(
                    say(
                        TOO_DEEP,
                        self.source.span(at, at + 1),
                        "this lies too deep within lists and quotations",
                        help="take it out of some of them",
                    )
                )
                break
        for index, token in enumerate(tokens):
            if token.level == 0 and token.nesting <= 0 and token.type != "inline":
                self._element(tokens[start : index + 1], first, marked if start == 0 else None)
                start = index + 1

    def _element(self, tokens: Sequence[Token], first: int, marked: Marked | None) -> None:
        token = tokens[0]
        if token.type == "heading_open":
            content = tokens[1]
            self._heading(self._line(token, first), int(token.tag[1]), content.content, self._where(content, first))
            return
        block = self._begin(self._line(token, first))
        if token.type == "blockquote_open":
            self._set_off(block, tokens, first, marked)
        else:
            self._tree(tokens, first, block)
        self._end(block)

    def _line(self, token: Token, first: int) -> int:
        return first + (token.map[0] if token.map else 0)

    def _where(self, token: Token, first: int, cell: int = -1) -> Callable[[], Where]:
        assert token.map is not None  # Markdown maps every token that holds words
        return partial(self._within, first + token.map[0], first + token.map[1], token.content, cell)

    def _set_off(self, block: Open, tokens: Sequence[Token], first: int, marked: Marked | None) -> None:
        """A quotation set off by itself: its words, then the line that says whose they are, if there is one."""
        writer = self.writer
        signature = len(tokens) - 4
        signed = (
            signature > 0
            and tokens[signature].type == "paragraph_open"
            and tokens[signature].level == 1
            and tokens[signature + 1].content.startswith(_SIGNATURE)
        )
        words = tokens[1:signature] if signed else tokens[1:-1]
        place = SetOff(len(writer.pieces), writer.size)
        text_from, number = len(writer.plain), 0
        if marked is not None:
            writer.numbers += 1
            number = writer.numbers
            writer.refs += writer.named(marked.values, lambda at: marked.line_at + at)
            lang = f' lang="{marked.values["lang"].value}"' if "lang" in marked.values else ""
            writer.markup(f'<div id="{block.id}"><blockquote class="said" id="q{number}"{lang}>')
            writer.quoting += 1
        else:
            writer.markup(f'<blockquote id="{block.id}">')
        self._tree(words, first, block)
        place.end = writer.size
        if marked is not None:
            writer.quoting -= 1
            said = "".join(writer.plain[text_from:])
            writer.quotes.append(writer.quotation(number, said, place.start, marked.values, marked.place, "direct"))
        if signed:
            self._part("\n\n")
            writer.markup("<footer>")
            writer.paragraph(tokens[signature + 1].content, self._where(tokens[signature + 1], first))
            place.signed = True
        elif marked is not None:
            writer.markup("<footer>")
        else:
            writer.markup("")
        place.foot = len(writer.pieces)
        writer.markup("")
        writer.markup("</footer>" if signed or marked is not None else "")
        if marked is not None:
            writer.pieces[place.foot] = (HOLE, Cite(quote=number), writer.size, 0)
            writer.markup("</blockquote></div>")
        else:
            block.set_off = place
            writer.markup("</blockquote>")

    def _tree(self, tokens: Sequence[Token], first: int, block: Open) -> None:
        """Any elements, from their first opening to their last closing."""
        writer = self.writer
        between = "\n\n" if tokens and tokens[0].level else "\n"
        cell = -1
        top = f' id="{block.id}"'
        for index, token in enumerate(tokens):
            kind = token.type
            attributes = top if token.level == 0 else ""
            if kind == "inline":
                in_cell = tokens[index - 1].type in ("th_open", "td_open")
                writer.paragraph(token.content, self._where(token, first, cell if in_cell else -1))
            elif kind == "hr":
                writer.markup(f"<hr{attributes}>")
            elif kind in ("code_block", "fence"):
                self._part(between)
                writer.markup(f"<pre{attributes}><code>")
                writer.code.append(writer.size)
                writer.words(token.content.removesuffix("\n"), linkable=False)
                writer.markup("</code></pre>")
            elif kind == "table_open":
                writer.markup(f'<div class="table"{attributes}><table>')
            elif kind == "table_close":
                writer.markup("</table></div>")
            elif kind in ("heading_open", "heading_close"):
                tag = _heading_tag(int(token.tag[1]))
                if token.nesting > 0:
                    self._part(between)
                writer.markup(f"<{tag}>" if token.nesting > 0 else f"</{tag}>")
            elif token.nesting < 0:
                if not token.hidden:
                    writer.markup(f"</{token.tag}>")
            else:
                if kind == "tr_open":
                    cell = -1
                elif kind in ("th_open", "td_open"):
                    cell += 1
                if kind in ("paragraph_open", "th_open", "td_open"):
                    self._part(between)
                if not token.hidden:
                    writer.markup(f"<{token.tag}{attributes}{_attributes(token)}>")

    def _part(self, between: str) -> None:
        """Part the words of one block's further paragraphs, items and cells in the plain text."""
        if self.writer.size > self.blocks[-1].start:
            self.writer.gap(between)


@lru_cache(maxsize=1024)
def _slug(words: str) -> str:
    """The id of a heading. It has a first letter of its own, so that no heading takes `p4`, `q2` or `n-var-word`."""
    return "h-" + slug(words)


def _attributes(token: Token) -> str:
    start = token.attrs.get("start")
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return (f' start="{start}"' if start is not None else "") + (f' class="{align}"' if align else "")


def _heading_tag(level: int) -> str:
    """The page's own title is its only first-rank heading."""
    return f"h{min(max(level, 2), 6)}"
