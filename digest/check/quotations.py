"""Rules about quotations that the editor marked. What a program found is not the editor's doing, and need not be
looked for to say what is."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from digest.diagnostic import Diagnostic, Label, code, say
from digest.model.article import Quotation, ReportHead
from digest.model.site import Site

LONG = code(
    "long-quotation",
    "warning",
    what="A marked quotation of more than sixty words.",
    why="We digest, we do not republish; and nobody compares so long a sentence.",
    instead="Quote the sentence that matters, and tell the rest.",
)
MUCH = code(
    "much-quoted",
    "warning",
    what="More than a hundred and fifty words of one report are marked as quotations.",
    why="We digest, we do not republish.",
    instead="Keep the quotations that other outlets print differently, and tell the rest.",
)
UNLIKE = code(
    "unlike-witness",
    "warning",
    what="A marked quotation shares less than two fifths of its words with all others that bear its id.",
    why="It is probably another statement, and a wrong id would set two sentences side by side that were never one.",
    instead='`["the words"]{q=the-other-id}`',
)

MOST_WORDS = 60
MOST_IN_ALL = 150
LEAST_SHARED = 0.4
LEAST_WORDS = 4
"""Of fewer words nothing can be said by counting."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def long(site: Site) -> Iterator[Diagnostic]:
    for report in site.reports.values():
        for quote in report.head.quotes:
            words = len(quote.text.split())
            if quote.typed and words > MOST_WORDS:
                yield say(
                    LONG,
                    quote.span,
                    f"this quotation has {words} words",
                    help=f"at most {MOST_WORDS}; tell the rest in your own words",
                )


def much(site: Site) -> Iterator[Diagnostic]:
    for report in site.reports.values():
        typed = [quote for quote in report.head.quotes if quote.typed]
        words = sum(len(quote.text.split()) for quote in typed)
        if words > MOST_IN_ALL:
            yield say(
                MUCH,
                typed[0].span,
                f"{words} words of this report are quoted",
                label="the first of them",
                help=f"at most {MOST_IN_ALL}",
            )


class Marked(NamedTuple):
    """A quotation that the editor marked, in its report."""

    report: ReportHead
    quotation: Quotation


def marked(site: Site) -> Iterator[Marked]:
    """All of them, as their reports came."""
    for report in sorted(site.reports.values(), key=lambda report: (report.head.date or "9999", report.head.id)):
        for quotation in report.head.quotes:
            if quotation.typed:
                yield Marked(report.head, quotation)


def unlike(site: Site) -> Iterator[Diagnostic]:
    """Of quotations that got one id by hand: what a program grouped is alike."""
    witnesses: dict[str, list[Marked]] = {}
    for one in marked(site):
        # reported speech and headlines are the outlet's own words
        if one.quotation.q and one.quotation.form in ("direct", "partial"):
            witnesses.setdefault(one.quotation.q, []).append(one)
    for _, theirs in sorted(witnesses.items()):
        if len({one.report.id for one in theirs}) > 1 and len({one.quotation.lang for one in theirs}) == 1:
            yield from _unlike(theirs)


def _unlike(witnesses: list[Marked]) -> Iterator[Diagnostic]:
    """Counted on the shorter of two wordings, so that a fragment is not unlike the whole."""
    words = [words_of(one.quotation.text) for one in witnesses]
    everything = sum(words, Counter[str]())
    for one, own in zip(witnesses, words, strict=True):
        if own.total() < LEAST_WORDS:
            continue
        # a look at all others together spares most statements the pairs
        others = everything - own
        if (own & others).total() >= own.total():
            continue
        best = max(
            (
                (own & theirs).total() / min(own.total(), theirs.total())
                for other, theirs in zip(witnesses, words, strict=True)
                if other.report is not one.report and theirs.total() >= LEAST_WORDS
            ),
            default=1.0,
        )
        if best < LEAST_SHARED:
            other = next(other for other in witnesses if other.report is not one.report)
            yield say(
                UNLIKE,
                one.quotation.span,
                f"these words share {best:.0%} with the others of `{one.quotation.q}`",
                help="is it another statement? then give it an id of its own",
                others=(Label(span=other.quotation.span, text="another wording"),),
            )


def words_of(text: str) -> Counter[str]:
    return Counter(word.lower().replace("’", "'") for word in _WORD.findall(text))
