"""A record and a URL -> the bytes of the file at it: a page, a picture, or another form of a page.

After most edits one page is made, and nothing that makes other files is imported for it.
"""

from collections.abc import Callable, Mapping

from jinja2 import BytecodeCache

from digest.model.article import Body
from digest.model.feed import Feed
from digest.model.page import Chrome, Page, PicturePage
from digest.render import html, picture


def renderer(
    templates: Mapping[str, str],
    body: Callable[[str], Body],
    fonts: Mapping[str, bytes],
    compiled: BytecodeCache | None = None,
) -> Callable[[Page | Feed, Chrome, str], bytes]:
    """A function from a page, what all wear, and the URL of one of its forms. Raises as `html.renderer`.

    `fonts` are those of the theme that pictures are drawn with.
    """
    as_html = html.renderer(templates, body, compiled)
    draw = picture.drawer(fonts)

    def render(page: Page | Feed, chrome: Chrome, url: str) -> bytes:
        if isinstance(page, PicturePage):
            return draw(page, chrome)
        if not url.endswith(_PAGES):
            from digest.render.forms import form_of

            form = form_of(str(page.__struct_config__.tag), url)
            if form is not None:
                return form(page, chrome, body)
        assert not isinstance(page, Feed)
        return as_html(page, chrome)

    return render


_PAGES = ("/", ".html")
"""How the URLs end of files that are pages."""
