"""What pages say of themselves in the words of schema.org: words that are there, said of the right things, never more
than is known, and data whatever the content holds."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from rdflib.namespace import SDO

from digest.model.page import (
    EntityPage,
    FrontPage,
    NameCard,
    Page,
    QuotePage,
    ReportPage,
    SourcePage,
    StoryPage,
)
from digest.render.schema_org import linked_data
from support.samples import CHROME, PAGES

HOME = msgspec.structs.replace(CHROME, base_url="https://example.org/sub/")
DESCRIBED = tuple(
    page for page in PAGES if isinstance(page, FrontPage | StoryPage | ReportPage | QuotePage | EntityPage | SourcePage)
)
REPORT = next(page for page in PAGES if isinstance(page, ReportPage))
QUOTE = next(page for page in PAGES if isinstance(page, QuotePage))
HOSTILE = "</script><script>__pwn()</script><!-- \u2028\u2029 & \\ \" ]]> \x00 \ud7ff 𝔘"

of_each = pytest.mark.parametrize("page", DESCRIBED, ids=lambda page: page.url)


def said(page: Page) -> Any:
    return json.loads(linked_data(page, HOME))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(item)


def of_type(page: Page, type: str) -> list[dict[str, Any]]:
    return [node for node in nodes(said(page)) if node.get("@type") == type]


@of_each
def test_every_word_is_one_of_schema_orgs(page: Page) -> None:
    assert said(page)["@context"] == "https://schema.org"
    for node in nodes(said(page)):
        for word in (*(key for key in node if key[0] != "@"), *filter(None, [node.get("@type")])):
            assert word in SDO


def test_the_list_of_words_is_closed() -> None:
    assert "headline" in SDO
    assert "headlin" not in SDO


@of_each
def test_nothing_empty_is_said(page: Page) -> None:
    for node in nodes(said(page)):
        assert all(value not in ("", None, [], {}) for value in node.values()), node


@of_each
def test_addresses_are_whole(page: Page) -> None:
    for node in nodes(said(page)):
        for key in ("@id", "url", "item", "sameAs"):
            assert node.get(key, "https://").startswith(("https://", "http://")), node


def test_while_no_address_is_known_they_are_seen_from_the_page() -> None:
    data = json.loads(linked_data(REPORT, msgspec.structs.replace(CHROME, base_url="")))
    assert data["isPartOf"]["@id"] == "../../"
    assert data["url"] == "../.." + REPORT.url


def test_the_outlets_article_is_what_ours_is_based_on() -> None:
    """Nowhere does it stand as the page's own."""
    data = said(REPORT)
    assert data["@type"] == "WebPage"
    article = data["mainEntity"]
    assert (article["@type"], article["headline"]) == ("Article", REPORT.title)
    assert article["publisher"]["name"] == HOME.title
    (original,) = of_type(REPORT, "NewsArticle")
    assert article["isBasedOn"] == original
    assert original["headline"] == REPORT.headline
    assert original["datePublished"] == REPORT.card.date
    assert original["publisher"]["name"] == REPORT.card.source.name
    assert [author["name"] for author in original["author"]] == list(REPORT.byline)
    assert of_type(REPORT, "ClaimReview") == []


def test_names_are_those_of_wikidata() -> None:
    named = (
        NameCard(url="/entities/x/", name="X", type="organisation", wikidata="Q1"),
        NameCard(url="/entities/y/", name="Y"),
    )
    page = msgspec.structs.replace(REPORT, named=named)
    assert said(page)["mainEntity"]["mentions"] == [
        {
            "@type": "Organization",
            "name": "X",
            "sameAs": "http://www.wikidata.org/entity/Q1",
            "@id": "https://example.org/sub/entities/x/#main",
        },
        {"@type": "Thing", "name": "Y", "@id": "https://example.org/sub/entities/y/#main"},
    ]


def test_every_wording_is_an_example_of_the_statement() -> None:
    data = said(QUOTE)
    statement = data["mainEntity"]
    assert statement["@type"] == "Quotation"
    assert [w["text"] for w in statement["workExample"]] == [
        "".join(words.text for words in wording.words) for wording in QUOTE.wordings
    ]
    assert all(w["@type"] == "Quotation" and w["isPartOf"]["@type"] == "NewsArticle" for w in statement["workExample"])
    assert QUOTE.speaker is not None
    assert statement["creator"]["name"] == QUOTE.speaker.name


def test_a_withdrawn_report_says_so() -> None:
    card = msgspec.structs.replace(REPORT.card, status="withdrawn")
    assert said(msgspec.structs.replace(REPORT, card=card))["mainEntity"]["creativeWorkStatus"] == "Withdrawn"


def test_a_script_as_address_is_left_out() -> None:
    page = msgspec.structs.replace(REPORT, original="javascript:alert(1)")
    assert "javascript" not in linked_data(page, HOME)


@pytest.mark.parametrize("text", [HOSTILE, "&lt;/script&gt;", "<!--<script>"])
def test_no_content_ends_the_element(text: str) -> None:
    page = msgspec.structs.replace(REPORT, title=text, headline=text, byline=(text,))
    data = linked_data(page, HOME)
    assert not re.search("[<>&\u2028\u2029]", data)
    held = json.loads(data)
    assert held["name"] == held["mainEntity"]["headline"] == held["mainEntity"]["isBasedOn"]["headline"] == text
    assert held["mainEntity"]["isBasedOn"]["author"] == [{"name": text}]


def test_of_a_list_nothing_is_said() -> None:
    assert [page.url for page in PAGES if page not in DESCRIBED and linked_data(page, HOME)] == []
