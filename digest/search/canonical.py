"""A Pagefind index -> the same index, in one order.

Pagefind keeps filters in a table whose order is drawn by chance in each run, so the same documents give other bytes. A
filter's file is `[name, [[value, [page, ...]], ...]]` in CBOR (RFC 8949), after twelve letters that every file of an
index begins with, compressed; the index's own file, `.pf_meta`, lists the filters with the hashes in their files'
names. Here both are put in the order of names and values, under names that hold their hashes again.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping

Value = int | str | list["Value"]

_MARK = b"pagefind_dcd"
_NUMBER, _TEXT, _LIST = 0, 3, 4
"""What of CBOR is met here, by major type."""


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files by path, as Pagefind writes them. Raises ValueError if they are not laid out as said above."""
    kept = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    entry = json.loads(kept["pagefind-entry.json"])
    for lang, of in entry["languages"].items():
        meta = _opened(files[f"pagefind.{of['hash']}.pf_meta"])
        match meta:
            case [version, pages, chunks, list(filters), *others]:
                named: list[Value] = []
                for name, hash in _pairs(filters):
                    data, new = _packed(_sorted(_opened(files[f"filter/{hash}.pf_filter"])), lang, 7)
                    kept[f"filter/{new}.pf_filter"] = data
                    named.append([name, new])
                data, of["hash"] = _packed([version, pages, chunks, named, *others], lang, 10)
                kept[f"pagefind.{of['hash']}.pf_meta"] = data
            case _:
                raise ValueError("the index is laid out in another way")
    kept["pagefind-entry.json"] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    return dict(sorted(kept.items()))


def _pairs(filters: list[Value]) -> list[tuple[str, str]]:
    """The names of filters, and the hashes in their files' names."""
    pairs = [(one[0], one[1]) for one in filters if isinstance(one, list) and len(one) == 2]
    return sorted((name, hash) for name, hash in pairs if isinstance(name, str) and isinstance(hash, str))


def _sorted(filter: Value) -> Value:
    match filter:
        case [str(name), list(values)]:
            return [name, sorted(values, key=str)]
    raise ValueError("a filter is laid out in another way")


def _opened(data: bytes) -> Value:
    raw = zlib.decompress(data, zlib.MAX_WBITS | 16)
    if not raw.startswith(_MARK):
        raise ValueError("a file of the index begins in another way")
    value, end = _value(raw, len(_MARK))
    if end != len(raw):
        raise ValueError("a file of the index goes on after its end")
    return value


def _packed(value: Value, lang: str, digits: int) -> tuple[bytes, str]:
    """The bytes of a file, and the hash for its name."""
    raw = _MARK + b"".join(_pieces(value))
    press = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return press.compress(raw) + press.flush(), f"{lang}_{hashlib.blake2b(raw).hexdigest()[:digits]}"


def _value(raw: bytes, at: int) -> tuple[Value, int]:
    """The value that begins at a place, and the place after it."""
    kind, size = raw[at] >> 5, raw[at] & 31
    at += 1
    if size > 23:
        if size > 27:
            raise ValueError("a length in the index is given in another way")
        wide = 1 << (size - 24)
        size = int.from_bytes(raw[at : at + wide], "big")
        at += wide
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return raw[at : at + size].decode(), at + size
    if kind != _LIST:
        raise ValueError("the index holds a value of another kind")
    values: list[Value] = []
    for _ in range(size):
        value, at = _value(raw, at)
        values.append(value)
    return values, at


def _pieces(value: Value) -> list[bytes]:
    if isinstance(value, int):
        return [_head(_NUMBER, value)]
    if isinstance(value, str):
        data = value.encode()
        return [_head(_TEXT, len(data)), data]
    return [_head(_LIST, len(value)), *(piece for one in value for piece in _pieces(one))]


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    wide = next(n for n in (1, 2, 4, 8) if size < 1 << 8 * n)
    return bytes([kind << 5 | 23 + wide.bit_length()]) + size.to_bytes(wide, "big")
