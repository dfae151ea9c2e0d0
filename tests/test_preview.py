"""The preview in a real browser: what changed is changed in place, and errors stand over the last good page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from test_serve import address, edition  # noqa: F401  # fixtures

pytestmark = pytest.mark.browser

REPORT = "content/reports/2024-05-03-valley-news-bridge.md"


def test_an_edit_is_seen_in_place_an_error_over_the_page_and_its_mending(
    chromium: Browser,
    edition: Path,  # noqa: F811
    address: str,  # noqa: F811
) -> None:
    file = edition / REPORT
    good = file.read_text()
    long = good + "\n\n".join(
        f"\nParagraph {n} of a long report, so that there is something to scroll." for n in range(60)
    )
    file.write_text(long)
    page = chromium.new_context(viewport={"width": 900, "height": 600}).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/reports/2024-05-03-valley-news-bridge/")
    expect(page.get_by_text("Paragraph 59 of")).to_be_attached(timeout=20_000)
    page.evaluate("window.__same = true; scrollTo(0, 900)")
    page.get_by_role("link", name=re.compile("About")).first.focus(timeout=5_000)
    page.evaluate("scrollTo(0, 900)")

    file.write_text(long.replace("Paragraph 40 of a long", "Paragraph 40, rewritten, of a long"))
    expect(page.get_by_text("Paragraph 40, rewritten,")).to_be_attached(timeout=10_000)
    assert page.evaluate("window.__same"), "the page was not loaded again"
    assert abs(page.evaluate("scrollY") - 900) < 40
    assert page.evaluate("document.activeElement.textContent").strip() == "About this edition"

    file.write_text(long.replace("date: 2024", "date: 20x24", 1))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("2024-05-03-valley-news-bridge.md:2:7", timeout=10_000)
    expect(page.get_by_text("Paragraph 40, rewritten,")).to_be_attached()

    file.write_text(long)
    expect(alert).not_to_be_attached(timeout=10_000)
    expect(page.get_by_text("Paragraph 40 of a long")).to_be_attached(timeout=10_000)
    assert page.evaluate("window.__same")
    assert wrong == []


def test_what_the_pages_own_script_has_added_outlives_an_edit(
    chromium: Browser,
    edition: Path,  # noqa: F811
    address: str,  # noqa: F811
) -> None:
    file = edition / REPORT
    good = file.read_text()
    page = chromium.new_context(viewport={"width": 1360, "height": 900}, color_scheme="light").new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/reports/2024-05-03-valley-news-bridge/")
    page.keyboard.press("t")
    link = page.locator(".prose a.name").first
    link.hover()
    card = page.locator(".card")
    expect(card).to_be_visible()
    words = card.inner_text()

    file.write_text(good + "\nA paragraph that came while a preview was open.\n")
    expect(page.get_by_text("A paragraph that came")).to_be_attached(timeout=20_000)
    expect(card).to_have_text(words, use_inner_text=True)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.mouse.move(1, 1)
    expect(card).not_to_be_attached()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()

    file.write_text(good + "\nA paragraph that came while the list was open.\n")
    expect(page.get_by_text("A paragraph that came while the list")).to_be_attached(timeout=20_000)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("footer.site button")).to_have_count(2)
    link.hover()
    expect(card).to_be_visible()
    assert wrong == []
