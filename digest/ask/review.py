"""Linked edition -> what an editor should decide

Where the program hesitated it did the careful thing (two statements, no speaker, no link). Each such place is one
question, with answers to paste into the content files; an answer settles it for good, also the answer to leave it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import Literal

from digest.ask.paste import Paste, TextOf, field, new_file, words
from digest.ask.witness import Side, quotation_id, side, sides
from digest.check.captures import Look, look_up
from digest.link import Linked
from digest.link.statements import UNKNOWN
from digest.model.base import Record
from digest.model.site import Site, Statement, Witness
from digest.model.source import Span
from digest.quotes.bounds import NEARLY, SEASON
from digest.quotes.same import STRICT, Likeness, same
from digest.text import shorten, slug

Kind = Literal["drifted", "near", "speakers", "wide", "name", "unsure", "unattributed"]

UNSURE = 0.9
"""The confidence under which an editor should look at a speaker; above it the sentence itself says who spoke."""
_OFFERED = 4
"""Names that are offered as answers."""
_COMPARED, _TOO_FEW = 40, 5
"""Witnesses of one statement that are compared each with each, and wordings under which that tells nothing."""
_AROUND = 80
"""Characters on either side of a name that are shown with it."""
_GIST = 90
"""Characters of the words that stand for a gist until the editor writes one."""


class Answer(Record, kw_only=True):
    """What the editor may decide, and what to paste for it."""

    means: str
    pastes: tuple[Paste, ...]
    instead: tuple[str, ...] = ()
    """Other ids that may stand where the text has its own."""


class Question(Record, kw_only=True):
    kind: Kind
    ask: str
    span: Span
    """The first place that it is about."""
    sides: tuple[Side, ...] = ()
    excerpt: str = ""
    """The words around the place, where it is no quotation."""
    why: tuple[str, ...]
    """Why the program hesitated, in sentences."""
    answers: tuple[Answer, ...]


def review(linked: Linked, captures: Mapping[str, str], text: TextOf) -> tuple[Question, ...]:
    """All questions, the most valuable first within their kind, the kinds in their own order.

    `captures` holds the saved text of articles by report id; `text` gives a content file's text by its path.
    """
    site = linked.site
    return (
        *_drifted(site, captures, text),
        *_near(linked, text),
        *_speakers(site, text),
        *_wide(site, text),
        *_names(linked, text),
        *_unsure(site, text),
        *_unattributed(site, text),
    )


# --- words that drifted ----------------------------------------------------------------------------------------------


def _drifted(site: Site, captures: Mapping[str, str], text: TextOf) -> Iterator[Question]:
    for id in sorted(captures):
        report = site.reports.get(id)
        for quotation, of in zip(report.head.quotes, report.statements, strict=True) if report else ():
            look = look_up(quotation.text, captures[id])
            if look.verdict != "drifted":
                continue
            witness = next(
                w for w in site.statements[of].witnesses if w.report == id and w.quotation.number == quotation.number
            )
            printed = _as_saved(look, captures[id])
            place = _words_in(text(quotation.span.path), quotation.span, quotation.text)
            answers = (
                (Answer(means="the article is right", pastes=(words(place, _escaped(printed)),)),) if place else ()
            )
            yield Question(
                kind="drifted",
                ask="Are these the outlet’s words?",
                span=quotation.span,
                sides=(side(site, witness),),
                why=(
                    f"The saved article has “{shorten(printed, 300)}”.",
                    f"Ours and theirs: {look.difference}.",
                    f"If the saved text is what is wrong, mend content/captures/{id}.txt.",
                ),
                answers=answers,
            )


def _as_saved(look: Look, capture: str) -> str:
    """The words as the saved text has them, its own marks and apostrophes too."""
    pattern = "".join(
        r"\s+" if c == " " else "[\"“”„‟«»″‘’‚‛‹›′´`']" if c == "'" else re.escape(c) for c in look.printed
    )
    found = re.search(pattern, capture)
    return " ".join(found[0].split()) if found else look.printed


def _words_in(text: str, span: Span, quoted: str) -> Span | None:
    """Where the words stand in the file, across line breaks and the `>` of a quotation set off by itself."""
    pattern = r"[\s>]+".join(map(re.escape, quoted.split()))
    found = re.compile(pattern).search(text, span.start, max(span.end, span.start + 2 * len(quoted) + 200))
    if found is None:
        return None
    start = found.start()
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(path=span.path, start=start, end=found.end(), line=line, column=column)


def _escaped(printed: str) -> str:
    return re.sub(r"([\\`*_<])", r"\\\1", printed)


# --- one statement or two --------------------------------------------------------------------------------------------


def _near(linked: Linked, text: TextOf) -> Iterator[Question]:
    site = linked.site
    held = {f"{w.report}#{w.quotation.number}": (s, w) for s in site.statements.values() for w in s.witnesses}
    for a, b, _ in linked.near:
        (one, mine), (other, theirs) = held[a], held[b]
        like = same(mine.quotation.text, theirs.quotation.text)
        yield Question(
            kind="near",
            ask="One statement, or two?",
            span=mine.quotation.span,
            sides=sides(site, (mine, theirs)),
            why=tuple(_why_near(like, _days(site, mine, theirs))),
            answers=_one_or_two(one, mine, other, theirs, text),
        )


def _why_near(like: Likeness, days: int | None) -> Iterator[str]:
    told = ", ".join(like.reasons)
    if like.tier == "strict":
        yield f"Their words are alike enough ({told})."
        if days is not None:
            yield f"But {days} days lie between them, and so few words may well be said twice."
    elif like.conflicts:
        yield f"Their words are much alike ({told}), but where they differ the sense may hang on it."
    else:
        yield f"Their words are nearly alike enough: {told}."
        if like.score < STRICT:
            yield f"That counts {like.score:.2f}; from {STRICT:.2f} they would be one statement."
        if like.tier == "loose":
            yield "In reports of one story it would have been enough."


def _days(site: Site, one: Witness, other: Witness) -> int | None:
    first, last = (site.reports[w.report].head.date for w in (one, other))
    return abs((date.fromisoformat(first) - date.fromisoformat(last)).days) if first and last else None


def _one_or_two(one: Statement, mine: Witness, other: Statement, theirs: Witness, text: TextOf) -> tuple[Answer, ...]:
    """Into the file of the statement whose id the editor typed, of the two; else of the one that has a file."""
    if (_typed(other), other.head is not None) > (_typed(one), one.head is not None):
        one, mine, other, theirs = other, theirs, one, mine
    named = theirs.quotation.q or quotation_id(theirs)
    return (
        Answer(means="they are one statement", pastes=(_in_file(one, text, same_as=(named,)),)),
        Answer(means="they are two (leave it)", pastes=(_in_file(one, text, not_same_as=(named,)),)),
    )


def _typed(statement: Statement) -> bool:
    return any(w.quotation.q for w in statement.witnesses)


def _in_file(statement: Statement, text: TextOf, **lists: Sequence[str]) -> Paste:
    """A line more in the statement's file, or the file if there is none."""
    head = statement.head
    if head is None:
        return _quote_file(statement, lists)
    ((key, ids),) = lists.items()
    return field(head.path, text(head.path), key, [*getattr(head, key), *ids])


