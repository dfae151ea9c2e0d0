"""The house rules that a program can hold: the map is true, every rule is exercised, nothing of one machine is kept."""

import ast
import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import Group
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import digest
from digest.cli.commands import main as command_line
from digest.diagnostic import CODES
from support.checkout import ROOT, run_digest

PACKAGE = ROOT / "digest"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "theme" not in path.relative_to(PACKAGE).parts)
STAGES = ["load", "parse", "link", "plan", "render", "write"]


def tracked() -> list[Path]:
    """Every file that the repository keeps, or would keep at the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def ids(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


# --- the map --------------------------------------------------------------------------------------------------------


def first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return said.splitlines()[0] if said else ""


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_every_module_says_why_it_exists(path: Path) -> None:
    assert len(first_line(path).split()) >= 3, "the first line of the file says what the module is, in a few words"
    assert path.read_text(encoding="utf-8").startswith('"""'), "so that `head -1` shows it"


def annotations(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield from (ast.unparse(arg.annotation) for arg in node.args.args if arg.annotation)
            yield ast.unparse(node.returns) if node.returns else ""
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.annotation)


@pytest.mark.parametrize("stage", STAGES)
def test_the_arrow_of_a_stage_is_that_of_its_functions(stage: str) -> None:
    package = PACKAGE / stage
    files = sorted(package.glob("*.py")) if package.is_dir() else [PACKAGE / f"{stage}.py"]
    arrow = first_line(package / "__init__.py" if package.is_dir() else files[0])
    assert "->" in arrow, "a stage's first line is what it takes -> what it gives"
    typed = set(re.findall(r"\w+", " ".join(text for file in files for text in annotations(file))))
    for record in re.findall(r"\b[A-Z][a-z]\w+", arrow):
        assert record in typed or record.removesuffix("s") in typed, f"no function of {stage} takes or gives {record}"


def architecture() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def layers() -> list[list[str]]:
    """The layers of the import contract, from the top, each with its modules."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [re.findall(r"\w+", layer) for layer in contract["layers"]]


def test_the_map_shows_every_room_in_the_order_of_the_layers() -> None:
    """The table of the map, the contract of imports and the folder on disk name the same modules."""
    rooms = re.findall(r"^\| *\w* *\| `(\w+)` \|", architecture(), re.MULTILINE)
    on_disk = [path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"]
    on_disk += [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert sorted(rooms) == sorted(on_disk)
    height = {module: n for n, layer in enumerate(layers()) for module in layer}
    assert [height[room] for room in rooms] == sorted(height[room] for room in rooms)


def test_the_map_names_only_files_that_exist() -> None:
    named = set(re.findall(r"(?<![\w/*])(?:[\w.-]+/)*[\w-]+\.(?:py|md|toml|yml|txt)\b", architecture()))
    assert named
    places = (ROOT, PACKAGE, ROOT / "content")
    assert [name for name in sorted(named) if not any((place / name).is_file() for place in places)] == []


def test_imports_point_downward() -> None:
    done = subprocess.run(
        [Path(sysconfig.get_path("scripts")) / "lint-imports", "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


# --- the rules ------------------------------------------------------------------------------------------------------


def register() -> list[str]:
    """Every code that any module enters, by importing them all."""
    for module in pkgutil.walk_packages(digest.__path__, "digest."):
        if not module.name.endswith("__main__") and not module.name.startswith("digest.theme"):
            importlib.import_module(module.name)
    return sorted(CODES)


def test_every_code_is_exercised_by_a_fixture() -> None:
    codes = register()
    shown = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/diagnostics").rglob("*.*")))
    assert codes
    assert [code for code in codes if not re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", shown)] == []


def test_every_code_explains_itself() -> None:
    for name in register():
        code = CODES[name]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name
        assert code.what.endswith("."), f"{name}: `what` is a sentence"
        assert code.why.strip(), f"{name}: no reason given"
        assert code.instead.strip(), f"{name}: no example"


# --- what is kept ---------------------------------------------------------------------------------------------------

OF_ONE_MACHINE = re.compile(
    r"(?<![\w.:/~-])/(?:home|mnt|opt|root|tmp|Users|work)/\w"  # an absolute path into somebody's folders
    r"|\b(?:pypi[.]org|python[h]osted|npmjs[.]|deb[.]debian|crates[.]io)"  # where packages come from is a setting
)
"""Written so that it does not find itself."""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("open('/ho" + "me/ann/x')", True),
        ("--index-url https://pypi" + ".org/simple", True),
        ("https://example.org/work/1", False),
        ("../tmp/x", False),
    ],
)
def test_the_pattern_for_machine_paths_works(line: str, found: bool) -> None:
    assert bool(OF_ONE_MACHINE.search(line)) is found


def test_nothing_of_one_machine_is_kept() -> None:
    kept = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # fonts and pictures
        kept += [f"{path.relative_to(ROOT)}:{n}: {line.strip()[:120]}" for n, line in enumerate(text.splitlines(), 1)
                 if OF_ONE_MACHINE.search(line)]  # fmt: skip
    assert "\n".join(kept) == ""


def pins(name: str) -> dict[str, Requirement]:
    """The packages of a lock file; each must be one version, with hashes."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert all(re.match(r"[a-z0-9-]+==\S+ +--hash=sha256:[0-9a-f]{64}", line) for line in lines), name
    return {line.split("==")[0]: Requirement(line.split("--hash")[0].strip()) for line in lines}


