"""`digest schema`: the schemas accept what digest accepts, and refuse what a schema can tell is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from msgspec.structs import fields

from digest import config
from digest.diagnostic import Diagnostic
from digest.explain import rules
from digest.mend import alone
from digest.model.base import Record
from digest.model.source import FOLDERS
from digest.parse.schema import MODELS
from digest.schema import KINDS, SchemaKind, schema
from digest.schema.words import FIELDS
from support.checkout import ROOT, run_digest
from support.core_yaml import load
from support.fixture_file import Case, cases, name
from support.marked import read

HERE = Path(__file__).parent
SCHEMAS = {kind: schema(kind, rules()) for kind in KINDS}
VALIDATORS = {kind: Draft7Validator(made) for kind, made in SCHEMAS.items()}

TOLD = {"unknown-key", "missing-key", "bad-choice", "bad-date", "bad-url", "bad-id", "bad-value", "unknown-code"}
"""The findings that a schema can express."""

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def told(said: Diagnostic) -> bool:
    """Whether a schema can tell; it knows no calendar."""
    return said.code in TOLD and "calendar" not in said.message


def held(path: str, text: str) -> tuple[SchemaKind, Any] | None:
    """The kind and the fields of a content file; None where it has none that could be read."""
    folder = path.split("/")[1]
    if path == "content/site.yml":
        kind: SchemaKind = "site"
    elif path.endswith(".md") and folder in FOLDERS:
        kind = FOLDERS[folder]
        match = _FENCED.match(text)
        if match is None:
            return None
        text = match[1]
    else:
        return None
    try:
        return kind, load(text)
    except yaml.YAMLError:
        return None


def faults(kind: SchemaKind, front: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[kind].iter_errors(front)]


def fixtures(*folders: str) -> list[tuple[str, str, str]]:
    """Name, path and text of every content file of the fixtures."""
    found: list[tuple[str, str, str]] = []
    for case in (case for folder in folders for case in cases(HERE / folder)):
        for path, data in parts(case).items():
            try:
                found.append((f"{name(case)} {path}", path, data.decode()))
            except UnicodeDecodeError:
                continue
    return found


def parts(case: Case) -> dict[str, bytes]:
    if case.file.parent.name == "mistakes":
        return read(case)[0]
    data = case.bytes()
    if data.startswith(b"=== "):
        pairs = (part.partition(b"\n") for part in data.split(b"=== ")[1:])
        return {path.decode(): text for path, _, text in pairs}
    named = case.title.rsplit("(content/", 1)
    return {f"content/{named[1].rstrip(')')}" if len(named) > 1 else "content/reports/a-report.md": data}


FILES = fixtures("diagnostics", "mistakes", "mended")


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: SchemaKind) -> None:
    Draft7Validator.check_schema(SCHEMAS[kind])


def test_every_field_is_described_with_an_example() -> None:
    kinds: list[type[Record]] = [*MODELS.values(), config.Config]
    shapes = {shape.__name__: shape for shape in kinds}
    described = {
        **{name: {field.encode_name for field in fields(shape)} for name, shape in shapes.items()},
        **{
            name: set(part["properties"])
            for kind in KINDS
            for name, part in SCHEMAS[kind].get("definitions", {}).items()
        },
    }
    assert {name: set(words) for name, words in FIELDS.items()} == described
    assert all(words.what.strip() and words.examples for one in FIELDS.values() for words in one.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_right(kind: SchemaKind) -> None:
    """By the schema, and by the models that read content."""
    made = SCHEMAS[kind]
    definitions = made.get("definitions", {})
    for part in (made, *definitions.values()):
        for key, field in part["properties"].items():
            for example in field["examples"]:
                one = Draft7Validator({**field, "definitions": definitions})
                assert list(one.iter_errors(example)) == [], (key, example)
    required = {key: made["properties"][key]["examples"][0] for key in made["required"]}
    for key, field in made["properties"].items():
        for example in field["examples"]:
            written = yaml.safe_dump({**required, key: example}, allow_unicode=True, sort_keys=False)
            path = "content/site.yml" if kind == "site" else f"content/{FOLDER[kind]}/x.md"
            text = written if kind == "site" else f"---\n{written}---\n"
            assert [str(said.message) for said in alone(path, text, config.Config())] == [], (key, example)


FOLDER = {kind: folder for folder, kind in FOLDERS.items()}


def test_the_sample_edition_is_accepted() -> None:
    seen = 0
    for path in sorted((ROOT / "content").rglob("*.*")):
        found = held(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        if found is not None:
            seen += 1
            assert faults(*found) == [], path
    assert seen > 30


@pytest.mark.parametrize(("path", "text"), [file[1:] for file in FILES], ids=[file[0] for file in FILES])
def test_fixtures_are_accepted_and_refused_as_digest_does(path: str, text: str) -> None:
    found = held(path, text)
    if found is None:
        return  # no fields, or none that an editor could read: other findings tell
    said = alone(path, text, config.Config())
    if any(one.code in ("yaml", "yaml-refused") for one in said):
        return  # digest reads none of it
    said = [one for one in said if one.code in TOLD]
    if not said:
        assert faults(*found) == []
    elif any(map(told, said)):
        assert faults(*found) != [], said


def test_fixtures_hold_enough_of_both() -> None:
    counts = {"accepted": 0, "refused": 0}
    for _, path, text in FILES:
        found = held(path, text)
        if found is not None:
            counts["refused" if faults(*found) else "accepted"] += 1
    assert counts["accepted"] > 100
    assert counts["refused"] > 80


def test_on_the_command_line(tmp_path: Path) -> None:
    one = run_digest("schema", "quote", cwd=tmp_path)
    assert one.returncode == 0, one.stderr
    assert json.loads(one.stdout) == SCHEMAS["quote"]
    every = run_digest("schema", "--all", "schemas", cwd=tmp_path)
    assert every.returncode == 0, every.stderr
    assert {path.name: json.loads(path.read_text()) for path in (tmp_path / "schemas").iterdir()} == {
        f"{kind}.schema.json": SCHEMAS[kind] for kind in KINDS
    }
    assert run_digest("schema", cwd=tmp_path).returncode == 2
    wrong = run_digest("schema", "qoute", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "quote" in wrong.stderr
