"""Feeds: valid whatever stands in them, of stable ids, with whole links that lead somewhere, written only when due."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html

from digest.edition import Edition
from digest.model.article import Block, Body, Correction, Run
from digest.model.feed import Entry, Feed, Printed
from digest.model.page import Chrome, Filling, Machine, NameCard, NoteView, SourceCard, Target
from digest.options import Options
from digest.render.atom import as_atom
from digest.render.jsonfeed import as_json
from support.checkout import Build
from support.editions import in_memory, made, site
from support.feeds import ATOM, links, wrong_with_atom, wrong_with_json

BASE = "https://harbour.example/news/"
SETTINGS = f"title: Harbour news\nmotto: every outlet\nauthor: The desk\nbase_url: {BASE}\ntime_zone: Asia/Singapore\n"


def report(day: str, title: str, *, source: str = "harbour-post", more: str = "", text: str = "") -> str:
    said = text or (
        "The ferry stayed in the harbour. “Nobody crosses before the wind has turned,” said Ada Lindqvist.[^ctx-wind] "
        "See [the ferry](@ferry).\n\n[^ctx-wind]: It had [blown](https://wind.example/a?b=1&c=2) for *three* days.\n"
    )
    return f"---\ndate: {day}\nsource: {source}\ntitle: {title}\nstory: ferry\n{more}---\n\n{said}\n"


def edition(settings: str = SETTINGS, **reports: str) -> Edition:
    return in_memory(
        {
            "content/site.yml": settings,
            "content/stories/ferry.md": "---\ntitle: The ferry\ndate: 2024-05-01\n---\n\nWhat became of it.\n",
            "content/sources/harbour-post.md": "---\nname: Harbour Post\nsiglum: HP\n---\n",
            "content/entities/ada-lindqvist.md": "---\nname: Ada Lindqvist\ntype: person\n---\n",
            "content/quotes/wind.md": "---\ngist: Nobody crosses before the wind turns.\nspeaker: ada-lindqvist\n---\n",
            **{f"content/reports/{id}.md": text for id, text in reports.items()},
        }
    )


def file(of: Edition, path: str) -> bytes:
    return site(of)[f"site/{path}"]


def feeds(of: Edition) -> dict[str, bytes]:
    return {path[5:]: data for path, data in site(of).items() if path.endswith(("/feed.xml", "/feed.json"))}


def entries(of: Edition, path: str = "feed.xml") -> dict[str, Any]:
    """By id, as a reader's parser sees them."""
    return {entry.id: entry for entry in feedparser.parse(file(of, path)).entries}


def item(of: Edition, id: str, path: str = "feed.json") -> dict[str, Any]:
    (found,) = (item for item in json.loads(file(of, path))["items"] if item["id"] == id)
    return dict(found)


def url(id: str) -> str:
    return f"{BASE}reports/{id}/"


# --- whatever stands in them -----------------------------------------------------------------------------------------

HOSTILE = {
    "controls": "a\x00b\x01\x08\x0b\x0c\x1b\x7f\x85c",
    "no characters": "a\ufffe\uffffb\ud800c\udfff",
    "markup": "<script>alert(1)</script> & </title></content><!-- ' \" ]]> --><![CDATA[x]]>",
    "directions": "\u202eesrever\u2066\u200f",
    "lines": "a\r\nb\u2028c\td",
}


