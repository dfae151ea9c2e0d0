"""A mapping read as the record that its class declares, or every fault of it."""

import subprocess
import sys
from typing import Annotated, Any, Literal

import msgspec
import pytest

from digest.diagnostic import Diagnostic
from digest.fields import Text, read
from digest.model.base import Record
from digest.shape import Before, Refused, check


def shouted(words: str) -> str:
    if words.islower():
        return words.upper()
    raise Refused("lower case is expected", near=words.lower())


class Part(Record, kw_only=True):
    words: Annotated[str, shouted]
    as_: Literal["", "one", "two"] = msgspec.field(default="", name="as")


class Whole(Record, kw_only=True):
    title: str
    sure: bool = False
    names: Annotated[tuple[str, ...], Before(lambda value: [value] if isinstance(value, str) else value)] = ()
    parts: tuple[Part, ...] = ()
    part: Part | None = None
    by_name: dict[Annotated[str, shouted], bool] = {}
    free: dict[str, Any] = {}


def checked(text: str) -> tuple[Whole | None, list[Diagnostic]]:
    said: list[Diagnostic] = []
    source = Text("x.md", text + "\n")
    fields = read(source, 0, len(source.text), said)
    assert fields is not None
    return check(Whole, *fields, source, said, stand_in={"title": "?"}), said


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("title: t", Whole(title="t")),
        ("title: t\nsure: Yes\nnames: a", Whole(title="t", sure=True, names=("a",))),
        ("title: t\nnames: [a, b]\nx-mine: [1]\nsure:", Whole(title="t", names=("a", "b"))),
        ("title: t\nparts: [{words: a, as: one}]", Whole(title="t", parts=(Part(words="A", as_="one"),))),
        ("title: t\npart: {words: a}\nby_name: {b: off}", Whole(title="t", part=Part(words="A"), by_name={"B": False})),
        ("title: t\nfree: {a: [b, {c: d}]}", Whole(title="t", free={"a": ["b", {"c": "d"}]})),
    ],
)
def test_what_fits_is_read(text: str, made: Whole) -> None:
    assert checked(text) == (made, [])


@pytest.mark.parametrize(
    ("text", "codes", "kept"),
    [
        ("sure: yes", ["missing-key"], Whole(title="?", sure=True)),
        ("title: [t]", ["bad-value"], Whole(title="?")),
        ("title: t\nsure: perhaps", ["bad-value"], Whole(title="t")),
        ("title: t\nnames: {a: b}", ["bad-value"], Whole(title="t")),
        ("title: t\nparts: [{words: A}, {words: b}]", ["bad-value"], Whole(title="t", parts=(Part(words="B"),))),
        ("title: t\nparts: [{words: a, as: onee}]", ["bad-choice"], Whole(title="t", parts=(Part(words="A"),))),
        ("title: t\nparts: [{words: a, as_: one}]", ["unknown-key"], Whole(title="t", parts=(Part(words="A"),))),
        ("title: t\npart: {as: one}", ["missing-key"], Whole(title="t")),
        ("title: t\npart: a\nparts: a", ["bad-value", "bad-value"], Whole(title="t")),
        ("title: t\nby_name: {A: yes, b: perhaps, c: no}", ["bad-value"] * 2, Whole(title="t", by_name={"C": False})),
        ("titel: t", ["unknown-key"], Whole(title="t")),
    ],
)
def test_every_fault_is_said_and_the_rest_is_kept(text: str, codes: list[str], kept: Whole) -> None:
    made, said = checked(text)
    assert sorted(one.code for one in said) == sorted(codes)
    assert made == kept


def test_an_ordinary_report_is_read_without_yaml_and_markdown() -> None:
    """They cost more to import than the report costs to read."""
    program = """
import sys
from digest.model.source import Source
from digest.parse import parse
text = "---\\ntitle: Talks begin\\ndate: 2024-05-04\\nsource: st\\nentities:\\n  - ada-west\\n---\\n" \\
    "A *plain* [link](https://a.example/b).\\n\\n> “It is so,” she said.\\n>\\n> — Ada West\\n\\n- one\\n- two\\n"
source = Source(path="content/reports/a.md", kind="report", id="a", hash="")
assert parse(source, text.encode(), lang="en", time_zone="UTC").said == ()
print(sorted({"yaml", "markdown_it", "difflib", "zoneinfo"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
