"""Whether a build has nothing to do, asked before anything is imported that only a build needs.

One file says how everything lay on the disk that the last build read and made: content, themes, the program; the site.
If all of it lies there as it did, the site is what a build would make. This is a short cut: whatever is not plainly as
it was (a saved file with the same words, too) is left to the build, which knows by content.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence

from digest import census, packed, program
from digest.census import Census

PLACE = ".digest/still"
SITE = "site"
"""The folder of the site."""


class Look:
    """How everything lies now: what a build reads, and what the last one made. A build that has something to do goes on
    from it and need not look again.

    The site is looked at by a process of its own where there is much of it: half of the time is spent in the kernel,
    and threads would wait for each other.
    """

    def __init__(self, root: str, made: bytes) -> None:
        self.root = root
        self.made = made
        """The site's files as the last build left them: their paths below the site's folder, as `packed.joined` has
        them."""
        many = self._count() >= _MANY and hasattr(os, "fork")
        self._pipe, self._child = _asked(self._facts) if many else (-1, 0)
        self._taken = time.monotonic_ns()
        self.inputs = inputs(lambda folder: census.taken(root, folder), shipped)

    def age(self) -> int:
        """How long ago the inputs were looked at, in nanoseconds."""
        return time.monotonic_ns() - self._taken

    def lay(self) -> bytes:
        """How the site's files lie, in their order. To be asked once."""
        if not self._child:
            return self._facts()
        with open(self._pipe, "rb") as pipe:
            facts = pipe.read()
        os.waitpid(self._child, 0)
        self._child = 0
        return facts if len(facts) == self._count() * census.WIDTH else self._facts()

    def _count(self) -> int:
        return self.made.count(b"\0")

    def _facts(self) -> bytes:
        return census.facts(f"{self.root}/{SITE}", packed.parted(self.made))


_MANY = 2000
"""Files that are worth a process: it takes a millisecond to start one, and four for a thousand files."""


def _asked(look: Callable[[], bytes]) -> tuple[int, int]:
    """A process that looks at files, and where it puts what it saw."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return out, child
    try:  # whatever happens here, the one who asked looks himself if the answer is not whole
        os.close(out)
        with open(into, "wb") as pipe:
            pipe.write(look())
    finally:
        os._exit(0)


def look(root: str, *, search: bool) -> tuple[Look | None, int | None]:
    """Look at the edition at `root`: None if nothing was kept of the last build; and how many pages the site has, if
    `digest build`, with or without a search, would change nothing; None if it might."""
    try:
        with open(f"{root}/{PLACE}", "rb") as file:
            kept = file.read()
        head, _, rest = kept.partition(b"\n")
        count, searched, read, made = map(int, head.split())
        now = Look(root, rest[read : read + made])
        same = searched == search and rest[:read] == everything(now.inputs) and now.lay() == rest[read + made :]
    except (OSError, ValueError):
        return None, None
    return (None, count) if same else (now, None)


def shipped(folder: str) -> Census:
    """The files of a folder that comes with the program."""
    return census.taken(program.home(), folder)


def inputs(edition: Callable[[str], Census], shipped: Callable[[str], Census]) -> tuple[Census, ...]:
    """All files that a build reads, of its content first: to be taken before any is read."""
    code = census.taken(program.PACKAGE, "", ("__pycache__", "theme"))
    return edition("content"), edition("theme"), shipped("theme"), code


def everything(inputs: Sequence[Census]) -> bytes:
    """All that decides what a build makes, to be compared as a whole: the machine's Python and libraries, the files."""
    names = [sys.version, *program.libraries()]
    for part in inputs:
        names += ("", *part.paths, "", *part.strays)
    return os.fsencode("\0".join(names)) + b"".join(part.facts for part in inputs)


def answer(pages: int, search: bool, inputs: Sequence[Census], made: bytes, lay: bytes) -> bytes:
    """What to keep at PLACE: the inputs as they lay before they were read; the names of the site's files (`Look.made`),
    and how the build left them."""
    read = everything(inputs)
    return b"%d %d %d %d\n" % (pages, search, len(read), len(made)) + read + made + lay
