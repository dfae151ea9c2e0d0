"""Stories, names, outlets and the editor's own pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from digest.ask.changes.fields import notes, others, text, was_and_is
from digest.ask.changes.pairs import Pairs
from digest.ask.changes.said import Called, Change, Group
from digest.ask.changes.side import Side
from digest.model.article import EntityHead, Head, PageHead, SourceHead, StoryHead
from digest.model.source import Kind

_KINDS: tuple[tuple[Kind, Group], ...] = (
    ("story", "stories"), ("entity", "names"), ("source", "outlets"), ("page", "pages"),
)  # fmt: skip


def changes(before: Side, after: Side, pairs: Pairs) -> Iterator[Change]:
    """What is said of everything that is neither a report nor a statement; and what all kinds of file have."""
    was, now = Called(before.tables), Called(after.tables)
    for kind, group in _KINDS:
        old, new = _held(before, kind), _held(after, kind)
        for id in old:
            key = f"{kind}/{id}"
            if pairs.after(key).partition("/")[2] not in new:
                heir = after.tables.redirects.get(key)
                told = f"is gone; its page leads to {now.name(heir)}" if heir else "is gone"
                yield was.change(group, "gone", key, told, *filter(None, (heir,)))
        for id, row in new.items():
            key = f"{kind}/{id}"
            first = old.get(pairs.before(key).partition("/")[2])
            if first is None:
                yield now.change(group, "new", key, "is new")
            elif first != row:
                if key in pairs.was:
                    told = f"has the id {id} now (was {pairs.was[key].partition('/')[2]})"
                    yield now.change(group, "renamed", key, told)
                yield from _edited(group, key, first, row, now)
    yield from _texts(before, after, pairs, now)


def _held(side: Side, kind: Kind) -> Mapping[str, Any]:
    held: Mapping[Kind, Mapping[str, Any]] = {
        "quote": side.tables.statements,
        "story": side.tables.stories,
        "entity": side.tables.names,
        "source": side.tables.outlets,
        "page": side.tables.pages,
    }
    return held[kind]


def _head(row: Any) -> Head | None:
    head: Head | None = row if isinstance(row, PageHead) else row.head
    return head


def _edited(group: Group, key: str, old: Any, new: Any, called: Called) -> Iterator[Change]:
    before, after = _head(old), _head(new)
    if isinstance(after, (StoryHead, PageHead)) and isinstance(before, (StoryHead, PageHead)):
        yield from was_and_is(group, "title", key, before.title, after.title, called, field="title")
    elif not isinstance(after, (StoryHead, PageHead)):
        yield from was_and_is(group, "name", key, old.name, new.name, called, field="name")
    if isinstance(after, StoryHead) and isinstance(before, StoryHead):
        yield from was_and_is(group, "date", key, before.date, after.date, called, field="date")
        yield from was_and_is(group, "status", key, before.status, after.status, called, field="state")
    if isinstance(after, (EntityHead, type(None))) and key.startswith("entity/"):
        yield from was_and_is(group, "type", key, old.type, new.type, called, field="type")
    if isinstance(after, (SourceHead, type(None))) and key.startswith("source/"):
        yield from was_and_is(group, "siglum", key, old.siglum, new.siglum, called, field="siglum")
    if before is None or after is None:
        if before is not after:
            told = "has a file of its own now" if after else "has no file of its own now"
            yield called.change(group, "file", key, told)
        return
    yield from others(group, key, before, after, called)


def _texts(before: Side, after: Side, pairs: Pairs, called: Called) -> Iterator[Change]:
    """Texts and notes of all files but reports."""
    kinds: tuple[Kind, ...] = ("quote", "story", "entity", "source", "page")
    for kind in kinds:
        old, new = _held(before, kind), _held(after, kind)
        for id, row in new.items():
            key = f"{kind}/{id}"
            first = old.get(pairs.before(key).partition("/")[2])
            was, now = (_head(first) if first is not None else None), _head(row)
            if was is None or now is None or was == now:
                continue
            yield from notes(key, was.notes, now.notes, called)
            if was.body != now.body:
                yield from text(key, before.text_of(was.body), after.text_of(now.body), called)
