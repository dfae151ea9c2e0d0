"""`digest check` as a whole: what it says, and how little it does for that."""

import pytest

from digest import understand
from digest.edition import Edition
from digest.inputs import Read
from digest.options import Options, Progress
from digest.scaffold import edition as scaffold
from digest.understand import checked, parsing
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


HEAD = "---\ntitle: A {0}\ndate: 2031-05-0{0}\nsource: x\n---\n"
FOUND = "“The old harbour bridge will open again in May,” said Ada Lindqvist, the harbour master of Varn.\n"


def test_what_was_not_typed_is_found_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a report with a saved article, with a note, or whose quotation a file means by its number."""
    files = {
        "content/reports/plain.md": HEAD.format(1) + FOUND,
        "content/reports/typed.md": HEAD.format(2) + '["So it is"]{as=direct}, he said.[^var-so]\n\n[^var-so]: A.\n',
        "content/reports/saved.md": HEAD.format(3) + FOUND,
        "content/captures/saved.2031-05-03.txt": "source: x\n\nNobody said a word of it.\n",
        "content/reports/noted.md": HEAD.format(4) + FOUND[:-1] + "[^var-may]\n\n[^var-may]: Others have June.\n",
        "content/reports/meant.md": HEAD.format(5) + FOUND,
        "content/quotes/in-may.md": "---\ngist: In May.\nsame_as: [meant-q1]\nnot_same_as: [plain-q9]\n---\n",
    }
    whole: list[str] = []
    parse = parsing.parse

    def noted(edition: Edition, read: Read, options: Options, progress: Progress) -> parsing.Parsed:
        whole.extend(source.id for source in read.scan.sources.values())
        return parse(edition, read, options, progress)

    monkeypatch.setattr("digest.understand.outlining.parse", noted)
    options = Options(processes=1, site="check")
    said = checked(in_memory(files), options)
    assert whole == ["meant", "noted", "plain", "saved"]  # it may have nine quotations: nobody knows before
    assert [(one.code, one.span.path.rpartition("/")[2]) for one in said] == [
        ("id-missing", "in-may.md"),
        ("quotation-missing", "saved.md"),
    ]
    assert said == made(in_memory(files)).said


def test_a_check_takes_what_a_build_has_read(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = in_memory(scaffold("Test"))
    built = made(edition)
    monkeypatch.setattr("digest.parse.outlined", None)
    assert checked(edition, Options(processes=1, site="check")) == built.said
