"""One page of every kind, filled as a busy edition would fill it: for tests of the theme, and to look at.

The statements are what two presidents were said to have told each other; the words around them are our own. A second
story, about a harbour, is invented.
"""

from collections.abc import Sequence

from digest.model.article import Block, Body, Cite, Correction, Form, Key, Original, Run, Segment, To
from digest.model.page import (
    Agreed,
    AliasRow,
    Apart,
    ArchivePage,
    Attribution,
    AZEntry,
    AZPage,
    Brace,
    Carriage,
    Carried,
    Cell,
    Channel,
    Chrome,
    Column,
    Company,
    CorrectionsPage,
    DataFiles,
    DataMonth,
    DataPage,
    Day,
    Distances,
    EntityIndex,
    EntityPage,
    FeedsPage,
    Filling,
    First,
    FrontPage,
    Gap,
    Given,
    Independence,
    KeyView,
    Link,
    Linked,
    Machine,
    Matrix,
    Month,
    NameCard,
    NotesPage,
    NoteView,
    NotFoundPage,
    Numbered,
    Page,
    PointView,
    QuoteCard,
    QuoteIndex,
    QuotePage,
    Reading,
    RedirectPage,
    Related,
    Remark,
    ReportCard,
    ReportIndex,
    ReportPage,
    Row,
    SearchPage,
    SharedText,
    Sharing,
    SourceCard,
    SourceIndex,
    SourcePage,
    StoryIndex,
    StoryPage,
    Stretch,
    Target,
    TextPage,
    TimelinePage,
    Variant,
    Wording,
    Words,
)

CHROME = Chrome(
    title="Variorum",
    motto="the same news, read side by side",
    base_url="https://example.org/digest/",
    css="/assets/style.css",
    script="/assets/digest.js",
    fonts=("/assets/fonts/source-serif-4-latin-wght-normal.woff2", "/assets/fonts/libre-franklin-latin-wght-normal.woff2"),
    icon="/assets/icon.svg",
    feed="/feed.xml",
    search="/assets/search.js",
    pages=(Link(url="/about/", label="About"),),
)


# --- bodies ------------------------------------------------------------------------------------------------------

Piece = Segment | tuple[str]
"""A segment; a string in a tuple is words, whose place in the text is counted here."""

BODIES: dict[str, Body] = {}


def body(name: str, *blocks: tuple[Sequence[Piece], tuple[int, ...]]) -> str:
    """Keep a body under a name: for each block its pieces and the numbers of its notes."""
    text = ""
    made: list[Block] = []
    for i, (pieces, notes) in enumerate(blocks, 1):
        text += "\n\n" if text else ""
        segments: list[Segment] = []
        for piece in pieces:
            if isinstance(piece, tuple):
                segments.append(Run(text=piece[0], at=len(text)))
                text += piece[0]
            else:
                segments.append(piece)
        made.append(Block(id=f"p{i}", segments=tuple(segments), notes=notes))
    BODIES[name] = Body(blocks=tuple(made), text=text)
    return name


def names_in(body_name: str, *found: tuple[str, str]) -> tuple[Linked, ...]:
    """The first place of each name in a body, linked to an entity."""
    text = BODIES[body_name].text
    return tuple(
        Linked(at=text.index(words), end=text.index(words) + len(words), url=f"/entities/{id}/") for words, id in found
    )


def mark(label: str, n: int) -> str:
    return f'<a class="ref" role="doc-noteref" id="r-{label}" href="#n-{label}" aria-label="Note {n}">{n}</a>'


