"""Whether a change to a workflow strands the items in it."""

from pathlib import Path

import pytest

from tests.systems import make_system
from tests.workflow.small import item, with_flow
from worksystem.workflow.change import Fault
from worksystem.workflow.paths import migrate
from worksystem.workflow.versions import judge_workflow

_SAYS = 'workflow "control" gave up state "review" and is still version 2'
VERSION = Fault("version", _SAYS, "raise version to 3", ("version",))


def stranded(count: str) -> Fault:
    says = f'workflow "control" gave up state "review"; {count}, and no migration moves them'
    return Fault("migration", says, "add 2: {review: <new state>} under migrations", ("migrations",))


@pytest.mark.parametrize(
    ("status", "version", "migrations", "faults"),
    [
        ("review", "2", "{}", (VERSION, stranded("one item was in it"))),
        ("todo", "3", "{}", (stranded("items may be in it elsewhere"),)),
        ("review", "3", "{1: {waiting: review}, 2: {review: checking}}", ()),
        ("review", "3", "{2: {review: nowhere}}", (stranded("one item was in it"),)),
    ],
)
def test_a_state_goes_away_only_with_a_new_version_and_a_way_for_its_items(
    tmp_path: Path, status: str, version: str, migrations: str, faults: tuple[Fault, ...]
) -> None:
    before = item("", status=status)
    after = with_flow(before, "{1: {waiting: review}}", "MIGRATIONS")
    after = with_flow(with_flow(after, "review", "checking"), "MIGRATIONS", migrations)
    after = with_flow(after, "version: 2", f"version: {version}")
    was, now = (make_system(tmp_path / name, files).workspace for name, files in (("a", before), ("b", after)))
    assert judge_workflow(was, now, "control") == faults
    assert judge_workflow(was, was, "control") == ()
    assert judge_workflow(now, was, "no_such_workflow") == ()


def test_maps_of_several_versions_are_taken_one_after_the_other(tmp_path: Path) -> None:
    files = with_flow(item(""), "{1: {waiting: review}}", "{1: {waiting: checked}, 2: {checked: review, parked: todo}}")
    workflow = make_system(tmp_path, files).workspace.workflows["control"].record
    assert [migrate(workflow, state) for state in ("waiting", "checked", "parked", "doing", "lost")] == [
        "review",
        "review",
        "todo",
        "doing",
        "lost",
    ]
