"""Search: what is found of a page, when an index is made, and what a reader gets of it in a real browser."""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from digest import search
from digest.edition import Edition
from digest.fs import Memory
from digest.model.document import Document
from digest.options import Options
from digest.render.document import document
from digest.scaffold import edition as scaffold
from digest.search import pagefind
from support import samples
from support.checkout import run_digest
from support.corpus import reports
from support.editions import in_memory, made, site
from support.hosting import hosted

OPTIONS = Options(search=True, processes=1)
HARBOUR = "content/reports/2024-05-02-harbour-post-bridge.md"
VALLEY = "content/reports/2024-05-03-valley-news-bridge.md"


def laid(edition: Edition, path: str, text: str) -> None:
    edition.fs.write(path, text.encode())


def text_of(edition: Edition, path: str) -> str:
    return edition.fs.read(path).decode()


def index_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith("site/pagefind/")}


def fragments(edition: Edition) -> dict[str, dict[str, object]]:
    """What the index shows of each page that it finds, by the page's URL."""
    opened = [
        json.loads(zlib.decompress(data, 31).removeprefix(b"pagefind_dcd"))
        for path, data in index_of(site(edition)).items()
        if path.endswith(".pf_fragment")
    ]
    return {one["url"]: one for one in opened}


def words_in(edition: Edition) -> bytes:
    """All that an index holds, in the open."""
    return b"\n".join(
        zlib.decompress(data, 31) if path.endswith((".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")) else b""
        for path, data in sorted(index_of(site(edition)).items())
    )


@pytest.fixture
def small() -> Edition:
    return in_memory(scaffold("Test"))


# --- what is found of a page -----------------------------------------------------------------------------------------


def test_a_report_is_found_by_its_text_its_notes_and_what_it_lists() -> None:
    found = document(samples.REPORT_PAGE, samples.BODIES.__getitem__)
    assert found is not None
    page = samples.REPORT_PAGE
    assert (found.kind, found.url, found.title) == ("report", page.url, page.title)
    assert found.facts.startswith(page.card.source.name)
    assert " ".join(samples.BODIES[page.body.body].text.split()) in found.text
    assert page.body.notes, "the sample has notes"
    assert "<" not in found.text, "a note's words are found, not its markup"
    assert found.outlets == (page.card.source.name,)
    assert page.story is not None
    assert found.stories == (page.story.label,)
    assert set(found.speakers) == {key.speaker for key in page.quoted if key.speaker} | {
        key.speaker for key, _ in page.listed if key.speaker
    }


def test_a_statement_is_found_by_each_wording_once() -> None:
    found = document(samples.QUOTE_PAGE, samples.BODIES.__getitem__)
    assert found is not None
    for wording in samples.QUOTE_PAGE.wordings:
        words = " ".join("".join(part.text for part in wording.words).split())
        assert found.text.count(words) >= 1
    whole = [" ".join("".join(w.text for w in row.words).split()) for row in samples.QUOTE_PAGE.wordings]
    assert len(found.text.split(" · ")) <= len(set(whole)) + 1 + len(samples.QUOTE_PAGE.wordings)


def test_of_lists_nothing_is_found() -> None:
    found = {page.url for page in samples.PAGES if document(page, samples.BODIES.__getitem__)}
    assert found.isdisjoint({"/", "/reports/", "/quotes/", "/a-z/", "/timeline/", "/notes/", "/search/", "/404.html"})


def test_a_document_is_narrowed_by_month_only_where_one_is_known() -> None:
    for date, months in (("2024-05-02", ("2024-05",)), ("2024-05", ("2024-05",)), ("2024", ()), ("", ())):
        found = Document(url="/x/", kind="report", title="x", text="x", date=date)
        assert found.filters()["month"] == months


# --- the index -------------------------------------------------------------------------------------------------------


def test_the_same_bytes_each_time() -> None:
    """Pagefind keeps filters in an order drawn by chance: of six values, two runs agree once in 720 times."""
    found = [
        Document(
            url=f"/reports/{n:03}/", kind="report", title=f"Report {n}", text=f"Words of report {n}", date="2024-05-02",
            speakers=(f"Speaker {n % 6}",), outlets=(f"Outlet {n % 7}",), stories=(f"Story {n % 8}",),
        )
        for n in range(60)
    ]  # fmt: skip
    first, second = search.index(found, "en"), search.index(found, "en")
    assert first == second
    assert list(first) == sorted(first)


