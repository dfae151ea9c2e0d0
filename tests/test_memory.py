"""What a first build holds while others are at work, by counts: what is compared in a process of its own, what is there
once for all reports, what is written down and let go of before pages are rendered."""

from pathlib import Path
from typing import Any

import pytest

from digest import due, related
from digest.build import build
from digest.cache import ROWS, Cache
from digest.edition import Edition
from digest.follow import Due
from digest.fs import Memory
from digest.inputs import look
from digest.link import grouping
from digest.memo import LEAST_FOR_A_POOL
from digest.model.site import Site
from digest.options import Options
from digest.state import State
from digest.understand import understand
from support.editions import in_memory, on_disk

SAID = "“The harbour will stay open until the last ferry has come in,” said Anna Blum."


def edition(count: int = LEAST_FOR_A_POOL) -> Edition:
    """Reports of which always two print one quotation and are related."""
    texts = {"content/site.yml": "title: Test\nlanguage: en\n"}
    for n in range(count):
        word = "".join(chr(ord("a") + int(digit)) for digit in f"{n // 2:03}")
        said = SAID.replace("harbour", f"harbour of {word}").replace("ferry", f"{word}-ferry")
        texts[f"content/reports/r{n:04}.md"] = (
            f"---\ndate: 2024-01-{n // 2 % 28 + 1:02}\nsource: Post {n % 2}\ntitle: Report {n}\n---\n\n"
            f"A storm held the ferry of {word} in the harbour.\n\n{said}\n"
        )
    return in_memory(texts)


@pytest.fixture
def compared_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What this process compared with everything else; what others did does not reach it."""
    names: list[str] = []

    def note(where: object, name: str, called: str) -> None:
        work = getattr(where, called)

        def noted(*args: Any, **named: Any) -> Any:
            names.append(name)
            return work(*args, **named)

        monkeypatch.setattr(where, called, noted)

    note(grouping, "quotations", "begin")
    note(related, "reports", "build")
    return names


@pytest.mark.parametrize(("processes", "here"), [(1, ["quotations", "reports"]), (2, [])])
def test_what_compares_all_takes_its_memory_with_it(compared_here: list[str], processes: int, here: list[str]) -> None:
    made = build(edition(), Options(processes=processes, search=False))
    assert not made.failed
    assert compared_here == here


def test_few_files_start_no_process(compared_here: list[str]) -> None:
    build(edition(10), Options(processes=2, search=False))
    assert compared_here == ["quotations", "reports"]


def linked(processes: int) -> Site:
    made, options = edition(), Options(processes=processes)
    return understand(made, look(made, options, State()), options).linked.site


def test_the_same_from_one_process_or_two() -> None:
    assert linked(1) == linked(2)


def test_what_many_reports_have_is_held_once() -> None:
    site = linked(2)
    heads = [report.head for report in site.reports.values()]
    terms = [term for head in heads for term in head.terms]
    assert len(terms) > len({*terms}), "some words are those of many"
    assert len({*map(id, terms)}) == len({*terms})
    near = [(id, kin) for id, row in site.kin.items() for kin in row]
    pairs = {frozenset((id, kin.id)) for id, kin in near}
    assert len(near) > len(pairs), "of two reports both are on the other's page"
    assert len({id(kin.reasons) for _, kin in near}) <= len(pairs)


def test_all_rows_at_once_are_those_read_one_by_one() -> None:
    parts: dict[str, bytes] = {}
    one = related.Evidence(id="a", date="2024-01-01", statements=("s",), pin=("c",))
    others = [related.Evidence(id=id, date="2024-01-02", statements=("s",)) for id in "bc"]
    index = related.build([one, *others], parts=parts)
    assert index.whole() == dict(index.rows)
    assert any(kin.pinned for kin in index.whole()["a"])


def laid(root: Path) -> Edition:
    """The same on the disk, where processes see what others wrote."""
    made = edition()
    assert isinstance(made.fs, Memory)
    root.mkdir()
    for path, data in made.fs.held.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return on_disk(root)


TWO = Options(processes=2, search=False)


@pytest.fixture
def linked_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An entry for each time that this process linked and planned all."""
    times: list[str] = []
    whole = due.linked

    def linked(*args: Any) -> Due:
        times.append("")
        return whole(*args)

    monkeypatch.setattr(due, "linked", linked)
    return times


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}


