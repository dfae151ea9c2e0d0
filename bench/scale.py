"""What the heart costs as an edition grows: `python bench/scale.py CORPUS [REPORTS ...]`.

CORPUS is a Python file with a class `Corpus(n)` that yields `n` made-up articles (`i`, `title`, `date`, `entities`,
`body`); it does not belong to this repository. Each size runs in a process of its own, so that memory can be told.
"""

import argparse
import gc
import importlib.util
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import Any

from digest.quotes.find import find
from digest.quotes.group import Candidate, group
from digest.related import Evidence, rank
from digest.terms import terms

SIZES = ("1000", "10000", "100000")


def articles(corpus: Path, reports: int) -> Any:
    """The made-up articles."""
    spec = importlib.util.spec_from_file_location("corpus", corpus)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Corpus(reports)


def measure(corpus: Path, reports: int) -> str:
    """One row: processor time by part, and the most memory that the process had."""
    gc.disable()
    spent = dict.fromkeys(("find", "terms", "group", "rank"), 0.0)
    candidates: list[Candidate] = []
    heads: list[tuple[str, str, tuple[tuple[str, int], ...], tuple[tuple[str, int], ...], range]] = []
    for article in articles(corpus, reports):
        id, day, body = f"r{article['i']:06}", f"{article['date']:%Y-%m-%d}", article["body"]
        start = process_time()
        found = find(body)
        spent["find"] += process_time() - start
        start = process_time()
        telling = terms(article["title"], body)
        spent["terms"] += process_time() - start
        first = len(candidates)
        candidates += [
            Candidate(
                id=f"{id}#{n}", report=id, text=body[q.inner_start : q.inner_end], speaker=q.speaker, date=day,
                form=q.kind,
            )
            for n, q in enumerate(found, 1)
        ]  # fmt: skip
        names = tuple((name, body.count(name)) for name in article["entities"])
        heads.append((id, day, names, telling, range(first, len(candidates))))
    start = process_time()
    grouping = group(candidates)
    spent["group"] = process_time() - start
    statement = [""] * len(candidates)
    for number, members in enumerate(grouping.groups):
        for member in members:
            statement[member] = f"s{number}"
    start = process_time()
    rank(
        Evidence(
            id=id, date=day, names=names, terms=telling,
            statements=tuple(dict.fromkeys(statement[n] for n in quotations)),
        )
        for id, day, names, telling, quotations in heads
    )  # fmt: skip
    spent["rank"] = process_time() - start
    shared = sum(len(members) > 1 for members in grouping.groups)
    each = {part: seconds / reports * 1e6 for part, seconds in spent.items()}
    return (
        f"{reports:8,} {len(candidates):10,} {shared:10,} {each['find']:8.0f} {each['terms']:8.0f}"
        f" {spent['group'] / len(candidates) * 1e6:8.0f} {each['rank']:8.0f}"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8,.0f}"
    )


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("reports", nargs="*", default=SIZES)
    parser.add_argument("--row", action="store_true", help="measure one size in this process")
    given = parser.parse_args()
    if given.row:
        print(measure(given.corpus, int(given.reports[0])))
        return
    print("microseconds of processor time: find and terms an article, group a quotation, rank a report")
    print(" reports quotations statements     find    terms    group     rank      MiB", flush=True)
    for size in given.reports:
        command = [sys.executable, __file__, str(given.corpus), size, "--row"]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


if __name__ == "__main__":
    main()
