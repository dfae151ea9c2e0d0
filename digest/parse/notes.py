"""The notes of a text: what they say, and the words that they are about."""

import re
from collections.abc import Mapping
from typing import cast

from digest.diagnostic import Diagnostic, say
from digest.fields import Text
from digest.model.article import Cert, Note
from digest.model.base import Record
from digest.model.source import Ref
from digest.parse.pieces import merged
from digest.parse.structure import Structure
from digest.parse.syntax import note, span
from digest.parse.writer import NOTE, Mark, Where, Writer
from digest.pattern import later

_AROUND = 32
"""Characters of the words before and after an anchor: enough to tell two equal ones apart, as Hypothesis takes it."""

_SENTENCE = later(r"[.!?…][\"'”’»)\]]*\s+(?=[^\sa-z])")

_SHORT = later(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Lt|Col|No|vs|[A-Z])$")
"""A stop behind these ends no sentence."""


class Read(Record, kw_only=True):
    notes: tuple[Note, ...] = ()
    refs: tuple[Ref, ...] = ()
    links: tuple[str, ...] = ()


def notes(
    source: Text, definitions: Mapping[str, note.Definition], structure: Structure, text: str, said: list[Diagnostic]
) -> Read:
    """Read the notes whose marks were met, in the order of the marks; a note without a mark is said."""
    marks = structure.writer.marks
    for label, definition in definitions.items():
        if label not in structure.writer.marked:
            place = source.span(definition.start, definition.end)
            said.append(
                say(
                    note.UNUSED,
                    place,
                    f"no mark calls the note `{label}`",
                    help=f"put `[^{label}]` behind the words that it is about",
                )
            )
    if not marks:
        return Read()
    bounds = {block.id: (block.start, block.end) for block in structure.blocks}
    made: list[Note] = []
    refs: list[Ref] = []
    links: dict[str, None] = {}
    for mark in marks:
        writer, cert = _read(source, definitions[mark.label], said)
        exact, prefix, suffix = _about(mark, text, *bounds[mark.block])
        refs += writer.refs
        links |= writer.links
        definition = definitions[mark.label]
        made.append(
            Note(
                label=mark.label,
                kind=note.kind(mark.label),
                number=mark.number,
                cert=cert,
                segments=merged(writer.pieces),
                text="".join(writer.plain),
                block=mark.block,
                exact=exact,
                prefix=prefix,
                suffix=suffix,
                span=source.span(definition.start, definition.end),
            )
        )
    return Read(notes=tuple(made), refs=tuple(refs), links=tuple(links))


def _read(source: Text, definition: note.Definition, said: list[Diagnostic]) -> tuple[Writer, Cert]:
    """A note's words: paragraphs, parted by `</p><p>` for the page to put into its own."""
    writer = Writer(source, {}, said, unquotable=NOTE)
    text = definition.text
    start = 0
    cert: Cert = ""
    if (first := note.CERT.match(text)) is not None:
        values, remarks = span.attributes(text, first.start(1), first.end(1), ("cert",))
        for remark in remarks:
            writer.remark(remark, text, lambda at: _place(definition.lines, at))
        cert = cast(Cert, values["cert"].value) if "cert" in values else ""
        start = first.end()
    for paragraph in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text[start:]):
        content = paragraph.group().rstrip()
        if not content:
            continue
        if writer.size:
            writer.markup("</p><p>")
            writer.gap("\n\n")
        from_ = start + paragraph.start()
        writer.paragraph(content, lambda from_=from_: _lines(definition.lines, from_), linkable=False)  # type: ignore[misc]
    return writer, cert


def _lines(lines: Where, start: int) -> Where:
    """The lines from offset `start` on, counted from there."""
    return [
        (offset - start, where) if offset >= start else (0, where + start - offset)
        for offset, where in _from(lines, start)
    ]


def _from(lines: Where, start: int) -> Where:
    first = max((index for index, (offset, _) in enumerate(lines) if offset <= start), default=0)
    return lines[first:]


def _place(lines: Where, at: int) -> int:
    offset, where = _from(lines, at)[0]
    return where + at - offset


def _about(mark: Mark, text: str, begin: int, end: int) -> tuple[str, str, str]:
    """The words that a note is about, and those before and after; of a whole sentence only the words before its end."""
    if mark.start >= 0:
        exact = text[mark.start : mark.end]
        return exact, text[max(begin, mark.start - _AROUND) : mark.start], text[mark.end : min(end, mark.end + _AROUND)]
    before = text[begin : mark.end]
    sentence = 0
    for stop in _SENTENCE.finditer(before, 0, max(len(before) - 1, 0)):
        if _SHORT.search(before, max(stop.start() - 6, sentence), stop.start()) is None:
            sentence = stop.end()
    return "", before[sentence:], text[mark.end : min(end, mark.end + _AROUND)]
