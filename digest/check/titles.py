"""Titles that nobody has written."""

from collections.abc import Iterator

from digest.diagnostic import Diagnostic, code, say
from digest.model.site import Site

UNTITLED = code(
    "untitled",
    "note",
    what="A report without a headline whose title is how its text begins, as `digest import` leaves it.",
    why="It tells little of what the report adds, and two reports of one text begin alike.",
    instead="`title:` in your own words",
)

LEAST = 4
"""Words from which a title is no chance beginning."""


def untitled(site: Site) -> Iterator[Diagnostic]:
    for report in site.reports.values():
        head = report.head
        if not head.headline and len(head.title.split()) >= LEAST and head.lead.startswith(head.title.rstrip("….")):
            yield say(UNTITLED, head.span, "the title is how the text begins", help="write one of your own")
