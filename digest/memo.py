"""The work of a stage, item by item, in as many processes as pay."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

LEAST_FOR_A_POOL = 200
"""Items under which starting processes costs more than it gives."""

LIVES = 12
LEAST_FOR_A_LIFE = 2000
"""A process copies what it shares by looking at it, for Python counts who does; so it lives for a part of a long list,
and never comes to hold all of it. To start one anew takes some tens of milliseconds."""

_work: Callable[[Any], Any] | None = None


def workers(wanted: int) -> int:
    """How many processes to use; 0: as many as this process may run on."""
    return wanted or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else wanted or os.cpu_count() or 1


def each(work: Callable[[Item], Made], items: Sequence[Item], *, processes: int) -> Iterator[Made]:
    """`work` of each item, in their order. Processes are forked, so they share what is already in memory."""
    count = workers(processes)
    if count < 2 or len(items) < LEAST_FOR_A_POOL or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    import multiprocessing  # an edit of one file has no time for it

    global _work  # noqa: PLW0603  # the children inherit it by the fork; a closure cannot be sent to them
    _work = work
    size = max(LEAST_FOR_A_LIFE, len(items) // LIVES)
    try:
        for start in range(0, len(items), size):
            part = items[start : start + size]
            with multiprocessing.get_context("fork").Pool(count, _alone) as pool:
                yield from pool.imap(_call, part, chunksize=max(1, min(50, len(part) // (count * 8))))
    finally:
        _work = None


def apart(work: Callable[[], Made]) -> Made:
    """Do some work in a process of its own, which gives back all its memory in the end."""
    if not hasattr(os, "fork"):
        return work()
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    global _work  # noqa: PLW0603  # as above
    _work = lambda _: work()  # noqa: E731
    try:
        # Not a Pool: its processes may start none of their own.
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), _alone) as pool:
            made: Made = pool.submit(_call, None).result()
            return made
    finally:
        _work = None


def _alone() -> None:
    """In a child: whoever ends the build ends the parent, which ends its children; they say nothing of their own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _call(item: Any) -> Any:
    assert _work is not None
    return _work(item)
