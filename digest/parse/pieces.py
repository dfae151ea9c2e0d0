"""Pieces -> segments: neighbours joined, words that no link can enter escaped once and for all."""

from collections.abc import Sequence

from digest.model.article import Run, Segment
from digest.parse.writer import HOLE, MARKUP, RUN, Piece
from digest.text import between_tags


def merged(pieces: Sequence[Piece]) -> tuple[Segment, ...]:
    """The fewest segments that say the same. Runs are joined where nothing stands between them, so that a name which
    is broken over two lines of the file is still one name."""
    if len(pieces) == 3 and pieces[1][0] == RUN:  # nine paragraphs of ten
        return pieces[0][1], Run(text=pieces[1][1], at=pieces[1][2]), pieces[2][1]
    made: list[Segment] = []
    html: list[str] = []
    run: list[str] = []
    at = 0
    for kind, value, where, _ in pieces:
        if kind == RUN:
            if html:
                made.append("".join(html))
                html = []
            if not run:
                at = where
            run.append(value)
            continue
        if kind == MARKUP and not value:
            continue
        if run:
            made.append(Run(text="".join(run), at=at))
            run = []
        if kind == HOLE:
            if html:
                made.append("".join(html))
                html = []
            made.append(value)
        elif kind == MARKUP:
            html.append(value)
        else:
            html.append(between_tags(value))
    if run:
        made.append(Run(text="".join(run), at=at))
    if html:
        made.append("".join(html))
    return tuple(made)
