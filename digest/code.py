"""The program itself: its fingerprint, part of every cache key, so that a new version never trusts an old result; and
what it keeps beside its modules, as Python keeps compiled ones."""

import contextlib
import os
import sys
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from digest.model.base import fingerprint
from digest.program import PACKAGE, libraries


@cache
def fingerprint_of_code() -> str:
    """Changes with any file of the package, with the Python in use, and with any library that a stage calls."""
    root = Path(PACKAGE)
    parts: list[bytes] = [sys.version.encode()]
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "theme"))
        for name in sorted(names):
            if not name.endswith((".pyc", ".pyo")):
                parts += (os.path.relpath(f"{folder}/{name}", root).encode(), Path(folder, name).read_bytes())
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
    return cache_from_source(str(Path(__file__).with_name(key.rpartition("-")[0] + ".py")))
