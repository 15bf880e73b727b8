"""Workflows as they are designed: which ends, ways and gates are missing, and how few people can open one."""

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
  review: {name: Review, category: active}
  done: {name: Done, category: done}
  dropped: {name: Dropped, category: dropped}
"""


def flow(*moves: str, states: str = STATES, more: str = "") -> dict[str, str]:
    return write_flow(states, moves, more)


def without(state: str) -> str:
    return "".join(line for line in STATES.splitlines(keepends=True) if not line.startswith(f"  {state}:"))


ON = ("from: todo, to: doing", "from: doing, to: review", "from: review, to: done")


@pytest.mark.parametrize(
    ("states", "is_found"),
    [
        (STATES, False),
        (without("done"), True),  # what is dropped is not finished
        (without("dropped"), False),
        ("name: Delivery\ninitial: todo\nstates: {}\n", False),
    ],
)
def test_a_workflow_ends_in_a_state_that_is_done(tmp_path: Path, states: str, is_found: bool) -> None:
    assert tell(tmp_path, "WS300", flow(states=states)) == (
        [
            f"{FLOW}:3:1 states",
            '  workflow "delivery" has no state of the category done',
            "  help: say which state means that work is finished",
        ]
        if is_found
        else []
    )


@pytest.mark.parametrize(
    ("files", "states"),
    [
        (flow(*ON, 'from: "*", to: dropped'), []),
        (flow(*ON), ["dropped"]),
        (flow(ON[0], ON[2], 'from: "*", to: dropped'), ["review", "done"]),
        (flow(ON[0], "from: doing, to: done"), ["review", "dropped"]),
        (flow(ON[1], ON[2], "from: review, to: dropped"), ["doing", "review", "done", "dropped"]),
        (flow(ON[1], ON[2], "from: [todo, doing], to: dropped"), ["doing", "review", "done"]),
        (flow(*ON[1:], "from: todo, to: dropped", more="version: 2\nmigrations: {1: {begun: doing}}\n"), []),
        (flow(), []),  # it says nothing of ways
        (flow(ON[0], ON[1], "from: review, to: shipped"), []),  # a state that there is not is said where it stands
        (flow(ON[0], "from: shipped, to: done"), []),
        (flow(*ON, states=STATES.replace("initial: todo", "initial: start")), []),
    ],
)
def test_a_state_is_reached_from_the_first_one_or_from_a_migration(
    tmp_path: Path, files: dict[str, str], states: list[str]
) -> None:
    ids = ["todo", "doing", "review", "done", "dropped"]
    found = tell(tmp_path, "WS301", files)
    if "begun" in files[f"work/{FLOW}"]:
        assert found == []
    assert [line for line in found if not line.startswith("work")] == [
        line
        for id in states
        for line in (
            f'  no transition leads to state "{id}" of workflow "delivery"',
            f"  help: add a transition to {id}, or take the state out",
        )
    ]
    assert [line.split()[:2] for line in found if line.startswith("work")] == [
        [f"{FLOW}:{4 + ids.index(id)}:3", f"states.{id}"] for id in states
    ]


TWO_ENDS = STATES.replace("  dropped", "  shipped: {name: Shipped, category: done}\n  dropped")


@pytest.mark.parametrize(
    ("files", "states", "ends"),
    [
        (flow(*ON), [], "done"),
        (flow(ON[0], ON[1]), ["todo", "doing", "review"], "done"),
        (flow(ON[0], "from: doing, to: done"), ["review"], "done"),
        (flow(ON[0], "from: doing, to: done", states=TWO_ENDS), ["review"], "done or shipped"),
        (flow(ON[0], "from: doing, to: done", "from: review, to: shipped", states=TWO_ENDS), [], ""),
        (flow(ON[0], "from: doing, to: done", 'from: "*", to: dropped'), ["review"], "done"),  # giving up is no end
        (flow(ON[0], "from: doing, to: done", "from: review, to: todo"), [], ""),
        (flow(ON[0], states=without("done")), [], ""),  # which another rule says
        (flow(ON[0], "from: doing, to: shipped"), [], ""),
        (flow(), [], ""),
    ],
)
def test_every_open_state_leads_to_a_state_that_is_done(
    tmp_path: Path, files: dict[str, str], states: list[str], ends: str
) -> None:
    found = tell(tmp_path, "WS302", files)
    assert [line for line in found if not line.startswith("work")] == [
        line
        for id in states
        for line in (
            f'  nothing leads from state "{id}" to the end of workflow "delivery"',
            f"  help: add a transition from {id} towards {ends}",
        )
    ]
    assert [line.split()[1] for line in found if line.startswith("work")] == [f"states.{id}" for id in states]


BLOCKED = "does not say what happens to blocked work"
DROPPED = "has no way to give work up"
HELD = "exceptions: {blocked: {at_most: 5d, then: ada}}\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (flow(*ON), [BLOCKED]),
        (flow(*ON, more=HELD), []),
        (flow(*ON, states=without("dropped"), more=HELD), [DROPPED]),
        (flow(*ON, states=without("dropped")), [BLOCKED, DROPPED]),
        (flow(states=without("dropped")), [BLOCKED]),  # where every move is free, work can be taken off the board
        (flow("from: todo, to: done", states=STATES.replace("active", "queue")), []),  # nobody works on anything
        (flow("from: todo, to: done", states=without("dropped").replace("active", "queue")), []),
        (flow(*ON, more="exceptions: {rejected: {at_most: 5d, then: ada}}\n"), [BLOCKED]),
    ],
)
def test_a_workflow_in_which_people_work_says_what_happens_when_they_cannot(
    tmp_path: Path, files: dict[str, str], said: list[str]
) -> None:
    help = {
        BLOCKED: "add exceptions: {blocked: {at_most: 5d, then: <who takes care of it>}}",
        DROPPED: "add a state of the category dropped, and a transition to it from anywhere",
    }
    at = {BLOCKED: f"{FLOW}:1:1 ", DROPPED: f"{FLOW}:3:1 states"}
    assert tell(tmp_path, "WS310", files) == [
        line for each in said for line in (at[each], f'  workflow "delivery" {each}', f"  help: {help[each]}")
    ]


@pytest.mark.parametrize(
    ("moves", "pairs"),
    [
        ((*ON, "from: todo, to: doing"), [("todo", "doing", 10, 13)]),
        ((*ON, "from: [todo, doing, review], to: doing"), [("todo", "doing", 10, 13)]),
        ((*ON, "from: [todo, doing], to: review"), [("doing", "review", 11, 13)]),
        ((*ON, "from: doing, to: todo"), []),
        ((*ON, "from: todo, to: doing, when: owner == 'ada'"), []),
        (("from: todo, to: doing, when: due == null", "from: todo, to: doing, when: due != null"), []),
        (("from: todo, to: doing, when: due == null",) * 2, [("todo", "doing", 10, 11)]),
        ((*ON, ON[0], ON[0]), [("todo", "doing", 10, 13), ("todo", "doing", 10, 14)]),
        (("from: [todo, todo], to: doing",), []),
    ],
)
def test_a_way_that_is_there_twice_is_found_beside_the_first(
    tmp_path: Path, moves: tuple[str, ...], pairs: list[tuple[str, str, int, int]]
) -> None:
    found = [line for line in tell(tmp_path, "WS318", flow(*moves)) if not line.startswith("work")]
    assert found == [
        line
        for source, to, first, _ in pairs
        for line in (
            f'  workflow "delivery" leads from "{source}" to "{to}" twice',
            "  help: keep one of the two, or say with `when` which applies",
            f"  see {FLOW}:{first}:5: the first one",
        )
    ]
    places = [line.split()[0] for line in tell(tmp_path, "WS318", flow(*moves)) if line.startswith("work")]
    assert places == [f"{FLOW}:{line}:5" for *_, line in pairs]


@pytest.mark.parametrize(
    ("to", "whom"), [("team:security", "security"), ("security", "security"), ("role:delivery_lead", "delivery_lead")]
)
def test_what_must_come_with_work_that_changes_hands_is_asked_for(tmp_path: Path, to: str, whom: str) -> None:
    files = flow(ON[0], f"from: doing, to: review, handoff: {{to: {to}}}", ON[2])
    assert tell(tmp_path / "none", "WS313", files) == [
        f"{FLOW}:11:45 transitions[1].handoff = {{to: {to}}}",
        f'  "Move 2" hands work to {whom} without saying what must come with it',
        "  help: name a standard of the kind handoff, under standard",
    ]
    standard = files[f"work/{FLOW}"].replace(f"to: {to}", f"to: {to}, standard: definition_of_done")
    assert tell(tmp_path / "some", "WS313", {f"work/{FLOW}": standard}) == []


ROLES = {
    "work/roles.yml": BASE["work/roles.yml"]
    + "auditor: {name: Auditor, purpose: P, holders: {min: 0}}\n"
    + "treasurer: {name: Treasurer, purpose: P, holders: {min: 0}}\n"
    + "duty: {name: Duty, purpose: P}\n"
}


@pytest.mark.parametrize(
    ("by", "roles"),
    [
        ("[role:auditor]", "auditor"),
        ("[role:auditor, role:treasurer]", "auditor or treasurer"),
        ("[role:auditor, role:delivery_lead]", ""),
        ("[role:auditor, ada]", ""),
        ("[role:auditor, team:security]", ""),
        ("[role:auditor, owner]", ""),
        ("[role:auditor, role:nobody]", ""),  # which is said where it stands
        ("[role:duty]", ""),  # the role itself is found
        ("[role:duty, role:auditor]", ""),
        ("[]", ""),
    ],
)
def test_a_move_for_roles_that_need_no_holder_is_found_where_nobody_holds_one(
    tmp_path: Path, by: str, roles: str
) -> None:
    found = tell(tmp_path, "WS309", {**ROLES, **flow(ON[0], f"from: doing, to: review, by: {by}", ON[2])})
    assert found == (
        [
            f"{FLOW}:11:45 transitions[1].by = {by}",
            f'  nobody may make the move "Move 2": nobody holds the role {roles}',
            f"  help: give {roles.split()[0]} to somebody in a team's roles, or let others make the move",
        ]
        if roles
        else []
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("roles: [auditor]", "takes one approval, and nobody holds the role auditor"),
        ("roles: [auditor, treasurer]", "takes one approval, and nobody holds the role auditor or treasurer"),
        ("roles: [role:auditor], count: 2", "takes 2 approvals, and nobody holds the role auditor"),
        ("roles: [product_owner]", ""),
        ("roles: [product_owner], count: 2", "takes 2 approvals, and only one person holds the role product_owner"),
        ("roles: [security_reviewer], count: 2", ""),
        (
            "roles: [security_reviewer], count: 3",
            "takes 3 approvals, and only 2 people hold the role security_reviewer",
        ),
        (
            "roles: [delivery_lead, product_owner], count: 3",
            "takes 3 approvals, and only 2 people hold the role delivery_lead or product_owner",
        ),
        # of whom the gate leaves some out
        (
            "roles: [product_owner], except: [bo]",
            "takes one approval, and none of those who may approve holds the role product_owner",
        ),
        (
            "roles: [security_reviewer], count: 2, except: [bo]",
            "takes 2 approvals, and only one of those who may approve holds the role security_reviewer",
        ),
        (
            "roles: [security_reviewer], count: 2, except: [role:product_owner]",
            "takes 2 approvals, and only one of those who may approve holds the role security_reviewer",
        ),
        (
            "roles: [security_reviewer], except: [team:security]",
            "takes one approval, and none of those who may approve holds the role security_reviewer",
        ),
        (
            "roles: [security_reviewer, watcher], count: 3, except: [ada]",
            "takes 3 approvals, and only 2 of those who may approve hold the role security_reviewer or watcher",
        ),
        ("roles: [security_reviewer], count: 2, except: [ada]", ""),
        ("roles: [security_reviewer], count: 2, except: [owner]", ""),  # which depends on the item
        (
            "roles: [security_reviewer], count: 3, except: [owner]",
            "takes 3 approvals, and only 2 people hold the role security_reviewer",
        ),
        ("roles: [auditor, nobody]", ""),  # which is said where it stands
        ("roles: []", ""),
        ("roles: [duty]", ""),  # the role itself is found
        ("roles: [duty], count: 2", ""),
    ],
)
def test_a_gate_is_found_that_takes_more_people_than_there_are(tmp_path: Path, rule: str, said: str) -> None:
    watched = {
        "work/roles.yml": ROLES["work/roles.yml"] + "watcher: {name: Watcher, purpose: P}\n",
        "work/teams.yml": BASE["work/teams.yml"].replace("roles: {security", "roles: {watcher: [ada], security"),
    }
    files = {**watched, **flow(ON[0], ON[1], f"from: review, to: done, approvals: [{{gate: look, {rule}}}]")}
    found = tell(tmp_path, "WS308", files)
    shown = rule[rule.index("[") : rule.index("]") + 1]
    assert found == (
        [
            f"{FLOW}:12:69 transitions[2].approvals[0].roles = {shown}",
            f'  the gate "look" {said}',
            "  help: name somebody in a team's roles, or ask for fewer approvals",
        ]
        if said
        else []
    )


def test_whom_a_team_that_cannot_be_read_names_nobody_knows(tmp_path: Path) -> None:
    gates = "from: doing, to: done, by: [role:auditor], approvals: [{gate: look, roles: [auditor]}]"
    broken = {
        "work/teams.yml": BASE["work/teams.yml"].replace("roles: {security_reviewer", "roles: [security_reviewer")
    }
    assert tell(tmp_path / "gate", "WS308", {**ROLES, **broken, **flow(gates)}) == []
    assert tell(tmp_path / "move", "WS309", {**ROLES, **broken, **flow(gates)}) == []


def test_the_second_gate_of_a_move_is_found_at_its_own_place(tmp_path: Path) -> None:
    two = "approvals: [{gate: one, roles: [product_owner]}, {gate: two, roles: [auditor]}]"
    found = tell(tmp_path, "WS308", {**ROLES, **flow(ON[0], f"from: doing, to: done, {two}")})
    assert found[:2] == [
        f"{FLOW}:11:104 transitions[1].approvals[1].roles = [auditor]",
        '  the gate "two" takes one approval, and nobody holds the role auditor',
    ]


def test_what_hangs_on_a_role_that_nobody_holds_stands_beside_the_role(tmp_path: Path) -> None:
    gate = "approvals: [{gate: look, roles: [role:duty]}, {gate: see, roles: [duty, product_owner]}]"
    moves = ("from: todo, to: doing, by: [role:duty, role:auditor]", f"from: doing, to: done, by: [owner], {gate}")
    due = (
        "blocked: {at_most",
        "rejected: {to: doing, at_most",
        "expedite: {at_most: 1, within",
        "cancelled: {to: dropped, at_most",
    )
    more = "".join(("exceptions:\n", *(f"  {each}: 5d, then: role:duty}}\n" for each in due)))
    assert tell(tmp_path, "WS403", {**ROLES, **flow(*moves, more=more)}) == [
        "roles.yml:12:1 duty = {name: Duty, purpose: P}",
        '  nobody holds the role "duty"',
        "  help: name a holder in a team's roles, or take the role out",
        f'  see {FLOW}:10:43: the move "Move 1" needs it',
        f'  see {FLOW}:11:81: the gate "look" needs it',
        f"  see {FLOW}:13:32: blocked work goes to it",
        f"  see {FLOW}:14:44: rejected work goes to it",
        f"  see {FLOW}:15:44: expedited work goes to it",
        f"  see {FLOW}:16:47: cancelled work goes to it",
    ]
