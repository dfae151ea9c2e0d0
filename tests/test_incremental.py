"""An incremental build equals a clean one, byte for byte, whatever was edited before; and does only what it must."""

import re
import sqlite3
from pathlib import Path, PurePosixPath

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from digest import related
from digest.cache import ROWS, WORK, Cache
from digest.edition import Edition
from digest.fs import Memory
from digest.options import Options
from digest.scaffold import edition as scaffold
from support.editions import in_memory, made, site, theme

WORDS = (
    "The harbour stays open through the winter",
    "The harbour will not stay open through the winter",
    "Nobody has asked the fishermen what they think of it",
    "Four million were set aside for the quay in the spring",
)
AGENCY = (
    "The council met behind closed doors for most of the afternoon and left by the side gate without a word to those "
    "who had waited in the rain since the early morning."
)
"""A run of words long enough to count as copied."""
MORE = (
    "Nothing else was decided.",
    f"“{WORDS[0]},” said Bo Ek.",
    f"Asked again, the mayor said: “{WORDS[1]} and into the spring.”",
    f"“{WORDS[3]},” Ada Lindqvist told the council, and “{WORDS[2].lower()}.”",
    "Ada Lindqvist was not there, nor was Bo Ek.",
    "The mayor left early.[^ctx-a]\n\n[^ctx-a]: As every year.",
    "See [what was said before](@2024-05-02-harbour-post-bridge) and [of the bridge](@bridge-closure).",
    "It was [a matter of hours](@bridge-reopens), and of [the mayor](@ada-lindqvist).",
)
NAMES = ("Ada Lindqvist", "Bo Ek", "Lindholm", "Norra Quay")
OUTLETS = ("harbour-post", "valley-news", "Evening Echo", "unknown")

reports = st.builds(
    lambda day, source, title, name, words, more, story: (
        f"---\ndate: 2024-05-{day:02}\nsource: {source}\ntitle: {title}\nentities: [{name}]\n{story}---\n\n"
        f"On that day {name} spoke to the council. “{words},” said {name}.\n\n{more}\n"
    ),
    st.integers(1, 28),
    st.sampled_from(OUTLETS),
    st.sampled_from(("A sitting of the council", "The quay", "Winter")),
    st.sampled_from(NAMES),
    st.sampled_from(WORDS),
    st.sampled_from(
        (
            "Nothing else was decided.",
            AGENCY,
            f"{AGENCY} So it was.",
            "> “We shall see about that in the summer,” said Bo Ek.",
            "",
        )
    ),
    st.sampled_from(("", "story: bridge-closure\n")),
)
ids = st.sampled_from([f"r{i}" for i in range(6)])


@pytest.fixture(autouse=True)
def always_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """In an edition of eight reports every edit would be one of many, and all be weighed anew."""
    monkeypatch.setattr(related.index, "_FEW_CHANGED", 0)


