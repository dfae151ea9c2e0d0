"""An edit of a few files -> the pages that are due.

A build that finds a ledger of the edition as it was follows what was edited into it, and a preview holds it open. Where
an edit may move anything, or something that must be known is not, the answer is None: then everything is linked anew.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec

from digest import copied, load, related
from digest.config import Config
from digest.diagnostic import Diagnostic, in_order, leveled
from digest.edit import Edited, admit, ledger, pages_of, revise
from digest.edit.nowhere import lost, nowhere
from digest.edit.said import carried
from digest.edit.stories import Outlets
from digest.edition import Edition
from digest.kept import Articles, Bodies, Kept, body_key, hits_key, key
from digest.link import copies, naming
from digest.link.ids import MISSING
from digest.model.article import ReportHead
from digest.model.source import Source
from digest.names import Hit
from digest.packed import Fingerprints
from digest.parse import parse
from digest.plan import Later, Planned, Tables
from digest.rows import Missing

MOST = 50
"""Edited files that are followed; with more, to link anew is hardly slower."""


class Due(NamedTuple):
    """The pages that may be stale. All others stand as they are."""

    pages: Mapping[str, Planned | Later]
    """By the URLs of all their forms."""
    gone: Collection[str] | None
    """The URLs of what is no more; None: all that is not in `pages`."""
    tables: Tables
    """The edition's rows as they are now."""
    said: tuple[Diagnostic, ...]
    holds: tuple[Diagnostic, ...]
    """The same with files that have errors as they were before: what is to be said of the pages as they stand."""
    parsed: tuple[str, ...]
    unmoved: bool
    """No file was saved while it was read."""
    broken: Collection[str]
    """Files that have errors and count as they were before."""
    remember: Callable[[], None]
    """To be called once the pages are in place: a build that is killed before does all of it again."""


class Look(NamedTuple):
    """The edition's files at one time."""

    sources: Mapping[str, Source]
    hashes: Fingerprints
    """Of all that a build reads, by what it is."""
    config: Config
    drafts: bool
    """Drafts are shown too."""


def counted(now: Fingerprints, before: Fingerprints, broken: Collection[str]) -> Fingerprints:
    """The files by their hashes as they count after an edit: one that has errors as it was before, if it was there."""
    held = {path: before[path] for path in broken if path in before}
    return now.without({*broken} - held.keys()).put(held)


def follow(
    edition: Edition, book: ledger.Ledger, before: Fingerprints, now: Look, said: Collection[Diagnostic]
) -> Due | None:
    """What is due after the edits between two looks; `said` is what was to be said before."""
    try:
        return _followed(edition, book, before, now, said)
    except (copied.Damaged, related.Lost, Missing):  # something of what was remembered is gone
        return None


def _followed(
    edition: Edition, book: ledger.Ledger, before: Fingerprints, now: Look, said: Collection[Diagnostic]
) -> Due | None:
    edited = now.hashes.against(before)
    if len(edited) > MOST or any(what not in now.sources for what in edited):  # those that are gone, too
        return None
    edits = _edited(edition, book, [now.sources[path] for path in edited], before, now, said)
    if edits is None:
        return None
    articles = Articles(edition.fs)
    texts = articles.all(edit.new for edit in edits.heads)
    captures = {id: held[-1][1] for id, held in texts.items()}
    beside = {*said}.difference(leveled(edits.gone, now.config.levels))
    admitted = [one for edit in edits.heads if (one := admit(book, edit, beside, now.config))]
    if len(admitted) < len(edits.heads) or any(one.old is None and one.new.id in texts for one in admitted):
        return None
    shared = _copied(edition, book, admitted, articles, captures, now.config.language)
    revised = revise(book, admitted, edits.people, captures, shared)
    if revised is None:
        return None
    gone = {*leveled([*edits.gone, *revised.gone], now.config.levels)}
    told = leveled([*edits.come, *revised.come], now.config.levels)
    if not gone <= {*said}:  # something else was said of it, by a rule that looks further
        return None
    moved = carried({*said} - gone, [(edit.old, edit.new) for edit in edits.heads if edit.old])
    if moved is None:
        return None
    gone |= moved.keys()
    holds = {*({*said} - gone), *told, *filter(None, moved.values())}
    pages = pages_of(book, now.config)
    if pages is None:
        return None

    return Due(
        pages=pages.planned,
        gone=pages.gone,
        tables=book.tables,
        said=in_order(
            [*(holds - {*leveled(edits.unsaid, now.config.levels)}), *leveled(edits.wrong, now.config.levels)]
        ),
        holds=in_order(holds),
        parsed=tuple(edited),
        unmoved=True,
        broken=edits.broken,
        remember=lambda: book.write(ledger.stamp_of(now.hashes)),
    )


