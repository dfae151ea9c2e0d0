"""How well and how fast quotations of one statement are found.

    python bench/pairs.py pairs PAIRS.json        the rule for a pair, on labelled pairs (keys a, b, label)
    python bench/pairs.py groups QUOTES.yml       grouping, on quotations with speakers, groups and near misses
    python bench/pairs.py cost CORPUS.py [N ...]  seconds and bytes of grouping N quotations of a made-up corpus

`CORPUS.py` is a generator with a class `Corpus(reports)` whose items have `slug`, `date` and a Markdown `body`.
"""

import argparse
import importlib.util
import json
import re
import sys
import time
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from digest.quotes.group import Candidate, Grouping, group
from digest.quotes.same import same


def rates(found: int, right: int, there: int) -> str:
    precision = right / found if found else 1.0
    recall = right / there if there else 1.0
    return f"precision {precision:.3f}, recall {recall:.3f} ({right} right of {found} found, {there} there)"


def pairs(path: Path) -> str:
    """The strict rule alone against labels `same` and `different`; others are passed over. Lists what it got wrong."""
    found = right = there = 0
    wrong = []
    for number, pair in enumerate(json.loads(path.read_text())):
        if pair["label"] not in ("same", "different"):
            continue
        truth, like = pair["label"] == "same", same(pair["a"], pair["b"])
        said = like.tier == "strict"
        found, right, there = found + said, right + (said and truth), there + truth
        if said != truth:
            wrong.append(f"  {number} {pair['label']}: {like.score} {', '.join(like.reasons)}")
    return "\n".join([f"pairs: {rates(found, right, there)}", *wrong])


def groups(path: Path) -> str:
    """Pairs within groups, with the speakers known, reports related and not; and which near misses were merged."""
    gold = yaml.safe_load(path.read_text())
    quotes = [quote for quote in gold["quotes"] if quote["group"]]
    candidates = [
        Candidate(
            id=f"{quote['doc']}#{quote['start']}", report=quote["doc"], text=quote["text"],
            speaker=quote["speaker"] or "", date="2022-02-25",
        )
        for quote in quotes
    ]  # fmt: skip
    truth = {(a, b) for a, b in combinations(range(len(quotes)), 2) if quotes[a]["group"] == quotes[b]["group"]}
    related = list(combinations(sorted({quote["doc"] for quote in quotes}), 2))
    said = []
    for label, beside in (("related", related), ("not related", [])):
        grouping = group(candidates, related=beside)
        found = {pair for members in grouping.groups for pair in combinations(members, 2)}
        merged = [
            f"{one} and {other}" for one, other, _ in gold["near_misses"]
            if any({quotes[a]["group"], quotes[b]["group"]} == {one, other} for a, b in found)
        ]  # fmt: skip
        said += [f"groups, reports {label}: {rates(len(found), len(found & truth), len(truth))}"]
        said += [f"  near misses merged: {', '.join(merged) or 'none'} of {len(gold['near_misses'])}"]
    return "\n".join(said)


QUOTED = re.compile(r"“([^”]+)[”](?:\s*>\s*>\s*—\s*([^,\n]+)|,? said ([^,]+),)?")


def made_up(corpus: ModuleType, number: int) -> list[Candidate]:
    """The first so many quotations of a made-up corpus."""
    found: list[Candidate] = []
    for report in corpus.Corpus(number // 3 + 10):
        for place, match in enumerate(QUOTED.finditer(report["body"])):
            found.append(
                Candidate(
                    id=f"{report['slug']}#{place + 1}", report=report["slug"], text=match[1].rstrip(",."),
                    speaker=match[2] or match[3] or "", date=f"{report['date']:%Y-%m-%d}",
                )
            )  # fmt: skip
    return found[:number]


def cost(path: Path, numbers: list[int]) -> str:
    """Seconds and seconds a quotation; and what the largest needs in memory beside its input."""
    spec = importlib.util.spec_from_file_location("made_up_corpus", path)
    assert spec is not None
    assert spec.loader is not None
    corpus: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(corpus)
    said = []
    for number in numbers:
        candidates = made_up(corpus, number)
        begun = time.perf_counter()
        grouping = group(candidates)
        spent = time.perf_counter() - begun
        each = spent / len(candidates) * 1e6
        said.append(f"{len(candidates)} quotations: {spent:.2f} s, {each:.0f} µs each, {shape(grouping)}")
    return "\n".join(said)


def shape(grouping: Grouping) -> str:
    sizes = [len(members) for members in grouping.groups]
    together = sum(size for size in sizes if size > 1)
    return (
        f"{len(sizes)} groups, {together} quotations in groups of several, the largest {max(sizes)}, "
        f"{len(grouping.echoes)} echoes, {len(grouping.near)} near"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pairs", "groups", "cost"))
    parser.add_argument("path", type=Path)
    parser.add_argument("numbers", type=int, nargs="*", default=[1000, 10_000])
    asked = parser.parse_args()
    if asked.what == "cost":
        print(cost(asked.path, asked.numbers))
    else:
        print({"pairs": pairs, "groups": groups}[asked.what](asked.path))


if __name__ == "__main__":
    main()
