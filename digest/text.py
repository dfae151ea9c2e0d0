"""Small questions about text that more than one stage asks: ids from names, and words shortened."""

import hashlib
import re
import unicodedata

_NOT_ID = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """An id for a name: lower case letters, digits and hyphens, at most 80, never empty, the same every time.

    `Ministry of Käse` gives `ministry-of-kase`; a name in another script gives `n-` and eight digits of its hash, and
    a longer one is cut between words and told apart by such digits.
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("’", "").replace("'", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    made = _NOT_ID.sub("-", plain).strip("-")
    letters = sum(c.isalnum() for c in plain)
    if not made or len(made.replace("-", "")) * 2 < letters:  # most of it is in another script
        return "n-" + _digits(name)
    if len(made) > 80:
        made = made[:71].rsplit("-", 1)[0] + "-" + _digits(name)
    return "n-" + made if made.isdigit() else made


def _digits(name: str) -> str:
    return hashlib.blake2b(unicodedata.normalize("NFC", name).encode("utf-8", "replace"), digest_size=4).hexdigest()


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut between words, with an ellipsis where something was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most // 2 else cut).rstrip(" ,;:–—-") + "…"


def between_tags(words: str) -> str:
    """Words as markup, outside of any attribute. A straight quotation mark stays, for texts are full of them, unless
    the words could be taken for a link of a page, which is made relative when the page is rendered."""
    if "&" in words or "<" in words or ">" in words:
        words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace('="/', "=&quot;/") if '="/' in words else words
