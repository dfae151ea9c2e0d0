"""`digest list`, and what a shell completes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digest.ask.listing import LISTS, as_text, listed
from digest.inputs import look
from digest.options import Options
from digest.state import State
from digest.understand import understand
from support.checkout import ROOT, run_digest
from support.editions import in_memory

HEAD = "---\ntitle: {}\ndate: {}\nsource: {}\n{}---\n{}\n"
FILES = {
    "content/reports/all.md": HEAD.format(
        "All", "2024-05-03", "post", "story: quay\nchecked: {by: ed, on: 2024-05-04}\n",
        'Bo Ek said ["we shall never close it"]{q=open by=ada}.',
    ),
    "content/reports/bare.md": HEAD.format("Bare", "unknown", "unknown", "", "Words."),
    "content/reports/begun.md": HEAD.format("Begun", "2024-05-05", "news", "status: draft\nstory: quay\n", "Words."),
    "content/reports/gone.md": HEAD.format("Gone", "2024-05-06", "post", "status: withdrawn\nstory: quay\n", "Words."),
    "content/entities/bo.md": "---\nname: Bo Ek\ntype: person\n---\n",
    "content/entities/ada.md": "---\nname: Ada Lund\ntype: person\n---\n",
    "content/entities/nobody.md": "---\nname: Nil Nemo\ntype: person\n---\n[Myself](@nobody)\n",
    "content/entities/linked.md": "---\nname: Una Berg\ntype: person\nwas: [old-una]\n---\n",
    "content/pages/about.md": "---\ntitle: About\ndraft: true\n---\n[Una](@old-una)\n",
    "content/sources/post.md": "---\nname: Post\nsiglum: P\n---\n",
    "content/sources/news.md": "---\nname: News\nsiglum: N\n---\n",
    "content/sources/silent.md": "---\nname: Silent\nsiglum: S\n---\n",
    "content/quotes/open.md": "---\ngist: It stays open.\nspeaker: bo\n---\n",
    "content/quotes/unsaid.md": "---\ngist: Nobody said it.\nspeaker: bo\n---\n",
    "content/stories/quay.md": "---\ntitle: The quay\nwas: [old-quay]\n---\n",
    "content/stories/empty.md": "---\ntitle: Nothing yet\n---\n",
}  # fmt: skip


def test_lists() -> None:
    edition = in_memory(FILES)
    options = Options(drafts=True, processes=1)
    known = understand(edition, look(edition, options, State()), options)
    assert [one for one in known.said if one.severity == "error"] == []
    lists = listed(known.linked.site)
    assert {what: [one.id for one in entries] for what, entries in lists.items()} == {
        "drafts": ["about", "begun"],
        "undated": ["bare"],
        "orphans": ["nobody", "unsaid", "silent", "empty"],
        "storyless": ["bare"],
        "unchecked": ["bare"],
    }
    text = as_text(lists, lambda _, words: words)
    assert "Drafts (2)\n  content/pages/about.md  About\n  content/reports/begun.md  2024-05-05  Begun\n" in text
    assert tuple(listed(known.linked.site, ["orphans", "drafts"])) == ("drafts", "orphans")


def test_on_the_command_line(tmp_path: Path) -> None:
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    press = tmp_path / "press"
    some = run_digest("list", "unchecked", "--json", cwd=press)
    assert (some.returncode, some.stderr) == (0, "")
    made = json.loads(some.stdout)
    assert (made["version"], list(made["lists"])) == (1, ["unchecked"])
    assert {one["kind"] for one in made["lists"]["unchecked"]} == {"report"}
    every = run_digest("list", cwd=press)
    assert every.stdout.count("(") >= len(LISTS)
    assert not (press / "site").exists()
    assert run_digest("list", "nothing", cwd=press).returncode == 2


# --- completion -----------------------------------------------------------------------------------------------------


def completed(words: str, cwd: Path) -> list[str]:
    """What bash would be offered for the last of these words."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "_DIGEST_COMPLETE": "bash_complete", "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "digest"], cwd=cwd, env=environment, capture_output=True, text=True, check=True
    )
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_a_shell_is_offered_commands_words_codes_and_ids(tmp_path: Path) -> None:
    assert run_digest("init", "press", cwd=tmp_path).returncode == 0
    press = tmp_path / "press"
    assert completed("digest exp", press) == ["explain"]
    assert completed("digest check --fo", press) == ["--format"]
    assert completed("digest check --format sa", press) == ["sarif"]
    assert completed("digest explain bad-d", press) == ["bad-date"]
    assert completed("digest why ada", press) == ["ada-lindqvist"]
    assert completed("digest why ada", tmp_path) == []
    assert completed("digest history ", press) == sorted(file.stem for file in (press / "content/reports").iterdir())
    assert completed("digest new report --source h", press) == ["harbour-post"]
    assert completed("digest diff --verb", press) == ["--verbose"]
    assert completed("digest import sa", press) == ["sa"], "files are the shell's to complete"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell: str, tmp_path: Path) -> None:
    made = run_digest("completion", shell, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert "_DIGEST_COMPLETE" in made.stdout
    if shutil.which(shell):
        read = subprocess.run([shell, "-n"], input=made.stdout, capture_output=True, text=True, check=False)
        assert (read.returncode, read.stderr) == (0, "")
