"""Nothing from content runs in a reader's browser: an edition that tries it everywhere, and a canary on every page.

The policy of the pages, which would stop most of it, is switched off here: what is held is that it is never needed.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from support.built import pages
from support.checkout import ROOT, run_digest
from support.hosting import hosted

pytestmark = pytest.mark.browser

HOSTILE = (
    "\"'></title></script></style><script>canary('text')</script><img src=x onerror=canary('image')>"
    "<svg onload=canary('drawing')></svg>"
)
"""What closes whatever it may stand in, and then sings."""

FREE = frozenset(
    "title headline summary name role gist ask note source_note date_note place_note occasion_note country dateline"
    " motto footer author description style byline answers".split()
)
"""The fields of front matter and settings that take any words."""

ADDRESS = "javascript:canary('address')"

BODY = f"""

{HOSTILE}

A [link]({ADDRESS}), <{ADDRESS}>, ![a picture]({ADDRESS} "{HOSTILE[:2]} onload=canary('title')"),
`{HOSTILE}`, and “{HOSTILE}”, as was said.

<script>canary('block')</script>

<details open ontoggle=canary('toggle')><summary>x</summary></details>

So it was said.[^ctx-hostile]

| {HOSTILE} | b |
|---|---|
| [x]({ADDRESS}) | `<script>canary('cell')</script>` |

[^ctx-hostile]: {HOSTILE} [x]({ADDRESS})
"""

QUOTED = f"""
[“The quay {HOSTILE} stays shut”]{{by=xi-jinping}} was said, too.
"""
"""Of reports alone: only they quote."""


class Words(yaml.SafeLoader):
    """YAML in which `on` and `off` are words, as digest reads it."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in held if not (first in "oO" and tag.endswith(":bool"))]
        for first, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def poisoned(value: Any, free: bool = False) -> Any:
    """Front matter with hostile words after every free text; ids, dates and words of a list stay."""
    match value:
        case dict():
            answers = free  # of a story's point: keys are the answers, in words
            return {f"{key} {HOSTILE}" if answers else key: poisoned(held, key in FREE) for key, held in value.items()}
        case list():
            return [poisoned(held, free) for held in value]
        case str() if free and value != "unknown":
            return f"{value} {HOSTILE}"
    return value


def poison(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yml":
        file.write_text(yaml.safe_dump(poisoned(Words(text).get_single_data()), allow_unicode=True), encoding="utf-8")
        return
    _, front, body = text.split("---\n", 2)
    head = yaml.safe_dump(poisoned(Words(front).get_single_data()), allow_unicode=True, sort_keys=False)
    quoted = QUOTED if file.parent.name == "reports" else ""
    file.write_text(f"---\n{head}---\n{body}{BODY}{quoted}", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "content", edition / "content", ignore=shutil.ignore_patterns("captures"))
    for file in sorted((edition / "content").rglob("*.*")):
        poison(file)
    done = run_digest("build", "--base-url", "https://x.example/", cwd=edition)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    return edition / "site"


def sung(page: Page, address: str) -> Iterator[str]:
    """What a page lets content do, by the canary and by looking for what would sing when it is touched."""
    page.goto(address, wait_until="load")
    yield from page.evaluate("window.__sung")
    yield from page.evaluate("""
      [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
        .filter(a => /^on/i.test(a.name) || /^\\s*(javascript|vbscript|data:text)/i.test(a.value))
        .map(a => `${e.tagName} ${a.name}=${a.value.slice(0, 60)}`))
    """)
    yield from page.evaluate("[...document.querySelectorAll('iframe, object, embed, base')].map(e => e.outerHTML)")


def listening(browser: Browser) -> Page:
    page = browser.new_context(bypass_csp=True).new_page()
    page.add_init_script("window.__sung = []; window.canary = what => window.__sung.push(what)")
    return page


def test_no_page_sings(chromium: Browser, hostile_site: Path) -> None:
    found: dict[str, list[str]] = {}
    with hosted(hostile_site) as host:
        page = listening(chromium)
        for built in pages(hostile_site):
            if heard := list(sung(page, host + built.url.removeprefix("/"))):
                found[built.url] = heard
        page.context.close()
    assert found == {}


def test_the_words_are_there(hostile_site: Path) -> None:
    """They are shown as words: nothing was left out to be safe."""
    shown = {page.kind for page in pages(hostile_site) if "&lt;script&gt;canary(" in page.path.read_text("utf-8")}
    assert {"front", "report", "quotation", "name", "outlet", "story", "index", "notes", "a-z"} <= shown


def test_no_file_for_machines_holds_markup_that_runs(hostile_site: Path) -> None:
    """JSON is text that must not end a script element it may be copied into; XML and SVG a browser would run."""
    for file in sorted(hostile_site.rglob("*")):
        if file.suffix in (".xml", ".svg") and "canary(" in file.read_text("utf-8"):
            assert not re.search(r"<(script|img|svg)[^>]*canary|<script>canary", file.read_text("utf-8")), file.name


def test_the_canary_can_sing(chromium: Browser, tmp_path: Path) -> None:
    """Each part of what is planted is heard where nothing is escaped."""
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>x</title><script>/* {HOSTILE}<a href=\"{ADDRESS}\">x</a>", encoding="utf-8"
    )
    with hosted(tmp_path) as host:
        page = listening(chromium)
        heard = set(sung(page, host))
        page.context.close()
    assert {"text", "image", "drawing"} <= heard
    assert any("javascript:" in one for one in heard)
