"""Work and goals that do not meet: which goals count, whose work is counted, and how many make it strange."""

from pathlib import Path

import pytest

from tests.rules.findings import tell

GOAL = "name: Goal\nowner: ada\nperiod: 2026-Q4\nkey_results: [{id: late, text: Late orders, from: 8, to: 2}]\n"
KINDS = {
    f"work/types/{manages}.yml": f"name: {manages}\nmanages: {manages}\nworkflow: delivery\nprefix: {prefix}\n"
    for manages, prefix in (("project", "PRJ"), ("improvement", "IMP"), ("request", "REQ"), ("recurring", "REC"))
}
OWN = {"work/types/own.yml": "name: Own\nworkflow: delivery\nprefix: OWN\n"}


def items(number: int, text: str, start: int = 1) -> dict[str, str]:
    return {f"OPS-{n}": text for n in range(start, start + number)}


def test_a_result_without_target_is_said_of_each_goal_whose_last_day_is_not_over(tmp_path: Path) -> None:
    results = "key_results:\n  - {id: a, text: A, from: 1, to: 2}\n  - {id: b, text: B}\n  - {id: c, text: C}\n"
    files = {
        f"work/goals/{id}.yml": f"name: Goal\nowner: ada\n{period}{results}"
        for id, period in (
            ("always", ""),
            ("ends_today", "period: 2026-11-20\n"),
            ("is_over", "period: 2026-11-19\n"),
            ("later", "period: 2027-Q1\n"),
        )
    }
    help = "  help: add to: <figure at the end>, and from: <figure at the beginning>"
    assert tell(tmp_path, "WS720", files) == [
        line
        for id, at in (("always", 5), ("ends_today", 6), ("later", 6))
        for index, result in ((1, "b"), (2, "c"))
        for line in (
            f"goals/{id}.yml:{at + index - 1}:5 key_results[{index}].to",
            f'  key result "{result}" of goal "{id}" does not say where its figure should stand',
            help,
        )
    ]


@pytest.mark.parametrize(
    ("serving", "odd", "whose"),
    [
        (items(7, "type: project\nstatus: ready\ngoal: trust\n"), "type: project\nstatus: ready\n", "7 of 8 projects"),
        (
            items(7, "status: ready\nowner: platform\ngoal: trust\n"),
            "status: ready\nteam: platform\n",
            '7 of 8 items of team "platform"',
        ),
        (
            items(9, "type: improvement\nstatus: in_progress\nteam: platform\ngoal: trust\n"),
            "type: improvement\nstatus: ready\nteam: platform\n",
            '9 of 10 items of team "platform"',
        ),
        (
            items(7, "type: own\nstatus: ready\nteam: platform\ngoal: trust\n"),
            "type: own\nstatus: in_progress\nteam: platform\noutcome: Paid twice\n",
            '7 of 8 items of team "platform"',
        ),
        # once, though it is a project, and of the team
        (
            items(7, "type: project\nstatus: ready\nteam: platform\ngoal: trust\n"),
            "type: project\nstatus: ready\nteam: platform\n",
            "7 of 8 projects",
        ),
        # of too few projects nothing is said, but of the team it is
        (
            items(7, "status: ready\nteam: platform\ngoal: trust\n"),
            "type: project\nstatus: ready\nteam: platform\n",
            '7 of 8 items of team "platform"',
        ),
    ],
)
def test_work_without_goal_is_held_against_the_projects_or_else_against_its_team(
    tmp_path: Path, serving: dict[str, str], odd: str, whose: str
) -> None:
    assert tell(tmp_path, "WS721", {**KINDS, **OWN, **serving, "OPS-90": odd}) == [
        "items/OPS-90.yml:1:1 goal",
        f"  OPS-90 serves no goal; {whose} under way or next do",
        "  help: add goal: <goal>, or ask whether it should be done now",
    ]


SERVING = "status: ready\nteam: platform\ngoal: trust\n"
ODD = "status: ready\nteam: platform\n"


