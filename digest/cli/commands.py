"""The command line as a whole: which commands there are, each in the file of its name, imported when it is called."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import click

from digest import __version__
from digest.cli import interrupted

SECTIONS = {
    "Begin": ("init", "import", "new"),
    "Write": ("serve", "check", "explain", "list", "review", "why", "history"),
    "Publish": ("build", "diff", "deploy"),
    "Editors and shells": ("lsp", "schema", "completion"),
}
"""The commands in the order in which an edition meets them."""

EPILOG = """Commands work on the edition that the working folder is in: the folder with content/ in it. `digest COMMAND
--help` says more of each, with examples. What was asked for goes to standard output, all else to standard error.

\b
Exit codes
  0 all is well, 1 the content has errors, 2 the command or the settings are wrong, 3 a fault in digest

\b
Examples
  digest init my-edition && cd my-edition    a small edition to begin with
  digest serve                               write, and see the page change as you save
  digest build --base-url https://example.org/press/
  digest check --format github               in a workflow
  digest import saved-pages/                 bring in articles as drafts
  digest review                              what the program was unsure of, and the line that settles it
  digest deploy git:origin --build           build, and put it online
"""


class _Files(Mapping[str, click.Command]):
    """The commands by their names. To know which there are, none is imported."""

    _names = tuple(name for names in SECTIONS.values() for name in names)

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._names:
            raise KeyError(name)
        module = "import_" if name == "import" else name  # a word of Python's
        command: click.Command = import_module(f"digest.cli.{module}").command
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Group(click.Group):
    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(100)) for name in names])


@click.group(
    cls=_Group,
    commands=_Files(),
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="digest", message="%(prog)s %(version)s")
def main() -> None:
    """Annotated news digests as a static site: every outlet's wording of a statement, side by side."""


def called(args: Sequence[str]) -> int:
    """Call one command; returns the exit code. Raises whatever the command does."""
    try:
        code = main.main(args=list(args), prog_name="digest", standalone_mode=False)
    except click.exceptions.Abort:  # what click makes of Ctrl-C
        return interrupted()
    except click.ClickException as error:
        error.show()
        return 2
    return code if isinstance(code, int) else 0
