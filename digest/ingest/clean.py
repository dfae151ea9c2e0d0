"""Text from outside made harmless: without the characters that no text holds and those that only mislead.

What is left out or shown in another way is never a letter, a digit or a mark that a reader sees.
"""

import re

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\ufeff"))  # a soft hyphen is a place to break a word, not a part of it
_NEWLINES = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"))
_SPECIAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2028-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
"""All of these: hardly any text has one, and to look is ten times cheaper than to replace."""
_BLANKS = re.compile("[ \t\r\n]+")
"""What HTML takes for a blank. A no-break space is a character: French prints it inside its quotation marks."""


def harmless(text: str) -> str:
    """The text with newlines alike, U+FFFD for control characters, lone surrogates and non-characters, and without soft
    hyphens, byte order marks and the invisible characters that turn the direction of text, which make words read in
    another order than they are stored."""
    if _SPECIAL.search(text) is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TURNING.sub("", _CONTROL.sub("\ufffd", text.translate(_UNSEEN).translate(_NEWLINES)))


def one_line(text: str) -> str:
    """Harmless, and every run of blanks and line breaks as one blank."""
    return _BLANKS.sub(" ", harmless(text)).strip()


def remarks(text: str) -> tuple[str, ...]:
    """What `harmless` does to a text that an editor should know of."""
    if _SPECIAL.search(text) is None:
        return ()
    said = []
    if controls := len(_CONTROL.findall(text)):
        said.append(f"control characters shown as U+FFFD: {controls}")
    if turning := len(_TURNING.findall(text)):
        said.append(f"invisible characters that turn the direction of text, left out: {turning}")
    return tuple(said)
