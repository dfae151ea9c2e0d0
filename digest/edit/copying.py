"""The reports that share other text with each other than they did, or share none any more."""

from collections import defaultdict

from digest.copied import Difference
from digest.link.copies import in_order, measured, typed
from digest.model.site import Copy
from digest.plan.tables import Tables


def settle(tables: Tables, difference: Difference) -> set[str]:
    """Put what is said of them in place; their ids. What an editor says of two reports stands whatever they share."""
    other: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in (*difference.vanished, *((pair.a, pair.b) for pair in difference.shared)):
        other[a].add(b)
        other[b].add(a)
    now = {(id, copy.id): copy for pair in difference.shared for id, copy in measured(pair)}
    for id, others in other.items():
        before = tables.copies.get(id) or ()
        told = {copy.id for copy in before if copy.typed}
        held = [copy for copy in before if copy.id not in others]
        for each in sorted(others):
            if each in told:
                held.append(typed(now.get((id, each), Copy(id=each))))
            elif (id, each) in now:
                held.append(now[id, each])
        if held:
            tables.copies[id] = in_order(held)
        elif before:
            del tables.copies[id]
    return {*other}
