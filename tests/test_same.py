"""The rule for a pair of quotations. The cases are data: `quotes/same.yml`."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.quotes.same import NEAR, STRICT, same
from digest.quotes.words import familiar, phrase, stem, tokens, weight

CASES = yaml.safe_load((Path(__file__).parent / "quotes" / "same.yml").read_text())


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['a']} | {case['b']}"[:90]) for case in CASES])
def test_same(case: dict[str, Any]) -> None:
    like = same(case["a"], case["b"])
    assert like.tier == case["tier"], like
    assert " ".join(like.conflicts) == case.get("but", "")
    assert same(case["b"], case["a"]) == like


def test_a_reason_names_the_conflict() -> None:
    like = same(
        "the storm destroyed 40 fishing boats in the northern harbour and drowned the lighthouse keeper",
        "the storm destroyed 14 fishing boats in the northern harbour and drowned the lighthouse keeper",
    )
    assert "but another number" in like.reasons


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_it_never_raises_and_is_symmetrical(a: str, b: str) -> None:
    like = same(a, b)
    assert like == same(b, a)
    assert 0 <= like.score <= 1
    assert 0 <= like.contained <= 1
    assert (like.tier == "strict") == (like.score >= STRICT)
    assert NEAR < STRICT


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("The U.S. and the US told us of the U.N.", "the u.s. and the u.s. told us of the un"),
        ("1,000 boats & 3,5 % of £2.5bn", "1000 boats and 3.5 percent of £2.5bn"),
        ("Don’t, don't, DON'T", "don't don't don't"),
        ("high-level talks — twice…", "high level talks twice"),
        ("see https://example.org/a-b (now)", "see now"),
        ("co\u00adoperate", "cooperate"),
        ("three #boats, @harbour", "3 boats harbour"),
        ("桥已经 2 closed", "桥 已 经 2 closed"),
    ],
)
def test_keys(text: str, keys: str) -> None:
    assert " ".join(token.key for token in tokens(text)) == keys


@settings(deadline=None)
@given(st.text(max_size=80))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(token.key and text[token.start : token.end].strip() for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_insertions_are_left_out_of_a_phrase() -> None:
    assert phrase("so dull (he said) and [quite] grey").words == ("so", "dull", "and", "grey")
    assert phrase("(and)").words == ("and",)
    aside = phrase("it rained (which nobody in the village had ever seen before) twice")
    assert "village" in aside.words


FORMS = """
    deployment deployments
    talk talks talked talking
    organise organize organised organizing
    harbour harbor
    defence defense
    country countries
    carry carries carried
    stop stopped stopping
    centre center centers
    programme program programs
    travelled traveled
    close closes closed closing
"""


@pytest.mark.parametrize("forms", FORMS.strip().splitlines())
def test_stems_fold_forms_of_one_word(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1, {form: stem(form) for form in forms.split()}


@pytest.mark.parametrize(
    ("one", "other"), [("willing", "will"), ("news", "new"), ("being", "be"), ("hour", "her"), ("united", "unit")]
)
def test_stems_keep_words_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_rare_words_tell_more() -> None:
    told = [weight(stem(word)) for word in ("the", "have", "president", "negotiation", "Zwingenberg".lower())]
    assert told == sorted(told)
    assert told[0] == 0
    assert weight("12") < weight("12345")
    assert weight("не") == 0, "a small word of another language"
    assert not familiar("zwingenberg")


@pytest.mark.parametrize("piece", ["“", "(", "a", "a ", "a.b.", "'a", "1,2", "not ", "[a] "])
def test_pathological_text_is_quick(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    phrase(text)
    assert time.process_time() - begun < 1
