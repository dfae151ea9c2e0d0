"""`digest history`: what an outlet changed in an article."""

import click

from digest.cli import Refused, here, voice
from digest.cli.parameters import ids, loud

EXAMPLES = """\b
Examples
  digest history 2024-05-03-valley-news-bridge
  digest history 2024-05-03-valley-news-bridge --json | jq '.steps | length'
  digest import saved/                              how a second text of an article comes in
"""


@click.command("history", epilog=EXAMPLES, short_help="Show what an outlet changed in an article.")
@click.argument("report", shell_complete=ids("reports"))
@click.option("--json", "as_json", is_flag=True, help="Every change, for programs.")
@loud("Say also which edition is looked at.")
def command(report: str, as_json: bool) -> int:
    """Show which words the outlet of REPORT changed between the saved texts of its article, and which quotations that
    touches. REPORT is its id: the name of its file, without .md."""
    from digest import ingest
    from digest.ingest import printed

    with here.edition() as edition:
        try:
            first, steps = ingest.history_of(edition.fs, report)
        except ingest.NoHistory as error:
            raise Refused(str(error)) from None
    if as_json:
        text = printed.steps_as_json(report, first, steps)
    else:
        text = printed.steps_as_text(first, steps, voice.paint())
    click.echo(text, nl=False)
    return 0
