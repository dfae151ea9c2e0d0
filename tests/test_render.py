"""The theme and the renderer: closed templates, nothing unescaped, links that lead somewhere, pages within budget."""

import gzip
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2
import jinja2.meta
import msgspec
import pytest

from digest.model.article import Block, Body, Cite, Key, Original, Run, Segment, To
from digest.model.page import (
    Channel,
    Day,
    Filling,
    KeyView,
    Link,
    Linked,
    NoteView,
    Page,
    ReportIndex,
    SourceCard,
    Target,
)
from digest.render import english
from digest.render.address import relative
from digest.render.fault import place
from digest.render.fill import MOST_ROWS, chunks, fill
from digest.render.forms import FORMS
from digest.render.html import from_here, renderer
from digest.render.spark import spark
from digest.render.strip import strip, told
from digest.render.templates import environment
from digest.render.tree import across, down
from support import samples
from support.samples import BODIES, CHROME, PAGES

THEME = Path(__file__).parents[1] / "theme"
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted((THEME / "templates").iterdir())}
STYLE = (THEME / "static" / "style.css").read_bytes()
RENDER = renderer(TEMPLATES, BODIES.__getitem__)

by_url = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)


def html(page: Page) -> str:
    return RENDER(page, CHROME).decode()


# --- the templates ---------------------------------------------------------------------------------------------------


def test_a_template_for_every_record() -> None:
    tags = {str(kind.__struct_config__.tag) for kind in Page.__args__}
    tags -= {tag for tag, _ in FORMS if f"{tag}.html" not in TEMPLATES} | {"picture"}  # files for programs
    assert {f"{tag}.html" for tag in tags} | {"base.html", "parts.html"} == set(TEMPLATES)
    assert {page.__struct_config__.tag for page in PAGES} == tags, "a sample of every kind"


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_closed(name: str) -> None:
    tree = environment(TEMPLATES, BODIES.__getitem__).parse(TEMPLATES[name])
    assert jinja2.meta.find_undeclared_variables(tree) <= {"page", "chrome"}
    assert None not in list(jinja2.meta.find_referenced_templates(tree)), "no template is chosen at run time"


def test_a_missing_name_is_an_error_at_its_line() -> None:
    broken = renderer({**TEMPLATES, "notfound.html": "<p>\n{{ page.titel }}"}, BODIES.__getitem__)
    with pytest.raises(jinja2.UndefinedError, match="titel") as caught:
        broken(samples.NOT_FOUND, CHROME)
    assert place(caught.value) == "theme/templates/notfound.html:2"


def test_an_edition_puts_its_own_template_in_the_place_of_ours() -> None:
    own = renderer({**TEMPLATES, "notfound.html": "Nichts: {{ page.title }} <&>"}, BODIES.__getitem__)
    assert own(samples.NOT_FOUND, CHROME) == b"Nichts: Not found <&>"


@pytest.mark.parametrize("name", ["x.html.j2", "x.svg", "feed.atom", "x.txt"])
def test_every_name_is_escaped(name: str) -> None:
    made = environment({name: "{{ page }}"}, BODIES.__getitem__)
    assert made.get_template(name).render(page="<b a=\"1\" c='2'>&") == "&lt;b a=&quot;1&quot; c=&#x27;2&#x27;&gt;&amp;"


OWN = """
{% macro plain(a, b="<b>") %}({{ a }}|{{ b }}){% endmacro %}
{% macro card(c) %}{{ c.title }}, {{ c.source.name }}{% endmacro %}
{% macro any() %}{{ varargs|join(" ") }} {% for k, v in kwargs|dictsort %}{{ k }}={{ v }}{% endfor %}{% endmacro %}
{% macro around(a) %}[{{ caller(a) }}]{% endmacro %}
{{ plain(1) }} {{ plain("<", "&") }} {{ plain(b=2, a=plain(3)) }} {{ plain(*("x", "y")) }} {{ plain(1)|upper }}
{% for report in page.reports %}{{ card(report) }}; {{ card(c=report) }}{{ " and " if not loop.last }}{% endfor %}
{{ any(1, 2, x="<") }} {% call(n) around("&") %}{{ n }}{% endcall %} {{ "a,b".split(",")|join("+") }}
{{ "on" if page.title is defined }}{{ "off" if page.titel is defined }}{{ page.titel|default("none") }}
{% set one = namespace(n=1) %}{% set one.n = 2 %}{{ one.n }} {{ {"k": "v"}.k }} {{ range(3)|list }} {{ none }} {{ 1.5 }}
"""


