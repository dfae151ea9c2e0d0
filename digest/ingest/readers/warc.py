"""A web archive (WARC 1.0 and 1.1, ISO 28500; plain or gzip) -> the pages that were fetched into it, one at a time."""

import gzip
import io
import zlib
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import BinaryIO, cast

from digest.ingest.document import MOST, Document, too_large, unpacked
from digest.ingest.raw import Refusal

_LINE = 16 * 1024
_HEADERS = 200
_TEXTS = ("text/", "application/xhtml", "application/rss", "application/atom", "application/feed", "application/xml")


class _Damaged(Exception):
    """The archive cannot be read on from here."""


def is_one(head: bytes, name: str) -> bool:
    """Whether it is a web archive: by its first bytes, or packed, by its name."""
    packed = head.startswith(b"\x1f\x8b") and name.lower().endswith((".warc.gz", ".wet.gz"))
    return packed or head.startswith(b"WARC/")


def documents(file: BinaryIO, origin: str) -> Iterator[Document | Refusal]:
    """The pages and feeds that servers answered with (status 200), and `resource` and `conversion` records."""
    head = file.read(2)
    file.seek(0)
    stream = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if head == b"\x1f\x8b" else file
    reader = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16))
    count = 0
    try:
        while (headers := _record(reader)) is not None:
            count += 1
            where = f"{origin} record {count}"
            size = _size(headers)
            kind = str(headers.get("WARC-Type", "")).lower()
            url = str(headers.get("WARC-Target-URI", "")).strip("<> ")
            if kind not in ("response", "resource", "conversion") or not url.lower().startswith(("http:", "https:")):
                _skip(reader, size)
                continue
            if size > MOST:
                _skip(reader, size)
                yield too_large(f"{where} {url}", size)
                continue
            block = _whole(reader, size)
            media = str(headers.get("Content-Type", ""))
            where = f"{where} {url}"
            made = _answer(block, where, url) if kind == "response" else _plain(block, where, url, media)
            if made is not None:
                yield made
    except (_Damaged, EOFError, OSError, zlib.error) as error:
        yield Refusal(origin=origin, what=f"the web archive is damaged: {error}", help="what came before is read")


def _record(reader: BinaryIO) -> Message | None:
    """The headers of the next record; None at the end."""
    line = reader.readline(_LINE)
    blank = 0
    while line in (b"\r\n", b"\n") and blank < _HEADERS:
        line, blank = reader.readline(_LINE), blank + 1
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise _Damaged("a record does not begin with `WARC/`")
    return _headers(reader)


def _headers(reader: BinaryIO) -> Message:
    lines: list[bytes] = []
    while (line := reader.readline(_LINE)) not in (b"\r\n", b"\n", b""):
        lines.append(line)
        if len(lines) > _HEADERS or len(line) >= _LINE:
            raise _Damaged("a record has too many headers")
    return BytesParser(policy=compat32).parsebytes(b"".join(lines), headersonly=True)


def _size(headers: Message) -> int:
    written = str(headers.get("Content-Length", "")).strip()
    if not written.isascii() or not written.isdigit() or len(written) > 15:
        raise _Damaged("a record does not say its length")
    return int(written)


def _whole(reader: BinaryIO, size: int) -> bytes:
    block = reader.read(size)
    if len(block) < size:
        raise _Damaged("a record ends too early")
    return block


def _skip(reader: BinaryIO, size: int) -> None:
    while size > 0 and (passed := len(reader.read(min(size, 1 << 20)))):
        size -= passed


def _plain(block: bytes, origin: str, url: str, media: str) -> Document | None:
    kind = media.partition(";")[0].strip().lower()
    return Document(origin=origin, data=block, media=kind, url=url) if not kind or kind.startswith(_TEXTS) else None


def _answer(block: bytes, origin: str, url: str) -> Document | Refusal | None:
    """The page in a server's answer; None where it is none, such as a redirection or a picture."""
    reader = io.BytesIO(block)
    status = reader.readline(_LINE).split(None, 2)
    if len(status) < 2 or not status[0].startswith(b"HTTP/") or status[1] != b"200":
        return None
    headers = _headers(reader)
    media = headers.get_content_type()
    if not media.startswith(_TEXTS) or media in ("text/css", "text/javascript"):
        return None
    body = reader.read()
    if "chunked" in str(headers.get("Transfer-Encoding", "")).lower():
        body = _joined(body)
    plain = unpacked(origin, body, str(headers.get("Content-Encoding", "")).strip().lower())
    if isinstance(plain, Refusal):
        return plain
    return Document(origin=origin, data=plain, media=media, charset=headers.get_content_charset() or "", url=url)


def _joined(body: bytes) -> bytes:
    """A body without the lengths of its chunks. Archives say `chunked` of bodies that were joined already, too."""
    parts: list[bytes] = []
    at = 0
    while True:
        stop = body.find(b"\r\n", at, at + 100)
        try:
            size = int(body[at:stop].partition(b";")[0], 16) if stop >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return body if not parts else b"".join(parts)
        if size == 0:
            return b"".join(parts)
        parts.append(body[stop + 2 : stop + 2 + size])
        at = stop + 2 + size + 2
