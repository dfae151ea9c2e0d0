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
