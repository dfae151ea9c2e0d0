"""What a first build holds while others are at work, by counts: what is compared in a process of its own, what is there
once for all reports, what is written down and let go of before pages are rendered."""

from typing import Any

import pytest

from digest import related
from digest.build import build
from digest.cache import ROWS
from digest.edition import Edition
from digest.inputs import look
from digest.link import grouping
from digest.memo import LEAST_FOR_A_POOL
from digest.model.site import Site
from digest.options import Options
from digest.state import State
from digest.understand import understand
from support.editions import in_memory

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


def test_the_ledger_of_a_first_build_is_written_before_pages_are_made() -> None:
    """And of a later one afterwards: why a page is made again is asked of the rows before."""
    made = edition(12)
    rows: dict[str, list[str]] = {}

    def look(stage: str, done: int, of: int) -> None:
        rows.setdefault(stage, made.cache.names("tables/", ROWS))

    options = Options(processes=1, search=False)
    build(made, options, look)
    assert not rows["checking"]
    assert rows["fingerprinting"] == made.cache.names("tables/", ROWS)
    assert rows["fingerprinting"]
    last = rows.pop("rendering")
    made.fs.write("content/reports/new.md", made.fs.read("content/reports/r0000.md"))
    build(made, options, look)
    assert rows["rendering"] == last  # as they were before
    assert made.cache.names("tables/", ROWS) != last


def test_a_first_build_that_ends_before_its_pages_are_in_place_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made, whole = edition(12), edition(12)
    options = Options(processes=1, search=False)
    with monkeypatch.context() as ended:
        ended.setattr("digest.write.switch", _ended)
        with pytest.raises(OSError, match="full"):
            build(made, options)
    assert build(made, options).trace.written == build(whole, options).trace.written


def _ended(*_: object) -> list[str]:
    raise OSError("the disk is full")
