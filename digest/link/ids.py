"""Who is who: every id once, old ids led to the new ones, and a place for every id that is named and not there."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import get_args

from digest.diagnostic import Diagnostic, Fix, Label, code, say
from digest.fields import unmistakable
from digest.model.article import EntityHead, Head, PageHead, QuoteHead, ReportHead, SourceHead, StoryHead
from digest.model.source import Kind, Ref

TWICE = code(
    "id-twice",
    "error",
    what="Two files have the same id.",
    why="The file's name is the id, and a link to the id could mean either.",
    instead="Rename one of the files, and keep its old name in `was:` if its page was published.",
)
MISSING = code(
    "id-missing",
    "error",
    what="An id is named that no file has.",
    why="The link would lead nowhere, or the words would be put down to nobody.",
    instead="Write the id as the file is called, or make the file: `digest new entity vladimir-putin`.",
)
NO_QUOTE_FILE = code(
    "quote-without-file",
    "warning",
    what="A statement is named by `q=` but has no file in `content/quotes/`.",
    why="Its page is made from the witnesses alone: no gist, no occasion, no word on what differs and why.",
    instead="Make the file: `digest new quote putin-talks`.",
)
OLD_ID = code(
    "old-id-in-use",
    "error",
    what="A `was:` names an id that another file has, or that another file's `was:` names too.",
    why="The redirect would hide a page, or lead to two places.",
    instead="Keep each old id in one file only, and only while nothing else bears it.",
)

_KINDS: dict[type[Head], Kind] = {
    ReportHead: "report",
    QuoteHead: "quote",
    EntityHead: "entity",
    SourceHead: "source",
    StoryHead: "story",
    PageHead: "page",
}

ROLES: dict[str, tuple[Kind, ...]] = {
    "link": ("entity", "source", "quote", "story", "report", "page"),
    "q": ("quote",),
    "statement": ("quote",),
    "by": ("entity", "source"),
    "to": ("entity", "source"),
    "via": ("entity", "source"),
    "source": ("source",),
    "base": ("source", "report"),
    "story": ("story",),
    "entity": ("entity", "source"),
    "place": ("entity",),
    "report": ("report",),
}
"""Which kinds of file an id may name, by the role in which it is named."""

_MADE: dict[str, tuple[Kind, ...]] = {"by": ("entity",), "to": ("entity",)}
"""The same for ids that plain names made, where they are fewer: an outlet without a file passes on but never speaks."""

_LIKE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = frozenset({"source", "entity", "place"})
"""Roles in which a plain name may stand for an id; one that is written like an id, and is a letter off one that a file
has, is taken for that."""


def quotation_named(id: str, reports: Mapping[str, Head]) -> str:
    """`report#3` for `report-q3`, by which an editor names a quotation that has no id of its own; empty if no report
    has such a quotation."""
    report, _, number = id.rpartition("-q")
    head = reports.get(report)
    if isinstance(head, ReportHead) and number.isdecimal() and 0 < int(number) <= len(head.quotes):
        return f"{report}#{int(number)}"
    return ""


def kind_of(head: Head) -> Kind:
    return _KINDS[type(head)]


class Ids:
    """All heads by kind and id."""

    def __init__(self, heads: Iterable[Head]) -> None:
        self.said: list[Diagnostic] = []
        self._nearest: dict[tuple[str, tuple[Kind, ...]], tuple[str, bool]] = {}
        self.by_kind: dict[Kind, dict[str, Head]] = {kind: {} for kind in get_args(Kind)}
        everywhere: dict[str, Head] = {}
        for head in sorted(heads, key=lambda h: (kind_of(h), h.id, h.path)):
            first = everywhere.get(head.id)
            if first is not None:
                self.said.append(
                    say(
                        TWICE,
                        head.span,
                        f"the id `{head.id}` is already taken by {first.path}",
                        help="rename one of the two",
                        others=(Label(span=first.span, text="first defined here"),),
                    )
                )
                if kind_of(first) == kind_of(head):
                    continue
            everywhere.setdefault(head.id, head)
            self.by_kind[kind_of(head)][head.id] = head
        self.redirects = self._redirects()

    def _redirects(self) -> dict[str, str]:
        led: dict[str, str] = {}
        for kind, heads in self.by_kind.items():
            for head in heads.values():
                for old in head.was:
                    if old in heads or f"{kind}/{old}" in led:
                        owner = heads[old].path if old in heads else f"another file's `was:` ({led[f'{kind}/{old}']})"
                        self.said.append(
                            say(
                                OLD_ID,
                                head.span,
                                f"the old id `{old}` belongs to {owner}",
                                help=f"take `{old}` out of this `was:`",
                            )
                        )
                    else:
                        led[f"{kind}/{old}"] = f"{kind}/{head.id}"
        return led

    def find(self, id: str, kinds: Sequence[Kind]) -> str:
        """`kind/id` of the file that an id names, by way of `was:` too; empty if there is none."""
        for kind in kinds:
            if id in self.by_kind[kind]:
                return f"{kind}/{id}"
        return next((self.redirects[f"{kind}/{id}"] for kind in kinds if f"{kind}/{id}" in self.redirects), "")

    def check(self, refs: Iterable[Ref], plain: Mapping[Kind, Collection[str]], unread: Collection[str]) -> None:
        """Say which of the named ids no file has.

        `plain` are the ids that plain names made, by kind, `unread` the `kind/id`s of files that could not be
        understood: one fault in a file must not raise one in each that names it.
        """
        refs = tuple(refs)
        misspelt = {ref.id for ref in refs if self._is_misspelt(ref)}
        unfiled: set[str] = set()
        for ref in refs:
            kinds = ROLES[ref.role]
            if any(f"{kind}/{ref.id}" in unread for kind in kinds) or self.find(ref.id, kinds):
                continue
            if ref.id not in misspelt and any(ref.id in plain.get(kind, ()) for kind in _MADE.get(ref.role, kinds)):
                continue
            if ref.role == "statement" and quotation_named(ref.id, self.by_kind["report"]):
                continue
            if ref.role == "q":
                if ref.id not in unfiled:  # once is enough: every witness of the statement names it
                    unfiled.add(ref.id)
                    near, _ = self._near(ref.id, kinds)
                    help = f"did you mean `{near}`?" if near else f"make it with `digest new quote {ref.id}`"
                    # a statement needs no file, so nobody knows whether `q=` is misspelt
                    fix = Fix(span=ref.span, text=near, safe=False) if near else None
                    message = f"no file content/quotes/{ref.id}.md"
                    self.said.append(say(NO_QUOTE_FILE, ref.span, message, help=help, fix=fix))
            elif ref.role not in _PLAIN or ref.id in misspelt:
                elsewhere = self.find(ref.id, ROLES["link"]).partition("/")[0]
                self.said.append(missing(ref, self._near(ref.id, kinds), elsewhere))

    def _is_misspelt(self, ref: Ref) -> bool:
        """Whether a word that may be a plain name is an id with a letter wrong."""
        kinds = ROLES[ref.role]
        return (
            ref.role in _PLAIN
            and _LIKE_ID.fullmatch(ref.id) is not None
            and not self.find(ref.id, kinds)
            and self._near(ref.id, kinds)[1]
        )

    def _near(self, id: str, kinds: tuple[Kind, ...]) -> tuple[str, bool]:
        """The id that was probably meant. Looked for once an id: ten thousand reports may name one outlet that has no
        file."""
        if (id, kinds) not in self._nearest:
            self._nearest[id, kinds] = nearest(id, [other for kind in kinds for other in self.by_kind[kind]])
        return self._nearest[id, kinds]


def close(id: str, there: Collection[str], most: int) -> list[str]:
    """The ids that are like one, the likest first."""
    import difflib  # which an edition whose ids are all right has no use for

    return difflib.get_close_matches(id, there, most, 0.75)


def nearest(id: str, there: Collection[str]) -> tuple[str, bool]:
    """The id that was probably meant, empty if none; and whether it can be no other."""
    near = next(iter(close(id, there, 1)), "")
    return near, unmistakable(id, near, there)


def missing(ref: Ref, meant: tuple[str, bool], elsewhere: str = "") -> Diagnostic:
    """What is wrong with an id: nobody has it, or a file of another kind, `elsewhere`, does."""
    kinds = ROLES[ref.role]
    wanted = " or ".join(kinds) if len(kinds) < 4 else "content"
    near, sure = meant
    return say(
        MISSING,
        ref.span,
        f"`{ref.id}` is {_article(elsewhere)}, not {_article(wanted)}"
        if elsewhere
        else f"no {wanted} file has the id `{ref.id}`",
        help=f"did you mean `{near}`?" if near else "",
        fix=Fix(span=ref.span, text=near, safe=sure) if near else None,
    )


def _article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun
