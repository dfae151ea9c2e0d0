"""`python -m digest`, and the command `digest`."""

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` takes as long to import as a small edition to look at
if TYPE_CHECKING:
    from digest.still import Look


def main() -> int:
    """Run the command line; returns the exit code, or ends the process with it."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # asked by scripts at every start: answered before anything is imported
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return 0
    look = None
    if sys.argv[1:2] == ["build"] and {*sys.argv[2:]} <= {"-q", "--quiet", "--no-search"}:
        look, done = _looked()
        if done:
            return 0
    from digest.cli import run

    code = run(sys.argv[1:], look)
    sys.stdout.flush()
    sys.stderr.flush()
    # All files are closed by now. Python would go on to free every record of the edition, one by one.
    os._exit(code)


def _looked() -> tuple["Look | None", bool]:
    """How the edition lies, and whether the site is what `digest build` would make; if so, that is said as `build` says
    it."""
    from time import perf_counter

    from digest import still

    start = perf_counter()
    gc.disable()
    look, pages = still.look(os.getcwd(), search="--no-search" not in sys.argv)
    gc.enable()
    if pages is None:
        return look, False
    if not {"-q", "--quiet"} & {*sys.argv}:
        seconds = perf_counter() - start
        sys.stderr.write(f"{pages:,} pages, 0 files written in {seconds:.2f} s (nothing changed)\n")
    return None, True


if __name__ == "__main__":
    sys.exit(main())
