"""Which packages a wheel carries: those found on disk, and the shipped theme as `digest/theme`.

Everything else is said in `pyproject.toml`. There, packages are either searched for or listed; the theme lies beside
the package (its templates are edited far more often than code is), so no search finds it, and a list of all packages
would have to be mended for each new folder.
"""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["digest", "digest.*"]), "digest.theme"])
