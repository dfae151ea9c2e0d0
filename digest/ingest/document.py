"""A document as it came, before anybody knows its format: what files, archives and the network hand to the readers."""

import gzip
import zlib

from digest.ingest.raw import Refusal
from digest.model.base import Record

MOST = 32 * 1024 * 1024
"""Bytes that one document may have, unpacked. A page with its pictures inside has fewer; what has more is no text."""


class Document(Record, kw_only=True):
    """Bytes, and what is told about them from outside."""

    origin: str
    """Where it was found, for messages: `saved/page.html`, `pages.zip a/b.html`."""
    data: bytes
    media: str = ""
    """Its media type, `text/html`, where a server said it; empty: look at the name and the bytes."""
    charset: str = ""
    """The encoding that a server said."""
    url: str = ""
    """Where a server gave it."""


def too_large(origin: str, size: int) -> Refusal:
    return Refusal(
        origin=origin,
        what=f"it has {size:,} bytes; at most {MOST:,} are read",
        help="take the article out of it, or split it",
    )


def unpacked(origin: str, data: bytes, coding: str) -> bytes | Refusal:
    """The bytes without a `Content-Encoding` of gzip or deflate, and never more than `MOST` of them."""
    if coding in ("", "identity"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        return Refusal(origin=origin, what=f"it is packed with `{coding}`; gzip and deflate are read")
    zipped = coding != "deflate" or data[:1] == b"\x78"  # deflate is sent both with and without its own header
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32 if zipped else -zlib.MAX_WBITS)
    try:
        plain = unpacker.decompress(data, MOST + 1)
    except (zlib.error, gzip.BadGzipFile) as error:
        return Refusal(origin=origin, what=f"it cannot be unpacked: {error}", help="fetch or save it again")
    return plain if len(plain) <= MOST else too_large(origin, len(plain))
