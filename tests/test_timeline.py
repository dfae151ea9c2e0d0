"""The timeline of months that are too full for one page: a page of counts, and one for each day."""

import re

from digest.plan.timeline import FULL
from support.editions import in_memory, made, site


def report(n: int, date: str) -> str:
    return (
        f"---\ndate: {date}\nsource: Harbour Post\ntitle: Ferry {n} sails\n---\n\n"
        f"“Boat number {n} will leave on time tomorrow,” said Ada Berg.\n"
    )


def pages_of(dates: list[str]) -> dict[str, str]:
    edition = in_memory({f"content/reports/r{n:03}.md": report(n, date) for n, date in enumerate(dates)})
    assert not [d for d in made(edition).said if d.severity == "error"]
    held = site(edition)
    return {path.removeprefix("site"): data.decode() for path, data in held.items() if path.endswith("index.html")}


def days(count: int) -> list[str]:
    return [f"2024-05-{1 + n % 20:02}" for n in range(count)]


def test_a_month_that_is_not_full_is_one_page() -> None:
    pages = pages_of([*days(FULL), "2024-06-01"])
    assert "/timeline/2024-05/index.html" in pages
    assert not [path for path in pages if path.startswith("/timeline/2024-05-")]
    assert pages["/timeline/2024-05/index.html"].count("/reports/r") >= FULL


def test_a_full_month_counts_its_days_and_each_has_a_page() -> None:
    pages = pages_of([*days(FULL + 1), "2024-06-01"])
    month = pages["/timeline/2024-05/index.html"]
    assert "<title>Timeline, May 2024 · " in month
    assert re.findall(r'href="[./]*/timeline/(2024-05-\d\d)/"', month) == sorted({*days(20)})
    assert "/reports/r" not in month
    first, second = pages["/timeline/2024-05-01/index.html"], pages["/timeline/2024-05-02/index.html"]
    assert len({*re.findall(r"/reports/(r\d+)/", first)}) == 8
    assert 'href="../../timeline/2024-05/"' in first
    assert re.findall(r"timeline/(2024-05-\d\d)/", first) == ["2024-05-02"]
    assert re.findall(r"timeline/(2024-05-\d\d)/", second) == ["2024-05-01", "2024-05-03"]


def test_the_timelines_own_page_shows_as_many_days_as_it_can_hold() -> None:
    page = pages_of(days(2 * FULL))["/timeline/index.html"]
    shown = re.findall(r'id="d(2024-05-\d\d)"', page)
    assert shown == sorted({*days(20)})[-len(shown) :]
    assert 1 <= len(shown) < 20
