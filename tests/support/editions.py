"""Small editions to build in tests: in memory, with the shipped theme, real in every other part."""

from functools import cache
from pathlib import Path

from digest.build import Built, build
from digest.cache import Cache
from digest.edition import Edition, shipped
from digest.fs import Disk, Memory
from digest.options import Options


@cache
def theme() -> dict[str, bytes]:
    """The shipped theme's files, without the fonts: they only cost time here."""
    disk = Disk(shipped())
    return {stat.path: disk.read(stat.path) for stat in disk.files("theme") if not stat.path.endswith(".woff2")}


def in_memory(files: dict[str, str]) -> Edition:
    """An edition whose files lie in memory, with an empty cache."""
    return Edition(
        fs=Memory({path: text.encode() for path, text in files.items()}), shipped=Memory(theme()), cache=Cache(None)
    )


def on_disk(root: Path) -> Edition:
    """An edition in a folder, with its cache in `.digest/`."""
    (root / ".digest").mkdir(exist_ok=True)
    return Edition(fs=Disk(root), shipped=Disk(shipped()), cache=Cache(root / ".digest" / "cache.sqlite3"))


def made(edition: Edition, options: Options | None = None) -> Built:
    """Build in this process."""
    return build(edition, options or Options(processes=1))


def site(edition: Edition) -> dict[str, bytes]:
    """Every file of the built site."""
    fs = edition.fs
    assert isinstance(fs, Memory)
    return {path: data for path, data in fs.held.items() if path.startswith("site/")}
