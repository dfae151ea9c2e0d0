"""A preview on this machine: build, serve, build again at each change, and let open pages reload.

The site is built into `.digest/preview/`, so that drafts and half-done edits never lie in `site/`. A build with errors
leaves the last good pages in place; they show the errors on top until the content is mended.
"""

import asyncio
import contextlib
import html
import json
import secrets
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from digest import build, watch, write
from digest.edition import Edition
from digest.report import as_text

PREVIEW = ".digest/preview/site"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_SCRIPT = """\
const events = new EventSource(document.currentScript.dataset.events);
events.addEventListener("built", () => location.reload());
events.addEventListener("failed", (e) => {
  let box = document.getElementById("digest-errors");
  if (!box) {
    box = document.createElement("pre");
    box.id = "digest-errors";
    box.setAttribute("role", "alert");
    document.body.prepend(box);
  }
  box.textContent = JSON.parse(e.data);
});
"""

_STYLE = """\
#digest-errors{position:sticky;top:0;z-index:99;max-height:60vh;overflow:auto;margin:0;padding:1rem;
font:14px/1.5 ui-monospace,monospace;color:#fff;background:#7d1813;white-space:pre-wrap;overflow-wrap:anywhere}
#digest-errors::before{content:"This is the last good page. The content has errors now:\\A\\A";font-weight:700}
"""


class Preview:
    """What the server knows: the folder it serves, and what to tell open pages."""

    def __init__(self, edition: Edition, options: build.Options, root: Path, port: int) -> None:
        self.edition = edition
        self.options = options
        self.root = root
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.token = secrets.token_urlsafe(12)
        self.errors = ""
        self.stop = threading.Event()
        self._listening: set[asyncio.Queue[tuple[str, str]]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def rebuild(self) -> build.Built | None:
        """Build once; what went wrong is kept for the pages to show."""
        try:
            built = build.build(self.edition, self.options)
        except (OSError, write.NotOurs) as error:
            self.errors = f"The preview could not be written: {error}"
            return None
        wrong = [d for d in built.said if d.severity == "error"]
        self.errors = as_text(wrong, self._text) if built.failed else ""
        return built

    def _text(self, path: str) -> str:
        try:
            return self.edition.fs.read(path).decode("utf-8", "replace")
        except OSError:
            return ""

    def follow(self) -> None:
        """Build at each change, until told to stop. Runs in a thread of its own."""
        for _ in watch.changes(self.root, self.stop):
            before = self.errors
            built = self.rebuild()
            if self.errors:
                self.tell("failed", self.errors)
            elif built and (built.trace.written or built.trace.removed or before):
                self.tell("built", "")

    def tell(self, event: str, data: str) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, event, data)

    def _put(self, event: str, data: str) -> None:
        for queue in self._listening:
            if queue.empty():  # a page that has not read the last event will reload anyway
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
                yield _event("failed", self.errors)
            while True:
                with contextlib.suppress(TimeoutError):
                    yield _event(*await asyncio.wait_for(queue.get(), 15))
                    continue
                yield ": still here\n\n"
        finally:
            self._listening.discard(queue)

    async def page(self, request: Request) -> Response:
        """A file of the preview, by the path in the URL."""
        if request.headers.get("host", "") not in self.hosts:
            return PlainTextResponse("This preview answers to its own address only.", 421)
        path = self._path(request.scope["raw_path"].decode("latin-1"))
        fs = self.edition.fs
        if path and fs.stat(f"{PREVIEW}/{path}") is None and fs.stat(f"{PREVIEW}/{path}/index.html"):
            return Response(status_code=308, headers={"Location": "/" + path + "/"})
        status = 200
        if path is None or fs.stat(f"{PREVIEW}/{path}") is None:
            path, status = "404.html", 404
        try:
            data = fs.read(f"{PREVIEW}/{path}")
        except OSError:
            data = self._no_page().encode()
            path = "404.html"
        kind = _TYPES.get("." + path.rsplit(".", 1)[-1], "application/octet-stream")
        if kind.startswith("text/html"):
            data = self._reloading(data)
        return Response(
            data,
            status,
            {
                "Content-Type": kind,
                "Cache-Control": "no-store",
                "Content-Security-Policy": _POLICY,
                "X-Content-Type-Options": "nosniff",
            },
        )

    def _no_page(self) -> str:
        return (
            '<!doctype html><html lang="en"><title>Nothing to show yet</title>'
            f"<body><h1>Nothing to show yet</h1><pre>{html.escape(self.errors)}</pre></body></html>"
        )

    def _path(self, raw: str) -> str | None:
        """The file that a URL names; None for one that names none, or would lead out of the folder."""
        path = unquote(raw.split("?", 1)[0], errors="replace")
        parts = path.split("/")[1:]
        if any(part in (".", "..") or part.startswith(".digest") for part in parts) or "\\" in path or "\0" in path:
            return None
        if "" in parts[:-1] or len(path) > 2000:
            return None
        return "/".join(parts) + ("index.html" if not parts[-1] else "")

    def _reloading(self, page: bytes) -> bytes:
        """The page, with the one script that the published page does not have."""
        script = (
            '<link rel="stylesheet" href="/.digest/preview.css">'
            f'<script src="/.digest/preview.js" data-events="/.digest/events?token={self.token}"></script></body>'
        )
        return page.replace(b"</body>", script.encode(), 1)

    async def script(self, request: Request) -> Response:
        return Response(_SCRIPT, media_type=_TYPES[".js"], headers={"Cache-Control": "no-store"})

    async def style(self, request: Request) -> Response:
        return Response(_STYLE, media_type=_TYPES[".css"], headers={"Cache-Control": "no-store"})

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
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
