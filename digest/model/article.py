"""What one file says, read alone: a head that other pages may know, and a body that only its own page shows.

Whatever needs another file stays open: an id is kept as a `Ref`, and a place in the text whose markup depends on other
files is a hole (`To`, `Key`, `Cite`) or a run of plain words in which names may be linked later (`Run`).
"""

from typing import Literal

from digest.model.base import Record
from digest.model.source import Ref, Span

Form = Literal["direct", "partial", "reported", "headline", "post"]
"""How an outlet gives a statement: a sentence in quotation marks, a fragment in marks, without marks, and so on."""

Cert = Literal["", "high", "medium", "low", "unknown"]
"""How sure the editor is (TEI's words). Empty: no doubt was noted."""

Status = Literal["draft", "published", "corrected", "withdrawn"]
NoteKind = Literal["", "ctx", "var", "disc", "sic", "src", "open", "corr"]
EntityType = Literal["person", "organisation", "place", "event", "work", ""]
VariantCause = Literal["translation", "editing", "truncation", "addition", "error", "style"]
Verdict = Literal["compatible", "conflict", "open"]


class Run(Record, tag="run", kw_only=True):
    """Words of the text, unescaped, in which a name may be linked. `at` is their place in `Body.text`."""

    text: str
    at: int


class To(Record, tag="to", kw_only=True):
    """The opening of a link to an id; `</a>` follows later as markup."""

    id: str


class Key(Record, tag="key", kw_only=True):
    """The place of the small key (`Q2`) after the words of the report's quotation number `quote`."""

    quote: int


class Cite(Record, tag="cite", kw_only=True):
    """The place of the line under a quotation set off by itself."""

    quote: int


Segment = str | Run | To | Key | Cite
"""A piece of a body: markup that is final, or a hole."""


class Note(Record, kw_only=True):
    """What the editor says beside the text: `[^var-redline]: ...`."""

    label: str
    kind: NoteKind
    number: int
    """From 1, in the order of the marks."""
    cert: Cert = ""
    segments: tuple[Segment, ...]
    text: str
    """The note as plain text."""
    block: str
    """The id of the paragraph that it stands beside, `p4`."""
    exact: str = ""
    """The words that it is about; empty: the sentence that ends at the mark."""
    prefix: str = ""
    """Some words before them; where `exact` is empty, that sentence."""
    suffix: str = ""
    span: Span


class Block(Record, kw_only=True):
    """A paragraph, heading, list or quotation at the top level of the text."""

    id: str
    """The fragment of its URL: `p1`, `p2` ..., of a heading `h-` and its words."""
    segments: tuple[Segment, ...]
    notes: tuple[int, ...] = ()
    """The numbers of the notes whose marks stand in it."""


class Body(Record, kw_only=True):
    """The text of one file, ready but for its holes."""

    blocks: tuple[Block, ...]
    text: str
    """All its words as plain text, blocks parted by a blank line."""


class Quotation(Record, kw_only=True):
    """One statement as one report prints it: what a witness testifies."""

    number: int
    """From 1 within the report: first the text's, in order, then those listed in the front matter."""
    text: str
    """The words as printed, without the outer quotation marks."""
    form: Form
    typed: bool = False
    """The editor marked it (a span or the front matter); else it was found."""
    q: str = ""
    by: str = ""
    via: str = ""
    cert: Cert = ""
    lang: str = ""
    mention: str = ""
    """The speaker as the sentence names them, `Mr Putin`; only of quotations that were found."""
    speaker: str = ""
    """The speaker's fullest name in this text, `Vladimir Putin`; empty: unattributed."""
    channel: str = ""
    """Whom the text credits with passing it on, as printed."""
    confidence: float = 1.0
    block: str = ""
    """Where it stands, `p4`; empty: only listed in the front matter."""
    at: int = -1
    """Where its words begin in `Body.text`; -1: only listed in the front matter."""
    span: Span


class Mention(Record, kw_only=True):
    """A name of the front matter's `entities:` or of an entity file that the text holds at `at` to `end`."""

    name: str
    at: int
    end: int


class Correction(Record, kw_only=True):
    on: str
    what: str


class Original(Record, kw_only=True):
    """What is known of a statement's own words in its own language."""

    lang: str = ""
    seen: bool = False
    text: str = ""
    url: str = ""


