"""Markdown -> Body: blocks with holes, the plain text, quotations, notes.

Typography stays as it was typed, everywhere: one parser then serves for the words and for the page, offsets in the
plain text are offsets in the page, and nobody can ask whether three dots are the outlet's or ours.

Quotations that nobody marked are looked for only in files in which the editor marked none, be it in the text or in the
front matter: an editor who marks quotations has decided which of them count.
"""

from collections.abc import Iterable

from digest.diagnostic import Diagnostic
from digest.fields import Text
from digest.model.article import Block, Body, Note, Quotation
from digest.model.base import Record
from digest.model.source import Ref
from digest.parse import found
from digest.parse.blocks import cut
from digest.parse.notes import notes as read_notes
from digest.parse.pieces import merged
from digest.parse.structure import Open, Structure
from digest.parse.writer import RUN
from digest.text import shorten

LEAD = 300
"""Characters of a lead."""


class Typed(Record, kw_only=True):
    """A text with all that its editor typed in it, and nothing found yet."""

    source: Text
    structure: Structure
    """Its blocks, open still: what is found is written into them."""
    text: str
    """All its words."""
    quotes: tuple[Quotation, ...]
    notes: tuple[Note, ...]
    refs: tuple[Ref, ...]
    links: tuple[str, ...]
    lead: str


class Made(Record, kw_only=True):
    """A body, and what its file's head tells others of it."""

    body: Body
    quotes: tuple[Quotation, ...]
    """Those that were typed; if none was, those that were found."""
    runs: tuple[tuple[int, int], ...]
    """Where in the plain text names may be linked, in order."""


def typed(source: Text, start: int, said: list[Diagnostic], *, report: bool) -> Typed:
    """Read the body that begins at `start`: all that can be wrong with it is said here."""
    lines = source.text[start:].split("\n")
    base = source.text.count("\n", 0, start)
    parts = cut(source, lines, base, said)
    structure = Structure(source, lines, base, parts.notes, said, report=report)
    for chunk in parts.chunks:
        structure.write(chunk)
    writer = structure.writer
    text = "".join(writer.plain)
    notes = read_notes(source, parts.notes, structure, text, said)
    return Typed(
        source=source,
        structure=structure,
        text=text,
        quotes=tuple(sorted(writer.quotes, key=lambda quote: quote.number)),
        notes=notes.notes,
        refs=(*writer.refs, *notes.refs),
        links=tuple(dict.fromkeys((*writer.links, *notes.links))),
        lead=_lead(structure.blocks, text),
    )


def made(of: Typed, *, look: bool, lang: str) -> Made:
    """The body of a text, which can be made of it but once. `look`: look for quotations if none is marked in it."""
    structure, text = of.structure, of.text
    quotes = of.quotes
    if look and not structure.writer.numbers:
        quotes = tuple(found.mark(of.source, structure.base, text, structure, lang))
    numbers: dict[str, list[int]] = {}
    for mark in structure.writer.marks:
        numbers.setdefault(mark.block, []).append(mark.number)
    blocks = tuple(
        Block(
            id=block.id,
            segments=merged(block.pieces),
            notes=tuple(numbers.get(block.id, ())),
        )
        for block in structure.blocks
    )
    return Made(
        body=Body(blocks=blocks, text=text),
        quotes=quotes,
        runs=tuple(
            (at, at + len(value)) for block in structure.blocks for kind, value, at, _ in block.pieces if kind == RUN
        ),
    )


def _lead(blocks: Iterable[Open], text: str) -> str:
    """The first paragraph, shortened."""
    for block in blocks:
        if not block.id.startswith("h-") and block.set_off is None and text[block.start : block.end].strip():
            return shorten(" ".join(text[block.start : block.end].split()), LEAD)
    return ""
