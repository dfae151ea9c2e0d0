"""Reports that quote nearly the same words: one of them may be copied from the other."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from digest.check.quotations import words_of
from digest.diagnostic import Diagnostic, Label, code, say
from digest.model.site import Site

SHARED = code(
    "shared-text",
    "note",
    what="Two reports share more than two fifths of their quoted words, and neither says that they share their text.",
    why="One text printed twice is one witness, not two: readers would count it double.",
    instead="`shares_text_with: [the-other-report]` in either, if one visibly copies the other.",
)

MOST_SHARED = 0.4
LEAST_WORDS = 60
"""Quoted words of either report; of fewer nothing follows."""
MOST_WITNESSES = 40
"""A statement that everybody prints tells nothing of who copied whom, and would make pairs without end."""


def shared(site: Site) -> Iterator[Diagnostic]:
    """By statement, so that only reports that have one in common are ever compared."""
    totals: dict[str, int] = {}
    for id, report in site.reports.items():
        typed = [quote.text for quote in report.head.quotes if quote.typed]
        if typed:
            totals[id] = sum(words_of(text).total() for text in typed)
    common: defaultdict[tuple[str, str], int] = defaultdict(int)
    for statement in site.statements.values():
        words: dict[str, Counter[str]] = {}
        for witness in statement.witnesses:
            if totals.get(witness.report, 0) >= LEAST_WORDS and witness.quotation.typed:
                words[witness.report] = words.get(witness.report, Counter()) | words_of(witness.quotation.text)
        if 1 < len(words) <= MOST_WITNESSES:
            for a, b in combinations(sorted(words), 2):
                common[a, b] += (words[a] & words[b]).total()
    for (a, b), count in sorted(common.items()):
        share = count / min(totals[a], totals[b])
        one, two = site.reports[a].head, site.reports[b].head
        if share > MOST_SHARED and b not in one.shares_text_with and a not in two.shares_text_with:
            yield say(
                SHARED,
                one.span,
                f"{share:.0%} of the quoted words are also quoted in `{b}`",
                help=f"`shares_text_with: [{b}]`, if one of the two copies the other",
                others=(Label(span=two.span, text="the other report"),),
            )
