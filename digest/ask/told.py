"""Answers to `why`, as text for a terminal and as JSON."""

from typing import Any

from digest import related
from digest.ask.printed import dumped, shown, side_json, wrapped
from digest.ask.why import Answered, Carried, Part, Quotations, Reports
from digest.model.site import Report, Site
from digest.report import Paint, safe
from digest.text import shorten


def as_text(site: Site, answer: Answered, paint: Paint) -> str:
    if isinstance(answer, Reports):
        lines = _reports(site, answer, paint)
    elif isinstance(answer, Quotations):
        lines = _quotations(answer, paint)
    else:
        lines = _carried(answer, paint)
    return "\n".join(lines) + "\n"


def _reports(site: Site, answer: Reports, paint: Paint) -> list[str]:
    if answer.first is answer.second:
        return [*_report(site, answer.first, paint), "", *answer.because]
    lines = [*_report(site, answer.first, paint), *_report(site, answer.second, paint), ""]
    places = [bool(standing.place) for standing in (answer.on_first, answer.on_second)]
    lines.append(
        paint("bold", "Related." if all(places) else "Not related." if not any(places) else "Related one way.")
    )
    for sentence in answer.because:
        lines += wrapped(sentence, "  ")
    lines.append("")
    if not answer.parts:
        return [*lines, "They have nothing in common."]
    points = f"{answer.on_first.points:.2f} points; from {related.FLOOR:.2f} two reports are related"
    lines.append(f"In common ({points}):")
    for part in answer.parts:
        lines += _part(part)
    fading = _fading(answer)
    return [*lines, *wrapped(fading, "  ")] if fading else lines


def _report(site: Site, report: Report, paint: Paint) -> list[str]:
    head = report.head
    outlet = site.outlets[report.outlet].name
    facts = ", ".join((outlet, head.date or "date unknown", *((head.status,) if head.status != "published" else ())))
    return [f"{paint('bold', safe(head.title))}", f"    {paint('cyan', safe(head.path))}  {safe(facts)}"]


_WORDS = {
    "statements": ("quotation", "quotations"),
    "passages": ("passage of text", "passages of text"),
    "story": ("story", "stories"),
    "names": ("name", "names"),
    "words": ("telling word", "telling words"),
}
_MOST = 8
"""Things in common of one kind that are spelt out."""


def _part(part: Part) -> list[str]:
    one, many = _WORDS[part.kind]
    what = f"{part.count} {one if part.count == 1 else many}"
    items = [item for item in part.items if part.kind != "passages"][:_MOST]
    more = part.count - len(items)
    tail = f" and {more} more" if items and more > 0 else ""
    apart = "; " if part.kind == "statements" else ", "
    note = "" if part.points else " (so common that it counts nothing)"
    text = what + (f": {apart.join(items)}{tail}" if items else "") + note
    first, *rest = wrapped(text, " " * 9)
    return [f"  {part.points:6.2f} {first.lstrip()}", *rest]


def _fading(answer: Reports) -> str:
    if not any(part.kind in ("names", "words") for part in answer.parts):
        return ""
    if answer.days is None:
        return (
            f"The date of one is unknown, so names and words count only {answer.on_first.fading:.0%} of their weight."
        )
    if not answer.days:
        return "They are of the same day, so names and words have their full weight."
    days = "One day lies" if answer.days == 1 else f"{answer.days} days lie"
    return f"{days} between them, so names and words count {answer.on_first.fading:.0%} of their weight."


def _quotations(answer: Quotations, paint: Paint) -> list[str]:
    lines = [*shown(answer.first, "", paint), *shown(answer.second, "", paint), ""]
    lines.append(paint("bold", f"One statement: {answer.statement}." if answer.one else "Two statements."))
    for sentence in answer.because:
        lines += wrapped(sentence, "  ")
    return lines


def _carried(answer: Carried, paint: Paint) -> list[str]:
    report, statement = answer.report.head, answer.statement
    gist = (
        statement.head.gist
        if statement.head
        else f"“{shorten(statement.witnesses[0].quotation.text.rstrip(' ,'), 90)}”"
    )
    if not answer.sides:
        others = len({w.report for w in statement.witnesses})
        count = f"{others} report{'s' * (others != 1)} carr{'y' if others != 1 else 'ies'} it"
        return [paint("bold", f"{report.id} does not carry {statement.id}."), *wrapped(f"{gist} ({count})", "  ")]
    times = "once" if len(answer.sides) == 1 else f"{len(answer.sides)} times"
    lines = [paint("bold", f"{report.id} carries {statement.id} {times}."), ""]
    for side in answer.sides:
        lines += shown(side, "  ", paint)
    return lines


# --- for programs ----------------------------------------------------------------------------------------------------


def as_json(answer: Answered) -> str:
    if isinstance(answer, Reports):
        made = _reports_json(answer)
    elif isinstance(answer, Quotations):
        made = {
            "about": "quotations",
            "one": answer.one,
            "statement": answer.statement,
            "because": answer.because,
            "sides": [side_json(answer.first), side_json(answer.second)],
        }
    else:
        made = {
            "about": "report and statement",
            "report": answer.report.head.id,
            "statement": answer.statement.id,
            "carried": bool(answer.sides),
            "sides": [side_json(side) for side in answer.sides],
        }
    return dumped({"answer": made})


def _reports_json(answer: Reports) -> dict[str, Any]:
    pages = ((answer.first, answer.second, answer.on_first), (answer.second, answer.first, answer.on_second))
    return {
        "about": "reports",
        "points": answer.on_first.points,
        "needed": related.FLOOR,
        "days": answer.days,
        "fading": answer.on_first.fading,
        "parts": [
            {"kind": part.kind, "points": part.points, "count": part.count, "items": part.items}
            for part in answer.parts
        ],
        "because": answer.because,
        "pages": [
            {
                "report": here.head.id,
                "other": there.head.id,
                "verdict": standing.verdict,
                "place": standing.place,
                "shown": standing.shown,
                "last": standing.last,
            }
            for here, there, standing in pages
        ],
    }
