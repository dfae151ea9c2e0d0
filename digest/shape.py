"""A mapping -> a record of the shape that its class declares, or all its faults at once, each at its line and column.

The annotations of a class of records are its schema: `str`, `bool` (written as a word), `Literal`, a tuple, a dict,
another such class, `| None`; and in `Annotated` a rule, which gives the value its final form or refuses it. They are
read when the first file of a kind is, so that a build reads no schema that it does not need.

Why not pydantic, which does the same: it costs more to import, and its models more to build, than the rest of a build
after one edit; here are the six forms that text from YAML can take, and no others.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin

import msgspec

from digest.diagnostic import Diagnostic, Fix, code, say
from digest.fields import Place, Places, Text, first_line, nearest, unmistakable
from digest.model.base import Record

UNKNOWN = code(
    "unknown-key",
    "error",
    what="A key that this kind of file does not have.",
    why="A misspelt key would silently do nothing.",
    instead="Use the spelling of the manual. A key of your own begins with `x-`: it is kept and never read.",
)
MISSING = code(
    "missing-key",
    "error",
    what="A key that this kind of file must have is missing or has no value.",
    why="The page could not say what it is about.",
    instead="`title: Talks begin in the capital`",
)
VALUE = code(
    "bad-value",
    "error",
    what="A value has not the form that its key needs.",
    why="The page would show something other than was meant.",
    instead="`wikidata: Q7747`",
)
CHOICE = code(
    "bad-choice",
    "error",
    what="A value is not one of the words that its key allows.",
    why="Programs and readers know only these words.",
    instead="`status: published`",
)
DATE = code(
    "bad-date",
    "error",
    what="A date is not a day of the calendar, or a time lacks its zone.",
    why="Reports are ordered and related by date; a guess would put this one in the wrong place.",
    instead="`date: 2022-02-25`, `date: 2022-02-25T18:05:00+08:00` or, honestly, `date: unknown`.",
)
URL = code(
    "bad-url",
    "error",
    what="An address is not a full `http://` or `https://` address.",
    why="It becomes a link; other schemes can run code in the reader's browser, and half an address leads nowhere.",
    instead="`url: https://example.org/news/1`",
)
ID = code(
    "bad-id",
    "error",
    what="An id holds something other than lower case letters, digits and single hyphens.",
    why="Ids are parts of addresses; capitals, blanks and other marks differ between systems or need escaping.",
    instead="`xi-jinping`",
)

Loc = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


class Refused(ValueError):
    """What a rule says of a value that it refuses."""

    def __init__(self, message: str, *, help: str = "", near: str = "", code: str = VALUE) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.near = near
        """The value that was probably meant; empty if none suggests itself."""
        self.code = code


class Before(NamedTuple):
    """In `Annotated`: what is done with a value before its form is looked at."""

    rule: Callable[[Any], Any]


class Instead(NamedTuple):
    """In `Annotated`: what makes the whole value, whatever was written, for the edition's time zone."""

    rule: Callable[[Any, str], Any]


class Fault(NamedTuple):
    """What is wrong with the value at `loc`."""

    code: str
    loc: Loc
    refused: Refused | None = None
    expected: str = ""
    """The form that was expected, in words."""
    words: tuple[str, ...] = ()
    """The words that were."""


class Reading:
    """One reading of a mapping: what it is read for, and the faults met so far."""

    __slots__ = ("faults", "time_zone")

    def __init__(self, time_zone: str) -> None:
        self.time_zone = time_zone
        self.faults: list[Fault] = []


Reader = Callable[[Any, Loc, Reading], Any]
"""Gives a value its form. Where it has not that form, a fault is noted, and what is given back means nothing."""

_WORDS = {
    **dict.fromkeys(("true", "yes", "on", "y", "t", "1"), True),
    **dict.fromkeys(("false", "no", "off", "n", "f", "0"), False),
}


def _text(value: Any, loc: Loc, reading: Reading) -> Any:
    if type(value) is not str:
        reading.faults.append(Fault(VALUE, loc, expected="text"))
    return value


def _truth(value: Any, loc: Loc, reading: Reading) -> Any:
    truth = _WORDS.get(value.lower()) if type(value) is str else None
    if truth is None:
        reading.faults.append(Fault(VALUE, loc, expected="`true` or `false`"))
    return truth


