"""What each page shows: everything its template may read, and nothing else.

A page record is closed. Its fingerprint is therefore its list of dependencies: nobody needs to track which report made
which page stale. URLs are written from the site's root (`/quotes/x/`) and made relative when the page is rendered, so
that the same site reads at a domain's root, under a sub-path and from a folder.

Fields named `*_html` hold finished markup; all others are text, which the templates escape.
"""

from typing import Literal

from digest.model.article import Cert, Correction, EntityType, Form, NoteKind, Original, Status, VariantCause, Verdict
from digest.model.base import Record
from digest.model.data import Cited, Of, TableRow

Given = Literal["whole", "part", "reported", "none"]
"""How an outlet carries a statement: the four dots of the matrix."""


class Chrome(Record, kw_only=True):
    """What stands around every page. Nothing here changes when a report lands."""

    title: str
    motto: str = ""
    lang: str = "en"
    footer: str = ""
    base_url: str = ""
    """`https://example.org/sub/`, or empty while no address is known."""
    css: str
    """`/assets/style.<hash>.css`"""
    script: str = ""
    """`/assets/digest.<hash>.js`: comforts that no page needs. Empty: the theme has none."""
    fonts: tuple[str, ...] = ()
    """Font files to preload; empty with `fonts: system`."""
    icon: str = ""
    picture: str = ""
    """The edition's own picture, for pages that have none; empty: no pictures are made."""
    feed: str = ""
    """The edition's own feed, `/feed.xml`; empty: none is written."""
    pages: tuple["Link", ...] = ()
    """The editor's own pages, as the foot of every page lists them: `About`, `Method` ..."""
    search: str = ""
    """The script of the search page; empty: the site has no search."""
    preview: bool = False
    """Somebody writes, and looks at what comes of it: what is found is what the last build found."""
    draft_build: bool = False


# --- cards: what other pages may know of a thing -------------------------------------------------------------------


class Link(Record, kw_only=True):
    url: str
    label: str


class Machine(Record, kw_only=True):
    """The same thing in another form: a feed, JSON, TEI."""

    url: str
    label: str
    type: str
    """Its media type, `application/feed+json`."""


class SourceCard(Record, kw_only=True):
    id: str
    url: str
    name: str
    siglum: str
    known: bool = True
    """False for an outlet that the saved text does not name."""
    only: str = ""
    """Of an outlet that nobody names the address of its report: of no other can it be told that it is the same's."""


class NameCard(Record, kw_only=True):
    url: str
    name: str
    type: EntityType = ""
    wikidata: str = ""


class ReportCard(Record, kw_only=True):
    id: str
    url: str
    title: str
    source: SourceCard
    date: str = ""
    """`YYYY-MM-DD`; empty: unknown."""
    time: str = ""
    quotes: int = 0
    notes: int = 0
    lead: str = ""
    status: Status = "published"


class QuoteCard(Record, kw_only=True):
    id: str
    url: str
    """Empty: a statement that one report alone carries and no file describes has no page."""
    gist: str
    words: bool = False
    """`gist` is not an editor's sentence but the printed words; show it in quotation marks."""
    speaker: str = ""
    said: str = ""
    outlets: int = 0
    """How many outlets carry it."""
    of: int = 0
    """How many outlets reported the story in which it was said; 0: no story."""
    wordings: int = 1


class NoteView(Record, kw_only=True):
    number: int
    label: str
    """Its fragment is `#n-<label>`, its mark's `#r-<label>`."""
    kind: NoteKind
    word: str
    """`Wording`, `So printed` ...; empty for a plain note."""
    cert: Cert = ""
    html: str
    about: str = ""
    """The words that it is about, which end at its mark: those that the editor marked, or the sentence."""
    url: str = ""
    """Where it stands, on pages other than its own."""
    on: str = ""
    """The title of the page where it stands."""
    status: Status = "published"
    """Of the report where it stands."""


# --- parts -------------------------------------------------------------------------------------------------------


