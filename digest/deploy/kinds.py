"""A file's path -> when it is sent, as what, and for how long a browser may keep it."""

import re
from typing import Literal, NamedTuple

Rank = Literal["assets", "files", "pages", "lists", "front"]
"""What a file is for the pages that are visible while others are still on their way."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK = "public, max-age=0, must-revalidate"
"""A browser may keep it, and asks each time whether it is still the same."""

_HASHED = re.compile(r"\.[0-9a-f]{10}\.[A-Za-z0-9]+$|\.pf_(?:fragment|index|meta)$")
_LIST = re.compile(
    r"(?:^|/)(?:404\.html|feed\.(?:xml|json|atom)|[\w-]+\.atom|sitemap[\w-]*\.xml|robots\.txt|_redirects|_headers|"
    r"pagefind-entry\.json|datapackage\.json)$"
)

_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "avif": "image/avif",
    "bib": "application/x-bibtex; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "rss": "application/rss+xml; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "tei.xml": "application/tei+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
    "zip": "application/zip",
}
"""By the end of the name. Not Python's `mimetypes`: that reads the machine's own tables, so a deploy from another
machine would send other headers."""


class Headers(NamedTuple):
    type: str
    cache: str

    def __str__(self) -> str:
        return f"{self.type} | {self.cache}"


def hashed(path: str) -> bool:
    """Whether the name holds the content's hash, so that a file of this name never changes."""
    return _HASHED.search(path) is not None


def rank(path: str) -> Rank:
    if hashed(path):
        return "assets"
    if path == "index.html":
        return "front"
    if _LIST.search(path):
        return "lists"
    if not path.endswith(".html"):
        return "files"
    # `reports/index.html` lists what lies deeper.
    return "pages" if path.count("/") > 1 else "lists"


def headers(path: str) -> Headers:
    return Headers(_type(path), FOR_EVER if hashed(path) else ASK)


def _type(path: str) -> str:
    name = path.rpartition("/")[2]
    if name.startswith("feed.") and name.endswith(".xml"):
        return _TYPES["atom"]
    if name == "feed.json":
        return "application/feed+json; charset=utf-8"
    parts = name.split(".")
    two, one = ".".join(parts[-2:]), parts[-1]
    if two in _TYPES:
        return _TYPES[two]
    if len(parts) == 1:  # CNAME, _headers, _redirects
        return _TYPES["txt"]
    return _TYPES.get(one, "application/octet-stream")
