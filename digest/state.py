"""What the last build knew, in one file: so that a build with nothing to do reads nothing else.

Only a short cut: the file is local, its loss or damage costs time and nothing more.
"""

import msgspec

from digest.diagnostic import Diagnostic
from digest.fs import FileSystem
from digest.load import Seen
from digest.model.base import Record
from digest.write import Made


def _path(site: str) -> str:
    return f".digest/state-{site.replace('/', '-').lstrip('.-')}"


class State(Record, kw_only=True):
    inputs: str = ""
    """The fingerprint of all that the last build read; empty: there was none, or it had errors."""
    reads: dict[str, str] = msgspec.field(default_factory=dict)
    """The hash of every content file that it read, by path; and of the settings, the theme and the code."""
    seen: dict[str, Seen] = msgspec.field(default_factory=dict)
    made: dict[str, Made] = msgspec.field(default_factory=dict)
    said: tuple[Diagnostic, ...] = ()
    pages: int = 0
    drafts: bool = False
    """Drafts are in the site, so it is not for readers."""
    base_url: str = ""
    """The address that the site was built for."""


def load(fs: FileSystem, site: str) -> State:
    try:
        return msgspec.msgpack.decode(fs.read(_path(site)), type=State)
    except (OSError, msgspec.MsgspecError):
        return State()


def save(fs: FileSystem, site: str, state: State) -> None:
    fs.write(_path(site), msgspec.msgpack.encode(state))
