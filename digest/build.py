"""The table of contents: the pipeline, from content files to a site.

    load -> parse -> name -> link -> check -> plan -> render -> write

Each stage is a function of values and knows no other stage; they meet here. What a stage made is remembered by the
content of what it read, a page is made only if what its function reads has changed, and a build with nothing to do
stops after looking at the files.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import msgspec

from digest import kept, load, state, still, write
from digest.cache import Cache, Damaged
from digest.census import Census
from digest.code import fingerprint_of_code
from digest.diagnostic import Diagnostic, in_order, leveled
from digest.edition import Edition
from digest.fs import FileSystem
from digest.kept import Bodies, Forgotten, Kept
from digest.memo import each
from digest.model.article import Body, EntityHead, Head, ReportHead
from digest.model.base import Record, fingerprint
from digest.model.source import Source
from digest.state import State
from digest.write import Entry, Made, Output

if TYPE_CHECKING:  # the stages are imported where they are called: a build with nothing to do calls none
    from digest import causes
    from digest.config import Config
    from digest.copied import Shared, Text
    from digest.dress import Dress
    from digest.edit.ledger import Indexes
    from digest.follow import Due
    from digest.link import Linked
    from digest.model.document import Document
    from digest.model.page import Link
    from digest.names import Hit, NameIndex
    from digest.plan import Plan, Planned, Tables
    from digest.revised import Revision
    from digest.rows import Parts
    from digest.search import Found

SETTINGS = "content/site.yml"


Result = TypeVar("Result")


class Options(Record, kw_only=True):
    base_url: str = ""
    """In place of the one in `site.yml`."""
    drafts: bool = False
    search: bool = False
    """Make the index that the search page needs, if Pagefind is installed."""
    site: str = write.SITE
    processes: int = 0
    """0: as many as there are processors."""


class Trace(Record, kw_only=True):
    """What a build did and why: counted in tests, printed in the summary, never part of a page."""

    pages: int = 0
    planned: int = 0
    """How many of them, and of feeds, were planned: all, or those that read something which an edit changed."""
    parsed: tuple[str, ...] = ()
    rendered: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    indexed: int = 0
    """The pages of which an index was made; 0: none was made, or the last one still serves."""
    changed: tuple[str, ...] = ()
    """What differs from the last build: `edited content/reports/x.md`, `edited theme/`, `edited digest itself`."""


class Built(Record, kw_only=True):
    said: tuple[Diagnostic, ...]
    trace: Trace
    lacks: str = ""
    """What was not made because this machine lacks something, and how to have it."""
    failed: bool = False
    """There were errors, and the old site was left as it is."""
    unsearched: str = ""
    """Why the site has no search though it should have one, in words."""


Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how many of its items are done, and how many there are: when some are done, and at
its end, so that the time since the call before is that stage's (`clock.py`)."""


def quietly(stage: str, done: int, of: int) -> None:
    pass


def build(
    edition: Edition, options: Options, progress: Progress = quietly, seen: still.Look | None = None
) -> Built:
    """Make the site; a second run does only what changed. `seen`: how everything lay a moment ago, if it was asked.

    Content never raises: errors in it are in `Built.said`, and then nothing is written. Raises `write.NotOurs` if a
    file of somebody else lies where a page should, and OSError if the disk refuses.
    """
    gc.disable()  # records form no cycles, and over ten thousand of them the collector takes as long as the build
    try:
        return _build(edition, options, progress, seen)
    except (Forgotten, Damaged):
        edition.cache.clear()
        return _build(edition, options, progress, None)
    finally:
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
    changed = _changes(last.reads, read.hashes)
    due = (_followed(edition, read, last, options) if intact else None) or anew(edition, read, options, progress)
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


# --- load ------------------------------------------------------------------------------------------------------------


class Read(NamedTuple):
    """Everything that a build reads, before any of it is understood."""

    scan: load.Scan
    config: Config
    said: tuple[Diagnostic, ...]
    """What is wrong with the settings and the folders."""
    theme: Mapping[str, bytes]
    hashes: dict[str, str]
    """By what changed: a path, `the theme`, `digest itself`."""
    key: str
    inputs: tuple[Census, ...]
    """How all these files lay before any was read; of the content first."""
    looked: int
    """When that was, by the file system's own time, in nanoseconds."""
    lacks: str = ""
    """What is not made because this machine lacks something, and how to have it."""


