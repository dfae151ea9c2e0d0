"""The sitemap holds what the protocol asks (sitemaps.org, 0.9), all that may be searched for, and nothing else; and
hosts and crawlers are told what has moved."""

import re
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from digest.deploy import limits
from digest.options import Options
from digest.plan import sitemap
from digest.render.sitemap import MOST_BYTES, MOST_RULES
from digest.scaffold import edition as scaffold
from support.editions import in_memory, made, site

AT = "https://x.example/news/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
REPORT = "content/reports/2024-05-03-valley-news-bridge.md"
AS_WHOLE = Options(base_url=AT, processes=1)


def files(more: Mapping[str, str] | None = None, options: Options = AS_WHOLE) -> dict[str, bytes]:
    edition = in_memory({**scaffold("Test"), **(more or {})})
    built = made(edition, options)
    assert not built.failed, built.said
    return {path.removeprefix("site/"): data for path, data in site(edition).items()}


def entries(data: bytes, root: str, child: str) -> dict[str, str]:
    """Addresses with their days, after every rule of the protocol has been looked at."""
    assert len(data) <= 50 * 1024**2
    tree = ET.fromstring(data)  # noqa: S314  # our own
    assert tree.tag == NAMESPACE + root
    found: dict[str, str] = {}
    for entry in tree:
        assert entry.tag == NAMESPACE + child
        held = {part.tag.removeprefix(NAMESPACE): part.text or "" for part in entry}
        assert held.keys() <= {"loc", "lastmod"}
        assert len(held) == len(entry)
        assert held["loc"].startswith(AT), "a whole address, at or below where the sitemap lies"
        assert len(held["loc"]) < 2048
        assert re.fullmatch(r"[!-~]+", held["loc"])
        if "lastmod" in held:
            date.fromisoformat(held["lastmod"])
        assert held["loc"] not in found
        found[held["loc"]] = held.get("lastmod", "")
    assert 1 <= len(found) <= 50_000
    return found


def listed(built: Mapping[str, bytes]) -> dict[str, str]:
    """All pages that the sitemap lists, by path below the root; every part is in the index, and once."""
    parts = entries(built["sitemap.xml"], "sitemapindex", "sitemap")
    there = {AT + path for path in built if path.startswith("sitemap-")}
    assert parts.keys() == there
    found: dict[str, str] = {}
    for part in parts:
        held = entries(built[part.removeprefix(AT)], "urlset", "url")
        assert not found.keys() & held.keys()
        found |= held
    return {url.removeprefix(AT): day for url, day in found.items()}


def searched_for(built: Mapping[str, bytes]) -> set[str]:
    """The pages that are no redirect, no part of a long list, and have words of their own."""
    pages = {path.removesuffix("index.html") for path in built if path.endswith(".html")} - {"404.html", "search/"}
    moved = {path for path in pages if b'http-equiv="refresh"' in built[f"{path}index.html"]}
    parts = {path for path in pages if re.fullmatch(r".*/(\d+|\d{4}-\d{2}(-\d{2})?)/|a-z/.+", path)}
    return pages - moved - parts


UNDATED = "---\ndate: unknown\nsource: Harbour Post\ntitle: Of no day\nwas: [first-name]\n---\n\nThe quay is wet.\n"
CORRECTION = "\ncorrections:\n  - on: 2024-07-01\n    what: A name.\n---\n\n"
CORRECTED = (
    "---\ndate: 2024-06-01\nsource: Harbour Post\ntitle: Put right\nstatus: corrected\n"
    "corrections:\n  - on: 2024-06-09\n    what: A name.\n  - on: 2024-06-03\n    what: A number.\n---\n\nThe quay.\n"
)


def test_all_that_may_be_searched_for_is_listed() -> None:
    built = files({"content/reports/of-no-day.md": UNDATED, "content/reports/put-right.md": CORRECTED})
    found = listed(built)
    assert found.keys() == searched_for(built)
    assert found["reports/put-right/"] == "2024-06-09"
    assert found["reports/2024-05-03-valley-news-bridge/"] == "2024-05-03"
    assert found["reports/of-no-day/"] == found[""] == ""
    assert "reports/first-name/" not in found


