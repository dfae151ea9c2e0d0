"""YAML whose every value knows its place: front matter and `site.yml`.

Why not `yaml.load`: the C loader crashes the process on 50,000 nested brackets, a merge key doubles its work with
every level, YAML 1.1 turns `NO` into false and `1:30` into 90, a later key silently replaces an earlier one, and the
marks are gone when a value turns out to be wrong. Here the events of the parser are read one by one without
recursion: all scalars stay text, and what they mean the schema says.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from digest.diagnostic import Diagnostic, Fix, Label, code, say
from digest.model.source import Span
from digest.pattern import later

YAML = code(
    "yaml",
    "error",
    what="The front matter cannot be read as YAML.",
    why="None of its fields can be known, so the file is left out.",
    instead='Put a value with a colon, a hash or brackets into quotation marks: `title: "Talks: the first day"`.',
)
REFUSED = code(
    "yaml-refused",
    "error",
    what="The front matter uses anchors, aliases, tags, several documents, or nests too deep.",
    why="A few hundred such bytes can fill the memory of the machine or run code in other programs.",
    instead="Write the value out where it is needed.",
)
TWICE = code(
    "duplicate-key",
    "error",
    what="A key stands twice in one mapping.",
    why="Only one of the two values could count, and no reader could tell which.",
    instead="Keep one of them.",
)
NOT_UTF8 = code(
    "not-utf8",
    "error",
    what="A file is not written in UTF-8.",
    why="In any other encoding names and quotations would silently change; no guess is made.",
    instead="Save the file as UTF-8. Articles in other encodings are brought in with `digest import --encoding`.",
)
CONTROL = code(
    "control-character",
    "error",
    what="A character that no text holds: a control character or a non-character.",
    why="Feeds and data files with it are refused by other programs.",
    instead="Remove it. It often comes from copying out of a PDF.",
)
BIDI = code(
    "bidi-control",
    "warning",
    what="An invisible character that turns the direction of the text.",
    why="It can make words read in another order than they are stored. It is kept, and shut in where it stands.",
    instead="Remove it unless the outlet printed it.",
)
TOO_LARGE = code(
    "too-large",
    "error",
    what="A content file is larger than eight megabytes.",
    why="No digest is; it would slow every build.",
    instead="Split the text, or leave attachments out of `content/`.",
)

MOST = 8 * 1024 * 1024
"""Bytes that a file may have."""

_CONTROL = later("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BIDI = later("[\u202a-\u202e\u2066-\u2069]")
_DEPTH = 32
_NODES = 20_000
_NEWLINE = later(r"\r\n?|\n")


class Text:
    """The text of one file, with newlines made alike, and the way from a place in it to line and column.

    `text` has neither a byte order mark nor carriage returns; the spans made here count in the file as it was written.
    """

    __slots__ = ("_lines", "_raw", "_starts", "path", "text")

    def __init__(self, path: str, raw: str) -> None:
        self.path = path
        self._raw = raw
        text = raw.removeprefix("\ufeff")
        self.text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self._lines: list[int] | None = None
        self._starts: list[int] | None = None

    def lines(self) -> list[int]:
        """Where each line of `text` begins."""
        if self._lines is None:
            self._lines = [*accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0)]
        return self._lines

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` of `text`."""
        if start == 0 and self._raw is self.text:  # something about the file as a whole: no need to know its lines
            return Span(path=self.path, start=0, end=end, line=1, column=1)
        lines = self.lines()
        line = bisect_right(lines, start) - 1
        column = start - lines[line]
        raw = self._in_file(line, column)
        if "\n" in self.text[start:end] and "\r" in self._raw:
            last = bisect_right(lines, end) - 1
            stop = self._in_file(last, end - lines[last])
        else:
            stop = raw + end - start
        return Span(path=self.path, start=raw, end=stop, line=line + 1, column=column + 1)

    def _in_file(self, line: int, column: int) -> int:
        mark = 1 if self._raw.startswith("\ufeff") else 0
        if "\r" not in self._raw:
            return mark + self.lines()[line] + column
        if self._starts is None:
            self._starts = [mark] + [match.end() for match in _NEWLINE.finditer(self._raw)]
        return self._starts[line] + column