def _anything(value: Any, _: Loc, __: Reading) -> Any:
    return value


def _choice(words: tuple[str, ...]) -> Reader:
    allowed = frozenset(words)

    def read(value: Any, loc: Loc, reading: Reading) -> Any:
        if type(value) is not str or value not in allowed:
            reading.faults.append(Fault(CHOICE, loc, words=words))
        return value

    return read


def _list(one: Reader) -> Reader:
    def read(value: Any, loc: Loc, reading: Reading) -> Any:
        if type(value) is not list:
            reading.faults.append(Fault(VALUE, loc, expected="a list"))
            return ()
        return tuple([one(inner, (*loc, index), reading) for index, inner in enumerate(value)])

    return read


def _mapping(key: Reader, one: Reader) -> Reader:
    def read(value: Any, loc: Loc, reading: Reading) -> Any:
        if type(value) is not dict:
            reading.faults.append(Fault(VALUE, loc, expected="a mapping of keys and values"))
            return {}
        return {
            key(name, (*loc, name, "[key]"), reading): one(inner, (*loc, name), reading)
            for name, inner in value.items()
        }

    return read


def _or_none(one: Reader) -> Reader:
    return lambda value, loc, reading: None if value is None else one(value, loc, reading)


def _ruled(one: Reader, rule: Callable[[Any], Any]) -> Reader:
    """What `one` reads, in the final form that a rule gives it."""

    def read(value: Any, loc: Loc, reading: Reading) -> Any:
        if one is _text and type(value) is str:
            made = value
        else:
            before = len(reading.faults)
            made = one(value, loc, reading)
            if len(reading.faults) > before:
                return made
        try:
            return rule(made)
        except Refused as refused:
            reading.faults.append(Fault(refused.code, loc, refused))
            return made

    return read


def _before(rule: Callable[[Any], Any], one: Reader) -> Reader:
    return lambda value, loc, reading: one(rule(value), loc, reading)


def _instead(rule: Callable[[Any, str], Any]) -> Reader:
    def read(value: Any, loc: Loc, reading: Reading) -> Any:
        try:
            return rule(value, reading.time_zone)
        except Refused as refused:
            reading.faults.append(Fault(refused.code, loc, refused))
            return value

    return read


def _record(shape: type[Record]) -> Reader:
    fields = _fields(shape)
    readers = {key: (field.name, _reader(field.type)) for key, field in fields.items()}
    required = [key for key, field in fields.items() if field.required]

    def read(value: Any, loc: Loc, reading: Reading) -> Any:
        if type(value) is not dict:
            reading.faults.append(Fault(VALUE, loc, expected="a mapping of keys and values"))
            return None
        made: dict[str, Any] = {}
        for key, inner in value.items():
            if key in readers:
                name, one = readers[key]
                made[name] = one(inner, (*loc, key), reading)
            else:
                reading.faults.append(Fault(UNKNOWN, (*loc, key)))
        for key in required:
            if key not in value:
                reading.faults.append(Fault(MISSING, (*loc, key)))
        return None if reading.faults else shape(**made)

    return read


def _reader(form: Any) -> Reader:
    """The reader of an annotation. Raises TypeError for one that no schema may hold."""
    origin, inner = get_origin(form), get_args(form)
    if form is str:
        return _text
    if form is bool:
        return _truth
    if form is Any:
        return _anything
    if origin is Annotated:
        read = _reader(inner[0])
        for rule in inner[1:]:
            if isinstance(rule, Before):
                read = _before(rule.rule, read)
            elif isinstance(rule, Instead):
                read = _instead(rule.rule)
            else:
                read = _ruled(read, rule)
        return read
    if origin is Literal:
        return _choice(inner)
    if origin is tuple:
        return _list(_reader(inner[0]))
    if origin is dict:
        return _mapping(_reader(inner[0]), _reader(inner[1]))
    if origin is UnionType and inner[1:] == (NoneType,):
        return _or_none(_reader(inner[0]))
    if isinstance(form, type) and issubclass(form, Record):
        return _record(form)
    raise TypeError(f"{form} is no form of a field")


@cache
def _fields(shape: type[Record]) -> dict[str, Any]:
    """The fields of a class of records by the key that is written for each."""
    return {field.encode_name: field for field in msgspec.structs.fields(shape)}


