"""Every address on every page leads somewhere: at a domain's root, under a sub-path, and by a second opinion."""

import re
import subprocess
import sysconfig
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from support.built import markup, pages
from support.checkout import Build
from support.editions import in_memory, made, site

HOST = "https://x.example"
ADDRESSES = ["", f"{HOST}/", f"{HOST}/sub/"]
"""With no address known, at a domain's root, under a sub-path."""

OUTSIDE = re.compile(r"(https?:)?//|mailto:|data:", re.IGNORECASE)
LYCHEE = Path(sysconfig.get_path("scripts")) / "lychee"


def broken_links(site: Path, address: str) -> list[str]:
    """What leads nowhere, as `page: address: why`. `address` is where the site will be, ending in `/`."""
    prefix = urlsplit(address).path or "/"
    said: list[str] = []
    for page in pages(site):
        # A host shows 404.html wherever nothing is: its addresses must be right from there.
        stands = "/no/such/page/" if page.url == "/404.html" else page.url
        own = HOST + prefix + stands.removeprefix("/")
        for tag, rel, link in markup(page.path).links:
            if tag == "link" and rel == "canonical" and not address:
                said.append(f"{page.url}: {link}: a canonical address, though none is known")
            if why := _broken(site, prefix, page.path, own, link):
                said.append(f"{page.url}: {link}: {why}")
    return said


def _broken(site: Path, prefix: str, page: Path, own: str, link: str) -> str:
    if OUTSIDE.match(link) and not link.startswith(HOST + "/"):
        return ""
    parts = urlsplit(urljoin(own, link))
    if parts.scheme != "https":
        return "neither a place on the site nor a web address"
    if not parts.path.startswith(prefix):
        return f"leads out of {prefix}"
    if parts.path == urlsplit(own).path:
        file = page
    else:
        file = site / unquote(parts.path).removeprefix(prefix)
        file = file / "index.html" if parts.path.endswith("/") else file
    if not file.is_file():
        return "no such file"
    fragment = unquote(parts.fragment)
    if fragment and file.suffix == ".html" and fragment not in markup(file).ids:
        return "no such fragment"
    return ""


