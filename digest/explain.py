"""What a rule is about, from the rule's own record: `digest explain CODE`."""

import importlib
from collections.abc import Mapping

from digest.diagnostic import CODES, Code
from digest.fields import nearest

_HOMES = ("check", "config", "link", "load", "parse.body", "parse.schema", "plan")
"""Modules that import every rule between them. A rule registers itself when its module is imported."""


def rules() -> Mapping[str, Code]:
    """Every rule by its code, in their order."""
    for home in _HOMES:
        importlib.import_module(f"digest.{home}")
    return dict(sorted(CODES.items()))


def explained(rule: Code) -> str:
    """What a rule finds, why it matters, what to write instead, and how to give it another level."""
    other = "warning" if rule.severity == "error" else "off"
    return (
        f"{rule.name} ({rule.severity})\n\n{rule.what}\n\nWhy: {rule.why}\n\nInstead: {rule.instead}\n\n"
        f"To treat it otherwise in an edition, in its content/site.yml: `levels: {{{rule.name}: {other}}}`\n"
    )


def near(name: str) -> str:
    """The code that was probably meant; empty if none is like it."""
    return nearest(name, rules())


def listed() -> str:
    """All codes, a line each, with how grave they are and what they find."""
    known = rules()
    width = max(len(name) for name in known)
    return "".join(f"{name:{width}}  {rule.severity:7}  {rule.what}\n" for name, rule in known.items())
