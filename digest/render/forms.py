"""The other forms of pages: which a page has is planned (`Planned.forms`); what makes them stands in this one list."""

from collections.abc import Callable, Mapping
from typing import Any

from digest.model.article import Body
from digest.model.page import Chrome
from digest.render import annotations, atom, citation, collation, jsonfeed, sitemap, tables, tei

Fetch = Callable[[str], Body]
"""A body by its hash."""
Form = Callable[[Any, Chrome, Fetch], bytes]
"""What makes one form of a page."""

FORMS: Mapping[tuple[str, str], Form] = {
    ("quote", "collation.json"): collation.as_json,
    ("quote", "collation.tei.xml"): tei.as_xml,
    ("report", "annotations.jsonld"): annotations.as_json,
    ("feed", "feed.xml"): atom.as_atom,
    ("feed", "feed.json"): jsonfeed.as_json,
    ("table", "*.json"): tables.as_json,
    ("table", "*.csv"): tables.as_csv,
    ("datapackage", "datapackage.json"): tables.package,
    ("literature", "citations.json"): citation.as_csl,
    ("literature", "citations.bib"): citation.as_bibtex,
    ("sitemap", "*.xml"): sitemap.as_xml,
    ("sitemaps", "sitemap.xml"): sitemap.index_as_xml,
    ("redirects", "_redirects"): sitemap.redirects,
}
"""By the record's tag and the file's name; `*.json`: whatever the file is called. What is not here is a page, made by
the template of its record's name."""


def form_of(tag: str, url: str) -> Form | None:
    """What makes the file at a URL of a record with this tag; None: it is a page."""
    name = url.rpartition("/")[2]
    return FORMS.get((tag, name)) or FORMS.get((tag, f"*.{name.rpartition('.')[2]}"))
