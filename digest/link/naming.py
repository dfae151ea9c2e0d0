"""Whom the texts name: entities of files and of plain lists, found in the words and told apart."""

from collections.abc import Container, Iterable, Mapping

from digest import names
from digest.model.article import Body, EntityHead, ReportHead, Run
from digest.model.base import Record
from digest.model.site import Name
from digest.text import slug


def index(heads: Iterable[EntityHead]) -> names.NameIndex:
    """The dictionary of all names that entity files give."""
    return names.index((h.id, h.type, (h.name, *(alias.text for alias in h.also))) for h in heads)


def mentions(dictionary: names.NameIndex, body: Body) -> tuple[names.Hit, ...]:
    """Where one text holds a name of the dictionary. Words that are no plain run (quoted, linked) are masked."""
    masked: list[tuple[int, int]] = []
    end = 0
    for block in body.blocks:
        for segment in block.segments:
            if isinstance(segment, Run) and segment.at >= end:
                if segment.at > end:
                    masked.append((end, segment.at))
                end = segment.at + len(segment.text)
    if end < len(body.text):
        masked.append((end, len(body.text)))
    return names.find(dictionary, body.text, masked=masked)


class People:
    """All entities, and which of them a string means."""

    def __init__(self, held: Mapping[str, Name], forms: Mapping[str, str], dictionary: names.NameIndex) -> None:
        self.names = held
        self.forms = forms
        """The id that each form of a name means, in lower case."""
        self._dictionary = dictionary
        self._seen: dict[tuple[str, str], str] = {}

    def id(self, name: str) -> str:
        """The entity that an id or a plain name means; empty if none."""
        return name if name in self.names else self.forms.get(name.casefold(), "")

    def speaker(self, mention: str, full: str) -> str:
        """The entity that a speaker as printed means: `Mr Putin`, in full `Vladimir Putin`; empty if none is known."""
        known = self._seen.get((mention, full))
        if known is None:
            known = self.id(full) or names.speaker(self._dictionary, mention, full) or self.id(mention)
            self._seen[mention, full] = known
        return known


def people(
    entities: Mapping[str, EntityHead],
    reports: Iterable[ReportHead],
    outlets: Container[str],
    dictionary: names.NameIndex,
) -> People:
    """Those of files, and those that stand as plain names in reports' lists and are no outlet's."""
    held: dict[str, Name] = {}
    forms: dict[str, str] = {}
    for id, head in sorted(entities.items()):
        held[id] = Name(id=id, name=head.name, type=head.type, head=head)
        for form in (head.name, *(alias.text for alias in head.also)):
            forms.setdefault(form.casefold(), id)
    plain = {name for report in reports for name in report.entities if name not in entities and name not in outlets}
    for name in sorted(plain):
        if name.casefold() not in forms:
            id = slug(name)
            held.setdefault(id, Name(id=id, name=name))
            forms[name.casefold()] = id
    return People(held, forms, dictionary)


class Named(Record, kw_only=True):
    """What one report names."""

    names: tuple[tuple[str, int], ...]
    linked: tuple[tuple[int, int, str], ...]
    forms: tuple[tuple[str, str], ...]
    """Entity and form, for each form of a name that it prints."""
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...]


def named(head: ReportHead, hits: tuple[names.Hit, ...], people: People) -> Named:
    """Tell a report's names apart; the first mention of each becomes a link unless the editor linked it already."""
    hidden = frozenset(head.not_entities)
    found = names.resolve(hits, listed=[id for id in head.entities if id in people.names], barred=hidden)
    counts = dict(found.counts)
    at = list(found.resolved)
    for mention in head.mentions:
        if (id := people.id(mention.name)) and people.names[id].head is None:
            at.append((mention.at, mention.end, id))
            counts[id] = counts.get(id, 0) + 1
    at.sort()
    order = dict.fromkeys(id for id in head.links if id in people.names)
    order |= dict.fromkeys(id for _, _, id in at)
    order |= dict.fromkeys(id for id, _ in found.counts)
    order |= dict.fromkeys(filter(None, map(people.id, head.entities)))
    linked: dict[str, tuple[int, int, str]] = {}
    for start, end, id in at:
        if id not in hidden and id not in head.links:
            linked.setdefault(id, (start, end, id))
    return Named(
        names=tuple((id, max(1, counts.get(id, 1))) for id in order if id not in hidden),
        linked=tuple(sorted(linked.values())),
        forms=tuple(sorted({(meant, hit.name) for hit in hits if (meant := _meant(hit, counts))})),
        ambiguous=found.ambiguous,
    )


def _meant(hit: names.Hit, counts: Mapping[str, int]) -> str:
    """The one entity of the report that a hit can mean; empty if there are several."""
    fits = [id for id in hit.ids if id in counts]
    return fits[0] if len(fits) == 1 else ""
