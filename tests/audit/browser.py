"""Pages as a browser shows them: what assistive technology finds, and what the policy refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from audit.finding import Checked, Finding
from audit.site import Site
from audit.tools import NODE_MODULES
from support.chromium import FLAGS, find_chromium

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1360, 390)

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},  # off in axe by default, though WCAG 2.2 AA asks for it
    "resultTypes": ["violations"],
}

_LISTEN = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', e =>
  window.__refused.push(`${e.violatedDirective} refused ${e.blockedURI || 'inline'} ${e.sample}`));
"""


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def axe(root: Site, _: Site) -> Checked:
    """axe-core on every kind of page, light and dark, wide and narrow."""
    script = (NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
    findings: list[Finding] = []
    pages = root.sample()
    with _chromium() as browser:
        for width, scheme in product(WIDTHS, SCHEMES):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for built in pages:
                page.goto(root.at(built), wait_until="load")
                page.evaluate(script)
                result: dict[str, Any] = page.evaluate("rules => axe.run(rules)", RULES)
                findings += [
                    Finding(
                        f"{root.place(built.path)} ({width} px, {scheme})",
                        f"{broken['id']}: {broken['help']}: {node['target']} {node['html'][:160]}",
                    )
                    for broken in result["violations"]
                    for node in broken["nodes"]
                ]
            context.close()
    return Checked(files=len(pages), findings=tuple(findings))


def _listen(page: Page, heard: list[str]) -> None:
    """Note what the browser complains of."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(f"console: {message.text}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            heard.append(f"{answer.status} for {answer.url}")

    page.on("console", console)
    page.on("response", response)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))


def policy(root: Site, sub: Site) -> Checked:
    """All pages: nothing is refused by the policy, nothing is said on the console, every file comes."""
    findings: list[Finding] = []
    files = 0
    with _chromium() as browser:
        for site in (root, sub):
            context = browser.new_context()
            context.add_init_script(_LISTEN)
            page = context.new_page()
            heard: list[str] = []
            _listen(page, heard)
            for built in site.pages():
                page.goto(site.at(built), wait_until="load")
                heard += [f"policy: {refused}" for refused in page.evaluate("window.__refused")]
                findings += [Finding(site.place(built.path), what) for what in heard]
                heard.clear()
                files += 1
            context.close()
    return Checked(files=files, findings=tuple(findings))
