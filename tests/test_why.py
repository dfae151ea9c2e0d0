"""`digest why` on small editions: what it says of two reports, of two quotations, and of a page.

`tests/ask/<case>/why.txt` holds what is asked, each question after a `$`, and what is said; `UPDATE_FIXTURES=1` writes
the answers anew.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from digest import causes, state
from digest.ask import page, told
from digest.ask.why import NoWitness, Reports, Unknown, why
from digest.cache import CAUSES, ROWS, Cache
from digest.causes import recall
from digest.edition import Edition
from digest.fs import Memory
from digest.inputs import look
from digest.options import Options
from digest.plan import Planned
from digest.report import paint_of
from digest.understand import Known, understand
from digest.write import path_of
from support.checkout import ROOT, run_digest
from support.editions import in_memory, made

ASK = ROOT / "tests" / "ask"
CASES = sorted(path.parent.name for path in ASK.glob("*/why.txt"))
PLAIN = paint_of(False)


def edition_of(case: str) -> Edition:
    root = ASK / case
    files = {p.relative_to(root).as_posix(): p.read_text() for p in (root / "content").rglob("*") if p.is_file()}
    return in_memory(files)


def known(edition: Edition) -> Known:
    options = Options(processes=1)
    return understand(edition, look(edition, options, state.State()), options)


def told_of(edition: Edition, *names: str) -> str:
    """What the command prints."""
    now = known(edition)
    site = now.linked.site
    try:
        if len(names) == 2:
            return told.as_text(site, why(site, *names), PLAIN)
        url = page.url_of(site, now.plan, names[0])
        cause = recall(edition.cache, "site", path_of(url))
        return page.as_text(page.made(site, now.plan, url, path_of(url), cause), PLAIN)
    except Unknown as error:
        return f"nothing is called {error.name}; nearest: {error.near or 'nothing'}\n"
    except page.NoPage as error:
        return f"{error.args[0]} has no page of its own; it is shown in {error.args[1]}\n"
    except NoWitness as error:
        return f"nobody carries {error}\n"


@pytest.mark.parametrize("case", CASES)
def test_what_is_said(case: str) -> None:
    file = ASK / case / "why.txt"
    text = file.read_text()
    edition = edition_of(case)
    made(edition)
    asked = re.findall(r"^\$ (.+)$", text, re.MULTILINE)
    assert asked
    said = "\n".join(f"$ {line}\n{told_of(edition, *line.split())}" for line in asked)
    if os.environ.get("UPDATE_FIXTURES"):
        file.write_text(said)
    assert said == file.read_text()


def test_either_way_round() -> None:
    """Which of two is named first changes the order of the answer and nothing else."""
    site = known(edition_of("strait")).linked.site
    for a, b in (("opening", "toll"), ("opening", "gulls"), ("opening", "weather")):
        one, other = why(site, a, b), why(site, b, a)
        assert isinstance(one, Reports)
        assert isinstance(other, Reports)
        assert (one.on_first, one.on_second, one.parts) == (other.on_second, other.on_first, other.parts)


def test_it_says_what_the_pages_show() -> None:
    """Place and points are those of the list on the report's page; of what is not there, no place is said."""
    site = known(edition_of("strait")).linked.site
    for id, row in site.kin.items():
        for other in site.reports:
            answer = why(site, id, other)
            assert isinstance(answer, Reports)
            places = {kin.id: n for n, kin in enumerate(row, 1)}
            assert answer.on_first.place == places.get(other, 0)
            for kin in row:
                if kin.id == other:
                    assert (answer.on_first.points, answer.on_first.verdict == "pinned") == (kin.points, kin.pinned)


def test_others_share_more() -> None:
    text = "---\ndate: 2031-05-02\nsource: A\ntitle: The ferry\n---\n\nThe ferry, harbour, captain, engine and crew.\n"
    site = known(in_memory({f"content/reports/r{n:02}.md": text for n in range(12)})).linked.site
    answer = why(site, "r00", "r11")
    assert isinstance(answer, Reports)
    first, second = answer.because
    assert first.startswith("On the page of r00: r11 is not among the 8 shown: all of these have as many points")
    assert second == "On the page of r11: r00 is number 1 of 8."


# --- pages -----------------------------------------------------------------------------------------------------------

Change = Callable[[Memory], object]


def swap(path: str, old: str, new: str) -> Change:
    def change(fs: Memory) -> None:
        text = fs.read(path).decode()
        assert old in text
        fs.write(path, text.replace(old, new).encode())

    return change


TOLL, OPENING = "content/reports/toll.md", "content/reports/opening.md"

