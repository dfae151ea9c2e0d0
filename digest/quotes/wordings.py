"""Quotations of the same words: one *wording*, and the *nodes* in it, each one statement without asking further."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, islice, product
from operator import add, attrgetter, xor
from typing import NamedTuple

from digest.model.base import Record
from digest.quotes import bounds
from digest.quotes.same import CONTAINED_TOLD
from digest.quotes.words import Phrase, phrase


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


identity = attrgetter("id", "report", "text", "speaker", "date", "statement", "form")


class Node(NamedTuple):
    """Quotations of the same words that are one statement without asking further."""

    id: str
    """The least id among its members."""
    wording: int
    speaker: str
    statement: str
    first: int
    """Its first day, counted from the year 1; 0: unknown."""
    last: int
    members: tuple[str, ...]
    """In order."""
    reports: tuple[str, ...]


class Link(NamedTuple):
    """Two nodes that may be one statement. Links sort strongest first, and ties by id."""

    tier: int
    """`STRICTLY`, `LOOSELY`, or `NEARLY`: not to be followed."""
    unlike: float
    """The score, negated."""
    untold: float
    """What is told by what they have in common, negated."""
    a: str
    b: str
    """Nodes; `a` is the lesser id."""


STRICTLY, LOOSELY, NEARLY = range(3)


class Bond(NamedTuple):
    """What two wordings have in common, where it is worth a link anywhere in the corpus."""

    tier: int
    score: float
    told: float


class Beside(NamedTuple):
    """A link that two reports have because they belong together."""

    one: str
    other: str
    """The reports; the same twice for two quotations in one."""
    wording: int
    """Where the link leads from the wording that keeps it."""
    link: Link


@lru_cache(maxsize=1 << 14)
def mark(name: str) -> int:
    """Name something by 64 bits, the same on any machine."""
    return _bits(name)


def wording_of(text: Phrase) -> int:
    return _bits(" ".join(text.stems))


def _bits(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Wording:
    """All quotations of the same stems, and what leads from them to other wordings.

    `strict` are the bonds with other wordings by their keys, and with itself where it has several nodes. Which of
    their nodes that links, `linked` says.
    """

    __slots__ = ("_by_report", "_telling", "key", "loose", "members", "nodes", "phrase", "strict", "when")

    def __init__(
        self,
        key: int,
        members: Sequence[Candidate],
        named: Collection[str],
        strict: dict[int, Bond],
        loose: list[Beside],
        ready: Phrase | None = None,
    ) -> None:
        """`members` in order; `named` are the ids that stand apart, because the editor speaks of them; `ready` is the
        phrase of the first member.
        """
        self.key = key
        self.members = members
        self.phrase = phrase(members[0].text[: bounds.LETTERS]) if ready is None else ready
        self.nodes = _nodes(key, self.phrase, members, named)
        self.when = min([(node.first, node.id) for node in self.nodes])
        self.strict = strict
        self.loose = loose
        self._by_report: dict[str, tuple[list[Node], str, int]] | None = None
        self._telling: dict[str, int] | None = None

    def copy(self) -> "Wording":
        """Another to which links may be added."""
        made: Wording = object.__new__(Wording)
        for name in self.__slots__:
            setattr(made, name, getattr(self, name))
        made.strict, made.loose = dict(self.strict), list(self.loose)
        return made

    def names(self) -> set[str]:
        """All by which it must be found: ids of quotations, reports and statements."""
        return {name for m in self.members for name in (m.id, m.report, m.statement) if name}

    def in_report(self, report: str) -> tuple[list[Node], str, int]:
        """Its nodes in a report; and of the last quotation there, by id, the id and the day."""
        if self._by_report is None:
            self._by_report = {m.report: ([], m.id, day(m.date)) for m in self.members}
            for node in self.nodes:
                for holder in node.reports:
                    self._by_report[holder][0].append(node)
        return self._by_report.get(report) or ([], "", 0)

    def telling(self) -> dict[str, int]:
        """The beginnings of its words that tell something, and ten times what each tells (whole numbers, because sums
        over a set must not hang on its order); `Ukraine` and `Ukrainian` begin alike."""
        if self._telling is None:
            told = zip(self.phrase.stems, self.phrase.weights, strict=True)
            self._telling = {stem[:5]: round(10 * weight) for stem, weight in told if weight >= 1}
        return self._telling


def speaks(text: Phrase) -> bool:
    """Whether a text tells enough for the strict tier, were it found again word for word."""
    return text.information >= CONTAINED_TOLD and len(text.stems) >= 4


def shingles(text: Phrase) -> list[int]:
    """All of three stems in a row that tell something, each once, as 64 bits: by these wordings are looked up."""
    if not speaks(text):
        return []
    first, second, third = zip(*map(_marks, text.stems), strict=True)
    tell = text.weights
    names = map(xor, map(xor, first, islice(second, 1, None)), islice(third, 2, None))
    told = map(add, map(add, tell, islice(tell, 1, None)), islice(tell, 2, None))
    least = bounds.SHINGLE_TOLD
    return list(dict.fromkeys([name for name, each in zip(names, told, strict=False) if each >= least]))


@lru_cache(maxsize=1 << 16)
def _marks(stem: str) -> tuple[int, int, int]:
    """What a stem adds to the name of a shingle as its first, second and third."""
    bits = blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=24).digest()
    return int.from_bytes(bits[:8], "big"), int.from_bytes(bits[8:16], "big"), int.from_bytes(bits[16:], "big")


@lru_cache(maxsize=1 << 14)
def day(text: str) -> int:
    """A date counted from the year 1; 0: none."""
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return 0


def _nodes(key: int, text: Phrase, members: Sequence[Candidate], named: Collection[str]) -> tuple[Node, ...]:
    """By their ids."""
    if len(members) == 1:
        return (_node(key, members),)
    alike: defaultdict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
    for m in members:
        alike[m.speaker, m.statement, m.id if m.id in named else ""].append(m)
    together = (held for (_, settled, _), some in alike.items() for held in _together(text, some, bool(settled)))
    return tuple(sorted(_node(key, held) for held in together))


def _node(key: int, held: Sequence[Candidate]) -> Node:
    one = held[0]
    if len(held) == 1:
        known = day(one.date)
        return Node(one.id, key, one.speaker, one.statement, known, known, (one.id,), (one.report,))
    days = [known for m in held if (known := day(m.date))]
    return Node(
        one.id, key, one.speaker, one.statement, min(days, default=0), max(days, default=0),
        tuple([m.id for m in held]), tuple(sorted({m.report for m in held})),
    )  # fmt: skip


def _together(text: Phrase, members: list[Candidate], settled: bool) -> Iterator[list[Candidate]]:
    """Part quotations of the same words where the words are too common to vouch for one statement."""
    if settled or text.information >= bounds.UNMISTAKABLE:
        yield members
        return
    if not speaks(text):  # `very good`: once a report, unless reports turn out to be related
        by_report: defaultdict[str, list[Candidate]] = defaultdict(list)
        for m in members:
            by_report[m.report].append(m)
        yield from by_report.values()
        return
    held: list[Candidate] = []
    begun = 0
    for known, n in sorted((day(m.date), n) for n, m in enumerate(members)):
        if held and begun and known - begun > bounds.SEASON:
            yield sorted(held, key=identity)
            held = []
        held.append(members[n])
        begun = begun if held[1:] and begun else known
    yield sorted(held, key=identity)


# --- links between two wordings --------------------------------------------------------------------------------------


def linked(one: Wording, other: Wording, bond: Bond) -> Iterable[tuple[Node, Node]]:
    """The nodes that are linked because two wordings have a bond, or one with itself."""
    if len(one.nodes) == len(other.nodes) == 1:
        pairs: Iterable[tuple[Node, Node]] = ((one.nodes[0], other.nodes[0]),)
    else:
        pairs = each(one.nodes, other.nodes)
    if bond.tier == STRICTLY:
        return pairs
    return [(x, y) for x, y in pairs if agree(x, y) and apart(x, y) <= bounds.SEASON]


def link(x: Node, y: Node, bond: Bond) -> Link:
    a, b = (x.id, y.id) if x.id < y.id else (y.id, x.id)
    return Link(bond.tier, -bond.score, -bond.told, a, b)


def each(some: Sequence[Node], others: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of one and another; in a crowd each only with the next few of its speaker and its time."""
    if len(some) * len(others) <= bounds.CROWD * bounds.CROWD:
        yield from combinations(some, 2) if some is others or some == others else product(some, others)
        return
    mixed = sorted({*some, *others}, key=attrgetter("speaker", "first", "id"))
    for place, x in enumerate(mixed):
        yield from ((x, y) for y in mixed[place + 1 : place + 1 + bounds.BESIDE])


def agree(one: Node, other: Node) -> bool:
    """Whether both may have one speaker."""
    return not one.speaker or not other.speaker or one.speaker == other.speaker


def apart(one: Node, other: Node) -> int:
    """Days between the two; 0 if they overlap or a day is unknown."""
    if not one.first or not other.first:
        return 0
    return max(0, one.first - other.last, other.first - one.last)
