"""What a preview says of a change, in a line or two for a terminal."""

from collections.abc import Sequence
from typing import NamedTuple

from digest.render import fault
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


def wrong(error: Exception) -> str:
    """An exception as a reader of the preview is told of it."""
    place = fault.place(error)
    if place:
        return f"{place}: {fault.message(error)}"
    if isinstance(error, OSError):
        return f"{error.filename or 'the disk'}: {error.strerror or error}"
    return f"A fault of the program, not of your content: {error!r}"
