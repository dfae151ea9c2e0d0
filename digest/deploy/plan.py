"""Site and what lies at the target -> Plan: what is sent, in which order, and what is removed at the very end."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from digest.deploy.kinds import rank
from digest.deploy.manifest import EMPTY, File, Manifest, Retired
from digest.headers import hashed
from digest.model.base import Record
from digest.write import Entry

KEPT_DAYS = 30
"""A file under a hashed name stays this long after the last page that needs it: a reader may still have that page
open, and a cache in between may still hand it out."""

FEW = 10
SHARE = 0.3
"""More than this many files and more than this share of all: too much to remove without being asked."""
BESIDE = 3
"""So many files of others may lie where digest deploys for the first time (a CNAME, a README). Where more do, it is
perhaps the wrong place: the branch of the texts, the bucket of something else."""


class There(NamedTuple):
    """What a target shows before anything is done."""

    manifest: Manifest | None
    """None: digest never deployed there."""
    present: Mapping[str, str]
    """What lies there now, ours or not: the target's own tag for the bytes (see `File.tag`), by path."""


Step = Literal["assets", "files", "new", "pages", "lists", "front"]
STEPS: tuple[Step, ...] = get_args(Step)
"""The order of sending. Whatever is visible at any moment finds what it needs: styles and pictures come before pages;
new pages, which nothing links to yet, before those that link to them; lists and feeds after what they list; the front
page last. Within a step the order does not matter."""


class Group(Record, kw_only=True):
    """Files that are sent together, and have all arrived before the next group is begun."""

    step: Step
    paths: tuple[str, ...]


class Plan(Record, kw_only=True):
    first: bool
    """digest never deployed there."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    restored: tuple[str, ...]
    """Sent before, and gone or altered since by somebody else."""
    gone: tuple[str, ...]
    """Removed at the end."""
    retired: tuple[str, ...]
    """No longer needed by any page; kept for KEPT_DAYS."""
    foreign: tuple[str, ...]
    """Lies where a file of ours has to go, and is not ours."""
    others: tuple[str, ...]
    """Neither in the way nor ours; as far as the target shows."""
    same: int
    groups: tuple[Group, ...]
    result: Manifest
    """What holds at the end; the tags of what is sent are known only then."""

    @property
    def nothing(self) -> bool:
        return not (self.groups or self.gone)

    @property
    def drastic(self) -> bool:
        """Whether it removes so much that somebody should say that it is meant."""
        left = len(self.gone)
        return left > FEW and left > SHARE * (left + len(self.changed) + len(self.restored) + self.same)


def plan(site: Mapping[str, Entry], there: There, *, headers: Callable[[str], str], today: dt.date) -> Plan:
    """Compare; nothing is read or written.

    `headers`: what a file is sent with, as text, or "" where the host chooses. A file is sent if its bytes or headers
    differ from what the manifest says was sent, or if the target no longer shows what was sent.
    """
    before = there.manifest or EMPTY
    held = {path: old.file for path, old in before.retired.items()} | before.files
    ours = {*held, *before.coming}
    new: list[str] = []
    changed: list[str] = []
    restored: list[str] = []
    foreign: list[str] = []
    files: dict[str, File] = {}
    for path, entry in sorted(site.items()):
        file = File(hash=entry.hash, size=entry.size, headers=headers(path))
        was = held.get(path)
        tag = there.present.get(path)
        if was is None:
            (changed if tag is not None else new).append(path)
            if tag is not None and path not in ours:
                foreign.append(path)
        elif (was.hash, was.headers) != (file.hash, file.headers):
            changed.append(path)
        elif tag != was.tag:
            restored.append(path)
        else:
            file = was
        files[path] = file
    retired, gone = _left(before, ours - site.keys(), today)
    sent = {*new, *changed, *restored}
    return Plan(
        first=there.manifest is None,
        new=tuple(new),
        changed=tuple(changed),
        restored=tuple(restored),
        gone=tuple(gone),
        retired=tuple(sorted(path for path in retired if path in before.files)),
        foreign=tuple(foreign),
        others=tuple(sorted(there.present.keys() - ours - site.keys())),
        same=len(site) - len(sent),
        groups=tuple(_groups(sent, set(new))),
        result=Manifest(format=1, files=files, retired=retired),
    )


def _left(before: Manifest, paths: Iterable[str], today: dt.date) -> tuple[dict[str, Retired], list[str]]:
    """What no longer belongs: kept a while under its hashed name, or removed."""
    retired: dict[str, Retired] = {}
    gone: list[str] = []
    for path in sorted(paths):
        if path in before.files and hashed(path):
            retired[path] = Retired(file=before.files[path], since=today)
        elif path in before.retired and _young(before.retired[path], today):
            retired[path] = before.retired[path]
        else:
            gone.append(path)
    return retired, gone


def _young(retired: Retired, today: dt.date) -> bool:
    return (today - retired.since).days < KEPT_DAYS


def _groups(sent: Iterable[str], new: set[str]) -> Iterable[Group]:
    steps: dict[Step, list[str]] = {step: [] for step in STEPS}
    for path in sorted(sent):
        of = rank(path)
        steps["new" if path in new and of in ("pages", "lists") else of].append(path)
    return [Group(step=step, paths=tuple(paths)) for step, paths in steps.items() if paths]