_reader_of = cache(_record)

# --- checking --------------------------------------------------------------------------------------------------------

M = TypeVar("M", bound=Record)


def check(
    shape: type[M],
    data: dict[str, Any],
    places: Places,
    source: Text,
    said: list[Diagnostic],
    *,
    time_zone: str = "UTC",
    stand_in: Mapping[str, str] | None = None,
) -> M | None:
    """The mapping as a record of that shape. All faults are said at once; a part with a fault is left out of the value.

    Keys that begin with `x-` are the editor's own. `stand_in` holds values for keys that must be there and are faulty
    or missing: their fault is said, and what else the file says can still be looked at. None if even so a key is
    lacking that must be there.
    """
    data = _spelt(shape, data, places, source, said)
    made, faults = _read(shape, data, time_zone)
    if not faults:
        return made
    meant = {
        (*fault.loc[:-1], nearest(str(fault.loc[-1]), _known(shape, fault.loc[:-1])))
        for fault in faults
        if fault.code == UNKNOWN
    }
    said += [
        _said(shape, fault, places, source)
        for fault in faults
        if fault.code != MISSING or fault.loc not in meant  # nobody misses what was only misspelt
    ]
    for deep in (True, False):
        kept = _without([fault.loc for fault in faults], data, deep=deep)
        made, still = _read(shape, {**(stand_in or {}), **kept}, time_zone)
        if not still:
            return made
    return None


def _read(shape: type[M], data: dict[str, Any], time_zone: str) -> tuple[M | None, list[Fault]]:
    reading = Reading(time_zone)
    return _reader_of(shape)(data, (), reading), reading.faults


def _spelt(
    shape: type[Record], data: dict[str, Any], places: Places, source: Text, said: list[Diagnostic]
) -> dict[str, Any]:
    """The mapping without what is empty or the editor's own. A misspelt key is said and read as the one that was meant,
    so that its value is looked at too and nobody is told that the key is missing."""
    known = _fields(shape).keys()
    if known >= data.keys() and None not in data.values():
        return data
    kept = {key: value for key, value in data.items() if key in known and value is not None}
    for key, value in data.items():
        if key in known or key.startswith("x-"):
            continue
        fault = _unknown(shape, (key,), places, source)
        said.append(fault)
        meant = fault.fix.text if fault.fix else ""
        if meant and meant not in data and value is not None:
            kept[meant] = value
            places.parts[meant], places.keys[meant] = places.parts[key], places.keys[key]
    return kept


def _without(locs: Iterable[Loc], data: dict[str, Any], *, deep: bool) -> dict[str, Any]:
    """The mapping less what has a fault: that part alone, or, not `deep`, the item of a list or the key that it is
    in."""
    cuts = (loc if deep else loc[: 2 if len(loc) > 1 and isinstance(loc[1], int) else 1] for loc in locs)
    gone = {_reached(loc, data) for loc in cuts}
    return cast("dict[str, Any]", _pruned(data, (), gone))


def _reached(loc: Loc, data: Any) -> Loc:
    """As much of `loc` as there is in the data: what is missing has no place, and what holds it goes."""
    for depth, step in enumerate(loc):
        held = step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))
        if not held:
            return loc[:depth]
        data = data[step]
    return loc


def _pruned(value: Any, loc: Loc, gone: set[Loc]) -> Any:
    """A copy without the places in `gone`. As deep as content may nest, which is little."""
    if isinstance(value, dict):
        return {key: _pruned(inner, (*loc, key), gone) for key, inner in value.items() if (*loc, key) not in gone}
    if isinstance(value, list):
        return [_pruned(inner, (*loc, at), gone) for at, inner in enumerate(value) if (*loc, at) not in gone]
    return value


