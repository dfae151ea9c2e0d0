"""An edition as it was committed to git: its files at a revision, in memory. The work tree is not touched.

What git does not keep is as it is now: captures are mostly left out of a repository, for they are other people's texts,
and a revision without them would seem to have lost what they tell.
"""

import os
import posixpath
import subprocess
from pathlib import Path
from typing import NamedTuple

from digest.captures import FOLDER
from digest.fs import Disk, Memory, Outside

_FOLDERS = ("content", "theme")
_LINK = "120000"
_FILES = ("100644", "100755", _LINK)


class NoRepository(Exception):
    """The edition is not kept in a git repository, or nothing of it was committed yet."""


class NoRevision(Exception):
    """Git knows no such revision; the argument is its name."""


class Earlier(NamedTuple):
    fs: Memory
    commit: str
    """The short hash of the commit."""


def at(root: Path, revision: str) -> Earlier:
    """The files of the edition at `root` as they were at a revision. Raises NoRepository, NoRevision."""
    if _git(root, "rev-parse", "--is-inside-work-tree") is None:
        raise NoRepository
    told = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if told is None:
        if _git(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
            raise NoRepository
        raise NoRevision(revision)
    commit = told.decode().strip()
    tree = _tree(root, commit)
    if not any(path.startswith("content/") for path in tree):
        raise NoRepository
    names = dict.fromkeys(name for mode, name in tree.values())
    blobs = dict(zip(names, _blobs(root, [*names]), strict=True))
    read = ((path, _followed(path, mode, tree, blobs, name)) for path, (mode, name) in tree.items())
    files = {path: data for path, data in read if data is not None}
    files |= _unkept(root)
    return Earlier(Memory(files), (_git(root, "rev-parse", "--short", commit) or told).decode().strip())


def _tree(root: Path, commit: str) -> dict[str, tuple[str, str]]:
    """By path from the edition's root: the mode of each file, and the name of its blob."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *_FOLDERS) or b""
    found: dict[str, tuple[str, str]] = {}
    for line in listed.split(b"\0"):
        facts, _, path = line.partition(b"\t")
        mode, _, name = facts.decode().split() if line else ("", "", "")
        if mode in _FILES:  # not a repository inside ours
            found[os.fsdecode(path)] = mode, name
    return found


def _blobs(root: Path, names: list[str]) -> list[bytes]:
    """The contents of blobs, in their order, by one process."""
    out = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode()) or b""
    found: list[bytes] = []
    at = 0
    for _ in names:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[-1])
        found.append(out[end + 1 : end + 1 + size])
        at = end + 2 + size
    return found


def _followed(
    path: str, mode: str, tree: dict[str, tuple[str, str]], blobs: dict[str, bytes], name: str
) -> bytes | None:
    """The bytes of a file; of a link those of the file that it leads to, None if that is not in the revision."""
    if mode != _LINK:
        return blobs[name]
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(blobs[name])))
    there = tree.get(goal)
    return blobs[there[1]] if there and there[0] != _LINK else None


def _unkept(root: Path) -> dict[str, bytes]:
    """The captures that git does not keep, as they lie there now."""
    disk, found = Disk(root), {}
    for name in (_git(root, "ls-files", "--others", "-z", "--", FOLDER) or b"").split(b"\0"):
        path = os.fsdecode(name)
        try:
            if path and disk.stat(path):
                found[path] = disk.read(path)
        except (OSError, Outside):
            continue
    return found


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git says; None if it fails, or there is none."""
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program, its arguments in a list, no shell
            ["git", "-C", str(root), *arguments], input=given, capture_output=True, check=False  # noqa: S607  # git is found on the path, as its user finds it
        )
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
