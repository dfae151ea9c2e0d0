"""Related reports: what makes them so, what does not, and the laws that the ranking keeps."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.site import Kin, Reason
from digest.related import FLOOR, Evidence, Index, Lost, Parts, build, meet, order, rank, said, why
from digest.terms import terms


def report(
    id: str,
    date: str = "2024-03-05",
    *,
    statements: str = "",
    names: str = "",
    words: str = "",
    story: str = "",
    pin: tuple[str, ...] = (),
    hide: tuple[str, ...] = (),
) -> Evidence:
    return Evidence(
        id=id,
        date=date,
        statements=tuple(statements.split()),
        names=tuple((name, 1) for name in names.split()),
        terms=tuple((word, 1) for word in words.split()),
        story=story,
        pin=pin,
        hide=hide,
    )


FERRY = "ferry harbour captain passenger rescue engine island crew lifeboat storm"
BUDGET = "budget deficit treasury spending tax pension parliament committee"


def ids(reports: list[Evidence], id: str) -> list[str]:
    return [relation.id for relation in rank(reports)[id]]


def reasons(reports: list[Evidence], a: str, b: str) -> dict[str, Reason]:
    (relation,) = [relation for relation in rank(reports)[a] if relation.id == b]
    return {reason.kind: reason for reason in relation.reasons}


def test_a_shared_quotation_relates_reports_whatever_else_they_say() -> None:
    reports = [report("a", statements="s1 s2", words=FERRY), report("b", "2019-01-01", statements="s1", words=BUDGET)]
    assert reasons(reports, "a", "b") == {
        "statements": Reason(kind="statements", count=1, items=("s1",)),
        "days": Reason(kind="days", count=1890),
    }


def test_names_and_words_relate_reports_of_the_same_days() -> None:
    reports = [
        report("a", names="port-of-arn ida-holm", words=FERRY),
        report("b", "2024-03-06", names="port-of-arn ida-holm", words=FERRY),
        report("c", names="lars-vik", words=BUDGET),
    ]
    assert ids(reports, "a") == ["b"]
    assert ids(reports, "c") == []
    assert reasons(reports, "a", "b") == {
        "names": Reason(kind="names", count=2, items=("ida-holm", "port-of-arn")),
        "words": Reason(kind="words", count=10, items=("captain", "crew", "engine", "ferry", "harbour")),
        "days": Reason(kind="days", count=1),
    }


def test_the_same_words_count_for_less_the_longer_ago() -> None:
    reports = [report("now", words=FERRY)] + [
        report(f"d{day:02}", f"2024-03-{5 + day:02}", words=FERRY) for day in (1, 4, 9, 20)
    ]
    points = [relation.points for relation in rank(reports)["now"]]
    assert ids(reports, "now") == ["d01", "d04", "d09", "d20"]
    assert points == sorted(set(points), reverse=True)


def test_undated_reports_get_no_credit_for_being_near() -> None:
    words = FERRY + " " + BUDGET
    reports = [
        report("a", words=words),
        report("b", words=words),
        report("c", "", words=words),
        report("d", "", words=words),
    ]
    rows = rank(reports)
    assert [relation.id for relation in rows["a"]] == ["b", "c", "d"]
    assert rows["a"][0].points > 4 * rows["a"][1].points
    assert Reason(kind="undated") in rows["a"][1].reasons
    assert [relation.id for relation in rows["d"]] == ["a", "b", "c"]


@pytest.mark.parametrize("date", ["soon", "2024-13-01", "2024-W10-2", "24-03-05", "2024-03-05T10"])
def test_what_is_no_date_is_an_unknown_date(date: str) -> None:
    reports = [report("a", words=FERRY, story="x"), report("b", date, words=FERRY, story="x")]
    assert "undated" in reasons(reports, "a", "b")


def test_a_name_that_every_report_has_relates_nobody() -> None:
    reports = [report(f"r{k:03}", f"2024-03-{k % 28 + 1:02}", names="capital") for k in range(300)]
    assert not any(rank(reports).values())


def test_one_word_in_common_is_chance() -> None:
    reports = [report("a", words=FERRY), report("b", words="ferry " + BUDGET)]
    assert ids(reports, "a") == []
    standing = why(build(reports), "a", "b")
    assert (standing.verdict, standing.points, standing.place) == ("too-little", 0.0, 0)
    assert [said(reason) for reason in standing.reasons] == ["words in common: ferry", "same day"]


def test_editors_pin_and_hide() -> None:
    reports = [
        report("a", words=FERRY, pin=("z", "nobody", "a"), hide=("b",)),
        report("b", words=FERRY),
        report("c", words=FERRY),
        report("z", "", words=BUDGET),
    ]
    rows = rank(reports)
    assert [(relation.id, relation.pinned) for relation in rows["a"]] == [("z", True), ("c", False)]
    assert rows["a"][0].reasons == (Reason(kind="pinned"), Reason(kind="undated"))
    assert [relation.id for relation in rows["b"]] == ["a", "c"]
    assert [why(build(reports), "a", id).verdict for id in "bcz"] == ["hidden", "related", "pinned"]


def test_a_story_relates_its_reports_even_undated() -> None:
    reports = [report("a", "", story="talks"), report("b", "", story="talks"), report("c", "", story="budget")]
    assert ids(reports, "a") == ["b"]
    assert reasons(reports, "a", "b")["story"].items == ("talks",)


def test_at_most_so_many_and_of_equals_the_first_ids() -> None:
    reports = [report(f"r{k:02}", words=FERRY) for k in range(12)]
    assert ids(reports, "r11") == [f"r{k:02}" for k in range(10)]
    assert [relation.id for relation in rank(reports, most=3)["r00"]] == ["r01", "r02", "r03"]


def test_a_small_change_is_felt_by_those_who_stand_behind_it() -> None:
    reports = [report(f"r{k}", f"2024-03-0{k + 1}", names="ek lind", words=FERRY) for k in range(6)]
    changed = msgspec.structs.replace(reports[1], terms=tuple((word, 3) for word, _ in reports[1].terms))
    before, updated = build(reports), build(reports)
    updated.update((), [changed])
    anew = build([changed if one.id == changed.id else one for one in reports])
    assert met(updated) == met(before)  # by the same keys, but of another weight
    assert near(anew) != near(before)
    assert near(updated) == near(anew)


def test_why_and_why_not() -> None:
    index = build(
        [report("a", statements="s", names="ida", words=FERRY), report("b", statements="s", names="ida"), report("c")]
    )
    standing = why(index, "a", "b")
    assert (standing.verdict, standing.place, standing.points) == ("related", 1, 6.0)
    assert standing.parts == (("statements", 4.0), ("passages", 0.0), ("story", 0.0), ("names", 2.0), ("words", 0.0))
    assert [said(reason) for reason in standing.reasons] == ["one quotation in common", "ida", "same day"]
    assert (why(index, "a", "c").verdict, why(index, "a", "c").points) == ("too-little", 0.0)


def test_why_not_when_others_come_first() -> None:
    standing = why(build([report(f"r{k:02}", words=FERRY) for k in range(12)]), "r00", "r11")
    assert (standing.verdict, standing.shown, standing.place) == ("outranked", 8, 0)
    assert standing.last >= standing.points


# --- laws ----------------------------------------------------------------------------------------------------------

FEW = st.lists(st.sampled_from("abcdefgh"), max_size=4, unique=True).map(tuple)
COUNTED = st.dictionaries(st.sampled_from("klmnopqrst"), st.integers(1, 5), max_size=6).map(lambda d: tuple(d.items()))
GONE = st.sets(st.sampled_from([f"r{k}" for k in range(14)]), max_size=4)
REPORTS = st.lists(
    st.builds(
        Evidence,
        id=st.sampled_from([f"r{k}" for k in range(14)]),
        date=st.sampled_from(["", "2024-02-28", "2024-03-01", "2024-03-02", "2024-03-09", "2024-06-01", "x"]),
        time=st.sampled_from(["", "08:30"]),
        statements=FEW,
        names=COUNTED,
        terms=COUNTED,
        passages=FEW,
        story=st.sampled_from(["", "", "s1", "s2"]),
        pin=st.lists(st.sampled_from(["r1", "r2", "gone"]), max_size=2).map(tuple),
        hide=st.lists(st.sampled_from(["r3", "r4"]), max_size=1).map(tuple),
    ),
    max_size=14,
    unique_by=lambda evidence: evidence.id,
)


@pytest.fixture(params=["as it is", "tight", "crowded"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws hold for any limits; tight ones are met by corpora of a dozen reports."""
    if request.param != "as it is":
        monkeypatch.setattr(meet, "REACH", 2)
        monkeypatch.setattr(meet, "_PROBED", 2)
        monkeypatch.setattr(meet, "_KEY_WORDS", 2)
        monkeypatch.setattr("digest.related.index._FEW_CHANGED", 1)
        for module in ("anew", "index"):
            monkeypatch.setattr(f"digest.related.{module}.size_of", lambda reports: 10 + (reports > 9))
        for module in ("anew", "change"):
            monkeypatch.setattr(
                f"digest.related.{module}.rarity",
                lambda size, _, holders: 1024 * (5 - holders.bit_length()) // (size - 5),
            )
    if request.param == "crowded":
        monkeypatch.setattr(order, "_BITS", 5)


