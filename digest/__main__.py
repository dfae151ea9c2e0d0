"""`python -m digest`, and the command `digest`."""

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # asked by scripts at every start: answered before anything is imported
        from digest import __version__

        sys.stdout.write(f"digest {__version__}\n")
        return 0
    from digest.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
