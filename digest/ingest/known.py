"""Which article of the edition a raw article is, if it is there already.

By its canonical address; else by its words. Of each saved text the least hashes of its sentences are kept (a bottom-k
sketch: Broder, On the resemblance and containment of documents, 1997), which leads to the few texts that could be the
same; those are read and compared. Two outlets may print one agency's words: so words alone decide only where neither
the outlets nor the days contradict, and the addresses do not either.
"""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz.distance import Indel

from digest import captures
from digest.captures import Capture
from digest.fields import Text, read
from digest.fs import FileSystem
from digest.model.base import Record
from digest.parse.frontmatter import split

SKETCH = 6
"""Hashes kept of a text."""
COMMON = 16
"""A sentence that so many reports have tells nothing."""
CANDIDATES = 8
"""Texts that are read and compared, at most; those that share most hashes."""
ALIKE = 0.6
"""The share of words in common, in their order, from which one outlet's article of one day was only edited."""
CLOSE = 0.85
"""The same where nobody knows the outlet of one of them: two outlets may print one agency's words."""

_SENTENCE = re.compile(r"[.!?。！？\n]+\s*")
_WORD = re.compile(r"\w+")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|smid|ref|ref_src|ns_\w+|at_\w+", re.IGNORECASE)


class Article(Record, kw_only=True):
    """An article as far as it tells which one it is."""

    url: str = ""
    date: str = ""
    """A day; empty: unknown."""
    source: str = ""
    """The outlet's name; empty: unknown."""
    words: str
    """Parted by blanks; case and punctuation do not count."""
    sketch: tuple[int, ...]


def article(text: str, *, url: str = "", date: str = "", source: str = "") -> Article:
    words: list[str] = []
    hashes: set[int] = set()
    for sentence in _SENTENCE.split(text.casefold()):
        if found := _WORD.findall(sentence):
            words += found
            key = blake2b(" ".join(found).encode("utf-8", "replace"), digest_size=8).digest()
            hashes.add(int.from_bytes(key, "big"))
    return Article(
        url=url,
        date=date[:10],
        source=source.casefold(),
        words=" ".join(words),
        sketch=tuple(sorted(hashes)[:SKETCH]),
    )


class Found(Record, kw_only=True):
    """The report of the edition that is of the same article."""

    report: str
    words: bool
    """Some saved text of it has the very words."""


def canonical(url: str) -> str:
    """An address without what differs between two ways to the same page: scheme, `www.`, fragment, tracking."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0])])
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}{parts.path.rstrip('/')}{'?' if query else ''}{query}"


class Known:
    """The articles of an edition, and those that were brought in since it was looked at."""

    def __init__(self, fs: FileSystem) -> None:
        self._fs = fs
        self._by_url: dict[str, str] = {}
        self._by_hash: dict[int, tuple[str, ...]] = {}
        self._saved: dict[str, list[tuple[Capture, str]]] = {}
        self._unsaved: dict[str, Article] = {}
        """Of reports that have no capture, and in a dry run of those that would be made."""
        self.ids: set[str] = set()
        self.reports: dict[str, str] = {}
        """The path of each report."""
        self._look()

    def _look(self) -> None:
        paths = [stat.path for stat in self._fs.files("content")]
        files = {path.rsplit("/", 1)[1][:-3]: path for path in paths if path.endswith(".md")}
        self.reports = {id: path for id, path in files.items() if path.startswith("content/reports/")}
        saved = captures.by_report(path for path in paths if path.startswith(f"{captures.FOLDER}/"))
        self.ids = {*files, *saved}
        strangers = saved.keys() - self.reports.keys()
        renamed: dict[str, str] = {}
        for id, path in self.reports.items():
            if id not in saved or strangers:
                fields, body = _read(self._fs.read(path), path)
                renamed |= dict.fromkeys(strangers & set(_listed(fields.get("was"))), id)
                if id not in saved:
                    said = {key: str(fields.get(key, "")) for key in ("url", "date", "source", "headline")}
                    said = {key: "" if value == "unknown" else value for key, value in said.items()}
                    self._unsaved[id] = article(f"{said.pop('headline')}\n{body}", **said)
                    self._enter(id, self._unsaved[id])
        for id, held in saved.items():
            report = renamed.get(id, id)
            self._saved.setdefault(report, []).extend(held)
            for _, path in held:
                self._enter(report, self._article(path))

    def _article(self, path: str) -> Article:
        saved = captures.read(self._fs.read(path))
        return article(saved.text, url=saved.url, date=saved.date, source=saved.source)

    def _enter(self, report: str, article: Article) -> None:
        if article.url:
            self._by_url.setdefault(canonical(article.url), report)
        for key in article.sketch:
            held = self._by_hash.get(key, ())
            if report not in held and len(held) < COMMON:
                self._by_hash[key] = (*held, report)

    def find(self, article: Article) -> Found | None:
        """The report of the same article; of several the one most like it."""
        by_url = self._by_url.get(canonical(article.url)) if article.url else None
        report = by_url or self._most_like(article)
        if not report:
            return None
        return Found(report=report, words=any(held.words == article.words for held in self._texts(report)))

    def _most_like(self, article: Article) -> str:
        shared: Counter[str] = Counter()
        for key in article.sketch:
            reports = self._by_hash.get(key, ())
            shared.update(reports if len(reports) < COMMON else ())
        best, likest = "", 0.0
        for report in sorted(shared, key=lambda report: (-shared[report], report))[:CANDIDATES]:
            for held in self._texts(report):
                like = _like(article, held)
                if like > likest:
                    best, likest = report, like
        return best

    def _texts(self, report: str) -> Iterator[Article]:
        if report in self._unsaved:
            yield self._unsaved[report]
        for _, path in self._saved.get(report, ()):
            yield self._article(path)

    def next_capture(self, report: str, day: str) -> Capture:
        """What the next saved text of a report is called."""
        numbers = [capture.number for capture, _ in self._saved.get(report, ()) if capture.day == day]
        return Capture(report, day, max(numbers, default=0) + 1)

    def add(self, report: str, article: Article, capture: Capture | None) -> None:
        """Remember what was brought in. `capture`: what its text was saved as; None: nowhere, in a dry run."""
        self.ids.add(report)
        if capture is None:
            self._unsaved[report] = article
        else:
            self._saved.setdefault(report, []).append((capture, capture.path))
        self._enter(report, article)


def _like(one: Article, other: Article) -> float:
    """The share of words in common; 0 where they say themselves that they are two, or are not alike enough."""
    same_outlet = bool(one.source) and one.source == other.source
    apart = (
        (one.source, other.source),
        (one.date, other.date),
        (canonical(one.url) if one.url else "", canonical(other.url) if other.url else ""),
    )
    if any(a and b and a != b for a, b in apart):
        return 0.0
    least = ALIKE if same_outlet else CLOSE
    return Indel.normalized_similarity(one.words.split(), other.words.split(), score_cutoff=least)


def _read(data: bytes, path: str) -> tuple[dict[str, object], str]:
    """The front matter of a report and its body; a file that cannot be read says nothing of itself."""
    source = Text(path, data.decode("utf-8", "replace"))
    fenced = split(source, [])
    if fenced is None:
        return {}, source.text
    fields = read(source, fenced.start, fenced.end, [])
    return (fields[0] if fields is not None else {}), source.text[fenced.body :]


def _listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []
