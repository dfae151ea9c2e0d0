"""Who may ask the preview: a browser on this machine that looks at the preview's own pages, and nobody else.

Any page of the web may send requests to 127.0.0.1. The name by which it does is in `Host` (so that a name that is made
to lead here, DNS rebinding, is told from ours), and where it came from in `Origin` and the `Sec-Fetch-*` headers of
Fetch Metadata (https://www.w3.org/TR/fetch-metadata/). Nothing here acts on a request, so none but GET and HEAD is
answered; and no header ever lets another site read an answer.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

LOOPBACK = "127.0.0.1"


class Guard:
    """The app, for those who may ask."""

    def __init__(self, app: App, address: str, port: int) -> None:
        self._app = app
        self._port = port
        self._names = {"localhost", LOOPBACK} if address == LOOPBACK else {"localhost", address}
        self._anywhere = address != LOOPBACK
        """Whoever asked for another address is asked from other machines, by whatever number this one has there. A
        number in `Host` cannot be made to lead here, as a name can."""

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and (refusal := self._refusal(scope)) is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Nothing can be done here but to look.", 405, {"Allow": "GET, HEAD"})
        held: Mapping[bytes, bytes] = dict(scope["headers"])
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or not self.is_ours(hosts[0]):
            return PlainTextResponse("This preview answers to its own address only.", 421)
        origin = held.get(b"origin")
        if origin is not None and origin.decode("latin-1") != f"http://{hosts[0]}":
            return PlainTextResponse("This preview answers to its own pages only.", 403)
        if not _own(held):
            return PlainTextResponse("This preview answers to its own pages only.", 403)
        return None

    def is_ours(self, host: str) -> bool:
        """Whether `Host` names this server, with its port."""
        name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not colon:
            name, port = host, "80"
        return port == str(self._port) and (name.lower() in self._names or (self._anywhere and _number(name)))


def _own(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a browser asks for one of our pages, or somebody follows a link to one. `same-site` is not enough: all
    ports of this machine are one site. What is no browser sends none of these headers."""
    site = headers.get(b"sec-fetch-site", b"none")
    follows = headers.get(b"sec-fetch-mode") == b"navigate" and headers.get(b"sec-fetch-dest") == b"document"
    return site in (b"same-origin", b"none") or follows


def _number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_open(address: str) -> bool:
    """Whether others than this machine can ask at an address."""
    try:
        return not ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address != "localhost"
