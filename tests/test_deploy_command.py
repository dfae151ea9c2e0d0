"""`digest deploy` as an editor types it: what it refuses, what it says, how it ends."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.cli import run
from digest.edition import opened
from support.checkout import ROOT, run_digest

Typed = Callable[..., tuple[int, str]]
SITE_YML = "content/site.yml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition as `digest init` makes it, built."""
    folder = tmp_path_factory.mktemp("edition")
    assert run_digest("init", "press", cwd=folder).returncode == 0
    assert run_digest("build", cwd=folder / "press").returncode == 0
    return folder / "press"


@pytest.fixture
def edition(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Copied with its times: the site is known by the state of its files.
    subprocess.run(["cp", "-a", str(made), str(tmp_path / "press")], check=True)
    monkeypatch.chdir(tmp_path / "press")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert run(["build", "--quiet"]) == 0  # copies have inodes of their own
    return tmp_path / "press"


@pytest.fixture
def typed(edition: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    def typed(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = run(["deploy", *words])
        said = capsys.readouterr()
        assert said.out == "", "what is said is said on standard error"
        return code, said.err

    return typed


def files(edition: Path) -> set[str]:
    """The files of the site, by its manifest."""
    return {*json.loads((edition / "site/.digest-manifest.json").read_text())}


def count(edition: Path) -> int:
    return len(files(edition))


def setting(edition: Path, lines: str) -> None:
    path = edition / SITE_YML
    path.write_text(path.read_text() + lines)
    assert run(["build", "--quiet"]) == 0


def test_from_init_to_a_branch_in_one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    subprocess.run(["git", "init", "--quiet", "--bare", "news.git"], cwd=tmp_path, check=True)
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    done = run_digest("deploy", "git:../news.git", "--build", cwd=tmp_path / "press")
    assert done.returncode == 0, done.stderr
    assert "first build" in done.stderr
    assert f"{count(tmp_path / 'press')} new" in done.stderr
    assert "Done" in done.stderr
    shown = subprocess.run(
        ["git", "show", "gh-pages:index.html"], cwd=tmp_path / "news.git", capture_output=True, check=True
    ).stdout
    assert shown == (tmp_path / "press/site/index.html").read_bytes()
    again = run_digest("deploy", "git:../news.git", cwd=tmp_path / "press")
    assert again.returncode == 0
    assert f"nothing to do; {count(tmp_path / 'press')} are there already" in again.stderr


def test_a_site_that_is_not_built_or_not_of_now_is_refused(edition: Path, typed: Typed) -> None:
    report = edition / "content/reports/2024-05-02-harbour-post-bridge.md"
    report.write_text(report.read_text().replace("council", "assembly"))
    code, said = typed("dir:../www")
    assert code == 2
    assert "content/reports/2024-05-02-harbour-post-bridge.md changed" in said
    assert "`digest deploy dir:../www --build` does both" in said
    assert typed("dir:../www", "--build")[0] == 0
    (edition / "site/index.html").write_text("by hand")
    code, said = typed("dir:../www")
    assert (code, "`digest build` puts them back" in said) == (2, True)
    subprocess.run(["rm", "-r", "site"], cwd=edition, check=True)
    code, said = typed("dir:../www")
    assert (code, "there is no site in site/ yet" in said) == (2, True)
    report.write_text(report.read_text().replace("date:", "dat:"))
    assert typed("dir:../www", "--build")[0] == 1
    assert (edition.parent / "www/current/index.html").read_text() != "by hand"


def test_drafts_are_not_deployed(edition: Path, typed: Typed) -> None:
    assert run(["build", "--drafts", "--quiet"]) == 0
    code, said = typed("dir:../www")
    assert (code, "built with --drafts" in said) == (2, True)
    assert typed("dir:../www", "--build")[0] == 0


def test_a_site_built_for_another_address_is_of_now(edition: Path, typed: Typed) -> None:
    assert run(["build", "--base-url", "https://example.org/press/", "--quiet"]) == 0
    code, said = typed("dir:../www")
    assert code == 0
    assert "base_url" not in said


def test_a_dry_run_does_nothing(edition: Path, typed: Typed) -> None:
    code, said = typed("dir:../www", "--dry-run")
    assert code == 0
    assert "Nothing was done (--dry-run)." in said
    assert re.search(r"1\. send \d+ files: styles, fonts", said)
    assert said.count("\n       ") < 20
    assert "entities/lindholm/index.html" in typed("dir:../www", "--dry-run", "-v")[1]
    assert not (edition.parent / "www").exists()


def test_targets_of_the_settings(edition: Path, typed: Typed) -> None:
    code, said = typed()
    assert (code, "say where to" in said) == (2, True)
    setting(edition, "deploy: {live: 'dir:../live', test: {to: 'dir:../test', keep: 1}}\n")
    code, said = typed()
    assert (code, "live or test" in said) == (2, True)
    code, said = typed("tets")
    assert (code, "did you mean test?" in said) == (2, True)
    assert f"those of {SITE_YML} are live, test" in typed("public")[1]
    assert typed("test", "--quiet") == (0, "")
    assert (edition.parent / "test/current/index.html").exists()


def test_a_relative_folder_is_seen_from_where_it_is_typed_or_from_the_edition(
    edition: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting(edition, "deploy: {live: 'dir:../live'}\n")
    monkeypatch.chdir(edition / "content/reports")
    assert typed()[0] == 0
    assert (edition.parent / "live/current").exists()
    assert typed("dir:../../../typed")[0] == 0
    assert (edition.parent / "typed/current").exists()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("public", "targets are dir:FOLDER"),
        ("../public", "did you mean dir:../public?"),
        ("git@github.com:me/news.git", "did you mean git:git@github.com:me/news.git?"),
        ("git:https://me:hunter2@example.org/x.git", "holds a password"),
        ("git:orgin", "git remote add orgin"),
        ("rsync:../no/such/folder", "No such file or directory"),
    ],
)
def test_what_is_no_target(typed: Typed, target: str, said: str) -> None:
    code, told = typed(target)
    assert code == 2
    assert said in told
    assert "hunter2" not in told
    assert "Traceback" not in told


def test_much_is_removed_only_if_it_is_meant(edition: Path, typed: Typed) -> None:
    for n in range(100):
        (edition / f"content/pages/p{n}.md").parent.mkdir(exist_ok=True)
        (edition / f"content/pages/p{n}.md").write_text(f"---\ntitle: Pier {n}\n---\n\nOf pier {n}.\n")
    assert typed("dir:../www", "--build")[0] == 0
    before = files(edition)
    subprocess.run(["rm", "-r", "content/pages"], cwd=edition, check=True)
    code, said = typed("dir:../www", "--build")
    assert code == 2
    share = re.search(rf"removes (\d+) of {len(before)} files", said)
    assert share
    assert 100 < int(share[1]) <= len(before - files(edition))
    assert (edition.parent / "www/current/p7/index.html").exists()
    assert typed("dir:../www", "--yes")[0] == 0
    assert not (edition.parent / "www/current/p7").exists()


def test_check_of_hosts(edition: Path, typed: Typed) -> None:
    code, said = typed("--check")
    assert code == 0
    assert re.search(rf"netlify: {count(edition)} files, 0\.\d MiB; within its limits", said)
    assert typed("cloudflare-pages", "--check")[0] == 0
    code, said = typed("git:git@github.com:me/news.git", "--check")
    assert (code, f"github-pages: {count(edition)} files" in said) == (0, True)
    code, said = typed("dir:../www", "--check")
    assert (code, "does not tell which host" in said) == (2, True)


def test_what_is_too_much_for_its_host_is_not_deployed(
    edition: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from digest.deploy import limits

    monkeypatch.setitem(limits.HOSTS, "cloudflare-pages", (limits.Limit("files", count(edition) - 1),))
    setting(edition, "deploy: {live: {to: 'dir:../www', host: cloudflare-pages}}\n")
    for words in ((), ("--check",)):
        code, said = typed(*words)
        assert code == 1
        assert f"error: cloudflare-pages: {count(edition)} files, at most {count(edition) - 1}" in said
    assert not (edition.parent / "www").exists()


def test_what_digest_did_not_make_is_named_and_stays_here(edition: Path, typed: Typed) -> None:
    (edition / "site/CNAME").write_text("news.example.org")
    code, said = typed("dir:../www")
    assert code == 0
    assert "note: site/CNAME was not made by digest" in said
    assert not (edition.parent / "www/current/CNAME").exists()


def test_the_address_that_github_gives_is_suggested(edition: Path, typed: Typed) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=edition, check=True)
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:Ann/news.git"], cwd=edition, check=True)
    subprocess.run(["git", "config", "core.sshCommand", "false"], cwd=edition, check=True)
    code, said = typed("git:origin")
    assert code == 2
    assert "perhaps https://ann.github.io/news/" in said


def test_a_store_that_does_not_answer_does_not_hold_up_who_ends_it(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)
        port = silent.getsockname()[1]
        setting(edition, f"deploy: {{live: {{to: 's3://harbour', endpoint: 'http://127.0.0.1:{port}'}}}}\n")
        command = [sys.executable, "-P", "-m", "digest", "deploy"]
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE) as running:
            asked, _ = silent.accept()
            running.terminate()
            assert running.wait(timeout=40) == 143, "the request itself would wait for a minute"
            asked.close()


def test_ctrl_c(edition: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.deploy.folder import Folder

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "verify", stop)
        code, said = typed("dir:../www")
    assert code == 130
    assert "the same command goes on from here" in said
    assert typed("dir:../www")[0] == 0
    with opened(edition, lambda _: pytest.fail("the edition's lock was kept")):
        pass
