"""The English of the shipped theme: dates, numbers and the words for what the records say in codes.

One table in one place, so that a theme in another language is one file and its templates.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()

GIVEN: Mapping[str, str] = {
    "whole": "in quotation marks",
    "part": "in quotation marks, in part",
    "reported": "as reported speech",
    "none": "not carried",
}
"""How an outlet carries a statement."""

KINDS: Mapping[str, str] = {
    "": "Note",
    "ctx": "Context",
    "var": "Wording",
    "disc": "Disagreement",
    "sic": "So printed",
    "src": "Provenance",
    "open": "Open question",
    "corr": "Correction",
}
CAUSES: Mapping[str, str] = {
    "translation": "translation",
    "editing": "editing",
    "truncation": "shortening",
    "addition": "an addition",
    "error": "a slip",
    "style": "house style",
}
VERDICTS: Mapping[str, str] = {"compatible": "Compatible", "conflict": "In conflict", "open": "Open"}
STATUSES: Mapping[str, str] = {"corrected": "corrected", "withdrawn": "withdrawn", "draft": "draft", "published": ""}
TYPES: Mapping[str, tuple[str, str]] = {
    "person": ("Person", "People"),
    "organisation": ("Organisation", "Organisations"),
    "place": ("Place", "Places"),
    "event": ("Event", "Events"),
    "work": ("Work", "Works"),
    "": ("Name", "Other names"),
}
DIFFERENCES: Mapping[str, str] = {
    "negation": "a negation",
    "number": "a number",
    "unit": "a unit",
    "date": "a date",
    "name": "a name",
    "hedge": "how sure it sounds",
    "order": "the order of words",
    "substitution": "another word",
    "omission": "words not printed",
    "truncation": "cut short",
    "insertion": "words put in",
    "inflection": "another form of the word",
    "spelling": "spelling",
}
"""What a program can tell of a difference."""
GRAVE = ("negation", "number", "unit", "date", "name", "hedge")
"""Differences on which the sense may hang."""
LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic", "be": "Belarusian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Names of languages by ISO 639-1 code; others are shown by their code."""


def date(iso: str) -> str:
    """`2022-02-25` as `25 February 2022`; also a month or a year alone; what is no date stays as it is."""
    return _written(iso, 99)


def short(iso: str) -> str:
    """`2022-02-25` as `25 Feb 2022`."""
    return _written(iso, 3)


def day(iso: str) -> str:
    """`2022-02-25` as `25 Feb`, where the year is plain from what stands around."""
    return short(iso)[:-5] if len(iso) == 10 else short(iso)


@lru_cache(maxsize=4096)
def _written(iso: str, letters: int) -> str:
    parts = iso.split("-")
    if not all(p.isascii() and p.isdigit() for p in parts) or len(parts) > 3:
        return iso
    if len(parts) == 1 or not 1 <= int(parts[1]) <= 12:
        return iso
    month = MONTHS[int(parts[1]) - 1][:letters]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def number(n: int) -> str:
    """`4` as `four`, up to twelve; from there in digits, by thousands."""
    return SMALL[n] if 0 <= n < len(SMALL) else f"{n:,}"


def plural(n: int, one: str, many: str = "") -> str:
    """`5 reports`, `1 report`, `no reports`, `2 stories` (given both forms)."""
    return f"{'no' if n == 0 else f'{n:,}'} {one if n == 1 else many or one + 's'}"


def counted(n: int, one: str, many: str = "") -> str:
    """`five reports`: as `plural`, the number in words."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """The same with a capital letter in front."""
    return text[:1].upper() + text[1:]


def locale(tag: str) -> str:
    """`pt-BR` as Open Graph writes it, `pt_BR`; empty for a language alone: nobody says of which country."""
    language, *rest = tag.split("-")
    region = next((part for part in rest if len(part) == 2), "")
    return f"{language.lower()}_{region.upper()}" if region else ""


def unstopped(text: str) -> str:
    """A sentence as a heading: without its full stop."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def listed(words: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def carried(outlets: int, of: int, wordings: int) -> str:
    """`Four of five outlets carry it, in three wordings.`

    `of` is how many outlets reported the story; 0: the statement belongs to no story.
    """
    if of > 1 and outlets == of:
        who = f"{'both' if of == 2 else f'all {number(of)}'} outlets carry it"
    elif of > outlets:
        who = f"{number(outlets)} of {number(of)} outlets {'carries' if outlets == 1 else 'carry'} it"
    else:
        who = f"{counted(outlets, 'outlet')} {'carries' if outlets == 1 else 'carry'} it"
    return sentence(f"{who}{', ' + worded(outlets, wordings) if outlets > 1 else ''}.")


def worded(outlets: int, wordings: int) -> str:
    """`in three wordings`, `in one wording`, `in the same words`."""
    return "in the same words" if outlets > 1 and wordings == 1 else f"in {counted(wordings, 'wording')}"


def spread(outlets: int, wordings: int) -> str:
    """The same in small type: `4 outlets, 3 wordings`."""
    said = plural(outlets, "outlet")
    return f"{said}, {plural(wordings, 'wording')}" if outlets > 1 and wordings > 1 else said


def form(form: str, given: str) -> str:
    """How the words were given: `in quotation marks`, `in the headline` ..."""
    return {"headline": "in the headline", "post": "as a post"}.get(form) or GIVEN.get(given, given)


def kind(code: str) -> str:
    return KINDS.get(code, KINDS[""])


def cause(code: str) -> str:
    return CAUSES.get(code, code)


def verdict(code: str) -> str:
    return VERDICTS.get(code, code)


def status(code: str) -> str:
    return STATUSES.get(code, code)


def difference(code: str) -> str:
    return DIFFERENCES.get(code, code)


def grave(codes: Sequence[str]) -> tuple[str, ...]:
    """Of the kinds of a difference those on which the sense may hang."""
    return tuple(code for code in codes if code in GRAVE)


def type_name(code: str) -> str:
    return TYPES.get(code, TYPES[""])[0]


def type_names(code: str) -> str:
    return TYPES.get(code, TYPES[""])[1]


def language(code: str) -> str:
    return LANGUAGES.get(code.split("-", maxsplit=1)[0], code)
