"""`digest lsp`, as an editor uses it: a client over standard input and output, and the functions behind it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.diagnostic import Diagnostic, Fix
from digest.due import linked as all_linked
from digest.explain import rules
from digest.lsp import desk
from digest.lsp.asked import asked
from digest.lsp.desk import Desk, Look
from digest.lsp.findings import carried
from digest.lsp.places import Places
from digest.model.source import Span
from digest.options import Options
from digest.schema import KINDS, Schema, schema
from support.editions import made, on_disk
from support.lsp_client import Client, Failed, apply, edited

FILES = {
    "content/reports/one.md": """\
---
title: 😀 The quay stays open
date: 2024-05-03
source: harbour-post
story: quay
entities: [ida-holm, -bo-ek]
related: {pin: [two]}
---
😀 [Bo](@bo-ek) said ["we shall never close it"]{q=open by=bo-ek}.[^ctx-why]

[^ctx-why]: He was asked.
""",
    "content/reports/two.md": """\
---
title: The quay is to stay open
date: 2024-05-04
source: valley-news
---
He said ["we will never close it"]{q=open via=harbour-post}, and ["So be it, for all I care"]{as=direct}.
""",
    "content/quotes/open.md": "---\ngist: The quay stays open.\nspeaker: bo-ek\n---\n",
    "content/quotes/two-q2.md": "---\ngist: So be it.\nspeaker: bo-ek\nnot_same_as: [open]\n---\n",
    "content/entities/bo-ek.md": "---\nname: Bo Ek\ntype: person\nrole: Harbour master\nalso: [Mr Ek]\n---\n",
    "content/entities/ida-holm.md": "---\nname: Ida Holm\ntype: person\nwas: [ida-berg]\n---\n",
    "content/sources/harbour-post.md": "---\nname: Harbour Post\nsiglum: HP\n---\n",
    "content/sources/valley-news.md": "---\nname: Valley News\nsiglum: VN\n---\n",
    "content/stories/quay.md": "---\ntitle: The quay\norder: [harbour-post, valley-news]\n---\n[A](@one) [b](@two)\n",
    "content/captures/two.2024-05-04.txt": "“We will never close it,” he said. “So be it, for all I care.”\n",
}
ONE, TWO = "content/reports/one.md", "content/reports/two.md"


def written(folder: Path) -> Path:
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    with Client(folder) as client:
        yield client


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An editor in which nothing is saved, for questions; the server has looked at the edition."""
    with Client(written(tmp_path_factory.mktemp("edition"))) as client:
        looked(client)
        yield client


def looked(client: Client) -> None:
    """Wait until the server has looked at the edition: a mistake that only the edition can tell is shown, and gone."""
    path = "content/pages/wait.md"
    client.open(path, "---\ntitle: Wait\n---\n[x](@nobody)\n")
    (client.folder / path).parent.mkdir(exist_ok=True)
    client.save(path, "---\ntitle: Wait\n---\n[x](@nobody)\n")
    client.shown(path, lambda said: [one["code"] for one in said] == ["id-missing"])
    client.tell("textDocument/didClose", {"textDocument": {"uri": client.uri(path)}})
    (client.folder / path).unlink()


def words_at(text: str, where: dict[str, Any]) -> str:
    """The words of a range."""
    rest = edited(text, [{"range": where, "newText": "\x00"}])
    before, _, after = rest.partition("\x00")
    return text[len(before) : len(text) - len(after)]


# --- what is said ----------------------------------------------------------------------------------------------------


def test_said_as_one_types_and_taken_back(client: Client) -> None:
    text = client.open(ONE)
    broken = text.replace("title: 😀", "titel: 😀").replace("by=bo-ek", "bi=bo-ek")
    client.type(ONE, broken)
    said = client.shown(ONE, lambda said: len(said) == 2)
    assert [(one["code"], words_at(broken, one["range"]), one["severity"], one["source"]) for one in said] == [
        ("unknown-key", "titel", 1, "digest"),
        ("unknown-attribute", "bi", 1, "digest"),
    ]
    assert "did you mean `title`?" in said[0]["message"]
    client.type(ONE, text)
    client.shown(ONE, lambda said: said == [])


