"""A statement's page -> its collation as data: every wording, and where they part.

A format of our own, after the table that CollateX gives; `docs/machines.md` describes it.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from digest.model.article import Body
from digest.model.page import Chrome, QuotePage, ReportCard, Variant, Wording
from digest.render.address import whole
from digest.render.columns import columns

VERSION = 1


def as_json(page: QuotePage, chrome: Chrome, _: Callable[[str], Body]) -> bytes:
    """One JSON object in UTF-8. Joined down the table, a witness' texts are its wording to the letter."""

    def at(url: str) -> str:
        return whole(url, page.url, chrome)

    card, speaker = page.card, page.speaker
    reports = {report.url: report for report in page.reports}
    collated = [wording for wording in page.wordings if not wording.further]
    names = {wording.anchor: wording.anchor.removeprefix("w-") for wording in page.wordings}
    data: dict[str, Any] = {
        "version": VERSION,
        "id": card.id,
        "url": at(page.url),
        "gist": "" if card.words else card.gist,
        "speaker": {"name": speaker.name, "url": at(speaker.url)} if speaker else {"name": card.speaker},
        "said": card.said,
        "witnesses": [
            _witness(wording, names[wording.anchor], reports[wording.report.url.partition("#")[0]], at, chrome.lang)
            for wording in page.wordings
        ],
        "table": [
            {"texts": column.texts} | ({"variant": column.variant.number} if column.variant else {})
            for column in columns([wording.words for wording in collated], page.variants)
        ],
        "collated": [names[wording.anchor] for wording in collated],
        "variants": [_variant(variant) for variant in page.variants],
    }
    return msgspec.json.encode(data) + b"\n"


def _witness(wording: Wording, id: str, report: ReportCard, at: Callable[[str], str], lang: str) -> dict[str, Any]:
    return {
        "id": id,
        "siglum": wording.source.siglum,
        "outlet": {"id": wording.source.id, "name": wording.source.name, "url": at(wording.source.url)},
        "report": {"id": report.id, "url": at(wording.report.url), "date": report.date, "status": report.status},
        "form": wording.form,
        "language": wording.lang or lang,
        "via": wording.via,
        "text": "".join([words.text for words in wording.words]),
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "number": variant.number,
        "kinds": variant.kinds,
        "cause": variant.cause,
        "readings": [
            {"text": reading.text, "sigla": [source.siglum for source in reading.sources]}
            for reading in variant.readings
        ],
    }
