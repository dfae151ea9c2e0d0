"""What an editor points at -> Document: files, folders, patterns, archives, standard input, an address.

Nothing is held but one document at a time, so a folder may have any number of files.
"""

import contextlib
import fnmatch
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

from digest.ingest import document, fetch
from digest.ingest.document import Document
from digest.ingest.raw import Refusal
from digest.ingest.readers import archive, warc
from digest.model.base import Record

_FURNITURE = frozenset(
    "css js mjs map png jpg jpeg gif svg webp avif ico bmp woff woff2 ttf otf eot mp3 mp4 webm m4a mov ds_store".split()
)
"""Endings of what lies beside a saved page and is no article; only in folders and archives, where nobody named it."""
_MAGIC = re.compile(r"[*?\[]")
_STDIN_MOST = 8 * document.MOST


class Place(Record, kw_only=True):
    """One thing to read: a file (an archive, too), standard input or an address."""

    origin: str
    """As it is shown to the editor, and what opens it."""
    kind: Literal["file", "stdin", "url"] = "file"


def places(arguments: Iterable[str]) -> Iterator[Place | Refusal]:
    """What the arguments of `digest import` mean, in the order given; in a folder and for a pattern, by path. Hidden
    files and folders are left out, links are not followed."""
    for argument in arguments:
        if argument == "-":
            yield Place(origin="standard input", kind="stdin")
        elif "://" in argument.split("/", 1)[0] + "//" and not os.path.exists(argument) and _scheme(argument):
            yield Place(origin=argument, kind="url")
        elif os.path.isdir(argument):
            yield from _below(argument.rstrip(os.sep) or os.sep)
        elif os.path.exists(argument):
            yield Place(origin=argument)
        elif _MAGIC.search(argument) and "\0" not in argument:
            yield from _matching(argument)
        else:
            yield Refusal(origin=argument, what="there is no such file or folder", help="look at how it is spelt")


def _scheme(argument: str) -> bool:
    return argument.partition("://")[0].isalnum()


def _matching(pattern: str) -> Iterator[Place | Refusal]:
    """The files that a pattern means, and those in the folders that it means; `**` is any number of folders. The module
    `glob` is not asked: it follows links to folders, and two that lead back up take it longer than anybody waits."""
    steps = pattern.split("/")
    fixed = next(at for at, step in enumerate(steps) if _MAGIC.search(step))
    base = "/".join(steps[:fixed]) or ("/" if pattern.startswith("/") else ".")
    wanted = re.compile("".join(map(_step, steps[fixed:])) + r"(?:/.*)?\Z", re.DOTALL)
    nothing = True
    for found in _below(base) if os.path.isdir(base) else ():
        if wanted.match("/" + found.origin.removeprefix(base).lstrip("/")):
            nothing = False
            yield found
    if nothing:
        yield Refusal(origin=pattern, what="no file fits the pattern", help="look at how it is spelt")


def _step(step: str) -> str:
    """A part of a pattern, between slashes, as a regular expression, with the slash that comes before it."""
    return r"(?:/[^/]+)*" if step == "**" else "/" + fnmatch.translate(step).removeprefix("(?s:").removesuffix(r")\Z")


def _below(folder: str) -> Iterator[Place | Refusal]:
    waiting = [folder]  # a stack, not recursion: folders can be nested deeper than Python can call
    while waiting:
        path = waiting.pop()
        try:
            kind = os.lstat(path).st_mode
            inside = sorted(os.listdir(path), reverse=True) if stat.S_ISDIR(kind) else []
        except OSError as error:
            yield Refusal(origin=path, what=_why(error))
            continue
        if stat.S_ISLNK(kind) and path != folder:
            # It may lead back up, or to what was never meant to be published.
            yield Refusal(origin=path, what="a link to another place, which is not followed", help="name it by itself")
        elif stat.S_ISREG(kind):
            yield Place(origin=path.removeprefix("./"))
        waiting += [os.path.join(path, name) for name in inside if not name.startswith(".") and not is_furniture(name)]


def is_furniture(name: str) -> bool:
    """Whether a file that nobody named can be passed over by its ending alone."""
    return name.rpartition(".")[2].lower() in _FURNITURE


def documents(place: Place) -> Iterator[Document | Refusal]:
    """The documents of a place: one, or those of an archive or a web archive."""
    if place.kind == "url":
        yield fetch.fetch(place.origin)
        return
    try:
        if place.kind == "stdin":
            held = sys.stdin.buffer.read(_STDIN_MOST + 1)
            if len(held) > _STDIN_MOST:
                yield document.too_large(place.origin, len(held))
            else:
                yield from _inside(place.origin, io.BytesIO(held))
            return
        with open(place.origin, "rb") as file:
            yield from _inside(place.origin, file if file.seekable() else io.BytesIO(file.read(_STDIN_MOST)))
    except OSError as error:
        yield Refusal(origin=place.origin, what=_why(error))


def _inside(origin: str, file: BinaryIO) -> Iterator[Document | Refusal]:
    head = file.read(1024)
    file.seek(0)
    for reader in (archive, warc):
        if reader.is_one(head, origin):
            for found in reader.documents(file, origin):
                if isinstance(found, Refusal) or not is_furniture(found.origin):
                    yield found
            return
    data = file.read(document.MOST + 1)
    if len(data) <= document.MOST:
        yield Document(origin=origin, data=data)
    else:
        with contextlib.suppress(OSError):
            size = file.seek(0, os.SEEK_END)
            yield document.too_large(origin, size)


def _why(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or str(error)).lower()}"