class Writing(RuleBasedStateMachine):
    """What people do all day, and build after each step: edits that are followed to the pages that they touch."""

    @initialize(texts=st.lists(reports, min_size=6, max_size=6))
    def begin(self, texts: list[str]) -> None:
        self.edition = in_memory(scaffold("Test") | {"content/site.yml": "title: Test\nbase_url: https://x.example/\n"})
        self.fs: Memory = self.edition.fs  # type: ignore[assignment]  # in_memory makes no other
        for number, text in enumerate(texts):
            self.put(f"content/reports/r{number}.md", text)

    def put(self, path: str, text: str) -> None:
        self.fs.write(path, text.encode())

    @rule(id=ids, more=st.sampled_from(MORE))
    def write_on(self, id: str, more: str) -> None:
        """The commonest of edits, which is followed to the pages that it touches."""
        path = f"content/reports/{id}.md"
        if path in self.fs.held and b"[^ctx-a]" not in self.fs.held[path]:
            self.put(path, self.fs.held[path].decode() + f"\n{more}\n")

    @rule(id=st.sampled_from([f"n{i}" for i in range(4)]), text=reports)
    def add(self, id: str, text: str) -> None:
        if f"content/reports/{id}.md" not in self.fs.held:
            self.put(f"content/reports/{id}.md", text)

    @rule(id=ids, title=st.sampled_from(("A sitting of the council", "What was said of the quay")))
    def retitle(self, id: str, title: str) -> None:
        path = f"content/reports/{id}.md"
        if path in self.fs.held:
            self.put(path, re.sub("(?m)^title: .*$", f"title: {title}", self.fs.held[path].decode(), count=1))

    @rule(id=ids, above=st.sampled_from(("A word before.", "Bo Ek and Ada Lindqvist were there.")))
    def write_above(self, id: str, above: str) -> None:
        """All places in the text below move; its words do not."""
        path = f"content/reports/{id}.md"
        if path in self.fs.held:
            self.put(path, self.fs.held[path].decode().replace("---\n\n", f"---\n\n{above}\n\n", 1))

    @rule(id=ids, on=st.sampled_from(("2024-05-03", "2024-06-01")))
    def correct(self, id: str, on: str) -> None:
        path = f"content/reports/{id}.md"
        if path in self.fs.held and b"corrections:" not in self.fs.held[path]:
            told = f"\ncorrections:\n  - {{on: {on}, what: It was another quay.}}\nsource:"
            self.put(path, self.fs.held[path].decode().replace("\nsource:", told, 1))

    @rule(
        id=ids,
        field=st.sampled_from(
            (
                "date: 2024-05-30",
                "source: Evening Echo",
                "entities: [Bo Ek, Norra Quay]",
                "entities: [Cleo Dahl]",
                "story: bridge-closure",
            )
        ),
    )
    def place(self, id: str, field: str) -> None:
        """Another day, outlet, story or list of names."""
        path, name = f"content/reports/{id}.md", field.partition(":")[0]
        if path in self.fs.held:
            text = re.sub(f"(?m)^{name}: .*\n", "", self.fs.held[path].decode(), count=1)
            self.put(path, text.replace("---\n", f"---\n{field}\n", 1))

    @rule(id=ids, mark=st.sampled_from(("q=bridge-reopens", "by=ada-lindqvist")))
    def call(self, id: str, mark: str) -> None:
        """What a quotation is, and whose."""
        path = f"content/reports/{id}.md"
        if path in self.fs.held:
            text = self.fs.held[path].decode()
            self.put(path, re.sub("“([^”\\[]*)”", rf"“[\1]{{{mark}}}”", text, count=1))

    @rule(id=ids)
    def shelve(self, id: str) -> None:
        """A draft is written on as anything else, and nobody sees it."""
        path = f"content/reports/{id}.md"
        if path in self.fs.held and "status:" not in self.fs.held[path].decode():
            self.put(path, self.fs.held[path].decode().replace("\nsource:", "\nstatus: draft\nsource:", 1))

    @rule(title=st.sampled_from(("The bridge", "A bridge and its town")), more=st.sampled_from(MORE))
    def edit_story(self, title: str, more: str) -> None:
        path = "content/stories/bridge-closure.md"
        text = re.sub("(?m)^title: .*$", f"title: {title}", self.fs.held[path].decode(), count=1)
        self.put(path, text if "[^ctx-a]" in text else f"{text}\n{more}\n")

    @rule(name=st.sampled_from(NAMES), role=st.sampled_from(("", "Mayor", "Fisherman")))
    def write_entity(self, name: str, role: str) -> None:
        id = name.lower().replace(" ", "-")
        self.put(f"content/entities/{id}.md", f"---\nname: {name}\ntype: person\nrole: {role or 'Resident'}\n---\n")

    @rule(gist=st.sampled_from(("It reopens.", "The bridge is safe.")))
    def edit_quote(self, gist: str) -> None:
        path = "content/quotes/bridge-reopens.md"
        lines = self.fs.held[path].decode().splitlines(keepends=True)
        self.put(path, "".join(f"gist: {gist}\n" if line.startswith("gist:") else line for line in lines))

    @invariant()
    def same_as_clean(self) -> None:
        if not hasattr(self, "edition"):
            return
        built = made(self.edition)
        assert not built.failed, built.said
        written = {p: d.decode() for p, d in self.fs.held.items() if p.startswith(("content/", "theme/"))}
        clean = in_memory(written)
        cleaned = made(clean)
        assert not cleaned.failed
        assert site(self.edition) == site(clean)
        assert built.said == cleaned.said
        again = made(self.edition).trace
        assert (again.parsed, again.rendered, again.written, again.removed) == ((), (), (), ())


