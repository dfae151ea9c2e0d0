"""Of a withdrawn report the fact is left, its outlet, its date and the editor's reason; of its words nothing, anywhere.

Every word of the report here is made up and used nowhere else, and all files of the site are searched, whatever they
are: pages, feeds, data, other forms of pages.
"""

import gzip
import re

from digest.options import Options
from support.editions import in_memory, made, site

REASON = "Taken back at the request of its outlet."
STANDING = """---
date: 2024-05-02
source: harbour-post
title: The ferry is late again
story: ferry
related:
  pin: [gone]
shares_text_with: [gone]
entities: [Ada Lindqvist]
{more}---

The ferry came an hour late, as [was told before](@gone). Ada Lindqvist said: “Nobody on board was told why we waited
out there for so long.” The captain has {verb} to answer so far.[^ctx-late]

[^ctx-late]: Another outlet has two hours.
"""
GONE = """---
date: 2024-05-03
source: Valley News
title: Zatitle zbordeaux
headline: "Zaheadline sinks"
byline: [Zabyline]
dateline: Zadateline
url: https://example.org/2024/zaslug-zaheadline
date_note: Zadatenote says so.
source_note: Zasourcenote is why.
summary: Zasummary of it all.
story: ferry
entities: [Zaentity Zasurname, Ada Lindqvist]
quotes:
  - q: told
    text: "zalisted words that the outlet printed there and nowhere else"
checked: {{by: zachecker, on: 2024-05-04}}
{more}---

Zabody zaparagraph about Zaentity Zasurname and the ferry. Ada Lindqvist said: “Nobody on board was told why we waited
zaquoted out there for so long.” [Zaspan words]{{}}[^sic-zalabel]

> “Zablock quotation of some length, which stands by itself,” said Zaspeaker Zanother.

[^sic-zalabel]: Zanote text.
"""
FILES = {
    "content/site.yml": "title: Harbour\nbase_url: https://example.org/harbour/\n",
    "content/sources/harbour-post.md": "---\nname: Harbour Post\nsiglum: HP\n---\n",
    "content/stories/ferry.md": "---\ntitle: The ferry\ndate: 2024-05-02\n---\n\nTwo reports.\n",
    "content/quotes/told.md": "---\ngist: Nobody was told.\nspeaker: ada-lindqvist\noccasion: ferry\n---\n",
    "content/reports/late.md": STANDING.format(more="", verb="refused"),
    "content/reports/also.md": STANDING.format(more="", verb="declined").replace("harbour-post", "Evening Echo"),
    "content/reports/gone.md": GONE.format(more=""),
    "content/captures/gone.2024-05-03.txt": "Zacapture zaparagraph, as it was first saved by somebody.",
    "content/captures/gone.2024-05-04.txt": "Zacapture zaedited paragraph, as it was then saved by somebody.",
}
WITHDRAWN = GONE.format(more=f"status: withdrawn\ncorrections:\n  - {{on: 2024-05-06, what: {REASON}}}\n")
PUBLISHED = Options(processes=1)


def markers() -> set[str]:
    """The words of the report that stand nowhere else."""
    texts = FILES["content/reports/gone.md"] + "".join(
        text for path, text in FILES.items() if path.startswith("content/captures/")
    )
    return {word.casefold() for word in re.findall(r"\bz[a-z]+", texts, re.IGNORECASE)}


def found(files: dict[str, bytes]) -> set[str]:
    """Which of them stand in a site: in the files, in their names, and in what is packed in them."""
    held: set[str] = set()
    for path, data in files.items():
        plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        held |= {word for word in markers() if word.encode() in plain.lower() or word in path.casefold()}
    return held


def test_the_search_finds_what_is_there() -> None:
    """While it is published, the site says all of it but what is the editor's own: who checked it."""
    edition = in_memory(FILES)
    assert not made(edition, PUBLISHED).failed
    hidden = {"zachecker", "zacapture"}  # of a capture only what its outlet changed in it is shown
    assert markers() - found(site(edition)) <= hidden
    assert "zaedited" in found(site(edition))


