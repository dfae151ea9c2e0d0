"""Which quotations are one statement."""

import random
import subprocess
import sys
from collections import Counter
from itertools import combinations
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.quotes import bounds
from digest.quotes import group as grouping
from digest.quotes.group import Candidate, Changed, Grouping, Lost, begin, group, update
from digest.quotes.wordings import Link
from support.checkout import ROOT

LONG = "the smugglers' tunnel beneath the old brewery had been flooded on purpose by the regiment"
SHORT = "flooded on purpose by the regiment"
OTHER = "every lamp on the northern quay was broken the night before the inquest opened"


Row = str | tuple[str | None, ...]


def said(*rows: Row, speaker: str = "okafor", date: str = "2031-05-02") -> list[Candidate]:
    """Candidates from texts, or from (text, report, speaker, date, statement)."""
    made = []
    for number, row in enumerate(rows):
        given = (row,) if isinstance(row, str) else row
        text, report, who, day, statement = (*given, None, None, None, None, None)[:5]
        made.append(
            Candidate(
                id=f"r{number:02}#1", report=report or f"r{number:02}", text=text or "",
                date=date if day is None else day, speaker=speaker if who is None else who, statement=statement or "",
            )
        )  # fmt: skip
    return made


def groups(candidates: list[Candidate], **how: Any) -> list[tuple[int, ...]]:
    return list(group(candidates, **how).groups)


# --- the strict tier -------------------------------------------------------------------------------------------------


def test_a_part_and_the_whole_are_one_statement() -> None:
    assert groups(said(LONG, OTHER, SHORT, f"“{OTHER.upper()}!”")) == [(0, 2), (1, 3)]


def test_nothing_is_nothing() -> None:
    assert group([]) == Grouping()
    assert groups(said("", "…", "no")) == [(0,), (1,), (2,)]


def test_two_known_speakers_are_never_one() -> None:
    found = group(said((LONG, "a", "okafor"), (LONG, "b", "brandt"), (SHORT, "c", "brandt")))
    assert found.groups == ((0,), (1, 2))
    assert found.echoes == ((0, 1),)


def test_an_unknown_speaker_joins_one_and_bridges_nobody() -> None:
    found = group(said((LONG, "a", "okafor"), (SHORT, "b", ""), (LONG, "c", "brandt")))
    assert found.groups == ((0, 1), (2,))
    assert found.echoes == ((0, 1),)


def test_common_words_are_no_statement() -> None:
    assert groups(said("very good", "very good", "it is what it is", "it is what it is")) == [(0,), (1,), (2,), (3,)]


def test_a_stock_phrase_years_later_is_another_statement() -> None:
    few = "we stand with the fishermen"
    rows: list[Row] = [(few, "a", None, "2031-05-02"), (few, "b", None, "2031-05-04"), (few, "c", None, "2033-09-01")]
    assert groups(said(*rows)) == [(0, 1), (2,)]
    much: list[Row] = [(LONG, "a", None, "2031-05-02"), (LONG, "b", None, "2033-09-01")]
    assert groups(said(*much)) == [(0, 1)]


def test_a_chain_of_stock_phrases_does_not_grow_over_a_year() -> None:
    """Each link is short in time; all together are no one utterance."""
    for more in ("", "Again, "):
        texts = [f"{more * (n % 2)}we stand with the fishermen" for n in range(12)]
        found = groups(said(*((text, f"r{n}", None, f"2031-{n + 1:02}-01") for n, text in enumerate(texts))))
        assert max(members[-1] - members[0] for members in found) in (1, 2)


# --- the loose tier --------------------------------------------------------------------------------------------------

ONE = "Our side is prepared to begin technical consultations with the Norwegian side"
TWO = "we are ready to begin technical consultations with the Norwegians"


def test_translations_are_found_in_related_reports_only() -> None:
    rows = said((ONE, "a"), (TWO, "b"))
    assert groups(rows) == [(0,), (1,)]
    assert groups(rows, related=[("b", "a")]) == [(0, 1)]
    assert groups(rows, related=[("a", "nowhere")]) == [(0,), (1,)]


def test_and_within_one_report() -> None:
    assert groups(said((ONE, "a"), (TWO, "a"))) == [(0, 1)]


def test_and_where_a_strict_link_shows_one_event() -> None:
    assert groups(said((ONE, "a"), (LONG, "a"), (TWO, "b"), (SHORT, "b"))) == [(0, 2), (1, 3)]
    late = said((ONE, "a"), (LONG, "a"), (TWO, "b", None, "2031-05-09"), (SHORT, "b", None, "2031-05-09"))
    assert groups(late) == [(0,), (1, 3), (2,)]


