"""`digest explain`: every rule tells what it is about."""

from pathlib import Path

import pytest

from digest import explain
from digest.config import KNOWN
from support.checkout import run_digest


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_every_code_is_explained_with_an_example(name: str) -> None:
    told = explain.explained(explain.rules()[name])
    assert told.startswith(f"{name} (")
    assert "\nWhy: " in told
    assert "\nInstead: " in told
    assert f"levels: {{{name}: " in told


def test_all_codes_are_listed_a_line_each(tmp_path: Path) -> None:
    listed = run_digest("explain", cwd=tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == sorted(KNOWN)


def test_one_code_and_a_misspelt_one(tmp_path: Path) -> None:
    told = run_digest("explain", "bad-date", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("bad-date (error)\n\nA date is not a day of the calendar")
    wrong = run_digest("explain", "bad-dat", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "did you mean bad-date?" in wrong.stderr
    assert run_digest("explain", "zzz", cwd=tmp_path).returncode == 2
