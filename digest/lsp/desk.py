"""What the server knows: the texts that the editor holds, and the edition as it was last looked at."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from digest import build, config
from digest.cache import Cache
from digest.captures import FOLDER
from digest.config import Config
from digest.diagnostic import Diagnostic, leveled
from digest.edition import Edition, shipped
from digest.explain import rules
from digest.fs import Disk
from digest.lsp.findings import Finding, carried, here
from digest.lsp.library import Library
from digest.lsp.places import Places
from digest.mend import SETTINGS, alone, source_of
from digest.model.article import Head
from digest.model.source import FOLDERS
from digest.parse import parse
from digest.schema import KINDS, Schema, schema
from digest.state import State

OPTIONS = build.Options(drafts=True, processes=1)
"""One process: this one has threads, and does not fork."""


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
        self.edition = Edition(Disk(root), Disk(shipped()), Cache(root / ".digest" / "lsp.sqlite3"))
        self.texts: dict[str, str] = {}
        """The texts that the editor holds, by path."""
        self.schemas: dict[str, Schema] = {kind: schema(kind, rules()) for kind in KINDS}
        self.settings, _ = config.read(self._settings(), SETTINGS)
        self.last: Look | None = None
        self._seen = State()

    def _settings(self) -> bytes | None:
        return self.edition.fs.read(SETTINGS) if self.edition.fs.stat(SETTINGS) else None

    def look(self) -> Look:
        """The edition as it is saved now. Raises OSError if it cannot be read."""
        read = build.look(self.edition, OPTIONS, self._seen)
        known = build.understand(self.edition, read, OPTIONS)
        self._seen = State(seen=read.scan.seen)
        self.edition.cache.keep_only(known.keys)
        said: dict[str, list[Diagnostic]] = {}
        for one in known.said:
            said.setdefault(one.span.path, []).append(one)
        return Look(Library(known.linked.site), said, read.config)

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
