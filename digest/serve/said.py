"""What a preview says of a change, in a line or two for a terminal."""

from collections.abc import Sequence
from typing import NamedTuple

from digest.session import News


class Said(NamedTuple):
    news: News
    seconds: float
    errors: Sequence[str]
    mending: bool
    """There were errors before."""


def line(one: Said) -> str:
    """`content/reports/x.md: 3 pages followed, 1 of them open, in 12 ms`."""
    news = one.news
    what = ", ".join(news.edited[:3]) + (f" and {len(news.edited) - 3:,} more" if len(news.edited) > 3 else "")
    took = f"{one.seconds:.1f} s" if one.seconds >= 1 else f"{one.seconds * 1000:.0f} ms"
    mended = "the errors are mended" if one.mending and not one.errors else ""
    if news.touched is None:
        return ", ".join(filter(None, (f"{what or 'the edition'}: linked anew in {took}", mended)))
    if not news.edited:
        return mended
    pages = f"{news.pages:,} page{'s' * (news.pages != 1)} followed"
    shown = f", {len(news.touched):,} of them open" if news.touched else ""
    return f"{what}: {pages}{shown} in {took}" + (f", {mended}" if mended else "")


def fault(error: Exception) -> str:
    """An exception as a reader of the preview is told of it."""
    place = of_a_template(error)
    if place:
        return f"{place}: {getattr(error, 'message', None) or error}"
    if isinstance(error, OSError):
        return f"{error.filename or 'the disk'}: {error.strerror or error}"
    return f"A fault of the program, not of your content: {error!r}"


def of_a_template(error: Exception) -> str:
    """The place in a template that an error is of, `theme/templates/report.html:12`; empty: it is of none."""
    name, number = getattr(error, "name", None), getattr(error, "lineno", None)
    if isinstance(name, str) and isinstance(number, int):  # its syntax is wrong
        return f"theme/templates/{name}:{number}"
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == "<template>":
            place = f"theme/templates, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
