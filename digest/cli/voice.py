"""What a command says beside what was asked for, how loud it is, and in colour or not."""

import os
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, Literal, TextIO

from digest.edition import Edition

Loudness = Literal["", "quiet", "verbose"]

_loudness: ContextVar[Loudness] = ContextVar("loudness", default="")
"""Of the command that runs, and no other: `digest.cli.caught`."""


def be(loudness: Loudness) -> bool:
    """Be as loud as is asked; False if the opposite was asked before."""
    fits = _loudness.get() in ("", loudness)
    _loudness.set(loudness)
    return fits


def quiet() -> bool:
    return _loudness.get() == "quiet"


def verbose() -> bool:
    return _loudness.get() == "verbose"


def tell(line: object) -> None:
    """Say what must be said, however quiet it is to be."""
    _write(line, sys.stderr)


def aside(line: object) -> None:
    """Say what nobody asked for, unless it is to be quiet."""
    if not quiet():
        tell(line)


def detail(line: object) -> None:
    """Say what is said only if all is to be said."""
    if verbose():
        tell(line)


def diagnostics(said: Sequence[Any], form: Any, edition: Edition, stream: TextIO) -> None:
    """Say what is wrong with the content, in one of the forms of `digest check`."""
    from digest import report as printing
    from digest.explain import rules

    described = rules() if form == "sarif" else {}
    printed = printing.printed(said, form, text_of(edition), colour=_in_colour(stream), rules=described)
    if printed:
        _write(printed, stream)


def mind_errors(said: Sequence[Any], where: str = "The content") -> int:
    """A word on errors, for whoever asked something else; the exit code that they give."""
    errors = sum(diagnostic.severity == "error" for diagnostic in said)
    if errors:
        count = f"{errors} error{'s' * (errors > 1)}"
        where = where[:1].upper() + where[1:]
        tell(f"{where} has {count}, so this may be incomplete; `digest check` says more.")
    return 1 if errors else 0


def text_of(edition: Edition) -> Callable[[str], str]:
    """The text of a file of the edition by its path, as it is shown to people; nothing if it cannot be read."""

    def text(path: str) -> str:
        try:
            return edition.fs.read(path).decode("utf-8", "replace").removeprefix("\ufeff")
        except (OSError, ValueError):
            return ""

    return text


def paint() -> Callable[[str, str], str]:
    """How to colour what goes to standard output."""
    from digest.report import paint_of

    return paint_of(_in_colour(sys.stdout))


def _in_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _write(line: object, stream: TextIO) -> None:
    stream.write(f"{line}\n")
    stream.flush()
