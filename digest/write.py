"""Outputs -> disk, manifest

A build leaves the whole old site or the whole new one: what is new is written out of sight first (an error, a full disk
or a kill there changes nothing), then moved into place, then what no longer belongs is removed. A kill between two
moves leaves files of both; the next build sees by the manifest and the files' state what is missing and finishes.

Only files that the manifest names are ever overwritten or removed. What else lies in `site/` (`CNAME`, `.git`) stays.
"""

from collections.abc import Collection, Container, Mapping, Sequence

import msgspec

from digest import still
from digest.census import GONE, WIDTH, each
from digest.fs import FileSystem
from digest.model.base import Record, fingerprint
from digest.packed import Fingerprints, joined, parted, patched
from digest.still import Look

SITE = still.SITE
"""Where a build writes unless asked otherwise."""


def _stage(site: str) -> str:
    return f"{site}/.digest-stage"


MANIFEST = ".digest-manifest.json"


def _manifest(site: str) -> str:
    return f"{site}/{MANIFEST}"


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

    keys: Fingerprints = Fingerprints()
    """What each was made from."""
    facts: bytes = b""
    """How they lay there, as in a census, in the order of `keys`."""
    manifest: bytes = b""
    """How the manifest lay there."""

    def names(self) -> bytes:
        """The paths of all that was left in the site, the manifest last."""
        return self.keys.names + joined((MANIFEST,))

    def lay(self, paths: Collection[str]) -> dict[str, bytes]:
        """How some of them lay."""
        places = self.keys.places(paths).items()
        return {path: self.facts[place * WIDTH : (place + 1) * WIDTH] for path, place in places}


class NotOurs(Exception):
    """A file lies where a page should, and no manifest says that it is ours; `path` is that file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def path_of(url: str) -> str:
    """Where the page at a URL lies below the site's folder."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def manifest(fs: FileSystem, site: str) -> dict[str, Entry]:
    """The files that earlier builds made; empty if there is no manifest or it is damaged."""
    try:
        return msgspec.json.decode(fs.read(_manifest(site)), type=dict[str, Entry])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}


def owned(fs: FileSystem, site: str, made: Made) -> Collection[str]:
    """The paths of the files that earlier builds made."""
    return made.keys if _left(fs, site, made) else manifest(fs, site).keys()


def _left(fs: FileSystem, site: str, made: Made) -> bool:
    """Whether the manifest is as the last build left it."""
    return _manifest_lies(fs, site) == made.manifest


def _manifest_lies(fs: FileSystem, site: str) -> bytes:
    return fs.facts((_manifest(site),))


def intact(fs: FileSystem, site: str, made: Made, seen: Look | None = None) -> bool:
    """Whether every file of the last build is still as it was left."""
    mine = made.names()
    now = seen.lay() if seen and site == SITE and seen.made == mine else _facts(fs, site, parted(mine))
    return now == made.facts + made.manifest and GONE not in now


def stale(fs: FileSystem, site: str, keys: Mapping[str, str], made: Made) -> list[str]:
    """The paths whose key has changed, or whose file has been touched or is gone."""
    same = [path for path, key in made.keys.some(keys).items() if key == keys[path]]
    lay = made.lay(same)
    lie = zip(same, each(_facts(fs, site, same)), strict=True)
    untouched = {path for path, facts in lie if facts == lay[path] and facts != GONE}
    return [path for path in keys if path not in untouched]


def stage(fs: FileSystem, site: str, output: Output, owned: Container[str]) -> tuple[Entry, bool]:
    """Put a file out of sight, unless the one in place has the same bytes; says whether it was staged.

    Raises NotOurs if a file of somebody else lies in its place.
    """
    entry = _entry(output.data)
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


def _entry(data: bytes) -> Entry:
    return Entry(hash=fingerprint(data), size=len(data))


def _facts(fs: FileSystem, site: str, paths: Sequence[str]) -> bytes:
    return fs.facts([f"{site}/{path}" for path in paths])


def switch(
    fs: FileSystem, site: str, keys: Fingerprints, new: Mapping[str, Entry], owned: Collection[str], last: Made
) -> list[str]:
    """Move what is staged into place and remove what is no longer in `keys`; returns the removed paths. `new` are the
    files that were made; those of the others are as they were."""
    left = _left(fs, site, last)
    if left and keys.names == last.keys.names:  # nothing comes or goes
        fs.settle(_stage(site), site)
        if new:
            text = fs.read(_manifest(site))
            fs.write(_manifest(site), _put(text, new))
        return []
    before = manifest(fs, site)
    entries = {
        path: new.get(path) or (left and before.get(path)) or _entry(fs.read(f"{site}/{path}")) for path in keys
    }
    gone = sorted({*owned} - entries.keys())
    if not entries.keys() <= {*owned}:
        # Said before it is done: after a kill half-way the next build must know the moved files as ours.
        fs.write(_manifest(site), _encoded({**before, **entries}))
    fs.settle(_stage(site), site)
    for path in gone:
        fs.remove(f"{site}/{path}")
    if entries != before or not _left(fs, site, last):
        fs.write(_manifest(site), _encoded(entries))
    return gone


def tidy(fs: FileSystem, site: str) -> None:
    """Remove what a killed build left out of sight."""
    fs.clear(_stage(site))


def _encoded(entries: Mapping[str, Entry]) -> bytes:
    return _json({path: entries[path] for path in sorted(entries)})


def _json(value: Entry | Mapping[str, Entry]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=0)


def _put(text: bytes, new: Mapping[str, Entry]) -> bytes:
    """The manifest, saying something else of files that it names. Of a large one a few words are replaced: to read all
    of it and to write it anew takes longer than to render what was edited."""
    if len(new) > _FEW:
        return _encoded({**msgspec.json.decode(text, type=dict[str, Entry]), **new})
    spans: list[tuple[int, int, bytes]] = []
    for path, entry in new.items():
        key = msgspec.json.encode(path) + b": "  # within another path, its quotation mark would be escaped
        start = len(key) + (1 if text.startswith(b"{" + key) else text.index(b", " + key) + 2)
        spans.append((start, text.index(b"]", start) + 1, _json(entry)))
    parts: list[bytes] = []
    end = 0
    for start, after, words in sorted(spans):
        parts += (text[end:start], words)
        end = after
    return b"".join((*parts, text[end:]))


_FEW = 50


def remember(fs: FileSystem, site: str, keys: Fingerprints, put: Sequence[str], last: Made) -> Made:
    """How the files of this build lie on the disk now, for the next build: those in `put` are looked at, the others
    are as they were."""
    lie = dict(zip(put, each(_facts(fs, site, put)), strict=True))
    if keys.names == last.keys.names:
        facts = patched(last.facts, WIDTH, {keys.place(path): fact for path, fact in lie.items()})
    else:
        known = dict(zip(last.keys, each(last.facts), strict=True)) | lie
        facts = b"".join([known[path] for path in keys])
    return Made(keys=keys, facts=facts, manifest=_manifest_lies(fs, site))
