"""What is read from one file, and what is said of it. The cases are in `parse/` and `diagnostics/`."""

import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from markdown_it.token import Token

from digest.fields import Text
from digest.model.article import Article, Cite, Key, Note, Quotation, ReportHead, Run, Segment, To
from digest.model.source import FOLDERS, Kind, Source
from digest.parse import Outlined, Parsed, inline, outline, outlined, parse, quick
from digest.parse.blocks import SIMPLE, cut
from digest.report import as_concise
from support.editions import in_memory
from support.fixture_file import Case, cases, hold, name

HERE = Path(__file__).parent
HEAD = "---\ntitle: A title\ndate: 2024-05-04\nsource: unknown\n---\n"


def read(data: bytes, path: str = "content/reports/a-report.md", *, lang: str = "en", time_zone: str = "UTC") -> Parsed:
    kind: Kind = FOLDERS[path.split("/")[1]]
    source = Source(path=path, kind=kind, id=path.rsplit("/", 1)[1].removesuffix(".md"), hash="")
    parsed = parse(source, data, lang=lang, time_zone=time_zone)
    head = parsed.article.head if parsed.article else None
    short = outlined(source, data, time_zone=time_zone)
    assert short == Outlined(head=outline(head) if head else None, said=parsed.said)
    return parsed


def report(text: str) -> tuple[Article, ReportHead]:
    parsed = read((HEAD + text).encode())
    assert parsed.article is not None
    assert isinstance(parsed.article.head, ReportHead)
    return parsed.article, parsed.article.head


# --- what is read ---------------------------------------------------------------------------------------------------


def shown(article: Article) -> str:
    """A body one can read: `⟨words⟩` in which names may be linked, `‹holes›`, then quotations, notes and mentions."""
    lines = ["".join(map(segment, block.segments)) for block in article.body.blocks]
    head = article.head
    if isinstance(head, ReportHead):
        lines += map(quotation, head.quotes)
        lines += [f"mention {m.name} {m.at}-{m.end}" for m in head.mentions]
    lines += map(note, head.notes)
    return "\n".join(lines)


def segment(one: Segment) -> str:
    match one:
        case Run(text=text):
            return f"⟨{text}⟩"
        case To(id=id):
            return f"‹to {id}›"
        case Key(quote=number):
            return f"‹key {number}›"
        case Cite(quote=number):
            return f"‹cite {number}›"
        case _:
            return one


def quotation(one: Quotation) -> str:
    known = (("q", one.q), ("by", one.by), ("via", one.via), ("cert", one.cert), ("lang", one.lang))
    told = (("speaker", one.speaker), ("channel", one.channel))
    words = "".join(f" {key}={value}" for key, value in (*known, *told) if value)
    return f"q{one.number} {one.block or 'listed'} {one.form}{'' if one.typed else ' found'}{words}: {one.text!r}"


def note(one: Note) -> str:
    about = f" [{one.prefix}|{one.exact}|{one.suffix}]"
    cert = f" cert={one.cert}" if one.cert else ""
    words = "".join(map(segment, one.segments))
    return f"n{one.number} {one.block} {one.label} ({one.kind or 'plain'}){cert}{about}: {words}"


@pytest.mark.parametrize("case", cases(HERE / "parse"), ids=name)
def test_reads(case: Case) -> None:
    def answer(case: Case) -> str:
        data = case.bytes()
        parsed = read(data if data.startswith(b"---") else HEAD.encode() + b"\n" + data)
        assert parsed.article is not None
        said = as_concise(parsed.said).replace("content/reports/a-report.md:", "")
        return shown(parsed.article) + ("\n" + said if said else "")

    hold(case, answer)


# --- what is said ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases(HERE / "diagnostics"), ids=name)
def test_says(case: Case) -> None:
    hold(case, said)


