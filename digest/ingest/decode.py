"""Document -> str: in the encoding that is declared, never in a guessed one.

The order is that of the HTML standard: a byte order mark, then the server's word, then the page's own; what declares
nothing must be UTF-8. Programs that guess are wrong on short texts, and a wrong guess changes names without a word.
"""

import codecs
import re

from digest.ingest.document import Document
from digest.ingest.raw import Refusal

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})["']""")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = 8192
"""Bytes in which a page's own declaration is looked for; browsers look at the first 1,024."""

_CALLED = {"x-sjis": "cp932", "windows-31j": "cp932", "windows-874": "cp874", "x-gbk": "gbk", "unicode": "utf-16"}
"""Names of the web that Python does not know."""

_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read under a narrower name (the Encoding standard's labels)."""
_KNOWN = {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp",
    "cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", *(f"cp{n}" for n in range(1250, 1259)),
    *(f"iso8859-{n}" for n in range(2, 17)),
}  # fmt: skip
"""The encodings of the web. Others that Python knows are no encodings of text (rot13), or hide text (UTF-7)."""


def decoded(document: Document, *, encoding: str = "") -> str | Refusal:
    """The text of a document, or why there is none, with the offset of the byte in question.

    encoding: what the editor says it is in; it counts before everything that the document declares.
    """
    data = document.data
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    name, who = next(
        (said, who)
        for said, who in (
            (encoding, "--encoding"),
            (marked, "its byte order mark"),
            (document.charset, "the server"),
            (_declared(data), "the page"),
            ("utf-8", ""),
        )
        if said
    )
    codec = known(name)
    if codec is None:
        return Refusal(
            origin=document.origin,
            what=f"{who} says that it is in `{name[:40]}`, which is no known encoding",
            help="say the right one: --encoding NAME",
        )
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        at = error.start
        why = f"is not {codec.upper()}, which {who} says" if who else "is not UTF-8, and nothing says another encoding"
        return Refusal(
            origin=document.origin,
            what=f"the byte 0x{data[at]:02X} at offset {at} {why}",
            help="say the right one, for example: --encoding windows-1252",
        )


def known(name: str) -> str | None:
    """The codec for an encoding's name; None if it is none of the web's."""
    name = name.strip().lower()
    try:
        codec = codecs.lookup(_CALLED.get(name, name)).name
    except (LookupError, ValueError):
        return None
    codec = _WIDER.get(codec, codec)
    return codec if codec in _KNOWN else None


def _declared(data: bytes) -> str:
    head = data[:_HEAD]
    if found := _XML.match(head):
        return found[1].decode()
    if b"<" not in head or not (found := _META.search(_COMMENT.sub(b"", head))):
        return ""
    name = found[1].decode()
    # Whoever could read the declaration did not read UTF-16; the standard takes UTF-8 for it.
    return "utf-8" if name.lower().startswith("utf-16") else name
