"""WCAG 2.2 AA, as far as a program can hold it and axe does not: contrast, reflow, spacing, zoom, focus, tables."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.built import KINDS, pages, picked
from support.checkout import ROOT

OPTIONAL = {"part", "404"}
TOURED = [kind for kind in KINDS if kind not in OPTIONAL]

# --- contrast: WCAG 2.2, 1.4.3 and 1.4.11 ---------------------------------------------------------------------------

TEXT = ("ink", "ink-2", "ink-3", "blue", "red")
GROUNDS = ("paper", "sheet", "tint", "blue-wash")
AT_LEAST = [
    *((text, ground, 4.5) for text in TEXT for ground in GROUNDS),
    ("ink", "mark", 4.5),  # nothing but ink stands on it
    *(("rule-ui", ground, 3.0) for ground in GROUNDS),  # borders and marks that mean something
]


def palette(scheme: str) -> dict[str, str]:
    """The colours of the style sheet, by their names; `scheme` is light or dark."""
    sheet = (ROOT / "theme/static/style.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+):light-dark\((#\w+),(#\w+)\)", sheet)
    return {name: light if scheme == "light" else dark for name, light, dark in pairs}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1: WCAG 2.2, definitions."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("over", "ground", "least"), AT_LEAST, ids=[f"{o}-on-{g}" for o, g, _ in AT_LEAST])
def test_contrast(over: str, ground: str, least: float, scheme: str) -> None:
    colours = palette(scheme)
    assert contrast(colours[over], colours[ground]) >= least


def test_browsers_without_light_dark_get_the_light_colours() -> None:
    sheet = (ROOT / "theme/static/style.css").read_text(encoding="utf-8")
    plain = dict(re.findall(r"--([\w-]+):(#\w+)", sheet.split("@supports")[0]))
    assert {name: plain.get(name) for name in palette("light")} == palette("light")


# --- in a browser ---------------------------------------------------------------------------------------------------

SPACING = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                   p { margin-bottom: 2em !important }`);
document.adoptedStyleSheets = [sheet];
"""
"""What a reader may set: 1.4.12."""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

CUT_OFF = """
[...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  return /hidden|clip/.test(style.overflowX + style.overflowY) && style.clipPath === 'none'
    && style.display !== 'inline' && e.clientHeight
    && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
}).map(e => e.tagName.toLowerCase() + '.' + e.className + ': ' + e.textContent.slice(0, 40))
"""
"""What hides a part of its text. Words for screen readers alone are clipped on purpose, by `clip-path`."""

FOCUSED = """
(() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const x = box.x + box.width / 2, y = box.y + box.height / 2, at = document.elementFromPoint(x, y);
  return {
    name: e.tagName.toLowerCase() + ' ' + (e.getAttribute('aria-label') || e.textContent).trim().slice(0, 40),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!at && !e.contains(at) && !at.contains(e) && getComputedStyle(at).position === 'fixed',
    body: e === document.body,
  };
})()
"""


@contextmanager
def shown(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """A page of a fresh visitor."""
    opened = browser.new_context(reduced_motion="reduce", **context)
    page = opened.new_page()
    page.goto(address, wait_until="load")
    try:
        yield page
    finally:
        opened.close()


def address(site: Path, host: str, kind: str) -> str:
    return host + picked(site, kind, 1)[0].url.removeprefix("/")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("kind", TOURED)
def test_readers_own_spacing(kind: str, width: int, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    """1.4.12: nothing is cut off, and nothing moves out of the window."""
    size = {"width": width, "height": 900}
    with shown(chromium, address(sample_site, sample_address, kind), viewport=size) as page:
        page.evaluate(SPACING)
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.browser
@pytest.mark.parametrize("kind", TOURED)
def test_letters_twice_as_large(kind: str, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    """1.4.4, by a reader who sets larger letters, not a larger page."""
    with shown(chromium, address(sample_site, sample_address, kind), viewport={"width": 1280, "height": 900}) as page:
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.browser
def test_notes_stand_under_their_paragraphs_at_200_percent(
    chromium: Browser, sample_site: Path, sample_address: str
) -> None:
    """A window of 1280 px at 200 % is one of 640: the note comes next, in the text's own column."""
    with shown(
        chromium, address(sample_site, sample_address, "report"), viewport={"width": 640, "height": 450},
        device_scale_factor=2,
    ) as page:  # fmt: skip
        boxes = page.evaluate(
            "[...document.querySelectorAll('.chunk > .notes')].map(notes =>"
            " [notes.previousElementSibling, notes].map(e => e.getBoundingClientRect().toJSON()))"
        )
        assert boxes
        for text, notes in boxes:
            assert notes["top"] >= text["bottom"] - 1
            assert abs(notes["left"] - text["left"]) <= 1
            assert notes["right"] <= 640


@pytest.mark.browser
@pytest.mark.parametrize("kind", TOURED)
def test_the_focus_is_seen(kind: str, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    """2.4.7 and 2.4.11: every stop of the keyboard has a ring, is in the window and under nothing."""
    with shown(chromium, address(sample_site, sample_address, kind), viewport={"width": 1280, "height": 700}) as page:
        for _ in range(40):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop["body"]:
                break
            assert stop["ring"], stop
            assert stop["seen"], stop
            assert not stop["covered"], stop


def roles(page: Page) -> Counter[str]:
    """How often each role of a table is in what assistive technology is given."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    found = Counter(str(node.get("role", {}).get("value")) for node in tree["nodes"] if not node.get("ignored"))
    return Counter({role: found[role] for role in ("table", "row", "cell", "rowheader", "columnheader")})


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["quotation", "story", "outlet"])
def test_a_folded_table_is_a_table(kind: str, chromium: Browser, sample_site: Path, sample_address: str) -> None:
    """1.3.1: on a telephone rows are shown as blocks, and are rows still."""
    counted = []
    for width in (1280, 390):
        size = {"width": width, "height": 900}
        with shown(chromium, address(sample_site, sample_address, kind), viewport=size) as page:
            counted.append(roles(page))
    wide, narrow = counted
    assert wide["table"]
    assert wide["rowheader"]
    assert narrow == wide


@pytest.mark.browser
def test_dots_keep_their_shapes_where_colours_are_forced(
    chromium: Browser, sample_site: Path, sample_address: str
) -> None:
    """1.4.1: the four states of the matrix differ by their pictures, not by what a colour scheme may take away."""
    with shown(
        chromium, address(sample_site, sample_address, "story"), viewport={"width": 1280, "height": 900},
        forced_colors="active",
    ) as page:  # fmt: skip
        dots = {state: page.locator(f".keys .g.{state}").first for state in ("whole", "part", "reported", "none")}
        pictures = {dot.screenshot() for dot in dots.values()}
        assert len(pictures) == len(dots)


def test_every_kind_is_in_the_sample(sample_site: Path) -> None:
    assert {page.kind for page in pages(sample_site)} >= set(TOURED)
