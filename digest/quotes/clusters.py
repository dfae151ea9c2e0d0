"""Nodes and links -> statements: links are followed strongest first, and some are refused.

Kruskal 1956, as in single-linkage clustering, with links refused that would join what cannot be one statement. What a
link is refused for lies in the nodes that links lead to, so nodes without a link to others can be looked at alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from digest.model.base import Record
from digest.quotes import bounds
from digest.quotes.wordings import LOOSELY, NEARLY, STRICTLY, Link, Node, apart

Pair = tuple[str, str]


class Settled(Record, kw_only=True):
    """What came of following links. A group is named by the least id in it."""

    groups: dict[str, tuple[str, ...]]
    """The quotations of each statement, by id."""
    echoes: frozenset[Pair]
    """Pairs of groups: the same words, other speakers."""
    near: frozenset[Link]
    """The strongest link that was refused of those between two groups."""


def settle(nodes: Sequence[Node], links: Iterable[Link], same: Iterable[Pair], different: Iterable[Pair]) -> Settled:
    """`nodes` by id. Of what the editor says (`same`, `different`), names that no node bears are passed over."""
    clusters = _Clusters(nodes)
    clusters.follow(same, different)
    refused = [link for link in sorted(links) if not clusters.join(link)]
    members: defaultdict[int, list[str]] = defaultdict(list)
    for n, node in enumerate(nodes):
        members[clusters.root(n)] += node.members
    groups = {root: tuple(sorted(held)) for root, held in members.items()}
    echoes: set[Pair] = set()
    near: dict[tuple[int, int], Link] = {}
    for link in refused:
        x, y = clusters.place[link.a], clusters.place[link.b]
        a, b = sorted((clusters.root(x), clusters.root(y)))
        if a == b:
            continue
        if clusters.speakers_differ(a, b):
            if link.tier == STRICTLY:
                echoes.add((groups[a][0], groups[b][0]))
        elif (a, b) not in near and not clusters.kept_apart(a, b) and apart(nodes[x], nodes[y]) <= bounds.SEASON:
            near[a, b] = link
    return Settled(
        groups={held[0]: held for held in groups.values()},
        echoes=frozenset(echoes),
        near=frozenset(near.values()),
    )


_NOBODY: frozenset[str] = frozenset()


class _Clusters:
    """Nodes that have been joined, and what each cluster may still take in."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self.place = {node.id: n for n, node in enumerate(nodes)}
        self._up = list(range(len(nodes)))
        self._size = [1] * len(nodes)
        self._days = [(node.first, node.last) for node in nodes]
        alone = {name: frozenset((name,)) for node in nodes for name in (node.speaker, node.statement)} | {"": _NOBODY}
        self._speakers = [alone[node.speaker] for node in nodes]
        self._statements = [alone[node.statement] for node in nodes]
        self._apart: defaultdict[int, set[int]] = defaultdict(set)

    def root(self, n: int) -> int:
        up = self._up
        while up[n] != n:
            up[n] = n = up[up[n]]
        return n

    def follow(self, same: Iterable[Pair], different: Iterable[Pair]) -> None:
        """Do as the editor says, before any link."""
        same, different = list(same), list(different)
        named = {name for pair in (*same, *different) for name in pair}
        bearing: defaultdict[str, list[int]] = defaultdict(list)
        first: dict[str, int] = {}
        for n, node in enumerate(self._nodes):
            if node.statement:
                self._unite(first.setdefault(node.statement, n), n)
            if named:
                for name in named.intersection((*node.members, node.statement)):
                    bearing[name].append(n)
        for one, other in same:
            for x in bearing.get(one, ()):
                for y in bearing.get(other, ())[:1]:
                    self._unite(x, y)
        for one, other in different:
            for x in bearing.get(one, ()):
                for y in bearing.get(other, ()):
                    a, b = self.root(x), self.root(y)
                    if a != b:
                        self._apart[a].add(b)
                        self._apart[b].add(a)

    def join(self, link: Link) -> bool:
        """Follow a link unless it would join what cannot be one statement. True: they are one cluster now."""
        a, b = self.root(self.place[link.a]), self.root(self.place[link.b])
        if a == b:
            return True
        if link.tier == NEARLY or self.speakers_differ(a, b) or self.kept_apart(a, b):
            return False
        if link.tier == LOOSELY and self._size[a] + self._size[b] > bounds.LOOSE_SIZE:
            return False
        if (link.tier == LOOSELY or -link.untold < bounds.UNMISTAKABLE) and self._span(a, b) > bounds.SEASON:
            return False
        self._unite(a, b)
        return True

    def kept_apart(self, a: int, b: int) -> bool:
        """Whether the editor says that two roots are two statements."""
        return b in self._apart.get(a, ()) or bool(self._statements[a] and self._statements[b])

    def speakers_differ(self, a: int, b: int) -> bool:
        one, other = self._speakers[a], self._speakers[b]
        return bool(one and other and one is not other and not one & other)

    def _span(self, a: int, b: int) -> int:
        known = [day for day in (*self._days[a], *self._days[b]) if day]
        return max(known) - min(known) if known else 0

    def _unite(self, a: int, b: int) -> None:
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return
        self._up[b] = a
        self._size[a] += self._size[b]
        known = [day for day in (*self._days[a], *self._days[b]) if day]
        self._days[a] = (min(known, default=0), max(known, default=0))
        if self._speakers[a] is not self._speakers[b]:
            self._speakers[a] |= self._speakers[b]
        self._statements[a] |= self._statements[b]
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
