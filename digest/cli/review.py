"""`digest review`: what the program was unsure of, with the lines that settle it."""

import click

from digest.cli import here, voice
from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest review                    what should I decide?
  digest review | less             many questions
  digest review --json             for an editor's plug-in
"""


@click.command(
    "review", epilog=EXAMPLES, short_help="List what the program was unsure of, with the lines that settle it."
)
@click.option("--json", "as_json", is_flag=True, help="All questions, with the offsets of every answer, for programs.")
@click.option("--drafts/--no-drafts", default=True, help="Whether drafts are looked at too.", show_default=True)
@loud("Say also which edition is looked at, and what each stage took.")
def command(as_json: bool, drafts: bool) -> int:
    """List what the program was unsure of, each with the line to paste that settles it.

    Two quotations that are nearly alike, a speaker that it guessed or could not find, a name that fits two people,
    words that differ from the saved article. Nothing of it shows on the site. Questions are no faults: the exit code
    is 0 whether or not there are any, and 1 only if the content has errors.
    """
    from digest.ask import printed
    from digest.ask.review import review as asked

    with here.understood(drafts) as (edition, known):
        questions = asked(known.linked, known.captures, voice.text_of(edition))
        click.echo(printed.as_json(questions) if as_json else printed.as_text(questions, voice.paint()), nl=False)
        return voice.mind_errors(known.said)
