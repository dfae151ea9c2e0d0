"""Plan, the name of a page -> what the page is made of, and why it was last made"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from digest.ask.printed import dumped, listed, wrapped
from digest.ask.why import Unknown, nearest
from digest.causes import Cause, Edit, key_of_path, pieces
from digest.model.base import Record
from digest.model.site import Site
from digest.plan import Plan, urls
from digest.report import Paint, safe

SHOWS = {
    "alone": "what it alone carries",
    "witnesses": "its quotations",
    "reports": "reports",
    "story": "its story",
    "speaker": "who said it",
    "latest": "the newest reports",
    "about": "statements about it",
    "among": "the reports of its story",
    "answering": "the points on which reports differ",
    "backlinks": "what links to it",
    "by": "what it said",
    "card": "its own title and facts",
    "columns": "the outlets of its matrix",
    "compared": "its wordings beside those of others",
    "credits": "whom it credits",
    "echoes": "the same words, other speakers",
    "head": "the file itself",
    "held": "statements and who carries them",
    "kin_cards": "related reports",
    "kin_names": "names in common with related reports",
    "kindred": "related reports",
    "linked": "names linked in its text",
    "months": "the months",
    "named": "names",
    "newest": "the newest reports",
    "noted": "names much in the news",
    "prints": "the forms of its name",
    "recent": "the latest days",
    "related": "related statements",
    "said": "what was said",
    "shared": "text in common",
    "shares": "text in common",
    "silent": "outlets that do not carry it",
    "targets": "links in its text",
    "testimonies": "the wordings",
    "to": "to whom it was said",
    "varied": "the statement whose wordings part most",
}
"""The arguments of the pages' functions in words; the others are called what they are."""


class Made(Record, kw_only=True):
    """What a page is made of, and why it was last made."""

    url: str
    path: str
    """Below the site's folder."""
    of: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Parts of the page, with the content files that they show; what has no file is called by its kind and id."""
    cause: Cause | None
    """None: no build that remembers has made it."""
    differs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """The same, of what differed when it was last made."""


def url_of(site: Site, plan: Plan, name: str) -> str:
    """The page that a name means: an address, a path in site/, a content file, an id. Raises Unknown."""
    path = urlsplit(name).path if "://" in name else name.partition("#")[0]
    plain = "/" + path.strip("/").removesuffix("index.html")
    parts = plain.split("/")
    # A site may lie below its host's root, and a path may begin in any folder: the longest end that is a page.
    for n in range(1, len(parts)):
        for end in ("/", ""):
            url = "/" + "/".join(parts[n:]).strip("/") + end
            if url.replace("//", "/") in plan.pages:
                return url.replace("//", "/")
    id = parts[-1].removesuffix(".md") if parts[-1] else parts[-2]
    key = key_of_path(path) or next((f"{kind}/{id}" for kind, held in _kinds(site) if id in held), "")
    if key and urls.of_key(key) in plan.pages:
        return urls.of_key(key)
    if key and key.partition("/")[0] == "quote" and id in site.statements:
        raise NoPage(id, site.statements[id].witnesses[0].report)
    raise Unknown(name, nearest(id, [*(id for _, held in _kinds(site) for id in held), *plan.pages]))


class NoPage(Exception):
    """A statement that one report alone carries, and no file: it is shown in that report."""


def _kinds(site: Site) -> tuple[tuple[str, Iterable[str]], ...]:
    return (
        ("report", site.reports),
        ("quote", site.statements),
        ("story", site.stories),
        ("entity", site.names),
        ("source", site.outlets),
        ("page", site.pages),
    )


def made(site: Site, plan: Plan, url: str, path: str, cause: Cause | None) -> Made:
    differing = (*cause.changed, *cause.came, *cause.went) if cause else ()
    return Made(
        url=url,
        path=path,
        of=_by_part(site, pieces(plan.pages[url])),
        cause=cause,
        differs=_by_part(site, differing),
    )


def _by_part(site: Site, held: Iterable[str]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The parts of a page, those that show the same files together."""
    found: dict[str, dict[str, None]] = {}
    for piece in held:
        argument, _, key = piece.partition(" ")
        if key:
            found.setdefault(SHOWS.get(argument, argument.replace("_", " ")), {})[_file(site, key)] = None
    together: dict[tuple[str, ...], list[str]] = {}
    for part, files in found.items():
        together.setdefault(tuple(files), []).append(part)
    return tuple((tuple(parts), files) for files, parts in together.items())