class KeyView(Record, kw_only=True):
    """What stands in the hole after a quotation."""

    quote: int
    """The report's number of the quotation; its words have the id `q<number>` in the text."""
    key: str = ""
    """`Q2`; empty: no key is shown."""
    url: str = ""
    gist: str = ""
    words: bool = False
    """`gist` is the printed words, not an editor's sentence."""
    speaker: str = ""
    outlets: int = 0
    wordings: int = 0
    via: str = ""
    """The name of whom the report credits."""
    via_url: str = ""
    text_url: str = ""
    """The sentence on the outlet's own page, by text fragment."""
    typed: bool = True


class Target(Record, kw_only=True):
    """Where a link to an id leads."""

    id: str
    url: str
    kind: Literal["report", "quote", "entity", "source", "story", "page"]


class Linked(Record, kw_only=True):
    """A name in the running words, from `at` to `end` in `Body.text`, that becomes a link."""

    at: int
    end: int
    url: str


class Filling(Record, kw_only=True):
    """A body, by its hash, and what its holes hold on this page."""

    body: str
    targets: tuple[Target, ...] = ()
    keys: tuple[KeyView, ...] = ()
    names: tuple[Linked, ...] = ()
    notes: tuple[NoteView, ...] = ()


class Cell(Record, kw_only=True):
    given: Given
    url: str = ""
    corrected: bool = False
    """The report has been corrected since."""


class Row(Record, kw_only=True):
    quote: QuoteCard
    cells: tuple[Cell, ...]
    total: int


class Matrix(Record, kw_only=True):
    """Who quoted what: a row a statement, a column an outlet."""

    columns: tuple[SourceCard, ...]
    rows: tuple[Row, ...]
    more: int = 0
    """How many rows are left out here."""


class Reading(Record, kw_only=True):
    """One of the wordings at a place where outlets part."""

    text: str
    """Empty: these outlets print nothing here."""
    sources: tuple[SourceCard, ...]


class Variant(Record, tag="variant", kw_only=True):
    """A place where outlets part."""

    number: int
    readings: tuple[Reading, ...]
    """Most frequent first."""
    kinds: tuple[str, ...] = ()
    """What a program can tell of the difference, in words: `negation`, `number`, `omission` ..."""
    cause: VariantCause | Literal[""] = ""
    """What the editor puts it down to."""


class Agreed(Record, tag="agreed", kw_only=True):
    """Words in which all outlets agree."""

    text: str


class Brace(Record, kw_only=True):
    """The collation as one sentence: agreed words, and brackets where outlets part."""

    parts: tuple[Agreed | Variant, ...]


class Words(Record, kw_only=True):
    """Some of one outlet's words; `variant` is 0 where all agree. Empty text at a variant: not printed here."""

    text: str
    variant: int = 0


class Wording(Record, kw_only=True):
    """One outlet's wording: a row of the table."""

    source: SourceCard
    report: Link
    words: tuple[Words, ...]
    form: Form
    given: Given
    via: str = ""
    via_url: str = ""
    speaker: str = ""
    """Only where this report names another speaker than the others."""
    anchor: str
    """Its fragment, `w-straits-times`."""
    text_url: str = ""
    """The sentence on the outlet's own page, by text fragment."""
    lang: str = ""
    found: bool = False
    """The words were found by program, not marked by the editor."""
    status: Status = "published"
    """Of its report."""
    further: bool = False
    """A second wording in the same report; it is shown but not collated."""


class Remark(Record, kw_only=True):
    """What the editor makes of a variant."""

    numbers: tuple[int, ...]
    """The variants that it speaks of; empty: the words do not stand apart in any printed wording."""
    words: tuple[str, ...]
    cause: VariantCause
    cert: Cert = ""
    note: str = ""


class Channel(Record, kw_only=True):
    """By whom the words came to which outlets."""

    name: str
    """Empty: no channel was credited."""
    url: str = ""
    sources: tuple[SourceCard, ...]


class Stretch(Record, kw_only=True):
    """Words of the longest wording that an outlet carried on end."""

    at: int
    """How many words of the longest wording stand before them."""
    words: int
    text: str
    """As the longest wording has them; of many, how they begin and end."""


class Carried(Record, kw_only=True):
    """Which part of the longest wording one outlet carried."""

    source: SourceCard
    words: int
    stretches: tuple[Stretch, ...]


