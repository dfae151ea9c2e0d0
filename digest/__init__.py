"""digest: annotated news digests as a static site.

    files in content/
      -> load     which files there are, known by their content
      -> parse    one file, read alone: a head that other pages may know, and a body that only its own page shows
      -> name     which entities each text names
      -> link     all heads: who is who, which quotations are one statement, which reports belong together
      -> check    what an editor should know
      -> plan     every page: its URL, and the function of records that makes it
      -> render   the pages that are stale -> bytes
      -> write    what differs -> site/

`build.py` is this list as code, with the middle of it in `understand/`. `model/` is what flows, `quotes/` the heart:
quotations found, grouped and collated.
"""

__version__ = "0.1.0"