Writing.TestCase.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)
TestWriting = Writing.TestCase


class Edits(Writing):
    """Write, rename, delete and mend files in any order as well."""

    @rule(id=ids, text=reports)
    def write_report(self, id: str, text: str) -> None:
        moved = f"content/reports/2024/{id}.md"  # an id is taken once
        self.put(moved if moved in self.fs.held else f"content/reports/{id}.md", text)

    @rule(id=ids, day=st.sampled_from(("", ".2024-05-01", ".2024-05-02")), text=st.sampled_from((*WORDS, AGENCY)))
    def save_capture(self, id: str, day: str, text: str) -> None:
        self.put(f"content/captures/{id}{day}.txt", f"The article.\n\n{text} {AGENCY}\n")

    @rule(id=ids)
    def delete_captures(self, id: str) -> None:
        for path in [p for p in self.fs.held if PurePosixPath(p).match(f"content/captures/{id}.*")]:
            self.fs.remove(path)

    @rule(id=ids)
    def withdraw_report(self, id: str) -> None:
        path = f"content/reports/{id}.md"
        if path in self.fs.held and b"withdrawn" not in self.fs.held[path]:
            text = self.fs.held[path].decode().replace("\nstatus: draft", "", 1)
            self.put(path, text.replace("\nsource:", "\nstatus: withdrawn\nsource:", 1))

    @rule(id=ids)
    def delete_report(self, id: str) -> None:
        self.fs.remove(f"content/reports/{id}.md")

    @rule(id=ids, to=ids)
    def rename_report(self, id: str, to: str) -> None:
        taken = {f"content/reports/{to}.md", f"content/reports/2024/{to}.md"}  # an id is taken once
        if f"content/reports/{id}.md" in self.fs.held and not taken & self.fs.held.keys():
            self.put(f"content/reports/{to}.md", self.fs.read(f"content/reports/{id}.md").decode())
            self.fs.remove(f"content/reports/{id}.md")

    @rule(id=ids)
    def move_to_subfolder(self, id: str) -> None:
        if f"content/reports/{id}.md" in self.fs.held and f"content/reports/2024/{id}.md" not in self.fs.held:
            self.put(f"content/reports/2024/{id}.md", self.fs.read(f"content/reports/{id}.md").decode())
            self.fs.remove(f"content/reports/{id}.md")

    @rule(title=st.sampled_from(("Test", "Another title")))
    def edit_settings(self, title: str) -> None:
        self.put("content/site.yml", f"title: {title}\nlanguage: en\nbase_url: https://x.example/{title[:4]}/\n")

    @rule(said=st.sampled_from(("Not here", "No such page")))
    def edit_template(self, said: str) -> None:
        shipped = theme()["theme/templates/notfound.html"].decode()
        self.put("theme/templates/notfound.html", shipped + f"{{# {said} #}}<!-- {said} -->")

    @rule()
    def drop_template(self) -> None:
        self.fs.remove("theme/templates/notfound.html")

    @rule()
    def lose_cache(self) -> None:
        self.edition = Edition(fs=self.fs, shipped=self.edition.shipped, cache=Cache(None))

    @rule()
    def lose_state(self) -> None:
        for path in [p for p in self.fs.held if p.startswith(".digest/")]:
            self.fs.remove(path)

    @rule()
    def touch_output(self) -> None:
        self.put("site/index.html", "edited by hand")

    @rule()
    def lose_output(self) -> None:
        self.fs.remove("site/about/index.html")


