"""Annotations of a report: what the model of the W3C asks for, and each selector finds its words in one place only."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from digest.model.article import ReportHead
from digest.model.page import Chrome, Filling, KeyView, ReportCard, ReportPage, SourceCard
from digest.model.source import Source
from digest.parse import parse
from digest.plan import notes
from digest.render.annotations import as_json
from digest.render.fill import fill
from support.checkout import ROOT
from support.editions import in_memory, made, site

# --- what the model says MUST be: https://www.w3.org/TR/annotation-model/, sections 3 to 5 ---------------------------

MOTIVATIONS = (
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying reviewing tagging"
).split()
ADDRESS = {"type": "string", "pattern": r"^https?://[^\s<>\"{}|\\^`]+$"}
SELECTOR = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"enum": ["FragmentSelector", "TextQuoteSelector"]}, "refinedBy": {"$ref": "#/$defs/s"}},
    "if": {"properties": {"type": {"const": "TextQuoteSelector"}}},
    "then": {
        "required": ["exact"],
        "properties": {key: {"type": "string", "minLength": 1} for key in ("exact", "prefix", "suffix")},
    },
    "else": {"required": ["value"], "properties": {"value": {"type": "string", "pattern": r"^\S+$"}}},
}
BODY = {
    "anyOf": [
        ADDRESS,
        {
            "type": "object",
            "required": ["type", "value"],
            "properties": {
                "type": {"const": "TextualBody"},
                "value": {"type": "string"},
                "format": {"type": "string", "pattern": "^[a-z]+/[a-z.+-]+$"},
                "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$"},
                "purpose": {"enum": MOTIVATIONS},
            },
        },
    ]
}
TARGET = {
    "anyOf": [
        ADDRESS,
        {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": ADDRESS,
                "selector": {"anyOf": [{"$ref": "#/$defs/s"}, {"type": "array", "items": {"$ref": "#/$defs/s"}}]},
            },
        },
    ]
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": ADDRESS,
        "type": {"const": "Annotation"},
        "motivation": {"enum": MOTIVATIONS},
        "body": {"anyOf": [BODY, {"type": "array", "items": BODY, "minItems": 1}]},
        "target": TARGET,
    },
}
COLLECTION = {
    "$defs": {"s": SELECTOR},
    "type": "object",
    "required": ["@context", "id", "type", "label", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": ADDRESS,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "properties": {
                "id": ADDRESS,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"type": "integer", "minimum": 0},
                "items": {"type": "array", "items": ANNOTATION, "minItems": 1},
            },
        },
    },
}
VALID = Draft202012Validator(COLLECTION)


# --- a browser's view of a page --------------------------------------------------------------------------------------


class _Texts(HTMLParser):
    """`textContent` of every element with an id."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br", "hr", "img"):
            self._open.append(dict(attrs).get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for id in filter(None, self._open):
            self.texts[id] = self.texts.get(id, "") + data


def texts(html: str) -> dict[str, str]:
    parser = _Texts()
    parser.feed(html)
    parser.close()
    return parser.texts


def anchored(collection: Any, page: str) -> Iterator[tuple[Any, str, dict[str, str]]]:
    """Each annotation that picks words of our page, the paragraph that it names, and the words as its selector says."""
    for item in collection["first"]["items"]:
        target = item["target"]
        if isinstance(target, dict) and target["source"] == page:
            within = target["selector"].get("refinedBy")
            if within:
                yield item, target["selector"]["value"], within


def found_once(text: str, selector: dict[str, str]) -> bool:
    whole = selector.get("prefix", "") + selector["exact"] + selector.get("suffix", "")
    return len(re.findall(f"(?={re.escape(whole)})", text)) == 1


# --- the sample ------------------------------------------------------------------------------------------------------

HOME = "https://example.org/sub/"


@pytest.fixture(scope="module")
def sample() -> dict[str, str]:
    content = ROOT / "content"
    files = {f"content/{p.relative_to(content).as_posix()}": p.read_text() for p in content.rglob("*.*") if p.is_file()}
    files["content/site.yml"] += f"\nbase_url: {HOME}\n"
    edition = in_memory(files)
    assert not made(edition).failed
    return {path.removeprefix("site/"): data.decode() for path, data in site(edition).items() if path[-5:] != ".webp"}


def collections(files: dict[str, str]) -> dict[str, Any]:
    """By the URL of the page."""
    return {
        path.removesuffix("annotations.jsonld"): json.loads(data)
        for path, data in files.items()
        if path.endswith("annotations.jsonld")
    }


def test_the_sample_has_some(sample: dict[str, str]) -> None:
    assert len(collections(sample)) == 5
    motivations = {i["motivation"] for c in collections(sample).values() for i in c["first"]["items"]}
    assert {"commenting", "describing", "editing", "identifying", "linking", "questioning"} == motivations


def test_the_model_is_kept(sample: dict[str, str]) -> None:
    for url, collection in collections(sample).items():
        assert [error.message for error in VALID.iter_errors(collection)] == [], url
        assert collection["total"] == len(collection["first"]["items"])
        ids = [item["id"] for item in collection["first"]["items"]]
        assert len(ids) == len(set(ids)), url


def test_the_schema_finds_faults() -> None:
    good = {
        "id": "https://x.example/1",
        "type": "Annotation",
        "target": {"source": "https://x.example/", "selector": {"type": "TextQuoteSelector", "exact": "x"}},
    }
    validator = Draft202012Validator(ANNOTATION | {"$defs": {"s": SELECTOR}})
    assert validator.is_valid(good)
    for bad in (
        good | {"id": "1"},
        good | {"motivation": "wondering"},
        {key: value for key, value in good.items() if key != "target"},
        good | {"target": {"source": "https://x.example/", "selector": {"type": "TextQuoteSelector", "prefix": "x"}}},
    ):
        assert not validator.is_valid(bad), bad


def test_every_selector_finds_one_place_of_the_built_page(sample: dict[str, str]) -> None:
    count = 0
    for url, collection in collections(sample).items():
        shown = texts(sample[f"{url}index.html"])
        for item, fragment, selector in anchored(collection, HOME + url):
            assert found_once(shown[fragment], selector), item
            count += 1
    assert count > 80


def test_every_note_is_an_annotation_at_its_own_address(sample: dict[str, str]) -> None:
    for url, collection in collections(sample).items():
        labels = set(re.findall(r'role="note" id="(n-[^"]+)"', sample[f"{url}index.html"]))
        ids = {item["id"] for item in collection["first"]["items"]}
        assert labels
        assert {f"{HOME}{url}#{label}" for label in labels} <= ids


# --- made up ---------------------------------------------------------------------------------------------------------

CHROME = Chrome(title="Test", css="/s.css", base_url=HOME)


def page_of(markdown: str) -> tuple[ReportPage, Any, dict[str, str]]:
    """A report's page, its annotations and the texts of its paragraphs."""
    source = Source(path="content/reports/x.md", kind="report", id="x", hash="0")
    text = f"---\ndate: 2024-05-02\nsource: post\ntitle: T\nurl: https://post.example/a\n---\n\n{markdown}\n"
    article = parse(source, text.encode(), lang="en", time_zone="UTC").article
    assert article is not None
    head, body = article.head, article.body
    assert isinstance(head, ReportHead)
    keys = tuple(KeyView(quote=q.number, key=f"Q{q.number}", url="/quotes/x/") for q in head.quotes)
    card = ReportCard(id="x", url="/reports/x/", title="T", source=SourceCard(id="p", url="/", name="P", siglum="P"))
    page = ReportPage(
        url="/reports/x/",
        title="T",
        card=card,
        original=head.url,
        body=Filling(body="b", keys=keys, notes=notes.views(head.notes, ())),
    )
    collection = json.loads(as_json(page, CHROME, lambda _: body))
    return page, collection, texts("".join(fill(page.body, body.blocks)))


def test_the_words_between_the_marks() -> None:
    markdown = (
        'He said that ["the [old](@x) quay & the new"]{q=a} is [shut]{}[^var-a].\n\n'
        "[^var-a]: So *they* say.\n\n    And more."
    )
    _, collection, shown = page_of(markdown)
    note, quoted, printed = collection["first"]["items"]
    assert shown["p1"] == 'He said that "the old quay & the new"Q1 is shut1.'
    assert note["target"]["selector"]["refinedBy"]["exact"] == "shut"
    assert note["body"][0]["value"] == "So they say.\n\nAnd more."
    assert quoted["target"]["selector"]["refinedBy"]["exact"] == "the old quay & the new"
    assert quoted["body"] == f"{HOME}quotes/x/"
    assert printed["target"] == {
        "source": "https://post.example/a",
        "selector": [{"type": "TextQuoteSelector", "exact": "the old quay & the new"}],
    }


def test_a_mark_amid_the_words_is_no_word_that_the_outlet_printed() -> None:
    markdown = '["across the [red line]{}[^var-a] and back again"]{q=a}, he said.\n\n[^var-a]: Some have bottom line.'
    _, collection, _ = page_of(markdown)
    _, quoted, printed = collection["first"]["items"]
    assert quoted["target"]["selector"]["refinedBy"]["exact"] == "across the red line1 and back again"
    assert printed["target"]["selector"][0]["exact"] == "across the red line and back again"


def test_where_the_same_words_recur_more_of_their_surroundings_tell_them_apart() -> None:
    """Here a browser has the very text of the marked words twice, between the same words."""
    around = "all through the long winter of that year and the one that followed it"
    markdown = f"- {around} quay1 {around}\n- {around} [quay]{{}}[^ctx-a] {around}\n\n[^ctx-a]: A note."
    _, collection, shown = page_of(markdown)
    (found,) = anchored(collection, f"{HOME}reports/x/")
    _, fragment, selector = found
    assert shown[fragment].count(f"{around} quay1 {around}") == 2
    assert found_once(shown[fragment], selector)


word = st.sampled_from("the a ferry came late again & <b> “so” 1 Q1 İstanbul 中文 🚢 e\u0301".split())
plain = st.lists(word, min_size=1, max_size=6).map(" ".join)
marked = st.one_of(
    plain,
    plain.map(lambda words: f"[{words}]{{}}[^NOTE]"),
    plain.map(lambda words: f'["{words}"]{{q=a}}'),
    plain.map(lambda words: f'["{words} [the]{{}}[^NOTE] {words}"]{{q=b}}'),
    plain.map(lambda words: f"{words}.[^NOTE]"),
)
paragraph = st.lists(marked, min_size=1, max_size=6).map(" ".join)
block = st.one_of(
    paragraph,
    st.lists(paragraph, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    plain.map(lambda words: f'{{q=c}}\n> "{words} [ferry]{{}}[^NOTE] {words}"'),
)


@given(st.lists(block, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_selector_finds_one_place(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    count = text.count("[^NOTE]")
    for number in range(count):
        text = text.replace("[^NOTE]", f"[^ctx-n{number}]", 1)
    text += "\n" + "".join(f"\n[^ctx-n{number}]: Note {number}.\n" for number in range(count))
    page, collection, shown = page_of(text)
    for item, fragment, selector in anchored(collection, HOME + page.url[1:]):
        assert found_once(shown[fragment], selector), (text, item)
    if collection["total"]:
        assert VALID.is_valid(collection)
    assert len([i for i in collection["first"]["items"] if "#n-" in i["id"]]) == len(page.body.notes)
