"""The YAML language server with our schemas and the wiring of `.vscode/settings.json`, as an editor would run it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.client import CURSOR, Editor, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

ROOT = Path(__file__).parents[2]
ITEM = "work/items/OPS-NEW00.yml"
CHANGE = "title: Rotate the certificates\ntype: change\nstatus: ready\nowner: ada\nteam: platform\noutcome: No outage\n"
STATES = ["proposed", "ready", "in_progress", "in_review", "done", "cancelled"]


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    editor = Editor(ROOT, json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8")))
    yield editor
    editor.close()


def test_the_keys_of_an_item_are_offered_but_not_those_that_stand_there(editor: Editor) -> None:
    offered = editor.complete(ITEM, CHANGE + CURSOR)
    assert {"due", "acceptance", "depends_on", "risk", "rollout"} <= set(offered)
    assert not {"title", "type", "owner", "ownr"} & set(offered)


def test_the_types_of_the_work_system_are_offered(editor: Editor) -> None:
    offered = editor.complete(ITEM, f"title: x\ntype: {CURSOR}\n")
    assert {"change", "task", "incident"} <= set(offered)


def test_the_states_of_the_workflow_of_an_items_type_are_offered(editor: Editor) -> None:
    assert editor.complete(ITEM, f"title: x\ntype: change\nstatus: {CURSOR}\n") == STATES


def test_the_words_of_a_types_own_field_are_offered(editor: Editor) -> None:
    assert editor.complete(ITEM, f"{CHANGE}risk: {CURSOR}\n") == ["low", "medium", "high"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "work/workflows/new.yml",
            "states:\n  todo:\n    category: {}\n",
            ["backlog", "queue", "active", "done", "dropped"],
        ),
        ("work/rules/new.yml", "severity: {}\n", ["error", "warning", "note"]),
        ("work/rules/new.yml", "problems:\n  - {}\n", ["broken_handoffs", "busy_work"]),
        ("work/people.yml", "ada:\n  name: Ada\n  {}\n", ["capacity", "leave", "teams"]),
        ("work/worksystem.yml", "thresholds:\n  {}\n", ["stale", "urgent_share"]),
    ],
)
def test_every_kind_of_file_is_completed(editor: Editor, path: str, text: str, expected: list[str]) -> None:
    assert set(expected) <= set(editor.complete(path, text.format(CURSOR)))


def test_a_field_says_what_it_means_when_pointed_at(editor: Editor) -> None:
    assert "What will be true when it is done" in editor.hover(ITEM, CHANGE.replace("outcome", f"out{CURSOR}come"))
    assert "What breaks if it goes wrong" in editor.hover(ITEM, f"{CHANGE}ri{CURSOR}sk: low\n")


def test_an_item_in_which_all_is_well_is_not_underlined(editor: Editor) -> None:
    assert editor.complain(ITEM, f"{CHANGE}risk: low\n") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("risk: low\nownr: ada\n", "Property ownr is not allowed."),
        ("risk: enormous\n", 'Value is not accepted. Valid values: "low", "medium", "high".'),
        ("risk: low\nacceptance: [{text: x, done: perhaps}]\n", "Incorrect type. Expected"),
        ("risk: low\ndue: soon\n", "String does not match the pattern"),
    ],
)
def test_what_is_wrong_is_underlined_at_its_line(editor: Editor, line: str, says: str) -> None:
    at = (CHANGE + line).count("\n")
    assert any(number == at and message.startswith(says) for number, message in editor.complain(ITEM, CHANGE + line))


def test_a_state_of_another_workflow_and_a_missing_field_are_underlined(editor: Editor) -> None:
    wrong = editor.complain(ITEM, CHANGE.replace("ready", "stuck").replace("team: platform\n", "") + "risk: low\n")
    listed = ", ".join(f'"{state}"' for state in STATES)
    assert wrong == [(1, 'Missing property "team".'), (3, f"Value is not accepted. Valid values: {listed}.")]


@pytest.mark.parametrize("form", [r"# yaml-language-server: \$schema=\S+", r"# \$schema: [^`\s]+"])
def test_a_file_can_say_itself_which_schema_it_follows(editor: Editor, form: str) -> None:
    (line,) = re.findall(form, (ROOT / "content/guide/editor.md").read_text(encoding="utf-8"))
    elsewhere, misspelt = "drafts/items/rotate.yml", f"{CHANGE}risk: low\nownr: ada\n"
    assert editor.complain(elsewhere, misspelt) == []
    assert editor.complain(elsewhere, f"{line}\n{misspelt}") == [(9, "Property ownr is not allowed.")]


def test_the_wiring_that_the_handbook_shows_is_the_one_of_this_repository() -> None:
    page = (ROOT / "content/guide/editor.md").read_text(encoding="utf-8")
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    (shown,) = [json.loads(block) for block in re.findall(r"```json\n(\{\n  \"yaml.schemas\".*?)```", page, re.DOTALL)]
    assert shown["yaml.schemas"].items() <= settings["yaml.schemas"].items()
