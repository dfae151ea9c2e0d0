"""With which headers the site's files are to be handed out: type, cache, what a page may do.

A preview sends them itself, a deploy to a store says them of each file, and hosts that read a file `_headers` find them
in it. One place, so that a page does in the preview what it will do for its readers.
"""

import re
from collections.abc import Iterable, Mapping

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load: nothing but files of the site. Every page says the same of itself, in `base.html`, but for
`frame-ancestors`, which a browser heeds in a header alone; and all but the search page allow no WebAssembly. A header
for the search page alone would be no use: hosts join it with this one, and then both hold."""

SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What holds for every file."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK = "public, max-age=0, must-revalidate"
"""A browser may keep it, and asks each time whether it is still the same."""

_HASHED = re.compile(r"\.[0-9a-f]{10}\.[A-Za-z0-9]+$|\.pf_(?:fragment|index|filter|meta)$")

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

_MISTAKEN = ("/*.bib", "/*.jsonld", "/*.tei.xml", "/*feed.xml", "/*feed.json")
"""Files of ours whose type hosts do not know or take for another."""


def hashed(path: str) -> bool:
    """Whether the name holds the content's hash, so that a file of this name never changes."""
    return _HASHED.search(path) is not None


def type_of(path: str) -> str:
    """The media type of a file of the site."""
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


def rules(root: str, beside: Iterable[str]) -> str:
    """The file `_headers`, as Cloudflare Pages and Netlify read it. `root` is the path of the site's root, `/news/`;
    `beside` are the files that lie beside the pages, `assets/style.0123456789.css`.

    No header is named by two rules that one file may match: where it is, hosts join both values with a comma. So
    nothing is said here of how long other files are kept: to ask each time is what these hosts say by themselves.
    """
    for_ever = sorted({f"{path.partition('/')[0]}/*.{path.rpartition('.')[2]}" for path in beside if hashed(path)})
    found = [("/*", SECURITY), *((root + pattern, {"Cache-Control": FOR_EVER}) for pattern in for_ever)]
    found += [(pattern, {"Content-Type": type_of(pattern.replace("*", "x/", 1))}) for pattern in _MISTAKEN]
    return "".join(
        f"{pattern}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items()) for pattern, said in found
    )
