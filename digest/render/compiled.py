"""Compiled templates, kept: compiling the theme takes longer than a small build."""

import hashlib
from collections.abc import Callable

from jinja2.bccache import Bucket, BytecodeCache

_held: dict[str, bytes] = {}
"""Of this process: a preview builds again and again with the same theme."""


class Compiled(BytecodeCache):
    """Jinja's own interface to a store of bytes by key. Jinja checks that the source is the same."""

    def __init__(self, get: Callable[[str], bytes | None], put: Callable[[str, bytes], None], code: str) -> None:
        self._get = get
        self._put = put
        self._code = code

    def _key(self, bucket: Bucket) -> str:
        source = hashlib.blake2b(f"{bucket.key} {bucket.checksum} {self._code}".encode(), digest_size=16)
        return f"template-{bucket.key}-{source.hexdigest()}"

    def load_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        data = _held.get(key) or self._get(key)
        if data is not None:
            _held[key] = data
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        key = self._key(bucket)
        _held[key] = bucket.bytecode_to_string()
        self._put(key, _held[key])
