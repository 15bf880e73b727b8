"""Which ways of a workflow are drawn, and which only once."""

from collections.abc import Mapping, Sequence

from worksystem.model import Workflow
from worksystem.views.diagram import ANYWHERE, Arrow, build_diagram

NAMES = [f"s{number}" for number in range(8)]
ACTIVE = {name: {"name": name, "category": "active"} for name in NAMES}
STATES = {**ACTIVE, "end": {"name": "End", "category": "dropped"}}


def drawn(transitions: Sequence[Mapping[str, object]], **more: object) -> tuple[Arrow, ...]:
    written = {"name": "x", "initial": "s0", "states": STATES, "transitions": transitions, **more}
    diagram = build_diagram(Workflow.model_validate(written))
    assert diagram is not None
    return diagram.arrows


def test_moves_between_the_same_states_are_one_arrow() -> None:
    moves: list[Mapping[str, object]] = [
        {"from": "s0", "to": "s1", "name": name} for name in ("Start", "Hurry", "Start")
    ]
    assert drawn([*moves, {"from": "s1", "to": "s0", "name": "Back", "rework": True}]) == (
        Arrow("s0", "s1", ("Start", "Hurry"), "on"),
        Arrow("s1", "s0", ("Back",), "back"),
    )


def test_what_leads_out_of_every_open_state_is_drawn_once_however_it_is_written() -> None:
    star = drawn([{"from": "*", "to": "end", "name": "Drop"}])
    assert (
        star == drawn([{"from": NAMES, "to": "end", "name": "Drop"}]) == (Arrow(ANYWHERE, "end", ("Drop",), "apart"),)
    )


def test_many_sources_are_named_by_their_number_and_few_are_drawn() -> None:
    assert drawn([{"from": NAMES[:5], "to": "s7", "name": "Jump"}]) == (Arrow("Five states", "s7", ("Jump",), "apart"),)
    assert len(drawn([{"from": NAMES[:4], "to": "s7", "name": "Jump"}])) == 4


def test_blocked_work_that_goes_elsewhere_is_drawn_unless_a_move_says_so() -> None:
    blocked = {"exceptions": {"blocked": {"at_most": "3d", "to": "s7"}}}
    assert drawn([], **blocked) == (Arrow(ANYWHERE, "s7", ("Blocked",), "apart"),)
    assert drawn([{"from": "*", "to": "s7", "name": "Park"}], **blocked) == (Arrow(ANYWHERE, "s7", ("Park",), "apart"),)


def test_a_workflow_without_states_is_not_drawn() -> None:
    assert build_diagram(Workflow(name="x")) is None
