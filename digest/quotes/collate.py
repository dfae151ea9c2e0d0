"""Word by word over all wordings of one statement: where the outlets agree, and where they part.

Every outlet's words are shown as printed; case and punctuation are no difference.

A witness that gives only a part must not turn the rest into a variant. Up to `SHORT` words that it lacks are a reading
like any other, the empty one. Where it lacks more, the edge of what it carries is marked (a place of one empty reading,
whose kinds say `begins` or `ends`), and beyond that edge the others are compared among themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, zip_longest

from msgspec import structs
from rapidfuzz.distance import Indel

from digest.model.base import Record
from digest.quotes.align import Column, Witness, align
from digest.quotes.kinds import kinds
from digest.quotes.words import Token, opened, stem, tokens, weight

SHORT = 6
"""So many missing words are shown as `not printed`; more are an edge."""
WORDS = 2000
"""Words compared of one witness. What is longer is no quotation; the rest stays with the last word."""
ISLAND = 1.0
"""One or two words between two places that tell no more than this (`to`, `of the`) are read as part of one place."""
PLACE = 12
"""The longest place, in columns, that islands build; only a single word between two stretches is drowned in any."""

SPLIT = 3
"""Into so many words, at most, one word may be split: `per cent`, `vis-à-vis`."""
CROWDED = 40
"""Readings times columns that one place may hold; a larger one is cut in several."""


class Place(Record, kw_only=True):
    """A place where the witnesses part."""

    number: int
    """From 1, in the order of the sentence."""
    readings: tuple[tuple[str, tuple[int, ...]], ...]
    """Words as printed and the witnesses that print them, most frequent first, then by first witness; no words: these
    witnesses print nothing here. A witness that is in no reading gives only another part of the statement."""
    kinds: tuple[str, ...] = ()
    """Of `kinds.KINDS`, gravest first. `begins` or `ends`: no variant but the edge of what these witnesses carry."""

    @property
    def edge(self) -> bool:
        """Whether this is no variant but the edge of what these witnesses carry."""
        return self.kinds[-1:] in (("begins",), ("ends",))


class Collation(Record, kw_only=True):
    parts: tuple[str | int, ...] = ()
    """The statement as one sentence: words in which all agree, and numbers of places. Spaces are part of the words."""
    variants: tuple[Place, ...] = ()
    rows: tuple[tuple[tuple[str, int], ...], ...] = ()
    """By witness its own text in pieces, each with the number of its place or 0. Joined, they are the text exactly; an
    empty piece stands where it prints nothing."""
    overlap: float = 1.0
    """The share of words that two witnesses have in common, over all pairs, counted on the shorter: 0 to 1."""


class Clipping(Record, kw_only=True):
    """What part of the longest wording each witness carries."""

    base: int
    """Which witness is the longest; -1: there is none."""
    words: tuple[tuple[int, int], ...]
    """Where its words stand in its text: start, end."""
    carried: tuple[tuple[tuple[int, int], ...], ...]
    """By witness, ranges of those words (from, up to), apart, in order."""


def collate(witnesses: Sequence[str], *, base: int | None = None) -> Collation:
    """Set all wordings of a statement side by side; `base` is set first, else the longest.

    Never raises. The places are the same whatever the order of the witnesses. Wordings of the same words are compared
    once, and of each at most `WORDS` words, so that the cost grows with the number of different wordings.
    """
    spread, columns = _spread(tuple(witnesses), base)
    away = [_away(witness) for witness in spread]
    brace = _Brace(witnesses)
    uneven = [c for c, column in enumerate(columns) if len(column) > 1 or len(spread) not in column.values()]
    runs = _runs(spread, away, columns, uneven)
    edges = _edges(spread, away, runs)
    for run, following in zip_longest(runs, runs[1:]):
        brace.edges(edges, run.start)
        carriers = [w for w, ranges in zip(spread, away, strict=True) if not (ranges and _within(run, ranges))]
        if run.agreed:
            brace.agreed(run, carriers, following if run.end not in edges else None)
        else:
            brace.place(run, carriers, edge=run.start == 0 or run.end == len(columns))
    brace.edges(edges, len(columns))
    return Collation(
        parts=brace.spaced(),
        variants=tuple(_moved(brace.places)),
        rows=brace.rows(),
        overlap=_overlap(spread, columns, uneven),
    )


def distances(witnesses: Sequence[str]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """How far each wording is from each other: how many words stand, in this order, in only one of the two, and how
    many both have together.

    No words in only one: the same. Case and punctuation are no difference; another word in place of one counts twice.
    Of each at most `WORDS` words are compared. The cost grows with the square of the number of different wordings.
    """
    found = [_keys(text) for text in witnesses]
    known = {pair: Indel.distance(*pair) for pair in combinations(sorted(set(found)), 2)}
    known |= {(b, a): apart for (a, b), apart in known.items()} | {(a, a): 0 for a in found}
    return tuple([tuple([(known[a, b], len(a) + len(b)) for b in found]) for a in found])


def clipping(witnesses: Sequence[str]) -> Clipping:
    """What part of the longest wording each witness carries, in its words or in others set beside them."""
    if len(set(witnesses)) == 1 and _words(witnesses[0]):  # most statements are carried once
        words = tuple([(token.start, token.end) for token in _words(witnesses[0])])
        return Clipping(base=0, words=words, carried=(((0, len(words)),),) * len(witnesses))
    spread, _ = _spread(tuple(witnesses), None)
    if not spread:
        return Clipping(base=-1, words=(), carried=tuple(() for _ in witnesses))
    longest = spread[0]
    carried: list[tuple[tuple[int, int], ...]] = [() for _ in witnesses]
    for witness in spread:
        here = [theirs for theirs, mine in zip(longest.at, witness.at, strict=True) if theirs >= 0 and mine >= 0]
        ranges = tuple(ranges_of(here))
        for member in witness.members:
            carried[member] = ranges
    base = longest.members[0]
    return Clipping(
        base=base,
        words=tuple((token.start, token.end) for token in _words(witnesses[base])),
        carried=tuple(carried),
    )


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[Token, ...]:
    """The words of a text that are compared; a page asks for them in each of three comparisons."""
    return tokens(text)[:WORDS]


@lru_cache(maxsize=1024)
def _keys(text: str) -> tuple[str, ...]:
    return tuple([token.key for token in _words(text)])


# --- what is printed -------------------------------------------------------------------------------------------------


class _Print:
    """One witness' text while it is cut into pieces."""

    __slots__ = ("_at", "_bare", "_next", "_pieces", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _words(text)
        self._bare = _MARKS.isdisjoint(text)
        """No marks or brackets belong to its words."""
        self._at = 0
        """What lies before is cut already."""
        self._next = 0
        """The number of the next word."""
        self._pieces: list[tuple[str, int]] = []

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """Where the words stand, with the hash marks and brackets that belong to them."""
        start, end = self.tokens[first].start, self.tokens[last].end
        if self._bare:
            return start, end
        if start and self.text[start - 1] in "#@":
            start -= 1
        for opening, closing in ("()", "[]"):
            opened_before = start > 0 and self.text[start - 1] == opening
            closed_after = self.text[end : end + 1] == closing
            inside = self.text.count(opening, start, end) - self.text.count(closing, start, end)
            if opened_before and (inside < 0 or (closed_after and not inside)):
                start -= 1
                inside += 1
            if closed_after and inside > 0:
                end += 1
        return start, end

    def words(self, first: int, last: int) -> str:
        start, end = self.extent(first, last)
        return self.text[start:end]

    def between(self, first: int, last: int, *, onward: bool) -> str:
        """Words with all that stands before them since the last word, and `onward` what follows up to the next."""
        start = self.extent(first - 1, first - 1)[1] if first else 0
        end = self.extent(first, last)[1]
        if last + 1 == len(self.tokens):
            end = len(self.text)
        elif onward:
            end = max(end, self.extent(last + 1, last + 1)[0])
        return self.text[start:end]

    def agree(self, last: int) -> None:
        self._next = last + 1

    def part(self, number: int, first: int, last: int) -> None:
        start, end = self.extent(first, last)
        start = max(start, self._at)
        self._cut(start, 0)
        self._cut(end, number)
        self._next = last + 1

    def lack(self, number: int, *, ends: bool = False) -> None:
        """Print nothing here: before the next word, or (`ends`) right after the last."""
        if ends or self._next >= len(self.tokens):
            at = self.extent(self._next - 1, self._next - 1)[1] if self._next else 0
        else:
            at = self.extent(self._next, self._next)[0] if self._next else 0
        self._cut(max(at, self._at), 0)
        self._pieces.append(("", number))

    def _cut(self, at: int, number: int) -> None:
        if at > self._at:
            self._pieces.append((self.text[self._at : at], number))
            self._at = at

    def pieces(self) -> tuple[tuple[str, int], ...]:
        self._cut(len(self.text), 0)
        return tuple(self._pieces)


_CLOSING = tuple(",.;:!?…)]")
_MARKS = frozenset("#@()[]")


class _Brace:
    """The sentence while it is put together, with its places."""

    def __init__(self, witnesses: Sequence[str]) -> None:
        first: dict[str, int] = {}
        self._alike = frozenset([n for n, text in enumerate(witnesses) if first.setdefault(text, n) != n])
        """Witnesses whose text is an earlier one's to the letter: it is cut once."""
        prints = {text: _Print(text) for text in first}
        self._prints = [prints[text] for text in witnesses]
        self._parts: list[str | int] = []
        self.places: list[Place] = []

    def agreed(self, run: "_Run", carriers: list[Witness], place: "_Run | None") -> None:
        """Show the words of the first carrier, up to its words at the place that follows, if it has any there."""
        shown = False
        for witness in carriers:
            first, last = _stretch(witness, run)
            for member in witness.members:
                self._prints[member].agree(last)
            if not shown:
                onward = place is not None and _stretch(witness, place) != _NONE
                self._parts.append(self._prints[witness.members[0]].between(first, last, onward=onward))
                shown = True

    def place(self, run: "_Run", carriers: list[Witness], *, edge: bool) -> None:
        number = len(self.places) + 1
        groups: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for witness in carriers:
            first, last = _stretch(witness, run)
            for member in witness.members:
                groups["".join(witness.keys[first : last + 1])].append((member, first, last))
                if member in self._alike:
                    continue
                if first <= last:
                    self._prints[member].part(number, first, last)
                else:
                    self._prints[member].lack(number)
        held = sorted((sorted(group) for group in groups.values()), key=lambda g: (-len(g), g[0][1] > g[0][2], g[0][0]))
        readings, examples = [], []
        for group in held:
            member, first, last = group[0]
            printed = self._prints[member]
            text = printed.words(first, last) if first <= last else ""
            readings.append((text, tuple(member for member, _, _ in group)))
            examples.append((printed.text, printed.tokens[first : last + 1]))
        told = kinds(examples, edge=edge)
        self.places.append(Place(number=number, readings=tuple(readings), kinds=told))
        self._parts.append(number)

    def edges(self, edges: dict[int, list["_Edge"]], column: int) -> None:
        for ends, kind, members in edges.get(column, ()):
            number = len(self.places) + 1
            side = "ends" if ends else "begins"
            self.places.append(Place(number=number, readings=(("", members),), kinds=(kind, side)))
            self._parts.append(number)
            for member in members:
                if member not in self._alike:
                    self._prints[member].lack(number, ends=ends)

    def rows(self) -> tuple[tuple[tuple[str, int], ...], ...]:
        return tuple([printed.pieces() for printed in self._prints])

    def spaced(self) -> tuple[str | int, ...]:
        """The parts, with a space beside every place where the words of the sentence have spaces at all."""
        parts: list[str | int] = []
        spaces = any(" " in part for part in self._parts if isinstance(part, str))
        for part in self._parts:
            before = parts[-1] if parts else ""
            if isinstance(part, int):
                if spaces and isinstance(before, int):
                    parts.append(" ")
                elif spaces and isinstance(before, str) and (before[-1:].isalnum() or before[-1:] in _CLOSING):
                    parts[-1:] = [before + " "] if parts else []
                parts.append(part)
            else:
                parts.append(" " + part if spaces and parts and part[:1].isalnum() else part)
        if parts and isinstance(parts[0], str):
            parts[0] = parts[0].lstrip()
        if parts and isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        return tuple(part for part in parts if part)


def _moved(places: list[Place]) -> Iterator[Place]:
    """Words that some print here and the others elsewhere are not left out but in another order."""
    if len(places) < 2 or not any(not text for place in places for text, _ in place.readings):
        yield from places
        return
    lacking = {_words_and_who(place): place.number for place in places if len(place.readings) == 2}
    for place in places:
        if len(place.readings) == 2 and (place.readings[0][0] == "" or place.readings[1][0] == ""):
            words, printing, without = _words_and_who(place)
            if words and lacking.get((words, without, printing)):
                yield structs.replace(place, kinds=("order",))
                continue
        yield place


def _words_and_who(place: Place) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Of a place with two readings: the words compared, who prints them, and who does not."""
    (words, printing), (others, without) = place.readings
    if not words:
        words, printing, without = others, without, printing
    return " ".join(token.key for token in tokens(words)), printing, without


# --- columns, runs, edges --------------------------------------------------------------------------------------------


class _Run(Record, kw_only=True):
    """Columns from `start` up to `end` in which all agree, or one place where they part."""

    start: int
    end: int
    agreed: bool


_Edge = tuple[bool, str, tuple[int, ...]]
"""Whether witnesses end here (else they begin), `truncation` or `omission`, and which."""


@lru_cache(maxsize=256)
def _spread(texts: tuple[str, ...], base: int | None) -> tuple[list[Witness], list[Column]]:
    """The different wordings that have words at all, in their columns; the base or the longest first.

    Kept, since a page asks of one statement how its wordings read side by side, and what of it each carries.
    """
    printed: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        printed.setdefault(text, []).append(number)
    seen: dict[tuple[str, ...], Witness] = {}
    for text, members in printed.items():
        witness = Witness(_keys(text), members)
        same = seen.setdefault(witness.keys, witness)
        if same is not witness:
            same.members = sorted(same.members + members)
    spread = [witness for keys, witness in seen.items() if keys]
    spread.sort(key=lambda w: (base not in w.members, -len(w.keys), w.keys))
    return spread, align(spread)


_NONE = (0, -1)


def _stretch(witness: Witness, run: _Run) -> tuple[int, int]:
    """The first and last word of a witness in a run, or `_NONE`."""
    at = witness.at
    for first in range(run.start, run.end):
        if at[first] >= 0:
            last = run.end - 1
            while at[last] < 0:
                last -= 1
            return at[first], at[last]
    return _NONE


def ranges_of(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as ranges (from, up to)."""
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:  # what is carried is nearly always of one piece
        yield numbers[0], numbers[-1] + 1
        return
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[start], number + 1
            start = place + 1


def _away(witness: Witness) -> list[tuple[int, int]]:
    """Where a witness lacks more than a few words: ranges of columns that it takes no part in."""
    if len(witness.at) - len(witness.keys) <= SHORT:
        return []
    return [r for r in ranges_of([c for c, word in enumerate(witness.at) if word < 0]) if r[1] - r[0] > SHORT]


def _within(run: _Run, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= run.start and run.end <= end for start, end in ranges)


def _runs(
    spread: list[Witness], away: list[list[tuple[int, int]]], columns: list[Column], uneven: list[int]
) -> list[_Run]:
    """Agreed columns and places by turns; agreed columns are parted where a witness begins or ends.

    `uneven` are the columns in which not all have the same word.
    """
    taking = [len(spread)] * len(columns)
    cuts: set[int] = set()
    for ranges in away:
        for start, end in ranges:
            cuts |= {start, end}
            for column in range(start, end):
                taking[column] -= 1
    differ = [c for c in uneven if len(columns[c]) > 1 or taking[c] not in columns[c].values()]
    read = _Reader(spread, away)
    stretches = _joined(piece for stretch in _parted(differ, len(columns)) for piece in _peeled(*stretch, read))
    runs: list[_Run] = []
    for start, end, parted in _joined(_bridged(stretches, columns, cuts, read)):
        inner = _cut(start, end, read) if parted else [start, *sorted(c for c in cuts if start < c < end), end]
        runs += [_Run(start=a, end=b, agreed=not parted) for a, b in pairwise(inner)]
    return runs


_Stretch = tuple[int, int, bool]
"""Columns from, up to, and whether the witnesses part there."""


def _parted(differ: list[int], wide: int) -> Iterator[_Stretch]:
    """The columns that differ and those between them, by turns."""
    done = 0
    for start, end in ranges_of(differ):
        if done < start:
            yield done, start, False
        yield start, end, True
        done = end
    if done < wide:
        yield done, wide, False


class _Reader:
    """What the witnesses read in some columns."""

    def __init__(self, spread: list[Witness], away: list[list[tuple[int, int]]]) -> None:
        self._spread = spread
        self._away = away

    def readings(self, start: int, end: int) -> set[str]:
        """The different readings of those who take part, without their spaces."""
        run = _Run(start=start, end=end, agreed=False)
        found = set()
        for witness, ranges in zip(self._spread, self._away, strict=True):
            if not (ranges and _within(run, ranges)):
                found.add("".join([witness.keys[word] for word in witness.at[start:end] if word >= 0]))
        return found

    def alike(self, start: int, end: int) -> bool:
        """Whether all print the same letters."""
        found = self.readings(start, end)
        return len(found) == 1 and "" not in found


def _peeled(start: int, end: int, parted: bool, read: _Reader) -> Iterator[_Stretch]:
    """A place without the words at its ends that differ in spaces and hyphens alone: `cease-fire`, `ceasefire`."""
    if parted:
        first = next((c for c in range(min(end, start + SPLIT), start + 1, -1) if read.alike(start, c)), start)
        last = next((c for c in range(max(first, end - SPLIT), end - 1) if read.alike(c, end)), end)
        yield from (s for s in ((start, first, False), (first, last, True), (last, end, False)) if s[0] < s[1])
    else:
        yield start, end, parted


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Neighbours of one kind as one."""
    found: list[_Stretch] = []
    for start, end, parted in stretches:
        if found and found[-1][2] == parted:
            found[-1] = (found[-1][0], end, parted)
        else:
            found.append((start, end, parted))
    return found


def _bridged(stretches: list[_Stretch], columns: list[Column], cuts: set[int], read: _Reader) -> list[_Stretch]:
    """Places parted only by a word or two that tell nothing become one: `expanded its`, `pushed on with its`.

    Not where the two vary apart from each other, for then every combination would have to be printed.
    """
    found = list(stretches)
    for n in range(1, len(found) - 1):
        (before, _, a), (start, end, parted), (_, after, b) = found[n - 1], found[n], found[n + 1]
        if parted or not a or not b or end - start > 2 or cuts & set(range(start, end + 1)):
            continue
        if after - before > PLACE and (end - start > 1 or min(start - before, after - end) < 3):
            continue
        most = max(len(read.readings(before, start)), len(read.readings(end, after)))
        tells = sum(weight(stem(word)) for column in columns[start:end] for word in opened(next(iter(column))))
        if tells <= ISLAND and len(read.readings(before, after)) <= most:
            found[n] = (start, end, True)
            found[n + 1] = (before, after, True)
    return found


def _cut(start: int, end: int, read: _Reader) -> list[int]:
    """Where to part a place that would print too much, so that words which vary together stay together."""
    if len(read.readings(start, end)) * (end - start) <= CROWDED:
        return [start, end]
    at = [start]
    for column in range(start + 1, end):
        apart = max(len(read.readings(at[-1], column)), len(read.readings(column, column + 1)))
        if len(read.readings(at[-1], column + 1)) > apart + 1:
            at.append(column)
    return [*at, end]


def _edges(spread: list[Witness], away: list[list[tuple[int, int]]], runs: list[_Run]) -> dict[int, list[_Edge]]:
    """By the column where a run begins (or past the last), the witnesses that begin or end there."""
    wide = runs[-1].end if runs else 0
    found: defaultdict[tuple[int, bool, str], list[int]] = defaultdict(list)
    for witness, ranges in zip(spread, away, strict=True):
        for start, end in ranges:
            kind = "omission" if start and end < wide else "truncation"
            # An edge inside a place moves out of it: there the witness has a reading, if only a part of one.
            if start:
                found[next((r.end for r in runs if r.start < start < r.end), start), True, kind] += witness.members
            if end < wide:
                found[next((r.start for r in runs if r.start < end < r.end), end), False, kind] += witness.members
    edges: defaultdict[int, list[_Edge]] = defaultdict(list)
    for column, ends, kind in sorted(found, key=lambda f: (f[0], not f[1], f[2])):
        edges[column].append((ends, kind, tuple(sorted(found[column, ends, kind]))))
    return edges


def _overlap(spread: list[Witness], columns: list[Column], uneven: list[int]) -> float:
    counts = [len(witness.members) for witness in spread]
    total = sum(counts)
    common = (len(columns) - len(uneven)) * total * (total - 1) / 2
    for c in uneven:
        held: defaultdict[str, int] = defaultdict(int)
        for witness, count in zip(spread, counts, strict=True):
            if (word := witness.at[c]) >= 0:
                key = witness.keys[word]
                held[key if len(columns[c]) == 1 else stem(key)] += count
        common += sum(n * (n - 1) / 2 for n in held.values())
    lengths = sorted(len(witness.keys) for witness in spread for _ in witness.members)
    least = sum(length * (len(lengths) - 1 - place) for place, length in enumerate(lengths))
    return round(min(1.0, common / least), 4) if least else 1.0
