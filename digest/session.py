"""An edition that stays open: edits are followed as they are saved, and a page is made when somebody asks for it.

Nothing of the site is written. What is known of the edition lies in the ledger on the disk and is read row by row, so a
preview of ten thousand reports holds only what its open pages and edits have asked for. What cannot be followed is
linked anew in a process of its own, which takes its memory with it.

A file with errors counts as it was when it was last good, so the rest of the edition goes on being followed.
"""

import gc
import re
import threading
from collections.abc import Callable, Collection
from contextlib import ExitStack, suppress
from typing import NamedTuple
from urllib.parse import urljoin

import msgspec

from digest import search, state
from digest.ask.offer import Selected, offers
from digest.cache import Damaged
from digest.diagnostic import Diagnostic
from digest.dress import Dress
from digest.due import linked
from digest.edit import ledger
from digest.edition import Edition
from digest.follow import Due, Look, counted, follow
from digest.inputs import Read, glance, look
from digest.load import SETTINGS
from digest.memo import beside
from digest.mend import alone
from digest.model.article import Head
from digest.model.feed import Feed
from digest.model.page import Page
from digest.options import Options, quietly
from digest.packed import Fingerprints
from digest.plan import foot, head_of, plan
from digest.publish.dressed import wear
from digest.state import State
from digest.write import SITE, path_of


class News(NamedTuple):
    """What came of looking at the files."""

    touched: frozenset[str] | None = frozenset()
    """The URLs of pages that are others now; None: all may be."""
    said: tuple[Diagnostic, ...] = ()
    failed: bool = False
    """There are errors: what they are in is shown as it was."""
    looked: bool = True
    """Something has changed on the disk."""
    edited: tuple[str, ...] = ()
    """What: paths of files, `theme/`, `digest itself`."""
    pages: int = 0
    """How many pages may be others for it."""


class _Worn(NamedTuple):
    """What pages wear, and how they are rendered in it."""

    key: str
    dress: Dress
    render: Callable[[Page | Feed, str], bytes]


_HREF = re.compile(rb'<a\b[^>]* href="([^"#][^"]*)"')

_MARKED = """---
title: A table
date: 2031-05-02
source: x
---

| *When* | Who |
|---|---|
| `May` | **Bo Ek** |

“We shall see about that in the summer,” said [Bo Ek](@bo-ek).[^ctx-so]

[^ctx-so]: He did.
"""


