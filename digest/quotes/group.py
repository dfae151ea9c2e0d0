"""Which quotations of a whole corpus are one statement.

Two tiers (see `same`): the strict one over the whole corpus, through an index of shingles of three stems; the loose one
only within a report, between related reports, and between reports at most `FEW` days apart that a strict link joins.
Links are taken strongest first (Kruskal 1956, as in single-linkage clustering), and one is refused where it would join
what cannot be one statement: two known speakers, two statements that the editor keeps apart, or days that lie too far
apart for a link of its strength. Without refusals the groups are the connected components; with them they still do not
depend on the order of the input, because ties go by id.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import combinations

from digest.model.base import Record
from digest.quotes.same import CONTAINED_TOLD, LOOSE_TOLD, NEAR, Likeness, likeness
from digest.quotes.words import Phrase, phrase

WEEK = 7
"""Days between two reports, at most, for few words in common to be one statement."""
FEW = 3
"""Days between two reports of one event."""
SEASON = 60
"""Days after which the same few words are as likely a stock phrase as the same statement."""
UNMISTAKABLE = 14.0
"""What words must tell to be one statement however many days lie between."""
LOOSE_SIZE = 40
"""Wordings in the largest group that loose links may build."""
SHINGLE_TOLD = 3.0
"""What three words must tell to be looked up: `we have to` leads nowhere."""
CROWD = 12
"""Texts that share a shingle are compared each with each up to this number; in a crowd each with the next `BESIDE`."""
BESIDE = 4
NEARLY = 0.5
"""The share of the shorter quotation from which a pair in related reports is worth showing to people."""
_LETTERS = 6000
"""Letters compared of one quotation; what is longer is no quotation."""


class Candidate(Record, kw_only=True):
    """A quotation that may be the same statement as others."""

    id: str
    """Of its own in the corpus, as `report-id#3`."""
    report: str
    text: str
    speaker: str = ""
    """A key that is equal for equal people; empty: unknown."""
    date: str = ""
    """`YYYY-MM-DD`; empty: unknown."""
    statement: str = ""
    """The statement's id, where the editor gave one."""
    form: str = ""


class Grouping(Record, kw_only=True):
    """Numbers are places in the input, or in `groups`."""

    groups: tuple[tuple[int, ...], ...] = ()
    """The quotations of one statement together, in order of input; the groups by the least id among their members.
    A quotation that is like no other is a group by itself."""
    echoes: tuple[tuple[int, int], ...] = ()
    """Pairs of groups: the same words, other speakers."""
    near: tuple[tuple[int, int, float], ...] = ()
    """Pairs of quotations that are not quite alike enough, or whose link was refused, with their score, highest first:
    for people to decide."""


