"""Fields and body -> head: one function a kind of file."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from digest.fields import Places, Text
from digest.model.article import (
    Alias,
    Answer,
    Correction,
    EditorVariant,
    EntityHead,
    Head,
    Mention,
    Original,
    PageHead,
    Point,
    Quotation,
    QuoteHead,
    ReportHead,
    SourceHead,
    StoryHead,
)
from digest.model.source import Ref
from digest.parse.schema import (
    AliasFields,
    EntityFields,
    PageFields,
    QuoteFields,
    ReportFields,
    SourceFields,
    StoryFields,
    is_id,
)


class Place:
    """Where a file's fields stand, for the references in them."""

    __slots__ = ("places", "refs", "source")

    def __init__(self, source: Text, places: Places) -> None:
        self.source = source
        self.places = places
        self.refs: list[Ref] = []

    def ref(self, role: str, id: str, *loc: str | int) -> None:
        """Note that the field at `loc` names an id. A plain name is none, and `unknown` is nobody's."""
        if id and id != "unknown" and is_id(id):
            start, end = self.places.find(loc)
            inside = self.source.text.find(id, start, end)
            start = inside if inside >= 0 else start
            self.refs.append(
                Ref(id=id, role=cast(Any, role), span=self.source.span(start, start + len(id) if inside >= 0 else end))
            )

    def each(self, role: str, ids: Iterable[str], *loc: str | int) -> None:
        """The same of a list, which may be written as a single value."""
        listed = bool(self.places.parts) and self._is_list(loc)
        for index, id in enumerate(ids):
            self.ref(role, id, *loc, *((index,) if listed else ()))

    def _is_list(self, loc: tuple[str | int, ...]) -> bool:
        here = self.places
        for step in loc:
            if step not in here.parts:
                return False
            here = here.parts[step]
        return bool(here.parts)


def report(fields: ReportFields, place: Place, common: dict[str, Any], **facts: Any) -> Head:
    day, time = fields.date
    place.ref("source", fields.source, "source")
    place.ref("story", fields.story, "story")
    kept = [(index, name) for index, name in enumerate(fields.entities) if not _is_not(name)]
    for index, name in enumerate(fields.entities):
        if _is_not(name):
            place.ref("entity", name[1:], "entities", index)
        else:
            place.ref("entity", name, "entities", index)
    pin, hide = (fields.related.pin, fields.related.hide) if fields.related else ((), ())
    place.each("report", pin, "related", "pin")
    place.each("report", hide, "related", "hide")
    place.each("report", fields.shares_text_with, "shares_text_with")
    text_quotes: tuple[Quotation, ...] = facts.pop("quotes")
    return ReportHead(
        **common,
        **facts,
        draft=fields.draft or fields.status == "draft",
        date=day,
        time=time,
        date_note=fields.date_note,
        date_cert=fields.date_cert,
        source=fields.source,
        source_note=fields.source_note,
        title=fields.title,
        headline=fields.headline,
        byline=fields.byline,
        dateline=fields.dateline,
        url=fields.url,
        lang=fields.lang,
        story=fields.story,
        summary=fields.summary,
        entities=tuple(name for _, name in kept),
        not_entities=tuple(name[1:] for name in fields.entities if _is_not(name)),
        quotes=(*text_quotes, *_listed(fields, place, len(text_quotes))),
        pin=pin,
        hide=hide,
        shares_text_with=fields.shares_text_with,
        status=fields.status,
        checked_by=fields.checked.by if fields.checked else "",
        checked_on=fields.checked.on if fields.checked else "",
        corrections=tuple(Correction(on=one.on, what=one.what) for one in fields.corrections),
    )


def _is_not(name: str) -> bool:
    """`-minsk`: not this one."""
    return name.startswith("-") and is_id(name[1:])


def _listed(fields: ReportFields, place: Place, before: int) -> Iterable[Quotation]:
    for index, quote in enumerate(fields.quotes):
        place.ref("q", quote.q, "quotes", index, "q")
        place.ref("via", quote.via, "quotes", index, "via")
        place.ref("by", quote.by, "quotes", index, "by")
        yield Quotation(
            number=before + index + 1,
            text=quote.text,
            form=quote.as_,
            typed=True,
            q=quote.q,
            by=quote.by,
            via=quote.via,
            cert=quote.cert,
            lang=quote.lang,
            span=place.source.span(*place.places.find(("quotes", index, "text"))),
        )


