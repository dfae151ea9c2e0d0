"""A folder that rsync reaches: on this machine, over ssh, or of an rsync server.

Each group is a run of its own, in which all files arrive beside their places and are then moved there
(`--delay-updates`). `--delete` is never used: it would remove whatever lies there and is not ours.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from digest.deploy import tool
from digest.deploy.manifest import NAME
from digest.deploy.site import Site
from digest.deploy.target import Sent

_SEND = ("--checksum", "--delay-updates", "--times", "--omit-dir-times", "--chmod=D755,F644")
_LISTED = ("--from0", "--files-from=-")
AT_ONCE = 1000
"""Files in one run: between two, the claim on the place can be renewed."""
NOT_THERE = 23
"""The exit code where the source of a copy is missing, among other things."""
VANISHED = 24


class Rsync:
    own_headers = False

    def __init__(self, place: str, base: Path) -> None:
        """`place` as rsync has it: `host:folder`, `host::module/folder` or a folder, seen from `base`."""
        # `host:` is the home folder there, and `host:/` the root of all.
        self._place = f"{place}./" if place.endswith(":") else f"{place.rstrip('/')}/"
        self.name = place
        self._base = base

    def manifest(self) -> bytes | None:
        with tempfile.TemporaryDirectory(prefix="digest-") as folder:
            only = ("--recursive", f"--include=/{NAME}", "--exclude=*")
            try:
                self._rsync(*only, self._place, f"{folder}/")
            except tool.Failed as error:
                if error.code == NOT_THERE and "No such file or directory" in error.said:
                    return None
                raise
            got = Path(folder, NAME)
            return got.read_bytes() if got.exists() else None

    def note(self, data: bytes) -> None:
        # rsync knows no conditions. Two machines that begin within the same second both believe that they are alone;
        # what the loser sent is found by the next deploy, which compares every file.
        with tempfile.TemporaryDirectory(prefix="digest-") as folder:
            Path(folder, NAME).write_bytes(data)
            self._rsync(*_SEND, f"{folder}/{NAME}", self._place)

    def present(self, site: Site) -> Mapping[str, str]:
        """rsync tells which files differ from ours. A file that does not has our hash for its tag, one that does, none
        that any manifest could hold."""
        differing: dict[str, bool] = {}
        dry = ("--dry-run", "--checksum", "--8-bit-output", "--out-format=%i %n")
        listed = self._rsync(*dry, *_LISTED, f"{site.place}/", self._place, stdin=_list(site.entries))
        for line in listed.decode("utf-8", "surrogateescape").splitlines():
            how, _, path = line.partition(" ")
            differing[path] = how.endswith("+++++++")
        return {
            path: "?" if path in differing else entry.hash
            for path, entry in site.entries.items()
            if not differing.get(path, False)
        }

    def put(self, site: Site, paths: Sequence[str], sent: Sent) -> Mapping[str, str]:
        for path in paths:
            site.read(path)  # as the manifest says, or not at all
        for n in range(0, len(paths), AT_ONCE):
            some = paths[n : n + AT_ONCE]
            self._rsync(*_SEND, *_LISTED, f"{site.place}/", self._place, stdin=_list(some))
            sent(len(some))
        return {path: site.entries[path].hash for path in paths}

    def remove(self, site: Site, paths: Sequence[str]) -> None:
        """Files first, then the folders that this leaves empty: rsync removes what an empty folder lacks, and no
        folder in which something is left."""
        if not paths:
            return
        in_use = {folder for path in site.entries for folder in _parents(path)}
        folders = {folder for path in paths for folder in _parents(path)} - in_use
        depths = sorted({folder.count("/") for folder in folders}, reverse=True)
        lacking = ("--dirs", "--no-implied-dirs", "--delete-missing-args")
        with tempfile.TemporaryDirectory(prefix="digest-") as empty:
            for some in (paths, *(sorted(f for f in folders if f.count("/") == depth) for depth in depths)):
                self._rsync(*lacking, *_LISTED, f"{empty}/", self._place, stdin=_list(some), fine=(0, VANISHED))

    def _rsync(self, *arguments: str, stdin: bytes = b"", fine: Sequence[int] = (0,)) -> bytes:
        try:
            return tool.run(["rsync", *arguments], cwd=self._base, stdin=stdin, env={"LC_ALL": "C"}, fine=fine)
        except tool.Failed as error:
            raise tool.Failed(f"{self.name}: {error}", error.code, error.said) from None


def _list(paths: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths)


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]