def hostile(text: str, address: str) -> Feed:
    source = SourceCard(id="hp", url="/sources/hp/", name=text, siglum=text)
    body = Filling(
        body="x",
        targets=(Target(id="ferry", url="/stories/ferry/", kind="story"),),
        notes=(NoteView(number=1, label="ctx-a", kind="ctx", word=text, cert="low", html="<em>said</em>"),),
    )
    first = Entry(
        id="/reports/a/", url="/reports/a/", title=text, date="2024-05-02", published="2024-05-02T00:00:00+00:00",
        updated="2024-05-03T00:00:01+00:00", source=source, headline=text, original=address, lang="en", lead=text,
        names=(NameCard(url="/entities/ada/", name=text),), corrections=(Correction(on="2024-05-03", what=text),),
        status="corrected",
    )  # fmt: skip
    wording = Printed(text=text, form="direct", via=text, text_url=address)
    others = (
        Entry(id="/reports/b/", url="/reports/b/", title=text, updated="1970-01-01T00:00:00+00:00", source=source,
              original=address, headline=text, body=body),
        Entry(id="/quotes/q/?report=a", url="/reports/a/#q1", title=text, updated="1970-01-01T00:00:00+00:00",
              source=source, original=address, printed=(wording, wording)),
    )  # fmt: skip
    return Feed(
        url="/stories/ferry/feed.xml", title=text, motto=text, page="/stories/ferry/", id="/stories/ferry/",
        author=text, updated="2024-05-03T00:00:01+00:00", entries=(first, *others),
        machine=(Machine(url="/stories/ferry/feed.json", label=text, type="application/feed+json"),),
    )  # fmt: skip


@pytest.mark.parametrize("base", [BASE, ""])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("address", ["https://a.example/<script>\x00 \"'&?x=1#y", "javascript:alert(1)", ""])
def test_no_text_breaks_a_feed(text: str, address: str, base: str) -> None:
    words = Run(text=text, at=0)
    blocks = (Block(id="p1", segments=('<p id="p1">', words, '<a href="/x/">', words, "</a></p>")),)
    chrome = Chrome(title=text, css="", base_url=base)
    atom = as_atom(hostile(text, address), chrome, lambda _: Body(blocks=blocks, text=""))
    data = as_json(hostile(text, address), chrome, lambda _: Body(blocks=blocks, text=""))
    assert wrong_with_atom(atom) == []
    assert wrong_with_json(data) == []
    shown = [e.text for e in etree.fromstring(atom).iter(f"{ATOM}content", f"{ATOM}summary")]
    shown += [item["content_html"] for item in json.loads(data)["items"]]
    assert len(shown) == 6
    for markup in shown:
        tree = html.fragment_fromstring(markup, create_parent=True)
        assert not list(tree.iter("script", "title"))
        assert all(link.startswith(("https://", "../")) for link in links(markup))
        assert "alert(1)" in tree.text_content() or "alert" not in text
    assert b"javascript:" not in atom + data


def test_marks_in_text_are_no_attributes() -> None:
    """Plain text may look like a tag's inside; only tags are changed."""
    words = 'write id="x" class="y" href="/z/" and href="#w"'
    blocks = (Block(id="p1", segments=('<p id="p1">', Run(text=words, at=0), "</p>")),)
    feed = hostile("plain", "https://a.example/")
    data = as_json(feed, Chrome(title="t", css="", base_url=BASE), lambda _: Body(blocks=blocks, text=""))
    shown = json.loads(data)["items"][1]["content_html"]
    assert "<p>" + words.replace('="/', "=&quot;/") + "</p>" in shown


# --- a whole edition -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "https://x.example/", "https://x.example/sub/"])
def test_all_feeds_of_the_sample_are_valid_and_lead_to_pages(address: str, build_sample: Build) -> None:
    root = build_sample("--base-url", address) if address else build_sample()
    atoms, jsons = sorted(root.rglob("feed.xml")), sorted(root.rglob("feed.json"))
    assert len(atoms) == len(jsons) > 30
    kinds = {path.relative_to(root).parts[0] for path in atoms}
    assert kinds == {"feed.xml", "stories", "entities", "sources", "quotes"}
    lost: list[str] = []
    for path in atoms:
        data = path.read_bytes()
        assert wrong_with_atom(data) == [], path
        tree = etree.fromstring(data)
        named = [link.get("href") for link in tree.iter(f"{ATOM}link") if link.get("rel") != "via"]
        named += [link for e in tree.iter(f"{ATOM}content", f"{ATOM}summary") for link in links(e.text)]
        lost += _lost(root, path, address, named)
    for path in jsons:
        data = path.read_bytes()
        assert wrong_with_json(data) == [], path
        feed = json.loads(data)
        named = [feed["home_page_url"], *(item["url"] for item in feed["items"])]
        named += [link for item in feed["items"] for link in links(item["content_html"])]
        lost += _lost(root, path, address, named)
    assert lost == []


