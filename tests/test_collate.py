"""Wordings side by side. The cases are data: `quotes/collate/*.yml`."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.quotes.collate import Collation, clipping, collate, distances
from digest.quotes.kinds import KINDS
from digest.quotes.words import tokens

CASES = Path(__file__).parent / "quotes" / "collate"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / name).read_text())
    return [pytest.param(case, id=case.get("says") or " | ".join(case["witnesses"])) for case in found]


def names(witnesses: tuple[int, ...]) -> str:
    return " ".join(chr(ord("A") + witness) for witness in witnesses)


def drawn(collation: Collation) -> str:
    """The brace in one line."""
    line = ""
    for part in collation.parts:
        if isinstance(part, str):
            line += part
            continue
        place = collation.variants[part - 1]
        assert place.number == part
        if place.edge:
            line += f"<{names(place.readings[0][1])} {place.kinds[-1]}>"
        else:
            line += f"[{' | '.join(f'{text or chr(45)} {names(who)}' for text, who in place.readings)}]"
    return line


@pytest.mark.parametrize("case", cases("shape.yml"))
def test_shape(case: dict[str, Any]) -> None:
    collation = collate(case["witnesses"])
    assert drawn(collation) == case["brace"]
    assert [" ".join(place.kinds) for place in collation.variants] == case["kinds"]


@pytest.mark.parametrize("case", cases("kinds.yml"))
def test_kinds(case: dict[str, Any]) -> None:
    collation = collate(case["witnesses"])
    assert len(collation.variants) == 1, drawn(collation)
    assert " ".join(collation.variants[0].kinds) == case["kinds"]


def test_base_is_set_first() -> None:
    """Agreed words are shown as the base prints them."""
    witnesses = ["The Levy Is Dead, the mayor told us all", "the levy is dead"]
    assert collate(witnesses).parts[0] == "The Levy Is Dead, "
    assert collate(witnesses, base=1).parts[0] == "the levy is dead "


def test_a_row_prints_nothing_where_it_lacks_words() -> None:
    rows = collate(["the old bridge holds", "the bridge holds"]).rows
    assert rows == ((("the ", 0), ("old", 1), (" bridge holds", 0)), (("the ", 0), ("", 1), ("bridge holds", 0)))


def test_overlap() -> None:
    assert collate(["the tide turned at noon", "the tide turned at noon"]).overlap == 1
    assert collate(["the tide turned at noon", "tide turned"]).overlap == 1
    assert collate(["one two three four", "one two five six"]).overlap == 0.5
    assert collate(["one two", "five six"]).overlap == 0


def test_distances() -> None:
    table = distances(["one two three four", "One two three four!", "one two five six", "four three", ""])
    assert [[apart for apart, _ in row] for row in table] == [
        [0, 0, 4, 4, 4],
        [0, 0, 4, 4, 4],
        [4, 4, 0, 6, 4],
        [4, 4, 6, 0, 2],
        [4, 4, 4, 2, 0],
    ]
    assert [of for _, of in table[3]] == [6, 6, 6, 4, 2]


def test_clipping() -> None:
    witnesses = ["boats towed out", "The quay was cleared and all the boats towed out at once", "The quay was cleared"]
    clipped = clipping(witnesses)
    assert clipped.base == 1
    assert clipped.carried == (((7, 10),), ((0, 12),), ((0, 4),))
    start, end = clipped.words[7][0], clipped.words[9][1]
    assert witnesses[1][start:end] == "boats towed out"


# --- laws ------------------------------------------------------------------------------------------------------------

SOME = "the of and not will may 12 40 June US United States Nato pledge quay (and) [the] #quay don't “so” … ; 桥"
WORD = st.sampled_from(SOME.split())
TEXTS = st.lists(st.one_of(st.lists(WORD, max_size=12).map(" ".join), st.text(max_size=40)), max_size=7)


@settings(deadline=None)
@given(TEXTS)
def test_rows_reproduce_the_words(witnesses: list[str]) -> None:
    collation = collate(witnesses)
    assert ["".join(text for text, _ in row) for row in collation.rows] == witnesses
    numbers = {place.number for place in collation.variants}
    for witness, row in enumerate(collation.rows):
        shown = {number for _, number in row if number}
        told = {place.number for place in collation.variants for _, who in place.readings if witness in who}
        assert shown == told <= numbers


@settings(deadline=None)
@given(TEXTS)
def test_readings_are_what_is_printed(witnesses: list[str]) -> None:
    collation = collate(witnesses)
    assert [place.number for place in collation.variants] == [part for part in collation.parts if isinstance(part, int)]
    for place in collation.variants:
        assert set(place.kinds) <= set(KINDS)
        everyone = [witness for _, who in place.readings for witness in who]
        assert len(everyone) == len(set(everyone))
        for text, who in place.readings:
            assert text in witnesses[who[0]]


def compared(text: str) -> str:
    return "".join(token.key for token in tokens(text))


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_places_do_not_depend_on_the_order(witnesses: list[str], random: Any) -> None:
    shuffled = list(range(len(witnesses)))
    random.shuffle(shuffled)

    def places(texts: list[str], origin: list[int]) -> list[Any]:
        return [
            {(compared(text), frozenset(origin[w] for w in who)) for text, who in place.readings}
            for place in collate(texts).variants
        ]

    there = places(witnesses, list(range(len(witnesses))))
    assert places([witnesses[n] for n in shuffled], shuffled) == there


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(1, 5))
def test_identical_witnesses_part_nowhere(text: str, times: int) -> None:
    collation = collate([text] * times)
    assert collation.variants == ()
    assert collation.overlap == 1


# --- cost ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", ["“", "(", "a", "a ", "a.b.", "'a", "1,2", "not ", "[a] "])
def test_pathological_text_is_quick(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    collation = collate([text, text[: len(text) // 2] + "x", "b " + text])
    assert time.process_time() - begun < 4
    assert "".join(piece for piece, _ in collation.rows[0]) == text


def test_the_cost_grows_with_the_number_of_wordings() -> None:
    """Sixty wordings of one sentence, each with a change of its own: fractions of a second, not minutes."""
    sentence = "the harbour master said that every boat must be out of the inner basin before the storm warning ends"
    words = sentence.split(" ")
    wordings = [" ".join([*words[: n % 19], f"w{n}", *words[n % 19 + 1 :]]) for n in range(60)]
    begun = time.process_time()
    collation = collate(wordings + wordings)
    assert time.process_time() - begun < 3
    assert len(collation.rows) == 120
