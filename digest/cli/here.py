"""The edition that the working folder is in, opened for a command; and a bar for what takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.cli import voice
from digest.edition import Edition, opened, root_of

if TYPE_CHECKING:
    from digest.understand import Known


def root() -> Path:
    """The edition's folder. Raises `edition.NoEdition` if there is none."""
    return root_of(Path.cwd())


@contextmanager
def edition() -> Iterator[Edition]:
    """The edition, once nobody else is at work in it."""

    def waiting(who: str) -> None:
        voice.tell(f"waiting for {who}, which is at work in this edition ...")

    voice.detail(f"the edition in {root()}")
    with opened(root(), waiting) as here:
        yield here


@contextmanager
def understood(drafts: bool) -> Iterator[tuple[Edition, "Known"]]:
    """The edition as the next build would see it, with nothing written."""
    from digest import state
    from digest.inputs import look
    from digest.options import Options
    from digest.understand import understand

    with edition() as here:
        options = Options(drafts=drafts)
        with timed() as progress:
            read = look(here, options, state.load(here.fs, options.site))
            known = understand(here, read, options, progress)
        yield here, known


@contextmanager
def timed() -> Iterator[Any]:
    """A bar as below; what each stage took is said at the end, if all is to be said."""
    from digest.clock import Clock, table

    clock = Clock()
    with progress(hidden=voice.verbose()) as bar:

        def both(stage: str, done: int, of: int) -> None:
            clock(stage, done, of)
            bar(stage, done, of)

        yield both
    if clock.spent():
        voice.detail(table(clock.spent()))


@contextmanager
def progress(*, hidden: bool = False) -> Iterator[Any]:
    """A bar on a terminal, once a stage has enough to do for it to be worth drawing."""
    if hidden or voice.quiet() or not sys.stderr.isatty():
        yield lambda *_: None
        return
    bars: dict[str, Any] = {}
    shown: list[Any] = []

    def bar(stage: str, done: int, of: int) -> None:
        if of < 100:
            return
        if not shown:
            from rich.console import Console
            from rich.progress import Progress

            shown.append(Progress(console=Console(stderr=True), transient=True))
            shown[0].start()
        if stage not in bars:
            bars[stage] = shown[0].add_task(stage, total=of)
        shown[0].update(bars[stage], completed=done)

    try:
        yield bar
    finally:
        if shown:
            shown[0].stop()
