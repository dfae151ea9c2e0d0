"""What a build does, counted: files parsed, pages planned, made, written and removed, bytes, rows of the cache.

Seconds are reported by `make bench` and asserted nowhere. Here the same edits are made in an edition and in one that is
four times as large, because it goes on for four times as long: where an edit is followed, its counts must not grow.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import pytest

from digest.build import build
from digest.cache import WORK, Cache, Table
from digest.edition import Edition
from digest.fs import Memory
from digest.inputs import look
from digest.options import Options
from digest.plan.source import MOST_COMPARED
from digest.state import State
from digest.understand import understand
from support.editions import in_memory, theme

SMALL, LARGE = 100, 400
"""In the smaller one too the feeds of the edition and of its outlets hold newer reports than the edited one."""
OUTLETS = ("Harbour Post", "Valley News", "Evening Echo", "Northern Wire")
FIRST_NAMES = ("Ada", "Bo", "Cleo", "Dag", "Edda", "Finn", "Gro", "Hal")
SYLLABLES = "ba de fo gi hu ka le mo ni pu ra se ti vo wa xe yo zu bri cla dro fle gri plo".split()
EDITED = "content/reports/r0009.md"


def reports(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Path and text of reports in events of four, one event every second day: more reports are more days, and what was
    written of the first days stays as it is."""
    for event in range(count // len(OUTLETS)):
        chance = random.Random(f"{seed} {event}")

        def words(many: int, chance: random.Random = chance) -> str:
            text = " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(many))
            return text[0].upper() + text[1:]

        people = [f"{chance.choice(FIRST_NAMES)} {words(1)}" for _ in range(3)]
        said = [(words(14), chance.choice(people)) for _ in range(4)]
        for place, outlet in enumerate(OUTLETS):
            day = date(2024, 1, 1) + timedelta(days=2 * event + place % 2)
            quoted = "\n\n".join(f"“{text},” said {speaker}." for text, speaker in chance.sample(said, 3))
            names = "".join(f"  - {name}\n" for name in people)
            yield (
                f"content/reports/r{event * len(OUTLETS) + place:04}.md",
                f"---\ndate: {day}\nsource: {outlet}\ntitle: {words(6)}\nentities:\n{names}---\n\n"
                f"{words(40)}.\n\n{quoted}\n\n{words(30)}.\n",
            )


class Counted(NamedTuple):
    """What one build did."""

    opened: int
    """Content files that were read."""
    parsed: int
    pages: int
    planned: int
    rendered: int
    written: int
    removed: int
    bytes: int
    """Of the site's files that were written."""
    rows_read: int
    rows_written: int
    row_bytes: int
    """Of the rows written."""


class CountingFiles(Memory):
    """Files in memory that count which content was read."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self.opened = 0

    def now(self) -> int:
        """Long after whatever was written: of a file just saved nobody could tell, so it would be read again."""
        return super().now() + 10**12

    def read(self, path: str) -> bytes:
        self.opened += path.startswith("content/") and path.endswith(".md")
        return super().read(path)


class CountingCache(Cache):
    """A cache in memory that counts the rows that were found and put."""

    def __init__(self) -> None:
        super().__init__(None)
        self.rows_read = self.rows_written = self.row_bytes = 0

    def get_many(self, keys: Iterable[str], table: Table = WORK) -> dict[str, bytes]:
        found = super().get_many(keys, table)
        self.rows_read += len(found)
        return found

    def below(self, prefix: str, table: Table) -> dict[str, bytes]:
        found = super().below(prefix, table)
        self.rows_read += len(found)
        return found

    def put_many(self, values: Mapping[str, bytes], table: Table = WORK) -> None:
        self._put(values.items())
        super().put_many(values, table)

    def replace(
        self, values: Iterable[tuple[str, bytes]], gone: Iterable[str], table: Table, *, prefix: str = ""
    ) -> None:
        rows = list(values)
        self._put(rows)
        super().replace(rows, gone, table, prefix=prefix)

    def _put(self, rows: Iterable[tuple[str, bytes]]) -> None:
        for key, value in rows:
            if not key.startswith("template-"):  # compiled once a process, maybe for a test before this one
                self.rows_written += 1
                self.row_bytes += len(value)


class Counting:
    """An edition that is built again and again."""

    def __init__(self, count: int) -> None:
        files = {"content/site.yml": "title: Test\nlanguage: en\n", **dict(reports(count))}
        self.fs = CountingFiles({path: text.encode() for path, text in files.items()})
        self.cache = CountingCache()
        self.edition = Edition(fs=self.fs, shipped=Memory(theme()), cache=self.cache)

    def build(self) -> Counted:
        self.fs.opened = self.cache.rows_read = self.cache.rows_written = self.cache.row_bytes = 0
        built = build(self.edition, Options(processes=1))
        assert not built.failed, built.said
        trace = built.trace
        return Counted(
            opened=self.fs.opened, parsed=len(trace.parsed), pages=trace.pages, planned=trace.planned,
            rendered=len(trace.rendered), written=len(trace.written), removed=len(trace.removed),
            bytes=sum(len(self.fs.held[f"site/{path}"]) for path in trace.written),
            rows_read=self.cache.rows_read, rows_written=self.cache.rows_written, row_bytes=self.cache.row_bytes,
        )  # fmt: skip

    def put(self, path: str, text: str) -> None:
        self.fs.write(path, text.encode())

    def text(self, path: str) -> str:
        return self.fs.held[path].decode()


def edit_body(edition: Counting) -> None:
    edition.put(EDITED, edition.text(EDITED) + "\nNothing else was decided on that day.\n")


def edit_title(edition: Counting) -> None:
    edition.put(EDITED, edition.text(EDITED).replace("\ntitle: ", "\ntitle: Late news, ", 1))


def add_report(edition: Counting) -> None:
    last = max(path for path in edition.fs.held if path.startswith("content/reports/"))
    text = edition.text(last).replace("\ntitle: ", "\ntitle: Once more, ", 1)
    edition.put("content/reports/r9999.md", text.replace(OUTLETS[-1], OUTLETS[0]))


def edit_theme(edition: Counting) -> None:
    """A word on the page of every report."""
    path = "theme/templates/report.html"
    edition.put(path, theme()[path].decode().replace("<article", "<!-- a word --><article", 1))


EDITS = {"body": edit_body, "title": edit_title, "new report": add_report, "theme": edit_theme}


@cache
def counted(count: int) -> dict[str, Counted]:
    """The first build of an edition, then what each edit makes of it."""
    edition = Counting(count)
    made = {"first": edition.build(), "no change": edition.build()}
    for name, edit in EDITS.items():
        edit(edition)
        made[name] = edition.build()
    return made


def no_larger(large: float, small: float) -> bool:
    """Four times the edition would be four times the count. A page of a list may hold some lines more or fewer, and a
    report of another day may be related to one more."""
    return large <= 1.25 * small + 2


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_first_build_does_everything_once(count: int) -> None:
    first = counted(count)["first"]
    assert first.parsed == count
    assert first.rendered == first.written > first.planned > first.pages
    assert first.removed == 0


def test_a_first_build_costs_in_proportion() -> None:
    small, large = (counted(count)["first"] for count in (SMALL, LARGE))
    times = LARGE / SMALL
    for of_small, of_large in zip(small, large, strict=True):
        assert of_large <= times * of_small + 2


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_without_a_change_nothing_is_done(count: int) -> None:
    done = counted(count)["no change"]
    assert done == Counted(0, 0, done.pages, 0, 0, 0, 0, 0, rows_read=1, rows_written=0, row_bytes=0)


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_sentence_more_makes_one_page(count: int) -> None:
    done = counted(count)["body"]
    assert (done.parsed, done.planned, done.removed) == (1, 1, 0)
    assert (done.rendered, done.written) == (1, 1)


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_title_makes_the_pages_that_print_it(count: int) -> None:
    """Its own page, and those of reports, names, outlets and days that list it: of 180 pages or of 677 as many."""
    done = counted(count)["title"]
    assert done.parsed == 1
    assert 1 < done.written <= done.rendered
    assert done.planned < 20
    assert done.removed == 0


@pytest.mark.parametrize("edit", ["body", "title", "new report"])
def test_what_a_followed_edit_does_is_no_more_in_a_larger_edition(edit: str) -> None:
    small, large = (counted(count)[edit] for count in (SMALL, LARGE))
    for what in ("opened", "parsed", "planned", "rendered", "written", "removed", "bytes", "rows_written"):
        assert no_larger(getattr(large, what), getattr(small, what)), what
    # The parts of the indexes that are written anew hold more lines, but far fewer than the edition has more.
    assert large.row_bytes < 2 * small.row_bytes


@pytest.mark.parametrize("count", [SMALL, LARGE])
def test_a_theme_is_tried_on_every_page_and_no_text_is_read_again(count: int) -> None:
    done = counted(count)["theme"]
    assert (done.opened, done.parsed, done.removed) == (0, 0, 0)
    assert done.rendered == done.pages
    assert done.written == count + 1  # the reports' pages, the new one among them


def test_an_outlets_page_reads_the_wordings_that_it_compares_and_no_others() -> None:
    """How it gives the others stands in the list of what it carries."""
    options = Options(processes=1)
    edition = in_memory(dict(reports(LARGE)))
    known = understand(edition, look(edition, options, State()), options)
    number = [*known.plan.units].index("source/harbour-post")
    read = [id for id, units in known.plan.reads["statements"].items() if number in units]
    assert 0 < len(read) <= MOST_COMPARED < len(known.tables.lists["carried/harbour-post"])
