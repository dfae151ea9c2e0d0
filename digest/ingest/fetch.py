"""An address -> Document: one page over http or https, from the public internet only.

A name is resolved once, every address it has is looked at, and the connection goes to the one that was looked at: a
server that answers with another the second time (DNS rebinding) gains nothing. Each redirection is treated the same.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit

from digest.ingest.document import MOST, Document, too_large, unpacked
from digest.ingest.raw import Refusal
from digest.model.base import Record

SECONDS = 30.0
"""For everything together: names, redirections, the page."""
_HOPS = 5
_KINDS = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/xml", "application/xml",
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
)  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class _Refused(Exception):
    """Why a page is not fetched; the arguments are what was found and what to do."""


class _TooLarge(Exception):
    """More bytes came than a document may have; the argument is how many."""


class _Answer(Record, kw_only=True):
    status: int
    reason: str
    moved: str
    media: str
    charset: str
    coding: str
    data: bytes


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, and not of this machine, this network or no one."""
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return is_public(within)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def fetch(
    url: str, *, permitted: Callable[[Address], bool] = is_public, seconds: float = SECONDS
) -> Document | Refusal:
    """The page at an address, or one line that says why not. No cookies, no credentials, no proxies.

    permitted: which network addresses may be connected to. seconds: the time for everything together.
    """
    try:
        here, answer = _followed(url, permitted, time.monotonic() + seconds)
    except _Refused as refused:
        what, help = refused.args
        return Refusal(origin=url, what=what, help=help)
    except _TooLarge as large:
        return too_large(url, large.args[0])
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = "it takes too long" if isinstance(error, TimeoutError) else _why(error)
        return Refusal(origin=url, what=f"it cannot be fetched: {why}", help="try again, or save the page as a file")
    plain = unpacked(url, answer.data, answer.coding)
    if isinstance(plain, Refusal):
        return plain
    return Document(origin=url, data=plain, media=answer.media, charset=answer.charset, url=here)


def _followed(url: str, permitted: Callable[[Address], bool], deadline: float) -> tuple[str, _Answer]:
    here = url
    for _ in range(_HOPS + 1):
        answer = _get(here, permitted, deadline)
        if answer.moved:
            here = urljoin(here, answer.moved)
        elif answer.status != 200:
            raise _Refused(f"the server says {answer.status} {answer.reason}".strip(), "look at it in a browser")
        elif answer.media not in _KINDS:
            kind = f"`{_shown(answer.media)}`" if answer.media else "of no stated kind"
            raise _Refused(f"it is {kind}, not a page, a text or a feed", "save its text as a file")
        else:
            return here, answer
    raise _Refused(f"it is moved more than {_HOPS} times", "look at it in a browser")


def _get(url: str, permitted: Callable[[Address], bool], deadline: float) -> _Answer:
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https"):
        kind = _shown(parts.scheme)
        raise _Refused(f"`{kind}` addresses are not fetched; only http and https", "save the page as a file")
    if parts.username is not None or parts.password is not None:
        raise _Refused("an address with a user's name or password is not fetched", "take them out, or save the page")
    if not parts.hostname:
        raise _Refused("the address names no host", "give the whole address")
    secure = parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    connected = _connected(parts.hostname, port, permitted, deadline)
    try:
        if secure:
            connected = ssl.create_default_context().wrap_socket(connected, server_hostname=parts.hostname)
        connection = http.client.HTTPConnection(parts.hostname, port)
        connection.sock = connected
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            "?" + quote(parts.query, safe="/%:@!$&'()*+,;=?~-._") if parts.query else ""
        )
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.encode("idna").decode()
        connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host if parts.port is None else f"{host}:{port}")
        connection.putheader("Accept", ", ".join(_KINDS))
        connection.putheader("Accept-Encoding", "identity")
        connection.putheader("User-Agent", "digest")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        headers = answer.headers
        moved = headers.get("Location", "") if answer.status in (301, 302, 303, 307, 308) else ""
        return _Answer(
            status=answer.status,
            reason=_shown(answer.reason),
            moved=moved,
            media=headers.get_content_type() if "Content-Type" in headers else "",
            charset=_charset(headers),
            coding=headers.get("Content-Encoding", "").strip().lower(),
            data=b"" if moved else _body(answer, connected, deadline),
        )
    finally:
        connected.close()


def _connected(host: str, port: int, permitted: Callable[[Address], bool], deadline: float) -> socket.socket:
    """A connection to a permitted address of the host. A host with any other address is refused as a whole: an honest
    one has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise _Refused(f"there is no host `{_shown(host)}`", "look at how it is spelt") from None
    places = list(dict.fromkeys((family, place[0]) for family, _, _, _, place in found))
    for _, written in places:
        if not permitted(ipaddress.ip_address(str(written).partition("%")[0])):
            raise _Refused(f"`{_shown(host)}` is {written}, which is no public address", "save the page as a file")
    failed: OSError = OSError("it has no address")
    for family, written in places:
        connecting = socket.socket(family, socket.SOCK_STREAM)
        try:
            connecting.settimeout(_left(deadline))
            connecting.connect((written, port))
            return connecting
        except OSError as error:
            connecting.close()
            failed = error
    raise failed


def _body(answer: http.client.HTTPResponse, connected: socket.socket, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        connected.settimeout(_left(deadline))  # for each piece, so that a server which sends a byte a minute ends, too
        part = answer.read1(1 << 16)
        if not part:
            if answer.length:
                raise ConnectionError("the answer ends too early")
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > MOST:
            raise _TooLarge(size)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _charset(headers: Message) -> str:
    return headers.get_content_charset() or ""


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    return _shown((getattr(error, "strerror", None) or str(error) or type(error).__name__).lower())


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)[:200]
