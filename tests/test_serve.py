"""The preview: it shows the content as it is now, keeps the last good page, and goes on whatever becomes of files."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from support.checkout import ROOT, run_digest
from support.previewing import Running, running, until

ADA = "content/entities/ada-lindqvist.md"
REPORT = "content/reports/2024-05-03-valley-news-bridge.md"
PAGE = "/reports/2024-05-03-valley-news-bridge/"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    return tmp_path / "press"


@pytest.fixture
def preview(edition: Path) -> Iterator[Running]:
    with running(edition) as started:
        yield started


def got(preview: Running, url: str) -> str:
    return httpx.get(preview.address + url, timeout=30).text


def published(page: str) -> str:
    """A page of the preview less the one thing that the published page has not."""
    less, count = re.subn(r'<script src="/\.digest/preview\.js"[^>]*></script>', "", page)
    assert count == 1
    return less


def clean(edition: Path, folder: Path) -> dict[str, str]:
    """The pages of a clean build of an edition, drafts too, by URL; without the word that all pages of such have."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in ("content", "theme"):
        if (edition / name).exists():
            shutil.copytree(edition / name, folder / name)
    done = run_digest("build", "-q", "--drafts", cwd=folder)
    assert done.returncode == 0, done.stderr
    word = '<p class="draft"><b>Draft build.</b> It holds what is not yet published.</p>\n'
    site = folder / "site"
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text().replace(word, "")
        for path in site.rglob("*.html")
        if path.parent.name != "search"  # it says that it searches the last build
    }


