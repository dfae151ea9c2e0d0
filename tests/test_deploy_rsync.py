"""rsync: a folder in which nothing is ever half, and nothing but ours is removed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.deploy import inplace, tool
from digest.deploy.inplace import InPlace
from digest.deploy.manifest import NAME
from digest.deploy.rsync import Rsync
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from support import deploying as d

Run = Callable[..., bytes]


def target(place: Path, site: Site, by: str = "here") -> InPlace:
    return InPlace(Rsync(str(place), place.parent), site, by, inplace.utc_now)


def shown(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_whatever_fails_readers_see_whole_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run: Run = tool.run
    place, before = tmp_path / "www", tmp_path / "before"
    site = d.built(tmp_path, d.OLD)
    d.deployed(target(before, site), site)

    def fresh() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(before, place)

    def failing(site: Site, n: int) -> InPlace:
        left = n

        def some(*arguments: object, **options: object) -> bytes:
            nonlocal left
            left -= 1
            if left <= 0:
                raise tool.Failed("rsync: connection unexpectedly closed", 12, "")
            return run(*arguments, **options)

        monkeypatch.setattr(tool, "run", some)
        return target(place, site)

    def sound(site: Site) -> InPlace:
        monkeypatch.setattr(tool, "run", run)
        return target(place, site)

    steps = d.survives(
        before=d.OLD, root=tmp_path, fresh=fresh, failing=failing, sound=sound, shown=lambda: shown(place), every=2
    )
    assert steps >= 10


def test_only_ours_is_removed_and_emptied_folders_go(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    d.deployed(target(place, site), site)
    (place / "about/letter.txt").write_text("of somebody else")
    (place / "robots.txt").write_text("of the host")
    site = d.built(tmp_path, {path: data for path, data in d.NEW.items() if not path.startswith("about")})
    d.deployed(target(place, site), site)
    assert (place / "about/letter.txt").exists()
    assert (place / "robots.txt").exists()
    assert not (place / "about/index.html").exists()
    assert not (place / "reports/ferry").exists()


def test_what_somebody_altered_or_took_away_is_put_back(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    d.deployed(target(place, site), site)
    (place / "index.html").write_text("defaced")
    (place / d.OLD_STYLE).unlink()
    assert d.deployed(target(place, site), site).plan.restored == (d.OLD_STYLE, "index.html")
    assert {path: data for path, data in shown(place).items() if path != NAME} == d.OLD


def test_a_copy_of_the_folder_made_by_hand_is_known_as_ours(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    tool.run(["cp", "-r", "site", "www"], cwd=tmp_path)
    site = d.built(tmp_path, d.NEW)
    prepared = d.deployed(target(place, site), site)
    assert prepared.plan.foreign == ()
    assert prepared.plan.gone == ("reports/ferry/index.html",)


def test_a_second_machine_waits_for_the_first(tmp_path: Path) -> None:
    place = tmp_path / "www"
    site = d.built(tmp_path, d.OLD)
    first = target(place, site, by="first")
    there = d.planned(first, site)
    first.begin(there.plan, there.before)
    with pytest.raises(Stopped, match="somebody else is deploying"):
        d.deployed(target(place, site, by="second"), site)
    assert shown(place).keys() == {NAME}
    d.deployed(target(place, site, by="first"), site)
    assert unbroken(shown(place))


def test_names_beyond_ascii(tmp_path: Path) -> None:
    names = {"reports/Zürich “x” 日本/index.html": b"1", "reports/[a]*?/index.html": b"2", "index.html": b"3"}
    site = d.built(tmp_path, names)
    d.deployed(target(tmp_path / "www", site), site)
    assert {path: data for path, data in shown(tmp_path / "www").items() if path != NAME} == names
    assert d.deployed(target(tmp_path / "www", site), site).plan.nothing
    site = d.built(tmp_path, {"index.html": b"3"})
    d.deployed(target(tmp_path / "www", site), site)
    assert shown(tmp_path / "www").keys() == {NAME, "index.html"}


@pytest.mark.parametrize(
    ("place", "meant"), [("host:", "host:./"), ("host:www/", "host:www/"), ("host:/srv", "host:/srv/"), ("www", "www/")]
)
def test_a_home_folder_is_not_the_root(
    tmp_path: Path, place: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed: list[list[str]] = []

    def noted(command: list[str], **_: object) -> bytes:
        typed.append(command)
        return b""

    monkeypatch.setattr(tool, "run", noted)
    assert Rsync(place, tmp_path).manifest() is None
    assert [command[-2] for command in typed] == [meant]


def unbroken(files: dict[str, bytes]) -> bool:
    return d.unreachable(files) == [] and "index.html" in files
