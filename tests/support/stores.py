"""A store that speaks S3 on this machine (moto), and a way to it on which requests get lost."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Literal

Fault = Literal["refused", "unanswered"]
"""A request never arrives (500); or it arrives and is carried out, and the answer is lost."""


@contextmanager
def moto(log: Path) -> Iterator[str]:
    """The address of a fresh S3 server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (
        log.open("wb") as said,
        subprocess.Popen([sys.executable, "-m", "moto.server", "-p", str(port)], stdout=said, stderr=said) as server,
    ):
        try:
            for _ in range(600):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                    break
                assert server.poll() is None, log.read_text()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


class Way:
    """A proxy in front of the store: from the `fails_at`-th request on, all fail. 0: none does."""

    def __init__(self) -> None:
        self.url = ""
        self.fault: Fault = "refused"
        self.requests: list[str] = []
        """`METHOD path` of every request so far."""
        self._fails_at = 0
        self.conditions = True
        """Whether it understands `If-Match` and `If-None-Match`."""
        self._lock = Lock()

    def begin(self, fails_at: int = 0, fault: Fault = "refused") -> None:
        self.requests, self._fails_at, self.fault = [], fails_at, fault

    def fails(self, request: str) -> bool:
        with self._lock:
            self.requests.append(request)
            return 0 < self._fails_at <= len(self.requests)


@contextmanager
def way_to(address: str) -> Iterator[Way]:
    way = Way()
    host, port = address.removeprefix("http://").split(":")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not way.conditions and {"if-match", "if-none-match"} & {name.lower() for name in self.headers}:
                self.send_response(501)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            fails = way.fails(f"{self.command} {self.path.partition('?')[0]}")
            if fails and way.fault == "refused":
                self.send_response(500)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            there = http.client.HTTPConnection(host, int(port))
            there.request(self.command, self.path, body, dict(self.headers))
            answer = there.getresponse()
            data = answer.read()
            there.close()
            if fails:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "content-length", "date", "server", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_PUT = do_DELETE = do_POST = do_HEAD = do_GET  # noqa: N815  # names that `http.server` gives

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        way.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield way
        finally:
            server.shutdown()
            thread.join()
