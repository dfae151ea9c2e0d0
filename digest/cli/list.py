"""`digest list`: what still wants an editor's hand."""

from typing import Any

import click

from digest.cli import here, voice
from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest list                        all that still wants a hand
  digest list drafts unchecked       some of it
  digest list orphans --json | jq -r '.lists.orphans[].path'
"""


@click.command("list", epilog=EXAMPLES, short_help="List what still wants an editor's hand.")
@click.argument(
    "what", nargs=-1, type=click.Choice(["drafts", "undated", "orphans", "storyless", "unchecked"]), metavar="[WHAT]..."
)
@click.option("--json", "as_json", is_flag=True, help="The lists for programs.")
@loud("Say also which edition is looked at, and what each stage took.")
def command(what: tuple[Any, ...], as_json: bool) -> int:
    """List what still wants an editor's hand.

    WHAT: drafts; undated, reports whose date is unknown; orphans, files that nothing names; storyless, reports without
    a story; unchecked, reports without `checked:`. Without it, all of these.
    """
    from digest.ask import listing

    with here.understood(drafts=True) as (_, known):
        lists = listing.listed(known.linked.site, what or listing.LISTS)
        click.echo(listing.as_json(lists) if as_json else listing.as_text(lists, voice.paint()), nl=False)
        return voice.mind_errors(known.said)