def _quote_file(statement: Statement, fields: Mapping[str, str | Sequence[str]]) -> Paste:
    longest = max((w.quotation.text for w in statement.witnesses), key=len)
    gist = shorten(" ".join(longest.split()).strip(" ,;:…"), _GIST)
    return new_file(
        f"content/quotes/{statement.id}.md",
        {"gist": gist[:1].upper() + gist[1:], "speaker": statement.speaker, **fields},
    )


# --- the same words, two speakers ------------------------------------------------------------------------------------


def _speakers(site: Site, text: TextOf) -> Iterator[Question]:
    for id, statement in site.statements.items():
        for echo in statement.echoes:
            other = site.statements[echo]
            if echo < id or (_typed(statement) and _typed(other)) or _told_apart(statement, other):
                continue
            mine, theirs = _closest(statement, other)
            yield Question(
                kind="speakers",
                ask="Much the same words: two speakers, or one?",
                span=mine.quotation.span,
                sides=sides(site, (mine, theirs)),
                why=(
                    f"Their words are alike enough for one statement, but one is put down to"
                    f" {statement.speaker_name}, the other to {other.speaker_name}.",
                ),
                answers=_one_or_two(statement, mine, other, theirs, text),
            )


def _told_apart(one: Statement, other: Statement) -> bool:
    """Whether the file of one of the two says that it is not the other."""
    for statement, far in ((one, other), (other, one)):
        named = {far.id, *(quotation_id(w) for w in far.witnesses)}
        if statement.head and not named.isdisjoint(statement.head.not_same_as):
            return True
    return False


def _closest(one: Statement, other: Statement) -> tuple[Witness, Witness]:
    pairs = [(a, b) for a in one.witnesses[:20] for b in other.witnesses[:20]]
    return max(pairs, key=lambda pair: same(pair[0].quotation.text, pair[1].quotation.text).score)