def _lost(root: Path, path: Path, address: str, named: list[str]) -> list[str]:
    """The addresses in a feed that are not whole though they might be, or lead to nothing on the site."""
    assert named
    host = address or "https://x.example/"
    here = urljoin(host, path.relative_to(root).as_posix())
    found = []
    for link in named:
        whole = urljoin(here, link)
        if not whole.startswith(host):
            continue
        to = urlsplit(whole[len(host) :]).path
        leads = (root / (f"{to}index.html" if to.endswith("/") or not to else to)).is_file()
        if not leads or (address and link != whole):
            found.append(f"{path}: {link}")
    return found


def test_which_feeds_there_are() -> None:
    """Of names and statements those that a file describes: Bo Ek, and what he says, a program found."""
    text = "“The quay is dry and the pumps are off,” said Bo Ek. “Nobody crosses before the wind has turned,” said Ada."
    of = edition(
        a=report("2024-05-02", "A", more="entities: [Bo Ek]\n", text=text),
        b=report("2024-05-03", "B", source="unknown", more="entities: [Bo Ek]\n", text=text),
    )
    assert not made(of).failed
    assert "site/entities/bo-ek/index.html" in site(of)
    assert len([path for path in site(of) if path.startswith("site/quotes/")]) > 5
    pages = {path.rpartition("feed.")[0] for path in feeds(of)}
    assert pages | {""} == {
        "", "stories/ferry/", "sources/harbour-post/", "sources/unknown/", "entities/ada-lindqvist/", "quotes/wind/"
    }  # fmt: skip
    for page in pages:
        assert b'type="application/atom+xml"' in file(of, f"{page}index.html")
        assert b'type="application/feed+json"' in file(of, f"{page}index.html")
    assert b"feed.json" not in file(of, "entities/bo-ek/index.html")


def test_lean_editions_have_the_editions_own_feed() -> None:
    of = edition(SETTINGS + "outputs: lean\n", a=report("2024-05-02", "A"))
    made(of)
    assert {path for path in site(of) if "feed." in path} == {"site/feed.xml", "site/feed.json"}
    assert b"feed.xml" not in file(of, "stories/ferry/index.html").replace(b'"../../feed.xml"', b"")
    assert b"/stories/" not in file(of, "feeds/index.html").partition(b"<main")[2].partition(b"</main>")[0]


def test_the_page_of_all_feeds_is_reached_from_every_page() -> None:
    of = edition(a=report("2024-05-02", "A"))
    made(of)
    assert b'href="../../feeds/"' in file(of, "reports/a/index.html")
    listed = file(of, "feeds/index.html")
    for path in ("../feed.xml", "../feed.json", "../stories/ferry/feed.xml", "../sources/harbour-post/feed.json"):
        assert f'href="{path}"'.encode() in listed


# --- what an entry tells ---------------------------------------------------------------------------------------------


