"""`digest diff`: what changes on the site, in words."""

from pathlib import Path

import click

from digest.cli import here, voice
from digest.cli.parameters import files, loud

EXAMPLES = """\b
Examples
  digest diff                       what would change if this were published: against the last commit
  digest diff main                  against a branch, a tag or any other revision
  digest diff HEAD~5 --json | jq -r '.changes[] | "\\(.about): \\(.text)"'
  digest diff site/                 against the site as it was last built
  digest diff ../other-edition      against another edition
"""


@click.command("diff", epilog=EXAMPLES, short_help="Say in words what changes on the site.")
@click.argument("against", required=False, default="", metavar="[REV|DIR]", shell_complete=files)
@click.option("--json", "as_json", is_flag=True, help="Every change and every page, for programs.")
@click.option("--drafts/--no-drafts", default=False, help="Whether drafts count as published.", show_default=True)
@loud("Say also which edition is compared.")
def command(against: str, as_json: bool, drafts: bool) -> int:
    """Say in words what changes on the site, for a last look before it is published.

    What is in the folder, committed or not, is compared with a git revision, with the folder of another edition, or
    with site/ as it was last built; without an argument, with the last commit, or with the last build where the
    edition is not kept in git. Nothing is written. The exit code is 0 whether or not there are changes, and 1 only if
    the content has errors, before or now.
    """
    from digest import sides
    from digest.ask.changes import compared, printed
    from digest.options import Options

    with here.edition() as edition:
        try:
            found = sides.sides(edition, here.root(), against, Path.cwd(), Options(drafts=drafts))
        except sides.Unknown as error:
            raise click.UsageError(str(error)) from None
        before = found.before
        made = compared(before.side, found.after)
        if not as_json:
            voice.aside(f"Compared with {before.name}.")
        click.echo(printed.as_json(made, before.name) if as_json else printed.as_text(made, voice.paint()), nl=False)
        return max(voice.mind_errors(before.said, before.name), voice.mind_errors(found.said))
