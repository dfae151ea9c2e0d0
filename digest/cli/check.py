"""`digest check`: all that is wrong with the content, and what of it can be mended."""

import sys

import click

from digest.cli import here, voice
from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest check                                all that is wrong, with the place and what to do
  digest check --fix                          mend what can only be meant in one way, and say the rest
  digest check --format concise | grep quotes/
  digest check --format github                in a workflow: notes beside the lines of a change
  digest check --format sarif > digest.sarif  for code scanning
  digest explain id-missing                   why a rule is there, and how to write it right
"""


@click.command("check", epilog=EXAMPLES, short_help="Say all that is wrong with the content.")
@click.option(
    "--format", "form", type=click.Choice(["text", "concise", "json", "github", "sarif"]), default="text",
    show_default=True, help="text, with the lines, and concise, a line each, are for people; json, github (notes in a "
    "workflow) and sarif (code scanning) for programs.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend what can only be meant in one way; then say what is left.")
@click.option("--drafts/--no-drafts", default=True, help="Whether drafts are checked too.", show_default=True)
@loud("Say also which edition is checked, and what each stage took.")
def command(form: str, fix: bool, drafts: bool) -> int:
    """Say all that is wrong with the content, in one run.

    Nothing is written but with --fix: then a misspelt key, word or id that one known spelling alone is near is
    replaced, and what else is certain; not a letter besides. A file that is saved meanwhile is left alone. Exit code:
    0 no errors are left, 1 some are.
    """
    from digest.options import Options
    from digest.understand import checked

    if fix:
        _mend(drafts)
    with here.edition() as edition, here.timed() as progress:
        said = checked(edition, Options(drafts=drafts, site="check"), progress)
        voice.diagnostics(said, form, edition, sys.stdout)
    if not said:
        voice.aside("Nothing is wrong.")
    return 1 if any(d.severity == "error" for d in said) else 0


def _mend(drafts: bool) -> None:
    """Mend until there is nothing left that can be: a misspelt key hides what is wrong with its value."""
    from digest import state
    from digest.inputs import look
    from digest.mend import mend
    from digest.options import Options
    from digest.understand import said_of

    options = Options(drafts=drafts, site="check")
    applied = True
    with here.edition() as edition:
        while applied:
            read = look(edition, options, state.load(edition.fs, options.site))
            said, _ = said_of(edition, read, options)
            done = mend(edition.fs, said, read.hashes, read.config)
            applied = any(file.applied for file in done)
            for file in done:
                if file.moved:
                    voice.tell(f"{file.path} was saved meanwhile and is left as it is")
                for one in file.applied:
                    voice.aside(f"{file.path}:{one.span.line}:{one.span.column}: mended: {one.message} ({one.help})")
