"""The preview answers to its own pages, on this machine, and to nobody else: raw requests to a server that runs.

Hostile paths, hosts, origins, methods, redirects, crowds.
"""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from support.checkout import run_digest
from support.previewing import Running, ask, raw, running, status, until

ROUTES = (
    "/", "/reports/", "/no-such-page/", "/.digest/preview.js", "/.digest/preview.css", "/.digest/offers", "EVENTS",
)  # fmt: skip


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("guarded")
    assert run_digest("init", "press", cwd=folder).returncode == 0
    (folder / "press/secret.txt").write_text("root: not for the web")
    (folder / "press/.digest").mkdir(exist_ok=True)
    with running(folder / "press") as started:
        yield started


def target(preview: Running, route: str) -> bytes:
    return (preview.listens("/") if route == "EVENTS" else preview.address + route)[len(preview.address) :].encode()


@pytest.mark.parametrize(
    "path",
    [
        b"/../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/..%2f..%2fetc/passwd", b"/%252e%252e/", b"/..%5c..%5c",
        b"/%2e%2e%5c%2e%2e%5cetc", b"//etc/passwd", b"///etc/passwd", b"/%2fetc/passwd", b"/_site-leak",
        b"/../secret.txt", b"/secret.txt", b"/%00", b"/%00/../secret.txt", b"/%ff", b"/%c0%ae%c0%ae/secret.txt",
        b"/.digest-manifest.json", b"/.digest/../state", b"/.digest/preview.sqlite3", b"/.digest/preview-lock",
        b"/../lock", b"/%2e%2e/lock", b"/a" + b"/../" * 300 + b"secret.txt", b"/" + b"a" * 3_000,
        b"/" + b"a" * 100_000, b"/" + b"%2e%2e/" * 20_000, b"/reports/?x=/../../etc/passwd#" + b"../" * 10,
        b"/content/site.yml", b"/theme/templates/base.html", b"*", b"secret.txt", b"file:///etc/passwd",
        b"http://127.0.0.1/../secret.txt", b"/ /../secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_is_served(preview: Running, path: bytes) -> None:
    answer = ask(preview.port, path)
    wanted = (200,) if path.startswith(b"/reports/?") else (400, 404, 405, 414, 431)
    assert status(answer) in wanted or answer == b"", answer[:300]
    assert b"root:" not in answer
    assert b"SQLite" not in answer
    assert b"Traceback" not in answer
    assert preview.alive()
    assert len(preview.said) == 1, "and nothing was said of it"


def test_a_mark_of_a_fragment_in_a_request(preview: Running) -> None:
    assert status(ask(preview.port, b"/#/../secret.txt")) in (200, 400, 404)
    assert preview.alive()


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "host",
    [
        b"evil.example", b"evil.example:PORT", b"127.0.0.1.evil:PORT", b"127.0.0.1", b"127.0.0.1:1",
        b"localhost.evil:PORT",
        b"127.0.0.1:PORT@evil.example", b"0.0.0.0:PORT", b"192.0.2.1:PORT", b"[::1]:PORT", b"",
    ],
)  # fmt: skip
def test_another_name_is_not_answered_anywhere(preview: Running, route: str, host: bytes) -> None:
    answer = ask(preview.port, target(preview, route), host=host.replace(b"PORT", b"%d" % preview.port))
    assert status(answer) in (400, 421), answer[:300]
    assert b"evil" not in answer


def test_two_hosts_and_a_forwarded_one(preview: Running) -> None:
    assert status(ask(preview.port, b"/", b"Host: evil.example")) in (400, 421)
    forwarded = b"X-Forwarded-Host: evil.example", b"Forwarded: host=evil.example"
    answer = ask(preview.port, b"/quotes/bridge-reopens", *forwarded)
    assert status(answer) == 308
    assert b"evil" not in answer
    assert status(ask(preview.port, b"/", host=b"LOCALHOST:%d" % preview.port)) == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://192.0.2.1:PORT", "http://127.0.0.1:1", "https://127.0.0.1:PORT", "null", "", "file://"],
)
@pytest.mark.parametrize("route", ROUTES)
def test_another_origin_hears_and_reads_nothing(preview: Running, origin: str, route: str) -> None:
    """The token is right here: a foreign page that had it would still hear nothing."""
    header = f"Origin: {origin.replace('PORT', str(preview.port))}".encode()
    answer = ask(preview.port, target(preview, route), header)
    assert status(answer) == 403, answer[:300]
    assert b"access-control" not in answer.lower()


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ((b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: no-cors", b"Sec-Fetch-Dest: script"), True),
        ((b"Sec-Fetch-Site: same-site", b"Sec-Fetch-Mode: cors", b"Sec-Fetch-Dest: empty"), True),
        ((b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: navigate", b"Sec-Fetch-Dest: iframe"), True),
        ((b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: websocket", b"Upgrade: websocket"), True),
        ((b"Sec-Fetch-Site: cross-site", b"Sec-Fetch-Mode: navigate", b"Sec-Fetch-Dest: document"), False),
        ((b"Sec-Fetch-Site: none", b"Sec-Fetch-Mode: navigate", b"Sec-Fetch-Dest: document"), False),
    ],
)
def test_what_a_browser_says_of_who_asks(
    preview: Running, route: str, headers: tuple[bytes, ...], refused: bool
) -> None:
    if not refused and route in ("EVENTS", "/.digest/offers"):
        return  # the one would not end, the other wants the token too
    answer = ask(preview.port, target(preview, route), *headers)
    assert (status(answer) == 403) == refused, answer[:300]


def test_without_the_token_nothing_is_heard(preview: Running) -> None:
    for path in (
        b"/.digest/events", b"/.digest/events?token=", b"/.digest/events?token=guess&page=/&seen=0",
        b"/.digest/offers?page=/reports/2024-05-03-valley-news-bridge/&words=four", b"/.digest/offers?token=guess",
    ):  # fmt: skip
        assert status(ask(preview.port, path)) == 403
    token = re.search(r'data-token="([^"]+)"', httpx.get(preview.address).text)
    assert token
    assert len(token[1]) >= 16
    for wrong in ("", "-1", "x", "9" * 30, "%00"):
        there = f"/.digest/events?token={token[1]}&page=/&seen={wrong}"
        assert status(ask(preview.port, there.encode())) == 400


def test_our_own_page_hears(preview: Running) -> None:
    """What Chromium sends for an EventSource of the page itself: no `Origin`."""
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
    with httpx.stream("GET", preview.listens("/"), headers=headers, timeout=20) as stream:
        assert stream.status_code == 200
        assert "access-control-allow-origin" not in stream.headers
        assert next(stream.iter_lines()).startswith("retry:")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", b"POST PUT DELETE PATCH OPTIONS CONNECT TRACE FORCERELOAD".split())
def test_there_is_no_action(preview: Running, route: str, method: bytes) -> None:
    answer = ask(preview.port, target(preview, route), b"Content-Length: 0", method=method)
    assert status(answer) == 405, answer[:300]
    assert b"access-control" not in answer.lower()


@pytest.mark.parametrize(
    "path",
    [
        b"//evil.example", b"//evil.example/", b"//evil.example/%2e%2e", b"/\\evil", b"/\\evil.example",
        b"/%5cevil.example",
        b"/%2fevil.example", b"/%2f%2fevil.example/%2e%2e", b"/about/..//evil.example", b"/https:evil.example",
        b"http://evil.example/about", b"/about%0d%0aLocation:%20http://evil.example", b"/%09/evil.example",
    ],
)  # fmt: skip
def test_no_redirect_leads_away(preview: Running, path: bytes) -> None:
    answer = ask(preview.port, path)
    head = answer.split(b"\r\n\r\n")[0].lower()
    location = re.search(rb"\nlocation: ([^\r]*)", head)
    assert location is None or re.fullmatch(rb"/[a-z][a-z/-]*/", location[1]), head


def test_a_crowd(preview: Running) -> None:
    """200 clients that never finish their request, and 1,000 that listen and never read."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    httpx.get(preview.address)
    before = preview.resident()
    listens = preview.listens("/reports/")[len(preview.address) :]
    asking = f"GET {listens} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode()
    held: list[socket.socket] = []
    try:
        for _ in range(200):
            slow = socket.create_connection(("127.0.0.1", preview.port), timeout=20)
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
            held.append(slow)
        for _ in range(1000):
            listener = socket.create_connection(("127.0.0.1", preview.port), timeout=20)
            listener.sendall(asking)
            held.append(listener)
        assert preview.alive()
        assert httpx.get(preview.address + "/about/", timeout=20).status_code == 200
        # All of them are told of an edit, and none reads of it.
        file = Path(f"/proc/{preview.process.pid}/cwd").resolve() / "content/site.yml"
        text = file.read_text()
        for n in range(3):
            file.write_text(text.replace("title:", f"motto: The {n}. motto\ntitle:"))
            assert until(30, lambda: f"The {n}. motto" in httpx.get(preview.address, timeout=20).text), n  # noqa: B023
        file.write_text(text)
        assert until(30, lambda: "motto" not in httpx.get(preview.address, timeout=20).text)
        assert preview.alive()
        assert preview.resident() - before < 150 * 1024 * 1024
    finally:
        for one in held:
            one.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert until(20, preview.alive)
    with httpx.stream("GET", preview.listens("/"), timeout=20) as stream:
        assert next(stream.iter_lines()).startswith("retry:"), "whoever comes after them is heard"


def test_a_request_that_is_none(preview: Running) -> None:
    for request in (b"\0" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0", b"{" * 70_000):
        threads = [threading.Thread(target=raw, args=(preview.port, request + b"\r\n\r\n"), daemon=True)]
        for thread in threads:
            thread.start()
            thread.join(10)
    assert preview.alive()
