"""Of what kind a quotation is: a sentence, a fragment, a word in scare marks, a post, a headline."""

from typing import Literal

from digest.pattern import later
from digest.quotes.language import Language
from digest.quotes.sentence import Token
from digest.quotes.spans import FINAL, WORDS, Page, Span

Kind = Literal["direct", "partial", "reported", "post", "headline", "scare"]
_HAN = later("[\u3040-\u9fff]")


def kind_of(page: Page, span: Span, line: list[Token], i: int, begin: int, close: int, title: bool) -> Kind:
    """The kind as marks, capitals and what stands beside it in the sentence show it. `title`: in the headline."""
    if span.form == "post":
        return "post"
    if span.form in ("block", "turn") or len(span.parts) > 1:
        return "direct"
    if title:
        return "headline"
    inner = page.text[span.parts[0][0] : span.parts[0][1]]
    count = _count(inner)
    lead = inner.lstrip("…. ([#'‘\"“")[:1]
    capital = not lead.islower()
    before = line[i - 1] if i > begin else None
    after = line[i + 1] if i + 1 < len(line) else None
    punctuated = inner[-1] in ".,!?…—–;" or inner.endswith(("--", "-"))
    outside = after is None or i + 1 >= close or (after.quote < 0 and after.word in (",", ".", "—", "–", "?", "!"))
    opens = (
        before is None
        or before.quote >= 0
        or before.word in (":", ",", "—", "–", ".", "?", "!")
        or (before.low in page.table.verbs)
    )
    sentence = capital and (punctuated or outside) and (opens or (punctuated and inner[-1] in ".!?"))
    if count <= 3:
        if (
            sentence
            and opens
            and count
            and (punctuated or before is None or before.word == ":")
            and not _titled(inner)
        ):
            return "direct"
        return "scare"
    if _titled(inner) and not _predicates(inner, page.table) and (not punctuated or inner.endswith(",") and count <= 8):
        return "scare"
    return "direct" if sentence else "partial"


def settled(page: Page, kind: Kind, span: Span, half: bool, known: bool) -> Kind:
    """The kind when the speaker is known or not: a few words that nobody is known to have said are no quotation.

    `half`: the words before it broke off at a comma.
    """
    if half and kind == "partial":
        return "direct"
    few = kind == "direct" and span.form == "marks" and not known
    return "scare" if few and _count(page.text[span.parts[0][0] : span.parts[-1][1]]) <= 3 else kind


def final(page: Page, span: Span) -> bool:
    last = page.text[span.parts[-1][1] - 1]
    return last in FINAL or (last in "’'\"”" and page.text[max(0, span.parts[-1][1] - 2)] in FINAL)


def _count(words: str) -> int:
    """How many words, as far as it matters; where they are not parted by spaces, two signs are one."""
    if words.isascii() and words.count(" ", 0, 80) > 8:
        return 9
    head = words[:400]
    signs = 0 if head.isascii() or max(head) < "\u3040" else len(_HAN.findall(head))
    return signs // 2 if signs > 3 else len(WORDS.findall(head))


def _predicates(inner: str, table: Language) -> bool:
    """Whether words have a verb, where capitals do not tell a title: „Das ist ein Angriff auf die Freiheit“."""
    if not table.capital_nouns:
        return False
    return any(word in table.auxiliaries or word in table.copulas or word in table.verbs for word in inner.split())


def _titled(inner: str) -> bool:
    """Whether the words are a title: every long one has a capital (“The A Word”)."""
    if not inner[0].isupper() and inner[0].isalpha():
        return False
    words = WORDS.findall(inner[:200])
    if any(len(word) > 3 and word[0].islower() for word in words[1:4]):
        return False
    long = [word for word in words if len(word) > 3 or word[0].isupper()]
    if not words or not words[0][0].isupper():
        return False
    return (
        len(words) > 1
        and len(long) > 1
        and all(word[0].isupper() for word in long)
        and not inner.rstrip().endswith((".", "!", "?"))
        and not inner.isupper()
    )
