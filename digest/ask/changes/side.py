"""One of the two editions that are compared."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from digest.config import Config
from digest.plan.tables import Tables


class Side(NamedTuple):
    """An edition, linked and planned."""

    tables: Tables
    keys: Mapping[str, str]
    """By path below `site/`: a print that changes with the bytes of the file."""
    alone: Mapping[str, str] | None
    """The same of what pages show by themselves, whatever they wear; None: not known."""
    around: Mapping[str, str]
    """The hashes of `theme/`, of each of its files by path where they are known, and of the settings by their path."""
    config: Config | None
    """None: not known."""
    text_of: Callable[[str], str]
    """From the hash of a body to its plain text; empty where it is forgotten."""