TALKS = body(
    "talks",
    (
        (
            '<p id="p1">',
            ("On the day the two presidents spoke, the Kremlin also said it could send a team to Minsk. By the Chinese "
             "account of the call, Vladimir Putin told Xi Jinping that ",),
            '<q class="said" id="q1">',
            ("“Russia is willing to conduct high-level negotiations with Ukraine”",),
            "</q>",
            Key(quote=1),
            (".",),
            mark("var-side", 1),
            "</p>\n",
        ),
        (1,),
    ),
    (
        (
            '<p id="p2">',
            ("The delegation would come from the foreign and defence ministries, according to Dmitry Peskov, who tied "
             "any discussion of a ",),
            '<span class="on">',
            ("neutral county",),
            "</span>",
            mark("sic-county", 2),
            (" to demilitarisation.",),
            "</p>\n",
        ),
        (2,),
    ),
    (
        ('<p id="p3">', ("Mr Putin used the call to set out his grievance. Nato and the United States, he is quoted as "
                         "saying, had",), "</p>\n"),
        (),
    ),
    (
        (
            '<blockquote class="said" id="q2">\n<p>',
            ("“long ignored Russia's legitimate security concerns, repeatedly reneged on their commitments and kept "
             "pushing military deployments to the east, challenging Russia's strategic ",),
            '<span class="on">',
            ("red line",),
            "</span>",
            mark("var-redline", 3),
            ("”",),
            "</p>\n<footer>",
            Cite(quote=2),
            "</footer></blockquote>\n",
        ),
        (3,),
    ),
    (
        (
            '<p id="p5">',
            ("The paper keeps the phrase ",),
            '<q class="said" id="q3">',
            ("“special military operation”",),
            "</q>",
            Key(quote=3),
            (" at arm’s length in quotation marks, and calls the events a full-scale invasion in its own voice.",),
            mark("ctx-naming", 4),
            "</p>\n",
        ),
        (4,),
    ),
    (
        (
            '<p id="p6">',
            ("Mr Xi’s side is given in fragments. He noted that the ",),
            '<q class="said" id="q4">',
            ("“situation in eastern Ukraine has undergone rapid changes... (and) China supports Russia and Ukraine to "
             "resolve the issue through negotiation”",),
            "</q>",
            Key(quote=4),
            (",",),
            mark("var-splice", 5),
            (" and that Europe should settle its security arrangements by talking.",),
            "</p>\n",
        ),
        (5,),
    ),
    (
        ('<p id="p7">', ("A longer account of the call, with both men’s words in order, is promised by the ministry in ",),
         To(id="beijing"), ("Beijing",), "</a>", (".",), "</p>\n"),
        (),
    ),
)
CALL = body(
    "call",
    (
        ('<p id="p1">', ("On the second day of the invasion the presidents of China and Russia talked by telephone. "
                         "Everything the English-language press quoted from the call comes from the Chinese side’s "
                         "account of it.",), "</p>\n"),
        (),
    ),
    (
        ('<p id="p2">', ("The account reached English readers by at least three ways, and nobody in these reports prints "
                         "the Chinese. Where two outlets agree to the word, they may have agreed with a translator "
                         "rather than with each other.",), mark("open-readout", 1), "</p>\n"),
        (1,),
    ),
    (
        ('<p id="p3">', ("The outlet of one report is not known: the saved page carries no name.",), "</p>\n"),
        (),
    ),
)
COMPLAINT = body(
    "complaint",
    (
        ('<p id="p1">', ("The sentence reaches English readers in two shapes: as reported speech in two outlets and "
                         "inside quotation marks in two others.",), "</p>\n"),
        (),
    ),
)
PUTIN = body("putin", (('<p id="p1">', ("One of the two men on the line.",), "</p>\n"), ()))
PAPER = body(
    "paper",
    (('<p id="p1">', ("Carries agency copy; here two agencies are combined in one report. Its sub-editors write "
                      "acronyms as words and give men their courtesy titles.",), "</p>\n"), ()),
)
ABOUT = body(
    "about",
    (
        ('<p id="p1">', ("This edition follows one event through every outlet that reported it: who quoted whom, in "
                         "which words, where the words part.",), "</p>\n"),
        (),
    ),
    (('<h2 id="p2">', ("Three voices",), "</h2>\n"), ()),
    (
        (
            '<ul id="p3">\n<li>',
            ("Words between quotation marks are what an outlet printed.",),
            "</li>\n<li>",
            ("Everything else in serif letters is our own digest.",),
            "</li>\n<li>",
            ("Notes in blue are the editor’s.",),
            mark("ctx-blue", 1),
            "</li>\n</ul>\n",
        ),
        (1,),
    ),
    (
        ('<table id="p4">\n<thead>\n<tr><th>', ("Mark",), "</th><th>", ("Meaning",), "</th></tr>\n</thead>\n<tbody>\n<tr><td>",
         "<code>", ("[words]{}",), "</code></td><td>", ("what the next note is about",), "</td></tr>\n</tbody>\n</table>\n"),
        (),
    ),
    (('<pre id="p5"><code>', ('["exact words"]{q=an-id via=cctv}',), "</code></pre>\n"), ()),
)


# --- cards -------------------------------------------------------------------------------------------------------


def source(id: str, name: str, siglum: str, *, known: bool = True) -> SourceCard:
    return SourceCard(id=id, url=f"/sources/{id}/", name=name, siglum=siglum, known=known)


R = source("republic", "Republic", "R")
A = source("unknown", "Outlet not named (a)", "A", known=False)
B = source("unknown", "Outlet not named (b)", "B", known=False)
ST = source("straits-times", "The Straits Times", "ST")
IND = source("independent", "The Independent", "I")
OUTLETS = (R, A, B, ST, IND)


def entity(id: str, name: str, type: str = "person") -> NameCard:
    return NameCard(url=f"/entities/{id}/", name=name, type=type)  # type: ignore[arg-type]


