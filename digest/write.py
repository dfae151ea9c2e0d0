"""Outputs -> disk, manifest

A build leaves the whole old site or the whole new one: what is new is written out of sight first (an error, a full disk
or a kill there changes nothing), then moved into place, then what no longer belongs is removed. A kill between two
moves leaves files of both; the next build sees by the manifest and the files' state what is missing and finishes.

Only files that the manifest names are ever overwritten or removed. What else lies in `site/` (`CNAME`, `.git`) stays.
"""

from collections.abc import Iterable, Mapping

import msgspec

from digest.fs import FileSystem, Stat
from digest.model.base import Record, fingerprint

SITE = "site"
"""Where a build writes unless asked otherwise."""


def _stage(site: str) -> str:
    return f"{site}/.digest-stage"


def _manifest(site: str) -> str:
    return f"{site}/.digest-manifest.json"


class Output(Record, kw_only=True):
    """A file of the site. `path` is below `site/`."""

    path: str
    data: bytes


class Entry(Record, kw_only=True):
    """What the manifest says of a file: for pruning, for the next build, and for whoever uploads the site."""

    hash: str
    size: int


class Made(Record, kw_only=True):
    """A file as the last build left it, and the key of what it was made from."""

    key: str
    entry: Entry
    stat: Stat


class NotOurs(Exception):
    """A file lies where a page should, and no manifest says that it is ours; `path` is that file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def manifest(fs: FileSystem, site: str) -> dict[str, Entry]:
    """The files that earlier builds made; empty if there is no manifest or it is damaged."""
    try:
        return msgspec.json.decode(fs.read(_manifest(site)), type=dict[str, Entry])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}


def intact(fs: FileSystem, site: str, made: Mapping[str, Made]) -> bool:
    """Whether every file of the last build is still as it was left."""
    stat = fs.stat
    return all(stat(f"{site}/{path}") == entry.stat for path, entry in made.items())


def stale(fs: FileSystem, site: str, keys: Mapping[str, str], made: Mapping[str, Made]) -> list[str]:
    """The paths whose key has changed, or whose file has been touched or is gone."""
    return [
        path
        for path, key in keys.items()
        if (was := made.get(path)) is None or was.key != key or fs.stat(f"{site}/{path}") != was.stat
    ]


def stage(fs: FileSystem, site: str, output: Output, owned: Mapping[str, Entry]) -> tuple[Entry, bool]:
    """Put a file out of sight, unless the one in place has the same bytes; says whether it was staged.

    Raises NotOurs if a file of somebody else lies in its place.
    """
    entry = Entry(hash=fingerprint(output.data), size=len(output.data))
    place = f"{site}/{output.path}"
    there = fs.stat(place)
    if there is not None:
        same = there.size == entry.size and fingerprint(fs.read(place)) == entry.hash
        if same:
            return entry, False
        if output.path not in owned:
            raise NotOurs(place)
    fs.stage(f"{_stage(site)}/{output.path}", output.data)
    return entry, True


def switch(fs: FileSystem, site: str, new: Mapping[str, Entry], owned: Mapping[str, Entry]) -> list[str]:
    """Move what is staged into place and remove what is no longer planned; returns the removed paths."""
    gone = sorted(path for path in owned if path not in new)
    if {**owned, **new} != dict(owned):
        # Said before it is done: after a kill half-way the next build must know the moved files as ours.
        fs.write(_manifest(site), _encoded({**owned, **new}))
    fs.settle(_stage(site), site)
    for path in gone:
        fs.remove(f"{site}/{path}")
    data = _encoded(new)
    there = fs.stat(_manifest(site))
    if there is None or there.size != len(data) or fs.read(_manifest(site)) != data:
        fs.write(_manifest(site), data)
    return gone


def tidy(fs: FileSystem, site: str) -> None:
    """Remove what a killed build left out of sight."""
    fs.clear(_stage(site))


def _encoded(entries: Mapping[str, Entry]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(dict(sorted(entries.items()))), indent=0)


def remember(fs: FileSystem, site: str, entries: Iterable[tuple[str, str, Entry]]) -> dict[str, Made]:
    """How the files of this build lie on the disk now, for the next build: from path, key and entry."""
    found: dict[str, Made] = {}
    for path, key, entry in entries:
        stat = fs.stat(f"{site}/{path}")
        if stat is not None:
            found[path] = Made(key=key, entry=entry, stat=stat)
    return found
