"""A place in a file -> the address by which an editor opens it there."""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

SCHEMES = {
    "cursor": "cursor://file{path}:{line}:{column}",
    "emacs": "emacs://open?url=file://{path}&line={line}&column={column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "mvim": "mvim://open?url=file://{path}&line={line}&column={column}",
    "subl": "subl://open?url=file://{path}&line={line}&column={column}",
    "txmt": "txmt://open?url=file://{path}&line={line}&column={column}",
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "windsurf": "windsurf://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
}
"""What these editors register with the system, or what the handlers in use for them do."""

_RUNS = ("javascript", "data", "vbscript", "blob", "about")
"""Schemes that a browser itself acts upon."""


class Unfit(ValueError):
    """No editor's name, and no template of an address."""


class Editor(NamedTuple):
    root: Path
    """The edition's folder."""
    template: str
    """With `{path}`, and `{line}` and `{column}` if the editor takes them; empty: nobody said which editor."""

    def opens(self, path: str, line: int = 1, column: int = 1) -> str:
        """The address that opens a file of the edition; empty where no editor is known."""
        # Not `format`: a template may hold braces of its own.
        place = {"{path}": quote(str(self.root / path)), "{line}": str(line), "{column}": str(column)}
        return re.sub(r"\{(?:path|line|column)\}", lambda match: place[match[0]], self.template)


def editor(root: Path, name: str) -> Editor:
    """By one of the names above, or a template of one's own; with an empty name, none. Raises Unfit."""
    template = SCHEMES.get(name, name)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", template)
    if template and (scheme is None or scheme[1].lower() in _RUNS or "{path}" not in template):
        raise Unfit(name)
    return Editor(root.resolve(), template)
