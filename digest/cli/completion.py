"""`digest completion`: the script by which a shell completes commands."""

import click

EXAMPLES = """\b
Examples
  digest completion bash > ~/.local/share/bash-completion/completions/digest
  digest completion zsh > ~/.zfunc/_digest        with `fpath+=~/.zfunc` before compinit
  digest completion fish > ~/.config/fish/completions/digest.fish
"""


@click.command("completion", epilog=EXAMPLES, short_help="Print the script by which a shell completes commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the script by which a SHELL completes commands, options, codes, and the ids of the edition it is in."""
    from click.shell_completion import get_completion_class

    from digest.cli.commands import main

    made = get_completion_class(shell)
    assert made is not None
    # not `source()`, which looks for bash and says what it thinks of it
    click.echo(made.source_template % made(main, {}, "digest", "_DIGEST_COMPLETE").source_vars())
    return 0
