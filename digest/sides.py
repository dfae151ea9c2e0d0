"""The two editions that `digest diff` compares: the one in the folder, and the one that it is held against.

Nothing is written but the cache. Both sides begin from what the last build remembers, so what is alike in both is read
from the cache and compared with nothing.
"""

from pathlib import Path
from typing import NamedTuple

from digest import earlier, state
from digest.ask.changes import Side
from digest.cache import Cache
from digest.diagnostic import Diagnostic
from digest.edit import ledger
from digest.edition import Edition
from digest.fs import Disk
from digest.inputs import Read, look
from digest.kept import Bodies, Forgotten
from digest.load import SETTINGS
from digest.model.base import fingerprint
from digest.options import Options, quietly
from digest.plan import foot
from digest.publish.dressed import prints, wear
from digest.search import FOLDER
from digest.state import State
from digest.understand import understand
from digest.write import SITE


class Unknown(Exception):
    """There is nothing to compare with; the argument says why, and what to do."""


class Other(NamedTuple):
    """What the edition is held against."""

    side: Side
    name: str
    """In words: `commit 1a2b3c4 (HEAD)`."""
    said: tuple[Diagnostic, ...]


class Sides(NamedTuple):
    before: Other
    after: Side
    said: tuple[Diagnostic, ...]
    """Of the edition in the folder."""


def sides(edition: Edition, root: Path, against: str, here: Path, options: Options) -> Sides:
    """The edition at `root`, and what it is compared with: a revision, a folder with another edition (from `here`), its
    own site as it was last built; without a word, the last commit, or the last build if there is none. Raises Unknown.
    """
    last = state.load(edition.fs, SITE)
    built = bool(against) and (here / against).resolve() == (root / SITE).resolve()
    if not built:
        try:
            before = _before(edition, root, against, here, options)
            return Sides(before, *_linked(edition, last, options))
        except earlier.NoRepository:
            if against:
                raise Unknown(f"{against} is no folder with an edition, and this one is not kept in git") from None
        except earlier.NoRevision:
            raise Unknown(f"{against} is neither a revision that git knows nor a folder with an edition") from None
    return Sides(_built(edition, last), *_linked(edition, last, _as_built(last, options)))


def _before(edition: Edition, root: Path, against: str, here: Path, options: Options) -> Other:
    if against and (here / against / "content").is_dir():
        there = Edition(Disk(here / against), edition.shipped, edition.cache)
        side, said = _linked(there, State(), options)
        return Other(side, f"the edition in {against}", said)
    held = earlier.at(root, against or "HEAD")
    side, said = _linked(Edition(held.fs, edition.shipped, edition.cache), State(), options)
    return Other(side, f"commit {held.commit} ({against or 'HEAD'})", said)


def _linked(edition: Edition, last: State, options: Options) -> tuple[Side, tuple[Diagnostic, ...]]:
    """An edition as a build would plan it, and what is to be said of it."""
    read = look(edition, options, last)
    known = understand(edition, read, options, quietly)
    made = prints(wear(read, foot(known.tables), options), known.plan.pages)
    side = Side(
        tables=known.tables,
        keys=made.keys,
        alone=made.alone,
        around=_around(read),
        config=read.config,
        text_of=_Texts(edition.cache),
    )
    return side, known.said


def _around(read: Read) -> dict[str, str]:
    files = {f"theme/{path}": fingerprint(data) for path, data in read.theme.items()}
    return files | {what: read.hashes[what] for what in ("theme/", SETTINGS)}


# --- the last build --------------------------------------------------------------------------------------------------


def _built(edition: Edition, last: State) -> Other:
    """The edition as it was last built: its rows are remembered, and the prints of its pages."""
    book = ledger.opened(edition.cache, SITE, ledger.stamp_of(last.reads)) if last.made.keys else None
    if book is None:
        raise Unknown("the last build is not remembered, so there is nothing to compare with; `digest build` first")
    side = Side(
        tables=book.tables,
        keys={path: key for path, key in last.made.keys.items() if not path.startswith(FOLDER)},  # it follows the pages
        alone=None,
        around={what: last.reads[what] for what in ("theme/", SETTINGS)},
        config=None,
        text_of=_Texts(edition.cache),
    )
    return Other(side, f"the site in {SITE}/ as it was last built", ())


def _as_built(last: State, options: Options) -> Options:
    """The options of the last build: another address or its drafts would make every page another."""
    given = last.reads.get("the options") != fingerprint("", last.drafts, last.search, SITE)
    return Options(
        base_url=last.base_url if given else "",
        drafts=last.drafts,
        search=last.search,
        processes=options.processes,
    )


class _Texts:
    """The words of bodies, from the cache."""

    def __init__(self, cache: Cache) -> None:
        self._bodies = Bodies(cache)

    def __call__(self, hash: str) -> str:
        try:
            return self._bodies.get(hash).text
        except Forgotten:
            return ""
