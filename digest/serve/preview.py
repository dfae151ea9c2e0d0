"""What a preview knows: the edition as it is now, and what each open page has not seen of it yet.

What has errors is shown as it was when it was last good, with the errors over it until they are mended.
"""

import asyncio
import secrets
import threading
import time
import traceback
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from digest import watch
from digest.diagnostic import Diagnostic
from digest.edition import Edition
from digest.model.source import Span
from digest.options import Options
from digest.render import fault
from digest.report import one_by_one, safe
from digest.serve import said
from digest.serve.editor import Editor
from digest.session import News, Session

PREVIEW = ".digest/preview/site"

MOST_FINDINGS = 50
"""Errors that an open page shows."""

_BREATH = 15
"""Seconds after which something is sent to a page that hears nothing, so that a connection that is gone is noticed."""

_SETTLED = 0.3
"""Seconds in which a browser asks for the style, script and fonts of a page that it was served."""


class Finding(NamedTuple):
    """An error as an open page shows it."""

    text: str
    """As on a terminal: with the line, and a caret under the place."""
    places: tuple[tuple[str, str], ...] = ()
    """Words of the text, and the address by which an editor opens the file there."""


class Preview:
    """One edition being looked at. `tell` is called with what happened, in lines for a terminal."""

    def __init__(
        self, edition: Edition, options: Options, root: Path, editor: Editor, tell: Callable[[said.Said], None]
    ) -> None:
        self.session = Session(edition, options)
        self.token = secrets.token_urlsafe(12)
        """Known to our pages only: a foreign page cannot read it, and so cannot listen."""
        self.findings: tuple[Finding, ...] = ()
        self.editor = editor
        self.number = 0
        """Of the last change that open pages are to hear of."""
        self._edition, self._root, self._tell = edition, root, tell
        self._since: dict[str, int] = {}
        """The number of the change that touched each page last; and of the last that may have touched all."""
        self._all = 0
        self._wrong: tuple[Finding, ...] = ()
        """What is wrong with the content; and why open pages cannot be made, though nothing is wrong with it."""
        self._unmade: tuple[Finding, ...] = ()
        self._made: dict[str, bytes] = {}
        """The pages that are open, as the last change left them."""
        self._open: dict[asyncio.Event, str] = {}
        self._stop = threading.Event()
        self.served = threading.Event()
        """Somebody has seen a page."""
        self._warmer = threading.Thread(target=self._warm, daemon=True)
        self._follower = threading.Thread(target=self._follow, daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None

    # --- following the files

    def refresh(self, paths: Collection[str] = ()) -> News | None:
        """Look once; what went wrong is kept for the pages to show. None: it could not be done at all."""
        start = time.perf_counter()
        try:
            news = self.session.refresh(paths)
        except Exception as error:  # noqa: BLE001  # whatever it is, the preview goes on: the next save may mend it
            self._broken(error)
            return None
        before, took = self.findings, time.perf_counter() - start
        wrong = [one for one in news.said if one.severity == "error"] if news.failed else []
        self._wrong = self._findings(wrong)
        self.findings = (*self._wrong, *self._unmade)
        if news.edited or self.findings != before:
            self._tell(said.Said(news, took, [finding.text for finding in self.findings], bool(before)))
        return news

    def _broken(self, error: Exception) -> None:
        found = self.fault(error)
        if self.findings != (found,):
            self.findings = (found,)
            self._tell(said.Said(News(failed=True), 0.0, [found.text], mending=False))

    def fault(self, error: Exception) -> Finding:
        """An exception as an open page shows it: of a template, most of all, for it is being written."""
        text, place = said.wrong(error), fault.place(error)
        if not isinstance(error, OSError) and not place:
            text += "\n\n" + "".join(traceback.format_exception(error))
        path, _, line = place.rpartition(":")
        # of a shipped template the folder has no file
        there = bool(path) and (self._root / path).exists()
        return Finding(text, ((place, self.editor.opens(path, int(line))),) if there and line.isdecimal() else ())

    def _findings(self, wrong: Sequence[Diagnostic]) -> tuple[Finding, ...]:
        found = []
        for one, text in one_by_one(wrong, self.text, most=MOST_FINDINGS):
            spans = [one.span, *(other.span for other in one.others)]
            found.append(Finding(text, tuple((_where(span), self._opens(span)) for span in spans)))
        if len(wrong) > len(found):
            found.append(Finding(f"... and {len(wrong) - len(found):,} more; `digest check` says all."))
        return tuple(found)

    def _opens(self, span: Span) -> str:
        return self.editor.opens(span.path, span.line, span.column)

    def text(self, path: str) -> str:
        """What a file holds now; empty if it cannot be read."""
        try:
            return self._edition.fs.read(path).decode("utf-8", "replace").removeprefix("\ufeff")
        except (OSError, ValueError):
            return ""

    def start(self) -> None:
        """Follow the files from now on, in a thread of its own. To be called in the loop that answers requests."""
        self._loop = asyncio.get_running_loop()
        self._follower.start()
        self._warmer.start()

    def _warm(self) -> None:
        """Once the first page is there with all that it asks for, make ready for the first edit: it would be the
        slowest otherwise, and the first page if it were done before."""
        self.served.wait()
        if not self._stop.wait(_SETTLED):
            self.session.warm()

    def _follow(self) -> None:
        for paths in watch.changes(self._root, self._stop):
            before = self.findings
            news = self.refresh(paths)
            touched = news.touched if news is not None else frozenset()
            if touched is None or touched or self.findings != before:
                self._heard(touched)
            if not paths:  # all is quiet: nobody waits for the disk
                self.session.keep()

    def _heard(self, touched: Collection[str] | None) -> None:
        """Something changed. The pages that are open are made at once, so that they need not ask."""
        number = self.number + 1
        if touched is None:
            self._all = number
            self._since.clear()
            self._made.clear()
        else:
            for url in touched:
                self._since[url] = number
                self._made.pop(url, None)
        shown = {*list(self._open.values())}
        self._made = {url: page for url, page in self._made.items() if url in shown}
        wanted = {url for url in shown if self._changed(url) == number}
        unmade: dict[Finding, None] = {}
        for url in sorted(wanted):
            try:
                page = self.session.page(url)
            except Exception as error:  # noqa: BLE001  # of a template, most of all: its page stays as it was
                unmade[self.fault(error)] = None
                continue
            if page is not None:
                self._made[url] = page
        if wanted and self._unmade != (*unmade,):
            before, self._unmade = self._unmade, (*unmade,)
            self.findings = (*self._wrong, *self._unmade)
            news = News(failed=bool(unmade))
            self._tell(said.Said(news, 0.0, [finding.text for finding in self._unmade], mending=bool(before)))
        self.number = number
        self._wake()

    def close(self) -> None:
        """End: open pages are let go, and what was followed is kept."""
        self.end()
        if self._follower.is_alive():
            self._follower.join(10)
        self.session.keep()

    def end(self) -> None:
        """Let go of the open pages: a server that ends waits for them else, and says that it had to cut them off."""
        self._stop.set()
        self.served.set()
        self._wake()

    def _wake(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for woken in self._open:
            woken.set()

    # --- what open pages hear

    def _changed(self, url: str) -> int:
        return max(self._all, self._since.get(url, 0))

    async def hear(self, url: str, seen: int) -> AsyncIterator[tuple[str, Mapping[str, Any]]]:
        """What becomes of a page after the change that it has seen, as events: `page`, its new markup; `errors`, what
        is wrong now.

        Nothing is queued. Whoever reads slowly hears of the last state only, and a thousand of them cost a page each.
        """
        woken = asyncio.Event()
        self._open[woken] = url
        shown: tuple[Finding, ...] = ()
        try:
            while not self._stop.is_set():
                woken.clear()
                findings, number = self.findings, self.number
                if self._changed(url) > seen:
                    page = self._made.get(url)
                    if page is None:
                        page = await asyncio.to_thread(self._page, url)
                    if page is not None:
                        head = self.session.head(url)
                        draft = head is not None and head.draft
                        drafts = " ".join(self.session.drafts(url, page))
                        told = {"draft": "draft" if draft else "", "drafts": drafts}
                        yield "page", {"seen": number, "html": page.decode(), **told}
                    seen = number
                if findings != shown:
                    shown = findings
                    yield "errors", {"findings": [finding._asdict() for finding in findings]}
                try:
                    await asyncio.wait_for(woken.wait(), _BREATH)
                except TimeoutError:
                    yield "", {}
        finally:
            del self._open[woken]

    def _page(self, url: str) -> bytes | None:
        try:
            return self.session.page(url)
        except Exception:  # noqa: BLE001  # the page stays as it was; whoever loads it is told
            return None


def _where(span: Span) -> str:
    return f"{safe(span.path)}:{span.line}:{span.column}"
