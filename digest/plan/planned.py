"""A page that could be made: the function that makes it, and everything that it will read.

The function sees its arguments and nothing else, so the fingerprint of the arguments is the page's list of
dependencies: whether a page is stale is known without making it. Arguments are shared between pages (a report's card
stands on dozens), so each one's fingerprint is taken once.
"""

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from digest.model.page import Page


class Planned(NamedTuple):
    url: str
    make: Callable[..., Page]
    """A function of a module of `digest.plan`, of `args` alone."""
    args: tuple[Any, ...]
    """Records, strings, numbers, and tuples of these."""

    def page(self) -> Page:
        return self.make(*self.args)


class Prints:
    """Fingerprints of arguments, each taken once. It keeps what it has seen alive, so that no two share an address."""

    def __init__(self) -> None:
        self._taken: dict[int, tuple[object, bytes]] = {}

    def of(self, planned: Planned) -> str:
        """32 hex digits that change when anything changes that the page's function reads."""
        whole = hashlib.blake2b(planned.make.__qualname__.encode(), digest_size=16)
        whole.update(planned.url.encode())
        for arg in planned.args:
            whole.update(self._print(arg))
        return whole.hexdigest()

    def _print(self, value: Any) -> bytes:
        if type(value) is not tuple and not isinstance(value, msgspec.Struct):
            return _hash(value)
        taken = self._taken.get(id(value))
        if taken is None:
            taken = self._taken[id(value)] = (value, self._whole(value) if type(value) is tuple else _hash(value))
        return taken[1]

    def _whole(self, values: tuple[Any, ...]) -> bytes:
        """Of a tuple: the names of one report stand on the pages of all these names, and are gone through once."""
        whole = hashlib.blake2b(b"%d" % len(values), digest_size=16)
        for value in values:
            whole.update(self._print(value))
        return whole.digest()


def _hash(value: Any) -> bytes:
    data = msgspec.msgpack.encode(value)
    return hashlib.blake2b(type(value).__name__.encode() + b"\0" + data, digest_size=16).digest()