VP, XI = entity("vladimir-putin", "Vladimir Putin"), entity("xi-jinping", "Xi Jinping")
PESKOV, LAVROV = entity("dmitry-peskov", "Dmitry Peskov"), entity("sergey-lavrov", "Sergey Lavrov")
HUA, WANG = entity("hua-chunying", "Hua Chunying"), entity("wang-wenbin", "Wang Wenbin")
MINSK, BEIJING = entity("minsk", "Minsk", "place"), entity("beijing", "Beijing", "place")
NATO = entity("nato", "Nato", "organisation")
NAMES = (VP, XI, PESKOV, LAVROV, HUA, WANG, MINSK, BEIJING, NATO)


def report(id: str, title: str, source: SourceCard, date: str, quotes: int, notes: int, time: str = "") -> ReportCard:
    return ReportCard(
        id=id, url=f"/reports/{id}/", title=title, source=source, date=date, time=time, quotes=quotes, notes=notes,
        lead="What the report says, in one sentence of our own.",
    )  # fmt: skip


R1 = report("republic-dialogue", "Beijing’s spokeswoman posts the call before the ministry prints it", R, "2022-02-25", 9, 4)
R2 = report("a-position", "China calls its position consistent and does not say invasion", A, "2022-02-25", 8, 6, "18:20")
R3 = report("b-discord", "Washington is said to have shown Beijing the troops beforehand", B, "2022-02-26", 6, 5)
R4 = report("straits-times-talks", "Moscow names Minsk for talks as Putin tells Xi he is ready", ST, "2022-02-25", 6, 5)
R5 = report("independent-ready", "Putin speaks of talks while his troops enter Kyiv", IND, "2022-02-25", 8, 3)
REPORTS = (R1, R2, R4, R5, R3)


def quote(id: str, gist: str, speaker: str, outlets: int, wordings: int, of: int = 5) -> QuoteCard:
    return QuoteCard(
        id=id, url=f"/quotes/{id}/", gist=gist, speaker=speaker, said="2022-02-25", outlets=outlets, of=of, wordings=wordings
    )


Q1 = quote("putin-talks", "Russia is ready for high-level talks with Ukraine.", "Vladimir Putin", 5, 4)
Q2 = quote("putin-us-nato", "The West ignored Russia’s security and pushed its forces east.", "Vladimir Putin", 4, 3)
Q3 = quote("xi-negotiation", "China supports a negotiated settlement.", "Xi Jinping", 4, 3)
Q4 = quote("xi-sovereignty", "China’s position on sovereignty is consistent.", "Xi Jinping", 3, 1)
Q5 = quote("xi-cold-war", "Abandon the Cold War mentality.", "Xi Jinping", 2, 1)
Q6 = quote("xi-common-security", "A common, cooperative security concept.", "Xi Jinping", 3, 2)
FOUND = QuoteCard(
    id="f1", url="/quotes/f1/", gist="Sanctions have never been an effective way to resolve problems", words=True,
    speaker="Wang Wenbin", said="2022-02-25", outlets=2, wordings=1,
)  # fmt: skip
LONE = QuoteCard(id="f2", url="", gist="stained by association", words=True, speaker="Joe Biden", outlets=1)
QUOTES = (Q1, Q2, Q3, Q4, Q5, Q6)

STORY = Link(url="/stories/xi-putin-call/", label="Xi and Putin speak by telephone")
HARBOUR = Link(url="/stories/harbour-strike/", label="The harbour at Aldsund stands still for a ninth day")


# --- parts -------------------------------------------------------------------------------------------------------

_DOTS: dict[str, Given] = {"#": "whole", "+": "part", "o": "reported", "-": "none"}


def row(card: QuoteCard, dots: str) -> Row:
    cells = tuple(
        Cell(given=_DOTS[dot], url="" if dot == "-" else f"{r.url}#q1")
        for dot, r in zip(dots, (R1, R2, R3, R4, R5), strict=True)
    )
    return Row(quote=card, cells=cells, total=sum(dot != "-" for dot in dots))


MATRIX = Matrix(
    columns=OUTLETS,
    rows=(
        row(Q1, "o####"), row(Q2, "-oo+#"), row(Q3, "###+-"), row(Q4, "###--"), row(Q5, "-#-#-"), row(Q6, "o#-#-"),
    ),
)  # fmt: skip


def readings(*each: tuple[str, tuple[SourceCard, ...]]) -> tuple[Reading, ...]:
    return tuple(Reading(text=text, sources=sources) for text, sources in each)


V1 = Variant(number=1, kinds=("negation", "omission"), readings=readings(
    ("the US and Nato had", (A, B)), ("The United States and Nato have", (IND,)), ("", (ST,))))
