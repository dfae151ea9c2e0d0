"""Copied text in whole builds: articles and captures are compared, digests in own words share nothing, pages say so."""

import random

import pytest

from digest.edition import Edition
from digest.options import Options
from support.editions import in_memory, made, site

WORDS = [f"{first}{second}" for first in "bdfgklmnprtv" for second in ("ana", "elo", "isu", "oki", "ura", "ete", "amo")]


def words(count: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


AGENCY = words(60, 1)
QUOTED = "“" + words(30, 2) + ",” said Ada Lindqvist."


def report(outlet: str, body: str, more: str = "") -> str:
    return f"---\ndate: 2024-05-02\nsource: {outlet}\ntitle: Report of {outlet}\nstory: ice\n{more}---\n\n{body}\n"


def edition(**reports: str) -> Edition:
    files = {f"content/reports/{id}.md": text for id, text in reports.items()}
    return in_memory({"content/site.yml": "title: Test\n", "content/stories/ice.md": "---\ntitle: Ice\n---\n", **files})


def page(built: Edition, url: str) -> str:
    return site(built)[f"site/{url}index.html"].decode()


def test_reports_of_one_agency_text_say_so_and_the_story_counts_texts() -> None:
    built = edition(
        a=report("North", f"{AGENCY}\n\n{words(60, 3)}"),
        b=report("South", f"{words(20, 4)}\n\n{AGENCY}"),
        c=report("West", words(90, 5)),
    )
    made(built)
    assert "<b>50 %</b> of this report’s words stand there too" in page(built, "reports/a/")
    assert "<b>75 %</b> of this report’s words stand there too" in page(built, "reports/b/")
    assert "text in common" in page(built, "reports/a/")
    assert "Shares text with" not in page(built, "reports/c/")
    assert "Three outlets, two independent texts" in page(built, "stories/ice/")


def test_one_quotation_in_common_is_no_copied_text() -> None:
    built = edition(
        a=report("North", f"{words(40, 3)}\n\n{QUOTED}"),
        b=report("South", f"{words(40, 4)}\n\n{QUOTED}"),
    )
    made(built)
    assert "Shares text with" not in page(built, "reports/a/")
    assert "independent" not in page(built, "stories/ice/")


def test_captures_are_compared_in_place_of_digests_in_own_words() -> None:
    built = edition(a=report("North", words(40, 3)), b=report("South", words(40, 4)))
    made(built)
    assert "Shares text with" not in page(built, "reports/a/")
    built.fs.write("content/captures/a.txt", f"{AGENCY}\n\n{QUOTED}".encode())
    built.fs.write("content/captures/b.txt", f"{QUOTED}\n\n{AGENCY}\n\n{words(40, 5)}".encode())
    trace = made(built).trace
    assert "<b>95 %</b>" in page(built, "reports/a/")
    assert "Two outlets, one independent text" in page(built, "stories/ice/")
    assert not [path for path, data in site(built).items() if AGENCY[:40].encode() in data], "no byte of a capture"
    assert "reports/a/index.html" in trace.written
    built.fs.remove("content/captures/b.txt")
    made(built)
    assert "Shares text with" not in page(built, "reports/a/")


@pytest.mark.parametrize("typed", ["a", "b"])
def test_what_an_editor_says_stands_on_both_pages(typed: str) -> None:
    says = {"a": "shares_text_with: [b]\n", "b": "shares_text_with: [was-a]\n"}[typed]
    built = edition(
        a=report("North", words(40, 3), "was: [was-a]\n" + says * (typed == "a")),
        b=report("South", words(40, 4), says * (typed == "b")),
    )
    made(built)
    assert "text in common, as the editor finds" in page(built, "reports/a/")
    assert "text in common, as the editor finds" in page(built, "reports/b/")
    assert "Two outlets, one independent text" in page(built, "stories/ice/")


def test_a_withdrawn_report_shares_nothing_and_is_not_counted() -> None:
    built = edition(
        a=report("North", AGENCY),
        b=report("South", AGENCY),
        c=report("West", AGENCY, "status: withdrawn\ncorrections:\n  - {on: 2024-05-03, what: Withdrawn.}\n"),
    )
    made(built)
    assert "Two outlets, one independent text" in page(built, "stories/ice/")
    assert "reports/c/" not in page(built, "reports/a/").split("Shares text with")[1].split("</section>")[0]


def test_a_title_changes_nothing_that_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    from digest import copied

    built = edition(a=report("North", AGENCY), b=report("South", AGENCY), c=report("West", words(90, 5)))
    first = made(built)
    assert not first.failed
    asked: list[str] = []
    marks = copied.marks

    def noted(text: copied.Text) -> bytes:
        asked.append(text.id)
        return marks(text)

    monkeypatch.setattr(copied, "marks", noted)
    built.fs.write("content/reports/c.md", built.fs.read("content/reports/c.md").replace(b"Report of", b"Views of"))
    made(built)
    assert asked == []
    built.fs.write("content/reports/c.md", built.fs.read("content/reports/c.md") + AGENCY.encode())
    made(built, Options(processes=1))
    assert set(asked) == {"c"}
    assert "Three outlets, one independent text" in page(built, "stories/ice/")


def test_after_any_edits_the_site_is_that_of_a_clean_build() -> None:
    chance = random.Random(7)
    pieces = [words(30, seed) for seed in range(6)] + [QUOTED]
    outlets = ["North", "South", "West"]
    files = {"content/site.yml": "title: Test\n", "content/stories/ice.md": "---\ntitle: Ice\n---\n"}
    edited = in_memory(files)
    for _ in range(12):
        id = chance.choice("abcdefg")
        path = chance.choice([f"content/reports/{id}.md", f"content/captures/{id}.txt"])
        body = "\n\n".join(chance.sample(pieces, k=chance.randint(1, 4)))
        if path in files and chance.random() < 0.3:
            del files[path]
            edited.fs.remove(path)
        else:
            files[path] = report(chance.choice(outlets), body) if path.endswith(".md") else body
            edited.fs.write(path, files[path].encode())
        made(edited)
        clean = in_memory(files)
        made(clean)
        assert site(edited) == site(clean)
    assert "stand there too" in "".join(data.decode() for path, data in site(edited).items() if "/reports/" in path)
