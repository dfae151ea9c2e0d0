"""Diagnostics for programs: JSON, versioned."""

import json
from collections.abc import Sequence

from digest.diagnostic import Diagnostic, Fix, in_order
from digest.model.source import Span

VERSION = 1
"""Of the JSON's shape: a new number when something in it changes its meaning or goes away."""


def as_json(said: Sequence[Diagnostic]) -> str:
    """All of them, by place. Lines and columns count from 1, offsets from 0, all in characters."""
    return json.dumps(
        {
            "version": VERSION,
            "diagnostics": [
                {
                    "code": one.code,
                    "severity": one.severity,
                    "message": one.message,
                    **_place(one.span),
                    "label": one.label,
                    "help": one.help,
                    "others": [{**_place(other.span), "text": other.text} for other in one.others],
                    "fix": _fix(one.fix) if one.fix else None,
                }
                for one in in_order(said)
            ],
            "counts": {
                severity: sum(one.severity == severity for one in said) for severity in ("error", "warning", "note")
            },
        },
        ensure_ascii=False,
        indent=1,
    )


def _fix(fix: Fix) -> dict[str, str | int | bool]:
    """Words for the place of others; `safe`: `digest check --fix` puts them there."""
    return {**_place(fix.span), "text": fix.text, "safe": fix.safe}


def _place(span: Span) -> dict[str, str | int]:
    return {"path": span.path, "line": span.line, "column": span.column, "start": span.start, "end": span.end}
