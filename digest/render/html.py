"""Page -> bytes of HTML."""

from collections.abc import Callable, Mapping

from jinja2 import BytecodeCache

from digest.model.article import Body
from digest.model.page import Chrome, Page
from digest.render.address import relative
from digest.render.templates import environment

LINKS = (b" href", b" src", b" action")
"""Attributes that hold links, as they stand in a tag. A body has only `href`."""
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
        html = template.render(page=page, chrome=chrome).encode("utf-8", "replace")
        return from_here(html, page.url, chrome.base_url)

    return render


def from_here(html: bytes, url: str, base_url: str) -> bytes:
    """Make the links written from the site's root (`href="/…"`, `src="/…"`, `action="/…"`) fit the page's place.

    Text cannot be mistaken for a link: a quotation mark in text is always escaped. `//host/` stays as it is. A
    pattern for all three takes more than twice as long.
    """
    root = root_of(base_url) if url in ANYWHERE else relative("/", url)
    there, here = b'="/', f'="{root}'.encode()
    before, *after = html.split(there)
    pieces = [before]
    for part in after:
        link = before.endswith(LINKS) and part[:1] != b"/"  # `//host/`: another host, by the reader's own scheme
        pieces += (here if link else there, part)
        before = part
    return b"".join(pieces)


def root_of(base_url: str) -> str:
    """The path of the site's root at its host: `/sub/` of `https://example.org/sub/`, and `/` where no address is
    known."""
    return "/" + base_url.partition("://")[2].partition("/")[2]
