"""The table of contents: the pipeline, from content files to a site.

    load -> parse -> name -> link -> check -> plan -> render -> write

`inputs` looks at the files, `due` says which pages are due (`understand` goes from parse to plan; `follow` does so with
a few edits alone), and `publish` renders and writes them. Each stage is a function of values and knows no other stage.
What one made is remembered by the content of what it read, a page is made only if what its function reads has changed,
and a build with nothing to do stops after looking at the files.
"""

from __future__ import annotations

import gc

import msgspec

from digest import state, still, write
from digest.cache import Damaged
from digest.diagnostic import Diagnostic
from digest.edition import Edition
from digest.inputs import Read, differing, look
from digest.kept import Forgotten
from digest.model.base import Record
from digest.options import Options, Progress, quietly
from digest.state import State
from digest.trace import Trace


class Built(Record, kw_only=True):
    said: tuple[Diagnostic, ...]
    trace: Trace
    lacks: str = ""
    """What was not made because this machine lacks something, and how to have it."""
    failed: bool = False
    """There were errors, and the old site was left as it is."""
    unsearched: str = ""
    """Why the site has no search though it should have one, in words."""


def build(edition: Edition, options: Options, progress: Progress = quietly, seen: still.Look | None = None) -> Built:
    """Make the site; a second run does only what changed. `seen`: how everything lay a moment ago, if it was asked.

    Content never raises: errors in it are in `Built.said`, and then nothing is written. Raises `write.NotOurs` if a
    file of somebody else lies where a page should, and OSError if the disk refuses.
    """
    collecting = gc.isenabled()
    gc.disable()  # records form no cycles, and over ten thousand of them the collector takes as long as the build
    try:
        return _build(edition, options, progress, seen)
    except (Forgotten, Damaged):
        edition.cache.clear()
        return _build(edition, options, progress, None)
    finally:
        if collecting:
            gc.enable()


def _build(edition: Edition, options: Options, progress: Progress, seen: still.Look | None) -> Built:
    fs, site = edition.fs, options.site
    last = state.load(fs, site)
    read = look(edition, options, last, seen)
    intact = write.intact(fs, site, last.made, seen)
    progress("looking", len(read.scan.sources), len(read.scan.sources))
    if intact and read.key == last.inputs:
        if read.scan.seen != last.seen:  # saved again with the same words
            _remember(edition, options, read, msgspec.structs.replace(last, seen=read.scan.seen))
        return Built(said=last.said, trace=Trace(pages=last.pages))
    from digest.due import anew, followed  # a build with nothing to do imports no stage
    from digest.publish import publish

    changed = tuple(f"{how} {what}" for how, what in differing(last.reads, read.hashes))
    due = (followed(edition, read, last, options) if intact else None) or anew(edition, read, last, options, progress)
    if any(diagnostic.severity == "error" for diagnostic in due.said):
        # What was good is kept, so that mending one file of ten thousand reads one file.
        state.save(fs, site, msgspec.structs.replace(last, inputs="", seen=read.scan.seen))
        return Built(said=due.said, trace=Trace(parsed=due.parsed, changed=changed), failed=True)
    if due.gone is not None:
        progress("following edits", len(due.parsed), len(due.parsed))
    trace, made, unsearched = publish(edition, read, due, last, options, progress)
    # A file saved while we built was read as it is now; the scan's hash of it would make the next build miss it. And
    # an index that could not be made is tried again.
    inputs = read.key if due.unmoved and not unsearched else ""
    due.remember()
    now = State(
        inputs=inputs, reads=read.hashes, seen=read.scan.seen, made=made, said=due.said, pages=trace.pages,
        drafts=options.drafts, search=options.search, base_url=read.config.base_url,
    )  # fmt: skip
    _remember(edition, options, read, now)
    progress("remembering", len(read.hashes), len(read.hashes))
    from digest.search import engine

    if options.search and due.gone is None and read.config.search == "on" and not engine():
        unsearched = 'Pagefind is not installed: pip install "news-digest[search]"'
    trace = msgspec.structs.replace(trace, parsed=due.parsed, changed=changed)
    return Built(said=due.said, trace=trace, lacks=read.lacks, unsearched=unsearched)


def _remember(edition: Edition, options: Options, read: Read, now: State) -> None:
    state.save(edition.fs, options.site, now)
    if options == Options(processes=options.processes, search=options.search):
        state.answer(edition.fs, now, read.inputs, search=options.search, now=read.looked)