def look(edition: Edition, options: Options, last: State, seen: still.Look | None = None) -> Read:
    """Look at the files, unless they were `seen` already; read those that may have changed."""
    fs = edition.fs
    looked = fs.now() - (seen.age() if seen else 0)
    inputs = seen.inputs if seen else still.inputs(fs.census, edition.shipped.census)
    scan = load.scan(fs, inputs[0], last.seen, now=looked)
    settings = fs.read(SETTINGS) if fs.stat(SETTINGS) else None
    config, said = _settings(edition.cache, settings)
    if options.base_url:
        config = msgspec.structs.replace(config, base_url=options.base_url)
    theme = load.tree(edition.shipped, ("theme",)) | load.tree(fs, ("theme",))
    config, lacks = _drawing(config, theme)
    hashes = {source.path: source.hash for source in scan.sources}
    hashes[SETTINGS] = fingerprint(settings or b"")
    hashes["content/captures/"] = scan.captures
    hashes["theme/"] = fingerprint(*(part for name, data in sorted(theme.items()) for part in (name, data)))
    hashes["what lies astray"] = fingerprint(scan.said)
    hashes["digest itself"] = fingerprint_of_code()
    hashes["the options"] = fingerprint(options.base_url, options.drafts, options.search, options.site)
    key = fingerprint(sorted(hashes.items()))
    return Read(
        scan=scan, config=config, said=said, theme=theme, hashes=hashes, key=key, inputs=inputs, looked=looked,
        lacks=lacks,
    )  # fmt: skip


def _drawing(config: Config, theme: Mapping[str, bytes]) -> tuple[Config, str]:
    """The settings with pictures turned off where none can be drawn: a link to one needs the edition's whole address,
    drawing needs Pillow and the theme's fonts. And what is to be said of it."""
    if config.pictures == "off":
        return config, ""
    from digest.render.picture import FONTS

    without = msgspec.structs.replace(config, pictures="off")
    if not config.base_url or any(f"static/{name}" not in theme for name in FONTS):
        return without, ""
    if find_spec("PIL") is None:
        return without, LACKING
    return config, ""


LACKING = "No pictures are drawn for links to the site: install them with pip install 'news-digest[pictures]'."


def glance(edition: Edition, last: Read, paths: Collection[str]) -> Read | None:
    """The same, where only some content files are looked at; None if they are not all files that were there before. It
    has no key: that of all files takes longer than to look at a few."""
    sources = {source.path: source for source in last.scan.sources}
    hashes = dict(last.hashes)
    for path in paths:
        if path not in sources:
            return None
        try:
            hashes[path] = fingerprint(edition.fs.read(path))
        except FileNotFoundError:
            return None
        sources[path] = msgspec.structs.replace(sources[path], hash=hashes[path])
    scan = msgspec.structs.replace(last.scan, sources=tuple(sources.values()))
    return last._replace(scan=scan, hashes=hashes, key="")


