"""Site -> {url: Planned page}

The only place that makes a URL. Every page is planned here and made only if it is stale.
"""

from collections.abc import Mapping

from digest.diagnostic import Diagnostic, code, say
from digest.model.base import Record
from digest.model.page import Link
from digest.model.site import Site
from digest.model.source import Span
from digest.plan import az, entity, front, indexes, notes, quote, report, source, story, timeline
from digest.plan.cards import Cards
from digest.plan.planned import Planned
from digest.revised import Revision

__all__ = ["Plan", "Planned", "plan"]

SAME_URL = code(
    "same-url",
    "error",
    what="Two pages would have the same address.",
    why="One would hide the other, on some systems even where only the case of a letter differs.",
    instead="Rename one of the files.",
)


class Plan(Record, kw_only=True):
    """Every page of the site by its URL."""

    pages: dict[str, Planned]
    foot: tuple[Link, ...]
    """The editor's own pages, as the foot of every page lists them."""
    said: tuple[Diagnostic, ...]


def plan(site: Site, revisions: Mapping[str, tuple[Revision, ...]], *, title: str, motto: str) -> Plan:
    """Plan all pages. `revisions`: what outlets changed, by report id."""
    cards = Cards(site)
    pages: dict[str, Planned] = {}
    said: list[Diagnostic] = []
    for planned in (
        *front.plan(site, cards, title, motto),
        *story.plan(site, cards),
        *report.plan(site, cards, revisions),
        *quote.plan(site, cards),
        *entity.plan(site, cards),
        *source.plan(site, cards),
        *timeline.plan(site, cards),
        *notes.plan(site, cards),
        *az.plan(site, cards),
        *indexes.plan(site, cards),
    ):
        if planned.url in pages:
            said.append(say(SAME_URL, _place(site, planned.url), f"two pages would stand at {planned.url}"))
        pages.setdefault(planned.url, planned)
    return Plan(pages=pages, foot=tuple(cards.pages.values()), said=tuple(said))


def _place(site: Site, url: str) -> Span:
    """The file that lays claim to a URL that the site needs itself, as `content/pages/notes.md` does."""
    page = site.pages.get(url.strip("/"))
    return page.span if page else Span(path="content", start=0, end=0, line=1, column=1)
