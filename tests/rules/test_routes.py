"""Ways that are closed: void approvals, exceptions and handoffs that lead nowhere, gates shut, states out of reach."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell
from tests.rules.flows import FLOW, write_flow

STATES = """\
name: Delivery
initial: todo
states:
  todo: {name: To do, category: backlog}
  doing: {name: Doing, category: active}
  done: {name: Done, category: done}
  dropped: {name: Dropped, category: dropped}
"""
ON = ("from: todo, to: doing", "from: doing, to: done")


def flow(*moves: str, states: str = STATES, more: str = "") -> dict[str, str]:
    return write_flow(states, moves, more)


def gate(**said: str) -> str:
    rule = ", ".join(f"{key.rstrip('_')}: {value}" for key, value in said.items())
    return f"from: doing, to: done, approvals: [{{gate: look, {rule}}}]"


LOOK = gate(roles="[security_reviewer]", covers="[outcome, due]", except_="[]")


@pytest.mark.parametrize(
    ("approvals", "found"),
    [
        (("by: grace, date: 2026-11-17, digest: 0000000000000000",), [(0, "grace")]),
        (("by: grace, date: 2026-11-17",), []),
        (("by: ada, date: 2026-11-17, digest: 0000000000000000",), []),  # who may not approve is told something else
        (
            ("by: grace, date: 2026-11-17", "by: bo, date: 2026-11-17, digest: 0000000000000000"),
            [(1, "bo")],
        ),
        (
            (f"by: bo, date: 2026-11-17, digest: {'0' * 16}", f"by: grace, date: 2026-11-17, digest: {'1' * 16}"),
            [(0, "bo"), (1, "grace")],
        ),
    ],
)
def test_an_approval_of_something_else_is_void(
    tmp_path: Path, approvals: tuple[str, ...], found: list[tuple[int, str]]
) -> None:
    lines = "".join(f"  - {{gate: look, {each}}}\n" for each in approvals)
    items = {
        "OPS-0": "status: doing\napprovals: [{gate: look, by: grace, date: 2026-11-17}]\n",
        "OPS-1": f"status: doing\noutcome: It runs\napprovals:\n{lines}",
    }
    told = tell(tmp_path, "WS319", {**flow(ON[0], LOOK), **items})
    assert [line for line in told if not line.startswith("items")] == [
        line
        for _, by in found
        for line in (
            f'  the approval of OPS-1 at the gate "look" is void: outcome or due is not what {by} approved',
            f"  help: ask {by} again, or put back what was approved",
        )
    ]
    assert [line.split()[:2] for line in told if line.startswith("items")] == [
        [f"items/OPS-1.yml:{6 + index}:{len(approvals[index]) - 16 + 18}", f"approvals[{index}].digest"]
        for index, _ in found
    ]


@pytest.mark.parametrize(
    ("exceptions", "said"),
    [
        ("blocked: {at_most: 5d, then: ada, to: doing}", []),
        ("blocked: {at_most: 5d, then: ada}", []),
        ("blocked: {at_most: 5d, then: ada, to: todo}", [("blocked", "todo", "add a transition to todo")]),
        ("rejected: {to: todo}", [("rejected", "todo", "add a transition to todo")]),
        ("rejected: {to: shelf}", []),  # a state that there is not is said where it stands
        ("cancelled: {to: dropped}", [("cancelled", "dropped", "add a transition to dropped")]),
        ("cancelled: {to: todo}", [("cancelled", "todo", "add a transition to todo")]),
        ("cancelled: {to: done}", [("cancelled", "", "use dropped")]),
        (
            "blocked: {at_most: 5d, then: ada, to: todo}, rejected: {to: todo}, cancelled: {to: doing}",
            [
                ("blocked", "todo", "add a transition to todo"),
                ("rejected", "todo", "add a transition to todo"),
                ("cancelled", "", "use dropped"),
            ],
        ),
    ],
)
def test_an_exception_leads_where_a_transition_does_and_cancelling_ends_work(
    tmp_path: Path, exceptions: str, said: list[tuple[str, str, str]]
) -> None:
    found = tell(tmp_path, "WS320", flow(*ON, more=f"exceptions: {{{exceptions}}}\n"))
    to = exceptions.rpartition("to: ")[2].rstrip("}")
    assert [line for line in found if not line.startswith("work")] == [
        line
        for name, state, help in said
        for line in (
            f'  {name} work of workflow "delivery" goes to "{state}", and no transition leads there'
            if state
            else f'  {name} work of workflow "delivery" goes to "{to}", where work is not given up',
            f"  help: {help}",
        )
    ]
    assert [line.split()[1] for line in found if line.startswith("work")] == [
        f"exceptions.{name}.to" for name, *_ in said
    ]


@pytest.mark.parametrize(
    ("states", "help"),
    [
        (STATES.replace("  dropped: {name: Dropped, category: dropped}\n", ""), "add a state of the category dropped"),
        (f"{STATES}  wont: {{name: Will not, category: dropped}}\n", "use dropped or wont"),
    ],
)
def test_where_cancelled_work_could_go_is_said(tmp_path: Path, states: str, help: str) -> None:
    found = tell(tmp_path, "WS320", flow(*ON, states=states, more="exceptions: {cancelled: {to: done}}\n"))
    assert found[2:] == [f"  help: {help}"]


def test_where_every_move_is_free_exceptions_lead_anywhere(tmp_path: Path) -> None:
    free = flow(more="exceptions: {rejected: {to: todo}, cancelled: {to: done}}\n")
    other = {"work/workflows/x.yml": f"{flow(*ON)[f'work/{FLOW}']}exceptions: {{rejected: {{to: todo}}}}\n"}
    assert [line.split()[0] for line in tell(tmp_path, "WS320", {**free, **other}) if line.startswith("work")] == [
        "workflows/x.yml:11:29"
    ]


@pytest.mark.parametrize(
    ("to", "team", "see"),
    [
        ("team:security", "workflows: [support]", ["  see teams.yml:9:3: the workflows that it knows"]),
        ("security", "workflows: [support]", ["  see teams.yml:9:3: the workflows that it knows"]),
        ("team:security", "workflows: [support, delivery]", None),
        ("team:security", "members: [ada]", []),
        ("team:nobody", "workflows: [support]", None),
        ("role:delivery_lead", "workflows: [support]", None),
        ("grace", "workflows: [support]", None),
    ],
)
def test_work_is_handed_to_a_team_that_knows_the_workflow(
    tmp_path: Path, to: str, team: str, see: list[str] | None
) -> None:
    teams = {"work/teams.yml": BASE["work/teams.yml"].replace("  lead: grace\n", f"  {team}\n  lead: grace\n")}
    moves = (ON[0], f"from: doing, to: done, handoff: {{to: {to}, standard: definition_of_done}}")
    assert tell(tmp_path, "WS321", {**teams, **flow(*moves)}) == (
        [
            f"{FLOW}:10:57 transitions[1].handoff.to = {to}",
            '  "Move 2" hands work to team "security", which does not know workflow "delivery"',
            "  help: add delivery to the team's workflows, once they agree",
            *see,
        ]
        if see is not None
        else []
    )


OWNED = "status: doing\nowner: {}\n"


@pytest.mark.parametrize(
    ("rule", "item", "who"),
    [
        ({"roles": "[product_owner]"}, OWNED.format("bo"), "bo"),
        ({"roles": "[role:product_owner]"}, OWNED.format("bo"), "bo"),
        ({"roles": "[product_owner]"}, OWNED.format("ada"), ""),
        ({"roles": "[product_owner]", "except_": "[]"}, OWNED.format("bo"), ""),
        ({"roles": "[security_reviewer]"}, OWNED.format("bo"), ""),
        ({"roles": "[security_reviewer]", "count": "2"}, OWNED.format("bo"), "bo"),
        ({"roles": "[security_reviewer]", "count": "3"}, OWNED.format("bo"), ""),  # which nobody could for any item
        ({"roles": "[security_reviewer]", "except_": "[owner, grace]"}, OWNED.format("bo"), "bo or grace"),
        ({"roles": "[delivery_lead, product_owner]", "count": "2"}, OWNED.format("bo"), "bo"),
        ({"roles": "[product_owner, nobody]"}, OWNED.format("bo"), ""),
        ({"roles": "[]"}, OWNED.format("bo"), ""),
        ({"roles": "[product_owner]"}, "status: todo\nowner: bo\n", ""),  # the gate is not the next
        ({"roles": "[product_owner]"}, "status: done\nowner: bo\n", ""),
        ({"roles": "[product_owner]"}, "type: nothing\nstatus: doing\nowner: bo\n", ""),
        # who approved before counts, also if nobody else could now
        (
            {"roles": "[security_reviewer]", "count": "2"},
            f"{OWNED.format('bo')}approvals: [{{gate: look, by: grace, date: 2026-11-17}}]\n",
            "bo",
        ),
        (
            {"roles": "[security_reviewer, watcher]", "count": "2", "except_": "[bo, ada]"},
            f"{OWNED.format('bo')}approvals: [{{gate: look, by: grace, date: 2026-11-17}}]\n",
            "ada or bo",
        ),
        (
            {"roles": "[security_reviewer, watcher]", "count": "2", "except_": "[bo]"},
            f"{OWNED.format('bo')}approvals: [{{gate: look, by: grace, date: 2026-11-17}}]\n",
            "",
        ),
    ],
)
def test_a_gate_is_closed_to_an_item_if_too_few_are_left_who_may_open_it(
    tmp_path: Path, rule: dict[str, str], item: str, who: str
) -> None:
    watched = {
        "work/roles.yml": BASE["work/roles.yml"] + "watcher: {name: Watcher, purpose: P}\n",
        "work/teams.yml": BASE["work/teams.yml"].replace("roles: {security", "roles: {watcher: [ada], security"),
    }
    roles = rule["roles"].replace("role:", "").strip("[]").replace(", ", " or ")
    assert tell(tmp_path, "WS322", {**watched, **flow(ON[0], gate(**rule)), "OPS-1": item}) == (
        [
            "items/OPS-1.yml:3:9 status = doing",
            f'  nobody can open the gate "look" for OPS-1: {who} may not approve it',
            f"  help: give {roles} to somebody else too, or let somebody else own the item",
        ]
        if who
        else []
    )


ENTRY = STATES.replace("category: active", "category: active, entry: {fields: [estimate, closed.reason]}")


@pytest.mark.parametrize(
    ("moves", "item", "said", "help"),
    [
        (ON, "status: done\n", 'estimate (for "Doing"), closed.reason (for "Doing")', "estimate"),
        (ON, "status: done\nestimate: 3d\n", 'closed.reason (for "Doing")', "closed.reason"),
        (ON, "status: done\nestimate: 3d\nclosed: {reason: It runs}\n", "", ""),
        (ON, "status: doing\n", "", ""),  # what the state itself asks for another rule says
        (ON, "status: todo\n", "", ""),
        (ON, "status: dropped\n", "", ""),  # where no way leads
        ((), "status: done\n", "", ""),
        ((*ON, "from: todo, to: done"), "status: done\n", "", ""),
    ],
)
def test_an_item_has_what_every_way_to_its_state_takes(
    tmp_path: Path, moves: tuple[str, ...], item: str, said: str, help: str
) -> None:
    assert tell(tmp_path, "WS323", {**flow(*moves, states=ENTRY), "OPS-1": item}) == (
        [
            "items/OPS-1.yml:3:9 status = done",
            f'  OPS-1 is in "Done", and every way there takes {said}',
            f"  help: add {help}, or move it back",
        ]
        if said
        else []
    )


LATER = STATES.replace("  done:", "  shipped: {name: Shipped, category: active}\n  done:")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("status: shipped\n", 'an approval of "look" (for "Done")'),
        ("status: shipped\napprovals: [{gate: look, by: bo, date: 2026-11-17}]\n", ""),
        ("status: shipped\napprovals: [{gate: see, by: bo, date: 2026-11-17}]\n", 'an approval of "look" (for "Done")'),
        ("status: done\n", ""),  # whoever stands behind the gate is asked by another rule
    ],
)
def test_an_item_behind_a_gate_was_approved(tmp_path: Path, item: str, said: str) -> None:
    moves = (ON[0], gate(roles="[product_owner]"), "from: done, to: shipped")
    assert tell(tmp_path, "WS323", {**flow(*moves, states=LATER), "OPS-1": item}) == (
        [
            "items/OPS-1.yml:3:9 status = shipped",
            f'  OPS-1 is in "Shipped", and every way there takes {said}',
            "  help: add who approved it and when, or move it back",
        ]
        if said
        else []
    )


def test_expedited_work_may_have_left_out_what_others_may_not(tmp_path: Path) -> None:
    files = flow(*ON, states=ENTRY, more="exceptions: {expedite: {at_most: 1, may_skip: [doing]}}\n")
    items = {
        "OPS-1": "status: done\n",
        "OPS-2": "status: done\nexpedite: {by: ada, since: 2026-11-02, why: The bank asks}\n",
        "OPS-3": "status: done\n",
        "OPS-4": "type: nothing\nstatus: done\n",
    }
    found = tell(tmp_path, "WS323", {**files, **items})
    assert [line.split(":")[0] for line in found if line.startswith("items")] == ["items/OPS-1.yml", "items/OPS-3.yml"]


def test_a_field_that_every_item_of_a_type_must_have_is_asked_for_elsewhere(tmp_path: Path) -> None:
    needs = {"work/types/task.yml": BASE["work/types/task.yml"] + "required: [estimate]\n"}
    files = {**flow(*ON, states=ENTRY), **needs, "OPS-1": "status: done\n"}
    found = tell(tmp_path, "WS323", files)
    assert found[1] == '  OPS-1 is in "Done", and every way there takes closed.reason (for "Doing")'


@pytest.mark.parametrize(
    ("version", "migrations", "missing"),
    [
        (1, "", 0),
        (2, "", 1),
        (2, "1: {begun: doing}", 0),
        (3, "1: {begun: doing}", 2),
        (3, "2: {begun: doing}", 1),
        (4, "", 3),  # the last one is said
        (4, "3: {}", 2),
    ],
)
def test_a_new_version_says_where_items_of_earlier_ones_go(
    tmp_path: Path, version: int, migrations: str, missing: int
) -> None:
    nothing = f"{missing}: {{}} if no state went away"
    more = f"version: {version}\n{f'migrations: {{{migrations}}}' if migrations else ''}\n"
    assert tell(tmp_path, "WS324", flow(*ON, more=more)) == (
        [
            f"{FLOW}:11:10 version = {version}",
            f'  workflow "delivery" is version {version}, and nothing says where items of version {missing} go',
            f"  help: add {missing}: {{<old state>: <new state>}} under migrations, {nothing}",
        ]
        if missing
        else []
    )


@pytest.mark.parametrize(
    ("runs", "cycle", "index"),
    [
        ({"delivery": ["legal"]}, "", 0),
        ({"delivery": ["delivery"]}, "delivery -> delivery", 0),
        ({"delivery": ["legal", "delivery"]}, "delivery -> delivery", 1),
        ({"delivery": ["legal"], "legal": ["delivery"]}, "delivery -> legal -> delivery", 0),
        ({"delivery": ["tax", "legal"], "legal": ["delivery"]}, "delivery -> legal -> delivery", 1),
        ({"delivery": ["tax"], "tax": ["legal"], "legal": ["delivery"]}, "delivery -> tax -> legal -> delivery", 0),
        ({"delivery": ["nothing"]}, "", 0),
    ],
)
def test_a_workflow_that_runs_beside_itself_is_found_where_it_leads_on(
    tmp_path: Path, runs: dict[str, list[str]], cycle: str, index: int
) -> None:
    files = {}
    for id in ("delivery", "legal", "tax"):
        lines = [f"  - {{during: doing, run: [{beside}]}}\n" for beside in runs.get(id, ())]
        more = f"parallel:\n{''.join(lines)}" if lines else ""
        files[f"work/workflows/{id}.yml"] = flow(*ON, more=more)[f"work/{FLOW}"]
    found = tell(tmp_path, "WS325", files)
    assert [line.partition(" = ")[0] for line in found] == (
        [
            f"{FLOW}:{12 + index}:21 parallel[{index}].run",
            f'  workflow "delivery" runs beside itself: {cycle}',
            "  help: take one of them out of run; no item could ever pass",
        ]
        if cycle
        else []
    )
