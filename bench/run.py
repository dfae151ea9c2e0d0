"""Build large made-up editions with digest and with its peers, in turn, and write down what each took.

    python bench/run.py [--sizes 1000,10000] [--runs 3] [--peers hugo,...] [--compare FILE] ...

FILE of `--compare` is a Python file that knows the peers: `tool(peer, folder)` gives where a peer lies and its command,
`prepare(peer, reports, folder)` makes an edition of the same reports for it and writes `EDITME` beside it, the path of
the report to edit; `OUT` names what each makes, to be removed before a cold build. It does not belong to this
repository. Without it digest is measured alone, on the editions that the tests build. All are installed as their users
have them, digest too (installed.py).

In each round every program runs once, one after the other; a ratio is that of two runs of one round, and holds better
than a time. Results are added to a file, one a line, so that a later run can add what is missing; the document is
written from all of them. Seconds are reported, never asserted: what a build must do and not do is counted in
tests/test_counts.py.
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench")]

import document  # noqa: E402
import installed  # noqa: E402
import preview  # noqa: E402
import tree  # noqa: E402

from support.corpus import reports  # noqa: E402  # the same editions that the tests build

OURS = "digest"
ENV = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"NO_COLOR": "1"}


class Subject(NamedTuple):
    """A program and its edition."""

    name: str
    command: Sequence[str]
    folder: Path
    made: Sequence[str]
    """What it makes in the folder; what stands first is the site."""


def subjects(compare: Any, digest: str, names: Sequence[str], size: int, work: Path) -> list[Subject]:
    """The programs with their editions, made new if they are not of this size."""
    found = []
    for name in names:
        folder = work / f"{name}-{size}"
        ours = [digest, "build", "--no-search"]  # no peer makes an index
        command = ours if name == OURS else [str(part) for part in compare.tool(name, work)[1]]
        if not (folder / "EDITME").exists():
            if compare is None:
                _made_here(folder, size)
            else:
                compare.prepare(name, size, work)
        found.append(Subject(name, command, folder, compare.OUT[name] if compare else ("site", ".digest")))
    return found


def _made_here(folder: Path, size: int) -> None:
    for path, text in reports(size):
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text)
    edited = sorted((folder / "content").rglob("*.md"))[size // 2]
    (folder / "EDITME").write_text(f"{edited}\n")


ASIDE = ".aside"


def _clear(subject: Subject) -> None:
    """Put out of the way what it made before. On ext4 a new file takes up to seven times as long while it is not long
    since others were removed, which no first build of a user has to bear."""
    for number, made in enumerate(subject.made):
        if (subject.folder / made).exists():
            aside = subject.folder.parent / ASIDE / f"{time.time_ns()}-{number}"
            aside.parent.mkdir(exist_ok=True)
            (subject.folder / made).rename(aside)


def _edit(subject: Subject) -> None:
    with Path((subject.folder / "EDITME").read_text().strip()).open("a") as report:
        report.write(f"\n\nAn edited sentence, written at {time.time_ns()}.\n")


BEFORE: Mapping[str, Callable[[Subject], None]] = {"cold": _clear, "no change": lambda _: None, "one edit": _edit}


def builds(subjects: Sequence[Subject], size: int, runs: int, once: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of all rounds; those `once` take part in the first cold one alone."""
    for mode, before in BEFORE.items():
        for turn in range(runs):
            here = [subject for subject in subjects if subject.name not in once or (mode, turn) == ("cold", 0)]
            group = f"{time.time_ns()}"
            for subject in here:
                before(subject)
                run = tree.timed(subject.command, subject.folder, ENV)
                files = sum(len(names) for _, _, names in os.walk(subject.folder / subject.made[0]))
                yield {
                    "what": "build", "size": size, "mode": mode, "name": subject.name, "round": group,
                    **run._asdict(), "files": files,
                }  # fmt: skip


def memory(subjects: Sequence[Subject], size: int) -> Iterator[dict[str, Any]]:
    """The most memory of a cold build, in a run of its own."""
    for subject in subjects:
        _clear(subject)
        found = tree.peak(subject.command, subject.folder, ENV)
        yield {"what": "memory", "size": size, "name": subject.name, **found._asdict()}


