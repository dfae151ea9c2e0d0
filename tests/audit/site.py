"""What is audited: the sample edition, built for an address and served there."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.built import KINDS, Built, pages
from support.checkout import ROOT, run_digest
from support.hosting import hosted

PER_KIND = 3
"""How many pages of a kind the slow checkers open: the largest, the smallest and one between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site on a host of this machine."""

    name: str
    domain: Path
    """The folder that stands for the domain's root."""
    folder: Path
    """The site: `domain`, or a folder in it."""
    address: str
    """Where its front page is, ending in `/`."""

    def pages(self) -> tuple[Built, ...]:
        """All HTML pages."""
        return pages(self.folder)

    def sample(self, most: int = PER_KIND) -> tuple[Built, ...]:
        """Of each kind of page the largest, the smallest, and those evenly between."""
        chosen: list[Built] = []
        for kind in KINDS:
            found = sorted((p for p in self.pages() if p.kind == kind), key=lambda p: (-p.path.stat().st_size, p.url))
            step = max(1.0, (len(found) - 1) / (most - 1)) if most > 1 else len(found)
            chosen += [found[round(n * step)] for n in range(most) if round(n * step) < len(found)]
        return tuple(chosen)

    def at(self, page: Built) -> str:
        """The address of a page."""
        return self.address + page.url.removeprefix("/")

    def place(self, file: Path) -> str:
        """A file of the site, as findings name it."""
        return f"{self.name}/{file.relative_to(self.folder).as_posix()}"

    def file(self, address: str) -> str:
        """The file that an address shows, as findings name it; what is not of this site as it is."""
        if not address.startswith(self.address):
            return address
        path = address.removeprefix(self.address).partition("#")[0]
        return f"{self.name}/{path}index.html" if not path or path.endswith("/") else f"{self.name}/{path}"


@contextmanager
def sites(workshop: Path) -> Iterator[tuple[Site, Site]]:
    """The sample edition at a domain's root and under a sub-path, each built for the address at which it is served."""
    with ExitStack() as open_:
        yield (
            open_.enter_context(_site("root", "/", workshop)),
            open_.enter_context(_site("sub", "/digest/", workshop)),
        )


@contextmanager
def _site(name: str, prefix: str, workshop: Path) -> Iterator[Site]:
    edition = workshop / name
    shutil.copytree(ROOT / "content", edition / "content", ignore=shutil.ignore_patterns("captures"))
    domain = workshop / f"{name}-domain"
    folder = domain / prefix.strip("/")
    folder.mkdir(parents=True)
    with hosted(folder, prefix) as address:  # first the host, whose port is then part of the site's address
        done = run_digest("build", "--base-url", address, cwd=edition)
        if done.returncode:
            raise RuntimeError(f"digest build ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        shutil.copytree(edition / "site", folder, dirs_exist_ok=True)
        yield Site(name=name, domain=domain, folder=folder, address=address)
