"""Text in common: which reports print the same passages now, or no longer do."""

from collections.abc import Iterator

from digest.ask.changes.pairs import Pairs
from digest.ask.changes.said import Called, Change
from digest.model.site import Copy
from digest.plan.tables import Tables

_STEP = 0.1
"""A share that moves by less is not spoken of."""


def changes(before: Tables, after: Tables, pairs: Pairs) -> Iterator[Change]:
    """Of reports that are in both editions."""
    called = Called(after)
    was, now = _copies(before, pairs), _copies(after)
    here = {id for id in after.reports if pairs.before(f"report/{id}")[7:] in before.reports}
    for one, other in sorted({*was} | {*now}):
        if one not in here or other not in here:
            continue
        old, new = was.get((one, other)), now.get((one, other))
        told = _told(old, new, f"{called.name(f'report/{other}')} ({other})")
        if told:
            yield called.change("copied", "copied" if new else "not-copied", f"report/{one}", told, f"report/{other}")


def _copies(tables: Tables, pairs: Pairs | None = None) -> dict[tuple[str, str], Copy]:
    """By the two reports, each pair once, by the ids that they have after."""

    def now(id: str) -> str:
        return pairs.after(f"report/{id}")[7:] if pairs else id

    rows = ((now(id), now(copy.id), copy) for id, row in tables.copies.items() for copy in row)
    return {(one, other): copy for one, other, copy in rows if one < other}


def _told(old: Copy | None, new: Copy | None, other: str) -> str:
    if old is None:
        assert new is not None
        counts = "; the two count as one text" if new.dependent else ""
        return f"shares text with {other} now ({_share(new)}){counts}"
    if new is None:
        return f"no longer shares text with {other}"
    if old.dependent != new.dependent:
        return f"and {other} count as {'one text' if new.dependent else 'two texts'} now ({_share(new)})"
    if max(abs(old.share - new.share), abs(old.of_it - new.of_it)) >= _STEP:
        return f"shares {_share(new)} with {other} now (was {_share(old)})"
    return ""


def _share(copy: Copy) -> str:
    share = max(copy.share, copy.of_it)
    return f"{share:.0%} of the words" if share else "as the editor says"
