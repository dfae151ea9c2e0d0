"""Text that was copied: every long common run, without quotations and boilerplate."""

import random
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.copied import Index, Shared, Text, copied, independent, marks, winnow
from digest.copied.winnow import GRAM, SHORTEST

WORDS = [f"{first}{second}" for first in "bdfgklmnprtv" for second in ("ana", "elo", "isu", "oki", "ura", "ete", "amo")]


def words(count: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def text(id: str, *parts: str, outlet: str = "") -> Text:
    """A report; parts in quotation marks are its quotations."""
    whole, quotations = "", []
    for part in parts:
        if part.startswith("“"):
            quotations.append((len(whole), len(whole) + len(part)))
        whole += part + " "
    return Text(id=id, outlet=outlet, text=whole, quotations=tuple(quotations))


def test_a_passage_taken_over_is_found_with_its_place_and_share() -> None:
    passage = words(40, 1)
    a, b = text("a", words(60, 2), passage), text("b", passage.upper(), words(10, 3), words(50, 4))
    (shared,) = copied([a, b])
    assert (shared.a, shared.b, shared.words, shared.of_a, shared.of_b) == ("a", "b", 40, 0.4, 0.4)
    (run,) = shared.runs
    assert a.text[run.a_start : run.a_end] == passage
    assert b.text[run.b_start : run.b_end] == passage.upper()


@pytest.mark.parametrize("length", [14, 15, 16, 22, 23, 40])
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("low", [winnow._LOW, 0])
def test_runs_of_fifteen_words_are_found_and_shorter_ones_are_not(
    length: int, seed: int, low: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(winnow, "_LOW", low)  # with no checksum low enough each window has its least one
    run = words(length, seed)
    found = copied(
        [text("a", "one", run, "three", words(30, 100 + seed)), text("b", words(31, 200 + seed), "two", run, "four")]
    )
    assert [shared.words for shared in found] == ([length] if length >= 15 else [])


def test_punctuation_and_line_breaks_do_not_hide_a_run() -> None:
    run = words(20, 1)
    (shared,) = copied([text("a", run), text("b", run.replace(" ", ",\n", 9))])
    assert shared.of_b == 1


def test_quotations_are_not_copied_text() -> None:
    quotation = f"“{words(50, 1)}”"
    assert copied([text("a", quotation, words(50, 2)), text("b", quotation, words(50, 3))]) == ()
    (shared,) = copied([text("a", words(20, 4), quotation), text("b", words(20, 4), quotation, words(20, 5))])
    assert (shared.words, shared.of_a, shared.of_b) == (20, 1, 0.5)


def test_a_run_does_not_reach_across_a_quotation() -> None:
    before, after = words(10, 1), words(10, 2)
    quotation = f"“{words(9, 3)}”"
    assert copied([text("a", before, quotation, after), text("b", before, quotation, after)]) == ()


def test_what_an_outlet_prints_under_all_its_reports_is_not_copied() -> None:
    plate = words(30, 1)
    own = [text(f"own{k}", words(60, 10 + k), plate, outlet="herald") for k in range(3)]
    assert copied(own) == ()
    assert len(copied([*own[:2], text("else", words(20, 5), plate, outlet="post")])) == 3


def test_boilerplate_beside_a_copied_passage_is_not_counted() -> None:
    """But for fewer words than a fingerprint has, at its edge."""
    plate, passage = words(30, 1), words(30, 2)
    own = [text(f"own{k}", words(60, 10 + k), plate, outlet="herald") for k in range(3)]
    a = text("own9", words(40, 20), passage, plate, outlet="herald")
    (shared,) = copied([*own, a, text("post", passage, plate, words(20, 30), outlet="post")])
    assert (shared.a, shared.b) == ("own9", "post")
    assert 30 <= shared.words < 30 + GRAM


def test_one_changed_word_parts_a_run() -> None:
    left, right = words(20, 1), words(18, 2)
    (shared,) = copied([text("a", left, "harbour", right), text("b", left, "port", right)])
    assert [run.words for run in shared.runs] == [20, 18]


def test_characters_without_spaces_count_half() -> None:
    run = "".join(chr(0x4E00 + k) for k in range(40))
    (shared,) = copied([text("a", run), text("b", run[:32], "港")])
    assert shared.words == 16
    assert copied([text("a", run), text("b", run[:24], "港")]) == ()


def test_five_outlets_of_which_two_print_one_text() -> None:
    agency = words(80, 1)
    texts = [text("a", agency), text("b", agency, words(20, 2)), *(text(f"c{k}", words(80, 3 + k)) for k in range(3))]
    shared = copied(texts)
    assert [(pair.a, pair.b) for pair in shared if pair.dependent] == [("a", "b")]
    assert independent([each.id for each in texts], [("a", "b")]) == 4
    assert independent(["b", "c1"], [("a", "b")]) == 2
    assert independent("abcde", [("d", "e"), ("b", "d"), ("c", "elsewhere")]) == 3
    assert independent([], [("a", "b")]) == 0


def test_a_short_passage_leaves_texts_independent() -> None:
    passage = words(16, 1)
    shared = copied([text("a", passage, words(80, 2)), text("b", passage, words(80, 3))])
    assert [pair.dependent for pair in shared] == [False]


def test_a_text_that_a_hundred_outlets_print_costs_in_proportion() -> None:
    agency = words(40, 1)
    texts = [text(f"r{k:03}", agency) for k in range(100)]
    shared = copied(texts)
    assert len(shared) <= 16 * 100
    assert independent([each.id for each in texts], [(pair.a, pair.b) for pair in shared]) == 1


PASSAGES = st.lists(
    st.sampled_from([words(n, n) for n in (5, 15, 17, 31)] + [f"“{words(20, 7)}”", "x", "港口新闻"]), max_size=6
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(PASSAGES, st.sampled_from(["", "o1", "o2"])), max_size=6), st.randoms(use_true_random=False))
def test_laws(made: list[tuple[list[str], str]], chance: random.Random) -> None:
    texts = [text(f"t{k}", *parts, outlet=outlet) for k, (parts, outlet) in enumerate(made)]
    shared = copied(texts)
    mixed = texts[:]
    chance.shuffle(mixed)
    assert copied(mixed) == shared
    by_id = {each.id: each.text for each in texts}
    for pair in shared:
        assert pair.a < pair.b
        assert 0 < pair.of_a <= 1
        assert 0 < pair.of_b <= 1
        assert pair.words == sum(run.words for run in pair.runs)
        for run in pair.runs:
            assert run.words >= 15
            assert by_id[pair.a][run.a_start : run.a_end].split() == by_id[pair.b][run.b_start : run.b_end].split()


@given(st.text() | st.text("aB_9 ’É«İΣςß港ไ\0\u0307-\ud800"))
def test_words_are_known_by_the_same_checksums_with_and_without_a_pattern(part: str) -> None:
    words = [word.lower().encode("utf-8", "surrogatepass") for word in winnow.WORD.findall(part)]
    assert winnow.sums(part) == winnow.sums(part) == [crc32(word) for word in words]


@given(st.lists(st.integers(0, 9) | st.integers(0, (1 << 32) - 1), max_size=60))
def test_of_eight_runs_of_eight_words_in_a_row_one_is_kept_and_the_same_in_any_text(sums: list[int]) -> None:
    kept = {at for _, at in winnow.winnowed(sums)}
    for start in range(len(sums) - SHORTEST + 1):
        alone = {start + at for _, at in winnow.winnowed(sums[start : start + SHORTEST])}
        assert alone
        assert alone <= kept


def compared(texts: list[Text], kept: dict[str, bytes]) -> tuple[tuple[Shared, ...], set[str]]:
    """All pairs after a comparison that goes on from what is kept, and the texts that it asked for."""
    by_id = {each.id: each for each in texts}
    asked: set[str] = set()

    def read(id: str) -> Text:
        asked.add(id)
        return by_id[id]

    named = {id: (each.text, each.outlet) for id, each in by_id.items()}
    index = Index(kept)
    index.update(index.ids() - named.keys(), named, {id: marks(by_id[id]) for id in index.unmarked(named)}, read)
    return index.shared(), asked


def test_only_texts_that_changed_are_read_again_and_those_they_share_with() -> None:
    passage, other = words(40, 1), words(40, 2)
    texts = [text("a", passage), text("b", passage), text("c", other), text("d", other), text("e", words(40, 3))]
    kept: dict[str, bytes] = {}
    first, asked = compared(texts, kept)
    assert asked == {"a", "b", "c", "d"}
    assert compared(texts, kept) == (first, set())
    texts[1] = text("b", passage, words(30, 4))
    now, asked = compared(texts, kept)
    assert asked == {"a", "b"}
    assert [(pair.a, pair.b, pair.of_b) for pair in now] == [("a", "b", 0.57), ("c", "d", 1)]


def test_a_third_print_of_a_line_makes_it_boilerplate_for_the_reports_before() -> None:
    plate, passage = words(30, 1), words(30, 2)
    texts = [text(f"own{k}", words(60, 10 + k), plate, passage[: 99 * (k < 1)], outlet="herald") for k in range(2)]
    kept: dict[str, bytes] = {}
    first, _ = compared([*texts, text("post", plate, passage, outlet="post")], kept)
    assert [(pair.a, pair.b) for pair in first] == [("own0", "own1"), ("own0", "post"), ("own1", "post")]
    texts = [*texts, text("own2", plate, outlet="herald"), text("post", plate, passage, outlet="post")]
    now, _ = compared(texts, kept)
    assert [(pair.a, pair.b) for pair in now] == [("own0", "post")]
    assert now == compared(texts, {})[0]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Text,
            id=st.text(),
            text=st.text(),
            quotations=st.lists(st.tuples(st.integers(-9, 99), st.integers(-9, 99))).map(tuple),
        ),
        max_size=3,
    )
)
def test_any_text_can_be_read(texts: list[Text]) -> None:
    assert all(isinstance(pair, Shared) for pair in copied(texts))
