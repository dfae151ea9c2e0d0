"""Tokens -> pieces of a body: final markup, words in which names may be linked, and holes.

One walk makes the markup, the plain text and the quotations, so that every offset counts in the same text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from markupsafe import escape

from digest.diagnostic import Diagnostic, Fix, say
from digest.fields import Text, nearest, unmistakable
from digest.model.article import Cert, Form, Key, Quotation, To
from digest.model.source import Ref
from digest.parse import inline, quick
from digest.parse.quick import Token
from digest.parse.syntax import link, note, span
from digest.pattern import later
from digest.text import slug

RUN, WORDS, MARKUP, HOLE = range(4)
"""Words in which names may be linked; words in which not; markup; a hole."""


Piece = tuple[int, Any, int, int]
"""Its kind; the unescaped words, the markup, or the hole; where words begin in the plain text; how many inline
elements are open around it. A bare tuple: ten thousand reports make a million of them."""


class Mark(NamedTuple):
    """A note's mark: what it is about, by offsets in the plain text."""

    label: str
    number: int
    block: str
    start: int
    """Where the words begin that were marked for it; -1: the sentence that ends at the mark."""
    end: int


Where = Sequence[tuple[int, int]]
"""For each line of a paragraph's words: where it begins in them, and in the file's text."""

At = Callable[[int], int]
"""From an offset in a paragraph's words to one in the file's text."""

_OPEN, _CLOSE = "\"'“‘«„‹「『‟”", "\"'”’»“›」』‘"


