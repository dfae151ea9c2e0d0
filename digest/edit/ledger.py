"""What is remembered of a linked edition: its tables, which pages each unit has, and which units read which row.

It says what it was made of (`stamp`); a ledger of anything else is no use. Only a short cut: from nothing comes the
same site.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec

from digest import copied, related
from digest.cache import ROWS, Cache
from digest.code import fingerprint_of_code
from digest.config import Config
from digest.link import Bonds, Linked, naming
from digest.model.base import Record, fingerprint
from digest.names import NameIndex
from digest.packed import Fingerprints
from digest.plan import Plan, Planned, plan, unit_of
from digest.plan.tables import TABLES, Tables
from digest.plan.watched import ALL
from digest.rows import Missing, Parts, Table, encoded, write

_BASE, _UNITS, _BONDS = "base", "units", "bonds"
_KIN = "kin"
"""The one table whose rows the index of related reports holds already."""
MOST_EDITS = 1000
"""Edits after which everything is made anew: what no longer reads a row is only forgotten then."""


class _Base(Record, kw_only=True):
    stamp: str
    edits: int = 0


class Indexes:
    """What compares everything with everything, and goes on from edit to edit. Rows of their own: they outlive a ledger
    that is begun anew."""

    def __init__(self, cache: Cache, site: str) -> None:
        program = {f"indexes/{site}/program": fingerprint_of_code().encode()}
        if cache.get_many(program, ROWS) != program:
            # Another program may find other things in the same texts.
            for name in ("kin", "copied", "quoted", "indexes"):
                write(cache, program if name == "indexes" else {}, anew=f"{name}/{site}")
        self.kin = Parts(cache, f"kin/{site}")
        """Of related reports."""
        self.copied = Parts(cache, f"copied/{site}")
        """Of copied text."""
        self.quoted = Parts(cache, f"quoted/{site}")
        """Of quotations."""

    def drain(self) -> dict[str, bytes | None]:
        """What is to be written."""
        return self.kin.drain() | self.copied.drain() | self.quoted.drain()


class Written:
    """The rows that a build left, with the unit of the page at each address: to plan a page as it was planned then."""

    def __init__(self, cache: Cache, site: str) -> None:
        self._name = _name(site)
        self._parts = {name: Parts(cache, f"{self._name}/{name}") for name in (*TABLES, "at")}
        self._parts[_KIN] = Parts(cache, f"kin/{site}/row")
        self._made: dict[str, Table[Any]] = {name: Table(self._parts[name], kind) for name, kind in TABLES.items()}
        self.tables = Tables(**self._made)
        self.at: Table[str] = Table(self._parts["at"], str)
        """The unit of the page at each address."""
        self._planned: tuple[str, dict[str, Planned]] = "", {}
        """The pages of the unit that was asked for last: its other pages are asked for next."""

    def planned(self, url: str, config: Config) -> Planned:
        """The page at a URL, planned as it was then. Raises Missing if there was none, or it cannot be told any more,
        and Damaged."""
        unit = self.at[url]
        if self._planned[0] != unit:
            self._planned = unit, {page.url: page for page in plan(self.tables, unit, config)}
        if url not in self._planned[1]:
            raise Missing(url)
        return self._planned[1][url]


class Ledger(Written):
    """An open ledger."""

    def __init__(self, cache: Cache, site: str, base: _Base, units: list[str]) -> None:
        super().__init__(cache, site)
        self._cache = cache
        self._base = base
        for name in ("forms", "urls", "readers"):
            self._parts[name] = Parts(cache, f"{self._name}/{name}")
        self.forms: Table[str] = Table(self._parts["forms"], str)
        """The id of the name that each form means, in lower case."""
        self.urls: Table[tuple[str, ...]] = Table(self._parts["urls"], tuple[str, ...])
        """The addresses of each unit's pages."""
        self.indexes = Indexes(cache, site)
        self.kindred = related.Index.opened(self.indexes.kin)
        """None: nothing is known of related reports, and all must be made anew."""
        self.copying = copied.Index(self.indexes.copied)
        self._units = units
        self._numbers: dict[str, int] = {}
        self._noted: dict[str, set[str]] = {}
        """The rows of which it is known here that a unit reads them."""
        self._bound = False
        """The bonds are others than they were."""

    @cached_property
    def bonds(self) -> Bonds:
        """What grouping quotations rests on beside them."""
        name = f"{self._name}/{_BONDS}"
        return msgspec.msgpack.decode(self._cache.get_many((name,), ROWS)[name], type=Bonds)

    def relate(self, report: str, others: Iterable[str]) -> None:
        """A report is of one story with these others alone."""
        pairs = {pair for pair in self.bonds.related if report not in pair}
        pairs |= {(min(report, other), max(report, other)) for other in others}
        self.bonds = msgspec.structs.replace(self.bonds, related=tuple(sorted(pairs)))
        self._bound = True

    @cached_property
    def dictionary(self) -> NameIndex:
        """Of all names of entity files. No edit that is followed changes one."""
        return naming.index(name.head for name in self.tables.names.values() if name.head)

    def changed(self) -> list[tuple[str, str]]:
        """The rows that are others than they were, by table and key."""
        return [(name, key) for name, table in self._made.items() for key in sorted(table.changed)]

    def rows(self, before: Tables | None) -> Tables:
        """All rows in dictionaries that nobody changes any more; `before`: how they were when they were last settled,
        of which only those tables are copied that have changed."""
        if before is None:
            return Tables(**{name: dict(table) for name, table in self._made.items()})
        made: dict[str, Any] = {}
        for name, table in self._made.items():
            held = getattr(before, name)
            if table.changed:
                come = {key: row for key in sorted(table.changed) if (row := table.get(key)) is not None}
                kept = ((key, row) for key, row in held.items() if key not in table.changed)
                held = dict(sorted({**dict(kept), **come}.items()))
            made[name] = held
        return Tables(**made)

    def readers(self, changed: Iterable[tuple[str, str]]) -> set[str]:
        """The units that read any of these rows, or are there because of them."""
        rows = list(changed)
        keys = dict.fromkeys(chain((f"{table}/{key}" for table, key in rows), (f"{table}/{ALL}" for table, _ in rows)))
        found = {unit for table, key in rows for unit in unit_of(table, key)}
        for packed in self._parts["readers"].get_many(keys).values():
            found.update(self._units[number] for number in _numbers(packed))
        return found

    def read(self, unit: str, reads: Mapping[str, Iterable[str]]) -> None:
        """Remember that a unit reads some rows. That it no longer reads others is not worth knowing."""
        if not self._numbers:
            self._numbers = {name: number for number, name in enumerate(self._units)}
        number = self._numbers.get(unit, -1)
        if number < 0:
            number = self._numbers[unit] = len(self._units)
            self._units.append(unit)
        known_of_it = self._noted.setdefault(unit, set())
        keys = [
            name
            for table, held in reads.items()
            for key in held
            if (name := f"{table}/{key}") not in known_of_it and unit not in unit_of(table, key)
        ]
        known_of_it.update(keys)
        readers = self._parts["readers"]
        known = readers.get_many(keys)
        for key in keys:
            held = _numbers(known.get(key, b""))
            if number not in held:
                held.append(number)
                readers[key] = held.tobytes()

    def write(self, stamp: str) -> None:
        """Put all that is another on the disk, in one piece."""
        self._base = _Base(stamp=stamp, edits=self._base.edits + 1)
        new: dict[str, bytes | None] = {f"{self._name}/{_BASE}": msgspec.msgpack.encode(self._base)}
        if self._numbers:
            new[f"{self._name}/{_UNITS}"] = msgspec.msgpack.encode(self._units)
        if self._bound:
            new[f"{self._name}/{_BONDS}"] = msgspec.msgpack.encode(self.bonds)
            self._bound = False
        for parts in self._parts.values():
            new |= parts.drain()
        write(self._cache, new | self.indexes.drain())
        self.settle()

    def settle(self) -> None:
        """What has changed so far is how it is now."""
        for table in self._made.values():
            table.changed.clear()


