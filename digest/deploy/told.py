"""A plan in words, for whoever is about to deploy or has deployed."""

from collections.abc import Iterator, Sequence

from digest.deploy.plan import KEPT_DAYS, Plan, Step

SHOWN = 3

_OF: dict[Step, str] = {
    "assets": "styles, fonts and what else never changes under its name",
    "files": "pictures and data",
    "new": "new pages, which nothing links to yet",
    "pages": "changed pages",
    "lists": "changed lists and feeds",
    "front": "the front page",
}


def summary(plan: Plan) -> str:
    """What is done, in one line: `3 new, 2 changed, 1 removed; 95 are there already`."""
    parts = [
        f"{len(paths):,} {word}"
        for paths, word in (
            (plan.new, "new"), (plan.changed, "changed"), (plan.restored, "put back"), (plan.gone, "removed"),
        )
        if paths
    ]  # fmt: skip
    there = f"; {plan.same:,} are there already" if plan.same else ""
    return (", ".join(parts) or "nothing to do") + there


def steps(plan: Plan, whole: bool) -> Iterator[str]:
    """What would be done, in its order, a line each. `whole`: with every path."""
    n = 0
    for n, group in enumerate(plan.groups, 1):
        yield f"  {n}. send {_counted(group.paths, 'file')}: {_OF[group.step]}"
        yield from _listed(group.paths, whole)
    if plan.gone:
        yield f"  {n + 1}. remove {_counted(plan.gone, 'file')}"
        yield from _listed(plan.gone, whole)
    if plan.retired:
        yield f"  {_counted(plan.retired, 'file')} no longer needed, removed {KEPT_DAYS} days from now"
        yield from _listed(plan.retired, whole)


def _counted(paths: Sequence[str], word: str) -> str:
    return f"{len(paths):,} {word}{'' if len(paths) == 1 else 's'}"


def _listed(paths: Sequence[str], whole: bool) -> Iterator[str]:
    shown = paths if whole or len(paths) <= SHOWN + 1 else paths[:SHOWN]
    for path in shown:
        yield f"       {path}"
    if len(shown) < len(paths):
        yield f"       and {len(paths) - len(shown):,} more (-v lists them)"


