"""A made-up site in two states, put into a folder as a build does; and what a reader sees of it at any moment."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from digest import write
from digest.deploy.deploy import Prepared, carry_out, doubts, prepare
from digest.deploy.manifest import NAME
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from digest.deploy.target import Target
from digest.fs import Disk
from digest.packed import Fingerprints

OLD_STYLE = "assets/style.0123456789.css"
NEW_STYLE = "assets/style.9876543210.css"

OLD: dict[str, bytes] = {
    ".nojekyll": b"",
    OLD_STYLE: b"p { margin: 0 }",
    "index.html": b'<link href="assets/style.0123456789.css"><a href="reports/">all</a>',
    "reports/index.html": b'<link href="../assets/style.0123456789.css"><a href="quay/">1</a><a href="ferry/">2</a>',
    "reports/quay/index.html": b'<link href="../../assets/style.0123456789.css"><a href="../ferry/">the ferry</a>',
    "reports/ferry/index.html": b'<link href="../../assets/style.0123456789.css">the hull',
    "about/index.html": b"who we are",
}
"""The harbour's paper before the edit."""

NEW: dict[str, bytes] = {
    ".nojekyll": b"",
    NEW_STYLE: b"p { margin: 1rem }",
    "index.html": b'<link href="assets/style.9876543210.css"><a href="reports/">all</a><a href="notes/">notes</a>',
    "notes/index.html": b'<link href="../assets/style.9876543210.css"><a href="../reports/crane/">on the crane</a>',
    "reports/index.html": b'<link href="../assets/style.9876543210.css"><a href="quay/">1</a><a href="crane/">3</a>',
    "reports/quay/index.html": b'<link href="../../assets/style.9876543210.css"><a href="../../notes/">n</a>'
    b'<a href="../crane/">the crane</a>',
    "reports/crane/index.html": b'<link href="../../assets/style.9876543210.css"><img src="crane.png">',
    "reports/crane/crane.png": b"\x89PNG",
    "about/index.html": b"who we are",
}
"""After it: a new style, a report gone and one come, a new list that changed pages link to, a page as it was."""

TODAY = dt.date(2031, 5, 2)


def built(root: Path, files: Mapping[str, bytes]) -> Site:
    """The site of an edition's folder, as a build leaves it."""
    fs = Disk(root)
    owned = write.manifest(fs, write.SITE)
    entries = {
        path: write.stage(fs, write.SITE, write.Output(path=path, data=data), owned)[0] for path, data in files.items()
    }
    keys = Fingerprints.of({path: entry.hash for path, entry in entries.items()})
    write.switch(fs, write.SITE, keys, entries, owned, write.Made())
    return Site(fs, write.SITE, root / write.SITE, entries)


def site_in(root: Path) -> Site:
    """The site that a build made in an edition's folder."""
    fs = Disk(root)
    return Site(fs, write.SITE, root / write.SITE, write.manifest(fs, write.SITE))


def planned(target: Target, site: Site, today: dt.date = TODAY) -> Prepared:
    return prepare(target, site, today)


def done(prepared: Prepared) -> Prepared:
    carry_out(prepared, lambda *_: None)
    return prepared


def deployed(target: Target, site: Site, today: dt.date = TODAY) -> Prepared:
    """Deploy; returns what was planned."""
    return done(planned(target, site, today))


def unreachable(shown: Mapping[str, bytes]) -> list[str]:
    """What a reader who begins at the front page is led to and does not find: `page -> path`, none while there is no
    front page yet."""
    missing: list[str] = []
    seen = {"index.html"} & shown.keys()
    todo = sorted(seen)
    while todo:
        page = todo.pop()
        for link in re.findall(rb'(?:href|src)="([^"]+)"', shown[page]):
            path = normpath(join(dirname(page), link.decode()))
            path = f"{path}/index.html" if link.endswith(b"/") else path
            if path not in shown:
                missing.append(f"{page} -> {path}")
            elif path not in seen:
                seen.add(path)
                todo += [path] * path.endswith(".html")
    return missing


def whole(shown: Mapping[str, bytes], *, kept: Mapping[str, bytes]) -> None:
    """Exactly the new site is there, with what is kept beside it."""
    assert {path: data for path, data in shown.items() if path != NAME} == {**NEW, **kept}


def survives(
    *,
    before: Mapping[str, bytes],
    root: Path,
    fresh: Callable[[], None],
    failing: Callable[[Site, int], Target],
    sound: Callable[[Site], Target],
    shown: Callable[[], Mapping[str, bytes]],
    every: int = 1,
) -> int:
    """Deploy NEW over `before`, with a fault at the first, second, third ... step, until there is none left to fail.

    After each fault, what readers see is whole and nothing is removed unless all else is there; the next deploy ends
    what was begun; the one after it has nothing to do. Returns the number of steps.

    `fresh` brings the target back to `before`; `failing` makes a target whose n-th step and all after it fail, which
    raises Stopped. `every`: try each so many-th step only, where steps are dear.
    """
    site = built(root, NEW)
    for n in range(1, 100, every):
        fresh()
        try:
            deployed(failing(site, n), site)
        except Stopped:
            faulty = True
        else:
            faulty = False
        at = f"fault at step {n}"
        seen = shown()
        assert unreachable(seen) == [], at
        if before.keys() - seen.keys():
            assert {path: seen.get(path) for path in NEW} == NEW, f"{at}: removed too early"
        again = planned(sound(site), site)
        assert doubts(again) == "", f"{at}: what was sent by then is not known as ours"
        done(again)
        assert faulty or again.plan.nothing, at
        whole(shown(), kept={OLD_STYLE: OLD[OLD_STYLE]} if before else {})
        assert deployed(sound(site), site).plan.nothing, at
        if not faulty:
            return n - 1
    pytest.fail("a hundred steps for nine files")
