"""Look every quoted word of the edition up in the articles it was taken from.

    python bench/verify_quotes.py FOLDER [CONTENT]

FOLDER holds the articles as plain text, one file each, under any names: a report belongs to the file that has most of
its quotations. Every typed span, set-off quotation and `quotes:` entry must be found there to the letter; only white
space and the marks around a quotation may differ. Then the digests themselves: outside quotations none may share
twelve words in a row with its article. Exits with 1 if anything is missing or copied.

This reads the files by means of its own, so that a mistake in the project's parser cannot hide one in the edition.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

RUN = 12
"""So many words in a row of an article are a copy and no longer a digest."""

MARKS = " \t\n\"'“”‘’«»„"
BLOCK = re.compile(r"^\{q=[^}\n]*\}\n((?:>.*\n?)+)", re.MULTILINE)


def squeeze(text: str) -> str:
    return " ".join(text.split())


def plain(markup: str) -> str:
    """The words of a quotation as they were printed: without note marks, anchors of notes and links."""
    text = re.sub(r"\[\^[^\]]*\]", "", markup)
    text = re.sub(r"\[([^\[\]]*)\](?:\{[^}]*\}|\(@[^)]*\))", r"\1", text)
    return squeeze(text).strip(MARKS)


def spans(body: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of each `[...]{q=...}`; brackets inside the words must balance."""
    for attributes in re.finditer(r"\]\{q=[^}]*\}", body):
        depth, at = 1, attributes.start()
        while depth and at:
            at -= 1
            depth += {"]": 1, "[": -1}.get(body[at], 0)
        yield at, attributes.end(), plain(body[at + 1 : attributes.start()])


def split(text: str) -> tuple[list[str], str]:
    """The printed words that a report file vouches for, and what remains of its digest, notes left out."""
    _, head, body = text.split("---\n", 2)
    body = re.split(r"^\[\^[^\]]*\]:", body, maxsplit=1, flags=re.MULTILINE)[0]
    listed = [plain(entry["text"]) for entry in yaml.safe_load(head).get("quotes", ())]
    blocks = [(m.start(), m.end(), plain(re.sub(r"^> ?", "", m[1], flags=re.MULTILINE))) for m in BLOCK.finditer(body)]
    typed = [*spans(body), *blocks]
    own = list(body)
    for start, end, _ in typed:
        own[start:end] = " " * (end - start - 1) + "\0"
    return [words for _, _, words in sorted(typed)] + listed, "".join(own)


def copied(own: str, article: str) -> list[str]:
    """Runs of `RUN` words that a digest has from its article, quotations aside."""
    words = re.findall(r"[^\W_]+", article.lower())
    theirs = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    ours = [re.findall(r"[^\W_]+", part.lower()) for part in own.split("\0")]
    runs = (tuple(part[i : i + RUN]) for part in ours for i in range(len(part) - RUN + 1))
    return [" ".join(run) for run in runs if run in theirs]


def main(folder: str, content: str = "content") -> int:
    articles = {path.name: squeeze(path.read_text("utf-8")) for path in sorted(Path(folder).glob("*.txt"))}
    bad = 0
    for path in sorted(Path(content, "reports").rglob("*.md")):
        quotations, own = split(path.read_text("utf-8"))
        name = max(articles, key=lambda name: sum(words in articles[name] for words in quotations))
        runs = copied(own, articles[name])
        missing = [words for words in quotations if words not in articles[name]]
        bad += len(missing) + len(runs)
        print(f"{path.stem}: {name}, {len(quotations)} quotations, {len(missing)} missing, {len(runs)} copied runs")
        for words in quotations:
            print("  MISSING" if words in missing else "  FOUND  ", words)
        for run in runs:
            print("  COPIED ", run)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
