"""Regular expressions that are compiled when a text first needs them.

A build after one edit reads one report, which meets few of them; to compile them all took longer than to read it. Those
that every report needs are compiled at once, as usual.
"""

import re
from typing import cast


class _Later:
    """Stands in for a compiled expression until somebody asks something of it; from then on its methods are here."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(*self._written)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, compiled at its first use; a fault in it is raised only then."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
