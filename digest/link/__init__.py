"""Heads -> Site | diagnostics

The only stage that sees all files at once, and it sees heads only. It decides what each id, name and quotation means;
the pages show what it decided.
"""

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from digest import related
from digest.copied import Shared
from digest.diagnostic import Diagnostic
from digest.link.copies import sharing
from digest.link.ids import Ids, kind_of
from digest.link.kin import kin
from digest.link.naming import named, people
from digest.link.outlets import outlets
from digest.link.statements import Bonds, statements
from digest.link.stories import stories
from digest.model.article import EntityHead, Head, PageHead, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.model.base import Record
from digest.model.site import Report, Site
from digest.names import Hit, NameIndex

if TYPE_CHECKING:
    from digest.link.grouping import Grouped

__all__ = ["Bonds", "Linked", "kind_of", "link", "published", "relate", "related_in"]


class Linked(Record, kw_only=True):
    """The edition as a whole, and what is to be said of it."""

    site: Site
    said: tuple[Diagnostic, ...]
    near: tuple[tuple[str, str, float], ...]
    """Quotations `report#number` that are nearly one statement: for review, never on a page."""
    ambiguous: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Report, name as printed, and the entities that it fits."""
    forms: Mapping[str, str]
    """The id of the name that each form of a name means, in lower case."""
    grouped: "Grouped"
    """For the next link to go on from."""
    bonds: Bonds


def link(
    heads: Iterable[Head],
    hits: Mapping[str, tuple[Hit, ...]],
    dictionary: NameIndex,
    unread: Collection[str] = (),
    last: "Grouped | None" = None,
    parts: MutableMapping[str, bytes] | None = None,
) -> Linked:
    """Link all heads; no report is related to another yet (`relate`). `hits` are the names found in each report's text,
    by report id; `unread` the `kind/id`s of files that have no head because of errors; `last` how the last link grouped
    quotations, `parts` what it and edits since have kept. Independent of all order, and of what was before.
    """
    parts = {} if parts is None else parts
    ids = Ids(heads)
    reports: dict[str, ReportHead] = _of(ids, ReportHead)
    quotes: dict[str, QuoteHead] = _of(ids, QuoteHead)
    sources: dict[str, SourceHead] = _of(ids, SourceHead)
    houses, outlet_of = outlets(sources, reports.values())
    outlet_names = {*sources, *(outlet.name for outlet in houses.values())}
    known = people(_of(ids, EntityHead), reports.values(), outlet_names, dictionary)
    said = statements(list(reports.values()), quotes, outlet_of, known, last, parts)
    tales = stories(_of(ids, StoryHead), reports.values(), said.by_id.values(), outlet_of)
    ids.check(
        (ref for kind in ids.by_kind.values() for head in kind.values() for ref in head.refs),
        {"entity": known.names, "source": houses},
        unread,
    )
    naming = {id: named(head, hits.get(id, ()), known) for id, head in reports.items()}
    carried = {id: tuple(said.of[id, quotation.number] for quotation in head.quotes) for id, head in reports.items()}
    backlinks = _backlinks(ids)
    site = Site(
        reports={
            id: Report(
                head=head,
                outlet=outlet_of[id],
                names=naming[id].names,
                linked=naming[id].linked,
                forms=naming[id].forms,
                statements=carried[id],
            )
            for id, head in reports.items()
        },
        kin={},
        copies={},
        statements=said.by_id,
        names=known.names,
        outlets=houses,
        stories=tales,
        pages=_of(ids, PageHead),
        backlinks=backlinks,
        redirects=ids.redirects,
    )
    return Linked(
        site=site,
        said=tuple(ids.said),
        near=said.near,
        ambiguous=tuple((id, text, fits) for id in reports for text, fits in naming[id].ambiguous),
        forms=known.forms,
        grouped=said.grouped,
        bonds=said.bonds,
    )


def relate(site: Site, shared: Sequence[Shared], parts: related.Parts) -> Site:
    """The same with what its reports share: text, by the pairs that were found to share some, and so much else that
    they are related. No rule asks for it. `parts`: what was kept of who is related to whom."""
    heads = {id: report.head for id, report in site.reports.items()}
    names = {id: report.names for id, report in site.reports.items()}
    carried = {id: report.statements for id, report in site.reports.items()}
    copied = sharing(heads, shared, site.redirects)
    kin(heads, names, carried, site.statements, copied, parts)
    return related_in(msgspec.structs.replace(site, copies=copied), parts)


def related_in(site: Site, parts: related.Parts) -> Site:
    """The same with the related reports that were found of it and put into `parts`. Raises Lost."""
    index = related.Index.opened(parts)
    if index is None:
        raise related.Lost
    return msgspec.structs.replace(site, kin=index.whole())


def published(heads: Iterable[Head]) -> list[Head]:
    """The heads with nothing left of what was withdrawn but the fact: its words must appear nowhere on the site."""
    return [_withdrawn(head) if isinstance(head, ReportHead) and head.status == "withdrawn" else head for head in heads]


WITHDRAWN = "Withdrawn report"
"""In the place of its title, which is as often as not the headline, and what it was withdrawn for."""


def _withdrawn(head: ReportHead) -> ReportHead:
    """Its outlet and date, and why it was withdrawn. The article's address would tell its headline."""
    return ReportHead(
        id=head.id,
        path=head.path,
        span=head.span,
        was=head.was,
        body="",
        date=head.date,
        time=head.time,
        source=head.source,
        title=WITHDRAWN,
        lang=head.lang,
        story=head.story,
        status=head.status,
        corrections=head.corrections,
        draft=head.draft,
    )


_H = TypeVar("_H", bound=Head)


def _of(ids: Ids, kind: type[_H]) -> dict[str, _H]:
    """The heads of one kind by id."""
    return {id: head for heads in ids.by_kind.values() for id, head in heads.items() if isinstance(head, kind)}


def _backlinks(ids: Ids) -> dict[str, tuple[str, ...]]:
    """For any `kind/id`, the files whose text links to it. Reports that name an entity are its reports, not these."""
    found: dict[str, set[str]] = {}
    for kind, heads in ids.by_kind.items():
        for head in heads.values():
            links = {ref.id for ref in head.refs if ref.role == "link"}
            for id in sorted(links.union(head.links) if isinstance(head, ReportHead) else links):
                target = ids.find(id, ("entity", "source", "quote", "story", "report", "page"))
                if target and not (kind == "report" and target.startswith(("entity/", "source/"))):
                    found.setdefault(target, set()).add(f"{kind}/{head.id}")
    return {target: tuple(sorted(froms - {target})) for target, froms in sorted(found.items())}
