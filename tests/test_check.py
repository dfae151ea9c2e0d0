"""Quotations looked up in the saved article. The rules over the whole edition have their cases in
`diagnostics/edition.md`."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.check.captures import look_up

ARTICLE = """
The mayor spoke. “We shall never close the harbour,
whatever they say in the capital,” she said. ‘It’s   ours.’ The end is near. The end is far -- and [so on].
"""


@pytest.mark.parametrize(
    ("words", "verdict", "count"),
    [
        ("We shall never close the harbour, whatever they say in the capital,", "found", 1),
        ('"It\'s ours."', "found", 1),
        ("The end is", "ambiguous", 2),
        ("far -- and [so on]", "found", 1),
        ("We shall never leave the harbour, whatever they say in the capital,", "drifted", 4),
        ("we shall never close the harbour", "drifted", 1),
        ("We shall never close the harbour, whatever they say in capital", "drifted", 4),
        ("We shall never, ever close the harbour", "drifted", 6),
        ("far – and [so on]", "drifted", 2),
        ("fish prices have doubled since the spring of last year", "missing", 0),
        ("arbour, whatever the", "drifted", 2),
        ("", "missing", 0),
        ("   ", "missing", 0),
    ],
)
def test_look_up(words: str, verdict: str, count: int) -> None:
    look = look_up(words, ARTICLE)
    assert (look.verdict, look.count) == (verdict, count)


def test_the_difference_is_told_in_words() -> None:
    look = look_up("We shall never leave the harbour", ARTICLE)
    assert (look.difference, look.printed) == ("leave / close", "We shall never close the harbour")


@settings(max_examples=200, deadline=None)
@given(st.text("ab “”'’\n.", max_size=30), st.text("ab “”'’\n.", max_size=30), st.text("ab “”'’\n.", max_size=30))
def test_what_is_there_is_never_missing(before: str, words: str, after: str) -> None:
    look = look_up(words, f"{before} {words} {after}")
    assert look.verdict in (("found", "ambiguous") if words.strip() else ("missing",))


def test_costs_little_on_long_texts() -> None:
    start = time.process_time()
    look_up("we shall never close it " * 80, "we shall newer close that " * 8_000)
    look_up("a" * 100_000, "b" * 100_000)
    assert time.process_time() - start < 2
