"""Each file's outline: what was typed in it. To say what is wrong with an edition takes no more, with a few exceptions.

A whole that a build has kept serves as well. What was not typed is found in the few texts of which something is asked
that it answers.
"""

from collections.abc import Container, Iterator, Sequence

import msgspec

from digest import captures, kept, load
from digest.edition import Edition
from digest.inputs import Read
from digest.kept import Kept
from digest.memo import each
from digest.model.article import Head, QuoteHead, ReportHead
from digest.model.source import Source
from digest.options import Options, Progress
from digest.parse import Outlined, outline, outlined
from digest.understand.parsing import Parsed, gathered, parse


def outlines(edition: Edition, read: Read, options: Options, progress: Progress) -> Parsed:
    """Every file's head, as `parse.outline` has it, but where more is asked; a file that was read before is not
    opened."""
    config, fs = read.config, edition.fs

    def key(source: Source) -> str:
        return kept.outline_key(source, config)

    def work(source: Source) -> tuple[Source, bytes]:
        source, data = load.read(fs, source)
        return source, msgspec.msgpack.encode(outlined(source, data, time_zone=config.time_zone))

    whole = {kept.key(source, config): source for source in read.scan.sources.values()}
    held = edition.cache.get_many(whole)
    asked = {source: key(source) for one, source in whole.items() if one not in held}
    known = edition.cache.get_many(asked.values())
    missing = [source for source, key in asked.items() if key not in known]
    fresh: dict[str, bytes] = {}
    now: dict[Source, bytes] = {}
    unmoved = True
    for done, (was, (source, row)) in enumerate(
        zip(missing, each(work, missing, processes=options.processes), strict=True), 1
    ):
        fresh[key(source)] = now[was] = row
        unmoved = unmoved and source == was
        progress("reading", done, len(missing))
    edition.cache.put_many(fresh)

    decode, decode_whole = msgspec.msgpack.Decoder(Outlined).decode, msgspec.msgpack.Decoder(Kept).decode
    rows: list[Outlined] = []
    for one, source in whole.items():
        if one in held:
            had = decode_whole(held[one])
            rows.append(Outlined(head=outline(had.head) if had.head else None, said=had.said))
        else:
            rows.append(decode(now[source] if source in now else known[asked[source]]))
    made = gathered(tuple(read.scan.sources.values()), rows, missed=missing, unmoved=unmoved)
    saved = captures.by_report(stat.path for stat in fs.files(captures.FOLDER))
    paths = {head.path for head in _asked(made.heads, saved)}
    if not paths:
        return made
    some = read.scan.sources.only(paths)
    found = parse(edition, read._replace(scan=msgspec.structs.replace(read.scan, sources=some)), options, progress)
    by_path = {head.path: head for head in found.heads}
    return made._replace(
        heads=[by_path.get(head.path, head) for head in made.heads], unmoved=made.unmoved and found.unmoved
    )


def _asked(heads: Sequence[Head], saved: Container[str]) -> Iterator[ReportHead]:
    """Reports of which something is asked that rests on quotations nobody marked: whether the saved article has their
    words, whether a note stands behind one, which of them a file means by its number (`a-report-q3`)."""
    numbered = {
        name.rpartition("-q")[0]
        for head in heads
        if isinstance(head, QuoteHead)
        for name in (head.id, *head.same_as, *head.not_same_as)
    }
    for head in heads:
        if isinstance(head, ReportHead) and not head.quotes and (head.notes or head.id in saved or head.id in numbered):
            yield head
