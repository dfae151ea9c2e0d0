"""Raw -> content files: a report and the saved text of its article; never over what is there.

The saved text is written first. Whoever is interrupted between the two finds it at the next run, with no report of its
name, and goes on; no file is ever half written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from digest import captures, scaffold
from digest.captures import Saved
from digest.fs import FileSystem
from digest.ingest import article, report
from digest.ingest.known import Article, Known
from digest.ingest.known import article as as_known
from digest.ingest.names import Suggestion, strays, suggested
from digest.ingest.quoted import quoted
from digest.ingest.raw import Raw, Refusal
from digest.ingest.report import UNKNOWN, Given, Outlets, Shape, Unwritable
from digest.link import naming
from digest.link.naming import People
from digest.link.outlets import initials_of
from digest.model.article import EntityHead, SourceHead
from digest.model.base import Record, fingerprint
from digest.model.source import FOLDERS, Source
from digest.parse import Parsed, parse

Action = Literal["new", "changed", "same", "refused"]

RECUR = 2
"""Articles, or mentions in all, from which a name is suggested."""
_MOST_NAMES = 20_000
"""Names that are counted; those met once go first."""


class Outcome(Record, kw_only=True):
    """What became of one article."""

    origin: str
    action: Action
    report: str = ""
    """Its report's id."""
    path: str = ""
    """The report's file."""
    capture: str = ""
    """The file of its text, where a new one was saved."""
    unknown: tuple[str, ...] = ()
    """What the article does not say: `date`, `source`, `headline`."""
    quotations: int = 0
    attributed: int = 0
    remarks: tuple[str, ...] = ()
    what: str = ""
    """Why it was refused."""
    help: str = ""


class Options(Record, kw_only=True):
    shape: Shape = "article"
    given: Given = Given()
    create: bool = False
    """Make the files of outlets and names, too."""
    dry: bool = False
    lang: str = "en"
    """The edition's language, for articles that do not say theirs."""
    today: str
    """The day in the name of the captures, `YYYY-MM-DD`."""


class Suggested(Record, kw_only=True):
    """A name or outlet that has no file."""

    kind: Literal["entity", "source"]
    name: str
    type: str = ""
    """Of an entity: person, organisation or place; empty: nothing tells."""
    articles: int
    path: str = ""
    """The file that was made; empty: it is but a suggestion."""


