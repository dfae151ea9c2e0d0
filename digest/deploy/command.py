"""What `digest deploy` was asked for -> what it says and does."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from digest import config, state, write
from digest.config import Config, Deployment
from digest.deploy import limits, told
from digest.deploy.address import FORMS, Address, address, suggested
from digest.deploy.deploy import Progress, carry_out, doubts, prepare, target_at
from digest.deploy.git import remote_address
from digest.deploy.ready import ready
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped, Unfit
from digest.deploy.target import Target
from digest.edition import Edition
from digest.fields import nearest
from digest.load import SETTINGS

__all__ = ["Stopped", "Unfit", "Wish", "run"]

Say = Callable[[str], None]


class Wish(NamedTuple):
    target: str
    """An address, a name in the settings, with `checking` also a host; empty: the only one in the settings."""
    dry: bool
    checking: bool
    yes: bool
    verbose: bool
    here: Path
    """Where the command was typed: relative paths are seen from there."""


def run(edition: Edition, root: Path, wish: Wish, say: Say, progress: Progress) -> None:
    """Raises Stopped if it cannot be done as asked, Unfit if the site is too much for its host."""
    settings = _settings(edition)
    if wish.checking and (not wish.target and not settings.deploy or wish.target in limits.HOSTS):
        hosts = [wish.target] if wish.target else list(limits.HOSTS)
        return _check(_site(edition, root, wish), hosts, say, grave=bool(wish.target))
    where, deployment, base = _asked(settings, wish, root)
    site = _site(edition, root, wish)
    for path in sorted(_strays(edition, site)):
        say(f"note: {path} was not made by digest, so it is not deployed")
    host = deployment.host or _host(where, root)
    if host and host not in limits.HOSTS:
        raise Stopped(f"no host is called {host!r} here; known are {', '.join(limits.HOSTS)}")
    if wish.checking and not host:
        raise Stopped(
            f"the address does not tell which host {wish.target or where.place} is; say `host:` in {SETTINGS}, "
            f"or name it: {', '.join(limits.HOSTS)}"
        )
    if host:
        _check(site, [host], say if wish.checking else _warnings(say), grave=True)
    if wish.checking:
        return None
    if not state.load(edition.fs, write.SITE).base_url:
        say(
            f"note: `base_url:` is not set in {SETTINGS}; feeds, search engines and the page for wrong addresses "
            f"need it{_guess(where, host, root)}"
        )
    return _deploy(target_at(where, deployment, site, root=root, base=base), site, wish, say, progress)


def _deploy(target: Target, site: Site, wish: Wish, say: Say, progress: Progress) -> None:
    prepared = prepare(target, site, dt.datetime.now(dt.UTC).date())
    plan = prepared.plan
    say(f"{target.name}: {told.summary(plan)}")
    if wish.dry or wish.verbose:
        for line in told.steps(plan, whole=wish.verbose):
            say(line)
    doubt = doubts(prepared)
    if wish.dry:
        say(f"Nothing was done (--dry-run).{f' It would be refused: {doubt}' if doubt and not wish.yes else ''}")
        return
    if doubt and not wish.yes:
        raise Stopped(f"{doubt}; nothing was done")
    carry_out(prepared, progress)
    if not plan.nothing:
        say("Done, and all of it is there as it was sent.")
        if plan.first and (hint := target.hint()):
            say(hint)


def _site(edition: Edition, root: Path, wish: Wish) -> Site:
    again = f"digest deploy {wish.target}".rstrip() + " --check" * wish.checking + " --build"
    return Site(edition.fs, write.SITE, root / write.SITE, ready(edition, again))


def _settings(edition: Edition) -> Config:
    """The settings; what is wrong with them is said by the build, without which nothing is deployed."""
    with suppress(FileNotFoundError):
        return config.read(edition.fs.read(SETTINGS), SETTINGS)[0]
    return Config()


def _strays(edition: Edition, site: Site) -> Iterator[str]:
    for stat in edition.fs.files(site.folder):
        if stat.path.removeprefix(f"{site.folder}/") not in site.entries:
            yield stat.path


def _asked(settings: Config, wish: Wish, root: Path) -> tuple[Address, Deployment, Path]:
    """Which target is meant, its settings, and the folder that a relative path in it is seen from."""
    known = settings.deploy
    name = wish.target
    if not name:
        if len(known) != 1:
            raise Stopped(
                f"say where to: {' or '.join(sorted(known))}" if known
                else f"say where to ({FORMS}), or name a target in {SETTINGS}: `deploy: {{live: 'git:origin'}}`"
            )  # fmt: skip
        (name,) = known
    if name in known:
        where = address(known[name].to)
        if where is None:
            raise Stopped(_no_address(f"`deploy: {name}:` in {SETTINGS}, {known[name].to!r},", known[name].to))
        return where, known[name], root
    where = address(name)
    if where is None:
        near = nearest(name, known)
        named = f"; those of {SETTINGS} are {', '.join(sorted(known))}" if known else ""
        raise Stopped(
            f"{name!r} is no target; did you mean {near}?" if near else f"{_no_address(repr(name), name)}{named}"
        )
    return where, Deployment(to=name), wish.here


def _no_address(what: str, text: str) -> str:
    meant = suggested(text)
    return f"{what} is no target; did you mean {meant}?" if meant else f"{what} is no target; targets are {FORMS}"


def _host(where: Address, root: Path) -> str:
    return limits.host_of(remote_address(where.place, root)) if where.kind == "git" else ""


def _guess(where: Address, host: str, root: Path) -> str:
    """The address at which GitHub shows a repository, if it is one of GitHub's."""
    found = re.search(r"github\.com[:/]([^/]+)/(.+?)(?:\.git)?/?$", remote_address(where.place, root)) if host else None
    if not found:
        return ""
    user, repository = found[1].lower(), found[2]
    folder = "" if repository.lower() == f"{user}.github.io" else f"{repository}/"
    return f"; perhaps https://{user}.github.io/{folder}"


def _warnings(say: Say) -> Say:
    return lambda line: say(line) if line.startswith("warning") else None


def _check(site: Site, hosts: Sequence[str], say: Say, *, grave: bool) -> None:
    """Say of each host what is too much for it. Raises Unfit if something is and `grave` is set."""
    texts = [site.read(name).decode("utf-8", "replace") if name in site.entries else "" for name in _RULES]
    total = sum(entry.size for entry in site.entries.values())
    wrong = []
    for host in hosts:
        said = limits.breaches(host, site.entries, *texts)
        wrong += [breach.text for breach in said if breach.severity == "error"]
        for breach in said:
            if breach.severity == "warning" or not grave:
                say(f"{breach.severity}: {breach.text}")
        if not said:
            say(f"{host}: {len(site.entries):,} files, {total / limits.MIB:,.1f} MiB; within its limits")
    if wrong and grave:
        raise Unfit("\n".join(f"error: {text}" for text in wrong))


_RULES = ("_redirects", "_headers")
