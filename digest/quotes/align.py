"""Words of several wordings set side by side in columns.

Progressive multiple alignment, as collation programs for manuscripts do it: one wording after another is aligned with
the columns made so far (Needleman and Wunsch 1970 over words, gaps charged as Gotoh 1982 does).
"""

from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq

from digest.quotes.words import stem, weight

MATCH, NEAR, MISMATCH, GAP, OPEN = 1.0, 0.5, -0.6, -0.45, -0.15
"""What it earns or costs to set a word under its like, its near like, another word, or nothing. `OPEN` is charged
once a gap, so that the words of a fragment stay together instead of each standing under the first `the` or `of`
that fits."""
NEAR_RATIO = 0.75
"""Words that share so many of their letters are forms or spellings of one."""
ANCHOR = 4
"""Runs of so many equal words are set side by side without trying anything else."""
CELLS = 250_000
"""The largest table to fill for one stretch between anchors; in a larger one, words are paired one for one."""

STRAY = 8
"""Words with so many columns between them and the rest are strays,"""
STRAY_TOLD = 3.0
"""if they tell less than this."""

Column = dict[str, int]
"""The keys that stand in a column, first come first, and how many wordings have each."""


class Witness:
    """A wording, and where its words came to stand."""

    __slots__ = ("at", "keys", "members")

    def __init__(self, keys: tuple[str, ...], members: list[int]) -> None:
        self.keys = keys
        self.members = members
        """Which of the texts have these words."""
        self.at: list[int] = []
        """By column, the number of the word that stands there, or -1."""


def align(ranked: list[Witness]) -> list[Column]:
    """Set wordings side by side in the given order: every one gets its `at`. Returns the columns."""
    if not ranked:
        return []
    columns: list[Column] = [{key: 1} for key in ranked[0].keys]
    ranked[0].at = list(range(len(columns)))
    for place, witness in enumerate(ranked[1:], 1):
        path = _gathered(_path(columns, witness.keys), witness.keys)
        if len(path) > len(columns):
            for other in ranked[:place]:
                other.at = [other.at[column] if column >= 0 else -1 for column, _ in path]
            columns = [columns[column] if column >= 0 else {} for column, _ in path]
        witness.at = [word for _, word in path]
        for column, word in zip(columns, witness.at, strict=True):
            if word >= 0:
                column[witness.keys[word]] = column.get(witness.keys[word], 0) + 1
    return columns


def _path(columns: list[Column], keys: tuple[str, ...]) -> list[tuple[int, int]]:
    """Pairs of a column and a word, -1 for none. Long equal runs are fixed first: only the rest costs squares."""
    leads = [next(iter(column)) for column in columns]
    path: list[tuple[int, int]] = []
    top = left = 0
    for block in LCSseq.opcodes(leads, keys).as_matching_blocks():  # the last is empty and stands at the end
        if block.size >= ANCHOR or not block.size:
            if top < block.a or left < block.b:
                path += [
                    (column + top if column >= 0 else -1, word + left if word >= 0 else -1)
                    for column, word in _weave(columns[top : block.a], keys[left : block.b])
                ]
            top, left = block.a + block.size, block.b + block.size
            path += zip(range(block.a, top), range(block.b, left), strict=True)
    return path


