"""What a build did, and why."""

from digest.model.base import Record


class Trace(Record, kw_only=True):
    """Counted in tests, printed in the summary, never part of a page."""

    pages: int = 0
    planned: int = 0
    """How many of them, and of feeds, were planned: all, or those that read something which an edit changed."""
    parsed: tuple[str, ...] = ()
    rendered: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    indexed: int = 0
    """The pages of which an index was made; 0: none was made, or the last one still serves."""
    changed: tuple[str, ...] = ()
    """What differs from the last build: `edited content/reports/x.md`, `edited theme/`, `edited digest itself`."""