def said(case: Case) -> str:
    """Everything that `digest check` says. An input of one file stands for the report `content/reports/a-report.md`,
    or for the file that the title names in brackets; one of several has each begin with `=== path`."""
    data = case.bytes()
    if not data.startswith(b"=== "):
        named = case.title.rsplit("(content/", 1)
        return as_concise(
            read(data, f"content/{named[1].rstrip(')')}" if len(named) > 1 else "content/reports/a-report.md").said
        )
    from digest.inputs import look
    from digest.options import Options
    from digest.state import State
    from digest.understand import said_of, understand

    files: dict[str, str] = {}
    for part in data.decode().split("=== ")[1:]:
        path, _, text = part.partition("\n")
        files[path] = text
    edition = in_memory(files)
    seen = look(edition, Options(), State())
    said, _ = said_of(edition, seen, Options())  # with less work, `check` says what a build does
    assert said == understand(edition, seen, Options()).said
    assert said == said_of(edition, seen, Options())[0], "of what the build has kept"
    return as_concise(said)


def test_nine_hints_of_ten_are_given_for_seeded_mistakes() -> None:
    """Every line of `diagnostics/` that a typo caused has a help; what is expected there was read by a person."""
    lines = [line for case in cases(HERE / "diagnostics") for line in case.expected.split("\n") if line]
    with_help = [line for line in lines if line.endswith(")") and " (" in line]
    assert len(lines) > 60
    assert len(with_help) / len(lines) >= 0.9


# --- laws -----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"[](){}^@*_`~<>&\\|#-+=:.,;!?\"'“”‘’«»\n\t ",
        "\n\n", "\n> ", "\n- ", "\n1. ", "    ", "{q=a-b}", "{q=x via=y as=partial}", "[^", "[^n]",
        "\n\n[^n]: a note", "](@a-b)",
        '["we shall never close it"]', "[words]{}", "“We shall see about all that,” said Bo Ek. ", "http://a.example/b",
        "```", "~~~", "---", "| a | b |\n|---|---|\n", "javascript:alert(1)", "&#106;", "![", "\ufeff", "\u202e",
        "\u2028",
        "\x00", "\x85", "\r", "\r\n", "é", "😀", "中文", "word ", "Mr Putin ", "title: ", "date: 2024-05-04\n",
        "source: unknown\n",
        "entities: [Bo Ek]\n", "quotes: [{q: a, text: b}]\n", "&a ", "*a ", "!!x ", "- - - ", "{a: [", "? ", "|\n",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_nothing_that_a_file_holds_makes_parsing_fail(front: str, body: str) -> None:
    for kind in ("reports", "stories"):
        for data in (HEAD + body, f"---\n{front}\n---\n{body}", front + body):
            read(data.encode("utf-8", "surrogatepass"), f"content/{kind}/x.md")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_nothing_that_bytes_hold_makes_parsing_fail(data: bytes) -> None:
    read(data)
    read(HEAD.encode() + data)
    read(b"---\n" + data + b"\n---\n")


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("[\\```")
@example('| a | b |\n|--|--|\n| [x\\|y](@a-b) | ["we\\|say"]{q=c-d} |\n')
@example('> - ["a\n>   b"]{q=x-y} [z](@a-b)\n')
def test_places_are_true(body: str) -> None:
    file = (HEAD + body).replace("\x00", "").replace("\x85", "").replace("\ufeff", "")
    parsed = read(file.encode("utf-8"))
    if parsed.article is None:
        return
    head, made = parsed.article.head, parsed.article.body
    lines = file.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for ref in head.refs:
        assert file[ref.span.start : ref.span.end] == ref.id
        assert lines[ref.span.line - 1][ref.span.column - 1 :].startswith(ref.id)
    for one in head.notes:
        assert file[one.span.start : one.span.end] == f"[^{one.label}]"
        if one.exact:
            assert one.prefix + one.exact + one.suffix in made.text
    assert isinstance(head, ReportHead)
    for quote in head.quotes:
        assert made.text[quote.at : quote.at + len(quote.text)] == quote.text
        if quote.typed:
            assert file[quote.span.start] in "[{"
            assert file[quote.span.end - 1] == "}"
    for block in made.blocks:
        for one_segment in block.segments:
            if isinstance(one_segment, Run):
                assert made.text[one_segment.at : one_segment.at + len(one_segment.text)] == one_segment.text
    for mention in head.mentions:
        assert made.text[mention.at : mention.end] == mention.name
    for one_said in parsed.said:
        assert 1 <= one_said.span.line <= len(lines)
        assert 1 <= one_said.span.column <= len(lines[one_said.span.line - 1]) + 1


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_markup_is_closed_and_holds_nothing_that_runs(body: str) -> None:
    article, _ = report(body.replace("\x00", ""))
    for block in article.body.blocks:
        html = "".join(one if isinstance(one, str) else "<a>" if isinstance(one, To) else "" for one in block.segments)
        opened: list[str] = []
        for tag in re.findall(r"<(/?[a-z][a-z0-9]*)", html):
            if tag.startswith("/"):
                assert opened.pop() == tag[1:]
            elif tag not in ("br", "hr"):
                opened.append(tag)
        assert opened == []
        assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', html)).lower()


