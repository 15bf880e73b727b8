"""Our own work system passes our own check, with just the warnings that are kept to show what the tool sees."""

import json
import re
import shlex
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from worksystem.check import check
from worksystem.cli import main
from worksystem.diagnostics import Severity
from worksystem.graph.workspace import Workspace
from worksystem.load import load
from worksystem.load.history import load_history

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
LISBON = ZoneInfo("Europe/Lisbon")
KEPT = [
    ("WS312", "TSK-5NMJA"),
    ("WS404", "payroll_lead"),
    ("WS406", "freya"),
    ("WS407", "freya"),
    ("WS417", "signpost"),
    ("WS500", "OPS-PT6EF"),
    ("WS500", "REQ-V91X8"),
    ("WS500", "TSK-7DEBC"),
    ("WS503", "TSK-WGF5K"),
    ("WS512", "customer_voice"),
    ("WS519", "PRJ-R9RPG"),
    ("WS700", "delivery"),
    ("WS772", "2026_11_security"),
]
# What only the past can tell; every seventh item under way is older than was expected of it.
KEPT_OF_PAST = [
    ("WS514", "PRJ-9WTT7"),
    ("WS730", "CMP-094G2"),
    ("WS730", "INC-APCD8"),
    ("WS730", "INC-RB9TA"),
    ("WS730", "OPS-5MKNH"),
    ("WS730", "OPS-PT6EF"),
    ("WS730", "OPS-QE469"),
    ("WS730", "RSK-HS3PA"),
    ("WS730", "TSK-K1FSX"),
    ("WS733", "delivery"),
]


def test_our_own_work_has_no_error_and_the_warnings_that_are_kept_on_purpose() -> None:
    result = check(load(ROOT, as_of=TODAY), as_of=TODAY)
    assert not result.reaches(Severity.ERROR)
    assert sorted((each.code, each.record) for each in result.diagnostics) == KEPT
    assert result.suppressed == 0


def test_the_past_of_our_own_work_tells_what_is_kept_on_purpose() -> None:
    system = load(ROOT, as_of=TODAY)
    result = check(system, as_of=TODAY, past=partial(load_history, system))
    found = sorted((each.code, each.record) for each in result.diagnostics)
    assert found == sorted([*KEPT, *KEPT_OF_PAST])


def test_our_own_work_is_as_large_as_it_says() -> None:
    counts = check(load(ROOT, as_of=TODAY), as_of=TODAY).records
    assert counts["person"] >= 35
    assert counts["item"] >= 400
    assert counts["workflow"] == 6


def test_the_history_of_every_item_ends_in_what_its_file_says() -> None:
    workspace = load(ROOT, as_of=TODAY).workspace
    ends = {(item, field): changes[-1]["new"] for (item, field), changes in _changes().items()}
    said = {
        (id, field): entry.written.get(field)
        for id, entry in workspace.items.items()
        for field in _tracked(workspace, entry.record.type)
        if entry.written.get(field) is not None
    }
    assert {key: value for key, value in ends.items() if value is not None} == said


def test_every_item_has_a_history_and_nothing_else_has() -> None:
    workspace = load(ROOT, as_of=TODAY).workspace
    assert {item for item, _ in _changes()} == set(workspace.items)
    for item, field in _changes():
        assert field in _tracked(workspace, workspace.items[item].record.type)


def test_each_change_begins_where_the_one_before_it_ended() -> None:
    for key, changes in _changes().items():
        assert [each["old"] for each in changes] == [None, *(each["new"] for each in changes[:-1])], key
        assert all(each["old"] != each["new"] for each in changes), key


def test_the_history_is_written_oldest_first_and_ends_before_today() -> None:
    moments = [datetime.fromisoformat(each["at"]) for each in _brought()]
    assert moments == sorted(moments)
    assert moments[-1].date() <= date(2026, 11, 21)
    assert all(each.utcoffset() == each.astimezone(LISBON).utcoffset() for each in moments)


def test_every_state_of_the_history_is_one_of_its_workflow() -> None:
    workspace = load(ROOT, as_of=TODAY).workspace
    for (item, field), changes in _changes().items():
        if field == "status":
            workflow = workspace.workflow_of(workspace.items[item])
            assert workflow is not None
            assert {each["new"] for each in changes} <= set(workflow.record.states), item


def _brought() -> list[dict[str, Any]]:
    files = sorted((ROOT / "work" / "history").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def _changes() -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in _brought():
        found.setdefault((each["item"], each["field"]), []).append(each)
    return found


def _tracked(workspace: Workspace, type: str) -> list[str]:
    own = workspace.types[type].record.fields
    return [*workspace.settings.tracked, *(name for name, field in own.items() if field.tracked)]


def test_the_example_of_new_in_the_reference_works_here(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "content/reference/commands.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^`worksystem (new .*?)`", text, re.MULTILINE)
    assert main(["-C", str(ROOT), *shlex.split(example), "--dry-run", "--as-of", "2026-11-22"]) == 0
    assert "+title: Order the screws\n" in capsys.readouterr().out
