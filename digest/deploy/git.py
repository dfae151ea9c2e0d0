"""A branch of a git repository, as GitHub, GitLab and Codeberg Pages show it.

One commit a deploy, on top of what is there, made without a work tree and without an index (`git fast-import`), and
pushed without force: if somebody else was faster, the push is refused and nothing is lost. Files in the branch that are
not ours (a `CNAME` that the host put there, a README) stay.

An edition inside a repository uses that one for its objects and settings, so that what works for `git push` works here;
any other has a repository of its own in `.digest/`.
"""

import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from digest.deploy import tool
from digest.deploy.limits import host_of
from digest.deploy.manifest import NAME, Manifest, Unreadable, decode, encode
from digest.deploy.plan import Plan, There
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped, without_secrets
from digest.deploy.target import Sent

OWN = ".digest/deploy.git"


class Branch:
    own_headers = False

    def __init__(self, remote: str, branch: str, root: Path, site: Site) -> None:
        """`remote`: the name of one, or an address as `git push` takes it. `root`: the edition's folder."""
        self.name = f"{without_secrets(remote)}, branch {branch}"
        self._remote = remote
        self._branch = branch
        self._root = root
        self._site = site
        self._kept = f"refs/digest/{branch}"
        """Outside of branches and tags: it only keeps the objects from being collected between two deploys."""
        self._tip = ""
        """The commit at the remote; empty: there is no such branch yet."""
        self._made = ""
        """The commit of this deploy."""
        self._hash = "sha1"
        """What the repository names its objects by: `sha1` or `sha256`."""
        self._import: subprocess.Popen[bytes] | None = None
        self._at: tuple[str, ...] = ()

    def look(self, site: Site) -> There:
        self._at = self._repository()
        if self._git("check-ref-format", "--branch", self._branch, fine=(0, 128)).strip() == b"":
            raise Stopped(f"{self._branch!r} cannot be the name of a branch")
        self._tip = self._remote_tip()
        if not self._tip:
            return There(None, {})
        # One commit would do; but to cut off the history of a repository that is somebody's own would spoil it.
        own = self._at[0] == "--git-dir"
        depth = ("--depth=1",) if own or self._said("rev-parse", "--is-shallow-repository") == "true" else ()
        self._git(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", *depth, self._remote,
            f"+refs/heads/{self._branch}:{self._kept}",
        )  # fmt: skip
        self._tip = self._said("rev-parse", self._kept)
        present = self._tree(self._tip)
        manifest = None
        if NAME in present:
            try:
                manifest = decode(self._git("cat-file", "blob", present.pop(NAME)))
            except Unreadable as error:
                raise Stopped(
                    f"{NAME} in {self.name} cannot be read ({error}); remove it there and deploy with --yes"
                ) from None
        return There(manifest, present)

    def begin(self, plan: Plan, before: Manifest) -> None:
        # A branch needs no lock: of two pushes one is refused.
        told = ", ".join(
            f"{len(paths):,} {word}"
            for word, paths in (("new", plan.new), ("changed", (*plan.changed, *plan.restored)), ("removed", plan.gone))
            if paths
        )
        self._stream(plan, f"digest deploy: {told}\n")

    def put(self, paths: Sequence[str], sent: Sent) -> Mapping[str, str]:
        tags = {}
        for path in paths:
            data = self._site.read(path)
            self._modify(path, data)
            tags[path] = self._blob(data)
            sent(1)
        return tags

    def verify(self, manifest: Manifest) -> None:
        """End the commit, and read it back: nothing has left this machine yet."""
        self._modify(NAME, encode(manifest))
        self._write(b"done\n")
        running = self._import
        assert running is not None
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.close()
        said = running.stderr.read().decode("utf-8", "replace")
        if running.wait():
            raise Stopped(f"git: {tool.gist(said)}")
        self._made = self._said("rev-parse", self._kept)
        made = self._tree(self._made)
        wrong = [path for path, file in manifest.files.items() if made.get(path) != file.tag]
        if wrong:
            raise Stopped(f"{wrong[0]} is not in the commit as it is in the site; nothing was pushed")

    def switch(self, manifest: Manifest) -> None:
        refspec = f"{self._made}:refs/heads/{self._branch}"
        try:
            # --no-verify: the hooks of this repository are for the edition's texts, not for its built pages.
            self._git("push", "--quiet", "--no-verify", self._remote, refspec)
        except tool.Failed:
            if self._remote_tip() not in (self._tip, self._made):
                raise Stopped(
                    f"somebody else pushed to {self.name} meanwhile; nothing was pushed; deploy again"
                ) from None
            raise
        if (now := self._remote_tip()) != self._made:
            raise Stopped(f"{self.name} is at {now[:10]} after the push, not at {self._made[:10]}; look there")

    def prune(self, plan: Plan, manifest: Manifest) -> None:
        pass  # what is gone is not in the commit

    def tidy(self) -> None:
        pass

    def hint(self) -> str:
        if host_of(remote_address(self._remote, self._root)) != "github-pages":
            return ""
        return f"GitHub shows it once Settings > Pages says: deploy from a branch, {self._branch}, / (root)."

    def close(self) -> None:
        running = self._import
        if running is None:
            return
        with suppress(OSError):
            if running.stdin is not None:
                running.stdin.close()
        if running.poll() is None:
            running.kill()
        running.wait()
        if running.stderr is not None:
            running.stderr.close()
        self._import = None

    # --- git -----------------------------------------------------------------------------------------------------

    def _repository(self) -> tuple[str, ...]:
        """How git is told where to work: in the repository around the edition, or in one of our own."""
        with suppress(tool.Failed):
            tool.run(["git", "rev-parse", "--git-dir"], cwd=self._root, env=_ENV)
            return ("-C", str(self._root))
        own = self._root / OWN
        if not (own / "HEAD").exists():
            tool.run(["git", "init", "--quiet", "--bare", str(own)], cwd=self._root, env=_ENV)
        return ("--git-dir", str(own))

    def _git(self, *arguments: str, fine: Sequence[int] = (0,)) -> bytes:
        return tool.run(["git", *self._at, *arguments], cwd=self._root, env=_ENV, fine=fine)

    def _said(self, *arguments: str) -> str:
        return self._git(*arguments).decode("utf-8", "replace").strip()

    def _remote_tip(self) -> str:
        try:
            return self._said("ls-remote", self._remote, f"refs/heads/{self._branch}").partition("\t")[0]
        except tool.Failed as error:
            hint = ""
            if "does not appear to be a git repository" in error.said and "/" not in self._remote:
                hint = f"; `git remote add {self._remote} ADDRESS` makes it known, or say the address: git:ADDRESS"
            raise Stopped(f"{error}{hint}") from None

    def _tree(self, commit: str) -> dict[str, str]:
        """The blob of every path in a commit."""
        tree: dict[str, str] = {}
        for line in self._git("ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape").split("\0"):
            about, _, path = line.partition("\t")
            if path:
                tree[path] = about.split(" ")[2]
        return tree

    def _blob(self, data: bytes) -> str:
        return hashlib.new(self._hash, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    def _stream(self, plan: Plan, message: str) -> None:
        """Begin a commit on top of the remote's, without the files that are gone."""
        self._hash = self._said("rev-parse", "--show-object-format")
        self._git("update-ref", "-d", self._kept)  # a commit on a branch that is gone at the remote has no parent
        self._import = subprocess.Popen(  # noqa: S603  # a fixed program, its arguments in a list, no shell
            ["git", *self._at, "fast-import", "--quiet", "--done", "--force", "--date-format=raw"],  # noqa: S607
            cwd=self._root, env={**os.environ, **_ENV}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        self._write(f"commit {self._kept}\ncommitter {self._committer()}\n".encode())
        self._write(b"data %d\n%s" % (len(message), message.encode()))
        if self._tip:
            self._write(f"from {self._tip}\n".encode())
        for path in plan.gone:
            self._write(f"D {_quoted(path)}\n".encode())

    def _modify(self, path: str, data: bytes) -> None:
        self._write(f"M 100644 inline {_quoted(path)}\n".encode() + b"data %d\n%s\n" % (len(data), data))

    def _write(self, data: bytes) -> None:
        assert self._import is not None
        stdin: IO[bytes] | None = self._import.stdin
        assert stdin is not None
        try:
            stdin.write(data)
            stdin.flush()
        except BrokenPipeError:
            assert self._import.stderr is not None
            said = self._import.stderr.read().decode("utf-8", "replace")
            raise Stopped(f"git: {tool.gist(said)}; nothing was pushed") from None

    def _committer(self) -> str:
        """Name, address and time of the commit; the time is SOURCE_DATE_EPOCH's if that is set."""
        env = dict(_ENV)
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            env["GIT_COMMITTER_DATE"] = f"@{epoch} +0000"
        for who in ({}, {"GIT_COMMITTER_NAME": "digest", "GIT_COMMITTER_EMAIL": "digest@localhost"}):
            with suppress(tool.Failed):  # a machine on which git does not know its user: in a workflow, for one
                made = tool.run(["git", *self._at, "var", "GIT_COMMITTER_IDENT"], cwd=self._root, env={**env, **who})
                return made.decode("utf-8", "replace").strip()
        raise Stopped("git does not know who you are: git config --global user.name NAME, and user.email ADDRESS")


def remote_address(remote: str, root: Path) -> str:
    """The address of a remote that has a name in the edition's repository; any other is its own."""
    try:
        return tool.run(["git", "remote", "get-url", "--push", remote], cwd=root, env=_ENV).decode().strip()
    except Stopped:
        return remote


_ENV = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _quoted(path: str) -> str:
    """A path as fast-import reads it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