def profiles(ours: Subject, size: int) -> Iterator[dict[str, Any]]:
    """What each stage of ours takes."""
    for mode, before in BEFORE.items():
        before(ours)
        done = subprocess.run(
            [*ours.command, "--profile"], cwd=ours.folder, env=ENV, stderr=subprocess.PIPE, text=True, check=True
        )
        yield {"what": "profile", "size": size, "mode": mode, "table": done.stderr.strip()}


def previews(subjects: Sequence[Subject], size: int, edits: int) -> Iterator[dict[str, Any]]:
    """Ours and Hugo's."""
    for subject in subjects:
        if subject.name == OURS:
            found = preview.ours([subject.command[0], "serve"], subject.folder, ENV, edits)
        elif subject.name == "hugo-norelated":
            found = preview.hugo(subject.command, subject.folder, ENV, max(3, edits // 6))
        else:
            continue
        yield {"what": "preview", "size": size, "name": subject.name, **found._asdict()}


def starts(digest: str, work: Path) -> Iterator[dict[str, Any]]:
    """Whole processes that do next to nothing: `--version`, and the sample edition built again."""
    sample = work / "sample"
    shutil.rmtree(sample, ignore_errors=True)
    shutil.copytree(ROOT / "content", sample / "content")
    tree.timed([digest, "build"], sample, ENV)
    for name, command in (("--version", [digest, "--version"]), ("sample, no change", [digest, "build"])):
        taken = sorted(tree.timed(command, sample, ENV).wall for _ in range(21))
        yield {"what": "start", "name": name, "least": taken[0], "half": taken[10]}


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("compare", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure, add to the results, write the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default="hugo-norelated,hugo,eleventy,mkdocs,pelican")
    parser.add_argument("--once", default="hugo,eleventy,mkdocs,pelican", help="peers that build cold and once only")
    parser.add_argument("--parts", default="build,memory,profile,preview,start")
    parser.add_argument("--edits", type=int, default=20, help="saves in the preview")
    parser.add_argument("--compare", type=Path, help="the file that knows the peers")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench", help="where editions and peers go")
    parser.add_argument("--results", type=Path, help="default: results.jsonl in the folder of --work")
    parser.add_argument("--out", type=Path, help="the document to write")
    given = parser.parse_args()
    compare = _module(given.compare) if given.compare and given.compare.exists() else None
    peers = [name for name in given.peers.split(",") if name] if compare else []
    results: Path = given.results or given.work / "results.jsonl"
    results.parent.mkdir(parents=True, exist_ok=True)
    digest = str(installed.digest(given.work.resolve()))
    machine = document.machine([OURS, *peers], given.work)

    def keep(rows: Iterator[dict[str, Any]]) -> None:
        for row in rows:
            row |= {"at": time.strftime("%Y-%m-%d %H:%M", time.gmtime()), "load": os.getloadavg()[0], **machine}
            with results.open("a") as file:
                file.write(json.dumps(row) + "\n")
            shown = {k: round(v, 3) if isinstance(v, float) else v for k, v in row.items() if k not in machine}
            print(*(f"{key}={value}" for key, value in shown.items() if key not in ("round", "table")), flush=True)
            if "table" in row:
                print(row["table"], flush=True)

    shutil.rmtree(given.work / ASIDE, ignore_errors=True)
    wanted = given.parts.split(",")
    for size in map(int, given.sizes.split(",") if given.sizes else ()):
        all_of_them = subjects(compare, digest, [OURS, *peers], size, given.work)
        if "build" in wanted:
            keep(builds(all_of_them, size, given.runs, given.once.split(",")))
        if "memory" in wanted:
            keep(memory(all_of_them, size))
        if "profile" in wanted:
            keep(profiles(all_of_them[0], size))
        if "preview" in wanted:
            keep(previews(all_of_them, size, given.edits))
    if "start" in wanted:
        keep(starts(digest, given.work))
    if given.out:
        rows = [json.loads(line) for line in results.read_text().splitlines()]
        given.out.write_text(document.written(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
