"""What stands beside a page for programs: the same thing in other forms.

What makes each of them is in `digest.render.forms`, by the same names.
"""

from digest.model.page import Machine


def of_statement(url: str) -> tuple[Machine, ...]:
    return (Machine(url=f"{url}collation.json", label="Collation (JSON)", type="application/json"),)
