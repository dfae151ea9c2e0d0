"""YAML with places, and settings read from it."""

import importlib
import pkgutil

import hypothesis.strategies as st
import pytest
import yaml
from hypothesis import example, given, settings

import digest
from digest import config
from digest.config import Config, Deployment
from digest.diagnostic import CODES, Diagnostic
from digest.fields import Places, Text, nearest, read, simple, unmistakable, whole


def mapping(text: str) -> tuple[dict[str, object] | None, Places | None, list[Diagnostic]]:
    said: list[Diagnostic] = []
    source = Text("x.yml", text)
    made = read(source, 0, len(source.text), said)
    return (*made, said) if made else (None, None, said)


def test_scalars_stay_text() -> None:
    text = "a: NO\nb: 1:30\nc: 017\nd: 2024-05-04\ne: =\nf: ~\ng: 1e3\nh: 0x1F\ni: true\nj: " + "9" * 5000
    data, _, said = mapping(text)
    assert data == {
        "a": "NO", "b": "1:30", "c": "017", "d": "2024-05-04", "e": "=", "f": "~", "g": "1e3", "h": "0x1F", "i": "true",
        "j": "9" * 5000,
    }  # fmt: skip
    assert said == []


def test_a_value_left_empty_is_none_and_an_empty_text_is_text() -> None:
    assert mapping('a:\nb: ""\nc: []\nd: {}')[0] == {"a": None, "b": "", "c": [], "d": {}}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_count_in_the_file_as_written(newline: str, mark: str) -> None:
    file = mark + newline.join(["title: 😀 é", "list:", "  - one", "  - {deep: 'two'}", ""])
    source = Text("x", file)
    said: list[Diagnostic] = []
    made = read(source, 0, len(source.text), said)
    assert made is not None
    places = made[1]
    for loc, words, line, column in (
        (("title",), "😀 é", 1, 8),
        (("list", 0), "one", 3, 5),
        (("list", 1, "deep"), "'two'", 4, 12),
    ):
        span = source.span(*places.find(loc))
        assert (file[span.start : span.end], span.line, span.column) == (words, line, column)
    span = source.span(*places.find(("list", 1, "deep"), key=True))
    assert (file[span.start : span.end], span.line, span.column) == ("deep", 4, 6)
    span = source.span(*places.find(("list", 1, "gone", "deeper")))
    assert (span.line, span.column) == (4, 5), "what is not there stands where its holder does"


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcé -", min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1, max_size=4), VALUES, max_size=4))
@example({"a": "\u2028", "b": "#c: d", "c": "- x", "ab": ["'", '"'], "bc": {"x": ": "}})
def test_reads_what_was_written(data: dict[str, object]) -> None:
    """Whatever a program wrote with PyYAML's own writer comes back, as text."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, default_style='"')
    assert mapping(text)[0] == data


@settings(max_examples=300, deadline=None)
@given(st.text("ab:-[]{}&*!|>'\"#%@`,? \n\t", max_size=40))
def test_never_raises_and_says_why(text: str) -> None:
    data, _, said = mapping(text)
    assert (data is None) == any(one.code in ("yaml", "yaml-refused") for one in said)


def told(places: Places) -> object:
    return places.at, places.keys, {step: told(part) for step, part in places.parts.items()}


WRITTEN = st.sampled_from(
    ["a", "b", "c-d", ":", ": ", ":\n", "\n", "\n", " ", "  - ", "- ", "-", '"', '"é "', "'", "'f'", "#", " #", "é",
     "1", "\\", "[", "]", ", ", "{", "?", "|", ">", "&", "*", "!", "%", "~", "@", "---\n", "...\n", "\t", "\u2028"]
)  # fmt: skip
LINE = st.tuples(
    st.sampled_from(["a: ", "b: ", "cd: ", "e:\n", "f:\n  - ", "g:\n- ", "  - ", "- ", " - ", "", "\n", "   ", "a:"]),
    st.sampled_from(["w", "w x", '"y: z"', "'#'", "w:", "", '"', "w # x", "1 ", "[a]", "w: x", "-", "é, «"]) | WRITTEN,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINE, max_size=6).map("\n".join) | st.lists(WRITTEN, max_size=12).map("".join))
@example('title: "A: b"\ndate: 2024-05-04 \nentities:\n  - "C d"\n  - e\n\nquotes:\n- f\nlang: \'en\'\n\n')
@example("a: b\n  - c")
@example("a:\n- b\n\n- c")
@example("a:\n\nb: c")
def test_simple_fields_are_what_yaml_reads(text: str) -> None:
    made = simple(text + "\n", 4)
    if made is not None:
        said: list[Diagnostic] = []
        source = Text("x", "---\n" + text + "\n")
        full = whole(source, 4, len(source.text), said)
        assert full is not None
        assert said == []
        assert (made[0], told(made[1])) == (full[0], told(full[1]))


def test_two_equal_keys_are_said_with_both_places() -> None:
    _, _, said = mapping("a: 1\nb: 2\na: 3\n")
    assert [(one.code, one.span.line, one.others[0].span.line) for one in said] == [("duplicate-key", 3, 1)]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ["title", "date"], "title"),
        ("Status", ["status"], "status"),
        ("date-note", ["date", "date_note"], "date_note"),
        ("outlet", ["source", "title"], "source"),
        ("nuetral", ["neutral"], "neutral"),
        ("agnst", ["pro", "con"], ""),
        ("x" * 10_000, ["title"], ""),
    ],
)
def test_the_nearest_spelling_or_none(word: str, known: list[str], meant: str) -> None:
    assert nearest(word, known) == meant


# --- settings -------------------------------------------------------------------------------------------------------


def test_an_edition_without_settings_has_the_usual_ones() -> None:
    assert config.read(None, "content/site.yml") == (Config(), ())
    assert config.read(b"", "content/site.yml") == (Config(), ())


def test_settings() -> None:
    text = (
        "title: The  Quay\nbase_url: https://example.org/press\nlanguage: sv\ntime_zone: Europe/Stockholm\n"
        "fonts: system\n"
        "levels: {image: off}\ndeploy: {live: 'git:origin', old: {to: 'dir:../www', keep: 5}}\n"
        "theme: {measure: 35rem}\nx-mine: 1\n"
    )
    made, said = config.read(text.encode(), "content/site.yml")
    assert said == ()
    assert made == Config(
        title="The Quay",
        base_url="https://example.org/press/",
        language="sv",
        time_zone="Europe/Stockholm",
        fonts="system",
        levels={"image": "off"},
        deploy={"live": Deployment(to="git:origin"), "old": Deployment(to="dir:../www", keep="5")},
        theme={"measure": "35rem"},
    )


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "javascript:alert(1)",
        "https://",
        "https://a b.example/",
        "https://example.org/?x",
        "//example.org/",
    ],
)
def test_an_address_of_the_site_that_is_none_is_not_taken(url: str) -> None:
    made, said = config.read(f"base_url: {url}\ntitle: T\n".encode(), "content/site.yml")
    assert [one.code for one in said] == ["bad-url"]
    assert (made.base_url, made.title) == ("", "T"), "the other settings hold"


def test_settings_in_another_encoding_are_said() -> None:
    made, said = config.read(b"title: Caf\xe9\n", "content/site.yml")
    assert made == Config()
    assert [(one.code, one.span.line, one.span.column) for one in said] == [("not-utf8", 1, 11)]


def test_every_rule_can_be_given_a_level() -> None:
    for module in pkgutil.walk_packages(digest.__path__, "digest."):
        if not module.name.endswith("__main__") and not module.name.startswith("digest.theme"):
            importlib.import_module(module.name)
    assert sorted(config.KNOWN) == sorted(CODES)


@pytest.mark.parametrize(
    ("word", "near", "known", "sure"),
    [
        ("titel", "title", ["title", "date"], True),
        ("Title", "title", ["title", "date"], True),
        ("vai", "via", ["via", "by", "q"], True),
        ("tags", "entities", ["entities", "title"], False),
        ("bo-em", "bo-en", ["bo-ek", "bo-en"], False),
        ("two-2024-05-03", "two-2024-05-02", ["two-2024-05-02"], False),
        ("ab", "abcd", ["abcd"], False),
        ("x", "", ["y"], False),
    ],
)
def test_unmistakable(word: str, near: str, known: list[str], sure: bool) -> None:
    assert unmistakable(word, near, known) is sure
