"""What changes on every page: settings and theme."""

from collections.abc import Iterator, Mapping

from digest.ask.changes.said import Change, quoted
from digest.ask.changes.side import Side
from digest.ask.printed import listed
from digest.config import Config
from digest.load import SETTINGS

_MOST = 5
"""Files of the theme that are named."""
_THEME = "theme/"
_UNSEEN = frozenset({"levels", "deploy"})
"""Settings of which no page knows."""


def changes(before: Side, after: Side) -> Iterator[Change]:
    """Of the site as a whole."""
    if before.config is not None and after.config is not None:
        for field in Config.__struct_fields__:
            old, new = getattr(before.config, field), getattr(after.config, field)
            if old != new and field not in _UNSEEN:
                yield _change(field, _setting(field, old, new))
    elif before.around.get(SETTINGS) != after.around.get(SETTINGS):
        yield _change("settings", "the settings are others")
    if before.around[_THEME] != after.around[_THEME]:
        yield _change("theme", f"the theme is another{_files(before.around, after.around)}")


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Which files of the theme differ, where those of both are known."""
    if len(before) <= len({_THEME, SETTINGS}):
        return ""
    both = sorted({*before, *after} - {_THEME, SETTINGS})
    files = [file for file in both if before.get(file) != after.get(file)]
    more = [f"{len(files) - _MOST} more files"] if len(files) > _MOST else []
    return ": " + listed([*files[:_MOST], *more])


def _change(what: str, text: str) -> Change:
    return Change(group="site", what=what, about="", name="", text=text)


def _setting(field: str, old: object, new: object) -> str:
    name = f"`{field}`"
    if isinstance(old, str) and isinstance(new, str):
        before, now = (quoted(words) if words else "none" for words in (old, new))
        return f"{name} is {now} now (was {before})"
    return f"{name} is another"
