"""What tests hold without node or Java: they are run again here, so that one command says all."""

import re
import sys

from audit.finding import Checked, Finding
from audit.site import Site
from audit.tools import run
from support.checkout import ROOT

TESTS = (
    "test_feeds.py",  # Atom and JSON Feed against their standards
    "test_schema_org.py",  # JSON-LD against schema.org's list of terms, and Open Graph
    "test_sitemap.py",  # the sitemap against its schema
    "test_data.py",  # the data package against its own descriptor
    "test_citation.py",  # CSL-JSON and BibTeX
    "test_headers.py",  # what hosts are told
    "test_links.py",  # every address in a machine's file is a file
    "test_a11y.py",  # contrast of the palette, reflow, spacing, targets, zoom, folded tables
    "test_hostile.py",  # a script canary on every kind of page, made of hostile content
)


def standards(_: Site, __: Site) -> Checked:
    """The test files of standards that have a validator in Python."""
    done = run(sys.executable, "-m", "pytest", "-q", "-rfE", "--no-header", *(ROOT / "tests" / test for test in TESTS))
    passed = re.search(r"(\d+) passed", done.stdout)
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)(?: - (.*))?$", done.stdout, re.MULTILINE)
    if done.returncode not in (0, 1) or not (passed or failed):
        raise RuntimeError(f"pytest ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-1000:]}")
    return Checked(
        files=len(failed) + int(passed[1] if passed else 0),
        findings=tuple(Finding(where, what) for where, what in failed),
    )
