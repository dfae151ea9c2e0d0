"""A build that is stopped anywhere leaves whole files, and the next build finishes it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digest.cache import Cache
from digest.edition import Edition
from digest.fs import Disk, Memory, Outside, safe
from digest.scaffold import edition as scaffold
from digest.write import NotOurs
from support.checkout import ROOT
from support.editions import in_memory, made, site

EDITED = "content/quotes/bridge-reopens.md"


class Stopped(BaseException):
    """The process is gone: nothing after this runs, `except OSError` neither."""


class Failing(Memory):
    """Files in memory that fail at the n-th change, with a full disk or by a kill."""

    def __init__(self, files: dict[str, bytes], at: int, error: BaseException) -> None:
        super().__init__(files)
        self.left = at
        self.error = error

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error

    def write(self, path: str, data: bytes) -> None:
        self._step()
        super().write(path, data)

    def remove(self, path: str) -> None:
        self._step()
        super().remove(path)


def edited() -> tuple[Edition, dict[str, bytes], dict[str, bytes]]:
    """An edition with an edit to be built, the site before it, and the site that must come of it."""
    edition = in_memory(scaffold("Test"))
    made(edition)
    before = site(edition)
    fs = edition.fs
    assert isinstance(fs, Memory)
    fs.write(EDITED, fs.read(EDITED).replace(b"opens again on 1 October", b"opens again in the autumn"))
    fs.remove("content/reports/2024-05-03-valley-news-bridge.md")
    clean = in_memory({p: d.decode() for p, d in fs.held.items() if p.startswith("content/")})
    made(clean)
    return edition, before, site(clean)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Stopped()], ids=["full disk", "kill"])
def test_stopped_at_every_step(error: BaseException) -> None:
    edition, before, after = edited()
    assert isinstance(edition.fs, Memory)
    steps = 0
    while True:
        steps += 1
        fs = Failing(dict(edition.fs.held), steps, error)
        try:
            made(Edition(fs=fs, shipped=edition.shipped, cache=Cache(None)))
        except (OSError, Stopped):
            pages = {
                path: data for path, data in fs.held.items() if path.startswith("site/") and "/.digest" not in path
            }
            torn = [path for path, data in pages.items() if data not in (before.get(path), after.get(path))]
            assert not torn
            fs.left = 0
            assert not made(Edition(fs=fs, shipped=edition.shipped, cache=Cache(None))).failed
            assert site(Edition(fs=fs, shipped=edition.shipped, cache=edition.cache)) == after
            continue
        break
    assert steps > 10


def test_a_full_disk_before_the_switch_leaves_the_old_site() -> None:
    edition, before, _ = edited()
    assert isinstance(edition.fs, Memory)

    class Full(Failing):
        def stage(self, path: str, data: bytes) -> None:
            raise OSError(28, "No space left on device", path)

    fs = Full(dict(edition.fs.held), 0, OSError())
    with pytest.raises(OSError, match="No space left"):
        made(Edition(fs=fs, shipped=edition.shipped, cache=Cache(None)))
    assert {p: d for p, d in fs.held.items() if p.startswith("site/")} == before


def test_a_file_of_somebody_else_is_not_overwritten() -> None:
    edition = in_memory(scaffold("Test") | {"site/index.html": "<p>My own page</p>"})
    with pytest.raises(NotOurs) as stopped:
        made(edition)
    assert stopped.value.path == "site/index.html"
    assert edition.fs.read("site/index.html") == b"<p>My own page</p>"


def test_the_manifest_outlives_the_cache() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    fs = edition.fs
    assert isinstance(fs, Memory)
    for path in [p for p in fs.held if p.startswith(".digest/")]:
        fs.remove(path)
    fs.remove("content/reports/2024-05-03-valley-news-bridge.md")
    trace = made(Edition(fs=fs, shipped=edition.shipped, cache=Cache(None))).trace
    assert "reports/2024-05-03-valley-news-bridge/index.html" in trace.removed


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../b", "a//b", "a/./b", "a\\b", "a\0b", "", "a/"])
def test_no_path_leads_out(path: str, tmp_path: Path) -> None:
    with pytest.raises(Outside):
        safe(path)
    with pytest.raises(Outside):
        Disk(tmp_path).read(path)


def test_links_out_of_the_edition_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    content = tmp_path / "edition" / "content" / "reports"
    content.mkdir(parents=True)
    (content / "a.md").write_text("x")
    (content / "out.md").symlink_to(tmp_path / "secret.md")
    (content / "loop").symlink_to(content)
    (content / "in.md").symlink_to(content / "a.md")
    disk = Disk(tmp_path / "edition")
    assert [stat.path for stat in disk.files("content")] == ["content/reports/a.md", "content/reports/in.md"]
    assert disk.census("content").strays == ["content/reports/loop", "content/reports/out.md"]


def test_killed_for_real(tmp_path: Path) -> None:
    """SIGKILL at several moments of a build on disk; then one build more, compared with a clean one."""
    for folder in ("killed", "clean"):
        for path, text in scaffold("Test").items():
            (tmp_path / folder / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / path).write_text(text)
    command = [sys.executable, "-m", "digest", "build", "--quiet"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for tenths in (3, 6, 9):
        process = subprocess.Popen(command, cwd=tmp_path / "killed", env=environment)
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGKILL)
        process.wait()
    for folder in ("killed", "clean"):
        subprocess.run(command, cwd=tmp_path / folder, env=environment, check=True)

    def tree(folder: str) -> dict[str, bytes]:
        root = tmp_path / folder / "site"
        return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    assert tree("killed") == tree("clean")
    assert not list(tmp_path.rglob("*.part"))


def test_two_builds_at_once(tmp_path: Path) -> None:
    for path, text in scaffold("Test").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    command = [sys.executable, "-m", "digest", "build"]
    both = [
        subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate()[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("nothing changed" in text for text in said) == 1
