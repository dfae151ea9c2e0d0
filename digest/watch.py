"""File events -> calls: wait until an edition's files change.

Events say *when* to look, and where first; never that nothing else changed: a full queue of the kernel drops them
silently. So whoever has looked at the files that they name is told to look at all, once it is quiet.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

_STEP = 4
"""Milliseconds in which nothing more must happen for a save to be over: an editor's write and rename take less."""
_LONGEST = 50
"""Milliseconds after which those that happened so far are told, though more may come."""
_QUIET = 1000
"""Milliseconds without an event after which all is looked at."""


def changes(root: Path, stop: threading.Event) -> Iterator[frozenset[str]]:
    """Yield each time something below `content/` or `theme/` has changed, until `stop` is set: the paths of which an
    event spoke, from the root; none: look at everything. That is after a second in which nothing happened, and when one
    of these folders has come, gone, or is another one under the same name: nothing was told of what lies in that.
    """
    from watchfiles import watch

    looked = False  # something may have been saved before the watch began
    while not stop.is_set():
        folders = _folders(root)
        if not folders:
            stop.wait(_QUIET / 1000)
            yield frozenset()
            continue
        try:
            for events in watch(
                *folders, debounce=_LONGEST, step=_STEP, stop_event=stop, rust_timeout=_QUIET, yield_on_timeout=True,
                raise_interrupt=False,
            ):  # fmt: skip
                if events:
                    looked = False
                    yield frozenset(Path(path).relative_to(root).as_posix() for _, path in events)
                elif not looked:
                    looked = True
                    yield frozenset()
                if _folders(root) != folders:
                    break
        except FileNotFoundError:  # it went while the watch began
            continue
        if not stop.is_set():
            yield frozenset()


def _folders(root: Path) -> dict[Path, int]:
    """The watched folders that are there, and which each of them is."""
    found: dict[Path, int] = {}
    for folder in (root / "content", root / "theme"):
        try:
            info = folder.stat()
        except OSError:
            continue
        if folder.is_dir():
            found[folder] = info.st_ino
    return found