def test_an_editions_own_template_means_what_jinja_says() -> None:
    page = next(page for page in PAGES if isinstance(page, ReportIndex))
    plain = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made = environment({"x.html": OWN}, BODIES.__getitem__)
    assert made.get_template("x.html").render(page=page) == plain.from_string(OWN).render(page=page)


UNLIKE = {
    "a dictionary's key": '{% set d = {"k": "<v>"} %}{% set e = d %}{{ e.k }}',
    "a dictionary handed to another template": '{% from "m.html" import m %}{{ m({"k": 1}) }}',
    "an item by its number": "{% set l = [1, [2]] %}{{ l.0 }}{{ l.1.0 }}",
    "a keyword": '{% set d = {"class": 1} %}{{ d.class }}',
    "what is not there, asked later": '{% set x = page.titel %}{{ x is defined }}{{ x|default("none") }}',
    "all of a loop": "{% for r in page.reports %}{{ loop.cycle('a', 'b') }}{{ loop.revindex }}{{ loop.length }}"
    "{% if loop.changed(r.date) %}{{ loop.depth }}{% endif %}{% endfor %}",
    "neighbours": "{% for r in page.reports %}{{ loop.previtem.id if loop.previtem is defined }}"
    "{{ loop.nextitem is defined }}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }};{% endfor %}",
    "a generator": "{% for w in ['a', 'b']|map('upper') if w != 'A' %}{{ loop.last }}{{ w }}{% else %}-{% endfor %}"
    "{% for w in []|select %}{{ loop.first }}{% else %}none{% endfor %}",
    "a loop in itself": "{% for x in [[1, [2]], []] recursive %}{{ loop.depth }}"
    "{{ loop(x) if x is iterable }}{% endfor %}",
    "a block in a block": "{% block a %}{{ page.title }}{% block b %}<i>{{ self.c() }}{% endblock %}{% endblock %}"
    "{% block c %}c{% endblock %}",
    "more than its block": '{% extends "base.html" %}{% block a %}[{{ super() }}{{ page.title }}]{% endblock %}',
}


@pytest.mark.parametrize("own", UNLIKE.values(), ids=UNLIKE)
def test_a_template_unlike_ours_means_what_jinja_says(own: str) -> None:
    page = next(page for page in PAGES if isinstance(page, ReportIndex))
    around = {
        "m.html": "{% macro m(d) %}{{ d.k }}{% endmacro %}",
        "base.html": "<{% block a %}a{% endblock %}>{{ page.url }}",
    }
    loader = jinja2.DictLoader({**around, "x.html": own})
    plain = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    made = environment({**around, "x.html": own}, BODIES.__getitem__)
    for _ in range(2):
        assert made.get_template("x.html").render(page=page) == plain.get_template("x.html").render(page=page)


def test_what_was_made_of_a_card_is_kept_for_equal_cards_only() -> None:
    own = "{% macro m(c) %}{{ c.siglum }}{% endmacro %}{% for c in page %}{{ m(c) }} {% endfor %}"
    made = environment({"x.html": own}, BODIES.__getitem__)
    cards = [SourceCard(id=id, url="/", name="A", siglum=siglum) for id, siglum in (("a", "A"), ("a", "A"), ("a", "B"))]
    assert made.get_template("x.html").render(page=cards) == "A A B "


