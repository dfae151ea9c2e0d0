"""A static host on this machine, as strict as a careful one: a policy that lets no page load from elsewhere.

It packs text and lets assets be kept, as all hosts of static sites do.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load at most: no style, script or font but the files of the site. The search page alone may run
WebAssembly: all others forbid it themselves."""

PACKED = ("text/", "image/svg", "application/json", "application/javascript")


class _Handler(BaseHTTPRequestHandler):
    root: Path
    prefix: str

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        shown = file or self.root / "404.html"
        body = shown.read_bytes() if shown.is_file() else b""
        kind = guess_type(shown.name)[0] or "application/octet-stream"
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind.startswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body, mtime=0)
        if "/assets/" in path:  # their names hold the hash of what is in them
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def _file(self, path: str) -> Path | None:
        """The file that a static host shows at this path."""
        if not path.startswith(self.prefix):
            return None
        file = self.root / path.removeprefix(self.prefix)
        if path.endswith("/"):
            file = file / "index.html"
        return file if file.is_file() and file.resolve().is_relative_to(self.root) else None

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests look at what the browser got."""


@contextmanager
def hosted(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a built site under a path of a free port; yields the address of its front page, ending in `/`."""
    handler = type("_Hosted", (_Handler,), {"root": folder.resolve(), "prefix": prefix})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
