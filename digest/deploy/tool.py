"""Another program, run for its answer: git and rsync, as the editor has them, with the editor's own configuration."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from digest.deploy.stopped import Stopped, without_secrets


class Failed(Stopped):
    """It ended with an error; `code` is its exit code, `said` what it wrote on standard error."""

    def __init__(self, message: str, code: int, said: str) -> None:
        super().__init__(message)
        self.code = code
        self.said = said


def run(
    command: Sequence[str], *, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None,
    fine: Sequence[int] = (0,),
) -> bytes:  # fmt: skip
    """Its standard output. Raises Failed with its own last words, or Stopped if it is not installed.

    `fine`: the exit codes that are no errors. `env` is added to ours.
    """
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program, its arguments in a list, no shell
            command, cwd=cwd, input=stdin, capture_output=True, check=False, env={**os.environ, **(env or {})}
        )
    except FileNotFoundError:
        raise Stopped(f"{command[0]} is needed for this target and is not installed") from None
    if done.returncode not in fine:
        said = done.stderr.decode("utf-8", "replace")
        said_by = command[0] + ": "
        what = gist(said).replace(said_by, "") or f"ended with {done.returncode}"
        raise Failed(said_by + what, done.returncode, said)
    return done.stdout


def gist(said: str) -> str:
    """Of what a program said, the lines that tell what went wrong; in one line and without credentials."""
    lines = [line.strip().rstrip(".") for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", " ! ", "rsync: ", "ssh:"))]
    return without_secrets("; ".join(dict.fromkeys((telling or lines[-3:])[:4])))
