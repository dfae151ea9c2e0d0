"""JSON Schemas of every kind of front matter and of `site.yml`, from the models that read them.

They are for editors, which complete and explain fields by them, and for other programs; digest itself reads with the
models. A schema refuses what can be told from one value alone; whether an id is there, or a day is in the calendar,
`digest check` says. They follow draft 7, which editors know best.
"""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from digest import config
from digest.diagnostic import Code
from digest.model.source import Kind
from digest.parse.schema import MODELS
from digest.schema.words import FIELDS, Words

SchemaKind = Literal[Kind, "site"]
KINDS: tuple[SchemaKind, ...] = (*get_args(Kind), "site")

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""YAML makes numbers of `1984` and truth of `true`; here both are text."""
_LINE: Schema = {**_TEXT, "pattern": r"\S"}
_ID: Schema = {"type": ["string", "integer"], "minimum": 0, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_LANG: Schema = {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
_ADDRESS: Schema = {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s<>\"'\\\\^`{|}]+$"}
_DAY_ALONE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
_DAY: Schema = {"type": "string", "pattern": f"^{_DAY_ALONE}$"}
_YES_OR_NO: Schema = {"enum": [True, False, "yes", "no", "on", "off"]}

_ASKED: dict[str, Schema] = {
    "_an_id": _ID,
    "_some": _LINE,
    "_language": _LANG,
    "_wikidata": {"type": "string", "pattern": "^Q[1-9][0-9]{0,11}$"},
    "_address": _ADDRESS,
    "_day": _DAY,
    "_when": {"type": "string", "pattern": f"^(unknown|{_DAY_ALONE}({_TIME})?)$"},
    "a_tag": _LANG,
    "an_address": {"type": "string", "pattern": r"^(https?://[\w.-]+(:[0-9]{1,5})?(/[\w./~%-]*)?)?$"},
    "zone": {"type": "string", "pattern": r"^[A-Za-z0-9_+/-]+$"},
    "one_line": _TEXT,
}
"""What the models' validators ask for, by the name of the function."""


def schema(kind: SchemaKind, rules: Mapping[str, Code]) -> Schema:
    """The schema of one kind of front matter, or of `site.yml`. `rules` are those whose levels a site may change."""
    model: type[BaseModel] = config.schema() if kind == "site" else MODELS[kind]
    made = model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Generator)
    definitions: Schema = made.pop("$defs", {})
    required = made.pop("required", [])
    _describe(made, FIELDS[model.__name__])
    for name, part in definitions.items():
        _describe(part, FIELDS[name])
    properties: Schema = made.pop("properties")
    for key, field in properties.items():
        if key not in required:  # a key without a value is as good as none
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
        "type": "object",
        "required": required,
        "properties": properties,
        "patternProperties": {"^x-": {"description": "Your own: kept, and never read."}},
        "additionalProperties": False,
        **({"definitions": definitions} if definitions else {}),
    }


def _describe(model: Schema, words: Mapping[str, Words]) -> None:
    """Put the words to the fields of a model's schema."""
    for key, field in model["properties"].items():
        if "$ref" in field:  # beside a reference, draft 7 reads nothing
            field["allOf"] = [{"$ref": field.pop("$ref")}]
        if field.get("default") in ("", [], {}, None):
            field.pop("default", None)
        field |= {"description": words[key].what, "examples": list(words[key].examples)}


def _or_nothing(field: Schema) -> Schema:
    kind = field.get("type")
    if kind is not None:
        field["type"] = [*([kind] if isinstance(kind, str) else kind), "null"]
        if "enum" in field:
            field["enum"] = [*field["enum"], None]
    elif "enum" in field:
        field["enum"] = [*field["enum"], None]
    elif "anyOf" in field and {"type": "null"} not in field["anyOf"]:
        field["anyOf"] = [*field["anyOf"], {"type": "null"}]
    return field


class _Generator(GenerateJsonSchema):
    """pydantic's generator, which cannot know what a function asks for: that is said here."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def bool_schema(self, schema: Any) -> Schema:
        return dict(_YES_OR_NO)

    def str_schema(self, schema: Any) -> Schema:
        return dict(_TEXT)

    def function_after_schema(self, schema: Any) -> Schema:
        return dict(_ASKED[schema["function"]["function"].__name__])

    def function_before_schema(self, schema: Any) -> Schema:
        name = schema["function"]["function"].__name__
        if name in _ASKED:
            return dict(_ASKED[name])
        made: Schema = self.generate_inner(schema["schema"])
        match name:
            case "_one_or_many":
                return {"anyOf": [made["items"], made]}
            case "_an_alias":
                return {"anyOf": [dict(_LINE), made]}
            case "free":
                return {"anyOf": [dict(_TEXT), made]}
            case _:
                raise KeyError(name)
