"""JSON Schemas of every kind of front matter and of `site.yml`, from the models that read them.

They are for editors, which complete and explain fields by them, and for other programs; digest itself reads with the
models. A schema refuses what can be told from one value alone; whether an id is there, or a day is in the calendar,
`digest check` says. They follow draft 7, which editors know best.
"""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from digest.config import Config
from digest.diagnostic import Code
from digest.model.base import Record
from digest.model.source import Kind
from digest.parse.schema import MODELS
from digest.schema.words import FIELDS
from digest.shape import Before, Instead

SchemaKind = Literal[Kind, "site"]
KINDS: tuple[SchemaKind, ...] = (*get_args(Kind), "site")

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""YAML makes numbers of `1984` and truth of `true`; here both are text."""
_TRUTH: Schema = {"enum": [True, False, "yes", "no", "on", "off"]}
_LINE: Schema = {**_TEXT, "pattern": r"\S"}
_ID: Schema = {"type": ["string", "integer"], "minimum": 0, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_LANG: Schema = {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
_ADDRESS: Schema = {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s<>\"'\\\\^`{|}]+$"}
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"

_RULES: dict[str, Schema] = {
    "_an_id": _ID,
    "some": _LINE,
    "language": _LANG,
    "_wikidata": {"type": "string", "pattern": "^Q[1-9][0-9]{0,11}$"},
    "address": _ADDRESS,
    "_day": {"type": "string", "pattern": f"^{_DAY}$"},
    "when": {"type": "string", "pattern": f"^(unknown|{_DAY}({_TIME})?)$"},
    "_tag": _LANG,
    "_address": {"type": "string", "pattern": r"^(https?://[\w.-]+(:[0-9]{1,5})?(/[\w./~%-]*)?)?$"},
    "_zone": {"type": "string", "pattern": r"^[A-Za-z0-9_+/-]+$"},
    "_one_line": _TEXT,
    "_count": {"type": ["string", "integer"], "minimum": 1, "maximum": 9999, "pattern": "^[1-9][0-9]{0,3}$"},
}
"""What the rules of a shape ask for, by the name of the function."""


def schema(kind: SchemaKind, rules: Mapping[str, Code]) -> Schema:
    """The schema of one kind of front matter, or of `site.yml`. `rules` are those whose levels a site may change."""
    definitions: dict[str, Schema] = {}
    made = _record(Config if kind == "site" else MODELS[kind], definitions)
    properties: Schema = made["properties"]
    for key, field in properties.items():
        if key not in made["required"]:  # a key without a value is as good as none
            properties[key] = _or_nothing(field)
    if kind == "site":
        level = properties["levels"].pop("additionalProperties")
        properties["levels"] |= {
            "properties": {name: {**level, "description": rule.what} for name, rule in sorted(rules.items())},
            "additionalProperties": False,
        }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "content/site.yml" if kind == "site" else f"front matter of a {kind}",
        **made,
        "patternProperties": {"^x-": {"description": "Your own: kept, and never read."}},
        **({"definitions": definitions} if definitions else {}),
    }


def _record(shape: type[Record], definitions: dict[str, Schema]) -> Schema:
    """The schema of a class of records; those in it are put into `definitions`."""
    words = FIELDS[shape.__name__]
    fields = msgspec.structs.fields(shape)
    properties: Schema = {}
    for field in fields:
        key = field.encode_name
        made = _form(field.type, definitions)
        if isinstance(field.default, (str, bool)) and field.default != "":
            made["default"] = field.default
        properties[key] = {**made, "description": words[key].what, "examples": list(words[key].examples)}
    return {
        "type": "object",
        "required": [field.encode_name for field in fields if field.required],
        "properties": properties,
        "additionalProperties": False,
    }


def _form(form: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of an annotation, in the forms that `shape.py` reads."""
    origin, inner = get_origin(form), get_args(form)
    if form is str:
        return dict(_TEXT)
    if form is bool:
        return dict(_TRUTH)
    if form is Any:
        return {}
    if origin is Annotated:
        made = _form(inner[0], definitions)
        for rule in inner[1:]:
            made = _ruled(made, rule)
        return made
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _form(inner[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _form(inner[1], definitions)}
    if origin is UnionType and inner[1:] == (NoneType,):
        return _form(inner[0], definitions)
    if isinstance(form, type) and issubclass(form, Record):
        definitions[form.__name__] = _record(form, definitions)
        return {"allOf": [{"$ref": f"#/definitions/{form.__name__}"}]}  # beside a bare reference, draft 7 reads nothing
    raise TypeError(f"{form} is no form of a field")


def _ruled(made: Schema, rule: Any) -> Schema:
    if isinstance(rule, Before):
        match rule.rule.__name__:
            case "_one_or_many":
                return {"anyOf": [made["items"], made]}
            case "_an_alias":
                return {"anyOf": [dict(_LINE), made]}
            case "_target":
                return {"anyOf": [dict(_TEXT), made]}
            case name:
                raise KeyError(name)
    return dict(_RULES[(rule.rule if isinstance(rule, Instead) else rule).__name__])


def _or_nothing(field: Schema) -> Schema:
    """The same field, or no value."""
    match field:
        case {"enum": [*words]}:
            return {**field, "enum": [*words, None]}
        case {"type": [*kinds]}:
            return {**field, "type": [*kinds, "null"]}
        case {"type": str(one)}:
            return {**field, "type": [one, "null"]}
        case {"anyOf": [*forms]}:
            return {**field, "anyOf": [*forms, {"type": "null"}]}
        case {"allOf": [one]}:
            return {**{key: value for key, value in field.items() if key != "allOf"}, "anyOf": [one, {"type": "null"}]}
        case _:
            raise TypeError(field)
