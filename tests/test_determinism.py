"""The same bytes for any hash seed, number of processes, order of files, time zone and place."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

from digest.config import Config
from digest.fs import Disk
from digest.link import Linked, link, naming, relate
from digest.load import Seen, read, scan
from digest.model.article import EntityHead
from digest.model.site import Site
from digest.parse import parse
from digest.scaffold import edition as scaffold
from support.checkout import ROOT
from support.corpus import reports


def laid(folder: Path, count: int) -> Path:
    """An edition of the small example and `count` made-up reports, written in an order of its own."""
    files = scaffold("Test") | {f"content/{path}": text for path, text in reports(count)}
    paths = list(files)
    random.Random(str(folder)).shuffle(paths)
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(files[path])
    return folder


def tree(folder: Path) -> str:
    """One hash over the names and bytes of a site."""
    whole = hashlib.sha256()
    for path in sorted((folder / "site").rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def test_same_bytes_whatever_the_machine(tmp_path: Path) -> None:
    ways = (
        {"PYTHONHASHSEED": "0", "TZ": "Etc/GMT+11", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Etc/GMT-14", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4242", "TZ": "Asia/Singapore", "HOME": str(tmp_path)},
    )
    found = set()
    for processes, way in enumerate(ways, 1):
        folder = laid(tmp_path / f"edition{processes}", 205)
        if processes == 3:  # a machine that cannot write the cache
            (folder / ".digest/cache.sqlite3").mkdir(parents=True)
            (folder / ".digest/cache.sqlite3/in-the-way").touch()
        subprocess.run(
            [sys.executable, "-m", "digest", "build", "--quiet", "--processes", str(processes)],
            cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)} | way, check=True,
        )  # fmt: skip
        found.add(tree(folder))
    assert len(found) == 1


def test_linking_does_not_depend_on_order(tmp_path: Path) -> None:
    fs = Disk(laid(tmp_path, 60))
    config = Config()
    articles = [
        parsed.article
        for source in scan(fs, fs.census("content"), Seen(), now=fs.now()).sources.values()
        for parsed in [parse(*read(fs, source), lang=config.language, time_zone=config.time_zone)]
        if parsed.article is not None
    ]
    dictionary = naming.index(a.head for a in articles if isinstance(a.head, EntityHead))
    hits = {a.head.id: naming.mentions(dictionary, a.body) for a in articles}

    def linked() -> tuple[Linked, Site]:
        made = link([a.head for a in articles], hits, dictionary)
        return made, relate(made.site, (), {})

    first = linked()
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert linked() == first
