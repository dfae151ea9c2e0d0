"""files on disk -> Source

A file is known by the hash of its bytes. The file system's word (size, times, inode) only spares reading a file again
whose hash was taken a while ago: a change within the same tick of the clock, with the same size and a forged mtime,
still shows in `ctime`, and a file whose `ctime` is as young as the last look is read again (git calls this racy).
"""

from collections.abc import Iterable, Mapping

import msgspec

from digest.census import GONE, Census, each, newest
from digest.diagnostic import Diagnostic, code, say
from digest.fs import FileSystem
from digest.model.base import Record, fingerprint
from digest.model.source import FOLDERS, Kind, Source, Span

STRAY = code(
    "stray-file",
    "warning",
    what="A Markdown file of `content/` lies in none of its folders, or is a link that leads out of the edition.",
    why="Nobody reads it: its words appear nowhere on the site.",
    instead="Move it to `content/reports/`, `quotes/`, `entities/`, `sources/`, `stories/` or `pages/`.",
)

TICK = 50_000_000
"""Nanoseconds; coarser than the clock ticks of the file systems in use."""

SETTINGS = "content/site.yml"
_CAPTURES = "content/captures/"


class Seen(Record, kw_only=True):
    """What the last look at the content files found."""

    paths: list[str] = msgspec.field(default_factory=list)
    facts: bytes = b""
    """As in a census; of a file that cannot be told from one saved a moment later, those of none."""
    hashes: list[str] = msgspec.field(default_factory=list)


class Scan(Record, kw_only=True):
    """The content files as they are now."""

    sources: tuple[Source, ...]
    said: tuple[Diagnostic, ...]
    captures: str
    """The print of how the files in `content/captures/` lie: by that and not by their words, for there may be many, and
    none of them reaches a page, only what was found in it."""
    seen: Seen
    """For the next scan."""


def scan(fs: FileSystem, census: Census, last: Seen, *, now: int) -> Scan:
    """Read what may have changed of the content files; `census` is of `content/`, and `now` the file system's own time
    before it was taken, in nanoseconds."""
    paths: list[str] = []
    facts: list[bytes] = []
    kinds: list[Kind] = []
    captures: list[tuple[str, bytes]] = []
    astray: list[str] = []
    start = len(_CONTENT)
    for path, lies in zip(census.paths, each(census.facts), strict=True):
        folder = path[: path.find("/", start) + 1]
        if folder == _CAPTURES:
            captures.append((path, lies))
        elif path.endswith(".md"):
            kind = _KINDS.get(folder)
            if kind is None:
                astray.append(path)
            else:
                paths.append(path)
                facts.append(lies)
                kinds.append(kind)
    seen = _look(fs, paths, facts, last, now=now)
    sources = [
        Source(path=path, kind=kind, id=path[path.rfind("/") + 1 : -3], hash=hash)
        for path, kind, hash in zip(paths, kinds, seen.hashes, strict=True)
        if hash
    ]
    said = [
        say(
            STRAY,
            _first_line(path),
            f"{path} lies in no folder that is read",
            help=f"move it into {', '.join(FOLDERS)}",
        )
        for path in astray
    ]
    said += [
        say(STRAY, _first_line(path), f"{path} is a link to a folder or out of the edition, and is not followed")
        for path in census.strays
    ]
    return Scan(sources=tuple(sources), said=tuple(said), captures=fingerprint(captures), seen=seen)


_CONTENT = "content/"
_KINDS: Mapping[str, Kind] = {f"{_CONTENT}{folder}/": kind for folder, kind in FOLDERS.items()}
"""What the files of each folder are."""


def _look(fs: FileSystem, paths: list[str], facts: list[bytes], last: Seen, *, now: int) -> Seen:
    """Each file's hash, taken anew unless it is surely the same file as then; empty if it has gone meanwhile."""
    whole = b"".join(facts)
    if paths == last.paths and whole == last.facts and "" not in last.hashes:
        return last
    known: Iterable[tuple[bytes, str]] = zip(each(last.facts), last.hashes, strict=True)
    if paths != last.paths:
        at = dict(zip(last.paths, known, strict=True))
        known = [at.get(path, (GONE, "")) for path in paths]
    hashes: list[str] = []
    for path, fact, (was, hash) in zip(paths, facts, known, strict=True):
        hashes.append(hash if was == fact and hash else _hash(fs, path))
    if newest(whole) >= now - TICK:
        whole = b"".join([one if newest(one) < now - TICK else GONE for one in facts])
    return Seen(paths=paths, facts=whole, hashes=hashes)


def _hash(fs: FileSystem, path: str) -> str:
    """Empty if it has gone meanwhile."""
    try:
        return fingerprint(fs.read(path))
    except FileNotFoundError:
        return ""


def read(fs: FileSystem, source: Source) -> tuple[Source, bytes]:
    """A file's bytes, and the file named by just these: it may have been saved again since the scan."""
    data = fs.read(source.path)
    return Source(path=source.path, kind=source.kind, id=source.id, hash=fingerprint(data)), data


def tree(fs: FileSystem, folders: Iterable[str]) -> dict[str, bytes]:
    """All files of some folders by their path below them; a later folder's file takes the place of an earlier's."""
    return {stat.path.removeprefix(folder + "/"): fs.read(stat.path) for folder in folders for stat in fs.files(folder)}


def _first_line(path: str) -> Span:
    return Span(path=path, start=0, end=0, line=1, column=1)
