"""What a program takes: seconds, and the memory of all its processes together.

Memory is the proportional set size (Linux, `smaps_rollup`): a page that two processes share counts half for each, so
that the sum over a tree of forked processes is what the machine really gives.
"""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    """One run of a program, in seconds and MiB."""

    wall: float
    processor: float
    others: float
    """How many processors other programs kept busy meanwhile."""
    said: str
    """The last line on its standard error."""


def timed(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Run:
    """Run a program to its end; SystemExit with what it said if it fails."""
    busy, start = _busy(), time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command)} in {folder} failed:\n{said}")
    processor = used.ru_utime + used.ru_stime
    others = max(0.0, (_busy() - busy - processor) / wall)
    return Run(wall, processor, others, (said.strip().splitlines() or [""])[-1])


class Peak(NamedTuple):
    mib: float
    """The most memory of all processes together."""
    wall: float
    processor: float


def peak(command: Sequence[str], folder: Path, env: Mapping[str, str], every: float = 0.05) -> Peak:
    """Run a program and look at the memory of all its processes `every` so many seconds, of a long run more seldom.

    Apart from `timed`, because to look takes time: of a large process some milliseconds.
    """
    start, most, done = time.perf_counter(), 0.0, 0
    child = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not done:
        most = max(most, together(child.pid))
        time.sleep(max(every, (time.perf_counter() - start) / 200))
        done, status, used = os.wait4(child.pid, os.WNOHANG)
        child.returncode = os.waitstatus_to_exitcode(status) if done else None
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} in {folder} failed")
    return Peak(most, time.perf_counter() - start, used.ru_utime + used.ru_stime)


def together(pid: int) -> float:
    """The memory of a process and all below it, in MiB."""
    return sum(map(_proportional, _tree(pid))) / 1024


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        try:
            threads = os.listdir(f"/proc/{one}/task")
            below = [Path(f"/proc/{one}/task/{thread}/children").read_text() for thread in threads]
        except OSError:  # it has ended
            continue
        waiting += [int(child) for children in below for child in children.split()]
    return found


def _proportional(pid: int) -> int:
    """In KiB; 0 for a process that has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


def _busy() -> float:
    """Seconds for which processors have worked since the machine started, all together."""
    ticks = [int(n) for n in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / TICK
