"""What script adds for readers, in a real browser: colours, previews, keys. And that nothing is lost without it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from test_tour import AXE

from support.built import markup, pages, picked
from support.checkout import Build
from support.hosting import hosted

pytestmark = pytest.mark.browser

REPORT = "reports/2022-02-25-straits-times-talks-offer/"
"""The second of its story's reports; with names, quotations that have pages, and notes."""
QUOTATION = "quotes/putin-us-nato/"
"""With a braced sentence."""

OPENS, CLOSES = 500, 300
"""Milliseconds."""

_LISTEN = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', e => window.__refused.push(e.violatedDirective));
"""
_REFUSE = """
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });
"""
_PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(251, 251, 248)", "rgb(20, 21, 23)"


@contextmanager
def visit(
    browser: Browser, address: str, *, clock: bool = False, init: str = "", but: str = "^$", **context: Any
) -> Iterator[Page]:
    """A page of a fresh visitor. Afterwards nothing may have gone wrong on it, `but` what a pattern allows: no
    error, nothing that the policy refused. With `clock`, time stands still on the page but for `page.clock.run_for`."""
    visitor = browser.new_context(**{"viewport": {"width": 1360, "height": 900}} | context)
    visitor.add_init_script(_LISTEN + init)
    page = visitor.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"script: {error}"))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    if clock:
        page.clock.install(time=0)
    page.goto(address)
    if clock:
        page.clock.pause_at(60_000)
    yield page
    if context.get("java_script_enabled", True):
        said += page.evaluate("window.__refused")
    visitor.close()
    assert [wrong for wrong in said if not re.search(but, wrong)] == []


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Colours")


def card(page: Page) -> Locator:
    return page.locator(".card")


def shown(page: Page, link: Locator) -> Locator:
    """The preview of a link, opened with the pointer."""
    link.hover()
    page.clock.run_for(OPENS)
    expect(card(page)).to_be_visible()
    return card(page)


# --- colours --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "papers"),
    [("light", [LIGHT, DARK, LIGHT, LIGHT]), ("dark", [DARK, LIGHT, DARK, DARK])],
)
def test_the_button_turns_through_three_states_and_the_first_turn_is_seen(
    scheme: str, papers: list[str], chromium: Browser, sample_address: str
) -> None:
    with visit(chromium, sample_address, color_scheme=scheme) as page:
        seen, names = [], []
        for _ in range(4):
            seen.append(page.evaluate(_PAPER))
            names.append(button(page).inner_text())
            button(page).click()
        assert seen == papers
        assert len(set(names[:3])) == 3
        assert names[3] == names[0]


def test_a_choice_of_colours_is_kept_over_pages_reload_and_going_back(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address, color_scheme="light") as page:
        page.locator("main a[href*='reports/']").first.click()
        button(page).click()
        assert page.evaluate(_PAPER) == DARK
        page.reload()
        assert page.evaluate(_PAPER) == DARK
        page.go_back()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        assert page.evaluate(_PAPER) == DARK
        other = page.context.new_page()
        other.goto(sample_address + QUOTATION)
        assert other.evaluate(_PAPER) == DARK
        button(other).click()  # what is chosen in one tab is seen in all
        expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_chosen_colours_are_there_before_anything_is_painted(chromium: Browser, sample_address: str) -> None:
    """The script has run when the body begins, so no frame shows the other colours."""
    early = """
      new MutationObserver((_, seer) => { if (document.body) {
        window.__early = document.documentElement.dataset.theme; seer.disconnect();
      } }).observe(document, { childList: true, subtree: true });
    """
    with visit(chromium, sample_address, init="localStorage.digestTheme = 'dark';" + early) as page:
        assert page.evaluate("window.__early") == "dark"


def test_where_storage_is_refused_everything_holds_for_the_page(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, init=_REFUSE, clock=True, color_scheme="light") as page:
        page.keyboard.press("t")
        assert page.evaluate(_PAPER) == DARK
        page.keyboard.press("?")
        page.get_by_label("Turn previews off").check()
        page.get_by_label("Turn single keys off").check()
        page.keyboard.press("Escape")
        page.keyboard.press("t")
        assert page.evaluate(_PAPER) == DARK
        page.locator("main a.name").first.hover()
        page.clock.run_for(2000)
        assert card(page).count() == 0


def test_what_was_stored_by_whom_knows_what_harms_nothing(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address, init="localStorage.digestTheme = '\"><b>';", color_scheme="dark") as page:
        assert page.evaluate(_PAPER) == DARK
        button(page).click()
        button(page).click()
        assert page.evaluate("localStorage.digestTheme") in ("light", "dark", "system")


# --- without script -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", REPORT, QUOTATION])
def test_without_script_there_is_no_button_and_all_is_there(
    address: str, chromium: Browser, sample_address: str
) -> None:
    with visit(chromium, sample_address + address) as page:
        words = page.locator("main").inner_text()
    with visit(chromium, sample_address + address, java_script_enabled=False, color_scheme="dark") as page:
        assert page.get_by_role("button").count() == page.locator("dialog").count() == 0
        assert page.locator("main").inner_text() == words


# --- previews -------------------------------------------------------------------------------------------------------


def test_a_preview_opens_after_half_a_second_and_closes_after_the_pointer_left(
    chromium: Browser, sample_address: str
) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        link = page.locator(".prose a.name", has_text="Minsk").first
        link.hover()
        page.clock.run_for(OPENS - 1)
        assert card(page).count() == 0
        page.clock.run_for(1)
        expect(card(page)).to_contain_text("Capital of Belarus")
        page.clock.run_for(60_000)
        expect(card(page)).to_be_visible()
        page.mouse.move(1, 1)
        page.clock.run_for(CLOSES - 1)
        assert card(page).count() == 1
        page.clock.run_for(1)
        assert card(page).count() == 0


def test_a_link_that_is_passed_over_fetches_nothing(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator(".prose a.name").first.hover()
        page.clock.run_for(OPENS - 100)
        page.mouse.move(1, 1)
        page.clock.run_for(2000)
        assert asked == []
        assert card(page).count() == 0


def test_the_pointer_may_enter_and_escape_closes_without_moving_it(chromium: Browser, sample_address: str) -> None:
    """WCAG 2.2, 1.4.13: hoverable, persistent, dismissible."""
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        link = page.locator(".prose a.name", has_text="Minsk").first
        shown(page, link).hover()
        page.clock.run_for(60_000)
        expect(card(page)).to_be_visible()
        link.hover()
        page.clock.run_for(60_000)
        expect(card(page)).to_be_visible()
        page.keyboard.press("Escape")
        assert card(page).count() == 0
        page.clock.run_for(60_000)
        assert card(page).count() == 0, "it stays closed while the pointer stays"
        page.mouse.move(1, 1)
        page.clock.run_for(1000)
        shown(page, link)


def test_what_escape_closed_stays_closed_while_the_pointer_moves_in_its_link(
    chromium: Browser, sample_address: str
) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        link = page.locator(".among a[href*='outlet-a']")
        shown(page, link.locator(".g"))
        page.keyboard.press("Escape")
        link.locator("abbr").hover()
        with pytest.raises(PlaywrightTimeoutError), page.expect_request("**/*", timeout=1000):
            page.clock.run_for(5000)
        assert card(page).count() == 0


def test_the_keyboard_opens_previews_too(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        page.locator("main a").first.focus()
        page.keyboard.press("Tab")
        link = page.locator("main a:focus")
        page.clock.run_for(OPENS)
        expect(card(page)).to_be_visible()
        page.mouse.move(5, 5)
        page.mouse.move(900, 300)
        page.clock.run_for(5000)
        expect(card(page)).to_be_visible()
        box, over = link.bounding_box(), card(page).bounding_box()
        assert box is not None
        assert over is not None
        assert over["y"] >= box["y"] + box["height"] or over["y"] + over["height"] <= box["y"]
        page.keyboard.press("Escape")
        assert card(page).count() == 0
        assert link.count() == 1, "focus is where it was"
        page.keyboard.press("Tab")
        page.clock.run_for(OPENS + CLOSES)
        assert card(page).count() <= 1


def test_at_most_one_is_open(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        first, second = page.locator(".prose a.name", has_text="Minsk").first, page.locator(".rail a").last
        first_words = shown(page, first).inner_text()
        second.hover()
        page.clock.run_for(OPENS)
        expect(card(page)).to_have_count(1)
        expect(card(page)).not_to_have_text(first_words)


KINDS = {
    "name": (REPORT, ".prose a.name", "Capital of Belarus"),
    "quotation": (REPORT, ".prose a.key[href*='putin-talks']", "Russia is ready"),
    "report": (REPORT, ".among a[href*='outlet-a']", "Putin offers talks"),
    "outlet": (REPORT, ".source a", "Straits Times"),
    "story": (REPORT, ".head .meta a", "On the second day of the invasion"),
    "statement in a list": ("quotes/", "main a[href*='putin-us-nato']", "Vladimir Putin"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_preview_shows(kind: str, chromium: Browser, sample_address: str) -> None:
    """Words of the page that the link leads to, and nothing that could be pressed, named or run."""
    where, link, words = KINDS[kind]
    with visit(chromium, sample_address + where, clock=True) as page:
        found = page.locator(link).filter(has_text="Minsk") if kind == "name" else page.locator(link)
        preview = shown(page, found.first)
        expect(preview).to_contain_text(words)
        expect(preview).to_have_attribute("aria-hidden", "true")
        assert preview.locator("a,button,input,summary,[tabindex],[role],[id]").count() == 0
        assert preview.evaluate("e => getComputedStyle(e).boxShadow") == "none"
        assert preview.evaluate("e => e.getBoundingClientRect().width / parseFloat(getComputedStyle(e).fontSize)") == 22


def test_a_note_is_previewed_where_it_cannot_be_seen(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True, viewport={"width": 900, "height": 300}) as page:
        mark = page.locator("a[role=doc-noteref]").first
        mark.evaluate("e => scrollTo({ top: e.getBoundingClientRect().top + scrollY - 280, behavior: 'instant' })")
        note = page.locator("aside.note").first
        assert "Two of the five outlets" in shown(page, mark).inner_text()
        assert card(page).locator(".ref").count() == 0
        page.mouse.move(1, 1)
        page.clock.run_for(1000)
        note.evaluate("e => scrollTo({ top: e.getBoundingClientRect().top + scrollY - 200, behavior: 'instant' })")
        mark.hover()
        page.clock.run_for(2000)
        assert card(page).count() == 0, "the note itself is in view"


@pytest.mark.parametrize("width", [1360, 700, 400])
def test_a_preview_lies_in_the_window_and_beside_its_link(width: int, chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True, viewport={"width": width, "height": 600}) as page:
        links = page.locator(".prose a.name, .prose a.key, .after .list a.t")
        for number in range(0, links.count(), 3):
            for edge in ("start", "end", "center"):
                page.mouse.move(1, 1)
                page.clock.run_for(1000)
                link = links.nth(number)
                link.evaluate("(e, block) => e.scrollIntoView({ block, behavior: 'instant' })", edge)
                over, box = shown(page, link).bounding_box(), link.bounding_box()
                assert over is not None
                assert box is not None
                assert over["x"] >= 0
                assert over["x"] + over["width"] <= width
                assert over["y"] >= 0
                assert over["y"] + over["height"] <= 600
                assert over["y"] >= box["y"] + box["height"] or over["y"] + over["height"] <= box["y"]


def test_nothing_of_a_page_runs_in_a_preview_of_it(chromium: Browser, sample_address: str) -> None:
    hostile = (
        "<h1 data-card id=x onclick='window.__ran = 1' style='position:fixed'>Words"
        "<img src=x onerror='window.__ran = 1'><a href='javascript:window.__ran = 1'>of a link</a>"
        "<script>window.__ran = 1</script><iframe src='/'></iframe>"
        "<svg onload='window.__ran = 1'><a href='/'><text>drawn</text></a></svg><form><input autofocus></form></h1>"
    )
    with visit(chromium, sample_address + REPORT, clock=True, but="inline|-src-attr") as page:
        page.route("**/entities/**", lambda route: route.fulfill(body=hostile, content_type="text/html"))
        preview = shown(page, page.locator(".prose a.name").first)
        expect(preview).to_contain_text("Words")
        expect(preview).to_contain_text("of a link")
        inside = preview.evaluate("e => [...e.querySelectorAll('*')].map(e => [e.localName, ...e.getAttributeNames()])")
        assert {name for name, *_ in inside} <= {"span", "p", "div", "q", "b", "i", "em", "bdi"}
        assert {attribute for _, *held in inside for attribute in held} <= {"class", "lang", "dir"}
        assert page.evaluate("window.__ran") is None


@pytest.mark.parametrize("answer", ["gone", "lost", "another"])
def test_where_there_is_nothing_to_show_nothing_opens(answer: str, chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True, but="Failed to load") as page:
        if answer == "gone":
            page.route("**/entities/**", lambda route: route.fulfill(status=404, body="<h1>Not found</h1>"))
        elif answer == "lost":
            page.route("**/entities/**", lambda route: route.abort())
        else:
            page.route("**/entities/**", lambda route: route.fulfill(body="<title>a list</title>"))
        page.locator(".prose a.name").first.hover()
        with page.expect_event("requestfinished" if answer != "lost" else "requestfailed"):
            page.clock.run_for(OPENS)
        page.clock.run_for(1000)
        assert card(page).count() == 0


def test_the_choice_of_no_previews_is_kept(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        page.keyboard.press("?")
        page.get_by_label("Turn previews off").check()
        page.get_by_role("button", name="Close").click()
        page.reload()
        page.locator(".prose a.name").first.hover()
        page.clock.run_for(2000)
        assert card(page).count() == 0
        page.keyboard.press("?")
        expect(page.get_by_label("Turn previews off")).to_be_checked()
        page.get_by_label("Turn previews off").uncheck()
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)
        page.clock.run_for(1000)
        shown(page, page.locator(".prose a.name").first)


def test_fingers_get_no_previews(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True, is_mobile=True, has_touch=True) as page:
        page.keyboard.press("Tab")
        page.locator(".prose a.name").first.focus()
        page.clock.run_for(2000)
        assert card(page).count() == 0


def test_no_preview_of_what_is_outside_the_text(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for link in (".nav a", ".skip", "footer.site a", ".rail a[href^='#q']"):
            page.locator(link).first.hover(force=True) if link != ".skip" else page.locator(link).focus()
            page.clock.run_for(2000)
        assert card(page).count() == 0
        assert asked == []


# --- keys -----------------------------------------------------------------------------------------------------------


def test_reports_of_the_story_follow_each_other(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT) as page:
        after, before = (page.locator(f"a[rel={rel}]").evaluate("a => a.href") for rel in ("next", "prev"))
        page.keyboard.press("j")
        page.wait_for_url(after)
        page.keyboard.press("k")
        page.wait_for_url(sample_address + REPORT)
        page.keyboard.press("k")
        page.wait_for_url(before)


def test_notes_follow_each_other(chromium: Browser, sample_address: str) -> None:
    focused = "document.activeElement.getAttribute('aria-label')"
    with visit(chromium, sample_address + REPORT, reduced_motion="reduce") as page:
        said = []
        for key in "nnnpp":
            page.keyboard.press(key)
            said.append(page.evaluate(focused))
        assert said == ["Note 1", "Note 2", "Note 3", "Note 2", "Note 1"]
        page.keyboard.press("p")
        assert page.evaluate(focused) == "Note 1", "there is none before"
        page.evaluate("document.activeElement.blur(); scrollTo(0, 1e6)")
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement === document.body"), "there is none below"
        page.keyboard.press("p")
        last = page.locator("a[role=doc-noteref]").last
        expect(last).to_be_focused()
        expect(last).to_be_in_viewport()


def test_search_is_led_to_or_its_field_focused(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT) as page:
        page.evaluate(
            "document.querySelector('main').prepend(Object.assign(document.createElement('input'), { type: 'search' }))"
        )
        page.keyboard.press("/")
        field = page.locator("input[type=search]")
        expect(field).to_be_focused()
        page.keyboard.type("n?t/")
        expect(field).to_have_value("n?t/")
        assert page.locator("dialog").count() == 0
        page.evaluate("document.querySelectorAll('[type=search]').forEach(field => field.remove())")
        page.evaluate(
            "document.querySelectorAll('.nav [href*=\"search/\"]').forEach(link => link.remove());"
            "document.querySelector('.nav').append("
            "Object.assign(document.createElement('a'), { href: '../../about/?search/' }))"
        )
        page.keyboard.press("/")
        page.wait_for_url("**/about/?search/")


@pytest.mark.parametrize("with_key", ["Control", "Alt", "Meta"])
def test_keys_with_others_are_the_browsers(with_key: str, chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT) as page:
        page.evaluate("window.__prevented = []; addEventListener('keydown', e => __prevented.push(e.defaultPrevented))")
        for key in ("j", "n", "/"):
            page.keyboard.press(f"{with_key}+{key}")
        assert not any(page.evaluate("__prevented"))
        assert page.evaluate("document.activeElement === document.body")
        assert page.url == sample_address + REPORT


@pytest.mark.parametrize(
    "field", ["<input>", "<textarea></textarea>", "<select><option>a</select>", "<p contenteditable>text</p>"]
)
def test_keys_do_nothing_in_fields(field: str, chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, color_scheme="light") as page:
        page.evaluate("html => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", field)
        page.locator("main > *").first.focus()
        for key in "nt?/":
            page.keyboard.press(key)
        assert page.evaluate(_PAPER) == LIGHT
        assert page.locator("dialog").count() == 0
        expect(page.locator("main > *").first).to_be_focused()


def test_single_keys_can_be_turned_off_and_on_by_keyboard_alone(chromium: Browser, sample_address: str) -> None:
    """WCAG 2.2, 2.1.4. With the keys off, the button in the foot still opens the list."""
    with visit(chromium, sample_address + REPORT, color_scheme="light") as page:
        page.keyboard.press("?")
        expect(page.get_by_label("Turn single keys off")).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Escape")
        assert page.locator("dialog").count() == 0
        page.reload()
        page.keyboard.press("t")
        page.keyboard.press("?")
        assert page.evaluate(_PAPER) == LIGHT
        assert page.locator("dialog").count() == 0
        opener = page.get_by_role("button", name="Keys and previews")
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Keys and previews")).to_be_visible()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press("Enter")
        expect(opener).to_be_focused()
        page.keyboard.press("t")
        assert page.evaluate(_PAPER) == DARK


def test_focus_returns_to_the_link_from_which_the_list_was_asked_for(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT) as page:
        link = page.locator(".prose a.name").first
        link.focus()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("j")
        assert page.url == sample_address + REPORT, "the list is open: keys are its own"
        page.keyboard.press("Escape")
        expect(link).to_be_focused()


# --- everybody's ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_open_previews_and_lists_are_accessible(
    width: int, scheme: str, chromium: Browser, sample_address: str
) -> None:
    seen: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with visit(chromium, sample_address + REPORT, **seen) as page:
        page.locator(".prose a.name").first.hover()
        expect(card(page)).to_be_visible()
        found = [Axe().run(page, options=AXE).response]
        page.keyboard.press("?")
        found.append(Axe().run(page, options=AXE).response)
        for box in page.get_by_role("dialog").locator("label, button").all():
            held = box.bounding_box()
            assert held is not None
            assert held["height"] >= 24
        assert [broken["id"] for result in found for broken in result["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_forced_colours_what_lies_above_has_an_edge(chromium: Browser, sample_address: str) -> None:
    edge = "e => { const s = getComputedStyle(e); return [s.borderTopStyle, s.borderTopWidth, s.backgroundColor]; }"
    with visit(chromium, sample_address + REPORT, clock=True, forced_colors="active", color_scheme="dark") as page:
        style, width, paper = shown(page, page.locator(".prose a.name").first).evaluate(edge)
        assert (style, width) == ("solid", "1px")
        assert not paper.startswith("rgba(0, 0, 0, 0")
        page.keyboard.press("?")
        assert page.get_by_role("dialog").evaluate(edge)[:2] == ["solid", "1px"]


def test_nothing_moves(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True, reduced_motion="reduce") as page:
        shown(page, page.locator(".prose a.name").first)
        page.keyboard.press("?")
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_print_shows_nothing_that_was_added(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + REPORT, clock=True) as page:
        button(page).click()
        page.evaluate("scrollTo(0, 0)")
        shown(page, page.locator(".prose a.name").first)
        page.emulate_media(media="print")
        assert [page.locator(hidden).first.is_visible() for hidden in (".card", "footer button", ".nav")] == [False] * 3
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_a_braced_sentence_is_copied_with_its_separators(chromium: Browser, sample_address: str) -> None:
    with visit(chromium, sample_address + QUOTATION) as page:
        copied = page.locator(".coll").evaluate(
            "e => { getSelection().selectAllChildren(e); return getSelection().toString(); }"
        )
        braced = r"Russia's \[legitimate (A|B|ST)( (A|B|ST)){2} / reasonable I\] security"
        assert re.search(braced, " ".join(copied.split()))


# --- wherever the site lies -----------------------------------------------------------------------------------------


def test_under_a_sub_path(chromium: Browser, build_sample: Build) -> None:
    site = build_sample("--base-url", "https://x.example/sub/")
    with hosted(site, "/sub/") as address, visit(chromium, address + REPORT, clock=True) as page:
        preview = shown(page, page.locator(".prose a.name", has_text="Minsk").first)
        expect(preview).to_contain_text("Capital of Belarus")


def test_read_from_a_folder_links_lead_to_pages(chromium: Browser, sample_site: Path) -> None:
    with visit(chromium, (sample_site / REPORT / "index.html").as_uri(), clock=True, but="font|ERR_FAILED") as page:
        page.locator(".prose a.name").first.hover()
        page.clock.run_for(2000)
        assert card(page).count() == 0, "a page in a folder may read no other"
        leading = page.evaluate("[...document.links].filter(a => a.protocol === 'file:').map(a => a.pathname)")
        assert leading
        assert [path for path in leading if path.endswith("/")] == []
        page.locator("a.key").first.click()
        expect(page.locator("h1")).to_have_count(1)
        assert page.url.endswith("/index.html")


def test_every_page_carries_the_script_before_the_style(sample_site: Path) -> None:
    for built in pages(sample_site):
        carried = [script["src"] for script in markup(built.path).scripts if "src" in script]
        assert sum("/digest." in script or script.startswith("assets/digest.") for script in carried) == 1, built.url
        html = built.path.read_text()
        assert html.index("assets/digest.") < html.index("assets/style."), "else it would wait for the style"


def test_what_a_page_says_of_itself(sample_site: Path) -> None:
    """Every page of a thing has something for previews of it; of lists there are none."""
    for kind in ("report", "quotation", "name", "outlet", "story"):
        for built in picked(sample_site, kind, 3):
            assert "data-card" in built.path.read_text(), built.url
    assert "data-card" not in picked(sample_site, "index", 1)[0].path.read_text()
