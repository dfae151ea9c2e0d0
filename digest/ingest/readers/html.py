"""str -> Raw: an article on an HTML page."""

import logging
import re

from digest.ingest import clean
from digest.ingest.raw import Fact, Passage, Raw
from digest.ingest.readers import article, blocks, facts, plain
from digest.ingest.readers.blocks import Block, Page

_WORD = re.compile(r"\w+")
_DEEP = 200
"""Levels: from 255 on trafilatura's parser drops text, and a little later it calls itself too deep."""
_LARGE = 4_000_000
_MANY = 10_000
"""Characters and block elements of a page that trafilatura is asked about; its time grows faster than the page."""


class Missing(Exception):
    """The packages that reading HTML takes are not installed."""


def read(text: str, origin: str, *, url: str = "") -> Raw:
    """The article of a page: what it says of itself, and every visible word of it.

    url: where the page was fetched. Raises Missing without the extra `import`.
    """
    page = blocks.page(text)
    said = facts.of(page, url=url)
    title = headline(page, said.titles)
    body = list(article.of(page, _witness(text, page), title))
    remarks = clean.remarks("\n".join(block.text for block in page.blocks)) + clean.remarks(text)
    remarks = remarks[:3]
    passages = _without_title(body, title)
    if not passages and said.body:
        passages = plain.read(said.body, origin).passages
        remarks += ("the page shows no text; it is taken from its JSON-LD, articleBody",)
    place, agencies = plain.dateline([passage.text for passage in passages])
    date = said.date
    if not date.value and not date.basis:
        date = Fact(basis=plain.day_told(passage.text for passage in passages))
    return Raw(
        origin=origin,
        title=title,
        date=date,
        source=said.source,
        byline=said.byline or agencies,
        dateline=said.dateline or place,
        url=said.url,
        lang=said.lang,
        summary=said.summary,
        tags=said.tags,
        passages=passages,
        remarks=remarks,
    )


def headline(page: Page, titles: tuple[str, ...]) -> str:
    """The headline as it is printed: the heading that comes nearest to what the page's metadata calls the article, the
    highest first; without one, what the metadata says. A page's `<title>` and Open Graph title are often shortened, or
    name the outlet, too."""
    known = [_words(title) for title in titles]
    headings = sorted((block for block in page.blocks if block.kind == "heading"), key=lambda block: block.level)
    best, nearest = "", 0.5
    for heading in headings:
        words = _words(heading.text)
        for title in known:
            if words and title and (words in title or title in words):
                nearness = min(len(words), len(title)) / max(len(words), len(title))
                if nearness > nearest:
                    best, nearest = heading.text, nearness
    first = [heading.text for heading in headings if heading.level == 1]
    return best or next(iter(titles), "") or (first[0] if len(first) == 1 else "")


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _without_title(body: list[Block], title: str) -> tuple[Passage, ...]:
    """The headline is said once, and not among the passages."""
    same = [at for at, block in enumerate(body) if title and block.text == title and block.kind != "quotation"]
    body = [block for at, block in enumerate(body) if at not in same or (at != same[0] and block.kind != "heading")]
    return blocks.passages(body)


def _witness(text: str, page: Page) -> str:
    """The paragraphs that trafilatura takes for the article's; empty if it cannot be asked."""
    try:
        import trafilatura
    except ImportError as error:
        raise Missing("install them: pip install 'news-digest[import]'") from error
    if page.depth > _DEEP or len(text) > _LARGE or len(page.frames) > _MANY:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)  # it would say on stderr what it thinks of a page
    try:
        found = trafilatura.extract(text, fast=True, include_comments=False, deduplicate=False)
    except Exception:  # noqa: BLE001 - whatever a page makes it do: it is a witness, and we can do without
        return ""
    return found or ""
