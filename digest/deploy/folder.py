"""A folder of a web server on this machine: whole sites side by side, and a link that is moved from one to the next.

    PLACE/current -> releases/HASH     the server's root
    PLACE/releases/HASH/               a whole site; unchanged files are hard links to the release before

Moving a link is one step of the file system, so a reader sees all of the old site or all of the new one. The releases
before stay for a while: to go back is to move the link.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from digest.deploy.manifest import NAME, Manifest, Unreadable, decode, encode
from digest.deploy.plan import Plan, There
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from digest.deploy.target import Sent
from digest.model.base import fingerprint

CURRENT = "current"
RELEASES = "releases"
_PART = ".part"
"""Where a release is put together, and where one is moved to be removed: never seen, cleared by the next deploy."""


class Folder:
    own_headers = False

    def __init__(self, place: Path, site: Site, *, keep: int) -> None:
        """`keep`: how many releases stay, the current one among them."""
        self.name = str(place)
        self._place = place
        self._site = site
        self._keep = max(keep, 1)
        self._releases = place / RELEASES
        self._part = place / RELEASES / _PART
        self._lock: int | None = None

    def look(self, site: Site) -> There:
        if not self._place.exists():
            return There(None, {})
        if not self._place.is_dir():
            raise Stopped(f"{self.name} is a file, not a folder")
        other = sorted(path.name for path in self._place.iterdir() if path.name != ".lock")
        if other and not self._releases.is_dir():
            raise Stopped(
                f"{self.name} holds other files ({', '.join(other[:3])}); give a folder that is empty or not there "
                f"yet; the web server's root is then the folder {CURRENT} in it"
            )
        now = self._current()
        if now is None:
            return There(None, {})
        present = {path: _tag(now / path) for path in _files(now) if path != NAME}
        return There(self._manifest(now), present)

    def begin(self, plan: Plan, before: Manifest) -> None:
        """Lock the folder, and begin the new release with all of the current one that stays: files that are the same,
        and those of other people."""
        self._hold()
        now = self._current()
        if (self._manifest(now) if now else None) != (None if plan.first else before):
            raise Stopped(f"somebody else has just deployed to {self.name}; nothing was done; deploy again")
        self._clear()
        self._part.mkdir()
        left_out = {NAME, *plan.gone, *(path for group in plan.groups for path in group.paths)}
        for path in _files(now) if now else ():
            if path not in left_out:
                assert now is not None
                self._link(now / path, self._part / path)

    def put(self, paths: Sequence[str], sent: Sent) -> Mapping[str, str]:
        for path in paths:
            place = self._part / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self._site.read(path))
            sent(1)
        return {path: self._site.entries[path].hash for path in paths}

    def verify(self, manifest: Manifest) -> None:
        kept = {path: old.file for path, old in manifest.retired.items()}
        for path, file in (manifest.files | kept).items():
            place = self._part / path
            if not place.is_file() or fingerprint(place.read_bytes()) != file.hash:
                raise Stopped(f"{place} is not as it was written; the site is as it was; deploy again")

    def switch(self, manifest: Manifest) -> None:
        data = encode(manifest)
        (self._part / NAME).write_bytes(data)
        os.sync()  # what the link will point to is on the disk before it points there
        release = self._releases / fingerprint(data)
        while release.exists():  # the same site once more: deployed before, or altered there by somebody else
            release = release.with_name(f"{release.name}+")
        self._part.rename(release)
        link = self._releases / f"{_PART}-link"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{release.name}")
        link.replace(self._place / CURRENT)

    def prune(self, plan: Plan, manifest: Manifest) -> None:
        now = self._current()
        ours = [path for path in self._releases.iterdir() if path != now and (path / NAME).is_file()]
        ours.sort(key=lambda path: ((path / NAME).stat().st_mtime_ns, path.name))
        for old in ours[: max(len(ours) - (self._keep - 1), 0)]:
            self._discard(old)
        self._clear()

    def hint(self) -> str:
        return f"The web server's root is {self._place / CURRENT}; in {self._releases} are the sites before."

    def close(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def tidy(self) -> None:
        if any(self._releases.glob(f"{_PART}*")):
            self._hold()
            self._clear()

    def _hold(self) -> None:
        self._releases.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self._place / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stopped(f"somebody else is deploying to {self.name}; nothing was done; try again later") from None

    def _current(self) -> Path | None:
        link = self._place / CURRENT
        if not link.is_symlink() and link.exists():
            raise Stopped(f"{link} is not the link that digest makes; move it away, then deploy again")
        release = self._place / os.readlink(link) if link.is_symlink() else None
        return release if release is not None and release.is_dir() else None

    def _manifest(self, release: Path) -> Manifest | None:
        try:
            return decode((release / NAME).read_bytes())
        except FileNotFoundError:
            return None
        except Unreadable as error:
            raise Stopped(f"{release / NAME} cannot be read ({error}); remove {self.name}/{CURRENT}") from None

    def _link(self, old: Path, new: Path) -> None:
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, new, follow_symlinks=False)
        except OSError:  # a file system without hard links, or too many of them
            shutil.copy2(old, new, follow_symlinks=False)

    def _discard(self, release: Path) -> None:
        """Out of the way in one step, so that half a release never looks like one."""
        release.rename(self._releases / f"{_PART}-{release.name}")
        self._clear()

    def _clear(self) -> None:
        for path in self._releases.glob(f"{_PART}*"):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                with suppress(FileNotFoundError):
                    path.unlink()


def _tag(file: Path) -> str:
    """The hash of its content; a link is somebody else's, wherever it leads."""
    return "link" if file.is_symlink() else fingerprint(file.read_bytes())


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, sorted; links are files."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted([*files, *links]):
            yield os.path.relpath(os.path.join(place, name), folder)
