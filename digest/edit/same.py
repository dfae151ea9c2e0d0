"""Whether an edit leaves the edition linked as it was: the same ids, dates and outlets."""

from collections.abc import Iterable

from digest.link.ids import ROLES
from digest.model.article import EntityHead, Head, PageHead, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.plan.tables import Tables

_ALWAYS = ("id", "path", "was", "draft")
_MATTERS: dict[type[Head], tuple[str, ...]] = {
    QuoteHead: ("speaker", "to", "occasion", "same_as", "not_same_as", "base"),
    EntityHead: ("name", "type", "also", "wikidata"),
    SourceHead: ("name", "siglum", "kind", "also"),
    StoryHead: ("order",),
    PageHead: ("title",),
}
"""The fields of each kind of file that other files' links rest on. The foot of every page shows the pages' titles."""


def stays(old: Head, new: Head) -> bool:
    """Whether nothing that other files rest on is other than it was, of a file that is no report. What names nothing
    that is there is left to the link, which knows what to say of it."""
    if type(old) is not type(new) or any(getattr(old, f) != getattr(new, f) for f in (*_ALWAYS, *_MATTERS[type(new)])):
        return False
    return named_in(old) == named_in(new)


def named_in(head: Head) -> set[tuple[str, str]]:
    """The ids that a file names, each in its role."""
    found: set[tuple[str, str]] = {(ref.role, ref.id) for ref in head.refs}
    return found | {("link", id) for id in head.links} if isinstance(head, ReportHead) else found


def file_of(tables: Tables, id: str, kinds: Iterable[str] = ROLES["link"]) -> str:
    """`kind/id` of the file of one of some kinds that an id names, by way of its old ids too; empty if there is none.
    The kinds are tried as they are given."""
    name, outlet, statement = tables.names.get(id), tables.outlets.get(id), tables.statements.get(id)
    filed = {
        "entity": name is not None and name.head is not None,
        "source": outlet is not None and outlet.head is not None,
        "quote": statement is not None and statement.head is not None,
        "story": id in tables.stories,
        "report": id in tables.reports,
        "page": id in tables.pages,
    }
    for kind in kinds:
        if filed[kind]:
            return f"{kind}/{id}"
    return next((tables.redirects[old] for kind in kinds if (old := f"{kind}/{id}") in tables.redirects), "")
