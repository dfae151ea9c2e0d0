"""`digest check` as a whole: what it says, and how little it does for that."""

import pytest

from digest import understand
from digest.options import Options
from digest.scaffold import edition as scaffold
from digest.understand import checked
from support.editions import in_memory, made


def test_a_second_check_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing has changed, what was said is said again; an edit is seen, and what it mends is taken back."""
    wrong = "---\ntitle: A\ndate: 2031-05-03\n---\nA [x](@nobody).\n"
    edition = in_memory(scaffold("Test") | {"content/reports/a.md": wrong})
    options = Options(drafts=True, processes=1, site="check")
    first = checked(edition, options)
    assert {one.code for one in first} == {"missing-key", "id-missing"}
    with monkeypatch.context() as nothing:
        nothing.delattr(understand, "parse")
        assert checked(edition, options) == first
    edition.fs.write("content/reports/a.md", b"---\ntitle: A\ndate: 2031-05-03\nsource: x\n---\nA.\n")
    assert checked(edition, options) == ()


def test_a_check_does_not_ask_which_reports_are_related(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule does; that and text in common are a third of all that a build has to find out."""
    edition = in_memory(scaffold("Test"))
    monkeypatch.delattr(understand, "compare")
    monkeypatch.delattr("digest.link.relate")
    assert checked(edition, Options(processes=1, site="check")) == ()


def test_a_check_says_what_a_build_would() -> None:
    """Pages at one address too, which only their plan can tell."""
    files = {
        "content/reports/a.md": "---\ntitle: A\ndate: 2031-05-03\nsource: x\n---\nA.[^var-b]\n\n[^var-b]: B.\n",
        "content/reports/2031-05.md": "---\ntitle: A month\ndate: 2031-05-03\nsource: x\n---\nA.\n",
        "content/pages/timeline.md": "---\ntitle: Mine\n---\nA.\n",
    }
    edition = in_memory(files)
    said = checked(edition, Options(processes=1, site="check"))
    assert "same-url" in {one.code for one in said}
    assert said == made(in_memory(files)).said
