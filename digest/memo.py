"""The work of a stage, item by item, in as many processes as pay.

Processes are forked, so that they share what is in memory, and only answers are sent, each process's through a pipe of
its own. `multiprocessing.Pool` would wait for ever for a process that was killed, and the processes of a
`ProcessPoolExecutor` would outlive a build that was: a pipe has an end, which both sides see.
"""

import errno
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from digest.options import Progress

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


def alone(processes: int) -> bool:
    """Whether everything is done in this process."""
    return workers(processes) < 2 or not hasattr(os, "fork")


def each(work: Callable[[Item], Made], items: Sequence[Item], *, processes: int) -> Iterator[Made]:
    """`work` of each item, in their order. What it raises is raised here; ChildProcessError if a process was killed."""
    if alone(processes) or len(items) < LEAST_FOR_A_POOL:
        yield from map(work, items)
        return
    count = workers(processes)
    size = max(LEAST_FOR_A_LIFE, len(items) // LIVES)
    for start in range(0, len(items), size):
        yield from _shared(work, items[start : start + size], count)


@contextmanager
def beside(work: Callable[[], Made], *, processes: int) -> Iterator[Callable[[], Made]]:
    """Do some work in a process of its own while this one does something else, and wait for what it made when that is
    asked for, once. Raises what `each` raises. With one process it is done when it is asked for.

    What it made goes through a file: through a pipe it would wait, with all that it holds, until somebody asks.
    """
    if alone(processes):
        yield work
        return
    import pickle
    from tempfile import TemporaryFile

    with TemporaryFile() as file:

        def noted(_: None) -> None:
            pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
            file.flush()

        def made() -> Made:
            next(_answers(running))
            file.seek(0)
            found: Made = pickle.load(file)  # noqa: S301  # our own
            return found

        running = _started(noted, (None,), 1)
        try:
            yield made
        finally:
            _ended(running)


def apart(work: Callable[[Progress], Made], progress: Progress, *, processes: int) -> Made:
    """Do some work in a process of its own, which takes its memory with it, and wait for what it made. Of its progress
    is told here. Raises what `each` raises. With one process it is done in this one."""
    if alone(processes):
        return work(progress)
    from multiprocessing.connection import Pipe

    hear, tell = Pipe(duplex=False)

    def telling() -> Made:
        hear.close()
        last = 0.0

        def heard(stage: str, done: int, of: int) -> None:
            nonlocal last
            if done == of or time.monotonic() - last > _OFTEN:
                last = time.monotonic()
                tell.send((stage, done, of, processor()))

        with tell:
            return work(heard)

    with hear, beside(telling, processes=2) as made:
        tell.close()
        try:
            while True:
                *told, _elsewhere[0] = hear.recv()
                progress(*told)
        except EOFError:  # it is done
            return made()
        finally:
            _elsewhere[0] = 0.0


_OFTEN = 0.05
"""Seconds between two words of a stage's progress."""
_elsewhere = [0.0]
"""What a process that is at work apart says that it has taken."""


def processor() -> float:
    """Processor time of this process and of those that it started, in seconds; of one that is still at work only what
    it said of itself."""
    return sum(os.times()[:4]) + _elsewhere[0]


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
                    child = children.pop(ready)
                    _started_here.discard(child)
                    if os.waitpid(child, 0)[1]:
                        raise _killed() from None
        made = early.pop(turn)
        if isinstance(made, _Raised):
            raise made.error from Elsewhere(made.trace)
        yield from made


def _ended(running: _Running) -> None:
    os.close(running.turns)
    for answers, child in running.children.items():
        answers.close()
        _ended_one(child)


def _ended_one(child: int) -> None:
    """Asked to, it ends those that it started, too; to be killed it waits no longer than somebody who waits for it."""
    os.kill(child, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE
    while not os.waitpid(child, os.WNOHANG)[0]:
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        time.sleep(0.001)
    _started_here.discard(child)


_PATIENCE = 2.0
"""Seconds; a process hears of it between two steps of its own, which may be a large write to the cache."""
_started_here: set[int] = set()
"""The processes that this one has started and that are at work."""


def _end(*_: object) -> None:
    """What a process does that is asked to end. It raises nothing: below it in the stack lies what its parent was doing
    when it was forked."""
    for child in _started_here:
        os.kill(child, signal.SIGTERM)
    os._exit(1)


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
    # What the parent does when it is asked to end is not for the child to do.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    child = os.fork()
    if child:
        _started_here.add(child)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return child
    code = 1
    try:
        _started_here.clear()
        # Whoever ends the build ends the parent, which ends its children; they say nothing of their own.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _end)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
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
