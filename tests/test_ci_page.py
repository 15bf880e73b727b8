"""What the page on continuous integration offers for copying has the form that its forge asks for."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.forge_schemas import fits_schema

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "content/guide/ci.md").read_text(encoding="utf-8")
SAMPLES: list[dict[str, Any]] = [
    yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOWS = [sample for sample in SAMPLES if "jobs" in sample]


def written(folder: Path, sample: dict[Any, Any], name: str) -> Path:
    target = folder / name
    # PyYAML reads the key `on` as a truth value, as YAML 1.1 has it
    target.write_text(yaml.safe_dump({("on" if key is True else key): value for key, value in sample.items()}))
    return target


@pytest.mark.parametrize("sample", WORKFLOWS, ids=lambda sample: sample["name"])
def test_a_workflow_is_one_and_gives_the_action_only_what_it_takes(sample: dict[str, Any], tmp_path: Path) -> None:
    fits_schema("github-workflows", written(tmp_path, sample, "workflow.yml"))
    for job in sample["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("example/worksystem@"):
                assert set(step.get("with", {})) <= set(ACTION["inputs"])


def test_the_page_has_a_workflow_that_uses_the_action() -> None:
    assert sum("example/worksystem@" in str(sample) for sample in WORKFLOWS) == 2


def test_the_pipeline_for_gitlab_hands_over_the_files_that_it_writes(tmp_path: Path) -> None:
    (sample,) = (sample for sample in SAMPLES if "work" in sample)
    fits_schema("gitlab-ci", written(tmp_path, sample, ".gitlab-ci.yml"))
    script = "\n".join(sample["work"]["script"])
    reports = sample["work"]["artifacts"]["reports"]
    assert dict(re.findall(r"--format (\w+) --output (\S+)", script)) == {
        "gitlab": reports["codequality"],
        "junit": reports["junit"],
    }


def test_the_settings_for_pre_commit_name_a_hook_that_there_is(tmp_path: Path) -> None:
    (sample,) = (sample for sample in SAMPLES if "repos" in sample)
    file = written(tmp_path, sample, ".pre-commit-config.yaml")
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
    subprocess.run(command, check=True, env={"PRE_COMMIT_HOME": str(tmp_path)})
    named = {hook["id"] for repo in sample["repos"] for hook in repo["hooks"]}
    assert named <= {hook["id"] for hook in HOOKS}


def test_the_page_tells_of_every_input_and_every_hook() -> None:
    told = set(re.findall(r"`([\w-]+)`", "\n".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE))))
    assert set(ACTION["inputs"]) | {hook["id"] for hook in HOOKS} <= told
