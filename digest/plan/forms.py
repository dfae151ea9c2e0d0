"""What stands beside a page for programs: the same thing in other forms.

What makes each of them is in `digest.render.forms`, by the same names.
"""

from digest.model.page import Machine
from digest.plan import urls


def of_report(url: str, annotated: bool) -> tuple[Machine, ...]:
    """`annotated`: an editor has noted or marked something in it. What the program alone has found in ten thousand
    plain reports would be as many files; it stands in the tables of `/data/`."""
    notes = Machine(url=f"{url}annotations.jsonld", label="Annotations (JSON-LD)", type="application/ld+json")
    return (notes,) if annotated else ()


def of_statement(url: str, wordings: int) -> tuple[Machine, ...]:
    """`wordings`: how many different ones it has, if an editor's file describes it. A single one has nothing to be
    collated with; and statements that the program alone has found are as many as reports, at two files each."""
    if wordings < 2:
        return ()
    return (
        Machine(url=f"{url}collation.json", label="Collation (JSON)", type="application/json"),
        Machine(url=f"{url}collation.tei.xml", label="Collation (TEI)", type="application/tei+xml"),
    )


def feed(url: str, of: str) -> tuple[Machine, Machine]:
    """The feed of the page at a URL, planned by `feeds.py`, in both its forms; `of`: of what the page is."""
    label = f"Feed of {of}" if of else "Feed"
    return (
        Machine(url=urls.atom(url), label=label, type="application/atom+xml"),
        Machine(url=urls.json_feed(url), label=f"{label} (JSON)", type="application/feed+json"),
    )