V2 = Variant(number=2, cause="translation", readings=readings(("legitimate", (ST, A, B)), ("reasonable", (IND,))))
V3 = Variant(number=3, readings=readings(
    ("continued to expand", (A, B)), ("continued to advance", (IND,)), ("kept pushing", (ST,))))
V4 = Variant(number=4, readings=readings(("deployment eastward", (IND, A, B)), ("deployments to the east", (ST,))))
V5 = Variant(number=5, cause="translation", readings=readings(("bottom", (IND, A, B)), ("red", (ST,))))
VARIANTS = (V1, V2, V3, V4, V5)
BRACE = Brace(parts=(
    V1, Agreed(text=" long ignored Russia's "), V2,
    Agreed(text=" security concerns, repeatedly reneged on their commitments, and "), V3, Agreed(text=" military "), V4,
    Agreed(text=", challenging Russia's strategic "), V5, Agreed(text=" line")))  # fmt: skip


def wording(source: SourceCard, report: ReportCard, chosen: tuple[str, str, str, str, str], given: Given, via: str) -> Wording:
    opening, adjective, verb, object, line = chosen
    comma = "" if source is ST else ","
    form: Form = "direct" if given == "whole" else "partial" if given == "part" else "reported"
    return Wording(
        source=source, report=Link(url=report.url + "#q2", label=report.title), anchor=f"w-{source.siglum.lower()}",
        words=(
            Words(text=opening, variant=1), Words(text=" long ignored Russia's "), Words(text=adjective, variant=2),
            Words(text=f" security concerns, repeatedly reneged on their commitments{comma} and "),
            Words(text=verb, variant=3), Words(text=" military "), Words(text=object, variant=4),
            Words(text=", challenging Russia's strategic "), Words(text=line, variant=5), Words(text=" line"),
        ),
        form=form, given=given, via=via, via_url="/entities/cctv/" if "television" in via else "",
        text_url="https://www.example.org/call#:~:text=long%20ignored" if source.known else "",
    )  # fmt: skip


WEST = ("the US and Nato had", "legitimate", "continued to expand", "deployment eastward", "bottom")
WORDINGS = (
    wording(IND, R5, ("The United States and Nato have", "reasonable", "continued to advance", "deployment eastward", "bottom"),
            "whole", "Chinese state television"),
    wording(ST, R4, ("", "legitimate", "kept pushing", "deployments to the east", "red"), "part", "Chinese state television"),
    wording(A, R2, WEST, "reported", "a foreign ministry statement"),
    wording(B, R3, WEST, "reported", ""),
)  # fmt: skip

NOTES = (
    NoteView(number=1, label="var-side", kind="var", word="Wording",
             html="<p>Two of the five outlets print “Russian side” and “Ukrainian side”. The plainer wording here and in "
                  'the <a href="/sources/independent/">Independent</a> looks like a smoother translation of the same '
                  "Chinese sentence.</p>"),
    NoteView(number=2, label="sic-county", kind="sic", word="So printed", html="<p>The sense requires “country”.</p>"),
    NoteView(number=3, label="var-redline", kind="var", word="Wording", cert="medium",
             html="<p>Only this report has “red line”; the other three that carry the complaint have “bottom line”. One "
                  "Chinese word lies behind both, we think, but nobody here prints the original.</p>"),
    NoteView(number=4, label="ctx-naming", kind="ctx", word="Context",
             html="<p>Beijing’s refusal to use the word “invasion” is reported in the same article, so the choice of "
                  "noun is itself news.</p>"),
    NoteView(number=5, label="var-splice", kind="var", word="Wording",
             html="<p>The dots and the bracketed “and” are the outlets’ own joinery. A longer text without the join is "
                  'quoted <a href="/quotes/xi-sovereignty/">elsewhere</a>.</p>'),
)  # fmt: skip
MINISTRY = NoteView(
    number=3, label="disc-ministry", kind="disc", word="Disagreement", cert="high", url=f"{R5.url}#n-disc-ministry", on=R5.title,
    html="<p>The Independent has Mr Lavrov asking Ukraine’s “ministry” to lay down its arms; Republic has the army.</p>",
)  # fmt: skip
REDLINE = NoteView(
    number=3, label="var-redline", kind="var", word="Wording", cert="medium", url=f"{R4.url}#n-var-redline", on=R4.title,
    html="<p>Only the Straits Times has “red line”.</p>",
)  # fmt: skip


def marks(*reports: ReportCard) -> tuple[tuple[SourceCard, Link], ...]:
    return tuple((r.source, Link(url=r.url, label=r.title)) for r in reports)


