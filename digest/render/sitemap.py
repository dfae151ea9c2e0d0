"""A part of the sitemap, or its index -> XML, and what has moved -> `_redirects`.

Sitemaps: sitemaps.org, protocol 0.9. Redirects: the syntax of Cloudflare Pages, Netlify and GitLab Pages.
"""

from html import escape
from typing import Any

from digest.model.page import Chrome, Redirects, Sitemap, SitemapIndex
from digest.render.html import root_of

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

MOST_RULES = 1_000
MOST_BYTES = 63_500
LONGEST = 1_000
"""What every host takes, the remark included. At each old address stands a page that leads on. Hosts that show it need
no rule; Cloudflare, which follows the rule, spares readers the page."""


def as_xml(page: Sitemap, chrome: Chrome, _: Any) -> bytes:
    """The address of the edition must be known: a sitemap holds whole addresses."""
    lines = [
        f"<url><loc>{_whole(place.url, chrome)}</loc>"
        + (f"<lastmod>{place.changed}</lastmod>" if place.changed else "")
        + "</url>\n"
        for place in page.places
    ]
    return f"{_HEAD}<urlset {_NAMESPACE}>\n{''.join(lines)}</urlset>\n".encode()


def index_as_xml(page: SitemapIndex, chrome: Chrome, _: Any) -> bytes:
    lines = [f"<sitemap><loc>{_whole(url, chrome)}</loc></sitemap>\n" for url in page.parts]
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{''.join(lines)}</sitemapindex>\n".encode()


def _whole(url: str, chrome: Chrome) -> str:
    return escape(chrome.base_url + url[1:])


def redirects(page: Redirects, chrome: Chrome, _: Any) -> bytes:
    """One rule a line, from the root of the host: under a sub-path GitLab wants it in every rule, and no other host
    that reads the file shows a site there."""
    root = root_of(chrome.base_url)
    rules = [f"{root}{old[1:]} {root}{new[1:]} 301\n" for old, new in page.moved]
    held: list[str] = []
    left = MOST_BYTES
    for rule in rules[:MOST_RULES]:
        left -= len(rule.encode())
        if left < 0:
            break
        if len(rule) <= LONGEST:
            held.append(rule)
    note = f"# {len(held)} of {len(rules)}: hosts take no more. The pages at the others lead on.\n"
    return ("".join(held) if len(held) == len(rules) else note + "".join(held)).encode()
