"""Words that an editor selected on a page -> what can be typed for them, each as text to paste.

Every offer is tried before it is made: it is pasted into the file, the file is read, and only what then says what was
meant, and nothing wrong, is offered.
"""

from collections.abc import Callable, Iterator

from digest.ask.paste import Paste, field, new_file, pasted, words
from digest.ask.selected import line_of, place
from digest.model.article import Article, Head, Quotation, ReportHead
from digest.model.base import Record, fingerprint
from digest.model.source import FOLDERS, Source, Span
from digest.parse import Parsed, parse
from digest.plan.tables import Tables
from digest.text import slug

TextOf = Callable[[str], str]

_GIST = "What was said, in one sentence of yours"
_LONGEST_NAME = 60
_WORDS_OF_NAME = 4
"""One of more words ends with a capitalised one: `Ministry of the Interior`."""
_SPEAKERS = 12
"""Names that are offered for a speaker."""


class Offer(Record, kw_only=True):
    means: str
    """What the editor says with it: `These words are a quotation`."""
    pastes: tuple[Paste, ...]
    instead: tuple[str, ...] = ()
    """Other ids that may stand for the last one in its text."""


class Selected(Record, kw_only=True):
    """Where the words stand, and what may be said of them."""

    path: str
    line: int
    column: int
    statement: str = ""
    """The statement of the quotation that they are in."""
    offers: tuple[Offer, ...]


def offers(held: Tables, head: Head, text_of: TextOf, lang: str, selection: str, before: str) -> Selected | None:
    """What can be typed for words of a page that is made of one file. None: they do not stand in the file's text."""
    text = text_of(head.path)
    where = place(text, selection, before)
    read = _read(head, text, lang).article
    if where is None or read is None:
        return None
    line, column = line_of(text, where.start)
    span = Span(path=head.path, start=where.start, end=where.end, line=line, column=column)
    one = _One(held, read, text, lang, span)
    quotation = one.quotation()
    statement = ""
    if quotation is not None and quotation.number <= len(held.reports[head.id].statements):
        statement = held.reports[head.id].statements[quotation.number - 1]
    marked = quotation is not None and quotation.typed  # as what they are, and not to be marked again inside
    links = list(one.linked())
    made = [*(() if marked else one.quoted(statement)), *one.noted()]
    made = [*links, *made] if any(len(offer.pastes) == 1 for offer in links) else [*made, *links]  # a known name is one
    made += one.same(statement, text_of) if statement else ()
    return Selected(path=head.path, line=line, column=column, statement=statement, offers=tuple(made))


def _read(head: Head, text: str, lang: str) -> Parsed:
    data = text.encode()
    source = Source(path=head.path, kind=FOLDERS[head.path.split("/")[1]], id=head.id, hash=fingerprint(data))
    return parse(source, data, lang=lang, time_zone="UTC")


