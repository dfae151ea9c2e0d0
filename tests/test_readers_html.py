"""HTML: what pages say of themselves, and which of their words are the article's."""

import sys
from pathlib import Path

import pytest

from digest.ingest.document import Document
from digest.ingest.raw import Fact, Raw, Refusal
from digest.ingest.read import articles
from digest.ingest.readers import html
from support.fixture_file import Case, cases, hold, name

CASES = cases(Path(__file__).parent / "readers")


def shown(raw: Raw) -> str:
    def fact(key: str, value: Fact) -> str:
        return f"{key}: {value.value or 'unknown'} ({value.basis})" if value.basis else ""

    lines = [
        f"title: {raw.title}" if raw.title else "",
        fact("date", raw.date),
        fact("source", raw.source),
        fact("lang", raw.lang),
        f"byline: {', '.join(raw.byline)}" if raw.byline else "",
        f"dateline: {raw.dateline}" if raw.dateline else "",
        f"url: {raw.url}" if raw.url else "",
        f"summary: {raw.summary}" if raw.summary else "",
        f"tags: {', '.join(raw.tags)}" if raw.tags else "",
        *(f"remark: {remark}" for remark in raw.remarks),
    ]
    for passage in raw.passages:
        mark = {"heading": "#" * passage.level, "item": f"{'  ' * passage.level}{passage.number or '*'}"}
        lines.append(f"[{mark.get(passage.kind, passage.kind)}] {passage.text}")
    return "\n".join(filter(None, lines))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_page(case: Case) -> None:
    hold(case, lambda case: shown(html.read(case.bytes().decode(), "page.html")))


def test_the_place_where_a_page_was_fetched_completes_its_addresses() -> None:
    page = "<link rel=canonical href='/ferry'><p>The ferry stays.</p>"
    assert html.read(page, "p", url="https://quill.example/x").url == "https://quill.example/ferry"
    assert html.read("<p>No.</p>", "p", url="https://quill.example/x?y").url == "https://quill.example/x?y"
    assert html.read(page, "p").url == ""


def test_without_the_extra_packages_a_page_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (made,) = articles(Document(origin="page.html", data=b"<p>The ferry stays.</p>"))
    assert made == Refusal(
        origin="page.html",
        what="reading HTML takes packages that are not here",
        help="install them: pip install 'news-digest[import]'",
    )


def test_a_witness_that_fails_costs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr("trafilatura.extract", fail)
    made = html.read("<nav>No</nav><p>The ferry stays in port until the spring, its owner said.</p>", "p")
    assert [passage.text for passage in made.passages] == ["The ferry stays in port until the spring, its owner said."]


def test_a_line_of_ten_megabytes_is_read() -> None:
    made = html.read("<p>" + "word " * 2_000_000 + "</p>", "p")
    assert [len(passage.text) for passage in made.passages] == [9_999_999]
