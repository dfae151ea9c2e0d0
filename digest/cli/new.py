"""`digest new`: a content file with the fields that it needs, one command a kind."""

import os

import click

from digest.cli import Refused, here, voice
from digest.cli.parameters import ids, loud

EXAMPLES = """\b
Examples
  digest new report "Bridge reopens" --date 2024-05-02 --source harbour-post
  digest new quote bridge-reopens --speaker ada-lindqvist
  digest new entity "Ada Lindqvist" --type person --also "Ms Lindqvist"
  digest new source "The Harbour Post" --siglum HP --kind newspaper
  digest new story "The bridge closure" --date 2024-05-01

What is not said is asked for. The path of the new file is all that goes to standard output: $EDITOR $(digest new ...)
"""


@click.group("new", epilog=EXAMPLES, short_help="Make a content file: a report, quote, entity, source or story.")
def command() -> None:
    """Make a content file, with the fields that it needs. A file that is there already is never written over."""


_shown = loud("Show also what stands in the new file.")


@command.command()
@click.argument("title")
@click.option(
    "--date", metavar="YYYY-MM-DD", prompt="Date (YYYY-MM-DD, or unknown)", help="The day of the article, or unknown."
)
@click.option(
    "--source", metavar="NAME|ID", prompt="Outlet (id or name, or unknown)", help="The outlet, or unknown.",
    shell_complete=ids("sources"),
)  # fmt: skip
@click.option("--story", default="", metavar="ID", help="The story that it belongs to.", shell_complete=ids("stories"))
@_shown
def report(title: str, date: str, source: str, story: str) -> int:
    """A report titled TITLE, as a draft: your digest of one article."""
    from digest import scaffold

    return _new(scaffold.report(title, date=date, source=source, story=story))


@command.command()
@click.argument("id")
@click.option(
    "--gist", metavar="TEXT", prompt="What was said, in one sentence of yours", help="What was said, in your words."
)
@click.option(
    "--speaker", metavar="ID", prompt="Who said it (id of a name)", help="Who said it.", shell_complete=ids("entities")
)
@click.option(
    "--story", default="", metavar="ID", help="The story in which it was said.", shell_complete=ids("stories")
)
@_shown
def quote(id: str, gist: str, speaker: str, story: str) -> int:
    """A statement that several reports give. In their text it is named as q=ID."""
    from digest import scaffold

    return _new(scaffold.quote(id, gist=gist, speaker=speaker, story=story))


@command.command()
@click.argument("name")
@click.option(
    "--type", type=click.Choice(["person", "organisation", "place", "event", "work"]), prompt="Kind of name",
    help="What it is the name of.",
)  # fmt: skip
@click.option("--also", multiple=True, metavar="NAME", help="Another form of the name; may be given again.")
@_shown
def entity(name: str, type: str, also: tuple[str, ...]) -> int:
    """A person, organisation, place, event or work called NAME."""
    from digest import scaffold

    return _new(scaffold.entity(name, type=type, also=also))


@command.command()
@click.argument("name")
@click.option(
    "--siglum", metavar="LETTERS", prompt="Siglum (one to four letters)", help="What stands for it in tables: HP."
)
@click.option(
    "--kind", type=click.Choice(["newspaper", "agency", "broadcaster", "magazine", "ministry", "platform"]),
    help="What kind of outlet it is.",
)  # fmt: skip
@click.option("--country", default="", metavar="COUNTRY", help="Where it is at home, as its page is to say it.")
@_shown
def source(name: str, siglum: str, kind: str | None, country: str) -> int:
    """An outlet called NAME."""
    from digest import scaffold

    return _new(scaffold.source(name, siglum=siglum, kind=kind or "", country=country))


@command.command()
@click.argument("title")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day on which it begins.")
@_shown
def story(title: str, date: str) -> int:
    """A story titled TITLE: what several reports are about."""
    from digest import scaffold

    return _new(scaffold.story(title, date=date))


def _new(file: tuple[str, str]) -> int:
    """Write one new file, after a look at it with the eyes of the build: what it refuses is never written."""
    from digest import scaffold
    from digest.diagnostic import Diagnostic
    from digest.fs import Disk
    from digest.model.base import fingerprint
    from digest.model.source import FOLDERS, Source
    from digest.parse import parse
    from digest.report import as_text

    path, text = file
    root = here.root()
    data = text.encode()
    made = Source(path=path, kind=FOLDERS[path.split("/")[1]], id=path.rsplit("/", 1)[1][:-3], hash=fingerprint(data))
    wrong: list[Diagnostic] = [d for d in parse(made, data, lang="en", time_zone="UTC").said if d.severity == "error"]
    if wrong:
        voice.tell(as_text(wrong, lambda _: text))
        raise Refused("nothing was written")
    try:
        scaffold.write(Disk(root), {path: text})
    except scaffold.Exists as error:
        raise Refused(f"{error.path} is already there; nothing was written") from None
    click.echo(os.path.relpath(root / path))
    voice.detail(text.removesuffix("\n"))
    return 0
