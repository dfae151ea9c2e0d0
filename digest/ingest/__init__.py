"""Raw articles -> content files. Readers know formats, `report` and `write` content files; `Raw` lies between them."""

import difflib
from collections.abc import Callable, Iterator, Sequence

from digest.fs import FileSystem
from digest.ingest.history import Step, history
from digest.ingest.raw import Raw, Refusal
from digest.ingest.report import Given
from digest.ingest.write import Importer, Options, Outcome, parsed
from digest.model.article import ReportHead

__all__ = ["Given", "Importer", "NoHistory", "Options", "Outcome", "faulty", "found", "history_of"]


def found(
    arguments: Sequence[str], encoding: str, progress: Callable[[str, int, int], None]
) -> Iterator[Raw | Refusal]:
    """Every article that the arguments of `digest import` mean. `progress` is told how many of the files are done."""
    from digest.ingest import find
    from digest.ingest.read import read

    places = list(find.places(arguments))
    for done, place in enumerate(places, 1):
        if isinstance(place, Refusal):
            yield place
        else:
            yield from read(place, encoding=encoding)
        progress("importing", done, len(places))


def faulty(given: Given) -> str:
    """What is wrong with what the editor gave; empty if nothing is."""
    from digest.parse.schema import language, some, when
    from digest.shape import Refused

    forms: tuple[tuple[str, Callable[[str], object], str], ...] = (
        ("--date", lambda date: when(date, "UTC"), given.date),
        ("--lang", language, given.lang),
        ("--source", some, given.source),
    )
    for option, form, value in forms:
        try:
            if value:
                form(value)
        except Refused as refused:
            return f"{option} {value!r}: {refused.message}"
    return ""


class NoHistory(Exception):
    """There is no such report, or no text of it was saved; the message says which."""


def history_of(fs: FileSystem, report: str) -> tuple[str, tuple[Step, ...]]:
    """The day of a report's first saved text, and what changed since. Raises NoHistory."""
    files = (stat.path for stat in fs.files("content/reports"))
    paths = {path.rsplit("/", 1)[1][:-3]: path for path in files if path.endswith(".md")}
    id = report.rsplit("/", 1)[-1].removesuffix(".md")
    if id not in paths:
        near = difflib.get_close_matches(id, paths, 1, 0.6)
        raise NoHistory(f"there is no report `{id}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    article = parsed(paths[id], fs.read(paths[id])).article
    first, steps = history(fs, id, article.head.quotes if article and isinstance(article.head, ReportHead) else ())
    if first is None:
        raise NoHistory(f"no text of `{id}` was saved in content/captures/")
    return first, steps