CHANGES: dict[str, tuple[Change, str, tuple[str, ...]]] = {
    "nothing": (lambda _: None, "/reports/opening/", ("It was new.",)),
    "a title, seen from another page": (
        swap(TOLL, "A toll for", "The toll for"),
        "/reports/opening/",
        (
            "content/reports/toll.md was edited: `title`.",
            "That changed the reports of its story and related reports: content/reports/toll.md.",
        ),
    ),
    "a text, on its own page": (
        swap(OPENING, "looked on", "looked away"),
        "/reports/opening/",
        (
            "content/reports/opening.md was edited: the text.",
            "That changed the file itself, its own title and facts and the reports of its story:"
            " content/reports/opening.md.",
        ),
    ),
    "a text, on a page that does not show it": (
        swap(OPENING, "looked on", "looked away"),
        "/reports/weather/",
        ("It was new.",),
    ),
    "a report that goes": (
        lambda fs: fs.remove("content/reports/anniversary.md"),
        "/entities/ada-lindqvist/",
        (
            "content/reports/anniversary.md was removed.",
            "That changed names: content/entities/ada-lindqvist.md.",
            "That changed the newest reports: report anniversary.",
        ),
    ),
    "the title of the edition": (
        swap("content/site.yml", "The strait", "The straits"),
        "/reports/weather/",
        (
            "content/site.yml was edited.",
            "Nothing of the page’s own had changed: all pages were made anew.",
        ),
    ),
    "the file of the page": (
        lambda fs: fs.write("site/reports/weather/index.html", b"x"),
        "/reports/weather/",
        ("Its file in site/ had been changed or removed by something else; it was put back.",),
    ),
}


@pytest.mark.parametrize("title", CHANGES)
def test_why_a_page_was_made(title: str) -> None:
    change, url, expected = CHANGES[title]
    edition = edition_of("strait")
    assert isinstance(edition.fs, Memory)
    assert not made(edition).failed
    change(edition.fs)
    assert not made(edition).failed
    now = known(edition)
    cause = recall(edition.cache, "site", path_of(url))
    assert tuple(page.because(page.made(now.linked.site, now.plan, url, path_of(url), cause))) == expected


def test_a_build_that_makes_nothing_remembers_nothing() -> None:
    edition = edition_of("strait")
    made(edition)
    calls: list[str] = []
    edition.cache._db.set_trace_callback(calls.append)
    made(edition)
    assert [call for call in calls if "causes" in call] == []


def test_a_first_build_looks_at_no_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """All its pages are new: what a page was made of is asked of the ledger, once it is made again."""
    looked: list[str] = []
    pieces = causes.pieces

    def noting(planned: Planned) -> dict[str, int]:
        looked.append(planned.url)
        return pieces(planned)

    monkeypatch.setattr(causes, "pieces", noting)
    edition = edition_of("strait")
    assert isinstance(edition.fs, Memory)
    made(edition)
    assert looked == []
    swap(TOLL, "A toll for", "The toll for")(edition.fs)
    rendered = made(edition).trace.rendered
    assert "/reports/opening/" in looked
    assert {*map(path_of, looked)} <= {*rendered}


def test_edit_after_edit() -> None:
    """Each build is compared with the one before, whether it followed an edit or linked all anew."""
    edition = edition_of("strait")
    fs = edition.fs
    assert isinstance(fs, Memory)
    made(edition)
    new = fs.read(TOLL).replace(b"A toll for", b"Another toll for")
    edits: tuple[tuple[Change, str], ...] = (
        (swap(TOLL, "A toll for", "The toll for"), "toll"),
        (swap(OPENING, "looked on", "looked away"), "opening"),
        (lambda fs: fs.write("content/reports/toll-2.md", new), "toll-2"),
        (swap(TOLL, "The toll for", "No toll for"), "toll"),
    )
    for change, what in edits:
        change(fs)
        made(edition)
        cause = recall(edition.cache, "site", "stories/bridge/index.html")
        assert cause is not None
        keys = {piece.partition(" ")[2] for piece in (*cause.changed, *cause.came)}
        assert (cause.why, f"report/{what}" in keys) == ("content", True), what


def test_a_ledger_that_is_gone_is_no_matter() -> None:
    """That the page is another is known all the same; what of it is not."""
    edition = edition_of("strait")
    assert isinstance(edition.fs, Memory)
    made(edition)
    edition.cache.replace((), (), ROWS, prefix="tables/site/")
    swap(TOLL, "A toll for", "The toll for")(edition.fs)
    made(edition)
    cause = recall(edition.cache, "site", "reports/opening/index.html")
    assert cause is not None
    assert (cause.why, [edit.what for edit in cause.edits], cause.changed) == ("content", [TOLL], ())


def test_a_page_that_goes_is_forgotten_and_may_come_back() -> None:
    edition = edition_of("strait")
    made(edition)
    fs = edition.fs
    assert isinstance(fs, Memory)
    path, text = "content/reports/anniversary.md", fs.read("content/reports/anniversary.md")
    fs.remove(path)
    made(edition)
    assert recall(edition.cache, "site", "reports/anniversary/index.html") is None
    fs.write(path, text)
    made(edition)
    cause = recall(edition.cache, "site", "reports/anniversary/index.html")
    assert cause is not None
    assert cause.why == "first"