# --- Markdown spared ------------------------------------------------------------------------------------------------

SIMPLE_PIECES = st.sampled_from(
    ["*", "**", "a", "word", "é", " ", "  ", "\n", ",", ".", "[", "](", "](https://a.b/c)", "[x](http://a.b)", ")", "!",
     "“", "'", "[y z](@y-z)", "](@a)", "’", "-", "{", "(",
     "—", "1", "\t", "*x*", "**y z**", "`", "&amp;", "\\", "_", "~~", "<b>", "^", "\u0301", "\u3000"]
)  # fmt: skip


def seen(tokens: Iterable[Any]) -> list[tuple[object, ...]]:
    """What of Markdown's tokens is looked at."""
    return [tuple(getattr(token, name) for name in quick.Token.__struct_fields__) for token in tokens]


@settings(max_examples=400, deadline=None)
@given(st.lists(SIMPLE_PIECES, max_size=12).map("".join))
@example("a **b c** d *e* [f](https://g.example/h) i")
@example("(a [b’s](@b-s)s,\n[c](@c) [d](https://e.example)")
def test_quick_inline_tokens_are_markdowns(text: str) -> None:
    content = text.strip(quick.TRIM)
    made = quick.inline(content) if content else None
    if made is not None:
        md = inline.markdown()
        tokens = md.inline.parse(content, md, {"notes": {}, "done": set(), "said": []}, [])
        assert seen(made) == seen(token for token in tokens if token.type != "text" or token.content)


LINES = st.lists(
    st.sampled_from(
        ["> ", ">", "- ", "* ", "a", "— b", "1. ", "“q”", " ", "x y", "`", "#", "> -", "   ", "\t", "\u3000", "==="]
    ),
    max_size=5,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8).filter(lambda lines: all(lines[end].strip(" \t") for end in (0, -1))))
@example(["> “a b c”", ">", "> — d"])
@example(["- a", "- b"])
@example(["- a", "", "> b", "", "- c", "", "* d", "", "> e", " ", "> f"])
def test_quick_block_tokens_are_markdowns(lines: list[str]) -> None:
    made = quick.block(lines)
    if made is not None:
        md = inline.markdown()
        tokens: list[Token] = []
        md.block.parse("\n".join(lines), md, {}, tokens)
        assert seen(made) == seen(tokens)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(LINES, st.just("")), max_size=8))
@example(["a", "", "```", "", "b", "", "c"])
@example(["- a", "", "b", "", "    c"])
def test_paragraphs_taken_as_they_stand_are_markdowns(lines: list[str]) -> None:
    """What the cutter takes for a paragraph or a heading, Markdown takes for the same paragraph or heading."""
    text = "\n".join(lines)
    md = inline.markdown()
    tokens: list[Token] = []
    md.block.parse(text, md, {}, tokens)
    tops = {
        (token.map[0], token.type, tokens[index + 1].content)
        for index, token in enumerate(tokens)
        if token.level == 0 and token.type in ("paragraph_open", "heading_open") and token.map
    }
    for chunk in cut(Text("x", text), lines, 0, []).chunks:
        if chunk.shape == "paragraph":
            assert all(SIMPLE.match(line) for line in lines[chunk.first : chunk.last])
            assert (chunk.first, "paragraph_open", "\n".join(lines[chunk.first : chunk.last]).strip(quick.TRIM)) in tops
        elif chunk.shape == "heading":
            assert (chunk.first, "heading_open", lines[chunk.first].lstrip("#").strip(quick.TRIM)) in tops


