"""A folder of releases and a link: killed at every step, it shows all of the old site or all of the new one."""

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import pytest

from digest.deploy.folder import Folder
from digest.deploy.manifest import NAME
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from digest.headers import hashed
from support import deploying as d

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "shutil.rmtree"}
"""What Python tells an audit hook of, among it every call that changes a folder."""
KILLED = 9


def folder(place: Path, site: Site, keep: int = 3) -> Folder:
    return Folder(place, site, keep=keep)


def shown(place: Path) -> dict[str, bytes]:
    root = place / "current"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def ours(place: Path) -> dict[str, bytes]:
    return {path: data for path, data in shown(place).items() if path != NAME}


def killed_at(n: int, place: Path, site: Site) -> bool:
    """Deploy in a process that ends without a word before its n-th step below `place`; says whether it came so far."""
    child = os.fork()
    if child == 0:
        left = n

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in STEPS and any(str(argument).startswith(str(place)) for argument in arguments[:2]):
                left -= 1
                if left == 0:
                    os._exit(KILLED)

        sys.addaudithook(hook)
        try:
            d.deployed(folder(place, site, keep=1), site)
        except BaseException:  # noqa: BLE001  # whatever it is, this process must not go on as a second pytest
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # of a process with threads; the child starts none
@pytest.mark.parametrize("before", [{}, d.OLD], ids=["first", "again"])
def test_killed_at_every_step(tmp_path: Path, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sync", lambda: None)  # of use when the machine dies, not when a process does
    place, kept = tmp_path / "www", {d.OLD_STYLE: d.OLD[d.OLD_STYLE]} if before else {}
    if before:
        site = d.built(tmp_path, before)
        d.deployed(folder(tmp_path / "before", site), site)
    site = d.built(tmp_path, d.NEW)
    for n in range(1, 500):
        shutil.rmtree(place, ignore_errors=True)
        if before:
            shutil.copytree(tmp_path / "before", place, symlinks=True)
        killed = killed_at(n, place, site)
        assert ours(place) in (before, d.NEW | kept), f"killed at step {n}"
        d.deployed(folder(place, site, keep=1), site)
        d.whole(shown(place), kept=kept)
        assert d.deployed(folder(place, site), site).plan.nothing
        assert [path.name for path in (place / "releases").iterdir() if path.name.startswith(".")] == []
        if not killed:
            break
    assert n >= 40


def test_unchanged_files_are_not_copied(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    d.deployed(folder(place, site), site)
    before = (place / "current/about/index.html").stat()
    site = d.built(tmp_path, d.NEW)
    d.deployed(folder(place, site), site)
    now = (place / "current/about/index.html").stat()
    assert (now.st_ino, now.st_nlink) == (before.st_ino, 2)


def test_so_many_releases_stay_and_the_link_can_go_back(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    for n in range(5):
        site = d.built(tmp_path, {**d.OLD, "about/index.html": b"we are %d" % n})
        d.deployed(folder(place, site, keep=2), site)
    assert len(list((place / "releases").iterdir())) == 2
    assert ours(place)["about/index.html"] == b"we are 4"
    now = (place / "current").resolve()
    (other,) = (path for path in (place / "releases").iterdir() if path != now)
    (place / "current").unlink()
    (place / "current").symlink_to(f"releases/{other.name}")
    assert ours(place)["about/index.html"] == b"we are 3"
    d.deployed(folder(place, site, keep=2), site)
    assert ours(place)["about/index.html"] == b"we are 4"


def test_files_of_others_move_along(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    d.deployed(folder(place, site), site)
    (place / "current/.well-known").mkdir()
    (place / "current/.well-known/challenge").write_text("of a certificate")
    (place / "current/pictures").symlink_to(tmp_path)
    site = d.built(tmp_path, d.NEW)
    d.deployed(folder(place, site), site)
    assert (place / "current/.well-known/challenge").read_text() == "of a certificate"
    assert (place / "current/pictures").is_symlink()


def test_what_somebody_altered_is_put_back(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    d.deployed(folder(place, site), site)
    (place / "current/index.html").write_text("defaced")
    assert d.deployed(folder(place, site), site).plan.restored == ("index.html",)
    assert ours(place) == d.OLD


def test_an_old_style_stays_for_a_month(tmp_path: Path) -> None:
    place = tmp_path / "www"
    for files, day in ((d.OLD, 0), (d.NEW, 0), ({**d.NEW, "about/index.html": b"we"}, 29)):
        site = d.built(tmp_path, files)
        d.deployed(folder(place, site), site, d.TODAY + dt.timedelta(days=day))
        assert hashed(d.OLD_STYLE)
        assert d.OLD_STYLE in ours(place)
    site = d.built(tmp_path, d.NEW)
    d.deployed(folder(place, site), site, d.TODAY + dt.timedelta(days=30))
    assert ours(place) == d.NEW


@pytest.mark.parametrize(
    ("there", "match"),
    [
        ({"index.html": "a site of somebody"}, "holds other files"),
        ({"current/index.html": "no link", "releases/x": ""}, "not the link"),
        ({"releases/r/.digest-manifest.json": "{", "current": "-> releases/r"}, "cannot be read"),
    ],
)
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, there: dict[str, str], match: str) -> None:
    for path, text in there.items():
        (tmp_path / "www" / path).parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            (tmp_path / "www" / path).symlink_to(text[3:])
        else:
            (tmp_path / "www" / path).write_text(text)
    site = d.built(tmp_path, d.OLD)
    with pytest.raises(Stopped, match=match):
        d.deployed(folder(tmp_path / "www", site), site)


def test_two_at_once(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    one, two = folder(place, site), folder(place, site)
    ready = d.planned(one, site), d.planned(two, site)
    one.begin(ready[0].plan, ready[0].before)
    with pytest.raises(Stopped, match="somebody else is deploying"):
        two.begin(ready[1].plan, ready[1].before)
    two.close()
    one.close()
    d.deployed(folder(place, site), site)
    with pytest.raises(Stopped, match="somebody else has just deployed"):
        two.begin(ready[1].plan, ready[1].before)
    two.close()


def test_a_site_that_changed_after_the_plan_is_not_deployed(tmp_path: Path) -> None:
    site = d.built(tmp_path, d.OLD)
    (tmp_path / "site/index.html").write_text("half of a build")
    with pytest.raises(Stopped, match=r"site/index\.html changed after the build"):
        d.deployed(folder(tmp_path / "www", site), site)
    assert not (tmp_path / "www/current").exists()
