"""str -> Page: what a browser would show of an HTML page, block by block, in reading order, and what its head says.

Nothing here calls itself, and no element is looked for by walking up, so that a page may nest as deep as it likes.
"""

import re
from collections.abc import Mapping

from digest.ingest import clean
from digest.ingest.raw import Passage, PassageKind
from digest.ingest.readers.markup import Comment, End, Raw, Start, tokens
from digest.model.base import Record

_VOID = frozenset(
    "area base basefont bgsound br col embed hr img input keygen link meta param source track wbr".split()
)
_UNSEEN = frozenset(
    "head template frame frameset object applet svg canvas audio video select datalist progress meter map "
    "annotation annotation-xml rp dialog".split()
)
_BLOCKS = frozenset(
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre search "
    "section summary table tbody td tfoot th thead tr ul listing plaintext".split()
)
_CLOSING_P = (_BLOCKS | {"xmp"}) - frozenset(
    "html body button caption legend option tbody td tfoot th thead tr".split()
)
"""Start tags that end an open paragraph (the standard's `in body` rules)."""
_VERBATIM = frozenset(("pre", "listing", "plaintext"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WALLS = frozenset(("table", "td", "th", "caption", "template", "object", "applet"))
"""An end tag inside of one of these closes nothing outside of it."""
_TABLE = frozenset("table caption thead tbody tfoot tr td th".split())
_SIBLINGS = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",),
    "td": ("td", "th", "caption"), "th": ("td", "th", "caption"), "tr": ("tr", "td", "th", "caption"),
    "tbody": ("tbody", "thead", "tfoot", "tr", "td", "th", "caption"), "thead": ("tbody", "thead", "tfoot", "caption"),
    "tfoot": ("tbody", "thead", "tfoot", "tr", "td", "th", "caption"),
}  # fmt: skip
"""What a start tag ends, if it is open in the same list or table."""
_HOLDERS = {"li": _LISTS, "dt": frozenset(("dl",)), "dd": frozenset(("dl",)), "option": frozenset(("select",))}
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.IGNORECASE)
_HIDING_CLASS = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text screen-reader-only u-visually-hidden "
    "is-visually-hidden element-invisible".split()
)
_PHRASES = frozenset("b br em i img small span strong sub sup u".split())
"""With the blocks, the start tags that end a picture which was left open."""
_SHUT_TAGS = frozenset("nav aside footer menu form button dialog search".split())
_SHUT_ROLES = frozenset(
    "navigation complementary banner contentinfo search menu menubar toolbar dialog alertdialog tablist".split()
)
_NAMING = ("class", "id", "itemprop", "role", "data-component", "data-testid", "rel")
_TOLD = frozenset(("meta", "link", "html", "time", "base"))


class Frame(Record, kw_only=True):
    """A block element that stands open around some of the text."""

    parent: int
    """Its place among the page's frames, always before this one; -1: none."""
    tag: str
    label: str = ""
    """Its class, id and the like, as they are written: names that people gave it."""
    shut: bool = False
    """By its element or role it is no part of an article: a menu, an aside, a form."""


class Block(Record, kw_only=True):
    """A run of text that a browser sets off by itself."""

    kind: PassageKind
    text: str
    level: int = 0
    number: int = 0
    frame: int
    """The innermost element that holds it, by its place among the page's frames."""
    linked: int = 0
    """Characters of it in links, blanks not counted."""
    size: int = 0
    """Characters of it, blanks not counted."""
    cell: int = 0
    """The table cell it stands in, by its frame; 0: none."""
    row: int = 0


class Told(Record, kw_only=True):
    """A tag that says something of the page, and where it stands."""

    tag: str
    attributes: Mapping[str, str]
    frame: int


class Page(Record, kw_only=True):
    """A page as it would be shown, and what it says of itself."""

    blocks: tuple[Block, ...] = ()
    frames: tuple[Frame, ...] = ()
    depth: int = 0
    """How deep its deepest element lies."""
    title: str = ""
    told: tuple[Told, ...] = ()
    """Its `meta`, `link`, `time`, `base` and `html` tags, and every other with `itemprop` and `content`."""
    data: tuple[str, ...] = ()
    """Its JSON-LD, as it is written."""
    saved_from: str = ""
    """The address that a browser notes in a page it saves."""


