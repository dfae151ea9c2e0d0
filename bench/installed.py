"""digest as whoever uses it has it: a wheel of this checkout with its pinned libraries, in an environment of its own.

The environment of this checkout only links to the package, and looks with every start whether coverage is to be
measured: some hundredths of a second that no user pays, and of a build after one edit not little.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = "requirements/run.txt"
SOURCES = ("digest", "theme", "pyproject.toml", "setup.py", "README.md", "LICENSE", PINS)
"""All that a wheel and its libraries are made of."""


def digest(work: Path) -> Path:
    """The command `digest` in an environment below `work`: made anew if the sources are others than those it is of."""
    home = work / "venv-digest"
    stamp, now = home / "made-of", _print()
    if not stamp.exists() or stamp.read_text() != now:
        print("installing digest as a user would ...", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        pip = [home / "bin/python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*pip, "--require-hashes", "--requirement", ROOT / PINS], check=True)
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", _sources(home / "source")], check=True)
        stamp.write_text(now)
    return home / "bin/digest"


def _files() -> Iterator[Path]:
    for name in SOURCES:
        place = ROOT / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def _print() -> str:
    made_of = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for file in _files():
        data = file.read_bytes()
        made_of.update(f"{file.relative_to(ROOT)} {len(data)}\n".encode() + data)
    return made_of.hexdigest()


def _sources(into: Path) -> Path:
    """A copy to build from: what an earlier build left in the checkout would come into the wheel."""
    for file in _files():
        copy = into / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return into
