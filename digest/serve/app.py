"""Requests -> pages, events, and what may be pasted for selected words.

A page is the published one, with one script more (and a style for what that shows).
"""

import contextlib
import html
import json
from collections.abc import AsyncIterator, Sequence
from importlib import resources
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from digest.ask.paste import Paste
from digest.headers import SECURITY, type_of
from digest.serve.guard import App, Guard
from digest.serve.preview import Finding, Preview
from digest.write import path_of

_HEADERS = {**SECURITY, "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}

_LONGEST = 2000
"""Characters of an address; no page has a longer one."""


def app(preview: Preview, address: str, port: int) -> App:
    """The preview as an ASGI app that answers at an address."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        preview.start()
        yield
        preview.end()

    answers = _Answers(preview)
    routes = [
        Route("/.digest/events", answers.events),
        Route("/.digest/offers", answers.offers),
        Route("/.digest/preview.js", answers.script),
        Route("/.digest/preview.css", answers.style),
        Route("/{path:path}", answers.page),
    ]
    return Guard(Starlette(routes=routes, lifespan=lifespan), address, port)


class _Answers:
    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    async def page(self, request: Request) -> Response:
        """A page or file of the site, made as it is now."""
        preview = self._preview
        seen = preview.number
        url = _url(request.scope["raw_path"].decode("latin-1"))
        status = 200
        try:
            data = await run_in_threadpool(preview.session.page, url) if url else None
            if data is None and url and not url.endswith("/"):
                beside = await run_in_threadpool(preview.session.page, url + "/")
                if beside is not None:
                    return Response(status_code=308, headers=_HEADERS | {"Location": quote(url) + "/"})
            if data is None or url is None:
                status, url = 404, "/404.html"
                found = await run_in_threadpool(preview.session.page, url)
                data = found or _bare("Nothing to show yet", preview.findings)
        except Exception as error:  # noqa: BLE001  # of a template, most of all: it is being written
            status, url = 500, url or "/404.html"
            data = _bare("This page cannot be made", [preview.fault(error)])
        kind = type_of(path_of(url))
        if status == 500:
            kind = type_of("x.html")
        if kind.startswith("text/html"):
            data = self._following(data, url, seen)
            preview.served.set()
        return Response(data, status, _HEADERS | {"Content-Type": kind})

    def _following(self, page: bytes, url: str, seen: int) -> bytes:
        """The page, with the one script that the published page does not have."""
        preview = self._preview
        head = preview.session.head(url)
        told = {
            "token": preview.token,
            "page": url,
            "seen": str(seen),
            "file": head.path if head else "",
            "open": preview.editor.opens(head.path) if head else "",
            "draft": "draft" if head and head.draft else "",
            "drafts": " ".join(preview.session.drafts(url, page)),
        }
        attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in told.items())
        script = f'<script src="/.digest/preview.js"{attributes}></script></body>'
        before, body, after = page.rpartition(b"</body>")
        return before + script.encode() + after if body else page  # a piece that a page fetches is no page

    async def events(self, request: Request) -> Response:
        """What becomes of one page from now on."""
        asked = request.query_params
        if asked.get("token") != self._preview.token:
            return PlainTextResponse("This preview answers to its own pages only.", 403, _HEADERS)
        seen = asked.get("seen", "")
        if request.method == "HEAD" or not (seen.isascii() and seen.isdecimal() and len(seen) < 10):
            return PlainTextResponse("?token=&page=&seen=", 400, _HEADERS)

        async def stream() -> AsyncIterator[str]:
            yield "retry: 1000\n\n"
            async for event, data in self._preview.hear(asked.get("page", ""), int(seen)):
                yield f"event: {event}\ndata: {json.dumps(data)}\n\n" if event else ": still here\n\n"

        return StreamingResponse(stream(), headers=_HEADERS, media_type="text/event-stream")

    async def offers(self, request: Request) -> Response:
        """What can be typed for words that are selected on a page. It only looks: to paste is the editor's."""
        asked = request.query_params
        if asked.get("token") != self._preview.token:
            return PlainTextResponse("This preview answers to its own pages only.", 403, _HEADERS)
        words, before = asked.get("words", "")[:_LONGEST], asked.get("before", "")[-_LONGEST:]
        found = await run_in_threadpool(self._preview.session.offers, asked.get("page", ""), words, before)
        if found is None:
            return JSONResponse(None, headers=_HEADERS)
        made = [
            {
                "means": offer.means,
                "instead": offer.instead,
                "pastes": [
                    {
                        "where": _told(paste),
                        "text": paste.text.strip("\n"),
                        "opens": self._preview.editor.opens(paste.span.path, paste.span.line, paste.span.column),
                    }
                    for paste in offer.pastes
                ],
            }
            for offer in found.offers
        ]
        return JSONResponse({"statement": found.statement, "offers": made}, headers=_HEADERS)

    async def script(self, _: Request) -> Response:
        return _shipped("preview.js")

    async def style(self, _: Request) -> Response:
        return _shipped("preview.css")


def _told(paste: Paste) -> str:
    """Where a paste goes."""
    span = paste.span
    if paste.kind == "file":
        return f"A new file, {span.path}"
    if paste.kind in ("line", "lines"):
        return f"{span.path}, line {span.line}: " + ("a new line" if paste.kind == "line" else "in place of this field")
    if span.start == span.end:
        return f"{span.path}: at the end of the file, after an empty line"
    return f"{span.path}, line {span.line}: in place of the words"


def _shipped(name: str) -> Response:
    data = resources.files("digest.serve").joinpath(name).read_bytes()
    return Response(data, 200, _HEADERS | {"Content-Type": type_of(name)})


def _bare(title: str, findings: Sequence[Finding]) -> bytes:
    """A page of the preview's own, where there is none of the site's."""
    shown = "".join(f"<pre>{_linked(finding)}</pre>" for finding in findings)
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/.digest/preview.css"></head>'
    )
    return f'{head}<body class="bare"><main><h1>{title}</h1>{shown}</main></body></html>'.encode()


def _linked(finding: Finding) -> str:
    """The text of a finding, with its first place as a link that opens it."""
    text = html.escape(finding.text)
    for words, address in finding.places[:1]:
        if address:
            link = f'<a href="{html.escape(address)}">{html.escape(words)}</a>'
            text = text.replace(html.escape(words), link, 1)
    return text


def _url(raw: str) -> str | None:
    """What is asked for, from the site's root; None for what can be no page, or is meant to lead astray."""
    path = unquote(raw.split("?", 1)[0], errors="replace")
    parts = path.split("/")[1:]
    if any(part in (".", "..") or part.startswith(".digest") for part in parts) or "\\" in path or "\0" in path:
        return None
    if not path.startswith("/") or "" in parts[:-1] or len(path) > _LONGEST:
        return None
    return path.removesuffix("index.html")
