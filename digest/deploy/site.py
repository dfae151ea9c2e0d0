"""The built site as a deploy reads it: what the build's manifest names, and nothing else of the folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from digest.deploy.stopped import Stopped
from digest.fs import FileSystem
from digest.model.base import fingerprint
from digest.write import Entry


class Site(NamedTuple):
    fs: FileSystem
    folder: str
    """Below the edition's root."""
    place: Path
    """The same on this machine, for programs that read it themselves."""
    entries: Mapping[str, Entry]

    def read(self, path: str) -> bytes:
        """The bytes that the manifest promises. Raises Stopped if the file has others by now."""
        try:
            data = self.fs.read(f"{self.folder}/{path}")
        except FileNotFoundError:
            data = None
        if data is None or fingerprint(data) != self.entries[path].hash:
            raise Stopped(f"{self.folder}/{path} changed after the build; `digest build` puts it back")
        return data
