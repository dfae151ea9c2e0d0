"""How well quotations and speakers are found in labelled articles: `python bench/labelled.py [FOLDER ...]`.

An article is a text file named after its language (`de-07.txt`), with a line that tells its style, and each quotation
between tags: `⟦Speaker|via⟧“...”⟦/⟧`; `*` before the speaker marks one that is too short to count, `?` one whom the
text does not name. All articles are invented.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from digest.quotes.find import Found, find

LEAST = 4
"""Words of a quotation that counts."""
SETS = ("dev", "test", "dev2", "test2")
"""The folders that are measured unless others are named."""
OVERLAP = 0.88
"""The share of the longer span that two spans of one quotation have in common: a mark more or less is no matter."""
_TAG = re.compile(r"⟦([^⟦⟧]*)⟧")
_WORDS = re.compile(r"\w+(?:[’'-]\w+)*")
_EMPTY = frozenset(
    "the a an mr mrs ms miss dr prof sir herr frau der die das ein eine le la les el los las m mme un une una".split()
)


class Label(NamedTuple):
    start: int
    end: int
    speaker: str
    short: bool


def read(marked: str) -> tuple[str, list[Label]]:
    """A labelled article as its plain text and its labels."""
    body = marked.split("\n", 2)[2]
    text, at, labels, opened = "", 0, [], ("", 0)
    for tag in _TAG.finditer(body):
        text += body[at : tag.start()]
        at = tag.end()
        if tag.group(1) == "/":
            name, start = opened
            speaker = name.lstrip("*").split("|")[0]
            short = name.startswith("*") or len(text[start:].split()) < LEAST
            labels.append(Label(start, len(text), speaker, short))
        else:
            opened = (tag.group(1), len(text))
    return text + body[at:], labels


def same_person(found: str, wanted: str) -> bool:
    """Whether two names are one person's or body's: the words of one are among the other's, or first and last agree."""
    mine, theirs = _bare(found), _bare(wanted)
    if not mine or not theirs:
        return False
    alike = mine[-1] == theirs[-1] and (len(mine) == 1 or len(theirs) == 1 or mine[0] == theirs[0])
    return alike or set(mine) <= set(theirs) or set(theirs) <= set(mine)


def _bare(name: str) -> list[str]:
    words = re.sub(r"\W+", " ", re.sub(r"['’]s\b", "", name)).lower().split()
    return [word for word in words if word not in _EMPTY]


def _pieces(found: Found) -> Iterator[tuple[int, int]]:
    """A quotation paragraph by paragraph, as labels are given."""
    last = len(found.parts) - 1
    for n, (start, end) in enumerate(found.parts):
        yield found.start if n == 0 else start - 1, found.end if n == last else end
    if not found.parts:
        yield found.start, found.end


def measure(folder: Path) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Counts by language and `all`: `gold`, `span`, `joint`, `extra`, `printed`, `right`; and by confidence."""
    tallies: dict[str, Counter[str]] = {}
    bins: dict[str, Counter[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        lang = path.name.split("-")[0]
        text, labels = read(path.read_text(encoding="utf-8"))
        spans = [(a, b, one) for one in find(text, lang=lang) if one.kind != "reported" for a, b in _pieces(one)]
        tally = Counter[str]()
        used = set()
        for label in labels:
            best, most = -1, 0.0
            for n, (a, b, _) in enumerate(spans):
                overlap = (min(b, label.end) - max(a, label.start)) / max(b - a, label.end - label.start)
                best, most = (n, overlap) if overlap > most else (best, most)
            hit = spans[best][2] if most >= OVERLAP else None
            if hit is not None:
                used.add(best)
            if label.short:
                continue
            tally["gold"] += 1
            if hit is None:
                continue
            unknown = label.speaker == "?"
            right = not hit.speaker if unknown else same_person(hit.speaker, label.speaker)
            tally.update(span=1, joint=right)
            if hit.speaker:
                tally.update(printed=1, right=right)
                low = "0.95" if hit.confidence >= 0.95 else f"{int(hit.confidence * 10) / 10}"
                bins.setdefault(low, Counter()).update(printed=1, right=right)
        tally["extra"] = sum(
            n not in used and one.kind != "scare" and len(_WORDS.findall(text[a:b])) >= LEAST
            for n, (a, b, one) in enumerate(spans)
        )
        for name in (lang, "all"):
            tallies.setdefault(name, Counter()).update(tally)
    return tallies, bins


def _scores(hits: int, found: int, wanted: int) -> str:
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {both:.3f}"


def main() -> int:
    home = Path(__file__).parent / "labelled"
    for folder in [Path(name) for name in sys.argv[1:]] or [home / name for name in SETS]:
        tallies, bins = measure(folder)
        print(f"labelled articles, {folder.name}:")
        for lang, t in sorted(tallies.items()):
            found = t["span"] + t["extra"]
            print(
                f"  {lang:3} {t['gold']:4} quotations: spans {_scores(t['span'], found, t['gold'])};"
                f" with speaker {_scores(t['joint'], found, t['gold'])};"
                f" printed speakers right {t['right']} of {t['printed']}, {t['right'] / max(1, t['printed']):.3f}"
            )
        shares = (f"from {low}: {c['right']} of {c['printed']}" for low, c in sorted(bins.items()))
        print(f"  right by confidence: {'; '.join(shares)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