def test_what_only_the_edition_tells_comes_with_saving_and_goes_with_its_line(client: Client) -> None:
    text = client.open(ONE)
    wrong = text.replace("(@bo-ek)", "(@bo-eck)")
    client.type(ONE, wrong)
    client.save(ONE, wrong)
    (said,) = client.shown(ONE, lambda said: [one["code"] for one in said] == ["id-missing"])
    assert words_at(wrong, said["range"]) == "bo-eck"
    longer = wrong.replace("---\n😀", "---\nOne more line.\n\n😀")
    client.type(ONE, longer)
    (said,) = client.shown(ONE, lambda said: bool(said) and said[0]["range"]["start"]["line"] == 10)
    assert words_at(longer, said["range"]) == "bo-eck"
    client.type(ONE, longer.replace("bo-eck", "bo-ek"))
    client.shown(ONE, lambda said: said == [])


def test_files_that_are_not_open_are_spoken_of_too(client: Client) -> None:
    text = FILES[TWO].replace("via=harbour-post", "via=harbour-pst")
    client.save(TWO, text)
    said = client.shown(TWO, bool)
    assert ("id-missing", "harbour-pst") in [(one["code"], words_at(text, one["range"])) for one in said]


def test_a_second_place_is_named(client: Client) -> None:
    path = "content/reports/2024/one.md"
    (client.folder / path).parent.mkdir()
    client.save(path, FILES[ONE])
    said = client.shown(ONE, lambda said: any(one["code"] == "id-twice" for one in said))
    (other,) = next(one for one in said if one["code"] == "id-twice")["relatedInformation"]
    assert client.path(other["location"]["uri"]) == path


def test_texts_that_are_no_content(client: Client) -> None:
    """Nothing is said of them, and nothing breaks: other files, broken ones, lone surrogates, a foreign address."""
    client.open("README.md", "---\ntitel: x\n---\n")
    client.open("content/notes.md", "words")
    client.open("content/captures/one.txt", "words")
    client.open(TWO, "")
    client.shown(TWO, lambda said: [one["code"] for one in said] == ["no-front-matter"])
    client.type(TWO, "---\n[" * 60_000)
    client.shown(TWO, lambda said: said[:1] != [] and said[0]["code"] != "no-front-matter")
    client.type(TWO, "---\ntitle: \ud800\n---\n")
    client.shown(TWO, lambda said: [one["code"] for one in said] == ["not-utf8"])
    document = {"uri": "untitled:one", "languageId": "markdown", "version": 1, "text": "x"}
    client.tell("textDocument/didOpen", {"textDocument": document})
    assert client.ask(
        "textDocument/completion", {"textDocument": {"uri": "untitled:one"}, "position": {"line": 0, "character": 0}}
    ) is None
    assert set(client.said) == {TWO}


# --- completion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "place", "wanted", "never", "first"),
    [
        (ONE, "[Bo](@‸bo-ek)", ["bo-ek", "harbour-post", "open", "quay", "two"], [], "bo-ek"),
        (ONE, "{q=‸open", ["open", "two-q2"], ["bo-ek"], "open"),
        (ONE, "by=‸bo-ek}", ["bo-ek", "ida-holm", "harbour-post"], ["open", "quay"], "bo-ek"),
        (ONE, "by=b‸o-ek}", ["bo-ek", "harbour-post"], ["ida-holm"], "bo-ek"),
        (TWO, "via=‸harbour-post", ["bo-ek", "valley-news"], ["two"], "valley-news"),
        (ONE, "by=bo-ek}.[^‸ctx-why]", ["ctx-why", "var-"], ["open"], "ctx-why"),
        (ONE, "source: ‸harbour-post", ["harbour-post", "valley-news"], ["bo-ek"], "valley-news"),
        (ONE, "story: ‸quay", ["quay"], ["bo-ek"], "quay"),
        (ONE, "entities: [ida-holm, -‸bo-ek]", ["bo-ek", "ida-holm"], ["quay"], "bo-ek"),
        (ONE, "{pin: [‸two]}", ["one", "two"], ["bo-ek"], "two"),
        ("content/quotes/open.md", "speaker: ‸bo-ek", ["bo-ek"], ["quay"], "bo-ek"),
        ("content/stories/quay.md", "harbour-post, ‸valley-news", ["valley-news"], ["bo-ek"], "valley-news"),
    ],
)  # fmt: skip
def test_ids_where_they_belong(
    reader: Client, path: str, place: str, wanted: list[str], never: list[str], first: str
) -> None:
    text = reader.open(path)
    items = {one["label"]: one for one in reader.at("textDocument/completion", path, text, place)["items"]}
    assert set(wanted) <= set(items)
    assert not set(never) & set(items)
    put = edited(text, [items[first]["textEdit"]])
    typed = words_at(text, items[first]["textEdit"]["range"])
    assert place.replace("‸", "").replace(typed, first) in put, "the whole id is replaced, and nothing beside it"


