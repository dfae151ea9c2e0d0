"""What the witnesses of a statement show side by side: what each carried, how far apart they are, who printed it first
and whom they name.

Findings of a program, made of what is printed. Where the reports do not tell, none is made up.
"""

from collections.abc import Sequence

from digest.model.base import Record
from digest.model.page import (
    Apart,
    Attribution,
    Carriage,
    Carried,
    Distances,
    First,
    Gap,
    NameCard,
    QuoteCard,
    ReportCard,
    SourceCard,
    Stretch,
)
from digest.model.site import Witness
from digest.plan.wordings import clipped

MOST = 24
"""Outlets that are compared with each other; a table of more could not be read."""
CLIPPED = 0.75
"""Whoever carries less than this share of the longest wording has clipped it."""
LEAST = 8
"""Words of the longest wording, of which a part can be said to be carried."""
SHOWN = 8
"""Words of a stretch that are printed; of a longer one four and the last three."""


class Testimony(Record, kw_only=True):
    """A witness with the cards of its report and of those whom it names."""

    witness: Witness
    report: ReportCard
    inferred: bool = False
    """The report's date is the editor's inference."""
    address: str = ""
    """Of the outlet's own page."""
    speaker: NameCard | None = None
    """Whom this report names as the speaker, where that is a name of the edition."""
    via: str = ""
    via_url: str = ""


class Echo(Record, kw_only=True):
    """Another statement of much the same words, with its speaker and the outlets that carry it."""

    speaker: NameCard
    card: QuoteCard
    sources: tuple[SourceCard, ...]


def carriage(testimonies: Sequence[Testimony]) -> Carriage | None:
    """Which part of the longest wording each outlet carried, in its words or in others; None if nobody clipped it.

    What an outlet printed in several pieces or several reports it carried all the same.
    """
    from digest.quotes.collate import ranges_of

    texts = tuple(t.witness.quotation.text for t in testimonies)
    clip = clipped(texts)
    total = len(clip.words)
    sources: dict[str, SourceCard] = {}
    carried: dict[str, set[int]] = {}
    for t, ranges in zip(testimonies, clip.carried, strict=True):
        sources.setdefault(t.witness.outlet, t.report.source)
        carried.setdefault(t.witness.outlet, set()).update(*(range(start, end) for start, end in ranges))
    if total < LEAST or min(map(len, carried.values())) >= CLIPPED * total:
        return None
    longest = testimonies[clip.base].witness
    part = [outlet for outlet in carried if len(carried[outlet]) < total]
    return Carriage(
        total=total,
        rows=tuple(
            Carried(
                source=sources[outlet],
                words=len(carried[outlet]),
                stretches=tuple(
                    Stretch(at=start, words=end - start, text=_printed(longest.quotation.text, clip.words[start:end]))
                    for start, end in ranges_of(sorted(carried[outlet]))
                ),
            )
            for outlet in (longest.outlet, *part)
        ),
        whole=tuple(source for outlet, source in sources.items() if outlet not in (longest.outlet, *part)),
        lang=longest.quotation.lang,
    )


def _printed(text: str, words: Sequence[tuple[int, int]]) -> str:
    """Some words as printed; of many, how they begin and end."""
    if len(words) <= SHOWN:
        return text[words[0][0] : words[-1][1]]
    return f"{text[words[0][0] : words[3][1]]} … {text[words[-3][0] : words[-1][1]]}"


def apart(shown: Sequence[Testimony]) -> Distances | None:
    """How far apart the outlets' wordings are; None if all print the same words, or there are too many to compare.

    `shown` are the wordings that are collated, one for each report; of an outlet's several reports the fullest counts.
    """
    fullest: dict[str, Testimony] = {}
    for t in shown:
        other = fullest.get(t.witness.outlet)
        if other is None or len(t.witness.quotation.text) > len(other.witness.quotation.text):
            fullest[t.witness.outlet] = t
    outlets = list(fullest.values())
    if not 1 < len(outlets) <= MOST:
        return None
    from digest.quotes.collate import distances

    table = distances([t.witness.quotation.text for t in outlets])
    if not any(apart for row in table for apart, _ in row):
        return None
    sources = [t.report.source for t in outlets]
    rows = []
    for i, row in enumerate(table):
        least = min(apart / max(of, 1) for j, (apart, of) in enumerate(row) if j != i)
        gaps = [Gap(apart=apart, of=of, nearest=apart / max(of, 1) == least) for apart, of in row]
        nearest = tuple(source for j, source in enumerate(sources) if j != i and gaps[j].nearest)
        rows.append(Apart(source=sources[i], gaps=(*gaps[:i], None, *gaps[i + 1 :]), nearest=nearest))
    return Distances(rows=tuple(rows))


def first(testimonies: Sequence[Testimony]) -> First | None:
    """Which report printed it first, as far as their dates and hours tell; None if only one report carries it.

    Of the earliest day every report that gives no hour may be the first, beside the one that gives the earliest.
    """
    reports = {t.report.id: t for t in testimonies}
    dated = [t for t in reports.values() if t.report.date]
    undated = tuple(t.report for t in reports.values() if not t.report.date)
    if len(reports) < 2:
        return None
    date = min((t.report.date for t in dated), default="")
    on_it = [t for t in dated if t.report.date == date]
    hour = min((t.report.time for t in on_it if t.report.time), default="")
    may_be = [t for t in on_it if t.report.time in ("", hour)]
    return First(
        date=date,
        reports=tuple(t.report for t in may_be),
        inferred=tuple(t.report.source for t in may_be if t.inferred),
        undated=undated,
    )


def attributions(
    speaker: NameCard | None, testimonies: Sequence[Testimony], echoes: Sequence[Echo]
) -> tuple[Attribution, ...]:
    """Whom the outlets name as the speaker, if not all name the same; the statement's own speaker first.

    Outlets that name nobody are left out: silence is no disagreement. Much the same words by another speaker are a
    statement of their own, and its outlets are named with it.
    """
    named: dict[str, tuple[NameCard, dict[str, SourceCard]]] = {}
    for t in testimonies:
        if t.speaker:
            named.setdefault(t.speaker.url, (t.speaker, {}))[1].setdefault(t.witness.outlet, t.report.source)
    found = [Attribution(speaker=card, sources=tuple(sources.values())) for card, sources in named.values()]
    found.sort(key=lambda a: (a.speaker != speaker, -len(a.sources), a.speaker.url))
    found += [Attribution(speaker=echo.speaker, sources=echo.sources, echo=echo.card) for echo in echoes]
    return tuple(found) if len(found) > 1 else ()
