"""What several commands take: --quiet and --verbose, and words that a shell completes."""

from collections.abc import Callable
from typing import Any

import click

from digest.cli import here, voice
from digest.edition import NoEdition


def loud(details: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Gives a command --quiet and --verbose. Neither changes what is asked for and goes to standard output. `details`:
    what the latter says besides."""

    def heard(_: click.Context, option: click.Parameter, given: bool) -> None:
        if given and not voice.be("quiet" if option.name == "quiet" else "verbose"):
            raise click.UsageError("either --quiet or --verbose")

    def option(name: str, help: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
        return click.option(f"--{name}", f"-{name[0]}", is_flag=True, expose_value=False, callback=heard, help=help)

    def both(command: Callable[..., int]) -> Callable[..., int]:
        return option("quiet", "Beside what is asked for, say errors only.")(option("verbose", details)(command))

    return both


def codes(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The codes of rules that begin as typed, for a shell."""
    from digest.config import KNOWN

    return sorted(code for code in KNOWN if code.startswith(typed))


def ids(*folders: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """The ids that begin as typed, for a shell: names of files in some folders of content/, or in all."""

    def found(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
        from digest.model.source import FOLDERS

        try:
            content = here.root() / "content"
        except NoEdition:
            return []
        return sorted({file.stem for folder in folders or FOLDERS for file in (content / folder).rglob(f"{typed}*.md")})

    return found


def files(_: click.Context, __: click.Parameter, typed: str) -> list[Any]:
    """Files that begin as typed: a shell knows them itself, but must be told to look."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="file")]
