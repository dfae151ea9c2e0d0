"""Articles brought in: every word arrives, nothing is let in, nothing is written over, nothing comes twice."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import captures, scaffold
from digest.cli import run
from digest.fs import Disk, Memory
from digest.ingest import Given, Importer, NoHistory, Options, Outcome, article, history_of
from digest.ingest.known import canonical
from digest.ingest.names import suggested
from digest.ingest.printed import summary
from digest.ingest.quoted import is_name
from digest.ingest.raw import Fact, Passage, Raw, Refusal
from digest.ingest.write import Suggested, parsed
from digest.link.outlets import initials_of
from digest.model.article import ReportHead
from digest.revised import changes

TODAY = "2024-06-01"
WORDS = re.compile(r"\w+")


def raw(*paragraphs: str, **facts: object) -> Raw:
    return Raw(origin="page", passages=tuple(Passage(text=text) for text in paragraphs), **facts)  # type: ignore[arg-type]


def bring(fs: Memory, *found: Raw | Refusal, **options: object) -> list[Outcome]:
    importer = Importer(fs, Options(**({"today": TODAY} | options)))  # type: ignore[arg-type]
    return list(importer.bring_in(found))


def head(fs: Memory, path: str) -> ReportHead:
    read = parsed(path, fs.read(path))
    assert [d for d in read.said if d.severity == "error"] == []
    assert read.article is not None
    assert isinstance(read.article.head, ReportHead)
    return read.article.head


def body(fs: Memory, path: str) -> str:
    read = parsed(path, fs.read(path)).article
    assert read is not None
    return read.body.text


def fields(fs: Memory, path: str) -> dict[str, object]:
    made = yaml.safe_load(fs.read(path).decode().split("\n---\n")[0])
    assert isinstance(made, dict)
    return made


HARBOUR = (
    "The mayor, Ada Lindqvist, spoke to the council on Thursday about the quay.",
    "“The harbour will open before the first frost,” Ada Lindqvist said. Nobody asked her about the cost.",
    "The engineers want four more weeks, according to two people in the room.",
    "The quay has been shut since the storm of January, when a ship broke loose.",
)


# --- what is written --------------------------------------------------------------------------------------------------


def test_an_article_becomes_a_draft_with_its_quotations_marked() -> None:
    fs = Memory()
    (done,) = bring(
        fs,
        raw(
            *HARBOUR,
            title="Quay to open before frost",
            date=Fact(value="2024-05-02", basis="the first line"),
            source=Fact(value="The Harbour Post", basis="og:site_name"),
            byline=("Bo Ek",),
            url="https://example.org/news/quay",
            lang=Fact(value="en"),
        ),
    )
    assert done.path == "content/reports/2024-05-02-the-harbour-post-quay-to-open-before-frost.md"
    assert done.action == "new"
    assert done.unknown == ()
    assert fields(fs, done.path) == {
        "date": "2024-05-02",
        "source": "The Harbour Post",
        "headline": "Quay to open before frost",
        "title": "Quay to open before frost",
        "byline": ["Bo Ek"],
        "url": "https://example.org/news/quay",
        "lang": "en",
        "entities": ["Ada Lindqvist"],
        "status": "draft",
    }
    assert "[“The harbour will open before the first frost,”]{by=ada-lindqvist} Ada" in fs.read(done.path).decode()
    (quotation,) = head(fs, done.path).quotes
    assert quotation.text == "The harbour will open before the first frost,"
    saved = captures.read(fs.read(done.capture))
    assert done.capture == f"content/captures/{done.report}.{TODAY}.txt"
    assert (saved.saved, saved.date, saved.source) == (TODAY, "2024-05-02", "The Harbour Post")
    assert saved.text == "\n\n".join(("Quay to open before frost", *HARBOUR))


def test_what_an_article_does_not_say_is_unknown_and_never_made_up() -> None:
    fs = Memory()
    said = Fact(basis="the text says `Friday`")
    (done,) = bring(fs, raw("A short text of which nobody knows whence it came.", date=said))
    written = fields(fs, done.path)
    assert (written["date"], written["source"]) == ("unknown", "unknown")
    assert written["date_note"] == "A guess would rest on this: the text says `Friday`."
    assert "headline" not in written
    assert done.unknown == ("date", "source", "headline")


@pytest.mark.parametrize("value", ["2024-02-31", "yesterday", "2024-13-01T10:00+01:00", "20240502"])
def test_a_date_that_is_none_is_unknown(value: str) -> None:
    fs = Memory()
    (done,) = bring(fs, raw("A text.", date=Fact(value=value, basis="the page's meta date")))
    assert fields(fs, done.path)["date"] == "unknown"
    assert value[:40] in str(fields(fs, done.path)["date_note"])


def test_a_time_without_a_zone_is_no_moment_but_its_day_is_known() -> None:
    fs = Memory()
    (done,) = bring(fs, raw("A text.", date=Fact(value="2024-05-02T10:00", basis="meta")))
    assert head(fs, done.path).date == "2024-05-02"


def test_what_the_editor_gives_goes_before_what_the_article_says() -> None:
    fs = Memory()
    given = Given(date="2024-05-09", source="Valley News", lang="sv")
    (done,) = bring(fs, raw("En text.", date=Fact(value="2024-05-02"), source=Fact(value="X")), given=given)
    made = head(fs, done.path)
    assert (made.date, made.source, made.lang) == ("2024-05-09", "Valley News", "sv")


def test_an_outlet_that_has_a_file_is_known_by_its_name_and_by_its_address() -> None:
    fs = Memory(
        {"content/sources/hp.md": b"---\nname: The Harbour Post\nsiglum: HP\nurl: https://www.hp.example/\n---\n"}
    )
    named, at = bring(
        fs,
        raw("The first text of the two.", source=Fact(value="the harbour post")),
        raw("Another one, quite unlike it.", url="https://hp.example/a"),
    )
    assert [head(fs, done.path).source for done in (named, at)] == ["hp", "hp"]


def test_a_speaker_with_a_file_is_named_by_its_id() -> None:
    fs = Memory({"content/entities/mayor.md": b"---\nname: Ada Lindqvist\ntype: person\n---\n"})
    (done,) = bring(fs, raw(*HARBOUR))
    assert [quotation.by for quotation in head(fs, done.path).quotes] == ["mayor"]
    assert "entities" not in fields(fs, done.path)


def test_as_digest_lists_the_quotations_and_leaves_the_words_to_the_editor() -> None:
    fs = Memory()
    (done,) = bring(fs, raw(*HARBOUR, title="Quay to open"), shape="digest")
    (quotation,) = head(fs, done.path).quotes
    assert (quotation.text, quotation.by) == ("The harbour will open before the first frost,", "ada-lindqvist")
    assert body(fs, done.path) == "The digest, in your own words."


def test_every_kind_of_passage_has_its_markdown() -> None:
    fs = Memory()
    passages = (
        Passage(kind="heading", level=2, text="What # happened #"),
        Passage(kind="item", text="one * star"),
        Passage(kind="item", level=1, text="- two"),
        Passage(kind="item", level=1, number=7, text="seven"),
        Passage(kind="quotation", text="“We shall never close the harbour to anybody.”"),
        Passage(kind="verbatim", text="  a ``` b\n    {{7*7}}"),
        Passage(text="1. no list\n# no heading\n---"),
    )
    (done,) = bring(fs, Raw(origin="page", passages=passages))
    assert fs.read(done.path).decode().split("\n---\n", 1)[1] == (
        "\n## What # happened \\#\n\n- one \\* star\n  - \\- two\n  7. seven\n\n{as=direct}\n"
        "> “We shall never close the harbour to anybody.”\n\n````\n  a ``` b\n    {{7*7}}\n````\n\n"
        "1\\. no list\\\n\\# no heading\\\n\\---\n"
    )


def test_markdown_stays_as_it_was_written_unless_it_would_be_an_error() -> None:
    fs = Memory()
    good, bad = bring(
        fs,
        Raw(origin="a", passages=(Passage(kind="markdown", text="A *bold* [word](https://example.org/)."),)),
        Raw(origin="b", passages=(Passage(kind="markdown", text="A note[^1] that [nobody]{q} wrote, *well*."),)),
    )
    assert fs.read(good.path).decode().endswith("\nA *bold* [word](https://example.org/).\n")
    assert body(fs, bad.path) == "A note[^1] that [nobody]{q} wrote, *well*."
    assert bad.remarks == ("shown as plain text, nothing is marked in it",)


# --- every word arrives, and nothing else -----------------------------------------------------------------------------

def test_a_numbered_list_inside_another_stays_one() -> None:
    fs = Memory()
    items = (Passage(kind="item", text="The boats"), Passage(kind="item", text="The second", level=1, number=2))
    (done,) = bring(fs, Raw(origin="page", passages=items))
    assert b"- The boats\n\n  2. The second\n" in fs.read(done.path)


NASTY = [
    "a\n---\nevil: 1", "{{7*7}}", "{% raw %}", "[x]{q=y}", "[x](@y)", "[^1]: z", "[x]: http://a.b", "- x", "+ x",
    "* x", "#c", "# c", "###### c #", "> q", "\x85", "\u2028", "\ufeff", "\x00", "\ud800", "\u202e", "1. x", "1) x",
    "---", "***", "= =", "===", "`", "``", "```x", "~~~", "~~a~~", "__a__", "_a_", "a_b", "**", "\\", "\\[",
    "&amp;", "&#x41;", "&c;", "<b>", "<https://a.b>", "<!--", "|a|b|", "|-|-|", "a | b", ":-|-:", "    code",
    "\tcode", "![x](y)", "[a", "b]", "]{", "{q=a}", "{q=a}\n> x", '"we shall never ever close it", he said',
    "“we shall", "said Ada Lindqvist", "«x»", ": x", "? x", "!tag", "@id", "%", "word", "Ünïcödé", "漢字", "مرحبا",
    "«", "”", "'", '"', "  ", "\n", "\n\n",
]  # fmt: skip
PIECES = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=12)), max_size=8)
TEXTS = PIECES.map(" ".join) | PIECES.map("".join)


@st.composite
def raws(draw: st.DrawFn) -> Raw:
    kinds = st.sampled_from(["paragraph", "heading", "item", "item", "quotation", "verbatim"])
    passages = draw(
        st.lists(
            st.builds(Passage, kind=kinds, text=TEXTS, level=st.integers(0, 12), number=st.integers(0, 12)), max_size=6
        )
    )
    return Raw(
        origin="page",
        title=draw(TEXTS),
        date=Fact(value=draw(st.just("2024-05-02") | TEXTS), basis=draw(TEXTS)),
        source=Fact(value=draw(TEXTS), basis=draw(TEXTS)),
        byline=tuple(draw(st.lists(TEXTS, max_size=2))),
        dateline=draw(TEXTS),
        url=draw(st.sampled_from(["", "https://example.org/a", "javascript:alert(1)", "https://a b"]) | TEXTS),
        lang=Fact(value=draw(st.sampled_from(["", "en", "de-AT", "x y"]))),
        passages=tuple(passages),
    )


KEYS = {
    "date", "date_note", "source", "source_note", "headline", "title", "byline", "dateline", "url", "lang", "entities",
    "quotes", "status",
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(raws(), st.sampled_from(["article", "digest"]))
def test_every_word_arrives_and_no_field_is_let_in(found: Raw, shape: str) -> None:
    from digest.ingest.report import harmless

    fs = Memory()
    (done,) = bring(fs, found, shape=shape)
    clean = harmless(found)
    if not article.plain(clean).strip():
        assert done.action == "refused"
        assert fs.held == {}
        return
    assert done.action == "new", done.what
    made = head(fs, done.path)
    assert fields(fs, done.path).keys() <= KEYS
    assert made.headline.split() == clean.title.split()
    assert made.status == "draft"
    if shape == "article":
        assert WORDS.findall(body(fs, done.path)) == [w for p in clean.passages for w in WORDS.findall(p.text)]
    saved = captures.read(fs.read(done.capture))
    assert WORDS.findall(saved.text) == WORDS.findall(article.plain(clean))
    # and again
    assert [again.action for again in bring(fs, found, shape=shape)] in (["same"], ["new"])


def test_ten_thousand_quotations_and_a_long_line_are_no_trouble() -> None:
    fs = Memory()
    many, long = bring(
        fs,
        raw(*(f"“We shall open harbour number {n},” Ada Lindqvist said." for n in range(2_000))),
        raw("word " * 200_000),
    )
    assert many.quotations == 2_000
    assert long.action == "new"


# --- again ------------------------------------------------------------------------------------------------------------


def test_the_same_again_is_recognised_and_nothing_is_written() -> None:
    fs = Memory()
    bring(fs, raw(*HARBOUR))
    before = dict(fs.held)
    assert [done.action for done in bring(fs, raw(*HARBOUR), raw(*HARBOUR))] == ["same", "same"]
    assert fs.held == before


def test_hand_edits_are_never_touched_and_the_article_is_still_known() -> None:
    fs = Memory()
    (done,) = bring(fs, raw(*HARBOUR))
    fs.write(done.path, b"---\ndate: 2024-05-02\nsource: hp\ntitle: Mine\n---\nAll in my own words.\n")
    changed = [HARBOUR[0], *HARBOUR[1:3], "The quay has been shut since the storm in January, when a ship broke loose."]
    (again,) = bring(fs, raw(*changed), today="2024-06-09")
    assert (again.action, again.report) == ("changed", done.report)
    assert again.capture == f"content/captures/{done.report}.2024-06-09.txt"
    assert fs.read(done.path).endswith(b"All in my own words.\n")
    assert [one.action for one in bring(fs, raw(*changed), raw(*HARBOUR))] == ["same", "same"]


@pytest.mark.parametrize(
    "address",
    ["http://example.org/news/1/", "https://www.example.org/news/1#top", "https://example.org/news/1?utm_source=x"],
)
def test_one_address_is_one_article_however_much_it_changed(address: str) -> None:
    fs = Memory()
    (first,) = bring(fs, raw("Nothing is known yet.", url="https://example.org/news/1"))
    (second,) = bring(fs, raw("Now all of it is known, and told at length.", url=address))
    assert (second.action, second.report) == ("changed", first.report)
    assert canonical("https://example.org/?id=1") != canonical("https://example.org/?id=2")


@pytest.mark.parametrize(
    ("facts", "others"),
    [
        ({"source": Fact(value="Harbour Post")}, {"source": Fact(value="Valley News")}),
        ({"date": Fact(value="2024-05-02")}, {"date": Fact(value="2024-05-03")}),
        ({"url": "https://hp.example/quay"}, {"url": "https://valley.example/quay"}),
    ],
)
def test_an_agency_text_in_two_outlets_is_two_reports(facts: dict[str, object], others: dict[str, object]) -> None:
    fs = Memory()
    one, two = bring(fs, raw(*HARBOUR, **facts), raw(*HARBOUR, **others))
    assert [one.action, two.action] == ["new", "new"]
    assert one.report != two.report


def test_a_report_that_was_renamed_or_written_by_hand_is_known() -> None:
    fs = Memory()
    (done,) = bring(fs, raw(*HARBOUR))
    text = fs.read(done.path).decode().replace("status: draft", f"was: {done.report}\nstatus: draft")
    fs.remove(done.path)
    fs.write("content/reports/quay.md", text.encode())
    by_hand = b"---\ndate: 2024-05-02\nsource: hp\ntitle: T\nurl: https://hp.example/1\n---\nOurs.\n"
    fs.write("content/reports/hand.md", by_hand)
    again, hand = bring(fs, raw(*HARBOUR), raw("What they wrote themselves.", url="https://hp.example/1"))
    assert (again.action, again.report) == ("same", "quay")
    assert (hand.action, hand.report) == ("changed", "hand")
    assert fs.read("content/reports/hand.md") == by_hand


def test_two_articles_of_one_title_have_two_ids() -> None:
    fs = Memory()
    one, two = bring(
        fs, raw("The first of the two texts.", title="Live"), raw("Quite another text, of other things.", title="Live")
    )
    assert (one.report, two.report) == ("unknown-live", "unknown-live-2")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The quay is shut. Nobody knows for how long it will be.",
            "The quay is shut. Nobody knows for how long it will be",
        ),
        (
            "Gen. Nils Berg spoke on Friday to the U.S. council of ports. Then he left.",
            "Gen. Nils Berg spoke on Friday to the U.S. council of ports",
        ),
        (
            "After a night of storm on the outer islands, President Ada Lindqvist of the northern league went home.",
            "After a night of storm on the outer islands…",
        ),
        (
            "In a call that lasted for half an hour the northern mayor told her southern colleague Nils Berg on Friday",
            "In a call that lasted for half an hour the northern mayor told her southern…",
        ),
        (
            "In a call that lasted for half an hour the mayor of the northern port went on Friday to see her people",
            "In a call that lasted for half an hour the mayor of the northern port went…",
        ),
        (
            "Nobody in the council had expected the vote — and nobody was ready for what it brought to the islands.",
            "Nobody in the council had expected the vote…",
        ),
        ("港" * 100, "港" * 79 + "…"),
        ("Live", "Live"),
    ],
)
def test_an_article_without_a_headline_is_called_by_how_it_begins(text: str, title: str) -> None:
    fs = Memory()
    (done,) = bring(fs, raw(text, "More of it follows."))
    assert head(fs, done.path).title == title


def test_a_refusal_stops_nothing_and_a_dry_run_writes_nothing() -> None:
    fs = Memory()
    outcomes = bring(fs, Refusal(origin="x", what="broken"), raw(*HARBOUR), raw(*HARBOUR), raw(" "), dry=True)
    assert [done.action for done in outcomes] == ["refused", "new", "same", "refused"]
    assert fs.held == {}


def test_names_are_only_suggested_unless_files_are_asked_for() -> None:
    found = raw(*HARBOUR, "In Lindholm, and near Lindholm, nobody minds.", source=Fact(value="The Harbour Post"))
    fs = Memory()
    importer = Importer(fs, Options(today=TODAY))
    list(importer.bring_in([found]))
    names = {(one.kind, one.name, one.type, one.path) for one in importer.suggested()}
    assert {("source", "The Harbour Post", "", ""), ("entity", "Lindholm", "place", "")} <= names
    importer = Importer(fs, Options(today=TODAY, create=True))
    list(importer.bring_in([found]))
    made = {one.path for one in importer.suggested() if one.path}
    expected = ("sources/harbour-post", "entities/ada-lindqvist", "entities/lindholm")
    assert {f"content/{name}.md" for name in expected} <= made
    assert made <= set(fs.held)


NAMED = {
    "a surname is its bearer's, with a hyphen too": (
        "Mayor Omar Al-Berg spoke. Later Berg left, and Berg came back with Berg’s dog.",
        {"Omar Al-Berg": "person"},
    ),
    "nor is a word that longer names hold": (
        "We met the Norra League. They like the Norra League, and some call it Norra, only Norra.",
        {"Norra League": "organisation"},
    ),
    "a people is none": (
        "So the Americans met Lindorian guests, and the Americans left Lindor when Lindorian boats left Lindor.",
        {"Lindor": ""},
    ),
    "an ordinary word is none": (
        "They read the UN Charter and the UN Charter to the Journal and the Journal. A new Quay is no quay, said Quay.",
        {},
    ),
    "who is said to be nobody is no person": ("They fought for high ground, Big Lake, and for no more.", {}),
    "nor are shouts and contractions": ("FULL STORY here. FULL STORY there. Well I’m late, and well I’m here.", {}),
    "a script without capitals tells no names": ("အလ သမ အလ သမ အလ သမ။ 港口 港口 港口", {}),
    "a possessor is not what it owns": (
        "They paid Norra's NTB twice, and once more Norra's NTB came late.",
        {"NTB": "organisation"},
    ),
    "a place is one though names are made with it": (
        "They were in London, near London, and left from London.",
        {"London": "place"},
    ),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_is_suggested_of_a_text(case: str) -> None:
    text, expected = NAMED[case]
    assert {one.name: one.type for one in suggested(text, "en")} == expected


def test_a_surname_belongs_to_who_is_named_in_full_in_another_article() -> None:
    importer = Importer(Memory(), Options(today=TODAY))
    full = raw("Mayor Ada Lindqvist spoke of the quay on Friday, and so did Mayor Ada Lindqvist’s friends.")
    short = raw("So the boats were what Lindqvist wanted, and the new ones are what Lindqvist has asked for.")
    list(importer.bring_in([full, short]))
    assert [one.name for one in importer.suggested()] == ["Ada Lindqvist"]


def test_suggestions_are_told_by_kind_and_no_name_is_broken() -> None:
    people = [Suggested(kind="entity", name=f"Ada Nummer{n} of Norra", type="person", articles=3) for n in range(22)]
    told = [
        Suggested(kind="source", name="The Harbour Post", articles=1),
        *people,
        Suggested(kind="entity", name="Vorra", articles=1),
    ]
    lines = summary([], told, dry=False, paint=lambda _, text: text).splitlines()
    assert lines[1].startswith("suggested")
    assert lines[2] == "  outlets        The Harbour Post 1"
    assert lines[3] == "  people         Ada Nummer0 of Norra 3, Ada Nummer1 of Norra 3,"
    assert lines[-2].endswith("and 2 more")
    assert lines[-1] == "  unsure         Vorra 1"
    assert all(len(line) <= 80 for line in lines[2:])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ada Lindqvist", True),
        ("The Harbour Post", True),
        ("La Gaceta", True),
        ("Norra’s foreign ministry", True),
        ("Swedish foreign ministry", True),
        ("Ministry of defence", True),
        ("Cristina de Borra", True),
        ("One of them", False),
        ("A spokesman for Lindqvist’s League", False),
        ("Current models", False),
        ("Republic", False),
        ("Swedish", False),
        ("an official readout", False),
    ],
)
def test_what_may_be_a_name(words: str, name: bool) -> None:
    assert is_name(words) is name


@pytest.mark.parametrize(
    ("outlet", "initials"),
    [("The Harbour Post", "HP"), ("NTB", "NTB"), ("NTB News of Norra", "NTBN"), ("Le Fjord", "LF"), ("!", "?")],
)
def test_an_outlet_of_which_nobody_has_said_a_siglum_has_initials(outlet: str, initials: str) -> None:
    assert initials_of(outlet) == initials


# --- history ----------------------------------------------------------------------------------------------------------


def test_history_shows_the_words_that_changed_and_the_quotations_they_touch() -> None:
    fs = Memory()
    (done,) = bring(fs, raw(*HARBOUR, url="https://hp.example/1"))
    changed = [HARBOUR[0], HARBOUR[1].replace("first frost", "second snow"), *HARBOUR[2:], "A line was added."]
    bring(fs, raw(*changed, url="https://hp.example/1"), today="2024-06-09")
    first, (step,) = history_of(fs, done.report)
    assert (first, step.old, step.new) == (TODAY, TODAY, "2024-06-09")
    assert [(change.old, change.new) for change in step.changes] == [
        ("first frost,”", "second snow,”"),
        ("", "A line was added."),
    ]
    (touched,) = step.touched
    assert (touched.was, touched.now) == ("found", "drifted")
    with pytest.raises(NoHistory, match="did you mean"):
        history_of(fs, done.report[:-1])


def test_only_what_differs_is_a_change() -> None:
    assert list(changes("One  text.\n\nTwo.", "One text.\nTwo.")) == []


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    scaffold.write(Disk(tmp_path), {"content/site.yml": "title: An edition\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(folder: Path, count: int) -> None:
    """Articles that are each of their own."""
    folder.mkdir()
    for n in range(count):
        lines = [f"date 2024-05-{n % 28 + 1:02} The council of town {n} met about harbour {n * 7 + 3}."]
        lines += [f"“We shall never close harbour {n * k + k},” mayor Ada Lind said on day {k}." for k in range(1, 6)]
        (folder / f"{n:04}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def test_the_command_says_what_became_of_each(edition: Path, capfd: pytest.CaptureFixture[str]) -> None:
    texts(edition / "in", 3)
    (edition / "in" / "bad.txt").write_bytes(b"caf\xc3(")
    assert run(["import", "in", "--json"]) == 1
    said = json.loads(capfd.readouterr().out)
    assert said["counts"] == {"new": 3, "changed": 0, "same": 0, "refused": 1}
    assert all((edition / one["path"]).is_file() for one in said["articles"] if one["action"] == "new")
    assert run(["build", "--drafts", "--quiet"]) == 0
    assert run(["import", "in/0000.txt", "in/0001.txt"]) == 0
    assert "2 articles: 2 as they were" in capfd.readouterr().out
    report = said["articles"][0]["report"]
    assert run(["history", report]) == 0
    assert "nothing has changed since" in capfd.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "x", "--date", "May"],
        ["import", "x", "--encoding", "klingon"],
        ["import", "x", "--lang", "?"],
        ["history", "nothing-here"],
    ],
)
def test_a_wrong_command_is_exit_2(edition: Path, arguments: list[str]) -> None:
    assert run(arguments) == 2


def test_interrupted_it_goes_on_without_loss_or_duplicates(edition: Path) -> None:
    texts(edition / "in", 120)
    command = [sys.executable, "-m", "digest", "import", "in", "--json"]
    going = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=edition)
    reports = edition / "content/reports"
    while going.poll() is None and len(list(reports.glob("*.md"))) < 10:
        time.sleep(0.005)
    os.kill(going.pid, signal.SIGINT)
    assert going.wait(20) == 130
    whole = {path.name: path.read_bytes() for path in reports.glob("*.md")}
    assert 10 <= len(whole) < 120
    assert list(edition.rglob("content/**/.*")) == []
    done = subprocess.run(command, capture_output=True, cwd=edition, check=False)
    assert done.returncode == 0
    said = json.loads(done.stdout)["counts"]
    assert said["new"] + said["same"] == 120
    after = {path.name: path.read_bytes() for path in reports.glob("*.md")}
    assert len(after) == 120
    assert all(after[name] == data for name, data in whole.items())
    assert len(list((edition / "content/captures").glob("*.txt"))) == 120