Edits.TestCase.settings = settings(max_examples=20, stateful_step_count=10, deadline=None)
TestEdits = Edits.TestCase


def test_second_build_does_nothing() -> None:
    edition = in_memory(scaffold("Test"))
    first = made(edition).trace
    assert len(first.written) > 20
    again = made(edition).trace
    assert (again.parsed, again.rendered, again.written, again.removed) == ((), (), (), ())
    assert again.pages == first.pages


def test_editing_a_body_touches_one_page_and_the_feeds_that_tell_all_of_it() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    text = edition.fs.read(path).decode()
    edition.fs.write(path, (text + "\nOne more sentence, at the end of the text.\n").encode())
    trace = made(edition).trace
    assert trace.parsed == (path,)
    feeds = {"feed.xml", "feed.json", "stories/bridge-closure/feed.xml", "stories/bridge-closure/feed.json"}
    assert {*trace.written} == {"reports/2024-05-03-valley-news-bridge/index.html", *feeds}
    assert trace.changed == (f"edited {path}",)


def test_editing_a_role_touches_only_the_pages_that_show_it() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    path = "content/entities/ada-lindqvist.md"
    edition.fs.write(path, edition.fs.read(path).replace(b"role: Mayor", b"role: Mayor of the town"))
    trace = made(edition).trace
    assert trace.parsed == (path,)
    assert sorted(trace.written) == [
        "data/entities.csv",
        "data/entities.json",
        "entities/ada-lindqvist/index.html",
        "entities/index.html",
    ]


def test_an_error_leaves_the_old_site_whole() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    before = site(edition)
    good = edition.fs.read("content/entities/ada-lindqvist.md")
    edition.fs.write("content/entities/ada-lindqvist.md", good.replace(b"type: person", b"type: persn"))
    edition.fs.write("content/reports/new.md", b"---\ndate: 2024-05-09\n---\n\nNo title and no source.\n")
    built = made(edition)
    assert built.failed
    assert site(edition) == before
    wrong = {d.span.path for d in built.said if d.severity == "error"}
    assert wrong == {"content/entities/ada-lindqvist.md", "content/reports/new.md"}
    edition.fs.write("content/entities/ada-lindqvist.md", good)
    edition.fs.remove("content/reports/new.md")
    assert not made(edition).failed
    assert site(edition) == before


def test_all_that_is_wrong_with_an_edited_file_is_said_at_once() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    text = edition.fs.read(path).decode().replace("date: 2024", "date: 20x24", 1)
    edition.fs.write(path, f"{text}\nSee [this](@no-such-thing).\n".encode())
    built = made(edition)
    assert built.failed
    assert {d.code for d in built.said if d.severity == "error"} == {"bad-date", "id-missing"}


def test_a_file_of_the_site_that_somebody_changed_is_put_back() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    before = site(edition)
    edition.fs.write("site/index.html", b"edited by hand")
    assert made(edition).trace.written == ("index.html",)
    assert site(edition) == before


def test_a_draft_is_written_on_and_nobody_sees_it() -> None:
    edition = in_memory(scaffold("Test"))
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    edition.fs.write(path, edition.fs.read(path).replace(b"---\ndate", b"---\nstatus: draft\ndate", 1))
    made(edition)
    edition.fs.write(path, edition.fs.read(path) + b"\nOne more sentence.\n")
    trace = made(edition).trace
    assert (trace.parsed, trace.planned, trace.written) == ((path,), 0, ())