def broken_by_lychee(site: Path, root: Path) -> str:
    """The same by lychee, over files, without the network; empty when it finds nothing."""
    done = subprocess.run(
        [LYCHEE, "--offline", "--include-fragments=anchor-only", "--no-progress", "--root-dir", root,
         "--index-files", "index.html", "--", *(str(page.path) for page in pages(site))],
        cwd=root, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_link_is_broken(address: str, build_sample: Build) -> None:
    site = build_sample("--base-url", address) if address else build_sample()
    assert "\n".join(broken_links(site, address)) == ""


def test_lychee_agrees(sample_site: Path) -> None:
    assert broken_by_lychee(sample_site, sample_site) == ""


def test_lychee_agrees_under_a_sub_path(build_sample: Build, tmp_path: Path) -> None:
    site = build_sample("--base-url", f"{HOST}/sub/")
    placed = tmp_path / "sub"
    placed.symlink_to(site)
    assert broken_by_lychee(placed, tmp_path) == ""


@pytest.mark.parametrize("address", [f"{HOST}/", f"{HOST}/sub/"])
def test_addresses_in_machine_files_lead_to_pages(address: str, build_sample: Build) -> None:
    """Feeds, the sitemap, JSON and redirects name whole addresses; each is a file of the site."""
    site = build_sample("--base-url", address)
    gone: list[str] = []
    named = 0
    for file in sorted(site.rglob("*")):
        if file.suffix not in (".html", ".xml", ".json", ".jsonld", ".txt"):
            continue
        for found in re.findall(re.escape(HOST) + r"[^\s\"'<>\\){}]*", file.read_text(encoding="utf-8")):
            named += 1
            if why := _broken(site, urlsplit(address).path, file, address, found.replace("&amp;", "&")):
                gone.append(f"{file.relative_to(site)}: {found}: {why}")
    assert named, "the site's address is named nowhere"
    assert "\n".join(gone) == ""


def test_every_page_is_reached(sample_site: Path) -> None:
    """A page that no other page leads to is lost to readers."""
    reached = {"/", "/404.html"}
    waiting = ["/"]
    by_url = {page.url: page for page in pages(sample_site)}
    while waiting:
        page = by_url[waiting.pop()]
        for tag, _, link in markup(page.path).links:
            parts = urlsplit(urljoin(HOST + page.url, link))
            if tag == "a" and parts.netloc == "x.example" and parts.path in by_url and parts.path not in reached:
                reached.add(parts.path)
                waiting.append(parts.path)
    redirects = {page.url for page in by_url.values() if page.kind == "redirect"}
    assert sorted(by_url.keys() - reached - redirects) == []


def test_ids_are_unique(sample_site: Path) -> None:
    doubled = {
        page.url: sorted({one for one in markup(page.path).ids if markup(page.path).ids.count(one) > 1})
        for page in pages(sample_site)
    }
    assert {url: ids for url, ids in doubled.items() if ids} == {}


PLANTED = {
    "index.html": '<a href="a/">x</a><a href="a/#here">y</a><a href="https://elsewhere.example/">z</a>',
    "a/index.html": '<p id="here"><a href="../">up</a>',
}
FAULTS = {
    "a missing page": '<a href="b/">x</a>',
    "a missing fragment": '<a href="a/#gone">x</a>',
    "a missing style sheet": '<link rel="stylesheet" href="style.css">',
}


@pytest.mark.parametrize("fault", ["", *FAULTS])
def test_both_checkers_find_what_is_planted(fault: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name, html in PLANTED.items():
        (tmp_path / name).write_text(html + FAULTS.get(fault, ""), encoding="utf-8")
    assert bool(broken_links(tmp_path, "")) is bool(fault)
    assert bool(broken_by_lychee(tmp_path, tmp_path)) is bool(fault)


def test_a_link_out_of_the_sub_path_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="/">x</a>', encoding="utf-8")
    assert broken_links(tmp_path, f"{HOST}/") == []
    assert broken_links(tmp_path, f"{HOST}/sub/") == ["/: /: leads out of /sub/"]


REPORT = """---
date: 2024-05-02
source: Echo
title: Late
{url}quotes:
  - q: b
    text: "it was only listed here"
---

He said:

{{q=a}}
> "nobody on board, or on the quay, was told a thing about it"

And ["no more than that"]{{q=c}}.
"""


def test_links_lead_to_the_sentence_at_the_outlet() -> None:
    """From quotations set off by themselves and from those only listed; amid a sentence the key is enough."""
    edition = in_memory({"content/reports/one.md": REPORT.format(url="url: https://echo.example/a#top\n")})
    made(edition)
    page = edition.fs.read("site/reports/one/index.html").decode()
    assert re.findall(r'href="(https://echo[^"]*#:[^"]*)"', page) == [
        "https://echo.example/a#:~:text=nobody%20on%20board%2C%20or,a%20thing%20about%20it",
        "https://echo.example/a#:~:text=it%20was%20only%20listed%20here",
    ]
    without = in_memory({"content/reports/one.md": REPORT.format(url="")})
    made(without)
    assert b":~:text" not in without.fs.read("site/reports/one/index.html")


def test_words_that_look_like_a_link_are_left_as_they_were_written() -> None:
    words = 'typed href="/stories/x/" and src="/y" there'
    edition = in_memory(
        {
            "content/reports/a.md": f"---\ndate: 2024-05-01\nsource: Harbour Post\ntitle: 'Look, {words}'\n---\n\n"
            f"Plain {words}.[^1]\n\n> Set off {words} too.\n\nCode `{words}` and\n\n```\n{words}\n```\n\n"
            f"- A list {words}\n\n"
            f"[^1]: A note {words} and `{words}`.\n"
        }
    )
    assert not [said for said in made(edition).said if said.severity == "error"]
    pages = {path: data.decode() for path, data in site(edition).items() if path.endswith(".html")}
    assert unescape(re.sub(r"<[^>]*>", "", pages["site/reports/a/index.html"])).count(words) >= 8
    for path, text in pages.items():
        shown = unescape(re.sub(r"<[^>]*>", "", text)).replace("\\\"", "\"")  # as JSON-LD escapes it
        assert "../stories/x/" not in shown, path
        assert shown.count("typed href=") == shown.count('typed href="/stories/x/"'), path