DAYS = (
    Day(date="2022-02-25", marks=marks(R1, R2, R4, R5), said=(Q1, Q2, Q3, FOUND), reports=(R1, R2, R4, R5)),
    Day(date="2022-02-26", marks=marks(R3), reports=(R3,)),
)
FORTNIGHT = (
    Day(date="2022-02-15", marks=marks(R2)), Day(date="2022-02-17", marks=marks(R1, R4)), Day(date="2022-02-21", marks=marks(R4)),
    *DAYS, Day(date="2022-02-28", marks=marks(R1, R2, R3, R4, R5)),
)  # fmt: skip
KEYS = (
    KeyView(quote=1, key="Q1", url=Q1.url, gist=Q1.gist, speaker="Vladimir Putin", outlets=5, wordings=4,
            via="Chinese state television", via_url="/entities/cctv/"),
    KeyView(quote=2, key="Q2", url=Q2.url, gist=Q2.gist, speaker="Vladimir Putin", outlets=4, wordings=3,
            via="Chinese state television", via_url="/entities/cctv/"),
    KeyView(quote=3, key="Q7", url="/quotes/special-military-operation/", gist="special military operation", words=True,
            speaker="Vladimir Putin", outlets=2, wordings=1),
    KeyView(quote=4, key="Q3", url=Q3.url, gist=Q3.gist, speaker="Xi Jinping", outlets=4, wordings=3),
)  # fmt: skip
COLD_WAR = KeyView(quote=5, key="Q5", url=Q5.url, gist=Q5.gist, speaker="Xi Jinping", outlets=2, wordings=1, via="Chinese state television")
CHANNELS = (
    Channel(name="Chinese state television", url="/entities/cctv/", sources=(ST, IND)),
    Channel(name="a foreign ministry statement", sources=(A, B)),
    Channel(name="the Global Times and a spokeswoman’s posts", url="/entities/global-times/", sources=(R,)),
)

# --- pages -------------------------------------------------------------------------------------------------------