def near(index: Index) -> dict[str, dict[str, int]]:
    """For each report all those that were compared with it and reach the floor, with points in units."""
    ids = {at: id for id, at in index.places().items()}
    return {id: {ids[other]: worth for other, worth in index.reports[at].near.items()} for at, id in ids.items()}


def met(index: Index) -> dict[str, dict[str, int]]:
    """By what each report is met, and how often."""
    return {id: index.reports[at].meeting for id, at in index.places().items()}


def told(index: Index) -> dict[str, object]:
    """All that an index knows, without the numbers of places, which depend on what came first."""
    ids = {at: id for id, at in index.places().items()}
    keys = {key: index.entry(key) for n in range(index.head.buckets) for key in sorted(index.keys[n])}
    days = {day: known for n in range(index.head.shelves) for day, known in index.days[n].items()}
    return {
        "head": index.head,
        "evidence": {id: index.reports[at].evidence for id, at in index.places().items()},
        "weights": {id: list(index.reports[at].rarities) for id, at in index.places().items()},
        "compared": {
            id: [(times, ids[other], worth) for times, other, worth in index.reports[at].seen]
            for id, at in index.places().items()
        },
        "met": met(index),
        "near": near(index),
        "rows": dict(index.rows),
        "keys": {
            key: ([ids[at] for at in entry.holders], [ids[at] for at in entry.met])
            for key, entry in keys.items()
            if entry.holders
        },
        "days": {day: [(moment, ids[at]) for moment, at in known] for day, known in days.items()},
        "parts": sorted(_without_place(name, ids) for name in index.parts),
    }


