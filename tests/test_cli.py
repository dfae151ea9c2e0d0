"""The command line as an editor uses it: what it makes, what it says, and how it ends."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from digest.cli.commands import main
from support.checkout import ROOT, run_digest


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


SILENT = {"explain", "schema", "completion", "lsp"}
"""Commands that work on no edition, or speak to a program: they say only what is asked for."""


def commands(group: click.Group = main) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from (((name, *inner), one) for inner, one in commands(command))
        else:
            yield (name,), command


COMMANDS = dict(commands())


def test_the_help_names_every_command_in_full(tmp_path: Path) -> None:
    told = run_digest("--help", cwd=tmp_path).stdout
    kept = [file for file in (ROOT / "digest/cli").glob("*.py") if "\n@click." in file.read_text()]
    assert set(main.commands) == {file.stem.rstrip("_") for file in kept} - {"commands"}
    listed = told.partition("\nBegin:")[2].partition("\n  Commands work on")[0]
    for name in main.commands:
        assert re.search(rf"^  {name}  +[A-Z].*\.$", listed, re.MULTILINE), name
    assert "..." not in listed


def test_a_command_is_called_without_the_others(tmp_path: Path) -> None:
    code = (
        "import sys; from digest.cli import run; assert run(['explain', 'id-missing']) == 0;"
        "print(*sorted(m for m in sys.modules if m.startswith('digest.cli.')), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    shared = {f"digest.cli.{name}" for name in ("commands", "here", "parameters", "voice")}
    assert set(done.stderr.split()) - shared == {"digest.cli.explain"}


@pytest.mark.parametrize("name", [(), ("new",), *COMMANDS], ids=" ".join)
def test_help_says_what_each_option_is_for(name: tuple[str, ...], tmp_path: Path) -> None:
    told = run_digest(*name, "--help", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert name[:1] == ("new",) != name or "Examples" in told.stdout
    for option in COMMANDS[name].params if name in COMMANDS else ():
        assert not isinstance(option, click.Option) or option.help, option.name


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_quiet_and_verbose_are_options_of_every_command_and_one_excludes_the_other(
    name: tuple[str, ...], tmp_path: Path
) -> None:
    options = {flag for option in COMMANDS[name].params for flag in option.opts}
    assert ({"--quiet", "-q", "--verbose", "-v"} <= options) == (name[0] not in SILENT)
    if name[0] not in SILENT:
        both = run_digest(*name, "-q", "-v", cwd=tmp_path)
        assert both.returncode == 2
        assert "either --quiet or --verbose" in both.stderr


REPORT = "2024-05-02-harbour-post-bridge"


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",), ("check",), ("list",), ("review",), ("why", REPORT), ("why", "bridge-reopens", "--json"),
        ("diff", "../press"), ("history", REPORT), ("import", "../article.txt", "--dry-run"),
        ("deploy", "dir:../www", "--build"), ("new", "story", "A storm", "--date", "2024-05-01"), ("init", "../other"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_loudness_changes_nothing_on_standard_output(arguments: tuple[str, ...], edition: Path) -> None:
    """Quiet is nothing but what is asked for; verbose says on standard error at least which edition it is."""
    (edition.parent / "article.txt").write_text("The bridge reopens\n\nIt was shut for a year, the port said.\n")
    shutil.copytree(edition, edition.parent / "kept")
    done = {}
    for loudness in ("", "--quiet", "--verbose"):
        shutil.rmtree(edition)
        shutil.copytree(edition.parent / "kept", edition)
        for made in ("other", "www"):
            shutil.rmtree(edition.parent / made, ignore_errors=True)
        done[loudness] = run_digest(*arguments, *filter(None, [loudness]), cwd=edition)
        assert done[loudness].returncode in (0, 2 if arguments[0] == "history" else 0), done[loudness].stderr
    assert done[""].stdout == done["--quiet"].stdout == done["--verbose"].stdout
    assert arguments[0] == "history" or done["--quiet"].stderr == ""
    assert str(edition.parent / "other" if arguments[0] == "init" else edition) in done["--verbose"].stderr or (
        arguments[0] in ("new", "init") and len(done["--verbose"].stderr) > len(done[""].stderr)
    )


def test_quiet_still_says_errors(edition: Path) -> None:
    report = edition / f"content/reports/{REPORT}.md"
    report.write_text(report.read_text().replace("@ada-lindqvist", "@ada-lindquist"))
    for command in ("build", "list"):
        done = run_digest(command, "--quiet", cwd=edition)
        assert done.returncode == 1
        assert "error" in done.stderr
    assert "ada-lindqvist" in run_digest("check", "--quiet", cwd=edition).stdout


def test_a_clean_check_says_so_beside(edition: Path) -> None:
    assert run_digest("check", cwd=edition).stderr == "Nothing is wrong.\n"
    told = run_digest("check", "--no-drafts", "--verbose", cwd=edition)
    assert "linking" in told.stderr


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


def broken(edition: Path) -> None:
    story = edition / "content/stories/bridge-closure.md"
    story.write_text(story.read_text().replace("title:", "titel:"))


def occupied(edition: Path) -> None:
    (edition / "site").mkdir()
    (edition / "site/index.html").write_text("Somebody else's.")


def faulty(edition: Path) -> None:
    (edition / "theme/templates").mkdir(parents=True)
    (edition / "theme/templates/report.html").write_text("{{ page.titel }}")


ENDS: dict[str, tuple[Callable[[Path], object], int]] = {
    "all is well": (lambda _: None, 0),
    "a warning": (lambda edition: (edition / "content/stray.md").write_text("Nobody reads this."), 0),
    "an error": (broken, 1),
    "a faulty template": (faulty, 1),
    "a file of somebody else": (occupied, 2),
    "no edition": (lambda edition: shutil.rmtree(edition / "content"), 2),
    "a disk that refuses": (lambda edition: (edition / ".digest").write_text(""), 2),
}


@pytest.mark.parametrize("quiet", [(), ("--quiet",)], ids=["", "quiet"])
@pytest.mark.parametrize("end", ENDS)
def test_a_build_says_the_same_with_and_without_click(end: str, quiet: tuple[str, ...], edition: Path) -> None:
    """The plainest one is understood by `digest.__main__`, any other by click."""
    spoil, code = ENDS[end]
    spoil(edition)
    said = []
    for more in ((), ("--processes", "0")):
        shutil.copytree(edition, other := edition.parent / f"with{len(more)}" / "press")
        done = run_digest("build", "--no-search", *quiet, *more, cwd=other)
        said.append((done.returncode, done.stdout, re.sub(r"[\d.]+ s|with\d", "", done.stderr)))
    assert said[0] == said[1]
    assert said[0][0] == code, said[0]
    assert bool(said[0][2]) == (not quiet or code > 0)


@pytest.mark.parametrize("more", [(), ("--processes", "0")], ids=["without click", "with click"])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_asked_to_end(sent: signal.Signals, code: int, more: tuple[str, ...], edition: Path) -> None:
    (edition / ".digest").mkdir()
    with (edition / ".digest/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it waits
        build = subprocess.Popen(
            [sys.executable, "-P", "-m", "digest", "build", *more],
            cwd=edition, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert build.stderr is not None
        assert build.stderr.readline().startswith("waiting for ")
        build.send_signal(sent)
        _, said = build.communicate(timeout=60)
    assert build.returncode == code
    assert said == ("\ninterrupted; what was there is as it was\n" if sent == signal.SIGINT else "")
