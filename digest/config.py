"""`content/site.yml` -> Config: what holds for the whole edition."""

import re
from typing import Annotated, Any, Literal

import msgspec

from digest import fields
from digest.diagnostic import Diagnostic, Fix, code, in_order, say
from digest.fields import Text, decoded, nearest, unmistakable
from digest.model.base import Record
from digest.shape import URL, Before, Refused, check

LEVEL = code(
    "unknown-code",
    "error",
    what="`levels:` in `site.yml` names a code that no rule has.",
    why="The level would have no effect, and nobody would notice.",
    instead="`levels: {bidi-control: off}`; `digest explain` lists all codes.",
)
ZONE = code(
    "unknown-time-zone",
    "error",
    what="`time_zone:` in `site.yml` is no zone of the time zone database.",
    why="Times of reports could not be told in it.",
    instead="`time_zone: Asia/Singapore`",
)

Level = Literal["error", "warning", "off"]

KNOWN = frozenset(
    {
        "anchor-without-note",
        "attribute-value",
        "bad-choice",
        "bad-date",
        "bad-id",
        "bad-url",
        "bad-value",
        "bidi-control",
        "block-attributes",
        "control-character",
        "duplicate-key",
        "empty-span",
        "file-name",
        "front-matter-language",
        "front-matter-open",
        "id-missing",
        "id-twice",
        "image",
        "long-note",
        "long-quotation",
        "markup-as-text",
        "missing-key",
        "much-quoted",
        "nested-link",
        "no-front-matter",
        "not-utf8",
        "note-empty",
        "note-label",
        "note-marked-twice",
        "note-twice",
        "note-undefined",
        "note-unused",
        "note-without-words",
        "old-id-in-use",
        "quotation-ambiguous",
        "quotation-drifted",
        "quotation-elsewhere",
        "quotation-missing",
        "quotation-without-id",
        "quote-without-file",
        "reference-definition",
        "reserved-name",
        "same-url",
        "shared-text",
        "space-before-brace",
        "stray-file",
        "too-deep",
        "too-large",
        "unbalanced-bracket",
        "unknown-attribute",
        "unknown-code",
        "unknown-key",
        "unknown-time-zone",
        "unlike-witness",
        "unsafe-link",
        "untitled",
        "yaml",
        "yaml-refused",
    }
)
"""The codes of all rules. The rules register themselves when their modules are imported, which a build without
changes does not do; so their names stand here once more, and a test holds this list to the register."""


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _address(url: str) -> str:
    url = url.strip()
    if not url:
        return ""
    if (
        re.fullmatch(r"https?://[\w.-]+(?::\d{1,5})?(?:/[\w./~%-]*)?", url)
        and "//" not in url[8:]
        and "/.." not in url
    ):
        return url if url.endswith("/") else url + "/"
    near = f"https://{url}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/[\w./~-]*)?", url) else ""
    help = f"did you mean `{near}`?" if near else "for example `https://example.org/digest/`; no query, no fragment"
    raise Refused("a full http:// or https:// address is expected", help=help, near=near, code=URL)


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, or no name of one at all
        known = sorted(available_timezones())
        near = nearest(name, known)
        help = f"did you mean `{near}`?" if near else "for example `Asia/Singapore`"
        sure = near if unmistakable(name, near, known) else ""
        raise Refused("there is no such time zone", help=help, near=sure, code=ZONE) from None
    return name


def _tag(tag: str) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", tag):
        return tag
    raise Refused("a language tag is expected", help="for example `en`, `zh` or `pt-BR`")


def _target(value: Any) -> Any:
    """`live: git:origin` is short for `live: {to: git:origin}`."""
    return {"to": value} if isinstance(value, str) else value


def _count(number: str) -> str:
    if re.fullmatch(r"[1-9]\d{0,3}", number):
        return number
    raise Refused("a number from 1 to 9999 is expected")


Line = Annotated[str, _one_line]


class Deployment(Record, kw_only=True):
    """Where `digest deploy NAME` puts the site."""

    to: Line
    """An address, as the command takes it too: `git:origin`, `rsync:host:/srv/www`, `s3://bucket`, `dir:../public`."""
    host: Line = ""
    """Whose limits hold there, if the address does not tell: `cloudflare-pages`, `netlify` ..."""
    keep: Annotated[str, _count] = "3"
    """Of a folder: how many releases stay, the current one among them."""
    endpoint: Line = ""
    """Of a store that speaks S3 and is not Amazon's: where it is reached."""
    region: Line = ""


class Config(Record, kw_only=True):
    """The edition's settings, and the shape of the file."""

    title: Line = "News digest"
    motto: Line = ""
    base_url: Annotated[str, _address] = ""
    """`https://example.org/sub/`, with the slash; empty while no address is known."""
    feed_ids: Annotated[str, _address] = ""
    """Of an edition that has moved: its first address, by which followers' programs know the entries of its feeds."""
    language: Annotated[str, _tag] = "en"
    time_zone: Annotated[str, _zone] = "UTC"
    fonts: Literal["web", "system"] = "web"
    footer: Line = ""
    author: Line = ""
    outputs: Literal["full", "lean"] = "full"
    """`lean`: no files for programs beside single pages. Of each ten thousand reports they are some twenty thousand."""
    pictures: Literal["auto", "off"] = "auto"
    """What is shown beside links to the site elsewhere. `auto`: drawn where the edition knows its address and Pillow is
    there."""
    search: Literal["on", "off"] = "on"
    """`off`: the site has no search. Of each ten thousand reports its index is some ten thousand files and more."""
    levels: dict[str, Level] = {}
    """By code: how grave a breach is in this edition."""
    deploy: dict[str, Annotated[Deployment, Before(_target)]] = {}
    """Targets of `digest deploy`, by name."""
    theme: dict[str, str] = {}
    """Options of the theme, as written."""


def read(text: bytes | str | None, path: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings, and what is to be said of them. `None`: there is no such file, and all settings have their
    defaults.

    A setting with a fault is said and has its default.
    """
    if text is None:
        return Config(), ()
    said: list[Diagnostic] = []
    source = Text(path, text) if isinstance(text, str) else decoded(path, text, said)
    mapping = fields.read(source, 0, len(source.text), said) if source is not None else None
    if source is None:
        return Config(), in_order(said)
    if mapping is None:
        return Config(), in_order(said)
    data, places = mapping
    places.at = (0, 0)
    checked = check(Config, data, places, source, said)
    if checked is None:
        return Config(), in_order(said)
    levels: dict[str, Level] = {}
    for name, level in checked.levels.items():
        if name in KNOWN:
            levels[name] = level
            continue
        near = nearest(name, sorted(KNOWN))
        place = source.span(*places.find(("levels", name), key=True))
        help = f"did you mean `{near}`?" if near else ""
        fix = Fix(span=place, text=near, safe=unmistakable(name, near, KNOWN)) if near else None
        said.append(say(LEVEL, place, f"no rule has the code `{name}`", help=help, fix=fix))
    return msgspec.structs.replace(checked, levels=levels), in_order(said)
