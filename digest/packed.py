"""Many fingerprints by name in two strings of bytes, which are compared as a whole.

An edition has ten thousand files and twice as many pages, and after most edits one of them is another. A string or a
record for each would take longer to make, to read and to write than all that the edit itself asks for; two strings of
bytes are the same at once, and where they are not, the few places that differ are found by halving.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

_PATHS = ("utf-8", "surrogateescape")
"""How Python has paths that are no text."""
WIDTH = 16
"""Bytes of a fingerprint (`model.base.fingerprint`, there in hexadecimal digits)."""


def joined(names: Iterable[str]) -> bytes:
    """Names, each ended by a zero byte, which no path holds."""
    return "".join([f"{name}\0" for name in names]).encode(*_PATHS)


def parted(names: bytes) -> list[str]:
    return names.decode(*_PATHS).split("\0")[:-1]


def differing(before: bytes, now: bytes, width: int) -> list[int]:
    """At which places two equally long strings of records of `width` bytes differ, in order."""
    found: list[int] = []
    parts = [(0, len(now) // width)]
    while parts:
        start, end = parts.pop()
        if before[start * width : end * width] == now[start * width : end * width]:
            continue
        if end - start == 1:
            found.append(start)
        else:
            middle = (start + end) // 2
            parts += [(middle, end), (start, middle)]
    return found


def patched(records: bytes, width: int, new: Mapping[int, bytes]) -> bytes:
    """The same with other records at some places."""
    held = bytearray(records)
    for place, record in new.items():
        held[place * width : (place + 1) * width] = record
    return bytes(held)


_FEW, _SELDOM = 40, 8
"""So many names are looked for so often in the bytes; who asks more has a dictionary made."""


class Fingerprints(Mapping[str, str]):
    """Fingerprints by name, in an order that is kept. They are equal only if their order is, too."""

    __slots__ = ("_asked", "_places", "names", "prints")

    def __init__(self, names: bytes = b"", prints: bytes = b"") -> None:
        """Raises ValueError unless there are as many fingerprints as names."""
        if names.count(b"\0") * WIDTH != len(prints):
            raise ValueError("not as many fingerprints as names")
        self.names = names
        self.prints = prints
        self._places: dict[str, int] | None = None
        self._asked = 0

    @classmethod
    def of(cls, held: Mapping[str, str]) -> "Fingerprints":
        return held if isinstance(held, cls) else cls(joined(held), bytes.fromhex("".join(held.values())))

    def place(self, name: str) -> int:
        """At which place a name stands. Raises KeyError."""
        return self.places((name,))[name]

    def places(self, names: Collection[str]) -> dict[str, int]:
        """At which places those of some names stand that are there."""
        if self._places is None:
            self._asked += 1
            if len(names) <= _FEW and self._asked <= _SELDOM:
                return self._sought(names)
            self._places = {name: place for place, name in enumerate(parted(self.names))}
        return {name: self._places[name] for name in names if name in self._places}

    def _sought(self, names: Iterable[str]) -> dict[str, int]:
        """The same by looking in the bytes: of twenty thousand names some are found ten times sooner so."""
        text = b"\0" + self.names
        found = sorted((text.find(f"\0{name}\0".encode(*_PATHS)), name) for name in names)
        places: dict[str, int] = {}
        before = end = 0
        for at, name in found:
            if at >= 0:
                before += text.count(b"\0", end, at)
                places[name] = before
                end = at
        return places

    def some(self, names: Collection[str]) -> dict[str, str]:
        """The fingerprints of those of some names that are there."""
        places = self.places(names).items()
        return {name: self.prints[place * WIDTH : (place + 1) * WIDTH].hex() for name, place in places}

    def __getitem__(self, name: str) -> str:
        at = self.place(name) * WIDTH
        return self.prints[at : at + WIDTH].hex()

    def __contains__(self, name: object) -> bool:
        try:
            return isinstance(name, str) and self.place(name) >= 0
        except KeyError:
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(parted(self.names))

    def __len__(self) -> int:
        return len(self.prints) // WIDTH

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fingerprints) and (self.names, self.prints) == (other.names, other.prints)

    def __hash__(self) -> int:
        raise TypeError("too large to be a key")

    def put(self, new: Mapping[str, str]) -> "Fingerprints":
        """The same with other fingerprints for some names; those of new names come last."""
        here = self.places(new)
        more = {name: print for name, print in new.items() if name not in here}
        prints = patched(self.prints, WIDTH, {place: bytes.fromhex(new[name]) for name, place in here.items()})
        made = Fingerprints(self.names + joined(more), prints + bytes.fromhex("".join(more.values())))
        made._places = None if more else self._places
        return made

    def without(self, names: Iterable[str]) -> "Fingerprints":
        gone = {*names} & self.keys()
        return Fingerprints.of({name: self[name] for name in self if name not in gone}) if gone else self

    def against(self, before: "Fingerprints") -> list[str]:
        """The names that are new, have another fingerprint, or were there before and are gone, in this order."""
        if self.names != before.names:
            was, now = dict(before), dict(self)
            return [name for name in now if was.get(name) != now[name]] + [name for name in was if name not in now]
        places = differing(before.prints, self.prints, WIDTH)
        names = parted(self.names) if places else []
        return [names[place] for place in places]
