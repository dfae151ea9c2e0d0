"""From a keystroke to what an editor shows of it: `digest lsp`, asked over standard input and output.

    python bench/lsp.py EDITION REPORT NAMED [--edits 30] [--cold]

EDITION is a folder with `content/`, REPORT a path in it, which is put back at the end; NAMED the id of another file.
A time begins before a message is written and ends when what it brings is read. *start*: until the edition is known, so
that an id that nothing has is said to be none; with `--cold` the server begins without what it remembers. *typing, all
being linked*: an unsaved change until its error is shown, meanwhile; *typing*: the same, later. Completion and hover
begin with the keystroke, too, as editors ask right behind it. *saving*: until what only the edition can tell is shown.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

from latency import of  # noqa: E402
from tree import together  # noqa: E402

from support import lsp_client  # noqa: E402
from support.lsp_client import Client  # noqa: E402

lsp_client.PATIENCE = 1200.0  # a first look at a large edition


class Editor:
    """A report open in an editor."""

    def __init__(self, client: Client, report: str, text: str) -> None:
        self.client, self.report, self.text = client, report, text
        self._number = 0

    def typed(self) -> float:
        """Seconds from an unsaved change to its error."""
        self._number += 1
        name = f"x{self._number}"
        start = time.perf_counter()
        self.client.type(self.report, f"{self.text}\n[“So.”]{{{name}=y}}\n")
        self._said(name)
        return time.perf_counter() - start

    def asked(self, method: str, passage: str) -> float:
        """Seconds from a keystroke to the answer of what is asked behind it."""
        self._number += 1
        before, _, after = f"{self.text}\nNumber {self._number}. {passage}".partition("‸")
        now, position = before + after, self.client.position(before, len(before))
        place = {"textDocument": {"uri": self.client.uri(self.report)}, "position": position}
        start = time.perf_counter()
        self.client.type(self.report, now)
        assert self.client.ask(f"textDocument/{method}", place), passage
        return time.perf_counter() - start

    def saved(self) -> float:
        """Seconds from a save to what only the edition can tell of it."""
        self._number += 1
        missing = f"nothing-{self._number}"
        now = f"{self.text}\n[Hers](@{missing}).\n"
        self.client.type(self.report, now)
        start = time.perf_counter()
        self.client.save(self.report, now)
        self._said(missing)
        return time.perf_counter() - start

    def _said(self, word: str) -> None:
        self.client.shown(self.report, lambda said: any(word in one["message"] for one in said))


def row(what: str, took: list[float]) -> None:
    half, nearly_all, worst = of([seconds * 1000 for seconds in took])
    print(f"{what:32} median {half:7.0f} ms   p95 {nearly_all:7.0f} ms   worst {worst:7.0f} ms   of {len(took)}")


def measured(folder: Path, report: str, named: str, edits: int) -> None:
    file = folder / report
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n[Hers](@nobody-at-all).\n", encoding="utf-8")
    asked: dict[str, tuple[str, str]] = {
        "completion behind @": ("completion", "So @"),
        "completion behind (@": ("completion", f"So [it](@{named[:1]}"),
        "completion in the middle of it": ("completion", f"So [it](@{named[:5]}"),
        "completion behind q=": ("completion", "[“So.”]{q="),
        "completion of a field": ("completion", "[“So.”]{"),
        "hover": ("hover", f"So [it](@{named}‸)."),
    }
    try:
        start = time.perf_counter()
        with Client(folder) as client:
            print(f"{'answers':32} {(time.perf_counter() - start) * 1000:14.0f} ms")
            editor = Editor(client, report, client.open(report))
            meanwhile: list[float] = []
            while not any("nobody-at-all" in one["message"] for one in client.said.get(report, ())):
                meanwhile.append(editor.typed())
                time.sleep(0.2)
            print(f"{'start':32} {time.perf_counter() - start:14.1f} s")
            row("typing, all being linked", meanwhile)
            editor.text = before
            print(f"{'memory':32} {together(client.pid):14.0f} MiB")
            row("typing", [editor.typed() for _ in range(edits)])
            for what, (method, passage) in asked.items():
                row(what, [editor.asked(method, passage) for _ in range(edits)])
            row("saving", [editor.saved() for _ in range(edits)])
            print(f"{'memory at the end':32} {together(client.pid):14.0f} MiB")
    finally:
        file.write_text(before, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", type=Path)
    parser.add_argument("report")
    parser.add_argument("named")
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--cold", action="store_true")
    given = parser.parse_args()
    if given.cold:
        for kept in (given.edition / ".digest").glob("lsp*"):
            kept.unlink() if kept.is_file() else None
    load = os.getloadavg()[0]
    measured(given.edition.resolve(), given.report, given.named, given.edits)
    print(f"load before and after: {load:.1f}, {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
