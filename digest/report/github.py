"""Diagnostics as workflow commands, which GitHub shows beside the lines of a change."""

from collections.abc import Sequence

from digest.diagnostic import Diagnostic, in_order
from digest.report.terminal import summary

GITHUB_MOST = 10
"""Errors, and warnings, of which GitHub shows notes in one step of a workflow; it drops the rest without a word."""


def as_github(said: Sequence[Diagnostic]) -> str:
    """Workflow commands. GitHub shows ten errors and ten warnings of a step: those come first, and a last line counts
    the rest."""
    ordered = in_order(said)
    kinds = {"error": "error", "warning": "warning", "note": "notice"}
    shown: list[Diagnostic] = []
    for severity in kinds:
        shown += [one for one in ordered if one.severity == severity][:GITHUB_MOST]
    made = [
        f"::{kinds[one.severity]} file={_property(one.span.path)},line={one.span.line},col={one.span.column},"
        f"title={_property(one.code)}::{_data(one.message + (f' ({one.help})' if one.help else ''))}"
        for one in shown
    ]
    if len(shown) < len(ordered):
        made.append(f"::notice title=digest check::{_data(summary(ordered))} in all; GitHub shows ten of a kind")
    return "\n".join(made)


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
