"""The edition as tables: whole, joined by ids, harmless in a spreadsheet, described, and written where it changed."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, get_type_hints

import pytest

from digest.edition import Edition
from digest.model.data import ROWS
from digest.options import Options
from digest.plan.columns import COLUMNS, WHAT
from digest.render.tables import cell
from digest.scaffold import edition as scaffold
from support.editions import in_memory, made, site

REPORT = "content/reports/2024-05-03-valley-news-bridge.md"
HOSTILE = (
    '---\ndate: 2024-06-01\nsource: "=HYPERLINK(\\"http://evil.example\\")"\ntitle: "@SUM(1+1)*cmd|\' /C calc\'!A0"\n'
    'headline: "</script><script>alert(1)</script>, \\"so\\" they say"\nbyline: ["+1 Ek", "Ås | Bo"]\n'
    'entities: [-Ada Minus]\n---\n\n“=1+2 is what we pay, said nobody,” said Bo Ek. “The quay, "as it is", stays,” '
    "said Bo Ek.\n"
)
UNDATED = "---\ndate: unknown\nsource: unknown\ntitle: Of no day\n---\n\n“We shall see in the spring,” said Bo Ek.\n"
WITHDRAWN = (
    "---\ndate: 2024-06-02\nsource: Harbour Post\ntitle: A secret title\nstatus: withdrawn\nbyline: [Secret Author]\n"
    "url: https://post.example/secret\ncorrections:\n  - on: 2024-06-04\n    what: The article was false.\n---\n\n"
    "“A secret sentence that nobody said,” said Bo Ek.\n"
)
ALL = {
    "content/reports/hostile.md": HOSTILE,
    "content/reports/of-no-day.md": UNDATED,
    "content/reports/withdrawn.md": WITHDRAWN,
}


def edition(more: Mapping[str, str] = ALL) -> Edition:
    found = in_memory({**scaffold("Test"), **more})
    built = made(found)
    assert not built.failed, built.said
    return found


def files(found: Edition) -> dict[str, bytes]:
    return {path.removeprefix("site/data/"): d for path, d in site(found).items() if path.startswith("site/data/")}


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.fixture(scope="module")
def data() -> dict[str, bytes]:
    return files(edition())


# --- the package describes what is there -----------------------------------------------------------------------------

_TYPES = {
    "string": r".*",
    "integer": r"-?\d+",
    "boolean": r"true|false",
    "date": r"\d{4}-\d{2}-\d{2}",
}


def table(package: Mapping[str, Any], name: str, data: Mapping[str, bytes]) -> list[dict[str, str]]:
    """All rows of a resource as its descriptor says them, part after part, every value looked at."""
    (resource,) = [r for r in package["resources"] if r["name"] == name]
    paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
    fields = resource["schema"]["fields"]
    rows: list[dict[str, str]] = []
    for path in paths:
        head, *body = cells(data[path])
        assert head == [field["name"] for field in fields]
        assert {len(row) for row in body} <= {len(head)}
        rows += [dict(zip(head, row, strict=True)) for row in body]
    for field in fields:
        assert field["description"]
        values = [row[field["name"]] for row in rows]
        assert [v for v in values if v and not re.fullmatch(_TYPES[field["type"]], v)] == []
        if field.get("constraints", {}).get("unique"):
            assert len({*values}) == len(values)
        if field.get("constraints", {}).get("required"):
            assert all(values)
    key = resource["schema"]["primaryKey"]
    keys = [tuple(row[part] for part in ([key] if isinstance(key, str) else key)) for row in rows]
    assert len({*keys}) == len(keys)
    return rows


def test_the_package_is_true(data: Mapping[str, bytes]) -> None:
    """Data Package 1: names, paths below it, a schema for each table; all files are listed; keys lead to rows."""
    package = json.loads(data["datapackage.json"])
    assert re.fullmatch(r"[-a-z0-9._]+", package["name"])
    assert "licenses" not in package, "none is known"
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert len(resources) == len(package["resources"])
    told: list[str] = []
    for name, resource in resources.items():
        assert re.fullmatch(r"[-a-z0-9._]+", name)
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        assert not [p for p in paths if p.startswith(("/", ".")) or ".." in PurePosixPath(p).parts]
        told += paths
    unlisted = {path for path in data if not path.endswith(".bib")} - {"index.html", "datapackage.json"}
    assert sorted(told) == sorted(unlisted)
    tables = {name: table(package, name, data) for name in ROWS}
    for name, rows in tables.items():
        for key in resources[name]["schema"]["foreignKeys"]:
            there = {row[key["reference"]["fields"]] for row in tables[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in rows} - {""} <= there, f"{name}.{key['fields']}"
    assert {len(rows) > 0 for rows in tables.values()} == {True}


def test_json_holds_the_same(data: Mapping[str, bytes]) -> None:
    for path, raw in data.items():
        of = PurePosixPath(path).stem
        if path.endswith(".json") and of in ROWS:
            rows = json.loads(raw)
            assert [list(row) for row in rows] == [[*ROWS[of].__struct_fields__]] * len(rows)
            head, *body = cells(data[path.replace(".json", ".csv")])
            assert len(body) == len(rows)
            for row, line in zip(rows, body, strict=True):
                first = head[0]
                assert line[0] == row[first]


def test_columns_are_those_of_the_rows() -> None:
    assert COLUMNS.keys() == ROWS.keys() == WHAT.keys()
    types = {str: {"string", "date"}, int: {"integer"}, bool: {"boolean"}}
    for of, row in ROWS.items():
        assert tuple(column.name for column in COLUMNS[of]) == row.__struct_fields__
        hints = get_type_hints(row)
        for column in COLUMNS[of]:
            wanted = types.get(hints[column.name], {"array"} if "tuple" in str(hints[column.name]) else {"string"})
            assert column.type in wanted, column.name


# --- what rows say ---------------------------------------------------------------------------------------------------


def test_rows() -> None:
    found = files(edition({}))
    reports = {row["id"]: row for row in json.loads(found["2024-05/reports.json"])}
    post = reports["2024-05-02-harbour-post-bridge"]
    assert post["outlet"] == "harbour-post"
    assert post["url"] == "/reports/2024-05-02-harbour-post-bridge/"
    assert "bridge-reopens" in post["statements"]
    assert "ada-lindqvist" in post["names"]
    wordings = json.loads(found["2024-05/wordings.json"])
    of_bridge = [row for row in wordings if row["statement"] == "bridge-reopens"]
    assert {row["report"] for row in of_bridge} >= {"2024-05-02-harbour-post-bridge", "2024-05-03-valley-news-bridge"}
    assert {row["speaker"] for row in of_bridge} == {"ada-lindqvist"}
    assert "The bridge is safe" in of_bridge[0]["words"]
    (statement,) = [row for row in json.loads(found["2024-05/quotes.json"]) if row["id"] == "bridge-reopens"]
    assert statement["outlets"] == len({row["outlet"] for row in of_bridge})


def test_what_has_no_date_and_who_has_no_name(data: Mapping[str, bytes]) -> None:
    (report,) = json.loads(data["undated/reports.json"])
    assert (report["id"], report["date"], report["outlet"]) == ("of-no-day", "", "")
    assert "unknown" not in {row["id"] for row in json.loads(data["sources.json"])}
    assert [row["report"] for row in json.loads(data["undated/wordings.json"])] == ["of-no-day"]


def test_of_a_withdrawn_report_only_the_fact_is_left(data: Mapping[str, bytes]) -> None:
    (report,) = [row for row in json.loads(data["2024-06/reports.json"]) if row["id"] == "withdrawn"]
    assert report["status"] == "withdrawn"
    assert report["corrections"] == [{"on": "2024-06-04", "what": "The article was false."}]
    assert not [path for path, raw in data.items() if b"ecret" in raw]
    assert b"withdrawn" not in data["2024-06/citations.bib"] + data["2024-06/citations.json"]


def test_addresses_are_whole_where_the_address_is_known() -> None:
    found = in_memory({**scaffold("Test"), **ALL})
    made(found, Options(base_url="https://x.example/news/", processes=1))
    held = files(found)
    for path, raw in held.items():
        if path.endswith(".csv"):
            urls = [row["url"] for row in csv.DictReader(io.StringIO(raw.decode()))]
            assert [url for url in urls if url and not url.startswith("https://x.example/news/")] == []


# --- what may stand in a cell ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-5 degrees", "'-5 degrees"),
        ("@home", "'@home"),
        ("＝1", "'＝1"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("  =1", "'  =1"),
        ("\u2028=1", "'=1"),
        ("a\nb\x00c\x1b", "a b c"),
        ("a = b", "a = b"),
        ("–5 degrees", "–5 degrees"),
        ("«Åh», “ja”", "«Åh», “ja”"),
        (("=a", "b"), "'=a | b"),
        ((), ""),
        (True, "true"),
        (-3, "-3"),
    ],
)
def test_cells(value: Any, shown: str) -> None:
    assert cell(value) == shown


def test_no_cell_is_a_formula_and_no_row_is_torn(data: Mapping[str, bytes]) -> None:
    for path, raw in data.items():
        if path.endswith(".csv"):
            rows = cells(raw)
            assert raw.count(b"\r\n") == len(rows), "a row is a line"
            assert raw.count(b"\n") == len(rows)
            for row in rows:
                assert not [value for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    head, *body = cells(data["2024-06/reports.csv"])
    (shown,) = [dict(zip(head, line, strict=True)) for line in body if line[0] == "hostile"]
    assert shown["title"] == "'@SUM(1+1)*cmd|' /C calc'!A0"
    assert shown["headline"] == '</script><script>alert(1)</script>, "so" they say'
    (same,) = [row for row in json.loads(data["2024-06/reports.json"]) if row["id"] == "hostile"]
    assert same["title"] == "@SUM(1+1)*cmd|' /C calc'!A0"
    assert same["byline"] == ["+1 Ek", "Ås | Bo"]


def test_the_page_of_the_data_runs_nothing(data: Mapping[str, bytes]) -> None:
    page = data["index.html"].decode()
    assert "<script>" not in page
    for path in re.findall(r'href="([\w/.-]+\.(?:csv|json|bib))"', page):
        assert path.removeprefix("../data/") in data


# --- what an edit writes ---------------------------------------------------------------------------------------------

MONTH = "data/2024-05"
HEAD = ("reports.csv", "reports.json")
CITED = ("citations.bib", "citations.json")
SAID = ("wordings.csv", "wordings.json")


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("\n---\n\n", "\n---\n\nA sentence before all others.\n\n", ()),
        ("title: ", "title: Once more, ", HEAD + CITED),
        ("\n---\n\n", "\nheadline: The quay\n---\n\n", HEAD + CITED),
        ("\n---\n\n", "\nchecked: {by: A, on: 2024-05-09}\n---\n\n", HEAD + CITED),
        ("it should reopen on", "it may well reopen on", SAID),
    ],
)
@pytest.mark.parametrize("outputs", ["full", "lean"])
def test_an_edit_writes_its_month_alone_and_only_what_it_changed(
    outputs: str, old: str, new: str, written: tuple[str, ...]
) -> None:
    base = scaffold("Test") | ALL
    base["content/site.yml"] += f"outputs: {outputs}\n"
    found = in_memory(base)
    made(found)
    text = found.fs.read(REPORT).decode().replace(old, new, 1)
    found.fs.write(REPORT, text.encode())
    built = made(found)
    assert not built.failed, built.said
    assert built.trace.parsed == (REPORT,)
    data = [path for path in built.trace.written if path.startswith("data/")]
    assert sorted(data) == sorted(f"{MONTH}/{name}" for name in written)
    clean = in_memory(base | {REPORT: text})
    made(clean)
    assert site(found) == site(clean)


def test_nothing_is_planned_of_data_when_only_words_change() -> None:
    """A sentence more in a body is felt by no row that a data file or a sitemap reads."""
    found = in_memory(scaffold("Test") | {"content/site.yml": "title: Test\nbase_url: https://x.example/\n"})
    made(found)
    found.fs.write(REPORT, found.fs.read(REPORT) + b"\nOne more sentence, at the end of the text.\n")
    trace = made(found).trace
    assert REPORT.removeprefix("content/").replace(".md", "/index.html") in trace.rendered
    assert not [path for path in trace.rendered if path.startswith(("data/", "sitemap"))]


def test_a_quotation_whose_statement_is_another_now_says_so_in_the_rows_of_reports_that_nobody_edited() -> None:
    """A statement is called after its first witness; when that no longer prints it, the other one's is another."""
    text = "---\ndate: 2024-0{}-01\nsource: {}\ntitle: The quay\n---\n\n“{}, and nobody is to blame,” said Bo Ek.\n"
    said, other = "The old quay of the town fell into the sea in the night", "Fish will be dear again this winter"
    first, second = "content/reports/quay-one.md", "content/reports/quay-two.md"
    base = scaffold("Test") | {first: text.format(7, "Post", said), second: text.format(8, "Echo", said)}
    found = in_memory(base)
    made(found)
    (row,) = json.loads(files(found)["2024-08/reports.json"])
    assert row["statements"] == ["quay-one-q1"]
    edited = text.format(7, "Post", other)
    found.fs.write(first, edited.encode())
    trace = made(found).trace
    assert trace.parsed == (first,)
    assert trace.planned < trace.pages, "followed, not linked anew"
    (row,) = json.loads(files(found)["2024-08/reports.json"])
    assert row["statements"] == ["quay-two-q1"]
    clean = in_memory(base | {first: edited})
    made(clean)
    assert site(found) == site(clean)
