"""`make audit`: every checker over the built sample edition; exit code 1 if any of them has anything to say.

`make audit ARGS="vnu axe"` runs some of them.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from audit.browser import axe, policy
from audit.finding import Checker
from audit.links import hyperlink, lychee
from audit.markup import csstree, html_validate, vnu
from audit.reader import reader
from audit.site import sites
from audit.speed import lighthouse
from audit.standards import standards
from audit.tools import missing

CHECKERS: dict[str, Checker] = {
    "lychee": lychee,
    "hyperlink": hyperlink,
    "vnu": vnu,
    "html-validate": html_validate,
    "csstree": csstree,
    "reader": reader,
    "standards": standards,
    "policy": policy,
    "axe": axe,
    "lighthouse": lighthouse,
}


def main(chosen: list[str]) -> int:
    """Run the checkers named, or all; gives the exit code."""
    console = Console(highlight=False, soft_wrap=True)
    if unknown := sorted(set(chosen) - CHECKERS.keys()):
        console.print(f"No checker is called {', '.join(unknown)}. There are: {', '.join(CHECKERS)}", markup=False)
        return 2
    if lacks := missing():
        console.print("\n".join(["The audit needs:", *(f"  {what}" for what in lacks)]), markup=False)
        return 2
    table = Table("checker", "files", "findings", "seconds")
    found = 0
    with tempfile.TemporaryDirectory() as workshop, sites(Path(workshop)) as (root, sub):
        for name in chosen or CHECKERS:
            began = perf_counter()
            with console.status(f"{name} ..."):
                checked = CHECKERS[name](root, sub)
            said = [f"{finding.where} {finding.what}" for finding in sorted(checked.findings)]
            for line in [*checked.figures, *said]:
                console.print(f"{name} {line}", markup=False)
            found += len(checked.findings)
            table.add_row(name, str(checked.files), str(len(checked.findings)), f"{perf_counter() - began:.1f}")
    console.print(table)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
