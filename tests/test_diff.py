"""`digest diff` on small editions kept in a real git repository: what it says of an edit.

`tests/diffs/<case>/` holds an edition `before` and `after`, and in `said.txt` what is said of the difference; a case
needs no code: make the two folders and run `UPDATE_FIXTURES=1 pytest tests/test_diff.py`, then read what it wrote.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from digest import sides
from digest.ask.changes import GROUPS, Change, Comparison, compared, printed
from digest.ask.changes.pages import Pages
from digest.edition import Edition
from digest.fs import Memory
from digest.options import Options
from digest.report import paint_of
from digest.search import FOLDER
from digest.understand import understand
from support.checkout import ROOT, run_digest
from support.editions import made, on_disk, theme

DIFFS = ROOT / "tests" / "diffs"
CASES = sorted(path.name for path in DIFFS.iterdir() if (path / "before").is_dir())
OPTIONS = Options(processes=1)


def git(folder: Path, *arguments: str) -> str:
    names = ("-c", "user.name=An Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def put(case: str, side: str, folder: Path) -> None:
    """The files of a case in place of those that are there."""
    for name in ("content", "theme"):
        shutil.rmtree(folder / name, ignore_errors=True)
        if (DIFFS / case / side / name).is_dir():
            shutil.copytree(DIFFS / case / side / name, folder / name)


def committed(case: str, folder: Path) -> Path:
    """An edition whose last commit is how a case was before, and whose files are as they are after."""
    put(case, "before", folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / ".gitignore").write_text("/.digest/\n/site/\n/content/captures/\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Before")
    put(case, "after", folder)
    return folder


def edition_of(folder: Path) -> Edition:
    """An edition in a folder, under the shipped theme without its fonts."""
    return on_disk(folder)._replace(shipped=Memory(theme()))


def found(folder: Path, against: str = "", here: Path | None = None) -> Comparison:
    edition = edition_of(folder)
    try:
        both = sides.sides(edition, folder, against, here or folder, OPTIONS)
        return compared(both.before.side, both.after)
    finally:
        edition.cache.close()


def told(comparison: Comparison) -> str:
    """What is said, without the pages: which there are is held to what a build writes."""
    return whole(comparison).partition("Pages: ")[0]


def whole(comparison: Comparison) -> str:
    return printed.as_text(comparison, paint_of(False))


@pytest.mark.parametrize("case", CASES)
def test_what_is_said(case: str, tmp_path: Path) -> None:
    said = told(found(committed(case, tmp_path)))
    file = DIFFS / case / "said.txt"
    if os.environ.get("UPDATE_FIXTURES"):
        file.write_text(said)
    assert said == file.read_text()


@pytest.mark.parametrize("case", CASES)
def test_the_pages_that_it_counts_are_those_that_a_build_writes(case: str, tmp_path: Path) -> None:
    """Planned prints are compared, no page is made; a build of the one after one of the other writes these files."""
    folder = committed(case, tmp_path)
    pages = found(folder).pages
    put(case, "before", folder)
    assert not made(edition_of(folder)).failed
    put(case, "after", folder)
    before = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    trace = made(edition_of(folder)).trace
    path_of = {str(path.relative_to(folder / "site")): data for path, data in before.items()}
    assert {*trace.rendered} >= {*pages.new}
    assert {path for path in trace.removed if not path.startswith(FOLDER)} == {*pages.gone}
    written = {path for path in trace.written if not path.startswith(FOLDER)}  # the index follows from the pages
    assert written - path_of.keys() == {*pages.new}
    assert written & path_of.keys() <= {*pages.rewritten, *(path for path, _ in pages.redirected)}
    assert {*trace.rendered} & path_of.keys() == {*pages.rewritten, *(path for path, _ in pages.redirected)}


def test_every_kind_of_sentence_has_a_case() -> None:
    """What may happen to a group is listed where it is said; a group without a case would be untested words."""
    headings = "\n".join((DIFFS / case / "said.txt").read_text() for case in CASES)
    assert [group for group in GROUPS if printed.HEADINGS[group] not in headings] == []


# --- what it is compared with ----------------------------------------------------------------------------------------


def test_a_revision_and_a_repository_above(tmp_path: Path) -> None:
    """The edition may lie in a folder of a repository; any revision will do, by any name that git knows."""
    folder = tmp_path / "press" / "digest"
    folder.mkdir(parents=True)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    put("words", "before", folder)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Before")
    git(tmp_path, "tag", "spring")
    put("words", "after", folder)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "After")
    expected = (DIFFS / "words" / "said.txt").read_text()
    assert told(found(folder)) == told(found(folder, "HEAD")) == (DIFFS / "same" / "said.txt").read_text()
    assert told(found(folder, "HEAD~1")) == told(found(folder, "spring")) == expected


def test_another_folder(tmp_path: Path) -> None:
    put("words", "before", tmp_path / "one")
    put("words", "after", tmp_path / "two")
    expected = (DIFFS / "words" / "said.txt").read_text()
    assert told(found(tmp_path / "two", "one", here=tmp_path)) == expected
    assert told(found(tmp_path / "two", "../one", here=tmp_path / "two")) == expected


@pytest.mark.parametrize("case", [case for case in CASES if case != "site"])
def test_the_last_build(case: str, tmp_path: Path) -> None:
    """Without git, or by the name of its folder: what differs from the site as it was built, said in the same words."""
    put(case, "before", tmp_path)
    assert not made(edition_of(tmp_path)).failed
    put(case, "after", tmp_path)
    assert told(found(tmp_path)) == (DIFFS / case / "said.txt").read_text()


def test_the_last_build_by_the_name_of_its_folder(tmp_path: Path) -> None:
    """In a repository the last commit comes first, once there is one; the last build is asked for by `site/`."""
    put("words", "before", tmp_path)
    assert not made(edition_of(tmp_path)).failed
    put("words", "after", tmp_path)
    git(tmp_path, "init", "--quiet")
    expected = (DIFFS / "words" / "said.txt").read_text()
    assert told(found(tmp_path)) == expected  # nothing was committed yet
    git(tmp_path, "add", "content")
    git(tmp_path, "commit", "--quiet", "--message", "After")
    assert told(found(tmp_path)) == (DIFFS / "same" / "said.txt").read_text()
    assert told(found(tmp_path, "site/")) == expected


def test_the_last_build_with_its_own_options(tmp_path: Path) -> None:
    """Built for an address, or with drafts: what is compared is built for it too."""
    put("draft", "after", tmp_path)
    made(edition_of(tmp_path), Options(processes=1, drafts=True, base_url="https://example.org/press/"))
    assert "Pages: 0 rewritten" in whole(found(tmp_path))
    put("draft", "before", tmp_path)
    assert "is no longer a draft" in told(found(tmp_path))


def test_settings_and_theme_since_the_last_build(tmp_path: Path) -> None:
    put("site", "before", tmp_path)
    made(edition_of(tmp_path))
    put("site", "after", tmp_path)
    said = whole(found(tmp_path))
    assert "the settings are others" in said
    assert "the theme is another" in said
    assert " rewritten, 0 untouched" in said


def test_captures_that_git_does_not_keep_are_the_same_before(tmp_path: Path) -> None:
    """They are ignored in a new edition. A commit without them has not lost what they tell."""
    folder = committed("same", tmp_path)
    (folder / "content" / "captures").mkdir()
    for day, word in (("01", "nine"), ("02", "ten")):
        text = f"The council met on Friday. It bought {word} hundred stones.\n"
        (folder / "content" / "captures" / f"quay-post.2031-05-{day}.txt").write_text(text)
    assert told(found(folder)) == (DIFFS / "same" / "said.txt").read_text()
    git(folder, "add", "--force", "content/captures")
    assert found(folder).pages.rewritten == ("reports/quay-post/index.html",)  # kept from the next commit on, so new


def test_a_link_in_the_revision_leads_to_its_file(tmp_path: Path) -> None:
    folder = committed("same", tmp_path)
    put("same", "before", folder)
    report = folder / "content" / "reports" / "quay-post.md"
    report.rename(folder / "content" / "kept.txt")
    report.symlink_to("../kept.txt")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A link")
    assert told(found(folder)) == (DIFFS / "same" / "said.txt").read_text()


def test_the_pages_are_counted_and_the_first_of_them_named() -> None:
    """Pages of what was spoken of come first; files beside pages are only counted."""
    spoken = Change(group="reports", what="title", about="report/z", name="Z", text="is Z", url="/reports/z/")
    many = tuple(f"reports/a{n:03}/index.html" for n in range(printed.MOST))
    pages = Pages(
        new=("reports/n/index.html",), rewritten=(*many, "reports/z/index.html", "feed.xml"), gone=("x.json",),
        redirected=(("quotes/o/index.html", "/quotes/p/"),), untouched=1300, untouched_pages=1200, worn=2,
    )  # fmt: skip
    lines = whole(Comparison(changes=(spoken,), pages=pages)).partition("Pages: ")[2].splitlines()
    assert lines[:6] == [
        "31 rewritten, 1,200 untouched, 1 new, 1 redirected",
        "  and 2 other files beside them",
        "  2 of the rewritten only for what all pages wear: foot, theme, settings",
        "  new         /reports/n/",
        "  redirected  /quotes/o/ → /quotes/p/",
        "  rewritten   /reports/z/",
    ]
    assert lines[-1] == "  ... and 1 more rewritten; `digest diff --json` has all."


# --- the command -----------------------------------------------------------------------------------------------------


def lying(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of an edition but what is remembered of it, and when it was written."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".digest" not in path.parts)
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files if ".git" not in path.parts}


def test_the_command(tmp_path: Path) -> None:
    folder = committed("words", tmp_path)
    before, status = lying(folder), git(folder, "status", "--porcelain")
    done = run_digest("diff", cwd=folder)
    assert (done.returncode, done.stdout) == (0, whole(found(folder)))
    commit = git(folder, "rev-parse", "--short", "HEAD")
    assert done.stderr == f"Compared with commit {commit} (HEAD).\n"
    assert (lying(folder), git(folder, "status", "--porcelain")) == (before, status)


def test_json_has_all(tmp_path: Path) -> None:
    folder = committed("merged", tmp_path)
    done = run_digest("diff", "--json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["version"] == 1
    assert answer["against"].endswith("(HEAD)")
    (change,) = answer["changes"]
    assert (change["group"], change["what"], change["about"]) == ("statements", "merged", "quote/no-ship")
    assert {*change["others"]} == {"quote/no-ship", "quote/every-vessel"}
    assert change["url"] == "/quotes/no-ship/"
    assert "quotes/every-vessel/index.html" in answer["pages"]["gone"]
    assert len(answer["pages"]["rewritten"]) > 10


@pytest.mark.parametrize(
    ("against", "reason"),
    [
        ("nonesuch", "nonesuch is neither a revision that git knows nor a folder with an edition"),
        ("site/", "the last build is not remembered"),
    ],
)
def test_what_cannot_be_compared_with(against: str, reason: str, tmp_path: Path) -> None:
    done = run_digest("diff", against, cwd=committed("same", tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    put("same", "after", tmp_path)
    done = run_digest("diff", cwd=tmp_path)
    assert done.returncode == 2
    assert "`digest build` first" in done.stderr
    done = run_digest("diff", "main", cwd=tmp_path)
    assert "this one is not kept in git" in done.stderr


def test_errors_on_either_side_are_said(tmp_path: Path) -> None:
    folder = committed("words", tmp_path)
    good = folder / "content" / "reports" / "quay-post.md"
    text = good.read_text()
    good.write_text(text.replace("harbour-post", "harbor-post"))
    done = run_digest("diff", cwd=folder)
    assert done.returncode == 1
    assert "The content has 1 error" in done.stderr
    git(folder, "commit", "--quiet", "--all", "--message", "Broken")
    good.write_text(text)
    done = run_digest("diff", cwd=folder)
    assert done.returncode == 1
    assert "(HEAD) has 1 error" in done.stderr


def test_what_is_alike_is_parsed_once(tmp_path: Path) -> None:
    """A revision is read with what is remembered of the folder: only files that differ are parsed for it."""
    folder = committed("words", tmp_path)
    made(edition_of(folder))
    edition = edition_of(folder)
    parsed: list[str] = []

    def counted(*arguments: object) -> object:
        known = understand(*arguments)  # type: ignore[arg-type]
        parsed.extend(known.parsed)
        return known

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sides, "understand", counted)
        sides.sides(edition, folder, "", folder, OPTIONS)
    edition.cache.close()
    assert sorted(parsed) == ["content/reports/quay-news.md", "content/reports/quay-post.md"]
