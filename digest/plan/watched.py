"""Tables that remember what was read of them: how an edit finds the pages that it touches.

A page may read whatever it likes, and nobody writes down by hand what depends on what; a row that was looked for and
was not there counts as read, for it may come.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Generic, TypeVar, cast

from digest.plan.tables import Tables

T = TypeVar("T")
ALL = "*"
"""What was read of a table that was gone through."""


class Watched(Mapping[str, T], Generic[T]):
    """One table, and the keys that were asked for."""

    __slots__ = ("_held", "read")

    def __init__(self, held: Mapping[str, T]) -> None:
        self._held = held
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> T:
        self.read.add(key)
        return self._held[key]

    def get(self, key: str, default: T | None = None) -> T | None:  # type: ignore[override]  # one default is enough
        self.read.add(key)
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.read.add(cast("str", key))
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self.read.add(ALL)
        return iter(self._held)

    def __len__(self) -> int:
        self.read.add(ALL)
        return len(self._held)


def watched(tables: Tables) -> tuple[Tables, dict[str, set[str]]]:
    """The same tables, watched, and by table the keys that have been asked for; whoever wants those of one page alone
    clears the sets before it."""
    views = {field.name: Watched(getattr(tables, field.name)) for field in fields(Tables)}
    return Tables(**views), {name: view.read for name, view in views.items()}  # type: ignore[arg-type]  # only read
