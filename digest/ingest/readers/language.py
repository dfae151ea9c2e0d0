"""The language tag that a piece of metadata gives."""

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def tag(written: str) -> str:
    """`en`, `de-AT`, as written but for an underscore; empty if it is none."""
    written = written.strip()
    return written.replace("_", "-") if _TAG.fullmatch(written) else ""