def test_while_the_pages_of_a_first_build_are_made_nobody_holds_the_edition(
    tmp_path: Path, linked_here: list[str]
) -> None:
    """They are planned again from the ledger, which is written before; it is that of a build that holds all of it."""
    apart, whole = laid(tmp_path / "apart"), laid(tmp_path / "whole")
    rows: dict[str, list[str]] = {}

    def look(stage: str, done: int, of: int) -> None:
        rows[stage] = apart.cache.names("tables/", ROWS)

    assert build(apart, TWO, look).trace.written
    assert linked_here == []
    build(whole, Options(processes=1, search=False))
    assert linked_here == [""]
    assert not rows["checking"]
    assert rows["remembering"] == rows["rendering"] == whole.cache.names("tables/", ROWS)
    assert files(tmp_path / "apart") == files(tmp_path / "whole")
    path = "content/reports/r0000.md"
    for each in (apart, whole):
        each.fs.write(path, each.fs.read(path) + b"\nOne more sentence.\n")
    assert build(apart, TWO).trace == build(whole, TWO).trace, "an edit is followed from either"
    assert linked_here == [""]


def test_the_rows_of_the_last_build_stay_until_the_pages_are_in_place(tmp_path: Path, linked_here: list[str]) -> None:
    """Why a page is made again is asked of them."""
    made = laid(tmp_path / "edition")
    build(made, TWO)
    before = made.cache.names("tables/", ROWS)
    rows: dict[str, list[str]] = {}

    def look(stage: str, done: int, of: int) -> None:
        rows[stage] = made.cache.names("tables/", ROWS)

    made.fs.write("content/entities/anna-blum.md", b"---\nname: Anna Blum\ntype: person\n---\n")
    assert build(made, TWO, look).trace.written
    assert linked_here == [""]
    assert rows["rendering"] == before
    assert made.cache.names("tables/", ROWS) != before


def test_a_first_build_that_ends_before_its_pages_are_in_place_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, whole = laid(tmp_path / "ended"), laid(tmp_path / "whole")
    with monkeypatch.context() as ended:
        ended.setattr("digest.write.switch", _full)
        with pytest.raises(OSError, match="full"):
            build(made, TWO)
    assert build(made, TWO).trace.written == build(whole, TWO).trace.written


def _full(*_: object) -> list[str]:
    raise OSError("the disk is full")


def test_errors_leave_no_ledger(tmp_path: Path) -> None:
    made = laid(tmp_path / "edition")
    made.fs.write("content/reports/r0000.md", b"---\ndate: 20x24\n---\n")
    assert build(made, TWO).failed
    assert made.cache.names("tables/", ROWS) == []


def test_where_no_ledger_can_be_written_the_edition_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked_here: list[str]
) -> None:
    made, whole = laid(tmp_path / "full"), laid(tmp_path / "whole")
    build(whole, TWO)

    def warned(cache: Cache, *_: object, **__: object) -> None:
        cache.warnings.append("the cache cannot be written")

    monkeypatch.setattr(Cache, "replace", warned)
    assert build(made, TWO).trace.written
    assert linked_here == [""]
    assert set(made.cache.warnings) == {"the cache cannot be written"}
    assert files(tmp_path / "full") == files(tmp_path / "whole")


@pytest.mark.parametrize("kind", ["reports", "at", "statements"])
def test_a_row_that_is_lost_before_its_page_is_made(tmp_path: Path, linked_here: list[str], kind: str) -> None:
    made, whole = laid(tmp_path / "lost"), laid(tmp_path / "whole")
    build(whole, TWO)
    lost: list[str] = []

    def lose(stage: str, done: int, of: int) -> None:
        if stage == "remembering" and not lost:
            lost.extend(made.cache.names(f"tables/site/{kind}/", ROWS)[5:6])
            made.cache.forget(lost, ROWS)

    assert build(made, TWO, lose).trace.written
    assert lost
    assert files(tmp_path / "lost") == files(tmp_path / "whole")
