"""Words as they are compared: never as they are printed.

Two outlets print one sentence with other quotation marks, another dash, `(and)` for `[and]`, `U.S.` for `US`. A token
therefore has its place in the text, which is shown, and a `key`, which is compared. Statements are matched over *stems*
(contractions opened, endings and British spellings folded), weighed by how rare a word is in English at large: among
five reports of one event the names of the day are the commonest words, so the corpus' own counts would call them empty.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from digest.model.base import Record
from digest.pattern import later

Sort = Literal["", "negation", "number", "unit", "date", "hedge"]
"""What a word may be on which the sense of a sentence hangs."""

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = f"[^\\W\\d_{_HAN}]"
_MARK = "\u0300-\u036f\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e"
_JOINER = "'’‘ʼ＇\u00ad\u200b\u200d\u2060"
_WORD = later(
    "|".join(
        (
            "[A-Za-z]++(?=[ ,;])",  # nearly all; what follows holds for any
            r"https?://\S++",
            f"[{_HAN}]",  # no spaces there: a sign is a word
            f"(?:{_LETTER}\\.)+{_LETTER}\\b\\.?",  # U.S., a.m.
            f"[$€£¥]?\\d++(?:[.,:]\\d++)*+{_LETTER}*+",
            f"{_LETTER}(?:[^\\W_{_HAN}]++|[{_MARK}]|[{_JOINER}](?=[^\\W_{_HAN}]))*+",
            "[$€£¥%&]",
        )
    )
)
_BRACKET = later(r"\(([^()\[\]]{1,60}+)\)|\[([^()\[\]]{1,60}+)\]")
_INSERTION = 5
"""Brackets with more words than this hold the speaker's own aside, not the outlet's joinery."""

_SIGNS = {"%": "percent", "&": "and"}
_TEENS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMERALS = {word: str(n) for n, word in enumerate(_TEENS, 2)} | {word: str(10 * n) for n, word in enumerate(_TENS, 2)}
"""`one` is left out: it is more often a pronoun."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


class Token(Record, kw_only=True):
    """One word of a text. `start` and `end` count characters from 0."""

    start: int
    end: int
    key: str
    """Its form for comparison: lower case, plain apostrophes, numbers in figures."""
    editorial: bool = False
    """It stands in brackets that the outlet put into somebody's words: `(and)`, `[the president's]`."""


class Phrase(Record, kw_only=True):
    """A text ready to be matched: its words with contractions opened, their stems, and what each tells."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    information: float
    """The sum of the weights."""


def tokens(text: str) -> tuple[Token, ...]:
    """All words of a text in order; web addresses are none. Linear in the text's length, and never raises."""
    inserted = _insertions(text)
    found = []
    if not inserted and "://" not in text:  # nearly all
        at = 0
        for piece in text.split(" "):
            for start, end, key in _within(piece):
                found.append(Token(start=at + start, end=at + end, key=key))
            at += len(piece) + 1
        return tuple(found)
    for match in _WORD.finditer(text):
        word = match[0]
        if "://" in word:
            continue
        start, end = match.span()
        while inserted and inserted[-1][1] <= start:
            inserted.pop()
        editorial = bool(inserted) and inserted[-1][0] <= start
        found.append(Token(start=start, end=end, key=_key(word), editorial=editorial))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _within(piece: str) -> tuple[tuple[int, int, str], ...]:
    """The words in what stands between two spaces, over which no word reaches: start, end, key. The same pieces come
    again and again."""
    return tuple([(match.start(), match.end(), _key(match[0])) for match in _WORD.finditer(piece)])


def _insertions(text: str) -> list[tuple[int, int]]:
    """The brackets that are an outlet's joinery, last first."""
    if "(" not in text and "[" not in text:
        return []
    found = [m.span() for m in _BRACKET.finditer(text) if len((m.group(1) or m.group(2)).split()) <= _INSERTION]
    return found[::-1]


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if word == "US":  # never the pronoun
        return "u.s."
    key = word if word.isascii() else unicodedata.normalize("NFKC", word)
    key = key.casefold()
    if not key.isascii():
        for joiner in _JOINER:
            key = key.replace(joiner, "'" if joiner in "'’‘ʼ＇" else "")
    if key.lstrip("$€£¥")[:1].isdigit():
        return re.sub(r",(?=\d{3}(?!\d))", "", key).replace(",", ".")
    if "." in key:
        letters = key.replace(".", "")
        return "u.s." if letters == "us" else letters
    return _NUMERALS.get(key, key)


