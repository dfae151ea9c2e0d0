"""The example in docs/library.md runs, and prints what the page says it prints."""

import contextlib
import io
import os
import re

from support.checkout import ROOT

PAGE = ROOT / "docs" / "library.md"


def test_the_example_prints_what_the_page_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (expected,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, str(PAGE), "exec"), {"__name__": "example"})  # noqa: S102  # the page's own example
    if os.environ.get("UPDATE_FIXTURES"):
        PAGE.write_text(page.replace(f"```text\n{expected}```", f"```text\n{printed.getvalue()}```"), encoding="utf-8")
        expected = printed.getvalue()
    assert printed.getvalue() == expected
