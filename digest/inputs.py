"""Everything that a build reads, before any of it is understood.

A build with nothing to do comes this far, and imports no stage for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from digest import load, still
from digest.cache import Cache
from digest.census import Census
from digest.code import fingerprint_of_code
from digest.diagnostic import Diagnostic
from digest.edition import Edition
from digest.model.base import fingerprint
from digest.options import Options
from digest.packed import Fingerprints
from digest.state import State

if TYPE_CHECKING:
    from digest.config import Config


class Read(NamedTuple):
    """Everything that a build reads, before any of it is understood."""

    scan: load.Scan
    config: Config
    said: tuple[Diagnostic, ...]
    """What is wrong with the settings and the folders."""
    theme: Mapping[str, bytes]
    hashes: Fingerprints
    """By what changed: a path, `the theme`, `digest itself`."""
    key: str
    inputs: tuple[Census, ...]
    """How all these files lay before any was read; of the content first."""
    looked: int
    """When that was, by the file system's own time, in nanoseconds."""
    lacks: str = ""
    """What is not made because this machine lacks something, and how to have it."""


def look(edition: Edition, options: Options, last: State, seen: still.Look | None = None) -> Read:
    """Look at the files, unless they were `seen` already; read those that may have changed."""
    fs = edition.fs
    looked = fs.now() - (seen.age() if seen else 0)
    inputs = seen.inputs if seen else still.inputs(fs.census, edition.shipped.census)
    scan = load.scan(fs, inputs[0], last.seen, now=looked)
    settings = fs.read(load.SETTINGS) if fs.stat(load.SETTINGS) else None
    config, said = _settings(edition.cache, settings)
    if options.base_url:
        config = msgspec.structs.replace(config, base_url=options.base_url)
    theme = load.tree(edition.shipped, ("theme",)) | load.tree(fs, ("theme",))
    config, lacks = _drawing(config, theme)
    hashes = scan.sources.hashes.put(
        {
            load.SETTINGS: fingerprint(settings or b""),
            "content/captures/": scan.captures,
            "theme/": fingerprint(*(part for name, data in sorted(theme.items()) for part in (name, data))),
            "what lies astray": fingerprint(scan.said),
            "digest itself": fingerprint_of_code(),
            "the options": fingerprint(options.base_url, options.drafts, options.search, options.site),
        }
    )
    key = fingerprint(hashes.names, hashes.prints)
    return Read(
        scan=scan, config=config, said=said, theme=theme, hashes=hashes, key=key, inputs=inputs, looked=looked,
        lacks=lacks,
    )  # fmt: skip


def _drawing(config: Config, theme: Mapping[str, bytes]) -> tuple[Config, str]:
    """The settings with pictures turned off where none can be drawn: a link to one needs the edition's whole address,
    drawing needs Pillow and the theme's fonts. And what is to be said of it."""
    if config.pictures == "off":
        return config, ""
    from digest.render.picture import FONTS

    without = msgspec.structs.replace(config, pictures="off")
    if not config.base_url or any(f"static/{name}" not in theme for name in FONTS):
        return without, ""
    if find_spec("PIL") is None:
        return without, LACKING
    return config, ""


LACKING = "No pictures are drawn for links to the site: install them with pip install 'news-digest[pictures]'."


def glance(edition: Edition, last: Read, paths: Collection[str]) -> Read | None:
    """The same, where only some content files are looked at; None if they are not all files that were there before. It
    has no key: that of all files takes longer than to look at a few."""
    sources = last.scan.sources
    if any(path not in sources for path in paths):
        return None
    try:
        new = {path: fingerprint(edition.fs.read(path)) for path in paths}
    except FileNotFoundError:
        return None
    scan = msgspec.structs.replace(last.scan, sources=load.Sources(sources.hashes.put(new)))
    return last._replace(scan=scan, hashes=last.hashes.put(new), key="")


def _settings(cache: Cache, text: bytes | None) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings; those read before are remembered, for a build without changes has no time to import a schema."""
    from digest.config import Config, read

    key = fingerprint("settings", fingerprint_of_code(), text or b"", text is None)
    held = cache.get(key)
    if held is not None:
        return msgspec.msgpack.decode(held, type=tuple[Config, tuple[Diagnostic, ...]])
    made = read(text, load.SETTINGS)
    cache.put_many({key: msgspec.msgpack.encode(made)})
    return made


def differing(
    before: Fingerprints, now: Fingerprints
) -> Iterator[tuple[Literal["new", "edited", "removed"], str]]:
    """How what a build reads differs from what the last one read, by what it is; nothing if there was none."""
    for what in sorted(now.against(before)) if before else ():
        yield "new" if what not in before else "removed" if what not in now else "edited", what
