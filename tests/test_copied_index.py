"""What is remembered of all texts: after any edits it is what is made from nothing, in the result and in every byte."""

import random
from collections.abc import MutableMapping
from typing import NamedTuple
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.copied import Damaged, Difference, Index, Shared, Text, holders, marks, state
from digest.copied.follow import Read, followed

WORDS = [f"{first}{second}" for first in "bdfgklmnprtv" for second in ("ana", "elo", "isu", "oki", "ura", "ete", "amo")]


def words(number: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=number))


Made = dict[str, tuple[str, str]]
"""By id, the outlet and the words of a text."""


def texts(made: Made) -> dict[str, Text]:
    return {id: Text(id=id, outlet=outlet, text=body) for id, (outlet, body) in made.items()}


def from_nothing(made: Made) -> dict[tuple[str, str], Shared]:
    """What is to be found, looked for in every text and every pair."""
    held = texts(made)
    prints = {id: set(memoryview(marks(text)).cast("Q")) for id, text in held.items()}
    keys = {id: holders.key(id, text.outlet) for id, text in held.items()}
    own: dict[str, set[int]] = {id: set() for id in held}
    pairs: set[tuple[str, str]] = set()
    for mark in set().union(*prints.values()):
        ids = [id for id in held if mark in prints[id]]
        plated = {
            outlet
            for outlet in {keys[id] >> 32 for id in ids} - {0}
            if len({keys[id] for id in ids if keys[id] >> 32 == outlet}) >= holders.BOILERPLATE
        }
        for id in ids:
            if keys[id] >> 32 in plated:
                own[id].add(mark)
        left = [id for id in ids if mark not in own[id]]
        order = sorted({keys[id] for id in left})
        pairs |= {
            (a, b)
            for a in left
            for b in left
            if a < b and abs(order.index(keys[a]) - order.index(keys[b])) <= holders.COPIES
        }
    reads = {id: Read(text, own[id]) for id, text in held.items()}
    return {(a, b): found for a, b in sorted(pairs) if (found := followed(a, reads[a], b, reads[b])) is not None}


class Update(NamedTuple):
    difference: Difference
    asked: set[str]
    marked: list[str]


def update(index: Index, before: Made, now: Made) -> Update:
    """As a build does it: what differs is handed over."""
    held = texts(now)
    come = {id: (text.text, text.outlet) for id, text in held.items() if now[id] != before.get(id)}
    asked: set[str] = set()

    def read(id: str) -> Text:
        asked.add(id)
        return held[id]

    marked = index.unmarked(come)
    difference = index.update(before.keys() - now.keys(), come, {id: marks(held[id]) for id in marked}, read)
    return Update(difference, asked, marked)


def fresh(made: Made) -> tuple[dict[str, bytes], Index]:
    kept: dict[str, bytes] = {}
    index = Index(kept)
    update(index, {}, made)
    return kept, index


def whole(kept: MutableMapping[str, bytes]) -> dict[str, bytes]:
    """The parts that hold anything; the head says of all parts what stands in them."""
    return {key: data for key, data in kept.items() if data and key != "head"}


PIECES = [words(n, n) for n in (5, 14, 15, 16, 24)] + [words(24, 24)[:60], "x", "y z"]
BODIES = st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join)
EDITIONS = st.dictionaries(
    st.sampled_from([f"t{k}" for k in range(12)]), st.tuples(st.sampled_from(["", "o1", "o2"]), BODIES), max_size=12
)
STEPS = st.lists(
    st.tuples(
        st.booleans(),
        st.dictionaries(
            st.sampled_from([f"t{k}" for k in range(12)]),
            st.none() | st.tuples(st.sampled_from(["", "o1", "o2"]), BODIES),
            max_size=3,
        ),
    ),
    max_size=5,
)


