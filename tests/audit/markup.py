"""HTML, CSS and SVG by the letter of their standards."""

from pathlib import Path
from typing import Any

from audit.finding import Checked, Finding
from audit.site import Site
from audit.tools import NODE_MODULES, answer, node, run

HERE = Path(__file__).parent

MISTAKEN_BY_VNU = {
    # A block of data is no script, and no policy looks at it (HTML, "prepare the script element", steps 8 to 19).
    "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive"
    " (missing “‘unsafe-inline’” or nonce/hash).",
}

UNKNOWN_TO_CSSTREE = {
    "Unknown at-rule descriptor `margin`",  # it knows no properties inside @page: CSS Paged Media 3, section 7
}


def vnu(root: Site, _: Site) -> Checked:
    """The Nu HTML checker of the W3C, over HTTP: from a file it takes `'self'` in a policy for nobody."""
    addresses = [root.at(page) for page in root.pages()]
    addresses += [root.address + sheet.relative_to(root.folder).as_posix() for sheet in root.folder.rglob("*.css")]
    addresses += [str(drawing) for drawing in root.folder.rglob("*.svg")]  # over HTTP it takes them for HTML
    done = run(
        "java", "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # this machine is one
        "-Dnu.validator.servlet.socket-timeout=60000",  # milliseconds, for a machine with much to do
        "-jar", NODE_MODULES / "vnu-jar/build/dist/vnu.jar",
        "--format", "json", "--also-check-css", "--also-check-svg", *addresses,
    )  # fmt: skip
    said = answer(done)["messages"]
    return Checked(
        files=len(addresses),
        findings=tuple(
            Finding(f"{root.file(m.get('url', '?'))}:{m.get('lastLine', 0)}", f"{m['type']}: {m['message']}")
            for m in said
            if m["message"] not in MISTAKEN_BY_VNU
        ),
    )


def html_validate(root: Site, _: Site) -> Checked:
    """html-validate with its standard, accessibility and document rules."""
    done = node(
        "html-validate", "--config", HERE / "htmlvalidate.cjs", "--formatter", "json", *(p.path for p in root.pages())
    )
    results: list[dict[str, Any]] = answer(done)
    return Checked(
        files=len(root.pages()),
        findings=tuple(
            Finding(f"{root.place(Path(r['filePath']))}:{m['line']}", f"{m['ruleId']}: {m['message']}")
            for r in results
            for m in r["messages"]
        ),
    )


def csstree(root: Site, _: Site) -> Checked:
    """The style sheets against the grammars of current CSS, which vnu knows in part."""
    sheets = sorted(root.folder.rglob("*.css"))
    said = [(sheet, m) for sheet in sheets for m in answer(node("csstree-validator", "--reporter", "json", sheet))]
    return Checked(
        files=len(sheets),
        findings=tuple(
            Finding(f"{root.place(sheet)}:{m['line']}", m["message"])
            for sheet, m in said
            if m["message"] not in UNKNOWN_TO_CSSTREE
        ),
    )
