"""`python -m digest`, and the command `digest`."""

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` takes as long to import as a small edition to look at
if TYPE_CHECKING:
    from digest.still import Look

PLAIN = {"-q", "--quiet", "--no-search"}
"""The options of `digest build` that are understood here. Reading a command line takes a library that costs as much to
import as a build after one edit to do."""


def main() -> int:
    """Run the command line; returns the exit code, or ends the process with it."""
    args = sys.argv[1:]
    if args in (["--version"], ["-V"]):  # asked by scripts at every start: answered before anything is imported
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return 0
    if args[:1] == ["build"] and PLAIN.issuperset(args[1:]):
        quiet, search = not {"-q", "--quiet"}.isdisjoint(args), "--no-search" not in args
        look, done = _looked(quiet=quiet, search=search)
        if done:
            return 0
        from digest.cli import caught

        code = caught(lambda: _build(look, quiet=quiet, search=search))
    else:
        from digest.cli import run

        code = run(args)
    sys.stdout.flush()
    sys.stderr.flush()
    # All files are closed by now. Python would go on to free every record of the edition, one by one.
    os._exit(code)


def _looked(*, quiet: bool, search: bool) -> tuple["Look | None", bool]:
    """How the edition lies, and whether the site is what `digest build` would make; if so, that is said as `build` says
    it."""
    from time import perf_counter

    from digest import still

    start = perf_counter()
    gc.disable()  # until the end: to import what follows an edit, and to end, would take a tenth longer
    look, pages = still.look(os.getcwd(), search=search)
    if pages is None:
        return look, False
    if not quiet:
        from digest.cli.summary import line

        sys.stderr.write(line(pages, perf_counter() - start) + "\n")
    return None, True


def _build(look: "Look | None", *, quiet: bool, search: bool) -> int:
    from digest.cli import voice
    from digest.cli.making import made
    from digest.options import Options

    if quiet:
        voice.be("quiet")
    return made(Options(search=search), look)


if __name__ == "__main__":
    sys.exit(main())
