"""The program itself: its fingerprint, part of every cache key, so that a new version never trusts an old result; and
what it keeps beside its modules, as Python keeps compiled ones."""

import contextlib
import os
import sys
import time
from collections.abc import Iterable
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from digest import census
from digest.model.base import fingerprint
from digest.program import PACKAGE, libraries


@cache
def fingerprint_of_code() -> str:
    """Changes with any file of the package, with the Python in use, and with any library that a stage calls.

    It is kept by how the files lie: to read them all takes as long as to render thirty pages.
    """
    files = census.taken(PACKAGE, "", ("__pycache__", "theme"))
    key = f"fingerprint-{fingerprint(sys.version, libraries(), files.paths, files.facts)}"
    held = kept(key)
    if held is not None and len(held) == _DIGITS:
        return held.decode("ascii", "replace")
    made = _read(files.paths)
    if census.newest(files.facts) < time.time_ns() - YOUNG:
        keep(key, made.encode())
    return made


_DIGITS = 32
YOUNG = 2_000_000_000
"""Nanoseconds for which a file may be saved again and lie as it did, on any file system and by any clock."""


def _read(paths: Iterable[str]) -> str:
    parts: list[bytes] = [sys.version.encode()]
    for path in paths:
        if not path.endswith((".pyc", ".pyo")):
            parts += (path.encode(), Path(PACKAGE, path).read_bytes())
    return fingerprint(*parts, *libraries())


def kept(key: str) -> bytes | None:
    """What `keep` put beside the program under this key: the first build of an edition profits from one of another.

    A key is a name and, after its last `-`, what tells one making of it from the next.
    """
    try:
        data = Path(_place(key)).read_bytes()
    except (OSError, NotImplementedError):
        return None
    return data[len(key) :] if data.startswith(key.encode()) else None


def keep(key: str, data: bytes) -> None:
    """Keep something beside the program in the place of what its name stood for; where Python may not write compiled
    modules, nothing is kept."""
    if sys.dont_write_bytecode:
        return
    with contextlib.suppress(OSError, NotImplementedError):
        place = Path(_place(key))
        part = place.with_name(f"{place.name}.{os.getpid()}")
        part.write_bytes(key.encode() + data)
        part.replace(place)


def _place(key: str) -> str:
    return cache_from_source(f"{PACKAGE}/{key.rpartition('-')[0]}.py")