def test_none_without_an_address() -> None:
    assert not [path for path in files(options=Options(processes=1)) if path.startswith("sitemap")]


def test_drafts_are_not_listed() -> None:
    draft = {"content/reports/half-done.md": CORRECTED.replace("status: corrected", "status: draft")}
    built = files(draft, Options(base_url=AT, drafts=True, processes=1))
    assert "reports/half-done/index.html" in built
    assert b"half-done" not in b"".join(data for path, data in built.items() if path.startswith("sitemap"))


def test_a_part_holds_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = listed(files())
    monkeypatch.setattr(sitemap, "MOST", 2)
    built = files()
    assert listed(built) == whole
    assert "sitemap-pages-2.xml" in built
    assert max(built[path].count(b"<url>") for path in built if path.startswith("sitemap-")) == 2


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("title: ", "title: Once more, ", []),
        ("\n---\n\n", "\n---\n\nA sentence before all others.\n\n", []),
        (
            "\n---\n\n",
            "\ncorrections:\n  - on: 2024-07-01\n    what: A name.\n---\n\n",
            ["sitemap-reports-2024-05.xml"],
        ),
    ],
)
def test_an_edit_writes_one_part_at_most(old: str, new: str, parts: list[str]) -> None:
    edition = in_memory(scaffold("Test"))
    made(edition, AS_WHOLE)
    edition.fs.write(REPORT, edition.fs.read(REPORT).replace(old.encode(), new.encode(), 1))
    trace = made(edition, AS_WHOLE).trace
    assert trace.written
    assert [path for path in trace.written if path.startswith("sitemap")] == parts


# --- what has moved --------------------------------------------------------------------------------------------------


def renamed(count: int) -> dict[str, str]:
    was = ", ".join(f"an-old-name-of-it-{n:05}" for n in range(count))
    return {
        "content/reports/new-name.md": f"---\ndate: 2024-06-01\nsource: Post\ntitle: T\nwas: [{was}]\n---\n\nText.\n"
    }


@pytest.mark.parametrize(("address", "root"), [("", "/"), ("https://x.example/", "/"), (AT, "/news/")])
def test_hosts_are_told_what_has_moved(address: str, root: str) -> None:
    built = files(renamed(2), Options(base_url=address, processes=1))
    assert built["_redirects"].decode() == "".join(
        f"{root}reports/an-old-name-of-it-0000{n}/ {root}reports/new-name/ 301\n" for n in range(2)
    )
    assert "_redirects" not in files(options=Options(base_url=address, processes=1)), "nothing has moved"


def test_the_page_at_an_old_address_leads_on_without_a_script() -> None:
    page = files(renamed(1))["reports/an-old-name-of-it-00000/index.html"].decode()
    assert re.findall(r'<link rel="canonical" href="([^"]+)"', page) == [f"{AT}reports/new-name/"]
    assert '<meta http-equiv="refresh" content="0; url=../../reports/new-name/">' in page
    assert "noindex" not in page, "it would contradict the canonical address"


def test_no_host_is_told_more_than_it_takes() -> None:
    rules = files(renamed(1200))["_redirects"].decode()
    told = [line for line in rules.splitlines() if not line.startswith("#")]
    assert len(told) <= MOST_RULES
    assert MOST_BYTES / 2 < len(rules.encode()) <= 64_000
    assert rules.startswith(f"# {len(told)} of 1200: ")
    assert [b for host in limits.HOSTS for b in limits.breaches(host, {}, redirects=rules)] == []


@pytest.mark.parametrize("address", ["https://x.example/", AT])
def test_the_page_for_wrong_addresses_works_at_any_depth(address: str) -> None:
    page = files(options=Options(base_url=address, processes=1))["404.html"].decode()
    links = re.findall(r'(?:href|src)="([^"#]+)"', page)
    root = address.removeprefix("https://x.example")
    assert len(links) > 10
    assert [link for link in links if not link.startswith(root)] == []
    assert 'rel="canonical"' not in page
    assert '<meta name="robots" content="noindex">' in page
