"""What a build remembers of the one before: columns of bytes, of which only what differs is looked at. Each short way
is held to the long one, and what is damaged is as good as nothing."""

import random
import shutil
from pathlib import Path

import msgspec
import pytest

from digest import state, write
from digest.census import WIDTH
from digest.fs import Disk, Memory
from digest.load import Seen, scan
from digest.model.base import fingerprint
from digest.packed import Fingerprints, joined
from digest.state import State
from digest.write import Entry, Made

PATHS = (
    *(f"content/reports/2031-0{n}/{n}{m}.md" for n in range(1, 4) for m in range(3)),
    "content/entities/bo.md",
    "content/site.yml",
    "content/captures/11.2031-05-03.txt",
    "content/captures/12.2031-05-03.txt",
    "content/astray.md",
    "content/reports/picture.png",
)


@pytest.mark.parametrize("young", [True, False])
def test_a_look_that_goes_on_from_the_last_sees_what_a_first_one_sees(young: bool) -> None:
    chance = random.Random(3)
    fs = Memory(dict.fromkeys(PATHS[::2], b"as it was"))
    last = Seen()
    edits = 0
    for step in range(120):
        path = chance.choice(PATHS)
        if chance.random() < 0.2:
            fs.remove(path)
        elif path in fs.held or chance.random() < 0.3:
            fs.write(path, f"said at {step}".encode())
            edits += 1
        if chance.random() < 0.3:
            continue
        now = 0 if young else 10**15
        then, last = last, scan(fs, fs.census("content"), last, now=now).seen
        whole = scan(fs, fs.census("content"), Seen(), now=now)
        assert last == whole.seen
        assert {source.path: source for source in whole.sources.values()} == dict(whole.sources)
        assert {*last.sources.against(then.sources)} <= {*then.sources, *last.sources}
    assert edits > 20


def test_a_look_after_one_edit_opens_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    fs = Memory(dict.fromkeys(PATHS, b"as it was"))
    last = scan(fs, fs.census("content"), Seen(), now=10**15).seen
    fs.write(PATHS[4], b"edited")
    read: list[str] = []
    really = fs.read

    def noted(path: str) -> bytes:
        read.append(path)
        return really(path)

    monkeypatch.setattr(fs, "read", noted)
    now = scan(fs, fs.census("content"), last, now=10**15)
    assert read == [PATHS[4]]
    assert now.sources[PATHS[4]].hash == fingerprint(b"edited")
    assert now.seen.sources.against(last.sources) == [PATHS[4]]


# --- the state -------------------------------------------------------------------------------------------------------

KEYS = Fingerprints.of({"index.html": fingerprint(1), "a/index.html": fingerprint(2)})
WHOLE = State(
    inputs="x",
    reads=Fingerprints.of({"content/a.md": fingerprint(3)}),
    seen=Seen(names=joined(["content/a.md"]), facts=bytes(WIDTH)),
    made=Made(keys=KEYS, facts=bytes(2 * WIDTH), manifest=bytes(WIDTH)),
)


def test_a_state_is_read_as_it_was_saved() -> None:
    fs = Memory()
    state.save(fs, "site", WHOLE)
    assert state.load(fs, "site") == WHOLE


@pytest.mark.parametrize(
    "damaged",
    [
        msgspec.structs.replace(WHOLE, made=Made(keys=KEYS, facts=bytes(WIDTH))),
        msgspec.structs.replace(WHOLE, seen=Seen(names=joined(["content/a.md"]))),
        msgspec.structs.replace(WHOLE, seen=Seen(facts=bytes(WIDTH))),
    ],
)
def test_a_column_of_another_length_is_not_believed(damaged: State) -> None:
    fs = Memory()
    state.save(fs, "site", damaged)
    assert state.load(fs, "site") == State()


def test_a_torn_state_is_not_believed() -> None:
    fs = Memory()
    state.save(fs, "site", WHOLE)
    (path,) = fs.held
    whole = fs.held[path]
    earlier = msgspec.msgpack.encode(["x", {"content/a.md": fingerprint(3)}, [["content/a.md"], b"", []]])
    for data in (b"", *(whole[:n] for n in range(1, len(whole), 7)), earlier):
        fs.write(path, data)
        assert state.load(fs, "site") in (State(), WHOLE)
    fs.write(path, earlier)
    assert state.load(fs, "site") == State()


# --- the manifest ----------------------------------------------------------------------------------------------------

ODD = ('a", "b": [/index.html', "b", 'x, "b', "ä/ö.html", "c\\d", ".nojekyll", "b/index.html", "index.html")


def test_what_the_manifest_says_of_some_files_is_replaced() -> None:
    chance = random.Random(5)
    for _ in range(200):
        held = {path: Entry(hash=fingerprint(path), size=n) for n, path in enumerate(ODD) if chance.random() < 0.8}
        some = [path for path in held if chance.random() < 0.4]
        new = {path: Entry(hash=fingerprint(chance.random()), size=chance.randrange(10**6)) for path in some}
        assert write._put(write._encoded(held), new) == write._encoded(held | new)


def test_a_manifest_that_somebody_changed_is_written_anew(tmp_path: Path) -> None:
    files = {"index.html": b"front", "a/index.html": b"a page", "b/index.html": b"another"}

    def made(root: Path, last: Made, files: dict[str, bytes]) -> Made:
        fs = Disk(root)
        keys = Fingerprints.of({path: fingerprint(data) for path, data in files.items()})
        owned = write.owned(fs, "site", last)
        stale = write.stale(fs, "site", keys, last)
        new = {path: write.stage(fs, "site", write.Output(path=path, data=files[path]), owned)[0] for path in stale}
        write.switch(fs, "site", keys, new, owned, last)
        return write.remember(fs, "site", keys, stale, last)

    last = made(tmp_path, Made(), files)
    place = tmp_path / "site" / write.MANIFEST
    whole = place.read_bytes()
    for wrong in (whole[: len(whole) // 2], whole.replace(b"11", b"12").replace(b"5]", b"6]"), b"{}"):
        place.write_bytes(wrong)
        last = made(tmp_path, last, files)
        assert place.read_bytes() == whole
    files["a/index.html"] = b"other words"
    made(tmp_path, last, files)
    shutil.copytree(tmp_path / "site", tmp_path / "clean/site", ignore=shutil.ignore_patterns("*"))
    made(tmp_path / "clean", Made(), files)
    assert place.read_bytes() == (tmp_path / "clean/site" / write.MANIFEST).read_bytes()
