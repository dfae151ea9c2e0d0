"""Tests as data: a file of cases, each a title, an input and what is expected of it.

    a title
    .
    the input
    .
    what is expected
    .

A line that is a single dot parts them. `\\u{202e}` in an input is that character, `\\x{ff}` that byte, `\\fill{9}` nine
letters, `\\r` at the end of a line a carriage return: what cannot be seen in an editor is written so that it can.

Cases are written by hand but for what is expected of them: `UPDATE_FIXTURES=1 pytest tests/test_parse.py` fills that
in, to be read, line by line, before it is kept.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\x\{([0-9a-f]{2})\}|\\fill\{(\d+)\}|(\\r)$", re.MULTILINE)


class Case(NamedTuple):
    file: Path
    line: int
    title: str
    input: str
    expected: str

    def bytes(self) -> bytes:
        """The input with its escapes resolved."""
        made = b""
        at = 0
        for match in _ESCAPE.finditer(self.input):
            made += self.input[at : match.start()].encode()
            if match[1]:
                made += chr(int(match[1], 16)).encode("utf-8", "surrogatepass")
            elif match[3]:
                made += b"x" * int(match[3])
            else:
                made += bytes([int(match[2], 16)]) if match[2] else b"\r"
            at = match.end()
        return made + self.input[at:].encode()


def cases(folder: Path) -> list[Case]:
    """All cases of all files of a folder."""
    return [case for file in sorted(folder.glob("*.md")) for case in _read(file)]


def _read(file: Path) -> Iterator[Case]:
    lines = file.read_text(encoding="utf-8").split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].startswith("#"):
            at += 1
            continue
        title, begin = lines[at], at
        assert lines[at + 1] == ".", f"{file.name}:{at + 2}: a dot must follow the title"
        middle = lines.index(".", at + 2)
        end = lines.index(".", middle + 1)
        yield Case(file, begin + 1, title, "\n".join(lines[at + 2 : middle]), "\n".join(lines[middle + 1 : end]))
        at = end + 1


def name(case: Case) -> str:
    return f"{case.file.stem}:{case.line}:{case.title}"


def hold(case: Case, answer: Callable[[Case], str]) -> None:
    """Compare what is answered with what is expected."""
    given = answer(case)
    if os.environ.get("UPDATE_FIXTURES") and given != case.expected:
        _rewrite(case, given)
        return
    assert given == case.expected


def _rewrite(case: Case, given: str) -> None:
    text = case.file.read_text(encoding="utf-8")
    before = f"{case.title}\n.\n" + (case.input + "\n" if case.input else "") + ".\n"
    old = before + (case.expected + "\n" if case.expected else "") + ".\n"
    new = before + (given + "\n" if given else "") + ".\n"
    assert text.count(old) == 1, f"{case.file.name}:{case.line}: two cases are alike"
    case.file.write_text(text.replace(old, new), encoding="utf-8")