def test_only_what_a_browser_needs_is_in_the_site(small: Edition) -> None:
    made(small, OPTIONS)
    names = {path.removeprefix("site/pagefind/") for path in index_of(site(small))}
    assert {name for name in names if "/" not in name and not name.endswith(".pf_meta")} == {
        "pagefind-entry.json", "pagefind.js", "wasm.en.pagefind",
    }  # fmt: skip


def test_a_build_without_changed_words_makes_no_index(small: Edition) -> None:
    first = made(small, OPTIONS)
    assert first.trace.indexed == len(fragments(small)) == 9, "2 reports, 1 statement, 2 names, 2 outlets, story, page"
    before = site(small)
    assert made(small, OPTIONS).trace.indexed == 0
    laid(small, "theme/static/style.css", "body{color:red}")
    again = made(small, OPTIONS)
    assert again.trace.indexed == 0
    assert again.trace.rendered, "all pages wear another style sheet"
    assert index_of(site(small)) == index_of(before)


def test_another_word_makes_another_index(small: Edition) -> None:
    made(small, OPTIONS)
    assert b"zeppelin" not in words_in(small)
    laid(small, VALLEY, text_of(small, VALLEY).replace("four million", "four million and a zeppelin"))
    done = made(small, OPTIONS)
    assert done.trace.indexed
    assert done.trace.planned < done.trace.pages, "the edit was followed"
    assert b"zeppelin" in words_in(small)


def test_a_file_of_the_index_that_is_gone_is_put_back(small: Edition) -> None:
    made(small, OPTIONS)
    before = site(small)
    lost = next(path for path in before if path.endswith(".pf_fragment"))
    small.fs.remove(lost)
    made(small, OPTIONS)
    assert site(small) == before


def test_an_index_is_that_of_a_clean_build_after_any_edit() -> None:
    files = scaffold("Test") | {f"content/{path}": text for path, text in reports(12)}
    edition = in_memory(files)
    made(edition, OPTIONS)
    one, two = [path for path in sorted(files) if "/reports/01/" in path or "/reports/1" in path][:1], VALLEY
    edits: list[dict[str, str | None]] = [
        {two: files[two].replace("more carefully", "with more care")},
        {two: files[two].replace("title: A bridge", "title: One bridge")},
        {HARBOUR: None},
        {HARBOUR: files[HARBOUR].replace("---\ndate", "---\nstatus: withdrawn\ndate", 1)},
        {HARBOUR: files[HARBOUR]},
        dict.fromkeys(one),
    ]
    for edit in edits:
        for path, text in edit.items():
            files.pop(path, None)
            if text is None:
                edition.fs.remove(path)
            else:
                files[path] = text
                laid(edition, path, text)
        built = made(edition, OPTIONS)
        assert not built.failed, (edit, built.said)
        clean = in_memory(files)
        made(clean, OPTIONS)
        assert site(edition) == site(clean), edit


def test_what_is_withdrawn_or_a_draft_is_not_found(small: Edition) -> None:
    laid(small, VALLEY, text_of(small, VALLEY).replace("carefully", "painstakingly"))
    draft = "---\ndate: 2024-05-04\nsource: valley-news\ntitle: Unfinished\nstatus: draft\n---\n\nMerely scribbled.\n"
    laid(small, "content/reports/2024-05-04-draft.md", draft)
    made(small, OPTIONS)
    assert b"painstaking" in words_in(small)
    laid(small, VALLEY, text_of(small, VALLEY).replace("---\ndate", "---\nstatus: withdrawn\ndate", 1))
    assert not made(small, OPTIONS).failed
    held = words_in(small)
    assert b"painstaking" not in held
    assert b"scribble" not in held
    assert "/reports/2024-05-03-valley-news-bridge/" not in fragments(small)


def test_with_and_without_a_search_are_clean_builds_of_their_own(small: Edition) -> None:
    without = in_memory(scaffold("Test"))
    made(without, Options(processes=1))
    made(small, OPTIONS)
    searched = site(small)
    assert index_of(searched)
    made(small, Options(processes=1))
    assert site(small) == site(without)
    assert b"made without a search" in site(small)["site/search/index.html"]
    made(small, OPTIONS)
    assert site(small) == searched


