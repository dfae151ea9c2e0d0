"""The fingerprint of the program itself: part of every cache key, so that a new version never trusts an old result."""

import os
import sys
from functools import cache
from pathlib import Path

from digest.model.base import fingerprint

_READ_BY_STAGES = ("markdown-it-py", "pyyaml", "pydantic", "jinja2", "rapidfuzz", "ahocorasick-rs")


@cache
def fingerprint_of_code() -> str:
    """Changes with any file of the package, with the Python in use, and with any library that a stage calls."""
    root = Path(__file__).parent
    parts: list[bytes] = [sys.version.encode()]
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "theme"))
        for name in sorted(names):
            if not name.endswith((".pyc", ".pyo")):
                parts += (os.path.relpath(f"{folder}/{name}", root).encode(), Path(folder, name).read_bytes())
    return fingerprint(*parts, *_installed())


def _installed() -> list[str]:
    """The names of those libraries' `dist-info` folders, which hold their versions.

    importlib.metadata would say the same, but takes half as long as a build with nothing to do.
    """
    found: list[str] = []
    for place in sys.path:
        if os.path.isdir(place):
            names = (name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))
            found += [name for name in names if name.lower().replace("_", "-").startswith(_READ_BY_STAGES)]
    return sorted(found)
