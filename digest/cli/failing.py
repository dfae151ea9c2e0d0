"""What went wrong -> what is said of it, and the exit code."""

import errno
import sys
import traceback
from pathlib import Path

from digest.cli import Refused
from digest.cli.voice import tell
from digest.edition import NoEdition, root_of


def told(error: Exception) -> int:
    """Say what went wrong; returns the exit code. Whatever is not known here is a fault of ours, and says so."""
    if isinstance(error, Refused):
        tell(f"Error: {error}")
        return 2
    if isinstance(error, NoEdition):
        tell(f"digest: no content/ in {error} or above it; make an edition with `digest init DIR`")
        return 2
    if isinstance(error, OSError) and error.errno == errno.EPIPE:  # nobody listens any more, so nothing is said
        sys.exit(1)
    if isinstance(error, OSError):
        tell(f"digest: {error.filename or 'the disk'}: {error.strerror or error}; the old site is untouched")
        return 2
    return _broken(error)


def _broken(error: Exception) -> int:
    """A template of the edition is its editor's to mend; all else is a bug, with the trace for the report."""
    from digest.render import fault

    place = fault.place(error)
    if place and (root_of(Path.cwd()) / place.rpartition(":")[0]).exists():  # not one of the shipped templates
        tell(f"{place}: error: {fault.message(error)}\nNothing was written.")
        return 1
    traceback.print_exception(error)
    tell(f"digest: a fault of the program, not of your content: {error!r}")
    return 3
