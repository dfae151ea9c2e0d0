"""A build with nothing to do is known without a build, and whatever changed is noticed."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from digest import census, packed, program, still
from digest.build import build
from digest.cache import Cache
from digest.options import Options
from digest.scaffold import edition as scaffold
from support.checkout import ROOT
from support.editions import made, on_disk

REPORT = "content/reports/2024-05-02-harbour-post-bridge.md"
PAGE = "site/reports/2024-05-02-harbour-post-bridge/index.html"

CACHE = Cache(None)
"""One for the editions that are all alike: they are parsed once."""


def laid(root: Path) -> None:
    """An edition in a folder."""
    for path, text in scaffold("Test").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    time.sleep(0.1)  # a file as young as the build is looked at again by the next


def built(root: Path) -> int:
    """An edition in a folder, built; its number of pages."""
    laid(root)
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


@pytest.fixture(params=[sys.maxsize, 0], ids=["looked at here", "looked at by a child"])
def looker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who looks at the site: the one who asks, or a process of its own."""
    monkeypatch.setattr(still, "_MANY", request.param)


either = pytest.mark.usefixtures("looker")


@either
def test_every_change_is_noticed(tmp_path: Path) -> None:
    for n, (what, change) in enumerate(CHANGES.items()):
        root = tmp_path / str(n)
        pages = built(root)
        assert still.look(str(root), search=False)[1] == pages, "before any change"
        change(root)
        assert still.look(str(root), search=False)[1] is None, what