def quote(fields: QuoteFields, place: Place, common: dict[str, Any]) -> Head:
    place.ref("by", fields.speaker, "speaker")
    place.each("to", fields.to, "to")
    place.ref("story", fields.occasion, "occasion")
    place.ref("base", fields.base, "base")
    place.each("statement", fields.same_as, "same_as")
    place.each("statement", fields.not_same_as, "not_same_as")
    original = fields.original
    return QuoteHead(
        **common,
        draft=fields.draft,
        gist=fields.gist,
        speaker=fields.speaker,
        to=fields.to,
        said=fields.said,
        occasion=fields.occasion,
        kind=fields.kind,
        base=fields.base,
        original=Original(lang=original.lang, seen=original.seen, text=original.text, url=original.url)
        if original
        else Original(),
        variants=tuple(
            EditorVariant(
                words=variant.words,
                kind=variant.kind,
                cert=variant.cert,
                note=variant.note,
                span=place.source.span(*place.places.find(("variants", index, "words"))),
            )
            for index, variant in enumerate(fields.variants)
        ),
        same_as=fields.same_as,
        not_same_as=fields.not_same_as,
    )


def entity(fields: EntityFields, _: Place, common: dict[str, Any]) -> Head:
    return EntityHead(
        **common,
        draft=fields.draft,
        name=fields.name,
        type=fields.type,
        also=_aliases(fields.also),
        role=fields.role,
        wikidata=fields.wikidata,
    )


def source(fields: SourceFields, _: Place, common: dict[str, Any]) -> Head:
    return SourceHead(
        **common,
        draft=fields.draft,
        name=fields.name,
        siglum=fields.siglum,
        kind=fields.kind,
        country=fields.country,
        lang=fields.lang,
        url=fields.url,
        wikidata=fields.wikidata,
        also=_aliases(fields.also),
        style=fields.style,
    )


def _aliases(also: Iterable[AliasFields]) -> tuple[Alias, ...]:
    return tuple(Alias(text=alias.text, lang=alias.lang) for alias in also)


def story(fields: StoryFields, place: Place, common: dict[str, Any]) -> Head:
    place.ref("place", fields.place, "place")
    place.each("entity", fields.entities, "entities")
    place.each("source", fields.order, "order")
    for index, point in enumerate(fields.points):
        for answer, sources in point.answers.items():
            place.each("source", sources, "points", index, "answers", answer)
    return StoryHead(
        **common,
        draft=fields.draft,
        title=fields.title,
        date=fields.date,
        place=fields.place,
        entities=fields.entities,
        status=fields.status,
        order=fields.order,
        points=tuple(
            Point(
                ask=point.ask,
                answers=tuple(Answer(answer=answer, sources=sources) for answer, sources in point.answers.items()),
                verdict=point.verdict,
                cert=point.cert,
                note=point.note,
            )
            for point in fields.points
        ),
    )


def page(fields: PageFields, _: Place, common: dict[str, Any]) -> Head:
    return PageHead(**common, draft=fields.draft, title=fields.title, description=fields.description)


OTHERS: dict[str, Callable[[Any, Place, dict[str, Any]], Head]] = {
    "quote": quote,
    "entity": entity,
    "source": source,
    "story": story,
    "page": page,
}


def mentions(names: Iterable[str], text: str, runs: Sequence[tuple[int, int]]) -> tuple[Mention, ...]:
    """Where the running words hold one of these plain names, at most twenty places a name; the longest name first."""
    starts = [start for start, _ in runs]
    made: list[Mention] = []
    longer = ""
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        taken = [(mention.at, mention.end) for mention in made] if name in longer else []
        longer += name + "\n"
        at = text.find(name)
        count = 0
        while at >= 0 and count < 20:
            end = at + len(name)
            index = bisect_right(starts, at) - 1
            if (
                index >= 0
                and end <= runs[index][1]
                and not text[max(at - 1, 0) : at].isalnum()
                and not text[end : end + 1].isalnum()
                and not (taken and any(start < end and at < stop for start, stop in taken))
            ):
                made.append(Mention(name=name, at=at, end=end))
                count += 1
            at = text.find(name, end)
    return tuple(sorted(made, key=lambda mention: mention.at))
