"""A report's page -> its notes and quotations as W3C Web Annotations, for programs that show or gather annotations.

Two kinds. What the editor says is tied to our page: its paragraph by the fragment, and in it the words, so that they
are found in one place only. And which statement some words belong to is said of our page and, where the outlet's page
has an address, of the printed words there: a program such as Hypothesis shows it on the outlet's own page.

The motivations are those of the published context that describe what notes do; `assessing` and `reviewing` are not
among them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from digest.model.article import Body, Cite, Key, NoteKind
from digest.model.page import Chrome, NoteView, ReportPage
from digest.render.address import web, whole
from digest.render.fill import fill
from digest.render.text import Read, plain, read

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
"""What a fragment of HTML means, as the model wants it to be said."""
AROUND = 32
"""Characters before and after the words, as other programs give them; more where the same words recur."""

_MOTIVATIONS: Mapping[NoteKind, str] = {
    "ctx": "describing",
    "src": "linking",
    "var": "commenting",
    "disc": "questioning",
    "open": "questioning",
    "sic": "editing",
    "corr": "editing",
    "": "commenting",
}
_MARKS = " \n\"'“”‘’«»‹›„‚‟「」『』"
Node = dict[str, Any]


def as_json(page: ReportPage, chrome: Chrome, body: Callable[[str], Body]) -> bytes:
    """An `AnnotationCollection` with all of its annotations, in UTF-8. Notes come first, then quotations."""

    def at(url: str) -> str:
        return whole(url, page.url, chrome)

    marked = _marked(page, body(page.body.body))
    own = at(f"{page.url}annotations.jsonld")
    items = [*_notes(page, marked, at, chrome), *_quotations(page, marked, at, own)]
    label = f"Annotations of “{page.title}”"
    pages = {"id": f"{own}#all", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {"@context": CONTEXT, "id": own, "type": "AnnotationCollection", "label": label}
    return msgspec.json.encode({**collection, "total": len(items), "first": pages}) + b"\n"


Marked = Mapping[str, tuple[str, Read]]
"""By the id of an element of the text: its block's id, and its block."""
At = Callable[[str], str]


def _marked(page: ReportPage, body: Body) -> Marked:
    """Of the blocks that hold a note's mark or a quotation to be told of: of others nothing is asked. That a name is a
    link makes no text."""
    told = {key.quote for key in page.body.keys if key.url}
    blocks = [
        block
        for block in body.blocks
        if block.notes or any(isinstance(part, Key | Cite) and part.quote in told for part in block.segments)
    ]
    plainly = msgspec.structs.replace(page.body, names=())
    texts = {block.id: read(html) for block, html in zip(blocks, fill(plainly, blocks), strict=True)}
    return {label: (id, text) for id, text in texts.items() for label in text.ids}


def _notes(page: ReportPage, marked: Marked, at: At, chrome: Chrome) -> Iterator[Node]:
    for note in page.body.notes:
        target: str | Node = at(page.url)
        if (found := marked.get(f"r-{note.label}")) is not None:
            id, block = found
            target = {"source": target, "selector": _fragment(id, _noted(note, block))}
        tags = [note.word, f"confidence: {note.cert}" if note.cert else ""]
        said = {"type": "TextualBody", "value": plain(note.html), "format": "text/plain", "language": chrome.lang}
        yield {
            "id": at(f"{page.url}#n-{note.label}"),
            "type": "Annotation",
            "motivation": _MOTIVATIONS[note.kind],
            "body": [said, *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags if tag)],
            "target": target,
        }


def _noted(note: NoteView, block: Read) -> Node | None:
    """The words that a note is about; they end where its mark stands."""
    end = block.ids[f"r-{note.label}"][0]
    start = block.words.rfind(note.about, 0, end) if note.about else -1
    return _quoted(block, start, start + len(note.about)) if start >= 0 else None


def _quotations(page: ReportPage, marked: Marked, at: At, own: str) -> Iterator[Node]:
    """Those of statements that have a page: in our text, and printed in the outlet's."""
    printed = {key.quote: words for key, words in page.listed}
    for key in page.body.keys:
        if not key.url:
            continue
        told = {"type": "Annotation", "motivation": "identifying", "body": at(key.url)}
        if (found := marked.get(f"q{key.quote}")) is not None:
            id, block = found
            start, end = _without_marks(block.words, *block.ids[f"q{key.quote}"])
            printed[key.quote] = block.words[start:end]
            if start < end:
                selector = _fragment(id, _quoted(block, start, end))
                yield {"id": f"{own}#q{key.quote}", **told, "target": {"source": at(page.url), "selector": selector}}
        if web(page.original) and printed.get(key.quote):
            selector = {"type": "TextQuoteSelector", "exact": printed[key.quote]}
            yield {
                "id": f"{own}#printed-q{key.quote}",
                **told,
                "target": {"source": page.original, "selector": [selector]},
            }


def _without_marks(words: str, start: int, end: int) -> tuple[int, int]:
    """The words between quotation marks, and no blanks."""
    inner = words[start:end]
    return start + len(inner) - len(inner.lstrip(_MARKS)), end - (len(inner) - len(inner.rstrip(_MARKS)))


def _fragment(id: str, within: Node | None) -> Node:
    selector = {"type": "FragmentSelector", "conformsTo": FRAGMENT, "value": id}
    return {**selector, "refinedBy": within} if within else selector


def _quoted(block: Read, start: int, end: int) -> Node:
    """The words as the browser has them, and as much around them as it takes to find them in one place of the block."""
    text = block.text
    start, end = block.place(start, end)
    around = AROUND
    while around < len(text) and _more_than_once(text, text[max(0, start - around) : end + around]):
        around *= 2
    selector = {"type": "TextQuoteSelector", "exact": text[start:end]}
    prefix, suffix = text[max(0, start - around) : start], text[end : end + around]
    return {**selector, **({"prefix": prefix} if prefix else {}), **({"suffix": suffix} if suffix else {})}


def _more_than_once(text: str, part: str) -> bool:
    return text.find(part, text.find(part) + 1) >= 0
