"""What hosts are told in `_headers`, read as they read it; the preview and every page say the same."""

import re
from collections.abc import Iterator, Mapping

import pytest

from digest.deploy import limits
from digest.headers import FOR_EVER, POLICY, SECURITY, hashed, type_of
from digest.options import Options
from digest.scaffold import edition as scaffold
from support import hosting
from support.editions import in_memory, made, site, theme

ADDRESSES = {"": "/", "https://x.example/": "/", "https://x.example/news/": "/news/"}
"""Where the site is, and the path of its root there."""


def said(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a `_headers` file: a pattern that begins the line, then indented `Name: value`."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith((" ", "\t")):
            name, colon, value = line.strip().partition(": ")
            assert colon
            assert value
            assert name not in rules[-1][1]
            rules[-1][1][name] = value
        elif line:
            assert re.fullmatch(r"/\S*", line)
            assert line.count("*") <= 1, "Cloudflare takes one splat a pattern"
            rules.append((line, {}))
    return iter(rules)


def sent(rules: str, path: str) -> Mapping[str, str]:
    """What a host sends with a path: all that the matching rules say. What two say would be joined: a fault here."""
    found: dict[str, str] = {}
    for pattern, headers in said(rules):
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            assert not found.keys() & headers.keys(), f"{path}: {found.keys() & headers.keys()} would be joined"
            found |= headers
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_file_of_a_site_is_sent_as_it_should_be(address: str) -> None:
    edition = in_memory(scaffold("Test"))
    assert not made(edition, Options(base_url=address, processes=1)).failed
    files = {path.removeprefix("site/"): data for path, data in site(edition).items()}
    rules = files["_headers"].decode()
    more = ("feed.xml", "feed.json", "stories/a/feed.xml", "quotes/a/collation.tei.xml", "reports/a/annotations.jsonld")
    for path in (*files, *more):
        headers = dict(sent(rules, ADDRESSES[address] + path.removesuffix("index.html")))
        assert headers.pop("Cache-Control", "") == (FOR_EVER if hashed(path) else "")
        assert headers.pop("Content-Type", type_of(path)) == type_of(path)
        assert headers == SECURITY
    assert [b for host in limits.HOSTS for b in limits.breaches(host, {}, headers=rules)] == []
    assert max(map(len, rules.splitlines())) <= 2000, "Cloudflare takes no longer line"


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/feed.xml", "application/atom+xml"),
        ("/sources/post/feed.json", "application/feed+json"),
        ("/reports/a/annotations.jsonld", "application/ld+json"),
        ("/quotes/a/collation.tei.xml", "application/tei+xml"),
        ("/data/2024-05/citations.bib", "application/x-bibtex"),
    ],
)
def test_types_that_hosts_do_not_know_are_said(path: str, type: str) -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    assert sent(site(edition)["site/_headers"].decode(), path)["Content-Type"].split(";")[0] == type


def test_pages_and_hosts_say_one_policy() -> None:
    """A page says it of itself for hosts that send no headers; `frame-ancestors` means nothing there."""
    base = theme()["theme/templates/base.html"].decode().replace("{% block policy %}{% endblock %}", "")
    (of_page,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', base)
    strict = POLICY.replace(" 'wasm-unsafe-eval'", "")  # which the search page alone allows itself
    assert [*map(str.strip, of_page.split(";")), "frame-ancestors 'none'"] == [*map(str.strip, strict.split(";"))]
    assert {*map(str.strip, hosting.POLICY.split(";"))} == {*map(str.strip, POLICY.split(";"))}


def test_crawlers_are_told_of_the_sitemap_and_kept_from_drafts() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    assert site(edition)["site/robots.txt"] == b"User-agent: *\nAllow: /\n"
    made(edition, Options(base_url="https://x.example/news/", processes=1))
    assert site(edition)["site/robots.txt"].endswith(b"\nSitemap: https://x.example/news/sitemap.xml\n")
    made(edition, Options(base_url="https://x.example/news/", drafts=True, processes=1))
    assert site(edition)["site/robots.txt"] == b"User-agent: *\nDisallow: /\n"
