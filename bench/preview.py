"""From an editor's save to the new page served: how long a preview takes, ours and Hugo's."""

import http.client
import os
import re
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tree import together


class Preview(NamedTuple):
    half: float
    """The median, in seconds."""
    nearly_all: float
    """The 95th percentile."""
    edits: int
    mib: float
    """The memory of all its processes after the last edit."""


def ours(command: Sequence[str], folder: Path, env: Mapping[str, str], edits: int) -> Preview:
    """`digest serve`, by the event that brings an open page its new markup."""
    report = Path((folder / "EDITME").read_text().strip())
    url = f"/reports/{report.stem}/"

    def wait(port: int) -> Callable[[bytes], None]:
        page = (_get(port, url) or b"").decode()
        told = dict(re.findall(r' data-(token|page|seen)="([^"]*)"', page))
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/.digest/events?" + urlencode(told))
        stream = connection.getresponse()

        def until(sentence: bytes) -> None:
            while sentence not in stream.readline():
                pass

        return until

    return _measure([*command, "--port", "{}"], folder, env, url, report, edits, wait)


def hugo(command: Sequence[str], folder: Path, env: Mapping[str, str], edits: int) -> Preview:
    """`hugo server`, asked for the page again and again, which costs it little beside its build."""
    report = Path((folder / "EDITME").read_text().strip())
    slug = re.search(r'(?m)^slug: *"?([^"\n]+)', report.read_text())
    assert slug is not None
    (page,) = (folder / "public").rglob(f"{slug[1]}/index.html")
    url = f"/{page.parent.relative_to(folder / 'public').as_posix()}/"

    def wait(port: int) -> Callable[[bytes], None]:
        def until(sentence: bytes) -> None:
            while sentence not in (_get(port, url) or b""):
                time.sleep(0.02)

        return until

    server = [command[0], "server", "--port", "{}", "--bind", "127.0.0.1", "--baseURL", "http://127.0.0.1:{}/"]
    return _measure(server, folder, env, url, report, edits, wait)


def _measure(
    command: Sequence[str], folder: Path, env: Mapping[str, str], url: str, report: Path, edits: int,
    wait: Callable[[int], Callable[[bytes], None]],
) -> Preview:  # fmt: skip
    port = 8100 + os.getpid() % 800
    child = subprocess.Popen(
        [part.replace("{}", str(port)) for part in command], cwd=folder, env=env, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    before = report.read_text()
    try:
        while not _get(port, url):
            if child.poll() is not None:
                raise SystemExit(f"{' '.join(command)} in {folder} ended with {child.returncode}")
            time.sleep(0.1)
        until, took = wait(port), []
        for n in range(edits + 2):  # two to warm up
            time.sleep(0.4)
            sentence = f"It was sentence number {n} of {time.time_ns()}."
            report.write_text(f"{before}\n\n{sentence}\n")
            start = time.perf_counter()
            until(sentence.encode())
            took.append(time.perf_counter() - start)
        mib = together(child.pid)
    finally:
        report.write_text(before)
        child.send_signal(signal.SIGINT)
        child.wait()
    took = sorted(took[2:])
    return Preview(statistics.median(took), took[min(len(took) - 1, int(len(took) * 0.95))], edits, mib)


def _get(port: int, url: str) -> bytes | None:
    """A page of the preview; None: there is none yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    try:
        connection.request("GET", url)
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else None
    except OSError:
        return None
    finally:
        connection.close()