def test_a_link_is_made_of_a_name_in_running_text(reader: Client) -> None:
    text = FILES[TWO] + "Then @b came.\n"
    reader.open(TWO, text)
    items = {one["label"]: one for one in reader.at("textDocument/completion", TWO, text, "Then @b‸ came")["items"]}
    assert items["@bo-ek"]["detail"] == "Bo Ek"
    assert edited(text, [items["@bo-ek"]["textEdit"]]).endswith("Then [Bo Ek](@bo-ek) came.\n")


SCHEMAS: dict[str, Schema] = {kind: schema(kind, rules()) for kind in KINDS}


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("report", "---\nti‸\n---\n", ["title", "date", "source", "headline"]),
        ("report", "---\ntitle: x\n‸\n---\n", ["date", "status"]),
        ("report", "---\nstatus: ‸\n---\n", ["draft", "published", "corrected", "withdrawn"]),
        ("report", "---\ndraft: ‸\n---\n", ["true", "false"]),
        ("report", "---\nrelated: {‸}\n---\n", ["pin", "hide"]),
        ("report", "---\nrelated:\n  p‸\n---\n", ["pin", "hide"]),
        ("report", "---\nquotes:\n  - q: x\n    a‸\n---\n", ["text", "as", "cert"]),
        ("report", "---\nquotes:\n  - ‸\n---\n", ["q", "text"]),
        ("report", "---\nquotes: [{q: x, as: ‸}]\n---\n", ["direct", "headline"]),
        ("quote", "---\nvariants:\n  - words: [a, b]\n    kind: ‸\n---\n", ["translation", "style"]),
        ("story", "---\npoints: [{ask: x, verdict: c‸}]\n---\n", ["compatible", "conflict"]),
        ("site", "levels: {‸}\n", ["long-note", "bad-date"]),
        ("site", "levels:\n  long-note: ‸\n", ["off", "warning"]),
        ("site", "fonts: ‸\n", ["web", "system"]),
        ("page", "---\ntitle: x\n---\n[\"x\"]{‸}\n", ["q", "via", "as"]),
        ("page", "---\ntitle: x\n---\n[\"x\"]{q=a cert=‸}\n", ["high", "low"]),
        ("page", "---\ntitle: x\n---\n{‸\n> x\n", ["q", "by"]),
    ],
)  # fmt: skip
def test_words_where_they_belong(kind: str, text: str, words: list[str]) -> None:
    before, _, after = text.partition("‸")
    given = asked(before + after, len(before), kind, SCHEMAS)
    assert given is not None
    assert set(words) <= {word.word for word in given.words}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("report", "---\ntitle: The ‸\n---\n"),
        ("report", "---\ntitle: x\n---\nme@example‸\n"),
        ("report", "---\ntitle: x\n---\nplain words‸\n"),
        ("report", "‸---\ntitle: x\n---\n"),
    ],
)
def test_nothing_is_offered_elsewhere(kind: str, text: str) -> None:
    before, _, after = text.partition("‸")
    assert asked(before + after, len(before), kind, SCHEMAS) is None


@given(st.text("-{}[]():,=@^q \n\"'ab", max_size=60), st.integers(0, 60), st.sampled_from(KINDS))
def test_completion_never_fails(text: str, offset: int, kind: str) -> None:
    text = "---\n" + text
    given = asked(text, min(offset, len(text)), kind, SCHEMAS)
    assert given is None or given.start <= min(offset, len(text)) <= given.end <= len(text)


# --- an id -----------------------------------------------------------------------------------------------------------


def test_hover_shows_the_card(reader: Client) -> None:
    text = reader.open(ONE)
    shown = reader.at("textDocument/hover", ONE, text, "[Bo](@bo‸-ek)")
    assert words_at(text, shown["range"]) == "bo-ek"
    for told in ("**Bo Ek**", "`bo-ek`", "person, Harbour master", "also: Mr Ek", "report"):
        assert told in shown["contents"]["value"]
    quote = reader.at("textDocument/hover", ONE, text, "{q=op‸en")["contents"]["value"]
    assert "**The quay stays open.**" in quote
    assert "Harbour Post, 2024-05-03" in quote
    assert "2 reports" in quote
    assert reader.at("textDocument/hover", ONE, text, "He was‸ asked") is None


