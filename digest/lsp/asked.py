"""What is being typed at a place of a content file, and what could stand there."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from digest.link.ids import ROLES
from digest.model.source import Kind

Schemas = Mapping[str, Mapping[str, Any]]
"""JSON Schemas by the kind of file (`digest.schema`)."""


class Word(NamedTuple):
    """A word that may stand there."""

    word: str
    what: str
    text: str
    """What is put in the place of what was typed."""


class Asked(NamedTuple):
    """The typed part of a word, from `start` to `end`; ids of these kinds, or these words, may take its place."""

    start: int
    end: int
    kinds: tuple[Kind, ...] = ()
    words: tuple[Word, ...] = ()
    as_link: bool = False
    """A whole link `[name](@id)` takes the place of `@id` in running text."""


_LINK = re.compile(r"\]\(@([a-z0-9-]*)$")
_BARE = re.compile(r"(?:^|(?<=[\s(“\"'‘—–]))@([\w-]*)$")
_VALUE = re.compile(r"\{[^{}]*?\b(q|by|via|as|cert)=([\w-]*)$")
_NAME = re.compile(r"(?:\]|^)\{(?:[^{}]*[ \t])?([a-z]*)$")
_NOTE = re.compile(r"\[\^([\w-]*)$")
_DEFINED = re.compile(r"^\[\^([\w-]+)\]:", re.MULTILINE)
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_REST = re.compile(r"[\w-]*")

_ATTRIBUTES = {
    "q": "the statement's id",
    "by": "who said it",
    "via": "whom the report credits",
    "as": "how the outlet gives it",
    "cert": "how sure you are",
    "lang": "its language",
}
_WORDS = {
    "as": ("direct", "partial", "reported", "headline", "post"),
    "cert": ("high", "medium", "low", "unknown"),
}
_NOTES = {
    "ctx": "context",
    "var": "wording",
    "disc": "disagreement",
    "sic": "so printed",
    "src": "provenance",
    "open": "open question",
    "corr": "correction",
}

_NAMED_BY: dict[str, dict[str, str]] = {
    "report": {
        "source": "source", "story": "story", "entities": "entity", "pin": "report", "hide": "report",
        "shares_text_with": "report", "q": "q", "via": "via", "by": "by",
    },
    "quote": {
        "speaker": "by", "to": "to", "occasion": "story", "base": "base", "same_as": "statement",
        "not_same_as": "statement",
    },
    "story": {"place": "place", "entities": "entity", "order": "source", "answers": "source"},
}  # fmt: skip
"""In which role a field of front matter names an id, by kind of file and key."""


def asked(text: str, offset: int, kind: str, schemas: Schemas) -> Asked | None:
    """What is asked for at an offset of a file's text. `kind`: of the file, `site` for the settings."""
    begin = text.rfind("\n", 0, offset) + 1
    line = text[begin:offset]
    if kind == "site" or _in_front(text, offset):
        return _field(text, begin, offset, kind, schemas[kind])
    if match := _LINK.search(line):
        return _ids(text, begin + match.start(1), offset, "link")
    if match := _VALUE.search(line):
        name, start = match[1], begin + match.start(2)
        if name in _WORDS:
            return Asked(start, _end(text, offset), words=tuple(Word(word, "", word) for word in _WORDS[name]))
        return _ids(text, start, offset, name)
    if match := _NOTE.search(line):
        labels = [label for label in dict.fromkeys(_DEFINED.findall(text)) if f"[^{label}]" not in text[:begin]]
        words = [Word(label, "a note of this file", label) for label in labels]
        words += [Word(f"{kind}-", what, f"{kind}-") for kind, what in _NOTES.items()]
        return Asked(begin + match.start(1), _end(text, offset), words=tuple(words))
    if match := _NAME.search(line):
        words = [Word(name, what, f"{name}=") for name, what in _ATTRIBUTES.items() if f"{name}=" not in line]
        return Asked(begin + match.start(1), _end(text, offset), words=tuple(words))
    if match := _BARE.search(line):
        return Asked(begin + match.start(1) - 1, _end(text, offset), kinds=ROLES["link"], as_link=True)
    return None


def label_at(text: str, offset: int) -> str:
    """The label of the note mark or note at an offset; empty if there is none."""
    for match in re.finditer(r"\[\^([\w-]+)\]", text):
        if match.start() <= offset <= match.end():
            return match[1]
    return ""


def note_at(text: str, label: str) -> int:
    """Where the note of a label begins; -1 if there is none."""
    return next((match.start() for match in _DEFINED.finditer(text) if match[1] == label), -1)


def front_end(text: str) -> int:
    """Where the closing line of the front matter begins; the end of the text while there is none yet."""
    fences = list(_FENCE.finditer(text))[:2]
    return fences[1].start() if len(fences) == 2 else len(text)


