"""Fields of front matter, notes and text: what any kind of file can have changed."""

from collections.abc import Iterator

from digest.ask.changes.said import Called, Change, Group, quoted
from digest.ask.printed import listed
from digest.causes import fields
from digest.model.article import Head, Note
from digest.revised import Change as Edit
from digest.revised import changes

_TOLD = frozenset(
    {
        "body", "notes", "was", "refs", "draft",  # told by themselves, or by what follows from them
        "title", "name", "gist", "said", "date", "time", "source", "story", "status", "corrections", "headline",
        "quotes", "entities", "not_entities", "pin", "hide", "shares_text_with", "speaker", "occasion", "same_as",
        "not_same_as", "siglum", "type",
    }
)  # fmt: skip
"""Fields of which more is said than that they changed."""

_TYPED = {"also": "other names", "order": "order of outlets", "points": "points on which reports differ",
          "url": "address", "lang": "language", "variants": "notes on wordings", "base": "base wording",
          "date_note": "note on the date", "date_cert": "certainty of the date", "source_note": "note on the outlet",
          "checked_on": "day of the last check", "checked_by": "checker", "to": "hearer"}  # fmt: skip
"""Fields that are called otherwise in words."""

_SHOWN = 2
"""Changed passages of a text that are quoted; more are counted."""


def others(group: Group, key: str, old: Head, new: Head, called: Called) -> Iterator[Change]:
    """Fields that changed and of which nothing more is said."""
    rest: list[str] = []
    for name in fields(old, new):
        before, now = getattr(old, name), getattr(new, name)
        word = _TYPED.get(name, name.replace("_", " "))
        if name in _TOLD:
            continue
        if isinstance(before, str) and isinstance(now, str):
            yield from was_and_is(group, name, key, before, now, called, field=word)
        else:
            rest.append(word)
    if rest:
        told = f"its {listed(rest)} {'are' if len(rest) > 1 or rest[0].endswith('s') else 'is'} not as before"
        yield called.change(group, "fields", key, told)


def was_and_is(
    group: Group, what: str, key: str, old: str, new: str, called: Called, *, field: str
) -> Iterator[Change]:
    """A field of words."""
    if old != new:
        before, now = (quoted(words) if words else "none" for words in (old, new))
        yield called.change(group, what, key, f"its {field} is {now} now (was {before})")


def notes(key: str, old: tuple[Note, ...], new: tuple[Note, ...], called: Called) -> Iterator[Change]:
    """Notes beside a text, known by their labels."""
    before, now = ({note.label: note for note in held} for held in (old, new))
    come = [label for label in now if label not in before]
    gone = [label for label in before if label not in now]
    for what, word, labels in (("note-added", "gained", come), ("note-removed", "lost", gone)):
        if labels:
            yield called.change("notes", what, key, f"{word} {_notes(len(labels))}: {listed(labels)}")
    for label in now:
        if label in before and _said(before[label]) != _said(now[label]):
            told = f"its note {label} says {quoted(now[label].text)} now (was {quoted(before[label].text)})"
            if before[label].text == now[label].text:
                told = f"its note {label} stands elsewhere, or is of another certainty"
            yield called.change("notes", "note", key, told)


def _notes(count: int) -> str:
    return f"{count} note{'s' * (count > 1)}"


def _said(note: Note) -> tuple[str, ...]:
    return note.text, note.kind, note.cert, note.exact


def text(key: str, old: str, new: str, called: Called) -> Iterator[Change]:
    """The words of a text that changed; where they are the same, what stands in it is linked or marked otherwise."""
    found = list(changes(old, new))
    if not found:
        yield called.change("texts", "marks", key, "has the same words, linked or marked otherwise")
        return
    if len(found) > _SHOWN:
        words = sum(max(len(one.old.split()), len(one.new.split())) for one in found)
        told = f"its text was edited in {len(found)} places, {words:,} words in all"
    else:
        told = "in its text, " + "; ".join(map(_edited, found))
    yield called.change("texts", "text", key, told)


def reworded(old: str, new: str) -> str:
    """How words differ from others: the few that do, or else both as they are."""
    found = list(changes(old, new))
    if found and len(found) <= _SHOWN:
        return "; ".join(map(_edited, found))
    return f"the words are {quoted(new)} now (were {quoted(old)})"


def _edited(one: Edit) -> str:
    if not one.old:
        where = f"behind {quoted(one.before)}" if one.before else "at the beginning"
        return f"{quoted(one.new)} was put in {where}"
    return f"{quoted(one.old)} was taken out" if not one.new else f"{quoted(one.old)} is {quoted(one.new)} now"
