"""What `digest build --profile` says: each stage once, in the order of the pipeline, with its items and its time."""

import re
from pathlib import Path

import pytest

from digest import clock
from digest.build import build
from digest.options import Options
from digest.scaffold import edition as scaffold
from support.checkout import run_digest
from support.editions import in_memory

FIRST = (
    "looking", "reading", "naming", "linking", "comparing", "relating", "planning", "checking",
    "fingerprinting", "rendering", "putting in place", "remembering",
)  # fmt: skip
EDIT = ("looking", "following edits", "fingerprinting", "rendering", "putting in place", "remembering")


def test_the_time_since_the_last_call_is_the_stages_that_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter((10.0, 11.0, 11.5, 14.5))
    worked = iter((0.0, 2.0, 2.5, 8.5))
    monkeypatch.setattr(clock, "perf_counter", lambda: next(times))
    monkeypatch.setattr(clock, "processor", lambda: next(worked))
    timed = clock.Clock()
    timed("reading", 1, 2)
    timed("reading", 2, 2)
    timed("linking", 7, 7)
    assert timed.spent() == (
        clock.Spent(stage="reading", items=2, seconds=1.5, processor=2.5),
        clock.Spent(stage="linking", items=7, seconds=3.0, processor=6.0),
    )
    assert clock.table(timed.spent()).splitlines()[1:] == [
        "reading                      2     1.500  33.3%      2.500",
        "linking                      7     3.000  66.7%      6.000",
        "all                                4.500 100.0%      8.500",
    ]


def test_every_stage_tells_of_itself() -> None:
    edition = in_memory(scaffold("Test"))
    first, again, edited = clock.Clock(), clock.Clock(), clock.Clock()
    pages = build(edition, Options(processes=1), first).trace.planned
    assert tuple(one.stage for one in first.spent()) == FIRST
    items = {one.stage: one.items for one in first.spent()}
    assert items["planning"] == pages
    assert items["putting in place"] >= items["rendering"] > pages  # other forms of pages are files of their own
    build(edition, Options(processes=1), again)
    assert tuple(one.stage for one in again.spent()) == ("looking",)
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    edition.fs.write(path, edition.fs.read(path) + b"\nOne more sentence, at the end of the text.\n")
    build(edition, Options(processes=1), edited)
    assert tuple(one.stage for one in edited.spent()) == EDIT
    assert {one.stage: one.items for one in edited.spent()}["following edits"] == 1


def test_the_command_prints_a_table(tmp_path: Path) -> None:
    run_digest("init", str(tmp_path / "news"), cwd=tmp_path)
    said = run_digest("build", "--profile", cwd=tmp_path / "news").stderr
    stages = re.findall(r"(?m)^([a-z ]+?) +[\d,]* +\d+\.\d{3} +\d+\.\d%", said)
    assert [stage for stage in stages if stage != "indexing"] == [*FIRST, "all"]  # that is only where search is built
