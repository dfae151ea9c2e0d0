"""What every page of an edition wears: templates, assets, chrome."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from digest import code
from digest.cache import Cache
from digest.config import Config
from digest.headers import rules
from digest.kept import Bodies
from digest.model.base import fingerprint
from digest.model.feed import Feed
from digest.model.page import Chrome, Link, Page
from digest.plan import urls
from digest.render import picture
from digest.render.assets import assets
from digest.render.compiled import Compiled
from digest.render.file import renderer
from digest.render.html import root_of


class Dress(NamedTuple):
    chrome: Chrome
    templates: Mapping[str, str]
    files: Mapping[str, bytes]
    """What lies beside the pages, by path."""
    fonts: Mapping[str, bytes]
    """What pictures are drawn with."""
    program: str
    """The fingerprint of the program, which compiled templates rest on too."""

    def fingerprint(self) -> str:
        """Changes with anything that all pages show."""
        return fingerprint(self.program, sorted(self.templates.items()), self.chrome)

    def beneath(self) -> str:
        """Changes with anything that all other forms of pages rest on: another theme leaves them as they are."""
        fonts = sorted(self.fonts.items())
        return fingerprint(self.program, self.chrome.base_url, self.chrome.title, self.chrome.lang, fonts)

    def renderer(self, cache: Cache) -> Callable[[Page | Feed, str], bytes]:
        """A function from a page, and the URL of one of its forms, to the bytes of it."""

        def compile_once(key: str, data: bytes) -> None:
            cache.here().put_many({key: data})
            code.keep(key, data)

        compiled = Compiled(lambda key: cache.here().get(key) or code.kept(key), compile_once, self.program)
        render = renderer(self.templates, Bodies(cache).get, self.fonts, compiled)
        return lambda page, url: render(page, self.chrome, url)


def dress(
    theme: Mapping[str, bytes],
    config: Config,
    foot: tuple[Link, ...],
    *,
    drafts: bool,
    search: bool,
    program: str,
) -> Dress:
    """`theme` holds the theme's files, the edition's own in place of the shipped ones."""
    templates = {
        name.removeprefix("templates/"): data.decode() for name, data in theme.items() if name.startswith("templates/")
    }
    static = {name.removeprefix("static/"): data for name, data in theme.items() if name.startswith("static/")}
    files = assets(static, web_fonts=config.fonts == "web")
    chrome = Chrome(
        title=config.title,
        motto=config.motto,
        lang=config.language,
        footer=config.footer,
        pages=foot,
        base_url=config.base_url,
        css=files.css,
        script=files.script,
        fonts=files.fonts,
        icon=files.icon,
        picture="/picture.png" if config.pictures == "auto" else "",
        search=files.search if search else "",
        feed=urls.atom(urls.FRONT),
        draft_build=drafts,
    )
    plain = {
        **files.files,
        ".nojekyll": b"",
        "_headers": rules(root_of(config.base_url), files.files).encode(),
        "robots.txt": _robots(config.base_url, drafts).encode(),
    }
    fonts = {name: static[name] for name in picture.FONTS if name in static} if chrome.picture else {}
    return Dress(chrome=chrome, templates=templates, files=plain, fonts=fonts, program=program)


def _robots(base_url: str, drafts: bool) -> str:
    """What crawlers may fetch (RFC 9309): everything, but nothing of what is not yet published."""
    if drafts:
        return "User-agent: *\nDisallow: /\n"
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {base_url}sitemap.xml\n" if base_url else "")
