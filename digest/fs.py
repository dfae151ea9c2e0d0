"""The one door to files: an edition's folder on disk, and a twin in memory for tests.

Paths are written from the edition's root with slashes and are checked here, by their parts, so that no stage can be
talked into reading or writing outside the root.
"""

import contextlib
import errno
import os
import stat as stat_
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from digest import census
from digest.census import Census, each


class Stat(NamedTuple):
    """What the file system tells of a file without opening it. Times in nanoseconds."""

    path: str
    size: int
    mtime: int
    ctime: int
    inode: int


class Outside(ValueError):
    """A path that leads out of the edition's root."""


class FileSystem(Protocol):
    """What the stages ask of files."""

    def census(self, folder: str) -> Census:
        """Every file below `folder`, in the order of the paths; names that begin with a dot are left out."""

    def files(self, folder: str) -> Iterator[Stat]:
        """The same, one by one."""

    def facts(self, paths: Sequence[str]) -> bytes:
        """How these files lie now, as in a census; `census.GONE` for one that is not there."""

    def stat(self, path: str) -> Stat | None:
        """None if there is no such file; a folder is none."""

    def now(self) -> int:
        """The file system's own time in nanoseconds: what it would stamp on a file now."""

    def read(self, path: str) -> bytes:
        """Raises FileNotFoundError and other OSErrors."""

    def write(self, path: str, data: bytes) -> None:
        """Put a whole file in place at once: whoever reads it sees all of the old or all of the new."""

    def keep(self, path: str, data: bytes) -> None:
        """As `write`, and on the disk for good when it returns: for what a person would miss."""

    def stage(self, path: str, data: bytes) -> None:
        """Write a file where nobody looks yet; a crash may leave it torn."""

    def settle(self, stage: str, folder: str) -> None:
        """Move everything staged below `stage` into `folder`, whole folders at once where the new place is free."""

    def remove(self, path: str) -> None:
        """Remove a file if it is there, and the folders that this leaves empty."""

    def clear(self, folder: str) -> None:
        """Remove a folder of ours with all that is in it."""


def safe(path: str) -> str:
    """The path, or `Outside` if a part of it could lead out of the root or is not a name on every system."""
    parts = path.split("/")
    if not path or path.startswith("/") or "\0" in path or "\\" in path or any(p in ("", ".", "..") for p in parts):
        raise Outside(path)
    return path


def _one_by_one(census: Census) -> Iterator[Stat]:
    return (Stat(path, *_FACTS.unpack(facts)) for path, facts in zip(census.paths, each(census.facts), strict=True))


