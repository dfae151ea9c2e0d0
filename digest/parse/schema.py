"""What each kind of file may say in its front matter.

All scalars arrive as text (`fields.py`); here they get their meaning. What is checked so becomes the records of the
model (`heads.py`).
"""

import re
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec

from digest.model.article import Cert, Form, VariantCause, Verdict
from digest.model.base import Record
from digest.pattern import later
from digest.shape import DATE, ID, URL, Before, Instead, Refused
from digest.text import slug

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = later(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_USUAL_ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[\w./~%?=&+-]*)?", re.ASCII)
_ADDRESS = later(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)


def is_id(word: str) -> bool:
    return _ID.fullmatch(word) is not None


def _an_id(word: str) -> str:
    if is_id(word):
        return word
    near = slug(word)
    raise Refused(
        "an id holds lower case letters, digits and single hyphens", help=f"did you mean `{near}`?", near=near, code=ID
    )


def some(words: str) -> str:
    plain = " ".join(words.split())
    if not plain:
        raise Refused("this must not be empty")
    return plain


def language(tag: str) -> str:
    if _LANG.fullmatch(tag):
        return tag
    raise Refused("a language tag is expected", help="for example `en`, `zh` or `pt-BR`")


def _wikidata(item: str) -> str:
    if re.fullmatch(r"Q[1-9]\d{0,11}", item):
        return item
    near = re.search(r"[Qq]([1-9]\d{0,11})$", item)
    help = f"did you mean `Q{near[1]}`?" if near else "for example `Q7747`"
    raise Refused("a Wikidata item is expected", help=help, near=f"Q{near[1]}" if near else "")


def address(url: str) -> str:
    """`http` or `https` with a host; anything else could run in the reader's browser or leads nowhere."""
    if _USUAL_ADDRESS.fullmatch(url):
        return url
    from urllib.parse import urlsplit

    if _ADDRESS.fullmatch(url):
        try:
            if urlsplit(url).hostname:
                return url
        except ValueError:  # brackets that hold no IPv6 address
            pass
    host = re.match(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$", url)
    near = f"https://{url}" if host else ""
    help = f"did you mean `{near}`?" if near else "for example `https://example.org/news/1`"
    raise Refused("a full http:// or https:// address is expected", help=help, near=near, code=URL)


def _not_a_date(written: str) -> Refused:
    other = re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", written) or re.fullmatch(
        r"(\d{4})-(\d{1,2})-(\d{1,2})", written
    )
    near = f"{other[1]}-{int(other[2]):02}-{int(other[3]):02}" if other else ""
    try:
        date.fromisoformat(near)
    except ValueError:
        near = ""
    if near:
        return Refused("a date is written YYYY-MM-DD", help=f"did you mean `{near}`?", near=near, code=DATE)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return Refused("the calendar has no such day", help="write the day as YYYY-MM-DD", code=DATE)
    return Refused("a date is written YYYY-MM-DD", help="for example `2022-02-25`", code=DATE)


def _day(written: str) -> str:
    if _DAY.fullmatch(written):
        try:
            date.fromisoformat(written)
            return written
        except ValueError:
            pass
    raise _not_a_date(written)


