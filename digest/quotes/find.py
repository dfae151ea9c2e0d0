"""Finds what a text quotes, and whose words they are.

The text is read in steps, a module each. `marks` pairs quotation marks and `spans` adds what is set off otherwise;
`form` says of what kind each is; `cue` and `phrase` find in its sentence who speaks, and `attribute` chooses; `people`,
`names` and `antecedent` say who `he` or `Mr Putin` is; `reported` finds what stands in no marks. A language is a table
(`language`). Every finding carries how sure it is; below `CUT` the speaker stays empty. Linear in the text.
"""

import re
from collections.abc import Sequence

import msgspec

from digest.model.base import Record
from digest.quotes import marks
from digest.quotes.antecedent import Antecedents
from digest.quotes.attribute import CUT, SILENCE, Attribution, Spot, Voice
from digest.quotes.form import Kind, kind_of, settled
from digest.quotes.language import table
from digest.quotes.names import Names
from digest.quotes.reading import Reading
from digest.quotes.reported import Reports
from digest.quotes.spans import Page, collect

_ECHOES = 6
"""How many quotations without a speaker are looked for in the others: those in a headline and a caption or two."""
_WORDS = re.compile(r"\w+")
__all__ = ["CUT", "Found", "find"]


class Found(Record, kw_only=True):
    """A quotation in a text. All places are offsets in characters."""

    start: int
    """With the outer marks."""
    end: int
    inner_start: int
    """Without them."""
    inner_end: int
    kind: Kind
    """`direct`: a sentence; `partial`: a fragment in the outlet's sentence; `reported`: no marks; `post`: posted;
    `headline`: in the headline; `scare`: one to three words, which are no quotation."""
    mention: str = ""
    """The speaker as the sentence prints them: `Mr Putin`, `he`."""
    speaker: str = ""
    """The fullest name that the text gives them; empty: not known surely enough."""
    via: str = ""
    """Whom the text credits with passing the words on."""
    cue: str = ""
    """The word that says so: `said`, `according to`, `comment`."""
    confidence: float = 0.0
    parts: tuple[tuple[int, int], ...] = ()
    """The words paragraph by paragraph, where they fill more than one; empty: `inner_start` to `inner_end` is all."""


def find(text: str, *, lang: str = "en", blockquotes: Sequence[tuple[int, int]] = ()) -> tuple[Found, ...]:
    """What the text quotes, by place.

    `text` is plain: paragraphs parted by blank lines, or by line breaks. Lines that begin with `>` and the spans in
    `blockquotes` are quotations set off by themselves, and a line `— Name, role` under them names the speaker. No two
    findings overlap, but that a `reported` one may stand inside a `post` or hold a `scare`. Raises nothing.
    """
    words = table(lang)
    marked, posted = marks.any_mark(text), "(@" in text
    set_off = bool(blockquotes) or ">" in text
    if not (marked or posted or set_off or ":" in text or any(f" {word} " in text for word in words.that)):
        return ()
    page = Page.of(text, words)
    spans = collect(page, blockquotes, posted)
    reading = Reading(page, spans)
    antecedents = Antecedents(reading, Names(page, spans))
    attribution = Attribution(reading, antecedents)
    reports = Reports(text, words, attribution)
    found: list[Found] = []
    for number in sorted({*reading.quoted(), *map(reading.number, reports.places)}):
        start, end = reading.extent(number)
        held = _quoted(number, reading, attribution) if reading.quotations(number) else []
        found += held
        taken = [(one.start, one.end) for one in held if one.kind not in ("scare", "post")]
        for clause in reports.within(start, end, taken):
            antecedents.hear(clause.voice.at, clause.voice.who)
            kind: Kind = "headline" if _headed(page, number, start, end) else "reported"
            found.append(_found(((clause.start, clause.end),), clause.start, clause.end, kind, clause.voice))
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    return tuple(_echoed(text, found))


def _echoed(text: str, found: list[Found]) -> list[Found]:
    """The findings, those in headlines and captions with the voice of the longer wording in the text, if it has one."""
    open_ones = [n for n, one in enumerate(found) if not one.speaker and one.kind != "scare"][:_ECHOES]
    if not open_ones:
        return found
    known = [(one, _bare(text[one.inner_start : one.inner_end])) for one in found if one.speaker and one.kind != "post"]
    for n in open_ones:
        words = _bare(text[found[n].inner_start : found[n].inner_end])
        fuller = next((one for one, longer in known if words in longer), None) if len(words) > 12 else None
        if fuller is not None:
            sure = min(0.92, fuller.confidence)
            found[n] = msgspec.structs.replace(found[n], speaker=fuller.speaker, via=fuller.via, confidence=sure)
    return found


def _bare(words: str) -> str:
    return " ".join(_WORDS.findall(words[:2000].lower()))


def _quoted(number: int, reading: Reading, attribution: Attribution) -> list[Found]:
    """The quotations of a line."""
    page, hear = reading.page, attribution.antecedents.hear
    found: list[Found] = []
    if reading.signed(number):
        for span in reading.spans(number):
            voice = attribution.signed(span)
            hear(voice.at, voice.who)
            found.append(_found(span.parts, span.start, span.end, "post" if span.form == "post" else "direct", voice))
        return found
    held = reading.line(number)
    title = _headed(page, number, held.start, held.end)
    before = SILENCE
    for index, (begin, close) in enumerate(held.sentences):
        half = False
        for i in range(begin, close):
            if held.tokens[i].quote < 0:
                continue
            span = held.spans[held.tokens[i].quote]
            kind = kind_of(page, span, held.tokens, i, begin, close, title)
            voice = attribution.voice(Spot(number, held, index, i), span, kind, before)
            kind = settled(page, kind, span, half, voice.sure >= CUT)
            # “The ferry,” she said, “was never meant for lorries”: the second half is as direct as the first.
            last = span.parts[-1][1]
            half = kind == "direct" and (page.text[last - 1] in ",—–" or page.text.startswith(",", span.end))
            if voice.sure > 0 and kind != "scare":
                before = voice
                hear(voice.at, voice.who)
            found.append(_found(span.parts, span.start, span.end, kind, voice))
    return found


def _headed(page: Page, number: int, start: int, end: int) -> bool:
    """Whether a line is the text's headline: the first, short, and not ended like a sentence."""
    if number or len(page.paras) < 2 or end - start > 160:
        return False
    last = page.text[start:end].rstrip("”\"’'»“)")[-1:]
    return last not in ".!?:…,;" or page.paras[1][0] - end > 1 and end - start < 100 and last != "."


def _found(parts: tuple[tuple[int, int], ...], start: int, end: int, kind: Kind, voice: Voice) -> Found:
    sure = round(voice.sure, 3)
    return Found(
        start=start,
        end=end,
        inner_start=parts[0][0],
        inner_end=parts[-1][1],
        kind=kind,
        mention=voice.mention,
        speaker=voice.who.name if sure >= CUT else "",
        via=voice.via,
        cue=voice.cue,
        confidence=sure,
        parts=parts if len(parts) > 1 else (),
    )
