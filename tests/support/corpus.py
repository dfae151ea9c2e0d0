"""Made-up editions of any size: events that several outlets report, each with its wording of what was said."""

import random
from collections.abc import Iterator

_SYLLABLES = "ba de fo gi hu ka le mo ni pu ra se ti vo wa xe yo zu bri cla dro fle gri plo".split()
_JOINING = "the of and to in that is for on with as was by it from at has be this are an will not have".split()
_OUTLETS = ("Harbour Post", "Valley News", "Evening Echo", "Northern Wire", "Quay Gazette", "Daily Ledger")


def reports(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Path below `content/` and text of `count` plain reports, with no markup but quotation marks."""
    words = random.Random(seed)
    vocabulary = ["".join(words.choices(_SYLLABLES, k=words.randint(2, 4))) for _ in range(4000)]

    def some(n: int, rng: random.Random) -> str:
        return " ".join(rng.choice(_JOINING) if rng.random() < 0.45 else rng.choice(vocabulary) for _ in range(n))

    def sentence(n: int, rng: random.Random) -> str:
        text = some(n, rng)
        return text[0].upper() + text[1:]

    made = event = 0
    while made < count:
        rng = random.Random(f"{seed} {event}")
        day = rng.randrange(360)
        people = [f"{some(1, rng).capitalize()} {rng.choice(vocabulary).capitalize()}" for _ in range(3)]
        said = [(sentence(rng.randint(10, 24), rng), rng.choice(people)) for _ in range(4)]
        for _ in range(min(rng.randint(1, 6), count - made)):
            paragraphs = [
                f"{sentence(18, rng)}. {sentence(14, rng)} {rng.choice(people)} {some(8, rng)}." for _ in range(8)
            ]
            for quoted, speaker in rng.sample(said, 3):
                text = quoted
                if rng.random() < 0.4:
                    parts = text.split()
                    parts[rng.randrange(1, len(parts))] = rng.choice(vocabulary)
                    text = " ".join(parts)
                paragraphs.insert(rng.randrange(len(paragraphs)), f"“{text},” said {speaker}.")
            names = "".join(f"  - {name}\n" for name in people)
            yield (
                f"reports/{1 + day // 30:02}/r{made:06}.md",
                f"---\ndate: 2025-{1 + day // 30:02}-{1 + day % 28:02}\nsource: {rng.choice(_OUTLETS)}\n"
                f"title: {sentence(7, rng)}\nentities:\n{names}---\n\n" + "\n\n".join(paragraphs) + "\n",
            )
            made += 1
        event += 1
