"""The hooks for pre-commit: the real one runs their entries; only the installation, which is pip's, is left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.repositories import git, make_repository

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
FILES = {
    "work/people.yml": "ada: {name: Ada Nakamura}\n",
    "work/teams.yml": "platform: {name: Platform, purpose: Ship, lead: ada, owns: [work/**]}\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\nprefix: OPS\n",
    "work/workflows/delivery.yml": (
        "name: Delivery\npurpose: Ship\nowner: platform\ninitial: todo\n"
        "states:\n  todo: {name: To do, category: backlog}\n  done: {name: Done, category: done}\n"
        "transitions:\n  - {from: todo, to: done, name: Finish}\n"
    ),
    "work/items/OPS-00001.yml": "title: Rotate the certificates\nstatus: todo\ntype: task\nowner: adda\n",
    "work/items/OPS-00002.yml": "title: Order the certificates\nstatus: todo\ntype: task\nowner: ada\n",
    "notes.txt": "nothing\n",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that uses our hooks as they are, but for the environment that pre-commit would install them into."""
    local = [{**hook, "language": "system"} for hook in HOOKS]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]})
    return make_repository(tmp_path / "clone", ("2026-01-01", {**FILES, ".pre-commit-config.yaml": config}))


def pre_commit(folder: Path, *arguments: str) -> tuple[int, str]:
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "home"),
        "PRE_COMMIT_COLOR": "never",
    }
    command = [str(BIN / "pre-commit"), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_pre_commit_takes_our_hooks(tmp_path: Path) -> None:
    assert pre_commit(tmp_path, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")) == (0, "")


def test_a_commit_is_checked_as_a_whole_and_fails_with_the_place(repository: Path) -> None:
    (repository / "work/items/OPS-00002.yml").write_text(FILES["work/items/OPS-00002.yml"] + "labels: [x]\n")
    git(repository, "add", "--all")
    code, printed = pre_commit(repository, "run", "worksystem-check")
    assert code == 1
    assert "work/items/OPS-00001.yml:4:8: error WS203 unknown-owner" in printed


def test_the_narrow_hook_tells_only_of_files_of_the_commit(repository: Path) -> None:
    item = repository / "work/items/OPS-00002.yml"
    item.write_text(FILES["work/items/OPS-00002.yml"] + "labels: [x]\n")
    git(repository, "add", "--all")
    assert pre_commit(repository, "run", "worksystem-check-changed")[0] == 0
    item.write_text(FILES["work/items/OPS-00002.yml"].replace("ada", "bo"))
    git(repository, "add", "--all")
    code, printed = pre_commit(repository, "run", "worksystem-check-changed")
    assert code == 1
    assert "work/items/OPS-00002.yml:4:8: error WS203" in printed
    assert "OPS-00001" not in printed


def test_a_commit_of_other_files_runs_nothing(repository: Path) -> None:
    (repository / "notes.txt").write_text("more\n")
    git(repository, "add", "--all")
    code, printed = pre_commit(repository, "run")
    assert (code, printed.count("Skipped")) == (0, len(HOOKS))
