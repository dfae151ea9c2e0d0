"""The site made, and what was done said: `digest build`, and what `digest deploy --build` does first."""

import sys
import time

from digest.build import build
from digest.cli import Refused, here, voice
from digest.cli.summary import summary
from digest.clock import Clock, table
from digest.options import Options
from digest.still import Look
from digest.write import NotOurs


def made(options: Options, look: Look | None = None, *, profile: bool = False) -> int:
    """Make the site; returns the exit code. `look`: how the edition in the working folder lies, if that was asked.
    `profile`: say what each stage took."""
    start = time.perf_counter()
    timed = Clock()
    with here.edition() as edition, here.progress(hidden=profile) as bar:

        def progress(stage: str, done: int, of: int) -> None:
            timed(stage, done, of)
            bar(stage, done, of)

        try:
            built = build(edition, options, progress, look)
        except NotOurs as error:
            raise Refused(
                f"{error.path} was not made by digest and lies where a page should be; move it away, or empty site/"
            ) from None
        # A note is a thought for whoever asks (`digest check`); said at every build it would only be passed over.
        grave = ("error",) if voice.quiet() else ("error", "warning")
        if said := [d for d in built.said if d.severity in grave]:
            voice.diagnostics(said, "text", edition, sys.stderr)
        for warning in edition.cache.warnings:
            voice.aside(f"warning: {warning}")
    if built.failed:
        voice.tell("Nothing was written: the site in site/ is as it was before.")
        return 1
    if built.unsearched:
        voice.aside(f"warning: the site has no search: {built.unsearched}")
    trace = built.trace
    for word, paths in (("wrote", trace.written), ("removed", trace.removed)):
        for path in paths:
            voice.detail(f"{word} site/{path}")
    if profile:
        voice.tell(table(timed.spent()))
    indexing = sum(spent.seconds for spent in timed.spent() if spent.stage == "indexing")
    voice.aside(summary(trace, time.perf_counter() - start, indexing))
    if built.lacks:
        voice.aside(built.lacks)
    return 0
