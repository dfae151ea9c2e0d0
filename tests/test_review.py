"""`digest review` on small editions: what it asks, and that every answer, pasted, settles just that question.

A case is a folder of `tests/ask/` with `content/` and what is printed, `review.txt`; `UPDATE_FIXTURES=1` writes that
anew.
"""

import json
import os
from functools import cache
from typing import NamedTuple

import pytest

from digest import state
from digest.ask import printed
from digest.ask.paste import Paste, pasted
from digest.ask.review import Answer, Kind, Question, review
from digest.diagnostic import Diagnostic
from digest.fs import Memory
from digest.inputs import look
from digest.options import Options
from digest.report import paint_of
from digest.understand import Known, understand
from support.checkout import ROOT, run_digest
from support.editions import in_memory, made, site

ASK = ROOT / "tests" / "ask"
CASES = sorted(path.name for path in ASK.iterdir() if (path / "content").is_dir())

Files = dict[str, str]


class Reviewed(NamedTuple):
    known: Known
    questions: tuple[Question, ...]

    @property
    def errors(self) -> list[Diagnostic]:
        return [diagnostic for diagnostic in self.known.said if diagnostic.severity == "error"]


def files_of(case: str) -> Files:
    root = ASK / case
    return {p.relative_to(root).as_posix(): p.read_text() for p in (root / "content").rglob("*") if p.is_file()}


def reviewed(files: Files) -> Reviewed:
    edition = in_memory(files)
    options = Options(drafts=True, processes=1)
    known = understand(edition, look(edition, options, state.State()), options)
    return Reviewed(known, review(known.linked, known.captures, lambda path: files.get(path, "")))


@cache
def first(case: str) -> Reviewed:
    return reviewed(files_of(case))


def answered(files: Files, answer: Answer) -> Files:
    """The files with an answer pasted, from the last place to the first."""
    after = dict(files)
    for paste in sorted(answer.pastes, key=lambda p: (p.span.path, p.span.start), reverse=True):
        assert (paste.kind == "file") == (paste.span.path not in files)
        after[paste.span.path] = pasted(paste, after.get(paste.span.path, ""))
    return after


def key(question: Question) -> tuple[Kind, str, tuple[str, ...]]:
    return question.kind, question.excerpt, tuple(sorted(side.words for side in question.sides))


ANSWERS = [
    pytest.param(case, n, k, id=f"{case}-{n + 1}-{question.kind}-{answer.means.replace(' ', '-')}")
    for case in CASES
    for n, question in enumerate(first(case).questions)
    for k, answer in enumerate(question.answers)
]


@pytest.mark.parametrize("case", CASES)
def test_what_is_asked(case: str) -> None:
    expected = ASK / case / "review.txt"
    text = printed.as_text(first(case).questions, paint_of(False))
    if os.environ.get("UPDATE_FIXTURES"):
        expected.write_text(text)
    assert text == expected.read_text()
    assert first(case).errors == []


@pytest.mark.parametrize(("case", "n", "k"), ANSWERS)
def test_an_answer_settles_its_question_and_no_other(case: str, n: int, k: int) -> None:
    before = first(case).questions
    question = before[n]
    answer = question.answers[k]
    after = reviewed(answered(files_of(case), answer))
    assert after.errors == []
    assert key(question) not in map(key, after.questions)
    others = {key(other) for other in before if other is not question}
    if question.kind != "drifted":  # whose words are part of the other questions about it
        assert {key(other) for other in after.questions} <= others | {key(q) for q in after.questions if fresh(q)}
    holds(question, answer, after)


def fresh(question: Question) -> bool:
    """A question that an answer may raise: two groups that became one have other neighbours."""
    return question.kind in ("near", "speakers", "wide")


