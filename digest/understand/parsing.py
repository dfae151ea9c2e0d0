"""Each file's head and body, by its bytes: no file is opened twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from digest import kept, load
from digest.diagnostic import Diagnostic
from digest.edition import Edition
from digest.inputs import Read
from digest.kept import Kept
from digest.memo import each
from digest.model.article import Head, ReportHead
from digest.model.source import Source
from digest.options import Options, Progress

if TYPE_CHECKING:
    from digest.parse import Outlined


class Parsed(NamedTuple):
    heads: list[Head]
    unread: frozenset[str]
    """The `kind/id`s of files that could not be understood."""
    said: list[Diagnostic]
    missed: tuple[str, ...]
    keys: set[str]
    unmoved: bool


def parse(edition: Edition, read: Read, options: Options, progress: Progress) -> Parsed:
    """Every file's head; a file whose bytes were parsed before is not opened."""
    config, fs = read.config, edition.fs

    def key(source: Source) -> str:
        return kept.key(source, config)

    def work(source: Source) -> tuple[Source, bytes, str, bytes]:
        from digest.parse import parse as parse_one

        source, data = load.read(fs, source)
        parsed = parse_one(source, data, lang=config.language, time_zone=config.time_zone)
        head, body = (parsed.article.head, parsed.article.body) if parsed.article else (None, None)
        row = msgspec.msgpack.encode(Kept(head=head, said=parsed.said))
        return source, row, head.body if head else "", msgspec.msgpack.encode(body)

    sources = tuple(read.scan.sources.values())
    keys = {key(source): source for source in sources}
    held = edition.cache.get_many(keys)
    missing = [source for k, source in keys.items() if k not in held]
    lean = _leaner()
    rows: dict[str, Kept | None] = dict.fromkeys(keys)
    for k in [*held]:
        rows[k] = lean(held.pop(k))
    fresh: dict[str, bytes] = {}
    for done, (source, row, body_hash, body) in enumerate(each(work, missing, processes=options.processes), 1):
        fresh[at := key(source)] = row
        rows[at] = lean(row)
        if body_hash:
            fresh[kept.body_key(body_hash)] = body
        if len(fresh) >= _FRESH:  # nobody needs them before their pages are made
            edition.cache.put_many(fresh)
            fresh = {}
        progress("reading", done, len(missing))
    edition.cache.put_many(fresh)
    found = [row for row in rows.values() if row is not None]
    made = gathered(sources, found, missed=missing, unmoved=len(rows) == len(keys))
    return made._replace(keys={*rows, *(kept.body_key(head.body) for head in made.heads)})


def _leaner() -> Callable[[bytes], Kept]:
    """Reads rows. The telling words, three quarters of a head, are there once for all heads that have them."""
    decode = msgspec.msgpack.Decoder(Kept).decode
    known: dict[tuple[str, int], tuple[str, int]] = {}

    def lean(data: bytes) -> Kept:
        row = decode(data)
        if not isinstance(row.head, ReportHead):
            return row
        terms = tuple(map(known.setdefault, row.head.terms, row.head.terms))
        return Kept(head=msgspec.structs.replace(row.head, terms=terms), said=row.said)

    return lean


def gathered(
    sources: Iterable[Source], rows: Sequence[Kept] | Sequence[Outlined], *, missed: Iterable[Source], unmoved: bool
) -> Parsed:
    """What was read of all files, together."""
    from digest.link import kind_of

    heads = [row.head for row in rows if row.head is not None]
    return Parsed(
        heads=heads,
        unread=frozenset(f"{source.kind}/{source.id}" for source in sources) - {f"{kind_of(h)}/{h.id}" for h in heads},
        said=[diagnostic for row in rows for diagnostic in row.said],
        missed=tuple(source.path for source in missed),
        keys=set(),
        unmoved=unmoved,
    )


_FRESH = 1000
"""Rows and bodies that are held before they are written."""
