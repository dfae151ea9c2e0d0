"""Compiled templates, kept: compiling the theme takes longer than a small build."""

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable
from importlib.util import cache_from_source

from jinja2.bccache import Bucket, BytecodeCache

_held: dict[str, bytes] = {}
"""Of this process: a preview builds again and again with the same theme."""


class Compiled(BytecodeCache):
    """Jinja's own interface to a store of bytes by key. Jinja checks that the source is the same.

    Kept with the edition (`get`, `put`), and beside the program as Python keeps its own modules: so the first build of
    an edition does not pay for what the first build of another has done.
    """

    def __init__(self, get: Callable[[str], bytes | None], put: Callable[[str, bytes], None], code: str) -> None:
        self._get = get
        self._put = put
        self._code = code

    def _key(self, bucket: Bucket) -> str:
        source = hashlib.blake2b(f"{bucket.key} {bucket.checksum} {self._code}".encode(), digest_size=16)
        return f"template-{source.hexdigest()}"

    def load_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        data = _held.get(key) or self._get(key) or _beside(bucket.key, key)
        if data is not None:
            _held[key] = data
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        _held[key] = bucket.bytecode_to_string()
        self._put(key, _held[key])
        _keep(bucket.key, key, _held[key])


def _place(name: str) -> str:
    return cache_from_source(os.path.join(os.path.dirname(__file__), f"template-{name}.py"))


def _beside(name: str, key: str) -> bytes | None:
    """What is kept beside the program, if it was made from the same source by the same program."""
    try:
        with open(_place(name), "rb") as file:
            data = file.read()
    except (OSError, NotImplementedError):
        return None
    return data[len(key) :] if data.startswith(key.encode()) else None


def _keep(name: str, key: str, data: bytes) -> None:
    """Where Python may not write its modules, nothing is kept."""
    if sys.dont_write_bytecode:
        return
    with contextlib.suppress(OSError, NotImplementedError):
        place = _place(name)
        part = f"{place}.{os.getpid()}"
        with open(part, "wb") as file:
            file.write(key.encode() + data)
        os.replace(part, place)
