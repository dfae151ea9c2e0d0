"""Questions and answers as text for a terminal and as JSON."""

import json
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from digest.ask.paste import Paste
from digest.ask.review import Answer, Question
from digest.ask.witness import Side
from digest.model.source import Span
from digest.report import Paint, safe
from digest.text import shorten

VERSION = 1
"""Of the JSON's shape: a new number when something in it changes its meaning or goes away."""

MOST = 10
"""Questions of one kind that are printed as text; JSON has them all."""

_WIDTH = 100
_WORDS = 400
"""Characters of a quotation that are shown."""

KINDS = {
    "drifted": ("Words that are not quite the article’s", "The saved article prints them otherwise."),
    "near": (
        "One statement, or two?",
        "Quotations that are nearly alike; shown as two until you say otherwise.",
    ),
    "speakers": ("Two speakers, or one?", "Much the same words, put down to two speakers; shown as two statements."),
    "wide": ("All one statement?", "Quotations that the program took for one statement, and that may be several."),
    "name": ("Names that fit several", "They link to nobody until you say who is meant."),
    "unsure": (
        "Speakers that the program guessed",
        "Their names are shown on the site, though no sentence says outright that they spoke.",
    ),
    "unattributed": ("Words that nobody is known to have said", "They are shown as unattributed."),
}
"""The kinds of question in the order in which they are asked: a heading, and how things stand until it is answered."""

_OF_ITS_OWN = ("name", "unsure")
"""Kinds of which each question is another; of the others the heading asks it for all."""


def as_text(questions: Sequence[Question], paint: Paint) -> str:
    """Grouped by kind; of each kind at most `MOST`."""
    if not questions:
        return "Nothing to review: the program was sure of all it did.\n"
    parts: list[str] = []
    for kind, group in groupby(questions, key=lambda q: q.kind):
        held = list(group)
        heading, standing = KINDS[kind]
        parts.append(f"{paint('bold', f'{heading} ({len(held)})')}\n{standing}\n")
        parts += [_question(n, question, paint) for n, question in enumerate(held[:MOST], 1)]
        if len(held) > MOST:
            parts.append(f"... and {len(held) - MOST:,} more of these; `digest review --json` lists all.\n")
    count = len(questions)
    parts.append(f"{count:,} question{'s' * (count > 1)}. What is answered is not asked again.\n")
    if any(paste.text.startswith("---\ngist:") for q in questions for a in q.answers for paste in a.pastes):
        parts.append("A gist is given in the printed words; say it in your own before you publish.\n")
    return "\n".join(parts)


def _question(number: int, question: Question, paint: Paint) -> str:
    lead = f"{number}. "
    pad = " " * len(lead)
    lines: list[str] = []
    if question.kind in _OF_ITS_OWN:
        lines.append(pad + paint("bold", safe(question.ask)))
    if not question.sides:
        lines += [pad + paint("cyan", where(question.span)), *wrapped(question.excerpt, pad + "    ")]
    for side in question.sides:
        lines += shown(side, pad, paint)
    lines += wrapped(" ".join(question.why), pad)
    before: Answer | None = None
    for answer in question.answers:
        lines += _answer(answer, before, pad, paint)
        before = answer
    return "\n".join([paint("bold", lead) + lines[0].removeprefix(pad), *lines[1:]]) + "\n"


def shown(side: Side, pad: str, paint: Paint) -> list[str]:
    """A quotation: its place, who printed it and when, and its words."""
    who = ", ".join((side.outlet, side.date or "date unknown", side.speaker or "unattributed"))
    words = wrapped(f"“{shorten(side.words, _WORDS)}”", pad + "    ")
    return [f"{pad}{paint('cyan', where(side.span))}  {safe(who)}", *words]


def _answer(answer: Answer, before: Answer | None, pad: str, paint: Paint) -> list[str]:
    lines: list[str] = []
    lead = f"{pad}{paint('green', f'If {safe(answer.means)}')}, "
    line = _differing(before, answer)
    if line:
        lines = [f"{lead}the same file with the line", f"{pad}    {paint('bold', safe(line))}"]
    else:
        for paste in answer.pastes:
            lines.append(f"{lead}{_into(paste)}")
            lines += [f"{pad}    {paint('bold', safe(line))}" for line in paste.text.rstrip("\n").split("\n")]
            lead = f"{pad}and "
    return lines + (wrapped("or another: " + ", ".join(answer.instead), pad + "    ") if answer.instead else [])


def _into(paste: Paste) -> str:
    path, line = safe(paste.span.path), paste.span.line
    match paste.kind:
        case "file":
            return f"make the file {path}"
        case "line":
            return f"put above line {line} of {path}"
        case "lines" if paste.last > line:
            return f"put in place of lines {line} to {paste.last} of {path}"
        case "lines":
            return f"put in place of line {line} of {path}"
        case _:
            return f"put in place of the words at {where(paste.span)}"


def _differing(before: Answer | None, answer: Answer) -> str:
    """The one line in which the file that an answer makes differs from one that was shown just before."""
    if before is None or len(answer.pastes) != 1 or answer.pastes[0].kind != "file":
        return ""
    (paste,) = answer.pastes
    for earlier in before.pastes:
        here, there = earlier.text.splitlines(), paste.text.splitlines()
        changed = [line for line in there if line not in here]
        if earlier.span == paste.span and len(here) == len(there) and len(changed) == 1:
            return changed[0]
    return ""


def where(span: Span) -> str:
    return f"{safe(span.path)}:{span.line}:{span.column}"


def wrapped(text: str, pad: str) -> list[str]:
    return textwrap.wrap(
        safe(text), _WIDTH, initial_indent=pad, subsequent_indent=pad, break_long_words=False, break_on_hyphens=False
    )


# --- for programs ----------------------------------------------------------------------------------------------------


def as_json(questions: Sequence[Question]) -> str:
    """All of them. Lines and columns count from 1, offsets from 0, all in characters.

    To answer, put a paste's `text` in the place of the characters `start` to `end` of the file at `path`; where `kind`
    is `file`, there is none yet, and `text` is all of it.
    """
    return dumped(
        {
            "questions": [
                {
                    "kind": question.kind,
                    "ask": question.ask,
                    **place(question.span),
                    "excerpt": question.excerpt,
                    "sides": [side_json(side) for side in question.sides],
                    "why": question.why,
                    "answers": [
                        {
                            "means": answer.means,
                            "pastes": [
                                {**place(paste.span), "kind": paste.kind, "text": paste.text} for paste in answer.pastes
                            ],
                            "instead": answer.instead,
                        }
                        for answer in question.answers
                    ],
                }
                for question in questions
            ],
            "counts": {kind: sum(question.kind == kind for question in questions) for kind in KINDS},
        }
    )


def side_json(side: Side) -> dict[str, Any]:
    return {
        "id": side.id,
        **place(side.span),
        "outlet": side.outlet,
        "date": side.date,
        "speaker": side.speaker,
        "words": side.words,
    }


def place(span: Span) -> dict[str, str | int]:
    return {"path": span.path, "line": span.line, "column": span.column, "start": span.start, "end": span.end}


def dumped(value: dict[str, Any]) -> str:
    return json.dumps({"version": VERSION, **value}, ensure_ascii=False, indent=1) + "\n"


def listed(items: Iterable[str]) -> str:
    """`a, b and c`."""
    held = list(items)
    return " and ".join(filter(None, (", ".join(held[:-1]), held[-1]))) if held else ""
