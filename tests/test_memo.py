"""The work of a stage in several processes: all of it, in order, and nothing that goes wrong is swallowed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from digest import memo
from digest.memo import Elsewhere, apart, beside, each
from digest.options import Progress
from support.checkout import ROOT

COUNT = 2


def pid(_: object) -> int:
    return os.getpid()


@pytest.mark.parametrize("length", [0, 1, memo.LEAST_FOR_A_POOL, memo.LEAST_FOR_A_LIFE, 3 * memo.LEAST_FOR_A_LIFE + 7])
@pytest.mark.parametrize("processes", [1, COUNT, 5])
def test_all_in_order(length: int, processes: int) -> None:
    items = [str(n) for n in range(length)]
    assert list(each(lambda item: item + "!", items, processes=processes)) == [item + "!" for item in items]


def test_processes_are_replaced() -> None:
    length = 3 * memo.LEAST_FOR_A_LIFE
    pids = list(each(pid, range(length), processes=COUNT))
    lives = [set(pids[start : start + memo.LEAST_FOR_A_LIFE]) for start in range(0, length, memo.LEAST_FOR_A_LIFE)]
    assert all(1 <= len(life) <= COUNT for life in lives)
    assert sum(map(len, lives)) == len(set.union(*lives)), "none lives for two parts"
    assert os.getpid() not in set.union(*lives)
    assert set(each(pid, range(memo.LEAST_FOR_A_POOL - 1), processes=COUNT)) == {os.getpid()}, "few items start none"


def test_the_last_items_are_not_left_to_one_process() -> None:
    """However long each of them takes."""

    def work(n: int) -> int:
        time.sleep(0.02 if n >= 980 else 0)
        return os.getpid()

    pids = list(each(work, range(1000), processes=COUNT))
    assert len({*pids[-20:]}) == COUNT


def test_one_run_between_two_results_of_another() -> None:
    length = 2 * memo.LEAST_FOR_A_LIFE
    outer = each(lambda n: ("outer", n), range(length), processes=COUNT)
    inner: list[tuple[str, int]] = []
    found = []
    for n, made in enumerate(outer):
        found.append(made)
        if n % 1500 == 0:  # within a life of the outer's processes, and before the next
            inner = list(each(lambda n: ("inner", n), range(memo.LEAST_FOR_A_POOL), processes=COUNT))
    assert found == [("outer", n) for n in range(length)]
    assert inner == [("inner", n) for n in range(memo.LEAST_FOR_A_POOL)]


def test_what_raises_is_raised_at_its_place() -> None:
    def work(n: int) -> int:
        if n in (2900, 2500):
            raise FileNotFoundError(2, "gone", f"content/{n}.md")
        return n

    found: list[int] = []
    with pytest.raises(FileNotFoundError) as raised:
        found.extend(each(work, range(6000), processes=COUNT))
    assert raised.value.filename == "content/2500.md", "the first in order, whichever came first"
    assert isinstance(raised.value.__cause__, Elsewhere)
    assert 'test_memo.py", line' in str(raised.value.__cause__), "and where"


def test_each_result_before_it_comes_first() -> None:
    def work(n: int) -> int:
        return 1 // (2500 - n)

    run = each(work, range(6000), processes=COUNT)
    assert len(list(islice(run, 2450))) == 2450
    with pytest.raises(ZeroDivisionError):
        list(run)


class Odd(Exception):
    """Cannot be made again of its words."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def odd(_: object) -> None:
    raise Odd(1, 2)


@pytest.mark.parametrize(("work", "word"), [(odd, "Odd: 1 and 2"), (lambda n: lambda: n, "pickle")])
def test_what_cannot_be_sent_is_told(work: Callable[[int], object], word: str) -> None:
    with pytest.raises(Exception, match=word):
        list(each(work, range(memo.LEAST_FOR_A_POOL), processes=COUNT))


def killed(n: int) -> int:
    if n == 700:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def ended(n: int) -> int:
    if n >= 700:
        os._exit(0)
    return n


@pytest.mark.parametrize("work", [killed, ended])
@pytest.mark.parametrize("processes", [2, 4])
def test_a_process_that_dies_is_noticed(work: Callable[[int], int], processes: int) -> None:
    with pytest.raises(ChildProcessError, match="one of the processes"):
        list(each(work, range(3000), processes=processes))


