"""An address: one page, from the public internet only, whatever names and redirections say."""

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from digest.ingest.document import MOST, Document
from digest.ingest.fetch import Address, fetch, is_public
from digest.ingest.raw import Raw, Refusal
from digest.ingest.read import articles

PAGE = "<title>Caf\xe9</title><p>The caf\xe9 is open.</p>".encode("latin-1")


class Handler(BaseHTTPRequestHandler):
    seen: list[dict[str, str]] = []

    def do_GET(self) -> None:
        self.seen.append(dict(self.headers))
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Set-Cookie", "a=b")
            self.end_headers()
            return
        media = {"/pdf": "application/pdf", "/none": ""}.get(path, "text/html; charset=iso-8859-1")
        body = {"/gzip": gzip.compress(PAGE), "/bomb": gzip.compress(b"\0" * (MOST + 9))}.get(path, PAGE)
        self.send_response(404 if path == "/gone" else 200)
        if media:
            self.send_header("Content-Type", media)
        if path in ("/gzip", "/bomb"):
            self.send_header("Content-Encoding", "gzip")
        if path == "/short":
            self.send_header("Content-Length", "9999")
        self.end_headers()
        try:
            if path == "/large":
                for _ in range(40):
                    self.wfile.write(b"x" * 1024 * 1024)
            elif path == "/slow":
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.1)
            else:
                self.wfile.write(body)
        except OSError:
            pass  # whoever asked has hung up

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def here(address: Address) -> bool:
    """The one private address that the tests may ask."""
    return str(address) == "127.0.0.1"


def refusal(url: str, seconds: float = 30.0) -> str:
    made = fetch(url, permitted=here, seconds=seconds)
    assert isinstance(made, Refusal), made
    assert made.origin == url
    assert "\n" not in made.what
    assert made.help
    return made.what


@pytest.mark.parametrize("path", ["/page", "/gzip", "/to//page", "/to//to//gzip", "/page?a=b c&d=\xe9#f"])
def test_a_page_is_fetched_with_what_the_server_says_of_it(site: str, path: str) -> None:
    Handler.seen.clear()
    made = fetch(site + path, permitted=here)
    assert isinstance(made, Document), made
    assert (made.data, made.media, made.charset, made.origin) == (PAGE, "text/html", "iso-8859-1", site + path)
    (raw,) = articles(made)
    assert isinstance(raw, Raw)
    assert (raw.title, raw.passages[0].text) == ("Café", "The café is open.")
    assert not {"Cookie", "Authorization"} & set().union(*Handler.seen)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/gone", "the server says 404 Not Found"),
        ("/pdf", "it is `application/pdf`, not a page, a text or a feed"),
        ("/none", "it is of no stated kind, not a page"),
        ("/large", f"at most {MOST:,} are read"),
        ("/bomb", f"at most {MOST:,} are read"),
        ("/short", "it cannot be fetched: the answer ends too early"),
        ("/to/" * 7 + "/page", "it is moved more than 5 times"),
        ("/to/file:///etc/passwd", "`file` addresses are not fetched"),
        ("/to/http://me:secret@127.0.0.1/", "an address with a user's name or password"),
        ("/to/http://169.254.169.254/latest", "`169.254.169.254` is 169.254.169.254, which is no public address"),
        ("/to/http://10.0.0.1/", "which is no public address"),
        ("/to/http://2130706434/", "`2130706434` is 127.0.0.2, which is no public address"),
    ],
)
def test_what_is_refused(site: str, path: str, what: str) -> None:
    assert what in refusal(site + path)


def test_a_slow_server_ends_with_the_time_for_everything(site: str) -> None:
    start = time.monotonic()
    assert refusal(site + "/slow", seconds=0.5) == "it cannot be fetched: it takes too long"
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0/", "http://[::1]/", "http://127.1/",
     "http://[::ffff:10.0.0.1]/", "http://localhost/", "http://192.168.0.1/", "http://100.64.0.1/", "http://[fe80::1]/",
     "http://[64:ff9b::a00:1]/", "http://[2002:a00:1::]/", "https://224.0.0.1/", "http://[fc00::1]/"],
)  # fmt: skip
def test_no_private_address_is_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was tried"))
    made = fetch(url)
    assert isinstance(made, Refusal)
    assert "no public address" in made.what


def test_a_host_is_asked_at_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a name that is public when it is looked at, and private when it is connected to."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    asked: list[str] = []

    def resolved(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    def connect(_: socket.socket, place: tuple[str, int]) -> None:
        asked.append(place[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket.socket, "connect", connect)
    made = fetch("http://rebinding.example/")
    assert isinstance(made, Refusal)
    assert (made.what, asked) == ("it cannot be fetched: connection refused", ["93.184.216.34"])


def test_a_host_with_one_private_address_is_refused_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 80)) for place in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    made = fetch("http://both.example/")
    assert isinstance(made, Refusal)
    assert made.what == "`both.example` is 10.0.0.1, which is no public address"


@pytest.mark.parametrize(
    "url",
    ["ftp://q.example/x", "file:///etc/passwd", "http://me@q.example/", "http:///x", "http://q.example:99999/",
     "http://[::1/"],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    assert isinstance(fetch(url), Refusal)


def test_public_addresses_are_public() -> None:
    for written in ("93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"):
        assert is_public(ipaddress.ip_address(written)), written
