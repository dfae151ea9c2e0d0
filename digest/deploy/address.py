"""Where to deploy, as it is typed: `dir:../public`, `rsync:host:/srv/www`, `git:origin`, `s3://bucket/folder`."""

import re
from typing import Literal, NamedTuple

from digest.deploy.stopped import Stopped

Kind = Literal["dir", "rsync", "git", "s3", "gs", "az"]

FORMS = "dir:FOLDER, rsync:HOST:FOLDER, git:REMOTE, s3://BUCKET, gs://BUCKET or az://CONTAINER"


class Address(NamedTuple):
    kind: Kind
    place: str
    """What follows the kind; of a store, the whole address."""
    branch: str = ""


def address(text: str) -> Address | None:
    """None if the text has none of the FORMS. Raises Stopped if it holds a password."""
    if re.search(r"://[^/@]*:[^/@]*@|://(?:gh[a-z]_|github_pat_|glpat-)[^/@]*@", text):
        raise Stopped(
            "the address holds a password or a token; leave it out: git asks its credential helper or ssh, "
            "stores take theirs from the environment"
        )
    kind, colon, place = text.partition(":")
    if not colon or not place or place.startswith("-"):
        return None
    match kind:
        case "s3" | "gs" | "az" if re.fullmatch(r"//[^/]+(?:/.*)?", place):
            return Address(kind, text)
        case "git":
            remote, _, branch = place.partition("#")
            return Address("git", remote, branch or ("pages" if "codeberg.org" in remote else "gh-pages"))
        case "dir" | "rsync":
            return Address(kind, place)
    return None


def suggested(text: str) -> str:
    """What was perhaps meant by something that is no address; empty if nobody can tell."""
    if text.endswith(".git") or re.match(r"git@|ssh://|https://(?:github|gitlab)\.com/|https://codeberg\.org/", text):
        return f"git:{text}"
    if re.match(r"(?:[\w.-]+@)?[\w.-]+:/", text):
        return f"rsync:{text}"
    if re.match(r"\.{0,2}/|~", text):
        return f"dir:{text}"
    return ""