def _file(site: Site, key: str) -> str:
    if key.startswith("content/"):
        return key
    kind, _, id = key.partition("/")
    id = id.partition("~")[0]
    head: Any = None
    match kind:
        case "report" if id in site.reports:
            head = site.reports[id].head
        case "quote" if id in site.statements:
            head = site.statements[id].head
            if head is None:
                carriers = listed(
                    dict.fromkeys(site.reports[w.report].head.path for w in site.statements[id].witnesses)
                )
                return f"statement {id} in {carriers}"
        case "entity" if id in site.names:
            head = site.names[id].head
        case "source" if id in site.outlets:
            head = site.outlets[id].head
        case "story" if id in site.stories:
            head = site.stories[id].head
        case "page" if id in site.pages:
            head = site.pages[id]
    names = {"entity": "name", "source": "outlet", "quote": "statement"}
    return head.path if head else f"{names.get(kind, kind)} {id}"


# --- in words --------------------------------------------------------------------------------------------------------


def as_text(answer: Made, paint: Paint) -> str:
    lines = [f"{paint('bold', answer.url)}  (site/{answer.path})", "", paint("bold", "Made of")]
    for parts, files in answer.of:
        lines += [*wrapped(", ".join(parts), "  "), *wrapped(_files(files), "      ")]
    lines += [
        "  and of the theme, the settings and the program, as every page is",
        "",
        paint("bold", "Last made because"),
    ]
    lines += [line for sentence in because(answer) for line in wrapped(sentence, "  ")]
    return "\n".join(lines) + "\n"


def because(answer: Made) -> list[str]:
    """Why it was last made, in sentences."""
    cause = answer.cause
    if cause is None:
        return ["No build has made it yet, or what was remembered of it is gone: `digest build` makes it."]
    if cause.why == "first":
        return ["It was new."]
    if cause.why == "restored":
        return ["Its file in site/ had been changed or removed by something else; it was put back."]
    said = [_edit(edit) for edit in cause.edits]
    if cause.why == "around":
        return [*said, "Nothing of the page’s own had changed: all pages were made anew."]
    said += [f"That changed {listed(parts)}: {_files(files)}." for parts, files in answer.differs]
    return said or ["Something that it shows had changed; what, nobody remembers."]


def _files(files: tuple[str, ...]) -> str:
    shown = [safe(file) for file in files[:_MOST]]
    return ", ".join(shown) + (f" and {len(files) - _MOST} more" if len(files) > _MOST else "")


_MOST = 12
"""Files of one part of a page that are named."""


_OURS = {
    "digest itself": "The program is another.",
    "the options": "The options of the command were others.",
    "content/captures/": "The saved articles are others.",
}
"""What differs and is no file of the editor's."""


def _edit(edit: Edit) -> str:
    how = {"new": "is new", "edited": "was edited", "removed": "was removed"}[edit.how]
    names = [{"body": "the text", "quotes": "its quotations"}.get(name, f"`{name}`") for name in edit.fields]
    if edit.what in _OURS:
        return _OURS[edit.what]
    return f"{safe(edit.what)} {how}{': ' + listed(names) if names else ''}."


def as_json(answer: Made) -> str:
    cause = answer.cause
    return dumped(
        {
            "answer": {
                "about": "page",
                "url": answer.url,
                "path": f"site/{answer.path}",
                "made_of": [{"shows": parts, "from": files} for parts, files in answer.of],
                "why": cause.why if cause else "",
                "edits": [{"what": e.what, "how": e.how, "fields": e.fields} for e in cause.edits] if cause else [],
                "differs": [{"shows": parts, "from": files} for parts, files in answer.differs],
                "because": because(answer),
            }
        }
    )
