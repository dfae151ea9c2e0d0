"""Diagnostics as SARIF 2.1.0 (OASIS standard, 27 March 2020), which code hosts and editors read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from digest import __version__
from digest.diagnostic import Code, Diagnostic, Fix, in_order
from digest.model.source import Span
from digest.report.lines import Lines, TextOf

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(said: Sequence[Diagnostic], text: TextOf, rules: Mapping[str, Code]) -> str:
    """One run with all of them, by place. `rules` must hold the rules that are broken; those are described in it.

    Columns count characters (`unicodeCodePoints`), and an end lies behind the last one.
    """
    said = in_order(said)
    lines = Lines(text)
    broken = sorted({one.code for one in said})
    place = {name: at for at, name in enumerate(broken)}
    return json.dumps(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "digest",
                            "semanticVersion": __version__,
                            "rules": [_rule(rules[name]) for name in broken],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(one, place[one.code], lines) for one in said],
                }
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _rule(rule: Code) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {"text": f"{rule.why}\n\nInstead: {rule.instead}"},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(one: Diagnostic, rule: int, lines: Lines) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity,
        "message": {"text": f"{one.message} ({one.help})" if one.help else one.message},
        "locations": [_location(one.span, lines)],
    }
    if one.others:
        made["relatedLocations"] = [
            {"id": number, "message": {"text": other.text}, **_location(other.span, lines)}
            for number, other in enumerate(one.others, 1)
        ]
    if one.fix is not None:
        made["fixes"] = [_fix(one.fix, one.help or one.message, lines)]
    return made


def _fix(fix: Fix, words: str, lines: Lines) -> dict[str, Any]:
    replacement: dict[str, Any] = {"deletedRegion": _region(fix.span, lines)}
    if fix.text:
        replacement["insertedContent"] = {"text": fix.text}
    return {
        "description": {"text": words},
        "artifactChanges": [{"artifactLocation": _artifact(fix.span.path), "replacements": [replacement]}],
    }


def _location(span: Span, lines: Lines) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(span.path), "region": _region(span, lines)}}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span, lines: Lines) -> dict[str, int]:
    end_line, end_column = lines.end(span)
    return {"startLine": span.line, "startColumn": span.column, "endLine": end_line, "endColumn": end_column}
