"""The day that a piece of metadata names, as digest writes it; never one of two that it may mean."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]\s*(\d{2}):?(\d{2})(?::?\d{2}(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?|[A-Z]{2,5})?)?$",
    re.IGNORECASE,
)
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_ENGLISH = (
    re.compile(rf"(?:[A-Za-z]+,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"),
    re.compile(rf"(?:[A-Za-z]+,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b"),
)


def day(written: str) -> str:
    """`YYYY-MM-DD`, or with minutes and an offset where both are written; empty if it names no day of the calendar, or
    might name two, as `02/03/2022` does.

    ISO 8601, RFC 5322 (as in RSS), and English dates with the month's name are read.
    """
    written = " ".join(written.split())[:80]
    if found := _ISO.match(written):
        return _iso(found)
    for pattern in _ENGLISH:
        if found := pattern.match(written):
            months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["month"].lower()[:4])]
            if len(months) == 1 and ":" not in written:
                return _calendar(int(found["year"]), months[0], int(found["day"]))
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return moment.date().isoformat() if moment.tzinfo is None else moment.isoformat(timespec="minutes")


def _iso(found: re.Match[str]) -> str:
    whole = _calendar(int(found[1]), int(found[2]), int(found[3]))
    offset = (found[6] or "").upper()
    if not whole or not offset or (offset[0].isalpha() and offset not in ("Z", "UTC", "GMT")):
        return whole  # a time without its zone is left out: the day stands as it is written (EST is Sydney's, too)
    offset = "+00:00" if offset[0].isalpha() else offset[:3] + ":" + (offset[3:].lstrip(":") or "00")
    try:
        moment = datetime.fromisoformat(f"{whole}T{found[4]}:{found[5]}{offset}")
    except ValueError:
        return whole
    known = abs(moment.utcoffset() or timedelta()) < timedelta(hours=15)
    return moment.isoformat(timespec="minutes") if known else whole


def _calendar(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year >= 1600 else ""
    except ValueError:
        return ""
