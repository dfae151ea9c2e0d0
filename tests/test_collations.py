"""A statement's collation as data: each wording is there to the letter, in JSON and in TEI, whatever it holds."""

import html
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.model.page import Chrome, QuotePage, SourceCard, Wording, Words
from digest.plan.wordings import Shown
from digest.render.collation import as_json
from digest.render.columns import columns
from digest.render.tei import as_xml
from support.checkout import ROOT
from support.editions import in_memory, made, site
from support.samples import PAGES

CHROME = Chrome(title="Test & <Co>", css="/s.css", base_url="https://example.org/sub/")
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
QUOTE = next(page for page in PAGES if isinstance(page, QuotePage))


def page_of(texts: list[str]) -> QuotePage:
    """A statement's page with these wordings, each of an outlet of its own."""
    sources = [SourceCard(id=f"o{n}", url=f"/sources/o{n}/", name=f"O {n}", siglum=f"O{n}") for n in range(len(texts))]
    shown = Shown(texts, sources)
    report = QUOTE.reports[0]
    return msgspec.structs.replace(
        QUOTE,
        variants=shown.variants(),
        remarks=(),
        wordings=tuple(
            Wording(
                source=source,
                report=QUOTE.wordings[0].report,
                words=shown.row(n),
                form="direct",
                given="whole",
                anchor=f"w-o{n}",
            )
            for n, source in enumerate(sources)
        ),
        reports=(msgspec.structs.replace(report, url=QUOTE.wordings[0].report.url.partition("#")[0]),),
    )


# --- TEI: what the Guidelines ask of parallel segmentation -----------------------------------------------------------


def checked(data: bytes) -> dict[str, str]:
    """The wording of each witness, read from a document that keeps the rules."""
    root = ET.fromstring(data)  # noqa: S314  # our own
    assert root.tag == f"{TEI}TEI"
    assert [child.tag for child in root] == [f"{TEI}teiHeader", f"{TEI}text"]
    header = root[0]
    assert [child.tag.removeprefix(TEI) for child in header] in (
        ["fileDesc", "encodingDesc"],
        ["fileDesc", "encodingDesc", "profileDesc"],
    )
    assert [child.tag.removeprefix(TEI) for child in header[0]] == ["titleStmt", "publicationStmt", "sourceDesc"]
    encoding = root.find(f".//{TEI}variantEncoding")
    assert encoding is not None
    assert encoding.attrib == {"method": "parallel-segmentation", "location": "internal"}
    known = [witness.attrib[ID] for witness in root.iter(f"{TEI}witness")]
    assert len(known) == len(set(known))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id) for id in known)
    (collation,) = [div for div in root.iter(f"{TEI}div") if div.attrib["type"] == "collation"]
    found = {
        quote.attrib["source"][1:]: "".join(quote.itertext())
        for div in root.iter(f"{TEI}div")
        if div.attrib["type"] == "further"
        for quote in div.iter(f"{TEI}quote")
    }
    collated = [id for id in known if id not in found]
    for app in collation.iter(f"{TEI}app"):
        names = [child.tag.removeprefix(TEI) for child in app]
        assert re.fullmatch("lem (rdg )+(note )?", " ".join((*names, ""))), names
        given = [w for child in app if "wit" in child.attrib for w in child.attrib["wit"].split()]
        assert sorted(given) == sorted(f"#{id}" for id in collated), "every witness once"
        assert not list(app.iter(f"{TEI}app"))[1:], "none in another"
    for id in collated:
        found[id] = _as_read_by(collation[0], id)
    return found


def _as_read_by(paragraph: ET.Element, id: str) -> str:
    text = paragraph.text or ""
    for app in paragraph:
        for reading in app:
            if f"#{id}" in reading.attrib.get("wit", "").split():
                text += reading.text or ""
        text += app.tail or ""
    return text


# --- the sample ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    content = ROOT / "content"
    files = {f"content/{p.relative_to(content).as_posix()}": p.read_text() for p in content.rglob("*.*") if p.is_file()}
    edition = in_memory(files)
    assert not made(edition).failed
    return {path.removeprefix("site/"): data for path, data in site(edition).items()}


def printed(page: str) -> dict[str, str]:
    """The wordings that a statement's page shows, by their fragments."""
    rows = re.findall(r'<tr[^>]* id="(w-[^"]+)">.*?<td[^>]* dir="auto"[^>]*>(.*?)</td>', page, re.DOTALL)
    strip = re.compile(r"<span class=\"gap\">.*?</sup></span>|<sup>.*?</sup>|<[^>]*>")
    return {id: " ".join(strip.sub("", cell).split()) for id, cell in rows}


