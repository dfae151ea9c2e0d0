"""`digest serve`: the site shown here, and every change as it is saved."""

import sys
from contextlib import suppress
from types import FrameType
from typing import Any

import click

from digest.cli import Refused, here, voice
from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest serve                          at http://127.0.0.1:8000/, or the next free port
  digest serve --open-with vscode       places in errors, and files of pages, open in the editor
  DIGEST_EDITOR=zed digest serve        the same, said once for all
  digest serve --open-with 'myeditor://open?file={path}&line={line}'
  digest serve --no-drafts              what a reader will see
  digest serve --bind 0.0.0.0           to look at it from a telephone in the same network
"""


@click.command("serve", epilog=EXAMPLES, short_help="Show the site here, and every change as it is saved.")
@click.option(
    "--port", default=8000, show_default=True, metavar="N", help="Of the address; if it is in use, the next free one."
)
@click.option("--bind", "address", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where it answers.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Whether drafts are shown, marked as such.")
@click.option(
    "--open-with", "opener", default="", envvar="DIGEST_EDITOR", metavar="EDITOR",
    help="The editor that opens files: cursor, emacs, idea, mvim, subl, txmt, vscode, vscodium, windsurf, zed, or a "
    "template of its addresses with {path}, {line}, {column}.",
)  # fmt: skip
@loud("Name every open page that changes.")
def command(port: int, address: str, drafts: bool, opener: str) -> int:
    """Show the site on this machine, and every change as it is saved.

    Pages that are open change in place, and errors stand over the last good page until they are mended. Words that are
    selected on a page say what to type for them. `site/` is left alone, and other commands need not wait.
    """
    import socket

    import uvicorn

    from digest.edition import previewed
    from digest.options import Options
    from digest.serve.app import app
    from digest.serve.editor import Unfit, editor
    from digest.serve.guard import is_open
    from digest.serve.preview import PREVIEW, Preview
    from digest.serve.said import Said, line

    quiet, verbose = voice.quiet(), voice.verbose()  # what follows the files is another thread, which has no context
    root = here.root()
    try:
        opens = editor(root, opener)
    except Unfit:
        raise click.UsageError(
            f"--open-with {opener!r} is neither an editor that is known nor an address with {{path}}"
        ) from None

    def running(where: str) -> None:
        raise Refused(f"a preview of this edition is running already: {where}")

    def tell(said: Said) -> None:
        if said.errors:
            voice.tell("\n\n".join([*said.errors, ""]))
        elif not quiet:
            voice.tell(line(said))
        if verbose:
            for url in sorted(said.news.touched or ()):
                voice.tell(f"  {url}")

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as listener:
        port = _bound(listener, address, port)
        where = f"http://{f'[{address}]' if ':' in address else address}:{port}/"
        with previewed(root, where, running) as edition:
            listener.listen(128)  # from here on a browser waits for the first build instead of being refused
            _room_for_connections()
            preview = Preview(edition, Options(drafts=drafts, search=True, site=PREVIEW), root, opens, tell)
            news = preview.refresh()
            preview.session.keep()
            if news is not None and not news.failed:
                warnings = [d for d in news.said if d.severity == "warning" and not quiet]
                voice.diagnostics(warnings, "text", edition, sys.stderr)
            if is_open(address):
                voice.tell("warning: everyone who reaches this machine can read the preview, drafts too")
            voice.tell(f"{where}  (Ctrl-C ends it)")
            config = uvicorn.Config(
                app(preview, address, port), http="h11", log_level="error", timeout_graceful_shutdown=1,
                server_header=False, proxy_headers=False,
            )  # fmt: skip
            server = uvicorn.Server(config)
            leave = server.handle_exit

            def ended(sig: int, frame: FrameType | None) -> None:
                preview.end()
                leave(sig, frame)

            server.handle_exit = ended  # type: ignore[method-assign]  # it has no other way to be told
            try:
                server.run(sockets=[listener])
            except KeyboardInterrupt:  # the way to end it: nothing was interrupted
                return 130
            finally:
                preview.close()
    return 0


def _bound(listener: Any, address: str, port: int) -> int:
    """Bind to a port, or to one of the next twenty that is free; which one it is."""
    import errno
    import socket

    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for tried in range(port, min(port + 20, 65536)):
        try:
            listener.bind((address, tried))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Refused(f"cannot answer at {address}:{tried}: {error.strerror or error}") from None
        else:
            return tried
    raise Refused(f"ports {port} to {port + 19} are all in use; give another with --port")


def _room_for_connections() -> None:
    """As many open files as the system grants: each tab that listens is one, and many systems begin with 256."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most if 0 < most < 65536 else 65536, most))
