"""Diagnostics for people: with an excerpt of the file, or one line each.

Nothing of a file is printed as it is: characters that a terminal would obey are shown by their number, so that a
hostile article cannot write over the screen.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from digest.diagnostic import Diagnostic, in_order
from digest.model.source import Span
from digest.report.lines import Lines, TextOf

MOST = 200
"""Diagnostics that are printed as text; JSON has them all."""

_WIDEST = 160
"""Characters of a line that are shown."""

Paint = Callable[[str, str], str]
"""From a colour or `bold`, and words, to the words in it."""


# --- text ----------------------------------------------------------------------------------------------------------


def as_text(said: Sequence[Diagnostic], text: TextOf, *, colour: bool = False, most: int = MOST) -> str:
    """With the line, a caret under the place, and what to do; at most `most`, errors before the rest, then a count."""
    if not said:
        return ""
    said = in_order(said)
    paint = paint_of(colour)
    lines = Lines(text)
    shown = _first(said, most)
    parts = [_full(one, lines, paint) for one in shown]
    if len(said) > len(shown):
        parts.append(f"... and {len(said) - len(shown):,} more; `digest check --format json` lists all.\n")
    parts.append(paint("bold", summary(said)))
    return "\n".join(parts)


def one_by_one(said: Sequence[Diagnostic], text: TextOf, *, most: int = MOST) -> list[tuple[Diagnostic, str]]:
    """The same, each by itself: what each of the first says."""
    lines, paint = Lines(text), paint_of(False)
    return [(one, _full(one, lines, paint).rstrip()) for one in _first(said, most)]


def summary(said: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`."""
    counts = Counter(one.severity for one in said)
    words = [
        f"{counts[severity]:,} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in ("error", "warning", "note")
        if counts[severity]
    ]
    return ", ".join(words)


_INK = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


def _full(one: Diagnostic, lines: Lines, paint: Paint) -> str:
    ink = _INK[one.severity]
    rule = paint(ink, f"{one.severity}[{one.code}]")
    head = f"{paint('bold', _where(one.span))}: {rule}: {paint('bold', safe(one.message))}"
    made = [head]
    width = len(
        str(max([one.span.line, *(other.span.line for other in one.others if other.span.path == one.span.path)]))
    )
    made += _excerpt(one.span, one.label, lines, width, "^", lambda mark: paint(ink, mark), paint)
    for other in one.others:
        made.append(f"{' ' * width} {paint('blue', '::')} {_where(other.span)}")
        made += _excerpt(other.span, other.text, lines, width, "-", lambda mark: paint("blue", mark), paint)
    if one.help:
        made.append(f"{' ' * width} {paint('blue', '=')} {paint('bold', 'help')}: {safe(one.help)}")
    return "\n".join(made) + "\n"


def _excerpt(
    span: Span,
    label: str,
    lines: Lines,
    width: int,
    mark: str,
    ink: Callable[[str], str],
    paint: Paint,
) -> list[str]:
    """The span's first line with marks under it."""
    line = lines.line(span.path, span.line)
    if line is None or (not line.strip() and not label):
        return [f"{' ' * width} {paint('blue', '|')} {safe(label)}"] if label else []
    column = min(span.column - 1, len(line))
    length = max(min(span.end - span.start, len(line) - column), 1)
    begin = 0
    if len(line) > _WIDEST:  # a line may be a whole article: show what stands around the place
        begin = max(0, min(column - _WIDEST // 4, len(line) - _WIDEST))
        line = line[begin : begin + _WIDEST]
        column -= begin
        length = min(length, len(line) - column) or 1
    dots = "..." if begin else ""
    shown = dots + safe(line)
    before = " " * len(dots) + _blank(line[:column])
    under = mark * max(_width(safe(line[column : column + length])), 1)
    bar = paint("blue", "|")
    number = paint("blue", f"{span.line:>{width}}")
    words = f" {safe(label)}" if label else ""
    return [
        f"{' ' * width} {bar}",
        f"{number} {bar} {shown}".rstrip(),
        f"{' ' * width} {bar} {before}{ink(under + words)}",
    ]


def _blank(words: str) -> str:
    """As many blanks as the words are wide; tabs stay tabs, so that the terminal sets both lines alike."""
    return "".join("\t" if c == "\t" else " " * _width(safe(c)) for c in words)


def _width(words: str) -> int:
    """How many columns of a terminal the words take."""
    if words.isascii():
        return len(words)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def safe(words: str) -> str:
    """Words in which nothing is left that a terminal obeys or that cannot be seen."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(c if c.isprintable() or c in "\t\u00a0\u3000" else f"\\u{{{ord(c):04x}}}" for c in words)


def paint_of(colour: bool) -> Paint:
    """For a terminal, or to leave all words as they are."""
    if not colour:
        return lambda _, words: words
    from rich.color import ColorSystem
    from rich.style import Style

    return lambda ink, words: Style.parse(ink).render(words, color_system=ColorSystem.STANDARD)


# --- one line each -------------------------------------------------------------------------------------------------


def as_concise(said: Sequence[Diagnostic], *, most: int = MOST) -> str:
    """One line each: `path:line:column: error[code]: message (help)`."""
    said = in_order(said)
    shown = _first(said, most)
    made = [
        f"{_where(one.span)}: {one.severity}[{one.code}]: {safe(one.message)}"
        + (f" ({safe(one.help)})" if one.help else "")
        for one in shown
    ]
    if len(said) > len(shown):
        made.append(f"... and {len(said) - len(shown):,} more")
    return "\n".join(made)


def _where(span: Span) -> str:
    return f"{safe(span.path)}:{span.line}:{span.column}"


def _first(said: Iterable[Diagnostic], most: int) -> tuple[Diagnostic, ...]:
    """The first by place; where there are more than `most`, errors come before all else, so that none hides behind
    warnings."""
    ordered = in_order(said)
    if len(ordered) <= most:
        return ordered
    grave = {"error": 0, "warning": 1, "note": 2}
    return in_order(sorted(ordered, key=lambda one: grave[one.severity])[:most])