class Writer:
    """Collects the pieces of one text, the body or a note."""

    def __init__(
        self, source: Text, notes: Mapping[str, note.Definition], said: list[Diagnostic], *, unquotable: str = ""
    ) -> None:
        self.source = source
        self.notes = notes
        self.said = said
        self.unquotable = unquotable
        """Why quotations may not be marked here; empty: they may."""
        self.pieces: list[Piece] = []
        self.plain: list[str] = []
        self.size = 0
        self.depth = 0
        self.marks: list[Mark] = []
        self.quotes: list[Quotation] = []
        self.refs: list[Ref] = []
        self.links: dict[str, None] = {}
        self.numbers = 0
        self.block = ""
        self.code: list[int] = []
        """Where stretches of code begin in the plain text: nothing is quoted in them."""
        self.quoting = 0
        """How many quotations and links are open: names are not linked in them."""
        self.marked: dict[str, int] = {}
        """The number of each label whose mark was met."""
        self.target = (0, 0)
        """Where the paragraph's last address stands of which something was said."""

    # --- the plain parts

    def words(self, text: str, *, linkable: bool = True) -> None:
        self.pieces.append((WORDS if self.quoting or not linkable else RUN, text, self.size, self.depth))
        self.plain.append(text)
        self.size += len(text)

    def markup(self, html: str) -> None:
        self.pieces.append((MARKUP, html, self.size, self.depth))

    def gap(self, text: str) -> None:
        """Something of the plain text between words that is no word of the page, such as the blank line between
        blocks."""
        self.plain.append(text)
        self.size += len(text)

    # --- paragraphs

    def paragraph(self, content: str, where: Callable[[], Where], *, linkable: bool = True) -> None:
        """The inline content of one paragraph, heading or cell."""
        if inline.plain(content):
            self.words(content.replace("\n", " ") if "\n" in content else content, linkable=linkable)
        else:
            self.annotated(content, where, linkable=linkable)

    def annotated(self, content: str, where: Callable[[], Where], *, linkable: bool = True) -> None:
        """The same of content that is not plain."""
        at = _Lazy(where)
        made = quick.inline(content)
        if made is None:
            made, remarks = inline.tokens(content, self.notes)
            for remark in remarks:
                self.remark(remark, content, at)
        self.walk(made, content, at, linkable)

    def remark(self, remark: span.Remark, content: str, at: At) -> None:
        place = self.source.span(at(remark.start), at(remark.end))
        if remark.code == span.LEFT_OVER and (label := note.undefined(content, remark.start)):
            if label in self.notes:
                return
            self.undefined(label, at(remark.start), content[remark.start + len(label) + 3 :][:1] == ":")
            return
        fix = Fix(span=place, text=remark.fix, safe=remark.safe) if remark.fix is not None else None
        self.said.append(say(remark.code, place, remark.message, help=remark.help, fix=fix))

    def undefined(self, label: str, start: int, defines: bool) -> None:
        place = self.source.span(start, start + len(label) + 3)
        if defines:
            message = f"the note `{label}` cannot begin here"
            self.said.append(
                say(
                    note.UNDEFINED,
                    place,
                    message,
                    help="begin it at the beginning of a line, outside lists and quotations",
                )
            )
            return
        near = nearest(label, self.notes)
        help = f"did you mean `[^{near}]`?" if near else f"write it below: `[^{label}]: …`"
        fix = Fix(span=place, text=f"[^{near}]", safe=unmistakable(label, near, self.notes)) if near else None
        self.said.append(say(note.UNDEFINED, place, f"there is no note `{label}`", help=help, fix=fix))

    def walk(self, tokens: list[Token], content: str, at: At, linkable: bool) -> None:
        self.target = (0, 0)
        stack: list[Any] = []
        anchor: tuple[int, int, int] | None = None
        for token in tokens:
            kind = token.type
            if kind == "text" or kind == "text_special":
                if token.content:
                    self.words(token.content, linkable=linkable)
            elif kind == "softbreak":
                self.words(" ", linkable=linkable)
            elif kind == "hardbreak":
                self.markup("<br>")
                self.gap("\n")
            elif kind == "code_inline":
                self.markup("<code>")
                self.code.append(self.size)
                self.words(token.content, linkable=False)
                self.markup("</code>")
            elif kind == "link_open":
                stack.append(self.open_link(str(token.attrs.get("href", "")), content, at))
            elif kind == "link_close":
                self.close(stack.pop())
                self.quoting -= 1
            elif kind == "to_open":
                id, start = token.meta["id"], at(token.meta["at"])
                if span.is_id(id):
                    self.refs.append(Ref(id=id, role="link", span=self.source.span(start, start + len(id))))
                    self.links[id] = None
                    self.pieces.append((HOLE, To(id=id), self.size, self.depth))
                    self.depth += 1
                    stack.append("</a>")
                else:
                    self.bad_target(id, start)
                    stack.append("")
                self.quoting += 1
            elif kind == "to_close":
                self.close(stack.pop())
                self.quoting -= 1
            elif kind == "span_open":
                stack.append(self.open_span(token.meta, content, at))
            elif kind == "span_close":
                opened = stack.pop()
                if opened[0] == "on":
                    self.close("</span>")
                    if anchor is not None:
                        self.unused_anchor(anchor[2])
                    anchor = (opened[1], self.size, opened[2])
                elif opened[0] == "q":
                    self.close_quotation(opened)
            elif kind == "note_mark":
                if self.mark(token.meta, anchor, at):
                    anchor = None
            elif kind == "image":
                self.image(token, content, at)
            elif token.nesting == 1:
                self.markup(f"<{token.tag}>")
                self.depth += 1
            elif token.nesting == -1:
                self.close(f"</{token.tag}>")
            elif token.content:
                self.words(token.content, linkable=linkable)
        if anchor is not None:
            self.unused_anchor(anchor[2])

    def close(self, html: str) -> None:
        if html:
            self.depth -= 1
            self.markup(html)

    # --- links

    def open_link(self, href: str, content: str, at: At) -> str:
        self.quoting += 1
        if not link.safe(href):
            self.target = _target(content, href, self.target[1])
            self.unsafe(href, at)
            return ""
        rel = ' rel="noopener"' if link.outside(href) else ""
        self.markup(f'<a href="{escape(href)}"{rel}>')
        self.depth += 1
        return "</a>"

    def unsafe(self, href: str, at: At) -> None:
        start, end = self.target
        shown = "".join(c if c.isprintable() else "\ufffd" for c in href[:60])
        self.said.append(
            say(
                link.UNSAFE,
                self.source.span(at(start), at(end)),
                f"`{shown}` may not be linked to" if shown else "this link leads nowhere",
                help="http, https and mailto addresses, and places on this site; to an id: `[words](@id)`",
            )
        )

    def bad_target(self, id: str, start: int) -> None:
        near = slug(id)
        place = self.source.span(start, start + len(id))
        self.said.append(
            say(
                span.ATTRIBUTE_VALUE,
                place,
                f"`{id}` is no id: lower case letters, digits and single hyphens",
                help=f"did you mean `{near}`?",
                fix=Fix(span=place, text=near),
            )
        )

    def image(self, token: Token, content: str, at: At) -> None:
        href = str(token.attrs.get("src", ""))
        alt = _alt(token)
        start = max(content.find("![", self.target[1]), 0)
        self.target = (start, start + 2)
        self.said.append(
            say(
                link.IMAGE,
                self.source.span(at(start), at(start) + 2),
                "images are shown as links",
                help="say in words what it shows",
            )
        )
        closing = self.open_link(href, content, at)
        self.words(alt or href, linkable=False)
        self.close(closing)
        self.quoting -= 1

    # --- annotations

    def open_span(self, meta: Any, content: str, at: At) -> tuple[Any, ...]:
        values: Mapping[str, span.Value] = meta["values"]
        start, close, end = meta["start"], meta["close"], meta["end"]
        place = self.source.span(at(start), at(end))
        if not content[start + 1 : close].strip():
            self.said.append(say(span.EMPTY, place, "nothing stands between the brackets", help="put the words there"))
            return ("",)
        if meta["empty"]:
            self.markup('<span class="on">')
            self.depth += 1
            return "on", self.size, at(start)
        braces = self.source.span(at(close + 1), at(end))
        if not span.TELLS & values.keys():
            if not meta["faulty"]:
                self.said.append(say(span.NO_Q, braces, span.WHICH, help=span.WHICH_HELP))
            return ("",)
        if self.unquotable:
            id = values["q"].value if "q" in values else "an-id"
            self.said.append(say(span.ELSEWHERE, braces, self.unquotable, help=f"link to it: `[words](@{id})`"))
            return ("",)
        if meta["in_link"]:
            self.said.append(
                say(
                    link.NESTED,
                    place,
                    "a quotation cannot stand in the words of a link",
                    help="mark the quotation, and link from words beside it",
                )
            )
            return ("",)
        self.numbers += 1
        self.refs += self.named(values, at)
        lang = values.get("lang")
        words = content[start + 1 : close]
        self.markup(f'<q class="said" id="q{self.numbers}"{_lang(lang.value if lang else "")}{direction(words)}>')
        self.depth += 1
        self.quoting += 1
        return "q", self.numbers, len(self.plain), self.size, values, place

    def named(self, values: Mapping[str, span.Value], at: Callable[[int], int]) -> list[Ref]:
        refs = []
        for role in ("q", "by", "via"):
            value = values.get(role)
            if value is not None and (value.value != "unknown" or role == "q"):  # nobody knows whose words they are
                where = at(value.start)
                refs.append(
                    Ref(id=value.value, role=cast(Any, role), span=self.source.span(where, where + len(value.value)))
                )
        return refs

    def close_quotation(self, opened: tuple[Any, ...]) -> None:
        _, number, first, start, values, place = opened
        self.quoting -= 1
        self.close("</q>")
        self.pieces.append((HOLE, Key(quote=number), self.size, self.depth))
        self.quotes.append(self.quotation(number, "".join(self.plain[first:]), start, values, place, "reported"))

    def quotation(
        self, number: int, words: str, start: int, values: Mapping[str, span.Value], place: Any, unmarked: Form
    ) -> Quotation:
        """A marked quotation; `unmarked` is its form where the words stand in no quotation marks."""
        text, before = bare(words)
        form: Form = "direct" if text != words.strip() else unmarked

        def value(name: str) -> str:
            return values[name].value if name in values else ""

        return Quotation(
            number=number,
            text=text,
            form=cast("Form", value("as") or form),
            typed=True,
            q=value("q"),
            by=value("by"),
            via=value("via"),
            cert=cast(Cert, value("cert")),
            lang=value("lang"),
            block=self.block,
            at=start + words.find(text, before),
            span=place,
        )

    def mark(self, meta: Any, anchor: tuple[int, int, int] | None, at: At) -> bool:
        label: str = meta["label"]
        place = self.source.span(at(meta["start"]), at(meta["end"]))
        if self.unquotable == NOTE:
            self.said.append(
                say(link.NESTED, place, "a note cannot have notes of its own", help="say it in the note itself")
            )
            return False
        if meta["in_link"]:
            self.said.append(
                say(
                    link.NESTED, place, "a note mark cannot stand in the words of a link", help="put it behind the link"
                )
            )
            return False
        if label in self.marked:
            message = f"the note `{label}` has a mark already, number {self.marked[label]}"
            self.said.append(say(note.AGAIN, place, message, help="write a second note for this place"))
            return False
        number = len(self.marks) + 1
        start, end = (anchor[0], anchor[1]) if anchor is not None else (-1, self.size)
        self.marks.append(Mark(label, number, self.block, start, end))
        self.marked[label] = number
        self.markup(
            f'<a class="ref" role="doc-noteref" id="r-{label}" href="#n-{label}"'
            f' aria-label="Note {number}">{number}</a>'
        )
        return True

    def unused_anchor(self, start: int) -> None:
        self.said.append(
            say(
                span.ANCHOR,
                self.source.span(start, start + 1),
                "no note follows these words",
                help="put the mark right behind them: `{}[^sic-word]`",
            )
        )


