"""The GitHub Action: its steps are run as the forge runs them, with a command that tells what it was asked."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from tests.forge_schemas import fits_schema
from tests.repositories import git, make_repository
from worksystem.cli.check_command import command as check

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
TELLS = """\
#!/bin/sh
for word in "$@"; do printf '<%s>' "$word" >> "$TOLD"; done
echo >> "$TOLD"
exit "${ENDS:-0}"
"""


def run(folder: Path, name: str, **environment: str) -> tuple[int, str, str]:
    """A step as the forge runs it: how it ends, what the command was asked, and what it prints."""
    command = folder / "command"
    command.write_text(TELLS, encoding="utf-8")
    command.chmod(0o755)
    told = folder / "told"
    told.write_text("", encoding="utf-8")
    known = {"PATH": os.environ["PATH"], "WORKSYSTEM": str(command), "TOLD": str(told), "FOLDER": "."}
    asked = dict.fromkeys(STEPS[name]["env"], "") | known | environment
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],
        cwd=folder,
        env=asked,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, told.read_text(encoding="utf-8"), done.stdout + done.stderr


def test_the_action_and_our_workflows_have_the_form_that_the_forge_asks_for() -> None:
    forge = ROOT / ".github"
    for schema, files in {
        "github-actions": [ROOT / "action.yml", *forge.glob("actions/*/action.yml")],
        "github-workflows": sorted(forge.glob("workflows/*.yml")),
        "github-issue-forms": [path for path in sorted(forge.glob("ISSUE_TEMPLATE/*.yml")) if path.stem != "config"],
        "dependabot": [forge / "dependabot.yml"],
    }.items():
        fits_schema(schema, *files)


def test_nothing_that_somebody_else_wrote_becomes_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        if "run" in step:
            assert step["shell"] == "bash"
            subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert not re.search(r"\b(secrets|github\.(token|event|head_ref))\b", text)


def test_every_input_is_used_and_every_input_that_is_used_is_declared() -> None:
    used = set(re.findall(r"\binputs\.([\w-]+)", yaml.safe_dump(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert all("default" in about and about["description"] for about in ACTION["inputs"].values())


def test_what_the_action_can_be_told_is_what_the_command_knows() -> None:
    options = {name: each for each in check.params if isinstance(each, click.Option) for name in each.opts}
    formats, severities = options["--format"].type, options["--fail-on"].type
    assert isinstance(formats, click.Choice)
    assert isinstance(severities, click.Choice)
    assert ACTION["inputs"]["format"]["default"] in formats.choices
    assert ACTION["inputs"]["fail-on"]["default"] in severities.choices
    assert "--base" in options


def test_the_check_is_asked_for_what_was_said_and_its_end_is_the_end_of_the_job(tmp_path: Path) -> None:
    code, told, _ = run(tmp_path, "Check", FORMAT="github", FAIL_ON="error")
    assert (code, told) == (0, "<-C><.><check><--format><github><--fail-on><error>\n")
    said = {"FORMAT": "concise", "FAIL_ON": "warning", "BASE": "origin/main", "FOLDER": "a folder", "ENDS": "1"}
    code, told, _ = run(tmp_path, "Check", BASELINE="known.json", ARGS="--select WS2,WS3  work", **said)
    assert code == 1
    assert told == (
        "<-C><a folder><check><--select><WS2,WS3><work><--base><origin/main><--baseline><known.json>"
        "<--format><concise><--fail-on><warning>\n"
    )


def test_arguments_are_words_and_never_commands(tmp_path: Path) -> None:
    _, told, _ = run(tmp_path, "Check", FORMAT="github", FAIL_ON="error", ARGS="$(touch${IFS}owned) ;touch owned; *")
    assert told.startswith("<-C><.><check><$(touch${IFS}owned)><;touch><owned;><*><--format>")
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(("ends", "code"), [("0", 0), ("1", 0), ("2", 1)])
def test_sarif_is_written_for_findings_too_but_not_where_nothing_could_run(
    tmp_path: Path, ends: str, code: int
) -> None:
    done, told, _ = run(tmp_path, "Write SARIF", SARIF="found.sarif", ENDS=ends)
    assert (done, told) == (code, "<-C><.><check><--format><sarif><--output><found.sarif>\n")


def test_a_pull_request_is_compared_with_its_target_where_the_history_is_there(tmp_path: Path) -> None:
    output = tmp_path / "output"
    folder = make_repository(tmp_path / "clone", ("2026-01-01", {"a.txt": "one\n"}))

    def find(**said: str) -> tuple[str, str]:
        output.write_text("", encoding="utf-8")
        code, _, printed = run(folder, "Find what to compare with", GITHUB_OUTPUT=str(output), **said)
        assert code == 0
        return output.read_text(encoding="utf-8"), printed

    assert find() == ("revision=\n", "")
    shallow = find(GITHUB_BASE_REF="main")
    assert shallow[0] == "revision=\n"
    assert shallow[1].startswith("::notice title=Moves are not judged::")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert find(GITHUB_BASE_REF="main") == ("revision=origin/main\n", "")
    assert find(GITHUB_BASE_REF="main", BASE="v1") == ("revision=v1\n", "")


def test_the_summary_tells_what_changes(tmp_path: Path) -> None:
    summary = tmp_path / "summary"
    code, told, _ = run(tmp_path, "Tell what changes", BASE="origin/main", GITHUB_STEP_SUMMARY=str(summary))
    assert (code, told) == (0, "<-C><.><diff><origin/main><--format><markdown>\n")
    assert summary.is_file()