FILED = {
    "content/site.yml": "levels: {id-missing: warning}\n",
    "content/reports/one.md": "---\ntitle: One\ndate: 2031-05-03\nsource: unknown\n---\nThe first.\n\n"
    "See [here](@nobody), [there](@nowhere) and [here again](@nobody).\n\n"
    "“[We shall be back by nine tomorrow]{q=back-by-nine},” they said.\n",
    "content/stories/two.md": "---\ntitle: Two\n---\nThe second.[^ctx-it]\n\n[^ctx-it]: Not the third.\n",
}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/reports/one.md", "The first.", "The first.\n\nA line more."),
        ("content/reports/one.md", ", [there](@nowhere)", ""),
        ("content/reports/one.md", "[here](@nobody), ", ""),
        ("content/reports/one.md", "The first.", "The [very](@nobody) first."),
        ("content/reports/one.md", "The first.", "The [very](@no-one) first."),
        ("content/stories/two.md", "ctx-it", "var-it"),
        ("content/stories/two.md", "Not the third.", "Not the third. " * 90),
    ],
)
def test_what_is_said_of_an_edited_file_is_what_a_clean_build_says(path: str, old: str, new: str) -> None:
    """Of ids that no file has, at the places where they stand now, and of notes beside any kind of text."""
    edition = in_memory(FILED)
    assert len(made(edition).said) == 4
    edited = FILED[path].replace(old, new)
    edition.fs.write(path, edited.encode())
    built = made(edition)
    clean = in_memory(FILED | {path: edited})
    assert built.said == made(clean).said
    assert site(edition) == site(clean)


def test_a_file_that_cannot_be_read_raises_no_error_in_those_that_name_it() -> None:
    edition = in_memory(scaffold("Test"))
    edition.fs.write("content/entities/ada-lindqvist.md", b"---\nname: [Ada Lindqvist\ntype: person\n---\n")
    wrong = [d.span.path for d in made(edition).said if d.severity == "error"]
    assert wrong == ["content/entities/ada-lindqvist.md"]


def test_what_is_not_ours_stays() -> None:
    edition = in_memory(scaffold("Test") | {"site/CNAME": "example.org", "site/.git/HEAD": "ref: refs/heads/pages"})
    made(edition)
    edition.fs.remove("content/reports/2024-05-03-valley-news-bridge.md")
    trace = made(edition).trace
    assert "reports/2024-05-03-valley-news-bridge/index.html" in trace.removed
    assert edition.fs.stat("site/reports/2024-05-03-valley-news-bridge/index.html") is None
    assert edition.fs.read("site/CNAME") == b"example.org"
    assert edition.fs.read("site/.git/HEAD") == b"ref: refs/heads/pages"


def test_base_url_and_drafts_are_part_of_what_was_read() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    edition.fs.write(path, edition.fs.read(path).replace(b"---\ndate", b"---\nstatus: draft\ndate", 1))
    made(edition)
    page = "site/reports/2024-05-03-valley-news-bridge/index.html"
    assert edition.fs.stat(page) is None
    made(edition, Options(drafts=True, processes=1))
    assert edition.fs.stat(page) is not None
    made(edition)
    assert edition.fs.stat(page) is None


def test_a_changed_capture_is_looked_at_though_no_page_shows_it() -> None:
    edition = in_memory(scaffold("Test"))
    assert made(edition).said == ()
    edition.fs.write("content/captures/2024-05-02-harbour-post-bridge.txt", b"Nothing of the kind was said.")
    built = made(edition)
    assert [diagnostic.code for diagnostic in built.said] == ["quotation-missing"]
    assert built.trace.written == ()