def decoded(path: str, data: bytes, said: list[Diagnostic]) -> Text | None:
    """The text of a file's bytes; None, and the reason, if it is none. Characters that no text holds become U+FFFD."""
    if len(data) > MOST:
        here = Text(path, "").span(0, 0)
        said.append(
            say(TOO_LARGE, here, f"the file has {len(data):,} bytes; at most {MOST:,} are read", help="split it")
        )
        return None
    try:
        raw = data.decode()
    except UnicodeDecodeError as error:
        said.append(_not_utf8(path, data, error))
        return None
    if raw.replace(
        "\n", ""
    ).isprintable():  # nearly every file, and twenty times faster than to look for what may be wrong
        return Text(path, raw)
    text = Text(path, raw)
    if _CONTROL.search(raw) is not None:
        for match in list(_CONTROL.finditer(text.text))[:20]:
            place = text.span(match.start(), match.end())
            said.append(say(CONTROL, place, f"the control character U+{ord(match.group()):04X}", help="remove it"))
        text = Text(path, _CONTROL.sub("\ufffd", raw))
    if not raw.isascii() and _BIDI.search(raw) is not None:
        for match in list(_BIDI.finditer(text.text))[:20]:
            place = text.span(match.start(), match.end())
            message = f"the invisible character U+{ord(match.group()):04X} turns the direction of the text"
            said.append(say(BIDI, place, message, help="remove it unless the outlet printed it"))
    return text


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = data[: error.start].decode("utf-8", "replace")
    place = Text(path, before + " ")
    at = len(place.text) - 1
    help = "save the file as UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        help = "this looks like UTF-16; " + help
    message = f"the byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8"
    return say(NOT_UTF8, place.span(at, at + 1), message, help=help)


Place = tuple[int, int]
"""Start and end in `Text.text`."""


class Places:
    """Where the values of a mapping or list stand: of itself, and by key or index of its parts."""

    __slots__ = ("at", "keys", "parts")

    def __init__(self, at: Place) -> None:
        self.at = at
        self.keys: dict[str, Place] = {}
        self.parts: dict[str | int, Places] = {}

    def find(self, loc: Iterable[str | int], *, key: bool = False) -> Place:
        """The place of the value at `loc`, or of its key; of the nearest thing around it where there is no such
        value."""
        here: Places = self
        place = self.at
        for step in loc:
            if key and step in here.keys:
                place = here.keys[str(step)]
            if step not in here.parts:
                return place
            here = here.parts[step]
            if not key:
                place = here.at
        return place


def read(source: Text, start: int, end: int, said: list[Diagnostic]) -> tuple[dict[str, Any], Places] | None:
    """The mapping written between `start` and `end`: text, lists and mappings only; a value left empty is None.

    None where it cannot be read; then `said` has the reason.
    """
    return simple(source.text[start:end], start) or whole(source, start, end, said)


_SIMPLE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_MOST_LINES = 1000


def simple(text: str, start: int) -> tuple[dict[str, Any], Places] | None:
    """What `whole` reads, at a quarter of its cost and without YAML, where each line is `key: words`, `key: "words"` or
    `key:` above lines `- words`, and can mean nothing else. None where one could. `start` is added to all places.
    """
    if text[-1:] != "\n" or text.count("\n") > _MOST_LINES or not text.replace("\n", "").isprintable():
        return None
    data: dict[str, Any] = {}
    top = Places((start, start + len(text)))
    held: list[str] | None = None  # the list that is being read, its places, and how far its lines are indented
    places, indent = top, -1
    at = start
    for line in text.split("\n"):
        if line[:1] in " -":
            if line:
                words = line.lstrip(" ")
                lead = len(line) - len(words)
                if held is None or words[:2] != "- " or (held and lead != indent):
                    return None
                if not held:
                    indent = lead
                    places.at = (at + lead, top.at[1])
                words = words[2:]
                value = _simple_scalar(words)
                if value is None:
                    return None
                first = at + lead + 2
                places.parts[len(held)] = Places((first, first + len(words.rstrip(" "))))
                held.append(value)
        else:
            if held is not None:
                if not held:
                    return None
                places.at = (places.at[0], at)
                held = None
            key, colon, words = line.partition(": ")
            if not colon and key[-1] == ":":
                key = key[:-1]
            elif not colon:
                return None
            if _SIMPLE_KEY.fullmatch(key) is None or key in data:
                return None
            if not data:
                top.at = (at, top.at[1])
            top.keys[key] = (at, at + len(key))
            if colon:
                value = _simple_scalar(words)
                if value is None:
                    return None
                first = at + len(key) + 2
                top.parts[key] = Places((first, first + len(words.rstrip(" "))))
                data[key] = value
            else:
                places = top.parts[key] = Places((at, at))
                data[key] = held = []
        at += len(line) + 1
    return (data, top) if data and held != [] else None


