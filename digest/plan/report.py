"""A report's page: our digest, notes beside it, who is quoted and named, and which other reports belong to it."""

from collections.abc import Iterable, Mapping

import msgspec

from digest import related
from digest.model.article import Quotation, ReportHead
from digest.model.base import Record
from digest.model.page import (
    Changed,
    Filling,
    KeyView,
    Link,
    Linked,
    NameCard,
    QuoteCard,
    Related,
    ReportCard,
    ReportPage,
    Revised,
    Sharing,
    Target,
)
from digest.model.site import Copy, Kin, Report, Site, Witness
from digest.plan import notes
from digest.plan.cards import Cards, per_cent
from digest.plan.planned import Planned
from digest.plan.unnamed import ToldApart
from digest.revised import Revision
from digest.text import shorten

REVISIONS = 6
"""Revisions that are shown, the latest: a page that is written on all day is saved many times."""
CHANGES = 8
"""Changes of one revision that are shown."""
LONGEST = 90
"""Characters shown of the words that went, and of those that came."""
BESIDE = 4
"""Words shown before and after a change."""


class Said(Record, kw_only=True):
    """One quotation of the report, and what its statement's card says."""

    quotation: Quotation
    card: QuoteCard
    key: str
    via: str = ""
    via_url: str = ""


def plan(site: Site, cards: Cards, revisions: Mapping[str, tuple[Revision, ...]]) -> Iterable[Planned]:
    keys = {id: {s: f"Q{i}" for i, s in enumerate(story.statements, 1)} for id, story in site.stories.items()}
    heard = {(w.report, w.quotation.number): w for s in site.statements.values() for w in s.witnesses}
    neighbours = {id: tuple(cards.reports[r] for r in story.reports) for id, story in site.stories.items()}
    for id, report in site.reports.items():
        head = report.head
        yield Planned(
            cards.reports[id].url,
            report_page,
            (
                head,
                cards.reports[id],
                cards.stories.get(head.story),
                neighbours.get(head.story, ()),
                tuple(_said(cards, report, keys.get(head.story, {}), heard)),
                cards.named[id],
                tuple((start, end, cards.names[name].url) for start, end, name in report.linked),
                report.related,
                tuple([cards.reports[kin.id] for kin in report.related]),
                tuple(_names(cards, report.related)),
                cards.targets(head.refs),
                tuple(cards.link(key) for key in report.backlinks),
                tuple((copy, cards.reports[copy.id]) for copy in report.copies),
                revisions.get(id, ()),
            ),
        )


def _said(
    cards: Cards, report: Report, keys: Mapping[str, str], heard: Mapping[tuple[str, int], Witness]
) -> Iterable[Said]:
    numbered = dict(keys)
    for quotation, statement in zip(report.head.quotes, report.statements, strict=True):
        card = cards.quotes[statement]
        if card.url:
            numbered.setdefault(statement, f"Q{len(numbered) + 1}")
        via, via_url = cards.who(quotation.via)
        witness = None if via else heard.get((report.head.id, quotation.number))
        if witness:
            via, via_url = cards.who(witness.via)
            via = via or witness.via_name
        yield Said(quotation=quotation, card=card, key=numbered.get(statement, ""), via=via, via_url=via_url)


def _names(cards: Cards, kindred: tuple[Kin, ...]) -> Iterable[tuple[str, str]]:
    """The names by which reasons call entities, by id, so that the page's function needs nothing else."""
    for kin in kindred:
        for reason in kin.reasons:
            if reason.kind == "names":
                yield from ((id, cards.names[id].name) for id in reason.items[: related.SPELT_OUT] if id in cards.names)


def report_page(
    head: ReportHead,
    card: ReportCard,
    story: Link | None,
    among: tuple[ReportCard, ...],
    said: tuple[Said, ...],
    named: tuple[NameCard, ...],
    linked: tuple[tuple[int, int, str], ...],
    kindred: tuple[Kin, ...],
    kin_cards: tuple[ReportCard, ...],
    kin_names: tuple[tuple[str, str], ...],
    targets: tuple[Target, ...],
    backlinks: tuple[Link, ...],
    copies: tuple[tuple[Copy, ReportCard], ...],
    revisions: tuple[Revision, ...],
) -> ReportPage:
    among = ToldApart(other.source for other in among).reports(among)
    keys = tuple(_key(entry) for entry in said)
    place = next((i for i, other in enumerate(among, 1) if other.id == card.id), 0)
    quoted: dict[str, KeyView] = {}
    for key, entry in zip(keys, said, strict=True):
        if entry.quotation.block and (key.key or entry.quotation.speaker):
            quoted.setdefault(entry.card.id, key)
    return ReportPage(
        url=card.url,
        title=card.title,
        description=card.lead,
        section="reports",
        card=card,
        story=story,
        place=place,
        among=tuple((other, other.id == card.id) for other in among),
        previous=among[place - 2] if place > 1 else None,
        next=among[place] if 0 < place < len(among) else None,
        headline=head.headline,
        byline=head.byline,
        dateline=head.dateline,
        original=head.url,
        date_note=head.date_note,
        date_cert=head.date_cert,
        source_note=head.source_note,
        lang=head.lang,
        body=Filling(
            body=head.body,
            targets=targets,
            keys=keys,
            names=tuple(Linked(at=start, end=end, url=url) for start, end, url in linked),
            notes=notes.views(head.notes, targets),
        ),
        quoted=tuple(quoted.values()),
        listed=tuple((key, e.quotation.text) for key, e in zip(keys, said, strict=True) if not e.quotation.block),
        named=named,
        related=tuple(
            Related(report=other, reasons=_reasons(kin, dict(kin_names)), points=kin.points, pinned=kin.pinned)
            for kin, other in zip(kindred, kin_cards, strict=True)
        ),
        backlinks=backlinks,
        shares=tuple(Sharing(report=other, share=per_cent(copy.share)) for copy, other in copies),
        revisions=tuple(_revised(revision) for revision in revisions if revision.changes)[-REVISIONS:],
        corrections=head.corrections,
        checked=head.checked_on,
    )


def _revised(revision: Revision) -> Revised:
    """What may be shown of it: the article itself is its outlet's."""
    return Revised(
        since=revision.old,
        on=revision.new,
        changes=tuple(
            Changed(
                before=" ".join(change.before.split()[-BESIDE:]),
                old=shorten(change.old, LONGEST),
                new=shorten(change.new, LONGEST),
                after=" ".join(change.after.split()[:BESIDE]),
            )
            for change in revision.changes[:CHANGES]
        ),
        more=max(0, len(revision.changes) - CHANGES),
    )


def _reasons(kin: Kin, names: Mapping[str, str]) -> tuple[str, ...]:
    """In words, the strongest first; the page has a word of its own for what the editor chose."""
    return tuple(
        related.said(
            msgspec.structs.replace(reason, items=tuple(names.get(id, id) for id in reason.items))
            if reason.kind == "names"
            else reason
        )
        for reason in kin.reasons
        if reason.kind != "pinned"
    )


def _key(said: Said) -> KeyView:
    return KeyView(
        quote=said.quotation.number,
        key=said.key if said.card.url else "",
        url=said.card.url,
        gist=said.card.gist,
        words=said.card.words,
        speaker=said.card.speaker or said.quotation.speaker,
        outlets=said.card.outlets,
        wordings=said.card.wordings,
        via=said.via,
        via_url=said.via_url,
        typed=said.quotation.typed,
    )
