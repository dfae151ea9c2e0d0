"""What tests share: the sample edition, built once by the public command line, and a browser to look at it."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from support.checkout import ROOT, Build, run_digest
from support.chromium import FLAGS, find_chromium
from support.hosting import hosted

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A shell starts what it puts into the background deaf to Ctrl-C, and all that is started there is deaf like it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def build_sample(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds a copy of `content/` in a folder of its own, each set of options once."""
    made: dict[tuple[str, ...], Path] = {}

    def build(*options: str) -> Path:
        if options not in made:
            edition = tmp_path_factory.mktemp("edition")
            # Captures are never published and are not in a fresh clone: a build must not need them.
            shutil.copytree(ROOT / "content", edition / "content", ignore=shutil.ignore_patterns("captures"))
            done = run_digest("build", *options, cwd=edition)
            assert done.returncode == 0, f"digest build ended with {done.returncode}:\n{done.stdout}{done.stderr}"
            made[options] = edition / "site"
        return made[options]

    return build


@pytest.fixture(scope="session")
def sample_site(build_sample: Build) -> Path:
    """The folder of the sample edition's site, as `make site` builds it."""
    return build_sample()


@pytest.fixture(scope="session")
def sample_address(sample_site: Path) -> Iterator[str]:
    """Where the sample edition is hosted while tests run."""
    with hosted(sample_site) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one file.

    Not for the whole session: Playwright keeps an event loop running in this thread, and a later test that starts one
    of its own would fail.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()
