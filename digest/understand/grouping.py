"""Who is who and which quotations are one statement, from how the last build grouped them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from digest import kept
from digest.edition import Edition
from digest.memo import LEAST_FOR_A_POOL, beside
from digest.model.article import Head
from digest.options import Options
from digest.understand.naming import Named
from digest.understand.parsing import Parsed

if TYPE_CHECKING:
    from digest.edit.ledger import Indexes
    from digest.link import Linked


def group(
    edition: Edition, heads: Sequence[Head], named: Named, parsed: Parsed, options: Options, indexes: Indexes
) -> Linked:
    """The edition as a whole, from what the last build remembers of its quotations on."""
    from digest.link import link
    from digest.link.grouping import Grouped

    key = kept.linked_key(options.site)
    before = edition.cache.get(key)
    last = msgspec.msgpack.decode(before, type=Grouped) if before else None

    def linked_from(last: Grouped | None) -> Linked:
        return link(heads, named.hits, named.dictionary, parsed.unread, last, indexes.quoted)

    def work() -> tuple[Grouped, dict[str, bytes | None]]:
        edition.cache.here()
        return linked_from(last).grouped, indexes.quoted.unwritten

    # To compare all quotations takes more memory than all else, and leaves it in pieces: a process gives it back.
    if len(parsed.missed) >= LEAST_FOR_A_POOL:
        with beside(work, processes=options.processes) as grouped:
            last, indexes.quoted.unwritten = grouped()
    linked = linked_from(last)
    now = msgspec.msgpack.encode(linked.grouped)
    if now != before:
        edition.cache.put_many({key: now})
    return linked
