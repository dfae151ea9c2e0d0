"""What a reader makes of an article as it came: between the formats, which know nothing of content files, and the
writer of content files, which knows nothing of formats.
"""

from typing import Literal

from digest.model.base import Record

PassageKind = Literal["paragraph", "heading", "item", "quotation", "verbatim", "markdown"]


class Passage(Record, kw_only=True):
    """A block of an article's text, in reading order."""

    kind: PassageKind = "paragraph"
    text: str
    """Plain words, unescaped, without the blanks and line breaks that only laid out the page; `verbatim` keeps its own;
    `markdown` is Markdown as somebody wrote it, and stays so."""
    level: int = 0
    """Of a heading 1 to 6; of an item how deep its list lies, from 0."""
    number: int = 0
    """Of an item in a numbered list its number; 0: a bullet."""


class Fact(Record, kw_only=True):
    """Something that the article says of itself, and where it says it."""

    value: str = ""
    """Empty: it does not say."""
    basis: str = ""
    """Where it stands, in an editor's words: `the page's JSON-LD, datePublished`. With an empty value: what a guess
    would rest on: `the address has /2022/02/19/`."""


class Raw(Record, kw_only=True):
    """One article, read from one place. Nothing in it is guessed."""

    origin: str
    """Where it was read, for messages: `saved/page.html`, `feed.xml entry 3`, `pages.zip a/b.html`."""
    title: str = ""
    """The outlet's headline."""
    date: Fact = Fact()
    """`YYYY-MM-DD`, or with a time and its offset `YYYY-MM-DDTHH:MM+03:00`, as the article gives it."""
    source: Fact = Fact()
    """The outlet's name."""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    url: str = ""
    """Its canonical address, `http` or `https`; empty: unknown."""
    lang: Fact = Fact()
    """A language tag, `en`, `de-AT`."""
    summary: str = ""
    tags: tuple[str, ...] = ()
    """Names and keywords that the article lists."""
    passages: tuple[Passage, ...] = ()
    draft: bool = False
    """It says itself that it was not published."""
    remarks: tuple[str, ...] = ()
    """What the reader had to leave out or set right, a line each: `2 control characters are shown as U+FFFD`."""


class Refusal(Record, kw_only=True):
    """Why one article, or one file of articles, was not read. Nothing else is stopped by it."""

    origin: str
    """As in `Raw`: where it was read."""
    what: str
    """What was found and what was expected, one line, no full stop."""
    help: str = ""
    """What to do."""
