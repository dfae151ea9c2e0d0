"""Page -> bytes of HTML."""

from collections.abc import Callable, Mapping

from jinja2 import BytecodeCache

from digest.model.article import Body
from digest.model.page import Chrome, Page
from digest.render.templates import environment, relative

ANYWHERE = ("/404.html",)
"""Pages that a server shows at any address, where a relative link would lead astray."""


def renderer(
    templates: Mapping[str, str], body: Callable[[str], Body], compiled: BytecodeCache | None = None
) -> Callable[[Page, Chrome], bytes]:
    """A function from a page to its bytes.

    `templates` maps names to source text: one a kind of page, named by the record's tag (`report.html`), and what
    these extend or import. `body` fetches a body by its hash. Raises `jinja2.TemplateError` over a faulty template,
    `KeyError` over a body that is not there; never over content.
    """
    made = environment(templates, body, compiled)

    def render(page: Page, chrome: Chrome) -> bytes:
        template = made.get_template(f"{page.__struct_config__.tag}.html")
        html = template.render(page=page, chrome=chrome)
        return from_here(html, page.url, chrome.base_url).encode("utf-8", "replace")

    return render


def from_here(html: str, url: str, base_url: str) -> str:
    """Make the links written from the site's root (`href="/…"`, `src="/…"`, `action="/…"`) fit the page's place.

    Text cannot be mistaken for a link: a quotation mark in text is always escaped. `//host/` stays as it is.
    """
    base_path = "/" + base_url.partition("://")[2].partition("/")[2]
    root = base_path if url in ANYWHERE else relative("/", url)
    elsewhere = '="//' in html  # another host by the reader's own scheme, in an edition's own template
    if elsewhere:
        html = html.replace('="//', '="\0//')
    for start in (' href="/', ' src="/', ' action="/'):
        if start in html:
            html = html.replace(start, f"{start[:-1]}{root}")
    return html.replace('="\0//', '="//') if elsewhere else html
