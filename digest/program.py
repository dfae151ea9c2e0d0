"""Where the program itself lies, and with what it is installed. Imports next to nothing (see `still`)."""

import os
import sys

PACKAGE = os.path.dirname(os.path.realpath(__file__))

_READ_BY_STAGES = ("markdown-it-py", "pyyaml", "jinja2", "rapidfuzz", "ahocorasick-rs", "pagefind-bin", "pillow")


def home() -> str:
    """The folder that holds the shipped `theme/`: inside the installed package, or beside it in a checkout."""
    return PACKAGE if os.path.isdir(f"{PACKAGE}/theme/templates") else os.path.dirname(PACKAGE)


def libraries() -> list[str]:
    """The names of the `dist-info` folders of what a stage calls, which hold their versions.

    importlib.metadata would say the same, but takes half as long as a build with nothing to do.
    """
    found: list[str] = []
    for place in sys.path:
        if os.path.isdir(place):
            names = (name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))
            found += [name for name in names if name.lower().replace("_", "-").startswith(_READ_BY_STAGES)]
    return sorted(found)
