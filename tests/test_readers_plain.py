"""Plain text: a date, a headline or neither, and every word in its place."""

import pytest

from digest.ingest.raw import Fact
from digest.ingest.readers import plain

LONG = "The ferry company said on Monday that its two boats would not sail before the spring, and that it was sorry. "


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("text", "title", "date", "paragraphs"),
    [
        (" date 2022-02-25 It stays.\n\nSo they say.\n", "", "2022-02-25", ["It stays.", "So they say."]),
        ("Date: 2021-12-31\n\nThe ferry stays.", "", "2021-12-31", ["The ferry stays."]),
        ("date 2021-12-31\nFerry in port\n\nIt stays.", "Ferry in port", "2021-12-31", ["It stays."]),
        ("Ferry stays in port: company\n\nThe ferry stays.", "Ferry stays in port: company", "", ["The ferry stays."]),
        ("Ferry stays\n" + LONG + "\nSecond.\nThird.", "Ferry stays", "", [LONG.strip(), "Second.", "Third."]),
        ("The ferry stays in port.\n\nIt will not sail.", "", "", ["The ferry stays in port.", "It will not sail."]),
        ("The ferry stays", "", "", ["The ferry stays"]),
        ("Ferry\nstays in\nport. It\nwon't\nsail.\n\nNo.", "", "", ["Ferry stays in port. It won't sail.", "No."]),
        ("dated 2021-12-31 as it is\n\nNo.", "dated 2021-12-31 as it is", "", ["No."]),
        ("", "", "", []),
        ("\r\n \r\n", "", "", []),
        ("One.\r\rTwo.\r\n\r\nThree.", "", "", ["One.", "Two.", "Three."]),
    ],
)
def test_date_and_headline_are_taken_only_where_the_text_says_so(
    text: str, title: str, date: str, paragraphs: list[str]
) -> None:
    raw = plain.read(text, "a.txt")
    assert raw.title == title
    assert raw.date.value == date
    assert [passage.text for passage in raw.passages] == paragraphs


def test_a_date_says_where_it_stands_and_a_wrong_one_is_no_date() -> None:
    assert plain.read("date 2022-02-25 Yes.", "a").date == Fact(
        value="2022-02-25", basis="the first line, `date 2022-02-25`"
    )
    wrong = plain.read("date 2022-02-31 Yes.", "a")
    assert wrong.date == Fact(basis="the first line says `date 2022-02-31`, which is no day of the calendar")
    assert wrong.passages[0].text == "date 2022-02-31 Yes."  # nothing was taken, so nothing is lost


def test_a_guess_is_not_made_but_what_it_would_rest_on_is_told() -> None:
    raw = plain.read("Ferry stays\n\nHARBOUR TOWN (XYZ, ABC) - The ferry stays, it said on Friday (Feb 25).", "a")
    assert raw.date == Fact(basis="the text says `Friday (Feb 25)`")
    assert (raw.dateline, raw.byline) == ("Harbour Town", ("XYZ", "ABC"))
    assert raw.passages[0].text.startswith("HARBOUR TOWN (XYZ, ABC) - The ferry")


@pytest.mark.parametrize("text", ["Russia is ready - he said", "It (a ferry) - and more", "A - b", "No dash here"])
def test_a_sentence_with_a_dash_has_no_dateline(text: str) -> None:
    assert plain.read(text, "a").dateline == ""


def test_what_no_text_holds_is_shown_or_left_out_and_told() -> None:
    raw = plain.read("Fer\0ry stays.\n\n\u202eNo\u202c sail\u00ading\ufeff.", "a")
    assert [passage.text for passage in raw.passages] == ["Fer\ufffdry stays.", "No sailing."]
    assert raw.remarks == (
        "control characters shown as U+FFFD: 1",
        "invisible characters that turn the direction of text, left out: 2",
    )


def test_a_line_of_ten_megabytes_is_a_paragraph() -> None:
    text = "word " * 2_000_000
    raw = plain.read(text, "a")
    assert [len(passage.text) for passage in raw.passages] == [len(text) - 1]
