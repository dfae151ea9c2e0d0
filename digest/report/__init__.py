"""Diagnostics -> text for a terminal, an editor, a program or a workflow

A diagnostic says where, what and what to do; here it gets a shape, one a file.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from digest.diagnostic import CODES, Code, Diagnostic
from digest.report.data import as_json
from digest.report.github import as_github
from digest.report.lines import TextOf
from digest.report.sarif import as_sarif
from digest.report.terminal import Paint, as_concise, as_text, one_by_one, paint_of, safe, summary

__all__ = [
    "FORMS",
    "Form",
    "Paint",
    "as_concise",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "one_by_one",
    "paint_of",
    "printed",
    "safe",
    "summary",
]

Form = Literal["text", "concise", "json", "github", "sarif"]
FORMS: tuple[Form, ...] = get_args(Form)


def printed(
    said: Sequence[Diagnostic], form: Form, text: TextOf, *, colour: bool = False, rules: Mapping[str, Code] = CODES
) -> str:
    """All that is said, in one of the forms. Without a newline at the end; `text`, `concise` and `github` are empty if
    nothing is said."""
    match form:
        case "json":
            return as_json(said)
        case "github":
            return as_github(said)
        case "sarif":
            return as_sarif(said, text, rules)
        case "concise":
            return as_concise(said)
        case "text":
            return as_text(said, text, colour=colour)
