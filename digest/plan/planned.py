"""A page that could be made: the function that makes it, and everything that it will read.

The function sees its arguments and nothing else, so the fingerprint of the arguments is the page's list of
dependencies: whether a page is stale is known without making it.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from digest.model.feed import Feed
from digest.model.page import Machine, Page

_encode = msgspec.msgpack.Encoder().encode


class Planned(NamedTuple):
    url: str
    make: Callable[..., Page | Feed]
    """A function of a module of `digest.plan`, of `args` alone."""
    args: tuple[Any, ...]
    """Records, strings, numbers, and tuples of these."""
    forms: tuple[Machine, ...] = ()
    """The same record in other forms, in files of their own."""
    feeds: tuple[Machine, ...] = ()
    """What its page links to beside them; planned by itself."""

    def urls(self) -> Iterator[str]:
        """Its own URL, and those of its other forms."""
        yield self.url
        for form in self.forms:
            yield form.url

    def alone(self) -> "Planned":
        """The page without other forms of it; a file that is no page keeps them, for such files are few."""
        return self._replace(forms=(), feeds=()) if self.url.endswith(("/", ".html")) else self

    def planned(self) -> "Planned":
        return self

    def page(self) -> Page | Feed:
        made = self.make(*self.args)
        machine = self.forms + self.feeds
        return msgspec.structs.replace(made, machine=machine) if machine else made

    def fingerprint(self) -> str:
        """32 hex digits that change when anything changes that the page's function reads.

        Everything is gone through for each page: to remember the print of every record that pages share took longer
        than to encode it again, which happens in C.
        """
        whole = hashlib.blake2b(f"{self.make.__qualname__} {self.url}\n".encode(), digest_size=16)
        whole.update(_encode(self.args))
        if self.forms or self.feeds:
            whole.update(_encode((self.forms, self.feeds)))
        return whole.hexdigest()


class Later(NamedTuple):
    """A page whose function and arguments were let go of: where it is made, it is planned again."""

    url: str
    print: str
    """The fingerprint of what it was planned as."""
    plan: Callable[[str], Planned]
    """What plans the page at a URL; any process may call it."""

    def planned(self) -> Planned:
        return self.plan(self.url)

    def fingerprint(self) -> str:
        return self.print