# --- one statement that may be several -------------------------------------------------------------------------------


def _wide(site: Site, text: TextOf) -> Iterator[Question]:
    for statement in site.statements.values():
        found = _strangers(site, statement)
        if found is None:
            continue
        kept, strangers, why = found
        names = [w.quotation.q or quotation_id(w) for w in strangers]
        if statement.head and not set(names).isdisjoint(statement.head.same_as):
            continue
        yield Question(
            kind="wide",
            ask="Is this all one statement?",
            span=statement.witnesses[0].quotation.span,
            sides=sides(site, (kept[0], strangers[0])),
            why=(why,),
            answers=(
                Answer(means="it is (leave it)", pastes=(_in_file(statement, text, same_as=names[:1]),)),
                Answer(means="they are two", pastes=_parted(statement, kept, names, text)),
            ),
        )


def _parted(statement: Statement, kept: Sequence[Witness], strangers: Sequence[str], text: TextOf) -> tuple[Paste, ...]:
    """Both lists: else the strangers, who hang together with some of the others, might take these with them."""
    mine = [quotation_id(w) for w in kept if not w.quotation.q and quotation_id(w) != statement.id]
    if statement.head is None:
        return (_quote_file(statement, {"same_as": mine, "not_same_as": strangers}),)
    lines = [("not_same_as", strangers), *([("same_as", mine)] if mine else [])]
    return tuple(_in_file(statement, text, **{key: ids}) for key, ids in lines)


def _strangers(site: Site, statement: Statement) -> tuple[list[Witness], list[Witness], str] | None:
    """The witnesses that belong together, those that may not, and why; None if all is well.

    Only what the program put together is in question: a quotation with an editor's id is where the editor put it.
    """
    every = statement.witnesses
    if len(every) < 2 or all(w.quotation.q for w in every):
        return None
    dates = {w.report: site.reports[w.report].head.date for w in every}
    days = sorted({date.fromisoformat(day) for day in dates.values() if day})
    gap, after = max(((b - a).days, b) for a, b in pairwise(days)) if len(days) > 1 else (0, None)
    if after is not None and gap > SEASON:
        late = [w for w in every if dates[w.report] >= after.isoformat()]
        early = [w for w in every if w not in late]
        if not any(w.quotation.q for w in late):
            return early, late, f"{gap} days lie between its earlier and its later reports; was it said again?"
    strangers = _hardly_alike(every[:_COMPARED])
    if not strangers:
        return None
    kept = [w for w in every if w not in strangers]
    return (
        kept,
        strangers,
        "The second is unlike most of the others; a wording that is like both brought them together.",
    )


def _hardly_alike(every: Sequence[Witness]) -> list[Witness]:
    """Those whose words are like those of less than a third of the other wordings. Of a pair nothing can be said."""
    wordings = list(dict.fromkeys(w.quotation.text for w in every))
    if len(wordings) < _TOO_FEW:
        return []
    alike = dict.fromkeys(wordings, 0)
    for one, other in combinations(wordings, 2):
        like = same(one, other)
        if like.tier != "none" or like.contained >= NEARLY:
            alike[one] += 1
            alike[other] += 1
    return [w for w in every if not w.quotation.q and 3 * alike[w.quotation.text] < len(wordings) - 1]


# --- names -----------------------------------------------------------------------------------------------------------


def _names(linked: Linked, text: TextOf) -> Iterator[Question]:
    site = linked.site
    for id, name, fits in linked.ambiguous:
        report = site.reports[id]
        known = {entity for entity, _ in report.names}.intersection(fits)
        head = report.head
        listed = [*head.entities, *(f"-{entity}" for entity in head.not_entities)]

        def answer(means: str, *more: str) -> Answer:
            return Answer(means=means, pastes=(field(head.path, text(head.path), "entities", [*listed, *more]),))  # noqa: B023  # used at once

        # Where the report names one of them in full, only that one can have the short name as well.
        answers = [answer(f"it is {site.names[fit].name}", fit) for fit in fits[:_OFFERED] if known <= {fit}]
        if not known:
            answers.append(answer("it is none of them (leave it)", *(f"-{fit}" for fit in fits)))
        if answers:
            content = text(head.path)
            span = _named_at(content, head.span, name)
            others = ", ".join(site.names[fit].name for fit in fits)
            yield Question(
                kind="name",
                ask=f"Who is “{name}”?",
                span=span,
                excerpt=_around(content, span),
                why=(f"The name fits {len(fits)} entities: {others}. Nothing in the report says which.",),
                answers=tuple(answers),
            )


