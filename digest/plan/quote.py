"""A statement's page: every outlet's wording, where they part, what the editor makes of it."""

from collections.abc import Iterable

import msgspec

from digest.model.article import Original, QuoteHead
from digest.model.page import (
    Channel,
    Filling,
    Given,
    Link,
    NameCard,
    QuoteCard,
    QuotePage,
    SourceCard,
    Target,
    Wording,
    Words,
)
from digest.model.site import Statement, Witness
from digest.plan import attested, cards, forms, notes, pictures, urls
from digest.plan.attested import Echo, Testimony
from digest.plan.planned import Planned
from digest.plan.tables import Tables
from digest.plan.unnamed import ToldApart
from digest.plan.wordings import Shown, given, shown_wordings
from digest.text import shorten


def plan(tables: Tables, id: str) -> Iterable[Planned]:
    statement = tables.statements[id]
    if not statement.page:
        return
    carried = {witness.outlet for witness in statement.witnesses}
    head = statement.head
    story = tables.stories.get(statement.story)
    told = story.statements if story else ()
    to = [tables.name_cards.get(name) for name in head.to] if head else []
    if head:
        yield pictures.of_statement(tables.quote_cards[id])
    yield Planned(
        tables.quote_cards[id].url,
        quote_page,
        (
            tables.quote_cards[id],
            f"Q{told.index(id) + 1}" if id in told else "",
            head,
            tables.name_cards.get(statement.speaker),
            tuple(filter(None, to)),
            tables.story_links.get(statement.story),
            tuple(testimony(tables, witness) for witness in statement.witnesses),
            tuple(tables.source_cards[o] for o in (story.outlets if story else ()) if o not in carried),
            tuple(_echoes(tables, statement)),
            tuple((tables.quote_cards[other], why) for other, why in _related(tables, statement, told)),
            cards.targets(tables, head.refs) if head else (),
        ),
        forms.of_statement(tables.quote_cards[id].url, tables.quote_cards[id].wordings if head else 0),
        forms.feed(tables.quote_cards[id].url, "this statement") if head else (),
    )


def testimony(tables: Tables, witness: Witness) -> Testimony:
    via, via_url = cards.who(tables, witness.via) if witness.via else ("", "")
    facts = tables.facts[witness.report]
    return Testimony(
        witness=witness,
        report=tables.report_cards[witness.report],
        inferred=facts.inferred,
        address=facts.address,
        speaker=tables.name_cards.get(witness.speaker) if witness.speaker else None,
        via=via or witness.via_name,
        via_url=via_url,
    )


def _echoes(tables: Tables, statement: Statement) -> Iterable[Echo]:
    for id in statement.echoes:
        other = tables.statements[id]
        if other.speaker:
            outlets = dict.fromkeys(witness.outlet for witness in other.witnesses)
            yield Echo(
                speaker=tables.name_cards[other.speaker],
                card=tables.quote_cards[id],
                sources=tuple(tables.source_cards[outlet] for outlet in outlets),
            )


