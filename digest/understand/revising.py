"""What outlets changed in their articles, by the saved texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from digest.code import fingerprint_of_code
from digest.edition import Edition
from digest.memo import each
from digest.model.base import fingerprint
from digest.options import Options, Progress

if TYPE_CHECKING:
    from digest.revised import Revision


class Revised(NamedTuple):
    revisions: dict[str, tuple[Revision, ...]]
    """What outlets changed, by report id, where more than one text of an article was saved."""
    keys: set[str]


def revise(
    edition: Edition, saved: Mapping[str, Sequence[tuple[str, str]]], options: Options, progress: Progress
) -> Revised:
    """What differs between the saved texts of an article: compared once for each report and its texts."""
    from digest.revised import Revision, revisions

    keys = {id: fingerprint("revised", fingerprint_of_code(), texts) for id, texts in saved.items() if len(texts) > 1}
    held = edition.cache.get_many(dict.fromkeys(keys.values()))
    missing = [id for id, key in keys.items() if key not in held]

    def work(id: str) -> bytes:
        return msgspec.msgpack.encode(revisions(saved[id]))

    fresh: dict[str, bytes] = {}
    for done, (id, found) in enumerate(zip(missing, each(work, missing, processes=options.processes), strict=True), 1):
        fresh[keys[id]] = found
        progress("comparing captures", done, len(missing))
    edition.cache.put_many(fresh)
    decode = msgspec.msgpack.Decoder(tuple[Revision, ...]).decode
    return Revised(
        revisions={id: decode(held.get(key) or fresh[key]) for id, key in keys.items()}, keys=set(keys.values())
    )
