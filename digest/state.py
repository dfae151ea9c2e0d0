"""What the last build knew, in one file; and in another, what a build with nothing to do asks (see `still`).

Only a short cut: the file is local, its loss or damage costs time and nothing more.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from digest import still
from digest.census import WIDTH, Census, newest
from digest.diagnostic import Diagnostic
from digest.fs import FileSystem
from digest.load import TICK, Seen
from digest.model.base import Record
from digest.packed import Fingerprints
from digest.write import Made


def _path(site: str) -> str:
    return f".digest/state-{site.replace('/', '-').lstrip('.-')}"


class State(Record, kw_only=True):
    inputs: str = ""
    """The fingerprint of all that the last build read; empty: there was none, or it had errors."""
    reads: Fingerprints = Fingerprints()
    """The hash of every content file that it read, by path; and of the settings, the theme and the code."""
    seen: Seen = Seen()
    made: Made = Made()
    said: tuple[Diagnostic, ...] = ()
    pages: int = 0
    drafts: bool = False
    """Drafts are in the site, so it is not for readers."""
    search: bool = False
    """It was asked to be searchable."""
    base_url: str = ""
    """The address that the site was built for."""


def load(fs: FileSystem, site: str) -> State:
    try:
        state = msgspec.msgpack.decode(fs.read(_path(site)), type=State, dec_hook=_unpacked)
    except (OSError, msgspec.MsgspecError):
        return State()
    seen, made = state.seen, state.made
    whole = len(seen.facts) == seen.names.count(b"\0") * WIDTH and len(made.facts) == len(made.keys) * WIDTH
    return state if whole else State()


def save(fs: FileSystem, site: str, state: State) -> None:
    fs.write(_path(site), msgspec.msgpack.encode(state, enc_hook=_packed))


def _packed(held: Any) -> tuple[bytes, bytes]:
    return held.names, held.prints


def _unpacked(_: type, held: Any) -> Fingerprints:
    return Fingerprints(*held)


def answer(fs: FileSystem, state: State, inputs: Sequence[Census], *, search: bool, now: int) -> None:
    """Keep what `digest build`, with or without `--no-search`, asks first: `inputs` as they lay at `now`, before they
    were read, and the site that was made of them. Nothing is kept if there is something to say at every build, or if an
    input is so young that it may be saved again and lie as it did."""
    quiet = all(diagnostic.severity not in ("error", "warning") for diagnostic in state.said)
    if state.inputs and quiet and all(newest(part.facts) < now - TICK for part in inputs):
        lay = state.made.facts + state.made.manifest
        fs.write(still.PLACE, still.answer(state.pages, search, inputs, state.made.names(), lay))
