"""`python -m digest`, and the command `digest`."""

import os
import sys


def main() -> int:
    """Run the command line; returns the exit code, or ends the process with it."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # asked by scripts at every start: answered before anything is imported
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return 0
    from digest.cli import run

    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # All files are closed by now. Python would go on to free every record of the edition, one by one.
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