def _said(shape: type[Record], fault: Fault, places: Places, source: Text) -> Diagnostic:
    loc = fault.loc
    name = ".".join(str(step) for step in loc if not isinstance(step, int)) or "the front matter"
    if fault.code == MISSING:
        owner = places.find(loc[:-1])
        if loc[-1] in places.keys and len(loc) == 1:
            return say(
                MISSING, source.span(*places.keys[str(loc[-1])]), f"`{name}` has no value", help=_example(str(loc[-1]))
            )
        at = (owner[0], owner[0]) if len(loc) == 1 else first_line(source, owner)
        help = _example(str(loc[-1]) if len(loc) == 1 else str(loc[0]))
        return say(MISSING, source.span(*at), f"`{name}` is missing", help=help)
    if fault.code == UNKNOWN:
        return _unknown(shape, loc, places, source)
    at = places.find(loc)
    if fault.code == CHOICE:
        written = source.text[at[0] : at[1]].strip()
        shown = written if len(written) <= 60 and "\n" not in written else written.split("\n")[0][:60] + "…"
        plain = written.strip("\"'")
        near = nearest(plain, fault.words)
        help = f"did you mean `{near}`?" if near else "one of " + ", ".join(f"`{word}`" for word in fault.words if word)
        return say(
            CHOICE,
            source.span(*at),
            f"`{name}` cannot be `{shown}`",
            help=help,
            fix=_written_anew(source, at, near, safe=unmistakable(plain, near, fault.words)) if near else None,
        )
    refused = fault.refused
    if refused is None:
        return say(
            VALUE,
            source.span(*first_line(source, at)),
            f"`{name}` must be {fault.expected}",
            label=fault.expected,
            help=_example(str(loc[0])),
        )
    return say(
        fault.code,
        source.span(*first_line(source, at)),
        f"`{name}`: {refused.message}",
        help=refused.help,
        # of an address it is not known whether its host answers to https
        fix=_written_anew(source, at, refused.near, safe=fault.code != URL) if refused.near else None,
    )


def _written_anew(source: Text, at: Place, word: str, *, safe: bool) -> Fix:
    """A word in the place of a scalar, whose quotation marks stay."""
    written = source.text[at[0] : at[1]]
    quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    begin, end = (at[0] + 1, at[1] - 1) if quoted else (at[0], at[0] + len(written.rstrip()))
    return Fix(span=source.span(begin, end), text=word, safe=safe)


def _unknown(shape: type[Record], loc: Loc, places: Places, source: Text) -> Diagnostic:
    at = places.find(loc, key=True)
    known = _known(shape, loc[:-1])
    near = nearest(str(loc[-1]), known)
    help = f"did you mean `{near}`?" if near else f"known here: {', '.join(known)}"
    fix = _written_anew(source, at, near, safe=unmistakable(str(loc[-1]), near, known)) if near else None
    where = "this file" if len(loc) == 1 else f"`{loc[0]}`"
    return say(UNKNOWN, source.span(*at), f"`{loc[-1]}` is no key of {where}", help=help, fix=fix)


_EXAMPLES = {
    "title": "title: Talks begin in the capital",
    "date": "date: 2022-02-25  (or `date: unknown`)",
    "source": "source: straits-times  (an outlet's id or name, or `source: unknown`)",
    "name": "name: The Straits Times",
    "siglum": "siglum: ST",
    "type": "type: person",
    "gist": "gist: The harbour will stay closed.",
    "speaker": "speaker: xi-jinping",
    "draft": "draft: true",
    "checked": "checked: {by: ed, on: 2022-03-01}",
    "original": "original: {lang: zh, seen: false}",
    "related": "related: {pin: [an-id], hide: []}",
    "byline": "byline: [AFP, Reuters]",
    "entities": "entities: [dmitry-peskov, minsk]",
    "quotes": 'quotes: [{q: an-id, text: "the words"}]',
    "corrections": "corrections: [{on: 2022-03-04, what: The day was wrong.}]",
    "points": 'points: [{ask: What was agreed?, answers: {"a truce": [st]}, verdict: open}]',
    "variants": "variants: [{words: [red line, bottom line], kind: translation}]",
}


def _example(key: str) -> str:
    return f"for example: {_EXAMPLES[key]}" if key in _EXAMPLES else ""


def _known(shape: type[Record], loc: Iterable[str | int]) -> list[str]:
    """The keys of the (nested) record at `loc`."""
    here = shape
    for step in loc:
        if isinstance(step, str) and step in _fields(here):
            here = _record_in(_fields(here)[step].type) or here
    return list(_fields(here))


def _record_in(annotation: Any) -> type[Record] | None:
    """The class of records that an annotation such as `tuple[Quote, ...]` speaks of."""
    todo = [annotation]
    while todo:
        here = todo.pop()
        if isinstance(here, type) and issubclass(here, Record):
            return here
        todo += list(get_args(here))
    return None
