"""What is asked of a build, and who is told how far it is."""

from collections.abc import Callable

from digest.model.base import Record
from digest.write import SITE


class Options(Record, kw_only=True):
    base_url: str = ""
    """In place of the one in `site.yml`."""
    drafts: bool = False
    search: bool = False
    """Make the index that the search page needs, if Pagefind is installed."""
    site: str = SITE
    processes: int = 0
    """0: as many as there are processors."""


Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how many of its items are done, and how many there are: when some are done, and at
its end, so that the time since the call before is that stage's (`clock.py`)."""


def quietly(stage: str, done: int, of: int) -> None:
    pass
