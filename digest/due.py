"""The pages that a build or a preview must look at: those that an edit touches, or all."""

from __future__ import annotations

from digest.edit import ledger
from digest.edition import Edition
from digest.follow import Due, Look, follow
from digest.inputs import Read
from digest.options import Options, Progress
from digest.state import State


def followed(edition: Edition, read: Read, last: State, options: Options) -> Due | None:
    """What a few edits touch; None if it may be anything."""
    book = ledger.opened(edition.cache, options.site, ledger.stamp_of(last.reads))
    if book is None:
        return None
    now = Look(sources=read.scan.sources, hashes=read.hashes, config=read.config, drafts=options.drafts)
    due = follow(edition, book, last.reads, now, last.said)
    # Of a broken file only what it says alone is known here; whoever builds wants all that is wrong at once.
    return due if due and not due.broken else None


def anew(edition: Edition, read: Read, options: Options, progress: Progress) -> Due:
    """Everything linked and planned."""
    from digest.understand import understand  # which an edit that is followed does without

    known = understand(edition, read, options, progress)

    def remember() -> None:
        stamp = ledger.stamp_of(read.hashes) if known.unmoved else ""
        ledger.begin(edition.cache, options.site, stamp, known.tables, known.linked, known.plan, known.indexes)
        edition.cache.keep_only(known.keys)

    return Due(
        pages=known.plan.pages,
        gone=None,
        tables=known.tables,
        said=known.said,
        holds=known.said,
        parsed=known.parsed,
        unmoved=known.unmoved,
        broken=(),
        remember=remember,
    )
