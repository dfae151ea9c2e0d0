"""`[Mr Xi](@xi-jinping)`: a link to any id of the edition; and which other addresses may be linked to."""

import re
from typing import Any

from digest.diagnostic import code
from digest.parse.syntax.brackets import of
from digest.pattern import later

UNSAFE = code(
    "unsafe-link",
    "warning",
    what="A link whose address is neither http, https, mailto nor a place on this site.",
    why="`javascript:` and its disguises run code in the reader's browser. The words are kept, the link is not.",
    instead="`[the statement](https://example.org/statement)`",
)
IMAGE = code(
    "image",
    "warning",
    what="An image of another site.",
    why="It would tell that site about every reader. It is shown as a link with its description.",
    instead="Link to the page that shows it: `[the photograph](https://example.org/photo)`.",
)
NESTED = code(
    "nested-link",
    "error",
    what="A link, a note mark or a marked quotation inside the words of a link.",
    why="A page cannot have a link within a link.",
    instead='`["the words"]{q=an-id}, said [Mr Xi](@xi-jinping)`',
)

_TARGET = later(r"\(@([^()\s]*)\)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")

SCHEMES = frozenset({"http", "https", "mailto"})


def rule(state: Any, silent: bool) -> bool:
    """Inline rule: `[words](@id)`."""
    src: str = state.src
    start: int = state.pos
    if src[start] != "[":
        return False
    pairs = of(src, state.env)
    close = pairs.close.get(start, -1)
    if close < 0 or close >= state.posMax:
        return False
    match = _TARGET.match(src, close + 1, state.posMax)
    if match is None or not match[1]:
        return False
    if state.linkLevel > 0 or src.find("](", start, close) >= 0:
        return False  # no link in a link: the inner one counts, and what is left over is said
    if not silent:
        state.env["done"].add(close)
        token = state.push("to_open", "a", 1)
        token.meta = {"id": match[1], "at": match.start(1)}
        end = state.posMax
        state.pos, state.posMax = start + 1, close
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.posMax = end
        state.push("to_close", "a", -1)
    state.pos = match.end()
    return True


def guarded(native: Any) -> Any:
    """Markdown's own rule for links or images, asked only where a `](` still follows, and a `)` behind that.

    Without reference definitions a link must have one; asking anyway makes 16,000 opening brackets cost seconds.
    """

    def link_or_image(state: Any, silent: bool) -> bool:
        src: str = state.src
        if src[state.pos] not in "[!":
            return False
        last = state.env.get("last_target")
        if last is None or last[0] is not src:
            last = state.env["last_target"] = (src, src.rfind("](", 0, max(src.rfind(")"), 0)))
        return bool(state.pos < last[1] and native(state, silent))

    return link_or_image


def safe(href: str) -> bool:
    """Whether an address may become a link: an allowed scheme, or a place on this site.

    Browsers skip control characters and blanks in a scheme, so they are skipped here too before it is read.
    """
    plain = _INVISIBLE.sub("", href)
    if not plain:
        return False
    if plain.startswith(("//", "\\", "/\\")):  # another host by the reader's own scheme
        return False
    scheme = _SCHEME.match(plain)
    if scheme is not None:
        return scheme[1].lower() in SCHEMES
    return ":" not in re.split(r"[/?#]", plain, maxsplit=1)[0]


def outside(href: str) -> bool:
    return _SCHEME.match(href) is not None
