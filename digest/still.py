"""Whether a build has nothing to do, asked before anything is imported that only a build needs.

One file says how everything lay on the disk that the last build read and made: content, themes, the program; the site.
If all of it lies there as it did, the site is what a build would make. This is a short cut: whatever is not plainly as
it was (a saved file with the same words, too) is left to the build, which knows by content.
"""

import os
import sys
from collections.abc import Callable, Sequence

from digest import census, program
from digest.census import Census

PLACE = ".digest/still"


def pages(root: str, *, search: bool) -> int | None:
    """How many pages the site has, if `digest build`, with or without a search, would change nothing at `root`; None if
    it might, or if nothing was kept of the last build."""
    try:
        with open(f"{root}/{PLACE}", "rb") as file:
            kept = file.read()
        head, _, rest = kept.partition(b"\n")
        count, searched, read, made = map(int, head.split())
        if searched != search or rest[:read] != packed(inputs(lambda folder: census.taken(root, folder), shipped)):
            return None
        paths, lay = os.fsdecode(rest[read : read + made]).split("\0"), rest[read + made :]
        return count if census.facts(root, paths) == lay else None
    except (OSError, ValueError):
        return None


def shipped(folder: str) -> Census:
    """The files of a folder that comes with the program."""
    return census.taken(program.home(), folder)


def inputs(edition: Callable[[str], Census], shipped: Callable[[str], Census]) -> tuple[Census, ...]:
    """All files that a build reads, of its content first: to be taken before any is read."""
    code = census.taken(program.PACKAGE, "", ("__pycache__", "theme"))
    return edition("content"), edition("theme"), shipped("theme"), code


def packed(inputs: Sequence[Census]) -> bytes:
    """All that decides what a build makes, to be compared as a whole: the machine's Python and libraries, the files."""
    names = [sys.version, *program.libraries()]
    for part in inputs:
        names += ("", *part.paths, "", *part.strays)
    return os.fsencode("\0".join(names)) + b"".join(part.facts for part in inputs)


def answer(pages: int, search: bool, inputs: Sequence[Census], outputs: Sequence[str], lay: bytes) -> bytes:
    """What to keep at PLACE: the inputs as they lay before they were read, the site's files as the build left them."""
    read, made = packed(inputs), os.fsencode("\0".join(outputs))
    return b"%d %d %d %d\n" % (pages, search, len(read), len(made)) + read + made + lay