FRONT = FrontPage(
    url="/", title="Variorum", description="The same news, read side by side.",
    story=STORY, story_date="2022-02-25", story_reports=5,
    standfirst="Everything the English-language press quoted from the call comes from the Chinese side’s account of it.",
    matrix=Matrix(columns=OUTLETS, rows=MATRIX.rows[:4], more=2),
    brace=Brace(parts=(Agreed(text="challenging Russia’s strategic"), V5, Agreed(text="line"))), brace_quote=Q2,
    notes=(MINISTRY, REDLINE), reports=(R3, R5, R4, R2, R1),
    stories=((HARBOUR, "2022-02-12", 11), (Link(url="/stories/grain/", label="Grain prices and a rumour"), "2022-01-30", 4)),
    strip=FORTNIGHT,
)  # fmt: skip
STORY_PAGE = StoryPage(
    url=STORY.url, title=STORY.label, section="stories", description="Five reports of one telephone call.",
    date="2022-02-25", place="Beijing and Moscow", place_url=BEIJING.url, status="developing",
    body=Filling(body=CALL, notes=(
        NoteView(number=1, label="open-readout", kind="open", word="Open question", html="<p>Was there a readout in English?</p>"),)),
    matrix=MATRIX,
    points=(
        PointView(ask="Where did the account of the call come from?", verdict="compatible", cert="medium",
                  note="Probably one text issued through several channels.",
                  answers=(("Chinese state television", (ST, IND)), ("a foreign ministry statement", (A, B)),
                           ("the Global Times and a spokeswoman’s posts", (R,)))),
        PointView(ask="What must happen before Moscow talks, according to Mr Lavrov?", verdict="open",
                  note="One of the two words is a slip.",
                  answers=(("Ukraine’s army lays down its arms", (R,)), ("Ukraine’s “ministry” lays down its arms", (IND,)))),
        PointView(ask="On which day did the two speak?", verdict="conflict", cert="low", note="The saved pages do not settle it.",
                  answers=(("Friday", (R, ST, IND)), ("Thursday night", (B,)))),
    ),
    reports=REPORTS, strip=DAYS, names=NAMES, independence=Independence(reports=6, outlets=5, texts=4),
    shared=(SharedText(one=R2, other=R3, of_one=49, of_other=62), SharedText(one=R2, other=R4, of_one=0, of_other=0)),
    machine=(Machine(url="/stories/xi-putin-call/feed.xml", label="Feed of this story", type="application/atom+xml"),),
)  # fmt: skip
REPORT_PAGE = ReportPage(
    url=R4.url, title=R4.title, section="reports", description=R4.lead, card=R4, story=STORY, place=3,
    among=tuple((r, r is R4) for r in REPORTS), previous=R2, next=R5,
    headline="A delegation could leave for Minsk, the Kremlin says",
    byline=("AFP", "Reuters"), dateline="Beijing", original="https://www.straitstimes.com/", lang="en",
    date_note="The saved page carries no date; “Friday” and the events fix it.", date_cert="high",
    body=Filling(
        body=TALKS, keys=KEYS, notes=NOTES, targets=(Target(id="beijing", url=BEIJING.url, kind="entity"),),
        names=names_in(TALKS, ("Minsk", "minsk"), ("Vladimir Putin", "vladimir-putin"), ("Xi Jinping", "xi-jinping"),
                       ("Dmitry Peskov", "dmitry-peskov"), ("Nato", "nato")),
    ),
    quoted=KEYS,
    listed=((COLD_WAR, "abandon the Cold War mentality, attach importance to and respect the reasonable security concerns "
             "of all countries, and form a balanced, effective and sustainable European security mechanism through negotiations"),),
    named=(VP, XI, PESKOV, MINSK),
    related=(
        Related(report=R5, reasons=("2 quotations in common", "Minsk and Dmitry Peskov", "the same day"), points=8.0, pinned=True),
        Related(report=R2, reasons=("4 quotations in common",), points=7.0),
        Related(report=R1, reasons=("one day apart",), points=2.0),
    ),
    backlinks=(Link(url=Q5.url, label="Abandon the Cold War mentality"),),
    shares=(Sharing(report=R2, share=38), Sharing(report=R5, share=0)),
    corrections=(Correction(on="2022-03-04", what="An earlier version gave the envoy’s rank wrongly."),),
    checked="2022-03-01",
)  # fmt: skip
BARE_REPORT = ReportPage(
    url="/reports/bare/", title="A plain file with a date and a title", section="reports",
    card=report("bare", "A plain file with a date and a title", A, "", 0, 0),
    source_note="The typeface of the saved page suggests an agency.", body=Filling(body=PUTIN),
)  # fmt: skip
QUOTE_PAGE = QuotePage(
    url=Q2.url, title="The West ignored Russia’s security and pushed its forces east", section="quotes",
    description="Every outlet’s wording of one sentence.", card=Q2, key="Q2", speaker=VP, to=(XI,), story=STORY, kind="readout",
    channels=CHANNELS, brace=BRACE, variants=VARIANTS, wordings=WORDINGS, silent=(R,), base="The Independent",
    remarks=(
        Remark(numbers=(2,), words=("reasonable", "legitimate"), cause="translation", cert="medium",
               note="Mr Xi’s own “reasonable security concerns”, in the same account, suggests the Chinese used one adjective for both men."),
        Remark(numbers=(5,), words=("bottom line", "red line"), cause="translation", cert="medium",
               note="A red line is a threat; a bottom line is a minimum. The reader of one outlet meets a sharper "
                    "sentence than the readers of the other three."),
        Remark(numbers=(3,), words=("continued to advance", "kept pushing", "continued to expand"), cause="style"),
    ),
    carriage=Carriage(total=29, lang="en", whole=(A,), rows=(
        Carried(source=IND, words=29, stretches=(Stretch(at=0, words=29, text="The United States and … strategic bottom line"),)),
        Carried(source=ST, words=14, stretches=(
            Stretch(at=6, words=9, text="long ignored Russia’s reasonable … reneged on their"), Stretch(at=22, words=5, text="challenging Russia’s strategic bottom line"))),
        Carried(source=B, words=0, stretches=()),
    )),
    distances=Distances(rows=(
        Apart(source=IND, gaps=(None, Gap(apart=9, of=57, nearest=True), Gap(apart=21, of=53)), nearest=(A,)),
        Apart(source=A, gaps=(Gap(apart=9, of=57, nearest=True), None, Gap(apart=18, of=52)), nearest=(IND,)),
        Apart(source=ST, gaps=(Gap(apart=21, of=53), Gap(apart=18, of=52, nearest=True), None), nearest=(A,)),
    )),
    first=First(date="2022-02-25", reports=(R2, R4), inferred=(ST,), undated=(R5,)),
    attributions=(Attribution(speaker=VP, sources=(A, ST, IND)), Attribution(speaker=PESKOV, sources=(B,)),
                  Attribution(speaker=XI, sources=(R,), echo=FOUND)),
    original=Original(lang="zh"), body=Filling(body=COMPLAINT), reports=(R2, R4, R5, R3),
    related=((Q1, "the same speaker, on the same occasion"), (FOUND, "alike, but not the same statement")),
    machine=(
        Machine(url="/quotes/putin-us-nato/collation.json", label="Collation as JSON", type="application/json"),
        Machine(url="/quotes/putin-us-nato/collation.tei.xml", label="TEI", type="application/tei+xml"),
    ),
)  # fmt: skip
FOUND_QUOTE = QuotePage(
    url=FOUND.url, title=FOUND.gist, section="quotes", card=FOUND, variants=(V5,), written=False,
    channels=(Channel(name="", sources=(A, B)),), reports=(R2, R3), first=First(date="", reports=(), undated=(R2, R3)),
    distances=Distances(rows=(Apart(source=A, gaps=(None, Gap(apart=1, of=23, nearest=True)), nearest=(B,)),
                              Apart(source=B, gaps=(Gap(apart=1, of=23, nearest=True), None), nearest=(A,)))),
    wordings=tuple(
        Wording(source=s, report=Link(url=r.url, label=r.title), anchor=f"w-{s.siglum.lower()}", form="direct", given="whole",
                words=(Words(text="Sanctions have never been an effective way to resolve problems"),), found=True, further=s is B)
        for s, r in ((A, R2), (B, R3))
    ),
)  # fmt: skip
ENTITY_PAGE = EntityPage(
    url=VP.url, title="Vladimir Putin", section="entities", description="President of Russia.", type="person",
    role="President of Russia", wikidata="Q7747", body=Filling(body=PUTIN),
    forms=(
        AliasRow(text="Vladimir Putin", sources=OUTLETS), AliasRow(text="Mr Putin", sources=(ST, B)),
        AliasRow(text="President Putin", sources=(A,)), AliasRow(text="普京", lang="zh", sources=(R,)),
    ),
    by=(Q1, Q2), about=(Q3,), reports=REPORTS,
    months=(("2021-11", 1), ("2021-12", 0), ("2022-01", 3), ("2022-02", 9), ("2022-03", 6), ("2022-04", 2)),
    company=(Company(name=XI, reports=5, share=100), Company(name=PESKOV, reports=3, share=60),
             Company(name=MINSK, reports=2, share=40), Company(name=NATO, reports=1, share=20)),
    backlinks=(STORY,), older=(Numbered(url="/entities/vladimir-putin/1/", label="1–100"),),
)  # fmt: skip
SOURCE_PAGE = SourcePage(
    url=ST.url, title="The Straits Times", section="sources", card=ST, kind="newspaper", country="Singapore", lang="en",
    address="https://www.straitstimes.com/", wikidata="Q653219", body=Filling(body=PAPER),
    style=("Courtesy titles (Mr Putin, Mr Xi).", "Sentence-case acronyms (Nato)."),
    reports=(R4,), count=12, whole=18, part=9, reported=4, alone=(LONE, Q5),
    singular=((Q2, "red", "bottom"), (Q2, "kept pushing", "continued to expand, continued to advance"), (Q2, "", "the US and Nato had")),
    credits=(Channel(name="Chinese state television", url="/entities/cctv/", sources=()), Channel(name="AFP", sources=())),
)  # fmt: skip
UNNAMED = SourcePage(url=A.url, title="Outlet not named", section="sources", card=A, reports=(R2, R3), count=2, whole=9, reported=2, written=False)
ARCHIVE = ArchivePage(
    url="/reports/2022-02/", title="Reports, February 2022", section="reports", head="2022-02",
    up=Link(url="/reports/", label="Reports"), reports=REPORTS, quotes=(Q1,), names=((VP, 5), (XI, 5)),
    parts=(Numbered(url="/reports/2022-02/", label="1", current=True), Numbered(url="/reports/2022-02/2/", label="later in the month")),
)  # fmt: skip
MONTHS = (Month(url="/reports/2022-02/", month="2022-02", count=41), Month(url="/reports/2022-01/", month="2022-01", count=17))
REPORT_INDEX = ReportIndex(url="/reports/", title="Reports", section="reports", reports=REPORTS, months=MONTHS, undated=(BARE_REPORT.card,))
QUOTE_INDEX = QuoteIndex(url="/quotes/", title="Quotations", section="quotes", quotes=(*QUOTES, FOUND), months=MONTHS)
ENTITY_INDEX = EntityIndex(
    url="/entities/", title="Names", section="entities",
    groups=(
        ("person", ((VP, "President of Russia", 5), (XI, "President of China", 5), (PESKOV, "Spokesman of the Kremlin", 3),
                    (LAVROV, "", 2), (HUA, "", 1), (WANG, "", 2))),
        ("organisation", ((NATO, "", 4),)), ("place", ((MINSK, "", 2), (BEIJING, "", 3))),
    ),
    matrix_names=NAMES,
    matrix=tuple(tuple(5 if i == j else max(0, 5 - i - j % 3) for j in range(len(NAMES))) for i in range(len(NAMES))),
    all=Link(url="/a-z/", label="All names from A to Z"),
)  # fmt: skip
SOURCE_INDEX = SourceIndex(
    url="/sources/", title="Outlets", section="sources",
    sources=((IND, "newspaper, United Kingdom", 1), (A, "", 2), (R, "broadcaster, India", 1), (ST, "newspaper, Singapore", 1)),
)  # fmt: skip
STORY_INDEX = StoryIndex(
    url="/stories/", title="Stories", section="stories",
    stories=((STORY, "2022-02-25", FRONT.standfirst, 5, 14), (HARBOUR, "2022-02-12", "Pilots and owners give two accounts of one meeting.", 11, 1)),
)  # fmt: skip
TIMELINE = TimelinePage(url="/timeline/", title="Timeline", section="timeline", head="Timeline", days=FORTNIGHT, months=(
    Month(url="/timeline/2022-02/", month="2022-02", count=9), Month(url="/timeline/2022-01/", month="2022-01", count=3)))
