"""A build with nothing to do is known without a build, and whatever changed is noticed."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from digest import census, program, still
from digest.cache import Cache
from digest.scaffold import edition as scaffold
from support.checkout import ROOT
from support.editions import made, on_disk

REPORT = "content/reports/2024-05-02-harbour-post-bridge.md"
PAGE = "site/reports/2024-05-02-harbour-post-bridge/index.html"

CACHE = Cache(None)
"""One for the editions that are all alike: they are parsed once."""


def built(root: Path) -> int:
    """An edition in a folder, built; its number of pages."""
    for path, text in scaffold("Test").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    time.sleep(0.1)  # a file as young as the build is looked at again by the next
    return made(on_disk(root)._replace(cache=CACHE)).trace.pages


def in_place(path: Path) -> None:
    """Other bytes of the same length in the same file, its time as it was."""
    was = path.stat()
    with path.open("r+b") as file:
        file.write(b"X")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def anew(path: Path) -> None:
    """Another file with the same bytes and the same time."""
    was = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def new(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("New.")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a report edited, its size and time as they were": lambda root: in_place(root / REPORT),
    "a report saved again": lambda root: anew(root / REPORT),
    "a report gone": lambda root: (root / REPORT).unlink(),
    "a report renamed": lambda root: (root / REPORT).rename(root / "content/reports/2024-05-02-other.md"),
    "a new report": lambda root: new(root / "content/reports/2024/x.md"),
    "a link out of the edition": lambda root: (root / "content/reports/x.md").symlink_to("/dev/null"),
    "the settings edited": lambda root: (root / "content/site.yml").write_text("title: Other\n"),
    "a capture": lambda root: new(root / "content/captures/2024-05-02-harbour-post-bridge.txt"),
    "a theme": lambda root: new(root / "theme/static/a"),
    "a page edited, its size and time as they were": lambda root: in_place(root / PAGE),
    "a page gone": lambda root: (root / PAGE).unlink(),
    "a page that is a folder": lambda root: folder(root / PAGE),
    "the whole site gone": lambda root: (root / "site").rename(root / "old"),
    "the manifest gone": lambda root: (root / "site/.digest-manifest.json").unlink(),
    "the answer torn": lambda root: os.truncate(root / still.PLACE, (root / still.PLACE).stat().st_size - 1),
    "the answer empty": lambda root: os.truncate(root / still.PLACE, 0),
    "the answer garbled": lambda root: (root / still.PLACE).write_bytes(b"9 x\n"),
}


def test_every_change_is_noticed(tmp_path: Path) -> None:
    for n, (what, change) in enumerate(CHANGES.items()):
        root = tmp_path / str(n)
        pages = built(root)
        assert still.look(str(root), search=False)[1] == pages, "before any change"
        change(root)
        assert still.look(str(root), search=False)[1] is None, what


@pytest.mark.parametrize(
    ("what", "value"), [("PACKAGE", "/nowhere"), ("libraries", lambda: ["jinja2-9.dist-info"]), ("home", lambda: "/")]
)
def test_another_program_is_noticed(what: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(tmp_path)
    monkeypatch.setattr(program, what, value)
    assert still.look(str(tmp_path), search=False)[1] is None


def test_saved_again_with_the_same_words_is_known_after_one_build(tmp_path: Path) -> None:
    pages = built(tmp_path)
    anew(tmp_path / REPORT)
    time.sleep(0.1)
    assert made(on_disk(tmp_path)).trace.rendered == ()
    assert still.look(str(tmp_path), search=False)[1] == pages


def test_a_file_as_young_as_the_build_is_not_trusted(tmp_path: Path) -> None:
    """It may be saved once more within the clock's tick and lie there as it did."""
    pages = built(tmp_path)
    report = tmp_path / REPORT
    report.write_text(report.read_text())
    young = report.stat().st_ctime_ns
    edition = on_disk(tmp_path)
    edition.fs.now = lambda: young  # type: ignore[method-assign]  # the build looks within the tick of the save
    made(edition)
    assert still.look(str(tmp_path), search=False)[1] is None
    time.sleep(0.1)
    made(on_disk(tmp_path))
    assert still.look(str(tmp_path), search=False)[1] == pages


def test_warnings_are_said_at_every_build(tmp_path: Path) -> None:
    built(tmp_path)
    (tmp_path / "content/stray.md").write_text("Nobody reads this.")
    time.sleep(0.1)
    assert [diagnostic.code for diagnostic in made(on_disk(tmp_path)).said] == ["stray-file"]
    assert still.look(str(tmp_path), search=False)[1] is None


def test_it_says_what_the_build_says_and_imports_next_to_nothing(tmp_path: Path) -> None:
    built(tmp_path)
    watched = (
        "import atexit, sys; atexit.register(lambda: print(*sorted(set(sys.modules) & {'msgspec', 'click', 'sqlite3',"
        "'pathlib', 'typing', 'digest.fs', 'digest.build'})));"
        "from digest.__main__ import main; sys.exit(main())"
    )

    def said(*arguments: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-S", *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout, re.sub(r"[\d.]+ s", "", done.stderr)

    said("-m", "digest", "build")  # with the libraries as this process finds them
    by_build = said("-m", "digest", "build", "--processes", "1")
    assert "nothing changed" in by_build[1]
    assert said("-c", watched, "build") == ("\n", by_build[1])
    assert said("-c", watched, "build", "--quiet") == ("\n", "")


def test_numbers_of_64_bits() -> None:
    assert len(census.packed((0, -1, 2**64 - 1, 2**63))) == census.WIDTH
    assert census.packed((-1, 1)) == census.packed((2**64 - 1, 1))
