"""How diagnostics are printed."""

import json
import re
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings
from jsonschema import Draft7Validator

from digest.diagnostic import Code, Diagnostic, Fix, Label, Severity
from digest.model.source import Span
from digest.report import as_concise, as_github, as_json, as_sarif, as_text, printed, summary
from support.checkout import run_digest

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
                "fix": {**place, "start": 7, "end": 10, "text": "A", "safe": True},
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


# --- SARIF ----------------------------------------------------------------------------------------------------------


def part(required: str, **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


WORDS = {"type": "string", "minLength": 1}
MESSAGE = part("text", text=WORDS)
FROM_ONE = {"type": "integer", "minimum": 1}
REGION = part("startLine", startLine=FROM_ONE, startColumn=FROM_ONE, endLine=FROM_ONE, endColumn=FROM_ONE)
ARTIFACT = part(
    "uri",
    uri={"type": "string", "pattern": r"^(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"},  # RFC 3986: a relative path
    uriBaseId=WORDS,
)
PLACE = part("artifactLocation region", artifactLocation=ARTIFACT, region=REGION)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = part(
    "id",
    id=WORDS, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
    defaultConfiguration=part("level", level=LEVEL),
)  # fmt: skip
REPLACEMENT = part("deletedRegion", deletedRegion=REGION, insertedContent=part("text", text=WORDS))
FIX = part(
    "artifactChanges",
    description=MESSAGE,
    artifactChanges={
        "type": "array", "minItems": 1, "items": part(
            "artifactLocation replacements",
            artifactLocation=ARTIFACT, replacements={"type": "array", "minItems": 1, "items": REPLACEMENT},
        ),
    },
)  # fmt: skip
RESULT = part(
    "message",
    ruleId=WORDS, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=MESSAGE,
    locations={"type": "array", "items": part("physicalLocation", physicalLocation=PLACE)},
    relatedLocations={
        "type": "array", "items": part(
            "physicalLocation", id={"type": "integer", "minimum": 0}, message=MESSAGE, physicalLocation=PLACE
        ),
    },
    fixes={"type": "array", "items": FIX},
)  # fmt: skip
DRIVER = part("name", name=WORDS, semanticVersion=WORDS, rules={"type": "array", "items": RULE, "uniqueItems": True})
SARIF = {
    **part(
        "version runs",
        version={"const": "2.1.0"},
        runs={
            "type": "array", "items": part(
                "tool",
                tool=part("driver", driver=DRIVER),
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                results={"type": "array", "items": RESULT},
            ),
        },
    )
}  # fmt: skip
SARIF["properties"]["$schema"] = {"type": "string", "format": "uri"}  # type: ignore[index]
"""The parts of the SARIF 2.1.0 schema that are used here, and no others."""

RULES = {"a-code": Code(name="a-code", severity="error", what="It is.", why="Bad.", instead="Good.")}


def test_sarif_has_the_standard_s_structure() -> None:
    where = Span(path="b c%#é.md", start=4, end=7, line=2, column=1)
    said = [
        one(help="h", others=(Label(span=where, text="first here"),), fix=Fix(span=where, text="A")),
        one(severity="note", fix=Fix(span=where, text="")),
        one("gone.md", severity="warning"),
    ]
    made = json.loads(as_sarif(said, lambda path: FILES.get(path, ""), RULES))
    assert [error.message for error in Draft7Validator(SARIF).iter_errors(made)] == []
    (run,) = made["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "a-code" for result in run["results"])
    (second,) = run["results"][0]["relatedLocations"]
    assert second["physicalLocation"]["artifactLocation"]["uri"] == "b%20c%25%23%C3%A9.md"
    empty = json.loads(as_sarif([], lambda _: "", RULES))
    assert [error.message for error in Draft7Validator(SARIF).iter_errors(empty)] == []


def test_a_sarif_region_ends_behind_its_last_character() -> None:
    def region(path: str, line: int, column: int, length: int) -> list[int]:
        made = json.loads(as_sarif([one(path, line, column, length)], lambda path: FILES.get(path, ""), RULES))
        return list(made["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].values())

    assert region("a.md", 1, 8, 3) == [1, 8, 1, 11]
    assert region("a.md", 1, 8, 20) == [1, 8, 2, 11]  # 8 to the end of the line, 2 of its newline, 10 of the next
    assert region("a.md", 2, 9, 2) == [2, 9, 2, 11]
    assert region("b.md", 1, 1, 4) == [1, 1, 2, 1]
    assert region("gone.md", 1, 8, 3) == [1, 8, 1, 11]


def test_sarif_on_the_command_line(tmp_path: Path) -> None:
    """Also when all that is said was remembered from the last run, and no module of a rule is loaded for it."""
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    press = tmp_path / "press"
    (press / "content/pages").mkdir(exist_ok=True)
    (press / "content/pages/about.md").write_text("---\ntitel: About\n---\n[x](@ada-lindquist)\n")
    for _ in range(2):
        checked = run_digest("check", "--format", "sarif", cwd=press)
        assert checked.returncode == 1, checked.stderr
        made = json.loads(checked.stdout)
        assert [error.message for error in Draft7Validator(SARIF).iter_errors(made)] == []
        assert [result["ruleId"] for result in made["runs"][0]["results"]] == ["unknown-key", "id-missing"]