class Session:
    """One edition, open. Its methods may be called from several threads."""

    def __init__(self, edition: Edition, options: Options) -> None:
        self._edition, self._options = edition, options
        self._last = state.load(edition.fs, options.site)
        self._read: Read | None = None
        self._book: ledger.Ledger | None = None
        self._worn: _Worn | None = None
        self._shown: dict[str, str] = {}
        """The fingerprint of each page that was asked for."""
        self._lock = threading.RLock()
        self._linking = threading.Lock()
        """Held while all is linked anew."""
        self._importing = threading.Lock()
        """Held where a thread of its own imports, and where this process forks: a module of which a half was imported
        then would be waited for in the new process for ever."""
        self._unkept: Callable[[], None] | None = None
        self._kept = self._last
        """The edition that the ledger on the disk is of."""

    @property
    def ready(self) -> bool:
        """There is something to show."""
        return self._book is not None

    def refresh(self, paths: Collection[str] = ()) -> News:
        """Look at some files, or at all, and follow what has changed."""
        edition, last = self._edition, self._last
        read = glance(edition, self._read, paths) if paths and self._read and self._book else None
        read = read or look(edition, self._options, last)
        if self._book is None:
            self._book = ledger.opened(edition.cache, self._options.site, ledger.stamp_of(last.reads))
        if self._book is not None and read.key and read.key == last.inputs:
            first, self._read = self._read is None, read
            return News(touched=None, said=last.said) if first else News(said=last.said, looked=False)
        book = self._book
        with self._lock:  # a page asked for before its touch is noted would count as seen
            due = self._followed(book, read) if book is not None else None
            touched = self._touched(due) if due is not None else frozenset()
        if book is None or due is None:
            with self._linking:
                return self._anew(read, last.reads)
        failed = any(diagnostic.severity == "error" for diagnostic in due.said)
        reads = counted(read.hashes, last.reads, due.broken)
        self._keep(read, reads, due.holds, lambda: book.write(ledger.stamp_of(reads)))
        return News(touched=touched, said=due.said, failed=failed, edited=tuple(due.parsed), pages=len(due.pages))

    def _followed(self, book: ledger.Ledger, read: Read) -> Due | None:
        last = self._last
        now = Look(sources=read.scan.sources, hashes=read.hashes, config=read.config, drafts=self._options.drafts)
        due = follow(self._edition, book, last.reads, now, last.said)
        if due is None:  # half followed; what is on the disk is whole, and shown until all is linked anew
            self._last, self._unkept = self._kept, None
            self._book = ledger.opened(self._edition.cache, self._options.site, ledger.stamp_of(self._last.reads))
        else:
            book.settle()
        return due

    def _touched(self, due: Due) -> frozenset[str]:
        """Of the pages that were asked for, those that are others now."""
        touched = {url for url in due.gone or () if self._shown.pop(url, "")}
        for url in self._shown.keys() & due.pages.keys():
            now = due.pages[url].fingerprint()
            if now != self._shown[url]:
                self._shown[url] = now
                touched.add(url)
        return frozenset(touched)

    def _anew(self, read: Read, before: Fingerprints) -> News:
        """Link all in another process, which writes the ledger."""
        edition, options = self._edition, self._options
        edited = tuple(sorted(read.hashes.against(before))) if before else ()

        def written() -> tuple[tuple[Diagnostic, ...], bool]:
            gc.disable()
            edition.cache.here()
            due = linked(edition, read, options, quietly)
            failed = any(diagnostic.severity == "error" for diagnostic in due.said)
            if not failed:
                due.remember()
            return due.said, due.unmoved and not failed

        # It gives back all its memory in the end; and what it writes must be read here.
        with ExitStack() as stack:
            with self._importing, self._lock:  # and whoever makes a page may import what makes it
                done = stack.enter_context(beside(written, processes=2 if edition.cache.lies else 1))
            said, whole = done()
        failed = any(diagnostic.severity == "error" for diagnostic in said)
        if failed:
            with self._lock:
                stamp = ledger.stamp_of(self._last.reads)
                self._book = self._book or ledger.opened(edition.cache, options.site, stamp)
                self._read = self._read or read
            return News(touched=frozenset(), said=said, failed=True, edited=edited)
        with self._lock:
            self._shown.clear()
            self._keep(read, read.hashes if whole else Fingerprints(), said, None)
            self._book = ledger.opened(edition.cache, options.site, ledger.stamp_of(read.hashes))
        return News(touched=None, said=said, edited=edited)

    def _keep(
        self, read: Read, reads: Fingerprints, said: tuple[Diagnostic, ...], write: Callable[[], None] | None
    ) -> None:
        """This is how it is now. It is written later: whoever waits for a page waits for no disk."""
        inputs = read.key if reads == read.hashes else ""
        self._read = read
        self._last = now = State(inputs=inputs, reads=reads, seen=read.scan.seen, said=said)
        if write is None:
            self._kept = now

        def keep() -> None:
            if write is not None:
                write()
                self._kept = now
            state.save(self._edition.fs, self._options.site, now)

        self._unkept = keep

    def keep(self) -> None:
        """Write what was followed, so that the next session goes on from it."""
        with self._lock:
            if self._unkept is not None:
                self._unkept()
                self._unkept = None

    def warm(self) -> None:
        """Read a text that has all kinds of marks, as an edit is read: what only an edit needs of the program is in
        memory then. Nobody waits for it but who calls it."""
        if self._read is None:
            return
        with self._importing:
            alone("content/reports/x.md", _MARKED, self._read.config)

    def page(self, url: str) -> bytes | None:
        """The page or file at a URL from the site's root, `/reports/x/`; None: there is none."""
        with self._lock, suppress(KeyError, Damaged):
            return self._page(url)
        with self._linking:  # perhaps the rows are just being replaced
            pass
        with self._lock:
            try:
                return self._page(url)
            except (KeyError, Damaged):  # a row or a body is lost: somebody has emptied or damaged what was remembered
                self._book, self._last = None, State()
                self._edition.cache.clear()
        self.refresh()
        with self._lock:
            return self._page(url)

    def _page(self, url: str) -> bytes | None:
        if self._book is None or self._read is None:
            return None
        worn = self._wear(self._read)
        if path_of(url) in worn.dress.files:
            return worn.dress.files[path_of(url)]
        if path_of(url).startswith(search.FOLDER):
            return self._indexed(path_of(url))
        unit = self._book.at.get(url)
        if unit is None:
            return None
        for planned in plan(self._book.tables, unit, self._read.config):
            if url in planned.urls():
                self._shown[url] = planned.fingerprint()
                return worn.render(planned.page(), url)
        return None

    def head(self, url: str) -> Head | None:
        """The head of the content file that a page is made of; None: it is made of none, or of many."""
        with self._lock:
            unit = self._book.at.get(url) if self._book is not None else None
            return head_of(self._book.tables, unit) if self._book is not None and unit else None

    def drafts(self, url: str, page: bytes) -> tuple[str, ...]:
        """The addresses of drafts that a page links to. Their cards are in memory, for the page was made of them."""
        found = {urljoin(url, href.decode("utf-8", "replace")).partition("#")[0] for href in _HREF.findall(page)}
        with self._lock:
            book = self._book
            if book is None:
                return ()
            units = {to: book.at.get(to) or "" for to in found if to.startswith("/reports/")}
            kept = {to: book.tables.report_cards.get(unit.removeprefix("report/")) for to, unit in units.items()}
        return tuple(sorted(to for to, card in kept.items() if card is not None and card.status == "draft"))

    def offers(self, url: str, words: str, before: str) -> Selected | None:
        """What can be typed for words selected on a page; None: they do not stand in the text of one file."""
        with self._lock:
            head = self.head(url)
            if head is None or self._book is None or self._read is None:
                return None
            return offers(self._book.tables, head, self._text, self._read.config.language, words, before)

    def _text(self, path: str) -> str:
        try:
            return self._edition.fs.read(path).decode("utf-8", "replace").removeprefix("\ufeff")
        except OSError:
            return ""

    def _indexed(self, path: str) -> bytes | None:
        """A file of the index that the last build made: a new one with each edit would take too long."""
        try:
            return self._edition.fs.read(f"{SITE}/{path}")
        except OSError:
            return None

    def _wear(self, read: Read) -> _Worn:
        assert self._book is not None
        key = read.hashes["theme/"] + self._last.reads.get(SETTINGS, "")
        if self._worn is None or self._worn.key != key:
            # Drafts are marked each by itself; a word on every page would make them others than the published ones.
            options = msgspec.structs.replace(self._options, drafts=False)
            dress = wear(read, foot(self._book.tables), options)
            dress = dress._replace(chrome=msgspec.structs.replace(dress.chrome, preview=True))
            self._worn = _Worn(key=key, dress=dress, render=dress.renderer(self._edition.cache))
        return self._worn