def _simple_scalar(written: str) -> str | None:
    """Words that are read as they stand, or as they stand between quotation marks; None if they may not be."""
    mark = written[:1]
    written = written.rstrip(" ")
    if mark == '"' or mark == "'":
        inner = written[1:-1]
        return inner if written[-1] == mark and len(written) > 1 and mark not in inner and "\\" not in inner else None
    if mark.isalnum() and ": " not in written and " #" not in written and written[-1] != ":":
        return written
    return None


def whole(source: Text, start: int, end: int, said: list[Diagnostic]) -> tuple[dict[str, Any], Places] | None:
    """`read`, of any YAML."""
    import yaml

    top = Places((start, start))
    stack: list[tuple[Any, Places, list[Any]]] = []  # container, its places, [key, key's place] while one waits
    result: Any = None
    nodes = 0
    loader = yaml.CSafeLoader(source.text[start:end])
    try:
        while True:
            event: Any = loader.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                nodes += 1
                at = (start + event.start_mark.index, start + event.end_mark.index)
                problem = ""
                if event.anchor is not None:
                    problem = f"the anchor `&{event.anchor}` is not read here"
                elif event.tag is not None:
                    problem = f"the tag `{event.tag}` is not read here"
                elif nodes > _NODES:
                    problem = f"the front matter holds more than {_NODES} values"
                elif len(stack) >= _DEPTH:
                    problem = f"the front matter nests more than {_DEPTH} levels deep"
                if problem:
                    said.append(
                        say(REFUSED, source.span(at[0], max(at[1], at[0] + 1)), problem, help="write the value out")
                    )
                    return None
                in_mapping = bool(stack) and type(stack[-1][0]) is dict
                key_next = in_mapping and not stack[-1][2]
                if kind is yaml.ScalarEvent:
                    value: Any = event.value
                    if not value and not event.style:
                        value = None
                    if key_next:
                        key = event.value
                        if key in stack[-1][1].keys:
                            first = stack[-1][1].keys[key]
                            said.append(
                                say(
                                    TWICE,
                                    source.span(*at),
                                    f"the key `{key}` stands twice",
                                    label="again here",
                                    help="keep one of the two",
                                    others=(Label(span=source.span(*first), text="first here"),),
                                )
                            )
                        else:
                            stack[-1][1].keys[key] = at
                        stack[-1][2].append(key)
                        continue
                    places = Places(at)
                elif key_next:
                    said.append(say(YAML, source.span(at[0], at[0] + 1), "a key must be plain text", help=_QUOTE))
                    return None
                else:
                    value = {} if kind is yaml.MappingStartEvent else []
                    places = Places(at)
                if not stack:
                    if result is not None:
                        said.append(say(REFUSED, source.span(*at), "a second document begins here"))
                        return None
                    result = value
                    top = places
                else:
                    _put(stack[-1], value, places)
                if kind is not yaml.ScalarEvent:
                    stack.append((value, places, []))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                container = stack.pop()
                container[1].at = (container[1].at[0], start + event.end_mark.index)
            elif kind is yaml.AliasEvent:
                at = (start + event.start_mark.index, start + event.end_mark.index)
                said.append(
                    say(
                        REFUSED,
                        source.span(*at),
                        f"the alias `*{event.anchor}` is not read here",
                        help="write the value out",
                    )
                )
                return None
            elif kind is yaml.StreamEndEvent:
                break
    except yaml.YAMLError as error:
        said.append(_unreadable(source, start, end, error))
        return None
    finally:
        loader.dispose()
    if result is None:
        return {}, Places((start, start))
    if type(result) is not dict:
        said.append(
            say(
                YAML,
                source.span(*first_line(source, top.at)),
                "lines of the form `key: value` are expected here",
                help="for example `title: Talks begin in the capital`",
            )
        )
        return None
    return result, top


def _put(container: tuple[Any, Places, list[Any]], value: Any, places: Places) -> None:
    holder, around, waiting = container
    if type(holder) is dict:
        key = waiting.pop()
        if key not in holder:  # of two equal keys the first counts; that there are two has been said
            holder[key] = value
            around.parts[key] = places
    else:
        around.parts[len(holder)] = places
        holder.append(value)