TIMELINE_MONTH = TimelinePage(url="/timeline/2022-02/", title="February 2022", section="timeline", head="2022-02", up=Link(url="/timeline/", label="Timeline"), days=DAYS)
NOTES_PAGE = NotesPage(
    url="/notes/", title="Notes", section="notes",
    groups=(("Disagreements", "disc", (MINISTRY,)), ("Wordings", "var", (REDLINE, *NOTES[:1])), ("Slips, so printed", "sic", (NOTES[1],)),
            ("Context", "ctx", (NOTES[3],))),
)  # fmt: skip
AZ = AZPage(
    url="/a-z/", title="A–Z", section="a-z", letters=(("P", "#p"), ("R", "#r"), ("习", "#u4e60"), ("#", "#other")),
    groups=(
        ("P", (AZEntry(text="Peskov, Dmitry", url=PESKOV.url, count=3), AZEntry(text="President Putin", url=VP.url, see="Vladimir Putin"),
               AZEntry(text="Putin, Vladimir", url=VP.url, count=5))),
        ("R", (AZEntry(text="Russia is willing to conduct high-level negotiations…", url=Q1.url, quoted=True, count=5),)),
        ("习", (AZEntry(text="习近平", url=XI.url, see="Xi Jinping"),)),
        ("#", (AZEntry(text="5 + 1", url="/entities/five/"),)),
    ),
)  # fmt: skip
ABOUT_PAGE = TextPage(
    url="/about/", title="How this is made", description="Method and sigla.",
    body=Filling(body=ABOUT, notes=(NoteView(number=1, label="ctx-blue", kind="ctx", word="Context", html="<p>After the blue pencil.</p>"),)),
    sigla=(IND, R, ST),
)  # fmt: skip
FEED = (
    Machine(url="/feed.xml", label="Feed", type="application/atom+xml"),
    Machine(url="/feed.json", label="Feed (JSON)", type="application/feed+json"),
)
CORRECTIONS = CorrectionsPage(url="/corrections/", title="Corrections", entries=((R4, REPORT_PAGE.corrections[0]),))
SEARCH = SearchPage(url="/search/", title="Search", section="search")
FEEDS = FeedsPage(
    url="/feeds/", title="Feeds", section="feeds", edition=(Link(url="/", label="Variorum"), FEED),
    stories=((STORY, FEED), (HARBOUR, FEED[:1])), more=3, outlets=((Link(url=ST.url, label=ST.name), FEED),),
)  # fmt: skip
NOT_FOUND = NotFoundPage(url="/404.html", title="Not found")
REDIRECT = RedirectPage(url="/quotes/old-name/", title="The West ignored Russia’s security", to=Q2.url)
DATA = DataPage(
    url="/data/", title="Data", section="data",
    files=(DataFiles(of="reports", what="One report a row.", columns=(Column(name="id", type="string", what="Its id.", unique=True),
                     Column(name="outlet", type="string", what="Who published it.", to="sources")),
                     csv=("/data/2022-02/reports.csv",), json=("/data/2022-02/reports.json",)),
           DataFiles(of="sources", what="Outlets.", columns=(Column(name="id", type="string", what="Its id.", unique=True),),
                     csv=("/data/sources.csv",), json=("/data/sources.json",))),
    months=(DataMonth(month="2022-02", folder="/data/2022-02/", reports=4, said=True), DataMonth(month="", folder="/data/undated/", reports=0, said=True)),
)  # fmt: skip

PAGES: tuple[Page, ...] = (
    FRONT, STORY_PAGE, REPORT_PAGE, BARE_REPORT, QUOTE_PAGE, FOUND_QUOTE, ENTITY_PAGE, SOURCE_PAGE, UNNAMED, ARCHIVE,
    REPORT_INDEX, QUOTE_INDEX, ENTITY_INDEX, SOURCE_INDEX, STORY_INDEX, TIMELINE, TIMELINE_MONTH, NOTES_PAGE, AZ,
    ABOUT_PAGE, CORRECTIONS, SEARCH, FEEDS, NOT_FOUND, REDIRECT, DATA,
)  # fmt: skip