NOTE = "a quotation cannot be marked in a note"
OTHER = "a quotation can be marked in reports only"


class _Lazy:
    """From an offset in a paragraph's words to one in the file's text; worked out at the first question."""

    __slots__ = ("_lines", "_starts", "_where")

    def __init__(self, where: Callable[[], Where]) -> None:
        self._where = where
        self._lines: Where | None = None
        self._starts: list[int] = []

    def __call__(self, at: int) -> int:
        if self._lines is None:
            self._lines = self._where()
            self._starts = [start for start, _ in self._lines]
        start, there = self._lines[max(bisect_right(self._starts, at) - 1, 0)]
        return there + at - start


def bare(words: str) -> tuple[str, int]:
    """Words less the quotation marks around them, and how many characters were left out before them."""
    text = words.strip()
    before = len(words) - len(words.lstrip())
    if text and text[0] in _OPEN:
        inner = text[1:].lstrip()
        before += len(text) - len(inner)
        text = inner
    if text and text[-1] in _CLOSE and not (before == len(words) - len(words.lstrip()) and text[-1] in "'’"):
        text = text[:-1].rstrip()
    return text, before


_TURNS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]")


def direction(words: str) -> str:
    """Words that run from right to left, or hold controls that turn the direction, are kept apart from those around."""
    return ' dir="auto"' if not words.isascii() and _TURNS.search(words) is not None else ""


def _lang(tag: str) -> str:
    return f' lang="{tag}"' if tag else ""


def _alt(token: Token) -> str:
    """The description of an image without its markup."""
    parts: list[str] = []
    todo = list(reversed(token.children or []))
    while todo:
        child = todo.pop()
        if child.children:
            todo += reversed(child.children)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(child.content)
    return "".join(parts)


_TARGET = later(r"\]\([ \n]*(?!@)(<[^>\n]*>|[^\s()]*(?:\([^\s()]*\))?)|<(?=[A-Za-z][A-Za-z0-9+.-]*[:@])([^<> ]*)")


def _target(content: str, href: str, after: int) -> tuple[int, int]:
    """Where in a paragraph the next link to this address stands. What was read of it must give the address again:
    `](` may also stand in code or in a link that is none."""
    first = (max(after, 0), max(after, 0) + 1)
    for number, match in enumerate(_TARGET.finditer(content, after)):
        group = 1 if match[1] is not None else 2
        place = match.start(group), max(match.end(group), match.start(group) + 1)
        if inline.address(match[group]) == href:
            return place
        first = place if number == 0 else first
    return first
