"""What the cache keeps of a content file, and of the edition as a whole, and by which keys."""

from collections.abc import Iterable

import msgspec

from digest import captures
from digest.cache import Cache
from digest.code import fingerprint_of_code
from digest.config import Config
from digest.diagnostic import Diagnostic
from digest.fs import FileSystem
from digest.model.article import Body, Head, ReportHead
from digest.model.base import Record, fingerprint
from digest.model.source import Source
from digest.names import NameIndex


def key(source: Source, config: Config) -> str:
    return fingerprint("parse", fingerprint_of_code(), source, config.language, config.time_zone)


def outline_key(source: Source, config: Config) -> str:
    return fingerprint("outline", fingerprint_of_code(), source, config.time_zone)


class Kept(Record, kw_only=True):
    """What the cache holds of a parsed file."""

    head: Head | None
    said: tuple[Diagnostic, ...]


def body_key(hash: str) -> str:
    return f"body-{hash}"


def hits_key(dictionary: NameIndex, report: ReportHead) -> str:
    return fingerprint("name", fingerprint_of_code(), dictionary.key, report.body)


def linked_key(site: str) -> str:
    return f"linked-{site}-{fingerprint_of_code()}"


class Articles:
    """The saved texts of reports' articles, each read when it is asked for. Of their words only a few that an outlet
    changed reach the site."""

    def __init__(self, fs: FileSystem) -> None:
        self._fs = fs
        self._held = captures.by_report(stat.path for stat in fs.files(captures.FOLDER))

    def of(self, head: Head) -> list[tuple[str, str]]:
        """With their days, the oldest first; none of a withdrawn report."""
        if not isinstance(head, ReportHead) or head.status == "withdrawn":
            return []
        return [
            (capture.day, captures.read(self._fs.read(path)).text) for capture, path in self._held.get(head.id, ())
        ]

    def all(self, heads: Iterable[Head]) -> dict[str, list[tuple[str, str]]]:
        """Of those that have any, by report id."""
        held = sorted((head for head in heads if head.id in self._held), key=lambda head: head.id)
        return {head.id: texts for head in held if (texts := self.of(head))}


class Forgotten(KeyError):
    """A head is remembered and its body is not: the cache was damaged, or emptied in part."""


class Bodies:
    """Bodies by hash, from the cache; a forked process opens a cache of its own at its first use."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._decode = msgspec.msgpack.Decoder(Body).decode

    def get(self, hash: str) -> Body:
        if not hash:  # of a withdrawn report nothing is left
            return Body(blocks=(), text="")
        data = self._cache.here().get(body_key(hash))
        if data is None:
            raise Forgotten(hash)
        return self._decode(data)
