"""Whether two quotations are one statement: the rule for a pair.

*Strict* decides alone, over any two quotations of a corpus: a long stretch in common with enough rare words in it, or
one quotation all but contained in the other. *Loose* is for two quotations of one speaker in related reports, where two
translations of one sentence share little more than its nouns; over a whole corpus it would chain everything together.

A changed number and a `not` more or less do not make another statement of a long sentence, but whoever shows the two
must say so; a short sentence that says the opposite is another statement.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from digest.model.base import Record
from digest.quotes.words import Phrase, Sort, phrase, sort

Tier = Literal["strict", "loose", "none"]
Conflict = Literal["negation", "number", "unit", "date"]
COUNTED: tuple[Conflict, ...] = ("number", "unit", "date")

STRICT = 0.8
"""The score from which two quotations are one statement wherever they stand; a little under it, people should look."""
NEAR = 0.64
"""The score from which a pair is worth showing to people."""
RUN_WORDS, RUN_TOLD = 8, 9.5
"""Strict, by a stretch in common: so many words, which tell so much (see `words.weight`)."""
LOST, GAP = 0.5, 0.4
"""What words within a stretch that only one side has take off what it tells, for each point that they tell, and for
each gap itself."""
CONTAINED, CONTAINED_TOLD = 0.85, 4.2
"""Strict, by containment: the share of the shorter quotation that is found in the other, and what it must tell."""
LOOSE, LOOSE_TOLD, LOOSE_RUN, LOOSE_RUN_WORDS = 0.6, 4.0, 11.0, 6
"""Loose: the share of the shorter quotation, and what that must tell; or what a stretch in common must tell, and its
words (a long name is no statement)."""
HARDLY = 0.4
"""The share of the shorter quotation under which a stretch must tell more, or is not enough."""
LOOSE_WORDS, WHOLE = 3, 0.95
"""Loose: how many words that tell something must be common; two are enough if they are the whole of the shorter."""
ALIKE, LIKE = 0.75, 0.8
"""Words that share so many of their letters count as common, if not wholly: `Russia`, `Russian`."""
DENIED_WORDS, DENIED_TOLD = 12, 14.0
"""So long a stretch in common is one statement even if a `not` is in one of the two only."""
COUNTED_WORDS, COUNTED_TOLD = 9, 10.0
"""The same for a number, unit or date that differs."""
FAR = 4
"""Words that one side alone has between two common words; beyond this the two belong to different places."""


class Likeness(Record, kw_only=True):
    """What the words of two quotations say about their being one statement."""

    tier: Tier
    score: float
    """0 to 1: `STRICT` and more is the strict tier, from `NEAR` it is worth a look."""
    contained: float
    """The share of the shorter quotation, by what its words tell, that is found in the other: 0 to 1."""
    run: int
    """How many words their longest common stretch has, small gaps allowed."""
    long: bool = False
    """That stretch alone makes one statement of them."""
    told: float = 0.0
    """What they have in common tells (see `words.weight`)."""
    conflicts: tuple[Conflict, ...] = ()
    """What differs within what they have in common, although the sense hangs on it."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words, for `why`."""
        return tuple(_reasons(self)) if self.run else ()


def _reasons(like: Likeness) -> Iterator[str]:
    if like.long:
        yield f"a stretch of {like.run} words in common"
    yield f"{like.contained:.0%} of the shorter is in the other"
    for kind in like.conflicts:
        yield f"but another {kind}" if kind != "negation" else "but one of them denies it"


_NOTHING = Likeness(tier="none", score=0.0, contained=0.0, run=0)


def same(a: str, b: str) -> Likeness:
    """Compare two quotations. The order does not matter; never raises."""
    return likeness(phrase(a), phrase(b))


def likeness(a: Phrase, b: Phrase) -> Likeness:
    """Compare two quotations whose words are ready. Costs microseconds for sentences."""
    if (b.information, len(b.stems), b.stems) < (a.information, len(a.stems), a.stems):
        a, b = b, a
    held = _held(list(_blocks(a, b))) if a.stems else []
    if not held:
        return _NOTHING
    matched = sum([block.size for block in held])
    contained = min(1.0, sum([block.told for block in held]) / a.information) if a.information else 0.0
    run, run_told = _stretch(a, b, held)
    conflicts = _conflicts(a, b, held)
    # Each rule as how far it is met: 1 and more is met.
    by_run = min(run / RUN_WORDS, run_told / (RUN_TOLD if contained >= HARDLY else 1.3 * RUN_TOLD))
    share = contained + 0.1 * min(1.0, max(0.0, (a.information - 15) / 15))  # a long one may differ in more words
    by_share = min(share / CONTAINED, a.information / CONTAINED_TOLD, matched / 4)
    strength = max(by_run, by_share)
    told = contained * a.information
    denied = bool(conflicts) and not _outweighed(conflicts, contained, matched, told)
    if denied:
        strength = min(strength, 0.9)
    tier: Tier = "none"
    if strength >= 1:
        tier = "strict"
    elif not denied and (
        (run_told >= LOOSE_RUN and run >= LOOSE_RUN_WORDS and contained >= HARDLY)
        or (
            contained >= LOOSE
            and told >= LOOSE_TOLD
            and _telling(a, held) >= (2 if contained >= WHOLE else LOOSE_WORDS)
        )
    ):
        tier = "loose"
    return Likeness(
        tier=tier, score=round(min(1.0, STRICT * strength), 4), contained=contained, run=run,
        long=by_run >= 1, told=round(told, 2), conflicts=conflicts,
    )  # fmt: skip


