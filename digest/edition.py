"""An edition on this machine: its folder, the shipped theme, its cache, and the lock that keeps two builds apart."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from digest import program
from digest.cache import Cache
from digest.fs import Disk, FileSystem


class Edition(NamedTuple):
    """Where a build reads and writes."""

    fs: FileSystem
    """The edition's folder: `content/`, `theme/`, `site/`, `.digest/`."""
    shipped: FileSystem
    """The folder that holds the shipped `theme/`."""
    cache: Cache


class NoEdition(Exception):
    """There is no `content/` in a folder or above it."""


def root_of(folder: Path) -> Path:
    """The edition in which a folder lies: the nearest one above that holds `content/`."""
    for place in (folder, *folder.parents):
        if (place / "content").is_dir():
            return place
    raise NoEdition(folder)


def shipped() -> Path:
    """The folder that holds the shipped theme: inside the installed package, or beside it in a checkout."""
    return Path(program.home())


@contextmanager
def opened(root: Path, waiting: Callable[[str], None]) -> Iterator[Edition]:
    """The edition at `root`, for one process at a time. `waiting` is told who holds it, if somebody does.

    The lock is the kernel's and goes with the process that holds it: there is none to be left behind by a crash.
    """
    hidden = root / ".digest"
    hidden.mkdir(exist_ok=True)
    with open(hidden / "lock", "a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            waiting(lock.read().strip() or "another process")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        lock.truncate()
        lock.write(f"process {os.getpid()}")
        lock.flush()
        cache = Cache(hidden / "cache.sqlite3")
        try:
            yield Edition(fs=Disk(root), shipped=Disk(shipped()), cache=cache)
        finally:
            cache.close()