class _Edits(NamedTuple):
    heads: list[Edited]
    people: naming.People
    gone: list[Diagnostic]
    """What was said of the files when they were parsed before, and what is said now."""
    come: list[Diagnostic]
    broken: list[str]
    """Files that have errors, what was said of them, and what is wrong with them."""
    unsaid: list[Diagnostic]
    wrong: list[Diagnostic]


def _edited(
    edition: Edition,
    book: ledger.Ledger,
    sources: Sequence[Source],
    before: Mapping[str, str],
    look: Look,
    said: Collection[Diagnostic],
) -> _Edits | None:
    """Files as they were and as they are; None if what one was is not known, or it is being saved right now.

    One that has errors now stays as it was, but for what is said of it: nothing is written while there are errors.
    """
    cache, config = edition.cache, look.config
    was = {
        source.path: key(msgspec.structs.replace(source, hash=before[source.path]), config)
        for source in sources
        if source.path in before
    }
    kept = cache.get_many(was.values())
    dictionary = book.dictionary
    people = naming.People(book.tables.names, book.forms, dictionary)
    edits = _Edits(heads=[], people=people, gone=[], come=[], broken=[], unsaid=[], wrong=[])
    fresh: dict[str, bytes] = {}
    come: set[str] = set()
    sought: set[str] = set()
    for source in sources:
        now, data = load.read(edition.fs, source)
        held = msgspec.msgpack.decode(kept[was[source.path]], type=Kept) if was.get(source.path) in kept else None
        if now.hash != source.hash or (source.path in was and (held is None or held.head is None)):
            return None
        old = held.head if held is not None else None
        if old is not None and old.draft and not look.drafts:
            old = None  # nobody has seen it
        parsed = parse(source, data, lang=config.language, time_zone=config.time_zone)
        head, body = (parsed.article.head, parsed.article.body) if parsed.article else (None, None)
        fresh[key(source, config)] = msgspec.msgpack.encode(Kept(head=head, said=parsed.said))
        if head is not None:
            fresh[body_key(head.body)] = msgspec.msgpack.encode(body)
        hidden = head is not None and head.draft and not look.drafts
        astray = nowhere(book.tables, old, head) if head is not None and not hidden else []
        wrong = [*parsed.said, *(lost(book.tables, ref) for ref in astray)]
        if old is None and head is not None:
            come.add(head.id)
        sought.update(ref.id for ref in astray)
        if head is None or body is None or any(one.severity == "error" for one in leveled(wrong, config.levels)):
            edits.broken.append(source.path)
            edits.unsaid.extend(held.said if held is not None else ())
            edits.unsaid.extend(d for d in said if d.code == MISSING and d.span.path == source.path)
            edits.wrong.extend(wrong)
            continue
        edits.gone.extend(held.said if held is not None else ())
        edits.come.extend(parsed.said)
        if hidden and old is None:
            continue
        hits: tuple[Hit, ...] = ()
        if isinstance(head, ReportHead) and head.body:
            hits = naming.mentions(dictionary, body)
            fresh[hits_key(dictionary, head)] = msgspec.msgpack.encode(hits)
        edits.heads.append(Edited(old=old, new=head, hits=hits))
    cache.put_many(fresh)
    return edits if come.isdisjoint(sought) else None  # one leads to another that has come with it


def _copied(
    edition: Edition,
    book: ledger.Ledger,
    edits: Sequence[Edited],
    articles: Articles,
    captures: Mapping[str, str],
    lang: str,
) -> copied.Difference:
    """Which other passages the edited reports share with others than they did before."""
    heads = {edit.new.id: edit.new for edit in edits if isinstance(edit.new, ReportHead)}
    named = copies.texts(heads.values(), captures)
    outlet_of = Outlets(book.tables, {edit.new.id: edit.outlet for edit in edits if edit.outlet})
    come = {id: (text, outlet_of[id]) for id, (text, _) in named.items()}
    bodies = Bodies(edition.cache)

    def text_of(id: str) -> copied.Text:
        head, outlet = heads.get(id) or book.tables.reports[id].head, outlet_of[id]
        if held := articles.of(head):
            return copies.of_article(id, outlet, held[-1][1], head.lang or lang)
        return copies.of_body(head, outlet, bodies.get(head.body))

    index = book.copying
    made = {id: copied.marks(text_of(id)) for id in index.unmarked(come)}
    return index.update((), come, made, text_of)