def _related(tables: Tables, statement: Statement, told: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Other statements worth a look: the same words by others first, then what the speaker said in the same story."""
    for id in statement.echoes:
        yield id, "much the same words, another speaker"
    head = statement.head
    for id in head.not_same_as if head else ():
        if id in tables.quote_cards and id not in statement.echoes:
            yield id, "alike, but not the same statement"
    for id in told if statement.speaker else ():
        if id != statement.id and id not in statement.echoes and tables.statements[id].speaker == statement.speaker:
            yield id, "the same speaker, on the same occasion"


def quote_page(
    card: QuoteCard,
    key: str,
    head: QuoteHead | None,
    speaker: NameCard | None,
    to: tuple[NameCard, ...],
    story: Link | None,
    testimonies: tuple[Testimony, ...],
    silent: tuple[SourceCard, ...],
    echoes: tuple[Echo, ...],
    related: tuple[tuple[QuoteCard, str], ...],
    targets: tuple[Target, ...],
) -> QuotePage:
    apart = ToldApart((*(t.report.source for t in testimonies), *silent, *(s for echo in echoes for s in echo.sources)))
    if apart.several:
        testimonies = tuple(msgspec.structs.replace(t, report=apart.report(t.report)) for t in testimonies)
        echoes = tuple(msgspec.structs.replace(echo, sources=apart.sources(echo.sources)) for echo in echoes)
    by_report = {(t.witness.report, t.witness.quotation.number): t for t in testimonies}
    shown = [by_report[w.report, w.quotation.number] for w in shown_wordings([t.witness for t in testimonies])]
    base = _base(head, shown)
    if base:  # the wording that the others are compared with stands first
        shown.insert(0, shown.pop(base))
    texts = [t.witness.quotation.text for t in shown]
    collated = Shown(texts, [t.report.source for t in shown], base=0 if base is not None else None)
    remarks = collated.remarks(head.variants if head else ())
    variants = collated.variants(remarks)
    how = dict(zip(map(id, testimonies), given([t.witness for t in testimonies]), strict=True))
    further = [t for t in testimonies if all(t is not other for other in shown)]
    anchors: dict[str, int] = {}
    rows = [_wording(t, collated.row(i), how[id(t)], anchors, card) for i, t in enumerate(shown)]
    rows += [_wording(t, (), how[id(t)], anchors, card, further=True) for t in further]
    title = card.gist.rstrip(".") if head else shorten(card.gist, 90)
    return QuotePage(
        url=card.url,
        title=title,
        description=f"{card.speaker or 'A statement'}: {card.gist} Every outlet’s wording, side by side.",
        section="quotes",
        picture=pictures.at(card.url) if head else "",
        card=card,
        key=key,
        speaker=speaker,
        to=to,
        story=story,
        kind=head.kind if head else "",
        channels=_channels(testimonies),
        brace=collated.brace(variants) if collated.worth_a_brace else None,
        variants=variants,
        wordings=tuple(rows),
        remarks=remarks,
        silent=apart.sources(silent),
        carriage=attested.carriage(testimonies),
        distances=attested.apart(shown),
        first=attested.first(testimonies),
        attributions=attested.attributions(speaker, testimonies, echoes),
        original=head.original if head else Original(),
        base=shown[0].report.source.name if base is not None else "",
        body=Filling(body=head.body, targets=targets, notes=notes.views(head.notes, targets)) if head else None,
        reports=tuple({t.report.id: t.report for t in testimonies}.values()),
        related=related,
        written=head is not None,
    )


def _base(head: QuoteHead | None, shown: list[Testimony]) -> int | None:
    """Which of the wordings the editor compares the others with."""
    wanted = head.base if head else ""
    return next((i for i, t in enumerate(shown) if wanted and wanted in (t.report.source.id, t.report.id)), None)


def _wording(
    t: Testimony,
    words: tuple[Words, ...],
    how: Given,
    anchors: dict[str, int],
    card: QuoteCard,
    *,
    further: bool = False,
) -> Wording:
    source, quotation = t.report.source, t.witness.quotation
    anchors[source.id] = anchors.get(source.id, 0) + 1
    nth = anchors[source.id]
    return Wording(
        source=source,
        report=Link(url=t.report.url + (f"#q{quotation.number}" if quotation.block else ""), label=t.report.title),
        words=words or (Words(text=quotation.text),),
        form=quotation.form,
        given=how,
        via=t.via,
        via_url=t.via_url,
        speaker=t.speaker.name if t.speaker and t.speaker.name != card.speaker else "",
        anchor=f"w-{source.id}" + (f"-{nth}" if nth > 1 else ""),
        text_url=urls.text_fragment(t.address, quotation.text),
        lang=quotation.lang,
        found=not quotation.typed,
        status=t.report.status,
        further=further,
    )


def _channels(testimonies: tuple[Testimony, ...]) -> tuple[Channel, ...]:
    """By whom the words came to which outlets; those without a credit last."""
    by_name: dict[tuple[str, str], dict[str, SourceCard]] = {}
    credited = {t.report.id for t in testimonies if t.via}
    for t in testimonies:
        if t.via or t.report.id not in credited:
            by_name.setdefault((t.via, t.via_url), {}).setdefault(t.report.id, t.report.source)
    named = [Channel(name=name, url=url, sources=tuple(s.values())) for (name, url), s in by_name.items()]
    return tuple(sorted(named, key=lambda c: (not c.name, -len(c.sources), c.name)))
