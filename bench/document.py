"""Measured rows -> docs/performance.md."""

import os
import platform
import re
import statistics
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log10
from pathlib import Path
from typing import Any, NamedTuple

Rows = Sequence[Mapping[str, Any]]
OURS = "digest"
SHOWN = {
    "digest": "digest", "hugo": "Hugo, related reports", "hugo-norelated": "Hugo without them", "eleventy": "Eleventy",
    "mkdocs": "MkDocs", "pelican": "Pelican",
}  # fmt: skip
NAMES = {name: shown.split(",")[0] for name, shown in SHOWN.items()}
MODES = ("cold", "no change", "one edit")
REMARKS = Path(__file__).parent / "remarks.md"
HEAD = """\
# Performance

Made by `make bench`, which measures, adds to the results of earlier runs, and writes all of them down.

Every program builds the same made-up reports of about 550 words: a page for each report, name and outlet, and lists.
The others also make a feed and a site map; Hugo finds related reports too, by names and month, or does not. digest
finds the quotations and who speaks, groups them into statements with a page each, lines their wordings up, finds copied
text, finds related reports and says why they are; none of the others does any of this, and so it writes about half as
many files again. All are installed as their users install them, digest as a wheel of this commit with its pinned
libraries. Each run is a process of its own. *Cold*: no site, no cache. *No change*: once more. *One edit*: a
sentence was added to one report. In each round all programs run one after the other; a ratio is the median of the
ratios within rounds, and holds better than a time. Of a program that was in no round with the digest of this commit,
it is the ratio of medians.
"""


def machine(names: Sequence[str], work: Path) -> dict[str, Any]:
    """What it is measured on, and with which versions."""
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607  # this checkout's, wherever git is
        cwd=Path(__file__).parent, capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    return {
        "machine": f"{len(os.sched_getaffinity(0))} processors ({model[1] if model else platform.machine()}), "
        f"{int(memory[1]) / 1024**2 if memory else 0:.0f} GiB, {platform.system()} {platform.release()}",
        "versions": {OURS: f"{commit}, Python {platform.python_version()}"} | _versions(names, work),
    }


def _versions(names: Sequence[str], work: Path) -> dict[str, str]:
    found = {}
    for name in dict.fromkeys(name.split("-")[0] for name in names if name != OURS):
        manifest = work / "npm-eleventy/node_modules/@11ty/eleventy/package.json"
        if name == "eleventy":
            text = manifest.read_text() if manifest.exists() else ""
            found[name] = (re.findall(r'"version": "([^"]+)"', text) or [""])[0]
        else:
            dist = sorted((work / f"venv-{name}").glob(f"lib/*/site-packages/{name}-*.dist-info"))
            found[name] = dist[0].name.removesuffix(".dist-info").split("-")[1] if dist else ""
    return found


def _middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else float("nan")


class Measured:
    """The rows, by what is asked of them. Of several results for one thing the latest stands, but builds: all do."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def builds(self, size: int, mode: str, name: str) -> Rows:
        return [
            row
            for row in self.rows
            if (row["what"], row.get("size"), row.get("mode"), row.get("name")) == ("build", size, mode, name)
        ]

    def last(self, what: str, **by: object) -> Mapping[str, Any] | None:
        fit = [row for row in self.rows if row["what"] == what and all(row.get(k) == v for k, v in by.items())]
        return fit[-1] if fit else None

    def sizes(self) -> list[int]:
        return sorted({row["size"] for row in self.rows if "size" in row})

    def ratio(self, size: int, mode: str, peer: str, of: str = "wall") -> float | None:
        """Ours to a peer's, the median over the rounds in which both ran; if there is none, the ratio of medians."""
        mine = {row["round"]: row[of] for row in self.builds(size, mode, OURS)}
        theirs = {row["round"]: row[of] for row in self.builds(size, mode, peer)}
        if not mine or not theirs:
            return None
        both = [mine[turn] / theirs[turn] for turn in mine if turn in theirs]
        return _middle(both) if both else _middle([*mine.values()]) / _middle([*theirs.values()])


class _Of(NamedTuple):
    """Ours to a peer's on the clock, which is what a goal is about; processor time stands beside it."""

    size: int
    mode: str
    peer: str

    def __call__(self, m: Measured) -> float | None:
        return m.ratio(*self)


