"""Addresses in what is rendered: a page's links as seen from it, and those that leave the site."""

from digest.model.page import Chrome


def relative(url: str, page: str) -> str:
    """A URL from the site's root as seen from a page: `/quotes/x/` on `/reports/y/` is `../../quotes/x/`."""
    up = "../" * (page.count("/") - 1)
    return (up + url[1:]) or "./"


def whole(url: str, page: str, chrome: Chrome) -> str:
    """A URL from the site's root with the edition's address before it; while none is known, as seen from a page or from
    a file beside it."""
    return chrome.base_url + url[1:] if chrome.base_url else relative(url, page)


def web(url: str) -> bool:
    """Whether an address from a file may become a link. Escaping does not make `javascript:` harmless."""
    return url.startswith(("https://", "http://"))


def host(url: str) -> str:
    """`https://www.example.org/a` as `www.example.org`."""
    return url.partition("://")[2].partition("/")[0]
