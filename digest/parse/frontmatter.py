"""Where the front matter begins and ends."""

import re
from typing import NamedTuple

from digest.diagnostic import Diagnostic, Fix, code, say
from digest.fields import Text
from digest.pattern import later

NONE = code(
    "no-front-matter",
    "error",
    what="A content file does not begin with front matter between two lines `---`.",
    why="Without a title, a date and a source nobody could find or date the text.",
    instead="```\n---\ntitle: Talks begin in the capital\ndate: 2022-02-25\nsource: straits-times\n---\n```",
)
UNCLOSED = code(
    "front-matter-open",
    "error",
    what="The front matter has no second line `---`.",
    why="Nothing tells where the fields end and the text begins.",
    instead="A line of three hyphens, and nothing else, below the last field.",
)
FOREIGN = code(
    "front-matter-language",
    "error",
    what="Front matter in another language than YAML.",
    why="It is not read, and languages such as JavaScript would run code of the content.",
    instead="`---`, then `key: value` lines, then `---`.",
)

_FENCE = re.compile(r"-{3,}[ \t]*(?:\n|$)")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NEARLY = later(r"^(?:[ \t]+---+|--|----+|\.\.\.|—+|–+|\*\*\*|===+|\+\+\+)[ \t]*$", re.MULTILINE)
_KEY = later(r"[A-Za-z_][\w -]*:(?:[ \t]|$)")


class Fenced(NamedTuple):
    """The fields between `start` and `end`; the body from `body` on."""

    start: int
    end: int
    body: int


def split(source: Text, said: list[Diagnostic]) -> Fenced | None:
    """Find the front matter; None and a reason if there is none."""
    text = source.text
    first = _FENCE.match(text)
    if first is None:
        line = text[: text.find("\n")] if "\n" in text else text
        place = source.span(0, min(len(line), 60))
        if line.startswith("---") and line[3:].strip().isalnum():
            said.append(
                say(
                    FOREIGN,
                    place,
                    f"front matter in `{line[3:].strip()[:20]}` is not read",
                    help="write `---` alone, and YAML below it",
                )
            )
        elif line.strip() in ("+++", ";;;", "{"):
            said.append(
                say(
                    FOREIGN,
                    place,
                    "only YAML front matter is read",
                    help="write `---` above and below `key: value` lines",
                )
            )
        elif line.strip() == "---":
            said.append(
                say(
                    NONE,
                    place,
                    "the line `---` must stand at the very beginning of its line",
                    help="remove the blanks before it",
                    fix=Fix(span=place, text="---"),
                )
            )
        elif not text.strip():
            said.append(
                say(
                    NONE,
                    place,
                    "the file is empty",
                    help="begin with `---`, then `title: …`, `date: …`, `source: …`, then `---`",
                )
            )
        elif _KEY.match(line):
            said.append(
                say(
                    NONE,
                    place,
                    "the first line must be `---`",
                    help="put a line `---` above the fields",
                    fix=Fix(span=source.span(0, 0), text="---\n"),
                )
            )
        elif (later := _FENCE.match(text, len(text) - len(text.lstrip()))) is not None:
            said.append(
                say(
                    NONE,
                    source.span(0, later.start()),
                    "blank lines stand before the front matter",
                    help="remove them",
                    fix=Fix(span=source.span(0, later.start()), text=""),
                )
            )
        else:
            said.append(
                say(
                    NONE,
                    place,
                    "front matter is expected here",
                    help="begin with `---`, then `title: …`, `date: …`, `source: …`, then `---`",
                )
            )
        return None
    closing = _CLOSING.search(text, first.end())
    if closing is None:
        nearly = _NEARLY.search(text, first.end())
        place = source.span(nearly.start(), nearly.end()) if nearly else source.span(0, 3)
        help = "write exactly `---`" if nearly else "put a line `---` below the last field"
        # a row of hyphens can be nothing else; other rows may be part of the text
        fix = Fix(span=place, text="---", safe=not nearly[0].strip(" \t-")) if nearly else None
        said.append(say(UNCLOSED, place, "the front matter never ends", help=help, fix=fix))
        return None
    body = closing.end() + 1 if closing.end() < len(text) else closing.end()
    return Fenced(first.end(), closing.start(), body)
