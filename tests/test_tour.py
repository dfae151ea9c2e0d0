"""A walk through the sample edition in a real browser: every kind of page, wide and narrow, light and dark."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from support.built import KINDS, pages, picked
from support.checkout import Build
from support.hosting import hosted

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]

MOST = {"report": 5, "index": 5, "quotation": 3, "name": 2, "outlet": 2}
"""How many pages of a kind are visited; of others, one."""

OPTIONAL = {"part"}
"""Kinds that an edition of five reports need not have: lists that go on over several pages."""

TOURED = [kind for kind in KINDS if kind not in OPTIONAL]

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

_LISTEN = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', e =>
  window.__refused.push(`${e.violatedDirective} refused ${e.blockedURI || 'inline'} ${e.sample}`));
"""

_SHOWN = "document.querySelector('main') ? document.querySelector('main').innerText : ''"
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_DRESSED = "[...document.styleSheets].some(s => s.cssRules.length > 20)"
_OVERFLOWING = """
[...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 5).map(e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '')).join(', ')
"""


@contextmanager
def _page(
    browser: Browser, width: int, scheme: Scheme = "light", script: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """A page of a fresh visitor, and the growing list of what went wrong on it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    context.add_init_script(_LISTEN)
    page = context.new_page()
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(f"console: {message.text}")

    def look(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            wrong.append(f"{response.status} for {response.url}")

    def fail(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the visitor went on before a font came
            wrong.append(f"not loaded: {request.url} ({request.failure})")

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("requestfailed", fail)
    page.on("response", look)
    try:
        yield page, wrong
    finally:
        context.close()


def _overflow(page: Page) -> list[str]:
    wider = page.evaluate(_WIDER)
    return [f"scrolls sideways by {wider} px: {page.evaluate(_OVERFLOWING)}"] if wider > 0 else []


def _inaccessible(page: Page) -> list[str]:
    result: dict[str, Any] = Axe().run(page, options=AXE).response
    return [
        f"{broken['id']}: {broken['help']}\n    {node['target']} {node['html'][:200]}\n    {node['failureSummary']}"
        for broken in result["violations"]
        for node in broken["nodes"][:3]
    ]


def test_every_page_has_a_known_kind(sample_site: Path) -> None:
    """So that a new kind of page cannot escape the tour."""
    assert [page.url for page in pages(sample_site) if not page.kind] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("kind", TOURED)
def test_page(
    kind: str, width: int, scheme: Scheme, chromium: Browser, sample_site: Path, sample_address: str
) -> None:
    found: list[str] = []
    for built in picked(sample_site, kind, MOST.get(kind, 1)):
        with _page(chromium, width, scheme) as (page, wrong):
            page.goto(sample_address + built.url.removeprefix("/"), wait_until="load")
            wrong.extend(f"policy: {refused}" for refused in page.evaluate("window.__refused"))
            if (headings := page.locator("h1").count()) != 1:
                wrong.append(f"{headings} h1 elements")
            wrong.extend(_overflow(page))
            wrong.extend(_inaccessible(page))
            if width < 1000:
                page.set_viewport_size({"width": 320, "height": 700})
                wrong.extend(f"at 320 px: {one}" for one in _overflow(page))
            found += [f"{built.url}: {one}" for one in wrong]
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("kind", TOURED)
def test_page_needs_no_script(kind: str, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    """What script adds is comfort: the words of the page are all there without it."""
    for built in picked(sample_site, kind, MOST.get(kind, 1)):
        address = sample_address + built.url.removeprefix("/")
        with _page(chromium, 1360) as (page, _):
            page.goto(address)
            with_script = str(page.evaluate(_SHOWN)).split()
        with _page(chromium, 1360, script=False) as (page, wrong):
            page.goto(address)
            without = page.locator("main").inner_text().split()
            assert not wrong, f"{built.url}: {wrong}"
        assert len(without) >= 5, f"{built.url} shows nearly nothing without script"
        assert len(without) >= 0.95 * len(with_script), f"{built.url}: {len(without)} of {len(with_script)} words"


@pytest.mark.parametrize("kind", TOURED)
def test_page_prints(kind: str, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    for built in picked(sample_site, kind, 1):
        with _page(chromium, 1360) as (page, _):
            page.goto(sample_address + built.url.removeprefix("/"))
            printed = page.pdf(format="A4", margin={"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"})
        assert printed.startswith(b"%PDF-")
        assert len(printed) > 3000, f"{built.url} prints as an empty sheet"


def test_first_tab_leads_past_the_navigation(chromium: Browser, sample_site: Path, sample_address: str) -> None:
    with _page(chromium, 1360) as (page, wrong):
        page.goto(sample_address)
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href') || ''")
        assert target.startswith("#"), f"the first stop of the keyboard leads to {target!r}"
        assert page.locator(f"main{target}, main {target}").count() == 1
        assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0"), "the skip link stays hidden"
        assert not wrong


@pytest.mark.parametrize("missing", ["nothing-here", "reports/nothing-here/", "quotes/no/such/page/"])
def test_missing_page_is_dressed_at_any_depth(missing: str, chromium: Browser, sample_address: str) -> None:
    """A host shows `404.html` at the address that was asked for, so its relative addresses would lead nowhere."""
    with _page(chromium, 1360) as (page, wrong):
        response = page.goto(sample_address + missing)
        assert response is not None
        assert response.status == 404
        assert page.evaluate(_DRESSED), "no style sheet came"
        assert [one for one in wrong if "status of 404" not in one] == []


def test_site_under_a_sub_path(chromium: Browser, build_sample: Build) -> None:
    site = build_sample("--base-url", "https://x.example/sub/")
    with hosted(site, "/sub/") as address, _page(chromium, 1360) as (page, wrong):
        for kind in ("front", "report", "quotation", "404"):
            page.goto(address + picked(site, kind, 1)[0].url.removeprefix("/"))
            assert page.evaluate(_DRESSED), f"{kind}: no style sheet came"
        page.goto(address)
        page.locator("main a[href*='reports/']").first.click()
        page.wait_for_load_state()
        assert page.url.startswith(address + "reports/")
        assert not wrong, wrong
