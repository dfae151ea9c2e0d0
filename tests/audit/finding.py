"""What a checker says."""

from collections.abc import Callable
from dataclasses import dataclass

from audit.site import Site


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong."""

    where: str
    """`file:line`, or what the checker names instead."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a checker looked at, and what it found."""

    files: int
    findings: tuple[Finding, ...]
    figures: tuple[str, ...] = ()
    """Lines to print whatever was found."""


Checker = Callable[[Site, Site], Checked]
"""Checks the site at the domain's root, the site under a sub-path, or both."""
