"""The index of the site: made anew only if something else is found on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from digest import write
from digest.model.base import fingerprint
from digest.write import Made

if TYPE_CHECKING:
    from digest.dress import Dress
    from digest.fs import FileSystem
    from digest.search import Found


class Index(NamedTuple):
    """The index of the site."""

    keys: dict[str, str] = {}
    """What each of its files was made from."""
    files: Mapping[str, bytes] = {}
    """Those that are new."""
    failed: str = ""
    """Why there is none, in words."""


def index(fs: FileSystem, site: str, found: Found, worn: Dress, last: Made) -> Index:
    """The last one, if it was made of what is found now and lies as it was left."""
    from digest import search

    key = fingerprint(found.key(), worn.chrome.lang, worn.program)
    there = {path: made_of for path, made_of in last.keys.items() if path.startswith(search.FOLDER)}
    if {*there.values()} == {key} and not write.stale(fs, site, there, last):
        return Index(keys=there)
    try:
        files = search.index(found.documents(), worn.chrome.lang)
    except search.Failed as error:
        return Index(failed=str(error))
    return Index(keys=dict.fromkeys(files, key), files=files)
