"""An outlet's article -> how to cite it: CSL-JSON (citation-style-language 1.0.2) and BibTeX.

Names are given whole, as printed: where a surname begins nobody can tell of `Agence France-Presse`.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from digest.model.data import Cited
from digest.model.page import Chrome, Literature, ReportPage
from digest.render.address import web
from digest.render.tables import whole

_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_TYPES = {"magazine": "article-magazine", "ministry": "webpage", "platform": "webpage"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # TeX would take `\{`; BibTeX counts braces, and one without its other is a fault
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    | {sign: f"\\{sign}" for sign in "&%$#_"}
)
_MEANT = re.compile(f"[{re.escape(''.join(map(chr, _SPECIAL)))}]")
"""Few texts hold any of these signs."""
_UNFIT = frozenset('\\{}"<> ')
_IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in _UNFIT})


def as_csl(page: Literature, chrome: Chrome, _: Any) -> bytes:
    """An array with one object a line."""
    rows = [msgspec.json.encode(_csl(cited, chrome)) for cited in page.cited]
    return b"[\n" + b",\n".join(rows) + (b"\n]\n" if rows else b"]\n")


def _csl(cited: Cited, chrome: Chrome) -> dict[str, Any]:
    made = {
        "id": cited.id,
        "type": _TYPES.get(cited.kind, "article-newspaper"),
        "title": cited.title,
        "container-title": cited.outlet,
        "author": [{"literal": name} for name in cited.byline],
        "issued": _parts(cited.date),
        "accessed": _parts(cited.checked),
        "URL": cited.address,
        "language": cited.language or chrome.lang,
        "note": f"Digest: {whole(cited.digest, chrome)}" if chrome.base_url else "",
    }
    return {name: value for name, value in made.items() if value}


def _parts(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def as_bibtex(page: Literature, chrome: Chrome, _: Any) -> bytes:
    return "\n".join(_article(cited, chrome) for cited in page.cited).encode("utf-8", "replace")


def of_report(page: ReportPage, chrome: Chrome) -> str:
    """BibTeX of a report's page: of the article, and of its digest. Of a withdrawn report the page alone can be
    cited."""
    card = page.card
    cited = Cited(
        id=card.id,
        title=page.headline or page.title,
        byline=page.byline,
        outlet=card.source.name if card.source.known else "",
        kind="",
        date=card.date,
        address=page.original,
        language=page.lang,
        checked=page.checked,
        digest=page.url,
    )
    own = _entry(
        "misc",
        f"{card.id}-digest",
        ("title", f"{{{_plain(page.title)}}}"),
        ("howpublished", _plain(chrome.title)),
        *_dated(card.date),
        ("url", _address(whole(page.url, chrome)) if chrome.base_url else ""),
    )
    return own if card.status == "withdrawn" else f"{_article(cited, chrome)}\n{own}"


def _article(cited: Cited, chrome: Chrome) -> str:
    return _entry(
        "article" if cited.outlet else "misc",
        cited.id,
        ("author", " and ".join([f"{{{_plain(name)}}}" for name in cited.byline])),
        ("title", f"{{{_plain(cited.title)}}}"),  # braced twice: no style may write its names in small letters
        ("journal", _plain(cited.outlet)),
        *_dated(cited.date),
        ("url", _address(cited.address)),
        ("urldate", cited.checked),
        ("note", f"Digest: {_plain(whole(cited.digest, chrome))}" if chrome.base_url else ""),
    )


def _entry(type: str, key: str, *fields: tuple[str, str]) -> str:
    lines = [f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}" for name, value in fields if value]
    return f"@{type}{{{key},\n" + ",\n".join(lines) + "\n}\n"


@lru_cache(maxsize=1 << 10)
def _dated(date: str) -> tuple[tuple[str, str], ...]:
    if not date:
        return ()
    year, month, day = date.split("-")
    return ("year", year), ("month", _MONTHS[int(month) - 1]), ("day", str(int(day)))


@lru_cache(maxsize=1 << 10)  # a report's page cites twice, and outlets recur
def _plain(text: str) -> str:
    """A text in one line, in which no sign means anything to TeX; letters of all scripts stay as they are."""
    line = text if text.isprintable() and "  " not in text else _CONTROL.sub(" ", text)
    line = line.strip()
    return line.translate(_SPECIAL) if _MEANT.search(line) else line


def _address(url: str) -> str:
    """A web address, which BibTeX takes as it is but for braces."""
    if not web(url):
        return ""
    return url if url.isprintable() and _UNFIT.isdisjoint(url) else _CONTROL.sub("", url).translate(_IN_ADDRESS)
