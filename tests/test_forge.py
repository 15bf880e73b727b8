"""What runs on the forge: untrusted changes get nothing, and nothing is published before an audience is chosen."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FORGE = ROOT / ".github"
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((FORGE / "workflows").glob("*.yml"))
}
# PyYAML reads the key `on` as a truth value, as YAML 1.1 has it
TRIGGER: Any = True
TARGETS = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in WORKFLOWS[name]["jobs"].values() for step in job["steps"]]


def test_there_is_a_workflow_for_pull_requests_for_main_and_for_every_day() -> None:
    assert {"check", "daily", "publish"} <= WORKFLOWS.keys()
    assert "pull_request" in WORKFLOWS["check"][TRIGGER]
    assert WORKFLOWS["publish"][TRIGGER]["push"]["branches"] == ["main"]
    assert "schedule" in WORKFLOWS["daily"][TRIGGER]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_change_from_a_fork_runs_with_a_token_that_reads_and_without_secrets(name: str) -> None:
    text = (FORGE / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {"contents": "read"}
    assert not {"pull_request_target", "workflow_run"} & set(workflow[TRIGGER])
    assert not re.search(r"\$\{\{[^}]*\bsecrets\b", text)
    for job_name, job in workflow["jobs"].items():
        assert "timeout-minutes" in job
        if "pull_request" in workflow[TRIGGER]:
            assert "permissions" not in job, job_name
    for step in steps(name):
        # what a stranger wrote (a title, a branch) must never become a part of a script
        assert not re.search(r"\$\{\{\s*(github\.(event|head_ref)|inputs)", step.get("run", ""))
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", WORKFLOWS)
def test_steps_run_what_is_there(name: str) -> None:
    for step in steps(name):
        uses = step.get("uses", "")
        if uses.startswith("./"):
            assert (ROOT / uses / "action.yml").is_file()
        elif uses:
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", uses)
        for target in re.findall(r"^make (\w+)", step.get("run", ""), re.MULTILINE):
            assert target in TARGETS
        subprocess.run(["bash", "-n"], input=re.sub(r"\$\{\{.*?\}\}", "x", step.get("run", "")), text=True, check=True)


def test_a_pull_request_is_annotated_and_everything_is_run() -> None:
    assert "./" in [step.get("uses") for step in steps("check")]  # what that does: test_action.py
    assert "bash .ci/run" in [step.get("run") for step in steps("check")]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize(
    ("prints", "ends", "private", "code", "output", "says"),
    [
        ("public", 0, "", 0, "audience=public\n", ""),
        ("internal", 0, "yes", 0, "audience=internal\n", ""),
        ("internal", 0, "", 0, "", "::notice title=Not published::the audience is internal"),
        ("", 1, "yes", 0, "", "::notice title=Not published::choose publish.audience"),
        ("", 2, "yes", 1, "", "::error::worksystem audience ended with 2"),
    ],
)
def test_the_gate_lets_a_site_through_only_for_an_audience(
    tmp_path: Path, prints: str, ends: int, private: str, code: int, output: str, says: str
) -> None:
    script = next(step["run"] for step in steps("publish") if step.get("id") == "ask")
    command = tmp_path / ".venv" / "bin" / "worksystem"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\necho {prints}\nexit {ends}\n", encoding="utf-8")
    command.chmod(0o755)
    written = tmp_path / "output"
    written.touch()
    environment = {"PATH": "/usr/bin:/bin", "GITHUB_OUTPUT": str(written), "PAGES_ARE_PRIVATE": private}
    # as the forge runs a step: the first command that fails ends it
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, written.read_text(encoding="utf-8")) == (code, output)
    assert done.stdout.startswith(says)


def test_nothing_is_built_or_deployed_behind_a_closed_gate() -> None:
    jobs = WORKFLOWS["publish"]["jobs"]
    for name in jobs.keys() - {"audience"}:
        assert "audience" in [jobs[name]["needs"], *jobs[name]["needs"]]
        assert jobs[name]["if"] == "needs.audience.outputs.audience != ''"
    assert [name for name, job in jobs.items() if "permissions" in job] == ["deploy"]


def test_templates_ask_for_something_the_forge_understands() -> None:
    for path in sorted((FORGE / "ISSUE_TEMPLATE").glob("*.yml")):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem == "config":
            assert form == {"blank_issues_enabled": True}
            continue
        assert form["name"]
        assert form["description"]
        ids = [field["id"] for field in form["body"]]
        assert len(ids) == len(set(ids))
        for field in form["body"]:
            assert field["type"] in {"dropdown", "input", "textarea"}
            assert field["attributes"]["label"]
            assert (field["type"] == "dropdown") == ("options" in field["attributes"])
    assert "content/changelog.md" in (FORGE / "pull_request_template.md").read_text(encoding="utf-8")


def test_automation_proposes_only_where_somebody_switched_it_on() -> None:
    jobs = WORKFLOWS["automate"]["jobs"]
    assert {name: (job["if"], job["permissions"]) for name, job in jobs.items()} == {
        "propose": ("vars.AUTOMATE == 'yes'", {"contents": "write", "pull-requests": "write"})
    }
    assert not {"push", "pull_request"} & set(WORKFLOWS["automate"][TRIGGER])
    scripts = "\n".join(step.get("run", "") for step in steps("automate"))
    assert re.findall(r"git push .*", scripts) == ["git push --force --quiet origin automation"]