def test_an_edition_may_do_without(small: Edition) -> None:
    laid(small, "content/site.yml", text_of(small, "content/site.yml") + "search: off\n")
    built = made(small, OPTIONS)
    assert built.said == ()
    assert not built.unsearched
    assert not index_of(site(small))


# --- what may go wrong -----------------------------------------------------------------------------------------------


def test_without_pagefind_the_site_is_made_and_it_is_said_once(small: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "_PACKAGES", ("no_such_package",))
    built = made(small, OPTIONS)
    assert "news-digest[search]" in built.unsearched
    assert not index_of(site(small))
    assert b"/a-z/" in site(small)["site/search/index.html"].replace(b"../", b"/")
    laid(small, VALLEY, text_of(small, VALLEY).replace("carefully", "slowly"))
    assert made(small, OPTIONS).unsearched == ""


def test_an_index_that_fails_leaves_a_site_without_one_and_is_tried_again(
    small: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(small, OPTIONS)
    laid(small, VALLEY, text_of(small, VALLEY).replace("carefully", "slowly"))
    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "engine", lambda: "/bin/false")
        patch.setattr(search, "engine", lambda: "/bin/false")
        built = made(small, OPTIONS)
    assert "ended too early" in built.unsearched
    assert b"slowly" in site(small)["site/reports/2024-05-03-valley-news-bridge/index.html"]
    assert not index_of(site(small)), "the old one would find words that are gone"
    assert made(small, OPTIONS).trace.indexed
    clean = in_memory({p: d.decode() for p, d in held(small).items() if p.startswith("content/")})
    made(clean, OPTIONS)
    assert site(small) == site(clean)


def held(edition: Edition) -> dict[str, bytes]:
    assert isinstance(edition.fs, Memory)
    return edition.fs.held


