"""files on disk -> Source

A file is known by the hash of its bytes. The file system's word (size, times, inode) only spares reading a file again
whose hash was taken a while ago: a change within the same tick of the clock, with the same size and a forged mtime,
still shows in `ctime`, and a file whose `ctime` is as young as the last look is read again (git calls this racy).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from digest.census import GONE, WIDTH, Census, each, since
from digest.diagnostic import Diagnostic, code, say
from digest.fs import FileSystem
from digest.model.base import Record, fingerprint
from digest.model.source import FOLDERS, Kind, Source, Span
from digest.packed import Fingerprints, differing, joined, parted, patched

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

    names: bytes = b""
    """The paths of all files in `content/`, as `packed.joined` has them; empty if it is not sure that they are all."""
    facts: bytes = b""
    """As in a census; of a file that cannot be told from one saved a moment later, those of none."""
    sources: Fingerprints = Fingerprints()
    """The hashes of those that are read, by path."""
    astray: tuple[str, ...] = ()
    """The Markdown files that nobody reads."""
    captures: str = ""
    """See `Scan`."""


class Sources(Mapping[str, Source]):
    """Content files by their paths. A record is made of one that is asked for: an edit asks for one of ten thousand."""

    def __init__(self, hashes: Fingerprints) -> None:
        self.hashes = hashes

    def __getitem__(self, path: str) -> Source:
        return _source(path, self.hashes[path])

    def __contains__(self, path: object) -> bool:
        return path in self.hashes

    def __iter__(self) -> Iterator[str]:
        return iter(self.hashes)

    def __len__(self) -> int:
        return len(self.hashes)

    def only(self, paths: Collection[str]) -> "Sources":
        return Sources(Fingerprints.of({path: self.hashes[path] for path in self.hashes if path in paths}))


class Scan(Record, kw_only=True):
    """The content files as they are now."""

    sources: Sources
    said: tuple[Diagnostic, ...]
    captures: str
    """The print of how the files in `content/captures/` lie: by that and not by their words, for there may be many, and
    none of them reaches a page, only what was found in it."""
    seen: Seen
    """For the next scan."""


def scan(fs: FileSystem, census: Census, last: Seen, *, now: int) -> Scan:
    """Read what may have changed of the content files; `census` is of `content/`, and `now` the file system's own time
    before it was taken, in nanoseconds."""
    young = since(census.facts, now - TICK)
    facts = patched(census.facts, WIDTH, dict.fromkeys(young, GONE)) if young else census.facts
    names = joined(census.paths)
    seen = _edited(fs, census, facts, last) if names == last.names else None
    seen = seen or _sorted(fs, census, names, facts, last)
    said = [
        say(
            STRAY,
            _first_line(path),
            f"{path} lies in no folder that is read",
            help=f"move it into {', '.join(FOLDERS)}",
        )
        for path in seen.astray
    ]
    said += [
        say(STRAY, _first_line(path), f"{path} is a link to a folder or out of the edition, and is not followed")
        for path in census.strays
    ]
    return Scan(sources=Sources(seen.sources), said=tuple(said), captures=seen.captures, seen=seen)


_CONTENT = "content/"
_KINDS: Mapping[str, Kind] = {f"{_CONTENT}{folder}/": kind for folder, kind in FOLDERS.items()}
"""What the files of each folder are."""


def _folder(path: str) -> str:
    return path[: path.find("/", len(_CONTENT)) + 1]


def _source(path: str, hash: str) -> Source:
    return Source(path=path, kind=_KINDS[_folder(path)], id=path[path.rfind("/") + 1 : -3], hash=hash)


def _edited(fs: FileSystem, census: Census, facts: bytes, last: Seen) -> Seen | None:
    """What is there now, where no file came or went: of those that lie otherwise the hashes are taken anew. None if one
    is no content file."""
    if facts == last.facts == census.facts:
        return last
    new: dict[str, str] = {}
    for place in differing(last.facts, census.facts, WIDTH):
        path = census.paths[place]
        if _folder(path) in _KINDS and path.endswith(".md"):
            new[path] = _hash(fs, path)
        elif path != SETTINGS:
            return None
    if "" in new.values():
        return None
    return Seen(
        names=last.names, facts=facts, sources=last.sources.put(new), astray=last.astray, captures=last.captures
    )


def _sorted(fs: FileSystem, census: Census, names: bytes, facts: bytes, last: Seen) -> Seen:
    """What is there now: each file's hash, taken anew unless it is surely the same file as then."""
    known = dict(zip(parted(last.names), each(last.facts), strict=True))
    hashes: dict[str, str] = {}
    captures: list[tuple[str, bytes]] = []
    astray: list[str] = []
    for path, lies in zip(census.paths, each(census.facts), strict=True):
        folder = _folder(path)
        if folder == _CAPTURES:
            captures.append((path, lies))
        elif path.endswith(".md") and folder not in _KINDS:
            astray.append(path)
        elif path.endswith(".md"):
            same = known.get(path) == lies and path in last.sources
            hashes[path] = last.sources[path] if same else _hash(fs, path)
    there = {path: hash for path, hash in hashes.items() if hash}
    return Seen(
        names=names if len(there) == len(hashes) else b"",
        facts=facts if len(there) == len(hashes) else b"",
        sources=Fingerprints.of(there),
        astray=tuple(astray),
        captures=fingerprint(captures),
    )


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
