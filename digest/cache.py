"""Key -> bytes, in one SQLite file. It never decides what is fresh: the key does, and holds everything that was read.

Deleting it is always right. Each value carries a checksum, and a file that is damaged, foreign or unwritable is set
aside with one warning instead of stopping a build.
"""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal
from zlib import crc32

Table = Literal["digest-cache-2", "digest-causes-2", "digest-rows-2"]
WORK: Table = "digest-cache-2"
"""What the stages made, by the fingerprint of what they read."""
CAUSES: Table = "digest-causes-2"
"""Why each page was last made, by its path: rows that are replaced, never looked up to build anything."""
ROWS: Table = "digest-rows-2"
"""What is known of an edition as a whole, row by row (`rows.py`): replaced in one piece, or not at all."""
_TABLES = {WORK: "", CAUSES: "WITHOUT ROWID", ROWS: "WITHOUT ROWID"}
"""A row of a table without row numbers lies in the tree of keys itself, which is right for rows of a few hundred bytes;
with bodies in it, of two pages each, that tree took three times as long to write."""
_CHUNK = 500
"""SQLite takes at most 999 parameters in older builds."""


def _range(prefix: str) -> tuple[str, str]:
    return prefix, prefix + "\U0010ffff"


_SUM = 4
"""Bytes of a checksum, before the value."""


def _sum(key: str, value: bytes) -> bytes:
    return crc32(value, crc32(key.encode())).to_bytes(_SUM, "big")


class Damaged(Exception):
    """A row of an edition's tables is not whole, or cannot be read: what is not there is not known any more."""