def _gathered(path: list[tuple[int, int]], keys: tuple[str, ...]) -> list[tuple[int, int]]:
    """The path with strays brought home: a word or two far from all others, under columns that they match by chance."""
    if len(path) - len(keys) < STRAY:
        return path  # so few columns without a word cannot lie between a stray and the rest
    placed = [step for step, (_, word) in enumerate(path) if word >= 0]
    flocks: list[list[int]] = []
    for step in placed:
        if flocks and step - flocks[-1][-1] <= STRAY:
            flocks[-1].append(step)
        else:
            flocks.append([step])
    if len(flocks) < 2:
        return path
    home = max(range(len(flocks)), key=lambda n: (len(flocks[n]), -n))
    moved: dict[int, list[tuple[int, int]]] = {}
    left: set[int] = set()
    for n, flock in enumerate(flocks):
        if n != home and len(flock) <= 2 and sum(weight(stem(keys[path[step][1]])) for step in flock) < STRAY_TOLD:
            near = flocks[n - 1][-1] if n > home else flocks[n + 1][0] - 1
            moved.setdefault(near, []).extend((-1, path[step][1]) for step in flock)
            left |= set(flock)
    gathered = moved.get(-1, [])
    for step, (column, word) in enumerate(path):
        if step not in left:
            gathered.append((column, word))
        elif column >= 0:
            gathered.append((column, -1))
        gathered += moved.get(step, [])
    return gathered


_WORD, _COLUMN, _AGAIN = 1, 2, 2
"""How a gap came about: a word beside nothing, a column without a word; plus `_AGAIN` if a gap goes on."""


def _weave(columns: list[Column], keys: tuple[str, ...]) -> list[tuple[int, int]]:
    """The best way to set words under columns."""
    high, wide = len(columns), len(keys)
    if not high or not wide:
        return [(column, -1) for column in range(high)] + [(-1, word) for word in range(wide)]
    if high == wide == 1:
        return [(0, 0)]  # two gaps always cost more; what most outlets change is one word
    if high * wide > CELLS:
        both = min(high, wide)
        paired = [(n, n) for n in range(both)]
        return paired + [(column, -1) for column in range(both, high)] + [(-1, word) for word in range(both, wide)]
    # Two scores a cell: of the best path that ends with a word under a column, and of the best that ends with a gap.
    low = float("-inf")
    above, above_gap = [0.0] + [low] * wide, [low] + [OPEN + GAP * w for w in range(1, wide + 1)]
    gap_came = [bytes([0] + [_WORD + _AGAIN] * wide)]
    side_came = [bytes(wide + 1)]
    for c in range(1, high + 1):
        column = columns[c - 1]
        row, row_gap = [low] * (wide + 1), [OPEN + GAP * c] + [low] * wide
        gap_from, side_from = bytearray([_COLUMN + _AGAIN] + [0] * wide), bytearray(wide + 1)
        left, left_gap = row[0], row_gap[0]
        for w, key in enumerate(keys, 1):
            side, side_gap = above[w - 1], above_gap[w - 1]
            if side_gap > side:
                side, side_from[w] = side_gap, True
            best, how = left_gap, _WORD + _AGAIN
            if (score := left + OPEN) > best:
                best, how = score, _WORD
            if (score := above_gap[w]) > best:
                best, how = score, _COLUMN + _AGAIN
            if (score := above[w] + OPEN) > best:
                best, how = score, _COLUMN
            row[w] = left = side + (MATCH if key in column else _likest(column, key))
            row_gap[w] = left_gap = best + GAP
            gap_from[w] = how
        gap_came.append(bytes(gap_from))
        side_came.append(bytes(side_from))
        above, above_gap = row, row_gap
    path = []
    c, w, in_gap = high, wide, above_gap[wide] > above[wide]
    while c or w:
        if in_gap or not c or not w:
            how = gap_came[c][w]
            in_gap = how > _AGAIN
            if how in (_WORD, _WORD + _AGAIN):
                w -= 1
                path.append((-1, w))
            else:
                c -= 1
                path.append((c, -1))
        else:
            in_gap = bool(side_came[c][w])
            c, w = c - 1, w - 1
            path.append((c, w))
    return path[::-1]


def _likest(column: Column, key: str) -> float:
    """What it earns to set a word under the most like of others."""
    if len(column) == 1:
        return _likeness(*column, key)
    return max([_likeness(other, key) for other in column])


@lru_cache(maxsize=1 << 16)
def _likeness(a: str, b: str) -> float:
    return NEAR if Indel.normalized_similarity(a, b) >= NEAR_RATIO else MISMATCH