class _Block(NamedTuple):
    """Words that both have in a row: where they stand in each, how many, and what they tell."""

    a: int
    b: int
    a_end: int
    b_end: int
    size: int
    told: float


def _blocks(a: Phrase, b: Phrase) -> Iterator[_Block]:
    """The longest common subsequence of stems as blocks, and between them words that are alike or spelt apart."""
    done_a = done_b = 0
    for found in LCSseq.opcodes(a.stems, b.stems).as_matching_blocks():  # the last is empty and stands at the end
        at_a, at_b, size = found.a, found.b, found.size
        if done_a != at_a and done_b != at_b:
            yield from _alike(a, b, (done_a, at_a), (done_b, at_b))
        done_a, done_b = at_a + size, at_b + size
        if size:
            yield _Block(at_a, at_b, done_a, done_b, size, sum(a.weights[at_a:done_a]))


def _alike(a: Phrase, b: Phrase, in_a: tuple[int, int], in_b: tuple[int, int]) -> Iterator[_Block]:
    """What is common in words between two blocks; both sides have some."""
    (start, end), (from_b, end_b) = in_a, in_b
    if end - start > FAR or end_b - from_b > 2 * FAR:
        return
    if "".join(a.words[start:end]) == "".join(b.words[from_b:end_b]):  # cease-fire, ceasefire
        yield _Block(start, from_b, end, end_b, 1, sum(a.weights[start:end]))
        return
    for n in range(start, end):
        for m in range(from_b, end_b):
            if _spelt_alike(a.stems[n], b.stems[m]):
                yield _Block(n, m, n + 1, m + 1, 1, LIKE * min(a.weights[n], b.weights[m]))
                from_b = m + 1
                break


def _spelt_alike(x: str, y: str) -> bool:
    long_enough = x[0] == y[0] and min(len(x), len(y)) >= 4 and x.isalpha() and y.isalpha()
    return long_enough and Indel.normalized_similarity(x, y) >= ALIKE


def _held(blocks: list[_Block]) -> list[_Block]:
    """Without the single words that merely happen to stand in both, far from what else they share."""
    if len(blocks) == 1:
        return blocks
    close = [False, *(_close(x, y) for x, y in pairwise(blocks)), False]
    return [block for n, block in enumerate(blocks) if block.size >= 3 or close[n] or close[n + 1]]


def _close(x: _Block, y: _Block) -> bool:
    return y.a - x.a_end < FAR and y.b - x.b_end < FAR


def _stretch(a: Phrase, b: Phrase, held: list[_Block]) -> tuple[int, float]:
    """The words of the stretch of blocks that tells most, less what the words between them take off, and what it
    tells (Kadane 1984 over blocks)."""
    size, told = held[0].size, held[0].told
    most = told, size
    for before, block in pairwise(held):
        gap = sum(a.weights[before.a_end : block.a]), sum(b.weights[before.b_end : block.b])
        apart = max(block.a - before.a_end, block.b - before.b_end)
        told -= LOST * max(gap) + (GAP if apart else 0.0)
        if told < 0 or apart > 2 * FAR:
            size, told = 0, 0.0
        size, told = size + block.size, told + block.told
        most = max(most, (told, size))
    return most[1], most[0]


def _telling(a: Phrase, held: list[_Block]) -> int:
    """How many of the words in common tell something."""
    return sum(weight >= 1 for block in held for weight in a.weights[block.a : block.a_end])


def _conflicts(a: Phrase, b: Phrase, held: list[_Block]) -> tuple[Conflict, ...]:
    """What differs in sense where words differ within the common part or right beside it.

    Before the first and after the last common word only the nearest words count, only where both sides have some, and
    only if little else is in common: a fragment may well leave out the `not` that an outlet puts into its own words.
    """
    first, last = held[0], held[-1]
    gaps = [(a.words[x.a_end : y.a], b.words[x.b_end : y.b]) for x, y in pairwise(held)]
    if sum([block.size for block in held]) < COUNTED_WORDS:
        around = (
            (a.words[max(0, first.a - 2) : first.a], b.words[max(0, first.b - 2) : first.b]),
            (a.words[last.a_end : last.a_end + 2], b.words[last.b_end : last.b_end + 2]),
        )
        gaps += [(left, right) for left, right in around if left and right]
    found: set[Conflict] = set()
    for left, right in gaps:
        sense_left, sense_right = _sense(left), _sense(right)
        if not sense_left and not sense_right:
            continue
        # A `not` in a clause that the other leaves out denies nothing of what both have.
        short = max(len(left), len(right)) <= FAR
        if short and (len(sense_left.get("negation", ())) - len(sense_right.get("negation", ()))) % 2:
            found.add("negation")
        for kind in COUNTED:
            if kind in sense_left and kind in sense_right and sense_left[kind] != sense_right[kind]:
                found.add(kind)
    return tuple([kind for kind in ("negation", *COUNTED) if kind in found]) if found else ()


def _sense(words: tuple[str, ...]) -> dict[Sort, list[str]]:
    """The words on which sense hangs, by kind."""
    sense: dict[Sort, list[str]] = {}
    for word in words:
        kind = sort(word)
        if kind and kind != "hedge":
            sense.setdefault(kind, []).append(word)
    return sense


def _outweighed(conflicts: tuple[Conflict, ...], contained: float, matched: int, told: float) -> bool:
    if "negation" in conflicts:
        return contained >= CONTAINED and matched >= DENIED_WORDS and told >= DENIED_TOLD
    return contained >= LOOSE and matched >= COUNTED_WORDS and told >= COUNTED_TOLD
