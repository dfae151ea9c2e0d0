"""A target without a switch: every file is visible as soon as it has arrived (rsync, object stores).

So the order of the plan is what keeps the site whole, and the manifest is written twice. First with a claim and with
the names of what is about to be added, so that after a kill the next deploy knows those files as ours and another
machine waits; then, after everything, as what holds. Where the store can, both are written on the condition that nobody
wrote it in between.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from digest.deploy.manifest import NAME, Claim, Manifest, Unreadable, decode, encode
from digest.deploy.plan import Plan, There
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from digest.deploy.target import Sent

FORGOTTEN = dt.timedelta(minutes=10)
"""A claim of somebody else that is older belongs to a deploy that was killed."""
RENEWED = dt.timedelta(minutes=1)


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Moved(Exception):
    """Somebody else has written the manifest since it was read."""


class Transport(Protocol):
    """How files get to a place and away from it. Every call may raise Stopped."""

    name: str
    own_headers: bool

    def manifest(self) -> bytes | None:
        """The manifest there. What the transport learns of its version is the condition of the next `note`."""

    def note(self, data: bytes) -> None:
        """Write the manifest. Raises Moved where the store can tell."""

    def present(self, site: Site) -> Mapping[str, str]:
        """The tag of every file there; at least of those whose path is in the site."""

    def put(self, site: Site, paths: Sequence[str], sent: Sent) -> Mapping[str, str]: ...

    def remove(self, site: Site, paths: Sequence[str]) -> None:
        """Remove files; one that is not there is none the worse."""


class InPlace:
    """`by` names this machine and edition in a claim. Two deploys of one edition never run at once (the edition's lock
    sees to it), so a claim of our own is what a killed deploy left."""

    def __init__(self, transport: Transport, site: Site, by: str, now: Callable[[], dt.datetime]) -> None:
        self.name = transport.name
        self.own_headers = transport.own_headers
        self._transport = transport
        self._site = site
        self._by = by
        self._now = now
        self._claimed: Manifest | None = None
        self._heard = now()

    def look(self, site: Site) -> There:
        data = self._transport.manifest()
        try:
            manifest = decode(data) if data is not None else None
        except Unreadable as error:
            raise Stopped(
                f"{NAME} at {self.name} cannot be read ({error}), so nobody knows which files there are digest's; "
                "deploy with the digest that wrote it, or remove it there and deploy with --yes"
            ) from None
        return There(manifest, self._transport.present(site))

    def begin(self, plan: Plan, before: Manifest) -> None:
        claim = before.claim
        if claim is not None and claim.by != self._by:
            left = FORGOTTEN - (self._now() - claim.at)
            if left > dt.timedelta(0):
                raise Stopped(
                    f"somebody else is deploying to {self.name}, from another machine or folder; nothing was sent; "
                    f"if that deploy was killed, try again in {math.ceil(left.total_seconds() / 60)} min"
                )
        # Only what the plan may add: what it changes is in `files` already.
        coming = sorted({*before.coming, *plan.new, *plan.foreign})
        self._claimed = msgspec.structs.replace(before, coming=tuple(coming))
        self._claim()

    def put(self, paths: Sequence[str], sent: Sent) -> Mapping[str, str]:
        def arrived(more: int) -> None:
            sent(more)
            if self._now() - self._heard > RENEWED:
                self._claim()

        return self._transport.put(self._site, paths, arrived)

    def verify(self, manifest: Manifest) -> None:
        present = self._transport.present(self._site)
        wrong = [path for path, file in manifest.files.items() if present.get(path) != file.tag]
        if wrong:
            raise Stopped(
                f"{len(wrong):,} files at {self.name} are not as they were sent (the first: {wrong[0]}); nothing was "
                "removed; somebody else may be writing there, so look, then deploy again"
            )

    def switch(self, manifest: Manifest) -> None:
        pass  # every file is visible since it arrived

    def prune(self, plan: Plan, manifest: Manifest) -> None:
        # Renewed first, and not only to be seen: whoever lost the target to another deploy must learn it before
        # removing anything.
        self._claim()
        self._transport.remove(self._site, plan.gone)
        self._note(manifest)

    def tidy(self) -> None:
        pass

    def hint(self) -> str:
        return ""

    def close(self) -> None:
        pass  # after an error the claim stays: the target is half way between two sites, and the next deploy must know

    def _claim(self) -> None:
        assert self._claimed is not None
        self._heard = self._now()
        claim = Claim(by=self._by, at=self._heard)
        self._note(msgspec.structs.replace(self._claimed, claim=claim))

    def _note(self, manifest: Manifest) -> None:
        try:
            self._transport.note(encode(manifest))
        except Moved:
            raise Stopped(
                f"somebody else has begun to deploy to {self.name}; this deploy removed nothing and left it to the "
                "other; when that has ended, deploy again"
            ) from None
