"""Static files -> outputs under names that hold their hash, so that a browser may keep them for ever."""

import re
from collections.abc import Mapping

from digest.model.base import Record, fingerprint

_URL = re.compile(rb"url\(\s*([\"']?)([^)\"']++)\1\s*\)")
_WEB_FONT = re.compile(rb"@font-face\s*\{[^}]*url\([^}]*\}\s*")

PRELOADED = ("source-serif-4-latin-wght-normal", "libre-franklin-latin-wght-normal")
"""The fonts of the first screen; others come when they are used."""


class Assets(Record, kw_only=True):
    """The site's static files: bytes by path below the site's root, and the URLs that pages need."""

    files: dict[str, bytes]
    css: str
    script: str
    """What every page loads; empty: the theme has none."""
    icon: str
    search: str
    """The script of the search page."""
    fonts: tuple[str, ...]


def assets(static: Mapping[str, bytes], *, web_fonts: bool) -> Assets:
    """Name the theme's static files (`style.css`, `fonts/x.woff2`) by content. Licences keep their names.

    Without web fonts neither the files nor the rules that would fetch them are in the site.
    """
    named: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name in sorted(static, key=lambda n: (n.endswith(".css"), n)):
        data = static[name]
        if not web_fonts and (name.startswith("fonts/") or name.endswith(".woff2")):
            continue
        if name.endswith(".css"):
            if not web_fonts:
                data = _WEB_FONT.sub(b"", data)
            data = _URL.sub(lambda m: _renamed(m, named), data)
        place = name if name.endswith(".txt") else _hashed(name, data)
        named[name] = place
        files[f"assets/{place}"] = data
    return Assets(
        files=files,
        css=_url(named, "style.css"),
        script=_url(named, "digest.js"),
        icon=_url(named, "icon.svg"),
        search=_url(named, "search.js"),
        fonts=tuple(_url(named, name) for name in sorted(named) if any(font in name for font in PRELOADED)),
    )


def _renamed(match: re.Match[bytes], named: Mapping[str, str]) -> bytes:
    name = match[2].decode("utf-8", "replace")
    return b"url(%s)" % named.get(name, name).encode()


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{fingerprint(data)[:10]}.{suffix}" if dot else f"{suffix}.{fingerprint(data)[:10]}"


def _url(named: Mapping[str, str], name: str) -> str:
    return f"/assets/{named[name]}" if name in named else ""
