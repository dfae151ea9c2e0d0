"""Links that an edit added and that lead nowhere.

An id is misspelt many times a day, and is mended at once. To link everything anew for it would take as long as a first
look at the edition, for an error that can be told by what is remembered.
"""

from digest.diagnostic import Diagnostic
from digest.edit.same import file_of
from digest.link.ids import close, missing, nearest
from digest.model.article import Head
from digest.model.source import Ref
from digest.plan.tables import Tables
from digest.rows import ids

_LIKE = 50
"""Ids looked at more closely; most of those of an edition are of names and statements that have no file."""


def nowhere(tables: Tables, old: Head | None, new: Head) -> list[Ref]:
    """All links of a file that lead nowhere, if some of them are new in it."""
    found = [ref for ref in new.refs if ref.role == "link" and not file_of(tables, ref.id)]
    known = {ref.id for ref in old.refs if ref.role == "link"} if old else set()
    return [] if {ref.id for ref in found} <= known else found


def lost(tables: Tables, ref: Ref) -> Diagnostic:
    """What is to be said of one."""
    held = (tables.names, tables.outlets, tables.statements, tables.stories, tables.reports, tables.pages)
    like = close(ref.id, list(dict.fromkeys(id for table in held for id in ids(table))), _LIKE)
    # an old id leads to a file too, but nobody is told to write it
    there = [id for id in like if file_of(tables, id).endswith(f"/{id}")]
    return missing(ref, nearest(ref.id, there))
