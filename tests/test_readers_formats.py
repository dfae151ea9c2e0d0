"""Markdown, feeds, archives and web archives; encodings; what an editor may point at."""

import gzip
import io
import json
import os
import tarfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from digest.ingest import find
from digest.ingest.document import MOST, Document
from digest.ingest.find import Place
from digest.ingest.raw import Fact, Raw, Refusal
from digest.ingest.read import articles
from digest.ingest.read import read as read_place
from digest.ingest.readers import archive, dates, feed, markdown, warc

SENTENCE = "The ferry stays in port until the spring, its owner said on Monday."


def one(name: str, text: str | bytes, encoding: str = "", **told: str) -> Raw | Refusal:
    data = text.encode() if isinstance(text, str) else text
    (made,) = articles(Document(origin=name, data=data, **told), encoding=encoding)
    return made


def raw(name: str, text: str | bytes, encoding: str = "", **told: str) -> Raw:
    made = one(name, text, encoding, **told)
    assert isinstance(made, Raw), made
    return made


def refused(name: str, text: str | bytes, encoding: str = "", **told: str) -> str:
    made = one(name, text, encoding, **told)
    assert isinstance(made, Refusal), made
    assert made.origin == name
    assert "\n" not in made.what + made.help
    assert made.help
    return made.what


def texts(made: Raw) -> list[str]:
    return [passage.text for passage in made.passages]


# --- Markdown --------------------------------------------------------------------------------------------------------

HUGO = """\
+++
title = "A ferry: \\"stays\\""
date = 2022-02-25T10:00:00+01:00
draft = true
tags = ["ferry", "harbour"]
url = "/local/path"
[params]
x = 1
+++
Text with {{< shortcode >}} and *marks*.
"""
JEKYLL = """\
---
layout: post
title:  Ferry stays
published: false
author: {name: Ada Berg}
categories: [news, sea]
---
# Ferry stays

Text.
"""
OBSIDIAN = """\
---
title: "Ferry stays"
source: "https://quill.example/ferry"
author:
  - "[[Ada Berg]]"
  - "[[people/bo|Bo Lind]]"
published: 2022-02-25
created: 2024-01-01
description: "It stays."
tags:
  - "clippings"
---
> [!note] Text with [[links]]. %%comment%%
"""


def test_hugo() -> None:
    made = raw("ferry.md", HUGO)
    assert (made.title, made.draft, made.tags, made.url) == ('A ferry: "stays"', True, ("ferry", "harbour"), "")
    assert made.date == Fact(value="2022-02-25T10:00+01:00", basis="its front matter, date")
    assert [(p.kind, p.text) for p in made.passages] == [("markdown", "Text with {{< shortcode >}} and *marks*.")]


def test_jekyll_keeps_its_date_in_the_name_and_its_heading_in_the_text() -> None:
    made = raw("_posts/2022-02-25-ferry.md", JEKYLL)
    assert (made.title, made.draft, made.byline) == ("Ferry stays", True, ("Ada Berg",))
    assert made.date == Fact(basis="the file's name begins with 2022-02-25")
    assert texts(made) == ["Text."]


def test_obsidian_keeps_the_address_under_source() -> None:
    made = raw("Ferry.md", OBSIDIAN)
    assert (made.url, made.byline) == ("https://quill.example/ferry", ("Ada Berg", "Bo Lind"))
    assert made.source == Fact(basis="the address is on quill.example")
    assert made.date == Fact(value="2022-02-25", basis="its front matter, published")
    assert (made.summary, made.tags) == ("It stays.", ("clippings",))


def test_front_matter_makes_a_text_markdown_whatever_its_name() -> None:
    assert raw("ferry.txt", "---\ntitle: Ferry\n---\nText.\n").title == "Ferry"
    assert texts(raw("ferry.txt", "---\nNo front matter.\n---\nText.\n"))[0].startswith("---")


