"""Which browser of this machine the tests drive; run as a script, it prints the browser's path.

No browser is ever downloaded: the tests take the one that the machine has, as a reader would.
"""

import shutil
import sys

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

FLAGS = (
    "--no-sandbox",  # as root in a container, the sandbox cannot start; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str:
    """The path of a Chromium or Chrome; `LookupError` where there is none."""
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    raise LookupError("no Chromium or Chrome on this machine; on Debian: apt-get install chromium")


if __name__ == "__main__":
    try:
        sys.stdout.write(find_chromium() + "\n")
    except LookupError as missing:
        sys.exit(str(missing))
