"""What other pages may know of a thing, made once for each thing."""

from collections.abc import Container, Iterable

from digest.model.page import Link, NameCard, QuoteCard, ReportCard, SourceCard, Target
from digest.model.site import Report, Site, Statement
from digest.model.source import Ref
from digest.plan import urls
from digest.plan.wordings import shown_wordings
from digest.text import shorten

_LINKED: tuple[str, ...] = ("entity", "source", "quote", "story", "report", "page")


class Cards:
    """All cards of a site by id."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.sources = {id: self._source(id) for id in site.outlets}
        self.names = {id: NameCard(url=urls.of("entity", id), name=n.name, type=n.type) for id, n in site.names.items()}
        self.reports = {id: self._report(report) for id, report in site.reports.items()}
        self.quotes = {id: self._quote(statement) for id, statement in site.statements.items()}
        self.stories = {id: Link(url=urls.of("story", id), label=s.head.title) for id, s in site.stories.items()}
        self.pages = {id: Link(url=urls.of("page", id), label=p.title) for id, p in site.pages.items()}
        self.named: dict[str, tuple[NameCard, ...]] = {
            id: tuple(self.names[name] for name, _ in report.names) for id, report in site.reports.items()
        }
        """The names of each report: shared by all pages that show them, so that they are fingerprinted once."""

    def _source(self, id: str) -> SourceCard:
        outlet = self._site.outlets[id]
        own, _, report = id.partition("~")
        return SourceCard(
            id=own,
            url=urls.of("source", own),
            name=outlet.name,
            siglum=outlet.siglum,
            known=outlet.known,
            only=urls.of("report", report) if report else "",
        )

    def _report(self, report: Report) -> ReportCard:
        head = report.head
        return ReportCard(
            id=head.id,
            url=urls.of("report", head.id),
            title=head.title,
            source=self.sources[report.outlet],
            date=head.date,
            time=head.time,
            quotes=len(head.quotes),
            notes=len(head.notes),
            lead=head.summary or head.lead,
            status="draft" if head.draft else head.status,
        )

    def _quote(self, statement: Statement) -> QuoteCard:
        shown = shown_wordings(statement.witnesses)
        longest = max((w.quotation.text for w in shown), key=len, default="")
        story = self._site.stories.get(statement.story)
        head = statement.head
        return QuoteCard(
            id=statement.id,
            url=urls.of("quote", statement.id) if statement.page else "",
            gist=head.gist if head else shorten(longest.rstrip(" ,;:"), 90),
            words=head is None,
            speaker=statement.speaker_name,
            said=(head.said if head else "") or min((self._date(w.report) for w in shown), default=""),
            outlets=len({w.outlet for w in statement.witnesses}),
            of=len(story.outlets) if story else 0,
            wordings=len({w.quotation.text.casefold().strip(" .,;:…") for w in shown}),
        )

    def _date(self, report: str) -> str:
        return self._site.reports[report].head.date

    def link(self, key: str) -> Link:
        """The page of a `kind/id`, by its title."""
        kind, _, id = key.partition("/")
        label = {
            "report": lambda: self.reports[id].title,
            "quote": lambda: self.quotes[id].gist,
            "entity": lambda: self.names[id].name,
            "source": lambda: self.sources[id].name,
            "story": lambda: self.stories[id].label,
            "page": lambda: self.pages[id].label,
        }[kind]()
        return Link(url=urls.of_key(key), label=label)

    def who(self, id: str) -> tuple[str, str]:
        """Name and URL of an entity or a source; empty strings if it is neither."""
        if id in self.names:
            return self.names[id].name, self.names[id].url
        if id in self.sources:
            return self.sources[id].name, self.sources[id].url
        return "", ""

    def targets(self, refs: Iterable[Ref]) -> tuple[Target, ...]:
        """Where the links in a text lead, each id once."""
        found: dict[str, Target] = {}
        for ref in refs:
            if ref.role == "link" and ref.id not in found and (key := self._key(ref.id)):
                kind, _, _ = key.partition("/")
                found[ref.id] = Target(id=ref.id, url=urls.of_key(key), kind=kind)  # type: ignore[arg-type]  # see _LINKED
        return tuple(found.values())

    def _key(self, id: str) -> str:
        site = self._site
        held: dict[str, Container[str]] = {
            "entity": site.names,
            "source": site.outlets,
            "quote": site.statements,
            "story": site.stories,
            "report": site.reports,
            "page": site.pages,
        }
        for kind in _LINKED:
            if id in held[kind]:
                return f"{kind}/{id}"
        return next((site.redirects[f"{kind}/{id}"] for kind in _LINKED if f"{kind}/{id}" in site.redirects), "")


def per_cent(share: float) -> int:
    """A share from 0 to 1 in whole per cent; what is there at all is at least one."""
    return max(1, round(100 * share)) if share else 0
