"""Addresses that an article gives: whole, `http` or `https`, or none."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

_WHOLE = re.compile(
    r"https?://[^\s<>\"'\\^`{|}\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+", re.IGNORECASE
)
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=\D|$)")


def whole(written: str, base: str = "") -> str:
    """The address without its fragment; empty if it is none that a reader could open. `base` completes half of one."""
    written = written.strip()
    try:
        joined = urljoin(base, written) if base and written else written
        parts = urlsplit(joined)
        if parts.username is not None or not parts.hostname or "." not in parts.hostname:
            return ""
        made = urlunsplit(parts._replace(fragment=""))
    except ValueError:
        return ""
    return made if len(made) <= 2000 and _WHOLE.fullmatch(made) else ""


def host(url: str) -> str:
    return (urlsplit(url).hostname or "") if url else ""


def day_in(url: str) -> str:
    """The part of an address that looks like a day, `/2022/02/19/`; empty: none."""
    found = _DAY.search(url)
    return found[0] + ("/" if url[found.end() : found.end() + 1] == "/" else "") if found else ""
