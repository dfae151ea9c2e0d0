"""Render what is due, and put it in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from digest import write
from digest.edition import Edition
from digest.inputs import Read
from digest.kept import Bodies, Forgotten
from digest.memo import each
from digest.options import Options, Progress
from digest.packed import Fingerprints
from digest.publish.dressed import prints, wear
from digest.publish.edited import before, edits
from digest.publish.indexed import Index, index
from digest.state import State
from digest.trace import Trace
from digest.write import Entry, Made, Output, path_of

if TYPE_CHECKING:
    from digest.follow import Due
    from digest.model.document import Document


def publish(
    edition: Edition, read: Read, due: Due, last: State, options: Options, progress: Progress
) -> tuple[Trace, Made, str]:
    """Render what is stale, index what is found on all pages, and put both in place; also says why an index failed.

    Pages and index come in one step: an index of before would still find what was withdrawn, and lead to what is gone.
    """
    from digest import causes
    from digest.plan import foot
    from digest.render.document import document
    from digest.search import FOLDER, Found

    fs, cache, site = edition.fs, edition.cache, options.site
    worn = wear(read, foot(due.tables), options)
    pages = {path_of(url): (planned, url) for url, planned in due.pages.items()}
    whole = {id(planned): planned for planned, _ in pages.values()}
    alone, keys = prints(worn, due.pages)
    standing = Fingerprints.of(keys)
    if due.gone is not None:
        standing = last.made.keys.put(keys).without(map(path_of, due.gone))

    owned = write.owned(fs, site, last.made)
    write.tidy(fs, site)
    stale = write.stale(fs, site, keys, last.made)
    found = Found(cache, site) if worn.chrome.search else None
    if found is not None:
        unknown = {path for path in standing if path.endswith(".html") and found.lacks(path)}
        if not unknown <= pages.keys():
            raise Forgotten(site)
        stale += sorted(unknown.difference(stale))
    bodies = Bodies(cache).get
    render = worn.renderer(cache)
    progress("fingerprinting", len(keys), len(keys))

    def stage(path: str, data: bytes) -> tuple[str, Entry, bool]:
        return path, *write.stage(fs, site, Output(path=path, data=data), owned)

    tell = causes.teller(
        cache,
        site,
        [path for path in stale if path in pages],
        known=lambda path: path in last.made.keys,
        restored=lambda path: last.made.keys.get(path) == keys[path],
        own=alone,
        before=before(cache, site, read.config, last),
        edits=edits(cache, read, last),
    )

    def work(paths: Sequence[str]) -> _Done:
        if paths[0] in worn.files:
            return _Done([stage(path, worn.files[path]) for path in paths])
        planned = pages[paths[0]][0].planned()
        page, own = planned.page(), path_of(planned.url)
        return _Done(
            [stage(path, render(page, pages[path][1])) for path in paths],
            document(page, bodies) if found is not None else None,
            {own: tell(own, planned)} if own in paths else {},
        )

    together: dict[int | str, list[str]] = {}  # the forms of a page, which is made once for all of them
    for path in stale:
        together.setdefault(id(pages[path][0]) if path in pages else path, []).append(path)
    jobs = list(together.values())
    entries: dict[str, Entry] = {}
    written: list[str] = []
    why: dict[str, bytes] = {}
    for done, (outcome, told, cause) in enumerate(each(work, jobs, processes=options.processes), 1):
        entries |= {path: entry for path, entry, _ in outcome}
        written += [path for path, _, staged in outcome if staged]
        why |= cause
        if found is not None and (page := pages.get(outcome[0][0])):
            found.put(path_of(page[0].url), told)
        progress("rendering", done, len(jobs))
    progress("rendering", len(jobs), len(jobs))
    indexed = Index()
    if found is not None:
        found.keep_only(path for path in standing if path.endswith(".html"))
        indexed = index(fs, site, found, worn, last.made)
        lost = [path for path in standing if path.startswith(FOLDER) and path not in indexed.keys]
        standing = standing.without(lost).put(indexed.keys)
        for path, data in indexed.files.items():
            _, entries[path], staged = stage(path, data)
            written += [path] if staged else []
        progress("indexing", found.count(), found.count())
    removed = write.switch(fs, site, standing, entries, owned, last.made)
    causes.keep(cache, site, why, removed)
    made = write.remember(fs, site, standing, [*stale, *indexed.files], last.made)
    progress("putting in place", len(written), len(written))
    trace = Trace(
        pages=made.keys.names.count(b".html\0"),
        planned=len(whole),
        rendered=tuple(stale),
        written=tuple(written),
        removed=tuple(removed),
        indexed=found.count() if found is not None and indexed.files else 0,
    )
    return trace, made, indexed.failed


class _Done(NamedTuple):
    """What came of a page, in whichever process it was made."""

    files: list[tuple[str, Entry, bool]]
    """By path, with what the manifest says of it, and whether it is new."""
    found: Document | None = None
    """What a search finds on it."""
    cause: dict[str, bytes] = {}
    """Why it was made, by its path."""
