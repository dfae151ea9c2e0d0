"""Rows of a data file -> JSON or CSV, and the data files -> the package that describes them.

CSV after RFC 4180, in UTF-8, the first line the names of the columns. Lists are one cell, parted by ` | `. The package:
Frictionless Data Package 1, with a Table Schema for each table.
"""

import re
from typing import Any

import msgspec
from msgspec import structs

from digest.model.article import Correction
from digest.model.data import ROWS, Of, TableRow
from digest.model.page import Chrome, Column, DataFiles, DataPackage, TableFile
from digest.text import slug

BETWEEN = " | "
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""With what a spreadsheet takes a cell for a formula, whoever wrote it (CWE-1236); in some languages wide signs too."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def as_json(page: TableFile, chrome: Chrome, _: Any) -> bytes:
    """An array with one object a line, so that two versions compare line by line."""
    rows = [_encode(_object(row, chrome)) for row in page.rows]
    return b"[\n" + b",\n".join(rows) + (b"\n]\n" if rows else b"]\n")


_encode = msgspec.json.Encoder().encode


def _object(row: TableRow, chrome: Chrome) -> dict[str, Any]:
    made = structs.asdict(row)
    made["url"] = whole(row.url, chrome)
    if "corrections" in made:
        made["corrections"] = [structs.asdict(correction) for correction in made["corrections"]]
    return made


def whole(url: str, chrome: Chrome) -> str:
    """With the edition's address, where it is known; else from the site's root."""
    return chrome.base_url + url[1:] if chrome.base_url and url else url


def as_csv(page: TableFile, chrome: Chrome, _: Any) -> bytes:
    columns = ROWS[page.of].__struct_fields__
    url = columns.index("url")
    lines = [columns, *(_cells(row, url, chrome) for row in page.rows), ()]
    return "\r\n".join([",".join(map(_quoted, line)) for line in lines]).encode("utf-8", "replace")


def _quoted(text: str) -> str:
    """A cell has no ends of lines. `csv` looks at each character, which takes twice as long as all else."""
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def _cells(row: TableRow, url: int, chrome: Chrome) -> list[str]:
    """`url` is the number of the column of addresses."""
    cells = list(map(cell, structs.astuple(row)))
    cells[url] = cell(whole(row.url, chrome))
    return cells


def cell(value: str | bool | int | tuple[str | Correction, ...]) -> str:
    """A value in a cell: in one line, and harmless in a spreadsheet. What would begin a formula has a `'` before it."""
    if isinstance(value, str):
        text = value if value.isprintable() else _CONTROL.sub(" ", value).strip()
        return text if text[:1].isalnum() or not text.lstrip().startswith(_FORMULA) else f"'{text}"
    if isinstance(value, tuple):
        return cell(BETWEEN.join([f"{one.on}: {one.what}" if isinstance(one, Correction) else one for one in value]))
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- the package -----------------------------------------------------------------------------------------------------

_KEYS: dict[Of, list[str]] = {"wordings": ["report", "number"]}
"""Of a table whose rows have no `id`."""


def package(page: DataPackage, chrome: Chrome, _: Any) -> bytes:
    """The descriptor, its paths as seen from where it lies."""
    there = {files.of for files in page.files}
    citations = (_as_objects("citations", "How to cite the articles, as CSL-JSON.", page.citations),)
    made: dict[str, Any] = {
        "name": slug(chrome.title),
        "title": chrome.title,
        "profile": "data-package",
        "homepage": chrome.base_url,
        "resources": [
            *(_as_table(files, there) for files in page.files),
            *(_as_objects(f"{files.of}-json", files.what, files.json) for files in page.files),
            *(citations if page.citations else ()),
        ],
    }
    if not chrome.base_url:
        del made["homepage"]
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def _as_table(files: DataFiles, there: set[Of]) -> dict[str, Any]:
    """A table in CSV. Each of its parts begins with the names of the columns."""
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in files.columns],
        "primaryKey": _KEYS.get(files.of, "id"),
        "foreignKeys": [
            {"fields": column.name, "reference": {"resource": column.to, "fields": "id"}}
            for column in files.columns
            if column.to in there
        ],
    }
    return {
        "name": files.of,
        "description": files.what,
        "profile": "tabular-data-resource",
        "path": _paths(files.csv),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    """In a cell of CSV a list is a text."""
    made: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.type == "array" else column.type,
        "description": column.what,
    }
    return made | {"constraints": {"required": True, "unique": True}} if column.unique else made


def _as_objects(name: str, what: str, urls: tuple[str, ...]) -> dict[str, Any]:
    """The same in JSON: each part is an array of objects."""
    return {
        "name": name,
        "description": what,
        "path": _paths(urls),
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }


def _paths(urls: tuple[str, ...]) -> str | list[str]:
    paths = [url.removeprefix("/data/") for url in urls]
    return paths[0] if len(paths) == 1 else paths
