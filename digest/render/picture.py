"""What is shown beside a link to a page elsewhere: some words on paper, 1200 by 630, as PNG.

Drawn with the theme's own fonts by Pillow, which is loaded when the first picture is drawn: a picture takes some ten
milliseconds, and fonts need not be there in a second format, as for resvg. The bytes are the
same on each machine with the same Pillow: letters are set one by one, for a shaper would be the system's; and of the
ways to pack a PNG the one is taken that looks for nothing but runs, for how others search depends on the processor.
"""

import io
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from digest.model.page import Chrome, PicturePage
from digest.render import english

SERIF = "fonts/source-serif-4-latin-wght-normal.woff2"
SANS = "fonts/libre-franklin-latin-wght-normal.woff2"
FONTS = (SERIF, SANS)
"""Of the theme's files; an edition in another script puts its own in their places."""
SIZE = 1200, 630

_PAPER, _INK = (0xFB, 0xFB, 0xF8), (0x17, 0x18, 0x1A)
_LEVELS = 16
"""From paper to ink."""
_STRONG, _SOFT = 255, 200
"""How much ink: for words, and for facts."""
_RUNS = 3
"""zlib's Z_RLE."""
_LEFT, _RIGHT = 80, 1120
_TOP, _BOTTOM = 190, 478
"""Between these stand the words."""
_WIDTH = _RIGHT - _LEFT
_STEPS = (76, 66, 58, 50, 44)
"""Sizes of the words, the largest first: the first that they fit in is taken."""
_LEADING = 1.18


def drawer(fonts: Mapping[str, bytes]) -> Callable[[PicturePage, Chrome], bytes]:
    """A function from a picture's record to its bytes. `fonts` holds the files `FONTS`."""

    @cache
    def font(name: str, size: int, weight: int) -> Any:
        from PIL import ImageFont

        made = ImageFont.truetype(io.BytesIO(fonts[name]), size, layout_engine=ImageFont.Layout.BASIC)
        made.set_variation_by_axes([weight])
        return made

    @cache
    def has(name: str, letter: str) -> bool:
        held = font(name, 40, 400)
        lacking, here = held.getmask("\U0010fffd"), held.getmask(letter)
        return (here.size, bytes(here)) != (lacking.size, bytes(lacking))

    def drawable(name: str, words: str) -> str:
        """The words, if the font has all of their letters; else none: a box for each would tell nothing."""
        return words if all(has(name, letter) for letter in words) else ""

    def draw(page: PicturePage, chrome: Chrome) -> bytes:
        from PIL import Image, ImageDraw

        picture = Image.new("L", SIZE, 0)
        on = ImageDraw.Draw(picture)
        name = drawable(SERIF, chrome.title) if page.words != chrome.title else ""
        on.text((_LEFT, 56), _cut(name, font(SERIF, 40, 700)), font=font(SERIF, 40, 700), fill=_STRONG)
        on.rectangle((_LEFT, 122, _RIGHT - 1, 129), fill=_STRONG)
        on.rectangle((_LEFT, 134, _RIGHT - 1, 135), fill=_STRONG)
        words = drawable(SERIF, f"“{page.words}”" if page.quoted else english.unstopped(page.words))
        if words:
            held, lines = _set(words, lambda size: font(SERIF, size, 600))
            for number, line in enumerate(lines):
                on.text((_LEFT, _TOP + round(number * held.size * _LEADING)), line, font=held, fill=_STRONG)
            strong, soft = font(SANS, 32, 600), font(SANS, 32, 400)
            for number, (facts, how, ink) in enumerate(((page.who, strong, _STRONG), (_facts(page), soft, _SOFT))):
                told = _cut(drawable(SANS, facts), how)
                on.text((_LEFT, 504 + 44 * number), told, font=how, fill=ink)
        return _packed(picture)

    return draw


def _facts(page: PicturePage) -> str:
    if page.reports:
        return f"{english.plural(page.reports, 'report')} from {english.plural(page.outlets, 'outlet')}"
    return english.spread(page.outlets, page.wordings) if page.outlets else ""


def _set(words: str, font: Callable[[int], Any]) -> tuple[Any, list[str]]:
    """Words in lines, as large as there is room for; what is too long even for the smallest letters is cut."""
    for size in _STEPS:
        held = font(size)
        lines = _lines(words, held)
        if len(lines) * size * _LEADING <= _BOTTOM - _TOP and all(held.getlength(line) <= _WIDTH for line in lines):
            return held, lines
    held = font(_STEPS[-1])
    most = int((_BOTTOM - _TOP) / (_STEPS[-1] * _LEADING))
    *lines, last = _lines(words, held)[:most]
    return held, [_cut(line, held) for line in (*lines, f"{last} …")]


def _lines(words: str, font: Any) -> list[str]:
    """In as few lines as they take, of about the same length: a word alone in the last one looks forgotten."""
    widths = [(word, font.getlength(f"{word} ")) for word in words.split()]
    lines = _broken(widths, _WIDTH)
    for width in range(_WIDTH - 20, _WIDTH // 3, -20):
        narrower = _broken(widths, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _broken(widths: Iterable[tuple[str, float]], most: float) -> list[str]:
    lines: list[list[str]] = []
    room = 0.0
    for word, width in widths:
        if room < width or not lines:
            lines.append([])
            room = most
        lines[-1].append(word)
        room -= width
    return [" ".join(line) for line in lines]


def _cut(line: str, font: Any) -> str:
    if font.getlength(line) <= _WIDTH:
        return line
    most = bisect(range(len(line)), _WIDTH, key=lambda end: font.getlength(f"{line[:end].rstrip()}…"))
    return f"{line[: most - 1].rstrip()}…"


def _packed(picture: Any) -> bytes:
    """Sixteen shades in half a byte each."""
    from PIL import Image

    shades = [min(_LEVELS - 1, (value * _LEVELS) // 256) for value in range(256)]
    indexed = Image.frombytes("P", SIZE, picture.point(shades).tobytes())
    palette: list[int] = []
    for level in range(_LEVELS):
        share = level / (_LEVELS - 1)
        palette += [round(paper + (ink - paper) * share) for paper, ink in zip(_PAPER, _INK, strict=True)]
    indexed.putpalette(palette)
    packed = io.BytesIO()
    indexed.save(packed, "PNG", bits=4, compress_type=_RUNS)
    return packed.getvalue()
