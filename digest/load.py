"""files on disk -> Source

A file is known by the hash of its bytes. The file system's word (size, times, inode) only spares reading a file again
whose hash was taken a while ago: a change within the same tick of the clock, with the same size and a forged mtime,
still shows in `ctime`, and a file whose `ctime` is as young as the last look is read again (git calls this racy).
"""

from collections.abc import Iterable, Mapping

from digest.diagnostic import Diagnostic, code, say
from digest.fs import FileSystem, Stat
from digest.model.base import Record, fingerprint
from digest.model.source import FOLDERS, Source, Span

STRAY = code(
    "stray-file",
    "warning",
    what="A Markdown file of `content/` lies in none of its folders, or is a link that leads out of the edition.",
    why="Nobody reads it: its words appear nowhere on the site.",
    instead="Move it to `content/reports/`, `quotes/`, `entities/`, `sources/`, `stories/` or `pages/`.",
)

_TICK = 50_000_000
"""Nanoseconds; coarser than the clock ticks of the file systems in use."""


class Seen(Record, kw_only=True):
    """What the last look at a file found."""

    stat: Stat
    hash: str


class Scan(Record, kw_only=True):
    """The content files as they are now."""

    sources: tuple[Source, ...]
    said: tuple[Diagnostic, ...]
    seen: dict[str, Seen]
    """By path, for the next scan."""


def scan(fs: FileSystem, seen: dict[str, Seen], *, now: int) -> Scan:
    """Look at every content file; read only what may have changed. `now` is the file system's own time, in ns."""
    sources: list[Source] = []
    said: list[Diagnostic] = []
    looked: dict[str, Seen] = {}
    for stat in fs.files("content"):
        path = stat.path
        if not path.endswith(".md"):
            continue
        folder = path.split("/", 2)[1]
        kind = FOLDERS.get(folder)
        if kind is None or path.count("/") < 2:
            if folder != "captures":
                message = f"{path} lies in no folder that is read"
                said.append(say(STRAY, _first_line(path), message, help=f"move it into {', '.join(FOLDERS)}"))
            continue
        known = look(fs, stat, seen.get(path))
        if known is None:
            continue
        if stat.ctime < now - _TICK:
            looked[path] = known
        sources.append(Source(path=path, kind=kind, id=path.rsplit("/", 1)[1][:-3], hash=known.hash))
    said += [
        say(STRAY, _first_line(path), f"{path} is a link to a folder or out of the edition, and is not followed")
        for path in fs.strays("content")
    ]
    return Scan(sources=tuple(sources), said=tuple(said), seen=looked)


def look(fs: FileSystem, stat: Stat, known: Seen | None) -> Seen | None:
    """The file's hash, taken anew unless it is surely the same file as then; None if it has gone meanwhile."""
    if known is not None and known.stat == stat:
        return known
    try:
        return Seen(stat=stat, hash=fingerprint(fs.read(stat.path)))
    except FileNotFoundError:
        return None


def hashes(
    fs: FileSystem, folder: str, seen: Mapping[str, Seen], *, now: int
) -> tuple[dict[str, str], dict[str, Seen]]:
    """The hash of every file of a folder, by path, and what the next look need not read again."""
    looks = {stat.path: look(fs, stat, seen.get(stat.path)) for stat in fs.files(folder)}
    found = {path: known for path, known in looks.items() if known is not None}
    old = {path: known for path, known in found.items() if known.stat.ctime < now - _TICK}
    return {path: known.hash for path, known in found.items()}, old


def read(fs: FileSystem, source: Source) -> tuple[Source, bytes]:
    """A file's bytes, and the file named by just these: it may have been saved again since the scan."""
    data = fs.read(source.path)
    return Source(path=source.path, kind=source.kind, id=source.id, hash=fingerprint(data)), data


def tree(fs: FileSystem, folders: Iterable[str]) -> dict[str, bytes]:
    """All files of some folders by their path below them; a later folder's file takes the place of an earlier's."""
    return {stat.path.removeprefix(folder + "/"): fs.read(stat.path) for folder in folders for stat in fs.files(folder)}


def _first_line(path: str) -> Span:
    return Span(path=path, start=0, end=0, line=1, column=1)