@pytest.fixture(params=["as they are", "of two copies", "one key for many texts"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "as they are":
        monkeypatch.setattr(holders, "COPIES", 2)
    if request.param == "one key for many texts":
        monkeypatch.setattr(holders, "crc32", lambda data: crc32(data) % 5)


@pytest.mark.usefixtures("limits")
def test_after_any_edits_it_is_what_is_made_from_nothing() -> None:
    @settings(deadline=None, max_examples=150)
    @given(EDITIONS, STEPS)
    def law(first: Made, steps: list[tuple[bool, dict[str, tuple[str, str] | None]]]) -> None:
        kept, index = fresh(first)
        now = first
        pairs = {(pair.a, pair.b): pair for pair in index.shared()}
        assert pairs == from_nothing(first)
        for another_process, edits in steps:
            before, now = now, {id: made for id, made in {**now, **edits}.items() if made is not None}
            if another_process:
                index = Index(kept)
            vanished, shared = update(index, before, now).difference
            assert all(pairs.get((pair.a, pair.b)) != pair for pair in shared), "only what changed is said"
            for gone in vanished:
                del pairs[gone]
            pairs |= {(pair.a, pair.b): pair for pair in shared}
            assert pairs == from_nothing(now)
            assert tuple(pairs[pair] for pair in sorted(pairs)) == index.shared() == Index(kept).shared()
            assert whole(kept) == whole(fresh(now)[0])
            assert index.state == state({id: (body, outlet) for id, (outlet, body) in now.items()})

    law()


class Counted(dict[str, bytes]):
    """What is kept, with what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.written: list[str] = []

    def get(self, key: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        self.read.append(key)
        return super().get(key, default)

    def update(self, made: dict[str, bytes]) -> None:  # type: ignore[override]
        self.written += made
        super().update(made)

    def forget(self) -> None:
        self.read, self.written = [], []


def edition(size: int) -> Made:
    """Texts of which two share a passage; one line stands under all of an outlet."""
    made = {f"r{k}": (f"outlet {k % 3}", f"{words(60, k)}. {words(20, 10**6 + k % 3)}") for k in range(size)}
    passage = words(30, 10**7)
    return made | {"a": ("one", f"{words(40, 10**8)} {passage}"), "b": ("two", f"{passage} {words(50, 10**8 + 1)}")}


@pytest.mark.parametrize("size", [10, 300])
def test_an_edit_reads_and_writes_the_parts_of_its_own_words_however_many_texts_there_are(size: int) -> None:
    before = edition(size)
    kept = Counted()
    update(Index(kept), {}, before)
    outlet, body = before["r7"]
    now = before | {"r7": (outlet, f"{body} and one more")}
    own = {mark for each in (before, now) for mark in memoryview(marks(texts(each)["r7"])).cast("Q")}
    kept.forget()
    index = Index(kept)
    update(index, before, now)
    assert len(kept.read) <= 1 + len(own) + 1, "the head, a part a fingerprint, and the part of the text"
    assert len(kept.written) <= 1 + 4 + 1, "three words more make at most so many other fingerprints"
    kept.forget()
    update(index, now, before)
    assert kept.read == [], "a process that goes on has it all"


def test_texts_that_share_are_the_only_ones_read_again() -> None:
    before = edition(40)
    kept, index = fresh(before)
    for now, asked in (
        (before | {"r7": ("outlet 1", words(70, 999))}, set()),
        (before | {"b": ("two", before["b"][1] + " and more")}, {"a", "b"}),
        (before | {"b": ("another", before["b"][1])}, {"a", "b"}),
        ({id: made for id, made in before.items() if id != "b"}, set()),
    ):
        done = update(index, before, now)
        assert done.asked == asked
        back = update(index, now, before)
        assert back.asked == ({"a", "b"} if asked or "b" not in now else set())
    assert whole(kept) == whole(fresh(before)[0])


def test_another_outlet_needs_no_fingerprints_made() -> None:
    before = edition(3)
    _, index = fresh(before)
    assert update(index, before, before | {"a": ("elsewhere", before["a"][1])}).marked == []


def test_if_nothing_changed_nothing_is_written_and_no_part_is_read() -> None:
    before = edition(3)
    kept = Counted()
    update(Index(kept), {}, before)
    kept.forget()
    assert update(Index(kept), before, before).difference == Difference((), ())
    assert (kept.read, kept.written) == (["head"], [])


def test_whatever_is_lost_or_damaged_is_found_out() -> None:
    before = edition(6)
    now = before | {"b": ("two", before["b"][1] + " and more"), "c": ("two", before["r3"][1])}
    kept = Counted()
    update(Index(kept), {}, before)
    whole_before = dict(kept)
    kept.forget()
    update(Index(kept), before, now)
    needed = sorted({key for key in kept.read if whole_before.get(key)} - {"head"})
    assert {key.partition("-")[0] for key in needed} == {"holders", "texts", "pairs"}
    for key in needed:
        data = whole_before[key]
        for harmed in (b"", data[:-1], data[:-1] + bytes([data[-1] ^ 1]), data + b"x"):
            with pytest.raises(Damaged):
                update(Index(whole_before | {key: harmed}), before, now)
        with pytest.raises(Damaged):
            update(Index({each: whole_before[each] for each in whole_before if each != key}), before, now)
    for harmed in (b"\xc1", whole_before["head"][:-1], whole_before["head"][1:]):
        with pytest.raises(Damaged):
            update(Index(whole_before | {"head": harmed}), before, now)
    headless = Index({key: data for key, data in whole_before.items() if key != "head"})
    assert headless.state == state({})
    with pytest.raises(Damaged):
        update(headless, {}, now)


def test_a_step_that_fails_leaves_what_was_kept() -> None:
    before = edition(5)
    kept, index = fresh(before)
    was = dict(kept)
    now = texts(before | {"b": ("two", before["b"][1] + " and more")})

    def failing(id: str) -> Text:
        raise OSError(id)

    with pytest.raises(OSError, match="a"):
        index.update((), {"b": ("other", "two")}, {"b": marks(now["b"])}, failing)
    assert kept == was
    assert {(pair.a, pair.b): pair for pair in index.shared()} == from_nothing(before)


def test_the_state_names_the_texts_and_not_the_way_to_them() -> None:
    one, other = {"a": ("n", "o"), "b": ("m", "o")}, {"b": ("m", "o"), "a": ("n", "o")}
    assert state(one) == state(other) != state({"a": ("n", "o")})
    assert state({"a": ("n", "o")}) != state({"a": ("n", "p")}) != state({"a": ("p", "o")})
    assert state({}) == Index({}).state
