"""`digest import`: articles brought in as drafts."""

from typing import Any

import click

from digest.cli import here, voice
from digest.cli.parameters import files, ids, loud

EXAMPLES = """\b
Examples
  digest import saved/                         every article in a folder, whatever its format
  digest import page.html feed.xml pages.zip   some files
  digest import https://example.org/news/1     one page
  digest import saved/ --dry-run               what would be written
"""


@click.command("import", epilog=EXAMPLES, short_help="Bring in articles as drafts.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH_OR_URL...", shell_complete=files)
@click.option(
    "--as", "shape", type=click.Choice(["article", "digest"]), default="article", show_default=True,
    help="The article's text with its quotations marked, or a digest to be written, with the quotations listed.",
)  # fmt: skip
@click.option("--create", is_flag=True, help="Make files of outlets and names, too; else they are only suggested.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; say what would be written.")
@click.option(
    "--source", default="", metavar="NAME|ID", help="The outlet of all these articles.", shell_complete=ids("sources")
)
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day of all these articles.")
@click.option("--lang", default="", metavar="TAG", help="The language of all these articles, as `en` or `pt-BR`.")
@click.option("--encoding", default="", metavar="NAME", help="What the files are in, whatever they declare.")
@click.option("--json", "as_json", is_flag=True, help="What became of each article, for programs.")
@loud("Say also which edition they come into.")
def command(
    paths: tuple[str, ...],
    shape: Any,
    create: bool,
    dry: bool,
    source: str,
    date: str,
    lang: str,
    encoding: str,
    as_json: bool,
) -> int:
    """Bring in articles as reports: files, folders, patterns, archives, addresses, or - for standard input.

    Each becomes a draft in content/reports/, and its text is kept in content/captures/ to check quotations against.
    What an article does not say is `unknown`. An article that is there already is recognised and its report never
    touched; if the outlet changed it, the new text is kept beside the old. Exit code 1: something could not be read.
    """
    import codecs
    import datetime as dt

    from digest import ingest
    from digest.ingest import printed

    given = ingest.Given(date=date, source=source, lang=lang)
    if wrong := ingest.faulty(given):
        raise click.UsageError(wrong)
    try:
        encoding = codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        raise click.UsageError(f"--encoding {encoding!r} is not known; for example windows-1252 or shift_jis") from None
    options = ingest.Options(
        shape=shape, given=given, create=create, dry=dry, today=dt.datetime.now(dt.UTC).date().isoformat()
    )
    outcomes: list[ingest.Outcome] = []
    stopped = False
    with here.edition() as edition, here.progress() as progress:
        importer = ingest.Importer(edition.fs, options)
        try:
            outcomes.extend(importer.bring_in(ingest.found(paths, encoding, progress)))
        except KeyboardInterrupt:
            stopped = True
        suggested = importer.suggested() if not stopped else ()
    show = printed.as_json(outcomes, suggested, dry=dry) if as_json else None
    click.echo(show or printed.summary(outcomes, suggested, dry=dry, paint=voice.paint()), nl=False)
    if stopped:
        voice.tell("interrupted; every file is whole, and the same command goes on from here")
        return 130
    return 1 if any(outcome.action == "refused" for outcome in outcomes) else 0
