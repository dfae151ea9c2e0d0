"""Page -> what it says to search engines and other programs, in the words of schema.org, as JSON-LD in its head.

Our page is about things that are not ours. So each description is one tree with our page at its root, and what others
made hangs below what we made of it: an outlet's article is what our `Article` is based on, never an article of this
site; an outlet's wording is an example of the statement. Nothing is rated: there is no `ClaimReview`.

Of the pages that only list others nothing is said that their markup does not say.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from digest.model.article import EntityType
from digest.model.page import (
    Chrome,
    EntityPage,
    FrontPage,
    Link,
    NameCard,
    Page,
    QuotePage,
    ReportCard,
    ReportPage,
    SourceCard,
    SourcePage,
    StoryPage,
    Wording,
)
from digest.render.address import web, whole
from digest.render.generator import markup

Node = dict[str, Any]
At = Callable[[str], str]
"""A URL from the site's root -> as the page's description says it."""

MOST = 100
"""Reports of a story that its description names."""

_TYPES: Mapping[EntityType, str] = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "work": "CreativeWork",
    "": "Thing",
}
_MEDIA = frozenset(("newspaper", "agency", "broadcaster", "magazine"))
_SECTIONS: Mapping[str, str] = {
    "reports": "Reports",
    "quotes": "Quotations",
    "entities": "Names",
    "sources": "Outlets",
    "stories": "Stories",
}
_encode = msgspec.json.Encoder().encode


def linked_data(page: Page, chrome: Chrome) -> str:
    """The content of the script element; empty for a page of which nothing is said.

    No `<`, `>` or `&` stands in it, so that no content can end the element, whatever it holds.
    """
    describe = _DESCRIBED.get(type(page))
    if describe is None:
        return markup("")

    root = whole("/", page.url, chrome)

    def at(url: str) -> str:
        return root + url[1:]

    data = _encode({"@context": "https://schema.org", **describe(page, chrome, at)})
    for mark, escape in _ESCAPES:
        if mark in data:
            data = data.replace(mark, escape)
    return markup(data.decode())


_ESCAPES = tuple((mark.encode(), b"\\u%04x" % ord(mark)) for mark in "<>&\u2028\u2029")
"""JSON may say any character of a text by its number. The last two end a line in scripts, and not in JSON."""


def _told(type: str, /, **facts: Any) -> Node:
    """A thing with what is known of it; what is not known is not said."""
    return {"@type": type} | {key: value for key, value in facts.items() if value}


def _page(page: Page, chrome: Chrome, at: At, about: Node, *, type: str = "WebPage", **facts: Any) -> Node:
    """Our page, what it is about, and the way to it from the front page."""
    steps = [Link(url="/", label=chrome.title), Link(url=f"/{page.section}/", label=_SECTIONS[page.section])]
    trail = [
        {"@type": "ListItem", "position": number, "name": step.label, "item": at(step.url)}
        for number, step in enumerate((*steps, Link(url=page.url, label=page.title)), 1)
    ]
    return (
        _told(type, url=at(page.url), name=page.title, inLanguage=chrome.lang, isPartOf=_site(chrome, at))
        | facts
        | {"breadcrumb": {"@type": "BreadcrumbList", "itemListElement": trail}, "mainEntity": about}
    )


def _site(chrome: Chrome, at: At) -> Node:
    return {"@type": "WebSite", "@id": at("/"), "name": chrome.title}


def _front(_: FrontPage, chrome: Chrome, at: At) -> Node:
    return {
        "@type": "WebSite",
        "@id": at("/"),
        "url": at("/"),
        **{key: value for key, value in (("name", chrome.title), ("description", chrome.motto)) if value},
        "inLanguage": chrome.lang,
    }


# --- reports ---------------------------------------------------------------------------------------------------------


def _report(page: ReportPage, chrome: Chrome, at: At) -> Node:
    card, root = page.card, at("/")
    edition = _told("Organization", name=chrome.title, url=at("/"))
    article = _told(
        "Article",
        headline=page.title,
        description=card.lead,
        inLanguage=chrome.lang,
        author=edition,
        publisher=edition,
        isBasedOn=_original(page, chrome, at),
        about=_happened(page.story, at),
        mentions=[_mention(name, root) for name in page.named],
        dateModified=max((correction.on for correction in page.corrections), default=""),
        correction=[_told("CorrectionComment", datePublished=c.on, text=c.what) for c in page.corrections],
        creativeWorkStatus="Withdrawn" if card.status == "withdrawn" else "",
    )
    article["@id"] = at(f"{page.url}#main")
    checked = {"lastReviewed": page.checked} if page.checked else {}
    return _page(page, chrome, at, article, **checked)


def _original(page: ReportPage, chrome: Chrome, at: At) -> Node:
    """The outlet's article. A byline does not tell a person from an agency, so its authors have no type."""
    return _told(
        "NewsArticle",
        headline=page.headline,
        url=page.original if web(page.original) else "",
        datePublished=page.card.date,
        author=[{"name": name} for name in page.byline],
        publisher=_outlet(page.card.source, at) if page.card.source.known else None,
        inLanguage=page.lang or chrome.lang,
    )