class Goal(NamedTuple):
    said: str
    most: float
    measured: Callable[[Measured], float | None]
    show: str = "{:.3f}"

    def by_processor(self, m: Measured) -> float | None:
        return m.ratio(*self.measured, "processor") if isinstance(self.measured, _Of) else None


def _memory(peer: str) -> Callable[[Measured], float | None]:
    def measured(m: Measured) -> float | None:
        mine, theirs = (m.last("memory", size=10_000, name=name) for name in (OURS, peer))
        return mine["mib"] / theirs["mib"] if mine and theirs else None

    return measured


def _each(size: int) -> Callable[[Measured], float | None]:
    def measured(m: Measured) -> float | None:
        row = m.last("memory", size=size, name=OURS)
        return row["mib"] * 1048.576 / size if row else None

    return measured


def _exponent(size: int) -> Callable[[Measured], float | None]:
    """Of processor time, from a size to ten times that."""

    def measured(m: Measured) -> float | None:
        small, large = (m.last("memory", size=n, name=OURS) for n in (size, 10 * size))
        return log10(large["processor"] / small["processor"]) if small and large else None

    return measured


def _value(what: str, key: str, times: float = 1.0, **by: object) -> Callable[[Measured], float | None]:
    def measured(m: Measured) -> float | None:
        row = m.last(what, **by)
        return row[key] * times if row else None

    return measured


def _written(m: Measured) -> float | None:
    """Files that the last edit wrote, as the build said."""
    said = [re.search(r"([\d,]+) files written", row["said"]) for row in m.builds(10_000, "one edit", OURS)]
    return float(said[-1][1].replace(",", "")) if said and said[-1] else None


GOALS = (
    Goal("10,000 cold, of Hugo with related reports", 0.35, _Of(10_000, "cold", "hugo")),
    Goal("10,000 cold, of Hugo without", 1.0, _Of(10_000, "cold", "hugo-norelated")),
    Goal("10,000 cold, of Eleventy", 0.5, _Of(10_000, "cold", "eleventy")),
    Goal("10,000 cold, of MkDocs", 0.30, _Of(10_000, "cold", "mkdocs")),
    Goal("10,000 cold, of Pelican", 0.15, _Of(10_000, "cold", "pelican")),
    Goal("1,000 cold, of Hugo with related reports", 1.0, _Of(1_000, "cold", "hugo")),
    Goal("10,000 no change, of Hugo without", 1 / 60, _Of(10_000, "no change", "hugo-norelated"), "{:.4f}"),
    Goal("10,000 one edit, of Hugo without", 1 / 25, _Of(10_000, "one edit", "hugo-norelated"), "{:.4f}"),
    Goal("10,000 one edit of a body, files written", 1, _written, "{:.0f}"),
    Goal("preview, save to served, median, ms", 75, _value("preview", "half", 1e3, size=10_000, name=OURS), "{:.0f}"),
    Goal("preview, 95th percentile, ms", 150, _value("preview", "nearly_all", 1e3, size=10_000, name=OURS), "{:.0f}"),
    Goal("preview, memory at 10,000, MiB", 200, _value("preview", "mib", size=10_000, name=OURS), "{:.0f}"),
    Goal("cold, exponent of processor time, 1,000 to 10,000", 1.05, _exponent(1_000)),
    Goal("the same, 10,000 to 100,000", 1.05, _exponent(10_000)),
    Goal("100,000 cold, of Hugo without", 0.4, _Of(100_000, "cold", "hugo-norelated")),
    Goal("10,000 cold, memory, of Hugo with related reports", 0.4, _memory("hugo")),
    Goal("10,000 cold, memory, of Hugo without", 0.4, _memory("hugo-norelated")),
    Goal("10,000 cold, memory, kB a report", 20, _each(10_000), "{:.1f}"),
    Goal("100,000 cold, memory, kB a report", 20, _each(100_000), "{:.1f}"),
    Goal("`digest --version`, ms", 60, _value("start", "half", 1e3, name="--version"), "{:.0f}"),
    Goal("sample edition, no change, ms", 250, _value("start", "half", 1e3, name="sample, no change"), "{:.0f}"),
)


