"""The names in each text, by the text and the dictionary of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from digest import kept
from digest.edition import Edition
from digest.memo import each
from digest.model.article import Body, EntityHead, Head, ReportHead
from digest.options import Options, Progress

if TYPE_CHECKING:
    from digest.names import Hit, NameIndex


class Named(NamedTuple):
    hits: dict[str, tuple[Hit, ...]]
    dictionary: NameIndex
    keys: set[str]


def unnamed(heads: Sequence[Head]) -> Named:
    """Of texts in which nobody looks for names: whom the entity files name."""
    from digest.link import naming

    dictionary = naming.index(head for head in heads if isinstance(head, EntityHead))
    return Named(hits={}, dictionary=dictionary, keys=set())


def name(edition: Edition, heads: Sequence[Head], options: Options, progress: Progress) -> Named:
    """Where each report's text holds the names of the entity files: done again if its text or the names changed."""
    from digest.link import naming
    from digest.names import Hit

    if not any(isinstance(head, EntityHead) for head in heads):
        return unnamed(heads)
    dictionary = unnamed(heads).dictionary
    reports = [head for head in heads if isinstance(head, ReportHead) and head.body]  # a withdrawn one has no text left
    keys = {report.id: kept.hits_key(dictionary, report) for report in reports}
    held = edition.cache.get_many(dict.fromkeys(keys.values()))
    missing = [report for report in reports if keys[report.id] not in held]
    bodies = edition.cache.get_many({kept.body_key(report.body): None for report in missing})

    def work(report: ReportHead) -> bytes:
        body = msgspec.msgpack.decode(bodies[kept.body_key(report.body)], type=Body)
        return msgspec.msgpack.encode(naming.mentions(dictionary, body))

    fresh: dict[str, bytes] = {}
    for done, (report, hits) in enumerate(
        zip(missing, each(work, missing, processes=options.processes), strict=True), 1
    ):
        fresh[keys[report.id]] = hits
        progress("naming", done, len(missing))
    edition.cache.put_many(fresh)
    decode = msgspec.msgpack.Decoder(tuple[Hit, ...]).decode
    return Named(
        hits={id: decode(held.get(key) or fresh[key]) for id, key in keys.items()},
        dictionary=dictionary,
        keys=set(keys.values()),
    )