_QUOTE = 'put a value that holds `: `, ` #`, or begins with `[ { > | * & ! % @ "` into quotation marks'


def _unreadable(source: Text, start: int, end: int, error: Any) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opening = getattr(error, "context_mark", None)
    context = str(getattr(error, "context", ""))
    if opening is not None and ("flow" in context or "quoted scalar" in context):
        at = start + opening.index
        opened = source.text[at : at + 1]
        if opened in "[{\"'":
            return say(YAML, source.span(at, at + 1), f"this `{opened}` is never closed", help=f"close it, or {_QUOTE}")
    at = min(start + mark.index, end) if mark is not None else start
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
    help = _QUOTE
    line_start = source.text.rfind("\n", 0, at) + 1
    if "tab" in problem or source.text[line_start : at + 1].strip(" ").startswith("\t"):
        help = "indent with blanks; YAML allows no tabs there"
    elif "could not find expected ':'" in problem:
        help = "a line of the form `key: value` is expected; a further line of a value must be indented"
    fix = _in_quotation_marks(source, line_start) if problem.startswith("mapping values") else None
    return say(YAML, source.span(at, at + 1), f"this is not YAML: {problem}", help=help, fix=fix)


_COLON_IN_VALUE = later(r"[ ]*(?:- )?[A-Za-z_][\w-]*:[ ]+([^\s\"'\[{|>&*!%@`#][^\n#]*: [^\n#]*?)[ \t]*(?:\n|$)")


def _in_quotation_marks(source: Text, line_start: int) -> Fix | None:
    """For `title: Talks: the first day`, where the whole rest of the line can only be the value."""
    match = _COLON_IN_VALUE.match(source.text, line_start)
    if match is None:
        return None
    value = match[1].replace("\\", "\\\\").replace('"', '\\"')
    return Fix(span=source.span(match.start(1), match.end(1)), text=f'"{value}"')


def first_line(source: Text, place: Place) -> Place:
    stop = source.text.find("\n", place[0])
    return place[0], min(place[1], stop) if stop >= 0 else place[1]


_MEANT = {
    "author": "byline",
    "authors": "byline",
    "aliases": "also",
    "aka": "also",
    "alias": "also",
    "outlet": "source",
    "publisher": "source",
    "link": "url",
    "language": "lang",
    "baseurl": "base_url",
    "timezone": "time_zone",
    "tags": "entities",
    "names": "entities",
    "description": "summary",
    "state": "status",
    "organization": "organisation",
    "org": "organisation",
    "location": "place",
    "publication": "source",
    "published": "date",
    "quote": "q",
    "speaker": "by",
    "who": "by",
    "channel": "via",
    "certainty": "cert",
    "confidence": "cert",
    "kind": "type",
    "type": "kind",
    "redirect_from": "was",
}
"""What other generators and languages call the same thing; only offered where the known spelling exists."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known spelling that was probably meant; empty rather than a wild guess (similarity under 0.6)."""
    import difflib  # which a text without faults has no use for

    spellings = [spelling for spelling in known if spelling]
    plain = _plain(word)
    by_plain = {spelling.lower().replace("-", "_"): spelling for spelling in spellings}
    if plain in by_plain:
        return by_plain[plain]
    meant = _MEANT.get(plain, "")
    if meant in by_plain and not difflib.get_close_matches(plain, list(by_plain), 1, 0.85):
        return by_plain[meant]
    if len(plain) > 60:
        return ""
    close = difflib.get_close_matches(plain, list(by_plain), 1, 0.6)
    return by_plain[close[0]] if close else ""


def unmistakable(word: str, near: str, known: Iterable[str]) -> bool:
    """Whether a word is the misspelling of `near` and of no second known one: at most one letter in four is wrong, left
    out, too many or changed places (optimal string alignment), one in a short word, and never a digit, for ids that
    differ in a digit are of two days.
    """
    from rapidfuzz.distance import OSA

    plain, meant = _plain(word), _plain(near)
    if plain == meant:
        return True
    if not meant or re.sub(r"\D", "", plain) != re.sub(r"\D", "", meant):
        return False
    most = max(1, len(plain) // 4)
    spellings = {_plain(spelling) for spelling in known if spelling}
    return [one for one in spellings if OSA.distance(plain, one, score_cutoff=most) <= most] == [meant]


def _plain(word: str) -> str:
    return word.strip().lower().replace("-", "_").replace(" ", "_")
