"""A body's lines, cut into what Markdown has to read and what needs no reading.

Nine paragraphs of ten are plain: every line begins with a letter or a quotation mark. Markdown can make nothing else
of such a group of lines than a paragraph (a test holds this against it), so it is spared the work, which is most of
the time of a build. Notes and the attributes of a quotation set off by itself are cut out here too, before Markdown
sees them.
"""

import re
from typing import Literal

from digest.diagnostic import Diagnostic, Label, code, say
from digest.fields import Text
from digest.model.base import Record
from digest.parse.syntax import note
from digest.pattern import later

ATTRIBUTES = code(
    "block-attributes",
    "error",
    what="A line of attributes in braces that does not stand right between a blank line and a quotation.",
    why="Markdown would join it to the paragraph above, and the braces would be shown as text.",
    instead='A blank line, then `{q=an-id via=cctv}`, then at once `> "the words"`.',
)
REFERENCE = code(
    "reference-definition",
    "error",
    what="A link reference definition, `[word]: address`.",
    why="It would turn every `[word]` of the text into a link, also within quoted words.",
    instead="`[word](https://example.org/)` at its place.",
)

Shape = Literal["paragraph", "heading", "other", "quotation"]

SIMPLE = re.compile(r"[^\W\d_]|[“”‘’\"'(«„「—–…]")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=[^#\s])[^#]*$")
_FENCE = later(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$")
_ATTRIBUTES = later(r" {0,3}\{([^{}]*)\}[ \t]*$")
_LOOKS = later(r"\s*(?:q|via|by|as|cert|lang)\s*=")
_REFERENCE = later(r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.)+)\]:")


class Chunk(Record, kw_only=True):
    """Some lines, `first` up to but not including `last`, counted from the body's first."""

    shape: Shape
    first: int
    last: int


class Cut(Record, kw_only=True):
    chunks: tuple[Chunk, ...]
    notes: dict[str, note.Definition]


def cut(source: Text, lines: list[str], base: int, said: list[Diagnostic]) -> Cut:
    """Cut the body. `base` is the number (from 0) of its first line in the file."""
    chunks: list[Chunk] = []
    notes: dict[str, note.Definition] = {}
    count = len(lines)
    pending = -1  # first line of what Markdown must read, while it goes on
    read = 0  # the line after its last
    at = 0

    def flush() -> None:
        nonlocal pending
        if pending >= 0:
            chunks.append(Chunk(shape="other", first=pending, last=read))
            pending = -1

    while at < count:
        if not lines[at].strip(" \t"):
            at += 1
            continue
        end = at + 1
        while end < count and lines[end].strip(" \t"):
            end += 1
        simple = SIMPLE.match
        first = lines[at]
        if simple(first) and (end == at + 1 or all(simple(line) for line in lines[at + 1 : end])):
            flush()
            chunks.append(Chunk(shape="paragraph", first=at, last=end))
            at = end
            continue
        if end == at + 1 and first[0] == "#" and _HEADING.match(first):
            flush()
            chunks.append(Chunk(shape="heading", first=at, last=end))
            at = end
            continue
        begin = at
        while at < end:
            line = lines[at]
            head = line.lstrip(" ")[:2]
            if head[:1] in "`~" and (fence := _FENCE.match(line)):
                if pending < 0:
                    pending = at
                at = read = _fence_end(lines, at, fence[1] or fence[2])
                break
            if head == "[^" and (match := note.DEFINITION.match(line)):
                flush()
                at = _note(source, lines, base, at, match, notes, said)
                begin = at
                if at > end:
                    break
                continue
            if head[:1] == "{" and (match := _ATTRIBUTES.match(line)):
                below = at + 1 < end and lines[at + 1].lstrip(" ").startswith(">")
                if below or _LOOKS.match(match[1]):
                    if not below or at > begin:
                        where = source.lines()[base + at] + match.start(1) - 1
                        span = source.span(where, where + len(match[1]) + 2)
                        if below:
                            said.append(
                                say(
                                    ATTRIBUTES,
                                    span,
                                    "these attributes join the paragraph above",
                                    help="leave a blank line above them",
                                )
                            )
                        else:
                            message = "these attributes belong to no quotation"
                            said.append(
                                say(ATTRIBUTES, span, message, help='put the quotation right below: `> "the words"`')
                            )
                    flush()
                    last = at + 1
                    if below:
                        while last < end and not note.DEFINITION.match(lines[last]):
                            last += 1
                        chunks.append(Chunk(shape="quotation", first=at, last=last))
                    begin = at = last
                    continue
            if head[:1] == "[" and (match := _REFERENCE.match(line)) and not _quotes(match[1]):
                where = source.lines()[base + at] + line.index("[")
                said.append(
                    say(
                        REFERENCE,
                        source.span(where, where + len(match[1]) + 3),
                        f"`[{match[1]}]:` would turn words of the text into links",
                        help=f"write the link at its place: `[{match[1]}](address)`",
                    )
                )
            if pending < 0:
                pending = at
            at += 1
            read = at
    flush()
    return Cut(chunks=tuple(chunks), notes=notes)


def _quotes(words: str) -> bool:
    return words[0] in "\"'“‘«„「"


def _fence_end(lines: list[str], at: int, mark: str) -> int:
    """The line after the fence that opens at line `at`."""
    closing = re.compile(r" {0,3}" + re.escape(mark) + re.escape(mark[0]) + r"*[ \t]*$")
    for line in range(at + 1, len(lines)):
        if closing.match(lines[line]):
            return line + 1
    return len(lines)


def _note(
    source: Text,
    lines: list[str],
    base: int,
    at: int,
    match: "re.Match[str]",
    notes: dict[str, note.Definition],
    said: list[Diagnostic],
) -> int:
    """Read the note that begins at line `at`; the number of the line after it.

    It goes on to the next blank line or note, and after a blank line as long as lines are indented by two or more.
    """
    starts = source.lines()
    label = match[1]
    line_at = starts[base + at]
    words: list[tuple[str, int]] = [(lines[at][match.end() :], line_at + match.end())]
    here = at + 1
    blank = False
    while here < len(lines):
        line = lines[here]
        inner = line.lstrip(" \t")
        if not inner:
            blank = True
        elif blank and len(line) - len(inner) < 2 and not line.startswith("\t") or note.DEFINITION.match(line):
            break
        else:
            if blank:
                words.append(("", starts[base + here]))
                blank = False
            words.append((inner, starts[base + here] + len(line) - len(inner)))
        here += 1
    text = "\n".join(word for word, _ in words)
    places: list[tuple[int, int]] = []
    offset = 0
    for word, where in words:
        places.append((offset, where))
        offset += len(word) + 1
    start = line_at + match.start(1) - 2
    definition = note.Definition(label=label, text=text, lines=tuple(places), start=start, end=start + len(label) + 3)
    span = source.span(start, definition.end)
    if not note.LABEL.fullmatch(label):
        near = re.sub(r"[^A-Za-z0-9_-]+", "-", label).strip("-")
        help = f"did you mean `[^{near}]`?" if near else "for example `[^ctx-naming]`"
        said.append(say(note.BAD_LABEL, span, f"`{label}` cannot be a label: letters, digits and hyphens", help=help))
    elif label in notes:
        first = notes[label]
        said.append(
            say(
                note.TWICE,
                span,
                f"a second note with the label `{label}`",
                help="give it a label of its own",
                others=(Label(span=source.span(first.start, first.end), text="first here"),),
            )
        )
    else:
        if not text.strip():
            said.append(say(note.EMPTY, span, f"the note `{label}` has no words", help="write them behind the colon"))
        notes[label] = definition
    return here
