"""Outputs -> disk, manifest

A build leaves the whole old site or the whole new one: what is new is written out of sight first (an error, a full disk
or a kill there changes nothing), then moved into place, then what no longer belongs is removed. A kill between two
moves leaves files of both; the next build sees by the manifest and the files' state what is missing and finishes.

Only files that the manifest names are ever overwritten or removed. What else lies in `site/` (`CNAME`, `.git`) stays.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from digest.census import GONE, WIDTH, each
from digest.fs import FileSystem
from digest.model.base import Record, fingerprint
from digest.still import Look

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
    """The files as the last build left them, by path."""

    keys: dict[str, str] = msgspec.field(default_factory=dict)
    """What each was made from."""
    entries: dict[str, Entry] = msgspec.field(default_factory=dict)
    facts: bytes = b""
    """How they lay there, as in a census, in the order of `keys`."""
    manifest: bytes = b""
    """How the manifest lay there."""


class NotOurs(Exception):
    """A file lies where a page should, and no manifest says that it is ours; `path` is that file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def path_of(url: str) -> str:
    """Where the page at a URL lies below the site's folder."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def manifest(fs: FileSystem, site: str, made: Made) -> Mapping[str, Entry]:
    """The files that earlier builds made; empty if there is no manifest or it is damaged."""
    if _manifest_lies(fs, site) == made.manifest:
        return made.entries
    try:
        return msgspec.json.decode(fs.read(_manifest(site)), type=dict[str, Entry])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}


def _manifest_lies(fs: FileSystem, site: str) -> bytes:
    return fs.facts((_manifest(site),))


def files(site: str, made: Made) -> list[str]:
    """The paths of all that a build leaves in the site, the manifest last."""
    return [*(f"{site}/{path}" for path in made.keys), _manifest(site)]


def intact(fs: FileSystem, site: str, made: Made, seen: Look | None = None) -> bool:
    """Whether every file of the last build is still as it was left."""
    mine = files(site, made)
    now = seen.lay() if seen and seen.made == mine else fs.facts(mine)
    return now == made.facts + made.manifest and GONE not in now


def stale(fs: FileSystem, site: str, keys: Mapping[str, str], made: Made) -> list[str]:
    """The paths whose key has changed, or whose file has been touched or is gone."""
    same = {path for path, key in keys.items() if made.keys.get(path) == key}
    lay = {path: made.facts[i * WIDTH : (i + 1) * WIDTH] for i, path in enumerate(made.keys) if path in same}
    lie = zip(lay, each(_facts(fs, site, lay)), strict=True)
    untouched = {path for path, facts in lie if facts == lay[path] and facts != GONE}
    return [path for path in keys if path not in untouched]


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


def _facts(fs: FileSystem, site: str, paths: Iterable[str]) -> bytes:
    return fs.facts([f"{site}/{path}" for path in paths])


def switch(fs: FileSystem, site: str, new: Mapping[str, Entry], owned: Mapping[str, Entry], last: Made) -> list[str]:
    """Move what is staged into place and remove what is no longer planned; returns the removed paths."""
    gone = sorted(owned.keys() - new.keys())
    if new.keys() - owned.keys():
        # Said before it is done: after a kill half-way the next build must know the moved files as ours.
        fs.write(_manifest(site), _encoded({**owned, **new}))
    fs.settle(_stage(site), site)
    for path in gone:
        fs.remove(f"{site}/{path}")
    if new != owned or _manifest_lies(fs, site) != last.manifest:
        fs.write(_manifest(site), _encoded(new))
    return gone


def tidy(fs: FileSystem, site: str) -> None:
    """Remove what a killed build left out of sight."""
    fs.clear(_stage(site))


def _encoded(entries: Mapping[str, Entry]) -> bytes:
    return msgspec.json.format(msgspec.json.encode({path: entries[path] for path in sorted(entries)}), indent=0)


def remember(
    fs: FileSystem,
    site: str,
    keys: Mapping[str, str],
    entries: Mapping[str, Entry],
    put: Collection[str],
    last: Made,
) -> Made:
    """How the files of this build lie on the disk now, for the next build: those in `put` are looked at, the others
    are as they were."""
    facts = _patched(keys, zip(put, each(_facts(fs, site, put)), strict=True), last)
    return Made(keys=dict(keys), entries=dict(entries), facts=facts, manifest=_manifest_lies(fs, site))


def _patched(keys: Mapping[str, str], put: Iterable[tuple[str, bytes]], last: Made) -> bytes:
    if [*keys] != [*last.keys]:
        known = dict(zip(last.keys, each(last.facts), strict=True))
        known.update(put)
        return b"".join([known[path] for path in keys])
    new = dict(put)
    facts = bytearray(last.facts)
    for i, path in enumerate(keys):  # nothing came or went: what is new is put in its place
        if path in new:
            facts[i * WIDTH : (i + 1) * WIDTH] = new[path]
    return bytes(facts)
