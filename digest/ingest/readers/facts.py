"""What a page says of itself: JSON-LD first, then Open Graph and other `meta` tags, then `<time>`, each with its basis.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from digest.ingest import clean
from digest.ingest.raw import Fact
from digest.ingest.readers import address, dates, language
from digest.ingest.readers.blocks import Page, Told
from digest.model.base import Record

_ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle BlogPosting "
    "LiveBlogPosting AdvertiserContentArticle SocialMediaPosting Report ScholarlyArticle TechArticle".split()
)
_DATES = (
    "article:published_time article:published og:published_time og:article:published_time datepublished "
    "parsely-pub-date "
    "sailthru.date dc.date.issued dcterms.issued dcterms.date dcterms.created dc.date citation_publication_date "
    "pubdate publishdate publish-date publish_date publication_date article_date_original originalpublicationdate "
    "cxenseparse:recs:publishtime cre date"
).split()
_SOURCES = (
    "og:site_name publisher dc.publisher dcterms.publisher citation_journal_title article:publisher application-name"
).split()
_AUTHORS = "author article:author parsely-author sailthru.author dc.creator dcterms.creator citation_author byl".split()
_TITLES = "og:title twitter:title dc.title headline sailthru.title parsely-title".split()
_SUMMARIES = "description og:description twitter:description dc.description".split()
_TAGS = "news_keywords article:tag keywords parsely-tags sailthru.tags".split()
_BY = re.compile(r"^(?:by|von|par|por|di)\s+", re.IGNORECASE)
_WRAPPING = re.compile(r"^(?:<!--|//\s{0,9}<!\[CDATA\[)|(?:-->|//\s{0,9}\]\]>)$")
_INWARD = ("mainEntity", "mainEntityOfPage", "@graph")
_DEEPEST = 30
_MOST_NODES = 5_000


class Facts(Record, kw_only=True):
    titles: tuple[str, ...] = ()
    """What the page calls the article, the best first; the last may hold the outlet's name, too."""
    date: Fact = Fact()
    source: Fact = Fact()
    byline: tuple[str, ...] = ()
    dateline: str = ""
    url: str = ""
    lang: Fact = Fact()
    summary: str = ""
    tags: tuple[str, ...] = ()
    body: str = ""
    """The text as the JSON-LD gives it."""