def test_an_entry_of_the_edition_is_the_whole_digest() -> None:
    more = "url: https://post.example/ferry\nheadline: No ferry today\nlang: en\n"
    of = edition(a=report("2024-05-02T18:05:00+08:00", "The ferry waits", more=more))
    made(of)
    (entry,) = entries(of).values()
    assert (entry.id, entry.title, entry.published) == (url("a"), "The ferry waits", "2024-05-02T18:05:00+08:00")
    assert entry.updated == entry.published
    assert {link.rel: link.href for link in entry.links} == {"alternate": url("a"), "via": "https://post.example/ferry"}
    assert [(tag.term, tag.scheme, tag.label) for tag in entry.tags] == [
        ("ada-lindqvist", f"{BASE}entities/", "Ada Lindqvist")
    ]
    assert feedparser.parse(file(of, "feed.xml")).feed.author == "The desk"
    told = item(of, url("a"))
    assert told["external_url"] == "https://post.example/ferry"
    assert told["tags"] == ["Ada Lindqvist"]
    assert "date_modified" not in told
    text = told["content_html"]
    assert '<a href="https://post.example/ferry"><bdi lang="en">“No ferry today”</bdi></a>' in text
    assert f'<sup><a href="{url("a")}#n-ctx-wind">1</a></sup>' in text
    assert f'<a href="{BASE}stories/ferry/">the ferry</a>' in text
    before, _, after = text.partition("<ol>")
    assert "three" not in before  # notes stand at the end, never in the text
    assert '<li value="1"><p><b>Context.</b> It had <a href="https://wind.example/a?b=1&amp;c=2">blown</a>' in after


def test_an_outlets_and_a_names_entries_are_leads() -> None:
    of = edition(a=report("2024-05-02", "A", more="summary: In short it waits.\n"))
    made(of)
    for path in ("sources/harbour-post/", "entities/ada-lindqvist/"):
        (entry,) = entries(of, f"{path}feed.xml").values()
        assert "content" not in entry
        assert "In short it waits." in entry.summary
        assert "<ol>" not in entry.summary
        assert entry.id == url("a")  # the same thing as in the edition's feed


def test_a_statements_entry_is_one_outlets_wording() -> None:
    of = edition(
        a=report("2024-05-02", "A", more="url: https://post.example/ferry\n"),
        b=report("2024-05-03", "B", source="Valley News", text="“Nobody crosses before it turned,” said Ada."),
        c=report("2024-05-04", "C", source="Echo", text="Nothing was said."),
    )
    for id in ("a", "b"):
        path = f"content/reports/{id}.md"
        marked = of.fs.read(path).decode().replace("“Nobody", "[“Nobody").replace(",” said", ",”]{q=wind} said")
        of.fs.write(path, marked.encode())
    assert not made(of).failed
    told = entries(of, "quotes/wind/feed.xml")
    assert list(told) == [f"{BASE}quotes/wind/?report=b", f"{BASE}quotes/wind/?report=a"]
    first, second = told.values()
    assert first.title == "Valley News: “Nobody crosses before it turned”"
    assert "<p>“Nobody crosses before it turned,”</p>" in first.content[0].value
    sentence = "https://post.example/ferry#:~:text=Nobody%20crosses%20before%20the%20wind%20has%20turned%2C"
    assert sentence in links(second.content[0].value)
    assert {link.rel: link.href for link in second.links}["via"] == sentence
    assert second.link == f"{url('a')}#q1"


def test_a_correction_is_told_and_makes_the_entry_younger() -> None:
    of = edition(a=report("2024-05-02T18:05:00+08:00", "A"))
    made(of)
    moments = [entries(of)[url("a")].updated]
    corrections = ""
    for more in ("2024-05-02, what: Two hours.", "2024-05-02, what: Three.", "2024-06-01, what: Four."):
        corrections += f"  - {{on: {more}}}\n"
        text = report("2024-05-02T18:05:00+08:00", "A", more=f"corrections:\n{corrections}")
        of.fs.write("content/reports/a.md", text.encode())
        assert not made(of).failed
        moments.append(entries(of)[url("a")].updated)
        assert entries(of)[url("a")].published == "2024-05-02T18:05:00+08:00"
    assert moments == [
        "2024-05-02T18:05:00+08:00", "2024-05-02T18:05:01+08:00", "2024-05-02T18:05:02+08:00",
        "2024-06-01T00:00:03+08:00",
    ]  # fmt: skip
    told = item(of, url("a"))
    assert "<strong>Corrected.</strong> 2 May 2024: <bdi>Two hours.</bdi>" in told["content_html"]
    assert told["date_modified"] == moments[-1]
    assert feedparser.parse(file(of, "feed.xml")).feed.updated == moments[-1]
    assert "Corrected." in entries(of, "sources/harbour-post/feed.xml")[url("a")].summary