def unescaped(text: str) -> str:
    return html.unescape(text)


def test_wordings_of_the_sample_are_in_both(sample: dict[str, bytes]) -> None:
    collated = [path.removesuffix("collation.json") for path in sample if path.endswith("collation.json")]
    assert len(collated) >= 6
    for url in collated:
        shown = {id: unescaped(text) for id, text in printed(sample[f"{url}index.html"].decode()).items()}
        assert {id: " ".join(t.split()) for id, t in checked(sample[f"{url}collation.tei.xml"]).items()} == shown, url
        data = json.loads(sample[f"{url}collation.json"])
        assert {f"w-{w['id']}": " ".join(w["text"].split()) for w in data["witnesses"]} == shown, url
        assert from_table(data) == [
            w["text"] for id in data["collated"] for w in data["witnesses"] if w["id"] == id
        ], url


def from_table(data: Any) -> list[str]:
    return ["".join(column["texts"][row] or "" for column in data["table"]) for row in range(len(data["collated"]))]


def test_one_wording_has_nothing_to_be_collated_with(sample: dict[str, bytes]) -> None:
    """It has no such files, and nothing leads to them."""
    single = [path for path in sample if re.fullmatch("quotes/[^/]+/index.html", path)]
    single = [path for path in single if path.replace("index.html", "collation.json") not in sample]
    assert single
    for path in single:
        assert b"collation" not in sample[path]


# --- made up ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [page for page in PAGES if isinstance(page, QuotePage)], ids=lambda page: page.url)
def test_pages_of_all_kinds(page: QuotePage) -> None:
    wordings = {wording.anchor: "".join(words.text for words in wording.words) for wording in page.wordings}
    assert checked(as_xml(page, CHROME, lambda _: None)) == wordings  # type: ignore[arg-type, return-value]


words = st.sampled_from(
    "the a ferry came late, and Late again (no) [yes] <b> & ]]> 10% 中文 it's it’s \x00 \ufffe".split(" ")
)
base = st.lists(words, min_size=3, max_size=25)


@st.composite
def wordings(draw: st.DrawFn) -> list[str]:
    """Of one statement: cut, and with other words here and there."""
    text = draw(base)
    made: list[str] = []
    for _ in range(draw(st.integers(2, 5))):
        start = draw(st.integers(0, len(text) - 2))
        own = text[start : draw(st.integers(start + 1, len(text)))]
        for _ in range(draw(st.integers(0, 3))):
            own[draw(st.integers(0, len(own) - 1))] = draw(words)
        made.append(draw(st.sampled_from((" ".join(own), " ".join(own).capitalize() + "."))))
    return made


@given(wordings())
@example(["Nobody on board was told", "Nobody on board was told why", "nobody on a board was told why we waited"])
@example(["one two", "three four"])
@settings(max_examples=80, deadline=None)
def test_every_wording_is_there_to_the_letter(texts: list[str]) -> None:
    page = page_of(texts)
    held = columns([wording.words for wording in page.wordings], page.variants)
    assert ["".join(column.texts[n] or "" for column in held) for n in range(len(texts))] == texts
    assert from_table(json.loads(as_json(page, CHROME, lambda _: None))) == texts  # type: ignore[arg-type, return-value]
    safe = [re.sub("[\x00\ufffe]", "\ufffd", text) for text in texts]
    assert list(checked(as_xml(page, CHROME, lambda _: None)).values()) == safe  # type: ignore[arg-type, return-value]


def test_who_carries_another_part_is_told_from_who_prints_nothing() -> None:
    texts = [
        "The harbour stays open through the winter and all of the boats will sail as before",
        "the harbour stays open through the winter",
        "The harbour stays open through all the winter and all of the boats will sail as before",
    ]
    held = columns([wording.words for wording in page_of(texts).wordings], page_of(texts).variants)
    assert [column.texts[1] for column in held][-1] is None
    (inserted,) = [column for column in held if column.variant]
    assert inserted.texts == ("", "", "all ")


def test_columns_part_no_more_than_the_words_do() -> None:
    rows = [[Words(text="It’s late, and dark")], [Words(text="It's late and dark")]]
    assert [column.texts for column in columns(rows, ())] == [
        ("It’s late, ", "It's late "),
        ("and dark", "and dark"),
    ]