def written(rows: Rows) -> str:
    """The whole document."""
    measured = Measured(rows)
    parts = [HEAD, *_machine(rows), _goals(measured)]
    parts += [_builds(measured, size) for size in measured.sizes()]
    parts += [_previews(measured), _profiles(measured)]
    if REMARKS.exists():
        parts.append(REMARKS.read_text(encoding="utf-8").strip())
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _machine(rows: Rows) -> Iterator[str]:
    last = rows[-1]
    versions: dict[str, str] = {}
    for row in rows:
        versions |= {name: version for name, version in row["versions"].items() if version}
    others = [row["others"] for row in rows if "others" in row]
    said = ", ".join(f"{NAMES[name]} {version}" for name, version in versions.items())
    yield f"Measured from {rows[0]['at']} to {last['at']} UTC on {last['machine']}. {said}."
    if max(others) < 0.2:
        yield "No other program was at work, or next to none."
        return
    yield (
        f"Other programs kept {_middle(others):.1f} processors busy in the median run (least {min(others):.1f}, most"
        f" {max(others):.1f}): all times are longer than on a machine of one's own, by more for what uses both"
        " processors; they are compared as they are."
    )


def _goals(m: Measured) -> str:
    lines = [
        "## Goals", "",
        "Ratios are of seconds on the clock; beside them, of processor time, which other programs disturb less.", "",
        "| goal | at most | measured | reached | by processor time |", "|---|--:|--:|---|--:|",
    ]  # fmt: skip
    for goal in GOALS:
        value = goal.measured(m)
        shown = goal.show.format(value) if value is not None else "-"
        worked = goal.by_processor(m)
        beside = goal.show.format(worked) if worked is not None else ""
        reached = "not measured" if value is None else "yes" if value <= goal.most else "**no**"
        lines.append(f"| {goal.said} | {goal.show.format(goal.most)} | {shown} | {reached} | {beside} |")
    lines += [
        "",
        "That one or two processes, any hash seed and any order of files give the same bytes, and that only pages",
        "whose records changed are written, is not measured but tested: `tests/test_determinism.py`,",
        "`tests/test_incremental.py`, `tests/test_counts.py`.",
    ]
    return "\n".join(lines)


def _builds(m: Measured, size: int) -> str:
    lines = [
        f"## {size:,} reports", "",
        "Medians; *busy* is how many processors other programs had meanwhile.", "",
        "| | | runs | s | processor s | busy | MiB | files | digest to it, s | processor s |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for mode in MODES:
        for name, shown in SHOWN.items():
            rows = m.builds(size, mode, name)
            if not rows:
                continue
            memory = m.last("memory", size=size, name=name) if mode == "cold" else None
            wall, processor, others = (_middle([row[key] for row in rows]) for key in ("wall", "processor", "others"))
            ratios = ["", ""]
            if name != OURS:
                found = [m.ratio(size, mode, name, of) for of in ("wall", "processor")]
                ratios = ["" if ratio is None else f"{ratio:.3f}" for ratio in found]
            files = rows[-1]["files"]
            lines.append(_line(mode, shown, len(rows), wall, processor, others, memory, files, ratios))
    return "\n".join(lines)


def _line(
    mode: str, shown: str, runs: int, wall: float, processor: float, others: float, memory: Mapping[str, Any] | None,
    files: int, ratios: Sequence[str],
) -> str:  # fmt: skip
    mib = f"{memory['mib']:,.0f}" if memory else ""
    cells = [mode, shown, runs, f"{wall:.2f}", f"{processor:.2f}", f"{others:.1f}", mib, f"{files:,}", *ratios]
    return f"| {' | '.join(map(str, cells))} |"


def _previews(m: Measured) -> str:
    rows = [row for size in m.sizes() for name in SHOWN if (row := m.last("preview", size=size, name=name))]
    if not rows:
        return ""
    lines = [
        "## The preview", "",
        "From the save of a report, with a sentence added, to the new page served; Hugo's `hugo server`.", "",
        "| reports | | edits | median ms | 95th percentile ms | MiB |", "|--:|---|--:|--:|--:|--:|",
    ]  # fmt: skip
    lines += [
        f"| {row['size']:,} | {SHOWN[row['name']]} | {row['edits']} | {row['half'] * 1e3:,.0f} |"
        f" {row['nearly_all'] * 1e3:,.0f} | {row['mib']:,.0f} |"
        for row in rows
    ]
    return "\n".join(lines)


def _profiles(m: Measured) -> str:
    parts = ["## Where the time goes", "", "`digest build --profile`; the start of the process comes on top."]
    for size in m.sizes():
        for mode in MODES:
            row = m.last("profile", size=size, mode=mode)
            if row:
                parts += ["", f"{size:,} reports, {mode}:", "", "```text", row["table"], "```"]
    return "\n".join(parts)
