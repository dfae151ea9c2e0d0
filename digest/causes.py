"""Why each page was last made: remembered for the pages that a build makes, and asked by `digest why PAGE`.

When a page is made again, it is planned once more from the rows of the last build, which its ledger holds until the new
pages are in place. The pieces of its arguments (a report's card, a witness, a head) that differ are the reason, by the
content file or the id that each comes from. So a first build, in which every page is new, looks at none of them: to
print each piece beforehand took a tenth of what it takes to make the page. Pages that are not made cost nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal
from zlib import crc32

import msgspec

from digest.cache import CAUSES, Cache
from digest.model.base import Record
from digest.model.source import FOLDERS
from digest.plan.planned import Planned

MOST = 200
"""Pieces of one argument that are told apart; what is behind them is one piece."""


class Edit(Record, kw_only=True):
    """What differed in what a build read."""

    what: str
    """A path, `theme/`, `digest itself`, `the options`."""
    how: Literal["new", "edited", "removed"]
    fields: tuple[str, ...] = ()
    """Of an edited content file: which of its fields, `title`, `body`; empty: not known."""


class Cause(Record, kw_only=True):
    """Why a page was last made. `pieces` are `argument key`; a key is a path, a `kind/id`, or empty."""

    why: Literal["first", "content", "around", "restored"]
    """It was new; what it shows changed; all pages were made anew (theme, settings, program); its file had been
    changed or removed by somebody else."""
    edits: tuple[Edit, ...] = ()
    changed: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    own: str = ""
    """The fingerprint of all that it shows by itself."""


def teller(
    store: Cache,
    site: str,
    paths: Iterable[str],
    *,
    known: Callable[[str], bool],
    restored: Callable[[str], bool],
    own: Mapping[str, str],
    before: Callable[[str], Planned | None],
    edits: tuple[Edit, ...],
) -> Callable[[str, Planned], bytes]:
    """A function that tells why a page is made, for the pages at `paths`, as it is to be kept.

    `known`: the last build had the page too; `restored`: and made it from the same. `own`: what each page shows by
    itself, as a fingerprint. `before`: how the last build planned the page at a URL; None if nobody knows.
    """
    held = store.get_many((f"{site}/{path}" for path in paths if known(path)), CAUSES)

    def tell(path: str, planned: Planned) -> bytes:
        last = _read(held.get(f"{site}/{path}"))
        if not known(path):
            cause = Cause(why="first", own=own[path])
        elif restored(path):
            cause = Cause(why="restored", own=own[path])
        elif last and last.own == own[path]:
            cause = Cause(why="around", edits=edits[:_EDITS], own=own[path])
        else:
            cause = _cause(before(planned.url), planned, edits, own[path])
        return _encode(cause)

    return tell


def keep(store: Cache, site: str, told: Mapping[str, bytes], removed: Iterable[str]) -> None:
    """Keep what was told of pages, by their paths; `removed` pages are forgotten."""
    store.put_many({f"{site}/{path}": cause for path, cause in told.items()}, CAUSES)
    gone = [f"{site}/{path}" for path in removed]
    if gone:
        store.forget(gone, CAUSES)


def recall(store: Cache, site: str, path: str) -> Cause | None:
    """Why a page was last made; None if no build remembers."""
    key = f"{site}/{path}"
    return _read(store.get_many((key,), CAUSES).get(key))


_decode = msgspec.msgpack.Decoder(Cause).decode


def _read(row: bytes | None) -> Cause | None:
    """A row of the table; one that another version of this program wrote is as good as none."""
    try:
        return _decode(row) if row is not None else None
    except msgspec.MsgspecError:
        return None


def _cause(before: Planned | None, planned: Planned, edits: tuple[Edit, ...], own: str) -> Cause:
    if before is None:
        return Cause(why="content", edits=edits[:_EDITS], own=own)
    was, now = pieces(before), pieces(planned)
    changed = tuple(piece for piece, data in now.items() if piece in was and was[piece] != data)
    came = tuple(piece for piece in now if piece not in was)
    went = tuple(piece for piece in was if piece not in now)
    keys = {piece.partition(" ")[2] for piece in (*changed, *came, *went)}
    mine = tuple(edit for edit in edits if {edit.what, key_of_path(edit.what)} & keys)
    return Cause(
        why="content" if keys else "around",
        edits=(mine or edits)[:_EDITS],
        changed=changed,
        came=came,
        went=went,
        own=own,
    )


_EDITS = 5
"""Edits that are noted with one page."""


def key_of_path(path: str) -> str:
    """`report/x` for `content/reports/x.md`; empty for what is no content file."""
    _, _, rest = path.partition("/")
    folder = rest.partition("/")[0]
    return f"{FOLDERS[folder]}/{path.rpartition('/')[2].removesuffix('.md')}" if folder in FOLDERS else ""


# --- pieces ----------------------------------------------------------------------------------------------------------


def pieces(planned: Planned) -> dict[str, int]:
    """What a page is made of: `argument key` and a print of all of the argument's pieces with that key."""
    found: dict[str, int] = {}
    for name, arg in zip(_names(planned.make), planned.args, strict=True):
        if type(arg) is not tuple:
            found[f"{name} {_key(arg)}"] = _print(arg)
            continue
        of: dict[str, list[Any]] = {}
        for part in arg[:MOST]:
            of.setdefault(_key(part), []).append(part)
        if len(arg) > MOST:
            of.setdefault("", []).append(arg[MOST:])
        for key, parts in of.items():
            found[f"{name} {key}"] = _print(parts)
    return found