def test_definition_and_references(reader: Client) -> None:
    text = reader.open(ONE)
    found = reader.at("textDocument/definition", ONE, text, "story: qu‸ay")
    assert reader.path(found["uri"]) == "content/stories/quay.md"
    note = reader.at("textDocument/definition", ONE, text, "by=bo-ek}.[^ctx‸-why]")
    assert (reader.path(note["uri"]), words_at(text, note["range"])) == (ONE, "[^ctx-why]")
    unsaved = text + "\n[Mr Ek](@bo-ek)\n"
    reader.type(ONE, unsaved)
    used = reader.at(
        "textDocument/references", ONE, unsaved, "[Bo](@bo‸-ek)", context={"includeDeclaration": True}
    )
    places = sorted((reader.path(one["uri"]), one["range"]["start"]["line"]) for one in used)
    assert places == [
        ("content/entities/bo-ek.md", 0),
        ("content/quotes/open.md", 2),
        ("content/quotes/two-q2.md", 2),
        (ONE, 5),
        (ONE, 8),
        (ONE, 8),
        (ONE, 12),
    ]


def errors(folder: Path) -> list[str]:
    edition = on_disk(folder)
    try:
        said = made(edition, Options(processes=1, drafts=True)).said
    finally:
        edition.cache.close()
    return [f"{one.span.path}: {one.message}" for one in said if one.severity == "error"]


@pytest.mark.parametrize(
    ("path", "place", "new", "moved", "kept"),
    [
        (ONE, "[Bo](@bo‸-ek)", "bo-ekman", "content/entities/bo-ekman.md", "entities/bo-ek"),
        (ONE, "story: qu‸ay", "the-quay", "content/stories/the-quay.md", "stories/quay"),
        (ONE, "source: harbour‸-post", "post", "content/sources/post.md", "sources/harbour-post"),
        (ONE, "{q=op‸en", "never-close", "content/quotes/never-close.md", "quotes/open"),
        (ONE, "{pin: [tw‸o]}", "valley-report", "content/reports/valley-report.md", "reports/two"),
        (ONE, "[ida-‸holm", "ida-lund", "content/entities/ida-lund.md", "entities/ida-berg"),
    ],
)
def test_renamed_everywhere(client: Client, path: str, place: str, new: str, moved: str, kept: str) -> None:
    """The edition has no error afterwards, the old address leads to the new page, and nobody names the old id."""
    folder = client.folder
    looked(client)
    text = client.open(path)
    old = client.at("textDocument/prepareRename", path, text, place)["placeholder"]
    change = client.at("textDocument/rename", path, text, place, newName=new)
    apply(folder, change)
    assert (folder / moved).exists()
    assert errors(folder) == []
    page = folder / "site" / kept / "index.html"
    assert moved.removeprefix("content/").removesuffix(".md").split("/")[1] in page.read_text()
    left = [file for file in (folder / "content").rglob("*.md") if f"@{old})" in file.read_text()]
    assert left == []
    assert not any(file.stem.split(".")[0] == old for file in (folder / "content").rglob("*.*"))
    own = (folder / moved).read_text()
    assert f"was: [{old}" in own


def test_what_hangs_on_a_report_s_id_goes_with_it(client: Client) -> None:
    looked(client)
    text = client.open(ONE)
    apply(client.folder, client.at("textDocument/rename", ONE, text, "{pin: [tw‸o]}", newName="valley-report"))
    held = {file.relative_to(client.folder).as_posix() for file in (client.folder / "content").rglob("*.*")}
    assert "content/captures/valley-report.2024-05-04.txt" in held
    assert "content/quotes/valley-report-q2.md" in held
    assert "was: [two-q2]" in (client.folder / "content/quotes/valley-report-q2.md").read_text()


def test_an_id_cannot_be_renamed_to_nothing_or_to_another(reader: Client) -> None:
    text = reader.open(ONE)
    for new, why in (("Bo Ek", "no id"), ("ida-holm", "is taken by"), ("../x", "no id")):
        with pytest.raises(Failed, match=why):
            reader.at("textDocument/rename", ONE, text, "[Bo](@bo‸-ek)", newName=new)


