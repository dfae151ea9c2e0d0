"""`digest serve`: a preview on this machine, whose open pages change in place as their files are saved.

`preview` follows the edition and knows what each open page has not seen yet; `app` answers requests; `guard` says who
may ask; `editor` makes addresses that open a file at a line. Nothing is written into `site/`, so drafts and half-done
edits never lie there.
"""
