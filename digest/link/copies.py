"""Which reports share text: what is compared of each, and what was found, joined to what the editors say.

Of a report whose article lies among the captures the article is compared, else the report's own body. Digests in the
editor's words share nothing with others, so nothing false is said of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from digest.copied import Shared, Text
from digest.link.outlets import outlets
from digest.model.article import Body, Head, ReportHead, SourceHead
from digest.model.base import fingerprint
from digest.model.site import Copy
from digest.quotes.find import find

LEAST = 0.1
"""A smaller share of both reports is a sentence that many print, and is not spoken of."""


def texts(heads: Iterable[Head], captures: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The reports that have a text: by id, a name that changes with its words or quotations, and its outlet.

    `captures`: what names the newest saved text of an article, by report id: its hash, or its words.
    """
    held = list(heads)
    reports = sorted((head for head in held if isinstance(head, ReportHead) and head.body), key=lambda head: head.id)
    _, outlet_of = outlets({head.id: head for head in held if isinstance(head, SourceHead)}, reports)
    return {
        head.id: (fingerprint(captures[head.id], head.lang) if head.id in captures else head.body, outlet_of[head.id])
        for head in reports
    }


def of_article(id: str, outlet: str, capture: str, lang: str) -> Text:
    """An article as it was saved, without what it quotes."""
    spans = tuple((found.start, found.end) for found in find(capture, lang=lang))
    return Text(id=id, outlet=outlet, text=capture, quotations=spans)


def of_body(head: ReportHead, outlet: str, body: Body) -> Text:
    """A report as the edition prints it, without its quotations."""
    spans = tuple((quote.at, quote.at + len(quote.text)) for quote in head.quotes if quote.at >= 0)
    return Text(id=head.id, outlet=outlet, text=body.text, quotations=spans)


def sharing(
    reports: Mapping[str, ReportHead], shared: Iterable[Shared], redirects: Mapping[str, str]
) -> dict[str, tuple[Copy, ...]]:
    """With which others each report shares text, the most first: as it was measured, and as the editors say, by the ids
    that reports have or had."""
    found = {(here, copy.id): copy for pair in shared for here, copy in measured(pair)}
    for id, head in reports.items():
        for named in head.shares_text_with:
            other = redirects.get(f"report/{named}", f"report/{named}").removeprefix("report/")
            if other in reports and other != id:
                for here, there in ((id, other), (other, id)):
                    found[here, there] = typed(found.get((here, there)) or Copy(id=there))
    by_report: defaultdict[str, list[Copy]] = defaultdict(list)
    for (here, _), copy in found.items():
        by_report[here].append(copy)
    return {id: in_order(held) for id, held in sorted(by_report.items())}


def measured(pair: Shared) -> Iterator[tuple[str, Copy]]:
    """What is said of either report of a pair; nothing of so little."""
    if max(pair.of_a, pair.of_b) >= LEAST:
        yield pair.a, Copy(id=pair.b, share=pair.of_a, of_it=pair.of_b, dependent=pair.dependent)
        yield pair.b, Copy(id=pair.a, share=pair.of_b, of_it=pair.of_a, dependent=pair.dependent)


def typed(copy: Copy) -> Copy:
    """The same where the editor says so too."""
    return structs.replace(copy, dependent=True, typed=True)


def in_order(held: Iterable[Copy]) -> tuple[Copy, ...]:
    """Those of one report, as its page lists them."""
    return tuple(sorted(held, key=lambda copy: (-copy.share, copy.id)))


def passages(id: str, held: Sequence[Copy]) -> tuple[str, ...]:
    """What a report has in common with each of its copies, by a name that both give it and no third."""
    return tuple(" ".join(sorted((id, copy.id))) for copy in held)
