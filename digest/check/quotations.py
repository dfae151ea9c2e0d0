"""Rules about quotations that the editor marked. What a program found is not the editor's doing."""

import re
from collections import Counter
from collections.abc import Iterator

from digest.diagnostic import Diagnostic, Label, code, say
from digest.model.site import Site, Statement, Witness

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
    what="A marked quotation shares less than two fifths of its words with all others of its statement.",
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


def unlike(site: Site) -> Iterator[Diagnostic]:
    for statement in site.statements.values():
        if len(statement.witnesses) > 1 and any(witness.quotation.typed for witness in statement.witnesses):
            yield from _unlike(statement)


def _unlike(statement: Statement) -> Iterator[Diagnostic]:
    """Counted on the shorter of two wordings, so that a fragment is not unlike the whole. Only what is given in
    quotation marks is looked at: reported speech and headlines are the outlet's own words."""
    witnesses = [w for w in statement.witnesses if w.quotation.form in ("direct", "partial")]
    if len({witness.report for witness in witnesses}) < 2 or len({w.quotation.lang for w in witnesses}) > 1:
        return
    words = [words_of(witness.quotation.text) for witness in witnesses]
    everything = sum(words, Counter[str]())
    for witness, own in zip(witnesses, words, strict=True):
        if not witness.quotation.typed or own.total() < LEAST_WORDS:
            continue
        # a look at all others together spares most statements the pairs
        others = everything - own
        if (own & others).total() >= own.total():
            continue
        best = max(
            (
                (own & theirs).total() / min(own.total(), theirs.total())
                for theirs in _others(witness, witnesses, words)
            ),
            default=1.0,
        )
        if best < LEAST_SHARED:
            yield _said(statement, witness, witnesses, best)


def _others(witness: Witness, witnesses: list[Witness], words: list[Counter[str]]) -> Iterator[Counter[str]]:
    for other, theirs in zip(witnesses, words, strict=True):
        if other.report != witness.report and theirs.total() >= LEAST_WORDS:
            yield theirs


def _said(statement: Statement, witness: Witness, witnesses: list[Witness], best: float) -> Diagnostic:
    other = next(w for w in witnesses if w.report != witness.report)
    return say(
        UNLIKE,
        witness.quotation.span,
        f"these words share {best:.0%} with the others of `{statement.id}`",
        help="is it another statement? then give it an id of its own",
        others=(Label(span=other.quotation.span, text="another wording"),),
    )


def words_of(text: str) -> Counter[str]:
    return Counter(word.lower().replace("’", "'") for word in _WORD.findall(text))