def group(
    candidates: Sequence[Candidate],
    *,
    related: Collection[tuple[str, str]] = (),
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> Grouping:
    """Find the quotations of each statement. Never raises; linear in their number.

    `related` are pairs of report ids. `same` and `different` are what the editor says: pairs of ids, each of a
    quotation or of a statement; ids that nobody has are passed over. An editor's statement holds whatever the words:
    quotations with one statement's id are one group, and two statements never merge unless `same` says so. A quotation
    with a statement's id stays with that statement even if `different` names it.
    """
    order = sorted(range(len(candidates)), key=lambda n: _identity(candidates[n]))
    ranked = [candidates[n] for n in order]
    same, different = tuple(same), tuple(different)
    texts, nodes = _nodes(ranked, {id_ for pair in (*same, *different) for id_ in pair})
    compared = _Compared(texts)
    strict = list(_strict(texts, nodes, compared))
    loose = list(_loose(ranked, texts, nodes, compared, strict, related))
    clusters = _Clusters(nodes)
    clusters.follow(ranked, same, different)
    refused = [link for link in sorted(strict + loose, key=_strongest) if not clusters.join(link)]
    return _grouping(order, nodes, clusters, refused)


def _identity(candidate: Candidate) -> tuple[str, ...]:
    c = candidate
    return c.id, c.report, c.text, c.speaker, c.date, c.statement, c.form


def _grouping(order: list[int], nodes: "list[_Node]", clusters: "_Clusters", refused: "list[_Link]") -> Grouping:
    """Groups, echoes and near pairs in the numbers of the input."""
    numbers: dict[int, int] = {}
    members: list[list[int]] = []
    for n, node in enumerate(nodes):  # nodes stand by their least member, so groups come out by theirs
        root = clusters.root(n)
        if root not in numbers:
            numbers[root] = len(members)
            members.append([])
        members[numbers[root]] += [order[member] for member in node.members]
    echoes: set[tuple[int, int]] = set()
    near: dict[tuple[int, int], tuple[int, int, float]] = {}
    for link in refused:
        a, b = numbers[clusters.root(link.a)], numbers[clusters.root(link.b)]
        pair = min(a, b), max(a, b)
        if a == b:
            continue
        if clusters.speakers_differ(link.a, link.b):
            echoes |= {pair} if link.tier == "strict" else set()
        elif (
            pair not in near
            and not clusters.kept_apart(link.a, link.b)
            and _apart(nodes[link.a], nodes[link.b]) <= SEASON
        ):
            x, y = order[nodes[link.a].members[0]], order[nodes[link.b].members[0]]
            near[pair] = min(x, y), max(x, y), link.score
    return Grouping(
        groups=tuple(tuple(sorted(found)) for found in members),
        echoes=tuple(sorted(echoes)),
        near=tuple(near.values()),  # links came strongest first
    )


# --- texts, nodes, links ---------------------------------------------------------------------------------------------


class _Node(Record, kw_only=True):
    """Quotations of the same words that are one statement without asking further."""

    text: int
    speaker: str
    statement: str
    members: tuple[int, ...]
    reports: tuple[str, ...]
    first: int
    """Its first day, counted from the year 1; 0: unknown."""
    last: int


class _Link(Record, kw_only=True):
    a: int
    b: int
    tier: str
    """strict, loose, or `near`: not to be followed."""
    score: float
    told: float


def _strongest(link: _Link) -> tuple[float, float, float, int, int]:
    return ("strict", "loose", "near").index(link.tier), -link.score, -link.told, link.a, link.b


@lru_cache(maxsize=1 << 14)
def _day(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return 0


def _nodes(ranked: list[Candidate], named: set[str]) -> tuple[list[Phrase], list[_Node]]:
    """The different texts, and the quotations of each that need no comparing, by their least member."""
    numbers: dict[tuple[str, ...], int] = {}
    printed: dict[str, int] = {}
    texts: list[Phrase] = []
    alike: defaultdict[tuple[int, str, str, str], list[int]] = defaultdict(list)
    for n, candidate in enumerate(ranked):
        text = printed.get(candidate.text, -1)
        if text < 0:
            ready = phrase(candidate.text[:_LETTERS])
            text = numbers.setdefault(ready.stems, len(texts))
            if text == len(texts):
                texts.append(ready)
            printed[candidate.text] = text
        apart = candidate.id if candidate.id in named else ""
        alike[text, candidate.speaker, candidate.statement, apart].append(n)
    nodes = []
    for (text, speaker, statement, _), members in alike.items():
        for held in _together(ranked, texts[text], members, settled=bool(statement)):
            days = [day for day in (_day(ranked[n].date) for n in held) if day]
            nodes.append(
                _Node(
                    text=text, speaker=speaker, statement=statement, members=tuple(held),
                    reports=tuple(sorted({ranked[n].report for n in held})),
                    first=min(days, default=0), last=max(days, default=0),
                )
            )  # fmt: skip
    return texts, sorted(nodes, key=lambda node: node.members)


def _together(ranked: list[Candidate], text: Phrase, members: list[int], *, settled: bool) -> Iterator[list[int]]:
    """Part quotations of the same words where the words are too common to vouch for one statement."""
    if settled or text.information >= UNMISTAKABLE:
        yield members
        return
    if not _speaks(text):  # `very good`: once a report, unless reports turn out to be related
        by_report: defaultdict[str, list[int]] = defaultdict(list)
        for n in members:
            by_report[ranked[n].report].append(n)
        yield from by_report.values()
        return
    held: list[int] = []
    begun = 0
    for day, n in sorted((_day(ranked[n].date), n) for n in members):
        if held and begun and day - begun > SEASON:
            yield sorted(held)
            held = []
        held.append(n)
        begun = begun if held[1:] and begun else day
    yield sorted(held)


def _speaks(text: Phrase) -> bool:
    """Whether a text tells enough for the strict tier, were it found again word for word."""
    return text.information >= CONTAINED_TOLD and len(text.stems) >= 4


class _Compared:
    """What two texts have in common, computed once."""

    def __init__(self, texts: list[Phrase]) -> None:
        self._texts = texts
        self._known: dict[tuple[int, int], Likeness] = {}

    def __call__(self, a: int, b: int) -> Likeness:
        pair = (a, b) if a <= b else (b, a)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = likeness(self._texts[pair[0]], self._texts[pair[1]])
        return known


def _strict(texts: list[Phrase], nodes: list[_Node], compared: _Compared) -> Iterator[_Link]:
    """Links between quotations anywhere in the corpus."""
    by_text: defaultdict[int, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        by_text[node.text].append(n)
    pairs = [(text, text) for text, held in by_text.items() if len(held) > 1]
    dates = {text: min((nodes[n].first, n) for n in held) for text, held in by_text.items()}
    pairs += _looked_up(texts, sorted(range(len(texts)), key=dates.__getitem__))
    for a, b in pairs:
        like = compared(a, b)
        if like.score < NEAR or (a == b and not _speaks(texts[a])):
            continue
        tier = "strict" if like.tier == "strict" else "near"
        for x, y in _each(nodes, by_text[a], by_text[b]):
            if tier == "strict" or (_agree(nodes[x], nodes[y]) and _apart(nodes[x], nodes[y]) <= SEASON):
                yield _Link(a=min(x, y), b=max(x, y), tier=tier, score=like.score, told=like.told)


def _looked_up(texts: list[Phrase], by_date: list[int]) -> list[tuple[int, int]]:
    """Pairs of texts that share three words in a row which tell something."""
    ids: dict[str, int] = {}
    first: dict[int, int] = {}
    crowds: dict[int, list[int]] = {}
    for text in by_date:
        found = texts[text]
        if not _speaks(found):
            continue
        known = [ids.setdefault(stem, len(ids)) for stem in found.stems]
        tell = found.weights
        for x, y, z, p, q, r in zip(known, known[1:], known[2:], tell, tell[1:], tell[2:], strict=False):
            if p + q + r < SHINGLE_TOLD:
                continue
            shingle = (x << 48) | (y << 24) | z
            one = first.setdefault(shingle, text)
            if one != text:
                crowd = crowds.setdefault(shingle, [one])
                if crowd[-1] != text:
                    crowd.append(text)
    pairs: set[tuple[int, int]] = set()
    for crowd in crowds.values():
        reach = len(crowd) if len(crowd) <= CROWD else BESIDE
        for place, one in enumerate(crowd):
            beside = crowd[place + 1 : place + 1 + reach]
            pairs.update((one, other) if one < other else (other, one) for other in beside)
    return sorted(pairs)


def _each(nodes: list[_Node], some: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one and another; in a crowd each only with the next few of its speaker and its time."""
    if len(some) * len(others) <= CROWD * CROWD:
        yield from (
            combinations(some, 2) if some is others or some == others else ((x, y) for x in some for y in others)
        )
        return
    mixed = sorted({*some, *others}, key=lambda n: (nodes[n].speaker, nodes[n].first, n))
    for place, x in enumerate(mixed):
        yield from ((x, y) for y in mixed[place + 1 : place + 1 + BESIDE])


def _agree(one: _Node, other: _Node) -> bool:
    """Whether both may have one speaker."""
    return not one.speaker or not other.speaker or one.speaker == other.speaker


def _apart(one: _Node, other: _Node) -> int:
    """Days between the two; 0 if they overlap or a day is unknown."""
    if not one.first or not other.first:
        return 0
    return max(0, one.first - other.last, other.first - one.last)


def _loose(
    ranked: list[Candidate],
    texts: list[Phrase],
    nodes: list[_Node],
    compared: _Compared,
    strict: list[_Link],
    related: Collection[tuple[str, str]],
) -> Iterator[_Link]:
    """Links within a report and between reports that belong together."""
    by_report: defaultdict[str, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        for report in node.reports:
            by_report[report].append(n)
    beside = {(report, report) for report, held in by_report.items() if len(held) > 1}
    beside |= {(min(pair), max(pair)) for pair in related if pair[0] in by_report and pair[1] in by_report}
    days = {c.report: _day(c.date) for c in ranked}
    for link in strict:
        if link.tier == "strict" and len(nodes[link.a].reports) * len(nodes[link.b].reports) <= CROWD * CROWD:
            beside |= {
                (min(x, y), max(x, y))
                for x in nodes[link.a].reports
                for y in nodes[link.b].reports
                if days[x] and days[y] and abs(days[x] - days[y]) <= FEW
            }
    told = cache(lambda text: _telling(texts[text]))
    done = {(link.a, link.b) for link in strict if link.tier == "strict"}
    for one, other in sorted(beside):
        for x, y in _each(nodes, by_report[one], by_report[other]):
            pair = min(x, y), max(x, y)
            if x == y or pair in done or not _agree(nodes[x], nodes[y]) or _apart(nodes[x], nodes[y]) > WEEK:
                continue
            done.add(pair)
            a, b = nodes[x].text, nodes[y].text
            if sum(told(a)[word] for word in told(a).keys() & told(b).keys()) < 6 * LOOSE_TOLD:
                continue
            like = compared(a, b)
            if like.tier != "none" or a == b:
                yield _Link(a=pair[0], b=pair[1], tier="loose", score=like.score, told=like.told)
            elif like.contained >= NEARLY and like.told >= LOOSE_TOLD and not like.conflicts:
                yield _Link(a=pair[0], b=pair[1], tier="near", score=like.score, told=like.told)


def _telling(text: Phrase) -> dict[str, int]:
    """The beginnings of a text's words that tell something, and ten times what each tells (whole numbers, because sums
    over a set must not hang on its order); `Ukraine` and `Ukrainian` begin alike."""
    return {stem[:5]: round(10 * weight) for stem, weight in zip(text.stems, text.weights, strict=True) if weight >= 1}


# --- clusters --------------------------------------------------------------------------------------------------------


class _Clusters:
    """Nodes that have been joined, and what each cluster may still take in."""

    def __init__(self, nodes: list[_Node]) -> None:
        self._nodes = nodes
        self._up = list(range(len(nodes)))
        self._size = [1] * len(nodes)
        self._days = [(node.first, node.last) for node in nodes]
        self._speakers = [{node.speaker} - {""} for node in nodes]
        self._statements = [{node.statement} - {""} for node in nodes]
        self._apart: list[set[int]] = [set() for _ in nodes]

    def root(self, n: int) -> int:
        while self._up[n] != n:
            self._up[n] = self._up[self._up[n]]
            n = self._up[n]
        return n

    def follow(
        self, ranked: list[Candidate], same: tuple[tuple[str, str], ...], different: tuple[tuple[str, str], ...]
    ) -> None:
        """Do as the editor says, before any link."""
        bearing: defaultdict[str, list[int]] = defaultdict(list)
        for n, node in enumerate(self._nodes):
            for id_ in sorted({ranked[m].id for m in node.members} | {node.statement} - {""}):
                bearing[id_].append(n)
            if node.statement:
                self._unite(bearing[node.statement][0], n)
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

    def join(self, link: _Link) -> bool:
        """Follow a link unless it would join what cannot be one statement. True: they are one cluster now."""
        a, b = self.root(link.a), self.root(link.b)
        if a == b:
            return True
        if link.tier == "near" or self.kept_apart(a, b) or self.speakers_differ(a, b):
            return False
        if link.tier == "loose" and self._size[a] + self._size[b] > LOOSE_SIZE:
            return False
        if (link.tier == "loose" or link.told < UNMISTAKABLE) and self._span(a, b) > SEASON:
            return False
        self._unite(a, b)
        return True

    def kept_apart(self, a: int, b: int) -> bool:
        """Whether the editor says that they are two statements."""
        a, b = self.root(a), self.root(b)
        return b in self._apart[a] or bool(self._statements[a] and self._statements[b])

    def speakers_differ(self, a: int, b: int) -> bool:
        one, other = self._speakers[self.root(a)], self._speakers[self.root(b)]
        return bool(one and other and not one & other)

    def _span(self, a: int, b: int) -> int:
        known = [day for c in (a, b) for day in self._days[c] if day]
        return max(known) - min(known) if known else 0

    def _unite(self, a: int, b: int) -> None:
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return
        self._up[b] = a
        self._size[a] += self._size[b]
        known = [day for c in (a, b) for day in self._days[c] if day]
        self._days[a] = (min(known, default=0), max(known, default=0))
        self._speakers[a] |= self._speakers[b]
        self._statements[a] |= self._statements[b]
        for other in self._apart[b]:
            self._apart[other].discard(b)
            self._apart[other].add(a)
        self._apart[a] |= self._apart[b]