# --- what would be slow ---------------------------------------------------------------------------------------------

HUGE = {
    "quotation marks": '"' * 32_000,
    "curly openings": "“" * 32_000,
    "brackets": "[" * 50_000,
    "images": "![a" * 16_000,
    "links": "[a](" * 16_000,
    "spans": "[a]{" * 16_000,
    "span depth": "[" * 5_000 + "a" + "]{}" * 5_000,
    "marks": "[^1]" * 5_000,
    "emphasis": "*a " * 20_000,
    "stars": "*" * 50_000,
    "code": "`" * 20_000 + "a" + "``" * 10_000,
    "headings": "# a\n\n" * 20_000,
    "list depth": "".join("  " * depth + "- a\n" for depth in range(300)),
    "quote depth": "> " * 1_000 + "a",
    "columns": "|a" * 8_000 + "|\n" + "|-" * 8_000 + "|\n",
    "one line": "word " * 200_000,
    "html": "<a " * 20_000,
    "entities": "&amp;" * 20_000,
    "backslashes": "\\" * 50_000,
    "notes": "".join(f"a[^n{n}] b\n\n[^n{n}]: c\n\n" for n in range(3_000)),
    "quotations": "“We shall never close the harbour,” said Bo Ek.\n\n" * 3_000,
    "typed": "".join(f'["we shall never close it"]{{q=a-{n}}} and\n' for n in range(4_000)),
    "blank lines": " \n" * 50_000 + "a",
    "newlines": "a\n" * 50_000,
    "entity names": "Bo Ek and " * 20_000,
    "unclosed": "[words](@" * 10_000,
    "braces": "{q=" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HUGE)
def test_costs_no_more_than_a_second_a_hundred_kilobytes(kind: str) -> None:
    data = (HEAD + HUGE[kind]).encode()
    start = time.process_time()
    read(data)
    assert time.process_time() - start < 1 + len(data) / 100_000


@pytest.mark.parametrize("bomb", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000, "a: &a [*a]", "x: [1, 2", "? " * 1000])
def test_front_matter_that_would_fill_memory_is_refused(bomb: str) -> None:
    start = time.process_time()
    parsed = read(f"---\n{bomb}\n---\n".encode())
    assert time.process_time() - start < 0.5
    assert parsed.article is None
    assert {one.code for one in parsed.said} <= {"yaml", "yaml-refused"}


def test_the_same_file_with_other_newlines_reads_the_same() -> None:
    text = HEAD + 'He said\n["these very words"]{q=a-b}.[^n]\n\n[^n]: A note.\n'
    plain = read(text.encode())
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text, text.rstrip("\n")):
        parsed = read(other.encode())
        assert parsed.article is not None
        assert plain.article is not None
        assert parsed.article.body == plain.article.body
        places = [(q.span.line, q.span.column) for q in parsed.article.head.quotes]  # type: ignore[union-attr]
        assert places == [(7, 1)]
        assert [other[q.span.start : q.span.end] for q in parsed.article.head.quotes] == ['["these very words"]{q=a-b}']  # type: ignore[union-attr]


def test_times_are_told_in_the_zone_of_the_edition() -> None:
    data = HEAD.replace("2024-05-04", "2024-05-04T23:30:00+02:00").encode()
    for zone, expected in (("UTC", ("2024-05-04", "21:30")), ("Asia/Singapore", ("2024-05-05", "05:30"))):
        article = read(data, time_zone=zone).article
        assert article is not None
        assert isinstance(article.head, ReportHead)
        assert (article.head.date, article.head.time) == expected
