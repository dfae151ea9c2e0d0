"""Whether `site/` is what the content says: whole, of now, and without drafts. A deploy never builds unasked."""

from collections.abc import Mapping

from digest import state, write
from digest.deploy.stopped import Stopped
from digest.edition import Edition
from digest.inputs import look
from digest.options import Options
from digest.write import Entry


def ready(edition: Edition, again: str) -> Mapping[str, Entry]:
    """The files to deploy. Raises Stopped with the reason why not; `again` is the command that would build first."""
    fs, site = edition.fs, write.SITE
    last = state.load(fs, site)
    entries = write.manifest(fs, site)
    build = f"`digest build` makes it; `{again}` does both"
    if not entries:
        raise Stopped(f"there is no site in {site}/ yet; {build}")
    if last.drafts:
        raise Stopped(f"{site}/ was built with --drafts, and drafts are not for readers; {build} without them")
    now = look(edition, Options(), last).hashes
    changed = sorted(what for what in {*last.reads, *now} - {"the options"} if last.reads.get(what) != now.get(what))
    if changed or not last.inputs:
        what = _listed(changed) if changed else "the last build did not end well"
        raise Stopped(f"{site}/ is not what the content says now ({what}); `digest build` brings it up to date; "
                      f"`{again}` does both")  # fmt: skip
    if not write.intact(fs, site, last.made):
        raise Stopped(f"files in {site}/ were changed or removed after the build; `digest build` puts them back")
    if "index.html" not in entries:
        raise Stopped(f"{site}/ has no front page, so it cannot be whole; {build} anew")
    return entries


def _listed(changed: list[str]) -> str:
    return f"{changed[0]} changed" if len(changed) == 1 else f"{changed[0]} and {len(changed) - 1:,} more changed"
