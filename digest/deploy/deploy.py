"""The order of a deploy: look, plan, ask back, send, verify, switch, prune; and an error anywhere ends it there."""

import datetime as dt
import os
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from socket import gethostname
from typing import NamedTuple

import msgspec

from digest.config import Deployment
from digest.deploy import kinds
from digest.deploy.address import Address
from digest.deploy.folder import Folder
from digest.deploy.git import Branch
from digest.deploy.inplace import InPlace, utc_now
from digest.deploy.manifest import EMPTY, Manifest
from digest.deploy.plan import BESIDE, Plan, There, plan
from digest.deploy.rsync import Rsync
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from digest.deploy.store import Store
from digest.deploy.target import Target
from digest.model.base import fingerprint

Progress = Callable[[str, int, int], None]


def target_at(address: Address, settings: Deployment, site: Site, *, root: Path, base: Path) -> Target:
    """The target of an address. `base`: the folder that a relative path is seen from; `root`: the edition's."""
    match address.kind:
        case "dir":
            return Folder(_seen_from(base, address.place), site, keep=int(settings.keep))
        case "git":
            # Only what cannot be the name of a remote is a path; git itself would see it from the edition's folder.
            local = re.match(r"\.{0,2}/|~", address.place)
            return Branch(str(_seen_from(base, address.place)) if local else address.place, address.branch, root, site)
        case "rsync":
            place = str(Path(address.place).expanduser()) if address.place[0] == "~" else address.place
            return InPlace(Rsync(place, base), site, _whoami(root), utc_now)
        case "s3" | "gs" | "az":
            store = Store(address.place, endpoint=settings.endpoint, region=settings.region)
            return InPlace(store, site, _whoami(root), utc_now)


class Prepared(NamedTuple):
    """A plan and what it was made from; nothing has been done yet."""

    target: Target
    plan: Plan
    before: Manifest


def prepare(target: Target, site: Site, today: dt.date) -> Prepared:
    """Look at the target and plan. Raises Stopped."""
    there: There = target.look(site)

    def headers(path: str) -> str:
        return str(kinds.headers(path)) if target.own_headers else ""

    return Prepared(target, plan(site.entries, there, headers=headers, today=today), there.manifest or EMPTY)


def doubts(prepared: Prepared) -> str:
    """Why somebody should say first that this plan is meant; empty if it is a plain one."""
    made = prepared.plan
    if made.foreign:
        return (
            f"{len(made.foreign):,} of these files lie at {prepared.target.name} already, and digest did not put them "
            f"there ({made.foreign[0]}); --yes writes over them"
        )
    if made.first and len(made.others) > BESIDE:
        return (
            f"{prepared.target.name} holds {len(made.others):,} other files ({made.others[0]}); if the site may lie "
            "beside them: --yes"
        )
    if made.drastic:
        return (
            f"this removes {len(made.gone):,} of {len(prepared.before.files):,} files at {prepared.target.name} "
            f"({made.gone[0]} and others); if that is meant: --yes"
        )
    return ""


def carry_out(prepared: Prepared, progress: Progress) -> None:
    """Do what the plan says. Raises Stopped, and then nothing has been removed: removing is the last step of all."""
    target, made, before = prepared
    try:
        if made.nothing:
            return target.tidy()
        target.begin(made, before)
        files = dict(made.result.files)
        of = sum(len(group.paths) for group in made.groups)
        done = 0

        def sent(more: int) -> None:
            nonlocal done
            done += more
            progress("sending", done, of)

        for group in made.groups:
            for path, tag in target.put(group.paths, sent).items():
                files[path] = msgspec.structs.replace(files[path], tag=tag)
        result = msgspec.structs.replace(made.result, files=files)
        target.verify(result)
        target.switch(result)
        target.prune(made, result)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise Stopped(f"{what}; nothing was removed at {target.name}") from None
    finally:
        target.close()


def _seen_from(base: Path, place: str) -> Path:
    return Path(os.path.abspath(base / Path(place).expanduser()))


def _whoami(root: Path) -> str:
    """This machine and edition, for claims: the same at every run here, and telling nobody what it is."""
    return fingerprint(gethostname(), uuid.getnode(), str(root))[:16]
