"""What every target can do. A deploy looks, plans, begins, puts group after group, verifies, switches and prunes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from digest.deploy.manifest import Manifest
from digest.deploy.plan import Plan, There
from digest.deploy.site import Site

Sent = Callable[[int], None]
"""Told how many files more have arrived."""


class Target(Protocol):
    """A place for a site. Every call may raise Stopped; after it nothing may be removed."""

    name: str
    """How it is called in what the editor reads."""
    own_headers: bool
    """Files are kept with content type and cache rule here; elsewhere the host chooses them."""

    def look(self, site: Site) -> There:
        """What lies there. Changes nothing."""

    def begin(self, plan: Plan, before: Manifest) -> None:
        """Make sure that nobody else deploys there. `before` is the manifest that the plan was made from."""

    def put(self, paths: Sequence[str], sent: Sent) -> Mapping[str, str]:
        """Send files; returns the tag of each. All of them arrive before a later call sends others."""

    def verify(self, manifest: Manifest) -> None:
        """Compare what lies there with what should."""

    def switch(self, manifest: Manifest) -> None:
        """Show the new site, where that is a step of its own."""

    def prune(self, plan: Plan, manifest: Manifest) -> None:
        """Remove what the plan says, and write down what holds."""

    def tidy(self) -> None:
        """Remove what a killed deploy left out of sight; asked for when there is nothing else to do."""

    def hint(self) -> str:
        """What somebody who deployed there for the first time has to know; may be empty."""

    def close(self) -> None:
        """Let go of locks and programs, whatever happened."""