def test_a_macro_that_looks_at_what_changes_is_asked_each_time() -> None:
    own = (
        "{% set seen = namespace(n=0) %}{% macro m(c) %}{{ c.siglum }}{{ seen.n }}{% endmacro %}"
        "{% for c in page %}{% set seen.n = seen.n + 1 %}{{ m(c) }} {% endfor %}"
    )
    made = environment({"x.html": own}, BODIES.__getitem__)
    card = SourceCard(id="a", url="/", name="A", siglum="A")
    assert made.get_template("x.html").render(page=[card, card]) == "A1 A2 "


# --- hostile text ----------------------------------------------------------------------------------------------------

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{917*1003}}{% raw %}</title>-->"
_NOT_TEXT = frozenset(
    "url id css icon date time said month record body html base_url to_url anchor place_url via_url".split()
)
_NOT_TEXT |= frozenset(("motto_url", "label_url", "section", "lang", "type", "kind", "form", "given", "cert", "status"))
_NOT_TEXT |= frozenset(("verdict", "cause", "wikidata", "story_date", "base", "on", "checked", "key", "feed", "kinds"))
_ADDRESSES = frozenset(("original", "address", "text_url"))


def poisoned(value: Any, text: str, address: str = "javascript:alert(3)", field: str = "") -> Any:
    """The same record with every text in it replaced, and every address from a file."""
    if isinstance(value, Original):
        return Original(lang="zh", text=text, url=address)
    if isinstance(value, msgspec.Struct):
        fields = {name: poisoned(getattr(value, name), text, address, name) for name in value.__struct_fields__}
        return type(value)(**fields)
    if isinstance(value, tuple):
        return tuple(poisoned(item, text, address, field) for item in value)
    if not isinstance(value, str) or not value:
        return value
    if field in _ADDRESSES:
        return address
    if (
        field in _NOT_TEXT
        or value.startswith(("/", "#"))
        or re.fullmatch(r"\d{4}-\d\d(-\d\d)?|open|conflict|\w{2,12}", value)
    ):
        return value
    return text


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, dict[str, str | None]], str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "img", "hr"):
            self._open.append(self.tags[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else ("", {}), data))


def parsed(text: str) -> _Parser:
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser


@by_url
def test_hostile_text_is_text(page: Page) -> None:
    """The markup of a page does not depend on what its texts hold."""
    hostile, harmless = (parsed(html(poisoned(page, text))) for text in (HOSTILE, "some harmless words"))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert [sorted(attrs) for _, attrs in hostile.tags] == [sorted(attrs) for _, attrs in harmless.tags]
    shown = "".join(text for _, text in hostile.texts) + "".join(v or "" for _, a in hostile.tags for v in a.values())
    assert "919751" not in shown, "no template is run from content"
    for _, attrs in hostile.tags:
        assert not (attrs.get("href") or "").startswith("javascript:")


@by_url
def test_text_that_turns_direction_is_shut_in(page: Page) -> None:
    """An override such as U+202E must not turn the words around it: it stands in an element that isolates it."""
    seen = parsed(html(poisoned(page, "a\u202eb")))
    loose = []
    for (tag, attrs), text in seen.texts:
        alone = text.strip(" \n“”.") == "a\u202eb"
        isolated = tag in ("bdi", "a", "q", "abbr", "title", "desc", "text", "time", "script") or "dir" in attrs
        if "\u202e" in text and not isolated and not alone:
            loose.append((tag, attrs, text))
    assert not loose


# --- links -----------------------------------------------------------------------------------------------------------


def links(text: str) -> Iterator[str]:
    for tag, attrs in parsed(text).tags:
        for name in ("href", "src"):
            if attrs.get(name) is not None and (tag, attrs.get("rel")) != ("link", "canonical"):
                yield attrs[name] or ""


