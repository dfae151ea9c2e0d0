"""Which files lie in a folder, and how: names and numbers, packed, to be compared as a whole.

A build with nothing to do asks this of every file that it reads and made, and does little else. So the numbers of all
files are one string of bytes, where a record for each would take longer to make than its file to look at; and this
module imports next to nothing.
"""

import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

WIDTH = 32
"""Bytes of a file's facts: size, mtime, ctime (both in nanoseconds), inode; eight each, in the machine's order."""
GONE = bytes(WIDTH)
"""The facts of a file that is not there: of none that is, for each has an inode or at least a time."""

_facts = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


class Census:
    """The files below a folder, in the order of their paths."""

    __slots__ = ("facts", "paths", "strays")

    def __init__(self, paths: list[str], facts: bytes, strays: list[str]) -> None:
        self.paths = paths
        self.facts = facts
        """`WIDTH` bytes a file, in the order of `paths`."""
        self.strays = strays
        """Links that are not followed: those that lead to folders, nowhere or out of the root."""


def taken(root: str, folder: str, skip: Sequence[str] = ()) -> Census:
    """Every file below `folder`, by its path from `root`; names that begin with a dot or are in `skip` are left out."""
    paths: list[str] = []
    numbers: list[int] = []
    strays: list[str] = []

    def walk(folder: str) -> None:
        try:
            entries = sorted(os.scandir(f"{root}/{folder}" if folder else root), key=attrgetter("name"))
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name in skip:
                continue
            path = f"{folder}/{name}" if folder else name
            if entry.is_symlink() and (entry.is_dir() or not _inside(root, entry.path)):
                # A linked folder may lead to its own parent, a linked file to /etc: neither is followed.
                strays.append(path)
            elif entry.is_dir(follow_symlinks=False):
                walk(path)
            else:
                try:
                    info = entry.stat()
                except FileNotFoundError:  # removed since the folder was listed
                    continue
                if stat.S_ISREG(info.st_mode):
                    paths.append(path)
                    numbers.extend(_facts(info))

    walk(folder)
    return Census(paths, packed(numbers), strays)


def facts(root: str, paths: Sequence[str]) -> bytes:
    """How these files lie there now, `WIDTH` bytes each, in their order; links are followed."""
    if not paths:
        return b""
    whole = f"{root}/" + f"\0{root}/".join(paths)  # one join in C, where a path at a time takes a tenth of the stat
    try:
        return packed(chain.from_iterable(map(_facts, map(os.stat, whole.split("\0")))))
    except OSError:
        return b"".join(_one(path) for path in whole.split("\0"))


def _one(path: str) -> bytes:
    try:
        return packed(_facts(os.stat(path)))
    except (FileNotFoundError, NotADirectoryError):
        return GONE


def each(facts: bytes) -> Iterator[bytes]:
    """The facts of each file."""
    return (facts[i : i + WIDTH] for i in range(0, len(facts), WIDTH))


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers of up to 64 bits as bytes."""
    numbers = list(numbers)
    try:
        return array("q", numbers).tobytes()
    except OverflowError:  # some file systems use all 64 bits of an inode
        return array("Q", [number & (1 << 64) - 1 for number in numbers]).tobytes()


def newest(facts: bytes) -> int:
    """The latest ctime, in nanoseconds; 0 if there is no file."""
    return max(array("q", facts)[2::4], default=0)


def since(facts: bytes, when: int) -> list[int]:
    """The places of the files whose ctime is at this time, in nanoseconds, or after it."""
    return [place for place, time in enumerate(array("q", facts)[2::4]) if time >= when]


def _inside(root: str, path: str) -> bool:
    real = os.path.realpath(path)
    return os.path.exists(real) and real.startswith(root + os.sep)
