"""The preview: it shows the content as it is now, keeps the last good page, and answers to nobody else."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from support.checkout import ROOT, run_digest

ADA = "content/entities/ada-lindqvist.md"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    return tmp_path / "press"


@pytest.fixture
def address(edition: Path) -> Iterator[str]:
    """A preview of the edition, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "digest", "serve", "--port", "8765"],
        cwd=edition,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    found = None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    assert found, "the preview said no address"
    for _ in range(100):
        try:
            httpx.get(found[0])
            break
        except httpx.TransportError:
            time.sleep(0.05)
    yield found[0]
    process.terminate()
    process.wait(10)
    process.stderr.close()


def until(seconds: float, true: object) -> bool:
    """Whether a condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():  # type: ignore[operator]  # a function without arguments
            return True
        time.sleep(0.1)
    return False


def test_a_saved_edit_is_served(edition: Path, address: str) -> None:
    page = f"{address}/entities/ada-lindqvist/"
    assert "An invented mayor" in httpx.get(page).text
    file = edition / ADA
    good = file.read_text()
    file.write_text(good.replace("An invented mayor", "The invented mayor"))
    assert until(15, lambda: "The invented mayor" in httpx.get(page).text)
    # An error keeps the last good page; the events tell the open page what is wrong.
    file.write_text(good.replace("type: person", "type: persn"))
    time.sleep(1.5)
    assert "The invented mayor" in httpx.get(page).text
    events = re.search(r'data-events="([^"]+)"', httpx.get(page).text)
    assert events
    with httpx.stream("GET", address + events[1].replace("&amp;", "&"), timeout=20) as stream:
        said = next(line for line in stream.iter_lines() if line.startswith("data:"))
    assert "ada-lindqvist.md:3:7" in said
    file.write_text(good)
    assert until(15, lambda: "An invented mayor" in httpx.get(page).text)
    assert not (edition / "site").exists(), "the preview leaves the published site alone"


def raw(address: str, request: bytes) -> bytes:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while data := connection.recv(65536):
            answer += data
    return answer


def test_nothing_outside_is_served(edition: Path, address: str) -> None:
    host = address.removeprefix("http://").encode()
    for path in (
        b"/../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/..%2f..%2fetc/passwd", b"/%252e%252e/", b"/..%5c..%5c",
        b"//etc/passwd", b"/%00", b"/%ff", b"/.digest-manifest.json", b"/.digest/../state", b"/" + b"a" * 3000,
        b"/../lock", b"/%2e%2e/lock",
    ):  # fmt: skip
        answer = raw(address, b"GET " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
        assert answer.split(b" ", 2)[1] in (b"404", b"400"), path
        assert b"root:" not in answer
        assert b"Traceback" not in answer
    assert httpx.get(address).status_code == 200


def test_it_ends_in_silence_while_a_page_is_open(edition: Path) -> None:
    command = [sys.executable, "-m", "digest", "serve", "--port", "8790"]
    process = subprocess.Popen(
        command, cwd=edition, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said = next(line for line in process.stderr if "http://" in line)
    address = said.split()[0].rstrip("/")
    assert until(20, lambda: httpx.get(f"{address}/").status_code == 200)
    events = re.search(r'data-events="([^"]+)"', httpx.get(f"{address}/").text)
    assert events
    with httpx.stream("GET", address + events[1].replace("&amp;", "&"), timeout=20):
        process.send_signal(signal.SIGINT)
        assert process.wait(10) in (0, 130)
    assert "Error" not in process.stderr.read().replace("ERROR", "Error")
    process.stderr.close()


def test_foreign_hosts_and_listeners_are_refused(address: str) -> None:
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 421
    assert httpx.get(f"{address}/.digest/events").status_code == 404
    assert httpx.get(f"{address}/.digest/events?token=guess").status_code == 404
    assert "access-control-allow-origin" not in httpx.get(address).headers
    assert httpx.post(address).status_code == 405


def test_feeds_are_served_as_what_they_are(address: str) -> None:
    types = {name: httpx.get(f"{address}/{name}").headers["Content-Type"] for name in ("feed.xml", "feed.json")}
    assert types == {
        "feed.xml": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json; charset=utf-8",
    }
    assert httpx.get(f"{address}/stories/bridge-closure/feed.xml").content.startswith(b"<?xml ")


def test_addresses_without_their_slash_are_led_on(address: str) -> None:
    answer = httpx.get(f"{address}/quotes/bridge-reopens")
    assert (answer.status_code, answer.headers["location"]) == (308, "/quotes/bridge-reopens/")
    assert httpx.get(f"{address}/no-such-page/").status_code == 404