@by_url
def test_links_are_relative_to_the_page(page: Page) -> None:
    known = {
        "/",
        "/stories/",
        "/reports/",
        "/a-z/",
        "/assets/style.css",
        samples.STORY.url,
        samples.Q2.url,
        samples.VP.url,
    }
    resolved = set()
    for link in links(html(page)):
        if link.startswith(("https:", "#")):
            continue
        if page.url == "/404.html":
            assert link.startswith("/digest/")
            resolved.add(link)
        else:
            assert not link.startswith("/")
            resolved.add(urljoin("https://example.org/digest" + page.url, link).removeprefix("https://example.org"))
    assert all(link.startswith("/digest/") for link in resolved)
    assert {"/digest" + url for url in known if url in ("/", "/stories/", "/a-z/", "/assets/style.css")} <= resolved


@pytest.mark.parametrize(
    ("html", "url", "base", "made"),
    [
        ('<a href="/quotes/x/">', "/reports/y/", "", '<a href="../../quotes/x/">'),
        ('<a href="/">', "/reports/y/", "", '<a href="../../">'),
        ('<a href="/">', "/", "", '<a href="./">'),
        ('<a href="/a/#b"><a href="#c">', "/a/", "", '<a href="../a/#b"><a href="#c">'),
        ('<a href="//host/x"><img src="/i.png">', "/a/", "", '<a href="//host/x"><img src="../i.png">'),
        ('<form action="/search/">', "/a/b/", "", '<form action="../../search/">'),
        ('<a href="https://x.example/">href=&quot;/x', "/a/", "", '<a href="https://x.example/">href=&quot;/x'),
        ('<a title="/x" href="/x/">', "/404.html", "https://example.org/sub/", '<a title="/x" href="/sub/x/">'),
        ('<a href="/x/">', "/404.html", "", '<a href="/x/">'),
        ('<a href="/x/">', "/404.html", "https://example.org", '<a href="/x/">'),
    ],
)
def test_from_here(html: str, url: str, base: str, made: str) -> None:
    assert from_here(html.encode(), url, base).decode() == made


def test_redirect_names_its_goal_three_ways() -> None:
    text = html(samples.REDIRECT)
    assert 'content="0; url=../../quotes/putin-us-nato/"' in text
    assert '<a href="../../quotes/putin-us-nato/">' in text
    assert relative("/quotes/x/", "/quotes/old/") == "../../quotes/x/"


@by_url
def test_fragments_and_ids(page: Page) -> None:
    tags = parsed(html(page)).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids)), "every id once"
    wanted = {link[1:] for link in links(html(page)) if link.startswith("#")}
    for _, attrs in tags:
        wanted |= set((attrs.get("aria-labelledby") or "").split())
    assert wanted <= set(ids)


# --- house rules of the markup ---------------------------------------------------------------------------------------


@by_url
def test_no_inline_style_or_script(page: Page) -> None:
    for tag, attrs in parsed(html(page)).tags:
        assert tag != "style"
        if tag == "script" and attrs.get("type") != "application/ld+json":  # that is data, which nobody runs
            assert (attrs.get("src") or "").rpartition("/")[0].endswith("assets"), "a file of the site's own"
        assert not any(name == "style" or name.startswith("on") for name in attrs)


