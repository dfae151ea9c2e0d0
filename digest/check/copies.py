"""Reports that quote nearly the same words: one of them may be copied from the other."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from digest.check.quotations import marked, words_of
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
    words = [(one, words_of(one.quotation.text)) for one in marked(site)]
    totals: Counter[str] = Counter()
    for one, own in words:
        totals[one.report.id] += own.total()
    # What is copied is copied word for word: such quotations are one statement, whether or not they bear an id.
    ids = {" ".join(own): one.quotation.q for one, own in reversed(words) if one.quotation.q}
    printed: dict[str, dict[str, Counter[str]]] = {}
    for one, own in words:
        if totals[one.report.id] >= LEAST_WORDS:
            plain = " ".join(own)
            theirs = printed.setdefault(one.quotation.q or ids.get(plain, plain), {})
            theirs[one.report.id] = theirs.get(one.report.id, Counter()) | own
    common: defaultdict[tuple[str, str], int] = defaultdict(int)
    for theirs in printed.values():
        if 1 < len(theirs) <= MOST_WITNESSES:
            for a, b in combinations(sorted(theirs), 2):
                common[a, b] += (theirs[a] & theirs[b]).total()
    for (a, b), count in sorted(common.items()):
        share = count / min(totals[a], totals[b])
        head, other = site.reports[a].head, site.reports[b].head
        if share > MOST_SHARED and b not in head.shares_text_with and a not in other.shares_text_with:
            yield say(
                SHARED,
                head.span,
                f"{share:.0%} of the quoted words are also quoted in `{b}`",
                help=f"`shares_text_with: [{b}]`, if one of the two copies the other",
                others=(Label(span=other.span, text="the other report"),),
            )
