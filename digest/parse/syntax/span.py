"""`["exact words"]{q=quote-id via=cctv}` and `[words]{}`: words that something is recorded of."""

import re
from typing import Any, get_args

from digest.diagnostic import code
from digest.fields import nearest, unmistakable
from digest.model.article import Cert, Form
from digest.model.base import Record
from digest.parse.syntax.brackets import of
from digest.pattern import later

ATTRIBUTE = code(
    "unknown-attribute",
    "error",
    what="A word in braces that is no attribute of a quotation.",
    why="A misspelt attribute would silently record nothing.",
    instead='`["the words"]{q=an-id via=cctv by=xi-jinping as=partial cert=high lang=en}`',
)
ATTRIBUTE_VALUE = code(
    "attribute-value",
    "error",
    what="An attribute in braces has a value that it cannot have, or stands twice.",
    why="Programs and readers know only the words of the manual.",
    instead="`as=` direct, partial, reported, headline or post; `cert=` high, medium, low or unknown; ids elsewhere.",
)
NO_Q = code(
    "quotation-without-id",
    "error",
    what="A marked quotation says neither which statement it is nor whose words they are.",
    why="Nobody could tell what it is compared with, or whether its id was forgotten.",
    instead='`["the words"]{q=an-id via=cctv}`: any new id will do, a file of that name can follow later. With `by=` '
    "or `as=` and no `q=` its words tell which statement it is, as those of a quotation that nobody marked.",
)
EMPTY = code(
    "empty-span",
    "error",
    what="Nothing stands between the brackets.",
    why="There are no words to quote or to annotate.",
    instead='`["the words"]{q=an-id}`',
)
SPACE = code(
    "space-before-brace",
    "error",
    what="A blank between the closing bracket and the brace.",
    why="The markup would be shown to readers as text.",
    instead='`["the words"]{q=an-id}`',
)
LEFT_OVER = code(
    "markup-as-text",
    "error",
    what="Annotation markup that could not be read and would be shown to readers as text.",
    why="A typo in brackets or braces loses the quotation or the note without any other sign.",
    instead='`["the words"]{q=an-id}`, `[words](@id)`, `[^label]`; a backslash before a bracket shows it as it is.',
)
UNBALANCED = code(
    "unbalanced-bracket",
    "error",
    what="A square bracket in annotated words has no partner.",
    why="Another stretch of words than was meant would be marked, or none.",
    instead='`["he noted that [the] talks"]{q=an-id}`; a single bracket is written `\\[`.',
)
ELSEWHERE = code(
    "quotation-elsewhere",
    "error",
    what="A quotation is marked in a file that is not a report, or in a note.",
    why="Only what a report prints is a wording; anywhere else it would be nobody's.",
    instead="Link to the statement: `[his complaint](@putin-us-nato)`.",
)
ANCHOR = code(
    "anchor-without-note",
    "warning",
    what="Words are marked for a note, and no note follows in the paragraph.",
    why="The mark does nothing.",
    instead="`a [neutral county]{}[^sic-county] to …`",
)

TELLS = frozenset({"q", "by", "as"})
"""A marked quotation has one of these. Without `q` it is grouped by its words."""

WHICH = "which statement is this? `q=` is missing"
WHICH_HELP = "`{q=an-id}`: any new id will do, a file of that name can follow later"