@by_url
def test_landmarks_and_headings(page: Page) -> None:
    tags = parsed(html(page)).tags
    names = [tag for tag, _ in tags]
    assert names.count("h1") == names.count("main") == 1
    assert all(attrs.get("aria-label") for tag, attrs in tags if tag == "nav")
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in pairwise(levels)), "no level of headings is skipped"
    policy = next(attrs["content"] for _, attrs in tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")


@by_url
def test_absence_is_not_carried(page: Page) -> None:
    words = html(page).lower()
    assert not re.search(r"omitted|both sides|\bbias\b|blindspot", words)


def test_a_note_follows_its_paragraph() -> None:
    text = html(samples.REPORT_PAGE)
    for note in samples.NOTES:
        mark, aside = text.index(f'id="r-{note.label}"'), text.index(f'id="n-{note.label}"')
        between = text[mark:aside]
        assert between.count("<p") - between.count("<p>Only") <= 1 + between.count("<aside"), note.label
        assert f'href="#r-{note.label}"' in text[aside : aside + 120], "the way back comes first in the note"
    assert "Confidence: medium" in text


def test_copied_brace_reads_as_a_sentence() -> None:
    text = html(samples.QUOTE_PAGE)
    brace = text[text.index('class="coll"') : text.index("</p>", text.index('class="coll"'))]
    words = re.sub(r"<[^>]*>", "", brace.partition(">")[2]).replace("&#x27;", "'")
    assert "Russia's [legitimate ST A B / reasonable I] security concerns" in words
    assert words.startswith("[the US and Nato had A B / The United States and Nato have I / not printed ST] long")
    assert words.strip().endswith("strategic [bottom I A B / red ST] line")


def test_wordings_are_byte_for_byte() -> None:
    text = html(samples.QUOTE_PAGE)
    row = re.search(r'id="w-st".*?<td[^>]*>(.*?)</td>', text, re.DOTALL)
    assert row is not None
    printed = re.sub(r"<sup>.*?</sup>|<span class=\"gap\">.*?</span>(?=<|\s)|<[^>]*>", "", row[1]).replace(
        "&#x27;", "'"
    )
    assert printed.endswith("kept pushing military deployments to the east, challenging Russia's strategic red line")


# --- budgets ---------------------------------------------------------------------------------------------------------


def test_style_sheet_is_small() -> None:
    assert len(STYLE) <= 24_000
    assert len(gzip.compress(STYLE)) <= 7_000
    fonts = list((THEME / "static" / "fonts").glob("*.woff2"))
    assert len(fonts) == 3
    assert sum(font.stat().st_size for font in fonts) <= 135_000
    assert {path.name for path in (THEME / "static" / "fonts").glob("OFL-*.txt")} == {
        "OFL-source-serif-4.txt",
        "OFL-libre-franklin.txt",
    }


@by_url
def test_pages_are_small(page: Page) -> None:
    data = RENDER(page, CHROME)
    most = {"report": 12_000, "story": 15_000, "quote": 15_000}.get(str(page.__struct_config__.tag), 40_000)
    assert len(gzip.compress(data)) <= most
    assert sum(map(len, re.findall(rb"<svg.*?</svg>", data, re.DOTALL))) <= 12_000


def test_style_sheet_knows_every_height_of_a_chunk() -> None:
    assert {int(n) for n in re.findall(rb"\.n\d+\{--n:(\d+)\}", STYLE)} == set(range(1, MOST_ROWS + 1))


# --- holes -----------------------------------------------------------------------------------------------------------

Q = KeyView(quote=1, key="Q2", url="/quotes/x/", outlets=4, wordings=3, via="the <ministry>")
NAME = Target(id="x", url="/e/x/", kind="entity")
STATEMENT = Target(id="x", url="/q/x/", kind="quote")


@pytest.mark.parametrize(
    ("segments", "filling", "made"),
    [
        ((Run(text="A < B & \"C\"", at=0),), {}, 'A &lt; B &amp; "C"'),
        (
            (Run(text="Mr Xi met Mr Putin.", at=0),),
            {"names": (Linked(at=10, end=18, url="/entities/p/"), Linked(at=0, end=5, url="/entities/x/"))},
            '<a class="name" href="/entities/x/">Mr Xi</a> met <a class="name" href="/entities/p/">Mr Putin</a>.',
        ),
        (
            ("<b>", Run(text="one", at=0), "</b>", Run(text=" two three", at=3)),
            {"names": (Linked(at=4, end=7, url="/e/"),)},
            '<b>one</b> <a class="name" href="/e/">two</a> three',
        ),
        (  # a name that two runs share, and one that lies in another: the longer wins, the first wins
            ("<b>", Run(text="New ", at=0), "</b>", Run(text="York Times", at=4)),
            {"names": (Linked(at=0, end=8, url="/e/"), Linked(at=4, end=14, url="/t/"), Linked(at=4, end=8, url="/y"))},
            '<b>New </b><a class="name" href="/t/">York Times</a>',
        ),
        ((To(id="x"), "y</a>"), {"targets": (NAME,)}, '<a class="name" href="/e/x/">y</a>'),
        ((To(id="x"), "y</a>"), {"targets": (STATEMENT,)}, '<a href="/q/x/">y</a>'),
        ((To(id="gone"), "y</a>"), {}, "<a>y</a>"),
        ((Key(quote=1),), {"keys": (Q,)}, '<a class="key" href="/quotes/x/" aria-label="Q2, all wordings">Q2</a>'),
        ((Key(quote=1), Cite(quote=1)), {"keys": (KeyView(quote=1, speaker="Mr Xi", via="CCTV"),)}, ""),
        ((Key(quote=7), Cite(quote=7)), {"keys": (Q,)}, ""),
        ((Cite(quote=1),), {"keys": (KeyView(quote=1, speaker="Mr <Xi>", typed=False),)}, "<span>Mr &lt;Xi&gt;</span>"),
        (
            (Cite(quote=1),),
            {"keys": (Q,)},
            '<a href="/quotes/x/">4 outlets, 3 wordings (Q2)</a> · by way of the &lt;ministry&gt;',
        ),
        (
            (Cite(quote=1),),
            {"keys": (msgspec.structs.replace(Q, via="CCTV", via_url="/entities/cctv/", wordings=1),)},
            '<a href="/quotes/x/">4 outlets (Q2)</a> · by way of <a href="/entities/cctv/">CCTV</a>',
        ),
    ],
)  # fmt: skip
def test_fill(segments: tuple[Segment, ...], filling: Mapping[str, Any], made: str) -> None:
    assert fill(Filling(body="x", **filling), [Block(id="p1", segments=segments)]) == [made]


def _body(*notes: tuple[int, ...]) -> Body:
    blocks = tuple(Block(id=f"p{i}", segments=(f"<p>{i}",), notes=here) for i, here in enumerate(notes, 1))
    return Body(blocks=blocks, text="")


@pytest.mark.parametrize(
    ("notes", "shape"),
    [
        ((), []),
        (((), ()), [(2, 0)]),
        (((1, 2), (), (3,)), [(2, 2), (1, 1)]),
        (((), (1,), ()), [(1, 0), (2, 1)]),
        (((9,), ()), [(2, 0)]),  # a note that is not there is no note
        (((1,), *[()] * 30), [(24, 1), (7, 0)]),
    ],
)
def test_chunks(notes: tuple[tuple[int, ...], ...], shape: list[tuple[int, int]]) -> None:
    views = tuple(NoteView(number=n, label=f"n{n}", kind="", word="", html="") for n in (1, 2, 3))
    made = chunks(Filling(body="x", notes=views), _body(*notes))
    assert [(len(chunk.blocks), len(chunk.notes)) for chunk in made] == shape
    assert "".join(block for chunk in made for block in chunk.blocks) == "".join(
        f"<p>{i}" for i in range(1, len(notes) + 1)
    )


# --- drawings --------------------------------------------------------------------------------------------------------


def _source(siglum: str) -> SourceCard:
    return SourceCard(id=siglum.lower(), url="/sources/x/", name=siglum, siglum=siglum)


def _day(date: str, *sigla: str) -> Day:
    return Day(date=date, marks=tuple((_source(s), Link(url="/reports/x/", label="x")) for s in sigla))


@pytest.mark.parametrize("width", [640, 340])
@pytest.mark.parametrize(
    ("days", "columns"),
    [
        ((), 0),
        ((_day("2022-02-25", "A"),), 1),
        ((_day("2022-02-25", "A", "B"), _day("2022-03-02", "C")), 6),
        ((_day("2022-01-01", "A"), _day("2022-06-30", "B")), 6),
        ((_day("1999-01-01", "A"), _day("2022-06-30", "B")), 24),
        ((_day("not a date", "A"), _day("2022-02-31", "A"), _day("2022-02-01", *["LONG"] * 40)), 1),
    ],
)
def test_strip(days: tuple[Day, ...], columns: int, width: int) -> None:
    made = strip(days, width)
    assert len(made.ticks) == columns
    steps = [round(b.x - a.x) for a, b in pairwise(made.ticks)]
    assert not steps or max(steps) - min(steps) <= 1, "equal steps for equal time"
    assert all(0 < mark.x < width and 0 < mark.y < made.axis for mark in made.marks)
    shown = [tick for tick in made.ticks if tick.label]
    assert all(b.x - a.x >= 6 * len(b.label) for a, b in pairwise(shown)), "labels do not meet"


def test_a_full_column_says_how_many_more() -> None:
    assert [mark.label for mark in strip((_day("2022-02-01", *"ABCDEFGHIJKL"),), 640).marks] == [*"ABCDEFGHI", "+3"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), "No reports."),
        ((_day("2022-02-25", "A"),), "One report on 25 February 2022."),
        (
            (_day("2022-02-26", "C"), _day("2022-02-25", "A", "B")),
            "Two reports on 25 February 2022 and one on 26 February 2022.",
        ),
        (
            tuple(_day(f"2022-02-0{i}", "A", "B") for i in range(1, 8)),
            "14 reports from 1 February 2022 to 7 February 2022.",
        ),
    ],
)
def test_strip_in_words(days: tuple[Day, ...], words: str) -> None:
    assert told(days) == words


