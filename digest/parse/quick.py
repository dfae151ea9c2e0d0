"""The tokens that Markdown would make, made at a tenth of the cost, where a text is so simple that no rule can
disagree.

Every function here gives exactly Markdown's own tokens or None (a test holds that against Markdown on any text). The
cases are those of nearly all news prose: a word or two in emphasis, a link, a quotation of plain lines, a plain list.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from digest.parse.blocks import SIMPLE

_INLINE = re.compile(  # a mark first, then what may stand before it: the search leaps to the next mark
    r"\*(?<!\S\*)(\*?)([^\W_](?:[^\W_]|[ ,.](?=[^\W_]))*)\*\1(?=[\s,.;:?!]|$)"
    r"|\[(?<!\S\[)([^\W_](?:[^\W_]|[ ,.](?=[^\W_]))*)\]\((https?://[a-z0-9.-]+(?:/[A-Za-z0-9./-]*)?)\)(?=[\s,.;:?]|$)"
)
_MARKUP = re.compile(r"[\\`*_~\[\]<&!{]")
_BREAK = re.compile(r"[ \t]\n|\n[ \t]")


def inline(content: str) -> list[Token] | None:
    """The tokens of a paragraph that holds but plain words, `*emphasis*`, `**strong emphasis**` and
    `[words](address)`."""
    if "\n" in content and _BREAK.search(content) is not None:
        return None
    made: list[Token] = []
    at = 0
    for match in _INLINE.finditer(content):
        start = match.start()
        if _MARKUP.search(content, at, start) is not None:
            return None
        if start > at:
            _text(made, content[at:start], 0)
        second, words, label, address = match.groups()
        if second is not None:
            tag = "strong" if second else "em"
            made.append(Token(f"{tag}_open", tag, 1, markup="*" + second))
            made.append(Token("text", "", 0, content=words, level=1))
            made.append(Token(f"{tag}_close", tag, -1, markup="*" + second))
        else:
            made.append(Token("link_open", "a", 1, attrs={"href": address}))
            made.append(Token("text", "", 0, content=label, level=1))
            made.append(Token("link_close", "a", -1))
        at = match.end()
    if _MARKUP.search(content, at) is not None:
        return None
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
    """The tokens of a quotation of plain paragraphs, or of a list of plain lines."""
    first = lines[0][:2]
    if first == "> ":
        return _quotation(lines)
    if first == "- " or first == "* ":
        return _list(lines, first)
    return None


def _quotation(lines: Sequence[str]) -> list[Token] | None:
    made = [Token("blockquote_open", "blockquote", 1, map=[0, len(lines)], markup=">", block=True)]
    paragraph: list[str] = []
    begin = 0
    for number, line in enumerate(lines):
        if line == ">":
            if paragraph:
                _paragraph(made, paragraph, begin, 1, hidden=False)
                paragraph = []
            continue
        if line[:2] != "> " or SIMPLE.match(line, 2) is None:
            return None
        if not paragraph:
            begin = number
        paragraph.append(line[2:])
    if paragraph:
        _paragraph(made, paragraph, begin, 1, hidden=False)
    made.append(Token("blockquote_close", "blockquote", -1, markup=">", block=True))
    return made


def _paragraph(made: list[Token], lines: list[str], begin: int, level: int, *, hidden: bool) -> None:
    map = [begin, begin + len(lines)]
    content = "\n".join(lines).rstrip(TRIM)
    made.append(Token("paragraph_open", "p", 1, map=map, level=level, block=True, hidden=hidden))
    made.append(Token("inline", "", 0, map=map, level=level + 1, children=[], content=content, block=True))
    made.append(Token("paragraph_close", "p", -1, level=level, block=True, hidden=hidden))


def _list(lines: Sequence[str], mark: str) -> list[Token] | None:
    for line in lines:
        if line[:2] != mark or SIMPLE.match(line, 2) is None:
            return None
    made = [Token("bullet_list_open", "ul", 1, map=[0, len(lines)], markup=mark[0], block=True)]
    for number, line in enumerate(lines):
        made.append(Token("list_item_open", "li", 1, map=[number, number + 1], level=1, markup=mark[0], block=True))
        _paragraph(made, [line[2:]], number, 2, hidden=True)
        made.append(Token("list_item_close", "li", -1, level=1, markup=mark[0], block=True))
    made.append(Token("bullet_list_close", "ul", -1, markup=mark[0], block=True))
    return made


TRIM = " \t\n\x0b\x0c\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Markdown takes off the ends of a paragraph."""
