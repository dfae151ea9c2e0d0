"""The passages that texts share, from an index that is kept from build to build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from digest.edition import Edition
from digest.kept import Bodies
from digest.memo import each
from digest.model.article import Head, ReportHead
from digest.options import Options

if TYPE_CHECKING:
    from digest.copied import Shared, Text
    from digest.rows import Parts


def compare(
    edition: Edition,
    heads: Sequence[Head],
    captures: Mapping[str, str],
    lang: str,
    options: Options,
    parts: Parts,
) -> tuple[tuple[Shared, ...], dict[str, bytes | None]]:
    """Which reports share text: fingerprints are made once a text, and only texts that changed are compared. And what
    of the index is to be written."""
    from digest import copied
    from digest.link import copies

    edition.cache.here()
    named = copies.texts(heads, captures)
    reports = {head.id: head for head in heads if isinstance(head, ReportHead)}
    bodies = Bodies(edition.cache)

    def text(id: str) -> Text:
        head, outlet = reports[id], named[id][1]
        if id in captures:
            return copies.of_article(id, outlet, captures[id], head.lang or lang)
        return copies.of_body(head, outlet, bodies.get(head.body))

    def work(id: str) -> bytes:
        return copied.marks(text(id))

    def compared(index: copied.Index) -> tuple[Shared, ...]:
        if index.state != copied.state(named):
            missing = index.unmarked(named)
            made = dict(zip(missing, each(work, missing, processes=options.processes), strict=True))
            index.update(index.ids() - named.keys(), named, made, text)
        return index.shared()

    try:
        shared = compared(copied.Index(parts))
    except copied.Damaged:
        parts.clear()
        shared = compared(copied.Index(parts))
    return shared, parts.unwritten
