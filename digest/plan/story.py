"""A story's page, and the index of stories: who quoted what, where the reports differ, in which order they came."""

from collections.abc import Iterable, Mapping

import msgspec

from digest.copied import independent
from digest.model.article import StoryHead
from digest.model.page import (
    Filling,
    Independence,
    Link,
    NameCard,
    PointView,
    ReportCard,
    SharedText,
    SourceCard,
    StoryIndex,
    StoryPage,
    Target,
)
from digest.model.site import Story
from digest.plan import cards, forms, matrix, notes, pictures, timeline, urls
from digest.plan.cards import per_cent
from digest.plan.planned import Planned
from digest.plan.tables import Tables
from digest.plan.unnamed import ToldApart

MOST_NAMES = 24


def plan(tables: Tables, id: str) -> Iterable[Planned]:
    story = tables.stories[id]
    head = story.head
    counts: dict[str, int] = dict.fromkeys((name for name in head.entities if name in tables.name_cards), 1000)
    for report in story.reports:
        for name in tables.facts[report].names:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMES]
    url = tables.story_links[id].url
    yield pictures.of_story(url, head.title, len(story.reports), len(story.outlets))
    answering = ((answer, tables.source_cards.get(answer)) for answer in _answering(head))
    yield Planned(
        url,
        story_page,
        (
            url,
            head,
            matrix.columns(tables, story),
            matrix.carried(tables, story),
            tuple([tables.report_cards[report] for report in story.reports]),
            tuple(tables.name_cards[name] for name in names),
            _place(tables, head.place),
            cards.targets(tables, head.refs),
            *_copied(tables, story),
            tuple((answer, card) for answer, card in answering if card),
        ),
        feeds=forms.feed(tables.story_links[id].url, "this story"),
    )


def newest_first(tables: Tables) -> list[tuple[str, Story]]:
    return sorted(tables.stories.items(), key=lambda item: (item[1].head.date, item[0]), reverse=True)


def index(tables: Tables) -> Iterable[Planned]:
    yield Planned(
        urls.index("stories"),
        story_index,
        (
            tuple(
                (tables.story_links[id], story.head.date, story.head.lead, len(story.reports), len(story.statements))
                for id, story in newest_first(tables)
            ),
        ),
    )


def _copied(tables: Tables, story: Story) -> tuple[tuple[SharedText, ...], Independence | None]:
    """Which of a story's reports share text, and how many of their texts are independent."""
    told = {id: tables.facts[id] for id in story.reports}
    standing = [id for id in story.reports if told[id].status != "withdrawn"]
    place = {id: i for i, id in enumerate(standing)}
    pairs = [
        (id, copy)
        for id in standing
        for copy in tables.copies.get(id) or ()
        if copy.id in place and place[id] < place[copy.id]
    ]
    pairs.sort(key=lambda pair: (-max(pair[1].share, pair[1].of_it), place[pair[0]], place[pair[1].id]))
    shared = tuple(
        SharedText(
            one=tables.report_cards[id],
            other=tables.report_cards[copy.id],
            of_one=per_cent(copy.share),
            of_other=per_cent(copy.of_it),
        )
        for id, copy in pairs
    )
    texts = independent(standing, [(id, copy.id) for id, copy in pairs if copy.dependent])
    if texts == len(standing):
        return shared, None
    outlets = len({told[id].outlet for id in standing})
    return shared, Independence(reports=len(standing), outlets=outlets, texts=texts)


def _place(tables: Tables, place: str) -> Link:
    card = tables.name_cards.get(place)
    return Link(url=card.url, label=card.name) if card else Link(url="", label=place)


def _answering(head: StoryHead) -> Iterable[str]:
    return dict.fromkeys(source for point in head.points for answer in point.answers for source in answer.sources)


def story_page(
    url: str,
    head: StoryHead,
    columns: tuple[tuple[str, SourceCard], ...],
    held: tuple[matrix.Carried, ...],
    reports: tuple[ReportCard, ...],
    names: tuple[NameCard, ...],
    place: Link,
    targets: tuple[Target, ...],
    shared: tuple[SharedText, ...],
    independence: Independence | None,
    answering: tuple[tuple[str, SourceCard], ...],
) -> StoryPage:
    apart = ToldApart((*(card for _, card in columns), *(report.source for report in reports)))
    reports = apart.reports(reports)
    return StoryPage(
        url=url,
        title=head.title,
        description=head.lead,
        section="stories",
        picture=pictures.at(url),
        date=head.date or min((r.date for r in reports if r.date), default=""),
        place=place.label,
        place_url=place.url,
        status=head.status,
        body=Filling(body=head.body, targets=targets, notes=notes.views(head.notes, targets)),
        matrix=matrix.matrix(columns, held, apart),
        points=_points(head, dict(answering)),
        reports=reports,
        strip=timeline.days(reports),
        names=names,
        shared=tuple(
            msgspec.structs.replace(pair, one=apart.report(pair.one), other=apart.report(pair.other)) for pair in shared
        ),
        independence=independence,
    )


def _points(head: StoryHead, sources: Mapping[str, SourceCard]) -> tuple[PointView, ...]:
    return tuple(
        PointView(
            ask=point.ask,
            answers=tuple((a.answer, tuple(sources[s] for s in a.sources if s in sources)) for a in point.answers),
            verdict=point.verdict,
            cert=point.cert,
            note=point.note,
        )
        for point in head.points
    )


def story_index(stories: tuple[tuple[Link, str, str, int, int], ...]) -> StoryIndex:
    return StoryIndex(
        url=urls.index("stories"),
        title="Stories",
        section="stories",
        stories=stories,
        description="Each event, through every outlet that reported it.",
    )
