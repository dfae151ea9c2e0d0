"""A report that comes, or whose place among the others is another: the site is what a clean build makes, and the rest
is not linked anew."""

from collections.abc import Callable
from typing import Any

import pytest

from digest import due, related
from digest.edition import Edition
from digest.follow import Due
from digest.fs import Memory
from digest.options import Options
from digest.scaffold import edition as scaffold
from support.editions import in_memory, made, site

WALK = (
    "The council met behind closed doors for most of the afternoon and left by the side gate without a word to those "
    "who had waited in the rain since the early morning."
)
OTHER = "content/reports/2024-05-02-harbour-post-bridge.md"
OLD = """\
---
date: 2024-05-01
source: Evening Echo
title: What was set aside
story: bridge-closure
entities: [Bo Ek]
---

“Four million were set aside for the quay,” said Bo Ek. “It will reopen on the first of October,” he was told.
"""
BEFORE = scaffold("Test") | {
    "content/reports/old.md": OLD,
    "content/stories/ferry.md": "---\ntitle: The ferry\n---\n",
    "content/quotes/unheard.md": "---\ngist: Of money.\nspeaker: ada-lindqvist\n---\n",
    "content/site.yml": "title: Test\nbase_url: https://x.example/\n",
    "content/reports/walk.md": (
        f"---\ndate: 2024-05-04\nsource: Evening Echo\ntitle: Out by the side gate\n---\n\n{WALK}\n"
    ),
    "content/reports/quay.md": (
        "---\ndate: 2024-05-05\nsource: Morning Tide\ntitle: Of the quay\nentities: [Bo Ek, Norra Quay]\n---\n\n"
        "“Four million were set aside for the quay,” said Bo Ek. “Nobody has asked us,” said Edda Falk.\n"
    ),
    "content/reports/later.md": (
        "---\ndate: 2024-05-06\nsource: valley-news\ntitle: Not yet\nstatus: draft\n---\n\nIt is not finished.\n"
    ),
}


def new(text: str = "Nothing else was decided.", title: str = "On the next day", **fields: str) -> str:
    head = {"date": "2024-05-07", "source": "valley-news"} | fields
    return f"---\ntitle: {title}\n" + "".join(f"{k}: {v}\n" for k, v in head.items()) + f"---\n\n{text}\n"


