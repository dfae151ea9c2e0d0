"""What is said about content: a diagnostic is data; `report.py` prints it.

Every diagnostic has a code, and every code explains itself in `CODES`: what is wrong, why it matters, what to write
instead. A stage returns diagnostics beside its value and never raises over content.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from digest.model.base import Record
from digest.model.source import Span

Severity = Literal["error", "warning", "note"]


class Label(Record, kw_only=True):
    """A second place that has to do with it: `first defined here`."""

    span: Span
    text: str


class Fix(Record, kw_only=True):
    """Words to put in the place of a span."""

    span: Span
    text: str
    safe: bool = True
    """May be applied without asking. Else it is a guess, to be offered."""


class Diagnostic(Record, kw_only=True):
    code: str
    severity: Severity
    message: str
    """What was found and what was expected, one line, no full stop."""
    span: Span
    label: str = ""
    """A few words under the caret."""
    help: str = ""
    """What to do, or the nearest right spelling."""
    others: tuple[Label, ...] = ()
    fix: Fix | None = None


class Code(Record, kw_only=True):
    """A rule: its name, how grave a breach is unless `site.yml` says otherwise, and its explanation."""

    name: str
    severity: Severity
    what: str
    """One sentence: what the rule finds."""
    why: str
    """Why it is bad for the edition or its readers."""
    instead: str
    """An example of the right way."""


CODES: dict[str, Code] = {}
"""The register. `tests/test_house.py` holds that every code is exercised by a fixture."""


def code(name: str, severity: Severity, *, what: str, why: str, instead: str) -> str:
    """Enter a rule into the register, and return its name for use at the place that finds the breach."""
    CODES[name] = Code(name=name, severity=severity, what=what, why=why, instead=instead)
    return name


def say(
    name: str,
    span: Span,
    message: str,
    *,
    label: str = "",
    help: str = "",
    others: tuple[Label, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    """A breach of a registered rule, with the rule's own severity."""
    return Diagnostic(
        code=name,
        severity=CODES[name].severity,
        message=message,
        span=span,
        label=label,
        help=help,
        others=others,
        fix=fix,
    )


def leveled(said: Iterable[Diagnostic], levels: Mapping[str, str]) -> list[Diagnostic]:
    """With the severities that an edition's settings give its rules; `off` takes a rule's findings away."""
    found: list[Diagnostic] = []
    for diagnostic in said:
        level = levels.get(diagnostic.code, diagnostic.severity)
        if level == diagnostic.severity:
            found.append(diagnostic)
        elif level != "off":
            found.append(msgspec.structs.replace(diagnostic, severity=level))
    return found


def in_order(said: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, each once."""
    return tuple(sorted(set(said), key=_place))


def _place(one: Diagnostic) -> tuple[str | int, ...]:
    return one.span.path, one.span.line, one.span.column, one.code, one.message, one.severity, one.help
