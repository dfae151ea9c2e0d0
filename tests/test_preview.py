"""The preview in a real browser: what changed is changed in place, and errors stand over the last good page."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from test_serve import ADA, PAGE, REPORT, edition  # noqa: F401  # a fixture

from support.previewing import Running, running, until

pytestmark = pytest.mark.browser

SOON = 20_000


@pytest.fixture
def preview(edition: Path) -> Iterator[Running]:  # noqa: F811
    with running(edition, "--open-with", "vscode") as started:
        yield started


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 900, "height": 600})
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield made
    context.close()
    assert wrong == []


def test_an_edit_is_seen_in_place_an_error_over_the_page_and_its_mending(
    page: Page,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    file = edition / REPORT
    good = file.read_text()
    long = good + "\n\n".join(
        f"\nParagraph {n} of a long report, so that there is something to scroll." for n in range(60)
    )
    file.write_text(long)
    page.goto(preview.address + PAGE)
    expect(page.get_by_text("Paragraph 59 of")).to_be_attached(timeout=SOON)
    page.evaluate("window.__same = true; scrollTo(0, 900)")
    page.get_by_role("link", name=re.compile("About")).first.focus(timeout=5_000)
    page.evaluate("scrollTo(0, 900)")

    file.write_text(long.replace("Paragraph 40 of a long", "Paragraph 40, rewritten, of a long"))
    expect(page.get_by_text("Paragraph 40, rewritten,")).to_be_attached(timeout=SOON)
    assert page.evaluate("window.__same"), "the page was not loaded again"
    assert abs(page.evaluate("scrollY") - 900) < 40
    assert page.evaluate("document.activeElement.textContent").strip() == "About this edition"

    file.write_text(long.replace("date: 2024", "date: 20x24", 1))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("2024-05-03-valley-news-bridge.md:2:7", timeout=SOON)
    expect(alert).to_contain_text("2 | date: 20x24-05-03")
    expect(alert).to_contain_text("^^^^^")
    opens = alert.get_by_role("link", name=f"{REPORT}:2:7", exact=True)
    expect(opens).to_have_attribute("href", f"vscode://file{edition / REPORT}:2:7")
    expect(page.get_by_text("Paragraph 40, rewritten,")).to_be_attached()
    expect(page.get_by_role("link", name="Open this file")).to_have_attribute(
        "href", f"vscode://file{edition / REPORT}:1:1"
    )

    file.write_text(long)
    expect(alert).not_to_be_attached(timeout=SOON)
    expect(page.get_by_text("Paragraph 40 of a long")).to_be_attached(timeout=SOON)
    assert page.evaluate("window.__same")


def test_what_a_script_or_a_reader_did_to_the_page_stays(page: Page, edition: Path, preview: Running) -> None:  # noqa: F811
    """What stands in the page and was not served is nobody's to take away."""
    page.goto(preview.address + PAGE)
    page.evaluate(
        """() => {
            const button = document.createElement("button");
            button.id = "added"; button.onclick = () => { window.__pressed = true; };
            document.querySelector("main p").before(button);
            document.querySelector("h1").dataset.by = "a script";
            document.documentElement.dataset.theme = "dark";
            document.querySelector(".prose p").classList.add("shown");
        }"""
    )
    file = edition / REPORT
    file.write_text(file.read_text().replace("A day later", "One day later") + "\nA last sentence.\n")
    expect(page.get_by_text("A last sentence.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("One day later")).to_be_visible()
    page.locator("#added").click()
    assert page.evaluate("window.__pressed")
    assert page.evaluate("document.querySelector('h1').dataset.by") == "a script"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator(".prose p.shown").count() == 1
    assert page.locator(".prose p.shown").inner_text().startswith("One day later"), "its words are the new ones"


def test_after_each_of_many_edits_the_page_is_as_if_it_were_loaded(
    page: Page,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    page.goto(preview.address + PAGE)
    page.evaluate("window.__same = true")
    file = edition / REPORT
    good = file.read_text()
    head, body = good.split("\n---\n\n")
    paragraphs = body.split("\n\n")
    bodies = [
        [*reversed(paragraphs[1:2]), paragraphs[0], *paragraphs[1:]],
        paragraphs[:1],
        ["# A heading", *paragraphs, "- one\n- two", "> nobody's words, set off by themselves"],
        [*paragraphs, "A [word]{}[^ctx-a] with a note.", "[^ctx-a]: The note."],
        ["A [word]{}[^ctx-b] and [another]{}[^ctx-a].", "[^ctx-a]: The note.", "[^ctx-b]: The other.", *paragraphs],
        paragraphs,
    ]
    shape = "document.body.innerHTML.replace(/\\s+/g, ' ').trim()"
    for number, wanted in enumerate(bodies):
        file.write_text(f"{head}\n---\n\n" + "\n\n".join(wanted) + f"\n\nEnd {number}.\n")
        expect(page.get_by_text(f"End {number}.")).to_be_attached(timeout=SOON)
        fresh = page.context.new_page()
        fresh.goto(preview.address + PAGE)
        assert page.evaluate(shape) == fresh.evaluate(shape), number
        fresh.close()
    assert page.evaluate("window.__same")


def test_a_page_finds_its_preview_again(chromium: Browser, edition: Path) -> None:  # noqa: F811
    page = chromium.new_context().new_page()
    with running(edition) as first:
        page.goto(first.address + PAGE)
        port = str(first.port)
        expect(page.get_by_text("A day later")).to_be_visible()
    page.evaluate("window.__same = true")
    file = edition / REPORT
    file.write_text(file.read_text().replace("A day later", "While nobody looked"))
    with running(edition, "--port", port):
        expect(page.get_by_text("While nobody looked")).to_be_visible(timeout=SOON)
        file.write_text(file.read_text().replace("While nobody looked", "And on it goes"))
        expect(page.get_by_text("And on it goes")).to_be_visible(timeout=SOON)
    assert page.evaluate("window.__same")
    page.context.close()


def test_nine_tabs_hear_though_a_browser_opens_six_connections(
    chromium: Browser,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    """Playwright's pages all count as visible; a tab that says that it is hidden lets go of its connection."""
    context = chromium.new_context()
    tabs = [context.new_page() for _ in range(9)]
    for tab in tabs:
        tab.add_init_script(
            """window.__hide = (value) => {
                Object.defineProperty(document, "visibilityState", { value, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
        tab.goto(preview.address + PAGE, timeout=SOON)
        tab.evaluate("__hide('hidden')")
    file = edition / REPORT
    file.write_text(file.read_text().replace("A day later", "For nine tabs"))
    assert until(20, lambda: any("followed" in line for line in preview.said))
    for tab in tabs:
        expect(tab.get_by_text("A day later")).to_be_visible()
        tab.evaluate("__hide('visible')")
        expect(tab.get_by_text("For nine tabs")).to_be_visible(timeout=SOON)
        tab.evaluate("__hide('hidden')")
    context.close()


def test_a_draft_says_so_on_its_page(page: Page, edition: Path, preview: Running) -> None:  # noqa: F811
    for path, url in ((REPORT, PAGE), (ADA, "/entities/ada-lindqvist/")):
        file = edition / path
        page.goto(preview.address + url)
        badge = page.get_by_text("Draft", exact=True)
        expect(badge).to_be_hidden()
        file.write_text(file.read_text().replace("\n---\n", "\ndraft: true\n---\n", 1))
        if path == REPORT:  # nothing else names it
            expect(badge).to_be_visible(timeout=SOON)


def select(page: Page, words: str) -> None:
    """Select words of the page's prose, as a reader would with the mouse."""
    page.evaluate(
        """(words) => {
            const walk = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
            for (let node; (node = walk.nextNode());) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + words.length);
                return;
            }
            throw new Error("not on the page");
        }""",
        words,
    )


def copied(page: Page, offer: str, which: int) -> tuple[str, str]:
    """Where a paste of an offer goes, and what its button puts on the clipboard."""
    below = page.locator("dialog h3", has_text=offer).locator("xpath=following-sibling::div")
    where = page.locator("dialog h3", has_text=offer).locator("xpath=following-sibling::p")
    below.nth(which).get_by_role("button", name="Copy").click()
    expect(below.nth(which).get_by_role("button", name="Copied")).to_be_visible()
    return where.nth(which).inner_text(), str(page.evaluate("navigator.clipboard.readText()"))


def test_a_key_pressed_before_the_browser_tells_of_the_selection_counts(page: Page, preview: Running) -> None:
    """A busy one tells of it when the key is long up."""
    page.goto(preview.address + PAGE)
    page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector(".prose p"));
            document.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", altKey: true}));
        }"""
    )
    expect(page.get_by_role("dialog", name="What to type for these words")).to_be_visible(timeout=SOON)


def test_selected_words_say_what_to_type_and_it_does_what_it_says(
    page: Page,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(preview.address + PAGE)
    file = edition / REPORT
    line = file.read_text().split("\n").index("and gave the cost as four million.") + 1

    # A note, by the keyboard alone.
    select(page, "four million")
    page.keyboard.press("Alt+Enter")
    dialog = page.get_by_role("dialog", name="What to type for these words")
    expect(dialog).to_be_visible(timeout=SOON)
    where, span = copied(page, "A note on these words", 0)
    assert where == f"{REPORT}, line {line}: in place of the words"
    _, note = copied(page, "A note on these words", 1)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    file.write_text(file.read_text().replace("four million", span) + f"\n{note}\n")
    expect(page.get_by_role("note").filter(has_text="What is to be said.")).to_be_visible(timeout=SOON)
    assert page.locator("span.on").inner_text() == "four million"

    # A quotation, with a page of its own, by the mouse.
    select(page, "the second paper reports the same sitting")
    page.get_by_role("button", name="What to type").click()
    expect(dialog).to_be_visible(timeout=SOON)
    _, span = copied(page, "What was said has a page of its own", 0)
    where, stub = copied(page, "What was said has a page of its own", 1)
    page.get_by_role("button", name="Close").click()
    path = where.removeprefix("A new file, ")
    assert path.startswith("content/quotes/the-second-paper")
    (edition / path).write_text(stub + "\n")
    file.write_text(file.read_text().replace("the second paper reports the same sitting", span))
    quoted = page.locator("q.said", has_text="the second paper reports")
    expect(quoted).to_be_visible(timeout=SOON)
    page.goto(f"{preview.address}/quotes/{Path(path).stem}/")
    expect(page.get_by_role("heading", name="What was said, in one sentence of yours")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Ada Lindqvist")


def test_what_the_pages_own_script_has_added_outlives_an_edit(
    chromium: Browser,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    file = edition / REPORT
    good = file.read_text()
    page = chromium.new_context(viewport={"width": 1360, "height": 900}, color_scheme="light").new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(preview.address + PAGE)
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


def test_a_faulty_template_is_said_over_its_pages_until_it_is_mended(
    page: Page,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    page.goto(preview.address + PAGE)
    template = edition / "theme/templates/report.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>\n{{ page.titel }}")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("theme/templates/report.html:2", timeout=SOON)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(3000)  # longer than the quiet second after which all files are looked at again
    expect(alert).to_be_visible()
    expect(alert.get_by_role("link")).to_have_attribute("href", re.compile(r"^vscode://file.*report\.html:2:1$"))

    alert.get_by_role("button", name="Hide").press("Enter")
    expect(alert.get_by_role("link")).to_be_hidden()
    expect(alert.get_by_role("button", name="Show")).to_have_attribute("aria-expanded", "false")

    template.write_text("<p>\n\n{{ page.tytel }}")
    expect(alert.get_by_role("link")).to_have_attribute("href", re.compile(r":3:1$"), timeout=SOON)
    template.unlink()
    expect(alert).to_be_hidden(timeout=SOON)


def test_a_page_that_cannot_be_made_says_why_and_comes_back(
    chromium: Browser,
    edition: Path,  # noqa: F811
    preview: Running,
) -> None:
    template = edition / "theme/templates/report.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>\n{{ page.titel }}")
    page = chromium.new_context(viewport={"width": 390, "height": 700}, color_scheme="dark").new_page()
    assert until(20, lambda: httpx.get(preview.address + PAGE).status_code == 500)
    page.goto(preview.address + PAGE)
    expect(page.get_by_role("heading", name="This page cannot be made")).to_be_visible()
    link = page.get_by_role("main").get_by_role("link", name="theme/templates/report.html:2")
    expect(link).to_have_attribute("href", re.compile("^vscode:"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    template.unlink()
    expect(page.get_by_text("A day later")).to_be_visible(timeout=SOON)
    page.context.close()


def test_links_to_a_draft_say_so_wherever_they_stand(page: Page, edition: Path, preview: Running) -> None:  # noqa: F811
    file = edition / REPORT
    good = file.read_text()
    marked = page.locator("a[data-draft]")
    page.goto(preview.address + "/stories/bridge-closure/")
    expect(page.locator(f"a[href*='{Path(REPORT).stem}']").first).to_be_visible()
    expect(marked).to_have_count(0)
    file.write_text(good.replace("---\n", "---\nstatus: draft\n", 1))
    expect(marked.first).to_be_visible(timeout=SOON)
    assert page.evaluate("getComputedStyle(document.querySelector('a[data-draft]'), '::after').content") == '" draft"'
    for place in ("/", "/stories/bridge-closure/", "/quotes/bridge-reopens/", "/entities/ada-lindqvist/", "/timeline/"):
        page.goto(preview.address + place)
        links = page.locator(f"main a[href*='{Path(REPORT).stem}/']")
        says = "a.matches('[data-draft]') || /draft/i.test(a.closest('li, tr, article')?.textContent)"
        assert links.evaluate_all(f"all => all.filter(a => !({says})).map(a => a.outerHTML)") == [], place
    page.goto(preview.address + PAGE)
    expect(page.get_by_text("Draft", exact=True)).to_be_visible()
    file.write_text(good)
    expect(page.get_by_text("Draft", exact=True)).to_be_hidden(timeout=SOON)
    page.goto(preview.address + "/stories/bridge-closure/")
    expect(marked).to_have_count(0)
