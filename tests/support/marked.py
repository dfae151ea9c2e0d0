"""Cases whose text marks with `⟦ ⟧` what is to be pointed at, and says for each mark the code and words of the hint."""

import re
from typing import NamedTuple

from support.fixture_file import Case

_MARKS = re.compile("[⟦⟧]")


class Expected(NamedTuple):
    path: str
    line: int
    column: int
    marked: str
    """The words that the finding is about; empty: any."""
    code: str
    hint: str
    """Words of the help; empty: there is nothing to say."""


def read(case: Case) -> tuple[dict[str, bytes], list[Expected]]:
    """The files of a case without the marks, and what is to be said of them."""
    files: dict[str, bytes] = {}
    places: list[tuple[str, int, int, str]] = []
    for part in case.bytes().split(b"=== ")[1:]:
        path, _, marked = part.partition(b"\n")
        text = marked.decode("utf-8", "surrogateescape")
        plain = ""
        for number, piece in enumerate(_MARKS.split(text)):
            if number % 2:
                line = plain.count("\n") + 1
                places.append((path.decode(), line, len(plain) - plain.rfind("\n"), piece))
            plain += piece
        files[path.decode()] = plain.encode("utf-8", "surrogateescape")
    said = [tuple(line.split(" | ", 1)) for line in case.expected.replace(" |\n", " | \n").split("\n") if line]
    assert len(said) == len(places), f"{case.title}: a mark for each line, a line for each mark"
    return files, [Expected(*place, code, hint) for place, (code, hint) in zip(places, said, strict=True)]
