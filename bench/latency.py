"""From an editor's save to changed pixels: a report is edited while a browser shows its page.

    python bench/latency.py EDITION REPORT [--edits 30]

EDITION is a folder with `content/`, REPORT a path in it. The time begins before the file is written and ends at the
first frame after the words are in the page, both by this machine's clock. Two edits warm up; a pause of 0.3 to 1.6 s
lies between edits, so that some meet what the preview does when all is quiet. The server's own part is what it prints.
"""

import argparse
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.chromium import FLAGS, find_chromium  # noqa: E402

WATCH = """(words) => {
  window.__painted = new Promise((resolve) => {
    const found = () => document.body.textContent.includes(words);
    const seen = new MutationObserver(() => {
      if (!found()) return;
      seen.disconnect();
      const inPage = performance.timeOrigin + performance.now();
      // The callback runs before the frame is painted; a message posted from it comes after.
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve([inPage, performance.timeOrigin + performance.now()]);
        after.port2.postMessage(0);
      });
    });
    seen.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}"""


class Latency(NamedTuple):
    """In milliseconds."""

    half: float
    nearly_all: float
    worst: float


def of(took: Sequence[float]) -> Latency:
    ordered = sorted(took)
    return Latency(statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], ordered[-1])


def measured(folder: Path, report: Path, edits: int) -> dict[str, Latency]:
    """The parts of the way: the edit followed, as the server says; until the words are in the page, and are painted."""
    file = folder / report
    before = file.read_text()
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "digest", "serve", "--port", str(8400 + os.getpid() % 500)], cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stderr is not None
    lines = server.stderr
    try:
        address = next(found[0] for line in lines if (found := re.search(r"http://[^ ]+(?=/  \()", line)))
        said: list[str] = []
        threading.Thread(target=lambda: said.extend(lines), daemon=True).start()
        url = address + "/reports/" + report.stem + "/"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            page = browser.new_page()
            page.goto(url, timeout=600_000)
            took = [_edit(page, file, before, number) for number in range(edits + 2)][2:]
            browser.close()
    finally:
        file.write_text(before)
        time.sleep(0.5)
        server.send_signal(signal.SIGINT)
        server.wait()
    own = [float(found[1]) for line in said if (found := re.search(r" in (\d+) ms", line))][2 : edits + 2]
    return {
        "the edit followed": of(own),
        "words in the page": of([there for there, _ in took]),
        "words painted": of([painted for _, painted in took]),
    }


def _edit(page: Page, file: Path, before: str, number: int) -> tuple[float, float]:
    time.sleep(random.Random(number).uniform(0.3, 1.6))
    words = f"It was sentence number {number} of {time.time_ns()}."
    page.evaluate(WATCH, words)
    start = time.time() * 1000
    file.write_text(f"{before}\n\n{words}\n")
    there, painted = page.evaluate("window.__painted")
    return there - start, painted - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path)
    parser.add_argument("report", type=Path)
    parser.add_argument("--edits", type=int, default=30)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    for part, (half, nearly_all, worst) in measured(given.edition, given.report, given.edits).items():
        print(f"{part:20} median {half:6.0f} ms   p95 {nearly_all:6.0f} ms   worst {worst:6.0f} ms")
    print(f"load before and after: {load:.1f}, {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
