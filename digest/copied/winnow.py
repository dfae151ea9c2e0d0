"""text -> its fingerprints: of each text a few, so that every common run of fifteen words is sure to share one.

A fingerprint is a run of eight words (Schleimer, Wilkerson and Aiken, Winnowing, 2003). The paper hashes every run and
keeps the least hash of each window. Here a run is kept for the checksum of its first word alone, which costs no hash of
those that are not kept and promises the same: which runs of a window are kept is said by the window's own words.
"""

import re
from array import array
from collections.abc import Sequence
from zlib import crc32

from digest.copied.text import Text, outside

GRAM = 8
"""Words in a fingerprint."""
SHORTEST = 15
"""Words in the shortest common run that is sure to be found, and the shortest that is reported."""
BITS = 40
"""Of a fingerprint. Among the ten million of a hundred thousand texts some fifty pairs are alike by chance."""

HALF = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
"""One character of a script without spaces; it counts for half a word."""
WORD = re.compile(rf"{HALF}|\w+")

_PRIME = (1 << BITS) - 87
"""The greatest of so many bits."""
_WINDOW = SHORTEST - GRAM + 1
"""Runs of eight words in a run of fifteen."""
_LOW = (1 << 32) // 5
"""A fifth of all checksums are lower: in five of six windows there is one."""
_PLAIN = bytes(
    byte if byte > 127 else ord(chr(byte).lower()) if chr(byte).isalnum() or byte == ord("_") else ord(" ")
    for byte in range(256)
)
"""To lower case, and blanks for what parts words, as far as ASCII goes."""
_KNOWN = 1 << 16
"""Pieces of text with other letters whose words' checksums are kept."""
_LONG = 64
"""Bytes of the longest such piece; what has no spaces at all does not come again."""


def marks(text: Text) -> bytes:
    """The fingerprints of one text, each once, ascending, eight bytes each as this machine has them.

    None where no run of words outside quotations is as long as fifteen.
    """
    found: set[int] = set()
    for start, end in outside(text.text, text.quotations):
        found.update(mark for mark, _ in winnowed(sums(text.text[start:end])))
    return array("Q", sorted(found)).tobytes()


def sums(part: str) -> list[int]:
    """The checksum of each word in lower case: of `WORD`'s findings, made without it where all is ASCII."""
    plain = part.encode("utf-8", "surrogatepass").translate(_PLAIN)
    if plain.isascii():
        return list(map(crc32, plain.split()))
    made: list[int] = []
    for piece in plain.split():
        if piece.isascii():
            made.append(crc32(piece))
        else:
            made += _PIECES[piece]
    return made


class _Pieces(dict[bytes, tuple[int, ...]]):
    """The checksums of the words in what stands between blanks: `“said`, `it’s`."""

    def __missing__(self, piece: bytes) -> tuple[int, ...]:
        words = WORD.findall(piece.decode("utf-8", "surrogatepass"))
        made = tuple(crc32(word.lower().encode("utf-8", "surrogatepass")) for word in words)
        if len(piece) <= _LONG:
            if len(self) >= _KNOWN:
                self.clear()
            self[piece] = made
        return made


_PIECES = _Pieces()


def winnowed(sums: Sequence[int]) -> list[tuple[int, int]]:
    """The fingerprints of a run of words, by their checksums, and the words that they begin at.

    Of eight in a row at least one is kept: every one whose first word has a low checksum, and where eight in a row
    have none, the least of them, the first of several. A fingerprint is the rest of the eight checksums, written as one
    number, after division by a prime (Rabin, Fingerprinting by Random Polynomials, 1981, with numbers).
    """
    if len(sums) < SHORTEST:
        return []
    firsts = sums[: 1 - GRAM]
    kept = [at for at, sum_ in enumerate(firsts) if sum_ < _LOW]
    least: list[int] = []
    before = -1
    for after in (*kept, len(firsts)):
        if after - before > _WINDOW:
            least += _least(firsts, before + 1, after)
        before = after
    digits, size, whole = array("I", sums).tobytes(), 4 * GRAM, int.from_bytes
    return [(whole(digits[4 * at : 4 * at + size], "little") % _PRIME, at) for at in (*kept, *least)]


def _least(sums: Sequence[int], start: int, end: int) -> list[int]:
    """Where the least of eight in a row stands, for all eights between two places."""
    least: list[int] = []
    while start + _WINDOW <= end:
        window = sums[start : start + _WINDOW]
        low = min(window)
        at = start + window.index(low)
        least.append(at)
        # The same one is the least of all windows up to its own place, or until a lower one comes in.
        for coming in range(start + _WINDOW, min(at + _WINDOW, end)):
            if sums[coming] < low:
                start = coming - _WINDOW + 1
                break
        else:
            start = at + 1
    return least