class EditorVariant(Record, kw_only=True):
    """Why the outlets part at some words, as the editor has it."""

    words: tuple[str, ...]
    kind: VariantCause
    cert: Cert = ""
    note: str = ""
    span: Span


class Answer(Record, kw_only=True):
    answer: str
    sources: tuple[str, ...]


class Point(Record, kw_only=True):
    """A fact on which the reports of a story differ."""

    ask: str
    answers: tuple[Answer, ...]
    verdict: Verdict
    cert: Cert = ""
    note: str = ""


class Alias(Record, kw_only=True):
    text: str
    lang: str = ""


class _Head(Record, tag_field="record", kw_only=True):
    """What every kind of file has."""

    id: str
    path: str
    span: Span
    """The first line of the file, where something about the whole file is said."""
    was: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()
    body: str
    """The hash of its `Body`, by which the body is fetched when its page is made."""
    lead: str = ""
    """The first paragraph as plain text, at most 300 characters."""
    notes: tuple[Note, ...] = ()
    draft: bool = False


class ReportHead(_Head, tag="report", kw_only=True):
    date: str
    """`YYYY-MM-DD` in the edition's time zone; empty: unknown."""
    time: str = ""
    """`HH:MM` in the edition's time zone, where the file gives one."""
    date_note: str = ""
    date_cert: Cert = ""
    source: str
    """An id of a source, a plain name, or `unknown`."""
    source_note: str = ""
    title: str
    headline: str = ""
    """What the outlet printed over it."""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    url: str = ""
    lang: str = ""
    story: str = ""
    summary: str = ""
    entities: tuple[str, ...] = ()
    """Ids or plain names that the editor lists."""
    not_entities: tuple[str, ...] = ()
    """Ids whose names are not to be linked here (`entities: [-id]`)."""
    links: tuple[str, ...] = ()
    """Ids that the text links to, in order, each once."""
    mentions: tuple[Mention, ...] = ()
    """Where the text holds a plain name of its own `entities:` list."""
    quotes: tuple[Quotation, ...] = ()
    pin: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    shares_text_with: tuple[str, ...] = ()
    status: Status = "published"
    checked_by: str = ""
    checked_on: str = ""
    corrections: tuple[Correction, ...] = ()
    words: int = 0
    terms: tuple[tuple[str, int], ...] = ()
    """The words that tell most of what it is about, with their counts, at most 64, most frequent first."""


class QuoteHead(_Head, tag="quote", kw_only=True):
    gist: str
    speaker: str = ""
    """Empty: whom its reports name; `unknown`: the editor says that nobody knows."""
    to: tuple[str, ...] = ()
    said: str = ""
    occasion: str = ""
    """The story in which it was said."""
    kind: str = ""
    base: str = ""
    """The source whose wording the others are compared with."""
    original: Original = Original()
    variants: tuple[EditorVariant, ...] = ()
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


class EntityHead(_Head, tag="entity", kw_only=True):
    name: str
    type: EntityType
    also: tuple[Alias, ...] = ()
    role: str = ""
    wikidata: str = ""


class SourceHead(_Head, tag="source", kw_only=True):
    name: str
    siglum: str
    kind: str = ""
    """newspaper, agency, broadcaster, magazine, ministry, platform, unknown."""
    country: str = ""
    lang: str = ""
    url: str = ""
    wikidata: str = ""
    also: tuple[Alias, ...] = ()
    style: tuple[str, ...] = ()


class StoryHead(_Head, tag="story", kw_only=True):
    title: str
    date: str = ""
    place: str = ""
    """An id of an entity, or plain words."""
    entities: tuple[str, ...] = ()
    status: Literal["developing", "settled", "archived"] = "developing"
    order: tuple[str, ...] = ()
    """The order of the matrix's columns by source id; empty: by date."""
    points: tuple[Point, ...] = ()


class PageHead(_Head, tag="page", kw_only=True):
    title: str
    description: str = ""


Head = ReportHead | QuoteHead | EntityHead | SourceHead | StoryHead | PageHead


class Article(Record, kw_only=True):
    """One file, understood as far as it can be alone."""

    head: Head
    body: Body