def test_an_edited_report_is_compared_with_the_saved_article_of_another() -> None:
    """Not with that report's own words, which share nothing with it."""
    captured = {
        "content/reports/walk.md": "---\ntitle: A walk\ndate: 2024-05-04\nsource: Evening Echo\n---\nThey went out.\n",
        "content/captures/walk.txt": f"The article.\n\n{AGENCY}\n",
        "content/reports/own.md": f"---\ntitle: Rain\ndate: 2024-05-05\nsource: Morning Tide\n---\n{AGENCY}\n",
    }
    edition = in_memory(captured)
    made(edition)
    edited = captured["content/reports/own.md"] + "\nNothing else was decided.\n"
    edition.fs.write("content/reports/own.md", edited.encode())
    made(edition)
    page = site(edition)["site/reports/own/index.html"].decode()
    assert "words stand there too" in page
    clean = in_memory(captured | {"content/reports/own.md": edited})
    made(clean)
    assert site(edition) == site(clean)


def test_a_second_capture_is_shown_on_its_reports_page_alone_and_compared_once() -> None:
    edition = in_memory(scaffold("Test"))
    report = "2024-05-02-harbour-post-bridge"
    said = b'"The bridge is safe and it will reopen on the first of October"'
    edition.fs.write(f"content/captures/{report}.2024-05-02.txt", said + b" A crowd heard it.")
    made(edition)
    edition.fs.write(f"content/captures/{report}.2024-05-05.txt", said + b" Nobody heard it.")
    assert made(edition).trace.written == (f"reports/{report}/index.html",)
    page = site(edition)[f"site/reports/{report}/index.html"]
    assert b"<del>A crowd</del> <ins>Nobody</ins> heard it." in page
    edition.fs.remove(f"content/captures/{report}.2024-05-02.txt")
    made(edition)
    assert b"<ins>" not in site(edition)[f"site/reports/{report}/index.html"]


def test_a_body_that_is_lost_is_made_again() -> None:
    edition = in_memory(scaffold("Test"))
    made(edition)
    edition.cache.forget([key for key in edition.cache.names("body-", WORK) if key])
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    edition.fs.write("content/reports/new.md", edition.fs.read(path))
    assert not made(edition).failed
    clean = in_memory({p: d.decode() for p, d in edition.fs.held.items() if p.startswith("content/")})  # type: ignore[attr-defined]
    made(clean)
    assert site(edition) == site(clean)


@pytest.mark.parametrize("how", ["altered", "lost"])
@pytest.mark.parametrize("table", ["reports", "statements", "report_cards", "kin", "lists", "readers", "urls"])
def test_whatever_row_is_damaged_or_lost_the_site_is_that_of_a_clean_build(
    table: str, how: str, tmp_path: Path
) -> None:
    """Of a lost row only those are tried that must be there: what no page ever had, cannot be told from it."""
    if how == "lost" and table in ("kin", "lists", "readers", "urls"):
        table = "quote_cards"
    files = scaffold("Test")
    edition = in_memory(files)
    edition = edition._replace(cache=Cache(tmp_path / "cache.sqlite3"))
    made(edition)
    edition.cache.close()
    where = "kin/site/row/" if table == "kin" else f"tables/site/{table}/"
    with sqlite3.connect(tmp_path / "cache.sqlite3") as db:
        if how == "lost":
            done = db.execute(f'DELETE FROM "{ROWS}" WHERE key LIKE ?', (where + "%",))  # noqa: S608  # our own name
        else:
            done = db.execute(
                f'UPDATE "{ROWS}" SET value = substr(value, 1, length(value) - 1) WHERE key LIKE ?',  # noqa: S608
                (where + "%",),
            )
        assert done.rowcount > 0
    path = "content/reports/2024-05-03-valley-news-bridge.md"
    edition.fs.write(path, edition.fs.read(path).replace(b"title: ", b"title: Once more, ", 1))
    edition = edition._replace(cache=Cache(tmp_path / "cache.sqlite3"))
    assert not made(edition).failed
    clean = in_memory(files | {path: edition.fs.read(path).decode()})
    made(clean)
    assert site(edition) == site(clean)
