"""What digest put at a target: the file `.digest-manifest.json` there.

It is written last, names every file that is ours, and is the only ground on which a file at a target is ever removed.
"""

import datetime as dt
from typing import Annotated

import msgspec

from digest.fs import Outside, safe
from digest.model.base import Record
from digest.write import Entry

NAME = ".digest-manifest.json"
"""The same name as in `site/`, below the root of what was deployed."""


class File(Record, kw_only=True):
    """A file at a target."""

    hash: str
    """As in the manifest of `site/`."""
    size: int
    headers: str = ""
    """Content type and cache rule that it was sent with; empty where the host chooses them."""
    tag: str = ""
    """The target's own name for these bytes (an ETag, a blob's id): if it differs now, somebody else wrote there."""


class Retired(Record, kw_only=True):
    """A file that no page needs any more, kept for readers who opened an older page."""

    file: File
    since: dt.date
    """The day of the deploy that no longer needed it."""


class Claim(Record, kw_only=True):
    """A deploy is at work at the target."""

    by: str
    """Names the machine and the edition's folder, without telling them: the manifest is public."""
    at: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    """When it was last heard of."""


class Manifest(Record, kw_only=True, array_like=False, forbid_unknown_fields=True):
    format: int
    files: dict[str, File] = {}
    retired: dict[str, Retired] = {}
    coming: tuple[str, ...] = ()
    """Paths that a deploy was about to add when this was written: after a kill they may be there or not."""
    claim: Claim | None = None


EMPTY = Manifest(format=1)


class Unreadable(ValueError):
    """What lies at a target under the manifest's name is none, one of a later digest, or one that was tampered with."""


def encode(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=0)


def decode(data: bytes) -> Manifest:
    """Raises Unreadable: what lies at a target is anybody's, and by its word files are removed. The manifest of `site/`
    itself is understood too: somebody copied the folder by hand, and the files are ours all the same."""
    manifest = _copied_by_hand(data)
    if manifest is None:
        try:
            manifest = msgspec.json.decode(data, type=Manifest)
        except msgspec.MsgspecError as error:
            raise Unreadable(str(error)) from None
    if manifest.format != 1:
        raise Unreadable(f"format {manifest.format}")
    try:
        for path in (*manifest.files, *manifest.retired, *manifest.coming):
            safe(path)
    except Outside as error:
        raise Unreadable(f"the path {error}") from None
    return manifest


def _copied_by_hand(data: bytes) -> Manifest | None:
    try:
        entries = msgspec.json.decode(data, type=dict[str, Entry])
    except msgspec.MsgspecError:
        return None
    return Manifest(format=1, files={p: File(hash=e.hash, size=e.size, tag=e.hash) for p, e in entries.items()})
