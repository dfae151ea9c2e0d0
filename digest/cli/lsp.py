"""`digest lsp`: an editor served while content is written."""

import click

from digest.cli import Refused

EXAMPLES = """\b
Examples
  pip install "news-digest[lsp]"    what it needs, once
  digest lsp                        an editor starts it; README.md says how each is told to
"""


@click.command("lsp", epilog=EXAMPLES, short_help="Serve an editor: errors as you type, completion, renaming.")
def command() -> int:
    """Serve an editor, in the Language Server Protocol on standard input and output.

    Errors as you type, completion of ids and fields, what an id stands for, where it is used, renaming it everywhere,
    and the fixes of `digest check --fix` one by one.
    """
    try:
        from digest.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise Refused('it needs pygls: pip install "news-digest[lsp]"') from None
    serve()
    return 0
