"""`digest why`: why things belong together, or why a page is as it is."""

import click

from digest.cli import here, voice
from digest.cli.parameters import ids, loud
from digest.edition import Edition

EXAMPLES = """\b
Examples
  digest why 2024-05-02-harbour-post-bridge 2024-05-03-valley-news-bridge
  digest why content/reports/a.md content/reports/b.md
  digest why harbour-post-bridge#2 valley-news-bridge#1     two quotations
  digest why bridge-reopens no-more-delays                  two statements
  digest why /stories/bridge-closure/                       a page: what is it made of?
  digest why site/reports/harbour-post-bridge/index.html    the same, by its file
"""


@click.command("why", epilog=EXAMPLES, short_help="Say why things belong together, or why a page is as it is.")
@click.argument("one", shell_complete=ids())
@click.argument("other", required=False, shell_complete=ids())
@click.option("--json", "as_json", is_flag=True, help="The answer for programs.")
@click.option("--drafts/--no-drafts", default=False, help="Whether drafts count as published.", show_default=True)
@loud("Say also which edition is looked at, and what each stage took.")
def command(one: str, other: str | None, as_json: bool, drafts: bool) -> int:
    """Say why two reports are related, two quotations are one statement, or a page is as it is.

    With two names: of reports, of statements, or of single quotations (`report-id#3` is the third of a report); why
    they belong together, or why not. With one: what that page is made of, and why it was last made anew. A name is an
    id, a content file, an address, or a path in site/.
    """
    from digest.ask import page, told
    from digest.ask import why as asking
    from digest.causes import recall
    from digest.write import SITE, path_of

    with here.understood(drafts) as (edition, known):
        site = known.linked.site
        try:
            if other is None:
                url = page.url_of(site, known.plan, one)
                path = path_of(url)
                made = page.made(site, known.plan, url, path, recall(edition.cache, SITE, path))
                text = page.as_json(made) if as_json else page.as_text(made, voice.paint())
            else:
                answer = asking.why(site, one, other)
                text = told.as_json(answer) if as_json else told.as_text(site, answer, voice.paint())
        except asking.Unknown as error:
            raise click.UsageError(_not_known(edition, error.name, error.near)) from None
        except asking.NoWitness as error:
            raise click.UsageError(f"no report carries {error}, so there are no words of it to compare") from None
        except page.NoPage as error:
            raise click.UsageError(
                "{} has no page of its own; it is shown in the report {}".format(*error.args)
            ) from None
        click.echo(text, nl=False)
        return voice.mind_errors(known.said)


def _not_known(edition: Edition, name: str, near: str) -> str:
    """That nothing has a name, with the nearest right one; or that it is a draft."""
    id = name.rstrip("/").rpartition("/")[2].removesuffix(".md").partition("#")[0]
    for stat in edition.fs.files("content"):
        if stat.path.endswith(f"/{id}.md"):
            return f"{stat.path} is a draft or has errors, so it is on no page; --drafts looks at drafts too"
    return f"nothing here is called {name}" + (f"; did you mean {near}?" if near else "")
