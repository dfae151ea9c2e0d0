"""A file's path -> when it is sent, as what, and for how long a browser may keep it."""

import re
from typing import Literal, NamedTuple

from digest.headers import ASK, FOR_EVER, hashed, type_of

Rank = Literal["assets", "files", "pages", "lists", "front"]
"""What a file is for the pages that are visible while others are still on their way."""

_LIST = re.compile(
    r"(?:^|/)(?:404\.html|feed\.(?:xml|json|atom)|[\w-]+\.atom|sitemap[\w-]*\.xml|robots\.txt|_redirects|_headers|"
    r"pagefind-entry\.json|datapackage\.json)$"
)


class Headers(NamedTuple):
    type: str
    cache: str

    def __str__(self) -> str:
        return f"{self.type} | {self.cache}"


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
    return Headers(type_of(path), FOR_EVER if hashed(path) else ASK)