def is_clean(preview: Running, edition: Path, folder: Path, urls: int = 40) -> bool:
    wanted = clean(edition, folder)
    step = max(1, len(wanted) // urls)
    return all(published(got(preview, url)) == wanted[url] for url in sorted(wanted)[::step])


# --- edits -----------------------------------------------------------------------------------------------------------


def test_a_saved_edit_is_served(edition: Path, preview: Running) -> None:
    page = "/entities/ada-lindqvist/"
    assert "An invented mayor" in got(preview, page)
    file = edition / ADA
    good = file.read_text()
    file.write_text(good.replace("An invented mayor", "The invented mayor"))
    assert until(15, lambda: "The invented mayor" in got(preview, page))
    # An error keeps the last good page; the events tell the open page what is wrong.
    file.write_text(good.replace("type: person", "type: persn"))
    assert until(15, lambda: any("ada-lindqvist.md:3:7" in line for line in preview.said))
    assert "The invented mayor" in got(preview, page)
    with httpx.stream("GET", preview.listens(page), timeout=20) as stream:
        said = next(line for line in stream.iter_lines() if line.startswith("data:"))
    assert "ada-lindqvist.md:3:7" in said
    assert "^^^^^" in said, "as on the terminal, with the caret"
    file.write_text(good)
    assert until(15, lambda: "An invented mayor" in got(preview, page))
    assert until(15, lambda: "the errors are mended" in preview.said[-1])
    assert not (edition / "site").exists(), "the preview leaves the published site alone"


def test_a_page_is_the_published_one_and_one_script(edition: Path, preview: Running, tmp_path: Path) -> None:
    wanted = clean(edition, tmp_path / "clean")
    assert len(wanted) > 15
    for url in wanted:
        assert published(got(preview, url)) == wanted[url], url


def test_drafts_are_marked_each_by_itself(edition: Path, tmp_path: Path) -> None:
    file = edition / REPORT
    file.write_text(file.read_text().replace("story:", "status: draft\nstory:", 1))
    other = "/reports/2024-05-02-harbour-post-bridge/"
    with running(edition) as preview:
        assert "<b>draft</b>" in got(preview, PAGE)
        assert ' data-draft="draft"' in got(preview, PAGE)
        assert "<b>draft</b>" in got(preview, "/reports/")
        assert ' data-draft=""' in got(preview, other)
        assert "Draft build" not in got(preview, other)
        assert "raft" not in published(got(preview, "/about/"))
    with running(edition, "--no-drafts") as preview:
        assert httpx.get(preview.address + PAGE).status_code == 404
        assert "raft" not in published(got(preview, "/reports/"))


def test_an_open_page_is_sent_what_it_has_not_seen(edition: Path, preview: Running) -> None:
    listens = preview.listens(PAGE)
    file = edition / REPORT
    file.write_text(file.read_text() + "\nA word more, before anybody listened.\n")
    assert until(15, lambda: "A word more" in got(preview, PAGE))
    with httpx.stream("GET", listens, timeout=20) as stream:
        said = next(line for line in stream.iter_lines() if line.startswith("data:"))
    assert "A word more" in said
    with httpx.stream("GET", preview.listens("/about/"), timeout=20) as stream:
        file.write_text(file.read_text() + "\nAnd one more.\n")
        assert until(15, lambda: "And one more" in got(preview, PAGE))
        (edition / "content/pages/about.md").write_text("---\ntitle: About it\n---\n\nAnother text.\n")
        lines = stream.iter_lines()
        said = next(line for line in lines if line.startswith("data:"))
    assert "Another text." in said, "of the other page's change it heard nothing"


@pytest.mark.parametrize("name", ["delete and create", "write beside and rename", "write twice"])
def test_every_way_of_saving_is_one_edit(edition: Path, preview: Running, name: str) -> None:
    assert got(preview, PAGE)
    file = edition / REPORT
    for n in range(5):
        text = re.sub(r"\nSaved .*\n|\Z", f"\nSaved {n} times.\n", file.read_text(), count=1)
        if name == "delete and create":
            file.unlink()
            file.write_text(text)
        elif name == "write beside and rename":
            beside = file.with_suffix(".md~")
            beside.write_text(text)
            beside.replace(file)
        else:
            file.write_text(text[: len(text) // 2])
            file.write_text(text)
        assert until(15, lambda: f"Saved {n} times." in got(preview, PAGE)), n  # noqa: B023  # used at once
    assert preview.alive()


def test_twenty_thousand_files_touched_at_once(edition: Path, preview: Running, tmp_path: Path) -> None:
    """They are no reports: what is held here is the watcher, not the link."""
    folder = edition / "content/captures/old"
    folder.mkdir(parents=True)
    for n in range(20_000):
        (folder / f"{n}.txt").touch()
    file = edition / REPORT
    file.write_text(file.read_text() + "\nSaved in the middle of it.\n")
    for n in range(20_000):
        (folder / f"{n}.txt").unlink()
    assert until(60, lambda: "Saved in the middle of it." in got(preview, PAGE))
    assert preview.alive()
    assert until(30, lambda: is_clean(preview, edition, tmp_path / "clean"))


def test_a_renamed_folder_and_a_file_that_is_gone_again(edition: Path, preview: Running, tmp_path: Path) -> None:
    got(preview, PAGE)
    (edition / "content/reports").rename(edition / "content/elsewhere")
    assert until(20, lambda: httpx.get(preview.address + PAGE).status_code == 404 or preview.said[-1].count("error"))
    (edition / "content/elsewhere").rename(edition / "content/reports")
    for n in range(20):
        passing = edition / f"content/reports/passing-{n}.md"
        passing.write_text((edition / REPORT).read_text())
        passing.unlink()
    file = edition / REPORT
    file.write_text(file.read_text() + "\nAfter the storm.\n")
    assert until(30, lambda: "After the storm." in got(preview, PAGE))
    assert until(30, lambda: is_clean(preview, edition, tmp_path / "clean"))
    # The whole of the content under another name, as a checkout of another branch does, and back.
    (edition / "content").rename(edition / "away")
    until(3, lambda: False)
    (edition / "away").rename(edition / "content")
    file.write_text(file.read_text() + "\nAnd home again.\n")
    assert until(30, lambda: "And home again." in got(preview, PAGE))
    assert preview.alive()


def test_a_theme_that_is_broken_deleted_and_new(edition: Path, preview: Running, tmp_path: Path) -> None:
    theme = edition / "theme/templates"
    theme.mkdir(parents=True)
    shipped = (ROOT / "theme/templates/report.html").read_text()
    (theme / "report.html").write_text(shipped.replace("<article", "<p>Our own theme.</p><article"))
    assert until(30, lambda: "Our own theme." in got(preview, PAGE))
    (theme / "report.html").write_text("{% extends 'base.html' %}\n{% block main %}\n{{ page.no }}\n{% endblock %}")
    assert until(30, lambda: httpx.get(preview.address + PAGE).status_code == 500)
    assert "theme/templates/report.html:3" in got(preview, PAGE)
    (theme / "report.html").write_text("{% extends 'base.html' %}\n{% block main %}\n{% if %}\n")
    assert until(30, lambda: "theme/templates/report.html:3" in got(preview, PAGE))
    shutil.rmtree(edition / "theme")
    assert until(30, lambda: httpx.get(preview.address + PAGE).status_code == 200)
    assert is_clean(preview, edition, tmp_path / "clean")


# --- beside other commands -------------------------------------------------------------------------------------------


def test_a_build_and_a_check_need_not_wait_and_disturb_nothing(edition: Path, preview: Running, tmp_path: Path) -> None:
    file = edition / REPORT
    for n in range(3):
        file.write_text(file.read_text() + f"\nSentence {n}.\n")
        for command in (["build"], ["check"], ["list"]):
            done = run_digest(*command, cwd=edition)
            assert done.returncode == 0, done.stderr
            assert "waiting" not in done.stderr
        assert f"Sentence {n}." in (edition / "site" / PAGE[1:] / "index.html").read_text()
        assert until(15, lambda: f"Sentence {n}." in got(preview, PAGE))  # noqa: B023  # used at once
    assert is_clean(preview, edition, tmp_path / "clean")
    shutil.rmtree(edition / "site")
    assert run_digest("build", cwd=edition).returncode == 0, "and what it remembers is its own"
    other = clean(edition, tmp_path / "clean")
    assert (edition / "site" / PAGE[1:] / "index.html").read_text() == other[PAGE]


def test_of_one_edition_there_is_one_preview(edition: Path, preview: Running) -> None:
    done = run_digest("serve", cwd=edition)
    assert done.returncode == 2
    assert f"running already: {preview.address}/" in done.stderr


def test_a_preview_begins_with_what_a_build_has_parsed(edition: Path) -> None:
    from digest.cache import WORK, Cache

    assert run_digest("build", cwd=edition).returncode == 0
    built = Cache(edition / ".digest/cache.sqlite3")
    begun = Cache(edition / ".digest/preview.sqlite3")
    begun.take_over(edition / ".digest/cache.sqlite3")
    names = built.names("", WORK)
    assert len(names) > 10
    assert begun.names("", WORK) == names
    assert begun.get_many(names) == built.get_many(names)
    begun.close()
    (edition / ".digest/cache.sqlite3").write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    fresh = Cache(None)
    fresh.take_over(edition / ".digest/cache.sqlite3")
    assert fresh.names("", WORK) == []
    built.close()


# --- the terminal ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "lines"), [("", 1), ("--quiet", 0), ("--verbose", 2)])
def test_a_line_for_each_change(edition: Path, option: str, lines: int) -> None:
    with running(edition, *filter(None, [option])) as preview:
        got(preview, PAGE)
        before = len(preview.said)
        file = edition / REPORT
        file.write_text(file.read_text() + "\nA word more.\n")
        assert until(15, lambda: "A word more." in got(preview, PAGE))
        until(0.5, lambda: False)
        said = preview.said[before:]
        assert len(said) == lines, said
        if lines:
            assert re.fullmatch(rf"{REPORT}: [\d,]+ pages? followed, 1 of them open in \d+ ms|.*\d s", said[0])


def test_it_ends_in_silence_while_a_page_is_open(preview: Running) -> None:
    with httpx.stream("GET", preview.listens("/"), timeout=20):
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(10) == 130
    assert len(preview.said) == 1, preview.said


def test_feeds_are_served_as_what_they_are(preview: Running) -> None:
    types = {name: httpx.get(f"{preview.address}/{name}").headers["Content-Type"] for name in ("feed.xml", "feed.json")}
    assert types == {
        "feed.xml": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json; charset=utf-8",
    }
    assert httpx.get(f"{preview.address}/stories/bridge-closure/feed.xml").content.startswith(b"<?xml ")


def test_addresses_without_their_slash_are_led_on(preview: Running) -> None:
    answer = httpx.get(f"{preview.address}/quotes/bridge-reopens")
    assert (answer.status_code, answer.headers["location"]) == (308, "/quotes/bridge-reopens/")
    assert httpx.get(f"{preview.address}/no-such-page/").status_code == 404


def test_a_port_that_is_taken_leads_to_the_next(edition: Path, preview: Running, tmp_path: Path) -> None:
    assert run_digest("init", "second", cwd=tmp_path).returncode == 0
    with running(tmp_path / "second", "--port", str(preview.port)) as second:
        assert preview.port < second.port < preview.port + 20
        assert second.alive()
    refused = run_digest("serve", "--bind", "203.0.113.7", cwd=tmp_path / "second")
    assert refused.returncode == 2
    assert "cannot answer at 203.0.113.7" in refused.stderr


def test_other_machines_see_it_only_when_asked_for(edition: Path, preview: Running) -> None:
    # What the kernel says, not what the program does.
    listening = subprocess.run(["ss", "-ltn"], capture_output=True, text=True, check=False).stdout
    if not listening:
        listening = Path("/proc/net/tcp").read_text()
        assert f"0100007F:{preview.port:04X}" in listening
        assert f"00000000:{preview.port:04X}" not in listening
    else:
        assert f"127.0.0.1:{preview.port} " in listening
        assert f"0.0.0.0:{preview.port} " not in listening


def test_bound_to_all_addresses_it_warns_and_answers_to_numbers_alone(edition: Path) -> None:
    with running(edition, "--bind", "0.0.0.0") as preview:  # noqa: S104  # what is asked for here, and refused else
        assert any("everyone who reaches this machine" in line for line in preview.said)
        for host, wanted in (("192.0.2.9", 200), ("[2001:db8::1]", 200), ("evil.example", 421), ("localhost", 200)):
            answer = httpx.get(preview.address, headers={"Host": f"{host}:{preview.port}"})
            assert answer.status_code == wanted, host


def test_no_colour_and_nothing_on_standard_output(edition: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    file = edition / REPORT
    file.write_text(file.read_text().replace("date: 2024", "date: 20x24"))
    for command in (["build"], ["check", "--format", "concise"]):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "digest", *command], cwd=edition, env=environment, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "\x1b" not in done.stdout + done.stderr
        assert bool(done.stdout) == (command[0] == "check"), "what was asked for is on standard output, nothing else"


WARMED = """
import asyncio, sys
from pathlib import Path
import httpx
from digest.build import Options
from digest.serve import app, editor, preview as previews
from support.editions import on_disk

root, report, url = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
options = Options(drafts=True, site=previews.PREVIEW)
preview = previews.Preview(on_disk(root), options, root, editor.editor(root, ""), lambda said: None)
preview.refresh()

async def asked():
    preview.start()
    at = httpx.ASGITransport(app.app(preview, "127.0.0.1", 8000))
    async with httpx.AsyncClient(transport=at, base_url="http://127.0.0.1:8000") as client:
        before = {*sys.modules}
        if url:
            assert (await client.get(url)).status_code == 200
            assert "markdown_it" not in sys.modules, "a page waits for what only an edit needs"
        await asyncio.to_thread(preview._warmer.join, 10 if url else 1)
        warmed = {*sys.modules}
        text = (root / report).read_text()
        text += "\\n| *One* | [more](@ada-lindqvist) |\\n|---|---|\\n\\n> “By which it is known.”\\n"
        (root / report).write_text(text)
        preview.refresh([report])
        print(len(warmed - before), len({*sys.modules} - warmed))
    preview.end()

asyncio.run(asked())
"""


@pytest.mark.parametrize("served", [True, False])
def test_after_the_first_page_is_served_an_edit_loads_nothing_of_the_program(edition: Path, served: bool) -> None:
    assert run_digest("build", "-q", cwd=edition).returncode == 0  # what is parsed already, the preview does not parse
    done = subprocess.run(
        [sys.executable, "-c", WARMED, str(edition), REPORT, PAGE if served else ""],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    warmed, loaded = map(int, done.stdout.split())
    assert (warmed > 30, loaded == 0) == (served, served), (warmed, loaded)
