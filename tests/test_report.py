"""How diagnostics are printed."""

import json
import re

import hypothesis.strategies as st
from hypothesis import given, settings

from digest.diagnostic import Diagnostic, Fix, Label, Severity
from digest.model.source import Span
from digest.report import as_concise, as_github, as_json, as_text, explained, printed, summary

FILES = {
    "a.md": "title: The quay\r\n\tnarrow 中文 wide\r\nlast",
    "b.md": "\ufeffone\rtwo\n",
    "long.md": "x" * 1_000_000 + "HERE" + "y" * 100,
}


def one(
    path: str = "a.md", line: int = 1, column: int = 8, length: int = 3, *, severity: Severity = "error",
    message: str = "it is wrong",
    help: str = "", label: str = "", others: tuple[Label, ...] = (), fix: Fix | None = None, code: str = "a-code",
) -> Diagnostic:  # fmt: skip
    span = Span(path=path, start=0, end=length, line=line, column=column)
    return Diagnostic(
        code=code, severity=severity, message=message, span=span, help=help, label=label, others=others, fix=fix
    )


def text(*said: Diagnostic) -> str:
    return as_text(said, lambda path: FILES.get(path, ""))


def test_the_place_and_what_to_do() -> None:
    other = Label(span=Span(path="b.md", start=0, end=3, line=2, column=1), text="first here")
    assert text(one(label="this", help="write it so", others=(other,))) == (
        "a.md:1:8: error[a-code]: it is wrong\n"
        "  |\n"
        "1 | title: The quay\n"
        "  |        ^^^ this\n"
        "  :: b.md:2:1\n"
        "  |\n"
        "2 | two\n"
        "  | --- first here\n"
        "  = help: write it so\n"
        "\n"
        "1 error"
    )


def test_the_caret_stands_under_tabs_and_wide_characters() -> None:
    assert text(one(line=2, column=9, length=2)).split("\n")[2:4] == ["2 | \tnarrow 中文 wide", "  | \t       ^^^^"]


def test_of_a_line_of_a_million_characters_only_the_place_is_shown() -> None:
    shown = text(one("long.md", 1, 1_000_001, 4))
    assert len(shown) < 800
    line, under = shown.split("\n")[2:4]
    assert line[under.index("^") : under.rindex("^") + 1] == "HERE"


def test_a_file_that_is_gone_and_a_line_that_is_not_there() -> None:
    assert text(one("gone.md")) == "gone.md:1:8: error[a-code]: it is wrong\n\n1 error"
    assert "|" not in text(one("a.md", 99))


def test_sorted_counted_and_each_once() -> None:
    said = [one(line=2), one(line=1, severity="warning"), one(line=2), one("0.md")]
    assert [line.split(":")[:2] for line in as_concise(said).split("\n")] == [
        ["0.md", "1"],
        ["a.md", "1"],
        ["a.md", "2"],
    ]
    assert summary(said) == "3 errors, 1 warning"
    assert as_text([], lambda _: "") == as_concise([]) == as_github([]) == ""


def test_no_error_hides_behind_warnings() -> None:
    said = [one(line=n, severity="warning") for n in range(1, 10_000)] + [one("z.md")]
    shown = as_text(said, lambda _: "")
    assert shown.count("[a-code]") == 200
    assert "z.md:1:8: error" in shown
    assert "... and 9,800 more" in shown
    assert shown.endswith("1 error, 9,999 warnings")
    assert len(json.loads(as_json(said))["diagnostics"]) == 10_000


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    evil = "\x1b]0;owned\x07\u202e\r\n"
    shown = as_text([one(evil, message=evil, help=evil, label=evil)], lambda _: evil * 2) + as_concise(
        [one(evil, message=evil)]
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", shown)
    assert "\\u{001b}" in shown


def test_json_is_stable() -> None:
    fix = Fix(span=Span(path="a.md", start=7, end=10, line=1, column=8), text="A")
    place = {"path": "a.md", "line": 1, "column": 8, "start": 0, "end": 3}
    assert json.loads(printed([one(help="h", fix=fix)], "json", lambda _: "")) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "a-code", "severity": "error", "message": "it is wrong", **place, "label": "", "help": "h",
                "others": [],
                "fix": {**place, "start": 7, "end": 10, "text": "A"},
            }
        ],
        "counts": {"error": 1, "warning": 0, "note": 0},
    }  # fmt: skip


@settings(deadline=None)
@given(st.text(), st.text())
def test_github_gets_one_line_each_whatever_the_file_is_called(path: str, message: str) -> None:
    shown = as_github([one(path, message=message)])
    assert "\n" not in shown
    assert "\r" not in shown
    match = re.fullmatch(r"::error file=([^:,]*),line=1,col=8,title=a-code::(.*)", shown, re.DOTALL)
    assert match is not None
    for printed_as, meant in ((match[1], path), (match[2], message)):
        assert (
            printed_as.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%25", "%")
            == meant
        )


def test_github_shows_ten_of_a_kind_and_is_told_of_the_rest() -> None:
    said = [one(line=n, severity=severity) for n in range(1, 30) for severity in ("error", "warning")]
    shown = as_github(said).split("\n")
    assert [sum(line.startswith(kind) for line in shown) for kind in ("::error", "::warning", "::notice")] == [
        10,
        10,
        1,
    ]
    assert "29 errors, 29 warnings" in shown[-1]


def test_colours_change_nothing_but_the_colours() -> None:
    said = [one(label="this", help="write it so")]
    coloured = as_text(said, lambda path: FILES.get(path, ""), colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(*said)


def test_a_rule_explains_itself() -> None:
    assert explained("bad-date").startswith("bad-date (error)\n\nA date is not a day of the calendar")
    assert explained("no-such-code") == ""
