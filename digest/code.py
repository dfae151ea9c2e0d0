"""The fingerprint of the program itself: part of every cache key, so that a new version never trusts an old result."""

import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from digest.model.base import fingerprint

_READ_BY_STAGES = ("markdown-it-py", "mdit-py-plugins", "PyYAML", "pydantic", "Jinja2", "rapidfuzz", "ahocorasick-rs")


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
    for package in _READ_BY_STAGES:
        try:
            parts.append(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            parts.append(package.encode())
    return fingerprint(*parts)
