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
"""Characters of a page that trafilatura is asked about; its time grows faster than the page."""


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
    """The headline as it is printed: the first-level heading that the page's metadata also knows, else what the
    metadata says. A page's `<title>` and Open Graph title are often shortened, or name the outlet, too."""
    known = [_words(title) for title in titles]
    headings = [block.text for block in page.blocks if block.kind == "heading" and block.level == 1]
    for heading in headings:
        words = _words(heading)
        if words and any(words in title or (title in words and len(title) * 2 > len(words)) for title in known):
            return heading
    if titles:
        return titles[0]
    return headings[0] if len(headings) == 1 else ""


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _without_title(body: list[Block], title: str) -> tuple[Passage, ...]:
    """The headline is said once, and not among the passages."""
    for at, block in enumerate(body):
        if title and block.text == title and block.kind in ("heading", "paragraph"):
            body = body[:at] + body[at + 1 :]
            break
    return blocks.passages(body)


def _witness(text: str, page: Page) -> str:
    """The paragraphs that trafilatura takes for the article's; empty if it cannot be asked."""
    try:
        import trafilatura
    except ImportError as error:
        raise Missing("install them: pip install 'news-digest[import]'") from error
    if page.depth > _DEEP or len(text) > _LARGE:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)  # it would say on stderr what it thinks of a page
    try:
        found = trafilatura.extract(text, fast=True, favor_recall=True, include_comments=False, deduplicate=False)
    except Exception:  # noqa: BLE001 - whatever a page makes it do: it is a witness, and we can do without
        return ""
    return found or ""
