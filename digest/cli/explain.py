"""`digest explain`: what a rule finds, and what to write instead."""

import click

from digest.cli.parameters import codes

EXAMPLES = """\b
Examples
  digest explain id-missing        what is wrong, why it matters, what to write instead
  digest explain                   all codes
"""


@click.command("explain", epilog=EXAMPLES, short_help="Say what a rule finds, and what to write instead.")
@click.argument("code", required=False, shell_complete=codes)
def command(code: str | None) -> int:
    """Say what a rule finds, why it matters, and what to write instead. CODE stands in brackets in what `digest check`
    says; without one, all are listed."""
    from digest import explain as telling

    if code is None:
        click.echo(telling.listed(), nl=False)
        return 0
    rule = telling.rules().get(code)
    if rule is None:
        near = telling.near(code)
        raise click.UsageError(f"no rule has the code {code}" + (f"; did you mean {near}?" if near else ""))
    click.echo(telling.explained(rule), nl=False)
    return 0
