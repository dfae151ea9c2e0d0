"""A branch of a real bare repository: one commit a deploy, nobody's work tree touched, no push forced."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from digest.deploy.deploy import doubts
from digest.deploy.git import Branch
from digest.deploy.manifest import NAME
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from support import deploying as d


@pytest.fixture(autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which git knows no user, as in a workflow."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(home.parent))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


def git(*arguments: str, at: Path) -> str:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    done = subprocess.run(["git", *who, *arguments], cwd=at, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git("init", "--quiet", "--bare", "remote.git", at=tmp_path)
    return tmp_path / "remote.git"


def branch(remote: Path | str, site: Site) -> Branch:
    return Branch(str(remote), "gh-pages", site.place.parent, site)


def shown(remote: Path) -> dict[str, bytes]:
    paths = git("ls-tree", "-r", "--name-only", "-z", "gh-pages", at=remote).split("\0")
    return {
        path: subprocess.run(["git", "show", f"gh-pages:{path}"], cwd=remote, capture_output=True, check=True).stdout
        for path in paths
        if path
    }


def commits(remote: Path) -> int:
    return int(git("rev-list", "--count", "gh-pages", at=remote))


def test_a_deploy_is_one_commit_and_an_unchanged_one_is_none(tmp_path: Path, remote: Path) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(branch(remote, site), site)
    assert {path: data for path, data in shown(remote).items() if path != NAME} == d.OLD
    assert d.deployed(branch(remote, site), site).plan.nothing
    assert commits(remote) == 1
    site = d.built(tmp_path, d.NEW)
    d.deployed(branch(remote, site), site)
    d.whole(shown(remote), kept={d.OLD_STYLE: d.OLD[d.OLD_STYLE]})
    assert commits(remote) == 2
    assert git("log", "-1", "--format=%s", "gh-pages", at=remote) == "digest deploy: 4 new, 3 changed, 1 removed"
    assert git("fsck", "--strict", at=remote) == ""


def test_neither_work_tree_nor_index_nor_branches_are_touched(tmp_path: Path, remote: Path) -> None:
    edition = tmp_path / "edition"
    edition.mkdir()
    git("init", "--quiet", "--initial-branch=main", at=edition)
    git("remote", "add", "origin", str(remote), at=edition)
    (edition / ".gitignore").write_text("/site/\n")
    (edition / "note.md").write_text("one")
    git("add", ".", at=edition)
    git("commit", "--quiet", "-m", "begin", at=edition)
    (edition / "note.md").write_text("two, staged")
    git("add", "note.md", at=edition)
    (edition / "note.md").write_text("three, not staged")
    hook = edition / ".git/hooks/pre-push"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    def state() -> tuple[str, ...]:
        index = hashlib.sha256((edition / ".git/index").read_bytes()).hexdigest()
        refs = git("for-each-ref", "refs/heads", "refs/tags", at=edition)
        shallow = git("rev-parse", "--is-shallow-repository", at=edition)
        return (index, refs, shallow, git("status", "--porcelain", at=edition), (edition / ".git/HEAD").read_text())

    git("status", at=edition)  # refreshes the index, once
    site = d.built(edition, d.OLD)
    before = state()
    for files in (d.OLD, d.NEW):
        site = d.built(edition, files)
        d.deployed(branch("origin", site), site)
    assert state() == before
    assert (edition / "note.md").read_text() == "three, not staged"
    assert not (edition / ".digest/deploy.git").exists()
    assert commits(remote) == 2


def test_files_of_the_host_stay(tmp_path: Path, remote: Path) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(branch(remote, site), site)
    others(tmp_path, remote, {"CNAME": "news.example.org\n"})
    site = d.built(tmp_path, d.NEW)
    d.deployed(branch(remote, site), site)
    assert shown(remote)["CNAME"] == b"news.example.org\n"
    assert shown(remote)[".nojekyll"] == b""


def others(tmp_path: Path, remote: Path, files: dict[str, str]) -> None:
    """Somebody else pushes to the branch."""
    clone = tmp_path / f"clone{len(list(tmp_path.iterdir()))}"
    git("clone", "--quiet", str(remote), str(clone), at=tmp_path)
    git("checkout", "--quiet", "-B", "gh-pages", *(["origin/gh-pages"] if branches(remote) else []), at=clone)
    for path, text in files.items():
        (clone / path).write_text(text)
    git("add", "--all", at=clone)
    git("commit", "--quiet", "-m", "by hand", at=clone)
    git("push", "--quiet", "origin", "gh-pages", at=clone)


def branches(remote: Path) -> str:
    return git("branch", "--list", "gh-pages", at=remote)


def test_what_somebody_altered_in_the_branch_is_put_back(tmp_path: Path, remote: Path) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(branch(remote, site), site)
    others(tmp_path, remote, {"index.html": "defaced"})
    assert d.deployed(branch(remote, site), site).plan.restored == ("index.html",)
    assert shown(remote)["index.html"] == d.OLD["index.html"]


def test_files_of_somebody_else_are_not_overwritten_unasked(tmp_path: Path, remote: Path) -> None:
    others(tmp_path, remote, {"index.html": "the old site", "keep.txt": "theirs"})
    site = d.built(tmp_path, d.OLD)
    prepared = d.planned(branch(remote, site), site)
    assert prepared.plan.foreign == ("index.html",)
    d.done(prepared)  # what --yes does
    assert shown(remote)["index.html"] == d.OLD["index.html"]
    assert shown(remote)["keep.txt"] == b"theirs"
    assert commits(remote) == 2


def test_the_branch_of_the_texts_is_not_mistaken_for_that_of_the_site(tmp_path: Path, remote: Path) -> None:
    others(tmp_path, remote, {f"report-{n}.md": "text" for n in range(4)})
    site = d.built(tmp_path, d.OLD)
    assert "holds 4 other files (report-0.md)" in doubts(d.planned(branch(remote, site), site))


def test_whoever_pushed_meanwhile_is_not_overwritten(tmp_path: Path, remote: Path) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(branch(remote, site), site)
    site = d.built(tmp_path, d.NEW)
    prepared = d.planned(branch(remote, site), site)
    others(tmp_path, remote, {"CNAME": "news.example.org"})
    before = shown(remote)
    with pytest.raises(Stopped, match="somebody else pushed"):
        d.done(prepared)
    assert shown(remote) == before
    d.deployed(branch(remote, site), site)
    assert shown(remote)["CNAME"] == b"news.example.org"


def test_a_push_that_the_server_refuses_is_an_error_with_its_words(tmp_path: Path, remote: Path) -> None:
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n")
    hook.chmod(0o755)
    site = d.built(tmp_path, d.OLD)
    with pytest.raises(Stopped, match="this branch is protected"):
        d.deployed(branch(remote, site), site)
    hook.unlink()
    d.deployed(branch(remote, site), site)
    assert commits(remote) == 1


@pytest.mark.parametrize("program", ["ls-remote", "fetch", "fast-import", "ls-tree", "push"])
def test_whichever_git_fails_the_branch_is_as_it_was(
    tmp_path: Path, remote: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(branch(remote, site), site)
    before = git("rev-parse", "gh-pages", at=remote)
    site = d.built(tmp_path, d.NEW)
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin/git"
    fake.write_text(f'#!/bin/sh\ncase " $* " in *" {program} "*) echo "fatal: the line is dead" >&2; exit 128;; esac\n'
                    f'exec {real} "$@"\n')  # fmt: skip
    fake.chmod(0o755)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{path}")
    with pytest.raises(Stopped, match="the line is dead"):
        d.deployed(branch(remote, site), site)
    monkeypatch.setenv("PATH", path)
    assert git("rev-parse", "gh-pages", at=remote) == before
    d.deployed(branch(remote, site), site)
    d.whole(shown(remote), kept={d.OLD_STYLE: d.OLD[d.OLD_STYLE]})


def test_the_date_of_a_reproducible_build(tmp_path: Path, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site = d.built(tmp_path, d.OLD)
    d.deployed(branch(remote, site), site)
    assert git("log", "-1", "--format=%ct %cn", "gh-pages", at=remote) == "1700000000 digest"


def test_a_workflow_with_a_shallow_clone(tmp_path: Path, remote: Path) -> None:
    """Of a branch with a long history only the last commit is fetched."""
    for n in range(3):
        site = d.built(tmp_path, {**d.OLD, "about/index.html": b"we are %d" % n})
        d.deployed(branch(remote, site), site)
    (tmp_path / "other").mkdir()
    site = d.built(tmp_path / "other", d.NEW)
    target = branch(remote, site)
    d.deployed(target, site)
    own = tmp_path / "other/.digest/deploy.git"
    assert git("rev-list", "--count", "refs/digest/gh-pages", at=own) == "2"
    assert commits(remote) == 4


def test_a_repository_that_names_its_objects_by_sha256(tmp_path: Path) -> None:
    git("init", "--quiet", "--bare", "--object-format=sha256", "new.git", at=tmp_path)
    edition = tmp_path / "edition"
    edition.mkdir()
    git("init", "--quiet", "--object-format=sha256", at=edition)
    for files in (d.OLD, d.NEW):
        site = d.built(edition, files)
        d.deployed(branch(tmp_path / "new.git", site), site)
        assert d.deployed(branch(tmp_path / "new.git", site), site).plan.nothing
    d.whole(shown(tmp_path / "new.git"), kept={d.OLD_STYLE: d.OLD[d.OLD_STYLE]})


def test_names_that_git_would_quote(tmp_path: Path, remote: Path) -> None:
    names = {"reports/Zürich “x”/index.html": b"1", 'reports/a "b" c/index.html': b"2", "index.html": b"3"}
    site = d.built(tmp_path, names)
    d.deployed(branch(remote, site), site)
    assert {path: data for path, data in shown(remote).items() if path != NAME} == names
    assert d.deployed(branch(remote, site), site).plan.nothing


def test_a_remote_that_is_not_known(tmp_path: Path) -> None:
    site = d.built(tmp_path, d.OLD)
    with pytest.raises(Stopped, match="git remote add orgin ADDRESS"):
        d.deployed(branch("orgin", site), site)