@pytest.mark.usefixtures("limits")
@settings(deadline=None, max_examples=60)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_is_all_one(reports: list[Evidence], chance: random.Random) -> None:
    mixed = reports[:]
    chance.shuffle(mixed)
    assert list(rank(reports).items()) == list(rank(mixed).items())


def _without_place(name: str, ids: dict[int, str]) -> str:
    return f"report of {ids[int(name[7:])]}" if name.startswith("report/") else name


@pytest.mark.usefixtures("limits")
@settings(deadline=None, max_examples=50)
@given(REPORTS, st.lists(st.tuples(REPORTS, GONE), min_size=1, max_size=3), st.booleans())
def test_updating_equals_building_anew(
    before: list[Evidence], changes: list[tuple[list[Evidence], set[str]]], warm: bool
) -> None:
    """Whether an index lives on from change to change, or is opened anew on what the last one wrote."""
    known = {evidence.id: evidence for evidence in before}
    index = build(before)
    for come, gone in changes:
        if not warm:
            index = opened(dict(index.parts))
        rows = dict(index.rows)
        changed = index.update(gone, come)
        known = {id: one for id, one in known.items() if id not in gone} | {one.id: one for one in come}
        anew = build(known.values())
        assert told(index) == told(anew)
        assert list(index.rows.items()) == list(anew.rows.items())
        assert changed == {id for id, row in anew.rows.items() if rows.get(id) != row}
        assert told(opened(index.parts)) == told(anew)


