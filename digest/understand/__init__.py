"""Content files -> Known: each file parsed, its names found, all linked, compared and checked, every page planned.

What a step made is remembered by what it read; each has a module here that knows by which key.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from digest import kept, state
from digest.cache import Damaged
from digest.diagnostic import Diagnostic, in_order, leveled
from digest.edition import Edition
from digest.inputs import Read, look
from digest.kept import Forgotten
from digest.memo import LEAST_FOR_A_POOL, beside
from digest.model.article import Head
from digest.options import Options, Progress, quietly
from digest.state import State
from digest.understand.comparing import compare
from digest.understand.grouping import group
from digest.understand.naming import name, unnamed
from digest.understand.parsing import Parsed, parse
from digest.understand.relating import relate
from digest.understand.revising import revise

if TYPE_CHECKING:  # the stages are imported where they are called: with nothing to do, none is
    from digest.config import Config
    from digest.edit.ledger import Indexes
    from digest.link import Linked
    from digest.plan import Plan, Tables

Result = TypeVar("Result")


class Known(NamedTuple):
    """The edition, understood."""

    tables: Tables
    plan: Plan
    linked: Linked
    indexes: Indexes
    captures: Mapping[str, str]
    """The saved text of articles, by report id."""
    said: tuple[Diagnostic, ...]
    parsed: tuple[str, ...]
    """The files that had to be parsed."""
    keys: set[str]
    """What in the cache still serves."""
    unmoved: bool
    """No file was saved between the scan and the parsing."""


def checked(edition: Edition, options: Options, progress: Progress = quietly) -> tuple[Diagnostic, ...]:
    """What is to be said of an edition. Nothing is done again where nothing has changed; `options.site` is only the
    name by which that is remembered."""
    last = state.load(edition.fs, options.site)
    read = look(edition, options, last)
    if read.key == last.inputs:
        return last.said
    said, unmoved = said_of(edition, read, options, progress)
    known = State(inputs=read.key if unmoved else "", seen=read.scan.seen, said=said)
    state.save(edition.fs, options.site, known)
    return said


def said_of(
    edition: Edition, read: Read, options: Options, progress: Progress = quietly
) -> tuple[tuple[Diagnostic, ...], bool]:
    """The same of files that were looked at, and no more than that takes: nobody asks which reports are related, nor
    what a program finds in texts. And whether no file was saved since."""
    return _whole(edition, lambda: _said_of(edition, read, options, progress))


def _said_of(edition: Edition, read: Read, options: Options, progress: Progress) -> tuple[tuple[Diagnostic, ...], bool]:
    from digest.edit.ledger import Indexes
    from digest.plan import tables
    from digest.rows import write as keep
    from digest.understand.outlining import outlines

    parsed = outlines(edition, read, options, progress)
    shown = _shown(parsed, options)
    progress("reading", len(parsed.missed), len(parsed.missed))
    indexes = Indexes(edition.cache, options.site)
    linked = group(edition, shown, unnamed(shown), parsed, options, indexes)
    keep(edition.cache, indexes.quoted.drain())
    progress("linking", len(shown), len(shown))
    planned = _plan(tables(linked.site, {}), read.config, progress)  # addresses rest on nothing else
    captures = _captures(kept.Articles(edition.fs).all(shown))
    return _said(read, parsed, linked, captures, planned, progress), parsed.unmoved


def understand(edition: Edition, read: Read, options: Options, progress: Progress = quietly) -> Known:
    """Everything up to the pages' plan; pure but for the files that are read and the cache."""
    return _whole(edition, lambda: _understood(edition, read, options, progress))


def _whole(edition: Edition, work: Callable[[], Result]) -> Result:
    """Do some work by what the cache holds; if that is damaged, by nothing: the rest of it is no use."""
    collecting = gc.isenabled()
    gc.disable()  # records form no cycles, and over ten thousand of them the collector takes as long as the work
    try:
        return work()
    except (Forgotten, Damaged):
        edition.cache.clear()
        return work()
    finally:
        if collecting:
            gc.enable()


def _shown(parsed: Parsed, options: Options) -> list[Head]:
    from digest.link import published

    return published([head for head in parsed.heads if options.drafts or not head.draft])


def _plan(held: Tables, config: Config, progress: Progress) -> Plan:
    from digest.plan import whole

    planned = whole(held, config)
    count = len({id(page) for page in planned.pages.values()})
    progress("planning", count, count)
    return planned


def _captures(saved: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, str]:
    """The newest text of each article."""
    return {id: texts[-1][1] for id, texts in saved.items()}


def _said(
    read: Read, parsed: Parsed, linked: Linked, captures: Mapping[str, str], planned: Plan, progress: Progress
) -> tuple[Diagnostic, ...]:
    from digest.check import check
    from digest.parse import RESERVED

    found = check(linked.site, captures)
    renamed = {one.span.path for one in parsed.said if one.code == RESERVED}  # its new name is at no such address
    shared = [one for one in planned.said if one.span.path not in renamed]
    said = [*read.said, *read.scan.said, *parsed.said, *linked.said, *shared, *found]
    progress("checking", len(parsed.heads), len(parsed.heads))
    return in_order(leveled(said, read.config.levels))


def _understood(edition: Edition, read: Read, options: Options, progress: Progress) -> Known:
    from digest.edit.ledger import Indexes
    from digest.plan import tables

    parsed = parse(edition, read, options, progress)
    shown = _shown(parsed, options)
    progress("reading", len(parsed.missed), len(parsed.missed))
    named = name(edition, shown, options, progress)
    progress("naming", len(named.hits), len(named.hits))
    saved = kept.Articles(edition.fs).all(shown)
    captures = _captures(saved)
    indexes = Indexes(edition.cache, options.site)
    work = partial(compare, edition, shown, captures, read.config.language, options, indexes.copied)
    # Neither rests on the other, and to group quotations is the work of one process.
    with beside(work, processes=options.processes if len(parsed.missed) >= LEAST_FOR_A_POOL else 1) as compared:
        linked = group(edition, shown, named, parsed, options, indexes)
        progress("linking", len(shown), len(shown))
        revised = revise(edition, saved, options, progress)
        shared, indexes.copied.unwritten = compared()
    progress("comparing", len(shown), len(shown))
    site = relate(edition, linked.site, shared, parsed, options, indexes.kin)
    progress("relating", len(shown), len(shown))
    held = tables(site, revised.revisions)
    planned = _plan(held, read.config, progress)
    return Known(
        tables=held,
        plan=planned,
        linked=msgspec.structs.replace(linked, site=site),
        indexes=indexes,
        captures=captures,
        said=_said(read, parsed, linked, captures, planned, progress),
        parsed=parsed.missed,
        keys=parsed.keys | named.keys | revised.keys | {kept.linked_key(options.site)},
        unmoved=parsed.unmoved,
    )
