"""Plain words -> Markdown that shows just these words.

Only what Markdown, or the annotations of a report, would take for markup gets a backslash: prose stays as it is read.
"""

import re

_INLINE = re.compile(
    r"[\\`*{]"  # wherever they stand
    r"|(?<![^\W_])_|_(?![^\W_])"  # not within a word: snake_case stays
    r"|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#|\w{1,40};)"
    r"|[\[\]]"
)
_PAIR = re.compile(r"\[[^\[\]^`\\{}][^\[\]`\\{}]*\](?=[^({\[:])")
"""Square brackets within prose, `[and] China`: they are no markup where nothing follows that makes them one."""
_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-+(?=\s*$)|=+(?=\s*$)|(\d{1,9})(?=[.)](?:\s|$))")
"""What would begin a heading, a quotation, a list or a rule."""
_BLANKS = re.compile(r"^[^\S\xa0]+|[^\S\xa0]+$")


def paragraph(text: str) -> str:
    """Words that are a block by themselves; a newline in them becomes a hard break."""
    return words("\n".join(filter(None, (_BLANKS.sub("", line) for line in text.split("\n")))))


def heading(text: str) -> str:
    """Words of a heading, in one line."""
    return re.sub(r"(#+)$", r"\\\1", words(text.replace("\n", " "), first=False).strip())


def words(text: str, *, first: bool = True) -> str:
    """Some words of a block. `first`: they stand at its beginning."""
    lines = [_line(line, first or number > 0) for number, line in enumerate(text.split("\n"))]
    if len(lines) > 1:  # the second line of a table makes it one
        lines = [line.replace("|", "\\|") for line in lines]
    return "\\\n".join(lines)


def _line(line: str, first: bool) -> str:
    if not line.replace(" ", "").isalnum():
        kept = {at for pair in _PAIR.finditer(line) for at in (pair.start(), pair.end() - 1)}
        line = _INLINE.sub(lambda sign: sign[0] if sign.start() in kept else "\\" + sign[0], line)
    if first and (start := _START.match(line)) is not None:
        mark = start.end() if start[1] else 0  # of `1.` the dot makes the list
        line = line[:mark] + "\\" + line[mark:]
    return line


def fenced(text: str) -> str:
    """A block that keeps its blanks and line breaks; the fence is longer than any in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"
