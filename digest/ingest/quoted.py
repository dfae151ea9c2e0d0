"""Raw -> Quoted: what an article quotes, and whose words they are by the ids that its report may name.

A speaker who has no file is named in the report's `entities:`; the id of such a plain name may stand in `by=` and
`via=`.
"""

import re
from collections.abc import Mapping, Sequence

from digest.ingest.raw import Raw
from digest.link.naming import People
from digest.model.base import Record
from digest.names.words import DEMONYMS, OPENERS
from digest.parse.found import counts
from digest.quotes.find import Found, find
from digest.quotes.people import INSTITUTION
from digest.quotes.sentence import OWNER
from digest.text import slug

SURE = 0.9
"""The confidence below which `cert=medium` says that an editor should look."""

GAP = "\n\n"
"""What stands between two blocks of an article's text."""

_OPENING = "\"'“‘„«»‚「『"
_NAME = re.compile(r"[^\W\d_](?:[\w.&’'-]|[ ](?=\w))*")
_LONGEST = 60


class Mark(Record, kw_only=True):
    """Words of a block, `start` to `end` of its text, that are somebody's: with their quotation marks, if they have
    any. `values` are what is recorded of them: `by`, `via`, `as`, `cert`."""

    start: int
    end: int
    values: dict[str, str]

    @property
    def braces(self) -> str:
        return "{" + " ".join(f"{key}={value}" for key, value in self.values.items()) + "}"


class Quoted(Record, kw_only=True):
    """The quotations of an article: of its headline, and by block."""

    headline: tuple[Mark, ...] = ()
    blocks: tuple[tuple[Mark, ...], ...] = ()
    names: tuple[str, ...] = ()
    """Plain names of those who speak or pass on, for `entities:`."""

    @property
    def count(self) -> int:
        return len(self.headline) + sum(map(len, self.blocks))


def quoted(raw: Raw, people: People, lang: str) -> Quoted:
    """Find the quotations of an article. In Markdown that somebody wrote nothing is marked: where it stands in the file
    is not known, and the build finds it."""
    if any(passage.kind == "markdown" for passage in raw.passages):
        return Quoted(blocks=((),) * len(raw.passages))
    texts = [raw.title, *(passage.text for passage in raw.passages)]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + len(GAP))
    set_off = [
        (starts[n], starts[n] + len(passage.text))
        for n, passage in enumerate(raw.passages, 1)
        if passage.kind == "quotation"
    ]
    nobodys = {n for n, passage in enumerate(raw.passages, 1) if passage.kind in ("heading", "verbatim")}
    whole = GAP.join(texts)
    names: dict[str, str] = {}
    marks: list[list[Mark]] = [[] for _ in texts]
    block = 0
    for found in find(whole, lang=lang, blockquotes=set_off):
        if not counts(found, whole[found.inner_start : found.inner_end]):
            continue
        values = _values(found, people, names)
        for start, end in _stretches(found, whole):
            while start >= starts[block + 1]:
                block += 1
            first = starts[block]
            here = marks[block]
            if block in nobodys or end > first + len(texts[block]) or (here and start - first < here[-1].end):
                continue
            here.append(Mark(start=start - first, end=end - first, values=_form(found, values, whole[start:end])))
    return Quoted(headline=tuple(marks[0]), blocks=tuple(map(tuple, marks[1:])), names=tuple(names.values()))


def _stretches(found: Found, text: str) -> Sequence[tuple[int, int]]:
    """The words paragraph by paragraph: a marked quotation does not go over the end of one."""
    if len(found.parts) < 2:
        return ((found.start, found.end),)
    last = len(found.parts) - 1
    return [
        (
            found.start if n == 0 else start - (text[start - 1] in _OPENING),
            found.end if n == last else end,
        )
        for n, (start, end) in enumerate(found.parts)
    ]


def _form(found: Found, values: Mapping[str, str], words: str) -> dict[str, str]:
    """`as=` where quotation marks or their absence do not tell, or nothing else would be recorded."""
    marked = words[:1] in _OPENING
    expected = "direct" if marked else "reported"
    form = "headline" if found.kind == "headline" else found.kind
    made = dict(values)
    if form != expected or "by" not in made:
        made = {"as": form} | made
    return {key: made[key] for key in ("by", "via", "as", "cert") if key in made}


def _values(found: Found, people: People, names: dict[str, str]) -> dict[str, str]:
    """Whose words they are and who passed them on, as ids; a plain name among them is added to `names` by its id."""
    values: dict[str, str] = {}
    for role, mention, full in (("by", found.mention, found.speaker), ("via", found.via, found.via)):
        if not full:
            continue
        id = people.speaker(mention, full)
        if not id and is_name(full):
            id = slug(full)
            names.setdefault(id, full)
        if id and id not in values.values():
            values[role] = id
    if "by" in values and found.confidence < SURE:
        values["cert"] = "medium"
    return values


def is_name(words: str) -> bool:
    """Whether words may be somebody's name: not `an official readout`, nor `Chinese`, nor what has a capital because a
    sentence opens with it, `One of them` or `Current models`."""
    form = words[0].upper() == words[0] and len(words) <= _LONGEST and _NAME.fullmatch(words) is not None
    if not form or words.lower() in DEMONYMS:
        return False
    first, *rest = words.split()
    low = first.lower()
    if not rest:
        return low not in INSTITUTION
    if low in OPENERS:
        return not rest[0].islower()
    body = low in DEMONYMS or first.endswith(OWNER) or not INSTITUTION.isdisjoint(words.lower().split())
    return body or any(not word.islower() for word in rest)
