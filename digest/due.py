"""The pages that a build or a preview must look at: those that an edit touches, or all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache as once
from typing import NamedTuple

from digest.cache import Damaged
from digest.diagnostic import Diagnostic
from digest.edit import ledger
from digest.edition import Edition
from digest.follow import Due, Look, follow
from digest.inputs import Read
from digest.memo import LEAST_FOR_A_POOL, alone, apart
from digest.options import Options, Progress
from digest.plan import Later, Planned
from digest.rows import Missing
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


def anew(edition: Edition, read: Read, last: State, options: Options, progress: Progress) -> Due:
    """Everything linked and planned.

    Of a first build nobody asks how its pages were planned before, and memory is dearest while they are rendered. So
    its ledger is written at once, by a process of its own, which takes with it all that it compared and planned; each
    page is planned again from the rows of the ledger, where it is made. What is written says what it was made of, so a
    build that is killed afterwards does all of it again.
    """
    cache, site = edition.cache, options.site
    few = len(read.scan.sources) < LEAST_FOR_A_POOL
    if last.reads or few or not cache.lies or alone(options.processes):
        return linked(edition, read, options, progress)
    left = apart(lambda tell: _left(edition, read, options, tell), progress, processes=options.processes)
    cache.again()
    cache.warnings += left.warnings
    if left.pages and ledger.written(cache, site, left.stamp) is None:  # a disk that is full, or cannot be written to
        return linked(edition, read, options, progress)

    @once  # in each process that renders
    def book() -> ledger.Written:
        return ledger.Written(cache.here(), site)

    def planned(url: str) -> Planned:
        try:
            return book().planned(url, read.config)
        except Missing as error:
            raise Damaged(url) from error

    own = {url: Later(url, print, planned) for url, print, _ in left.pages}
    return Due(
        pages={form: own[url] for url, _, forms in left.pages for form in forms},
        gone=None,
        tables=ledger.Written(cache, site).tables,
        said=left.said,
        holds=left.said,
        parsed=left.parsed,
        unmoved=left.unmoved,
        broken=(),
        remember=lambda: None,
    )


class _Left(NamedTuple):
    """What is known of an edition whose ledger is written."""

    said: tuple[Diagnostic, ...]
    parsed: tuple[str, ...]
    unmoved: bool
    stamp: str = ""
    pages: Sequence[tuple[str, str, Sequence[str]]] = ()
    """The URL of each page, its fingerprint, and the URLs of its forms, itself among them. None of an edition with
    errors, of which no ledger is written."""
    warnings: Sequence[str] = ()


def _left(edition: Edition, read: Read, options: Options, progress: Progress) -> _Left:
    cache = edition.cache.here()
    warned = len(cache.warnings)
    due = linked(edition, read, options, progress)
    left = _Left(due.said, due.parsed, due.unmoved)
    if not any(diagnostic.severity == "error" for diagnostic in due.said):
        forms: dict[int, list[str]] = {}
        for url, page in due.pages.items():
            forms.setdefault(id(page), []).append(url)
        own = {id(page): page for page in due.pages.values()}
        pages = [(page.url, page.fingerprint(), forms[key]) for key, page in own.items()]
        progress("fingerprinting", len(pages), len(pages))
        due.remember()
        progress("remembering", len(read.hashes), len(read.hashes))
        left = left._replace(stamp=_stamp(read, due.unmoved), pages=pages)
    return left._replace(warnings=cache.warnings[warned:])


def _stamp(read: Read, unmoved: bool) -> str:
    return ledger.stamp_of(read.hashes) if unmoved else ""


def linked(edition: Edition, read: Read, options: Options, progress: Progress) -> Due:
    """Everything linked and planned, in memory."""
    from digest.understand import understand  # which an edit that is followed does without

    known = understand(edition, read, options, progress)

    def remember() -> None:
        stamp = _stamp(read, known.unmoved)
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
