"""An edition that stays open shows what a clean build would make, after every edit; with errors, what was last good."""

import re
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from digest.cache import WORK, Cache
from digest.due import linked
from digest.edition import Edition
from digest.follow import Due
from digest.fs import Memory
from digest.options import Options
from digest.scaffold import edition as scaffold
from digest.session import Session
from support.editions import made, on_disk, site

REPORT = "content/reports/2024-05-03-valley-news-bridge.md"
OTHER = "content/reports/2024-05-02-harbour-post-bridge.md"
MAYOR = "content/entities/ada-lindqvist.md"
PAGE = "/reports/2024-05-03-valley-news-bridge/"
OPTIONS = Options(processes=1, site=".digest/preview")


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    for path, text in scaffold("Test").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return on_disk(tmp_path)


def text(edition: Edition, path: str) -> str:
    return edition.fs.read(path).decode()


def put(edition: Edition, path: str, text: str) -> None:
    edition.fs.write(path, text.encode())


def clean(edition: Edition) -> dict[str, bytes]:
    """The pages of a clean build, by URL."""
    fs = edition.fs
    files = {stat.path: fs.read(stat.path) for stat in fs.files("content")}
    built = Edition(fs=Memory(files), shipped=edition.shipped, cache=Cache(None))
    assert not made(built).failed
    pages = {path.removeprefix("site"): data for path, data in site(built).items() if path.endswith(".html")}
    return {path.removesuffix("index.html"): data for path, data in pages.items()}


def test_every_page_is_that_of_a_clean_build_after_every_edit(edition: Edition) -> None:
    session = Session(edition, OPTIONS)
    session.refresh()
    edits: tuple[tuple[str, Callable[[str], str]], ...] = (
        (REPORT, lambda t: t + "\nOne more sentence, at the end.\n"),
        (REPORT, lambda t: re.sub("(?m)^title: .*$", "title: The bridge again", t, count=1)),
        (REPORT, lambda t: t + "\n“The bridge is as old as the town itself,” said Bo Ek.\n"),
        (OTHER, lambda t: t + "\n“The bridge is as old as the town itself,” said Bo Ek on Friday.\n"),
        (MAYOR, lambda t: t.replace("role: Mayor", "role: Mayor of the town")),
        (REPORT, lambda t: t.replace("\n---\n", "\nsummary: How it ended.\n---\n", 1)),
        ("content/reports/new.md", lambda _: text(edition, OTHER).replace("title:", "title: Once more", 1)),
        (OTHER, lambda t: t.replace("as old as the town", "older than the town")),
    )
    for number, (path, edit) in enumerate(edits):
        put(edition, path, edit(text(edition, path) if edition.fs.stat(path) else ""))
        news = session.refresh()
        assert not news.failed, news.said
        wanted = clean(edition)
        assert {url: session.page(url) for url in wanted} == wanted, number
        session.keep()
        assert not session.refresh().looked, "nothing has changed since"


def test_another_session_goes_on_from_the_last(edition: Edition) -> None:
    first = Session(edition, OPTIONS)
    first.refresh()
    put(edition, REPORT, text(edition, REPORT) + "\nA word more.\n")
    first.refresh()
    first.keep()
    second = Session(edition, OPTIONS)
    assert not second.refresh().failed
    assert b"A word more." in (second.page(PAGE) or b"")


def test_what_has_errors_is_shown_as_it_was_and_the_rest_goes_on(edition: Edition) -> None:
    session = Session(edition, OPTIONS)
    session.refresh()
    good = text(edition, MAYOR)
    put(edition, MAYOR, good.replace("type: person", "type: persn").replace("role: Mayor", "role: Nobody"))
    put(edition, REPORT, text(edition, REPORT) + "\nA word more.\n")
    session.page(PAGE)
    news = session.refresh()
    assert news.failed
    assert [d.code for d in news.said if d.severity == "error"] == ["bad-choice"]
    assert news.touched == frozenset({PAGE})
    assert b"A word more." in (session.page(PAGE) or b"")
    assert b"Nobody" not in (session.page("/entities/ada-lindqvist/") or b"")
    put(edition, MAYOR, good)
    assert not session.refresh().failed
    assert session.page("/entities/ada-lindqvist/") == clean(edition)["/entities/ada-lindqvist/"]


