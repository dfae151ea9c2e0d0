"""A page -> what search knows of it: the words that matter on it, and nothing that it does not show.

So what is withdrawn, or a draft, is not found: it is on no page. Of a page that lists others nothing is made.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import Any

from digest.model.article import Body
from digest.model.document import Document
from digest.model.feed import Feed
from digest.model.page import (
    EntityPage,
    Filling,
    Page,
    QuoteCard,
    QuotePage,
    ReportPage,
    SourceCard,
    SourcePage,
    StoryPage,
    TextPage,
)
from digest.render import english

Fetch = Callable[[str], Body]

_TAG = re.compile(r"<[^>]*>")


def document(page: Page | Feed, body: Fetch) -> Document | None:
    """What is found of a page; None: nothing. `body` fetches a body by its hash."""
    of = _OF.get(str(page.__struct_config__.tag))
    return of(page, body) if of else None


def _report(page: ReportPage, body: Fetch) -> Document | None:
    card = page.card
    if card.status == "withdrawn":
        return None
    day = english.short(card.date) if card.date else ""
    return Document(
        url=page.url,
        kind="report",
        title=page.title,
        facts=", ".join(filter(None, (card.source.name, day, card.time, english.status(card.status)))),
        text=_text(
            page.headline if page.headline != page.title else "",
            *_prose(page.body, body),
            *(words for _, words in page.listed),
        ),
        date=card.date,
        speakers=_each(key.speaker for key in (*page.quoted, *(key for key, _ in page.listed))),
        outlets=_outlets((card.source,)),
        stories=(page.story.label,) if page.story else (),
    )


def _quote(page: QuotePage, body: Fetch) -> Document:
    card = page.card
    said = english.short(card.said) if card.said else ""
    wordings = _each("".join(words.text for words in wording.words) for wording in page.wordings)
    date = card.said or (page.first.date if page.first else "") or next((r.date for r in page.reports if r.date), "")
    return Document(
        url=page.url,
        kind="quotation",
        title=_gist(card),
        facts=", ".join(filter(None, (card.speaker, said))) + f" · {english.spread(card.outlets, card.wordings)}",
        text=_text(*wordings, page.original.text, *(_prose(page.body, body) if page.body else ())),
        date=date,
        speakers=(card.speaker,) if card.speaker else (),
        outlets=_outlets(wording.source for wording in page.wordings),
        stories=(page.story.label,) if page.story else (),
    )


def _gist(card: QuoteCard) -> str:
    return f"“{card.gist}”" if card.words else english.unstopped(card.gist)


def _entity(page: EntityPage, body: Fetch) -> Document:
    kind = english.type_name(page.type)
    return Document(
        url=page.url,
        kind="name",
        title=page.title,
        facts=f"{kind} · {page.role}" if page.role else kind,
        text=_text(
            page.title, "; ".join(_each(form.text for form in page.forms if form.text != page.title)),
            *(_prose(page.body, body) if page.body else ()),
        ),
        speakers=(page.title,) if page.by else (),
    )  # fmt: skip


def _source(page: SourcePage, body: Fetch) -> Document:
    known = [word for word in (page.kind, page.country) if word]
    return Document(
        url=page.url,
        kind="outlet",
        title=page.title,
        facts=english.sentence(", ".join((*known, english.plural(page.count, "report")))),
        text=_text(page.title, *page.style, *(_prose(page.body, body) if page.body else ())),
        outlets=_outlets((page.card,)),
    )


def _story(page: StoryPage, body: Fetch) -> Document:
    facts = (english.short(page.date) if page.date else "", page.place, english.plural(len(page.reports), "report"))
    return Document(
        url=page.url,
        kind="story",
        title=page.title,
        facts=", ".join(filter(None, facts)),
        text=_text(
            *_prose(page.body, body),
            *(" ".join((point.ask, *(answer for answer, _ in point.answers), point.note)) for point in page.points),
        ),
        date=page.date,
        speakers=_each(row.quote.speaker for row in page.matrix.rows),
        outlets=_outlets(page.matrix.columns),
        stories=(page.title,),
    )


def _page(page: TextPage, body: Fetch) -> Document:
    return Document(
        url=page.url, kind="page", title=page.title, facts=page.description, text=_text(*_prose(page.body, body))
    )


_OF: Mapping[str, Callable[[Any, Fetch], Document | None]] = {
    "report": _report,
    "quote": _quote,
    "entity": _entity,
    "source": _source,
    "story": _story,
    "text": _page,
}
"""By the record's tag."""


def _prose(filling: Filling, body: Fetch) -> tuple[str, ...]:
    """The text, and the editor's notes on it."""
    return (body(filling.body).text, *(unescape(_TAG.sub("", note.html)) for note in filling.notes))


def _text(*parts: str) -> str:
    """In one line, the parts told apart: an excerpt is cut from it."""
    return " · ".join(filter(None, (" ".join(part.split()) for part in parts)))


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def _outlets(sources: Iterable[SourceCard]) -> tuple[str, ...]:
    return _each(source.name for source in sources if source.known)
