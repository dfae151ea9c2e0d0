"""Links and fragments inside the site, by two programs that share nothing."""

import re
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from audit.finding import Checked, Finding
from audit.site import Site
from audit.tools import answer, node, run

LYCHEE = Path(sysconfig.get_path("scripts")) / "lychee"


def lychee(root: Site, sub: Site) -> Checked:
    """Offline: what leads out of the site is not followed, and its own address is the folder on disk."""
    findings: list[Finding] = []
    files = 0
    for site in (root, sub):
        pages = [page.path for page in site.pages()]
        files += len(pages)
        done = run(
            LYCHEE, "--offline", "--include-fragments=anchor-only", "--no-progress", "--format", "json",
            "--root-dir", site.domain, "--index-files", "index.html", "--remap", f"{urljoin(site.address, '/')} file://{site.domain}/",
            "--", *pages,
        )  # fmt: skip
        said: dict[str, list[dict[str, Any]]] = answer(done)["error_map"]
        findings += [
            Finding(f"{site.place(Path(file))}:{m['span']['line']}", f"{m['url']}: {m['status']['text']}")
            for file, faults in said.items()
            for m in faults
        ]
    return Checked(files=files, findings=tuple(findings))


def hyperlink(root: Site, sub: Site) -> Checked:
    """The second opinion: it crawls from the front page, as a reader goes."""
    findings: list[Finding] = []
    files = 0
    for site in (root, sub):
        files += len(site.pages())
        # 404.html is a page of no fixed place, and no page leads to it; lychee reads it.
        done = node(
            "hyperlink", "--internal", "--recursive", "--root", site.domain,
            "--canonicalroot", urljoin(site.address, "/"), site.folder / "index.html",
        )  # fmt: skip
        if not re.search(r"^# pass +[1-9]", done.stdout, re.MULTILINE):
            raise RuntimeError(f"hyperlink looked at nothing:\n{done.stdout[-500:]}{done.stderr[-1000:]}")
        findings += [Finding(f"{site.name}/{where}", what) for where, what in _failures(done.stdout, site)]
    return Checked(files=files, findings=tuple(findings))


def _failures(tap: str, site: Site) -> Iterator[tuple[str, str]]:
    for block in re.split(r"^(?=(?:not )?ok \d+)", tap, flags=re.MULTILINE):
        if block.startswith("not ok"):
            at = re.search(r"^ *at: (\S+?):(\d+)", block, re.MULTILINE)
            actual = re.search(r'^ *actual: +"(.*)"', block, re.MULTILINE)
            file = at[1].rpartition(f"{site.folder.name}/")[2] if at else "?"
            yield f"{file}:{at[2] if at else 0}", f"{block.splitlines()[0]}: {actual[1] if actual else ''}"
