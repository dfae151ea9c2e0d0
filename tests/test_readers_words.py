"""Words lost: none. Every visible word of an article arrives, in order, and none that the article does not show."""

import re
import time

import pytest

from digest.ingest.raw import Raw
from digest.ingest.readers import html
from support.pages import article

WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def arrived(raw: Raw) -> list[str]:
    return words("\n".join([raw.title, *(passage.text for passage in raw.passages)]))


@pytest.mark.parametrize("seed", range(270))
def test_no_word_of_a_made_up_page_is_lost(seed: int) -> None:
    made = article(seed)
    got = arrived(html.read(made.html, "page.html"))
    wanted = [word for written in made.words for word in words(written)]
    assert [word for word in wanted if word not in set(got)] == []
    assert sorted(set(got) & {word for written in made.foreign for word in words(written)}) == []
    assert got == wanted


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<div>w ", "<b>w ", "<ul><li>w ", "<table><tr><td>w ", "<blockquote>w ", "<section><h2>w ", "<q>"],
)
@pytest.mark.parametrize("closed", [True, False])
def test_no_depth_loses_a_word(opening: str, closed: bool) -> None:
    """lxml drops what lies deeper than 255 (or 2,048) elements, and all after it; others call themselves too deep."""
    levels = 50_000 // opening.count("<")
    closing = "".join(f"</{tag}>" for tag in reversed(re.findall(r"<([\w-]+)>", opening))) if closed else ""
    page = f"<p>Words before.</p>{opening * levels}innermost{closing * levels}<p>Words after.</p>"
    start = time.process_time()
    got = arrived(html.read(page, "page.html"))
    assert got == ["words", "before", *["w"] * levels * opening.count("w"), "innermost", "words", "after"]
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<!--", "<![", "</p", "&#x", "<p x='", '<p x="', "<script>", "<svg>", "<b><p>", "</i>", "<a b=c "],
)
def test_no_broken_markup_takes_more_than_its_length(piece: str) -> None:
    start = time.process_time()
    html.read("<p>Words first.</p>" + piece * 50_000, "page.html")
    assert time.process_time() - start < 15
