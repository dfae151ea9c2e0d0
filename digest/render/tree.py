"""Lay out how a statement travelled: what was said, the account of it, the channels, the outlets.

At most four levels, joined by orthogonal lines. On a wide page the tree grows from left to right; on a narrow one it
is an indented list with its lines drawn, since four columns of words have no room there.
"""

from collections.abc import Sequence

from digest.model.base import Record
from digest.model.page import Channel
from digest.render.measure import width as wide
from digest.text import shorten

LINE = 26.0
SIZE = 13.0
INDENT = 22.0


class Label(Record, kw_only=True):
    x: float
    y: float
    """The middle of the line of text."""
    text: str
    level: int
    """0 the occasion, 1 the account of it, 2 a channel, 3 the outlets."""
    url: str = ""


class Tree(Record, kw_only=True):
    width: int
    height: float
    labels: tuple[Label, ...]
    lines: tuple[str, ...]
    """The `d` of each path."""


def across(trunk: Sequence[str], channels: Sequence[Channel], width: int = 760) -> Tree:
    """From left to right. `trunk` is the one or two labels that all channels grow from."""
    rows = len(channels)
    middle = round(LINE * rows / 2 + 2, 1)
    heads = [shorten(text, 26) for text in trunk]
    labels: list[Label] = []
    lines: list[str] = []
    x = 1.0
    for level, text in enumerate(heads):
        labels.append(Label(x=x, y=middle, text=text, level=level))
        x = round(x + wide(text, SIZE) + 14, 1)
        if level < len(heads) - 1:
            lines.append(f"M{x - 6} {middle}h32")
            x += 32
    fork = x + 12
    start = fork + 20
    names = [shorten(channel.name or "nobody credited", 48) for channel in channels]
    ends = [round(start + 6 + wide(name, SIZE), 1) for name in names]
    outlets = max(ends, default=start) + 40
    for row, (channel, name, end) in enumerate(zip(channels, names, ends, strict=True)):
        y = round(LINE * row + LINE / 2 + 2, 1)
        lines.append(f"M{x - 6} {middle}H{fork}V{y}H{start}" if y != middle else f"M{x - 6} {middle}H{start}")
        labels.append(Label(x=start + 6, y=y, text=name, level=2, url=channel.url))
        if channel.sources:
            lines.append(f"M{end + 8} {y}H{outlets - 6}")
            labels.append(Label(x=outlets, y=y, text=_sigla(channel, 40), level=3))
    widest = max((label.x + wide(label.text, SIZE) for label in labels), default=0.0)
    return Tree(width=max(width, int(widest) + 10), height=LINE * rows + 4, labels=tuple(labels), lines=tuple(lines))


def down(trunk: Sequence[str], channels: Sequence[Channel], width: int = 340) -> Tree:
    """From top to bottom, each level a step to the right, within `width` at 12 px."""
    labels: list[Label] = []
    lines: list[str] = []
    y = LINE / 2
    for level, text in enumerate(trunk):
        x = INDENT * level
        labels.append(Label(x=x, y=y, text=_cut(text, width - x), level=level))
        if level:
            lines.append(f"M{x - INDENT + 6} {y - LINE + 10}V{y}H{x - 5}")
        y += LINE
    root = y - LINE
    x = INDENT * len(trunk)
    for channel in channels:
        sigla = _sigla(channel, 16)
        name = _cut(channel.name or "nobody credited", width - x - wide(sigla, SIZE) - 16)
        lines.append(f"M{x - INDENT + 6} {root + 10}V{y}H{x - 5}")
        labels.append(Label(x=x, y=y, text=name, level=2, url=channel.url))
        if sigla:
            labels.append(Label(x=round(x + wide(name, SIZE) + 14, 1), y=y, text=sigla, level=3))
        y += LINE
    return Tree(width=width, height=y, labels=tuple(labels), lines=tuple(lines))


def _cut(text: str, room: float) -> str:
    """As many of the words as have room."""
    most = len(text)
    while most > 4 and wide(text, SIZE) > room:
        most -= 1
        text = shorten(text, most)
    return text


def _sigla(channel: Channel, most: int) -> str:
    """The outlets' sigla; where they do not fit, how many more there are."""
    sigla = [source.siglum for source in channel.sources]
    for kept in range(len(sigla), -1, -1):
        said = " ".join(sigla[:kept]) + (f" +{len(sigla) - kept}" if kept < len(sigla) else "")
        if len(said) <= most:
            return said.strip()
    return ""
