"""File events -> calls: wait until an edition's files change.

Events say *when* to look, and where first; never that nothing else changed: a full queue of the kernel drops them
silently. So whoever has looked at the files that they name is told to look at all, once it is quiet.
"""

import threading
from collections.abc import Iterator
from pathlib import Path


def changes(root: Path, stop: threading.Event) -> Iterator[frozenset[str]]:
    """Yield each time something below `content/` or `theme/` has changed, until `stop` is set: the paths of which an
    event spoke, from the root; none: look at everything. That is after a second in which nothing happened, and while a
    change may have gone unseen (a folder that did not exist when the watch began).
    """
    from watchfiles import watch

    folders = [folder for folder in (root / "content", root / "theme") if folder.is_dir()]
    looked = True
    for events in watch(
        *folders, debounce=50, step=10, stop_event=stop, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=False
    ):
        if events:
            looked = False
            yield frozenset(Path(path).relative_to(root).as_posix() for _, path in events)
        elif not looked or [f for f in (root / "content", root / "theme") if f.is_dir()] != folders:
            looked = True
            yield frozenset()
