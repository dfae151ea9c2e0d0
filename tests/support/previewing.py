"""A preview that runs, as the public command line starts it, and raw requests to it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from support.checkout import ROOT


class Running(NamedTuple):
    """A preview of an edition."""

    address: str
    """`http://127.0.0.1:8765`"""
    said: list[str]
    """The lines that it has printed so far."""
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def listens(self, url: str) -> str:
        """The address at which the page at a URL hears what becomes of it."""
        told = dict(re.findall(r' data-(\w+)="([^"]*)"', httpx.get(self.address + url).text))
        return f"{self.address}/.digest/events?token={told['token']}&page={told['page']}&seen={told['seen']}"

    def alive(self) -> bool:
        return self.process.poll() is None and httpx.get(self.address, timeout=20).status_code == 200

    def resident(self) -> int:
        """Its memory, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024


@contextmanager
def running(edition: Path, *options: str) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "digest", "serve", "--port", "8765", *options],
        cwd=edition,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []

    reader = threading.Thread(target=_each_line, args=(process, said))
    reader.start()
    try:
        assert until(60, lambda: process.poll() is not None or any("(Ctrl-C" in line for line in said)), said
        found = re.search(r"http://[^\s/]+:(\d+)/", "\n".join(said))
        assert found, said
        yield Running(f"http://127.0.0.1:{found[1]}", said, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(20)
        reader.join(20)
        assert not reader.is_alive(), "a process of the preview has outlived it"
        assert process.stdout is not None
        process.stdout.close()


def _each_line(process: subprocess.Popen[str], said: list[str]) -> None:
    assert process.stdout is not None
    said.extend(line.rstrip("\n") for line in process.stdout)


def until(seconds: float, true: Callable[[], object]) -> bool:
    """Whether a condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def raw(port: int, request: bytes) -> bytes:
    """The answer to a request as it is sent, byte for byte; empty: the connection was closed without a word."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall(request)
            while data := connection.recv(65536):
                answer += data
        except ConnectionError:  # closed while we were still sending
            pass
        return answer


def ask(port: int, target: bytes, *headers: bytes, method: bytes = b"GET", host: bytes | None = None) -> bytes:
    """One request of our own making."""
    named = b"127.0.0.1:%d" % port if host is None else host
    lines = [method + b" " + target + b" HTTP/1.1", *([b"Host: " + named] if named else []), *headers]
    return raw(port, b"\r\n".join([*lines, b"Connection: close", b"", b""]))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0
