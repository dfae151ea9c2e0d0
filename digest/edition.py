"""An edition on this machine: its folder, the shipped theme, its cache, and the locks that keep two builds, and two
previews, apart."""

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
    """The edition at `root`, for one process at a time. `waiting` is told who holds it, if somebody does."""
    with _locked(root / ".digest" / "lock", f"process {os.getpid()}", waiting):
        yield from _with_cache(root, Cache(root / ".digest" / "cache.sqlite3"))


@contextmanager
def previewed(root: Path, address: str, taken: Callable[[str], None]) -> Iterator[Edition]:
    """The edition at `root`, for one preview at a time, which answers at `address`. `taken` is told of another that is
    running, and may raise.

    A preview is open all day, so it has a lock and a cache of its own: beside it, everything else goes on as if it
    were not there. What builds have parsed it takes over once, to begin with.
    """
    hidden = root / ".digest"
    with _locked(hidden / "preview-lock", address, taken):
        cache = Cache(hidden / "preview.sqlite3")
        cache.take_over(hidden / "cache.sqlite3")
        yield from _with_cache(root, cache)


def _with_cache(root: Path, cache: Cache) -> Iterator[Edition]:
    try:
        yield Edition(fs=Disk(root), shipped=Disk(shipped()), cache=cache)
    finally:
        cache.close()


@contextmanager
def _locked(path: Path, who: str, held: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock, with `who` written in it for others to read; `held` is told who has it, if somebody does.

    The lock is the kernel's and goes with the process that holds it: there is none to be left behind by a crash.
    """
    path.parent.mkdir(exist_ok=True)
    with open(path, "a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            held(lock.read().strip() or "another process")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        lock.truncate()
        lock.write(who)
        lock.flush()
        yield
