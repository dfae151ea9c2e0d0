"""What related reports cost: microseconds of processor time a report, for invented editions of so many reports.

python bench/related.py [REPORTS ...]
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from time import process_time

from digest.related import Evidence, Index, build


def edition(reports: int, seed: int = 1) -> Iterator[Evidence]:
    """Events of one to twelve reports, spread over a year; people, places and words as frequent as in the news."""
    chance = random.Random(seed)
    words = [f"w{k}" for k in range(12_000)]
    word_weights = [1 / (k + 30) for k in range(len(words))]
    names = [f"n{k}" for k in range(max(12, reports // 10))]
    name_weights = [1 / (k + 10) for k in range(len(names))]
    made = 0
    while made < reports:
        own = chance.choices(words, word_weights, k=30)
        core = chance.choices(names, name_weights, k=3)
        start = date(2024, 1, 1) + timedelta(days=chance.randrange(360))
        for _ in range(min(12, 1 + int(chance.expovariate(1 / 2.6)), reports - made)):
            terms = [*chance.sample(own, 18), *chance.choices(words, word_weights, k=60)]
            named = [*core, *chance.choices(names, name_weights, k=chance.randint(0, 5))]
            yield Evidence(
                id=f"r{made:06}",
                date=(start + timedelta(days=chance.randrange(3))).isoformat(),
                statements=tuple(f"s{start}-{own[0]}-{chance.randrange(6)}" for _ in range(chance.randint(0, 3))),
                names=tuple({name: chance.randint(1, 3) for name in named}.items()),
                terms=tuple({word: chance.choice((1, 1, 2)) for word in terms}.items())[:64],
            )
            made += 1


def main() -> None:
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        reports = list(edition(size))
        start = process_time()
        index = build(reports)
        built = process_time() - start
        rows = sum(map(len, index.rows.values())) / size
        kept = sum(len(name) + len(data) for name, data in index.parts.items()) / size
        fresh = Index.opened(index.parts)
        assert fresh
        start = process_time()
        fresh.update([reports[size // 2].id], [])
        middle = process_time() - start
        cost = f"{built / size * 1e6:5.0f} us and {kept / 1000:.1f} kB each, {middle * 1e3:5.0f} ms to drop one"
        print(f"{size:7} reports: {cost}, {rows:.1f} related")


if __name__ == "__main__":
    main()
