"""The front page: the latest story with its matrix, one sentence in its wordings, the latest notes and reports."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from digest.config import Config
from digest.model.article import EditorVariant
from digest.model.base import Record
from digest.model.page import (
    Agreed,
    Brace,
    FrontPage,
    Link,
    QuoteCard,
    ReportCard,
    SourceCard,
    Variant,
)
from digest.model.site import Witness
from digest.plan import forms, lists, matrix, notes, pictures, story, timeline, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables
from digest.plan.unnamed import ToldApart
from digest.plan.wordings import Shown, shown_wordings

ROWS = 4
LATEST = 12
LATEST_NOTES = 3
STRIP_DAYS = 14
BRACED = 8
"""Statements that are looked through for it."""
UNTOLD = 100
"""Of an edition without stories the most varied that are looked through."""
CONTEXT = 4
"""Agreed words that stand on each side of the one variant that the front page shows."""


class Varied(Record, kw_only=True):
    """A statement whose wordings part, with what a brace of it needs."""

    card: QuoteCard
    witnesses: tuple[Witness, ...]
    sources: tuple[SourceCard, ...]
    editor: tuple[EditorVariant, ...]


def plan(tables: Tables, config: Config) -> Iterable[Planned]:
    stories = story.newest_first(tables)
    lead = stories[0] if stories else None
    newest = lists.latest(tables, LATEST)
    since = _since(newest)
    months = [month for month, _ in tables.lists.get("months") or () if month >= since[:7]]
    recent = [card for month in reversed(months) for card in lists.newest(tables, f"months/{month}")]
    noted = list(reversed(tables.lists.get("noted/") or ()))[:LATEST_NOTES]
    yield pictures.of_edition(config.title, config.motto)
    yield Planned(
        urls.FRONT,
        front_page,
        (
            config.title,
            config.motto,
            tables.story_links[lead[0]] if lead else None,
            lead[1].head.date if lead else "",
            lead[1].head.lead if lead else "",
            len(lead[1].reports) if lead else 0,
            matrix.columns(tables, lead[1]) if lead else (),
            matrix.carried(tables, lead[1]) if lead else (),
            _varied(tables, lead[1].statements if lead else ()),
            tuple(notes.of_report(tables, id) for _, _, id in noted),
            tuple(newest),
            tuple(card for card in recent if card.date >= since),
            tuple((tables.story_links[id], told.head.date, len(told.reports)) for id, told in stories[1:7]),
        ),
        feeds=forms.feed(urls.FRONT, "this edition")[1:],  # every page names the other
    )


def _varied(tables: Tables, told: Sequence[str]) -> tuple[Varied, ...]:
    """The lead story's statements that may be worth a brace: an editor has said why they vary, or they vary most.
    Without a story, those of the edition that vary most."""
    most = tables.lists.get("varied/") or ()
    ids = told or [id for wordings, outlets, id in most[:UNTOLD] if wordings < -1 and outlets < -1]
    cards = [card for card in map(tables.quote_cards.__getitem__, ids) if card.url]
    held = [(card, tables.statements[card.id]) for card in cards if card.wordings > 1 and card.outlets > 1]
    held.sort(
        key=lambda entry: (
            not (entry[1].head and entry[1].head.variants), -entry[0].wordings, -entry[0].outlets, entry[0].id
        )
    )  # fmt: skip
    return tuple(
        Varied(
            card=card,
            witnesses=(witnesses := shown_wordings(statement.witnesses)),
            sources=tuple(tables.source_cards[w.outlet] for w in witnesses),
            editor=statement.head.variants if statement.head else (),
        )
        for card, statement in held[:BRACED]
    )


def _since(newest: Sequence[ReportCard]) -> str:
    """The first day of the strip. It ends with the latest report: the clock is no input of a build."""
    latest = max((card.date for card in newest), default="")
    return (date.fromisoformat(latest) - timedelta(days=STRIP_DAYS - 1)).isoformat() if latest else "9999"


def front_page(
    title: str,
    motto: str,
    story: Link | None,
    story_date: str,
    standfirst: str,
    story_reports: int,
    columns: tuple[tuple[str, SourceCard], ...],
    held: tuple[matrix.Carried, ...],
    varied: tuple[Varied, ...],
    noted: tuple[notes.Noting, ...],
    latest: tuple[ReportCard, ...],
    recent: tuple[ReportCard, ...],
    others: tuple[tuple[Link, str, int], ...],
) -> FrontPage:
    latest_notes = [view for held in noted for view in notes.views(*held)]
    # A disagreement is news; a remark on a slip is not.
    _, braced = _one_variant(varied)
    apart = ToldApart(
        (
            *(card for _, card in columns),
            *(source for statement in varied if statement.card == braced for source in statement.sources),
            *(report.source for report in recent),
        )
    )
    brace, quote = _one_variant([msgspec.structs.replace(v, sources=apart.sources(v.sources)) for v in varied])
    order = ("disc", "var", "open", "corr", "src", "sic", "ctx", "")
    return FrontPage(
        url=urls.FRONT,
        title=title,
        description=standfirst or motto or title,
        story=story,
        story_date=story_date,
        story_reports=story_reports,
        standfirst=standfirst,
        matrix=matrix.matrix(columns, held, apart, ROWS) if held else None,
        brace=brace,
        brace_quote=quote,
        notes=tuple(sorted(latest_notes, key=lambda v: order.index(v.kind))[:LATEST_NOTES]),
        reports=apart.reports(latest),
        stories=others,
        strip=timeline.days(apart.reports(recent)),
    )


def _one_variant(varied: Sequence[Varied]) -> tuple[Brace | None, QuoteCard | None]:
    """One place where outlets part, between a few words on which they agree: the shortest that an editor explains."""
    found: list[tuple[tuple[bool, bool, int, str], Brace, QuoteCard]] = []
    for statement in varied:
        shown = Shown([w.quotation.text for w in statement.witnesses], statement.sources)
        if not shown.worth_a_brace:
            continue
        variants = shown.variants(shown.remarks(statement.editor))
        parts = shown.brace(variants).parts
        for at, variant in enumerate(parts):
            if isinstance(variant, Variant) and len(variant.readings) > 1:
                longest = max(len(r.text) for r in variant.readings)
                rank = (variant.cause != "translation", any(not r.text for r in variant.readings), longest)
                before = _words(parts[at - 1])[-CONTEXT:] if at else []
                after = _words(parts[at + 1])[:CONTEXT] if at + 1 < len(parts) else []
                brace = Brace(parts=(*_agreed(before), variant, *_agreed(after)))
                found.append(((*rank, statement.card.id), brace, statement.card))
    if not found:
        return None, None
    _, brace, card = min(found, key=lambda entry: entry[0])
    return brace, card


def _words(part: Agreed | Variant) -> list[str]:
    words = part.text.split() if isinstance(part, Agreed) else []
    return words[1:] if words and not any(c.isalnum() for c in words[0]) else words


def _agreed(words: list[str]) -> tuple[Agreed, ...]:
    return (Agreed(text=" ".join(words)),) if words else ()
