"""A statement's page -> TEI P5: its wordings as a critical apparatus, by parallel segmentation.

The Guidelines, chapter 13 (critical apparatus): a `witness` for each wording, and in the text an `app` wherever they
part, with the wording that the others are compared with as its `lem`. A reading without words is one that prints
nothing there; of the type `lacuna`, that the witness carries another part of the statement. Read through by its
witness, the text is the wording to the letter.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape  # not of `xml.sax`, which imports all that it takes to ask the web for a document

from digest.model.article import Body
from digest.model.page import Chrome, QuotePage, Remark, Wording
from digest.pattern import later
from digest.render import english
from digest.render.address import whole
from digest.render.columns import Column, columns

_NOT_XML = later("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even as a number."""


def as_xml(page: QuotePage, chrome: Chrome, _: Callable[[str], Body]) -> bytes:
    """A whole document in UTF-8, well-formed whatever the words hold."""

    def at(url: str) -> str:
        return whole(url, page.url, chrome)

    collated = [wording for wording in page.wordings if not wording.further]
    further = [wording for wording in page.wordings if wording.further]
    held = columns([wording.words for wording in collated], page.variants)
    notes = {remark.numbers[0]: remark for remark in reversed(page.remarks) if remark.numbers}
    segments = "".join([_segment(column, collated, notes) for column in held])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
        "<teiHeader>",
        "<fileDesc>",
        f"<titleStmt><title>{_text(page.title)}</title>{_element('author', page.card.speaker)}</titleStmt>",
        f"<publicationStmt><publisher>{_text(chrome.title)}</publisher>"
        f'<idno type="URI">{_text(at(page.url))}</idno></publicationStmt>',
        "<sourceDesc><listWit>",
        *_witnesses(page, at),
        "</listWit></sourceDesc>",
        "</fileDesc>",
        '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>',
        *_said(page),
        "</teiHeader>",
        f"<text xml:lang={_attribute(_language(collated, chrome))}><body>",
        f'<div type="collation"><p>{segments}</p></div>',
        *(
            f'<div type="further"><p><quote source="#{wording.anchor}">{_text(_words(wording))}</quote></p></div>'
            for wording in further
        ),
        "</body></text>",
        "</TEI>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _witnesses(page: QuotePage, at: Callable[[str], str]) -> Iterator[str]:
    reports = {report.url: report for report in page.reports}
    for wording in page.wordings:
        report = reports[wording.report.url.partition("#")[0]]
        date = f"<date when={_attribute(report.date)}/>" if report.date else ""
        yield (
            f'<witness xml:id="{wording.anchor}" n={_attribute(wording.source.siglum)}>'
            f"<bibl><publisher>{_text(wording.source.name)}</publisher>{date}"
            f"<ptr target={_attribute(at(wording.report.url))}/></bibl></witness>"
        )


def _said(page: QuotePage) -> Iterator[str]:
    """When the words were said, as far as it is known."""
    if page.card.said:
        yield f"<profileDesc><creation><date when={_attribute(page.card.said)}/></creation></profileDesc>"


def _language(collated: Sequence[Wording], chrome: Chrome) -> str:
    return collated[0].lang if collated and collated[0].lang else chrome.lang


def _words(wording: Wording) -> str:
    return "".join([words.text for words in wording.words])


def _segment(column: Column, collated: Sequence[Wording], notes: dict[int, Remark]) -> str:
    if column.agreed is not None:
        return _text(column.agreed)
    readings: dict[str | None, list[str]] = {}
    for text, wording in zip(column.texts, collated, strict=True):
        readings.setdefault(text, []).append(f"#{wording.anchor}")
    given = [text for text in readings if text is not None]
    lemma = column.texts[0] if column.texts[0] is not None else given[0]
    told = [
        f'<{"lem" if text == lemma else "rdg"} wit="{" ".join(readings[text])}">{_text(text)}</'
        f"{'lem' if text == lemma else 'rdg'}>"
        for text in sorted(given, key=lambda text: text != lemma)
    ]
    if None in readings:
        told.append(f'<rdg type="lacuna" wit="{" ".join(readings[None])}"/>')
    variant = column.variant
    if variant is None:
        return f'<app type="{"orthographic" if len(given) > 1 else "lacuna"}">{"".join(told)}</app>'
    kind = f" type={_attribute(variant.kinds[0])}" if variant.kinds else ""
    remark = notes.get(variant.number)
    note = _note(remark) if remark else ""
    return f'<app n="{variant.number}"{kind}>{"".join(told)}{note}</app>'


def _note(remark: Remark) -> str:
    cert = f" cert={_attribute(remark.cert)}" if remark.cert else ""
    words = remark.note or f"We put it down to {english.cause(remark.cause)}."
    return f"<note type={_attribute(remark.cause)}{cert}>{_text(words)}</note>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>" if text else ""


def _text(words: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", words), quote=False).replace("\r", "&#13;")


def _attribute(words: str) -> str:
    words = escape(_NOT_XML.sub("\ufffd", words))
    return '"' + words.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;") + '"'
