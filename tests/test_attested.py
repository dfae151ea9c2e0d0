"""What a statement's page finds in its witnesses: parts carried, distances, the first to print it, whom they name."""

import pytest

from digest.model.article import Quotation
from digest.model.page import NameCard, QuoteCard, ReportCard, SourceCard
from digest.model.site import Witness
from digest.model.source import Span
from digest.plan import attested  # pytest would take a `Testimony` of this module for a test
from digest.plan.attested import Echo, apart, attributions, carriage, first

MAYOR = NameCard(url="/entities/ada/", name="Ada Lindqvist")
CLERK = NameCard(url="/entities/olle/", name="Olle Berg")


def source(name: str) -> SourceCard:
    return SourceCard(id=name, url=f"/sources/{name}/", name=name, siglum=name.upper())


def printed(
    outlet: str, text: str = "", *, report: str = "", at: str = "", by: NameCard | None = None, inferred: bool = False
) -> attested.Testimony:
    """A witness; `at` is its report's `date` or `date hour`."""
    date, _, time = at.partition(" ")
    card = ReportCard(id=report or outlet, url="/", title="t", source=source(outlet), date=date, time=time)
    quotation = Quotation(number=1, text=text, form="direct", span=Span(path="", start=0, end=0, line=1, column=1))
    witness = Witness(report=card.id, quotation=quotation, outlet=outlet, speaker=by.name if by else "")
    return attested.Testimony(witness=witness, report=card, speaker=by, inferred=inferred)


WHOLE = "The quay was cleared at noon and all the boats were towed out before the storm came in"


def test_what_each_outlet_carried_is_counted_on_the_longest_wording() -> None:
    part, other = printed("a", "all the boats were towed out"), printed("c", WHOLE.upper())
    found = carriage([part, printed("b", WHOLE), other])
    assert found is not None
    assert found.total == 18
    assert [(row.source.name, row.words, [(s.at, s.words, s.text) for s in row.stretches]) for row in found.rows] == [
        ("b", 18, [(0, 18, "The quay was cleared … storm came in")]),
        ("a", 6, [(7, 6, "all the boats were towed out")]),
    ]
    assert [source.name for source in found.whole] == ["c"]


def test_an_outlet_carried_what_it_printed_in_several_pieces() -> None:
    pieces = [printed("a", "The quay was cleared at noon"), printed("a", "before the storm came in", report="a2")]
    found = carriage([printed("b", WHOLE), *pieces])
    assert found is not None
    assert [(row.source.name, row.words, [s.at for s in row.stretches]) for row in found.rows] == [
        ("b", 18, [0]),
        ("a", 11, [0, 13]),
    ]


@pytest.mark.parametrize("short", [WHOLE, WHOLE.replace(" in", ""), WHOLE.replace("towed", "hauled")])
def test_a_word_or_two_less_is_no_clipping(short: str) -> None:
    assert carriage([printed("a", short), printed("b", WHOLE)]) is None


def test_of_a_few_words_or_none_no_part_is_shown() -> None:
    assert carriage([printed("a", "towed"), printed("b", "They were towed out.")]) is None
    assert carriage([]) is None


def test_the_nearest_wordings_are_named() -> None:
    found = apart([printed("a", "The boats are out"), printed("b", "The boats are in"), printed("c", "The boats went")])
    assert found is not None
    assert [
        ([gap and (gap.apart, gap.of) for gap in row.gaps], [s.name for s in row.nearest]) for row in found.rows
    ] == [
        ([None, (2, 8), (3, 7)], ["b"]),
        ([(2, 8), None, (3, 7)], ["a"]),
        ([(3, 7), (3, 7), None], ["a", "b"]),
    ]


def test_two_fragments_are_nearer_to_the_whole_than_to_each_other() -> None:
    found = apart([printed("a", WHOLE[:28]), printed("b", WHOLE), printed("c", WHOLE[-24:])])
    assert found is not None
    assert [[s.name for s in row.nearest] for row in found.rows][::2] == [["b"], ["b"]]


def test_where_all_print_the_same_words_nothing_is_apart() -> None:
    assert apart([printed("a", "The boats are out"), printed("b", "the boats are out.")]) is None
    assert apart([printed("a", "The boats are out"), printed("a", "The boats", report="a2")]) is None


@pytest.mark.parametrize(
    ("printings", "may_be", "undated"),
    [
        ("a=2024-05-02 b=2024-05-01 c=2024-05-03", "b", ""),
        ("a=2024-05-01T09:30 b=2024-05-01T08:15", "b", ""),
        ("a=2024-05-01T09:30 b=2024-05-01T09:30", "a b", ""),
        ("a=2024-05-01T09:30 b=2024-05-01T08:15 c=2024-05-01", "b c", ""),
        ("a=2024-05-01 b=2024-05-01 c=2024-05-02", "a b", ""),
        ("a=2024-05-01 b=", "a", "b"),
        ("a= b=", "", "a b"),
    ],
)
def test_the_first_is_named_only_as_far_as_the_hours_tell(printings: str, may_be: str, undated: str) -> None:
    dated = [each.replace("T", " ").partition("=") for each in printings.split()]
    found = first([printed(outlet, at=at) for outlet, _, at in dated])
    assert found is not None
    assert " ".join(r.id for r in found.reports) == may_be
    assert " ".join(r.id for r in found.undated) == undated


def test_an_inferred_date_is_said_to_be_one() -> None:
    found = first([printed("a", at="2024-05-01", inferred=True), printed("b", at="2024-05-02", inferred=True)])
    assert found is not None
    assert [s.name for s in found.inferred] == ["a"]


def test_one_report_is_not_the_first_of_anything() -> None:
    assert first([printed("a", at="2024-05-01"), printed("a", "once more", at="2024-05-01")]) is None


def test_outlets_that_name_different_speakers_are_told_apart() -> None:
    found = attributions(
        MAYOR, [printed("a", by=CLERK), printed("b", by=MAYOR), printed("c"), printed("d", by=MAYOR)], []
    )
    assert [(a.speaker.name, [s.name for s in a.sources]) for a in found] == [
        ("Ada Lindqvist", ["b", "d"]),
        ("Olle Berg", ["a"]),
    ]


def test_silence_is_no_disagreement_about_the_speaker() -> None:
    assert attributions(MAYOR, [printed("a", by=MAYOR), printed("b")], []) == ()


def test_the_same_words_by_another_are_found_on_both_pages() -> None:
    echo = Echo(speaker=CLERK, card=QuoteCard(id="q", url="/quotes/q/", gist="Boats."), sources=(source("c"),))
    found = attributions(MAYOR, [printed("a", by=MAYOR)], [echo])
    assert [(a.speaker.name, a.echo.id if a.echo else "") for a in found] == [("Ada Lindqvist", ""), ("Olle Berg", "q")]