def test_what_an_older_or_damaged_cache_holds_is_no_matter(tmp_path: Path) -> None:
    """A cache without the table gets it; a row that cannot be read is none."""
    path = tmp_path / "cache.sqlite3"
    old = Cache(path)
    old.put_many({"key": b"value"})
    old._db.execute(f'DROP TABLE "{CAUSES}"')
    old.close()
    now = Cache(path)
    assert (now.get("key"), now.warnings) == (b"value", [])
    now.put_many({"site/x": b"\xc1"}, CAUSES)
    assert recall(now, "site", "x") is None
    edition = Edition(fs=edition_of("strait").fs, shipped=edition_of("strait").shipped, cache=now)
    now.put_many({"site/index.html": b"\xc1"}, CAUSES)
    assert not made(edition).failed


def test_only_pages_that_are_made_are_looked_up() -> None:
    edition = edition_of("strait")
    made(edition)
    assert isinstance(edition.fs, Memory)
    calls: list[str] = []
    edition.cache._db.set_trace_callback(calls.append)
    swap(OPENING, "looked on", "looked away")(edition.fs)
    rendered = made(edition).trace.rendered
    written = [call for call in calls if "INSERT" in call and "causes" in call]
    named = {found[1] for call in written if (found := re.search(r"'site/([^']+)'", call))}
    assert len(named) == len(written)
    assert {path for path in rendered if path.endswith(".html")} <= named <= {*rendered}


def test_nothing_of_a_withdrawn_report_is_left() -> None:
    """Neither its words nor the names in them, but that it was withdrawn."""
    edition = edition_of("strait")
    assert isinstance(edition.fs, Memory)
    report = edition.fs.held["content/reports/mistake.md"].decode()
    edition.fs.write("content/reports/mistake.md", report.replace("rowing boat", "submarine").encode())
    assert not made(edition).failed
    site = known(edition).linked.site
    assert (site.reports["mistake"].names, site.kin["mistake"]) == ((), ())
    assert [path for path, data in edition.fs.held.items() if path.startswith("site/") and b"submarine" in data] == []


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    root = ASK / "strait"
    for path in (root / "content").rglob("*.md"):
        (tmp_path / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path.relative_to(root)).write_text(path.read_text())
    (tmp_path / "content/site.yml").write_text((root / "content/site.yml").read_text())
    return tmp_path


def test_the_command(on_disk: Path) -> None:
    done = run_digest("why", "opening", "toll", cwd=on_disk)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == told_of(edition_of("strait"), "opening", "toll")
    for arguments in (("opening", "toll"), ("opening-q1", "toll#1"), ("toll", "opening-q1"), ("/stories/bridge/",)):
        found = json.loads(run_digest("why", "--json", *arguments, cwd=on_disk).stdout)
        assert found["version"] == 1
        assert found["answer"]["about"] in ("reports", "quotations", "report and statement", "page")
    wrong = run_digest("why", "opening", "tol", cwd=on_disk)
    assert wrong.returncode == 2
    assert "did you mean toll?" in wrong.stderr
    assert wrong.stdout == ""
    draft = run_digest("why", "opening", "later", cwd=on_disk)
    assert draft.returncode == 2
    assert "content/reports/later.md is a draft" in draft.stderr
    assert run_digest("why", "--drafts", "opening", "later", cwd=on_disk).returncode == 0
    assert not (on_disk / "site").exists()


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    """Its question is a fixture's first about one statement or two; its answers are of what `digest init` makes."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    section = text[text.index("## Ask it why") : text.index("## What readers get")]
    shown = re.findall(r"```text\n(.*?)```", section, re.DOTALL)
    asked = (ASK / "ferry/review.txt").read_text()
    near = re.search(r"\nOne statement, or two.*?\n\n(1\. .*?\n)\n", asked, re.DOTALL)
    assert near is not None
    printed = [near[1]]
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    edition = tmp_path / "press"
    assert run_digest("build", cwd=edition).returncode == 0
    report = edition / "content/reports/2024-05-03-valley-news-bridge.md"
    report.write_text(report.read_text().replace("title: A bridge", "title: The bridge"))
    assert run_digest("build", cwd=edition).returncode == 0
    for answer in shown[1:]:
        command = answer.partition("\n")[0]
        done = run_digest(*command.removeprefix("$ digest ").split(), cwd=edition)
        printed.append(f"{command}\n{done.stdout}")
    if os.environ.get("UPDATE_FIXTURES"):
        for old, new in zip(shown, printed, strict=True):
            text = text.replace(f"```text\n{old}```", f"```text\n{new}```")
        readme.write_text(text, encoding="utf-8")
        shown = printed
    assert len(shown) == 3
    assert shown == printed
