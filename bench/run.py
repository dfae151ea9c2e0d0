"""Time `digest build` over made-up editions: cold, nothing changed, one report edited. Each in a process of its own.

    python bench/run.py [--sizes 1000,10000] [--runs 3] [--processes 0]

Seconds are reported, never asserted: what a build must do and not do is counted in tests/test_incremental.py.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.corpus import reports  # noqa: E402  # the same editions that the tests build


def run(edition: Path, processes: int) -> tuple[float, float, float, str]:
    """Seconds on the clock and on the processors, the largest process in MiB, and what the build said last."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "digest", "build", "--processes", str(processes)]
    child = subprocess.Popen(
        command, cwd=edition, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(said)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said.splitlines()[-1]


def main() -> None:
    """Print a row for each size and mode."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--processes", type=int, default=0)
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors; medians of {given.runs} runs")
    print(f"{'reports':>8} {'mode':8} {'s':>8} {'cpu s':>8} {'MiB':>7}  what the build said")
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            edition = Path(folder)
            for path, text in reports(size):
                (edition / "content" / path).parent.mkdir(parents=True, exist_ok=True)
                (edition / "content" / path).write_text(text)
            edited = sorted((edition / "content").rglob("*.md"))[size // 2]
            for mode in ("cold", "nothing", "edit"):
                rows = []
                for k in range(given.runs):
                    if mode == "cold":
                        shutil.rmtree(edition / "site", ignore_errors=True)
                        shutil.rmtree(edition / ".digest", ignore_errors=True)
                    if mode == "edit":
                        edited.write_text(edited.read_text() + f"\nSentence number {k}.\n")
                    rows.append(run(edition, given.processes))
                wall, cpu, mib = (statistics.median(row[i] for row in rows) for i in range(3))
                print(f"{size:8} {mode:8} {wall:8.2f} {cpu:8.2f} {mib:7.0f}  {rows[-1][3]}")


if __name__ == "__main__":
    main()