@pytest.mark.parametrize(
    ("front", "what"),
    [
        ("---\na: &x [1]\nb: *x\n---\n", "line 2"),
        ("---\nt: " + "[" * 50_000 + "\n---\n", "line 2"),
        ("---\na: !!python/object/apply:os.system [id]\n---\n", "line 2"),
        ("---\na: [1\n---\n", "line 2"),
        ("+++\na = \n+++\n", "not TOML"),
        ("+++\na = " + "[" * 50_000 + "\n+++\n", "not TOML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_with_its_line(front: str, what: str) -> None:
    assert what in refused("ferry.md", front + "Text.\n")


def test_front_matter_from_outside_is_only_ever_values() -> None:
    made = raw("ferry.md", '---\ntitle: "a\\n---\\nevil: 1\\u202e"\ndate: 2022-02-31\n---\n---\nevil: 1\n---\n')
    assert (made.title, made.date.value) == ("a --- evil: 1", "")
    assert made.date.basis == "its front matter, date, says `2022-02-31`, which names no single day"
    assert texts(made) == ["---\nevil: 1\n---"]


# --- feeds -----------------------------------------------------------------------------------------------------------

RSS = f"""\
<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quill</title><link>https://quill.example/</link><language>en-gb</language>
<item><title>Ferry &lt;i&gt;stays&lt;/i&gt; &amp;amp; waits</title><link>/ferry</link><pubDate>Fri, 25 Feb 2022 10:00:00 +0100</pubDate>
<dc:creator>Ada Berg</dc:creator><category>sea</category><description>Short.</description>
<content:encoded><![CDATA[<p>{SENTENCE}</p><ul><li>one<li>two</ul><script>no()</script><aside>kept</aside>]]></content:encoded></item>
<item><description>No title &lt;b&gt;here&lt;/b&gt;</description><pubDate>Thu, 31 Feb 2022 10:00:00 GMT</pubDate>
<guid isPermaLink="false">7</guid></item>
<item><title>3 &lt; 4</title><link>javascript:alert(1)</link><author>ed@quill.example (Bo Lind)</author><guid>https://quill.example/7</guid></item>
</channel></rss>"""  # noqa: E501 - a feed as they are
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://post.example/a/"><title>Die Post</title>
<author><name>Cy Dahl</name></author>
<entry><title type="html">F&#228;hre &amp;mdash; bleibt</title><link rel="self" href="https://no.example/"/><link href="b?x=1&amp;y=2"/>
<updated>2022-02-26T00:00:00Z</updated><published>2022-02-25T10:00:00Z</published><summary>Kurz.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins <em>zwei</em> &lt;drei&gt;<br/>vier</p></div></content></entry>
<entry><title>Text</title><content type="text">1 &lt; 2

drei</content></entry></feed>"""  # noqa: E501 - a feed as they are


def entries(text: str, url: str = "") -> list[Raw]:
    made = list(articles(Document(origin="feed", data=text.encode("utf-8"), charset="utf-8", url=url)))
    assert all(isinstance(entry, Raw) for entry in made), made
    return [entry for entry in made if isinstance(entry, Raw)]


def test_rss() -> None:
    first, second, third = entries(RSS)
    assert (first.origin, first.title, first.url) == ("feed entry 1", "Ferry stays & waits", "https://quill.example/ferry")
    assert first.date == Fact(value="2022-02-25T10:00+01:00", basis="the entry's pubdate")
    assert (first.source.value, first.lang.value) == ("The Quill", "en-gb")
    assert (first.byline, first.tags) == (("Ada Berg",), ("sea",))
    assert texts(first) == [SENTENCE, "one", "two", "kept"]  # all that a feed carries is the article's
    assert (second.title, texts(second), second.url) == ("", ["No title here"], "")
    basis = "the entry's pubdate says `Thu, 31 Feb 2022 10:00:00 GMT`, which names no single day"
    assert second.date == Fact(basis=basis)
    assert (third.title, third.url, third.byline) == ("3 < 4", "https://quill.example/7", ("Bo Lind",))


def test_atom() -> None:
    first, second = entries(ATOM)
    assert (first.title, first.url) == ("Fähre — bleibt", "https://post.example/a/b?x=1&y=2")
    assert (first.date.value, first.byline, first.lang.value) == ("2022-02-25T10:00+00:00", ("Cy Dahl",), "de")
    assert texts(first) == ["Eins zwei <drei>", "vier"]
    assert texts(second) == ["1 < 2", "drei"]


def test_json_feed() -> None:
    item = {"id": "1", "url": "https://j.example/1", "title": "T", "content_html": "<p>A <b>b</b></p>", "tags": ["x"],
            "date_published": "2022-02-25T10:00:00Z", "authors": [{"name": "Ada"}]}  # fmt: skip
    items = [item, {"id": 2, "content_text": "a<b"}, 7]
    made = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}
    first, second = entries(json.dumps(made))
    assert (first.title, first.url, first.byline, first.tags) == ("T", "https://j.example/1", ("Ada",), ("x",))
    assert texts(first) == ["A b"]
    assert texts(second) == ["a<b"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><rss><channel><title>&l11;</title></channel></rss>', "entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel>&x;</channel></rss>', "entities"),
        ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]><rss/>', "entities"),
        ("<rss>" + "<a>" * 50_000, "nests deeper than 200"),
        ("<rss><channel><item></channel></rss>", "line 1, column 23: this is not XML"),
        ('{"version":"https://jsonfeed.org/version/1","items":' + "[" * 50_000, "nests too deep"),
        ('{"version":"https://jsonfeed.org/version/1","items":3}', "no list `items`"),
    ],
)
def test_a_hostile_or_broken_feed_is_refused_in_a_line(text: str, what: str) -> None:
    start = time.process_time()
    assert what in refused("feed.xml", text)
    assert time.process_time() - start < 2


def test_an_outside_document_type_is_never_fetched() -> None:
    (made,) = feed.read('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel><item/></channel></rss>', "f")
    assert isinstance(made, Raw)


# --- encodings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "told", "encoding"),
    [
        ("Café oui".encode(), {}, ""),
        (b"\xef\xbb\xbf" + "Café oui".encode(), {}, ""),
        ("\ufeffCafé oui".encode("utf-16-le"), {}, ""),
        ("\ufeffCafé oui".encode("utf-16-be"), {}, ""),
        ("Café oui".encode("cp1252"), {"charset": "ISO-8859-1"}, ""),
        (b"<meta charset=windows-1252><p>Caf\xe9 oui", {}, ""),
        (b'<!-- <meta charset=koi8-r> --><meta content="text/html; charset=latin1"><p>Caf\xe9 oui', {}, ""),
        (b'<?xml version="1.0" encoding="iso-8859-15"?><html><p>Caf\xe9 oui', {}, ""),
        (b"<meta charset=utf-8><p>Caf\xe9 oui", {}, "windows-1252"),
        (b"<meta charset=utf-8><p>Caf\xe9 oui", {"charset": "latin1"}, ""),
    ],
)
def test_a_declared_encoding_is_honoured(data: bytes, told: dict[str, str], encoding: str) -> None:
    assert texts(raw("a", data, encoding, **told)) == ["Café oui"]


@pytest.mark.parametrize(
    ("data", "told", "encoding", "what"),
    [
        (b"caf\xe9 oui", {}, "", "the byte 0xE9 at offset 3 is not UTF-8, and nothing says another encoding"),
        (b"caf\xc3(", {}, "", "the byte 0xC3 at offset 3"),
        (b"a\xed\xa0\x80b", {}, "", "at offset 1"),
        (b"a\xc0\xafb", {}, "", "at offset 1"),
        (b"<meta charset=utf-8><p>caf\xe9", {}, "", "the byte 0xE9 at offset 26 is not UTF-8, which the page says"),
        (b"caf\xe9", {"charset": "utf-8"}, "", "which the server says"),
        ("café".encode(), {}, "utf-7", "--encoding says that it is in `utf-7`, which is no known encoding"),
        ("café".encode(), {}, "rot13", "`rot13`, which is no known encoding"),
        (b"<meta charset=klingon>caf", {}, "", "the page says that it is in `klingon`"),
    ],
)
def test_an_encoding_is_never_guessed(data: bytes, told: dict[str, str], encoding: str, what: str) -> None:
    assert what in refused("a.html", data, encoding, **told)


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", b"\x89PNG\r\n\x1a\n", b"\0\1\2\3" * 99, b"PK\3\4", b"{\\rtf1 x}"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert refused("a.txt", data).startswith("this is a")


# --- archives --------------------------------------------------------------------------------------------------------


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return held.getvalue()


def tarred(members: Iterable[tuple[str, bytes, bytes]], mode: str = "w:gz") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as made:  # type: ignore[call-overload]
        for name, kind, data in members:
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(data), kind, "/etc/passwd"
            made.addfile(info, io.BytesIO(data))
    return held.getvalue()


def said(found: Iterable[Document | Refusal]) -> list[str]:
    return [f"{d.origin}: {d.what}" if isinstance(d, Refusal) else f"{d.origin}= {d.data[:9].decode()}" for d in found]


def test_a_zip() -> None:
    link = zipfile.ZipInfo("ln")
    link.external_attr = 0o120777 << 16
    data = zipped(
        [("a/b.txt", b"Hello."), ("../x.txt", b"no"), ("/abs.txt", b"no"), ("C:x", b"no"), (link, b"/etc/passwd"),
         ("bomb.txt", b"\0" * 20_000_000), ("big.txt", b"\0" * (MOST + 1)), (".git/x", b"no"),
         ("z\n\x1b.txt", b"Last.")]
    )  # fmt: skip
    assert said(archive.documents(io.BytesIO(data), "p.zip")) == [
        "p.zip a/b.txt= Hello.",
        "p.zip ../x.txt: its name leads out of the archive; it is not read",
        "p.zip /abs.txt: its name leads out of the archive; it is not read",
        "p.zip C:x: its name leads out of the archive; it is not read",
        "p.zip ln: it is a link or a device, not a file; it is not read",
        "p.zip bomb.txt: it unpacks to 1,028 times its size, as nothing written does",
        f"p.zip big.txt: it has {MOST + 1:,} bytes; at most {MOST:,} are read",
        "p.zip z\ufffd\ufffd.txt= Last.",
    ]


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz", "w"])
def test_a_tar(mode: str) -> None:
    file, link, device = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE
    members = [("a.txt", file, b"Hello."), ("../b", file, b"x"), ("/c", file, b"x"), ("d", link, b""),
               ("e", device, b""), ("f", tarfile.LNKTYPE, b""),
               (".h", file, b"x"), ("g.txt", file, b"Last.")]  # fmt: skip
    assert said(archive.documents(io.BytesIO(tarred(members, mode)), "p.tar")) == [
        "p.tar a.txt= Hello.",
        "p.tar ../b: its name leads out of the archive; it is not read",
        "p.tar /c: its name leads out of the archive; it is not read",
        "p.tar d: it is a link or a device, not a file; it is not read",
        "p.tar e: it is a link or a device, not a file; it is not read",
        "p.tar f: it is a link or a device, not a file; it is not read",
        "p.tar g.txt= Last.",
    ]


def test_bombs_and_damage_end_in_a_line() -> None:
    bomb = gzip.compress(b"\0" * 100_000_000)
    (made,) = archive.documents(io.BytesIO(bomb), "x.html.gz")
    assert isinstance(made, Refusal)
    bombs = [(f"{n}", tarfile.REGTYPE, b"\0" * 30_000_000) for n in range(9)]
    *_, last = archive.documents(io.BytesIO(tarred(bombs)), "x.tar.gz")
    assert isinstance(last, Refusal)
    assert "200 times its size" in last.what
    whole = zipped([("a.txt", b"Hello.")])
    for cut in range(4, len(whole), 7):
        for data in (whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]):
            for found in archive.documents(io.BytesIO(data), "p.zip"):
                assert isinstance(found, Document | Refusal)
    packed = tarred([("a.txt", tarfile.REGTYPE, b"Hello." * 1000)])
    for cut in range(10, len(packed), 7):
        for found in archive.documents(io.BytesIO(packed[:cut]), "p.tgz"):
            assert isinstance(found, Document | Refusal)


# --- web archives ----------------------------------------------------------------------------------------------------


def record(kind: str, url: str, block: bytes, media: str = "application/http; msgtype=response") -> bytes:
    told = {"WARC-Type": kind, "WARC-Target-URI": url, "Content-Type": media, "Content-Length": len(block)}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, media: str = "text/html", more: str = "", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def test_a_web_archive() -> None:
    chunks, packed = "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n"
    records = [
        record("warcinfo", "", b"software: x", "application/warc-fields"),
        record("response", "https://q.example/1", answer(b"<p>Caf\xe9", "text/html; charset=latin1")),
        record("request", "https://q.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://q.example/2", answer(b"5\r\n<p>Tw\r\n2;x\r\no.\r\n0\r\n\r\n", more=chunks)),
        record("response", "https://q.example/3", answer(gzip.compress(b"<p>Three"), more=packed)),
        record("response", "https://q.example/4", answer(b"", more="Location: /1\r\n", status="301 Moved")),
        record("response", "https://q.example/5", answer(b"\x89PNG", "image/png")),
        record("response", "https://q.example/6", answer(gzip.compress(b"\0" * (MOST + 9)), more=packed)),
        record("response", "file:///etc/passwd", answer(b"<p>no")),
        record("resource", "https://q.example/7", b"<p>Seven", "text/html"),
    ]  # fmt: skip
    for data in (b"".join(records), b"".join(map(gzip.compress, records))):
        assert warc.is_one(data[:100], "x.warc.gz")
        found = list(warc.documents(io.BytesIO(data), "x"))
        made = [next(articles(d)) if isinstance(d, Document) else d for d in found]
        assert [texts(m)[0] if isinstance(m, Raw) else m.what for m in made] == [
            "Café", "Two.", "Three", f"it has {MOST + 1:,} bytes; at most {MOST:,} are read", "Seven",
        ]  # fmt: skip
        assert made[0].origin == "x record 2 https://q.example/1"
        for cut in (3, 200, len(data) // 2, len(data) - 9):
            assert isinstance(list(warc.documents(io.BytesIO(data[:cut]), "x")), list)


# --- what an editor points at ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in/b/c").mkdir(parents=True)
    (tmp_path / "in/.hidden").mkdir()
    for name in ("in/a.txt", "in/b/c/d.txt", "in/b/a.md", "in/.hidden/x.txt", "in/.x.txt", "in/s.css", "in/p.PNG"):
        (tmp_path / name).write_text(SENTENCE)
    (tmp_path / "in/bad.txt").write_bytes(b"caf\xe9")
    (tmp_path / "in/l").symlink_to("/etc/passwd")
    (tmp_path / "in/up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "in/pipe")
    (tmp_path / "in/z.zip").write_bytes(zipped([("n.txt", SENTENCE.encode()), ("n.css", b"x")]))
    return tmp_path


def pointed(*arguments: str, root: Path) -> list[str]:
    return [p.origin.replace(str(root) + "/", "") for p in find.places(arguments)]


def test_a_folder_is_read_in_order_without_what_is_hidden(folder: Path) -> None:
    everything = ["in/a.txt", "in/b/a.md", "in/b/c/d.txt", "in/bad.txt", "in/l", "in/up", "in/z.zip"]
    assert pointed(str(folder / "in"), root=folder) == everything
    assert pointed(str(folder / "in/**/*.txt"), root=folder) == ["in/a.txt", "in/b/c/d.txt", "in/bad.txt"]
    assert pointed(str(folder / "in/s.css"), "-", "https://q.example/x", root=folder) == [
        "in/s.css", "standard input", "https://q.example/x",
    ]  # fmt: skip
    assert pointed("nowhere/*.txt", "nothing\0", root=folder) == ["nowhere/*.txt", "nothing\0"]


def test_one_bad_file_never_stops_the_rest(folder: Path) -> None:
    made: list[Raw | Refusal] = []
    for place in find.places([str(folder / "in"), str(folder / "gone.txt")]):
        made += [place] if isinstance(place, Refusal) else read_place(place)
    kinds = [f"{m.origin.replace(str(folder) + '/', '')} {'no' if isinstance(m, Refusal) else 'yes'}" for m in made]
    assert kinds == [
        "in/a.txt yes", "in/b/a.md yes", "in/b/c/d.txt yes", "in/bad.txt no", "in/l no", "in/up no",
        "in/z.zip n.txt yes", "gone.txt no",
    ]  # fmt: skip


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"date 2022-02-25 {SENTENCE}".encode())))
    (made,) = read_place(Place(origin="standard input", kind="stdin"))
    assert isinstance(made, Raw)
    assert (made.date.value, texts(made)) == ("2022-02-25", [SENTENCE])


def test_a_file_without_permission_or_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(MOST + 1)
    (made,) = read_place(Place(origin=str(tmp_path / "big.txt")))
    assert isinstance(made, Refusal)
    assert made.what == f"it has {MOST + 1:,} bytes; at most {MOST:,} are read"
    (gone,) = read_place(Place(origin=str(tmp_path / "gone.txt")))
    assert isinstance(gone, Refusal)
    assert gone.what == "it cannot be read: no such file or directory"


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-02-25", "2022-02-25"),
        ("20220225T101112Z", "2022-02-25T10:11+00:00"),
        ("2022-02-25T10:00:00.000+0800", "2022-02-25T10:00+08:00"),
        ("2022-02-25 10:00:00", "2022-02-25"),
        ("2022-02-25T10:00:00 EST", "2022-02-25"),
        ("Fri, 25 Feb 2022 10:00:00 GMT", "2022-02-25T10:00+00:00"),
        ("Friday, February 25th, 2022", "2022-02-25"),
        ("25 Feb. 2022", "2022-02-25"),
        ("02/03/2022", ""),
        ("2022-02-31", ""),
        ("Thu, 31 Feb 2022 10:00:00 GMT", ""),
        ("1645783200", ""),
        ("2022-02-25T10:00-99:99", "2022-02-25"),
        ("9" * 5000, ""),
        ("", ""),
    ],
)
def test_a_date_is_read_only_where_it_can_mean_one_day(written: str, day: str) -> None:
    assert dates.day(written) == day


def test_a_markdown_file_of_ten_megabytes_in_a_line() -> None:
    assert isinstance(markdown.read("---\ntitle: x\n---\n" + "word " * 2_000_000, "a.md"), Raw)


N = 200_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<!---->" * N),
        ("a.xml", "<!---->" * 500 + "<rs>"),
        ("a.xml", "<?a?>" * 800 + "<x"),
        ("a.txt", "AB" + "\xa0" * N + "x"),
        ("a.txt", "A " * N + "."),
        ("a.txt", ".\"" * N),
        ("a.md", "# " + " " * N + "x" + "#" * N + "y"),
        ("a.md", "---\ntitle: '" + "[[" * 50_000 + "'\n---\nx"),
        ("a.md", "\n" * N + "--"),
        ("a.html", "<script type=application/ld+json>" + "-->" + " " * N + "x</script><p>x"),
        ("a.html", "<p style='" + "; " * N + "'>x"),
        ("a.html", "<meta " * N),
        ("a.xml", "<rss><channel><item><author>" + "@" * N + "</author></item></channel></rss>"),
        ("a.xml", "<rss><channel><item><title>" + "&lt;a" * N + "</title></item></channel></rss>"),
        ("a.json", '{"version":"https://jsonfeed.org/version/1","items":[' + '{"id":1},' * 20_000 + "{}]}"),
    ],
)
def test_no_text_takes_more_than_its_length(name: str, text: str) -> None:
    start = time.process_time()
    assert all(isinstance(made, Raw | Refusal) for made in articles(Document(origin=name, data=text.encode())))
    assert time.process_time() - start < 10
