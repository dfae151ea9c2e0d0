"""Reader mode: what Mozilla's Readability, the one in Firefox, takes from a page."""

import re
from pathlib import Path

from audit.finding import Checked, Finding
from audit.site import Site
from audit.tools import NODE_MODULES, answer, run

KINDS = ("report", "quotation", "story", "text")
"""The kinds of page that are read from beginning to end."""

LEAST = 0.9
"""The share of the words of a page's paragraphs that must be left."""


def reader(root: Site, _: Site) -> Checked:
    """The title is the heading, without the name of the site, and the paragraphs are there."""
    pages = [page for page in root.pages() if page.kind in KINDS]
    done = run("node", Path(__file__).with_suffix(".mjs"), NODE_MODULES, *(page.path for page in pages))
    findings: list[Finding] = []
    for page, read in zip(pages, answer(done), strict=True):
        where = root.place(page.path)
        words = re.findall(r"\w+", " ".join(read["said"]))
        left = set(re.findall(r"\w+", read["text"]))
        share = sum(word in left for word in words) / max(1, len(words))
        if share < LEAST:
            findings.append(Finding(where, f"{share:.0%} of the words of its paragraphs are left"))
        if (read["title"] or "").split() != read["heading"].split():
            findings.append(Finding(where, f"the title is {read['title']!r}, the heading {read['heading']!r}"))
        if page.kind == "report" and not read["byline"]:
            findings.append(Finding(where, "no byline"))
    return Checked(files=len(pages), findings=tuple(findings))
