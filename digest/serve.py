"""A preview on this machine: edits are followed, pages are made when asked for, and open pages change in place.

Nothing is written into `site/`, so drafts and half-done edits never lie there. What has errors is shown as it was when
it was last good, with the errors on top until they are mended.
"""

import asyncio
import contextlib
import html
import json
import secrets
import threading
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from digest import build, watch
from digest.edition import Edition
from digest.headers import SECURITY, type_of
from digest.report import as_text
from digest.session import News, Session

PREVIEW = ".digest/preview/site"

_SCRIPT = """\
const source = document.currentScript.dataset.events;
const here = () => location.pathname;

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
}

// What differs is changed in place: scroll, focus, selection and open details of the rest stay as they are.
function morph(old, now) {
  if (old.isEqualNode(now)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = now.nodeValue; return; }
  for (const { name } of [...old.attributes])
    if (!now.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  for (const { name, value } of now.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  // What the page's own script has put there is not in the file, and stays.
  const kept = [...old.childNodes].filter((node) => !node.classList?.contains("by-script"));
  const wanted = [...now.childNodes];
  let end = 0;
  while (end < kept.length && end < wanted.length && alike(kept[kept.length - 1 - end], wanted[wanted.length - 1 - end])
    && kept[kept.length - 1 - end].isEqualNode(wanted[wanted.length - 1 - end])) end++;
  let at = 0;
  for (; at < wanted.length - end; at++) {
    const there = at < kept.length - end ? kept[at] : null;
    if (there && alike(there, wanted[at])) morph(there, wanted[at]);
    else if (there) there.replaceWith(wanted[at]);
    else old.insertBefore(wanted[at], end ? kept[kept.length - end] : null);
  }
  for (; at < kept.length - end; at++) kept[at].remove();
}

async function update() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("digest-errors")?.remove();
  document.title = now.title;
  now.querySelectorAll("script").forEach((script) => script.remove());
  document.querySelectorAll("script").forEach((script) => script.remove());
  if (document.head.innerHTML !== now.head.innerHTML) morph(document.head, now.head);
  morph(document.body, now.body);
  document.documentElement.dataset.updated = String(Number(document.documentElement.dataset.updated || 0) + 1);
}

function fail(text) {
  let box = document.getElementById("digest-errors");
  if (!box) {
    box = document.createElement("pre");
    box.id = "digest-errors";
    box.setAttribute("role", "alert");
    document.body.prepend(box);
  }
  box.textContent = text;
}

const events = new EventSource(source);
let lost = false;
events.addEventListener("error", () => { lost = true; });
events.addEventListener("open", () => { if (lost) { lost = false; update(); } });
events.addEventListener("built", (e) => {
  const touched = JSON.parse(e.data);
  document.getElementById("digest-errors")?.remove();
  if (touched === null || touched.includes(here())) update();
});
events.addEventListener("failed", async (e) => {
  const { touched, text } = JSON.parse(e.data);
  if (touched === null || touched.includes(here())) await update();
  fail(text);
});
"""

_STYLE = """\
#digest-errors{position:sticky;top:0;z-index:99;max-height:60vh;overflow:auto;margin:0;padding:1rem;
font:14px/1.5 ui-monospace,monospace;color:#fff;background:#7d1813;white-space:pre-wrap;overflow-wrap:anywhere}
#digest-errors::before{content:"This is the last good page. The content has errors now:\\A\\A";font-weight:700}
"""


_END = "end"


