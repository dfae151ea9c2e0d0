"""A built site as the tests see it: files on disk, sorted by the kind of page, and what their markup holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

KINDS: dict[str, str] = {
    "front": r"/",
    "404": r"/404\.html",
    "timeline": r"/timeline/",
    "month": r"/(timeline|reports|quotes)/\d{4}-\d{2}/",
    "part": r"/(reports|quotes|entities)/(\d+|all)/|/(entities|sources)/[^/]+/\d+/",
    "story": r"/stories/[^/]+/",
    "report": r"/reports/[^/]+/",
    "quotation": r"/quotes/[^/]+/",
    "name": r"/entities/[^/]+/",
    "outlet": r"/sources/[^/]+/",
    "index": r"/(stories|reports|quotes|entities|sources)/",
    "a-z": r"/a-z/",
    "notes": r"/notes/",
    "corrections": r"/corrections/",
    "search": r"/search/",
    "feeds": r"/feeds/",
    "data": r"/data/",
    "text": r"/[a-z0-9-]+/",
}
"""Every kind of page and its URLs; the first that fits is it."""

_LINKS = {"a": "href", "area": "href", "link": "href", "script": "src", "img": "src", "source": "src", "use": "href"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A page of a built site."""

    url: str
    """From the site's root: `/quotes/x/`."""
    path: Path
    kind: str
    """A key of `KINDS`, `redirect`, or empty: a page of no known kind."""


@dataclass(slots=True)
class Markup:
    """What one page's markup holds."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Element, its `rel` if any, and the address that it names."""
    h1: int = 0
    scripts: list[dict[str, str]] = field(default_factory=list)
    """The attributes of every script element."""
    svg: int = 0
    """Characters of inline SVG."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.markup = Markup()
        self._svg: list[int] = []
        self._lines: list[int] = [0]

    def read(self, html: str) -> Markup:
        for line in html.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.feed(html)
        self.close()
        return self.markup

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.markup.ids.append(given["id"])
        if (address := given.get(_LINKS.get(tag, ""))) is not None:
            self.markup.links.append((tag, given.get("rel", ""), address))
        if tag == "h1":
            self.markup.h1 += 1
        elif tag == "script":
            self.markup.scripts.append(given)
        elif tag == "form" and "action" in given:
            self.markup.links.append((tag, "", given["action"]))
        elif tag == "svg":
            self._svg.append(self._at())

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg" and self._svg:
            start = self._svg.pop()
            if not self._svg:
                self.markup.svg += self._at() + len("</svg>") - start


@lru_cache(maxsize=4096)
def markup(path: Path) -> Markup:
    """Read one page; an HTML file without a parser's complaint is not promised to be valid."""
    return _Reader().read(path.read_text(encoding="utf-8"))


def pages(site: Path) -> tuple[Built, ...]:
    """All HTML pages of a built site, by URL."""
    return tuple(sorted(_pages(site), key=lambda page: page.url))


def _pages(site: Path) -> Iterator[Built]:
    for path in site.rglob("*.html"):
        where = path.relative_to(site).as_posix()
        if where.startswith("cards/"):
            continue  # pieces of pages, fetched by previews
        url = "/" + where.removesuffix("index.html") if path.name == "index.html" else "/" + where
        yield Built(url=url, path=path, kind=_kind(url, path))


def _kind(url: str, path: Path) -> str:
    if re.search(r"<meta[^>]+http-equiv=.?refresh", path.read_text(encoding="utf-8")[:2000], re.IGNORECASE):
        return "redirect"
    return next((kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, url)), "")


def picked(site: Path, kind: str, most: int) -> tuple[Built, ...]:
    """At most so many pages of a kind: the largest, the smallest, and those evenly between; at least one."""
    of_kind = sorted((page for page in pages(site) if page.kind == kind), key=lambda p: (-p.path.stat().st_size, p.url))
    assert of_kind, f"the site has no page of the kind {kind!r}"
    if len(of_kind) <= most:
        return tuple(of_kind)
    step = (len(of_kind) - 1) / (most - 1) if most > 1 else 0
    return tuple(of_kind[round(n * step)] for n in range(most))
