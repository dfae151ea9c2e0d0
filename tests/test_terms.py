"""The telling words of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.terms import WORDS, terms


def test_title_words_count_twice_and_stop_words_not_at_all() -> None:
    assert terms("Ferry sinks", "The ferry and its crew were off the islands on Monday.") == (
        ("ferry", 3),
        ("sink", 2),
        ("crew", 1),
        ("island", 1),
    )


def test_of_equals_the_earlier_word_comes_first_and_only_so_many_are_kept() -> None:
    assert terms("", "zebra apple mango zebra", most=2) == (("zebra", 2), ("apple", 1))


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert ("whale", 1) in terms("", "sea " * (WORDS - 1) + "whale")
    assert terms("", "sea " * WORDS + "whale") == (("sea", WORDS),)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("parties", "party"),
        ("boxes", "box"),
        ("crisis", "crisis"),
        ("texas", "texas"),
        ("ideas", "idea"),
        ("glass", "glass"),
        ("Brücken", "brücken"),
    ],
)
def test_plurals(word: str, stem: str) -> None:
    assert terms("", word) == ((stem, 1),)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de-AT", "Die Fähre und der Hafen", ["fähre", "hafen"]),
        ("fr", "Les navires dans le port", ["navire", "port"]),
        ("zh", "渡轮港口", ["渡轮", "轮港", "港口"]),
        ("xx", "the ferry", ["the", "ferry"]),
        ("", "the ferry", ["the", "ferry"]),
    ],
)
def test_languages(lang: str, text: str, expected: list[str]) -> None:
    assert [word for word, _ in terms("", text, lang=lang)] == expected


def test_marks_make_no_difference() -> None:
    assert terms("", "“Ferry’s” crew—lost… x") == terms("", "ferry crew lost")


@given(st.text(), st.text(), st.text(max_size=5))
def test_any_text_can_be_read(title: str, text: str, lang: str) -> None:
    found = terms(title, text, lang=lang)
    assert len(found) <= 64
    assert len({word for word, _ in found}) == len(found)
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
