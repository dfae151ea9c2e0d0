"""An id renamed everywhere: each place that names it, its file, and the captures of a report; the old id is kept in
`was:`, so that its address still leads there."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from digest.ask.paste import field
from digest.captures import capture
from digest.lsp.findings import Change
from digest.lsp.library import Key, Library
from digest.model.article import Head
from digest.parse.schema import is_id

HeadOf = Callable[[str], Head | None]
"""From a path to the head of the file as the editor holds it; None where it cannot be read."""
TextOf = Callable[[str], str]


class Refused(Exception):
    """Why an id cannot be renamed so, in words."""


class Renamed(NamedTuple):
    changes: dict[str, list[Change]]
    """By path, before any file is moved."""
    moves: list[tuple[str, str]]
    """Files, from a path to another."""


def renamed(
    library: Library, key: Key, new: str, head_of: HeadOf, text_of: TextOf, saved: Iterable[str], paths: Iterable[str]
) -> Renamed:
    """What renaming changes. `saved` are the paths of the captures, `paths` those of files that may name ids and are
    not in the library as they are now. Raises `Refused`."""
    kind, old = key
    if not is_id(new):
        raise Refused(f"`{new}` is no id: lower case letters, digits and single hyphens")
    taken = next((other for other in library.heads if other[1] == new), None)
    if taken is not None and taken != key:
        raise Refused(f"the id `{new}` is taken by {library.heads[taken].path}")
    keys = {key: new}
    numbers = library.quotations_of(old) if kind == "report" else {}
    keys |= {("quote", id): f"{new}-q{number}" for id, number in numbers.items() if ("quote", id) in library.heads}
    spoken = {id: f"{new}-q{number}" for id, number in numbers.items()}
    made = Renamed({}, [])
    for path in sorted({span.path for one in keys for span in library.uses(one)} | {*paths} | _naming(library, spoken)):
        head = head_of(path)
        for ref in head.refs if head else ():
            name = keys.get(named) if (named := library.named(ref)) is not None else None
            if name is not None and named is not None and named[1] != ref.id:
                continue  # an old id, which still leads there
            if name is None and ref.role == "statement":
                name = spoken.get(ref.id)
            if name is not None and ref.span.end - ref.span.start == len(ref.id):
                made.changes.setdefault(path, []).append(Change(ref.span.start, ref.span.end, name))
    for one, name in keys.items():
        id, head = one[1], library.heads.get(one)
        if head is None:
            continue  # a statement without a file
        head = head_of(head.path) or head
        paste = field(head.path, text_of(head.path), "was", [was for was in (id, *head.was) if was != name])
        made.changes.setdefault(head.path, []).append(Change(paste.span.start, paste.span.end, paste.text))
        made.moves.append((head.path, head.path.removesuffix(f"{id}.md") + f"{name}.md"))
    if kind == "report":
        for path in saved:
            held = capture(path)
            if held is not None and held.report == old:
                made.moves.append((path, path.rpartition("/")[0] + "/" + new + path.rpartition("/")[2][len(old) :]))
    for changes in made.changes.values():
        changes.sort()
    return made


def _naming(library: Library, ids: Collection[str]) -> set[str]:
    """The files that name one of these statements."""
    return {head.path for head in library.heads.values() for ref in head.refs if ref.id in ids}
