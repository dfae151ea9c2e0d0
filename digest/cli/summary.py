"""What a build did -> one line that says it."""

TYPE_CHECKING = False  # as in `digest.__main__`: a build with nothing to do says so without a record
if TYPE_CHECKING:
    from digest.trace import Trace

NOTHING = "nothing changed"


def line(
    pages: int, seconds: float, *, written: int = 0, removed: int = 0, searched: str = "", why: str = NOTHING
) -> str:
    """How many pages, what was done to them, and why."""
    gone = f", {removed:,} removed" if removed else ""
    return f"{pages:,} pages, {written:,} files written{gone} in {seconds:.2f} s{searched} ({why})"


def summary(trace: "Trace", seconds: float, indexing: float) -> str:
    """The line of a build; what the search took of the time is said if an index was made."""
    return line(
        trace.pages,
        seconds,
        written=len(trace.written),
        removed=len(trace.removed),
        searched=f" ({indexing:.2f} s of it for the search)" if trace.indexed else "",
        why=_why(trace),
    )


def _why(trace: "Trace") -> str:
    if len(trace.changed) > 3:
        return f"{trace.changed[0]} and {len(trace.changed) - 1:,} more changes"
    if trace.changed:
        return "; ".join(trace.changed)
    if not trace.rendered:
        return NOTHING
    if not trace.written:
        return "all compared, none differs"
    return "first build" if trace.parsed else "put back as they were"
