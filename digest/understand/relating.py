"""Which reports belong together, from how the last build related them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from digest.edition import Edition
from digest.memo import LEAST_FOR_A_POOL, beside
from digest.options import Options
from digest.understand.parsing import Parsed

if TYPE_CHECKING:
    from digest.copied import Shared
    from digest.model.site import Copy, Site
    from digest.rows import Parts


def relate(
    edition: Edition, site: Site, shared: Sequence[Shared], parsed: Parsed, options: Options, parts: Parts
) -> Site:
    """The edition with what its reports share, and the reports that are related to each."""
    from digest import link

    def work() -> tuple[Mapping[str, tuple[Copy, ...]], dict[str, bytes | None]]:
        edition.cache.here()
        return link.relate(site, shared, parts).copies, parts.unwritten

    if len(parsed.missed) < LEAST_FOR_A_POOL:
        return link.relate(site, shared, parts)
    with beside(work, processes=options.processes) as related:  # a process gives back all its memory
        copies, parts.unwritten = related()
    return link.related_in(msgspec.structs.replace(site, copies=copies), parts)