class Cache:
    """An open cache; `warnings` holds what went wrong with it, in words.

    One thread at a time may use it, not always the same one: a preview builds in a thread of its own.
    """

    def __init__(self, path: Path | None) -> None:
        self.warnings: list[str] = []
        self.lies = False
        """It lies on the disk: what one process writes, others read."""
        self._path = path
        self._pid = os.getpid()
        self._db = self._open(path)

    def _open(self, path: Path | None, *, anew: bool = False) -> sqlite3.Connection:
        if path is not None:
            try:
                if not anew:
                    return self._prepare(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
            except sqlite3.Error:
                anew = True
            if anew:
                self.warnings.append(f"the cache {path.name} was damaged or of another version and is made anew")
            try:
                for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                    old.unlink(missing_ok=True)
                return self._prepare(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
            except (sqlite3.Error, OSError) as error:
                self.warnings.append(f"the cache cannot be written, so nothing is remembered: {error}")
        return self._prepare(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))

    def _prepare(self, db: sqlite3.Connection) -> sqlite3.Connection:
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")  # a cache lost to a power cut is made again
            layout = db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            if not {name for (name,) in layout} <= {*_TABLES}:
                raise sqlite3.DatabaseError("another layout")
            for table, kind in _TABLES.items():
                db.execute(f'CREATE TABLE IF NOT EXISTS "{table}" (key TEXT PRIMARY KEY, value BLOB) {kind}')
                db.execute(f'SELECT key FROM "{table}" LIMIT 1').fetchall()
        except sqlite3.Error:
            db.close()
            raise
        self.lies = bool(db.execute("PRAGMA database_list").fetchone()[2])
        return db

    def get_many(self, keys: Iterable[str], table: Table = WORK) -> dict[str, bytes]:
        """The values that are there and whole. Of rows, raises Damaged over one that is there and is not whole."""
        found: dict[str, bytes] = {}
        wanted = list(keys)
        try:
            for i in range(0, len(wanted), _CHUNK):
                part = wanted[i : i + _CHUNK]
                marks = ",".join("?" * len(part))
                for key, value in self._db.execute(f'SELECT key, value FROM "{table}" WHERE key IN ({marks})', part):
                    if isinstance(value, bytes) and value[:_SUM] == _sum(key, value[_SUM:]):
                        found[key] = value[_SUM:]
                    elif table == ROWS:
                        raise Damaged(key)
        except sqlite3.Error as error:
            self._renew()
            if table == ROWS:
                raise Damaged(str(error)) from error
        return found

    def get(self, key: str) -> bytes | None:
        return self.get_many((key,)).get(key)

    def put_many(self, values: Mapping[str, bytes], table: Table = WORK) -> None:
        for attempt in (1, 2):
            rows = ((key, _sum(key, value) + value) for key, value in values.items())  # one at a time: bodies are large
            try:
                self._db.execute("BEGIN")
                self._db.executemany(f'INSERT OR REPLACE INTO "{table}" VALUES (?, ?)', rows)
                self._db.execute("COMMIT")
                return
            except sqlite3.Error as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                if attempt == 1 and "readonly" not in str(error):
                    self._renew()
                else:
                    self.warnings.append(f"the cache cannot be written, so nothing new is remembered: {error}")

    def names(self, prefix: str, table: Table) -> list[str]:
        """The keys that begin with a prefix. Raises Damaged."""
        try:
            found = self._db.execute(f'SELECT key FROM "{table}" WHERE key >= ? AND key < ?', _range(prefix))
            return [key for (key,) in found]
        except sqlite3.Error as error:
            self._renew()
            raise Damaged(str(error)) from error

    def below(self, prefix: str, table: Table) -> dict[str, bytes]:
        """The values whose keys begin with a prefix. Raises Damaged."""
        found: dict[str, bytes] = {}
        try:
            rows = self._db.execute(f'SELECT key, value FROM "{table}" WHERE key >= ? AND key < ?', _range(prefix))
            for key, value in rows:
                if not isinstance(value, bytes) or value[:_SUM] != _sum(key, value[_SUM:]):
                    raise Damaged(key)
                found[key] = value[_SUM:]
        except sqlite3.Error as error:
            self._renew()
            raise Damaged(str(error)) from error
        return found

    def replace(
        self, values: Iterable[tuple[str, bytes]], gone: Iterable[str], table: Table, *, prefix: str = ""
    ) -> None:
        """Put some values in place and forget others, all at once; with a `prefix`, first all that is below it."""
        try:
            self._db.execute("BEGIN")
            if prefix:
                self._db.execute(f'DELETE FROM "{table}" WHERE key >= ? AND key < ?', _range(prefix))
            self._db.executemany(f'DELETE FROM "{table}" WHERE key = ?', ((key,) for key in gone))
            rows = ((key, _sum(key, value) + value) for key, value in values)
            self._db.executemany(f'INSERT OR REPLACE INTO "{table}" VALUES (?, ?)', rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self.warnings.append(f"the cache cannot be written, so nothing new is remembered: {error}")

    def keep_only(self, keys: set[str]) -> None:
        """Forget what no longer serves, once that is more than half of all."""
        try:
            held = [key for (key,) in self._db.execute(f'SELECT key FROM "{WORK}"')]
        except sqlite3.Error:
            self._renew()
            return
        gone = [key for key in held if key not in keys and not key.startswith("template-")]
        if len(gone) > max(1000, len(keys)):
            self.forget(gone)

    def take_over(self, other: Path) -> None:
        """If this cache is new, begin with what the stages made for another. Whoever writes into that meanwhile is not
        in the way: it is read as it was at one moment."""
        try:
            if self._db.execute(f'SELECT 1 FROM "{WORK}" LIMIT 1').fetchone() or not other.is_file():
                return
            self._db.execute("ATTACH DATABASE ? AS other", (str(other),))
            try:
                self._db.execute(f'INSERT INTO "{WORK}" SELECT * FROM other."{WORK}"')
            finally:
                self._db.execute("DETACH DATABASE other")
        except sqlite3.Error:
            return  # it is damaged, or of another version; its own process will say so

    def clear(self) -> None:
        """Forget all that the stages made, and what is known of the edition."""
        try:
            for table in (WORK, ROWS):
                self._db.execute(f'DELETE FROM "{table}"')
        except sqlite3.Error:
            self._renew()

    def forget(self, keys: Iterable[str], table: Table = WORK) -> None:
        try:
            self._db.execute("BEGIN")
            self._db.executemany(f'DELETE FROM "{table}" WHERE key = ?', [(key,) for key in keys])
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._renew()

    def _renew(self) -> None:
        """A read that fails half-way: the file is damaged; go on with a new one."""
        self._db.close()
        self._db = self._open(self._path, anew=True)

    def here(self) -> "Cache":
        """This cache in this process: a connection to a file must not cross a fork. What lies in memory crosses it as
        it is, and what is written to it behind the fork nobody else reads."""
        if self._pid != os.getpid():
            if self.lies:
                self._db = self._open(self._path)
            self._pid = os.getpid()
        return self

    def again(self) -> None:
        """Open it again: another process may have put a new one in the place of one that was damaged."""
        if self.lies:
            self._db.close()
            self._db = self._open(self._path)

    def close(self) -> None:
        self._db.close()
