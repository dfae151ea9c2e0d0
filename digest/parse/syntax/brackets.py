"""Which bracket closes which, found in one pass over a paragraph.

Markdown looks for the partner of every `[` anew; with annotations inside annotations that would be quadratic. One pass
with a stack tells all pairs, and also which brackets have no partner, which is what an editor must be told.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from digest.model.base import Record
from digest.pattern import later

_SIGN = later(r"\\.|`+|[\[\]]", re.DOTALL)


class Brackets(Record, kw_only=True):
    """Square brackets of one paragraph by their offsets in it; those in code or after a backslash are no brackets."""

    close: dict[int, int]
    """From each `[` to its `]`."""
    open: tuple[int, ...] = ()
    """`[` without partner."""
    stray: tuple[int, ...] = ()
    """`]` without partner."""
    dead: tuple[tuple[int, int], ...] = ()
    """Code spans, and characters behind a backslash."""


def brackets(text: str) -> Brackets:
    close: dict[int, int] = {}
    stack: list[int] = []
    stray: list[int] = []
    dead: list[tuple[int, int]] = []
    runs: dict[int, int] | None = None
    at = 0
    while (match := _SIGN.search(text, at)) is not None:
        sign, start = match.group(), match.start()
        at = match.end()
        if sign == "[":
            stack.append(start)
        elif sign == "]":
            if stack:
                close[stack.pop()] = start
            else:
                stray.append(start)
        elif sign[0] == "`":
            if runs is None:  # the last run of each length: without it every unpaired run would search to the end
                runs = {len(run.group()): run.start() for run in re.finditer("`+", text)}
            if runs.get(len(sign), -1) > start:  # a backslash may have cut a run short
                end = _closing(text, at, len(sign))
                if end > 0:
                    dead.append((start, end))
                    at = end
        else:
            dead.append((start, at))
    return Brackets(close=close, open=tuple(stack), stray=tuple(stray), dead=tuple(dead))


def _closing(text: str, at: int, length: int) -> int:
    while (start := text.find("`", at)) >= 0:
        at = start + 1
        while at < len(text) and text[at] == "`":
            at += 1
        if at - start == length:
            return at
    return -1


def of(src: str, env: MutableMapping[str, Any]) -> Brackets:
    """The brackets of the text that is being parsed, found once."""
    known = env.get("brackets")
    if known is None or known[0] is not src:
        known = env["brackets"] = (src, brackets(src))
    made: Brackets = known[1]
    return made
