"""`digest build`: the site in site/."""

import click

from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest build                                          the site, in site/
  digest build --base-url https://example.org/press/    for its address on the web
  digest build --drafts --verbose                       drafts too; each page that is written is named
  digest build --quiet || mail-me                       for a script
"""


@click.command("build", epilog=EXAMPLES, short_help="Make the site in site/.")
@click.option(
    "--base-url", default="", metavar="URL", help="Where the site will be, in place of `base_url` in site.yml."
)
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
@click.option("--search/--no-search", default=True, help="Whether readers can search the site.", show_default=True)
@click.option("--processes", default=0, metavar="N", help="How many processes to use (default: one a processor).")
@click.option("--profile", is_flag=True, help="Say what each stage took, in place of a bar.")
@loud("Name every file that is written or removed.")
def command(base_url: str, drafts: bool, search: bool, processes: int, profile: bool) -> int:
    """Make the site in site/. A second run does only what changed.

    The old site stays until the new one is whole, and stays altogether if the content has errors. Files in site/ that
    digest did not make are left alone.
    """
    from digest.cli.making import made
    from digest.options import Options

    if base_url:
        base_url = _address(base_url)
    options = Options(base_url=base_url, drafts=drafts, search=search, processes=processes)
    return made(options, profile=profile)


def _address(url: str) -> str:
    """A base address with its slash; a usage error if it is none."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise click.UsageError(f"--base-url must be an address like https://example.org/press/, not {url!r}")
    return url.rstrip("/") + "/"