class _One:
    """One selection."""

    def __init__(self, held: Tables, article: Article, text: str, lang: str, span: Span) -> None:
        self._held, self._head, self._text, self._lang, self._span = held, article.head, text, lang, span
        self._words = text[span.start : span.end]

    def _tried(self, *pastes: Paste) -> Head | None:
        """The head of the file with these in it; None if something is wrong with it that was not before."""
        text = self._text
        for one in sorted(pastes, key=lambda paste: -paste.span.start):
            if one.span.path == self._head.path:
                text = pasted(one, text)
        then = {(said.code, said.message) for said in _read(self._head, self._text, self._lang).said}
        now = _read(self._head, text, self._lang)
        if any((said.code, said.message) not in then for said in now.said if said.severity != "note"):
            return None
        return now.article.head if now.article else None

    def quotation(self) -> Quotation | None:
        """The quotation of the report that the words are in, or that is in them."""
        if not isinstance(self._head, ReportHead):
            return None
        inside = [q for q in self._head.quotes if q.at >= 0 and _meet(q.span, self._span)]
        return inside[0] if inside else None

    def quoted(self, statement: str) -> Iterator[Offer]:
        if not isinstance(self._head, ReportHead):
            return
        report = self._held.reports[self._head.id]
        known = statement if statement in self._held.statements else ""
        id = known or self._free(" ".join(self._words.split()[:5]))
        people = [name for name, _ in report.names if self._held.names[name].type in ("person", "organisation", "")]
        filed = self._held.statements[known].head if known else None
        # Who spoke must be said of words that are marked: the program no longer looks for it.
        spoken = self._held.statements[known].speaker if known else ""
        speakers = [spoken] if spoken else people
        by = "" if filed and spoken or not speakers else f" by={speakers[0]}"
        span = words(self._span, f"[{self._words}]{{q={id}{by}}}")
        tried = self._tried(span)
        if not isinstance(tried, ReportHead) or not any(q.typed and q.q == id for q in tried.quotes):
            return
        if filed is None:
            fields = {"gist": _GIST, "speaker": speakers[0] if speakers else "", "occasion": self._head.story}
            stub = new_file(f"content/quotes/{id}.md", fields)
        else:
            stub = None
        means = f"These words are a wording of {id}" if known else "These words are a quotation"
        instead = tuple(speakers[1:_SPEAKERS])
        yield Offer(means=means, pastes=(span,), instead=instead if by else ())
        if stub is not None:
            yield Offer(means="What was said has a page of its own", pastes=(span, stub), instead=instead)

    def noted(self) -> Iterator[Offer]:
        labels = {note.label for note in self._head.notes}
        label = next(
            name for n in range(1, 99) if (name := f"ctx-{_short(self._words)}" + (f"-{n}" * (n > 1))) not in labels
        )
        end = len(self._text)
        last = self._text.count("\n") + 1
        gap = "" if self._text.endswith("\n") else "\n"
        mark = words(self._span, f"[{self._words}]{{}}[^{label}]")
        foot = Span(path=self._head.path, start=end, end=end, line=last, column=1)
        note = words(foot, f"{gap}\n[^{label}]: What is to be said.\n")
        tried = self._tried(mark, note)
        if tried is not None and label in {one.label for one in tried.notes}:
            yield Offer(means="A note on these words", pastes=(mark, note))

    def linked(self) -> Iterator[Offer]:
        name = " ".join(self._words.split())
        if len(name) > _LONGEST_NAME:
            return
        first, *more = known = self._known(name) or [("", "")]
        id, called = first
        link = words(self._span, f"[{self._words}](@{id or self._free(name)})")
        tried = self._tried(link)
        if tried is None or len(tried.refs) == len(self._head.refs):  # not read as a link there
            return
        if known[0][0]:
            yield Offer(means=f"A link to {called}", pastes=(link,), instead=tuple(one for one, _ in more))
        elif _like_a_name(name):
            file = new_file(f"content/entities/{self._free(name)}.md", {"name": name, "type": "person"})
            yield Offer(means="A link to a name with a page of its own", pastes=(link, file))

    def _known(self, name: str) -> list[tuple[str, str]]:
        """Ids of files that bear a name, with what they are called: those that the report names first, then by id."""
        held = self._held
        plain = name.casefold()
        forms: dict[str, tuple[str, ...]] = {}
        for table in (held.names, held.outlets):
            for id, one in table.items():
                if one.head is not None:
                    forms[id] = (one.name, *(alias.text for alias in one.head.also))
        found = [id for id, those in forms.items() if plain in [form.casefold() for form in those]]
        mine = held.reports[self._head.id].names if isinstance(self._head, ReportHead) else ()
        here = {id for id, _ in mine}
        ranked = sorted((id not in here, id) for id in found)
        return [(id, forms[id][0]) for _, id in ranked]

    def same(self, statement: str, text_of: TextOf) -> Iterator[Offer]:
        """The statement is the same as another of its speaker, or of its story."""
        own = self._held.statements[statement]
        if own.head is None:
            return
        story = self._held.stories.get(own.story)
        spoken = [item[-1] for item in self._held.lists.get(f"by/{own.speaker}") or ()] if own.speaker else []
        told = {statement, *own.head.same_as, *own.head.not_same_as}
        inside = story.statements if story else ()
        others = [id for id in inside if id in spoken] + [id for id in inside if id not in spoken]
        others = [id for id in dict.fromkeys([*others, *spoken]) if id not in told and not self._told_of(id, statement)]
        if not others:
            return
        first, *more = others
        paste = field(own.head.path, text_of(own.head.path), "same_as", [*own.head.same_as, first])
        yield Offer(means=f"{statement} is the same statement as {first}", pastes=(paste,), instead=tuple(more[:5]))

    def _told_of(self, id: str, statement: str) -> bool:
        """Whether the file of a statement says what it has to do with another."""
        head = self._held.statements[id].head
        return head is not None and statement in (*head.same_as, *head.not_same_as)

    def _free(self, name: str) -> str:
        base = slug(name) or "statement"
        held = self._held
        tables = (held.statements, held.names, held.outlets, held.stories, held.reports, held.pages)
        return next(
            id for n in range(1, 99) if not any((id := base + f"-{n}" * (n > 1)) in table for table in tables)
        )


def _like_a_name(words: str) -> bool:
    """Whether words may name somebody or something: neither a sentence nor its parts, in scripts with capitals."""
    first, *_, last = (*words.split(), *words.split()[-1:])
    short = len(words.split()) <= _WORDS_OF_NAME or not last[0].islower()
    return short and not first[0].islower() and not first[0].isdecimal() and words[-1].isalnum()


def _short(text: str) -> str:
    return slug(" ".join(text.split()[:2]))[:24].strip("-") or "here"


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