def test_nothing_of_a_withdrawn_report_is_in_the_site() -> None:
    edition = in_memory(FILES | {"content/reports/gone.md": WITHDRAWN})
    assert not made(edition, PUBLISHED).failed
    assert found(site(edition)) == set()


def test_nothing_is_left_of_one_that_was_published() -> None:
    edition = in_memory(FILES)
    made(edition, PUBLISHED)
    edition.fs.write("content/reports/gone.md", WITHDRAWN.encode())
    assert not made(edition, PUBLISHED).failed
    assert found(site(edition)) == set()
    clean = in_memory(FILES | {"content/reports/gone.md": WITHDRAWN})
    made(clean, PUBLISHED)
    assert site(edition) == site(clean)


def test_nothing_is_in_a_build_with_drafts_either() -> None:
    edition = in_memory(FILES | {"content/reports/gone.md": WITHDRAWN})
    made(edition, Options(processes=1, drafts=True))
    assert found(site(edition)) == set()


def test_its_page_says_that_it_was_withdrawn_and_why() -> None:
    edition = in_memory(FILES | {"content/reports/gone.md": WITHDRAWN})
    made(edition, PUBLISHED)
    files = site(edition)
    own = files["site/reports/gone/index.html"].decode()
    assert "<h1" in own
    for words in ("Withdrawn report", "Valley News", "3 May 2024", "6 May 2024", REASON):
        assert words in own
    assert REASON in files["site/corrections/index.html"].decode()
    for path in ("reports", "stories/ferry", "sources/valley-news", "timeline", "reports/late"):
        page = files[f"site/{path}/index.html"].decode()
        assert "Withdrawn report" in page, path
        assert "<b>withdrawn</b>" in page, path


def test_its_outlet_is_no_column_that_carries_nothing() -> None:
    """Of what nobody can read here, nobody can say what it left out."""
    edition = in_memory(FILES | {"content/reports/gone.md": WITHDRAWN})
    made(edition, PUBLISHED)
    files = site(edition)
    story = files["site/stories/ferry/index.html"].decode()
    assert "Valley News" not in story.partition('<table class="mx">')[2].partition("</table>")[0]
    (statement,) = [text for path, text in files.items() if re.fullmatch("site/quotes/(?!told|index).+html", path)]
    assert "Not carried by" not in statement.decode()


CORRECTED = STANDING.format(more="corrections:\n  - {on: 2024-05-09, what: The ferry was early.}\n", verb="refused")


def test_a_correction_reaches_all_that_rests_on_the_report() -> None:
    """Whether or not `status:` says so too."""
    edition = in_memory(FILES | {"content/reports/late.md": CORRECTED})
    made(edition, PUBLISHED)
    files = {path: data.decode() for path, data in site(edition).items() if path.endswith(".html")}
    (statement,) = [path for path in files if re.fullmatch("site/quotes/(?!told|index).+html", path)]
    pages = ("reports/late", "reports", "stories/ferry", "sources/harbour-post", "timeline", "notes", "reports/also")
    for path in (*(f"site/{page}/index.html" for page in pages), statement, "site/index.html"):
        assert "<b>corrected</b>" in files[path], path
    assert files[statement].count("corrected</b>") == 2  # in its wording's row and in the list of reports
    assert "since corrected" in files["site/stories/ferry/index.html"]
    assert "The ferry was early." in files["site/corrections/index.html"]


def test_one_that_is_corrected_without_a_word_why_is_listed_all_the_same() -> None:
    edition = in_memory(FILES | {"content/reports/gone.md": GONE.format(more="status: withdrawn\n")})
    made(edition, PUBLISHED)
    page = site(edition)["site/corrections/index.html"].decode()
    assert 'href="../reports/gone/"' in page
    assert "Withdrawn ·" in page
