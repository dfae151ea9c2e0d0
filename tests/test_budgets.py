"""What a page may weigh. The limits are those of README's promise: light on a slow telephone, no waiting for script."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from support.built import KINDS, markup, pages, picked

HTML = {"report": 12, "story": 15, "quotation": 15, "index": 40, "a-z": 40, "notes": 40, "timeline": 40, "month": 40}
"""kB of HTML after gzip, by kind of page; 15 for any other."""

FIRST_VIEW = 170
"""kB of everything that the first page makes a browser fetch, with fonts, text counted after gzip."""
REQUESTS = 6
"""The page, its style, its script and three fonts. The icon is the browser's own: it comes last, and once."""
SHIFT = 0.01
"""Cumulative layout shift, as Lighthouse counts it."""

KB = 1024


def packed(data: bytes) -> int:
    """The size that travels, in bytes."""
    return len(gzip.compress(data, 9, mtime=0))


@pytest.mark.parametrize("kind", KINDS)
def test_html(kind: str, sample_site: Path) -> None:
    limit = HTML.get(kind, 15) * KB
    heavy = {page.url: packed(page.path.read_bytes()) for page in pages(sample_site) if page.kind == kind}
    assert {url: size for url, size in heavy.items() if size > limit} == {}


def test_style(sample_site: Path) -> None:
    sheets = list(sample_site.rglob("*.css"))
    assert len(sheets) == 1
    style = sheets[0].read_bytes()
    assert len(style) <= 24 * KB
    assert packed(style) <= 7 * KB


def test_script(sample_site: Path) -> None:
    """What every page loads; a search engine's own files are fetched only when somebody searches."""
    (script,) = (sample_site / "assets").glob("digest.*.js")
    assert script.stat().st_size <= 6 * KB
    assert packed(script.read_bytes()) <= 2.5 * KB


def test_script_of_the_search_page(sample_site: Path) -> None:
    """Ours: Pagefind's own weighs 45 kB, and 72 kB of WebAssembly."""
    (script,) = sample_site.glob("assets/search.*.js")
    assert script.stat().st_size <= 12 * KB
    assert packed(script.read_bytes()) <= 4 * KB


def test_no_script_blocks(sample_site: Path) -> None:
    """Scripts wait (`defer`, a module) or are data, but for the one that sets the colours before the first paint. It
    stands before the style sheet, which is three times as long and which the first paint waits for in any case."""
    blocking = {
        script["src"].rpartition("/")[2]
        for page in pages(sample_site)
        for script in markup(page.path).scripts
        if "src" in script and "defer" not in script and "async" not in script and script.get("type") != "module"
    }
    assert blocking == {path.name for path in (sample_site / "assets").glob("digest.*.js")}


def test_fonts(sample_site: Path) -> None:
    fonts = [path.stat().st_size for path in sample_site.rglob("*.woff2")]
    assert len(fonts) <= 3
    assert sum(fonts) <= 135 * KB


def test_drawings(sample_site: Path) -> None:
    drawn = {page.url: markup(page.path).svg for page in pages(sample_site)}
    assert {url: size for url, size in drawn.items() if size > 12 * KB} == {}


def test_no_picture_from_elsewhere(sample_site: Path) -> None:
    assert [
        (page.url, link)
        for page in pages(sample_site)
        for tag, _, link in markup(page.path).links
        if tag in ("img", "source", "script") and "//" in link
    ] == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["front", "story", "report", "quotation"])
def test_first_view(kind: str, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    came: list[Response] = []
    page.on("response", lambda response: came.append(response))  # noqa: PLW0108  # it marks what it is given
    page.goto(sample_address + picked(sample_site, kind, 1)[0].url.removeprefix("/"), wait_until="networkidle")
    text = ("text/", "application/javascript", "application/json", "image/svg")
    weight = sum(
        packed(response.body()) if response.headers["content-type"].startswith(text) else len(response.body())
        for response in came
    )
    shift = page.evaluate(
        "new Promise(done => { let sum = 0;"
        "new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 100); })"
    )
    page.close()
    needed = [response.url for response in came if "/icon." not in response.url]
    assert len(needed) <= REQUESTS, needed
    assert weight <= FIRST_VIEW * KB
    assert shift <= SHIFT
