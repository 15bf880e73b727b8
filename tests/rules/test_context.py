"""The facts that rules share: items by what they say, and the parts of a whole."""

from pathlib import Path

from tests.systems import TODAY, make_system
from worksystem.rules.rule import Context

ITEMS = {
    "work/workflows/delivery.yml": "initial: todo\nstates:\n  todo: {category: queue}\n  done: {category: done}\n",
    "work/types/task.yml": "workflow: delivery\n",
    "work/items/OPS-1.yml": "title: Rotate\nstatus: todo\ntype: task\nstart: 2026-11-01\noutcome: No alarm at night\n",
    "work/items/OPS-2.yml": "title: Renew\nstatus: done\ntype: task\nstart: 2026-11-02\nparent: OPS-1\n",
    "work/items/OPS-3.yml": "title: Revoke\nstatus: todo\ntype: task\nparent: OPS-1\noutcome: No key is lost\n",
    "work/items/OPS-4.yml": "title: Report\nstatus: stuck\ntype: task\nparent: OPS-9\nstart: 2026-11-03\n",
}


def test_items_are_found_by_the_fields_in_which_they_say_something(tmp_path: Path) -> None:
    context = Context(make_system(tmp_path, ITEMS).workspace, TODAY)
    assert [item.id for item in context.items_with("start")] == ["OPS-1", "OPS-2", "OPS-4"]
    assert [item.id for item in context.open_with("start")] == ["OPS-1", "OPS-4"]
    assert [item.id for item in context.open_with("start", "outcome")] == ["OPS-1", "OPS-3", "OPS-4"]
    assert context.items_with("blocked") == ()


def test_parts_are_found_by_what_they_are_part_of(tmp_path: Path) -> None:
    context = Context(make_system(tmp_path, ITEMS).workspace, TODAY)
    found = {id: [part.id for part in parts] for id, parts in context.parts.items()}
    assert found == {"OPS-1": ["OPS-2", "OPS-3"], "OPS-9": ["OPS-4"]}