def test_but_never_for_two_speakers_or_another_month() -> None:
    assert groups(said((ONE, "a"), (TWO, "b", "brandt")), related=[("a", "b")]) == [(0,), (1,)]
    assert groups(said((ONE, "a"), (TWO, "b", None, "2031-07-01")), related=[("a", "b")]) == [(0,), (1,)]
    assert groups(said((ONE, "a", "", ""), (TWO, "b", None, "")), related=[("a", "b")]) == [(0, 1)]


# --- the editor ------------------------------------------------------------------------------------------------------


def test_the_editors_statement_wins() -> None:
    tunnel = (LONG, "a", None, None, "tunnel"), (OTHER, "b", None, None, "tunnel")
    rows = said(*tunnel, (SHORT, "c"), (LONG, "d", None, None, "regiment"))
    assert groups(rows) == [(0, 1, 2), (3,)], "what fits two statements joins the first"
    assert groups(rows, same=[("tunnel", "regiment")]) == [(0, 1, 2, 3)]


def test_a_match_joins_the_editors_statement_unless_told_otherwise() -> None:
    rows = said((LONG, "a", None, None, "tunnel"), (SHORT, "b"), (LONG, "c"))
    assert groups(rows) == [(0, 1, 2)]
    assert groups(rows, different=[("r01#1", "tunnel")]) == [(0, 2), (1,)]
    assert groups(rows, different=[("r00#1", "r02#1")]) == [(0, 1), (2,)]


def test_the_editor_may_join_what_no_program_would() -> None:
    rows = said((LONG, "a", "okafor"), (OTHER, "b", "brandt"))
    assert groups(rows, same=[("r00#1", "r01#1")]) == [(0, 1)]
    assert groups(rows, same=[("r00#1", "nobody")]) == [(0,), (1,)]


def test_the_same_words_may_be_kept_apart() -> None:
    rows = said(LONG, LONG, LONG)
    found = group(rows, different=[("r00#1", "r01#1"), ("r01#1", "r02#1")])
    assert found.groups == ((0, 2), (1,))
    assert found.near == (), "what the editor decided is no question"


def test_nearly_is_a_question_for_people() -> None:
    inspection = "we are ready to begin a technical inspection with the Norwegians"
    found = group(said((OTHER, "a"), (TWO, "b"), (inspection, "c")))
    assert found.groups == ((0,), (1,), (2,))
    assert [(a, b) for a, b, _ in found.near] == [(1, 2)]
    assert 0.64 <= found.near[0][2] < 0.8
    refused = group(said((LONG, "a", None, None, "tunnel"), (LONG, "b", None, None, "regiment")))
    assert refused.near == (), "two statements of the editor's are no question"


# --- laws ------------------------------------------------------------------------------------------------------------

PHRASES = [
    "the smugglers' tunnel beneath the brewery", "had been flooded on purpose", "by the regiment", "every lamp",
    "on the northern quay", "was broken", "we stand with", "the fishermen of the coast", "not", "40 boats", "may",
    "(and)",
]  # fmt: skip
CANDIDATES = st.lists(
    st.builds(
        lambda text, report, speaker, date, statement: (" ".join(text), report, speaker, date, statement),
        st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5),
        st.sampled_from("abcd"),
        st.sampled_from(["", "okafor", "brandt"]),
        st.sampled_from(["", "2031-05-02", "2031-05-03", "2031-12-01", "soon"]),
        st.sampled_from(["", "", "", "tunnel", "quay"]),
    ),
    max_size=14,
).map(lambda rows: said(*rows))
PAIRS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=3)
ID = st.sampled_from(["r00#1", "r01#1", "r02#1", "r05#1", "tunnel", "quay", "none"])
IDS = st.lists(st.tuples(ID, ID), max_size=3)


def by_id(candidates: list[Candidate], found: Grouping) -> tuple[Any, ...]:
    groups = [tuple(sorted(candidates[n].id for n in members)) for members in found.groups]
    assert [members[0] for members in groups] == sorted(members[0] for members in groups)
    return (
        groups,
        [(groups[a], groups[b]) for a, b in found.echoes],
        [(sorted((candidates[a].id, candidates[b].id)), score) for a, b, score in found.near],
    )


@settings(deadline=None)
@given(CANDIDATES, PAIRS, IDS, IDS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    candidates: list[Candidate], related: Any, same: Any, different: Any, chance: random.Random
) -> None:
    shuffled = candidates[:]
    chance.shuffle(shuffled)
    one = group(candidates, related=related, same=same, different=different)
    other = group(shuffled, related=related[::-1], same=same[::-1], different=different[::-1])
    assert by_id(candidates, one) == by_id(shuffled, other)


