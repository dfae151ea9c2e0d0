"""Where in a template an error arose."""

import re

from digest.render.templates import FOLDER


def place(error: BaseException) -> str:
    """`theme/templates/report.html:12`; empty: it is of no template."""
    name, number = getattr(error, "name", None), getattr(error, "lineno", None)
    if isinstance(name, str) and isinstance(number, int):  # its syntax is wrong
        return f"{FOLDER}/{name}:{number}"
    found, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(f"{FOLDER}/"):
            found = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    if not found and error.__cause__ is not None:  # from another process, which sends its trace as text
        told = re.findall(rf'File "({FOLDER}/[^"\n]+)", line (\d+)', str(error.__cause__))
        found = ":".join(told[-1]) if told else ""
    return found


def message(error: BaseException) -> str:
    """What is wrong, as Jinja says it."""
    return str(getattr(error, "message", None) or error)
