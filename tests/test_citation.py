"""How to cite: BibTeX that BibTeX reads, CSL-JSON in the words of its schema, and the same on the page of a report."""

import html
import json
import re
from collections.abc import Iterator

import msgspec
import pytest

from digest.model.data import Cited
from digest.model.page import Chrome, Literature
from digest.options import Options
from digest.render.citation import as_bibtex, as_csl
from digest.scaffold import edition as scaffold
from support.editions import in_memory, made, site

CHROME = Chrome(title="The {Digest} & Co.", css="", base_url="https://x.example/news_today/")
MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
TEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_", r"\$": "$",
}  # fmt: skip
"""What TeX prints of what may stand in an entry."""


def cited(**given: object) -> Cited:
    plain = Cited(
        id="2024-05-02-post-bridge", title="The bridge", byline=("Ada Lindqvist",), outlet="Harbour Post", kind="",
        date="2024-05-02", address="https://post.example/bridge", language="en", checked="2024-06-01",
        digest="/reports/2024-05-02-post-bridge/",
    )  # fmt: skip
    return msgspec.structs.replace(plain, **given)


def read(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Entries as BibTeX reads them: it counts braces, and heeds no backslash while it does. A value is given as TeX
    prints it."""
    at = 0
    while (at := text.find("@", at)) >= 0:
        head = re.compile(r"@([a-z]+)\{([A-Za-z0-9:_-]+),").match(text, at)
        assert head, text[at : at + 40]
        fields: dict[str, str] = {}
        at = head.end()
        while field := re.compile(r"\s*([a-z]+) = ").match(text, at):
            at, depth, start = field.end(), 0, field.end()
            while depth or text[at] not in ",\n":
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                assert depth >= 0
                at += 1
            fields[field[1]] = text[start:at]
            at += text[at] == ","
        assert text[at:].lstrip().startswith("}")
        yield head[1], head[2], {name: printed(name, value) for name, value in fields.items()}


def printed(name: str, value: str) -> str:
    if name == "month":
        return str(MONTHS[value])
    assert (value[0], value[-1]) == ("{", "}")
    value = value[1:-1]
    if name in ("url", "urldate"):
        assert not set(value) & set('{}\\"<> \n')
        return value
    told = re.sub("|".join(map(re.escape, TEX)), lambda found: TEX[found[0]], value)
    bare = re.sub("|".join(map(re.escape, TEX)), "", value)
    assert not set(bare) & set("\\&%$#_~^"), f"{name}: a sign that means something to TeX"
    return told[1:-1] if name == "title" else told


def entry(**given: object) -> tuple[str, str, dict[str, str]]:
    page = Literature(url="/data/2024-05/citations.json", title="", cited=(cited(**given),))
    (found,) = read(as_bibtex(page, CHROME, None).decode())
    return found


def test_an_entry() -> None:
    assert entry() == (
        "article",
        "2024-05-02-post-bridge",
        {
            "author": "{Ada Lindqvist}",
            "title": "The bridge",
            "journal": "Harbour Post",
            "year": "2024",
            "month": "5",
            "day": "2",
            "url": "https://post.example/bridge",
            "urldate": "2024-06-01",
            "note": "Digest: https://x.example/news_today/reports/2024-05-02-post-bridge/",
        },
    )


@pytest.mark.parametrize(
    "title",
    [
        "100 % of A & B, #1, a_b, $5, x~y, x^y",
        "an { open one, and a } closing one, and a \\ back",
        "}, year = {1999}, note = {forged",
        "@book{forged, title={x}}",
        'quotes "in" it, ‘so’, “so”',
        "Ünïcode: 习近平, Ελλάδα, العربية",
        "</pre><script>alert(1)</script>",
    ],
)
def test_whatever_stands_in_a_title_is_printed(title: str) -> None:
    _, key, fields = entry(title=title, outlet=title, byline=(title, "B and C"))
    assert key == "2024-05-02-post-bridge"
    assert fields["title"] == fields["journal"] == title
    assert fields["author"] == f"{{{title}}} and {{B and C}}"
    assert fields["year"] == "2024"


def test_control_characters_and_lines() -> None:
    assert entry(title="a\x00b\r\nc\u2028d\x1b")[2]["title"] == "a b c d"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://post.example/a%20b?x=1&y=#_~", "https://post.example/a%20b?x=1&y=#_~"),
        ("https://post.example/{a}\\b c\n", "https://post.example/%7Ba%7D%5Cbc"),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_addresses(address: str, shown: str | None) -> None:
    assert entry(address=address)[2].get("url") == shown


def test_what_is_not_known_is_left_out() -> None:
    kind, _, fields = entry(byline=(), outlet="", date="", address="", checked="", language="")
    assert (kind, sorted(fields)) == ("misc", ["note", "title"])


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        ("", "article-newspaper"),
        ("agency", "article-newspaper"),
        ("magazine", "article-magazine"),
        ("ministry", "webpage"),
    ],
)
def test_csl(kind: str, type: str) -> None:
    page = Literature(url="/data/2024-05/citations.json", title="", cited=(cited(kind=kind), cited(byline=(), date="")))
    one, other = json.loads(as_csl(page, CHROME, None))
    assert one == {
        "id": "2024-05-02-post-bridge",
        "type": type,
        "title": "The bridge",
        "container-title": "Harbour Post",
        "author": [{"literal": "Ada Lindqvist"}],
        "issued": {"date-parts": [[2024, 5, 2]]},
        "accessed": {"date-parts": [[2024, 6, 1]]},
        "URL": "https://post.example/bridge",
        "language": "en",
        "note": "Digest: https://x.example/news_today/reports/2024-05-02-post-bridge/",
    }
    assert not {"author", "issued"} & other.keys()


REPORT = (
    '---\ndate: 2024-06-01\nsource: Harbour Post\ntitle: A & B\nheadline: "</pre>100 % {sure}"\n'
    "byline: [Ada Lindqvist]\nurl: https://post.example/a?b=1&c=2\n---\n\nThe quay is closed.\n"
)


def test_a_report_says_how_to_cite_the_article_and_its_digest() -> None:
    edition = in_memory(scaffold("Test") | {"content/reports/quay.md": REPORT})
    made(edition, Options(base_url="https://x.example/", processes=1))
    page = site(edition)["site/reports/quay/index.html"].decode()
    (shown,) = re.findall(r'<pre class="bib"[^>]*>(.*?)</pre>', page, re.DOTALL)
    article, own = read(html.unescape(shown))
    assert (article[2]["title"], article[2]["url"]) == ("</pre>100 % {sure}", "https://post.example/a?b=1&c=2")
    assert own == (
        "misc",
        "quay-digest",
        {
            "title": "A & B",
            "howpublished": "Test",
            "year": "2024",
            "month": "6",
            "day": "1",
            "url": "https://x.example/reports/quay/",
        },
    )
    bib = site(edition)["site/data/2024-06/citations.bib"].decode()
    assert list(read(bib)) == [article]


def test_of_a_withdrawn_report_the_page_alone_is_cited() -> None:
    text = REPORT.replace("title:", "status: withdrawn\ntitle:")
    edition = in_memory(scaffold("Test") | {"content/reports/quay.md": text})
    made(edition, Options(base_url="https://x.example/", processes=1))
    page = site(edition)["site/reports/quay/index.html"].decode()
    assert "@article" not in page
    assert "sure" not in page
    assert "@misc{quay-digest" in page
    assert not list(read(site(edition)["site/data/2024-06/citations.bib"].decode()))