@cache
def _names(make: Callable[..., Any]) -> tuple[str, ...]:
    code = make.__code__
    return code.co_varnames[: code.co_argcount]


_encode = msgspec.msgpack.Encoder().encode


def _print(of: Any) -> int:
    return crc32(_encode(of))


def _key(part: Any) -> str:
    """Where a piece comes from: a path, a `kind/id`, or empty."""
    kind: Any = type(part)
    for of in part if kind is tuple else ():
        if type(of) is not str and (key := _key(of)):
            return key
    for tell in _tellers(kind):
        if key := tell(part):
            return key
    return ""


@cache
def _tellers(kind: type) -> tuple[Callable[[Any], str], ...]:
    """What may tell where a record of a class comes from, the surest first; of what is no record nothing does."""
    if not issubclass(kind, msgspec.Struct):
        return ()
    tellers: list[Callable[[Any], str]] = [_OWN[name] for name in _OWN if hasattr(kind, name)]
    if kind.__name__ in _KINDS:
        tellers.append(lambda part: f"{_KINDS[kind.__name__]}/{part.id}")
    elif hasattr(kind, "span"):
        tellers.append(lambda part: part.span.path if part.span else "")
    return (*tellers, lambda part: _key(tuple([getattr(part, field) for field in part.__struct_fields__])))


@lru_cache(maxsize=1 << 16)
def _of_url(url: str) -> str:
    folder, _, id = url.partition("#")[0].strip("/").partition("/")
    return f"{FOLDERS[folder]}/{id}" if folder in FOLDERS and id else ""


_OWN: Mapping[str, Callable[[Any], str]] = {
    "path": lambda part: part.path,
    "url": lambda part: _of_url(part.url),
    "report": lambda part: f"report/{part.report}" if part.report and type(part.report) is str else "",
}
"""What may tell it, by the name of a field."""
_KINDS = {"Kin": "report", "QuoteCard": "quote"}
"""Records that have an id and may have no address."""


# --- edits -----------------------------------------------------------------------------------------------------------

_DERIVED = frozenset({"id", "path", "span", "refs", "lead", "words", "terms", "links", "mentions"})
"""Fields that follow from others, or say where something stands."""


def fields(before: Record, after: Record) -> tuple[str, ...]:
    """Which fields of a head differ, by name; places in the file do not count."""
    if type(before) is not type(after):
        return ()
    names = [name for name in before.__struct_fields__ if name not in _DERIVED]
    return tuple(name for name in names if _plain(getattr(before, name)) != _plain(getattr(after, name)))


def _plain(value: Any) -> Any:
    if type(value) is tuple:
        return tuple(map(_plain, value))
    if isinstance(value, msgspec.Struct):
        held: Iterable[str] = (name for name in value.__struct_fields__ if name not in ("span", "at", "block"))
        return tuple((name, _plain(getattr(value, name))) for name in held)
    return value