_FACTS = struct.Struct("=4q")
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class Disk:
    """Files below a root folder."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self._made: set[str] = set()
        self._base = str(self.root)

    def _at(self, path: str) -> str:
        return self._base + "/" + safe(path)

    def census(self, folder: str) -> Census:
        return census.taken(self._base, safe(folder))

    def files(self, folder: str) -> Iterator[Stat]:
        return _one_by_one(self.census(folder))

    def facts(self, paths: Sequence[str]) -> bytes:
        return census.facts(self._base, paths)

    def stat(self, path: str) -> Stat | None:
        try:
            info = os.stat(self._at(path))
        except (FileNotFoundError, NotADirectoryError):
            return None
        if stat_.S_ISDIR(info.st_mode):
            return None
        return Stat(path, info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)

    def now(self) -> int:
        # The machine's clock and that of a network file system may differ; only the latter stamps files.
        mark = self._at(".digest/now")
        try:
            with open(mark, "wb"):
                pass
        except FileNotFoundError:
            os.makedirs(os.path.dirname(mark), exist_ok=True)
            with open(mark, "wb"):
                pass
        return os.stat(mark).st_mtime_ns

    def read(self, path: str) -> bytes:
        with open(self._at(path), "rb", buffering=0) as file:
            return file.read()

    def write(self, path: str, data: bytes) -> None:
        self._put(path, data, durable=False)

    def keep(self, path: str, data: bytes) -> None:
        self._put(path, data, durable=True)

    def _put(self, path: str, data: bytes, *, durable: bool) -> None:
        at = self._at(path)
        folder = os.path.dirname(at)
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        # Beside its place and not in a common folder: a rename must not cross from one file system to another.
        temporary = f"{folder}/.digest-{os.getpid()}.part"
        try:
            fd = os.open(temporary, _ANEW, 0o666)
        except FileNotFoundError:  # the folder was removed behind our back
            os.makedirs(folder, exist_ok=True)
            fd = os.open(temporary, _ANEW, 0o666)
        try:
            with os.fdopen(fd, "wb", buffering=0) as file:
                view = memoryview(data)
                while view:
                    view = view[file.write(view) :]
                if durable:
                    os.fsync(file.fileno())
            os.replace(temporary, at)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        if durable:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def stage(self, path: str, data: bytes) -> None:
        at = self._at(path)
        try:
            fd = os.open(at, _ANEW, 0o666)
        except FileNotFoundError:
            folder = os.path.dirname(at)
            try:
                os.mkdir(folder)  # nearly every page has a folder of its own, in one that is there
            except (FileNotFoundError, FileExistsError):
                os.makedirs(folder, exist_ok=True)
            fd = os.open(at, _ANEW, 0o666)
        try:
            written = os.write(fd, data)
            while written < len(data):
                written += os.write(fd, memoryview(data)[written:])
        finally:
            os.close(fd)

    def settle(self, stage: str, folder: str) -> None:
        if os.path.isdir(self._at(stage)):
            self._settle(self._at(stage), self._at(folder))

    def _settle(self, stage: str, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        for entry in sorted(os.scandir(stage), key=lambda e: e.name):
            place = f"{folder}/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                os.replace(entry.path, place)
            elif os.path.lexists(place):
                if os.path.islink(place):  # what lies behind a link is not ours to write
                    raise Outside(place)
                self._settle(entry.path, place)
            else:
                os.rename(entry.path, place)
        os.rmdir(stage)

    def remove(self, path: str) -> None:
        at = self._at(path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(at)
        folder = os.path.dirname(at)
        while folder != self._base:
            try:
                os.rmdir(folder)
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                    raise
                if error.errno != errno.ENOENT:
                    return
            self._made.discard(folder)
            folder = os.path.dirname(folder)

    def clear(self, folder: str) -> None:
        at = self._at(folder)
        for place, folders, files in os.walk(at, topdown=False):
            for name in files:
                os.unlink(f"{place}/{name}")
            for name in folders:
                whole = f"{place}/{name}"
                os.unlink(whole) if os.path.islink(whole) else os.rmdir(whole)
            self._made.discard(place)
        with contextlib.suppress(FileNotFoundError):
            os.rmdir(at)


class Memory:
    """The same in memory: a mapping from path to bytes, with a counter for a clock."""

    def __init__(self, files: dict[str, bytes] | None = None) -> None:
        self.held: dict[str, bytes] = dict(files or {})
        self._times: dict[str, int] = dict.fromkeys(self.held, 1)
        self._clock = 1

    def census(self, folder: str) -> Census:
        inner = {path: path.removeprefix(folder + "/") for path in sorted(self.held)}
        paths = [p for p, below in inner.items() if below != p and not any(n[0] == "." for n in below.split("/"))]
        return Census(paths, self.facts(paths), [])

    def files(self, folder: str) -> Iterator[Stat]:
        return _one_by_one(self.census(folder))

    def facts(self, paths: Sequence[str]) -> bytes:
        return b"".join(
            census.packed((len(self.held[path]), self._times[path], self._times[path], 0))
            if path in self.held
            else census.GONE
            for path in paths
        )

    def _stat(self, path: str) -> Stat:
        time = self._times[path]
        return Stat(path, len(self.held[path]), time, time, 0)

    def stat(self, path: str) -> Stat | None:
        return self._stat(path) if path in self.held else None

    def now(self) -> int:
        self._clock += 1
        return self._clock

    def read(self, path: str) -> bytes:
        if path not in self.held:
            raise FileNotFoundError(path)
        return self.held[path]

    def write(self, path: str, data: bytes) -> None:
        self._clock += 1
        self.held[safe(path)] = data
        self._times[path] = self._clock

    def keep(self, path: str, data: bytes) -> None:
        self.write(path, data)

    def stage(self, path: str, data: bytes) -> None:
        self.write(path, data)

    def settle(self, stage: str, folder: str) -> None:
        for path in sorted(p for p in self.held if p.startswith(stage + "/")):
            self.write(folder + path[len(stage) :], self.held.pop(path))

    def remove(self, path: str) -> None:
        self.held.pop(path, None)

    def clear(self, folder: str) -> None:
        for path in [p for p in self.held if p.startswith(folder + "/")]:
            del self.held[path]
