"""A statement's page -> its collation as data: every wording, and where they part.

A format of our own, after what CollateX gives: the wordings (`witnesses`) by their sigla, and `table`, the words that
all print in turn with the places where they part. Where the outlets share too little for one sentence, `table` is empty
and `variants` alone are given.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from digest.model.article import Body
from digest.model.page import Agreed, Chrome, QuotePage, Variant

VERSION = 1


def as_json(page: QuotePage, chrome: Chrome, _: Callable[[str], Body]) -> bytes:
    """One JSON object in UTF-8. URLs are whole where the edition knows its address, else from the site's root."""
    card = page.card

    def whole(url: str) -> str:
        return chrome.base_url + url[1:] if chrome.base_url and url.startswith("/") else url

    data: dict[str, Any] = {
        "version": VERSION,
        "id": card.id,
        "url": whole(page.url),
        "gist": card.gist,
        "speaker": card.speaker,
        "said": card.said,
        "witnesses": [
            {
                "siglum": wording.source.siglum,
                "outlet": wording.source.name,
                "report": whole(wording.report.url.partition("#")[0]),
                "form": wording.form,
                "language": wording.lang or chrome.lang,
                "via": wording.via,
                "collated": not wording.further,
                "text": "".join(words.text for words in wording.words),
            }
            for wording in page.wordings
        ],
        "table": [
            {"agreed": part.text} if isinstance(part, Agreed) else {"variant": part.number}
            for part in (page.brace.parts if page.brace else ())
        ],
        "variants": [_variant(variant) for variant in page.variants],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "number": variant.number,
        "kinds": variant.kinds,
        "cause": variant.cause,
        "readings": [
            {"text": reading.text, "witnesses": [source.siglum for source in reading.sources]}
            for reading in variant.readings
        ],
    }