def test_a_kill_while_it_is_indexed_leaves_the_old_site(small: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    made(small, OPTIONS)
    before = site(small)
    laid(small, VALLEY, text_of(small, VALLEY).replace("carefully", "slowly"))
    with monkeypatch.context() as patch:
        patch.setattr(search, "index", _killed)
        with pytest.raises(KeyboardInterrupt):
            made(small, OPTIONS)
    seen = {path: data for path, data in site(small).items() if not path.startswith("site/.digest-stage")}
    assert seen == before
    made(small, OPTIONS)
    clean = in_memory({p: d.decode() for p, d in held(small).items() if p.startswith("content/")})
    made(clean, OPTIONS)
    assert site(small) == site(clean)


def _killed(*_: object) -> dict[str, bytes]:
    raise KeyboardInterrupt


def test_what_pagefind_says_is_wrong_is_passed_on() -> None:
    found = Document(url="/x/", kind="report", title="x", text="x")
    with pytest.raises(search.Failed, match="does not start"):
        pagefind.files("/no/such/program", [found], "en")
    with pytest.raises(search.Failed, match="ended too early"):
        pagefind.files("/bin/false", [found], "en")


def test_more_requests_than_a_pipe_holds() -> None:
    """An answer that nobody reads would hold up the requests, and they the answers."""
    found = [Document(url=f"/reports/{n:05}/", kind="report", title=f"R{n}", text="word " * 40) for n in range(2000)]
    files = search.index(found, "en")
    assert sum(path.endswith(".pf_fragment") for path in files) == len(found)


# --- the command line ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a search, as the command line builds it: the small example, made-up reports, and a hostile one."""
    folder = tmp_path_factory.mktemp("searched")
    hostile = (
        "---\ndate: 2024-06-01\nsource: valley-news\ntitle: A quay <img src=x onerror=window.__pwn=1> and more\n---\n\n"
        "The quayside `<img src=x onerror=window.__pwn=1>` and \\<script>window.__pwn=1\\</script> stand here.\n"
    )
    files = scaffold("Test") | {f"content/{path}": text for path, text in reports(40)}
    files["content/reports/2024-06-01-hostile.md"] = hostile
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    done = run_digest("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "for the search" in done.stderr
    return folder / "site"


def test_no_search_takes_it_away_and_brings_it_back(searched: Path, tmp_path: Path) -> None:
    for path, text in scaffold("Test").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert "for the search" in run_digest("build", cwd=tmp_path).stderr
    assert (tmp_path / "site/pagefind").is_dir()
    assert "nothing changed" in run_digest("build", cwd=tmp_path).stderr
    assert "for the search" not in run_digest("build", "--no-search", cwd=tmp_path).stderr
    assert not (tmp_path / "site/pagefind").exists()
    assert "nothing changed" in run_digest("build", "--no-search", cwd=tmp_path).stderr
    assert "for the search" in run_digest("build", cwd=tmp_path).stderr


# --- in a browser ----------------------------------------------------------------------------------------------------

browser = pytest.mark.browser
_LISTEN = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', e => window.__refused.push(e.violatedDirective));
"""


@pytest.fixture(scope="module")
def address(searched: Path) -> Iterator[str]:
    with hosted(searched) as at:
        yield at


@contextmanager
def visit(chromium: Browser, url: str, *, script: bool = True, scheme: str = "light") -> Iterator[Page]:
    """A page of a fresh visitor; in the end, nothing may have gone wrong on it."""
    context = chromium.new_context(java_script_enabled=script, viewport={"width": 1100, "height": 600})
    context.add_init_script(_LISTEN)
    page = context.new_page()
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    try:
        page.goto(url)
        yield page
        if script:
            assert page.evaluate("window.__refused") == []
        assert wrong == []
    finally:
        context.close()


def told(page: Page, words: str) -> None:
    expect(page.locator("#told")).to_contain_text(words)


@browser
def test_results_come_in_groups_with_their_counts(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/") as page:
        page.get_by_label("Words to look for").fill("bridge")
        told(page, "found for “bridge”: reports 2, quotations 1, stories 1")
        heads = page.locator("#results h2").all_inner_texts()
        assert [head.split()[0] for head in heads][:3] == ["Reports", "Quotations", "Stories"]
        first = page.locator("#results section").first
        assert first.get_attribute("aria-labelledby") == "g-report"
        links = first.locator("a.t").all_inner_texts()
        assert set(links) == {
            "The mayor names October, and calls the bridge safe", "A bridge that should reopen in the autumn",
        }  # fmt: skip
        facts = first.locator("li .meta").all_inner_texts()
        assert any("Harbour Post, 2 May 2024" in fact for fact in facts), facts
        assert {word.lower() for word in first.locator("mark").all_inner_texts()} == {"bridge"}
        expect(page).to_have_title("bridge · Search · Test")
        assert page.url.endswith("search/?q=bridge")


@browser
def test_a_title_an_alias_and_a_role_are_found(chromium: Browser, address: str) -> None:
    for words in ("Lindqvist", "Mayor Lindqvist", "invented mayor"):
        with visit(chromium, f"{address}search/?q={words}") as page:
            expect(page.locator("#g-name ~ ol a.t").first).to_have_text("Ada Lindqvist")


@browser
def test_results_are_narrowed_and_the_address_remembers_how(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/?q=bridge") as page:
        told(page, "reports 2")
        page.get_by_label("Outlet").select_option("Valley News")
        told(page, "reports 1")
        assert "outlet=Valley+News" in page.url
        page.get_by_label("Speaker").select_option("Ada Lindqvist")
        told(page, "reports 1")
        page.reload()
        told(page, "reports 1")
        assert page.get_by_label("Outlet").input_value() == "Valley News"
        assert page.get_by_label("Speaker").input_value() == "Ada Lindqvist"
        page.go_back()
        told(page, "reports 1")
        assert page.get_by_label("Speaker").input_value() == ""
        page.get_by_label("Outlet").select_option("")
        told(page, "reports 2")


@browser
def test_results_are_narrowed_by_date(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/?q=the&from=2024-05&to=2024-05") as page:
        told(page, "reports 2, quotations 1")
        assert page.locator("select[name=from]").input_value() == "2024-05"
        page.locator("select[name=to]").select_option("")
        expect(page.locator("#told")).not_to_contain_text("reports 2,")
        page.get_by_label("Order").select_option("date")
        expect(page.locator("#g-report ~ ol .meta").first).to_contain_text("2025")


@browser
def test_a_long_group_is_shown_in_parts(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/?q=the") as page:
        reports_found = page.locator("section[aria-labelledby=g-report]")
        expect(reports_found.locator("li")).to_have_count(5)
        more = reports_found.get_by_role("button")
        expect(more).to_have_text("20 more reports")
        more.press("Enter")
        expect(reports_found.locator("li")).to_have_count(25)
        assert page.evaluate("document.activeElement === document.querySelectorAll('#g-report ~ ol a.t')[5]")


@browser
def test_with_the_keyboard_alone(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/") as page:
        expect(page.get_by_label("Words to look for")).to_be_focused()
        page.keyboard.type("bridge")
        page.keyboard.press("Enter")
        told(page, "found for “bridge”")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement === document.querySelectorAll('#results a.t')[1]")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_label("Words to look for")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/reports/**")


@browser
def test_what_is_told_is_read_out(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/?q=xyzzy") as page:
        told(page, "Nothing found for “xyzzy”.")
        assert page.get_by_role("status").inner_text() == "Nothing found for “xyzzy”."
        assert page.get_by_role("search").count() == 1


@browser
@pytest.mark.parametrize(
    "words",
    ["<img src=x onerror=window.__pwn=1>", "quayside", "'\"><script>window.__pwn=1</script>", "%00", "a" * 3000],
)
def test_words_and_results_are_text_and_never_markup(words: str, chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/") as page:
        page.get_by_label("Words to look for").fill(words)
        page.keyboard.press("Enter")
        told(page, words)
        assert page.locator("#results img, #results script, #told *").count() == 0
        assert page.evaluate("window.__pwn") is None
        if words == "quayside":
            told(page, "reports 1")
            expect(page.locator("#results a.t").first).to_contain_text("<img src=x onerror=window.__pwn=1>")
            expect(page.locator("#results .sub").first).to_contain_text("<script>window.__pwn=1</script>")


_YELLOW = """async (picture) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4)
    count += data[i] === 255 && data[i + 1] === 229 && data[i + 2] === 138;
  return count;
}"""


def marked(page: Page) -> int:
    """How many pixels of what is seen have the colour of marked words."""
    count: int = page.evaluate(_YELLOW, b64encode(page.screenshot()).decode())
    return count


@browser
def test_the_words_are_marked_on_the_page_reached(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/?q=million") as page:
        told(page, "reports 1")
        link = page.locator("#results a.t").first
        assert (link.get_attribute("href") or "").endswith("/reports/2024-05-03-valley-news-bridge/#:~:text=million")
        link.click()
        page.wait_for_url("**/reports/**")
        page.wait_for_load_state()
        assert marked(page) > 200
        page.goto(f"{address}reports/2024-05-03-valley-news-bridge/?without")
        assert marked(page) == 0


@browser
def test_without_script_the_page_says_so_and_leads_on(chromium: Browser, address: str) -> None:
    with visit(chromium, f"{address}search/?q=bridge", script=False) as page:
        assert "must run JavaScript" in page.locator("main").inner_text()
        for link in ("../a-z/", "../reports/", "../timeline/"):
            assert page.locator(f"main a[href='{link}']").count() == 1


@browser
def test_from_a_folder_the_page_says_what_it_needs(chromium: Browser, searched: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{searched.as_uri()}/search/index.html?q=bridge")
    assert page.locator("main a[href*='/a-z/']").count() == 1, "a browser runs no module from a folder"
    context.close()


@browser
def test_under_a_sub_path(chromium: Browser, searched: Path) -> None:
    with hosted(searched, "/deep/press/") as at, visit(chromium, f"{at}search/?q=bridge") as page:
        told(page, "reports 2")
        page.locator("#results a.t").first.click()
        page.wait_for_url(f"{at}reports/**")


@browser
def test_an_index_that_is_not_there_is_said(chromium: Browser, searched: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    for path in searched.rglob("*"):
        if path.is_file() and "pagefind" not in path.parts:
            (bare / path.relative_to(searched)).parent.mkdir(parents=True, exist_ok=True)
            (bare / path.relative_to(searched)).write_bytes(path.read_bytes())
    with hosted(bare) as at:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{at}search/?q=bridge")
        told(page, "The index of this search could not be read.")
        context.close()


@browser
def test_no_other_page_may_run_a_program(chromium: Browser, address: str) -> None:
    tried = "WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,0])).then(() => 'ran', () => 'refused')"
    for path, outcome in (("search/", "ran"), ("", "refused"), ("reports/", "refused")):
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate(tried) == outcome, path
        context.close()