def opened(parts: dict[str, bytes] | Parts) -> Index:
    index = Index.opened(parts)
    assert index
    return index


@settings(deadline=None, max_examples=60)
@given(REPORTS, REPORTS, st.sampled_from([b"", b"\x00", b"\xc1", None]), st.randoms(use_true_random=False))
def test_a_part_that_is_lost_is_noticed_or_not_needed(
    before: list[Evidence], come: list[Evidence], damage: bytes | None, chance: random.Random
) -> None:
    parts = dict(build(before).parts)
    lost = chance.choice(sorted(name for name in parts if not name.startswith("row/")))
    if damage is None:
        del parts[lost]
    else:
        parts[lost] = damage
    was = dict(parts)
    now = {one.id: one for one in [*before, *come]}
    index = Index.opened(parts)
    if index is None:
        assert lost == "head"
        return
    try:
        index.update((), come)
    except Lost:
        assert parts == was
        index = build(now.values(), parts=parts)
    assert list(map(parts.get, map("row/{}".format, now))) == list(
        map(build(now.values()).parts.get, map("row/{}".format, now))
    )


@settings(deadline=None, max_examples=60)
@given(REPORTS)
def test_points_are_mutual_and_explained(reports: list[Evidence]) -> None:
    index = build(reports)
    for id, row in index.rows.items():
        assert len(row) <= index.head.most
        for relation in row:
            assert relation.id != id
            assert relation.reasons
            assert relation.pinned or relation.points >= FLOOR
            standing = why(index, id, relation.id)
            assert row[standing.place - 1] == relation
            assert standing.points == relation.points
            assert abs(sum(points for _, points in standing.parts) - standing.points) < 0.03  # each is rounded
            assert near(index)[id].get(relation.id) == near(index)[relation.id].get(id)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.builds(
            Evidence, id=st.text(), date=st.text(), time=st.text(), story=st.text(), pin=st.lists(st.text()).map(tuple)
        ),
        max_size=4,
    )
)
def test_nothing_that_editors_write_makes_it_fail(reports: list[Evidence]) -> None:
    rows = rank(reports)
    assert rows.keys() == {evidence.id for evidence in reports}


# --- a corpus ------------------------------------------------------------------------------------------------------