@settings(deadline=None)
@given(CANDIDATES, PAIRS)
def test_every_quotation_is_in_one_group_that_breaks_no_rule(candidates: list[Candidate], related: Any) -> None:
    found = group(candidates, related=related)
    assert sorted(n for members in found.groups for n in members) == list(range(len(candidates)))
    for members in found.groups:
        statements = {candidates[n].statement for n in members} - {""}
        speakers = {candidates[n].speaker for n in members} - {""}
        assert len(statements) <= 1
        assert len(speakers) <= 1 or statements
    of = {n: place for place, members in enumerate(found.groups) for n in members}
    for a, b in combinations(range(len(candidates)), 2):
        if candidates[a].statement and candidates[a].statement == candidates[b].statement:
            assert of[a] == of[b]


def test_the_hash_seed_does_not_matter() -> None:
    program = (
        "from digest.quotes.group import Candidate, group\n"
        "words = 'tunnel brewery regiment quay lamp inquest harbour levy diesel depot ferry storm'.split()\n"
        "rows = [Candidate(id=f'{n:03}', report=f'r{n % 20}',\n"
        "  text=' '.join(words[(n * k) % 11] for k in range(1, 10)), speaker=['', 'a', 'b'][n % 3],\n"
        "  date=f'2031-05-{1 + n % 28:02}') for n in range(120)]\n"
        "print(group(rows, related=[(f'r{n}', f'r{n + 1}') for n in range(19)]))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1
    assert b"groups" in printed.pop()


# --- cost ------------------------------------------------------------------------------------------------------------


def many(number: int) -> list[Candidate]:
    """Statements of rare words, each in three wordings."""
    made = random.Random(7)
    rows: list[Candidate] = []
    for n in range(number // 3):
        words = [f"w{made.randrange(4000)}" for _ in range(14)]
        for wording in (words, words[2:], [*words[:7], "of", *words[8:]]):
            day = f"2031-05-{1 + n % 28:02}"
            rows.append(Candidate(id=f"{len(rows):06}", report=f"r{len(rows)}", text=" ".join(wording), date=day))
    return rows


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often two texts are compared, two quotations considered, and two linked."""
    counted: Counter[str] = Counter()

    def count(name: str) -> None:
        real = getattr(grouping, name)

        def counting(*given: Any) -> Any:
            counted[name] += 1
            return real(*given)

        monkeypatch.setattr(grouping, name, counting)

    for name in ("likeness", "_loose", "link"):
        count(name)
    return counted


def test_the_cost_of_a_quotation_stays_the_same(steps: Counter[str]) -> None:
    cost = []
    for number in (900, 9000):
        steps.clear()
        assert len(group(many(number)).groups) == number // 3
        cost.append([steps[name] / number for name in sorted(steps)])
    assert cost[0] == pytest.approx(cost[1], rel=0.1)
    assert sum(cost[1]) < 4


@pytest.mark.parametrize(
    "row",
    [
        lambda n: ("we stand with the brave fishermen of the northern coast", f"r{n}", "", "2031-05-02"),
        lambda n: (f"we stand with the brave fishermen of the northern coast {n} {n * 7}", f"r{n}", "", "2031-05-02"),
        lambda n: (f"lamp {n} broken on the quay", "one", "", "2031-05-02"),
        lambda n: ("very good", f"r{n}", f"speaker {n}", "2031-05-02"),
    ],
    ids=["one text", "one stretch in all", "one report", "one short text"],
)
def test_crowds_are_no_burden(row: Any, steps: Counter[str]) -> None:
    found = group(said(*(row(n) for n in range(3000))))
    assert sum(map(len, found.groups)) == 3000
    assert sum(steps.values()) < 20 * 3000


# --- going on from the last grouping ---------------------------------------------------------------------------------


T = TypeVar("T")


def _followed(held: set[T], gone: tuple[T, ...], come: tuple[T, ...]) -> set[T]:
    left = held - {*gone}
    assert len(left) == len(held) - len(gone), "what is gone was there"
    assert not left & {*come}, "what is new was not"
    return left | {*come}


class Edition:
    """A grouping that is kept up from what `update` says, and what it must be."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.groups: dict[str, tuple[str, ...]] = {}
        self.echoes: set[tuple[str, str]] = set()
        self.near: set[Link] = set()
        begin(self.parts, ())

    def update(self, gone: list[str], come: list[Candidate], **how: Any) -> Changed:
        return self.follow(update(self.parts, gone, come, **how))

    def follow(self, changed: Changed) -> Changed:
        for name in changed.gone:
            del self.groups[name]
        for members in changed.groups:
            assert members[0] not in self.groups
            self.groups[members[0]] = members
        self.echoes = _followed(self.echoes, changed.echoes_gone, changed.echoes)
        self.near = _followed(self.near, changed.near_gone, changed.near)
        return changed

    def holds(self, candidates: list[Candidate], **how: Any) -> bool:
        found = group(candidates, **how)
        ids = [candidate.id for candidate in candidates]
        names = [min(ids[n] for n in members) for members in found.groups]
        assert sorted(self.groups.values()) == sorted(tuple(sorted(ids[n] for n in m)) for m in found.groups)
        assert self.echoes == {(names[a], names[b]) for a, b in found.echoes}
        near = [(*sorted((ids[a], ids[b])), score) for a, b, score in found.near]
        assert [(link.a, link.b, -link.unlike) for link in sorted(self.near)] == near
        return True


TIGHT = {"CROWD": 2, "BESIDE": 1, "LOOSE_SIZE": 3, "SEASON": 1, "UNMISTAKABLE": 20.0, "SHINGLE_TOLD": 1.0}
EDITS = st.lists(st.tuples(CANDIDATES, st.sets(st.integers(0, 13)), PAIRS, IDS, IDS), min_size=1, max_size=4)


@pytest.mark.parametrize("limits", [{}, TIGHT, {"CROWD": 3, "BESIDE": 1}], ids=["wide", "tight", "crowds"])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_going_on_is_grouping_all(monkeypatch: pytest.MonkeyPatch, limits: dict[str, Any], edits: Any) -> None:
    with monkeypatch.context() as patch:
        for name, limit in limits.items():
            patch.setattr(bounds, name, limit)
        edition, there = Edition(), dict[str, Candidate]()
        how: dict[str, Any] = {}
        for rows, gone, related, same, different in edits:
            how = {"related": related, "same": same, "different": different}
            leaving = [f"r{n:02}#1" for n in gone if n % 2]
            coming = [row for n, row in enumerate(rows) if n not in gone]
            edition.update(leaving, coming, **how)
            there = {id: row for id, row in there.items() if id not in leaving} | {row.id: row for row in coming}
            assert edition.holds(list(there.values()), **how)
        again: dict[str, bytes] = {}
        begin(again, there.values(), **how)
        assert edition.parts == again, "what is remembered does not hang on how it came about"


class Counted(dict[str, bytes]):
    """Parts, and how many were read and written."""

    read = written = 0

    def get(self, name: str, default: Any = None) -> Any:
        self.read += 1
        return super().get(name, default)

    def __setitem__(self, name: str, data: bytes) -> None:
        self.written += 1
        super().__setitem__(name, data)


def test_an_edit_costs_the_same_in_a_large_edition() -> None:
    touched = []
    for number in (900, 9000):
        parts, rows = Counted(), many(number)
        begin(parts, rows)
        parts.read = parts.written = 0
        one = rows[600]
        edited = Candidate(id=one.id, report=one.report, text=f"{one.text} again", date=one.date)
        assert update(parts, (), [edited]) == Changed(), "it still is the same statement"
        assert update(parts, [edited.id], ()).gone == (min(row.id for row in rows[600:603]),)
        touched.append((parts.read, parts.written))
    assert touched[0] == pytest.approx(touched[1], abs=8), "two of its shingles may be in one part by chance"
    assert sum(touched[0]) < 200


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_parts_that_are_missing_or_damaged_are_never_believed(data: st.DataObject) -> None:
    rows = said((LONG, "a"), (SHORT, "b"), (ONE, "a"), (TWO, "b"), (OTHER, "c", None, None, "tunnel"))
    how = {"related": [("a", "b")], "same": [("r00#1", "tunnel")]}
    parts: dict[str, bytes] = {}
    begin(parts, rows, **how)
    name = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    damaged = parts[name][:place] + bytes([parts[name][place] ^ 4]) + parts[name][place + 1 :]
    missing, cut = parts.copy(), parts | {name: parts[name][:place]}
    del missing[name]
    right = update(parts.copy(), ["r01#1"], [])
    for lost in (parts | {name: damaged}, missing, cut):
        left = lost.copy()
        try:
            assert update(lost, ["r01#1"], []) == right, "the part was not needed"
        except Lost:
            assert lost == left, "nothing was written"
    begin(lost, rows, **how)
    assert lost == parts
