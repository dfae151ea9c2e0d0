"""The one kind of value that flows: frozen, keyword-only, written and read by msgspec in C.

msgspec structs instead of dataclasses: ten thousand of them load from the cache without the garbage collector ever
looking at them (`gc=False`; nothing frozen can form a cycle), and what is read back is checked against its type, so a
damaged or foreign cache entry is refused instead of trusted, as a pickle would have to be.
"""

import hashlib
from typing import Any, dataclass_transform

import msgspec


# Without the decorator, type checkers do not see that what is derived from a frozen record is frozen too.
@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, array_like=True):
    """A value made once and never changed."""


def fingerprint(*parts: Any) -> str:
    """Name a value by its content: 32 hex digits (blake2b-128), the same for any hash seed, process and machine."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else msgspec.msgpack.encode(part, order="sorted")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