FOLLOWED = {
    "nothing but words": {"new": new()},
    "of a month without any": {"new": new(date="2025-01-30")},
    "without a date that is known": {"new": new(date="unknown")},
    "of an outlet without a file": {"new": new(source="Evening Echo")},
    "of an outlet by another of its names": {"new": new(source="the Harbour post")},
    "with a name that no report has listed": {"new": new("Cleo Dahl came.", entities="[Cleo Dahl, Bo Ek]")},
    "in a story": {"new": new(story="bridge-closure")},
    "in a story, by another outlet": {"new": new(story="bridge-closure", source="Evening Echo")},
    "with text that another has": {"new": new(f"{WALK} So it was.")},
    "with a statement of its own": {"new": new("“It has been a long winter for all of us,” said Ada Lindqvist.")},
    "with one that another has": {"new": new("“Four million were set aside for the quay,” said Bo Ek.")},
    "with one that another has later": {
        "new": new("“Four million were set aside for the quay,” said Bo Ek.", date="2024-05-01", story="bridge-closure")
    },
    "with one that a file describes": {
        "new": new("“[It will reopen in October]{q=bridge-reopens by=ada-lindqvist},” she said.")
    },
    "with links": {"new": new("See [what was said](@2024-05-02-harbour-post-bridge) of [it](@bridge-closure).")},
    "with a note": {"new": new("The mayor left early.[^ctx-a]\n\n[^ctx-a]: As every year.")},
    "with something to be said of it": {"new": new("On the next day all was quiet.", title="On the next day all")},
    "with another that it is pinned to": {"new": new(related="{pin: [walk]}")},
    "corrected": {"new": new(corrections="[{on: 2024-05-08, what: It was the next day.}]")},
    "two at once": {"new": new("“It is over,” said Bo Ek."), "newer": new(title="Of Monday", source="Evening Echo")},
    "a draft": {"new": new(status="draft")},
    "a draft that is shown now": {"later": new(title="Not yet")},
    "of another day": {"old": OLD.replace("2024-05-01", "2024-05-09")},
    "by another outlet": {"old": OLD.replace("Evening Echo", "valley-news")},
    "in another story": {"old": OLD.replace("story: bridge-closure", "story: ferry")},
    "in no story any more": {"old": OLD.replace("story: bridge-closure\n", "")},
    "with one name more": {"old": OLD.replace("[Bo Ek]", "[Bo Ek, Cleo Dahl]")},
    "with a name that somebody else lists as well taken away": {"old": OLD.replace("[Bo Ek]", "[Ada Lindqvist]")},
    "with words that are said to be a statement's": {
        "old": OLD.replace("“Four million were set aside for the quay”", "“[Four million were set aside]{q=unheard}”")
    },
    "with words that are said to be somebody's": {
        "old": OLD.replace("“Four million were set aside for the quay”", "“[Four million]{by=ada-lindqvist}”")
    },
    "with everything another": {"old": new("“Nobody has asked us,” said Edda Falk.", entities="[Ulla Ro]")},
}
LEFT = {
    "of an outlet that nobody named": {"new": new(source="Morning Star")},
    "of no outlet that is known": {"new": new(source="unknown")},
    "with an old id": {"new": new(was="[older]")},
    "withdrawn": {"new": new(status="withdrawn")},
    "with text that it is said to have": {"new": new(shares_text_with="[walk]")},
    "with a name to which words were put down": {"new": new(entities="[Edda Falk]")},
    "with a name that others write another way": {"new": new(entities="[norra Quay., Bo-Ek]")},
    "that alone was of its outlet": {
        "quay": new("“Nobody has asked us,” said Edda Falk.", entities="[Bo Ek, Norra Quay]")
    },
    "that alone had a name": {"quay": new(source="Morning Tide", entities="[Bo Ek]")},
    "that leads to one that comes with it": {"new": new("[See](@newer)."), "newer": new(title="Of Monday")},
}


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An entry for each time that all is linked anew."""
    times: list[str] = []
    whole = due.anew

    def anew(*args: Any) -> Due:
        times.append("")
        return whole(*args)

    monkeypatch.setattr(due, "anew", anew)
    monkeypatch.setattr(related.index, "_FEW_CHANGED", 0)  # of so few reports all would be weighed anew
    return times


def clean(edition: Edition, options: Options) -> tuple[object, object]:
    fs = edition.fs
    assert isinstance(fs, Memory)
    there = in_memory({path: data.decode() for path, data in fs.held.items() if path.startswith("content/")})
    built = made(there, options)
    return site(there), built.said


CASES = [(name, followed, False) for held, followed in ((FOLLOWED, True), (LEFT, False)) for name in held]
CASES += [("a draft", True, True), ("a draft that is shown now", False, True)]


@pytest.mark.parametrize(("name", "followed", "drafts"), CASES)
def test_the_site_is_what_a_clean_build_makes(name: str, followed: bool, drafts: bool, linked: list[str]) -> None:
    come = (FOLLOWED | LEFT)[name]
    options = Options(processes=1, drafts=drafts)
    edition = in_memory(BEFORE)
    assert not made(edition, options).failed
    linked.clear()

    def put(change: Callable[[str], str] = str) -> None:
        for id, text in come.items():
            edition.fs.write(f"content/reports/{id}.md", change(text).encode())
        built = made(edition, options)
        assert not built.failed, built.said
        times = len(linked)
        assert (site(edition), built.said) == clean(edition, options)
        del linked[times:]

    put()
    assert (not linked) == followed
    linked.clear()
    put(lambda text: text + "\n“This is what we shall remember of it,” said Bo Ek.\n")  # it is a report like any other
    assert not linked or name == "withdrawn"  # of that nobody can add a word


def test_one_that_is_waited_for(linked: list[str]) -> None:
    """Its page is led to where an id led nowhere, and what was said of that is said no longer."""
    lenient = {"content/site.yml": "levels: {id-missing: warning}\n"}
    edition = in_memory(BEFORE | lenient | {"content/reports/it.md": new("See [it](@new).")})
    assert [one.code for one in made(edition).said] == ["id-missing"]
    edition.fs.write("content/reports/new.md", new(title="Of Monday").encode())
    assert made(edition).said == ()
    assert (site(edition), ()) == clean(edition, Options(processes=1))


def test_one_with_errors(linked: list[str]) -> None:
    edition = in_memory(BEFORE)
    made(edition)
    before = site(edition)
    edition.fs.write("content/reports/new.md", b"---\ntitle: Half a\n---\n")
    assert made(edition).failed
    assert site(edition) == before
    linked.clear()
    edition.fs.write("content/reports/new.md", new().encode())
    assert not made(edition).failed
    assert not linked
    assert (site(edition), ()) == clean(edition, Options(processes=1))
