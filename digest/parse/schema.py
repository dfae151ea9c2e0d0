"""What each kind of file may say in its front matter.

All scalars arrive as text (`fields.py`); here they get their meaning. pydantic, because it names every fault of a
file at once and the path to it; what leaves this module are the frozen records of the model.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from digest.model.article import Cert, Form, NoteKind, VariantCause, Verdict
from digest.text import slug

__all__ = [
    "MODELS",
    "EntityFields",
    "NoteKind",
    "PageFields",
    "QuoteFields",
    "ReportFields",
    "SourceFields",
    "StoryFields",
]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)


def is_id(word: str) -> bool:
    return _ID.fullmatch(word) is not None


def _an_id(word: str) -> str:
    if is_id(word):
        return word
    near = slug(word)
    raise PydanticCustomError(
        "bad_id",
        "an id holds lower case letters, digits and single hyphens",
        {"near": near, "help": f"did you mean `{near}`?"},
    )


def _some(words: str) -> str:
    plain = " ".join(words.split())
    if not plain:
        raise PydanticCustomError("empty", "this must not be empty", {"help": ""})
    return plain


def _language(tag: str) -> str:
    if _LANG.fullmatch(tag):
        return tag
    raise PydanticCustomError("lang", "a language tag is expected", {"help": "for example `en`, `zh` or `pt-BR`"})


def _wikidata(item: str) -> str:
    if re.fullmatch(r"Q[1-9]\d{0,11}", item):
        return item
    near = re.search(r"[Qq]([1-9]\d{0,11})$", item)
    help = f"did you mean `Q{near[1]}`?" if near else "for example `Q7747`"
    raise PydanticCustomError(
        "wikidata", "a Wikidata item is expected", {"near": f"Q{near[1]}" if near else "", "help": help}
    )


def _address(url: str) -> str:
    """`http` or `https` with a host; anything else could run in the reader's browser or leads nowhere."""
    if _ADDRESS.fullmatch(url):
        try:
            if urlsplit(url).hostname:
                return url
        except ValueError:  # brackets that hold no IPv6 address
            pass
    host = re.match(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$", url)
    near = f"https://{url}" if host else ""
    help = f"did you mean `{near}`?" if near else "for example `https://example.org/news/1`"
    raise PydanticCustomError("bad_url", "a full http:// or https:// address is expected", {"near": near, "help": help})


def _not_a_date(written: str) -> PydanticCustomError:
    other = re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", written) or re.fullmatch(
        r"(\d{4})-(\d{1,2})-(\d{1,2})", written
    )
    near = f"{other[1]}-{int(other[2]):02}-{int(other[3]):02}" if other else ""
    try:
        date.fromisoformat(near)
    except ValueError:
        near = ""
    if near:
        return PydanticCustomError(
            "bad_date", "a date is written YYYY-MM-DD", {"near": near, "help": f"did you mean `{near}`?"}
        )
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return PydanticCustomError("bad_date", "the calendar has no such day", {"help": "write the day as YYYY-MM-DD"})
    return PydanticCustomError("bad_date", "a date is written YYYY-MM-DD", {"help": "for example `2022-02-25`"})


