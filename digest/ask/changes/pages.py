"""Which files of the site are written anew, by the prints of what they are made of."""

from digest.ask.changes.side import Side
from digest.model.base import Record
from digest.plan import urls
from digest.plan.tables import Tables


class Pages(Record, kw_only=True):
    """All files of both sites, by what becomes of them; by path below `site/`, sorted."""

    new: tuple[str, ...]
    rewritten: tuple[str, ...]
    """They show something else, or wear something else."""
    gone: tuple[str, ...]
    redirected: tuple[tuple[str, str], ...]
    """Pages that are gone and lead somewhere: path, and the URL to which."""
    untouched: int
    untouched_pages: int
    """How many of them are pages."""
    worn: int | None
    """Of the rewritten those in which nothing is other than what all pages wear; None: not known."""


def compared(before: Side, after: Side) -> Pages:
    """Compare two sites, file by file, without making one of them."""
    led = {
        path: urls.of_key(goal)
        for path, goal in _redirects(after.tables).items()
        if path in before.keys and path not in _redirects(before.tables)
    }
    both = before.keys.keys() & after.keys.keys()
    rewritten = sorted(path for path in both if before.keys[path] != after.keys[path] and path not in led)
    untouched = [path for path in both if before.keys[path] == after.keys[path]]
    return Pages(
        new=tuple(sorted(after.keys.keys() - before.keys.keys())),
        rewritten=tuple(rewritten),
        gone=tuple(sorted(before.keys.keys() - after.keys.keys())),
        redirected=tuple(sorted(led.items())),
        untouched=len(untouched),
        untouched_pages=sum(map(is_page, untouched)),
        worn=_worn(before, after, rewritten),
    )


def _worn(before: Side, after: Side, rewritten: list[str]) -> int | None:
    if before.alone is None or after.alone is None:
        return None
    return sum(before.alone.get(path, "") == after.alone.get(path, "") for path in rewritten)


def _redirects(tables: Tables) -> dict[str, str]:
    """By the path of an old address, the `kind/id` to which it leads."""
    return {urls.of_key(old)[1:] + "index.html": goal for old, goal in tables.redirects.items()}


def is_page(path: str) -> bool:
    return path.endswith(".html")