def _named_at(text: str, span: Span, name: str) -> Span:
    """Where the file first has the name, below the front matter."""
    below = text.find("\n---", span.end)
    pattern = r"\s+".join(map(re.escape, name.split()))
    found = re.compile(rf"(?<!\w){pattern}(?!\w)").search(text, max(below, 0))
    if found is None:
        return span
    start = found.start()
    return Span(
        path=span.path,
        start=start,
        end=found.end(),
        line=text.count("\n", 0, start) + 1,
        column=start - text.rfind("\n", 0, start),
    )


def _around(text: str, span: Span) -> str:
    """The paragraph's words before and behind a place, cut between words."""
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n\n")[2]
    behind = text[span.end : span.end + _AROUND].partition("\n\n")[0]
    if len(before) == _AROUND:
        before = "…" + before.partition(" ")[2]
    if len(behind) == _AROUND:
        behind = behind.rpartition(" ")[0] + "…"
    return " ".join((before + text[span.start : span.end] + behind).split())


# --- speakers --------------------------------------------------------------------------------------------------------


def _unsure(site: Site, text: TextOf) -> Iterator[Question]:
    for statement in _most_carried(site):
        name = statement.speaker_name
        if not name or (statement.head and statement.head.speaker):
            continue
        votes = [w for w in statement.witnesses if (w.speaker or w.quotation.speaker)]
        best = max((w.quotation.confidence for w in votes), default=1.0)
        if best >= UNSURE:
            continue
        yes = _said_by_name(site, statement, name, text)
        yield Question(
            kind="unsure",
            ask=f"Did {name} say this?",
            span=statement.witnesses[0].quotation.span,
            sides=sides(site, votes[:1]),
            why=(f"The sentence does not say it outright; {name} is the likeliest ({best:.0%} sure).",),
            answers=(*yes, *_who(site, statement, text, besides=statement.speaker)),
        )


def _unattributed(site: Site, text: TextOf) -> Iterator[Question]:
    for statement in _most_carried(site):
        if statement.speaker_name or (statement.head and statement.head.speaker):
            continue
        yield Question(
            kind="unattributed",
            ask="Who said this?",
            span=statement.witnesses[0].quotation.span,
            sides=sides(site, statement.witnesses[:1]),
            why=("Nothing around the words says surely enough whose they are.",),
            answers=_who(site, statement, text),
        )


def _most_carried(site: Site) -> list[Statement]:
    held = [s for s in site.statements.values() if s.witnesses]
    return sorted(held, key=lambda s: (-len({w.outlet for w in s.witnesses}), s.id))


def _said_by_name(site: Site, statement: Statement, name: str, text: TextOf) -> Iterator[Answer]:
    """The name that the program guessed is right. Whoever has no file gets one."""
    id = statement.speaker or slug(name)
    files: tuple[Paste, ...] = ()
    if id not in site.names and id not in site.outlets:
        if any(id in held for held in (site.reports, site.stories, site.pages, site.statements)):
            return
        files = (new_file(f"content/entities/{id}.md", {"name": name, "type": _type(name)}),)
    yield Answer(
        means="so it is" if not files else "so it is (see that the type is right)",
        pastes=(*files, _speaker_line(statement, id, text)),
    )


def _type(name: str) -> str:
    """A guess for the editor to look at: a person has two names or more and nothing small between them."""
    parts = name.split()
    return "person" if len(parts) > 1 and all(part[0].isupper() for part in parts) else "organisation"


def _who(site: Site, statement: Statement, text: TextOf, besides: str = "") -> tuple[Answer, ...]:
    """The people that its reports name, and nobody."""
    named = dict.fromkeys(id for w in statement.witnesses for id, _ in site.reports[w.report].names if id != besides)
    people = [id for id in named if site.names[id].type in ("person", "")][:_OFFERED]
    nobody = Answer(means="nobody knows (leave it)", pastes=(_speaker_line(statement, UNKNOWN, text),))
    if not people:
        return (nobody,)
    first, *others = people
    means = f"it was {site.names[first].name}"
    return (
        Answer(means=means, pastes=(_speaker_line(statement, first, text),), instead=tuple(others)),
        nobody,
    )


def _speaker_line(statement: Statement, id: str, text: TextOf) -> Paste:
    head = statement.head
    if head is None:
        return _quote_file(statement, {"speaker": id})
    return field(head.path, text(head.path), "speaker", id)