def of(page: Page, *, url: str) -> Facts:
    """The facts of a page. url: where it was fetched, if it was."""
    linked = _articles(page.data)
    metas = _metas(page.told)
    base = next((t.attributes.get("href", "") for t in page.told if t.tag == "base"), "")
    where = _url(page, linked, metas, url, address.whole(base, url))
    titles = [*_texts(linked, "headline"), *_of(metas, _TITLES), *_texts(linked, "name"), page.title]
    return Facts(
        titles=tuple(dict.fromkeys(filter(None, titles))),
        date=_date(page, linked, metas, where),
        source=_source(linked, metas, where),
        byline=_byline(linked, metas),
        dateline=next(_texts(linked, "dateline"), ""),
        url=where,
        lang=_lang(page.told, linked, metas),
        summary=next(iter([*_texts(linked, "description"), *_of(metas, _SUMMARIES)]), ""),
        tags=_tags(linked, metas),
        body=next((clean.harmless(str(item["articleBody"])) for item in linked if item.get("articleBody")), ""),
    )


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def _articles(data: Iterable[str]) -> list[Mapping[str, Any]]:
    """The JSON-LD nodes that describe an article."""
    found: list[Mapping[str, Any]] = []
    for written in data:
        try:
            # Many pages wrap it in a comment, and some put line breaks into its strings.
            whole = json.loads(_WRAPPING.sub("", written.strip().rstrip(";")), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [node for node in _nodes(whole) if not _ARTICLES.isdisjoint(_types(node))]
    return found


def _nodes(whole: Any) -> Iterator[Mapping[str, Any]]:
    waiting, count = [(whole, 0)], 0
    while waiting and count < _MOST_NODES:
        here, depth = waiting.pop()
        count += 1
        if isinstance(here, dict):
            yield here
            if depth < _DEEPEST:
                waiting += [(here[key], depth + 1) for key in _INWARD if key in here]
        elif isinstance(here, list) and depth < _DEEPEST:
            waiting += [(inner, depth + 1) for inner in reversed(here[:_MOST_NODES])]


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _texts(nodes: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    for node in nodes:
        if isinstance(value := node.get(key), str) and (text := _plain(value)):
            yield text


def _names(value: Any) -> list[str]:
    """The names in a value that may be a name, a node with a name, or a list of either."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        found += [_plain(one) for one in (name if isinstance(name, list) else [name]) if isinstance(one, str)]
    return [name for name in found if name][:50]


# --- meta ------------------------------------------------------------------------------------------------------------


def _metas(told: Iterable[Told]) -> dict[str, list[str]]:
    """What the `meta` tags say, by their names in small letters."""
    found: dict[str, list[str]] = {}
    for tag in told:
        content = tag.attributes.get("content", "")
        if tag.tag == "meta" and content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := tag.attributes.get(key):
                    found.setdefault(name.strip().lower(), []).append(content)
    return found


def _of(metas: Mapping[str, Sequence[str]], names: Iterable[str]) -> list[str]:
    return [text for name in names for content in metas.get(name, ()) if (text := _plain(content))]


def _plain(text: str) -> str:
    """Some outlets escape twice: `Q&amp;amp;A`."""
    return clean.one_line(re.sub(r"&(?:amp|quot|#0?39|apos|nbsp);", _unescape, text))[:2000]


def _unescape(found: re.Match[str]) -> str:
    return {"&amp;": "&", "&quot;": '"', "&nbsp;": " "}.get(found[0], "'")


# --- one fact each ---------------------------------------------------------------------------------------------------


def _date(page: Page, linked: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]], url: str) -> Fact:
    said = [
        *((text, "the page's JSON-LD, datePublished") for text in _texts(linked, "datePublished")),
        *((content, f"the page's meta tag {name}") for name in _DATES for content in metas.get(name, ())),
        *_marked(page.told),
    ]
    for written, basis in said:
        if value := dates.day(written):
            return Fact(value=value, basis=basis)
    if said:
        written, basis = said[0]
        return Fact(basis=f"{basis} says `{clean.one_line(written)[:60]}`, which names no single day")
    times = [tag.attributes["datetime"] for tag in page.told if tag.tag == "time" and tag.attributes.get("datetime")]
    days = list(dict.fromkeys(filter(None, map(dates.day, times))))
    if len(days) == 1:
        return Fact(value=days[0], basis="the page's <time>")
    if days:
        return Fact(basis=f"the page has {len(days)} dates in <time>, the first `{days[0]}`")
    if found := address.day_in(url):
        return Fact(basis=f"the address has {found}")
    return Fact()


def _marked(told: Iterable[Told]) -> Iterator[tuple[str, str]]:
    for tag in told:
        value = tag.attributes.get("datetime") or tag.attributes.get("content") or ""
        if tag.tag != "meta" and value and "datepublished" in tag.attributes.get("itemprop", "").lower().split():
            yield value, "the page's microdata, datePublished"
        elif tag.tag == "time" and value and "pubdate" in tag.attributes:
            yield value, "the page's <time pubdate>"


def _source(linked: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]], url: str) -> Fact:
    for node in linked:
        for key in ("publisher", "sourceOrganization"):
            for name in _names(node.get(key)):
                return Fact(value=name, basis=f"the page's JSON-LD, {key}")
    for name in _SOURCES:
        for text in _of(metas, (name,)):
            if "://" not in text:
                return Fact(value=text, basis=f"the page's meta tag {name}")
    return Fact(basis=f"the address is on {address.host(url)}") if url else Fact()


def _byline(linked: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    names = [name for node in linked for key in ("author", "creator") for name in _names(node.get(key))]
    for meta in () if names else _AUTHORS:
        names = [text for text in _of(metas, (meta,)) if "://" not in text and "@" not in text]
        if names:
            break
    return tuple(dict.fromkeys(filter(None, (_BY.sub("", name).strip() for name in names))))


def _url(
    page: Page, linked: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]], fetched: str, base: str
) -> str:
    here = address.whole(fetched) or address.whole(page.saved_from)
    canonical = [
        tag.attributes.get("href", "")
        for tag in page.told
        if tag.tag == "link" and "canonical" in tag.attributes.get("rel", "").lower().split()
    ]
    pages = [node.get("mainEntityOfPage") for node in linked]
    ids = [page.get("@id") if isinstance(page, dict) else page for page in pages]
    for written in (*canonical, *metas.get("og:url", ()), *(node.get("url") for node in linked), *ids):
        if isinstance(written, str) and (found := address.whole(written, base or here)):
            return found
    return here


def _lang(told: Iterable[Told], linked: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]]) -> Fact:
    html = [tag.attributes.get("lang") or tag.attributes.get("xml:lang", "") for tag in told if tag.tag == "html"]
    said = [
        *((str(node["inLanguage"]), "the page's JSON-LD, inLanguage") for node in linked if node.get("inLanguage")),
        *((written, "the page's lang") for written in html),
        *((written, f"the page's meta tag {name}")
          for name in ("content-language", "language", "dc.language", "og:locale") for written in metas.get(name, ())),
    ]  # fmt: skip
    for written, basis in said:
        if found := language.tag(written):
            return Fact(value=found, basis=basis)
    return Fact()


def _tags(linked: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    listed = [
        *(name for node in linked for key in ("about", "mentions", "keywords") for name in _names(node.get(key))),
        *_of(metas, _TAGS),
    ]
    names = (name.strip() for written in listed for name in re.split(r"[,;]", written))
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name and len(name) <= 100))[:50]
