"""Fill the holes of a body: keys after quotations, links to other pages, names in the running words.

A body is cached as it was parsed, long before anyone knew which statement is Q2 or where a name's page lies. What its
holes hold on one page comes with that page, as a `Filling`; here the two meet.
"""

from collections.abc import Iterable, Iterator

from digest.model.article import Block, Body, Key, Run, To
from digest.model.base import Record
from digest.model.page import Filling, KeyView, Linked, NoteView, Target
from digest.render import english
from digest.render.address import web
from digest.render.generator import escaped, markup
from digest.text import between_tags

MOST_ROWS = 24
"""How many blocks the style sheet can set beside one column of notes (`.n1` to `.n24`)."""


class Chunk(Record, kw_only=True):
    """Blocks of text with the notes that stand beside them: the first block bears the marks of all of them."""

    blocks: tuple[str, ...]
    """Finished markup."""
    notes: tuple[NoteView, ...] = ()


def chunks(filling: Filling, body: Body) -> tuple[Chunk, ...]:
    """Cut a filled text so that each note can stand beside its paragraph by a grid alone.

    A chunk begins at every block that bears notes, and at the first. The source order is paragraph, its notes,
    further paragraphs: what a narrow screen, a screen reader and a page without styles all want.
    """
    notes = {note.number: note for note in filling.notes}
    made: list[Chunk] = []
    blocks: list[str] = []
    beside: tuple[NoteView, ...] = ()
    for block, html in zip(body.blocks, fill(filling, body.blocks), strict=True):
        here = tuple([notes[n] for n in block.notes if n in notes]) if block.notes else ()
        if blocks and (here or len(blocks) == MOST_ROWS):
            made.append(Chunk(blocks=tuple(blocks), notes=beside))
            blocks, beside = [], ()
        blocks.append(html)
        beside = beside or here
    if blocks:
        made.append(Chunk(blocks=tuple(blocks), notes=beside))
    return tuple(made)


def fill(filling: Filling, blocks: Iterable[Block]) -> list[str]:
    """The markup of each block, which autoescape leaves. Names are looked for once, in the order of the text."""
    keys = {key.quote: key for key in filling.keys}
    targets = {target.id: target for target in filling.targets}
    names = sorted(filling.names, key=lambda name: (name.at, -name.end))
    names.reverse()  # the next one is the last, where it is cheap to take
    made: list[str] = []
    for block in blocks:
        pieces: list[str] = []
        for segment in block.segments:
            if isinstance(segment, str):
                pieces.append(segment)
            elif isinstance(segment, Run):
                if names and names[-1].at < segment.at + len(segment.text):
                    pieces += _named(segment, names)
                else:
                    pieces.append(between_tags(segment.text))
            elif isinstance(segment, To):
                pieces.append(opening(targets.get(segment.id)))
            elif (key := keys.get(segment.quote)) is not None:
                pieces.append(_key(key) if isinstance(segment, Key) else _cite(key))
        made.append(markup("".join(pieces)))
    return made


def _named(run: Run, names: list[Linked]) -> Iterator[str]:
    """Words, with the names in them linked. A name that does not lie wholly in one run stays plain."""
    end = run.at + len(run.text)
    done = run.at
    while names and names[-1].at < end:
        name = names.pop()
        if name.at >= done and name.at < name.end <= end:
            yield between_tags(run.text[done - run.at : name.at - run.at])
            words = between_tags(run.text[name.at - run.at : name.end - run.at])
            yield f'<a class="name" href="{escaped(name.url)}">{words}</a>'
            done = name.end
    yield between_tags(run.text[done - run.at :])


def opening(target: Target | None) -> str:
    """The opening of a link. Without a target it leads nowhere, but it is closed later, so it must be opened."""
    if target is None:
        return "<a>"
    named = ' class="name"' if target.kind in ("entity", "source") else ""
    return f'<a{named} href="{escaped(target.url)}">'


def _key(key: KeyView) -> str:
    if not key.key or not key.url:
        return ""
    # the words say where it leads; `Q2` alone would be read out in the middle of a sentence with no meaning
    said = escaped(key.key)
    return f'<a class="key" href="{escaped(key.url)}" aria-label="{said}, all wordings">{said}</a>'


def _cite(key: KeyView) -> str:
    """The line under a quotation set off by itself: `4 outlets, 3 wordings (Q2) · by way of Chinese state television`,
    and the way to the sentence on the outlet's own page.

    A statement that no other report carries has no key; of one that was found by program the speaker is still told.
    """
    parts: list[str] = []
    if key.key and key.url:
        said = f"{english.spread(key.outlets, key.wordings)} ({escaped(key.key)})"
        parts.append(f'<a href="{escaped(key.url)}">{said}</a>')
    elif key.speaker and not key.typed:
        parts.append(f"<span>{escaped(key.speaker)}</span>")
    if key.via and parts:
        via = escaped(key.via)
        parts.append(f'by way of <a href="{escaped(key.via_url)}">{via}</a>' if key.via_url else f"by way of {via}")
    if web(key.text_url):
        parts.append(f'<a href="{escaped(key.text_url)}">outlet’s page</a>')
    return " · ".join(parts)
