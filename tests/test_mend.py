"""`digest check --fix`: what is mended, what is left, and that nothing else of a file changes. The cases are in
`mended/`."""

import difflib
from pathlib import Path

import pytest

from digest.diagnostic import Diagnostic
from digest.edition import Edition
from digest.fs import Memory
from digest.inputs import look
from digest.mend import Mended, apart, mend
from digest.options import Options
from digest.state import State
from digest.understand import understand
from support.checkout import run_digest
from support.editions import in_memory, on_disk
from support.fixture_file import Case, cases, hold, name

HERE = Path(__file__).parent


def edition_of(case: Case) -> Edition:
    files: dict[str, str] = {}
    for part in case.bytes().decode().split("=== ")[1:]:
        path, _, text = part.partition("\n")
        files[path] = text
    return in_memory(files)


def once(edition: Edition) -> list[Mended]:
    read = look(edition, Options(drafts=True), State())
    return mend(edition.fs, understand(edition, read, Options(drafts=True)).said, read.hashes, read.config)


def errors(edition: Edition) -> list[Diagnostic]:
    read = look(edition, Options(drafts=True), State())
    said = understand(edition, read, Options(drafts=True)).said
    return [one for one in said if one.severity == "error"]


@pytest.mark.parametrize("case", cases(HERE / "mended"), ids=name)
def test_mends(case: Case) -> None:
    def answer(case: Case) -> str:
        edition = edition_of(case)
        fs = edition.fs
        assert isinstance(fs, Memory)
        before = dict(fs.held)
        for _ in range(4):
            once(edition)
        assert not once(edition), "a second run finds nothing to do"
        shown: list[str] = []
        for path in sorted(before):
            if path.startswith("content/") and fs.held[path] != before[path]:
                old, new = before[path].decode(), fs.held[path].decode()
                lines = difflib.unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm="")
                shown += [path, *(f"{line[0]} {line[1:]}" for line in list(lines)[2:] if not line.startswith("@@"))]
        return "\n".join(shown).replace("\r", "\\r")

    hold(case, answer)


@pytest.mark.parametrize("case", cases(HERE / "diagnostics"), ids=name)
def test_no_fix_makes_a_file_worse(case: Case) -> None:
    data = case.bytes()
    if data.startswith(b"=== "):
        edition = edition_of(case)
    else:
        edition = in_memory({})
        fs = edition.fs
        assert isinstance(fs, Memory)
        fs.held["content/reports/a-report.md"] = data
        fs.write("content/reports/a-report.md", data)
    for _ in range(10):
        before = errors(edition)
        done = once(edition)
        if not any(file.applied for file in done):
            break
        left = {(one.code, one.message) for one in errors(edition)}
        for one in (one for file in done for one in file.applied):
            assert (one.code, one.message) not in left or sum(
                (one.code, one.message) == (other.code, other.message) for other in before
            ) > 1
    else:
        pytest.fail("it never comes to an end")


def test_a_file_that_was_saved_meanwhile_is_left_alone() -> None:
    edition = in_memory({f"content/pages/{id}.md": "---\ntitel: T\n---\n" for id in ("about", "b")})
    read = look(edition, Options(), State())
    said = understand(edition, read, Options()).said
    edition.fs.write("content/pages/about.md", b"---\ntitel: Anew\n---\n")
    edition.fs.remove("content/pages/b.md")
    done = mend(edition.fs, said, read.hashes, read.config)
    assert [(file.path[14:], file.moved) for file in done] == [("about.md", True), ("b.md", True)]
    assert edition.fs.read("content/pages/about.md") == b"---\ntitel: Anew\n---\n"


def test_files_are_kept_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the one way of writing that survives a power cut."""
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/about.md").write_text("---\ntitel: About\n---\n")
    edition = on_disk(tmp_path)
    kept: list[str] = []
    keep = edition.fs.keep
    monkeypatch.setattr(edition.fs, "write", lambda *_: pytest.fail("not for good"))

    def noted(path: str, data: bytes) -> None:
        kept.append(path)
        keep(path, data)

    monkeypatch.setattr(edition.fs, "keep", noted)
    once(edition)
    assert kept == ["content/pages/about.md"]
    assert (tmp_path / "content/pages/about.md").read_text() == "---\ntitle: About\n---\n"
    edition.cache.close()


def test_of_fixes_that_touch_the_first_counts() -> None:
    edition = in_memory({"content/reports/a.md": "---\ntitel: T\ntile: U\ndate: 2024-05-04\nsource: unknown\n---\n"})
    once(edition)
    text = edition.fs.read("content/reports/a.md").decode()
    assert text.count("title:") == 1
    assert apart([]) == []


def test_on_the_command_line(tmp_path: Path) -> None:
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    press = tmp_path / "press"
    story = press / "content/stories/bridge-closure.md"
    story.write_text(story.read_text().replace("title:", "titel:"))
    report = press / "content/reports/2024-05-02-harbour-post-bridge.md"
    was = report.read_text()
    report.write_text(was.replace("@ada-lindqvist", "@ada-lindqvst").replace("---\n\n", "nonsense: 1\n---\n\n", 1))
    fixed = run_digest("check", "--fix", "--format", "concise", cwd=press)
    assert fixed.returncode == 1, "one error is left"
    assert fixed.stdout.count("unknown-key") == 1
    assert "mended" not in fixed.stdout
    assert fixed.stderr.count("mended") == 2
    assert report.read_text() == was.replace("---\n\n", "nonsense: 1\n---\n\n", 1)
    report.write_text(was)
    again = run_digest("check", "--fix", cwd=press)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "Nothing is wrong.\n")
