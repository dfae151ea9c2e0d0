"""Rows of the edition's data files: what a researcher counts and joins.

A field's name is the name of its column, in CSV and in JSON. What each column holds is said in `plan/columns.py`, and
reaches readers from there. Ids join the tables; an empty text is a value that nobody knows or that there is not.
"""

from typing import Literal

from digest.model.article import Correction, EntityType, Form, Status
from digest.model.base import Record


class ReportRow(Record, kw_only=True):
    id: str
    url: str
    date: str
    time: str
    outlet: str
    title: str
    headline: str
    byline: tuple[str, ...]
    address: str
    language: str
    story: str
    names: tuple[str, ...]
    statements: tuple[str, ...]
    status: Status
    corrections: tuple[Correction, ...]
    checked: str


class WordingRow(Record, kw_only=True):
    statement: str
    report: str
    number: int
    url: str
    outlet: str
    form: Form
    speaker: str
    speaker_name: str
    via: str
    via_name: str
    language: str
    words: str
    marked: bool


class StatementRow(Record, kw_only=True):
    id: str
    url: str
    gist: str
    quoted: bool
    speaker: str
    speaker_name: str
    said: str
    story: str
    kind: str
    outlets: int
    wordings: int


class NameRow(Record, kw_only=True):
    id: str
    url: str
    name: str
    type: EntityType
    also: tuple[str, ...]
    role: str
    wikidata: str


class OutletRow(Record, kw_only=True):
    id: str
    url: str
    name: str
    siglum: str
    kind: str
    country: str
    language: str
    address: str
    wikidata: str


class StoryRow(Record, kw_only=True):
    id: str
    url: str
    title: str
    date: str
    place: str
    status: str


class Cited(Record, kw_only=True):
    """An outlet's article, as a list of literature has it."""

    id: str
    title: str
    """Its headline; where the editor gives none, the title of its digest."""
    byline: tuple[str, ...]
    outlet: str
    """Empty: nobody names it."""
    kind: str
    """newspaper, agency, ministry ..., as the outlet's file says."""
    date: str
    address: str
    language: str
    checked: str
    """When an editor last compared it with its digest."""
    digest: str
    """The URL of its digest."""


TableRow = ReportRow | WordingRow | StatementRow | NameRow | OutletRow | StoryRow
Of = Literal["reports", "wordings", "quotes", "entities", "sources", "stories"]
"""The tables, by the names of their files."""
ROWS: dict[Of, type[TableRow]] = {
    "reports": ReportRow,
    "wordings": WordingRow,
    "quotes": StatementRow,
    "entities": NameRow,
    "sources": OutletRow,
    "stories": StoryRow,
}
