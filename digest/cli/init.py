"""`digest init`: a new edition, small, that builds at once."""

from pathlib import Path

import click

from digest.cli import Refused, voice
from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest init my-edition && cd my-edition && digest serve
  digest init press --title "The Press Review"
"""


@click.command("init", epilog=EXAMPLES, short_help="Make a new edition: a small one that builds at once.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The edition's title (default: the folder's name).")
@loud("Name every file that is written.")
def command(folder: Path, title: str) -> int:
    """Make a new edition in FOLDER: a small one that builds at once, to be written over.

    It has two reports that give one statement in different words, and the files that go with them. What lies in
    FOLDER already stays as it is.
    """
    from digest import scaffold
    from digest.fs import Disk

    if (folder / "content").exists():
        raise Refused(f"{folder}/content is already there; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    files = scaffold.edition(title or folder.resolve().name.replace("-", " ").capitalize())
    if not (folder / ".gitignore").exists():
        files[".gitignore"] = "/.digest/\n/site/\n/content/captures/\n"
    scaffold.write(Disk(folder), files)
    if voice.verbose():
        for path in sorted(files):
            voice.tell(f"wrote {folder / path}")
    voice.aside(f"An edition of two reports is in {folder}. See it: cd {folder} && digest serve")
    return 0
