"""Notes as they are shown: beside their text, on the page of all notes, and the latest on the front."""

from collections.abc import Iterable, Mapping
from html import escape

from digest.model.article import Note, NoteKind, Run, Segment, Status, To
from digest.model.page import Link, NotesPage, NoteView, Target
from digest.plan import cards, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables
from digest.text import between_tags

WORDS: dict[NoteKind, str] = {
    "": "",
    "ctx": "Context",
    "var": "Wording",
    "disc": "Disagreement",
    "sic": "So printed",
    "src": "Provenance",
    "open": "Open question",
    "corr": "Correction",
}

_HEADINGS: tuple[tuple[NoteKind, str], ...] = (
    ("disc", "Disagreements"),
    ("var", "Wordings"),
    ("sic", "Slips, so printed"),
    ("open", "Open questions"),
    ("src", "Provenance"),
    ("ctx", "Context"),
    ("corr", "Corrections"),
    ("", "Other notes"),
)


Noting = tuple[tuple[Note, ...], tuple[Target, ...], Link, Status]
"""The notes of a report, where their links lead, its page, and how it stands."""


def view(
    note: Note, targets: Mapping[str, Target], page: Link | None = None, status: Status = "published"
) -> NoteView:
    """A note as its own page shows it, or as another page shows it with the way to its place."""
    return NoteView(
        number=note.number,
        label=note.label,
        kind=note.kind,
        word=WORDS[note.kind],
        cert=note.cert,
        html=_html(note.segments, targets),
        about=note.exact or note.prefix,
        url=f"{page.url}#n-{note.label}" if page else "",
        on=page.label if page else "",
        status=status,
    )


def _html(segments: Iterable[Segment], targets: Mapping[str, Target]) -> str:
    parts: list[str] = []
    for segment in segments:
        if isinstance(segment, str):
            parts.append(segment)
        elif isinstance(segment, Run):
            parts.append(between_tags(segment.text))
        elif isinstance(segment, To):
            parts.append(f'<a href="{escape(targets[segment.id].url)}">' if segment.id in targets else "<a>")
    return "".join(parts)


def views(
    notes: Iterable[Note], targets: Iterable[Target], page: Link | None = None, status: Status = "published"
) -> tuple[NoteView, ...]:
    by_id = {target.id: target for target in targets}
    return tuple(view(note, by_id, page, status) for note in notes)


def plan(tables: Tables) -> Iterable[Planned]:
    """The page of all notes, newest report first within each kind."""
    held = tuple(of_report(tables, id) for _, _, id in reversed(tables.lists.get("noted/") or ()))
    yield Planned(urls.index("notes"), notes_page, (held,))


def of_report(tables: Tables, id: str) -> Noting:
    held, refs = tables.noted[id]
    card = tables.report_cards[id]
    return held, cards.targets(tables, refs), Link(url=card.url, label=card.title), card.status


def notes_page(held: tuple[Noting, ...]) -> NotesPage:
    all_views = [v for noted in held for v in views(*noted)]
    groups = tuple(
        (heading, kind, found)
        for kind, heading in _HEADINGS
        if (found := tuple(v for v in all_views if v.kind == kind))
    )
    return NotesPage(
        url=urls.index("notes"),
        title="Notes",
        section="notes",
        groups=groups,
        description="Every note of the editor, by kind: disagreements, wordings, slips, open questions.",
    )