def test_a_file_that_the_editor_renames_takes_its_id_along(client: Client) -> None:
    looked(client)
    files = [{"oldUri": client.uri("content/entities/bo-ek.md"), "newUri": client.uri("content/entities/bo-ekman.md")}]
    apply(client.folder, client.ask("workspace/willRenameFiles", {"files": files}))
    (client.folder / "content/entities/bo-ek.md").rename(client.folder / "content/entities/bo-ekman.md")
    assert errors(client.folder) == []
    assert "(@bo-ekman)" in (client.folder / ONE).read_text()


def test_an_editor_that_cannot_rename_files_is_told(folder: Path) -> None:
    with Client(folder, capabilities={}) as client:
        looked(client)
        text = client.open(ONE)
        with pytest.raises(Failed, match="cannot rename files"):
            client.at("textDocument/rename", ONE, text, "[Bo](@bo‸-ek)", newName="bo-ekman")


# --- fixes -----------------------------------------------------------------------------------------------------------


def test_fixes_one_by_one_and_all(client: Client) -> None:
    text = FILES[ONE].replace("title:", "titel:").replace("by=bo-ek", "by=bo-ek cert=hihg").replace("story:", "tags:")
    client.open(ONE, text)
    client.shown(ONE, lambda said: len(said) == 3)

    def actions(place: str, only: list[str]) -> list[dict[str, Any]]:
        start = client.position(text, text.index(place))
        params = {"range": {"start": start, "end": start}, "context": {"diagnostics": [], "only": only}}
        found: list[dict[str, Any]] = client.ask(
            "textDocument/codeAction", {"textDocument": {"uri": client.uri(ONE)}, **params}
        )
        return found

    (title,) = actions("titel", ["quickfix"])
    assert title["title"] == "Write `title` for `titel`"
    assert title["isPreferred"] is True
    assert edited(text, title["edit"]["changes"][client.uri(ONE)]) == text.replace("titel", "title")
    (guess,) = actions("tags", ["quickfix"])
    assert guess["isPreferred"] is False
    (every,) = actions("titel", ["source.fixAll"])
    mended = edited(text, every["edit"]["changes"][client.uri(ONE)])
    assert mended == text.replace("titel", "title").replace("hihg", "high")
    assert actions("He was", ["quickfix"]) == []


# --- places ----------------------------------------------------------------------------------------------------------


