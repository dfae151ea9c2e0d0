"""Raw, Quoted -> the Markdown of a report's body, in which every word of the article stands."""

from collections.abc import Sequence

from digest.ingest import escape
from digest.ingest.quoted import GAP, Mark, Quoted
from digest.ingest.raw import Passage, Raw

_DEEPEST = 8
"""Levels of lists; what lies deeper is shown on the last of them."""


def plain(raw: Raw) -> str:
    """The article's words, headline first, as they are kept in its capture."""
    return GAP.join(filter(None, (raw.title, *(passage.text for passage in raw.passages))))


def markdown(raw: Raw, quoted: Quoted) -> str:
    """The text with its quotations marked."""
    blocks: list[str] = []
    items: list[str] = []
    indents: list[int] = []
    for passage, marks in zip(raw.passages, quoted.blocks, strict=True):
        if not passage.text.strip():
            continue
        if passage.kind == "item":
            items.append(_item(passage, marks, indents))
            continue
        if items:
            blocks.append("\n".join(items))
            items, indents = [], []
        blocks.append(_block(passage, marks))
    if items:
        blocks.append("\n".join(items))
    return GAP.join(blocks) + "\n" if blocks else ""


def literal(raw: Raw) -> str:
    """The same with nothing marked, and Markdown that somebody wrote shown as it was typed."""
    blocks: list[str] = []
    for passage in raw.passages:
        if passage.kind == "verbatim" and passage.text.strip():
            blocks.append(escape.fenced(passage.text))
        elif passage.kind != "verbatim":
            blocks += [escape.paragraph(line) for line in passage.text.split("\n") if line.strip()]
    return GAP.join(blocks) + "\n"


def _block(passage: Passage, marks: Sequence[Mark]) -> str:
    text = passage.text
    if passage.kind == "markdown":
        return text.strip("\n")
    if passage.kind == "verbatim":
        return escape.fenced(text)
    if passage.kind == "heading":
        return "#" * min(max(passage.level, 2), 6) + " " + escape.heading(text)
    if passage.kind == "quotation":
        whole = len(marks) == 1 and len(text) - (marks[0].end - marks[0].start) <= 2
        lines = (escape.paragraph(text) if whole else _marked(text, marks)).split("\n")
        above = [marks[0].braces] if whole else []
        return "\n".join([*above, *("> " + line for line in lines)])
    return _marked(text, marks)


def _item(passage: Passage, marks: Sequence[Mark], indents: list[int]) -> str:
    """One item of a list. `indents` are how far the text of the items around it is indented, the outermost first."""
    deeper = len(indents) <= passage.level
    del indents[min(passage.level, _DEEPEST) :]
    before = indents[-1] if indents else 0
    bullet = f"{passage.number}. " if 0 < passage.number < 10**9 else "- "
    indents.append(before + len(bullet))
    lines = _marked(passage.text, marks).split("\n")
    apart = "\n" if deeper and passage.number > 1 else ""  # only a list that begins with 1 ends a paragraph above it
    return apart + " " * before + bullet + ("\n" + " " * indents[-1]).join(lines)


def _marked(text: str, marks: Sequence[Mark]) -> str:
    """A block's words with brackets around those that are somebody's."""
    if not marks:
        return escape.paragraph(text)
    made: list[str] = []
    at = 0
    for mark in marks:
        made.append(escape.words(text[at : mark.start], first=at == 0))
        made.append(f"[{escape.words(text[mark.start : mark.end], first=False)}]{mark.braces}")
        at = mark.end
    made.append(escape.words(text[at:], first=False))
    return "".join(made).strip(" \t\n")