def _settings(cache: Cache, text: bytes | None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings; those read before are remembered, for a build without changes has no time to import a schema."""
    from digest.config import Config, read

    key = fingerprint("settings", fingerprint_of_code(), text or b"", text is None)
    held = cache.get(key)
    if held is not None:
        return msgspec.msgpack.decode(held, type=tuple[Config, tuple[Diagnostic, ...]])
    made = read(text, SETTINGS)
    cache.put_many({key: msgspec.msgpack.encode(made)})
    return made


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{how} {what}" for how, what in _differing(before, now))


def _differing(
    before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[tuple[Literal["new", "edited", "removed"], str]]:
    for what in sorted({*before, *now}) if before else ():
        if before.get(what) != now.get(what):
            yield "new" if what not in before else "removed" if what not in now else "edited", what


# --- parse, name, link, check, plan ----------------------------------------------------------------------------------


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
    """What is to be said of an edition, and no more than that takes: nobody asks which reports are related. Nothing is
    done again where nothing has changed; `options.site` is only the name by which that is remembered."""
    last = state.load(edition.fs, options.site)
    read = look(edition, options, last)
    if read.key == last.inputs:
        return last.said
    said, unmoved = _whole(edition, lambda: _checked(edition, read, options, progress))
    known = State(inputs=read.key if unmoved else "", seen=read.scan.seen, said=said)
    state.save(edition.fs, options.site, known)
    return said


def _checked(
    edition: Edition, read: Read, options: Options, progress: Progress
) -> tuple[tuple[Diagnostic, ...], bool]:
    from digest.plan import tables
    from digest.rows import write as keep

    bound = _bind(edition, read, options, progress)
    planned = _plan(tables(bound.linked.site, {}), read.config, progress)  # addresses rest on nothing else
    keep(edition.cache, bound.indexes.quoted.drain())
    return _said(read, bound, planned, progress), bound.parsed.unmoved


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


class _Bound(NamedTuple):
    """The edition, linked, but for what its reports have in common."""

    parsed: _Parsed
    shown: list[Head]
    named: _Named
    saved: Mapping[str, Sequence[tuple[str, str]]]
    captures: Mapping[str, str]
    indexes: Indexes
    linked: Linked


def _bind(edition: Edition, read: Read, options: Options, progress: Progress) -> _Bound:
    from digest.edit.ledger import Indexes
    from digest.link import published

    parsed = _parse(edition, read, options, progress)
    shown = published([head for head in parsed.heads if options.drafts or not head.draft])
    progress("reading", len(parsed.missed), len(parsed.missed))
    named = _name(edition, shown, options, progress)
    progress("naming", len(named.hits), len(named.hits))
    saved = kept.saved(edition.fs, shown)
    indexes = Indexes(edition.cache, options.site)
    linked = _link(edition, shown, named, parsed, options, indexes)
    progress("linking", len(shown), len(shown))
    return _Bound(
        parsed=parsed,
        shown=shown,
        named=named,
        saved=saved,
        captures={id: texts[-1][1] for id, texts in saved.items()},
        indexes=indexes,
        linked=linked,
    )


def _plan(held: Tables, config: Config, progress: Progress) -> Plan:
    from digest.plan import whole

    planned = whole(held, config)
    count = len({id(page) for page in planned.pages.values()})
    progress("planning", count, count)
    return planned


def _said(read: Read, bound: _Bound, planned: Plan, progress: Progress) -> tuple[Diagnostic, ...]:
    from digest.check import check

    found = check(bound.linked.site, bound.captures)
    said = [*read.said, *read.scan.said, *bound.parsed.said, *bound.linked.said, *planned.said, *found]
    progress("checking", len(bound.shown), len(bound.shown))
    return in_order(leveled(said, read.config.levels))


def _understood(edition: Edition, read: Read, options: Options, progress: Progress) -> Known:
    from digest.link import relate
    from digest.plan import tables

    bound = _bind(edition, read, options, progress)
    shown, indexes = bound.shown, bound.indexes
    revised = _revised(edition, bound.saved, options, progress)
    shared = _compare(edition, shown, bound.captures, read.config.language, options, indexes.copied, progress)
    progress("comparing", len(shown), len(shown))
    site = relate(bound.linked.site, shared, indexes.kin)
    progress("relating", len(shown), len(shown))
    held = tables(site, revised.revisions)
    planned = _plan(held, read.config, progress)
    return Known(
        tables=held,
        plan=planned,
        linked=msgspec.structs.replace(bound.linked, site=site),
        indexes=indexes,
        captures=bound.captures,
        said=_said(read, bound, planned, progress),
        parsed=bound.parsed.missed,
        keys=bound.parsed.keys | bound.named.keys | revised.keys | {kept.linked_key(options.site)},
        unmoved=bound.parsed.unmoved,
    )


class _Parsed(NamedTuple):
    heads: list[Head]
    unread: frozenset[str]
    """The `kind/id`s of files that could not be understood."""
    said: list[Diagnostic]
    missed: tuple[str, ...]
    keys: set[str]
    unmoved: bool


def _parse(edition: Edition, read: Read, options: Options, progress: Progress) -> _Parsed:
    """Every file's head; a file whose bytes were parsed before is not opened."""
    from digest.link import kind_of

    config, fs = read.config, edition.fs

    def key(source: Source) -> str:
        return kept.key(source, config)

    def work(source: Source) -> tuple[Source, bytes, str, bytes]:
        from digest.parse import parse

        source, data = load.read(fs, source)
        parsed = parse(source, data, lang=config.language, time_zone=config.time_zone)
        head, body = (parsed.article.head, parsed.article.body) if parsed.article else (None, None)
        row = msgspec.msgpack.encode(Kept(head=head, said=parsed.said))
        return source, row, head.body if head else "", msgspec.msgpack.encode(body)

    sources = read.scan.sources
    keys = {key(source): source for source in sources}
    held = edition.cache.get_many(keys)
    missing = [source for k, source in keys.items() if k not in held]
    fresh: dict[str, bytes] = {}
    unmoved = True
    bodies: dict[str, bytes] = {}
    for done, (source, row, body_hash, body) in enumerate(each(work, missing, processes=options.processes), 1):
        fresh[key(source)] = row
        if body_hash:
            bodies[kept.body_key(body_hash)] = body
        if len(bodies) >= _BODIES:  # nobody needs them before their pages are made
            edition.cache.put_many(bodies)
            bodies = {}
        if key(source) not in keys:
            unmoved = False
            held[key(source)] = row
        progress("reading", done, len(missing))
    edition.cache.put_many(fresh | bodies)
    decode = msgspec.msgpack.Decoder(Kept).decode
    results = [decode(held.get(k) or fresh[k]) for k in dict.fromkeys((*keys, *held)) if k in held or k in fresh]
    heads = [row.head for row in results if row.head is not None]
    return _Parsed(
        heads=heads,
        unread=frozenset(f"{source.kind}/{source.id}" for source in sources) - {f"{kind_of(h)}/{h.id}" for h in heads},
        said=[diagnostic for row in results for diagnostic in row.said],
        missed=tuple(source.path for source in missing),
        keys={*keys, *fresh, *(kept.body_key(head.body) for head in heads)},
        unmoved=unmoved,
    )


_BODIES = 500
"""Bodies that are held before they are written."""


class _Named(NamedTuple):
    hits: dict[str, tuple[Hit, ...]]
    dictionary: NameIndex
    keys: set[str]


def _name(edition: Edition, heads: Sequence[Head], options: Options, progress: Progress) -> _Named:
    """Where each report's text holds the names of the entity files: done again if its text or the names changed."""
    from digest.link import naming
    from digest.names import Hit

    dictionary = naming.index(head for head in heads if isinstance(head, EntityHead))
    reports = [head for head in heads if isinstance(head, ReportHead) and head.body]  # a withdrawn one has no text left
    if not any(isinstance(head, EntityHead) for head in heads):
        return _Named(hits={}, dictionary=dictionary, keys=set())
    keys = {report.id: kept.hits_key(dictionary, report) for report in reports}
    held = edition.cache.get_many(dict.fromkeys(keys.values()))
    missing = [report for report in reports if keys[report.id] not in held]
    bodies = edition.cache.get_many({kept.body_key(report.body): None for report in missing})

    def work(report: ReportHead) -> bytes:
        body = msgspec.msgpack.decode(bodies[kept.body_key(report.body)], type=Body)
        return msgspec.msgpack.encode(naming.mentions(dictionary, body))

    fresh: dict[str, bytes] = {}
    for done, (report, hits) in enumerate(
        zip(missing, each(work, missing, processes=options.processes), strict=True), 1
    ):
        fresh[keys[report.id]] = hits
        progress("naming", done, len(missing))
    edition.cache.put_many(fresh)
    decode = msgspec.msgpack.Decoder(tuple[Hit, ...]).decode
    return _Named(
        hits={id: decode(held.get(key) or fresh[key]) for id, key in keys.items()},
        dictionary=dictionary,
        keys=set(keys.values()),
    )


class _Revised(NamedTuple):
    revisions: dict[str, tuple[Revision, ...]]
    """What outlets changed, by report id, where more than one text of an article was saved."""
    keys: set[str]


def _revised(
    edition: Edition, saved: Mapping[str, Sequence[tuple[str, str]]], options: Options, progress: Progress
) -> _Revised:
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
    return _Revised(
        revisions={id: decode(held.get(key) or fresh[key]) for id, key in keys.items()}, keys=set(keys.values())
    )


def _compare(
    edition: Edition,
    heads: Sequence[Head],
    captures: Mapping[str, str],
    lang: str,
    options: Options,
    parts: Parts,
    progress: Progress,
) -> tuple[Shared, ...]:
    """Which reports share text: fingerprints are made once a text, and only texts that changed are compared."""
    from digest import copied
    from digest.link import copies

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
            made: dict[str, bytes] = {}
            for done, (id, marks) in enumerate(
                zip(missing, each(work, missing, processes=options.processes), strict=True), 1
            ):
                made[id] = marks
                progress("comparing", done, len(missing))
            index.update(index.ids() - named.keys(), named, made, text)
        return index.shared()

    try:
        return compared(copied.Index(parts))
    except copied.Damaged:
        parts.clear()
        return compared(copied.Index(parts))


def _link(
    edition: Edition, heads: Sequence[Head], named: _Named, parsed: _Parsed, options: Options, indexes: Indexes
) -> Linked:
    """The edition as a whole, from what the last build remembers of its quotations on."""
    from digest.link import Grouped, link

    key = kept.linked_key(options.site)
    before = edition.cache.get(key)
    last = msgspec.msgpack.decode(before, type=Grouped) if before else None
    linked = link(heads, named.hits, named.dictionary, parsed.unread, last, indexes.quoted)
    now = msgspec.msgpack.encode(linked.grouped)
    if now != before:
        edition.cache.put_many({key: now})
    return linked


# --- what is due: all pages, or those that an edit touches -----------------------------------------------------------


def _followed(edition: Edition, read: Read, last: State, options: Options) -> Due | None:
    """What a few edits touch; None if it may be anything."""
    from digest.edit import ledger
    from digest.follow import Look, follow

    book = ledger.opened(edition.cache, options.site, ledger.stamp_of(last.reads))
    if book is None:
        return None
    sources = {source.path: source for source in read.scan.sources}
    now = Look(sources=sources, hashes=read.hashes, config=read.config, drafts=options.drafts)
    due = follow(edition, book, last.reads, now, last.said)
    # Of a broken file only what it says alone is known here; whoever builds wants all that is wrong at once.
    return due if due and not due.broken else None


def anew(edition: Edition, read: Read, options: Options, progress: Progress) -> Due:
    """Everything linked and planned."""
    from digest.edit import ledger
    from digest.follow import Due

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


# --- render, write ---------------------------------------------------------------------------------------------------


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
    keys = prints(worn, due.pages).keys
    standing = keys if due.gone is None else last.made.keys | keys
    for url in due.gone or ():
        standing.pop(path_of(url), None)

    owned = write.manifest(fs, site, last.made)
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

    def work(paths: Sequence[str]) -> tuple[list[tuple[str, Entry, bool]], Document | None]:
        if paths[0] in worn.files:
            return [stage(path, worn.files[path]) for path in paths], None
        page = pages[paths[0]][0].page()
        staged = [stage(path, render(page, pages[path][1])) for path in paths]
        return staged, document(page, bodies) if found is not None else None

    together: dict[int | str, list[str]] = {}  # the forms of a page, which is made once for all of them
    for path in stale:
        together.setdefault(id(pages[path][0]) if path in pages else path, []).append(path)
    jobs = list(together.values())
    entries = {path: entry for path, entry in last.made.entries.items() if path in standing}
    written: list[str] = []
    for done, (outcome, told) in enumerate(each(work, jobs, processes=options.processes), 1):
        entries |= {path: entry for path, entry, _ in outcome}
        written += [path for path, _, staged in outcome if staged]
        if found is not None and (page := pages.get(outcome[0][0])):
            found.put(path_of(page[0].url), told)
        progress("rendering", done, len(jobs))
    progress("rendering", len(jobs), len(jobs))
    index = _Index()
    if found is not None:
        found.keep_only(path for path in standing if path.endswith(".html"))
        index = _index(fs, site, found, worn, last.made)
        standing = {path: key for path, key in standing.items() if not path.startswith(FOLDER)} | index.keys
        entries = {path: entry for path, entry in last.made.entries.items() if path in standing} | entries
        for path, data in index.files.items():
            _, entries[path], staged = stage(path, data)
            written += [path] if staged else []
        entries = {path: entries[path] for path in standing}
        progress("indexing", found.count(), found.count())
    removed = write.switch(fs, site, entries, owned, last.made)
    causes.remember(
        cache,
        site,
        {path: planned for path in stale if path in pages for planned, url in [pages[path]] if url == planned.url},
        known=lambda path: path in last.made.keys,
        restored=lambda path: last.made.keys.get(path) == keys[path],
        edits=_edits(cache, read, last),
        spread=partial(each, processes=options.processes),
        removed=removed,
    )
    made = write.remember(fs, site, standing, entries, [*stale, *index.files], last.made)
    progress("putting in place", len(written), len(written))
    trace = Trace(
        pages=sum(path.endswith(".html") for path in made.keys),
        planned=len(whole),
        rendered=tuple(stale),
        written=tuple(written),
        removed=tuple(removed),
        indexed=found.count() if found is not None and index.files else 0,
    )
    return trace, made, index.failed


class _Index(NamedTuple):
    """The index of the site."""

    keys: dict[str, str] = {}
    """What each of its files was made from."""
    files: Mapping[str, bytes] = {}
    """Those that are new."""
    failed: str = ""
    """Why there is none, in words."""


def _index(fs: FileSystem, site: str, found: Found, worn: Dress, last: Made) -> _Index:
    """The last one, if it was made of what is found now and lies as it was left."""
    from digest import search

    key = fingerprint(found.key(), worn.chrome.lang, worn.program)
    there = {path: made_of for path, made_of in last.keys.items() if path.startswith(search.FOLDER)}
    if {*there.values()} == {key} and not write.stale(fs, site, there, last):
        return _Index(keys=there)
    try:
        files = search.index(found.documents(), worn.chrome.lang)
    except search.Failed as error:
        return _Index(failed=str(error))
    return _Index(keys=dict.fromkeys(files, key), files=files)


class Prints(NamedTuple):
    """By path below the site's folder, what tells whether a file is another."""

    alone: dict[str, str]
    """Of what a page shows by itself."""
    keys: dict[str, str]
    """Of all that the bytes of a file rest on."""


def prints(worn: Dress, pages: Mapping[str, Planned]) -> Prints:
    """The prints of planned pages, by the URLs of all their forms, and of the files beside them."""
    around, beneath = worn.fingerprint(), worn.beneath()
    own = {id(planned): planned for planned in pages.values()}
    of = {key: planned.fingerprint() for key, planned in own.items()}
    alone = {path_of(url): of[id(planned)] for url, planned in pages.items()}
    keys = {path: fingerprint(around if path.endswith(".html") else beneath, own) for path, own in alone.items()}
    return Prints(alone=alone, keys=keys | {path: fingerprint(data) for path, data in worn.files.items()})


def wear(read: Read, foot: tuple[Link, ...], options: Options) -> Dress:
    """What all pages of this edition wear."""
    from digest.dress import dress
    from digest.search import engine

    program = read.hashes["digest itself"]
    search = options.search and read.config.search == "on" and engine() is not None
    return dress(read.theme, read.config, foot, drafts=options.drafts, search=search, program=program)


def _edits(cache: Cache, read: Read, last: State) -> tuple[causes.Edit, ...]:
    """What differs from the last build; of content files, if they are few, by field too."""
    from digest import causes

    differing = list(_differing(last.reads, read.hashes))
    few = differing if len(differing) <= _FEW_EDITS else ()
    sources = {source.path: source for source in read.scan.sources} if few else {}
    return tuple(
        causes.Edit(
            how=how,
            what=what,
            fields=_fields(cache, read.config, sources[what], last.reads[what])
            if how == "edited" and what in sources
            else (),
        )
        for how, what in differing
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


def path_of(url: str) -> str:
    """Where the page at a URL lies below the site's folder."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]