@lru_cache(maxsize=8)
def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def when(written: Any, time_zone: str) -> tuple[str, str]:
    """Day and time in the edition's zone; `unknown` gives two empty strings, a day alone an empty time."""
    if not isinstance(written, str):
        raise Refused("a date is written YYYY-MM-DD", help="for example `2022-02-25`", code=DATE)
    if written == "unknown":
        return "", ""
    if len(written) == 10:
        return _day(written), ""
    if len(written) < 16 or not _DAY.match(written) or written[10] not in "T ":
        if re.fullmatch(r"(?i)unknown|none|n/?a|\?+|tbd|undated", written):
            raise Refused("a date is written YYYY-MM-DD", help="did you mean `unknown`?", near="unknown", code=DATE)
        raise _not_a_date(written)
    try:
        moment = datetime.fromisoformat(written.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    except ValueError:
        raise Refused(
            "the calendar or the clock has no such time", help="for example `2022-02-25T18:05:00+08:00`", code=DATE
        ) from None
    if moment.tzinfo is None:
        raise Refused(
            "a time needs its zone",
            help=f"for example `{written}Z` (UTC) or `{written}+08:00`; or the day alone",
            code=DATE,
        )
    try:
        here = moment.astimezone(UTC if time_zone == "UTC" else _zone(time_zone))
    except OverflowError:
        raise Refused("the calendar has no such time", code=DATE) from None
    return f"{here.year:04}-{here.month:02}-{here.day:02}", f"{here.hour:02}:{here.minute:02}"


def _one_or_many(value: Any) -> Any:
    """A list of one may be written without brackets."""
    return [value] if isinstance(value, str) else value


def _an_alias(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Id = Annotated[str, _an_id]
Line = Annotated[str, some]
Lang = Annotated[str, language]
Wikidata = Annotated[str, _wikidata]
Address = Annotated[str, address]
Day = Annotated[str, _day]
When = Annotated[tuple[str, str], Instead(when)]
Ids = Annotated[tuple[Id, ...], Before(_one_or_many)]
Lines = Annotated[tuple[Line, ...], Before(_one_or_many)]


class AliasFields(Record, kw_only=True):
    text: Line
    lang: Lang = ""


Also = Annotated[tuple[Annotated[AliasFields, Before(_an_alias)], ...], Before(_one_or_many)]


class FileFields(Record, kw_only=True):
    was: Ids = ()
    draft: bool = False


class ListedQuote(Record, kw_only=True):
    """A statement that the outlet printed and the digest does not quote. Without `q` it is grouped by its words."""

    q: Id = ""
    text: Line
    via: Id = ""
    by: Id = ""
    as_: Form = msgspec.field(default="direct", name="as")
    cert: Cert = ""
    lang: Lang = ""


class Related(Record, kw_only=True):
    pin: Ids = ()
    hide: Ids = ()


class Checked(Record, kw_only=True):
    by: Line
    on: Day


class CorrectionFields(Record, kw_only=True):
    on: Day
    what: Line


class ReportFields(FileFields, kw_only=True):
    title: Line
    date: When
    source: Line
    date_note: Line = ""
    date_cert: Cert = ""
    source_note: Line = ""
    headline: Line = ""
    byline: Lines = ()
    dateline: Line = ""
    url: Address = ""
    lang: Lang = ""
    story: Id = ""
    summary: Line = ""
    entities: Lines = ()
    quotes: tuple[ListedQuote, ...] = ()
    related: Related | None = None
    shares_text_with: Ids = ()
    status: Literal["draft", "published", "corrected", "withdrawn"] = "published"
    checked: Checked | None = None
    corrections: tuple[CorrectionFields, ...] = ()


class OriginalFields(Record, kw_only=True):
    lang: Lang = ""
    seen: bool = False
    text: Line = ""
    url: Address = ""


class VariantFields(Record, kw_only=True):
    words: Lines
    kind: VariantCause
    cert: Cert = ""
    note: Line = ""


class QuoteFields(FileFields, kw_only=True):
    gist: Line
    speaker: Id = ""
    to: Ids = ()
    said: Day = ""
    occasion: Id = ""
    kind: Literal["", "speech", "statement", "readout", "interview", "post", "document"] = ""
    base: Id = ""
    original: OriginalFields | None = None
    variants: tuple[VariantFields, ...] = ()
    same_as: Ids = ()
    not_same_as: Ids = ()


class EntityFields(FileFields, kw_only=True):
    name: Line
    type: Literal["person", "organisation", "place", "event", "work"]
    also: Also = ()
    role: Line = ""
    wikidata: Wikidata = ""


class SourceFields(FileFields, kw_only=True):
    name: Line
    siglum: Line
    kind: Literal["", "newspaper", "agency", "broadcaster", "magazine", "ministry", "platform", "unknown"] = ""
    country: Line = ""
    lang: Lang = ""
    url: Address = ""
    wikidata: Wikidata = ""
    also: Also = ()
    style: Lines = ()


class PointFields(Record, kw_only=True):
    ask: Line
    answers: dict[Line, Ids]
    verdict: Verdict
    cert: Cert = ""
    note: Line = ""


class StoryFields(FileFields, kw_only=True):
    title: Line
    date: Day = ""
    place: Line = ""
    entities: Lines = ()
    status: Literal["developing", "settled", "archived"] = "developing"
    order: Ids = ()
    points: tuple[PointFields, ...] = ()


class PageFields(FileFields, kw_only=True):
    title: Line
    description: Line = ""


MODELS: dict[str, type[FileFields]] = {
    "report": ReportFields,
    "quote": QuoteFields,
    "entity": EntityFields,
    "source": SourceFields,
    "story": StoryFields,
    "page": PageFields,
}
