"""Words selected on a page of the preview: what may be typed for them, by HTTP, and whether that does what it says.

`tests/offers/` holds an edition, and words of its pages with what is offered for each.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect
from test_preview import copied, select

from support.checkout import run_digest
from support.fixture_file import Case, cases, hold, name
from support.previewing import Running, running

OFFERS = Path(__file__).parent / "offers"
CASES = cases(OFFERS)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Of the edition, which stays as it is."""
    folder = tmp_path_factory.mktemp("edition")
    shutil.copytree(OFFERS / "content", folder / "content")
    with running(folder) as started:
        yield started


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    shutil.copytree(OFFERS / "content", tmp_path / "content")
    return tmp_path


def offered(preview: Running, case: Case) -> Any:
    page, before, words = case.input.split("\n")
    token = re.search(r'data-token="([^"]+)"', httpx.get(preview.address + page).text)
    assert token
    asked = {"token": token[1], "page": page, "words": words, "before": before}
    answer = httpx.get(preview.address + "/.digest/offers", params=asked, timeout=30)
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def told(found: Any) -> str:
    if found is None:
        return "nothing"
    lines = [f"of {found['statement']}"] if found["statement"] else []
    for offer in found["offers"]:
        lines += [f"- {offer['means']}" + (f" (or {', '.join(offer['instead'])})" if offer["instead"] else "")]
        for paste in offer["pastes"]:
            lines += [f"  {paste['where']}", *(f"  | {line}" for line in paste["text"].split("\n"))]
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_offered(case: Case, preview: Running) -> None:
    hold(case, lambda case: told(offered(preview, case)))


EVERY = [(case, number) for case in CASES for number in range(len(re.findall("^- ", case.expected, re.MULTILINE)))]


@pytest.mark.parametrize(("case", "number"), EVERY, ids=[f"{name(case)}:{number}" for case, number in EVERY])
def test_every_offer_can_be_pasted_as_it_says_and_is_right(
    case: Case, number: int, preview: Running, edition: Path
) -> None:
    """Where the panel says, by hand: nothing is wrong then, and of a quotation nothing is found that was not before."""
    for paste in offered(preview, case)["offers"][number]["pastes"]:
        put(edition, paste["where"], paste["text"], case.input.split("\n")[2])
    checked = run_digest("check", "--format", "concise", cwd=edition)
    assert "error" not in checked.stdout, checked.stdout
    assert checked.returncode == 0


def put(edition: Path, where: str, text: str, words: str) -> None:
    """Paste by the words that say where, as an editor would."""
    if new := re.fullmatch(r"A new file, (\S+)", where):
        assert not (edition / new[1]).exists()
        (edition / new[1]).write_text(text + "\n")
        return
    path, place = re.fullmatch(r"(\S+\.md)(?:, line \d+)?: (.+)", where).groups()  # type: ignore[union-attr]
    file = edition / path
    lines = file.read_text().split("\n")
    at = int(found[1]) - 1 if (found := re.search(r", line (\d+):", where)) else -1
    match place:
        case "a new line":
            lines.insert(at, text)
        case "in place of this field":
            lines[at] = text
        case "at the end of the file, after an empty line":
            lines += [text, ""]
        case "in place of the words":
            quoted = [mark for mark in (f"“{words}”", words) if mark in lines[at] and mark in text]
            assert lines[at].count(quoted[0]) == 1
            lines[at] = lines[at].replace(quoted[0], text)
        case _:
            raise AssertionError(where)
    file.write_text("\n".join(lines))


@pytest.mark.browser
def test_a_link_and_two_statements_that_are_one_typed_from_the_page(chromium: Browser, edition: Path) -> None:
    with running(edition) as preview:
        _typed(chromium, preview, edition)


def _typed(chromium: Browser, preview: Running, edition: Path) -> None:
    context = chromium.new_context(viewport={"width": 1360, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(preview.address + "/reports/quay-post/")
    file = edition / "content/reports/quay-post.md"
    dialog = page.get_by_role("dialog", name="What to type for these words")

    select(page, "Odd Berg")
    page.keyboard.press("Alt+Enter")
    expect(dialog).to_be_visible(timeout=20_000)
    _, link = copied(page, "A link to a name with a page of its own", 0)
    where, stub = copied(page, "A link to a name with a page of its own", 1)
    page.keyboard.press("Escape")
    (edition / where.removeprefix("A new file, ")).write_text(stub + "\n")
    file.write_text(file.read_text().replace("Odd Berg", link))
    expect(page.locator("main").get_by_role("link", name="Odd Berg").first).to_be_visible(timeout=20_000)

    page.goto(preview.address + "/reports/quay-post/")
    select(page, "until the last stone has been laid")
    page.keyboard.press("Alt+Enter")
    expect(dialog).to_contain_text("They are of the statement quay-open.", timeout=20_000)
    where, line = copied(page, "quay-open is the same statement as no-ship-waits", 0)
    page.get_by_role("button", name="Close").click()
    put(edition, where, line, "")
    address = preview.address + "/quotes/no-ship-waits/"  # of ids that are one, the first by the alphabet
    joined = "There is not one ship that will have to wait for us"
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(joined, timeout=20_000)
    expect(page.get_by_role("main")).to_contain_text("The quay will stay open to all ships")
    context.close()
