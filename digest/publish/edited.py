"""What was edited since the last build, and how that planned a page: to be noted with the pages that are made anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache as once
from typing import TYPE_CHECKING

import msgspec

from digest import kept
from digest.cache import Cache, Damaged
from digest.inputs import Read, differing
from digest.kept import Kept
from digest.model.source import Source
from digest.rows import Missing
from digest.state import State

if TYPE_CHECKING:
    from digest import causes
    from digest.config import Config
    from digest.edit.ledger import Written
    from digest.plan import Planned


def edits(cache: Cache, read: Read, last: State) -> tuple[causes.Edit, ...]:
    """What differs from the last build; of content files, if they are few, by field too."""
    from digest import causes

    found = list(differing(last.reads, read.hashes))
    few = found if len(found) <= _FEW_EDITS else ()
    sources = read.scan.sources if few else {}
    return tuple(
        causes.Edit(
            how=how,
            what=what,
            fields=_fields(cache, read.config, sources[what], last.reads[what])
            if how == "edited" and what in sources
            else (),
        )
        for how, what in found
    )


_FEW_EDITS = 20
"""Edited files that are compared field by field with what they were."""


def _fields(cache: Cache, config: Config, source: Source, hash: str) -> tuple[str, ...]:
    """Which fields of a file differ from those that it had when its hash was another."""
    from digest import causes

    keys = [kept.key(s, config) for s in (msgspec.structs.replace(source, hash=hash), source)]
    held = cache.get_many(keys)
    before, after = (msgspec.msgpack.decode(held[k], type=Kept).head if k in held else None for k in keys)
    return causes.fields(before, after) if before and after else ()


def before(cache: Cache, site: str, config: Config, last: State) -> Callable[[str], Planned | None]:
    """A function that plans the page at a URL from the ledger of the last build; None where that does not know it.

    To be asked while the ledger is as that build left it. Each process opens it at its first question.
    """

    @once
    def left() -> Written | None:
        from digest.edit import ledger

        return ledger.written(cache.here(), site, ledger.stamp_of(last.reads))

    def planned(url: str) -> Planned | None:
        try:
            held = left()
            return held.planned(url, config) if held else None
        except (Damaged, Missing):
            return None

    return planned