def test_the_lock_fits_what_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = pins("run.txt"), pins("dev.txt")
    extras = [asked for extra in project["project"]["optional-dependencies"].values() for asked in extra]
    for asked in map(Requirement, [*project["project"]["dependencies"], *project["build-system"]["requires"], *extras]):
        version = str(run[canonicalize_name(asked.name)].specifier).removeprefix("==")
        assert asked.specifier.contains(version), f"{asked} is pinned to {version}: make lock"
    wanted = (ROOT / "requirements/dev.in").read_text(encoding="utf-8").splitlines()
    assert {canonicalize_name(line) for line in wanted if re.match(r"\w", line)} <= dev.keys()
    assert {name: str(dev[name]) for name in dev.keys() & run.keys()} == {
        name: str(run[name]) for name in dev.keys() & run.keys()
    }


# --- the README -----------------------------------------------------------------------------------------------------


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def typed(word: str) -> str:
    """What the README tells to type that begins with a word: in code and after it in the same row of a table."""
    return "\n".join(re.findall(rf"`{word} [^`]+`.*|^{word} .*", readme(), re.MULTILINE))


def test_the_readme_names_only_commands_and_options_that_exist() -> None:
    commands = command_line.commands
    for command, rest in re.findall(r"\bdigest ([a-z]+)\b([^\n]*)", typed("digest")):
        assert command in commands, f"digest {command}"
        options = {option for given in commands[command].params for option in given.opts}
        assert set(re.findall(r"--[a-z][a-z-]*", rest)) <= options, f"digest {command}{rest}"
    kinds = re.search(r"`digest new KIND NAME` \|(.*)\|", readme())
    assert kinds is not None
    assert isinstance(new := commands["new"], Group)
    assert set(re.findall(r"`([a-z]+)`", kinds[1])) == new.commands.keys()


def test_the_readme_names_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert {"site", "test"} <= set(re.findall(r"\bmake ([a-z]+)", typed("make"))) <= targets


def test_the_tour_of_the_readme(tmp_path: Path) -> None:
    """Its five commands and its example of a report, as a newcomer types them."""

    def run(*arguments: str) -> str:
        done = run_digest(*arguments, cwd=tmp_path if arguments[0] == "init" else tmp_path / "my-edition")
        assert done.returncode == 0, f"digest {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    run("init", "my-edition")
    run("new", "report", "The bridge stays shut", "--date", "2024-05-02", "--source", "unknown")
    example = re.search(r"```markdown\n(.*?)```", readme(), re.DOTALL)
    assert example is not None
    report = tmp_path / "my-edition/content/reports/bridge.md"
    report.write_text(example[1], encoding="utf-8")
    run("check")
    run("build")
    page = (tmp_path / "my-edition/site/reports/bridge/index.html").read_text(encoding="utf-8")
    assert "nobody crosses before the last bolt is checked" in page
    assert re.search(r"\b0 files written", run("build"))


# --- what is handed on ----------------------------------------------------------------------------------------------


def test_a_wheel_alone_builds_an_edition(tmp_path: Path) -> None:
    """The wheel carries every module, the data files and the shipped theme, and needs nothing of the checkout."""
    source = tmp_path / "source"
    for path in tracked():
        where = path.relative_to(ROOT)
        if where.parts[0] in ("digest", "theme") or len(where.parts) == 1:
            (source / where).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, source / where)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path], cwd=source,
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    carried = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    asked = {
        (Path("digest") / where).as_posix() if where.parts[0] == "theme" else where.as_posix()
        for where in (path.relative_to(ROOT) for path in tracked())
        if where.parts[0] in ("digest", "theme")
    }
    assert sorted(asked - carried) == []

    edition = tmp_path / "edition"
    shutil.copytree(ROOT / "content", edition / "content", ignore=shutil.ignore_patterns("captures"))
    done = run_digest("build", cwd=edition, code=installed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (edition / "site/index.html").is_file()