class Preview:
    """What the server knows: the folder it serves, and what to tell open pages."""

    def __init__(self, edition: Edition, options: build.Options, root: Path, port: int) -> None:
        self.edition = edition
        self.root = root
        self.session = Session(edition, options)
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.token = secrets.token_urlsafe(12)
        self.errors = ""
        self.stop = threading.Event()
        self._listening: set[asyncio.Queue[tuple[str, str]]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def refresh(self, paths: Collection[str] = ()) -> News | None:
        """Look once; what went wrong is kept for the pages to show."""
        try:
            news = self.session.refresh(paths)
        except OSError as error:
            self.errors = f"The preview could not be made: {error}"
            return None
        wrong = [d for d in news.said if d.severity == "error"]
        self.errors = as_text(wrong, self._text) if news.failed else ""
        return news

    def _text(self, path: str) -> str:
        try:
            return self.edition.fs.read(path).decode("utf-8", "replace")
        except OSError:
            return ""

    def follow(self) -> None:
        """Look at each change, until told to stop. Runs in a thread of its own."""
        for paths in watch.changes(self.root, self.stop):
            before = self.errors
            news = self.refresh(paths)
            touched = sorted(news.touched) if news and news.touched is not None else None if news else []
            if self.errors:
                self.tell("failed", json.dumps({"touched": touched, "text": self.errors}))
            elif before or touched is None or touched:
                self.tell("built", json.dumps(touched))
            self.session.keep()  # after the tabs were told: nobody waits for the disk

    def end(self) -> None:
        """Let go of the open pages: a server that ends waits for them else, and says that it had to cut them off."""
        self.stop.set()
        self.tell(_END, "")

    def tell(self, event: str, data: str) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, event, data)

    def _put(self, event: str, data: str) -> None:
        for queue in self._listening:
            if queue.full():  # a tab that reads nothing: it will look at everything when it does
                queue.get_nowait()
                event, data = ("built", "null") if event == "built" else (event, data)
            queue.put_nowait((event, data))

    async def events(self, request: Request) -> Response:
        if request.query_params.get("token") != self.token:
            return PlainTextResponse("no such page", 404)
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _stream(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[tuple[str, str]] = asyncio.Queue(maxsize=2)
        self._listening.add(queue)
        try:
            if self.errors:
                yield _event("failed", json.dumps({"touched": [], "text": self.errors}))
            while True:
                try:
                    event, data = await asyncio.wait_for(queue.get(), 15)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event == _END:
                    return
                yield _event(event, data)
        finally:
            self._listening.discard(queue)

    async def page(self, request: Request) -> Response:
        """A page or file of the site, made as it is now."""
        if request.headers.get("host", "") not in self.hosts:
            return PlainTextResponse("This preview answers to its own address only.", 421)
        url = self._url(request.scope["raw_path"].decode("latin-1"))
        data = await asyncio.to_thread(self.session.page, url) if url else None
        if data is None and url and not url.endswith("/"):
            beside = await asyncio.to_thread(self.session.page, url + "/")
            if beside is not None:
                return Response(status_code=308, headers={"Location": url + "/"})
        status = 200
        if data is None or url is None:
            status, url = 404, "/404.html"
            data = await asyncio.to_thread(self.session.page, url) or self._no_page().encode()
        kind = type_of(build.path_of(url))
        if kind.startswith("text/html"):
            data = self._reloading(data)
        return Response(
            data,
            status,
            {**SECURITY, "Content-Type": kind, "Cache-Control": "no-store"},
        )

    def _no_page(self) -> str:
        return (
            '<!doctype html><html lang="en"><title>Nothing to show yet</title>'
            f"<body><h1>Nothing to show yet</h1><pre>{html.escape(self.errors)}</pre></body></html>"
        )

    def _url(self, raw: str) -> str | None:
        """What is asked for, from the site's root; None for what can be no page, or is meant to lead astray."""
        path = unquote(raw.split("?", 1)[0], errors="replace")
        parts = path.split("/")[1:]
        if any(part in (".", "..") or part.startswith(".digest") for part in parts) or "\\" in path or "\0" in path:
            return None
        if not path.startswith("/") or "" in parts[:-1] or len(path) > 2000:
            return None
        return path.removesuffix("index.html")

    def _reloading(self, page: bytes) -> bytes:
        """The page, with the one script that the published page does not have."""
        script = (
            '<link rel="stylesheet" href="/.digest/preview.css">'
            f'<script src="/.digest/preview.js" data-events="/.digest/events?token={self.token}"></script></body>'
        )
        return page.replace(b"</body>", script.encode(), 1)

    async def script(self, request: Request) -> Response:
        return Response(_SCRIPT, media_type=type_of("preview.js"), headers={"Cache-Control": "no-store"})

    async def style(self, request: Request) -> Response:
        return Response(_STYLE, media_type=type_of("preview.css"), headers={"Cache-Control": "no-store"})

    def app(self) -> Starlette:
        @contextlib.asynccontextmanager
        async def lifespan(_: Any) -> AsyncIterator[None]:
            self._loop = asyncio.get_running_loop()
            follower = threading.Thread(target=self.follow, daemon=True)
            follower.start()
            yield
            self.stop.set()

        return Starlette(
            routes=[
                Route("/.digest/events", self.events),
                Route("/.digest/preview.js", self.script),
                Route("/.digest/preview.css", self.style),
                Route("/{path:path}", self.page),
            ],
            lifespan=lifespan,
        )


def _event(name: str, data: str) -> str:
    """`data` is JSON, in one line."""
    return f"event: {name}\ndata: {data}\n\n"