def corpus(events: int, seed: int = 1) -> tuple[list[Evidence], dict[str, int]]:
    """Invented news: events of a few reports in their own words, within topics whose people and words recur."""
    chance = random.Random(seed)
    weights = [1 / (rank + 40) for rank in range(6000)]
    vocabulary = ["".join(chance.choice("bdfgklmnprtv") + chance.choice("aeiou") for _ in range(4)) for _ in weights]

    def some(count: int) -> list[str]:
        return chance.choices(vocabulary, weights, k=count)

    topics = [(some(50), [f"t{k}-{n}" for n in range(5)]) for k in range(max(3, events // 15))]
    reports: list[Evidence] = []
    event_of: dict[str, int] = {}
    for event in range(events):
        topic, people = chance.choice(topics)
        own, names = some(30), [f"e{event}-{n}" for n in range(2)] + chance.sample(people, 2)
        day = chance.randrange(300)
        for k in range(chance.randint(1, 6)):
            body = (
                some(120)
                + chance.sample(topic, 20)
                + [word for word in own if chance.random() < 0.5] * chance.randint(1, 2)
            )
            chance.shuffle(body)
            title = " ".join(chance.sample(own, 3) + some(3))
            when = day + chance.randrange(3)
            carried = [f"s{event}-{n}" for n in range(4) if chance.random() < 0.25]
            named = {name: chance.randint(1, 3) for name in names if chance.random() < 0.6}
            evidence = Evidence(
                id=f"r{event:04}-{k}",
                date=f"2024-{when // 28 + 1:02}-{when % 28 + 1:02}",
                statements=tuple(carried),
                names=tuple(named.items()),
                terms=terms(title, " ".join(body)),
            )
            reports.append(evidence)
            event_of[evidence.id] = event
    return reports, event_of


def recall(rows: dict[str, tuple[Kin, ...]], event_of: dict[str, int], first: int) -> float:
    """How much of each event's other reports stands among the first, on average."""
    shares = []
    for id, row in rows.items():
        mates = {other for other, event in event_of.items() if event == event_of[id] and other != id}
        if mates:
            shares.append(len(mates & {relation.id for relation in row[:first]}) / min(first, len(mates)))
    return sum(shares) / len(shares)


def test_reports_of_one_event_find_each_other() -> None:
    reports, event_of = corpus(80)
    assert recall(rank(reports, most=10), event_of, 5) >= 0.88
    silent = rank([_silent(evidence) for evidence in reports], most=10)
    assert recall(silent, event_of, 5) >= 0.86
    assert recall(silent, event_of, 10) >= 0.86


def _silent(evidence: Evidence) -> Evidence:
    return Evidence(id=evidence.id, date=evidence.date, names=evidence.names, terms=evidence.terms)


def test_one_more_report_leaves_the_lists_of_others_alone() -> None:
    """The law of locality, counted: whoever is not related to the new report keeps its list. Points may move by a hair
    where a word in common has become a little more common."""
    reports, _ = corpus(80)
    moved = restated = 0
    for new in (reports[3], reports[57], reports[120]):
        index = build([evidence for evidence in reports if evidence.id != new.id])
        before = dict(index.rows)
        changed = index.update((), [new])
        known = near(index)
        for id, row in before.items():
            if new.id not in known[id]:
                assert (id in changed) == (row != index.rows[id])
                restated += id in changed
                moved += [relation.id for relation in row] != [relation.id for relation in index.rows[id]]
    assert moved <= 9
    assert restated <= 60


class Counted(dict[str, bytes]):
    """Parts that count how often one is read or written."""

    reads = writes = 0

    def __getitem__(self, name: str) -> bytes:
        self.reads += 1
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.reads += 1
        return super().get(name, default)

    def __setitem__(self, name: str, data: bytes) -> None:
        self.writes += 1
        super().__setitem__(name, data)


def test_a_change_reads_and_writes_only_what_it_can_be_felt_by() -> None:
    costs = []
    for events in (80, 320):
        reports, _ = corpus(events)
        parts = build(reports).parts
        for one in reports[:: len(reports) // 8]:
            counted = Counted(parts)
            changed = msgspec.structs.replace(one, terms=(*one.terms[:-1], ("quokka", 1)))
            opened(counted).update((), [changed])
            costs.append((counted.reads, counted.writes))
    half = len(costs) // 2
    assert max(costs[:half]) < (250, 0)
    assert sum(reads for reads, _ in costs[half:]) < 1.5 * sum(reads for reads, _ in costs[:half])
    assert max(writes for _, writes in costs) < 40


def test_what_did_not_change_is_not_looked_at() -> None:
    reports, _ = corpus(40)
    counted = Counted(build(reports).parts)
    assert opened(counted).update(["nobody"], [reports[5]]) == set()
    assert (counted.reads, counted.writes) == (4, 0)  # the head, two places and the report itself
