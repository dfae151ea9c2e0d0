"""The tokens that Markdown would make, made at a tenth of the cost, where a text is so simple that no rule can
disagree.

Every function here gives exactly Markdown's own tokens or None (a test holds that against Markdown on any text). The
cases are those of nearly all news prose: a word or two in emphasis, a link, a quotation of plain lines, a plain list.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from digest.parse.blocks import SIMPLE


class Token(msgspec.Struct):
    """What of Markdown's own tokens is looked at, under the same names: a report that needs no Markdown imports none,
    and a struct is made in a fifth of the time."""

    type: str
    tag: str
    nesting: int
    attrs: dict[str, str | int | float] = {}
    map: list[int] | None = None
    level: int = 0
    children: "list[Token] | None" = None
    content: str = ""
    meta: dict[str, Any] = {}
    hidden: bool = False


_INLINE = re.compile(  # a mark first, then what may stand before it: the search leaps to the next mark, sure or not
    r"\*(?<!\S\*)(\*?)([^\W_](?:[^\W_]++|[ ,.’-](?=[^\W_]))*+)\*\1(?=[\s,.;:?!]|$)"
    r"|\[([^\W_](?:[^\W_]++|[ ,.’-](?=[^\W_]))*+)\]"
    r"\((?:(https?://[a-z0-9.-]+(?:/[A-Za-z0-9./-]*)?)|@([a-z0-9-]+))\)"
    r"|\\|`|\*|_|~|\[|\]|<|&|!|\{"
)
_BREAK = re.compile(r"[ \t]\n|\n[ \t]")


def inline(content: str) -> list[Token] | None:
    """The tokens of a paragraph that holds but plain words, `*emphasis*`, `**strong emphasis**`, `[words](address)` and
    `[words](@id)`."""
    if "\n" in content and _BREAK.search(content) is not None:
        return None
    made: list[Token] = []
    at = 0
    for match in _INLINE.finditer(content):
        second, words, label, address, id = match.groups()
        if words is None and label is None:
            return None
        start = match.start()
        if start > at:
            _text(made, content[at:start], 0)
        if second is not None:
            tag = "strong" if second else "em"
            made.append(Token(f"{tag}_open", tag, 1))
            made.append(Token("text", "", 0, content=words, level=1))
            made.append(Token(f"{tag}_close", tag, -1))
            at = match.end()
            continue
        kind = "to" if address is None else "link"
        if address is None:
            made.append(Token("to_open", "a", 1, meta={"id": id, "at": match.start(5)}))
        else:
            made.append(Token("link_open", "a", 1, attrs={"href": address}))
        made.append(Token("text", "", 0, content=label, level=1))
        made.append(Token(f"{kind}_close", "a", -1))
        at = match.end()
    if at < len(content):
        _text(made, content[at:], 0)
    return made


def _text(made: list[Token], text: str, level: int) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(Token("softbreak", "br", 0, level=level))
        if line:
            made.append(Token("text", "", 0, content=line, level=level))


def block(lines: Sequence[str]) -> list[Token] | None:
    """The tokens of quotations of plain paragraphs and of lists of plain lines, parted by blank lines; the first line
    and the last are not blank."""
    made: list[Token] = []
    first, count = 0, len(lines)
    listed = ""
    while first < count:
        last = first + 1
        while last < count and lines[last].strip(" \t"):
            last += 1
        after = last
        while after < count and not lines[after].strip(" \t"):
            after += 1
        start = lines[first][:2]
        if start == "> ":
            well = _quotation(made, lines, first, last)
        elif (start == "- " or start == "* ") and start != listed:
            well = _list(made, lines, first, last, after)
        else:
            return None
        if not well:
            return None
        listed = "" if start == "> " else start  # a second list with the same mark would be the first one's end
        first = after
    return made


def _quotation(made: list[Token], lines: Sequence[str], first: int, last: int) -> bool:
    made.append(Token("blockquote_open", "blockquote", 1, map=[first, last]))
    paragraph: list[str] = []
    begin = 0
    for number in range(first, last):
        line = lines[number]
        if line == ">":
            if paragraph:
                _paragraph(made, paragraph, begin, 1, hidden=False)
                paragraph = []
            continue
        if line[:2] != "> " or SIMPLE.match(line, 2) is None:
            return False
        if not paragraph:
            begin = number
        paragraph.append(line[2:])
    if paragraph:
        _paragraph(made, paragraph, begin, 1, hidden=False)
    made.append(Token("blockquote_close", "blockquote", -1))
    return True


def _paragraph(made: list[Token], lines: list[str], begin: int, level: int, *, hidden: bool) -> None:
    map = [begin, begin + len(lines)]
    content = "\n".join(lines).rstrip(TRIM)
    made.append(Token("paragraph_open", "p", 1, map=map, level=level, hidden=hidden))
    made.append(Token("inline", "", 0, map=map, level=level + 1, children=[], content=content))
    made.append(Token("paragraph_close", "p", -1, level=level, hidden=hidden))


def _list(made: list[Token], lines: Sequence[str], first: int, last: int, after: int) -> bool:
    """`after`: the line that ends it, behind the blank ones."""
    mark = lines[first][:2]
    made.append(Token("bullet_list_open", "ul", 1, map=[first, after]))
    for number in range(first, last):
        line = lines[number]
        if line[:2] != mark or SIMPLE.match(line, 2) is None:
            return False
        end = number + 1 if number + 1 < last else after
        made.append(Token("list_item_open", "li", 1, map=[number, end], level=1))
        _paragraph(made, [line[2:]], number, 2, hidden=True)
        made.append(Token("list_item_close", "li", -1, level=1))
    made.append(Token("bullet_list_close", "ul", -1))
    return True


TRIM = " \t\n\x0b\x0c\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Markdown takes off the ends of a paragraph."""
