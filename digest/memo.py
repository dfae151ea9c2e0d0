"""The work of a stage, item by item, in as many processes as pay.

Processes are forked, so that they share what is in memory, and only answers are sent, each process's through a pipe of
its own. `multiprocessing.Pool` would wait for ever for a process that was killed, and the processes of a
`ProcessPoolExecutor` would outlive a build that was: a pipe has an end, which both sides see.
"""

import errno
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:  # an edit of one file has no time for it
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Made = TypeVar("Made")

LEAST_FOR_A_POOL = 200
"""Items under which starting processes costs more than it gives."""

LIVES = 12
LEAST_FOR_A_LIFE = 2000
"""A process copies what it shares by looking at it, for Python counts who does; so it lives for a part of a long list,
and never comes to hold all of it. To start one anew takes some tens of milliseconds."""

MOST_AT_ONCE = 50
"""Items that are answered together, at most: a lot."""


class Elsewhere(Exception):
    """The trace of what was raised in another process, as text: its cause here."""


def workers(wanted: int) -> int:
    """How many processes to use; 0: as many as this process may run on."""
    return wanted or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else wanted or os.cpu_count() or 1


def each(work: Callable[[Item], Made], items: Sequence[Item], *, processes: int) -> Iterator[Made]:
    """`work` of each item, in their order. What it raises is raised here; ChildProcessError if a process was killed."""
    count = workers(processes)
    if count < 2 or len(items) < LEAST_FOR_A_POOL or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    size = max(LEAST_FOR_A_LIFE, len(items) // LIVES)
    for start in range(0, len(items), size):
        yield from _shared(work, items[start : start + size], count)


@contextmanager
def beside(work: Callable[[], Made], *, processes: int) -> Iterator[Callable[[], Made]]:
    """Do some work in a process of its own while this one does something else, and wait for what it made when that is
    asked for, once. Raises what `each` raises. With one process it is done when it is asked for."""
    if workers(processes) < 2 or not hasattr(os, "fork"):
        yield work
        return
    running = _started(lambda _: work(), (None,), 1)
    try:
        yield lambda: next(_answers(running))
    finally:
        _ended(running)


def _shared(work: Callable[[Item], Made], items: Sequence[Item], count: int) -> Iterator[Made]:
    running = _started(work, items, count)
    try:
        yield from _answers(running)
    finally:
        _ended(running)


class _Running(NamedTuple):
    """Items that are shared out: whichever process is free takes the next lot. It waits while nobody reads its answer,
    so that no more answers are held than came before their turn."""

    lots: int
    turns: int
    """A pipe with the numbers of all lots that nobody has taken."""
    children: "dict[Connection, int]"


def _started(work: Callable[[Item], Made], items: Sequence[Item], count: int) -> _Running:
    from multiprocessing.connection import Pipe

    lots = [*_lots(items, count)]
    turns, into = os.pipe()
    os.write(into, b"".join(turn.to_bytes(_TURN, "big") for turn in range(len(lots))))
    os.close(into)
    running = _Running(len(lots), turns, {})
    try:
        for _ in range(min(count, len(lots))):
            answers, answer = Pipe(duplex=False)
            running.children[answers] = _forked(work, lots, turns, answer, (*running.children, answers))
            answer.close()
    except BaseException:
        _ended(running)
        raise
    return running


def _lots(items: Sequence[Item], count: int) -> Iterator[Sequence[Item]]:
    """Fewer items the nearer the end (guided self-scheduling, Polychronopoulos and Kuck 1987): forty pages of outlets,
    each as dear as fifty reports, are not left to one process while the others have nothing to do."""
    start = 0
    while start < len(items):
        size = max(1, min(MOST_AT_ONCE, (len(items) - start) // (count * 8)))
        yield items[start : start + size]
        start += size


def _answers(running: _Running) -> Iterator[Any]:
    from multiprocessing.connection import Connection, wait

    children = running.children
    early: dict[int, list[Any] | _Raised] = {}
    for turn in range(running.lots):
        while turn not in early:
            if not children:
                raise _killed()
            for ready in wait(children):
                assert isinstance(ready, Connection)
                try:
                    early.update([ready.recv()])
                except (EOFError, OSError):  # at its end, or in the middle of an answer
                    ready.close()
                    if os.waitpid(children.pop(ready), 0)[1]:
                        raise _killed() from None
        made = early.pop(turn)
        if isinstance(made, _Raised):
            raise made.error from Elsewhere(made.trace)
        yield from made


def _ended(running: _Running) -> None:
    os.close(running.turns)
    for answers, child in running.children.items():
        answers.close()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


_TURN = 4
"""Bytes of a lot's number: who reads them from the pipe has them alone."""


def _killed() -> ChildProcessError:
    return ChildProcessError(errno.ECHILD, "it was killed, perhaps for want of memory", "one of the processes")


class _Raised(NamedTuple):
    error: Exception
    trace: str


def _forked(
    work: Callable[[Item], Made],
    lots: Sequence[Sequence[Item]],
    turns: int,
    answer: "Connection",
    heard: Iterable["Connection"],
) -> int:
    """A process that takes lots until there are no more. What the parent hears it closes: it would wait for itself."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        # Whoever ends the build ends the parent, which ends its children; they say nothing of their own.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for answers in heard:
            answers.close()
        while read := os.read(turns, _TURN):
            turn = int.from_bytes(read, "big")
            try:
                answer.send((turn, [work(item) for item in lots[turn]]))
            except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the answer is wanted
                answer.send((turn, _raised(error)))
        code = 0
    finally:
        os._exit(code)


def _raised(error: Exception) -> _Raised:
    import pickle
    import traceback

    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own; not every exception can be made again of its words
    except Exception:  # noqa: BLE001
        error = RuntimeError(f"{type(error).__name__}: {error}")
    return _Raised(error, trace)