def _name(site: str) -> str:
    return f"tables/{site}"


def stamp_of(reads: Fingerprints) -> str:
    """What a ledger is made of: the files, settings, theme and program of a build, by their hashes."""
    return fingerprint(fingerprint_of_code(), reads.names, reads.prints)


def opened(cache: Cache, site: str, stamp: str) -> Ledger | None:
    """The ledger of the last build; None if there is none, or it is of another edition."""
    base = _stamped(cache, site, stamp)
    if base is None or base.edits >= MOST_EDITS:
        return None
    name = f"{_name(site)}/{_UNITS}"
    try:
        units = msgspec.msgpack.decode(cache.get_many((name,), ROWS)[name], type=list[str])
    except (KeyError, msgspec.MsgspecError):
        return None
    return Ledger(cache, site, base, units)


def written(cache: Cache, site: str, stamp: str) -> Written | None:
    """What the last build wrote, as it lies there, not to be changed; None if it is of another edition."""
    return Written(cache, site) if _stamped(cache, site, stamp) else None


def _stamped(cache: Cache, site: str, stamp: str) -> _Base | None:
    name = f"{_name(site)}/{_BASE}"
    try:
        base = msgspec.msgpack.decode(cache.get_many((name,), ROWS)[name], type=_Base)
    except (KeyError, msgspec.MsgspecError):
        return None
    return base if base.stamp == stamp else None


def begin(cache: Cache, site: str, stamp: str, tables: Tables, linked: Linked, whole: Plan, indexes: Indexes) -> None:
    """Write the ledger of an edition that was linked as a whole."""
    units = list(whole.units)
    own = {unit: number for number, unit in enumerate(units)}
    readers: dict[str, msgspec.Raw] = {}
    for table, held in whole.reads.items():
        for key, numbers in held.items():
            mine = {own[unit] for unit in unit_of(table, key) if unit in own}
            others = array("I", [number for number in numbers if number not in mine] if mine else numbers)
            if others:
                readers[f"{table}/{key}"] = msgspec.Raw(others.tobytes())
    # Of two units with one address the first has it, as in the plan.
    at = {url: unit for unit in reversed(units) for url in whole.units[unit]}
    rowed = {field.name: getattr(tables, field.name) for field in fields(tables) if field.name != _KIN}
    made = encoded(_name(site), rowed | {"forms": linked.forms, "urls": whole.units, "at": at, "readers": readers})
    rows = indexes.drain()
    rows[f"{_name(site)}/{_BASE}"] = msgspec.msgpack.encode(_Base(stamp=stamp))
    rows[f"{_name(site)}/{_UNITS}"] = msgspec.msgpack.encode(units)
    rows[f"{_name(site)}/{_BONDS}"] = msgspec.msgpack.encode(linked.bonds)
    write(cache, rows, anew=_name(site), tables=made)


def _numbers(packed: bytes) -> "array[int]":
    held = array("I")
    held.frombytes(packed)
    return held
