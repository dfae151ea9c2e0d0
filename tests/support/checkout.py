"""This checkout, and its command line as an editor runs it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Build = Callable[..., Path]
"""`build("--base-url", "https://...")`: the folder of the sample edition's site, built with these options."""


def run_digest(*arguments: str, cwd: Path, code: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the public command line in a folder, with the code of this checkout or of another folder."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "digest", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(code), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
