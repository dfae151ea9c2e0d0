"""One change, said of one thing; and the order in which changes are read."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from digest.model.article import EntityHead, PageHead, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.model.base import Record
from digest.model.site import Statement
from digest.plan import urls
from digest.plan.tables import Tables
from digest.text import shorten

Group = Literal[
    "site", "corrections", "reports", "statements", "stories", "names", "outlets", "pages", "texts", "notes", "related",
    "copied",
]  # fmt: skip
"""What a change has to do with; what a reader notices first comes first."""
GROUPS: tuple[Group, ...] = get_args(Group)

_WORDS = 80
"""Characters of words that are shown in a sentence."""


class Change(Record, kw_only=True):
    """Something that is other than it was."""

    group: Group
    what: str
    """What happened, for programs: `new`, `gone`, `renamed`, `wording-gained`, `merged`, `title` ..."""
    about: str
    """`kind/id` of what it is said of, as it is now, or as it was if it is gone; empty: of the whole site."""
    name: str
    """What that is called: a title, a name, a gist or the words quoted."""
    text: str
    """What is said of it: a sentence without its subject."""
    url: str = ""
    """Its page, from the site’s root, or where it was; empty: it has none."""
    others: tuple[str, ...] = ()
    """`kind/id`s of what else is spoken of."""


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    place = {group: number for number, group in enumerate(GROUPS)}
    return tuple(sorted(changes, key=lambda one: (place[one.group], one.about)))


def quoted(words: str) -> str:
    """Words in quotation marks, in one line, shortened."""
    return f"“{shorten(' '.join(words.split()).rstrip(' ,'), _WORDS)}”"


class Called:
    """What things of an edition are called, and where their pages are."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._by_kind: Mapping[str, Mapping[str, object]] = {
            "report": tables.reports,
            "quote": tables.statements,
            "story": tables.stories,
            "entity": tables.names,
            "source": tables.outlets,
            "page": tables.pages,
        }

    def name(self, key: str) -> str:
        """What a `kind/id` is called; its id if there is no such thing."""
        kind, _, id = key.partition("/")
        held = self._by_kind[kind].get(id)
        if isinstance(held, Statement):
            return statement_name(held)
        head = getattr(held, "head", None) or held
        match head:
            case ReportHead(title=title) | StoryHead(title=title) | PageHead(title=title):
                return title or id
            case QuoteHead(gist=gist):
                return gist or id
            case EntityHead(name=name) | SourceHead(name=name):
                return name
            case _:
                return str(getattr(held, "name", id))

    def url(self, key: str) -> str:
        """Of the page of a `kind/id`; empty if it has none."""
        kind, _, id = key.partition("/")
        held = self._by_kind[kind].get(id)
        there = held.page if isinstance(held, Statement) else held is not None
        return urls.of_key(key) if there else ""

    def entity(self, id: str) -> str:
        """The name of a person, an organisation or an outlet."""
        held = self._tables.names.get(id) or self._tables.outlets.get(id)
        return held.name if held else id

    def outlet(self, report: str) -> str:
        """The outlet of a report, by name."""
        held = self._tables.reports.get(report)
        return self._tables.outlets[held.outlet].name if held else report

    def change(self, group: Group, what: str, about: str, text: str, *others: str) -> Change:
        return Change(
            group=group, what=what, about=about, name=self.name(about), text=text, url=self.url(about), others=others
        )


def statement_name(statement: Statement) -> str:
    """The gist of a statement, or its first words."""
    if statement.head and statement.head.gist:
        return statement.head.gist
    return quoted(statement.witnesses[0].quotation.text) if statement.witnesses else statement.id