def test_of_a_withdrawn_report_a_notice_is_left() -> None:
    more = "headline: Zaheadline\nurl: https://post.example/zaslug\nsummary: Zasummary\nentities: [Zaname]\n"
    of = edition(a=report("2024-05-02", "Zatitle", more=more, text="Zabody.[^ctx-a]\n\n[^ctx-a]: Zanote."))
    made(of)
    before = entries(of)[url("a")]
    text = of.fs.read("content/reports/a.md").decode()
    of.fs.write("content/reports/a.md", text.replace("\nsource:", "\nstatus: withdrawn\nsource:", 1).encode())
    assert not made(of).failed
    after = entries(of)[url("a")]
    assert "Withdrawn" in after.content[0].value
    assert after.updated_parsed > before.updated_parsed
    assert not [path for path, data in feeds(of).items() if b"Za" in data or b"zaslug" in data]
    assert url("a") in entries(of, "sources/harbour-post/feed.xml")


def test_an_undated_report_has_no_date_made_up() -> None:
    of = edition(a=report("unknown", "A"), b=report("2024-05-02", "B"))
    made(of)
    assert list(entries(of)) == [url("b"), url("a")]
    entry = entries(of)[url("a")]
    assert "published" not in entry
    assert entry.updated == "1970-01-01T00:00:00+00:00"
    assert "undated" in entry.content[0].value
    assert not {"date_published", "date_modified"} & item(of, url("a")).keys()
    assert list(entries(of, "stories/ferry/feed.xml")) == [url("b"), url("a")]


def test_a_day_of_long_ago_is_a_moment_too() -> None:
    """Before 1901 Singapore's clocks were set by the sun, to the second, which RFC 3339 cannot say."""
    of = edition(a=report("1890-05-02", "A"))
    made(of)
    assert wrong_with_atom(file(of, "feed.xml")) == []
    assert entries(of)[url("a")].published == "1890-05-02T00:00:00+06:55"


def test_an_edition_without_reports_has_an_empty_feed() -> None:
    of = edition()
    made(of)
    assert wrong_with_atom(file(of, "feed.xml")) == []
    assert json.loads(file(of, "feed.json"))["items"] == []


# --- ids for ever ----------------------------------------------------------------------------------------------------


def test_ids_outlive_every_edit() -> None:
    of = edition(a=report("2024-05-02", "A"))
    made(of)
    story = feedparser.parse(file(of, "stories/ferry/feed.xml")).feed.id
    of.fs.write("content/reports/b.md", report("2024-05-04", "Another title", more="was: [a]\n").encode())
    of.fs.remove("content/reports/a.md")
    of.fs.write("content/stories/boat.md", b"---\ntitle: The boat\nwas: [ferry]\n---\n\nIt came.\n")
    of.fs.remove("content/stories/ferry.md")
    of.fs.write("content/site.yml", SETTINGS.replace("Harbour news", "Another name").encode())
    assert not made(of).failed
    (entry,) = entries(of).values()
    assert (entry.id, entry.link) == (url("a"), url("b"))
    assert item(of, url("a"))["url"] == url("b")
    assert feedparser.parse(file(of, "stories/boat/feed.xml")).feed.id == story


def test_an_edition_that_moves_keeps_its_ids() -> None:
    of = edition(a=report("2024-05-02", "A"))
    made(of)
    old = feedparser.parse(file(of, "feed.xml"))
    moved = SETTINGS.replace(f"base_url: {BASE}", f"base_url: https://new.example/\nfeed_ids: {BASE}")
    of.fs.write("content/site.yml", moved.encode())
    made(of)
    new = feedparser.parse(file(of, "feed.xml"))
    assert (new.feed.id, new.entries[0].id) == (old.feed.id, old.entries[0].id) == (BASE, url("a"))
    assert new.entries[0].link == "https://new.example/reports/a/"


