"""`digest deploy`: the site put online."""

from pathlib import Path

import click

from digest.cli import Refused, here, voice
from digest.cli.parameters import loud

EXAMPLES = """\b
Examples
  digest deploy git:origin --build           build, then push the site to the branch gh-pages
  digest deploy git:git@codeberg.org:me/news.git#pages
  digest deploy dir:/srv/www/news            side by side, and switched at once; root: /srv/www/news/current
  digest deploy rsync:me@example.org:/var/www/news
  digest deploy s3://bucket/news             also gs:// and az://; credentials from the environment
  digest deploy live --dry-run               a target of site.yml: what would be done
  digest deploy --check                      which hosts can take the site, by their limits
"""


@click.command("deploy", epilog=EXAMPLES, short_help="Put the site online.")
@click.argument("target", default="")
@click.option("--dry-run", "dry", is_flag=True, help="Do nothing; say what would be done, in its order.")
@click.option("--check", "checking", is_flag=True, help="Only compare the site with its host's limits.")
@click.option("--build", "building", is_flag=True, help="Build first.")
@click.option("--yes", is_flag=True, help="Also remove much, and write over files that digest did not put there.")
@loud("Name every file that is sent or removed.")
def command(target: str, dry: bool, checking: bool, building: bool, yes: bool) -> int:
    """Put the site in site/ where its readers find it.

    TARGET is an address, or the name of one under `deploy:` in site.yml; without it, the only one there. A second time,
    only what changed is sent. No reader ever sees a page without its style or a list with a dead link, nothing is
    removed before all else has arrived, and nothing ever that digest did not put there.
    """
    from digest.cli.making import made
    from digest.deploy.command import Stopped, Unfit, Wish, run
    from digest.options import Options

    if building and (code := made(Options(search=True))):
        return code
    wish = Wish(target=target, dry=dry, checking=checking, yes=yes, verbose=voice.verbose(), here=Path.cwd())
    with here.edition() as edition, here.progress() as progress:
        try:
            run(edition, here.root(), wish, voice.aside, progress)
        except Unfit as error:
            voice.tell(error)
            return 1
        except Stopped as error:
            raise Refused(str(error)) from None
        except KeyboardInterrupt:
            voice.tell("interrupted; readers see whole pages, and the same command goes on from here")
            return 130
    return 0
