"""An edition as tables of rows, kept between builds: a row is read when it is asked for, and written if it is another.

In a preview the same tables live on in memory, and nothing is written. In a first build they are filled and written in
one piece. A row that is damaged is missing, so whoever finds one missing that must be there makes everything anew.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import chain
from typing import Any, Generic, TypeVar

import msgspec

from digest.cache import ROWS, Cache

T = TypeVar("T")


class Missing(KeyError):
    """A row is not there that must be: it was lost, and everything is to be made anew."""


_encode = msgspec.msgpack.Encoder().encode


class Parts(MutableMapping[str, bytes]):
    """Rows as bytes, below one name."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache = cache
        self._prefix = name + "/"
        self.unwritten: dict[str, bytes | None] = {}
        """What was set, or deleted (None), and is held until it is written."""

    def __getitem__(self, key: str) -> bytes:
        if key in self.unwritten:
            value = self.unwritten[key]
        else:
            value = self._cache.get_many((self._prefix + key,), ROWS).get(self._prefix + key)
        if value is None:
            raise KeyError(key)
        return value

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those that are there, in one go."""
        wanted = list(dict.fromkeys(keys))
        asked = [self._prefix + key for key in wanted if key not in self.unwritten]
        start = len(self._prefix)
        found = {key[start:]: value for key, value in self._cache.get_many(asked, ROWS).items()} if asked else {}
        for key in wanted:
            value = self.unwritten.get(key)
            if value is not None:
                found[key] = value
        return found

    def whole(self) -> dict[str, bytes]:
        """All of them."""
        start = len(self._prefix)
        found = {key[start:]: value for key, value in self._cache.below(self._prefix, ROWS).items()}
        for key, value in self.unwritten.items():
            if value is None:
                found.pop(key, None)
            else:
                found[key] = value
        return found

    def __setitem__(self, key: str, value: bytes) -> None:
        self.unwritten[key] = value

    def __delitem__(self, key: str) -> None:
        self.unwritten[key] = None

    def clear(self) -> None:
        self.unwritten = dict.fromkeys(self)

    def __iter__(self) -> Iterator[str]:
        start = len(self._prefix)
        held = dict.fromkeys(key[start:] for key in self._cache.names(self._prefix, ROWS))
        held |= dict.fromkeys(self.unwritten)
        return (key for key in sorted(held) if self.unwritten.get(key, b"") is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def drain(self) -> dict[str, bytes | None]:
        """What is to be written, by its whole key; None: to be forgotten."""
        new = {self._prefix + key: value for key, value in self.unwritten.items()}
        self.unwritten = {}
        return new


class Table(MutableMapping[str, T], Generic[T]):
    """Typed rows. `changed` are the keys whose rows are others than they were."""

    def __init__(self, parts: Parts, kind: Any) -> None:
        self._parts = parts
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._held: dict[str, T | None] = {}
        self._all = False
        self.changed: set[str] = set()

    def _row(self, key: str) -> T | None:
        if key in self._held:
            return self._held[key]
        if self._all:
            return None
        data = self._parts.get(key)
        row = self._held[key] = self._decode(data) if data is not None else None
        return row

    def __getitem__(self, key: str) -> T:
        row = self._row(key)
        if row is None:
            raise Missing(key)
        return row

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._row(key) is not None

    def want(self, keys: Iterable[str]) -> None:
        """Read some rows at once that will be asked for."""
        missing = [key for key in keys if key not in self._held] if not self._all else []
        if missing:
            found = self._parts.get_many(missing)
            for key in missing:
                self._held[key] = self._decode(found[key]) if key in found else None

    def __setitem__(self, key: str, row: T) -> None:
        if self._row(key) != row:
            self._held[key] = row
            self._parts[key] = _encode(row)
            self.changed.add(key)

    def __delitem__(self, key: str) -> None:
        if self._row(key) is not None:
            self._held[key] = None
            del self._parts[key]
            self.changed.add(key)

    def __iter__(self) -> Iterator[str]:
        self._load()
        return (key for key, row in self._held.items() if row is not None)

    def ids(self) -> Iterator[str]:
        """The keys alone: most questions of them are about a few, and the rows of a table may be as large as the
        edition."""
        return iter(self) if self._all else iter(self._parts)

    def __len__(self) -> int:
        self._load()
        return sum(1 for row in self._held.values() if row is not None)

    def _load(self) -> None:
        if not self._all:
            held = {key: self._decode(data) for key, data in self._parts.whole().items() if key not in self._held}
            self._held = dict(sorted((held | self._held).items()))
            self._all = True


def ids(table: Mapping[str, object]) -> Iterator[str]:
    """The keys of a table of rows, or of a dictionary that holds them; no row is read."""
    return table.ids() if isinstance(table, Table) else iter(table)


def encoded(name: str, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """The rows of tables by their whole keys, sorted; made one by one, for all together are as large as the edition."""
    for table, held in sorted(tables.items()):
        yield from ((f"{name}/{table}/{key}", _encode(held[key])) for key in sorted(held))


def write(
    cache: Cache, rows: Mapping[str, bytes | None], *, anew: str = "", tables: Iterable[tuple[str, bytes]] = ()
) -> None:
    """Write rows by their whole keys, all at once; None: to be forgotten. All below `anew`/ is forgotten first, and the
    rows of `tables` come in its place."""
    put = sorted((key, value) for key, value in rows.items() if value is not None)
    gone = [key for key, value in rows.items() if value is None]
    cache.replace(chain(tables, put), gone, ROWS, prefix=anew and anew + "/")
