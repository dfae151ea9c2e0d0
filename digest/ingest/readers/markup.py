"""str -> tokens: the tags and the text of an HTML page, as the HTML standard's tokenizer takes them apart.

No parser that is at hand keeps every word: lxml drops all text from level 2,048 on (255 with its default limit), and
all that follows it, without a word; others call themselves once a level. Tokens know no levels. Every step goes
forward, so the time is linear in the length of the page, whatever it holds.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)"""
    r"""((?:[\s/]++|[^\s/>=][^\s/>=]*+|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+)>"""
)
_ATTRIBUTE = re.compile(r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?+""")
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;)")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea", "title")
}
"""Elements that hold no tags: all up to their end tag is text. (`noscript` as in a browser that runs scripts.)"""
_NONE: Mapping[str, str] = {}


class Start(NamedTuple):
    """A start tag. Names of tags and attributes are in small letters; of two attributes alike the first counts."""

    tag: str
    attributes: Mapping[str, str]
    closed: bool
    """It ends with `/>`, which only means something in SVG and MathML."""


class End(NamedTuple):
    tag: str


class Raw(NamedTuple):
    """What an element without tags holds: a script, a title."""

    tag: str
    attributes: Mapping[str, str]
    text: str


class Comment(NamedTuple):
    text: str


Token = str | Start | End | Raw | Comment
"""Text is a `str`, with its character references resolved."""


def tokens(text: str) -> Iterator[Token]:
    """The page's tokens, in order. An unfinished tag at the end is dropped, as a browser drops it."""
    at, size = 0, len(text)
    while at < size:
        open = text.find("<", at)
        if open < 0:
            yield _resolved(text[at:])
            return
        following = text[open + 1 : open + 2]
        if following not in ("/", "!", "?") and not (following.isascii() and following.isalpha()):
            stop = text.find("<", open + 1)
            stop = stop if stop >= 0 else size
            yield _resolved(text[at:stop])
            at = stop
            continue
        if open > at:
            yield _resolved(text[at:open])
        at = open
        found = _TAG.match(text, at)
        if found is None:
            if following in "!?" or (following == "/" and not _letter(text[at + 2 : at + 3])):
                token, at = _comment(text, at)
                yield token
                continue
            if text.startswith("</", at) and at + 2 >= size:
                yield "</"
            return
        at = found.end()
        tag = found[2].lower()
        if found[1]:
            yield End(tag)
            continue
        inside = found[3]
        attributes = _attributes(inside) if inside and not inside.isspace() else _NONE
        if tag == "plaintext":
            yield Start(tag, attributes, False)
            yield text[at:]
            return
        if tag in _RAW:
            end = _RAW[tag].search(text, at)
            stop = end.start() if end else size
            held = text[at:stop]
            yield Raw(tag, attributes, html.unescape(held) if tag in ("title", "textarea") else held)
            at = text.find(">", stop) + 1 if end else size
            at = at or size
            continue
        yield Start(tag, attributes, inside.endswith("/"))


def _letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _comment(text: str, at: int) -> tuple[Comment, int]:
    if text.startswith("<!--", at):
        for short in ("<!-->", "<!--->"):
            if text.startswith(short, at):
                return Comment(""), at + len(short)
        end = _COMMENT_END.search(text, at + 4)
        return Comment(text[at + 4 : end.start() if end else len(text)]), end.end() if end else len(text)
    stop = text.find(">", at)  # a doctype, a processing instruction, CDATA: in HTML all are comments up to the next `>`
    stop = stop if stop >= 0 else len(text)
    return Comment(text[at + 2 : stop]), stop + 1


def _attributes(inside: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inside):
        value = match[2] or match[3] or match[4] or ""
        if "&" in value:
            # Without its semicolon a reference in an attribute is none: `?a=1&copy=2` is an address.
            value = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), value)
        found.setdefault(match[1].lower(), value)
    return found


def _resolved(text: str) -> str:
    return html.unescape(text) if "&" in text else text
