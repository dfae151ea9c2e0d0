"""YAML as editors read it: the core schema of YAML 1.2, in which dates, `NO` and `1:30` are text."""

import re
from typing import Any

import yaml


class Loader(yaml.SafeLoader):
    """PyYAML's loader with the scalars of the core schema (YAML 1.2.2, 10.3)."""

    yaml_implicit_resolvers: dict[Any, Any] = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))
Loader.yaml_implicit_resolvers.setdefault("", []).extend(Loader.yaml_implicit_resolvers.pop("\0"))
Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def load(text: str) -> Any:
    return yaml.load(text, Loader=Loader)  # noqa: S506  # it is a SafeLoader
