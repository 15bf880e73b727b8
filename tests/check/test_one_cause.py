"""One slip in one file is one diagnostic: what rests on it elsewhere waits until it is mended."""

from collections.abc import Callable, Mapping
from textwrap import dedent

import pytest

from tests.systems import TODAY
from worksystem.check import check
from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]

FILES = {
    "work/people.yml": "ada: {name: Ada, teams: [platform]}\nbo: {name: Bo, teams: [platform]}\n",
    "work/teams.yml": "platform:\n  name: Platform\n  lead: ada\n  roles: {reviewer: [ada, bo]}\n",
    "work/roles.yml": "reviewer: {name: Reviewer, critical: yes}\n",
    "work/goals/trust.yml": (
        "name: Trust\nowner: ada\nperiod: 2026-Q4\n"
        "key_results:\n  - {id: failed, text: Failed payments, from: 9, to: 3, "
        "readings: [{date: 2026-11-20, value: 5}]}\n"
    ),
    "work/types/task.yml": (
        "name: Task\nworkflow: delivery\nrequired: [owner, outcome]\nfields: {risk: {type: text, required: yes}}\n"
    ),
    "work/workflows/delivery.yml": """\
        name: Delivery
        owner: platform
        initial: todo
        states:
          todo: {name: To do, category: backlog}
          doing: {name: Doing, category: active, entry: {fields: [risk]}}
          done: {name: Done, category: done}
          dropped: {name: Dropped, category: dropped}
        transitions:
          - {from: todo, to: doing, name: Start, by: [owner]}
          - {from: "*", to: dropped, name: Drop}
          - from: doing
            to: done
            name: Finish
            by: [role:reviewer]
            approvals:
              - {gate: review, roles: [reviewer], count: 2, except: []}
        exceptions: {blocked: {at_most: 5d, then: role:reviewer}}
        """,
    "work/items/T-1.yml": """\
        title: Rotate the certificates
        status: doing
        type: task
        owner: ada
        team: platform
        outcome: No payment fails
        risk: low
        goal: trust
        approvals:
          - {gate: review, by: bo, date: 2026-11-20}
        """,
    "work/items/T-2.yml": """\
        title: Renew the lease
        status: todo
        type: task
        owner: bo
        team: platform
        outcome: Nobody has to move
        risk: none
        parent: T-1
        """,
}

FILES = {path: dedent(text) for path, text in FILES.items()}

# file, what stands there, what somebody wrote instead, and the one diagnostic
SLIPS = [
    ("work/people.yml", "ada: {", "ada: [", "WS004 1:6"),
    ("work/people.yml", "ada: {name: Ada, ", "Ada: {name: Ada, ", "WS108 1:1"),
    ("work/people.yml", "ada: {name: Ada, ", "ada: {nmae: Ada, ", "WS101 1:7"),
    ("work/people.yml", "*", "", "WS015 1:1"),
    ("work/people.yml", "*", "# nobody yet\n", "WS015 1:1"),
    ("work/people.yml", "*", "- ada\n- bo\n", "WS100 1:3"),
    ("work/teams.yml", "platform:\n", "platform: [\n", "WS004 1:11"),
    ("work/teams.yml", "roles:", "rolse:", "WS101 4:3"),
    ("work/teams.yml", "{reviewer: [ada, bo]}", "[reviewer]", "WS100 4:3"),
    ("work/teams.yml", "{reviewer: [ada, bo]}", "{reviewr: [ada, bo]}", "WS206 4:11"),
    ("work/roles.yml", "name: Reviewer", "name: [Reviewer", "WS004 1:18"),
    ("work/goals/trust.yml", "owner: ada", "ownr: ada", "WS101 2:1"),
    ("work/goals/trust.yml", "name: Trust", "name: Trust: more", "WS004 1:12"),
    ("work/types/task.yml", "name: Task", 'name: "Task', "WS004 1:7"),
    ("work/types/task.yml", "outcome]", "outcom]", "WS218 3:19"),
    ("work/workflows/delivery.yml", "initial: todo", "initial: [", "WS004 3:10"),
    ("work/workflows/delivery.yml", "states:", "sates:", "WS101 4:1"),
    ("work/workflows/delivery.yml", "category: active", "categry: active", "WS101 6:24"),
    ("work/workflows/delivery.yml", "category: active", "category: busy", "WS105 6:34"),
    ("work/workflows/delivery.yml", "to: doing", "to: dong", "WS202 10:22"),
    ("work/workflows/delivery.yml", "fields: [risk]", "fields: [rsk]", "WS218 6:59"),
    ("work/items/T-1.yml", "title: ", "titel: ", "WS101 1:1"),
    ("work/items/T-1.yml", "title: ", "id: T-3\ntitle: ", "WS112 1:5"),
    ("work/items/T-1.yml", "status: doing", "statis: doing", "WS101 2:1"),
    ("work/items/T-1.yml", "status: doing", "status: dong", "WS202 2:9"),
    ("work/items/T-1.yml", "type: task", "tpye: task", "WS101 3:1"),
    ("work/items/T-1.yml", "owner: ada", "ownr: ada", "WS101 4:1"),
    ("work/items/T-1.yml", "owner: ada", "owner: [ada, bo]", "WS100 4:1"),
    ("work/items/T-1.yml", "outcome:", "Outcome:", "WS101 6:1"),
    ("work/items/T-1.yml", "risk: low", "rsk: low", "WS101 7:1"),
    ("work/items/T-1.yml", "risk: low", "risk: {level: low}", "WS100 7:1"),
    ("work/items/T-1.yml", "risk: low", "risk: low\nrisk: high", "WS006 8:1"),
    ("work/items/T-1.yml", "by: bo", "by: bob", "WS204 10:24"),
    ("work/items/T-1.yml", "title: Rotate", "title: Ro\x00tate", "WS003 1:10"),
    ("work/items/T-1.yml", "title: Rotate", "ti\x07tle: Rotate", "WS003 1:3"),
    ("work/items/T-1.yml", "*", "", "WS015 1:1"),
    ("work/items/T-1.yml", "*", "# to be written\n", "WS015 1:1"),
    ("work/items/T-1.yml", "*", "hello\n", "WS100 1:1"),
]


def test_the_work_system_without_a_slip_is_clean(make_system: Make) -> None:
    assert _said(make_system(FILES)) == []


@pytest.mark.parametrize(
    ("path", "right", "wrong", "said"), SLIPS, ids=[f"{number}-{slip[3]}" for number, slip in enumerate(SLIPS)]
)
def test_a_slip_is_one_diagnostic(make_system: Make, path: str, right: str, wrong: str, said: str) -> None:
    assert right == "*" or right in FILES[path]
    text = wrong if right == "*" else FILES[path].replace(right, wrong, 1)
    assert _said(make_system({**FILES, path: text})) == [f"{path} {said}"]


def test_two_slips_in_two_files_are_both_told(make_system: Make) -> None:
    files = {"work/people.yml": "ada: [", "work/items/T-1.yml": FILES["work/items/T-1.yml"].replace("risk:", "rsk:")}
    assert _said(make_system({**FILES, **files})) == ["work/items/T-1.yml WS101 7:1", "work/people.yml WS004 1:6"]


def _said(system: WorkSystem) -> list[str]:
    found = check(system, as_of=TODAY).diagnostics
    return [
        f"{each.place.path} {each.code} {each.place.span.start.line}:{each.place.span.start.column}" for each in found
    ]
