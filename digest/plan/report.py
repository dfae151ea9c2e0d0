"""A report's page: our digest, notes beside it, who is quoted and named, and which other reports belong to it."""

from collections.abc import Iterable, Mapping

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
from digest.model.site import Copy, Kin, Report, Statement, Witness
from digest.plan import cards, forms, notes, pictures, urls
from digest.plan.cards import per_cent
from digest.plan.planned import Planned
from digest.plan.tables import Tables
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


def plan(tables: Tables, id: str) -> Iterable[Planned]:
    report = tables.reports[id]
    head = report.head
    story = tables.stories.get(head.story)
    keys = {s: f"Q{i}" for i, s in enumerate(story.statements, 1)} if story else {}
    said = tuple(_said(tables, report, keys))
    url = tables.report_cards[id].url
    kindred = tables.kin.get(id) or ()
    yield Planned(
        url,
        report_page,
        (
            head,
            tables.report_cards[id],
            tables.story_links.get(head.story),
            tuple([tables.report_cards[r] for r in story.reports]) if story else (),
            said,
            tables.named[id],
            tuple((start, end, tables.name_cards[name].url) for start, end, name in report.linked),
            kindred,
            tuple([tables.report_cards[kin.id] for kin in kindred]),
            tuple(_names(tables, kindred)),
            cards.targets(tables, head.refs),
            cards.links(tables, tables.backlinks.get(f"report/{id}") or ()),
            tuple((copy, tables.report_cards[copy.id]) for copy in tables.copies.get(id) or ()),
            tables.revisions.get(id) or (),
        ),
        forms.of_report(url, bool(head.notes) or any(entry.quotation.typed for entry in said)),
    )


def _said(tables: Tables, report: Report, keys: Mapping[str, str]) -> Iterable[Said]:
    numbered = dict(keys)
    for quotation, id in zip(report.head.quotes, report.statements, strict=True):
        card = tables.quote_cards[id]
        if card.url:
            numbered.setdefault(id, f"Q{len(numbered) + 1}")
        via, via_url = cards.who(tables, quotation.via) if quotation.via else ("", "")
        if quotation.channel and not via:
            witness = _witness(tables.statements[id], report.head.id, quotation.number)
            via, via_url = cards.who(tables, witness.via)
            via = via or witness.via_name
        yield Said(quotation=quotation, card=card, key=numbered.get(id, ""), via=via, via_url=via_url)


def _witness(statement: Statement, report: str, number: int) -> Witness:
    return next(w for w in statement.witnesses if w.report == report and w.quotation.number == number)


def _names(tables: Tables, kindred: tuple[Kin, ...]) -> Iterable[tuple[str, str]]:
    """The names by which reasons call entities, by id, so that the page's function needs nothing else."""
    for kin in kindred:
        for reason in kin.reasons:
            if reason.kind == "names":
                named = ((id, tables.name_cards.get(id)) for id in reason.items[: related.SPELT_OUT])
                yield from ((id, card.name) for id, card in named if card)


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
    keys = tuple(_key(entry, head.url) for entry in said)
    names = dict(kin_names)
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
        picture=pictures.at(story.url) if story else "",
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
            Related(report=other, reasons=_reasons(kin, names), points=kin.points, pinned=kin.pinned)
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
    return tuple([related.said(reason, names) for reason in kin.reasons if reason.kind != "pinned"])


def _key(said: Said, address: str) -> KeyView:
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
        text_url=urls.text_fragment(address, said.quotation.text),
        typed=said.quotation.typed,
    )
