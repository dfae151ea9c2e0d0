"""The linked edition as an editor asks for it: which ids there are, what each stands for, and where it is named."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from digest.link.ids import ROLES, kind_of, quotation_named
from digest.model.article import EntityHead, Head, PageHead, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.model.source import Kind, Ref, Span
from digest.plan import Tables

Key = tuple[Kind, str]
"""The kind and the id of a file, or of a statement that has none."""


class Card(NamedTuple):
    """What an id stands for."""

    key: Key
    name: str
    """A name, a title, or what was said."""
    facts: str
    """A few words beside it."""


class Library:
    """All ids of an edition."""

    def __init__(self, site: Tables) -> None:
        """`site`: the rows of the edition, which nobody changes meanwhile."""
        self.site = site
        self.heads: dict[Key, Head] = {(kind_of(head), head.id): head for head in _heads(site)}
        typed = (
            w.quotation.q for s in site.statements.values() if s.head is None for w in s.witnesses if w.quotation.q
        )
        self._unfiled = frozenset(typed)
        self._made: dict[Kind, list[tuple[Card, str]]] = {}
        self._by_kind: dict[Kind, list[Key]] = {}
        for key in {*self.heads, *(("quote", id) for id in self._unfiled)}:
            self._by_kind.setdefault(key[0], []).append(key)

    def find(self, id: str, kinds: Sequence[Kind]) -> Key | None:
        """What an id names, also an old one, among the kinds that it may name."""
        for kind in kinds:
            if (kind, id) in self.heads or (kind == "quote" and id in self._unfiled):
                return kind, id
        for kind in kinds:
            now = self.site.redirects.get(f"{kind}/{id}")
            if now is not None:
                return kind, now.partition("/")[2]
        return None

    def named(self, ref: Ref) -> Key | None:
        """What a reference names."""
        return self.find(ref.id, ROLES[ref.role])

    def like(self, typed: str, kinds: Iterable[Kind]) -> list[Card]:
        """The cards of the ids of some kinds that hold what was typed, in their id or their name; those that begin with
        it come first."""
        plain = typed.casefold()
        found = [card for kind in kinds for card, name in self._cards(kind) if plain in card.key[1] or plain in name]
        return sorted(found, key=lambda card: not card.key[1].startswith(plain))

    def _cards(self, kind: Kind) -> list[tuple[Card, str]]:
        """The cards of a kind by id, with their names as they are looked for; made once, for they are asked for at
        every letter of an id."""
        if kind not in self._made:
            cards = [self.card(key) for key in sorted(self._by_kind.get(kind, ()))]
            self._made[kind] = [(card, card.name.casefold()) for card in cards]
        return self._made[kind]

    def card(self, key: Key) -> Card:
        match self.heads.get(key):
            case ReportHead(title=title, date=date, source=source):
                return Card(key, title, ", ".join((self._outlet(source), date or "undated")))
            case EntityHead(name=name, type=type, role=role):
                return Card(key, name, ", ".join(filter(None, (type, role))))
            case SourceHead(name=name, siglum=siglum, kind=kind, country=country):
                return Card(key, name, ", ".join(filter(None, (siglum, kind, country))))
            case StoryHead(title=title, date=date, status=status):
                return Card(key, title, ", ".join(filter(None, (date, status))))
            case QuoteHead(gist=gist, speaker=speaker, said=said):
                return Card(key, gist, ", ".join(filter(None, (self._name(speaker), said))))
            case PageHead(title=title):
                return Card(key, title, "page")
            case _:  # a statement without a file: its words tell
                statement = self.site.statements.get(key[1])
                words = statement.witnesses[0].quotation.text if statement and statement.witnesses else key[1]
                return Card(key, f"“{words}”", statement.speaker_name if statement else "")

    def told(self, key: Key) -> str:
        """The card as Markdown, with what the edition knows of it."""
        card, site = self.card(key), self.site
        kind, id = key
        lines = [f"**{_plain(card.name)}**", f"{kind} `{id}`" + (f" · {_plain(card.facts)}" if card.facts else "")]
        match self.heads.get(key):
            case EntityHead(also=also) | SourceHead(also=also) if also:
                lines.append("also: " + _plain(", ".join(alias.text for alias in also)))
            case ReportHead(headline=headline) if headline:
                lines.append(f"headline: {_plain(headline)}")
            case _:
                pass
        count = 0
        if kind == "quote" and id in site.statements:
            seen = dict.fromkeys(witness.report for witness in site.statements[id].witnesses)
            lines += [f"- {_plain(self._line(report))}" for report in [*seen][:_MOST]]
            count = len(seen)
        elif kind == "story" and id in site.stories:
            reports = site.stories[id].reports
            lines += [f"- {_plain(self._line(report))}" for report in reports[:_MOST]]
            count = len(reports)
        elif kind == "source":
            count = sum(report.outlet == id for report in site.reports.values())
        elif kind == "entity":
            count = sum(any(name == id for name, _ in report.names) for report in site.reports.values())
        if kind != "report" and kind != "page":
            lines.append(f"{count:,} report{'' if count == 1 else 's'}")
        return "\n\n".join(lines).replace("\n\n- ", "\n- ")

    def _line(self, report: str) -> str:
        head = self.site.reports[report].head
        return f"{self._outlet(head.source)}, {head.date or 'undated'}: {head.title}"

    def _outlet(self, source: str) -> str:
        outlet = self.site.outlets.get(source)
        return outlet.name if outlet else source

    def _name(self, id: str) -> str:
        name = self.site.names.get(id) or self.site.outlets.get(id)
        return name.name if name else id

    def uses(self, key: Key) -> Iterator[Span]:
        """Where the saved files name it."""
        for head in self.heads.values():
            for ref in head.refs:
                if self.named(ref) == key:
                    yield ref.span

    def quotations_of(self, report: str) -> dict[str, int]:
        """The ids by which files name single quotations of a report that have none of their own, `report-q3`, with
        their numbers."""
        heads = {id: head for (kind, id), head in self.heads.items() if kind == "report"}
        named = {ref.id for head in self.heads.values() for ref in head.refs if ref.role == "statement"}
        named |= {id for kind, id in self.heads if kind == "quote"}
        return {
            id: int(id.rpartition("-q")[2])
            for id in sorted(named)
            if quotation_named(id, heads).partition("#")[0] == report
        }


_MOST = 8
"""Reports that a card names."""


def _heads(site: Tables) -> Iterator[Head]:
    yield from (report.head for report in site.reports.values())
    yield from (statement.head for statement in site.statements.values() if statement.head)
    yield from (name.head for name in site.names.values() if name.head)
    yield from (outlet.head for outlet in site.outlets.values() if outlet.head)
    yield from (story.head for story in site.stories.values())
    yield from site.pages.values()


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return "".join("\\" + letter if letter in "\\`*_{}[]()<>#+!|~&" else letter for letter in words)
