"""Which entities a text names: whole words, the longest name, and no guessing."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.names import NameIndex, Names, find, index, resolve, speaker

ENTITIES = [
    ("ida-holm", "person", ["Ida Holm", "Ida Marie Holm"]),
    ("per-holm", "person", ["Per Holm"]),
    ("anna-rice", "person", ["Anna Rice"]),
    ("ola-von-der-aa", "person", ["Ola von der Aa"]),
    ("tan-mei", "person", ["Tan Mei", "谭梅"]),
    ("sean-obrien", "person", ["Seán O'Brien"]),
    ("jon-arn", "person", ["Jon Arn"]),
    ("arn", "place", ["Arn", "Port of Arn"]),
    ("new-arn", "place", ["New Arn"]),
    ("arn-north", "place", ["Lund", "Lund (north)"]),
    ("arn-south", "place", ["Lund", "Lund (south)"]),
    ("harbour-office", "organisation", ["Harbour Office", "Arn harbour office"]),
    ("crew-union", "organisation", ["Crew Union", "C.U."]),
]


@pytest.fixture(scope="module")
def names() -> NameIndex:
    return index(ENTITIES)


def said_of(names: NameIndex, text: str) -> Names:
    return resolve(find(names, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Holm sailed.", ["Ida Holm"]),
        ("Ida\nHolm’s ferry", ["Ida\nHolm"]),
        ("Ida\n\nHolmes", []),
        ("Port of Arn", ["Port of Arn"]),
        ("Arnold and Warn in Arnside", []),
        ("the (Arn) ferry, Arn-bound; Arn's", ["Arn", "Arn", "Arn"]),
        ("New Arn", ["New Arn"]),
        ("Arn Herald", []),
        ("New Arn Herald", []),
        ("in Arn Monday", ["Arn"]),
        ("Harbour Office Tower", ["Harbour Office"]),
        ("arn", []),
        ("昨天谭梅说", ["谭梅"]),
        ("Seán O’Brien; O'Brien", ["Seán O’Brien", "O'Brien"]),
        ("Ola von der Aa; Von der Aa", ["Ola von der Aa", "Von der Aa"]),
        ("C.U. and C.U.K.", ["C.U."]),
        ("Arn\u0301", []),
        ("later Karl Holm spoke with K. Holm about the Holm County ferries", []),
        ("Captain Holm and Mr. Holm, but Holm", ["Holm", "Holm", "Holm"]),
        ("Visiting Arn", ["Arn"]),
        ("Ferry Sinks Off Arn After Storm", ["Arn"]),
        ("", []),
    ],
)
def test_finds(names: NameIndex, text: str, expected: list[str]) -> None:
    hits = find(names, text)
    assert [hit.name for hit in hits] == expected
    assert all(text[hit.start : hit.end] == hit.name for hit in hits)


def test_a_surname_belongs_to_whoever_the_report_names_in_full(names: NameIndex) -> None:
    assert said_of(names, "Ida Holm sailed. Holm said so.").counts == (("ida-holm", 2),)
    assert said_of(names, "Holm said so before Per Holm did.").resolved == ((0, 4, "per-holm"), (20, 28, "per-holm"))


def test_what_fits_several_is_listed_and_not_linked(names: NameIndex) -> None:
    assert said_of(names, "Holm said so. Holm again.") == Names(ambiguous=(("Holm", ("ida-holm", "per-holm")),))
    both = said_of(names, "Ida Holm met Per Holm. Holm laughed.")
    assert both.counts == (("ida-holm", 1), ("per-holm", 1))
    assert both.ambiguous == (("Holm", ("ida-holm", "per-holm")),)


def test_a_shared_alias_is_decided_by_a_longer_one(names: NameIndex) -> None:
    assert said_of(names, "in Lund").ambiguous == (("Lund", ("arn-north", "arn-south")),)
    assert said_of(names, "in Lund (south); Lund").counts == (("arn-south", 2),)


def test_a_surname_that_is_a_word_needs_the_full_name(names: NameIndex) -> None:
    assert said_of(names, "Rice is dear.") == Names()
    assert said_of(names, "Anna Rice spoke. Rice added").counts == (("anna-rice", 2),)


def test_a_typed_name_goes_before_a_surname_but_not_against_the_full_name(names: NameIndex) -> None:
    assert said_of(names, "in Arn").counts == (("arn", 1),)
    assert said_of(names, "Jon Arn went to Arn").ambiguous == (("Arn", ("arn", "jon-arn")),)


def test_the_editor_decides(names: NameIndex) -> None:
    hits = find(names, "Holm and Lund and Tan")
    assert resolve(hits, listed=["per-holm", "arn-north", "tan-mei"]).counts == (
        ("per-holm", 1),
        ("arn-north", 1),
        ("tan-mei", 1),
    )
    assert resolve(find(names, "Ida Holm in Arn"), barred=["ida-holm"]).counts == (("arn", 1),)
    assert resolve(find(names, "Holm"), barred=["ida-holm"]).counts == (("per-holm", 1),)


def test_within_quotations_names_are_counted_and_never_linked(names: NameIndex) -> None:
    text = "“Ida Holm is in Arn,” he said in Arn."
    hits = find(names, text, masked=[(1, 20)])
    assert [hit.quoted for hit in hits] == [True, True, False]
    assert resolve(hits) == Names(resolved=((33, 36, "arn"),), counts=(("ida-holm", 1), ("arn", 2)))


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Ida Holm", "ida-holm"),
        ("IDA HOLM", "ida-holm"),
        ("Captain Ida Holm", "ida-holm"),
        ("Norwegian Foreign Minister Ida Holm", "ida-holm"),
        ("the foreign minister, Ida Holm", "ida-holm"),
        ("Ida Holm, the foreign minister", "ida-holm"),
        ("President Anna Rice of Arn", "anna-rice"),
        ("Mrs Rice", "anna-rice"),
        ("ex-President Rice", "anna-rice"),
        ("Mr O’Brien", "sean-obrien"),
        ("Mr Holm", ""),
        ("Karl Holm", ""),
        ("Ida Holm's lawyer", ""),
        ("an aide to Ida Holm", ""),
        ("Ida Holm and Anna Rice", ""),
        ("the Arn Harbour Office", "harbour-office"),
        ("the harbour office", "harbour-office"),
        ("a Harbour Office spokeswoman", "harbour-office"),
        ("Harbour Office spokesman Karl Vik", ""),
        ("Harbour Office spokesman Per Holm", "per-holm"),
        ("the crew", ""),
        ("", ""),
    ],
)
def test_speakers(names: NameIndex, mention: str, expected: str) -> None:
    assert speaker(names, mention) == expected


def test_a_speaker_by_the_fullest_name_or_among_the_named(names: NameIndex) -> None:
    assert speaker(names, "Holm", "Per Holm") == "per-holm"
    assert speaker(names, "Holm", "Karl Holm") == ""
    assert speaker(names, "Holm", named=["ida-holm", "arn"]) == "ida-holm"


def test_the_key_names_the_dictionary() -> None:
    assert index(ENTITIES).key == index(ENTITIES[::-1]).key
    assert index(ENTITIES).key != index(ENTITIES[1:]).key
    assert find(index([]), "Ida Holm") == ()


WORDS = st.sampled_from(
    ["Ida", "Holm", "Per", "Arn", "of", "Port", "谭", "梅", "von", "der", "Aa", "Mr.", "O’Brien", "said", "é", "\u0301"]
)
TEXT = st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "\n", "-", "'s ", ". ", "\n\n", "“"])), max_size=30).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@settings(deadline=None)
@given(
    TEXT | st.text(),
    st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80)), max_size=3),
    st.randoms(use_true_random=False),
)
def test_laws(text: str, masked: list[tuple[int, int]], chance: random.Random) -> None:
    mixed = ENTITIES[:]
    chance.shuffle(mixed)
    names, other = index(ENTITIES), index(mixed)
    hits = find(names, text, masked=masked)
    assert hits == find(other, text, masked=masked)
    assert all(text[hit.start : hit.end] == hit.name for hit in hits)
    assert all(before.end <= after.start for before, after in pairwise(hits))
    decided = resolve(hits)
    assert len(decided.resolved) <= sum(count for _, count in decided.counts) <= len(hits)
    speaker(names, text, text)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(), st.sampled_from(["person", "place", ""]), st.lists(st.text())), max_size=5), st.text()
)
def test_any_names_can_be_looked_for(entities: list[tuple[str, str, list[str]]], text: str) -> None:
    names = index(entities)
    for _, _, forms in entities:
        for form in forms:
            find(names, f"{text} {form} {text}")
            speaker(names, form)
