"""The programs that check: where they are, and how they are run."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from support.checkout import ROOT

NODE_MODULES = ROOT / ".venv/node/node_modules"
"""`make audit` installs them there."""


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a checker. Its exit code is not looked at: most give 1 for any finding; what it prints must be understood."""
    # Into files: some node programs leave before all of it has gone through a pipe.
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        done = subprocess.run(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=err, timeout=900, check=False,
            env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, out.read(), err.read())


def node(program: str, *arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a program of the pinned node packages."""
    return run(NODE_MODULES / ".bin" / program, *arguments, cwd=cwd)


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON that a checker printed, some of them as an error; RuntimeError with its words where it is none."""
    try:
        return json.loads(done.stdout if done.stdout.strip() else done.stderr)
    except ValueError as error:
        said = (done.stderr or done.stdout)[-2000:]
        raise RuntimeError(f"{done.args[0]} ended with {done.returncode} and no answer:\n{said}") from error


def missing() -> list[str]:
    """What this machine lacks, each with the way to get it."""
    lacks: list[str] = []
    if not shutil.which("java"):
        lacks.append("Java 17 or newer, for vnu; on Debian: apt-get install default-jre-headless")
    if not shutil.which("node"):
        lacks.append("Node.js 20 or newer; on Debian 13 or newer: apt-get install nodejs npm")
    elif not NODE_MODULES.is_dir():
        lacks.append("the pinned node packages: make audit installs them")
    return lacks
