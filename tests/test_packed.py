"""Fingerprints packed into two strings of bytes: they say what a dictionary says, after any changes."""

import random
from pathlib import Path

import pytest

from digest import code
from digest.model.base import fingerprint
from digest.packed import Fingerprints, differing, joined, parted, patched


def some(count: int, salt: str = "") -> dict[str, str]:
    return {f"content/reports/{n}.md": fingerprint(f"{salt}{n}") for n in range(count)}


@pytest.mark.parametrize("count", [0, 1, 2, 37])
def test_a_mapping(count: int) -> None:
    held = some(count)
    packed = Fingerprints.of(held)
    assert dict(packed) == held
    assert list(packed) == list(held)
    assert "content/reports" not in packed
    assert packed == Fingerprints(packed.names, packed.prints)


def test_names_that_are_no_text() -> None:
    names = ["a", "\udcff.md", "ä/ö"]  # as Python has the name of a file that is not UTF-8
    assert parted(joined(names)) == names


def test_as_many_prints_as_names() -> None:
    with pytest.raises(ValueError, match="not as many"):
        Fingerprints(joined(["a", "b"]), bytes(16))


def test_what_a_dictionary_does() -> None:
    chance = random.Random(7)
    for _ in range(200):
        before = some(chance.randrange(20))
        new = {f"content/reports/{chance.randrange(30)}.md": fingerprint(chance.random()) for _ in range(3)}
        gone = {f"content/reports/{chance.randrange(30)}.md" for _ in range(chance.randrange(3))}
        after = {name: print for name, print in (before | new).items() if name not in gone}
        packed = Fingerprints.of(before)
        now = packed.put(new).without(gone)
        assert dict(now) == after
        assert list(now) == list(after)
        assert set(now.against(packed)) == {name for name, _ in before.items() ^ after.items()}
        assert dict(packed) == before


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize("count", [0, 1, 3, 60])
def test_some_names_are_found_whether_looked_for_or_held_in_a_dictionary(count: int, times: int) -> None:
    """Those that begin or end as another does, too; however often, and however many, somebody asks."""
    held = some(60) | {name: fingerprint(ascii(name)) for name in ("", "a", "a/b", "b", "b/a", "\udcff.md", "ä/ö")}
    packed = Fingerprints.of(held)
    for seed in range(times):
        names = random.Random(f"{count} {seed}").sample([*held, "a/", "/b", "content", "none", "ä"], min(count, 60))
        assert packed.some(names) == {name: held[name] for name in names if name in held}
        place = [*held].index
        assert packed.places(names) == {name: place(name) for name in names if name in held}


@pytest.mark.parametrize("places", [[], [0], [99], [3, 4, 50], list(range(100))])
def test_where_records_differ(places: list[int]) -> None:
    before = bytes(100 * 8)
    now = patched(before, 8, dict.fromkeys(places, b"\x00\x00\x00\x00\x00\x00\x00\x01"))
    assert differing(before, now, 8) == places


# --- of the program, kept by how its files lie -----------------------------------------------------------------------


def of_program(package: Path, monkeypatch: pytest.MonkeyPatch, young: int = -(10**12)) -> tuple[str, bool]:
    """The fingerprint of a program at `package`, and whether its files were read for it."""
    read: list[str] = []

    def noted(paths: list[str]) -> str:
        read.extend(paths)
        return really(paths)

    code.fingerprint_of_code.cache_clear()
    with monkeypatch.context() as patch:
        really = code._read
        patch.setattr(code, "PACKAGE", str(package))
        patch.setattr(code, "YOUNG", young)
        patch.setattr(code, "_read", noted)
        patch.setattr("sys.dont_write_bytecode", False)
        made = code.fingerprint_of_code()
    code.fingerprint_of_code.cache_clear()
    return made, bool(read)


def test_the_program_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    first, _ = of_program(tmp_path, monkeypatch)
    assert of_program(tmp_path, monkeypatch) == (first, False)
    (tmp_path / "a.py").write_text("x = 2\n")
    second, read = of_program(tmp_path, monkeypatch)
    assert (read, second != first) == (True, True)
    (tmp_path / "b.py").write_text("")
    third, read = of_program(tmp_path, monkeypatch)
    assert (read, third not in (first, second)) == (True, True)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-1], whole[1:], b"x" * len(whole)):
        kept.write_bytes(damaged)
        assert of_program(tmp_path, monkeypatch) == (third, True)


def test_a_program_being_saved_is_not_trusted_by_how_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n")
    for _ in range(2):
        assert of_program(tmp_path, monkeypatch, young=10**12)[1]
