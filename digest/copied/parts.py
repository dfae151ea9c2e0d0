"""Values in numbered parts of a mapping: each read when it is first asked for, and written if it was changed.

A part is believed only if it has the checksum that is kept of it, so that what is lost, old or damaged is found out.
"""

from array import array
from collections.abc import Callable, Iterator, MutableMapping
from typing import Generic, TypeVar
from zlib import crc32

Value = TypeVar("Value")


class Damaged(Exception):
    """What is remembered is not whole; the cure is to begin from nothing."""


class Parts(Generic[Value]):
    """The parts of one kind. A part that was never written is that of no bytes."""

    def __init__(
        self,
        kept: MutableMapping[str, bytes],
        name: str,
        count: int,
        read: Callable[[bytes], Value],
        written: Callable[[Value], bytes],
    ) -> None:
        """`read` raises ValueError for bytes that `written` never made."""
        self._kept, self._name, self._read, self._written = kept, name, read, written
        self._here: dict[int, Value] = {}
        self._changed: set[int] = set()
        self._sums = array("I", bytes(4 * count))

    def open(self, sums: bytes) -> None:
        """Forget what is here, and go by these checksums; by those of no bytes at all, where they are empty."""
        self._here, self._changed = {}, set()
        expected = len(self._sums) * self._sums.itemsize
        if len(sums) not in (0, expected):
            raise Damaged(self._name)
        self._sums = array("I", sums or bytes(expected))

    @property
    def sums(self) -> bytes:
        return self._sums.tobytes()

    def __getitem__(self, number: int) -> Value:
        """Raises Damaged."""
        if number not in self._here:
            data = self._kept.get(self._key(number), b"")
            if crc32(data) != self._sums[number]:
                raise Damaged(self._key(number))
            try:
                self._here[number] = self._read(data)
            except ValueError as error:
                raise Damaged(self._key(number)) from error
        return self._here[number]

    def touched(self, number: int) -> Value:
        """A part that the caller is about to change in place."""
        self._changed.add(number)
        return self[number]

    def all(self) -> Iterator[Value]:
        return (self[number] for number in range(len(self._sums)))

    def changed(self) -> dict[str, bytes]:
        """The bytes of the parts that were changed since they were last asked for; their checksums are kept."""
        made = {number: self._written(self._here[number]) for number in sorted(self._changed)}
        for number, data in made.items():
            self._sums[number] = crc32(data)
        self._changed = set()
        return {self._key(number): data for number, data in made.items()}

    def _key(self, number: int) -> str:
        return f"{self._name}-{number:03x}"
