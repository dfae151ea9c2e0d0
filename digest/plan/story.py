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
from digest.model.site import Site, Story
from digest.plan import matrix, notes, timeline, urls
from digest.plan.cards import Cards, per_cent
from digest.plan.planned import Planned
from digest.plan.unnamed import ToldApart

MOST_NAMES = 24


def plan(site: Site, cards: Cards) -> Iterable[Planned]:
    for id, story in site.stories.items():
        head = story.head
        counts: dict[str, int] = dict.fromkeys((name for name in head.entities if name in cards.names), 1000)
        for report in story.reports:
            for name, _ in site.reports[report].names:
                counts[name] = counts.get(name, 0) + 1
        names = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMES]
        yield Planned(
            cards.stories[id].url,
            story_page,
            (
                cards.stories[id].url,
                head,
                matrix.columns(site, cards, id),
                matrix.carried(site, cards, id),
                tuple(cards.reports[report] for report in story.reports),
                tuple(cards.names[name] for name in names),
                _place(cards, head.place),
                cards.targets(head.refs),
                *_copied(site, cards, story),
                tuple((answer, cards.sources[answer]) for answer in _answering(head) if answer in cards.sources),
            ),
        )
    newest = sorted(site.stories.items(), key=lambda item: (item[1].head.date, item[0]), reverse=True)
    yield Planned(
        urls.index("stories"),
        story_index,
        (tuple((cards.stories[id], s.head.date, s.head.lead, len(s.reports), len(s.statements)) for id, s in newest),),
    )


def _copied(site: Site, cards: Cards, story: Story) -> tuple[tuple[SharedText, ...], Independence | None]:
    """Which of a story's reports share text, and how many of their texts are independent."""
    standing = [id for id in story.reports if site.reports[id].head.status != "withdrawn"]
    place = {id: i for i, id in enumerate(standing)}
    pairs = [
        (id, copy)
        for id in standing
        for copy in site.reports[id].copies
        if copy.id in place and place[id] < place[copy.id]
    ]
    pairs.sort(key=lambda pair: (-max(pair[1].share, pair[1].of_it), place[pair[0]], place[pair[1].id]))
    shared = tuple(
        SharedText(
            one=cards.reports[id],
            other=cards.reports[copy.id],
            of_one=per_cent(copy.share),
            of_other=per_cent(copy.of_it),
        )
        for id, copy in pairs
    )
    texts = independent(standing, [(id, copy.id) for id, copy in pairs if copy.dependent])
    if texts == len(standing):
        return shared, None
    outlets = len({site.reports[id].outlet for id in standing})
    return shared, Independence(reports=len(standing), outlets=outlets, texts=texts)


def _place(cards: Cards, place: str) -> Link:
    card = cards.names.get(place)
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
