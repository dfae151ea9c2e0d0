"""Rules about notes."""

from collections.abc import Iterator

from digest.diagnostic import Diagnostic, code, say
from digest.model.article import Note, Quotation
from digest.model.site import Site

LONG = code(
    "long-note",
    "warning",
    what="A note of more than sixty words.",
    why="It stands in a narrow column beside the text; what is longer pushes the next notes away from their words.",
    instead="Say the half of it, or write it into the text.",
)
UNANCHORED = code(
    "note-without-words",
    "warning",
    what="A note on a wording or a slip that is tied to no words and to no quotation.",
    why="It speaks of words, and the reader cannot see of which.",
    instead="`a [neutral county]{}[^sic-county]`",
)

MOST_WORDS = 60

_CLOSING = " \t\n,.;:!?\"'”’»)"
_TAIL = 30
"""Characters before a mark by which the end of a quotation is known."""


def long(site: Site) -> Iterator[Diagnostic]:
    for note, _ in _notes(site):
        words = len(note.text.split())
        if words > MOST_WORDS:
            yield say(
                LONG,
                note.span,
                f"this note has {words} words",
                help=f"at most {MOST_WORDS}; longer thoughts belong into the text",
            )


def unanchored(site: Site) -> Iterator[Diagnostic]:
    for note, quotes in _notes(site):
        if note.kind not in ("var", "sic") or note.exact:
            continue
        if any(quote.block == note.block and _behind(quote.text, note.prefix) for quote in quotes):
            continue  # a note behind a quotation is about its wording
        kind = "a slip" if note.kind == "sic" else "a wording"
        yield say(
            UNANCHORED,
            note.span,
            f"a note on {kind} that is tied to no words",
            help=f"`[the words]{{}}[^{note.label}]`",
        )


def _behind(words: str, prefix: str) -> bool:
    """Whether a mark stands behind a quotation: in its sentence, or right at its end if its own words hold a stop."""
    tail = prefix.rstrip(_CLOSING)[-_TAIL:]
    return words in prefix or (len(tail) > _TAIL // 3 and tail in words)


def _notes(site: Site) -> Iterator[tuple[Note, tuple[Quotation, ...]]]:
    """Every note of the edition, with the quotations of its text."""
    for report in site.reports.values():
        for note in report.head.notes:
            yield note, report.head.quotes
    heads = (
        [statement.head for statement in site.statements.values()]
        + [name.head for name in site.names.values()]
        + [outlet.head for outlet in site.outlets.values()]
        + [story.head for story in site.stories.values()]
        + list(site.pages.values())
    )
    for head in heads:
        for note in head.notes if head is not None else ():
            yield note, ()
