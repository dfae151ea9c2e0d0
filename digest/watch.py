"""File events -> calls: wait until an edition's files change.

Events only say *when* to look, never *what* changed: a full queue of the kernel drops them silently, so whoever is
woken scans the folder anew.
"""

import threading
from collections.abc import Iterator
from pathlib import Path


def changes(root: Path, stop: threading.Event) -> Iterator[None]:
    """Yield each time something below `content/` or `theme/` has changed, until `stop` is set.

    Also once a second while a change may have gone unseen (a folder that did not exist when the watch began).
    """
    from watchfiles import watch

    folders = [folder for folder in (root / "content", root / "theme") if folder.is_dir()]
    for events in watch(
        *folders, debounce=50, step=10, stop_event=stop, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=False
    ):
        if events or [f for f in (root / "content", root / "theme") if f.is_dir()] != folders:
            yield
