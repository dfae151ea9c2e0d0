"""Each file's head and body, by its bytes: no file is opened twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from digest import kept, load
from digest.diagnostic import Diagnostic
from digest.edition import Edition
from digest.inputs import Read
from digest.kept import Kept
from digest.memo import each
from digest.model.article import Head
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
    fresh: dict[str, bytes] = {}
    unmoved = True
    bodies: dict[str, bytes] = {}
    for done, (source, row, body_hash, body) in enumerate(each(work, missing, processes=options.processes), 1):
        fresh[at := key(source)] = row
        if body_hash:
            bodies[kept.body_key(body_hash)] = body
        if len(bodies) >= _BODIES:  # nobody needs them before their pages are made
            edition.cache.put_many(bodies)
            bodies = {}
        if at not in keys:
            unmoved = False
            held[at] = row
        progress("reading", done, len(missing))
    edition.cache.put_many(fresh | bodies)
    decode = msgspec.msgpack.Decoder(Kept).decode
    results = [decode(held.get(k) or fresh[k]) for k in dict.fromkeys((*keys, *held)) if k in held or k in fresh]
    made = gathered(sources, results, missed=missing, unmoved=unmoved)
    return made._replace(keys={*keys, *fresh, *(kept.body_key(head.body) for head in made.heads)})


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


_BODIES = 500
"""Bodies that are held before they are written."""
