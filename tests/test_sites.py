"""Small sites with their whole output: `tests/sites/<case>/` holds content, a bare theme, what is said, what is built.

Adding a case needs no code: make the folder with `content/` and run `UPDATE_FIXTURES=1 pytest tests/test_sites.py`,
then read what it wrote. A file in `expected/` that is not built fails as much as one that is missing.
"""

import os

import pytest

from digest.report import as_concise
from support.checkout import ROOT
from support.editions import in_memory, made, site

SITES = ROOT / "tests" / "sites"
CASES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())
BARE = (SITES / "base.html").read_text()
"""A frame with nothing but the page's own part, so that a case is read at a glance and outlives changes of the look."""


def built(case: str) -> tuple[dict[str, str], str]:
    """The site's pages by path, and what is said of the content."""
    root = SITES / case
    files = {p.relative_to(root).as_posix(): p.read_text() for p in (root / "content").rglob("*") if p.is_file()}
    edition = in_memory(files | {"theme/templates/base.html": BARE})
    said = as_concise(made(edition).said)
    pages = {
        path.removeprefix("site/"): data.decode()
        for path, data in site(edition).items()
        if path.endswith(".html") and path != "site/404.html"
    }
    return pages, said + "\n" if said else ""


@pytest.mark.parametrize("case", CASES)
def test_whole_output(case: str) -> None:
    pages, said = built(case)
    expected = SITES / case / "expected"
    if os.environ.get("UPDATE_FIXTURES"):
        for old in expected.rglob("*.html"):
            old.unlink()
        for path, text in pages.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text)
        (SITES / case / "said.txt").write_text(said)
    assert (SITES / case / "said.txt").read_text() == said
    assert sorted(p.relative_to(expected).as_posix() for p in expected.rglob("*.html")) == sorted(pages)
    for path, text in pages.items():
        assert (expected / path).read_text() == text, path


def test_one_more_unnamed_outlet_elsewhere_renumbers_nobody() -> None:
    """What a page calls `?1` and `?2` is its own business: a report that it does not show leaves it as it is."""
    root = SITES / "unnamed"
    files = {p.relative_to(root).as_posix(): p.read_text() for p in (root / "content").rglob("*") if p.is_file()}
    report = "---\ndate: 2024-01-01\nsource: unknown\ntitle: Bread is dearer\n---\n\nA loaf now costs four crowns.\n"
    before, after = in_memory(files), in_memory(files | {"content/reports/a-bread.md": report})
    made(before)
    made(after)
    pages = ("stories/ferry", "quotes/ferry-one-q1", "reports/ferry-one", "reports/ferry-two", "entities/nils-berg")
    for page in pages:
        path = f"site/{page}/index.html"
        assert b"?2" in site(before)[path]
        assert site(before)[path] == site(after)[path]