def _in_front(text: str, offset: int) -> bool:
    first = _FENCE.match(text.removeprefix("\ufeff"))
    return first is not None and first.end() < offset <= front_end(text)


def _end(text: str, offset: int) -> int:
    """The end of the word that an offset is in."""
    match = _REST.match(text, offset)
    return match.end() if match else offset


def _ids(text: str, start: int, offset: int, role: str) -> Asked:
    return Asked(start, _end(text, offset), kinds=ROLES[role])


# --- front matter ----------------------------------------------------------------------------------------------------

_LEAD = re.compile(r"[ ]*(- )?")
_OWNER = re.compile(r"^([ ]*)(- )?([\w-]+):")


def _field(text: str, begin: int, offset: int, kind: str, schema: Mapping[str, Any]) -> Asked | None:
    line = text[begin:offset]
    lead = _LEAD.match(line)
    assert lead is not None
    indent, item = len(line) - len(line.lstrip(" ")), lead[1] is not None
    outer = _owner(text[:begin].split("\n"), indent + item) if indent or item else ()
    inner, is_key, word = _inside(line, lead.end())
    path = (*outer, *inner)
    start = begin + word
    fields = _properties(schema, path) if is_key else {}
    if fields:
        words = [
            Word(key, field.get("description", ""), f"{key}: ")
            for key, field in fields.items()
            if path or not re.search(rf"^{re.escape(key)}:", text, re.MULTILINE)
        ]
        return Asked(start, _end(text, offset), words=tuple(words))
    return _value(text, start, offset, kind, path, schema)


def _inside(line: str, start: int) -> tuple[tuple[str, ...], bool, int]:
    """Of a line of YAML being typed: the keys on it that lead to its end, whether a key is typed there, and where the
    typed word begins."""
    open_: list[tuple[str, str]] = []
    key, is_key, word = "", True, start
    for at in range(start, len(line)):
        letter = line[at]
        if letter in "{[":
            open_.append((letter, key))
            key, is_key, word = "", letter == "{", at + 1
        elif letter in "}]" and open_:
            key, is_key, word = open_.pop()[1], False, at + 1
        elif letter == "," and open_:
            is_key, word = open_[-1][0] == "{", at + 1
            key = ""
        elif letter == ":" and is_key and line[at + 1 : at + 2] in ("", " "):
            key, is_key, word = line[word:at].strip(), False, at + 1
        elif letter in " \"'-" and word == at:
            word = at + 1
    keys = [name for _, name in open_ if name] + ([key] if key else [])
    return tuple(keys), is_key, word


def _owner(above: Sequence[str], indent: int) -> tuple[str, ...]:
    """The keys that a line of this indent stands under, the outermost first."""
    keys: list[str] = []
    for line in reversed(above):
        match = _OWNER.match(line)
        if match is None:
            continue
        item = match[2] is not None
        if len(match[1]) + 2 * item < indent:
            keys.append(match[3])
            indent = len(match[1]) + item  # the owner of a list may stand as far left as its items
            if not indent:
                break
    return tuple(reversed(keys))


def _value(
    text: str, start: int, offset: int, kind: str, path: Sequence[str], schema: Mapping[str, Any]
) -> Asked | None:
    roles = _NAMED_BY.get(kind, {})
    for key in reversed(path):
        if key in roles:
            return _ids(text, start, offset, roles[key])
        field = _properties(schema, path[: path.index(key)]).get(key)
        words = _words(field) if field else ()
        if words:
            return Asked(start, _end(text, offset), words=tuple(Word(word, "", word) for word in words))
        if field:
            return None
    return None


def _words(field: Mapping[str, Any]) -> list[str]:
    """The words that a field allows; of those for yes and no, the plain ones."""
    allowed = field.get("enum", ())
    if True in allowed:
        return ["true", "false"]
    return [word for word in allowed if word]


def _properties(schema: Mapping[str, Any], path: Sequence[str]) -> Mapping[str, Any]:
    """The fields of the mapping at a path of keys; none where there is no such mapping."""
    here: Mapping[str, Any] = schema
    for key in path:
        field = here.get("properties", {}).get(key)
        if field is None:
            continue
        found = _mapping(field, schema.get("definitions", {}))
        if found is None:
            return {}
        here = found
    properties: Mapping[str, Any] = here.get("properties", {})
    return properties


def _mapping(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The mapping that a field holds, or that the items of its list are."""
    if "properties" in field:
        return field
    if "$ref" in field:
        found: Mapping[str, Any] = definitions[field["$ref"].rpartition("/")[2]]
        return found
    inner = [*field.get("allOf", ()), *field.get("anyOf", ())] + ([field["items"]] if "items" in field else [])
    return next((made for one in inner if (made := _mapping(one, definitions)) is not None), None)