@given(st.text("a\n\r😀é\u2028\x85\x0b", max_size=30), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_places_lead_there_and_back(text: str, unit: str) -> None:
    places = Places(text, unit)
    for offset in range(len(text) + 1):
        if offset and text[offset - 1 : offset + 1] == "\r\n":
            continue  # no place: a newline is one
        assert places.offset(*places.position(offset)) == offset


def test_places_count_as_the_protocol_does() -> None:
    text = "a😀b\r\nc\u2028d\re"
    assert [Places(text, unit).position(2) for unit in ("utf-8", "utf-16", "utf-32")] == [(0, 5), (0, 3), (0, 2)]
    assert Places(text, "utf-16").position(text.index("d")) == (1, 2)
    assert Places(text, "utf-16").position(text.index("e")) == (2, 0)
    assert Places(text, "utf-16").offset(99, 0) == len(text)
    assert Places(text, "utf-16").offset(0, 99) == 3 + 0 + (len("a😀b") - 3)


def test_findings_go_with_their_lines() -> None:
    def said(line: int, column: int, length: int) -> Diagnostic:
        span = Span(path="x", start=0, end=length, line=line, column=column)
        return Diagnostic(code="c", severity="error", message="m", span=span, fix=Fix(span=span, text="new"))

    saved = "one\ntwo\nthree\ntwo\n"
    now = "zero\none\ntwo\nTHREE\ntwo\n"
    found = carried([said(1, 1, 3), said(3, 2, 2), said(4, 1, 3)], saved, Places(now, "utf-32"))
    assert [(one.start, one.end, one.change) for one in found] == [(5, 8, (5, 8, "new")), (19, 22, (19, 22, "new"))]


# --- what a save costs -----------------------------------------------------------------------------------------------


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each time that the whole edition is linked."""
    times: list[str] = []

    def counted(*arguments: Any) -> Any:
        times.append("anew")
        return all_linked(*arguments)

    monkeypatch.setattr(desk, "linked", counted)
    return times


def save(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8", newline="")


def same(desk: Desk, look: Look) -> None:
    """A look says and knows what one at the edition as if for the first time does."""
    shutil.rmtree(desk.root / ".digest")
    first = Desk(desk.root).look()
    assert look.said == first.said
    assert look.library.heads == first.library.heads
    assert [look.library.told(key) for key in look.library.heads] == [
        first.library.told(key) for key in first.library.heads
    ]


def test_a_saved_edit_is_followed_and_nothing_is_linked_anew(folder: Path, linked: list[str]) -> None:
    desk = Desk(folder)
    desk.look()
    assert linked == ["anew"]
    save(folder, ONE, "He was asked.", "He was asked, and so he spoke.")
    save(folder, ONE, "stays open", "stays wide open")
    assert desk.look([ONE]).library.card(("report", "one")).name == "😀 The quay stays wide open"
    save(folder, TWO, "The quay is to stay open", "The quay will stay open")
    save(folder, "content/entities/bo-ek.md", "Harbour master", "Master of the harbour")
    look = desk.look()
    assert "Master of the harbour" in look.library.told(("entity", "bo-ek"))
    assert linked == ["anew"]
    same(desk, look)


def test_another_session_goes_on_from_the_last(folder: Path, linked: list[str]) -> None:
    Desk(folder).look()
    save(folder, ONE, "stays open", "stays wide open")
    look = Desk(folder).look()
    assert linked == ["anew"]
    same(Desk(folder), look)


def test_an_edition_with_errors_is_followed_too(folder: Path, linked: list[str]) -> None:
    """An id that nobody has must not make each save of another file as dear as the first look."""
    save(folder, ONE, "(@bo-ek)", "(@bo-eck)")
    save(folder, TWO, "title:", "titel:")
    desk = Desk(folder)
    assert sorted(one.code for said in desk.look().said.values() for one in said) == [
        "id-missing",
        "quotation-drifted",
        "unknown-key",
    ]
    save(folder, "content/entities/bo-ek.md", "Harbour master", "Master of the harbour")
    save(folder, ONE, "He was asked.", "He was asked twice.")
    look = desk.look()
    assert linked == ["anew"]
    assert [one.code for one in look.said[ONE]] == ["id-missing"]
    save(folder, ONE, "(@bo-eck)", "(@bo-ek)")
    look = desk.look([ONE])
    assert ONE not in look.said
    same(desk, look)


@pytest.mark.parametrize("path", [ONE, "content/entities/bo-ek.md"])
def test_a_link_to_nowhere_is_said_without_linking_anew_and_as_a_first_look_says_it(
    folder: Path, linked: list[str], path: str
) -> None:
    desk = Desk(folder)
    desk.look()
    good = (folder / path).read_text(encoding="utf-8")
    for text in (
        f"{good}\nOf [her](@bo-eck), of [it](@one-and-all), and again of [her](@bo-eck).\n",
        f"{good}\nOf [the town](@valey-news).\n",
        f"{good}\nOf [nobody](@2024-05-31).\n",
    ):
        (folder / path).write_text(text, encoding="utf-8", newline="")
        said = desk.look([path]).said[path]
        assert linked == ["anew"]
        (folder / ".other").mkdir(exist_ok=True)
        shutil.copytree(folder / "content", folder / ".other/content", dirs_exist_ok=True)
        first = Desk(folder / ".other").look().said[path]
        assert [one for one in said if one.code == "id-missing"] == [one for one in first if one.code == "id-missing"]
        assert any(one.code == "id-missing" for one in said)
        linked.pop()
    (folder / path).write_text(good, encoding="utf-8", newline="")
    look = desk.look([path])
    assert path not in look.said
    assert linked == ["anew"]
    shutil.rmtree(folder / ".other")
    same(desk, look)


def test_a_file_with_errors_counts_as_it_was_until_it_is_mended(folder: Path, linked: list[str]) -> None:
    desk = Desk(folder)
    desk.look()
    save(folder, ONE, "date: 2024", "date: 20x24")
    look = desk.look([ONE])
    assert [one.code for one in look.said[ONE]] == ["bad-date"]
    assert ("report", "one") in look.library.heads
    save(folder, ONE, "date: 20x24", "date: 2024")
    look = desk.look([ONE])
    assert linked == ["anew"]
    same(desk, look)


def test_what_cannot_be_followed_is_linked_anew(folder: Path, linked: list[str]) -> None:
    desk = Desk(folder)
    desk.look()
    (folder / "content/entities/nils-ro.md").write_text("---\nname: Nils Ro\ntype: person\n---\n")
    look = desk.look()
    assert linked == ["anew", "anew"]
    assert ("entity", "nils-ro") in look.library.heads
    same(desk, look)
