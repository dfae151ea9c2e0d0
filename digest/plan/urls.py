"""The only place that makes a URL. All end in a slash: static hosts agree on nothing else."""

from functools import lru_cache
from urllib.parse import quote

from digest.model.source import Kind

SECTIONS: dict[Kind, str] = {
    "report": "reports",
    "quote": "quotes",
    "entity": "entities",
    "source": "sources",
    "story": "stories",
}

FRONT = "/"
NOT_FOUND = "/404.html"


def of(kind: Kind, id: str) -> str:
    """The permalink of a file: `/quotes/putin-talks/`; pages stand at the root, `/about/`."""
    return f"/{id}/" if kind == "page" else f"/{SECTIONS[kind]}/{id}/"


def of_key(key: str) -> str:
    """The permalink of a `kind/id`."""
    kind, _, id = key.partition("/")
    return of(kind, id)  # type: ignore[arg-type]  # the part before the slash is a kind by construction


def index(section: str) -> str:
    return f"/{section}/"


def part(of_list: str, number: int) -> str:
    """A further part of a list; the first part is the list itself."""
    return of_list if number == 1 else f"{of_list}{number}/"


def atom(page: str) -> str:
    """The feed of what a page is of, beside it."""
    return f"{page}feed.xml"


def json_feed(page: str) -> str:
    return f"{page}feed.json"


def text_fragment(url: str, words: str) -> str:
    """The sentence on the outlet's own page: the first four words and the last four (WICG text fragments)."""
    if not url:
        return ""
    all_words = words.split()
    ends = [all_words[:4], all_words[-4:]] if len(all_words) > 8 else [all_words]
    return url.split("#", 1)[0] + "#:~:text=" + ",".join(["%20".join(map(_in_fragment, end)) for end in ends])


@lru_cache(maxsize=1 << 14)
def _in_fragment(word: str) -> str:
    """A word, percent-encoded; `-` and `,` and `&` part the fragment's own fields."""
    return quote(word, safe="").replace("-", "%2D")


# --- files for programs ----------------------------------------------------------------------------------------------

REDIRECTS = "/_redirects"
UNDATED = "undated"


def datum(name: str, month: str | None = None) -> str:
    """A file of the data package: in one piece, or the part of a month; "": of what has no date."""
    return f"/data/{name}" if month is None else f"/data/{month or UNDATED}/{name}"


def sitemap(name: str = "", month: str | None = None, number: int = 1) -> str:
    """A part of the sitemap, or its index. At the root: a sitemap may list what stands beside it or below, no more."""
    of = (name, "" if month is None else month or UNDATED, str(number) if number > 1 else "")
    return "-".join(["/sitemap", *filter(None, of)]) + ".xml"