@pytest.mark.parametrize("kept", [True, False], ids=["with all kept", "with an edit not yet kept"])
def test_what_was_last_known_is_shown_while_all_is_linked_anew(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    """At ten thousand reports a new name takes a minute."""
    session = Session(edition, OPTIONS)
    session.refresh()
    session.keep()
    put(edition, REPORT, text(edition, REPORT) + "\nOne more sentence.\n")
    session.refresh()
    if kept:
        session.keep()
    begun, go = tmp_path / "begun", tmp_path / "go"

    def slowly(*args: Any) -> Due:
        begun.touch()
        while not go.exists():
            time.sleep(0.01)
        return linked(*args)

    monkeypatch.setattr("digest.session.linked", slowly)
    put(edition, "content/entities/cleo-dahl.md", text(edition, MAYOR).replace("Ada Lindqvist", "Cleo Dahl"))
    linking = Thread(target=session.refresh)
    linking.start()
    while not begun.exists():
        time.sleep(0.01)
    assert (b"One more sentence." in (session.page(PAGE) or b"")) == kept, "else as it was kept last"
    assert session.page("/") is not None
    session.keep()
    go.touch()
    linking.join(60)
    assert session.page("/entities/cleo-dahl/")
    pages = clean(edition)
    assert {url: session.page(url) for url in pages} == pages
    again = Session(edition, OPTIONS)
    again.refresh()
    assert {url: again.page(url) for url in pages} == pages


def test_all_is_linked_anew_while_another_thread_imports(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is forked meanwhile would wait for ever for a module of which a half was imported."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    (tmp_path / "slowly_imported.py").write_text(
        "import pathlib, time\n"
        f"pathlib.Path({str(begun)!r}).touch()\n"
        f"while not pathlib.Path({str(go)!r}).exists(): time.sleep(0.01)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    session = Session(edition, OPTIONS)
    session.refresh()
    monkeypatch.setattr("digest.session.alone", lambda *_: import_module("slowly_imported"))
    monkeypatch.setattr("digest.session.linked", lambda *args: (import_module("slowly_imported"), linked(*args))[1])
    put(edition, "content/entities/cleo-dahl.md", text(edition, MAYOR).replace("Ada Lindqvist", "Cleo Dahl"))
    warming, linking = Thread(target=session.warm), Thread(target=session.refresh, daemon=True)
    warming.start()
    while not begun.exists():
        time.sleep(0.01)
    linking.start()
    time.sleep(0.2)  # it comes to where it would fork
    assert session.page(PAGE) is not None, "nobody waits for the imports who wants a page"
    go.touch()
    warming.join(60)
    linking.join(60)
    assert not linking.is_alive()
    assert session.page("/entities/cleo-dahl/")


def test_only_pages_that_were_asked_for_and_differ_are_called_touched(edition: Edition) -> None:
    session = Session(edition, OPTIONS)
    session.refresh()
    for url in (PAGE, "/about/", "/entities/ada-lindqvist/"):
        session.page(url)
    put(edition, REPORT, text(edition, REPORT) + "\nA word more.\n")
    assert session.refresh({REPORT}).touched == frozenset({PAGE})
    put(edition, REPORT, text(edition, REPORT) + "\n")
    assert session.refresh({REPORT}).touched == frozenset()
    put(edition, OTHER, text(edition, OTHER) + "\nA word more.\n")
    assert session.refresh({REPORT}).touched == frozenset(), "only that file was looked at"
    assert session.refresh().looked


def test_what_is_no_page_is_none(edition: Edition) -> None:
    session = Session(edition, OPTIONS)
    assert session.page(PAGE) is None
    session.refresh()
    assert session.page("/no/such/page/") is None
    assert session.page("/robots.txt") is not None


def test_what_was_remembered_and_is_lost_is_made_again(edition: Edition) -> None:
    session = Session(edition, OPTIONS)
    session.refresh()
    whole = session.page(PAGE)
    bodies = [key for key in edition.cache.names("body-", WORK) if key]
    edition.cache.forget(bodies)
    again = Session(edition, OPTIONS)
    again.refresh()
    assert again.page(PAGE) == whole


def test_a_cache_that_cannot_be_written_is_done_without(edition: Edition, tmp_path: Path) -> None:
    """On a disk that can only be read, or is full. What lies in memory is not seen by another process."""
    (tmp_path / "cache").mkdir()
    without = edition._replace(cache=Cache(tmp_path / "cache"))
    session = Session(without, Options(site=".digest/preview"))
    session.refresh()
    put(edition, "content/reports/new.md", text(edition, OTHER).replace("title:", "title: Once more", 1))
    session.refresh()
    pages = clean(edition)
    assert {url: session.page(url) for url in pages} == pages
    assert "cannot be written" in " ".join(without.cache.warnings)
