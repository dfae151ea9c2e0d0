"""`[^var-redline]` in the text and `[^var-redline]: ...` below it: what the editor says beside the text."""

from typing import Any, get_args

from digest.diagnostic import code
from digest.model.article import NoteKind
from digest.model.base import Record
from digest.pattern import later

UNDEFINED = code(
    "note-undefined",
    "error",
    what="A note mark without a note.",
    why="The mark would be shown to readers as text.",
    instead="`[^ctx-naming]: The choice of noun is itself news.`, anywhere below.",
)
UNUSED = code(
    "note-unused",
    "error",
    what="A note that no mark calls.",
    why="Nobody would ever see it.",
    instead="Put its mark behind the words that it is about: `full-scale invasion.[^ctx-naming]`",
)
TWICE = code(
    "note-twice",
    "error",
    what="Two notes have one label.",
    why="Only one of the two could be shown.",
    instead="Give the second a label of its own: `[^var-word-2]`.",
)
AGAIN = code(
    "note-marked-twice",
    "error",
    what="Two marks call one note.",
    why="A note stands beside one place, and its link back can lead to one place only.",
    instead="Write a second note, or mark the place that matters more.",
)
EMPTY = code(
    "note-empty",
    "error",
    what="A note without words.",
    why="Its mark would lead to nothing.",
    instead="`[^ctx-naming]: The choice of noun is itself news.`",
)
BAD_LABEL = code(
    "note-label",
    "error",
    what="The label of a note holds something other than letters, digits and hyphens.",
    why="It becomes part of an address: `#n-var-redline`.",
    instead="`[^var-redline]`",
)

KINDS: tuple[NoteKind, ...] = tuple(kind for kind in get_args(NoteKind) if kind)
_MARK = later(r"\[\^([A-Za-z0-9][A-Za-z0-9_-]*)\]")
DEFINITION = later(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")
LABEL = later(r"[A-Za-z0-9][A-Za-z0-9_-]*")
CERT = later(r"\{([^{}]*)\}[ \t]*(?:\n|$)")


class Definition(Record, kw_only=True):
    """A note as it is written."""

    label: str
    text: str
    """Its lines less their indentation."""
    lines: tuple[tuple[int, int], ...]
    """For each line of `text`: where it begins in `text`, and in the file's text."""
    start: int
    """Where its label begins in the file's text, at the `[`."""
    end: int
    """Where its label ends, behind the `]`."""


def kind(label: str) -> NoteKind:
    """The first part of the label, where it is a kind of note."""
    first = label.split("-", 1)[0]
    for known in KINDS:
        if first == known:
            return known
    return ""


def rule(state: Any, silent: bool) -> bool:
    """Inline rule: `[^label]`, where there is such a note."""
    start: int = state.pos
    if not state.src.startswith("[^", start):
        return False
    match = _MARK.match(state.src, start, state.posMax)
    if match is None or match[1] not in state.env["notes"]:
        return False
    if not silent:
        state.env["done"].add(start)
        token = state.push("note_mark", "", 0)
        token.meta = {"label": match[1], "start": start, "end": match.end(), "in_link": state.linkLevel > 0}
    state.pos = match.end()
    return True


def undefined(src: str, start: int) -> str:
    """The label of the mark that begins at `start`, or nothing if it is no mark at all."""
    match = _MARK.match(src, start)
    return match[1] if match else ""