class Importer:
    """An import while it goes on: what the edition holds, and which names were met."""

    def __init__(self, fs: FileSystem, options: Options) -> None:
        self._fs = fs
        self._options = options
        self._known = Known(fs)
        self._people, self._outlets = _holds(fs)
        self._articles: Counter[str] = Counter()
        self._mentions: Counter[str] = Counter()
        self._types: dict[str, Counter[str]] = {}
        self._new_outlets: Counter[str] = Counter()

    def bring_in(self, found: Iterable[Raw | Refusal]) -> Iterator[Outcome]:
        """Write one article after another. Never raises over what an article holds; raises OSError if the disk does."""
        for raw in found:
            if isinstance(raw, Refusal):
                yield Outcome(origin=raw.origin, action="refused", what=raw.what, help=raw.help)
                continue
            try:
                yield self._one(report.harmless(raw))
            except Unwritable as error:
                yield Outcome(origin=raw.origin, action="refused", what=f"it cannot be written: {error}")

    def _one(self, raw: Raw) -> Outcome:
        options = self._options
        text = article.plain(raw)
        if not text.strip():
            return Outcome(origin=raw.origin, action="refused", what="there is no text in it")
        said = report.facts(raw, options.given, self._outlets, options.lang)
        lang = said.lang or options.lang
        saved = Saved(
            saved=options.today,
            url=said.url,
            date=said.date if said.date != UNKNOWN else "",
            source=said.source if said.source != UNKNOWN else "",
            text=text,
        )
        this = as_known(text, url=saved.url, date=saved.date, source=saved.source)
        there = self._known.find(this)
        outcome = Outcome(
            origin=raw.origin,
            action="new",
            unknown=tuple(
                key
                for key, value in (("date", said.date), ("source", said.source), ("headline", said.headline))
                if value in ("", UNKNOWN)
            ),
            remarks=raw.remarks,
        )
        if there is not None and there.report in self._known.reports:
            self._count(suggested(text, lang), said.source)
            capture = "" if there.words else self._save(there.report, this, saved)
            return msgspec.structs.replace(
                outcome,
                action="same" if there.words else "changed",
                report=there.report,
                path=self._known.reports[there.report],
                capture=capture,
            )
        # A saved text whose report is missing: it was interrupted, or its report was deleted and is wanted again.
        id = there.report if there is not None else self._free(said)
        marked = quoted(raw, self._people, lang)
        names = suggested(text, lang, marked.names)
        self._count(names, said.source)
        entities = [*marked.names, *(name.name for name in names if name.type and not self._has(name.name))]
        draft = report.draft(raw, said, marked, entities, options.shape, id)
        capture = "" if there is not None and there.words else self._save(id, this, saved)
        path = f"content/reports/{id}.md"
        if not options.dry:
            self._fs.keep(path, draft.text.encode())
        self._known.reports[id] = path
        return msgspec.structs.replace(
            outcome,
            report=id,
            path=path,
            capture=capture,
            quotations=draft.quotations,
            attributed=sum("by" in mark.values for marks in (marked.headline, *marked.blocks) for mark in marks)
            if draft.quotations
            else 0,
            remarks=(*raw.remarks, *(("shown as plain text, nothing is marked in it",) if draft.plainly else ())),
        )

    def _save(self, id: str, this: Article, saved: Saved) -> str:
        """Save the text of an article; the path of its capture."""
        capture = self._known.next_capture(id, self._options.today)
        if not self._options.dry:
            self._fs.keep(capture.path, captures.written(saved))
        self._known.add(id, this, None if self._options.dry else capture)
        return capture.path

    def _free(self, said: report.Facts) -> str:
        """An id that nothing in the edition has."""
        wanted = scaffold.report_id(said.title, date=said.date[:10] if said.date != UNKNOWN else "", source=said.source)
        id, number = wanted, 1
        while id in self._known.ids:
            number += 1
            id = f"{wanted[: 119 - len(str(number))].rstrip('-')}-{number}"
        return id

    # --- names

    def _has(self, name: str) -> bool:
        return bool(self._people.id(name) or self._people.speaker(name, name))

    def _count(self, names: Iterable[Suggestion], source: str) -> None:
        for found in names:
            if not self._has(found.name):
                self._articles[found.name] += 1
                self._mentions[found.name] += found.count
                self._types.setdefault(found.name, Counter())[found.type] += 1
        if len(self._articles) > _MOST_NAMES:
            for name in [name for name, count in self._articles.items() if count == 1]:
                del self._articles[name], self._mentions[name], self._types[name]
        if source != UNKNOWN and source not in self._outlets.by_name.values():
            self._new_outlets[source] += 1

    def suggested(self) -> tuple[Suggested, ...]:
        """Outlets and names without a file, those of most articles first; with `create`, their files are made."""
        made = [Suggested(kind="source", name=name, articles=count) for name, count in self._new_outlets.items()]
        for name, count in self._articles.items():
            if count >= RECUR or self._mentions[name] >= RECUR:
                types = self._types[name]
                likeliest = min(types, key=lambda one: (not one, -types[one], one))
                made.append(Suggested(kind="entity", name=name, type=likeliest, articles=count))
        stray = strays((one.name, one.type) for one in made if one.kind == "entity")
        made = [one for one in made if one.kind == "source" or one.name not in stray]
        made.sort(key=lambda s: (s.kind != "source", -s.articles, -self._mentions[s.name], s.name))
        return tuple(map(self._create, made)) if self._options.create else tuple(made)

    def _create(self, suggested: Suggested) -> Suggested:
        name = suggested.name
        if suggested.kind == "source":
            path, text = scaffold.source(name, siglum=initials_of(name), kind="", country="")
        elif suggested.type:
            path, text = scaffold.entity(name, type=suggested.type, also=())
        else:
            return suggested
        id = path.rsplit("/", 1)[1][:-3]
        if id in self._known.ids or _refused(path, text):
            return suggested
        self._known.ids.add(id)
        if not self._options.dry:
            self._fs.keep(path, text.encode())
        return msgspec.structs.replace(suggested, path=path)


def _refused(path: str, text: str) -> bool:
    return any(diagnostic.severity == "error" for diagnostic in parsed(path, text.encode()).said)


def parsed(path: str, data: bytes) -> Parsed:
    stem = path.rsplit("/", 1)[1][:-3]
    source = Source(path=path, kind=FOLDERS[path.split("/")[1]], id=stem, hash=fingerprint(data))
    return parse(source, data, lang="en", time_zone="UTC")


def _holds(fs: FileSystem) -> tuple[People, Outlets]:
    """The names and outlets that the edition has files of."""
    heads = [
        read.article.head
        for folder in ("content/entities", "content/sources")
        for stat in fs.files(folder)
        if stat.path.endswith(".md") and (read := parsed(stat.path, fs.read(stat.path))).article is not None
    ]
    entities = {head.id: head for head in heads if isinstance(head, EntityHead)}
    sources = {head.id: head for head in heads if isinstance(head, SourceHead)}
    by_name: dict[str, str] = {}
    by_host: dict[str, str] = {}
    for id, head in sorted(sources.items()):
        for form in (id, head.name, *(alias.text for alias in head.also)):
            by_name.setdefault(form.casefold(), id)
        if host := report.host_of(head.url):
            by_host.setdefault(host, id)
    known = naming.people(entities, (), by_name, naming.index(entities.values()))
    return known, Outlets(by_name=by_name, by_host=by_host)
