"""An archive (zip, tar, tar.gz and the like) -> its documents, one at a time. Nothing is ever written to the disk.

So a member's name can lead nowhere; those that try are refused all the same, since an archive that holds one was made
to do harm. Sizes are counted while unpacking: what an archive says of them is not believed.
"""

import bz2
import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, cast

from digest.ingest.document import MOST, Document, too_large
from digest.ingest.raw import Refusal

_MEMBERS = 200_000
"""Members that an archive may have."""
_TOTAL = 4 * 1024**3
"""Bytes that all members together may have, unpacked."""
_RATIO = 200
"""How many times larger a member may become. Text shrinks to a third; even a page of blanks does not to a hundredth."""
_SMALL = 1024 * 1024
"""Bytes up to which the ratio does not matter."""


class _Grown(Exception):
    """It unpacks to more than anything that somebody wrote."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


_PACKED: dict[bytes, Callable[[BinaryIO], _Readable]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    ValueError, OSError,
)  # fmt: skip
"""What the standard library raises over a damaged or encrypted archive."""


def is_one(head: bytes, name: str) -> bool:
    """Whether it is an archive, by its first bytes. A web archive may be packed, too, and is not this reader's."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or head[257:262] == b"ustar":
        return True
    return head.startswith(tuple(_PACKED)) and not name.lower().endswith((".warc.gz", ".wat.gz", ".wet.gz"))


def documents(file: BinaryIO, origin: str) -> Iterator[Document | Refusal]:
    """The documents of an archive in their order there, without hidden ones. One bad member never stops the rest."""
    head = file.read(512)
    file.seek(0)
    try:
        if head.startswith(b"PK"):
            yield from _zip(file, origin)
        else:
            yield from _tar(file, origin, packed=head.startswith(tuple(_PACKED)))
    except _Grown:
        yield _too_much(origin)
    except _DAMAGED as error:
        yield Refusal(origin=origin, what=f"the archive is damaged: {error}", help="fetch or pack it again")


def _zip(file: BinaryIO, origin: str) -> Iterator[Document | Refusal]:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > _MEMBERS:
            yield _too_many(origin, len(members))
            return
        total = 0
        for member in members:
            where = f"{origin} {_shown(member.filename)}"
            if member.is_dir():
                continue
            if fault := _fault(where, member.orig_filename) or _zip_fault(where, member):
                yield fault
                continue
            if _is_hidden(member.filename):
                continue
            try:
                with archive.open(member) as held:
                    data = _read(held, where, member.compress_size)
            except _DAMAGED as error:
                yield Refusal(origin=where, what=f"it cannot be unpacked: {error}", help="fetch or pack it again")
                continue
            total += len(data.data) if isinstance(data, Document) else 0
            yield data
            if total > _TOTAL:
                yield _too_much(origin)
                return


def _zip_fault(where: str, member: zipfile.ZipInfo) -> Refusal | None:
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Refusal(origin=where, what="it is a link or a device, not a file; it is not read")
    if member.flag_bits & 1:
        return Refusal(origin=where, what="it is encrypted", help="unpack the archive and import the files")
    return None


def _tar(file: BinaryIO, origin: str, *, packed: bool) -> Iterator[Document | Refusal]:
    counted = _Counted(file, packed=packed)
    if packed and not counted.is_tar():
        # One page, packed by itself: `page.html.gz`.
        data = counted.read(MOST + 1)
        name = origin.rpartition(".")[0] or origin
        yield Document(origin=name, data=data) if len(data) <= MOST else too_large(origin, len(data))
        return
    with tarfile.open(fileobj=cast("BinaryIO", counted), mode="r|") as archive:
        for count, member in enumerate(archive, 1):
            where = f"{origin} {_shown(member.name)}"
            if count > _MEMBERS:
                yield _too_many(origin, count)
                return
            if member.isdir():
                continue
            if fault := _fault(where, member.name):
                yield fault
            elif not member.isreg():
                yield Refusal(origin=where, what="it is a link or a device, not a file; it is not read")
            elif member.size > MOST:
                yield too_large(where, member.size)
            elif not _is_hidden(member.name) and (held := archive.extractfile(member)) is not None:
                yield Document(origin=where, data=held.read())


class _Counted:
    """A packed stream, read forward. Raises _Grown where it grows out of all proportion."""

    def __init__(self, file: BinaryIO, *, packed: bool) -> None:
        self._file = file
        self._held = b""
        head = file.read(6)
        file.seek(0)
        self._stream: _Readable = file
        if packed:
            self._stream = next(opened for start, opened in _PACKED.items() if head.startswith(start))(file)
        self._given = 0

    def is_tar(self) -> bool:
        self._held = self._stream.read(512)
        return self._held[257:262] == b"ustar"

    def read(self, size: int) -> bytes:
        data, self._held = self._held[:size], self._held[size:]
        if len(data) < size:
            data += self._stream.read(size - len(data))
        self._given += len(data)
        if self._given > _TOTAL or (self._given > 64 * _SMALL and self._given > _RATIO * self._file.tell()):
            raise _Grown
        return data


def _read(held: _Readable, where: str, packed: int) -> Document | Refusal:
    data = held.read(MOST + 1)
    if len(data) > MOST:
        return too_large(where, len(data))
    if len(data) > _SMALL and len(data) > _RATIO * max(packed, 1):
        what = f"it unpacks to {len(data) // max(packed, 1):,} times its size, as nothing written does"
        return Refusal(origin=where, what=what, help="look at what it is before you import it")
    return Document(origin=where, data=data)


def _fault(where: str, name: str) -> Refusal | None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or "\0" in name or (len(name) > 1 and name[1] == ":"):
        what = "its name leads out of the archive; it is not read"
        return Refusal(origin=where, what=what, help="do not trust this archive")
    return None


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in name)[:300]


def _too_many(origin: str, count: int) -> Refusal:
    what = f"it has {count:,} members or more; at most {_MEMBERS:,} are read"
    return Refusal(origin=origin, what=what, help="split it")


def _too_much(origin: str) -> Refusal:
    what = f"it unpacks to more than {_TOTAL:,} bytes, or to {_RATIO} times its size; the rest is not read"
    return Refusal(origin=origin, what=what, help="look at what it is, or split it")
