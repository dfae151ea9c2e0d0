"""How well quotations are found, against what people wrote down: `python bench/quality.py GOLD SEEDS`.

GOLD holds `seed_quotes.yml`, SEEDS the articles whose places it names; neither belongs to this repository.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import NamedTuple

import yaml

from digest.quotes.find import Found, find


class Score(NamedTuple):
    """One measure, as `hits` of `all` and what was missed."""

    name: str
    hits: int
    all: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.hits / self.all if self.all else 1.0


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text).strip().lower()


def _same_person(found: str, wanted: str) -> bool:
    """Whether two names share their last word, or the words of one are all among the other's."""
    mine, theirs = _bare(found).split(), _bare(wanted).split()
    if not mine or not theirs:
        return False
    return set(mine) <= set(theirs) or set(theirs) <= set(mine) or mine[-1] == theirs[-1]


def seeds_found(gold_dir: Path, seeds_dir: Path) -> list[Score]:
    """Spans and speakers of every quotation of the seed articles.

    A span counts when its words overlap by 90 in 100; a speaker when the name is the same person's. Terms in scare
    marks have no speaker and are counted as spans only.
    """
    gold = yaml.safe_load((gold_dir / "seed_quotes.yml").read_text(encoding="utf-8"))["quotes"]
    found: dict[str, list[Found]] = {}
    texts: dict[str, str] = {}
    for path in sorted(seeds_dir.glob("*.txt")):
        doc = path.name.split("_", 1)[0]
        texts[doc] = path.read_text(encoding="utf-8")
        found[doc] = list(find(texts[doc]))
    spans: dict[bool, list[tuple[dict[str, object], Found | None]]] = {True: [], False: []}
    for entry in gold:
        best, most = None, 0.0
        for one in found[entry["doc"]]:
            shared = min(one.end, entry["end"]) - max(one.start, entry["start"])
            overlap = shared / max(one.end - one.start, entry["end"] - entry["start"])
            if overlap > most:
                best, most = one, overlap
        spans[entry["kind"] != "indirect"].append((entry, best if most >= 0.9 else None))
    scores = []
    for marked, title in ((True, "with marks or posted"), (False, "reported")):
        pairs = spans[marked]
        scores.append(
            Score(
                f"spans {title}",
                sum(one is not None for _, one in pairs),
                len(pairs),
                tuple(str(entry["id"]) for entry, one in pairs if one is None),
            )
        )
        spoken = [(entry, one) for entry, one in pairs if entry["speaker"] and entry["kind"] != "scare"]
        right = [entry for entry, one in spoken if one is not None and _same_person(one.speaker, str(entry["speaker"]))]
        wrong = tuple(
            f"{entry['id']} {one.speaker if one else ''!r} for {entry['speaker']!r}"
            for entry, one in spoken
            if entry not in right
        )
        scores.append(Score(f"speakers {title}", len(right), len(spoken), wrong))
    every = [pair for pairs in spans.values() for pair in pairs]
    printed = [(entry, one) for entry, one in every if one is not None and one.speaker and entry["speaker"]]
    sure = [entry for entry, one in printed if _same_person(one.speaker, str(entry["speaker"]))]
    scores.append(Score("printed speakers that are right", len(sure), len(printed), ()))
    return scores


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("seeds", type=Path)
    given = arguments.parse_args()
    for score in seeds_found(given.gold, given.seeds):
        print(f"{score.name:36} {score.hits:4} of {score.all:4}  {score.share:.3f}  {'; '.join(score.missed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
