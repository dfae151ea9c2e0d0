"""Site -> diagnostics

What an editor would want to know before publishing, and no single file can tell. The list of rules is `registry.py`;
each stands in the file of its family, with its code beside it.
"""

from collections.abc import Mapping

from digest.check.captures import compared
from digest.check.registry import RULES
from digest.diagnostic import Diagnostic, in_order
from digest.model.site import Site


def check(site: Site, captures: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """All rules over the linked edition. `captures` holds the saved text of articles by report id, where there is
    one."""
    said = [diagnostic for rule in RULES for diagnostic in rule(site)]
    said += compared(site, captures)
    return in_order(said)
