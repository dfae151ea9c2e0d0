"""Page -> the blocks of it that are the article.

trafilatura is asked which paragraphs are the article's. It is right about where an article lies and drops much of it
(captions, lists, short paragraphs, quotations, whatever stands in an element it does not expect), so it is only a
witness: its paragraphs show the element that holds the article, and every visible block in there is taken, less what is
plainly furniture. Where it is silent, the longest run of sentences is the witness.
"""

import re
from collections.abc import Sequence

from digest.ingest.readers.blocks import Block, Frame, Page

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|promo(?:s|tions?)?|newsletter|sign-?up|subscri(?:be|ption)|social|"
    r"shar(?:e|ing|er)|share-?(?:bar|tools|buttons?)|playlist|carousel|sidebar|advert(?:s|isement|ising)?|ads?|adslot|"
    r"sponsored|outbrain|taboola|breadcrumbs?|cookies?|gdpr|consent|most-?(?:read|popular|viewed)|popular|trending|"
    r"more-?(?:on|from|news|stories)|read-?(?:more|next)|see-?also|you-?may|teasers?|pagination|pager|widget|tags?|"
    r"topics?|toolbar|menu|nav(?:bar|igation)?|footer|masthead|site-?header|skip-?link)(?=[\s_-]|$)",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"(?:^|[\s_-])(?:comment(?:s|list|arios?|aires?)?|kommentare?|disqus)(?=[\s_-]|$)", re.IGNORECASE
)
"""Names of what readers wrote below an article, and not its outlet: however long it is, it is not the article."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ARTICLE = re.compile(r"(?:^|\s)articleBody(?:\s|$)")
_SENTENCE = re.compile(r"[.!?…。！？؟۔။।][\"'”’»)\]]*$")
_WIDE = re.compile("[\u2e80-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"\w+")
_PLAIN = frozenset(
    "p ul ol li dl dt dd blockquote figure figcaption pre "
    "table caption tbody thead tfoot tr td th h2 h3 h4 h5 h6".split()
)
_LONG = 40
"""Characters without blanks: a block that has more, ends as a sentence and is no link is one that somebody wrote."""
_ESSAY = 250
"""Characters of such paragraphs that nobody puts into a piece of furniture."""
_SHARE = 0.8
"""Of the article's text, how much its element holds; the rest may be a lead above, or the witness's mistake."""


def of(page: Page, witness: str, title: str) -> tuple[Block, ...]:
    """The blocks of the article, in order. witness: the paragraphs that are known to be of it, a line each."""
    seen = _corrected(page, _witnessed(page.blocks, witness))
    if not any(seen):
        seen = [block.size for block in page.blocks]
    sums = _Sums(page, seen)
    shut = _shut(page, sums)
    holder = _holder(page.frames, sums)
    within, loose = _within(page.frames, holder), _loose(page.frames, holder)
    opening = _opening(page.blocks, title, seen)
    first = next(at for at, size in enumerate(seen) if size) if any(seen) else 0
    taken = [
        not (block.frame >= 0 and shut[block.frame])
        and (at == opening or seen[at] > 0 or within[block.frame] or (at > first and loose[block.frame]))
        for at, block in enumerate(page.blocks)
    ]
    _fill(page.blocks, taken, shut, opening)
    return tuple(block for block, wanted in zip(page.blocks, taken, strict=True) if wanted)


class _Sums:
    """Of each frame, with all that it holds: characters, those in links, those in sentences, those witnessed, and how
    many of its blocks are links."""

    def __init__(self, page: Page, seen: Sequence[int]) -> None:
        count = len(page.frames)
        self.size, self.linked, self.sentences, self.seen, self.links = ([0] * count for _ in range(5))
        for block, witnessed in zip(page.blocks, seen, strict=True):
            if block.frame >= 0:
                self.size[block.frame] += block.size
                self.linked[block.frame] += block.linked
                self.sentences[block.frame] += block.size if _is_sentence(block) else 0
                self.seen[block.frame] += witnessed
                self.links[block.frame] += block.linked * 2 > block.size
        self.total = sum(seen)
        for at in range(count - 1, -1, -1):  # what a frame holds comes after it
            parent = page.frames[at].parent
            if parent >= 0:
                for sums in (self.size, self.linked, self.sentences, self.seen, self.links):
                    sums[parent] += sums[at]


def _is_sentence(block: Block) -> bool:
    if block.linked * 2 >= block.size:
        return False
    # A character of Chinese or Japanese says as much as three letters; Thai has no full stop.
    size = block.size if block.text.isascii() else block.size + 2 * len(_WIDE.findall(block.text))
    return size >= 3 * _LONG or (size >= _LONG and _SENTENCE.search(block.text) is not None)


def _witnessed(blocks: Sequence[Block], witness: str) -> list[int]:
    """Of each block its size if the witness has it, else 0: short ones whole, others by how they begin or end."""
    lines, runs = set(), set()
    for line in witness.split("\n"):
        words = _WORD.findall(line)
        lines.add(tuple(words))
        runs |= set(zip(*(words[n:] for n in range(5)), strict=False))
    found = []
    for block in blocks:
        words = _WORD.findall(block.text)
        known = tuple(words) in lines or (len(words) > 7 and (tuple(words[:5]) in runs or tuple(words[-5:]) in runs))
        found.append(block.size if words and known else 0)
    return found


def _corrected(page: Page, seen: list[int]) -> list[int]:
    """With the page's longest run of sentences in one element, where the witness saw less, and nothing of that: it may
    have been led astray by a teaser that is marked up as an `<article>`, or have seen nothing."""
    shut: list[bool] = []
    elements: list[int] = []  # of each frame the innermost that is more than a paragraph
    for at, frame in enumerate(page.frames):
        shut.append((frame.shut and frame.tag != "form") or (frame.parent >= 0 and shut[frame.parent]))
        plain = frame.tag in _PLAIN
        elements.append(at if not plain else elements[frame.parent] if frame.parent >= 0 else -1)
    around = [elements[block.frame] if block.frame >= 0 else -1 for block in page.blocks]
    runs: dict[int, int] = {}
    for block, element in zip(page.blocks, around, strict=True):
        if _is_sentence(block) and not (element >= 0 and shut[element]):
            runs[element] = runs.get(element, 0) + block.size
    longest = max(runs, key=lambda element: (runs[element], -element), default=-1)
    known = any(size for size, element in zip(seen, around, strict=True) if element == longest)
    if not runs or known or runs[longest] <= sum(seen):
        return seen
    return [
        block.size if element == longest and _is_sentence(block) else size
        for block, element, size in zip(page.blocks, around, seen, strict=True)
    ]


def _shut(page: Page, sums: _Sums) -> list[bool]:
    """Which frames are furniture, or stand in some."""
    shut: list[bool] = []
    quoting: list[bool] = []
    for at, frame in enumerate(page.frames):
        inside = frame.parent >= 0 and shut[frame.parent]
        quotes = frame.tag == "blockquote" or (frame.parent >= 0 and quoting[frame.parent])
        quoting.append(quotes)
        if inside or sums.seen[at] * 2 > sums.total:  # a form, or a `div class=widget`, may be around the whole page
            shut.append(inside)
        elif frame.tag == "footer" and quotes:  # says whose words are quoted
            shut.append(False)
        else:
            shut.append(frame.shut or _is_furniture(frame, at, sums))
    return shut


def _is_furniture(frame: Frame, at: int, sums: _Sums) -> bool:
    if not sums.size[at]:
        return False
    mostly_links = sums.linked[at] > 0.8 * sums.size[at]
    listed = mostly_links and sums.links[at] > 2
    if not sums.seen[at] and listed and frame.tag not in ("p", "blockquote", "figure", "table"):
        return True
    if frame.tag in ("html", "body", "p") or not frame.label:
        return False
    label = _CAMEL.sub("-", frame.label)
    if _READERS.search(label):
        return True
    doubted = mostly_links or not sums.seen[at]
    return doubted and sums.sentences[at] < _ESSAY and _FURNITURE.search(label) is not None


def _holder(frames: Sequence[Frame], sums: _Sums) -> int:
    """The frame of the article: the innermost that holds nearly all that is witnessed, or the `<article>` around it."""
    best = -1
    for at in range(len(frames)):
        if (frames[at].parent == best or best < 0) and sums.seen[at] >= _SHARE * sums.total:
            best = at
    around = best
    while around >= 0:
        frame = frames[around]
        if frame.tag == "article" or frame.tag == "main" or _ARTICLE.search(frame.label):
            # A front page can have one `<main>` around everything; an article's is mostly the article.
            if sums.seen[around] * 2 >= sums.size[around] - sums.linked[around] or frame.tag == "article":
                best = around
            if frame.tag == "article":
                break
        around = frame.parent
    return best


def _within(frames: Sequence[Frame], holder: int) -> list[bool]:
    inside: list[bool] = []
    for at, frame in enumerate(frames):
        inside.append(holder < 0 or at == holder or (frame.parent >= 0 and inside[frame.parent]))
    inside.append(holder < 0)  # what stands in no element, whose frame is -1
    return inside


def _loose(frames: Sequence[Frame], holder: int) -> list[bool]:
    """Which frames are plain paragraphs, lists and the like beside the article's element or one around it: the rest of
    an article whose element was closed too early by a stray end tag."""
    around = {-1}
    while holder >= 0:
        around.add(holder)
        holder = frames[holder].parent
    loose: list[bool] = []
    for at, frame in enumerate(frames):
        beside = frame.parent in around or loose[frame.parent]
        loose.append(at in around or (beside and frame.tag in _PLAIN))
    loose.append(True)  # what stands in no element, whose frame is -1
    return loose


def _opening(blocks: Sequence[Block], title: str, seen: Sequence[int]) -> int:
    """The headline's block: the last one before the witnessed text that reads as the title does; -1: none."""
    first = next((at for at, size in enumerate(seen) if size), len(blocks))
    wanted = _WORD.findall(title.lower())
    for at in range(min(first, len(blocks) - 1), -1, -1):
        if wanted and blocks[at].size <= 2 * len(title) and _WORD.findall(blocks[at].text.lower()) == wanted:
            return at
    return -1


def _fill(blocks: Sequence[Block], taken: list[bool], shut: Sequence[bool], opening: int) -> None:
    """Take sentences that stand between what is taken, in whatever element, and what stands between the headline and
    the text, such as a lead, a caption, a byline."""
    places = [at for at, wanted in enumerate(taken) if wanted]
    lead = next((at for at in places if at > opening), 0) if opening >= 0 else 0
    for at in range(places[0], places[-1]) if places else ():
        block = blocks[at]
        wanted = _is_sentence(block) or (opening < at < lead and block.linked * 2 < block.size)
        if wanted and not (block.frame >= 0 and shut[block.frame]):
            taken[at] = True
