"""`digest schema`: the JSON Schema of front matter or settings."""

from pathlib import Path
from typing import Any

import click

EXAMPLES = """\b
Examples
  digest schema report > report.schema.json    one
  digest schema --all schemas/                 all, a file each
README.md says how editors are told of them.
"""


@click.command("schema", epilog=EXAMPLES, short_help="Print the JSON Schema of front matter or settings.")
@click.argument(
    "kind", required=False, type=click.Choice(["report", "quote", "entity", "source", "story", "page", "site"])
)
@click.option("--all", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write all into a folder.")
def command(kind: Any, folder: Path | None) -> int:
    """Print the JSON Schema of the front matter of one kind of file, or of site.yml: every field, what it says, and
    examples. With it an editor completes and checks fields."""
    import json

    from digest.explain import rules
    from digest.schema import KINDS
    from digest.schema import schema as made

    if (kind is None) == (folder is None):
        raise click.UsageError("name one kind, or a folder for all of them with --all")

    def written(kind: Any) -> str:
        return json.dumps(made(kind, rules()), ensure_ascii=False, indent=1) + "\n"

    if folder is None:
        click.echo(written(kind), nl=False)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for each in KINDS:
        (folder / f"{each}.schema.json").write_text(written(each), encoding="utf-8")
    return 0