@pytest.mark.parametrize(
    ("serving", "others", "is_found"),
    [
        (7, {"OPS-90": ODD}, True),
        (6, {"OPS-90": ODD}, False),  # of seven
        (7, {"OPS-90": "status: ready\n"}, False),  # of no team
        (7, {"OPS-90": "status: ready\nteam: security\n"}, False),
        (7, {"OPS-90": "status: todo\nteam: platform\n"}, False),  # nobody has chosen it
        (7, {"OPS-90": "status: in_progress\nteam: platform\n"}, False),  # another rule says that it has no outcome
        (7, {"OPS-90": f"type: request\n{ODD}"}, False),  # it was asked for
        (7, {"OPS-90": f"type: recurring\n{ODD}"}, False),  # it comes round
        (6, {"OPS-90": ODD, "OPS-91": f"type: request\n{SERVING}"}, False),
        (5, {**items(2, ODD, 90), "OPS-92": f"{ODD}parent: OPS-1\n"}, True),  # a part serves what its whole does
        (5, {**items(2, ODD, 90), "OPS-92": f"{ODD}parent: OPS-93\n", "OPS-93": "status: todo\nparent: OPS-1\n"}, True),
        (5, {**items(2, ODD, 90), "OPS-92": f"{ODD}parent: OPS-93\n", "OPS-93": "status: todo\n"}, False),
        (7, {"OPS-90": f"{ODD}parent: OPS-91\n", "OPS-91": "status: todo\n"}, False),  # the whole is asked
        (7, {"OPS-90": f"{ODD}parent: OPS-91\n", "OPS-91": f"{ODD}parent: OPS-90\n"}, False),
        (9, {**items(2, f"{ODD}parent: OPS-99\n", 90), "OPS-99": ODD}, True),  # nine of twelve
        (9, {**items(3, f"{ODD}parent: OPS-99\n", 90), "OPS-99": ODD}, False),  # nine of thirteen
    ],
)
def test_work_without_goal_is_strange_where_three_quarters_of_eight_or_more_serve_one(
    tmp_path: Path, serving: int, others: dict[str, str], is_found: bool
) -> None:
    found = tell(tmp_path, "WS721", {**KINDS, **items(serving, SERVING), **others})
    assert bool(found) is is_found


def test_each_item_that_serves_no_goal_is_found(tmp_path: Path) -> None:
    found = tell(tmp_path, "WS721", {**items(9, SERVING), **items(2, ODD, 90)})
    assert [line for line in found if "serves" in line] == [
        f'  OPS-{n} serves no goal; 9 of 11 items of team "platform" under way or next do' for n in (90, 91)
    ]


def test_where_there_are_no_goals_no_work_lacks_one(tmp_path: Path) -> None:
    goals = {"work/goals/trust.yml": "", "work/goals/there.txt": "none\n"}
    assert tell(tmp_path, "WS721", {**goals, **items(7, SERVING), "OPS-90": ODD}) == []


def test_no_work_is_said_of_goals_of_now_that_neither_work_nor_a_goal_is_for(tmp_path: Path) -> None:
    later = GOAL.replace("2026-Q4", "2027-Q1")
    files = {
        "OPS-1": "status: done\ngoal: trust\n",
        "work/goals/above.yml": GOAL,
        "work/goals/below.yml": GOAL + "parent: above\n",
        "work/goals/later.yml": later,
        "work/goals/until_today.yml": GOAL.replace("2026-Q4", "2026-11-20"),
        "work/goals/until_yesterday.yml": GOAL.replace("2026-Q4", "2026-11-19"),
        "work/goals/always.yml": GOAL.replace("period: 2026-Q4\n", ""),
    }
    assert tell(tmp_path / "some", "WS722", files) == [
        line
        for id in ("always", "below", "until_today")
        for line in (
            f"goals/{id}.yml:1:1 ",
            f'  no item serves goal "{id}"',
            f"  help: add goal: {id} to the work that is for it, or begin some; otherwise let the goal go",
        )
    ]
    nobody_says = {**files, "OPS-1": "status: done\n"}
    assert tell(tmp_path / "none", "WS722", nobody_says) == []


def shares(*goals: str) -> dict[str, str]:
    """Goals from `id share` and, after that, the goal above."""
    found = {}
    for id, share, *above in map(str.split, goals):
        parent = f"parent: {above[0]}\n" if above else ""
        intended = "" if share == "-" else f"intended_share: {share}\n"
        found[f"work/goals/{id}.yml"] = f"name: Goal\n{intended}period: 2026-Q4\n{parent}"
    return found


@pytest.mark.parametrize(
    ("goals", "whole"),
    [
        (("a 50%", "b 50%"), ""),
        (("a 50%", "b 50.05%"), ""),  # rounded somewhere
        (("a 51%", "b 50%"), "101%"),
        (("a 50%", "b 60% a"), ""),
        (("a 50%", "b - a", "c 60% b"), ""),
        (("a -", "b 50% a", "c 60% a"), "110%"),
        (("a 50% b", "b - a", "c 60%"), "110%"),
        (("a 90%", "b 50% b"), "140%"),
        (("a 90%", "b 50% nowhere"), "140%"),
    ],
)
def test_the_shares_of_goals_are_counted_once_and_make_the_whole_at_most(
    tmp_path: Path, goals: tuple[str, ...], whole: str
) -> None:
    found = tell(tmp_path, "WS726", shares(*goals))
    assert found[1:2] == (
        [f"  the goals of this time are meant to have {whole} of all effort together"] if whole else []
    )


def test_goals_over_the_whole_are_found_at_the_last_with_eight_of_them_beside_it(tmp_path: Path) -> None:
    assert tell(tmp_path, "WS726", shares(*(f"{id} 20%" for id in "abcdefghi"), "j 5% a")) == [
        "goals/i.yml:2:17 intended_share = 20%",
        "  the goals of this time are meant to have 180% of all effort together",
        "  help: lower the shares so that they make 100% together, or let a goal wait",
        *(f"  see goals/{id}.yml:2:17: {id} is to have 20%" for id in "abcdefgh"),
    ]