class Carriage(Record, kw_only=True):
    """The longest wording and what part of it each outlet carried."""

    total: int
    """Words of the longest wording."""
    rows: tuple[Carried, ...]
    """The outlet of the longest wording, then those that carried a part, by date."""
    whole: tuple[SourceCard, ...] = ()
    """The other outlets that carried all of it."""
    lang: str = ""


class Gap(Record, kw_only=True):
    """How far the wordings of two outlets are from each other."""

    apart: int
    """Words that only one of the two prints."""
    of: int
    """The words of both."""
    nearest: bool = False
    """No other outlet's wording is nearer to the row's, by the share of such words."""


class Apart(Record, kw_only=True):
    """How far each outlet's wording is from one outlet's."""

    source: SourceCard
    gaps: tuple[Gap | None, ...]
    """To each outlet, in their order; None: itself."""
    nearest: tuple[SourceCard, ...]


class Distances(Record, kw_only=True):
    """How far the outlets' wordings are from each other: a row and a column an outlet."""

    rows: tuple[Apart, ...]


class First(Record, kw_only=True):
    """What is known of who printed a statement first, among the reports of the edition."""

    date: str
    """Empty: no report is dated."""
    reports: tuple[ReportCard, ...]
    """The earliest; several: of one day, and their hours do not tell which was first."""
    inferred: tuple[SourceCard, ...] = ()
    """Of these, the outlets whose date is the editor's inference."""
    undated: tuple[ReportCard, ...] = ()
    """These may be earlier still."""


class Attribution(Record, kw_only=True):
    """Whom some outlets name as the speaker."""

    speaker: NameCard
    sources: tuple[SourceCard, ...]
    echo: QuoteCard | None = None
    """They name this speaker for much the same words, which are a statement of their own."""


class Related(Record, kw_only=True):
    report: ReportCard
    reasons: tuple[str, ...]
    """In words: `3 quotations in common`, `Minsk, Dmitry Peskov`, `one day apart`."""
    points: float = 0.0
    pinned: bool = False


class Sharing(Record, kw_only=True):
    """A report with which a page's report shares text."""

    report: ReportCard
    share: int
    """How much of the page's report stands in it, in per cent; 0: not measured, the editor says so."""


class Changed(Record, kw_only=True):
    """Words of an article that its outlet put in the place of others; either may be none."""

    before: str
    old: str
    new: str
    after: str


class Revised(Record, kw_only=True):
    """What an outlet changed between two days on which an article was saved."""

    since: str
    """Empty: nobody noted the day."""
    on: str
    changes: tuple[Changed, ...]
    more: int = 0
    """How many changes are not shown."""


class SharedText(Record, kw_only=True):
    """Two reports of a story that share text."""

    one: ReportCard
    other: ReportCard
    of_one: int
    """How much of it stands in the other, in per cent; 0: not measured, the editor says so."""
    of_other: int


class Independence(Record, kw_only=True):
    """How many texts a story's reports really are; a withdrawn report is none."""

    reports: int
    outlets: int
    texts: int
    """Texts of which one depends on the other count as one."""


class PointView(Record, kw_only=True):
    ask: str
    answers: tuple[tuple[str, tuple[SourceCard, ...]], ...]
    verdict: Verdict
    cert: Cert = ""
    note: str = ""