_SUM = later(r"([$€£¥]?)([\d.:]+)(\w*)")
_ZEROS = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_CLITICS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}
_WHOLE = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
    "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"), "let's": ("let",),
    "ain't": ("is", "not"),
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def opened(key: str) -> tuple[str, ...]:
    """The words in a contraction or a sum: `didn't` is `did`, `not`; `$4m` is `$`, `4`, `million`.

    The `'s` of possession and of `is` alike is let go.
    """
    figures = _SUM.fullmatch(key)
    if figures is not None:
        sign, number, rest = figures.groups()
        known = rest in _ZEROS or not rest
        return tuple(part for part in (sign, number, _ZEROS.get(rest, "")) if part) if known else (key,)
    if "'" not in key and key not in _WHOLE:
        return (key,)
    if key in _WHOLE:
        return _WHOLE[key]
    for clitic, word in _CLITICS.items():
        if key.endswith(clitic) and len(key) > len(clitic):
            return (key[: -len(clitic)], word)
    return (key.removesuffix("'s").replace("'", "") or key,)


_BRITISH = {
    "programme": "program", "grey": "gray", "cheque": "check", "tyre": "tire", "aluminium": "aluminum",
    "manoeuvre": "maneuver", "sceptic": "skeptic", "whilst": "while", "amongst": "among", "judgement": "judgment",
    "favourite": "favorite", "enquiry": "inquiry", "gaol": "jail", "plough": "plow", "storey": "story", "mum": "mom",
}  # fmt: skip
_HOURS = _words("hour four your tour pour sour flour our contour detour devour glamour velour")
_BARE = _words(
    "willing during morning evening nothing something anything everything being spring string bring king wing ring",
    "united sing thing ceiling building wedding pudding indeed exceed proceed succeed need feed seed speed breed",
    "bleed agreed hundred sacred kindred news always perhaps series species this his its as is was has does us yes",
    "gas bus plus thus less unless across business process congress press access success progress address loss class",
    "mass",
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its endings, and as Americans spell it. Light: only forms of one word should fall together."""
    if len(word) < 4 or not word.isalpha():
        return word
    word = _BRITISH.get(word, word)
    if word in _BARE:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and word not in _BARE and any(v in rest for v in "aeiouy"):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            if ending == "ed" and word.endswith("i"):
                word = word[:-1] + "y"
            break
    if word.endswith("our") and len(word) > 4 and word not in _HOURS:
        word = word[:-3] + "or"
    elif word.endswith("tre") and len(word) > 4:
        word = word[:-2] + "er"
    elif word.endswith(("ence", "ise", "yse")) and len(word) > 5:
        word = word[:-2] + ("se" if word.endswith("ence") else "ze")
    elif word.endswith("is") and len(word) > 6:  # what is left of -ised
        word = word[:-1] + "z"
    word = word.replace("isation", "ization").replace("ll", "l") if len(word) > 6 else word
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def phrase(text: str) -> Phrase:
    """Make a text ready to be matched, without what an outlet put into it in brackets unless that is all there is."""
    pieces = text.split()
    if "(" in text or "[" in text:
        found = tokens(text)
        kept = [token for token in found if not token.editorial] or found
        pieces = [text[token.start : token.end] for token in kept]
    words: list[str] = []
    stems: list[str] = []
    weights: list[float] = []
    named = False
    for piece in pieces:
        said, stemmed, weighed, after_name, ends = _matched(piece)
        if said:
            words += said
            stems += stemmed
            weights += after_name if named else weighed
            named = ends
    return Phrase(words=tuple(words), stems=tuple(stems), weights=tuple(weights), information=sum(weights))


@lru_cache(maxsize=1 << 16)
def _matched(piece: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[float, ...], tuple[float, ...], bool]:
    """What stands between two spaces as words, stems, and weights: as they are, and as they are after a capitalised
    word; and whether it ends with such a word. No word reaches over a space, and the same pieces come again and again.
    """
    said: list[str] = []
    alone: list[float] = []
    after_name: list[float] = []
    begun = ends = False
    for word in _WORD.findall(piece):
        if "://" in word:
            continue
        capital = word[0].isupper()
        words = opened(_key(word))
        told = [weight(stem(part)) for part in words]
        less = [NAMED * each for each in told] if capital else told
        said += words
        alone += less if ends else told
        after_name += less if ends or not begun else told
        begun, ends = True, capital
    return tuple(said), tuple(map(stem, said)), tuple(alone), tuple(after_name), ends


NAMED = 0.5
"""What is left of a capitalised word's weight after another: four words of a name tell little more than one."""
_UNKNOWN = 4.0
"""Above the rarest words of the table: a name, a term, a word of another language."""


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """What a stem tells: 0 for `the`, about 2 for `president`, 4 for a word that is not in the table.

    Seven less the word's Zipf value (van Heuven and others 2014: the base-10 logarithm of its count in a thousand
    million words), at least 0.
    """
    level = _levels().get(word)
    if level is not None:
        return max(0.0, (70 - level) / 10)
    if word[0].isdigit():
        year = len(word) == 4 and word[:2] in ("19", "20")
        return 1.5 if len(word) == 1 else 2.0 if year or len(word) == 2 else 3.0
    if not word[0].isalpha():
        return 1.5
    return 1.5 if len(word) == 1 else _UNKNOWN


def familiar(key: str) -> bool:
    """Whether a word is one of the common words of English."""
    return all(stem(word) in _levels() for word in opened(key))


@cache
def _levels() -> dict[str, int]:
    """The background table: ten times the Zipf value of a stem."""
    from pkgutil import get_data  # here: a build that compares nothing must not pay for it

    data = get_data("digest.quotes", "frequency.txt") or b""
    table: dict[str, int] = {}
    for line in data.decode().splitlines():
        if line and line[0].isdigit():
            level, _, words = line.partition(" ")
            table.update(dict.fromkeys(words.split(" "), int(level)))
    return table


_NEGATIONS = _words("not no never none nobody nothing neither nor nowhere without hardly scarcely barely")
_DATES = _words(
    "january february april june july august september october november december",  # `march` and `may` are verbs too
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight",
)
_UNITS = _words(
    "$ € £ ¥ percent percentage cent cents dollar dollars euro euros pound pounds rouble roubles ruble rubles yuan yen",
    "rupee rupees km kilometre kilometres kilometer kilometers mile miles metre metres meter meters foot feet inch",
    "inches acre acres hectare hectares kg kilo kilos kilogram kilograms tonne tonnes ton tons gram grams litre litres",
    "liter liters gallon gallons barrel barrels second seconds minute minutes hour hours day days week weeks month",
    "months year years decade decades hundred hundreds thousand thousands million millions billion billions trillion",
    "trillions bn mn",
    "watt watts megawatt megawatts gigawatt gigawatts celsius fahrenheit mph kph",
)
_HEDGES = _words(
    "may might could can will would shall should must ought need allegedly reportedly apparently possibly probably",
    "perhaps maybe likely unlikely certainly definitely surely seemingly presumably supposedly potentially almost",
    "nearly about approximately roughly around seem seems appear appears",
)


_SORTS: dict[str, Sort] = {
    **dict.fromkeys(_HEDGES, "hedge"), **dict.fromkeys(_DATES, "date"),
    **dict.fromkeys(_UNITS, "unit"), **dict.fromkeys(_NEGATIONS, "negation"),
}  # fmt: skip


def sort(word: str) -> Sort:
    """What sense hangs on a word (a key with its contraction opened)."""
    return _SORTS.get(word) or ("number" if word[:1].isdigit() else "")
