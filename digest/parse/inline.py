"""The words of a paragraph -> tokens: Markdown's inline rules with the annotations before them.

Markdown is imported by the first text that needs it, which a report seldom does (`quick.py`).
"""

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from digest.parse.quick import Token
from digest.parse.syntax import link, note, span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_NESTING = 40
"""Levels of lists, quotations and emphasis; beyond it Markdown drops what it holds, so that is said (`too-deep`)."""


def _any(_: str) -> bool:
    return True


@cache
def markdown() -> "MarkdownIt":
    """The one parser of this process. Typographer off: quoted words stay as they were printed, three dots and all."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import image
    from markdown_it.rules_inline import link as native_link

    md = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING, "typographer": False})
    md.enable(["table", "strikethrough"])
    md.disable(["reference", "html_block", "html_inline"])
    md.validateLink = _any  # type: ignore[assignment,method-assign]  # the writer judges, and can say where
    md.inline.ruler.at("link", link.guarded(native_link))
    md.inline.ruler.at("image", link.guarded(image))
    md.inline.ruler.before("link", "note_mark", note.rule)
    md.inline.ruler.before("link", "span", span.rule)
    md.inline.ruler.before("link", "to", link.rule)
    return md


def plain(content: str) -> bool:
    """Whether no inline rule can find anything in it, so that it is one text."""
    has = content.__contains__
    return not any(map(has, _MARKUP)) and not ("\n" in content and any(map(has, _BREAKS)))


_MARKUP = "\\`*_~[]<&!{"
"""Looked for one after the other: that costs a tenth of what a regular expression for all of them costs."""
_BREAKS = (" \n", "\t\n", "\n ", "\n\t")


def tokens(content: str, notes: Any) -> tuple[list[Token], list[span.Remark]]:
    """The tokens of a paragraph, and what is to be said of places in it."""
    env: dict[str, Any] = {"notes": notes, "done": set(), "said": []}
    md = markdown()
    made = md.inline.parse(content, md, env, [])
    if "[" in content or "]" in content or "{" in content:
        env["said"] += span.left_over(content, env)
    return cast("list[Token]", made), env["said"]


def elements(text: str) -> list[Token]:
    """The tokens of blocks: their inline content stands in them as it was written."""
    md = markdown()
    made: list[Any] = []
    md.block.parse(text, md, {}, made)
    return made


def address(written: str) -> str:
    """An address as Markdown gives it to a link, from what stands in the brackets."""
    from markdown_it.common.utils import unescapeAll

    return markdown().normalizeLink(unescapeAll(written.removeprefix("<").removesuffix(">")))