class Day(Record, kw_only=True):
    """One day of a strip or timeline."""

    date: str
    marks: tuple[tuple[SourceCard, Link], ...]
    """Who reported on it, with the report."""
    said: tuple[QuoteCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()


class AliasRow(Record, kw_only=True):
    """A form of a name and the outlets that print it."""

    text: str
    lang: str = ""
    sources: tuple[SourceCard, ...] = ()


class Company(Record, kw_only=True):
    """Who is named together with a name, and in how many reports."""

    name: NameCard
    reports: int
    share: int
    """Of the longest row, in per cent; the bar's length."""


class Month(Record, kw_only=True):
    url: str
    month: str
    """`YYYY-MM`"""
    count: int


class Numbered(Record, kw_only=True):
    """Where a list goes on."""

    url: str
    label: str
    current: bool = False


# --- pages -------------------------------------------------------------------------------------------------------


class _Page(Record, tag_field="record", kw_only=True):
    url: str
    title: str
    description: str = ""
    section: str = ""
    """Which entry of the navigation is current: `stories`, `reports` ..."""
    picture: str = ""
    """What is shown beside a link to it elsewhere; empty: the edition's own."""
    machine: tuple[Machine, ...] = ()


class FrontPage(_Page, tag="front", kw_only=True):
    story: Link | None = None
    """The lead story."""
    story_date: str = ""
    story_reports: int = 0
    standfirst: str = ""
    matrix: Matrix | None = None
    brace: Brace | None = None
    """One sentence, n wordings."""
    brace_quote: QuoteCard | None = None
    notes: tuple[NoteView, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    stories: tuple[tuple[Link, str, int], ...] = ()
    """Other stories: link, date, number of reports."""
    strip: tuple[Day, ...] = ()


class StoryPage(_Page, tag="story", kw_only=True):
    date: str = ""
    place: str = ""
    place_url: str = ""
    status: str = ""
    body: Filling
    matrix: Matrix
    points: tuple[PointView, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    strip: tuple[Day, ...] = ()
    names: tuple[NameCard, ...] = ()
    shared: tuple[SharedText, ...] = ()
    """Pairs of reports that share text, the most first."""
    independence: Independence | None = None
    """None: no two of its reports are known to depend on each other."""


class ReportPage(_Page, tag="report", kw_only=True):
    card: ReportCard
    story: Link | None = None
    place: int = 0
    """Which of the story's reports this is, from 1."""
    among: tuple[tuple[ReportCard, bool], ...] = ()
    """The story's reports in order; True: this one."""
    previous: ReportCard | None = None
    next: ReportCard | None = None
    headline: str = ""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    original: str = ""
    """The outlet's address of it."""
    date_note: str = ""
    date_cert: Cert = ""
    source_note: str = ""
    lang: str = ""
    body: Filling
    quoted: tuple[KeyView, ...] = ()
    """Quoted here, each statement once."""
    listed: tuple[tuple[KeyView, str], ...] = ()
    """Printed there but not quoted in our digest: the key and the words."""
    named: tuple[NameCard, ...] = ()
    related: tuple[Related, ...] = ()
    backlinks: tuple[Link, ...] = ()
    shares: tuple[Sharing, ...] = ()
    """The most first."""
    revisions: tuple[Revised, ...] = ()
    """The oldest first."""
    corrections: tuple[Correction, ...] = ()
    checked: str = ""


class QuotePage(_Page, tag="quote", kw_only=True):
    card: QuoteCard
    key: str = ""
    """`Q2` in its story."""
    speaker: NameCard | None = None
    to: tuple[NameCard, ...] = ()
    story: Link | None = None
    kind: str = ""
    """readout, speech, interview ..."""
    channels: tuple[Channel, ...] = ()
    brace: Brace | None = None
    """None: the outlets share under 40 % of the words, or one outlet alone carries it."""
    variants: tuple[Variant, ...] = ()
    wordings: tuple[Wording, ...]
    remarks: tuple[Remark, ...] = ()
    silent: tuple[SourceCard, ...] = ()
    """Outlets that reported the story and did not carry the statement."""
    carriage: Carriage | None = None
    """None: nobody clipped the statement."""
    distances: Distances | None = None
    """None: all print the same words, or one outlet alone carries it."""
    first: First | None = None
    """None: one report alone carries it."""
    attributions: tuple[Attribution, ...] = ()
    """Empty: the outlets do not differ in whom they name."""
    original: Original = Original()
    base: str = ""
    body: Filling | None = None
    reports: tuple[ReportCard, ...] = ()
    related: tuple[tuple[QuoteCard, str], ...] = ()
    """Other statements, and in words how they are related."""
    written: bool = True
    """An editor's file describes it; else its page is made from the witnesses."""


class EntityPage(_Page, tag="entity", kw_only=True):
    type: EntityType = ""
    role: str = ""
    wikidata: str = ""
    forms: tuple[AliasRow, ...] = ()
    by: tuple[QuoteCard, ...] = ()
    about: tuple[QuoteCard, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    months: tuple[tuple[str, int], ...] = ()
    """Reports a month, for the sparkline; every month between the first and the last."""
    company: tuple[Company, ...] = ()
    backlinks: tuple[Link, ...] = ()
    body: Filling | None = None
    older: tuple[Numbered, ...] = ()
    written: bool = True


class SourcePage(_Page, tag="source", kw_only=True):
    card: SourceCard
    kind: str = ""
    country: str = ""
    lang: str = ""
    address: str = ""
    wikidata: str = ""
    body: Filling | None = None
    style: tuple[str, ...] = ()
    reports: tuple[ReportCard, ...] = ()
    count: int = 0
    whole: int = 0
    part: int = 0
    reported: int = 0
    """How it gives quotations: numbers of each."""
    alone: tuple[QuoteCard, ...] = ()
    """Statements that only it carries."""
    singular: tuple[tuple[QuoteCard, str, str], ...] = ()
    """Where its words differ from all others': the statement, its words, theirs."""
    credits: tuple[Channel, ...] = ()
    """Whom it credits; `sources` is empty here."""
    older: tuple[Numbered, ...] = ()
    written: bool = True


class ArchivePage(_Page, tag="archive", kw_only=True):
    """A further part of a long list, numbered from the oldest end, or a month of it."""

    head: str
    up: Link
    reports: tuple[ReportCard, ...] = ()
    quotes: tuple[QuoteCard, ...] = ()
    names: tuple[tuple[NameCard, int], ...] = ()
    parts: tuple[Numbered, ...] = ()


class ReportIndex(_Page, tag="reports", kw_only=True):
    reports: tuple[ReportCard, ...] = ()
    months: tuple[Month, ...] = ()
    undated: tuple[ReportCard, ...] = ()


class QuoteIndex(_Page, tag="quotes", kw_only=True):
    quotes: tuple[QuoteCard, ...] = ()
    """Most varied first."""
    months: tuple[Month, ...] = ()


class EntityIndex(_Page, tag="entities", kw_only=True):
    groups: tuple[tuple[EntityType, tuple[tuple[NameCard, str, int], ...]], ...] = ()
    """By type: name, role, number of reports."""
    matrix_names: tuple[NameCard, ...] = ()
    matrix: tuple[tuple[int, ...], ...] = ()
    """In how many reports two names stand together; at most 30 names, by first appearance."""
    all: Link | None = None
    """Where the rest of a long list is."""


class SourceIndex(_Page, tag="sources", kw_only=True):
    sources: tuple[tuple[SourceCard, str, int], ...] = ()
    """Outlet, `newspaper, Singapore`, number of reports."""


class StoryIndex(_Page, tag="stories", kw_only=True):
    stories: tuple[tuple[Link, str, str, int, int], ...] = ()
    """Link, date, standfirst, number of reports, number of statements."""


class DayCount(Record, kw_only=True):
    """A day that has a page of its own."""

    url: str
    date: str
    reports: int
    said: int
    share: int
    """Its reports, of the fullest day's, in per cent; the bar's length."""


class TimelinePage(_Page, tag="timeline", kw_only=True):
    head: str
    up: Link | None = None
    days: tuple[Day, ...] = ()
    months: tuple[Month, ...] = ()
    counts: tuple[DayCount, ...] = ()
    """Of a month too full to be shown at once."""
    parts: tuple[Numbered, ...] = ()
    """The days before and after a day's own page."""


class NotesPage(_Page, tag="notes", kw_only=True):
    groups: tuple[tuple[str, NoteKind, tuple[NoteView, ...]], ...] = ()
    """By kind: the heading, the kind, the notes."""


class AZEntry(Record, kw_only=True):
    text: str
    """As it is sorted and shown: `Zelenskiy, Volodymyr`, or first words of a quotation."""
    url: str
    see: str = ""
    """For an alias: the name that it stands for."""
    quoted: bool = False
    count: int = 0


class AZPage(_Page, tag="az", kw_only=True):
    letters: tuple[tuple[str, str], ...] = ()
    """Each letter and where it is."""
    groups: tuple[tuple[str, tuple[AZEntry, ...]], ...] = ()


class TextPage(_Page, tag="text", kw_only=True):
    body: Filling
    sigla: tuple[SourceCard, ...] = ()


class CorrectionsPage(_Page, tag="corrections", kw_only=True):
    entries: tuple[tuple[ReportCard, Correction], ...] = ()


class SearchPage(_Page, tag="search", kw_only=True):
    """A form; the answers are the browser's work. What it needs is in `Chrome.search`."""


class FeedsPage(_Page, tag="feeds", kw_only=True):
    """What can be followed; each with its feed in both forms."""

    edition: tuple[Link, tuple[Machine, ...]]
    stories: tuple[tuple[Link, tuple[Machine, ...]], ...] = ()
    """The newest."""
    more: int = 0
    """How many stories are not listed."""
    outlets: tuple[tuple[Link, tuple[Machine, ...]], ...] = ()
    single: bool = True
    """Single stories, outlets, names and statements have feeds of their own."""


class NotFoundPage(_Page, tag="notfound", kw_only=True):
    pass


class RedirectPage(_Page, tag="redirect", kw_only=True):
    to: str
    """The URL where the thing is now."""


class PicturePage(_Page, tag="picture", kw_only=True):
    """What is shown beside a link to a page elsewhere. It is drawn; no template knows it."""

    words: str
    quoted: bool = False
    """They are printed words, not an editor's sentence."""
    who: str = ""
    """The speaker; of the edition's own picture, its motto."""
    reports: int = 0
    outlets: int = 0
    wordings: int = 0


# --- files for programs --------------------------------------------------------------------------------------------


class Place(Record, kw_only=True):
    """A page, as a sitemap lists it."""

    url: str
    changed: str = ""
    """`YYYY-MM-DD`; empty: nobody knows when."""


class Sitemap(_Page, tag="sitemap", kw_only=True):
    """A part of the sitemap."""

    places: tuple[Place, ...]


class SitemapIndex(_Page, tag="sitemaps", kw_only=True):
    parts: tuple[str, ...]
    """Their URLs."""


class Redirects(_Page, tag="redirects", kw_only=True):
    """What hosts are told of pages that have moved."""

    moved: tuple[tuple[str, str], ...]
    """Where it was, and where it is."""


class Column(Record, kw_only=True):
    """What a column of a table holds."""

    name: str
    type: str
    """Of Table Schema: string, date, integer, boolean, array."""
    what: str
    unique: bool = False
    to: str = ""
    """The table whose ids it holds."""


class TableFile(_Page, tag="table", kw_only=True):
    """A table, or a part of one."""

    of: Of
    rows: tuple[TableRow, ...]


class Literature(_Page, tag="literature", kw_only=True):
    """How to cite the articles of some reports."""

    cited: tuple[Cited, ...]


class DataFiles(Record, kw_only=True):
    """The files of one table: its parts in order."""

    of: Of
    what: str
    columns: tuple[Column, ...]
    csv: tuple[str, ...]
    json: tuple[str, ...]


class DataPackage(_Page, tag="datapackage", kw_only=True):
    files: tuple[DataFiles, ...]
    citations: tuple[str, ...]


class DataMonth(Record, kw_only=True):
    """The files of one month."""

    month: str
    """`YYYY-MM`; empty: what has no date."""
    folder: str
    reports: int
    said: bool
    """Statements were made in it."""


class DataPage(_Page, tag="data", kw_only=True):
    """The page that says which data files there are."""

    files: tuple[DataFiles, ...]
    months: tuple[DataMonth, ...]


Page = (
    FrontPage
    | StoryPage
    | ReportPage
    | QuotePage
    | EntityPage
    | SourcePage
    | ArchivePage
    | ReportIndex
    | QuoteIndex
    | EntityIndex
    | SourceIndex
    | StoryIndex
    | TimelinePage
    | NotesPage
    | AZPage
    | TextPage
    | CorrectionsPage
    | SearchPage
    | FeedsPage
    | NotFoundPage
    | RedirectPage
    | PicturePage
    | Sitemap
    | SitemapIndex
    | Redirects
    | TableFile
    | Literature
    | DataPackage
    | DataPage
)