def _day(written: str) -> str:
    if _DAY.fullmatch(written):
        try:
            date.fromisoformat(written)
            return written
        except ValueError:
            pass
    raise _not_a_date(written)


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _when(written: Any, info: ValidationInfo) -> tuple[str, str]:
    """Day and time in the edition's zone; `unknown` gives two empty strings, a day alone an empty time."""
    if not isinstance(written, str):
        raise PydanticCustomError("bad_date", "a date is written YYYY-MM-DD", {"help": "for example `2022-02-25`"})
    if written == "unknown":
        return "", ""
    if len(written) == 10:
        return _day(written), ""
    if len(written) < 16 or not _DAY.match(written) or written[10] not in "T ":
        if re.fullmatch(r"(?i)unknown|none|n/?a|\?+|tbd|undated", written):
            raise PydanticCustomError(
                "bad_date", "a date is written YYYY-MM-DD", {"near": "unknown", "help": "did you mean `unknown`?"}
            )
        raise _not_a_date(written)
    try:
        moment = datetime.fromisoformat(written.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    except ValueError:
        raise PydanticCustomError(
            "bad_date",
            "the calendar or the clock has no such time",
            {"help": "for example `2022-02-25T18:05:00+08:00`"},
        ) from None
    if moment.tzinfo is None:
        raise PydanticCustomError(
            "bad_date",
            "a time needs its zone",
            {"help": f"for example `{written}Z` (UTC) or `{written}+08:00`; or the day alone"},
        )
    name: str = (info.context or {}).get("time_zone", "UTC")
    try:
        here = moment.astimezone(UTC if name == "UTC" else _zone(name))
    except OverflowError:
        raise PydanticCustomError("bad_date", "the calendar has no such time", {"help": ""}) from None
    return f"{here.year:04}-{here.month:02}-{here.day:02}", f"{here.hour:02}:{here.minute:02}"


def _one_or_many(value: Any) -> Any:
    """A list of one may be written without brackets."""
    return [value] if isinstance(value, str) else value


def _an_alias(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(_an_id)]
Line = Annotated[str, AfterValidator(_some)]
Lang = Annotated[str, AfterValidator(_language)]
Wikidata = Annotated[str, AfterValidator(_wikidata)]
Address = Annotated[str, AfterValidator(_address)]
Day = Annotated[str, AfterValidator(_day)]
When = Annotated[tuple[str, str], BeforeValidator(_when)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_one_or_many)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)]


class _Fields(BaseModel):
    """What all have. A model is built when the first file of its kind is read, not when this module is imported; so no
    default may be a model, which would have to be built at once."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class AliasFields(_Fields):
    text: Line
    lang: Lang = ""


Also = Annotated[tuple[Annotated[AliasFields, BeforeValidator(_an_alias)], ...], BeforeValidator(_one_or_many)]


class _File(_Fields):
    was: Ids = ()
    draft: bool = False


class ListedQuote(_Fields):
    """A statement that the outlet printed and the digest does not quote. Without `q` it is grouped by its words."""

    q: Id = ""
    text: Line
    via: Id = ""
    by: Id = ""
    as_: Form = Field(default="direct", alias="as")
    cert: Cert = ""
    lang: Lang = ""


class Related(_Fields):
    pin: Ids = ()
    hide: Ids = ()


class Checked(_Fields):
    by: Line
    on: Day


class CorrectionFields(_Fields):
    on: Day
    what: Line


class ReportFields(_File):
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


class OriginalFields(_Fields):
    lang: Lang = ""
    seen: bool = False
    text: Line = ""
    url: Address = ""


class VariantFields(_Fields):
    words: Lines
    kind: VariantCause
    cert: Cert = ""
    note: Line = ""


class QuoteFields(_File):
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


class EntityFields(_File):
    name: Line
    type: Literal["person", "organisation", "place", "event", "work"]
    also: Also = ()
    role: Line = ""
    wikidata: Wikidata = ""


class SourceFields(_File):
    name: Line
    siglum: Line
    kind: Literal["", "newspaper", "agency", "broadcaster", "magazine", "ministry", "platform", "unknown"] = ""
    country: Line = ""
    lang: Lang = ""
    url: Address = ""
    wikidata: Wikidata = ""
    also: Also = ()
    style: Lines = ()


class PointFields(_Fields):
    ask: Line
    answers: dict[Line, Ids]
    verdict: Verdict
    cert: Cert = ""
    note: Line = ""


class StoryFields(_File):
    title: Line
    date: Day = ""
    place: Line = ""
    entities: Lines = ()
    status: Literal["developing", "settled", "archived"] = "developing"
    order: Ids = ()
    points: tuple[PointFields, ...] = ()


class PageFields(_File):
    title: Line
    description: Line = ""


MODELS: dict[str, type[_File]] = {
    "report": ReportFields,
    "quote": QuoteFields,
    "entity": EntityFields,
    "source": SourceFields,
    "story": StoryFields,
    "page": PageFields,
}
