"""What the server knows: the texts that the editor holds, and the edition as it was last looked at."""

import fcntl
import weakref
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from digest import config, state
from digest.cache import Cache, Damaged
from digest.captures import FOLDER
from digest.config import Config
from digest.diagnostic import Diagnostic, leveled
from digest.due import linked
from digest.edit import ledger
from digest.edition import Edition, shipped
from digest.explain import rules
from digest.follow import Look as Files
from digest.follow import counted, follow
from digest.fs import Disk
from digest.inputs import Read, glance, look
from digest.load import SETTINGS
from digest.lsp.findings import Finding, carried, here
from digest.lsp.library import Library
from digest.lsp.places import Places
from digest.mend import alone, source_of
from digest.model.article import Head
from digest.model.source import FOLDERS
from digest.options import Options, quietly
from digest.packed import Fingerprints
from digest.parse import parse
from digest.plan import Tables
from digest.schema import KINDS, Schema, schema
from digest.state import State

OPTIONS = Options(drafts=True, processes=1, site="lsp")
"""One process: this one has threads, and does not fork. No site is made; by its name is kept what is known."""


class Look(NamedTuple):
    """The edition as it was saved, at one moment."""

    library: Library
    said: dict[str, list[Diagnostic]]
    """By path."""
    settings: Config


class Desk:
    """One edition being written. Its cache is the server's own, so that it waits for no build and no preview."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / ".digest").mkdir(exist_ok=True)
        alone = open(root / ".digest" / "lsp.lock", "a", encoding="ascii")  # noqa: SIM115  # held as long as the desk
        weakref.finalize(self, alone.close)
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
            place: Path | None = root / ".digest" / "lsp.sqlite3"
        except BlockingIOError:  # another editor's server is at work here, and one ledger has one writer
            place = None
        self.edition = Edition(Disk(root), Disk(shipped()), Cache(place))
        self.texts: dict[str, str] = {}
        """The texts that the editor holds, by path."""
        self.schemas: dict[str, Schema] = {kind: schema(kind, rules()) for kind in KINDS}
        self.settings, _ = config.read(self._settings(), SETTINGS)
        self.last: Look | None = None
        self._known = state.load(self.edition.fs, OPTIONS.site)
        """What the last look found, in this session or before."""
        self._read: Read | None = None
        self._book: ledger.Ledger | None = None
        self._rows: Tables | None = None
        """All rows, as they were at the last look; never changed, for questions are answered from them meanwhile."""

    def _settings(self) -> bytes | None:
        return self.edition.fs.read(SETTINGS) if self.edition.fs.stat(SETTINGS) else None

    def look(self, paths: Collection[str] = ()) -> Look:
        """The edition as it is saved now; only some files are looked at if it is known that no others were saved.
        Raises OSError if it cannot be read."""
        read = glance(self.edition, self._read, paths) if paths and self._read and self._book else None
        read = read or look(self.edition, OPTIONS, self._known)
        if self._book is None:
            stamp = ledger.stamp_of(self._known.reads)
            self._book = ledger.opened(self.edition.cache, OPTIONS.site, stamp)
        try:
            said = self._followed(self._book, read) if self._book else None
        except Damaged:
            said = None
        if said is None:
            self._book = None  # half followed: what is on the disk is whole
            said = self._anew(read)
        self._read = read
        assert self._rows is not None
        by_path: dict[str, list[Diagnostic]] = {}
        for one in said:
            by_path.setdefault(one.span.path, []).append(one)
        return Look(Library(self._rows), by_path, read.config)

    def _followed(self, book: ledger.Ledger, read: Read) -> tuple[Diagnostic, ...] | None:
        """What is to be said after a few edits; None if everything must be linked anew. A file with errors counts as it
        was when it had none."""
        known = self._known
        now = Files(sources=read.scan.sources, hashes=read.hashes, config=read.config, drafts=OPTIONS.drafts)
        due = follow(self.edition, book, known.reads, now, known.said)
        if due is None:
            return None
        reads = counted(read.hashes, known.reads, due.broken)
        self._rows = book.rows(self._rows)
        book.write(ledger.stamp_of(reads))
        self._keep(State(reads=reads, seen=read.scan.seen, said=due.holds))
        return due.said

    def _anew(self, read: Read) -> tuple[Diagnostic, ...]:
        """Link everything, errors or none: where there are some, the rest is still to be completed and looked up."""
        due = linked(self.edition, read, OPTIONS, quietly)
        due.remember()
        self._rows = due.tables
        self._keep(State(reads=read.hashes if due.unmoved else Fingerprints(), seen=read.scan.seen, said=due.said))
        return due.said

    def _keep(self, known: State) -> None:
        self._known = known
        state.save(self.edition.fs, OPTIONS.site, known)

    # --- files

    def path_of(self, file: Path) -> str:
        """The path of a content file in the edition; empty if it is none."""
        for base in (self.root, self.root.resolve()):
            if file.is_relative_to(base):
                path = file.relative_to(base).as_posix()
                break
        else:
            return ""
        parts = path.split("/")
        known = parts[0] == "content" and len(parts) > 2 and parts[1] in FOLDERS and path.endswith(".md")
        return path if known or path == SETTINGS else ""

    def text(self, path: str) -> str:
        """The text that the editor holds, or else the saved one; empty if there is none."""
        if path in self.texts:
            return self.texts[path]
        return self.saved(path)

    def saved(self, path: str) -> str:
        try:
            return self.edition.fs.read(path).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def head(self, path: str) -> Head | None:
        """The head of a content file as it is now."""
        if path == SETTINGS:
            return None
        data = self.text(path).encode("utf-8", "surrogatepass")
        parsed = parse(source_of(path, data), data, lang=self.settings.language, time_zone=self.settings.time_zone)
        return parsed.article.head if parsed.article else None

    def captures(self) -> Iterator[str]:
        yield from (stat.path for stat in self.edition.fs.files(FOLDER))

    # --- what is said

    def findings(self, path: str, text: str) -> list[Finding]:
        """All that is to be said of a file whose text the editor holds."""
        levels: Mapping[str, str] = self.settings.levels
        own = leveled(alone(path, text, self.settings), levels)
        if self.last is None:
            return here(own)
        said = self.last.said.get(path)
        if not said:
            return here(own)
        saved = self.saved(path)
        then = {_same(one) for one in leveled(alone(path, saved, self.settings), levels)}
        return here(own) + carried([one for one in said if _same(one) not in then], saved, Places(text, "utf-32"))


def _same(one: Diagnostic) -> tuple[str, str, int, int]:
    return one.code, one.message, one.span.line, one.span.column
