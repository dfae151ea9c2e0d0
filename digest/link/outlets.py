"""Who printed it: outlets of files, outlets known by a plain name only, and outlets that nobody names."""

import re
from collections.abc import Iterable, Mapping

from digest.model.article import ReportHead, SourceHead
from digest.model.site import Outlet
from digest.text import slug

UNKNOWN = "unknown"
"""The `source:` of a report whose outlet the saved text does not name."""

_INITIALS = re.compile(r"\b[A-Z]{2,5}\b|\b\w")
"""`CNN` is its own siglum."""


def outlets(files: Mapping[str, SourceHead], reports: Iterable[ReportHead]) -> tuple[dict[str, Outlet], dict[str, str]]:
    """All outlets by id, and the outlet of each report.

    Two reports of unnamed outlets may or may not come from one outlet. Nobody knows, so where outlets are counted or
    compared each stands for itself: its outlet's id is `unknown~` and the report's id.
    """
    known = {
        id: Outlet(id=id, name=head.name, siglum=head.siglum, known=head.kind != UNKNOWN, head=head)
        for id, head in sorted(files.items())
    }
    forms = {
        form.casefold(): id for id, head in sorted(files.items()) for form in (head.name, *(a.text for a in head.also))
    }
    of: dict[str, str] = {}
    meant: dict[str, str] = {}
    plain: dict[str, str] = {}
    unnamed: list[str] = []
    for report in reports:
        if report.source == UNKNOWN and UNKNOWN not in files:
            of[report.id] = f"{UNKNOWN}~{report.id}"
            unnamed.append(report.id)
            continue
        id = meant.get(report.source, "")
        if not id:
            id = report.source if report.source in files else forms.get(report.source.casefold(), "")
            if not id:
                id = slug(report.source)
                plain[id] = min(report.source, plain.get(id, report.source))
            meant[report.source] = id
        of[report.id] = id
    taken = {outlet.siglum for outlet in known.values()}
    for id, name in sorted(plain.items()):
        known[id] = Outlet(id=id, name=name, siglum=_siglum(name, taken))
    if unnamed:
        known[UNKNOWN] = Outlet(id=UNKNOWN, name="Outlet not named", siglum="?", known=False)
    for report_id in sorted(unnamed):
        id = f"{UNKNOWN}~{report_id}"
        known[id] = Outlet(id=id, name="Outlet not named", siglum="?", known=False)
    return known, of


def initials_of(name: str) -> str:
    """A siglum for an outlet of which nobody has said one: `The Straits Times` -> `ST`, `BBC News` -> `BBCN`."""
    return "".join(_INITIALS.findall(name.removeprefix("The "))).upper()[:4] or "?"


def _siglum(name: str, taken: set[str]) -> str:
    """Initials; a number where they are taken."""
    initials = initials_of(name)
    siglum, number = initials, 1
    while siglum in taken:
        number += 1
        siglum = f"{initials}{number}"
    taken.add(siglum)
    return siglum
