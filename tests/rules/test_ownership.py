"""Who has what: owners, fields that types ask for, roles and seats, and people who have left."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

PEOPLE, TEAMS, ROLES = "work/people.yml", "work/teams.yml", "work/roles.yml"
TYPE, FLOW = "work/types/task.yml", "work/workflows/delivery.yml"


def base(path: str, old: str, new: str) -> dict[str, str]:
    assert old in BASE[path]
    return {path: BASE[path].replace(old, new, 1)}


def required(*names: str) -> dict[str, str]:
    """A type that asks for some fields."""
    return {TYPE: BASE[TYPE] + f"fields: {{rollout: text, cost_centre: number}}\nrequired: [{', '.join(names)}]\n"}


def role(text: str, holders: str = "") -> dict[str, str]:
    """A role with some fields, held by some people."""
    teams = f"platform: {{name: Platform, lead: ada, roles: {{delivery_lead: [{holders}]}}}}\n"
    return {ROLES: f"delivery_lead: {{name: Delivery lead, {text}}}\n", TEAMS: teams}


def left(day: str, who: str = "bo") -> dict[str, str]:
    """Somebody whose last day is known."""
    return base(PEOPLE, f"{who}:\n", f"{who}:\n  until: {day}\n")


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ({"OPS-1": "status: todo\n"}, []),
        (
            {"OPS-1": "status: ready\n"},
            [
                "items/OPS-1.yml:1:1 owner",
                '  OPS-1 is in "Ready" and has no owner',
                "  help: add owner: <person or team>",
            ],
        ),
        (
            {"OPS-1": "status: in_progress\n"},
            [
                "items/OPS-1.yml:1:1 owner",
                '  OPS-1 is in "In progress" and has no owner',
                "  help: add owner: <person or team>",
            ],
        ),
        (
            {"OPS-1": "status: in_review\n"},
            [
                "items/OPS-1.yml:1:1 owner",
                '  OPS-1 is in "In review" and has no owner',
                "  help: add owner: <person or team>",
            ],
        ),
        ({"OPS-1": "status: done\n"}, []),
        ({"OPS-1": "status: stuck\n"}, []),
        ({"OPS-1": "status: ready\nowner: platform\n"}, []),
        ({"OPS-1": "status: ready\nowner: [ada, bo]\n"}, []),
        (required("owner") | {"OPS-1": "status: ready\n"}, []),
    ],
)
def test_work_that_waits_or_is_under_way_has_an_owner(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS400", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            required("owner", "team", "outcome", "due", "rollout", "cost_centre", "closed.reason", "ownr")
            | {"OPS-1": "status: todo\n"},
            [
                "items/OPS-1.yml:1:1 closed.reason",
                "  OPS-1 has no closed.reason, which every task needs",
                "  help: add closed.reason: <closed.reason>",
                "items/OPS-1.yml:1:1 cost_centre",
                "  OPS-1 has no cost_centre, which every task needs",
                "  help: add cost_centre: <cost centre>",
                "items/OPS-1.yml:1:1 due",
                "  OPS-1 has no due, which every task needs",
                "  help: add due: <date>",
                "items/OPS-1.yml:1:1 outcome",
                "  OPS-1 has no outcome, which every task needs",
                "  help: add outcome: <what will be true when it is done>",
                "items/OPS-1.yml:1:1 owner",
                "  OPS-1 has no owner, which every task needs",
                "  help: add owner: <person or team>",
                "items/OPS-1.yml:1:1 rollout",
                "  OPS-1 has no rollout, which every task needs",
                "  help: add rollout: <rollout>",
                "items/OPS-1.yml:1:1 team",
                "  OPS-1 has no team, which every task needs",
                "  help: add team: <team>",
            ],
        ),
        (
            required("owner", "team", "outcome", "rollout")
            | {"OPS-1": "status: todo\nowner: ada\nteam: platform\noutcome: It works\nrollout: Soon\n"},
            [],
        ),
        (required("due") | {"OPS-1": "status: todo\ndue: 2026-14-01\n"}, []),
    ],
)
def test_what_a_type_asks_for_is_named_with_what_to_write(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS401", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            left("2026-11-19") | {"OPS-1": "status: ready\nowner: bo\n", "OPS-2": "status: done\nowner: bo\n"},
            [
                "items/OPS-1.yml:4:8 owner = bo",
                "  OPS-1 is owned by bo, whose last day was 2026-11-19",
                "  help: hand it to somebody who can take it on",
            ],
        ),
        (left("2026-11-20") | {"OPS-1": "status: ready\nowner: bo\n"}, []),
    ],
)
def test_nobody_owns_work_from_the_day_after_their_last(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS402", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            left("2026-11-19"),
            [
                "teams.yml:5:51 platform.roles.product_owner[0] = bo",
                "  bo is product_owner of platform, but their last day was 2026-11-19",
                "  help: name who takes over",
                "teams.yml:10:31 security.roles.security_reviewer[0] = bo",
                "  bo is security_reviewer of security, but their last day was 2026-11-19",
                "  help: name who takes over",
            ],
        ),
        (left("2026-11-20"), []),
        (
            left("2026-11-19", "grace"),
            [
                "goals/trust.yml:3:8 owner = grace",
                "  grace is owner of trust, but their last day was 2026-11-19",
                "  help: name who takes over",
                "portfolios.yml:1:36 core.owner = grace",
                "  grace is owner of core, but their last day was 2026-11-19",
                "  help: name who takes over",
                "teams.yml:5:27 platform.roles.delivery_lead[0] = grace",
                "  grace is delivery_lead of platform, but their last day was 2026-11-19",
                "  help: name who takes over",
                "teams.yml:9:9 security.lead = grace",
                "  grace is lead of security, but their last day was 2026-11-19",
                "  help: name who takes over",
                "teams.yml:10:35 security.roles.security_reviewer[1] = grace",
                "  grace is security_reviewer of security, but their last day was 2026-11-19",
                "  help: name who takes over",
            ],
        ),
        (
            left("2026-11-19") | base(TEAMS, "[bo]", "[{person: bo, until: 2026-11-19}]"),
            [
                "teams.yml:10:31 security.roles.security_reviewer[0] = bo",
                "  bo is security_reviewer of security, but their last day was 2026-11-19",
                "  help: name who takes over",
            ],
        ),
        (
            left("2026-11-19", "ada")
            | base(FLOW, "owner: platform", "owner: ada")
            | {"work/tools.yml": "git: {name: Git, owner: ada}\n"},
            [
                "teams.yml:4:9 platform.lead = ada",
                "  ada is lead of platform, but their last day was 2026-11-19",
                "  help: name who takes over",
                "tools.yml:1:25 git.owner = ada",
                "  ada is owner of git, but their last day was 2026-11-19",
                "  help: name who takes over",
                "workflows/delivery.yml:3:8 owner = ada",
                "  ada is owner of delivery, but their last day was 2026-11-19",
                "  help: name who takes over",
            ],
        ),
        (
            left("2026-11-19", "ada") | base(ROLES, "name: Delivery lead", "name: Delivery lead\n  deputy: [bo, ada]"),
            [
                "roles.yml:3:16 delivery_lead.deputy[1] = ada",
                "  ada is deputy of delivery_lead, but their last day was 2026-11-19",
                "  help: name who takes over",
                "teams.yml:4:9 platform.lead = ada",
                "  ada is lead of platform, but their last day was 2026-11-19",
                "  help: name who takes over",
            ],
        ),
    ],
)
def test_a_seat_is_free_from_the_day_after_somebodys_last(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS412", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            role("holders: {min: 2}"),
            [
                "roles.yml:1:1 delivery_lead = {name: Delivery lead, holders: {min: 2}}",
                '  nobody holds the role "delivery_lead"; it takes 2',
                "  help: name a holder in a team's roles, or take the role out",
                '  see workflows/delivery.yml:16:48: the move "Release" needs it',
                "  see workflows/delivery.yml:20:32: blocked work goes to it",
            ],
        ),
        (
            role("holders: {min: 3}", "ada"),
            [
                "roles.yml:1:1 delivery_lead = {name: Delivery lead, holders: {min: 3}}",
                '  one person holds the role "delivery_lead"; it takes 3',
                "  help: name a holder in a team's roles, or take the role out",
            ],
        ),
        (
            role("holders: {min: 3}", "ada, bo"),
            [
                "roles.yml:1:1 delivery_lead = {name: Delivery lead, holders: {min: 3}}",
                '  2 people hold the role "delivery_lead"; it takes 3',
                "  help: name a holder in a team's roles, or take the role out",
            ],
        ),
        (role("holders: {min: 2}", "ada, bo"), []),
        (
            role("critical: no"),
            [
                "roles.yml:1:1 delivery_lead = {name: Delivery lead, critical: no}",
                '  nobody holds the role "delivery_lead"',
                "  help: name a holder in a team's roles, or take the role out",
                '  see workflows/delivery.yml:16:48: the move "Release" needs it',
                "  see workflows/delivery.yml:20:32: blocked work goes to it",
            ],
        ),
        ({TEAMS: "platform: {name: [\n"}, []),
    ],
)
def test_a_role_has_as_many_holders_as_it_takes(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS403", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            role("critical: yes", "ada"),
            [
                "roles.yml:1:48 delivery_lead.critical = yes",
                '  the critical role "delivery_lead" rests on ada alone',
                "  help: name a deputy, or a second holder in a team's roles",
            ],
        ),
        (role("critical: yes", "ada, bo"), []),
        (role("critical: yes, deputy: bo", "ada"), []),
        (role("critical: no", "ada"), []),
        (role("critical: yes"), []),
    ],
)
def test_a_critical_role_rests_on_more_than_one(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS404", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            role("holders: {max: 1}", "ada, bo"),
            [
                "roles.yml:1:53 delivery_lead.holders.max = 1",
                '  2 people hold the role "delivery_lead", which is meant for 1 at most',
                "  help: agree on who holds it, or raise holders.max",
            ],
        ),
        (role("holders: {max: 2}", "ada, bo"), []),
        (role("holders: {min: 1}", "ada, bo"), []),
    ],
)
def test_a_role_has_no_more_holders_than_it_is_meant_for(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS405", files) == lines


def test_a_team_has_a_lead_or_somebody_with_a_role(tmp_path: Path) -> None:
    files = {TEAMS: "a: {name: A}\nb: {name: B, lead: ada}\nc: {name: C, roles: {delivery_lead: [ada]}}\n"}
    assert tell(tmp_path, "WS408", files) == [
        "teams.yml:1:1 a.lead",
        '  team "a" has no lead and nobody with a role',
        "  help: add lead: <person>, or give somebody a role",
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            base(TEAMS, "security:\n", "security:\n  parent: platform\n")
            | {"OPS-1": "status: ready\nteam: security\nowner: ada\n"},
            [
                "items/OPS-1.yml:5:8 owner = ada",
                "  OPS-1 belongs to security, but its owner ada is not in that team",
                "  help: correct the team or the owner, or add the team to the person's teams",
            ],
        ),
        (
            base(TEAMS, "security:\n", "security:\n  parent: platform\n")
            | {"OPS-1": "status: ready\nteam: platform\nowner: grace\n"},
            [],
        ),
        (
            base(TEAMS, "security:\n", "security:\n  parent: platform\n")
            | {"OPS-1": "status: ready\nteam: security\nowner: zoe\n"},
            [],
        ),
        (
            base(TEAMS, "security:\n", "security:\n  parent: platform\n")
            | {"OPS-1": "status: ready\nteam: security\nowner: platform\n"},
            [],
        ),
        (base(PEOPLE, "{platform: 100%}", "{}") | {"OPS-1": "status: ready\nteam: security\nowner: ada\n"}, []),
        ({"OPS-1": "status: done\nteam: security\nowner: ada\n"}, []),
    ],
)
def test_an_owner_is_in_the_team_of_the_work_or_below_it(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS409", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (base(PEOPLE, "{platform: 50%, security: 50%}", "{platform: 50%, security: 50%}"), []),
        (
            base(PEOPLE, "{platform: 50%, security: 50%}", "{platform: 50%, security: 51%}"),
            [
                "people.yml:7:3 bo.teams = {platform: 50%, security: 51%}",
                "  the teams of bo share 101% of one person's time",
                "  help: lower the shares so that they make 100% together",
            ],
        ),
    ],
)
def test_the_teams_of_a_person_share_no_more_than_the_whole(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS410", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {TEAMS: BASE[TEAMS] + "both:\n  name: Both\n"},
            [
                "teams.yml:11:1 both",
                '  nobody is in team "both"',
                "  help: add it to somebody's teams in people, or take it out",
            ],
        ),
        ({TEAMS: BASE[TEAMS].replace("security:\n", "security:\n  parent: both\n") + "both:\n  name: Both\n"}, []),
    ],
)
def test_a_team_has_people_or_teams_below_it(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS411", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"OPS-1": "status: in_progress\nowner: platform\n"},
            [
                "items/OPS-1.yml:4:8 owner = platform",
                '  OPS-1 is in "In progress" and owned by the whole team platform',
                "  help: say who has taken it: owner: <person>",
            ],
        ),
        ({"OPS-1": "status: ready\nowner: platform\n"}, []),
        ({"OPS-1": "status: in_progress\nowner: ada\n"}, []),
        ({"OPS-1": "status: in_progress\nowner: zoe\n"}, []),
    ],
)
def test_work_under_way_is_in_the_hands_of_somebody(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS413", files) == lines


def test_goals_workflows_and_portfolios_have_an_owner(tmp_path: Path) -> None:
    files = (
        base(FLOW, "owner: platform\n", "")
        | base("work/goals/trust.yml", "owner: grace\n", "")
        | base("work/portfolios.yml", "owner: grace, ", "")
    )
    assert tell(tmp_path, "WS414", files) == [
        "goals/trust.yml:1:1 owner",
        '  nobody answers for the goal "trust"',
        "  help: add owner: <person or team>",
        "portfolios.yml:1:1 core.owner",
        '  nobody answers for the portfolio "core"',
        "  help: add owner: <person or team>",
        "workflows/delivery.yml:1:1 owner",
        '  nobody answers for the workflow "delivery"',
        "  help: add owner: <person or team>",
    ]