def test_without_an_address_ids_are_names_and_links_are_seen_from_the_feed() -> None:
    of = edition(SETTINGS.replace(f"base_url: {BASE}\n", ""), a=report("2024-05-02", "A"))
    made(of)
    (id,) = entries(of)
    assert id.startswith("urn:uuid:")
    assert [*entries(of, "stories/ferry/feed.xml")] == [id]
    told = json.loads(file(of, "stories/ferry/feed.json"))
    assert (told["home_page_url"], told["items"][0]["url"]) == ("../../stories/ferry/", "../../reports/a/")
    assert "feed_url" not in told
    of.fs.write("content/reports/a.md", report("2024-05-03", "Another title").encode())
    made(of)
    assert [*entries(of)] == [id]


# --- only when due ---------------------------------------------------------------------------------------------------


def many(count: int) -> Edition:
    """Reports of so many days, each outlet and the story with more than a feed holds."""
    return edition(**{f"r{i:02}": report(f"2024-05-{i + 1:02}", f"Day {i}") for i in range(count)})


def edited(of: Edition, id: str, old: str, new: str) -> set[str]:
    """The files that are written after an edit."""
    path = f"content/reports/{id}.md"
    text = of.fs.read(path).decode()
    assert old in text
    of.fs.write(path, text.replace(old, new, 1).encode())
    built = made(of)
    assert not built.failed
    return {*built.trace.written}


WHOLE = {"feed.xml", "feed.json", "stories/ferry/feed.xml", "stories/ferry/feed.json"}
LEADS = {
    f"{page}/feed.{kind}" for page in ("sources/harbour-post", "entities/ada-lindqvist") for kind in ("xml", "json")
}


def test_a_feed_holds_the_newest_twenty() -> None:
    of = many(24)
    made(of)
    newest = [url(f"r{i:02}") for i in range(23, 3, -1)]
    for path in (*WHOLE, *LEADS):
        found = [*entries(of, path)] if path.endswith("xml") else [i["id"] for i in json.loads(file(of, path))["items"]]
        assert found == newest, path


def test_a_word_more_in_an_old_report_writes_no_feed() -> None:
    of = many(24)
    made(of)
    assert edited(of, "r02", "stayed in the harbour.", "stayed in the harbour. Its captain went home.") == {
        "reports/r02/index.html", "reports/r02/annotations.jsonld"
    }  # fmt: skip


def test_a_word_more_in_a_new_report_writes_the_feeds_that_tell_all_of_it() -> None:
    of = many(24)
    made(of)
    assert edited(of, "r20", "three* days.", "three* long days.") == {
        "reports/r20/index.html", "reports/r20/annotations.jsonld", "notes/index.html", *WHOLE
    }  # fmt: skip


def test_a_title_is_in_every_feed_of_its_report() -> None:
    of = many(24)
    made(of)
    assert edited(of, "r20", "title: Day 20", "title: The twentieth day") >= WHOLE | LEADS


@pytest.mark.parametrize("id", ["r02", "r20"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stayed in the harbour.", "lay in the harbour."),
        ("story: ferry\n", "story: ferry\ncorrections:\n  - {on: 2024-06-01, what: It lay there.}\n"),
        ("\nsource:", "\nstatus: withdrawn\nsource:"),
        ("title: Day", "title: Once more, day"),
    ],
)
def test_after_an_edit_feeds_are_those_of_a_clean_build(id: str, old: str, new: str) -> None:
    of = many(24)
    made(of)
    edited(of, id, old, new)
    clean = in_memory({p: d.decode() for p, d in of.fs.held.items() if p.startswith("content/")})  # type: ignore[attr-defined]
    made(clean, Options(processes=1))
    assert feeds(of) == feeds(clean)
    assert site(of) == site(clean)