def page(text: str) -> Page:
    """What a browser would show. Never raises."""
    return _Reading().over(text)


class _Open:
    """An element that stands open."""

    __slots__ = ("block", "ended", "hidden", "linked", "tag")

    def __init__(self, tag: str, *, block: bool, hidden: bool, linked: bool) -> None:
        self.tag = tag
        self.block = block
        self.hidden = hidden
        self.linked = linked
        self.ended = False


class _Reading:
    """How far the page has been read: what stands open, and the text since the last break."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.frames: list[Frame] = []
        self.told: list[Told] = []
        self.data: list[str] = []
        self.title = self.saved_from = ""
        self.open: list[_Open] = []
        self.places: dict[str, list[int]] = {}  # of each tag, where it stands in `open`: nobody walks up to find it
        self.walls: list[int] = [-1]
        self.framed: list[int] = []
        self.deepest = 0
        self.text: list[str] = []
        self.linked = 0
        self.links = self.hidden = self.quoted = self.verbatim = self.headings = 0
        self.level = 0
        self.lists: list[int] = []  # of each open list the next number; -1: bullets
        self.item: tuple[int, int] | None = None  # level and number of an item that has no text yet
        self.cells: list[int] = []
        self.rows: list[int] = []

    def over(self, text: str) -> Page:
        for token in tokens(text.replace("\0", "\ufffd")):
            if isinstance(token, str):
                self.put(token)
            elif isinstance(token, Start):
                self.start(token)
            elif isinstance(token, End):
                self.end(token.tag)
            elif isinstance(token, Raw):
                self.raw(token)
            elif not self.saved_from:
                self.comment(token)
        self.close(0)
        self.flush()
        return Page(
            blocks=tuple(self.blocks),
            frames=tuple(self.frames),
            depth=self.deepest,
            title=clean.one_line(self.title),
            told=tuple(self.told),
            data=tuple(self.data),
            saved_from=self.saved_from,
        )

    # --- what the tokens do --------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        if self.hidden and not self.ends_head(text):
            return
        self.text.append(text)
        if self.links:
            self.linked += len("".join(text.split()))

    def ends_head(self, text: str) -> bool:
        """Whether the text can be seen after all, because it ends a head that was left open."""
        if not text.isspace() and self.open and self.open[-1].tag == "head":
            self.close(len(self.open) - 1)
        return not self.hidden

    def raw(self, token: Raw) -> None:
        if token.tag == "script" and "ld+json" in token.attributes.get("type", "").lower():
            self.data.append(token.text)
        elif token.tag == "title" and not self.title and not self.places.get("svg"):
            self.title = token.text
        elif token.tag == "xmp" and not self.hidden:
            self.flush()
            self.verbatim += 1
            self.put(token.text)
            self.flush()
            self.verbatim -= 1

    def comment(self, token: Comment) -> None:
        # Browsers write `saved from url=(0034)https://...`, with the address's length.
        found = re.match(r"\s*saved from url=\(\d{1,6}\)(\S{1,2000})", token.text)
        self.saved_from = found[1] if found else ""

    def start(self, token: Start) -> None:
        tag, attributes = token.tag, token.attributes
        if self.hidden:
            self.break_out(tag)
        if tag in _TOLD or ("itemprop" in attributes and ("content" in attributes or "datetime" in attributes)):
            self.told.append(Told(tag=tag, attributes=attributes, frame=self.framed[-1] if self.framed else -1))
        if tag == "br":
            self.line_break()
        if tag == "form" and self.places.get("form"):
            return  # forms do not nest
        if tag in _VOID or tag in ("html", "body"):
            if tag == "hr" and not self.hidden:
                self.end_paragraph()
                self.flush()
            if tag == "body":
                self.close_tag("head")
            if tag in _VOID:
                return
        self.end_implied(tag)
        if token.closed and (tag in ("svg", "math") or self.places.get("svg") or self.places.get("math")):
            return
        hidden = tag in _UNSEEN and not (tag == "dialog" and "open" in attributes)
        block = tag in _BLOCKS
        if attributes and not (hidden and block):
            hidden = hidden or _is_hidden(attributes)
            block = block or ("style" in attributes and _BLOCK_STYLE.search(attributes["style"]) is not None)
        self.push(tag, attributes, block=block, hidden=hidden)

    def push(self, tag: str, attributes: Mapping[str, str], *, block: bool, hidden: bool) -> None:
        if block:
            self.flush()
            self.framed.append(len(self.frames))
            self.frames.append(_frame(tag, attributes, self.framed[-2] if len(self.framed) > 1 else -1))
        linked = tag == "a" and "href" in attributes
        at = len(self.open)
        self.open.append(_Open(tag, block=block, hidden=hidden, linked=linked))
        self.deepest = max(self.deepest, at + 1)
        self.places.setdefault(tag, []).append(at)
        if tag in _WALLS:
            self.walls.append(at)
        self.links += linked
        self.hidden += hidden
        if tag == "q" and not self.hidden:
            self.text.append("“")
        elif block:
            self.enter(tag, attributes)

    def enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _LISTS:
            self.lists.append(_number(attributes.get("start"), 1) if tag == "ol" else -1)
        elif tag == "li":
            number = 0
            if self.lists and self.lists[-1] >= 0:
                number = _number(attributes.get("value"), self.lists[-1])
                self.lists[-1] = number + 1
            self.item = (max(len(self.lists) - 1, 0), number)
        elif tag in _HEADINGS:
            self.headings += 1
            self.level = int(tag[1])
        elif tag == "blockquote":
            self.quoted += 1
        elif tag in _VERBATIM:
            self.verbatim += 1
        elif tag in ("td", "th"):
            self.cells.append(self.framed[-1])
        elif tag == "tr":
            self.rows.append(self.framed[-1])

    def end(self, tag: str) -> None:
        if tag == "p" and not self.in_scope("p"):
            self.flush()  # a browser makes an empty paragraph of it
        elif tag == "br":
            self.line_break()
        elif tag in _HEADINGS:
            # Any heading's end tag ends any heading.
            self.close_tag(next((name for name in (tag, *sorted(_HEADINGS)) if self.in_scope(name)), tag))
        elif tag not in ("html", "body"):
            self.close_tag(tag)

    # --- what stands open ----------------------------------------------------------------------------------------

    def in_scope(self, tag: str) -> bool:
        places = self.places.get(tag)
        if not places:
            return False
        if tag in _TABLE:
            table = self.places.get("table")
            return tag == "table" or not table or places[-1] > table[-1]
        return places[-1] >= self.walls[-1]

    def close_tag(self, tag: str) -> None:
        """An end tag. That of a phrase, or of a form, ends it alone, not the blocks in it: `<b><div>x</b> y</div>`."""
        if not self.in_scope(tag):
            return
        at = self.places[tag][-1]
        if at == len(self.open) - 1 or (tag != "form" and (self.open[at].block or self.open[at].hidden)):
            self.close(at)
        else:
            self.places[tag].pop()
            self.undo(self.open[at])

    def close(self, down_to: int) -> None:
        """Close all that stands open from a place on."""
        while len(self.open) > down_to:
            element = self.open.pop()
            tag = element.tag
            if element.block:
                self.flush()
                self.framed.pop()
                self.leave(tag)
            if self.walls[-1] == len(self.open):
                self.walls.pop()
            if not element.ended:
                self.places[tag].pop()
                self.undo(element)

    def undo(self, element: _Open) -> None:
        element.ended = True
        if element.tag == "q" and not self.hidden:
            self.text.append("”")
        self.links -= element.linked
        self.hidden -= element.hidden

    def leave(self, tag: str) -> None:
        if tag in _LISTS:
            self.lists.pop()
        elif tag == "li":
            self.item = None
        elif tag in _HEADINGS:
            self.headings -= 1
            self.level = self.level if self.headings else 0
        elif tag == "blockquote":
            self.quoted -= 1
        elif tag in _VERBATIM:
            self.verbatim -= 1
        elif tag in ("td", "th"):
            self.cells.pop()
        elif tag == "tr":
            self.rows.pop()

    def end_paragraph(self) -> None:
        places = self.places.get("p")
        if places and places[-1] > self.walls[-1]:
            self.close(places[-1])

    def end_implied(self, tag: str) -> None:
        """End what the start tag ends without an end tag of its own: `<p>a<p>b`, `<li>a<li>b`, `<td>a<td>b`."""
        if tag in _CLOSING_P:
            self.end_paragraph()
        if tag in _HEADINGS and self.headings and self.open and self.open[-1].tag in _HEADINGS:
            self.close(len(self.open) - 1)
        elif tag in _SIBLINGS:
            wall = self.wall_of(tag)
            starts = [places[-1] for name in _SIBLINGS[tag] if (places := self.places.get(name)) and places[-1] > wall]
            if starts:
                self.close(min(starts))
        elif tag == "a" and (places := self.places.get("a")) and places[-1] > self.walls[-1]:
            self.close_tag("a")  # links do not nest

    def wall_of(self, tag: str) -> int:
        if tag in _TABLE:
            return (self.places.get("table") or [-1])[-1]
        return max(self.walls[-1], *((self.places.get(holder) or [-1])[-1] for holder in _HOLDERS[tag]))

    def break_out(self, tag: str) -> None:
        """In an unclosed head or picture, a tag of the text ends it, as in a browser."""
        if (svg := self.places.get("svg")) and (tag in _BLOCKS or tag in _PHRASES):
            self.close(svg[0])
        elif self.open and self.open[-1].tag == "head" and tag not in ("meta", "link", "base", "template", "object"):
            self.close(len(self.open) - 1)

    # --- text ----------------------------------------------------------------------------------------------------

    def line_break(self) -> None:
        if self.hidden:
            return
        if self.verbatim:
            self.text.append("\n")
        elif self.level or self.item is not None:
            self.text.append(" ")
        else:
            self.flush()

    def flush(self) -> None:
        """What has gathered since the last break is a block."""
        if not self.text:
            return
        whole = "".join(self.text)
        text = clean.harmless(whole).strip("\n") if self.verbatim else clean.one_line(whole)
        linked, self.text, self.linked = self.linked, [], 0
        if not text.strip():
            return
        kind: PassageKind = "paragraph"
        level = number = 0
        if self.verbatim:
            kind = "verbatim"
        elif self.level:
            kind, level = "heading", self.level
        elif self.item is not None:
            kind, (level, number), self.item = "item", self.item, None
        elif self.quoted:
            kind = "quotation"
        self.blocks.append(
            Block(
                kind=kind,
                text=text,
                level=level,
                number=number,
                frame=self.framed[-1] if self.framed else -1,
                linked=linked,
                size=len("".join(text.split())),
                cell=self.cells[-1] if self.cells else 0,
                row=self.rows[-1] if self.rows and self.cells else 0,
            )
        )


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a browser shows nothing of it. Style sheets are not looked at: what they hide, a script may show."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style):
        return True
    return not _HIDING_CLASS.isdisjoint(attributes.get("class", "").lower().split())


def _frame(tag: str, attributes: Mapping[str, str], parent: int) -> Frame:
    if not attributes:
        return Frame(parent=parent, tag=tag, shut=tag in _SHUT_TAGS)
    return Frame(
        parent=parent,
        tag=tag,
        label=" ".join(attributes[key] for key in _NAMING if attributes.get(key))[:400],
        shut=tag in _SHUT_TAGS or attributes.get("role", "").lower() in _SHUT_ROLES,
    )


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else otherwise


def passages(blocks: list[Block] | tuple[Block, ...]) -> tuple[Passage, ...]:
    """The blocks as an article's passages; the cells of a row that hold a line each are one passage."""
    made: list[Passage] = []
    at = 0
    while at < len(blocks):
        stop = at + 1
        while blocks[at].row and stop < len(blocks) and blocks[stop].row == blocks[at].row:
            stop += 1
        row = blocks[at:stop]
        if len(row) > 1 and len({block.cell for block in row}) == len(row) and all(b.kind == "paragraph" for b in row):
            made.append(Passage(text=" | ".join(block.text for block in row)))
        else:
            made += [Passage(kind=b.kind, text=b.text, level=b.level, number=b.number) for b in row]
        at = stop
    return tuple(made)