def _outlet(source: SourceCard, at: At) -> Node:
    return {"@type": "Organization", "@id": at(f"{source.url}#main"), "name": source.name}


def _name(card: NameCard, at: At) -> Node:
    return _told(_TYPES[card.type], name=card.name, sameAs=_wikidata(card.wikidata)) | _id(card.url, at)


@lru_cache(maxsize=1 << 14)  # a name stands on dozens of reports
def _mention(card: NameCard, root: str) -> msgspec.Raw:
    return msgspec.Raw(_encode(_name(card, lambda url: root + url[1:])))


def _wikidata(item: str) -> str:
    """The address by which Wikidata's own data calls an item."""
    return f"http://www.wikidata.org/entity/{item}" if item else ""


def _happened(story: Link | None, at: At) -> Node | None:
    return {"@type": "Event", "@id": at(f"{story.url}#main"), "name": story.label} if story else None


# --- statements ------------------------------------------------------------------------------------------------------


def _quote(page: QuotePage, chrome: Chrome, at: At) -> Node:
    card = page.card
    reports = {report.url: report for report in page.reports}
    wordings = [_wording(wording, reports, page, chrome, at) for wording in page.wordings]
    speaker = _name(page.speaker, at) if page.speaker else {"name": card.speaker} if card.speaker else None
    statement = _told(
        "Quotation",
        name="" if card.words else card.gist,
        text=card.gist if card.words else "",
        creator=speaker,
        dateCreated=card.said,
        inLanguage=page.original.lang,
        about=_happened(page.story, at),
        workExample=wordings,
    )
    statement["@id"] = at(f"{page.url}#main")
    return _page(page, chrome, at, statement)


def _wording(wording: Wording, reports: Mapping[str, ReportCard], page: QuotePage, chrome: Chrome, at: At) -> Node:
    report = reports.get(wording.report.url.partition("#")[0])
    address = wording.text_url.partition("#")[0]
    article = _told(
        "NewsArticle",
        url=address if web(address) else "",
        datePublished=report.date if report else "",
        publisher=_outlet(wording.source, at) if wording.source.known else None,
    )
    return {
        "@type": "Quotation",
        "@id": at(f"{page.url}#{wording.anchor}"),
        "text": "".join([words.text for words in wording.words]),
        "inLanguage": wording.lang or chrome.lang,
        "isPartOf": article,
    }


# --- stories, names, outlets -----------------------------------------------------------------------------------------


def _story(page: StoryPage, chrome: Chrome, at: At) -> Node:
    event = _told(
        "Event",
        name=page.title,
        description=page.description,
        startDate=page.date,
        location=_told("Place", name=page.place) | _id(page.place_url, at) if page.place else None,
    )
    event["@id"] = at(f"{page.url}#main")
    parts = [{"@type": "Article", "@id": at(f"{r.url}#main"), "headline": r.title} for r in page.reports[:MOST]]
    return _page(page, chrome, at, event, type="CollectionPage", **({"hasPart": parts} if parts else {}))


def _id(url: str, at: At) -> Node:
    """What a page is about is called by the page's main part, which any browser finds."""
    return {"@id": at(f"{url}#main")} if url else {}


def _entity(page: EntityPage, chrome: Chrome, at: At) -> Node:
    thing = _told(
        _TYPES[page.type],
        name=page.title,
        alternateName=_others(page.title, (form.text for form in page.forms)),
        sameAs=_wikidata(page.wikidata),
    )
    if page.role:
        thing["jobTitle" if page.type == "person" else "description"] = page.role
    thing["@id"] = at(f"{page.url}#main")
    return _page(page, chrome, at, thing)


def _source(page: SourcePage, chrome: Chrome, at: At) -> Node:
    media = page.kind in _MEDIA
    outlet = _told(
        "NewsMediaOrganization" if media else "GovernmentOrganization" if page.kind == "ministry" else "Organization",
        name=page.title,
        alternateName=_others(page.title, (page.card.siglum,)),
        url=page.address if web(page.address) else "",
        address=_told("PostalAddress", addressCountry=page.country) if page.country else None,
        sameAs=_wikidata(page.wikidata),
    )
    outlet["@id"] = at(f"{page.url}#main")
    return _page(page, chrome, at, outlet)


def _others(name: str, forms: Iterable[str]) -> list[str]:
    return [form for form in dict.fromkeys(forms) if form != name]


_DESCRIBED: Mapping[type, Callable[[Any, Chrome, At], Node]] = {
    FrontPage: _front,
    StoryPage: _story,
    ReportPage: _report,
    QuotePage: _quote,
    EntityPage: _entity,
    SourcePage: _source,
}
