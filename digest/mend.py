"""Diagnostics -> files mended: `digest check --fix`.

Only the words of a fix are replaced, and every other byte of a file stays. A file is written whole or not at all, only
if it still is the one that was checked, and only if a second look at it finds what was to be mended gone and nothing
new in its place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digest import config
from digest.config import Config
from digest.diagnostic import Diagnostic, Fix, in_order
from digest.fs import FileSystem
from digest.load import SETTINGS
from digest.model.base import Record, fingerprint
from digest.model.source import FOLDERS, Source
from digest.parse import parse


class Mended(Record, kw_only=True):
    """What became of one file."""

    path: str
    applied: tuple[Diagnostic, ...] = ()
    moved: bool = False
    """The file was saved meanwhile, so it was left alone."""


def mend(fs: FileSystem, said: Iterable[Diagnostic], hashes: Mapping[str, str], settings: Config) -> list[Mended]:
    """Write the safe fixes of all that is said. `hashes` are those of the files as they were checked, by path.

    Raises OSError if the disk refuses; what is written by then is whole.
    """
    by_path: dict[str, list[Diagnostic]] = {}
    for one in in_order(said):
        if one.fix is not None and one.fix.safe:
            by_path.setdefault(one.fix.span.path, []).append(one)
    done: list[Mended] = []
    for path, wrong in by_path.items():
        try:
            data = fs.read(path)
        except FileNotFoundError:
            data = b""
        if fingerprint(data) != hashes.get(path):
            done.append(Mended(path=path, moved=True))
            continue
        text = data.decode()  # a fix has a place in the text, so there is one
        applied = _that_hold(path, text, wrong, settings)
        if applied:
            fs.keep(path, replaced(text, map(_fix, applied)).encode())
            done.append(Mended(path=path, applied=tuple(applied)))
    return done


def replaced(text: str, fixes: Iterable[Fix]) -> str:
    """The text with the words of the fixes in their places. No two may overlap."""
    made: list[str] = []
    at = 0
    for fix in sorted(fixes, key=lambda fix: fix.span.start):
        made += (text[at : fix.span.start], fix.text)
        at = fix.span.end
    return "".join(made) + text[at:]


def apart(wrong: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those whose fixes touch no other's; of two that do, the first by place."""
    kept: list[Diagnostic] = []
    end = -1
    for one in sorted(wrong, key=lambda one: (_fix(one).span.start, _fix(one).span.end)):
        if _fix(one).span.start > end:
            kept.append(one)
            end = _fix(one).span.end
    return kept


def _fix(one: Diagnostic) -> Fix:
    assert one.fix is not None
    return one.fix


def _that_hold(path: str, text: str, wrong: Sequence[Diagnostic], settings: Config) -> list[Diagnostic]:
    """The findings whose fixes make the file better: all together if they do, else one after another."""
    before = alone(path, text, settings)
    together = apart(wrong)
    if _better(path, text, before, together, settings):
        return together
    kept: list[Diagnostic] = []
    for one in together:
        if _better(path, text, before, [*kept, one], settings):
            kept.append(one)
    return kept


def _better(
    path: str, text: str, before: Sequence[Diagnostic], applied: Sequence[Diagnostic], settings: Config
) -> bool:
    """Whether what was to be mended is gone, and nothing new is wrong with the words in its place. What else comes to
    light was hidden by it."""
    after = alone(path, replaced(text, map(_fix, applied)), settings)
    there, left, gone = (Counter(map(_what, said)) for said in (before, after, applied))
    if any(left[what] > max(there[what] - count, 0) for what, count in gone.items()):
        return False
    new = [one.span for one in after if _what(one) not in there]
    return any(one.code in _HIDES for one in applied) or not any(
        span.start <= end and start <= span.end for span in new for start, end in _places(applied)
    )


def _places(applied: Iterable[Diagnostic]) -> Iterator[tuple[int, int]]:
    """Where the words of the fixes stand in the mended text."""
    grown = 0
    for fix in map(_fix, applied):
        start = fix.span.start + grown
        yield start, start + len(fix.text)
        grown += len(fix.text) - (fix.span.end - fix.span.start)


_HIDES = frozenset({"yaml", "no-front-matter", "front-matter-open"})


def _what(one: Diagnostic) -> tuple[str, str]:
    return one.code, one.message


def alone(path: str, text: str, settings: Config) -> Sequence[Diagnostic]:
    """What is to be said of one file without the others."""
    data = text.encode("utf-8", "surrogatepass")  # of which the door says that it is not UTF-8
    if path == SETTINGS:
        return config.read(data, path)[1]
    return parse(source_of(path, data), data, lang=settings.language, time_zone=settings.time_zone).said


def source_of(path: str, data: bytes) -> Source:
    """A content file, by its path in the edition."""
    kind = FOLDERS[path.split("/")[1]]
    return Source(path=path, kind=kind, id=path.rsplit("/", 1)[1].removesuffix(".md"), hash=fingerprint(data))
