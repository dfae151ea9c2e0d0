"""What all pages wear, and by what a file of the site is known to be another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from digest.inputs import Read
from digest.model.base import fingerprint
from digest.options import Options
from digest.write import path_of

if TYPE_CHECKING:
    from digest.dress import Dress
    from digest.model.page import Link
    from digest.plan import Later, Planned


def wear(read: Read, foot: tuple[Link, ...], options: Options) -> Dress:
    """What all pages of this edition wear."""
    from digest.dress import dress
    from digest.search import engine

    program = read.hashes["digest itself"]
    search = options.search and read.config.search == "on" and engine() is not None
    return dress(read.theme, read.config, foot, drafts=options.drafts, search=search, program=program)


class Prints(NamedTuple):
    """By path below the site's folder, what tells whether a file is another."""

    alone: dict[str, str]
    """Of what a page shows by itself."""
    keys: dict[str, str]
    """Of all that the bytes of a file rest on."""


def prints(worn: Dress, pages: Mapping[str, Planned | Later]) -> Prints:
    """The prints of planned pages, by the URLs of all their forms, and of the files beside them."""
    around, beneath = worn.fingerprint(), worn.beneath()
    own = {id(planned): planned for planned in pages.values()}
    of = {key: planned.fingerprint() for key, planned in own.items()}
    alone = {path_of(url): of[id(planned)] for url, planned in pages.items()}
    keys = {path: fingerprint(around if path.endswith(".html") else beneath, own) for path, own in alone.items()}
    return Prints(alone=alone, keys=keys | {path: fingerprint(data) for path, data in worn.files.items()})
