"""What the link stage costs on made-up heads, part by part: `python bench/heads.py [REPORTS ...] [--parts group,...]`.

Nothing is parsed and no page is made, so that a million reports can be tried on one machine: quotations to be grouped,
evidence to be weighed for related reports, fingerprints of texts to be compared. Each part of each size runs in a
process of its own. Sizes as in a large edition: three quotations, six names, 64 telling words and some 130 fingerprints
a report, in events of one to twelve reports; one report in twelve has a passage of another of its event.
"""

import argparse
import gc
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from digest import copied, related  # of this checkout
from digest.quotes.group import Candidate, group

SIZES = ("10000", "100000")
_WORDS = 40_000
_FINGERPRINTS = 130
"""Of a text of some 550 words, quotations apart."""
_PASSAGE = " ".join(f"passage{n}" for n in range(20))


class Event(NamedTuple):
    """What several outlets report."""

    number: int
    day: date
    first: int
    reports: int


class Frequent:
    """Numbers below `count`, small ones far more often than great ones (Zipf and Mandelbrot), as words are."""

    def __init__(self, count: int, flat: int) -> None:
        self._numbers = range(count)
        self._sums = list(accumulate(1 / (n + flat) for n in range(count)))

    def __call__(self, chance: random.Random, many: int) -> list[int]:
        return chance.choices(self._numbers, cum_weights=self._sums, k=many)


def events(reports: int) -> Iterator[Event]:
    """Over ten years, so many a day as there are reports."""
    chance = random.Random(f"events {reports}")
    first = number = 0
    while first < reports:
        size = min(12, 1 + int(chance.expovariate(1 / 2.6)), reports - first)
        yield Event(number, date(2015, 1, 1) + timedelta(days=chance.randrange(3_650)), first, size)
        first, number = first + size, number + 1


def quotations(reports: int) -> Iterator[Candidate]:
    """Three a report, of the four to six statements of its event; half of them with a word changed."""
    word = Frequent(_WORDS, 30)
    for event in events(reports):
        chance = random.Random(f"quotations {event.number}")
        said = [[f"w{n}" for n in word(chance, chance.randint(8, 28))] for _ in range(chance.randint(4, 6))]
        for report in range(event.first, event.first + event.reports):
            for number, statement in enumerate(chance.sample(range(len(said)), 3), 1):
                words = said[statement][:]
                if chance.random() < 0.5:
                    words[chance.randrange(len(words))] = f"w{word(chance, 1)[0]}"
                yield Candidate(
                    id=f"r{report:07}#{number}", report=f"r{report:07}", text=" ".join(words),
                    speaker=f"p{event.number}-{statement % 2}", date=event.day.isoformat(),
                )  # fmt: skip


def evidence(reports: int) -> Iterator[related.Evidence]:
    """With statements, names and words that its event's reports have in common."""
    word, name = Frequent(_WORDS, 30), Frequent(max(12, reports // 10), 10)
    for event in events(reports):
        chance = random.Random(f"evidence {event.number}")
        own, core = [f"w{n}" for n in word(chance, 30)], [f"n{n}" for n in name(chance, 3)]
        for report in range(event.first, event.first + event.reports):
            terms = dict.fromkeys([*chance.sample(own, 18), *(f"w{n}" for n in word(chance, 60))])
            named = dict.fromkeys([*core, *(f"n{n}" for n in name(chance, 3))])
            yield related.Evidence(
                id=f"r{report:07}",
                date=(event.day + timedelta(days=chance.randrange(3))).isoformat(),
                statements=tuple(f"s{event.number}-{chance.randrange(6)}" for _ in range(3)),
                names=tuple((id, chance.randint(1, 3)) for id in named),
                terms=tuple((one, chance.choice((1, 1, 2))) for one in terms)[:64],
            )


def texts(reports: int) -> dict[str, tuple[str, str]]:
    """Name and outlet of each text, by report. Those with a passage of another are named after their event."""
    named: dict[str, tuple[str, str]] = {}
    for event in events(reports):
        chance = random.Random(f"texts {event.number}")
        copying = event.number if event.reports > 1 and chance.random() < 0.3 else -1
        for place in range(event.reports):
            report = f"r{event.first + place:07}"
            told = copying if place < 2 else -1
            named[report] = (f"{report} {told}", f"o{chance.randrange(40)}")
    return named


def text(id: str, name: str) -> copied.Text:
    """A text that has what its event's other text has; the rest of its words are not told."""
    told = name.split()[1]
    shared = f"{_PASSAGE} of event{told} " * (told != "-1")
    return copied.Text(id=id, text=" ".join(f"{word}x{told}" for word in shared.split()) + f" only {id} says this")


def marks(id: str, name: str) -> bytes:
    """The fingerprints of a text: those of its passage, and chance for all the rest."""
    from array import array

    chance = random.Random(id)
    own = {chance.getrandbits(40) % 1_099_511_627_689 for _ in range(_FINGERPRINTS)}
    return array("Q", sorted(own.union(array("Q", copied.marks(text(id, name)))))).tobytes()


def part_group(reports: int) -> Callable[[], str]:
    held = list(quotations(reports))
    return lambda: f"{len(group(held).groups):,} statements of {len(held):,} quotations"


def part_related(reports: int) -> Callable[[], str]:
    held = list(evidence(reports))

    def run() -> str:
        index = related.build(held)
        return f"{sum(map(len, index.parts.values())) / reports / 1000:.1f} kB kept a report"

    return run


def part_copied(reports: int) -> Callable[[], str]:
    named = texts(reports)
    made = {id: marks(id, name) for id, (name, _) in named.items()}

    def run() -> str:
        found = copied.Index({}).update((), named, made, lambda of: text(of, named[of][0]))
        return f"{len(found.shared):,} pairs share text"

    return run


PARTS: dict[str, Callable[[int], Callable[[], str]]] = {
    "group": part_group, "related": part_related, "copied": part_copied,
}  # fmt: skip


def measure(part: str, reports: int) -> str:
    """One row: processor time and memory, of the part and of what went into it."""
    gc.disable()
    work = PARTS[part](reports)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = process_time()
    said = work()
    spent = process_time() - start
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = f"{spent:9.1f} {spent / reports * 1e6:9.0f} {before:9,.0f} {whole:9,.0f} {whole * 1048.576 / reports:8.1f}"
    return f"{part:8} {reports:9,} {each}  {said}"


def main() -> None:
    """Print a row for each part and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", default=SIZES)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--most", type=float, default=0, help="GB of memory that a process may take; 0: any")
    parser.add_argument("--row", action="store_true", help="measure one part of one size in this process")
    given = parser.parse_args()
    if given.row:
        if given.most:
            resource.setrlimit(resource.RLIMIT_AS, (int(given.most * 1e9),) * 2)
        print(measure(given.parts, int(given.reports[0])))
        return
    print("processor time; memory of the process before the part began (what goes in) and at its most")
    print("part       reports         s us/report    MiB in  MiB most kB/rep.", flush=True)
    for size in given.reports:
        for part in given.parts.split(","):
            command = [sys.executable, __file__, size, "--parts", part, "--row", "--most", str(given.most)]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            print(done.stdout.rstrip() or f"{part:8} {int(size):9,}  {done.stderr.splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    main()
