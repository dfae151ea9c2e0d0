"""More than a hundred mistakes that editors make, all in one edition: each is found in one run, at its place, with the
right hint, and nothing else is said.

A case of `mistakes/` marks with `⟦ ⟧` what is to be pointed at (empty: only where it begins), in the order of its
files, and says for each mark, on a line, the code and words of the hint.
"""

from pathlib import Path

import pytest

from digest.diagnostic import Diagnostic
from digest.fs import Memory
from digest.inputs import look
from digest.options import Options
from digest.state import State
from digest.understand import Known, said_of, understand
from support.editions import in_memory
from support.fixture_file import Case, cases, name
from support.marked import Expected, read

CASES = cases(Path(__file__).parent / "mistakes")


@pytest.fixture(scope="module")
def known() -> Known:
    """One run over one edition that holds all mistakes."""
    edition = in_memory({})
    fs = edition.fs
    assert isinstance(fs, Memory)
    for case in CASES:
        for path, data in read(case)[0].items():
            assert path not in fs.held, f"{case.title}: {path} is in another case"
            fs.write(path, data)
    options = Options(drafts=True, processes=1)
    seen = look(edition, options, State())
    said, _ = said_of(edition, seen, options)
    known = understand(edition, seen, options)
    assert said == known.said
    return known


def at(known: Known, one: Expected) -> list[Diagnostic]:
    return [
        said
        for said in known.said
        if (said.span.path, said.span.line, said.span.column, said.code) == (one.path, one.line, one.column, one.code)
        and (not one.marked or said.span.end - said.span.start == len(one.marked))
    ]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_mistake_is_found_at_its_place_with_its_hint(case: Case, known: Known) -> None:
    for one in read(case)[1]:
        here = [f"{d.span.line}:{d.span.column} +{d.span.end - d.span.start} {d.code}: {d.message} ({d.help})"
                for d in known.said if d.span.path == one.path]  # fmt: skip
        found = at(known, one)
        assert found, f"{one} is not among {here}"
        assert one.hint in found[0].help, found[0].help


def test_a_fix_writes_what_its_hint_says(known: Known) -> None:
    fixes = [(one, one.fix.text.strip()) for one in known.said if one.fix]
    assert len(fixes) > 60
    assert sum(one.fix.safe for one, _ in fixes if one.fix) > 45
    in_words = {"yaml", "space-before-brace", "no-front-matter", "control-character"}  # the hint tells what to do
    assert [one for one, text in fixes if one.code not in in_words and f"`{text}" not in one.help] == []


def test_nothing_else_is_said(known: Known) -> None:
    expected = [one for case in CASES for one in read(case)[1]]
    meant = {id(said) for one in expected for said in at(known, one)}
    assert [said for said in known.said if id(said) not in meant] == []


def test_there_are_a_hundred_and_nine_of_ten_have_a_hint() -> None:
    expected = [one for case in CASES for one in read(case)[1]]
    assert len(expected) >= 100
    assert sum(bool(one.hint) for one in expected) >= 0.9 * len(expected)