def test_a_process_that_dies_in_the_middle_of_its_answer_is_noticed() -> None:
    run = each(lambda _: (os.getpid(), bytes(1_000_000)), range(memo.LEAST_FOR_A_POOL), processes=COUNT)
    child, _ = next(run)
    time.sleep(0.1)  # it is sending more than a pipe holds, and nobody reads
    os.kill(child, signal.SIGKILL)
    with pytest.raises(ChildProcessError):
        list(run)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_whoever_stops_listening_leaves_no_process_behind(tmp_path: Path) -> None:
    def work(n: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        return n

    def stopped() -> Iterator[int]:
        yield from islice(each(work, range(4000), processes=COUNT), 10)

    assert list(stopped()) == list(range(10))
    children = [int(path.name) for path in tmp_path.iterdir()]
    assert children
    assert not any(map(alive, children))


def test_a_killed_build_leaves_no_process_behind() -> None:
    code = (
        "import time\n"
        "from digest.memo import each\n"
        "for _ in each(lambda n: bytes(10_000), range(4000), processes=2):\n"
        "    print('begun', flush=True)\n"
        "    time.sleep(100)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"begun\n"
        run.kill()
        assert run.communicate(timeout=30)[0] == b"", "its output ends when nobody holds it any more"


def test_beside() -> None:
    with beside(os.getpid, processes=COUNT) as made:
        assert made() != os.getpid()
    with beside(os.getpid, processes=1) as made:
        assert made() == os.getpid()
    with beside(lambda: list(each(pid, range(memo.LEAST_FOR_A_POOL), processes=COUNT)), processes=COUNT) as many:
        assert len(many()) == memo.LEAST_FOR_A_POOL, "it may have processes of its own"


def test_what_happens_beside_is_raised_where_it_is_asked_for() -> None:
    with beside(lambda: 1 // 0, processes=COUNT) as made, pytest.raises(ZeroDivisionError):
        made()
    with beside(lambda: os.kill(os.getpid(), 9), processes=COUNT) as none, pytest.raises(ChildProcessError):
        none()


def test_it_is_done_meanwhile(tmp_path: Path) -> None:
    """Each waits for the other: neither would come to an end alone."""
    there, here = tmp_path / "there", tmp_path / "here"

    def work() -> str:
        there.write_text("begun")
        while not here.exists():
            time.sleep(0.001)
        return "done"

    with beside(work, processes=COUNT) as made:
        while not there.exists():
            time.sleep(0.001)
        here.write_text("begun")
        assert made() == "done"


def test_nobody_is_left_beside_who_does_not_ask(tmp_path: Path) -> None:
    note = tmp_path / "pid"

    def work() -> None:
        (tmp_path / "new").write_text(str(os.getpid()))
        (tmp_path / "new").rename(note)
        time.sleep(600)

    with beside(work, processes=COUNT):
        while not note.exists():
            time.sleep(0.001)
        child = int(note.read_text())
        assert alive(child)
    assert not alive(child)


def test_what_is_done_apart_tells_of_its_progress(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def work(progress: Progress) -> int:
        progress("reading", 1, 2)
        progress("reading", 2, 2)
        progress("linking", 7, 7)
        return os.getpid()

    def note(*words: Any) -> None:
        told.append(words)

    assert apart(work, note, processes=COUNT) != os.getpid()
    assert told == [("reading", 1, 2), ("reading", 2, 2), ("linking", 7, 7)]
    assert apart(work, note, processes=1) == os.getpid()
    assert told[3:] == told[:3]


def test_its_processor_time_is_known_while_it_is_at_work() -> None:
    """What it takes is counted to the stage that tells of itself, and once."""
    times: list[float] = [memo.processor()]

    def work(progress: Progress) -> None:
        sum(range(10_000_000))
        progress("reading", 1, 1)
        progress("linking", 1, 1)

    apart(work, lambda *_: times.append(memo.processor()), processes=COUNT)
    times.append(memo.processor())
    before, reading, linking, after = times
    assert reading - before > 0.05
    assert linking - reading < reading - before
    assert after - linking < reading - before


def test_what_is_raised_apart_is_raised_here_and_ends_the_telling() -> None:
    def fail(progress: Progress) -> None:
        progress("reading", 1, 1)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        apart(fail, lambda *_: None, processes=COUNT)
    with pytest.raises(ChildProcessError):
        apart(lambda _: os.kill(os.getpid(), 9), lambda *_: None, processes=COUNT)


def test_whoever_is_no_longer_waited_for_ends_with_all_that_it_started(tmp_path: Path) -> None:
    """A build that is interrupted leaves nothing that goes on comparing for minutes."""

    def sleep(name: str) -> None:
        (tmp_path / f"{name}.new").write_text(str(os.getpid()))
        (tmp_path / f"{name}.new").rename(tmp_path / name)
        time.sleep(600)

    def work(progress: Progress) -> None:
        with beside(lambda: sleep("inner"), processes=COUNT):
            while not (tmp_path / "inner").exists():
                time.sleep(0.001)
            progress("linking", 1, 1)
            sleep("outer")

    def interrupted(*_: object) -> None:
        while not (tmp_path / "outer").exists():
            time.sleep(0.001)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(work, interrupted, processes=COUNT)
    inner, outer = (int((tmp_path / name).read_text()) for name in ("inner", "outer"))
    assert not alive(outer)
    until = time.monotonic() + 10
    while _runs(inner) and time.monotonic() < until:
        time.sleep(0.001)
    assert not _runs(inner)


def _runs(pid: int) -> bool:
    """It is there, and not only its exit code, which nobody may come for where no init runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_answer_waits_for_nobody(tmp_path: Path) -> None:
    """However large it is, the process that made it is gone with all that it held before somebody asks."""
    note = tmp_path / "pid"

    def work() -> bytes:
        (tmp_path / "new").write_text(str(os.getpid()))
        (tmp_path / "new").rename(note)
        return bytes(10_000_000)

    with beside(work, processes=COUNT) as made:
        while not note.exists() or _runs(int(note.read_text())):
            time.sleep(0.001)
        assert made() == bytes(10_000_000)