@pytest.mark.parametrize("trunk", [["said 25 Feb"], ["said 25 Feb", "readout"], ["x" * 90, "y" * 90]])
def test_tree_fits_its_box(trunk: list[str]) -> None:
    channels = [Channel(name="n" * k, sources=tuple(_source(f"S{i}") for i in range(k))) for k in (0, 1, 5, 60)]
    for made in (across(trunk, channels), down(trunk, channels)):
        assert all(label.x >= 0 and label.x + len(label.text) * 6 <= made.width + 1 for label in made.labels)
        assert all(0 <= label.y <= made.height for label in made.labels)
        assert len([label for label in made.labels if label.level == 2]) == len(channels)
    assert down(trunk, channels).width == 340, "never scaled under 12 px on a telephone"


def test_spark_gathers_many_months_into_years() -> None:
    months = [(f"{2010 + i // 12}-{i % 12 + 1:02}", i % 5) for i in range(120)]
    assert len(spark(months).bars) == 10
    assert spark([("2022-02", 3)]).told == "Three reports in February 2022."
    assert spark([]).bars == ()


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (english.date("2022-02-05"), "5 February 2022"),
        (english.date("2022-02"), "February 2022"),
        (english.date("2022"), "2022"),
        (english.date("2022-13-01"), "2022-13-01"),
        (english.date("last spring"), "last spring"),
        (english.day("2022-02-25"), "25 Feb"),
        (english.short("2022-02-25"), "25 Feb 2022"),
        (english.plural(0, "note"), "no notes"),
        (english.plural(1, "story", "stories"), "1 story"),
        (english.plural(1200, "story", "stories"), "1,200 stories"),
        (english.counted(12, "outlet"), "twelve outlets"),
        (english.counted(13, "outlet"), "13 outlets"),
        (english.carried(4, 5, 3), "Four of five outlets carry it, in three wordings."),
        (english.carried(5, 5, 1), "All five outlets carry it, in the same words."),
        (english.carried(2, 2, 2), "Both outlets carry it, in two wordings."),
        (english.carried(1, 5, 1), "One of five outlets carries it."),
        (english.carried(1, 0, 1), "One outlet carries it."),
        (english.carried(3, 0, 2), "Three outlets carry it, in two wordings."),
        (english.listed(()), ""),
        (english.listed(("a", "b", "c")), "a, b and c"),
        (english.unstopped("He left."), "He left"),
        (english.unstopped("He left..."), "He left..."),
        (english.form("headline", "part"), "in the headline"),
        (english.form("reported", "reported"), "as reported speech"),
        (english.language("zh-Hant"), "Chinese"),
        (english.language("xx"), "xx"),
    ],
)
def test_english(made: str, words: str) -> None:
    assert made == words