BRACES = later(r"\{([^{}]*)\}")
_ITEM = later(r"""\s*(?:([^\s={}"',]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+))|(\S+))""")
_NAMES = ("q", "via", "by", "as", "cert", "lang")
_ID = later(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = later(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_WORDS = {"as": get_args(Form), "cert": tuple(word for word in get_args(Cert) if word)}


def is_id(word: str) -> bool:
    return _ID.fullmatch(word) is not None


class Remark(Record, kw_only=True):
    """Something to be said of a place in a paragraph, before it is known where in the file that is."""

    code: str
    start: int
    end: int
    message: str
    help: str = ""
    fix: str | None = None
    safe: bool = True
    """Of the fix: whether nothing else can be meant."""


class Value(Record, kw_only=True):
    value: str
    start: int
    end: int


def attributes(
    text: str, start: int, end: int, allowed: tuple[str, ...] = _NAMES
) -> tuple[dict[str, Value], list[Remark]]:
    """Read what stands between two braces, `start` to `end` of `text`; what cannot stand there is said and left out."""
    found: dict[str, Value] = {}
    said: list[Remark] = []
    at = start
    while at < end:
        match = _ITEM.match(text, at, end)
        if match is None:
            break
        at = match.end()
        if match[5] is not None:
            word, place = match[5], (match.start(5), match.end(5))
            near = nearest(word.split("=")[0].strip(".#,:"), allowed)
            help = f"write `{near}=…`" if near else "known here: " + ", ".join(f"{name}=" for name in allowed)
            said.append(
                Remark(code=ATTRIBUTE, start=place[0], end=place[1], message=f"`{word}` is no attribute", help=help)
            )
            continue
        name = match[1]
        group = 2 if match[2] is not None else 3 if match[3] is not None else 4
        value = Value(
            value=match[group].rstrip(","),
            start=match.start(group),
            end=match.start(group) + len(match[group].rstrip(",")),
        )
        if name not in allowed:
            near = nearest(name, allowed)
            if not near and len(name) <= 8:
                near = nearest(_ALSO.get(name.lower(), ""), allowed)
            help = f"did you mean `{near}=`?" if near else "known here: " + ", ".join(f"{known}=" for known in allowed)
            said.append(
                Remark(
                    code=ATTRIBUTE,
                    start=match.start(1),
                    end=match.end(1),
                    message=f"`{name}=` is no attribute",
                    help=help,
                    fix=near or None,
                    safe=unmistakable(name, near, allowed),
                )
            )
            continue
        if name in found:
            said.append(
                Remark(
                    code=ATTRIBUTE_VALUE,
                    start=match.start(1),
                    end=value.end,
                    message=f"`{name}=` stands twice",
                    help="keep one of the two",
                )
            )
            continue
        wrong = _wrong(name, value)
        if wrong is not None:
            said.append(wrong)
            continue
        found[name] = value
    return found, said


_ALSO = {
    "quote": "q",
    "id": "q",
    "speaker": "by",
    "who": "by",
    "form": "as",
    "kind": "as",
    "certainty": "cert",
    "sure": "cert",
    "from": "via",
}


def _wrong(name: str, value: Value) -> Remark | None:
    if name in _WORDS:
        if value.value in _WORDS[name]:
            return None
        near = nearest(value.value, _WORDS[name])
        safe = unmistakable(value.value, near, _WORDS[name])
        expected = "one of " + ", ".join(f"`{word}`" for word in _WORDS[name])
        message = f"`{name}=` cannot be `{value.value}`"
    elif name == "lang":
        if _LANG.fullmatch(value.value):
            return None
        near, safe, expected = "", False, "for example `lang=zh`"
        message = f"`{value.value}` is no language tag"
    else:
        if _ID.fullmatch(value.value):
            return None
        from digest.text import slug

        near = slug(value.value)
        safe, expected = True, ""
        message = f"`{value.value}` is no id: lower case letters, digits and single hyphens"
    help = f"did you mean `{near}`?" if near else expected
    return Remark(
        code=ATTRIBUTE_VALUE,
        start=value.start,
        end=value.end,
        message=message,
        help=help,
        fix=near or None,
        safe=safe,
    )


def rule(state: Any, silent: bool) -> bool:
    """Inline rule: `[words]{...}`."""
    src: str = state.src
    start: int = state.pos
    if src[start] != "[":
        return False
    pairs = of(src, state.env)
    close = pairs.close.get(start, -1)
    if close < 0 or close + 1 >= state.posMax or src[close + 1] != "{":
        return False
    braces = BRACES.match(src, close + 1, state.posMax)
    if braces is None:
        return False
    if not silent:
        state.env["done"].add(close)
        token = state.push("span_open", "", 1)
        values, said = attributes(src, braces.start(1), braces.end(1))
        state.env["said"] += said
        token.meta = {
            "values": values,
            "faulty": bool(said),
            "empty": not braces[1].strip(),
            "start": start,
            "close": close,
            "end": braces.end(),
            "in_link": state.linkLevel > 0,
        }
        end = state.posMax
        state.pos, state.posMax = start + 1, close
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("span_close", "", -1)
    state.pos = braces.end()
    return True


_SUSPECT = later(r"\]([ \t]*)\{|\[\^|\]\(@|^[ \t]*\{(?=[ \t]*[a-z]+[ \t]*=)", re.MULTILINE)
_TARGET_END = later(r"[^()\s\[\]]{0,120}\)?")
_ATTRIBUTES_FOLLOW = later(r"\{\s*(?:\}|(?:q|via|by|as|cert|lang)\s*=)")


def left_over(src: str, env: Any) -> list[Remark]:
    """Markup of a paragraph that no rule has read, outside code and not behind a backslash."""
    suspects = list(_SUSPECT.finditer(src))
    pairs = of(src, env) if suspects or env["done"] else None
    said: list[Remark] = []
    if pairs is None:
        return said
    done: set[int] = env["done"]
    if pairs.open and done:
        first = min(done)
        for at in pairs.open:
            inside = [close for close in sorted(done) if close > at]
            if inside and src[inside[0] + 1 : inside[0] + 2] == "{" and first >= 0 and _marks(src, at):
                said.append(
                    Remark(
                        code=UNBALANCED,
                        start=at,
                        end=at + 1,
                        message="this `[` is never closed, so fewer words are marked than were meant",
                        help="close it, or write `\\[` for a bracket that is to be shown",
                    )
                )
                break
    dead = iter(pairs.dead)
    region = next(dead, None)
    for match in suspects:
        at = match.start()
        while region is not None and region[1] <= at:
            region = next(dead, None)
        if region is not None and region[0] <= at < region[1]:
            continue
        text = match.group()
        if text[0] == "]" and at in done or text == "[^" and at in done:
            continue
        said_here = _explain(src, match, pairs.stray)
        if said_here is not None:
            said.append(said_here)
    return said


def _marks(src: str, at: int) -> bool:
    """Whether a `[` begins words in quotation marks, as a quotation's does."""
    return src[at + 1 : at + 2] in tuple("\"“‘'«„「")


def _explain(src: str, match: "re.Match[str]", stray: tuple[int, ...]) -> Remark | None:
    at, text = match.start(), match.group()
    if text.startswith("]") and text.endswith("{"):
        blank = match[1]
        if blank:
            if not _ATTRIBUTES_FOLLOW.match(src, match.end() - 1):
                return None  # `[sic] {` in ordinary prose
            return Remark(
                code=SPACE,
                start=at + 1,
                end=at + 1 + len(blank),
                message="a blank parts the brackets from the braces",
                help="remove the blank",
                fix="",
            )
        if at in stray:
            return Remark(
                code=UNBALANCED,
                start=at,
                end=at + 1,
                message="this `]` has no `[` before it",
                help="open the words with `[`, or write `\\]` for a bracket that is to be shown",
            )
        closing = src.find("}", at)
        if closing < 0:
            return Remark(
                code=LEFT_OVER,
                start=at + 1,
                end=at + 2,
                message="this `{` is never closed",
                help="end the attributes with `}`",
            )
        return Remark(
            code=LEFT_OVER,
            start=at,
            end=at + 2,
            message="these braces cannot be read",
            help='`["the words"]{q=an-id}`: no braces within braces, values with other marks in quotation marks',
        )
    if text == "](@":
        if at in stray:
            return Remark(
                code=UNBALANCED,
                start=at,
                end=at + 1,
                message="this `]` has no `[` before it",
                help="open the words with `[`, or write `\\]` for a bracket that is to be shown",
            )
        stop = _TARGET_END.match(src, at + 3)
        return Remark(
            code=LEFT_OVER,
            start=at + 1,
            end=stop.end() if stop else at + 3,
            message="this link to an id cannot be read",
            help="`[words](@id)`: the id right behind the `@`, no blanks, and no link within its words",
        )
    if text == "[^":
        return Remark(
            code=LEFT_OVER,
            start=at,
            end=at + 2,
            message="this note mark cannot be read",
            help="`[^var-word]`: letters, digits and hyphens; a backslash before the bracket shows it as it is",
        )
    return Remark(
        code=LEFT_OVER,
        start=at,
        end=match.end(),
        message="attributes that belong to no quotation",
        help="leave a blank line above, and put the quotation's `>` lines right below",
    )