@either
@pytest.mark.parametrize(
    ("what", "value"), [("PACKAGE", "/nowhere"), ("libraries", lambda: ["jinja2-9.dist-info"]), ("home", lambda: "/")]
)
def test_another_program_is_noticed(what: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(tmp_path)
    monkeypatch.setattr(program, what, value)
    assert still.look(str(tmp_path), search=False)[1] is None


@either
def test_saved_again_with_the_same_words_is_known_after_one_build(tmp_path: Path) -> None:
    pages = built(tmp_path)
    anew(tmp_path / REPORT)
    time.sleep(0.1)
    assert made(on_disk(tmp_path)).trace.rendered == ()
    assert still.look(str(tmp_path), search=False)[1] == pages


@either
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


@either
def test_warnings_are_said_at_every_build(tmp_path: Path) -> None:
    built(tmp_path)
    (tmp_path / "content/stray.md").write_text("Nobody reads this.")
    time.sleep(0.1)
    assert [diagnostic.code for diagnostic in made(on_disk(tmp_path)).said] == ["stray-file"]
    assert still.look(str(tmp_path), search=False)[1] is None


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failing() -> None:
    raise MemoryError


HALVES: dict[str, Callable[[bytes], bytes | None]] = {
    "killed": lambda _: killed(),
    "failing": lambda _: failing(),
    "silent": lambda _: b"",
    "with half of an answer": lambda facts: facts[: len(facts) // 2],
    "with all but a byte": lambda facts: facts[:-1],
}


@pytest.mark.parametrize("half", HALVES)
def test_a_child_that_does_not_answer_is_not_needed(half: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = built(tmp_path)
    facts, here = census.facts, os.getpid()
    monkeypatch.setattr(still, "_MANY", 0)

    def told(root: str, paths: list[str]) -> bytes | None:
        whole = facts(root, paths)
        return whole if os.getpid() == here else HALVES[half](whole)

    monkeypatch.setattr(census, "facts", told)
    assert still.look(str(tmp_path), search=False)[1] == pages
    in_place(tmp_path / PAGE)
    look, unchanged = still.look(str(tmp_path), search=False)
    assert look is not None
    assert unchanged is None
    assert look.lay() == facts(f"{tmp_path}/site", packed.parted(look.made)), "asked again, as the build does"


def reworded(path: Path) -> None:
    """Another word of the same length, the file's time as it was."""
    was = path.stat()
    path.write_text(path.read_text().replace("Thursday", "Saturday"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


MEANWHILE: dict[str, Callable[[Path], object]] = {
    "a report reworded, its size and time as they were": lambda root: reworded(root / REPORT),
    "a template": lambda root: new(root / "theme/templates/text.html"),
} | {
    what: CHANGES[what]
    for what in (
        "a report gone",
        "the settings edited",
        "a capture",
        "a theme",
        "a page edited, its size and time as they were",
        "a page gone",
        "the whole site gone",
    )
}


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@either
@pytest.mark.parametrize("what", MEANWHILE)
def test_what_changes_between_the_look_and_the_build_is_noticed_by_the_next(what: str, tmp_path: Path) -> None:
    root, clean = tmp_path / "edition", tmp_path / "clean"
    laid(root)
    made(on_disk(root))
    other = root / "content/reports/2024-05-03-valley-news-bridge.md"
    other.write_text(other.read_text() + "\nEdited before the look.\n")
    time.sleep(0.1)
    look, _ = still.look(str(root), search=False)
    assert look is not None
    look.lay()
    MEANWHILE[what](root)
    build(on_disk(root), Options(processes=1), seen=look)
    time.sleep(0.1)
    look, unchanged = still.look(str(root), search=False)
    if unchanged is None:
        build(on_disk(root), Options(processes=1), seen=look)
    for folder in ("content", "theme"):
        if (root / folder).is_dir():
            shutil.copytree(root / folder, clean / folder)
    made(on_disk(clean))
    assert files(root / "site") == files(clean / "site")


def said(root: Path, *arguments: str) -> tuple[str, str]:
    """What Python says on both streams, with the libraries as this process finds them and nothing else imported."""
    done = subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, re.sub(r"[\d.]+ s", "", done.stderr)


def watching(*modules: str) -> str:
    """`digest`, which says in the end which of some modules it has imported."""
    return (
        f"import os, sys; out = lambda: print(*sorted({{*sys.modules}} & {{*{modules}}}), flush=True); end = os._exit;"
        "os._exit = lambda code: (out(), end(code));"
        "from digest.__main__ import main; code = main(); out(); sys.exit(code)"
    )


def test_it_says_what_the_build_says_and_imports_next_to_nothing(tmp_path: Path) -> None:
    built(tmp_path)
    watched = watching("msgspec", "click", "sqlite3", "pathlib", "typing", "digest.fs", "digest.build")
    said(tmp_path, "-m", "digest", "build")
    by_build = said(tmp_path, "-m", "digest", "build", "--processes", "1")
    assert "nothing changed" in by_build[1]
    assert said(tmp_path, "-c", watched, "build") == ("\n", by_build[1])
    assert said(tmp_path, "-c", watched, "build", "--quiet") == ("\n", "")


SPARED = (
    "asyncio", "click", "difflib", "email", "html.parser", "http", "PIL", "rapidfuzz", "rich", "starlette",
    "subprocess", "uvicorn", "watchfiles", "xml", "yaml",
    "digest.explain", "digest.ingest", "digest.link.grouping", "digest.quotes.collate", "digest.quotes.group",
    "digest.report", "digest.understand",
)  # fmt: skip
"""What a build after an edit of a report's words does without: it does less than it imports."""


@pytest.mark.parametrize("options", [("--no-search",), ("--no-search", "-q")], ids=" ".join)
def test_an_edit_of_words_imports_little(options: tuple[str, ...], tmp_path: Path) -> None:
    assert all(map(find_spec, SPARED)), "there are such modules"
    laid(tmp_path)
    said(tmp_path, "-m", "digest", "build", "--no-search")
    report = tmp_path / REPORT
    report.write_text(report.read_text() + "\nThe ferry runs every hour until then.\n")
    imported, told = said(tmp_path, "-c", watching("digest.follow", *SPARED), "build", *options)
    assert imported == "digest.follow\n"
    assert re.fullmatch("" if "-q" in options else rf"\d+ pages, [1-9] files written in  \(edited {REPORT}\)\n", told)


def test_an_edit_of_a_quotation_imports_what_compares_it(tmp_path: Path) -> None:
    laid(tmp_path)
    said(tmp_path, "-m", "digest", "build", "--no-search")
    report = tmp_path / REPORT
    report.write_text(report.read_text().replace("will", "shall"))
    watched = ("digest.follow", "digest.quotes.group", "digest.quotes.collate", "rapidfuzz")
    assert said(tmp_path, "-c", watching(*watched), "build", "--no-search")[0].split() == sorted(watched)


def test_numbers_of_64_bits() -> None:
    assert len(census.packed((0, -1, 2**64 - 1, 2**63))) == census.WIDTH
    assert census.packed((-1, 1)) == census.packed((2**64 - 1, 1))
