"""The command line as an editor uses it: what it makes, what it says, and how it ends."""

import json
from pathlib import Path

import pytest

from support.checkout import run_digest


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    made = run_digest("init", "press", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "digest serve" in made.stderr
    return tmp_path / "press"


def test_init_builds_at_once_and_again_does_nothing(edition: Path) -> None:
    first = run_digest("build", cwd=edition)
    assert first.returncode == 0, first.stderr
    assert "first build" in first.stderr
    assert first.stdout == ""
    page = (edition / "site" / "quotes" / "bridge-reopens" / "index.html").read_text()
    assert "will" in page
    assert "should" in page
    again = run_digest("build", cwd=edition)
    assert "0 files written" in again.stderr
    assert "nothing changed" in again.stderr


def test_init_writes_nothing_over_an_edition(edition: Path) -> None:
    again = run_digest("init", str(edition), cwd=edition.parent)
    assert again.returncode == 2
    assert "nothing was written" in again.stderr


def test_all_errors_are_said_at_once_with_their_places(edition: Path) -> None:
    assert run_digest("build", cwd=edition).returncode == 0
    before = {p: p.read_bytes() for p in (edition / "site").rglob("*") if p.is_file()}
    story = edition / "content/stories/bridge-closure.md"
    story.write_text(story.read_text().replace("title:", "titel:"))
    report = edition / "content/reports/2024-05-02-harbour-post-bridge.md"
    report.write_text(report.read_text().replace("@ada-lindqvist", "@ada-lindquist"))
    built = run_digest("build", cwd=edition)
    assert built.returncode == 1
    assert "content/stories/bridge-closure.md:2:1" in built.stderr
    assert "title" in built.stderr
    assert "2024-05-02-harbour-post-bridge.md:10:" in built.stderr
    assert "ada-lindqvist" in built.stderr
    assert "as it was before" in built.stderr
    assert {p: p.read_bytes() for p in (edition / "site").rglob("*") if p.is_file()} == before
    checked = run_digest("check", "--format", "json", cwd=edition)
    assert checked.returncode == 1
    found = json.loads(checked.stdout)
    places = {(f["path"], f["line"]) for f in found["diagnostics"] if f["severity"] == "error"}
    assert {("content/stories/bridge-closure.md", 2), (report.relative_to(edition).as_posix(), 10)} <= places


def test_a_clean_check_says_nothing_on_standard_output(edition: Path) -> None:
    checked = run_digest("check", "--format", "concise", cwd=edition)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout + checked.stderr
    assert not (edition / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("entity", "Bo Ek", "--type", "person", "--also", "Mr Ek"), "content/entities/bo-ek.md"),
        (("source", "The Evening Echo", "--siglum", "EE"), "content/sources/evening-echo.md"),
        (("story", "A storm in June"), "content/stories/a-storm-in-june.md"),
        (
            ("quote", "no-more-delays", "--gist", "There will be no more delays.", "--speaker", "ada-lindqvist"),
            "content/quotes/no-more-delays.md",
        ),
        (
            ("report", "Rain: the roof & the road", "--date", "2024-06-01", "--source", "valley-news"),
            "content/reports/2024-06-01-valley-news-rain-the-roof-the-road.md",
        ),
    ],
)
def test_new_makes_a_file_that_builds(edition: Path, arguments: tuple[str, ...], path: str) -> None:
    made = run_digest("new", *arguments, cwd=edition)
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == path
    checked = run_digest("check", cwd=edition)
    assert checked.returncode == 0, checked.stdout
    again = run_digest("new", *arguments, cwd=edition)
    assert again.returncode == 2
    assert "already there" in again.stderr


def test_new_refuses_what_the_build_would(edition: Path) -> None:
    made = run_digest("new", "report", "X", "--date", "31 May", "--source", "valley-news", cwd=edition)
    assert made.returncode == 2
    assert "31 May" in made.stderr
    assert len(list((edition / "content/reports").iterdir())) == 2


def test_outside_an_edition(tmp_path: Path) -> None:
    built = run_digest("build", cwd=tmp_path)
    assert built.returncode == 2
    assert "digest init" in built.stderr


@pytest.mark.parametrize("arguments", [("bild",), ("build", "--base-url", "example.org"), ("build", "--speed")])
def test_a_wrong_command_is_two(edition: Path, arguments: tuple[str, ...]) -> None:
    assert run_digest(*arguments, cwd=edition).returncode == 2


def test_version_and_help(tmp_path: Path) -> None:
    assert run_digest("--help", cwd=tmp_path).stdout.count("digest init") == 1
    for command in ("build", "check", "serve", "init", "new"):
        assert run_digest(command, "--help", cwd=tmp_path).returncode == 0


def test_own_theme_file_overrides_the_shipped_one(edition: Path) -> None:
    own = edition / "theme" / "templates"
    own.mkdir(parents=True)
    (own / "notfound.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>Nothing here, says {{ chrome.title }}</h1>{% endblock %}'
    )
    assert run_digest("build", cwd=edition).returncode == 0
    assert "Nothing here, says Press" in (edition / "site" / "404.html").read_text()


@pytest.mark.parametrize("many", [False, True], ids=["one process", "several"])
@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>\n{{ page.titel }}", "theme/templates/report.html:2: error: "),
        ("<p>\n\n{% if page.title %}", "theme/templates/report.html:3: error: "),
    ],
)
def test_a_faulty_template_of_the_edition_is_said_with_its_place(
    edition: Path, template: str, said: str, many: bool
) -> None:
    if many:
        for n in range(300):
            text = f"---\ndate: 2024-05-01\nsource: Harbour Post\ntitle: Boat {n}\n---\n\nBoat {n} sails.\n"
            (edition / f"content/reports/boat-{n}.md").write_text(text)
    (edition / "theme/templates").mkdir(parents=True)
    (edition / "theme/templates/report.html").write_text(template)
    done = run_digest("build", "--no-search", "--processes", "2" if many else "1", cwd=edition)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2].startswith(said)
    assert done.stderr.splitlines()[-1] == "Nothing was written."
    assert "Traceback" not in done.stderr
    assert not (edition / "site/index.html").exists()
