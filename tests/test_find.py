"""The finder of quotations: invented news with what must be found in it, and what no text may do to it."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.quotes.find import CUT, Found, find

FOLDER = Path(__file__).parent / "quotes" / "find"
LANGUAGES = {"english": "en", "german": "de", "french": "fr", "spanish": "es"}
CASES = [
    pytest.param(LANGUAGES[path.stem], case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def check_law(text: str, found: tuple[Found, ...]) -> None:
    """What holds for any text at all."""
    last = 0
    for one in found:
        assert 0 <= one.start <= one.inner_start < one.inner_end <= one.end <= len(text)
        assert 0 <= one.confidence <= 1
        assert not one.speaker or one.confidence >= CUT
        assert one.start >= last
        last = one.start
        for first, end in one.parts:
            assert one.inner_start <= first <= end <= one.inner_end
        if one.kind in ("direct", "partial") and not one.parts:
            inner = text[one.inner_start : one.inner_end]
            assert inner == inner.strip()
    whole = [one for one in found if one.kind not in ("reported", "headline")]
    for left, right in pairwise(whole):
        assert left.end <= right.start


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_invented_news(lang: str, case: dict[str, Any]) -> None:
    text = case["text"].rstrip("\n")
    found = find(text, lang=lang)
    check_law(text, found)
    assert [(one.kind, text[one.start : one.end]) for one in found] == [
        (kind, words) for kind, words, *_ in case["found"]
    ]
    for one, (_, _, speaker, via, *mention) in zip(found, case["found"], strict=True):
        if speaker is not None:
            assert one.speaker == speaker
        assert one.via == via
        if mention:
            assert one.mention == mention[0]


def test_blocks_known_to_the_caller_are_quotations() -> None:
    text = "She wrote:\n\nNothing here was done in my name.\n\n— Carla Bruno, the chair\n\nThe board was silent."
    start = text.index("Nothing")
    for end in (text.index("\n\n— "), text.index("\n\nThe board")):
        (one,) = find(text, blockquotes=[(start, end)])
        assert (text[one.start : one.end], one.kind, one.speaker) == (
            "Nothing here was done in my name.",
            "direct",
            "Carla Bruno",
        )


def test_a_quotation_of_several_paragraphs_keeps_its_parts() -> None:
    text = "“One ends.\n\n“Two ends.\n\n“Three ends here,” said Ann Lee."
    (one,) = find(text)
    assert [text[a:b] for a, b in one.parts] == ["One ends.", "Two ends.", "Three ends here,"]
    assert one.speaker == "Ann Lee"


def test_text_without_a_mark_or_a_cue_is_left_alone() -> None:
    assert find("") == ()
    assert find("The sun rose over the harbour and nobody spoke.") == ()


def test_an_unknown_language_is_read_with_the_english_table() -> None:
    assert find("“It will rain on Sunday,” said Ann Lee.", lang="xx")[0].speaker == "Ann Lee"


PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "’",
        "‘",
        "„",
        "«",
        "»",
        "「",
        "」",
        "``",
        "''",
        "said",
        "told",
        " that ",
        "according to",
        "he",
        "she",
        "Ann",
        "Lee",
        "Mr.",
        "Putin",
        "the ministry",
        ",",
        ".",
        "?",
        ":",
        ";",
        "—",
        " — ",
        "\n",
        "\n\n",
        "> ",
        "(@a)",
        "AB: ",
        " ",
        "  ",
        "not one word of it",
        "It is so",
        "'s",
        "\u00a0",
        "\ud800",
        "\u0301",
        "é",
        "習近平",
        "A.",
        "(",
        ")",
        "sagte",
        "dit",
        "y",
        "\r",
        "\t",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["en", "de", "fr", "es"]), st.booleans())
def test_no_text_breaks_the_law(text: str, lang: str, blocks: bool) -> None:
    spans = [(len(text) // 3, len(text) // 2)] if blocks else []
    check_law(text, find(text, lang=lang, blockquotes=spans))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_at_all(text: str) -> None:
    check_law(text, find(text))


SIZE = 32_000
PATHOLOGICAL = {
    "straight marks": '"' * SIZE,
    "opening marks": "“" * SIZE,
    "closing marks": "”" * SIZE,
    "mixed marks": '“"' * (SIZE // 2),
    "apostrophes": " 'a" * (SIZE // 3),
    "plural owners": " 'as' b" * (SIZE // 7),
    "nested marks": "“‘" * (SIZE // 2),
    "paragraphs that open": "“aaa\n\n" * (SIZE // 6),
    "paragraphs that open singly": "‘aaa\n\n" * (SIZE // 6),
    "a line of quotations": "“a b c d,” he said, " * (SIZE // 20),
    "scare words": "“a” " * (SIZE // 4),
    "reports": "he said that " * (SIZE // 13),
    "capitals": "Aa " * (SIZE // 3) + "“one two three four,” he said.",
    "initials": "A." * (SIZE // 2) + " “a b c d,” he said",
    "commas": "a, " * (SIZE // 3) + "said: “one two three four”",
    "quoted lines": "> “a b c d”\n\n" * (SIZE // 13),
    "posts": "a — B (@c) " * (SIZE // 11),
    "handles": "(@" * (SIZE // 2),
    "turns": "AB: x\n\n" * (SIZE // 7),
    "pronouns": "Bob Smith was there. He said “one two three four five.” " * (SIZE // 55),
    "institutions": "the ministry of “a b c d e,” the ministry said. " * (SIZE // 48),
    "statements": "The ministry said in a statement that it is. “a b c d,” the statement said. " * (SIZE // 77),
    "one long word": "“" + "x" * SIZE,
    "adverbs": "really " * (SIZE // 7) + "said “a b c d,” he said",
    "brackets": "(" * SIZE + "“a b c d,” he said",
    "spaces": " " * SIZE + "“a b c d” said Bob",
    "two names and he": "Ann Lee met Bob Ray. “One two three four,” he said. " * (SIZE // 51),
    "marks lost in each paragraph": "“One two three four five, he said.\n" * (SIZE // 36),
    "descriptions": "“a b c d,” the minister said. " * (SIZE // 30),
    "accents": "e\u0301" * (SIZE // 2) + "“a b c d”",
}


@pytest.mark.parametrize("name", sorted(PATHOLOGICAL))
def test_the_time_grows_with_the_text_alone(name: str) -> None:
    """One second for 100 kB, of this process' time: 32 kB are given 0.6 s, since the machine may be slow, not 30 s."""
    text = PATHOLOGICAL[name]
    start = time.process_time()
    check_law(text, find(text))
    assert time.process_time() - start < 0.6
