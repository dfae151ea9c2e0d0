"""What is found of an edition's pages, kept between builds, and the index that a reader's browser searches.

What a page shows changes with the page alone, so what is found of it is made when the page is. An index is made of all
of it at once: Pagefind has no other way. It is made only if something in it has changed.
"""

from collections.abc import Iterable, Iterator

import msgspec

from digest import rows
from digest.cache import Cache
from digest.kept import Forgotten
from digest.model.base import fingerprint
from digest.model.document import Document
from digest.rows import Parts
from digest.search import pagefind
from digest.search.pagefind import Failed, engine

__all__ = ["FOLDER", "Failed", "Found", "engine", "index"]

FOLDER = "pagefind/"
"""Where the index lies, below the site's folder."""

_PRINTS = ""
"""The row that holds the fingerprints of all others."""
_AT_ONCE = 500

_encode = msgspec.msgpack.Encoder().encode


class Found:
    """The documents of an edition's pages, by the pages' paths; of a page of which nothing is found, that fact."""

    def __init__(self, cache: Cache, site: str) -> None:
        self._cache = cache
        self._parts = Parts(cache, f"found-{site}")
        """By their fingerprints, so that those of a build that was killed are as good as others."""
        held = self._parts.get(_PRINTS)
        self._prints = msgspec.msgpack.decode(held, type=dict[str, str]) if held else {}
        self._before = {*self._prints.values()}
        self._pending = 0

    def lacks(self, path: str) -> bool:
        """Whether it is not known what is found of a page."""
        return path not in self._prints

    def put(self, path: str, document: Document | None) -> None:
        data = _encode(document)
        print = fingerprint(data) if document else ""
        if self._prints.get(path) == print:
            return
        self._prints[path] = print
        if document:
            self._parts[print] = data
            self._pending += 1
        if self._pending >= _AT_ONCE:
            self._write()

    def keep_only(self, paths: Iterable[str]) -> None:
        """Forget other pages, and write all."""
        self._prints = {path: self._prints[path] for path in sorted(paths) if path in self._prints}
        for print in self._before.difference(self._prints.values(), ("",)):
            del self._parts[print]
        self._before = {*self._prints.values()}
        self._parts[_PRINTS] = _encode(self._prints)
        self._write()

    def _write(self) -> None:
        rows.write(self._cache, self._parts.drain())
        self._pending = 0

    def key(self) -> str:
        """Changes with anything that is found."""
        return fingerprint(sorted(filter(None, self._prints.values())))

    def count(self) -> int:
        """Pages of which something is found."""
        return sum(1 for print in self._prints.values() if print)

    def documents(self) -> Iterator[Document]:
        """In the order of their paths. Raises Forgotten if one is lost."""
        prints = [print for _, print in sorted(self._prints.items()) if print]
        decode = msgspec.msgpack.Decoder(Document).decode
        for i in range(0, len(prints), _AT_ONCE):
            some = prints[i : i + _AT_ONCE]
            held = self._parts.get_many(some)
            for print in some:
                if print not in held:
                    raise Forgotten(print)
                yield decode(held[print])


def index(documents: Iterable[Document], lang: str) -> dict[str, bytes]:
    """The files of an index, by path below the site's folder. Raises Failed."""
    program = engine()
    if program is None:
        raise Failed("Pagefind is not installed")
    return {FOLDER + path: data for path, data in pagefind.files(program, documents, lang).items()}
