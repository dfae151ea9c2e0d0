"""What search knows of a page."""

from collections.abc import Mapping
from typing import Literal

from digest.model.base import Record

Kind = Literal["report", "quotation", "name", "outlet", "story", "page"]
"""The group in which a result is shown."""


class Document(Record, kw_only=True):
    """What is found of one page: only what the page itself shows."""

    url: str
    """From the site's root."""
    kind: Kind
    title: str
    facts: str = ""
    """What stands below the title: the outlet, the date."""
    text: str
    date: str = ""
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`; empty: unknown."""
    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()

    def filters(self) -> Mapping[str, tuple[str, ...]]:
        """By what results can be narrowed, each value once."""
        return {
            "kind": (self.kind,),
            "month": (self.date[:7],) if len(self.date) >= 7 else (),
            "outlet": tuple(dict.fromkeys(self.outlets)),
            "speaker": tuple(dict.fromkeys(self.speakers)),
            "story": tuple(dict.fromkeys(self.stories)),
        }