def holds(question: Question, answer: Answer, after: Reviewed) -> None:
    """What the answer says is so."""
    edition = after.known.linked.site
    statement_of = {w.quotation.span: s for s in edition.statements.values() for w in s.witnesses}
    found = [statement_of[side.span] for side in question.sides if side.span in statement_of]
    match question.kind:
        case "near" | "speakers" | "wide":
            one = "one statement" in answer.means or "it is" in answer.means
            assert (found[0].id == found[1].id) is one
            assert any(statement.head for statement in found)
        case "unsure" | "unattributed":
            (statement,) = found
            (line,) = [line for p in answer.pastes for line in p.text.splitlines() if line.startswith("speaker: ")]
            assert (statement.speaker or "unknown") == line.removeprefix("speaker: ")
            assert bool(statement.speaker_name) is bool(statement.speaker)
            assert statement.page
        case "name":
            report = next(r for r in edition.reports.values() if r.head.path == question.span.path)
            meant = {name.name for id, name in edition.names.items() if id in dict(report.names)}
            assert ("none of them" in answer.means) or answer.means.removeprefix("it is ") in meant
        case "drifted":
            assert question.span not in [d.span for d in after.known.said if d.code == "quotation-drifted"]


def test_an_answer_outlives_what_comes_later() -> None:
    """Two statements stay two when a third report prints one of them again, and when the words are edited a little."""
    files = files_of("ferry")
    question = next(q for q in first("ferry").questions if q.kind == "near")
    apart = answered(files, question.answers[1])
    again = apart["content/reports/valley-may.md"].replace("valley-news", "harbour-post").replace("05-03", "05-04")
    later = reviewed(apart | {"content/reports/later.md": again.replace("question for", "question with")})
    one, other = (side.words for side in question.sides)
    assert not [q for q in later.questions if {side.words for side in q.sides} == {one, other}]


@pytest.mark.parametrize("case", CASES)
def test_nothing_of_it_is_published(case: str) -> None:
    """Neither before nor after answers: no question, no score, no capture's words, no trace of the command."""
    edition = in_memory(files_of(case))
    made(edition, Options(processes=1))
    pages = b"\n".join(site(edition).values()).decode("utf-8", "replace")
    asked = [text for q in first(case).questions for text in (*q.why, *(a.means for a in q.answers), q.ask)]
    asked += [heading for pair in printed.KINDS.values() for heading in pair]
    assert [text for text in asked if text in pages] == []
    for word in ("not_same_as", "same_as:", "near-threshold", "digest review", "confidence"):
        assert word not in pages


def test_reviewing_writes_nothing_but_the_cache() -> None:
    edition = in_memory(files_of("ferry"))
    assert isinstance(edition.fs, Memory)
    before = dict(edition.fs.held)
    understand(edition, look(edition, Options(), state.State()), Options())
    assert edition.fs.held == before


def test_an_edition_without_doubts(tmp_path: object) -> None:
    assert printed.as_text((), paint_of(False)) == "Nothing to review: the program was sure of all it did.\n"


def test_json_is_versioned_and_holds_the_same() -> None:
    questions = first("ferry").questions
    found = json.loads(printed.as_json(questions))
    assert found["version"] == 1
    assert len(found["questions"]) == len(questions) == sum(found["counts"].values())
    for question, told in zip(questions, found["questions"], strict=True):
        assert (told["kind"], told["path"], told["line"]) == (question.kind, question.span.path, question.span.line)
        assert [a["means"] for a in told["answers"]] == [a.means for a in question.answers]
        for answer, pastes in zip(question.answers, (a["pastes"] for a in told["answers"]), strict=True):
            assert [(p["start"], p["end"], p["text"]) for p in pastes] == [places(p) for p in answer.pastes]


def places(paste: Paste) -> tuple[int, int, str]:
    return paste.span.start, paste.span.end, paste.text


def test_the_command(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for path, text in files_of("ferry").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    done = run_digest("review", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (ASK / "ferry" / "review.txt").read_text()
    assert not (tmp_path / "site").exists()
    (tmp_path / "content/reports/valley-may.md").write_text("---\ntitle: x\n---\n")
    broken = run_digest("review", "--json", cwd=tmp_path)
    assert broken.returncode == 1
    assert "2 errors" in broken.stderr
    assert json.loads(broken.stdout)["version"] == 1
