"""Ids that name nothing: what is said where, what is offered instead, and what is left alone."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

PEOPLE, TYPE, FLOW = "work/people.yml", "work/types/task.yml", "work/workflows/delivery.yml"


def base(path: str, old: str = "", new: str = "", *, more: str = "") -> dict[str, str]:
    """A file of the base with another text in one place, or with more at its end."""
    assert old in BASE[path]
    return {path: BASE[path].replace(old, new, 1) + more}


def item(text: str) -> dict[str, str]:
    return {"OPS-1": f"status: todo\n{text}\n"}


def named(count: int) -> dict[str, str]:
    """So many people, none of whom anything else names."""
    people = "".join(f"p{number}: {{name: P{number}}}\n" for number in range(count))
    return {PEOPLE: people, "work/teams.yml": "platform: {name: Platform}\n"}


def fields(*names: str) -> dict[str, str]:
    """A state that asks for some fields."""
    return base(FLOW, "category: done}", f"category: done, entry: {{fields: [{', '.join(names)}]}}}}")


def protecting(principle: str) -> dict[str, str]:
    """A rule of the team's own for a principle, beside one of their own."""
    rule = f"code: NW001\nfor: item\nmust: 'true'\nmessage: no\nprinciple: {principle}\n"
    return {"work/principles/own.yml": "name: Own\nstatement: Own\n", "work/rules/nw001.yml": rule}


SECOND = """\
version: 3
initial: todo
migrations:
  2: {doing: started}
  3:
    started: in_progress
    gone: nowhere
"""
CUSTOM = """\
fields:
  reviewer: person
  also: {type: list, of: item}
  squads: {type: list, of: team}
"""
RETROSPECTIVE, SCENARIO = "work/retrospectives/2026-11.yml", "work/scenarios/more.yml"
MEASURE = "team: platform\ndate: 2026-11-13\nmeasure: {metric: cycle_time, state: in_rview}\n"
DRAFT = """\
name: Draft
initial: a
states: {a: {name: A, category: queue}, b: {name: B, category: done}}
transitions: [{from: a, to: b, name: Go}]
"""
STORY = "name: Story\nworkflow: delivery\nprefix: STO\nfields: {keeper: person}\n"


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            item("owner: platfrom"),
            [
                "items/OPS-1.yml:4:8 owner = platfrom",
                '  no person or team is called "platfrom"',
                '  help: did you mean "platform"?',
            ],
        ),
        (
            item("owner: zoe"),
            [
                "items/OPS-1.yml:4:8 owner = zoe",
                '  no person or team is called "zoe"',
                "  help: use ada, bo, grace, platform or security, or add it to work/teams.yml",
            ],
        ),
        (
            item("owner: Platform"),
            [
                "items/OPS-1.yml:4:8 owner = Platform",
                '  no person or team is called "Platform"',
                '  help: did you mean "platform"?',
                "  fix: write platform",
                "    SetValue owner = platform",
            ],
        ),
        (
            item("owner: team:zoe"),
            [
                "items/OPS-1.yml:4:8 owner = team:zoe",
                '  no team is called "zoe"',
                "  help: use platform or security, or add it to work/teams.yml",
            ],
        ),
        (
            item("owner: team:Platform"),
            [
                "items/OPS-1.yml:4:8 owner = team:Platform",
                '  no team is called "Platform"',
                '  help: did you mean "platform"?',
                "  fix: write team:platform",
                "    SetValue owner = team:platform",
            ],
        ),
        (
            item("owner: role:product_owner"),
            [
                "items/OPS-1.yml:4:8 owner = role:product_owner",
                '  "role:product_owner" names a role where a person or team is expected',
                "  help: name a person or team",
            ],
        ),
        (
            item("owner: lead"),
            [
                "items/OPS-1.yml:4:8 owner = lead",
                '  no person or team is called "lead"',
                "  help: use ada, bo, grace, platform or security, or add it to work/teams.yml",
            ],
        ),
        (item("owner: person:ada"), []),
    ],
)
def test_an_owner_who_is_not_known_is_told_with_what_was_meant_or_could_be(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS203", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            named(8) | item("contributors: [zoe]"),
            [
                "items/OPS-1.yml:4:16 contributors[0] = zoe",
                '  no person is called "zoe"',
                "  help: use p0, p1, p2, p3, p4, p5, p6 or p7, or add it to work/people.yml",
            ],
        ),
        (
            named(9) | item("contributors: [zoe]"),
            [
                "items/OPS-1.yml:4:16 contributors[0] = zoe",
                '  no person is called "zoe"',
                "  help: correct it, or add it to work/people.yml",
            ],
        ),
        (named(0) | item("contributors: [zoe]"), []),
    ],
)
def test_only_up_to_eight_ids_are_listed(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS204", files) == lines


def test_an_id_that_could_be_two_is_not_written_for_anybody(tmp_path: Path) -> None:
    files = {PEOPLE: "a-da: {name: Ada}\na_da: {name: Ada}\n", "work/teams.yml": "platform: {name: Platform}\n"} | item(
        "contributors: [A_da]"
    )
    assert tell(tmp_path, "WS204", files) == [
        "items/OPS-1.yml:4:16 contributors[0] = A_da",
        '  no person is called "A_da"',
        '  help: did you mean "a_da"?',
    ]


def test_a_prefix_names_the_kind_of_record_that_is_meant(tmp_path: Path) -> None:
    files = item("contributors: [team:platform, person:ada, person:zoe, platform, elsewhere:ada]")
    assert tell(tmp_path, "WS204", files) == [
        "items/OPS-1.yml:4:16 contributors[0] = team:platform",
        '  "team:platform" names a team where a person is expected',
        "  help: name a person",
        "items/OPS-1.yml:4:43 contributors[2] = person:zoe",
        '  no person is called "zoe"',
        "  help: use ada, bo or grace, or add it to work/people.yml",
        "items/OPS-1.yml:4:55 contributors[3] = platform",
        '  no person is called "platform"',
        "  help: use ada, bo or grace, or add it to work/people.yml",
        "items/OPS-1.yml:4:65 contributors[4] = elsewhere:ada",
        '  no person is called "elsewhere:ada"',
        "  help: use ada, bo or grace, or add it to work/people.yml",
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            base(FLOW, "by: [owner]", "by: [goal:trust]"),
            [
                "workflows/delivery.yml:14:54 transitions[1].by[0] = goal:trust",
                '  "goal:trust" names a goal where a person, team or role is expected',
                "  help: name a person, team or role",
            ],
        ),
        (
            base(FLOW, "by: [owner]", "by: [item:OPS-1]"),
            [
                "workflows/delivery.yml:14:54 transitions[1].by[0] = item:OPS-1",
                '  "item:OPS-1" names an item where a person, team or role is expected',
                "  help: name a person, team or role",
            ],
        ),
        (
            base(FLOW, "by: [owner]", "by: [item_type:task]"),
            [
                "workflows/delivery.yml:14:54 transitions[1].by[0] = item_type:task",
                '  "item_type:task" names an item type where a person, team or role is expected',
                "  help: name a person, team or role",
            ],
        ),
        (
            base(FLOW, "by: [owner]", "by: [zoe]"),
            [
                "workflows/delivery.yml:14:54 transitions[1].by[0] = zoe",
                '  no person, team or role is called "zoe"',
                (
                    "  help: use ada, bo, grace, platform, security, delivery_lead, product_owner or "
                    "security_reviewer, or add it to work/roles.yml"
                ),
            ],
        ),
        (base(FLOW, "by: [owner]", "by: [lead, role:product_owner, team:platform, bo]"), []),
    ],
)
def test_a_field_for_actors_takes_no_other_record(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS217", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            item("goal: speed"),
            [
                "items/OPS-1.yml:4:7 goal = speed",
                '  no goal is called "speed"',
                "  help: use trust, or add it to work/goals/",
            ],
        ),
        (
            item("goal: trsut"),
            ["items/OPS-1.yml:4:7 goal = trsut", '  no goal is called "trsut"', '  help: did you mean "trust"?'],
        ),
        (
            item("goal: goal:trust"),
            [
                "items/OPS-1.yml:4:7 goal = goal:trust",
                '  no goal is called "goal:trust"',
                "  help: use trust, or add it to work/goals/",
            ],
        ),
        (
            {"work/goals/trust.yml": ""} | item("goal: speed"),
            [
                "items/OPS-1.yml:4:7 goal = speed",
                '  no goal is called "speed"',
                "  help: correct it, or add it to work/goals/",
            ],
        ),
    ],
)
def test_a_record_that_lives_in_a_file_of_its_own_is_added_to_its_folder(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS208", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (protecting("own"), []),
        (protecting("flow_over_friction"), []),
        (
            protecting("flow-over-friction"),
            [
                "rules/nw001.yml:5:12 principle = flow-over-friction",
                '  no principle is called "flow-over-friction"',
                '  help: did you mean "flow_over_friction"?',
                "  fix: write flow_over_friction",
                "    SetValue principle = flow_over_friction",
            ],
        ),
    ],
)
def test_the_principles_that_everybody_has_are_known(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS214", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"OPS-2": "status: todo\n"} | item("parent: OPS-9"),
            [
                "items/OPS-1.yml:4:9 parent = OPS-9",
                '  no item is called "OPS-9"',
                "  help: correct the id, or take the link out",
            ],
        ),
        (
            {"OPS-2": "status: todo\n"} | item("parent: ops-0002"),
            [
                "items/OPS-1.yml:4:9 parent = ops-0002",
                '  no item is called "ops-0002"',
                '  help: did you mean "OPS-2"?',
                "  fix: write OPS-2",
                "    SetValue parent = OPS-2",
            ],
        ),
        (
            item("made_by: {rule: thank, item: OPS-01}"),
            [
                "items/OPS-1.yml:4:30 made_by.item = OPS-01",
                '  no item is called "OPS-01"',
                '  help: did you mean "OPS-1"?',
                "  fix: write OPS-1",
                "    SetValue made_by.item = OPS-1",
            ],
        ),
        (
            item("blocks: [OPS-01, OPS-9, docs/plan.md]"),
            [
                "items/OPS-1.yml:4:10 blocks[0] = OPS-01",
                '  no item is called "OPS-01"',
                '  help: did you mean "OPS-1"?',
                "  fix: write OPS-1",
                "    SetValue blocks.0 = OPS-1",
                "items/OPS-1.yml:4:18 blocks[1] = OPS-9",
                '  no item is called "OPS-9"',
                "  help: correct the id, or take the link out",
            ],
        ),
        (
            {"OPS-2": "status: todo\n"} | item("depends_on: [{item: OPS-02, type: finish_to_start}, OPS-9]"),
            [
                "items/OPS-1.yml:4:21 depends_on[0].item = OPS-02",
                '  no item is called "OPS-02"',
                '  help: did you mean "OPS-2"?',
                "  fix: write OPS-2",
                "    SetValue depends_on.0.item = OPS-2",
                "items/OPS-1.yml:4:53 depends_on[1] = OPS-9",
                '  no item is called "OPS-9"',
                "  help: correct the id, or take the link out",
            ],
        ),
    ],
)
def test_an_item_is_offered_only_if_no_more_than_letters_and_zeros_differ(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS201", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            base(PEOPLE, "{platform: 100%}", "[platform, Security, sales]"),
            [
                "people.yml:3:21 ada.teams[1] = Security",
                '  no team is called "Security"',
                '  help: did you mean "security"?',
                "  fix: write security",
                "    SetValue ada.teams.1 = security",
                "people.yml:3:31 ada.teams[2] = sales",
                '  no team is called "sales"',
                "  help: use platform or security, or add it to work/teams.yml",
            ],
        ),
        (
            base(PEOPLE, "{platform: 100%}", "sales"),
            [
                "people.yml:3:3 ada.teams = sales",
                '  no team is called "sales"',
                "  help: use platform or security, or add it to work/teams.yml",
            ],
        ),
        (
            base(PEOPLE, "{platform: 100%}", "{team:Platform: 60%, sales: 40%}"),
            [
                "people.yml:3:11 ada.teams.team:Platform = 60%",
                '  no team is called "Platform"',
                '  help: did you mean "platform"?',
                "  fix: write team:platform",
                "    Rename ada.teams.team:Platform to team:platform",
                "people.yml:3:31 ada.teams.sales = 40%",
                '  no team is called "sales"',
                "  help: use platform or security, or add it to work/teams.yml",
            ],
        ),
    ],
)
def test_a_team_is_unknown_where_the_short_form_of_shares_names_it(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS205", files) == lines


def test_seats_of_teams_are_looked_up_role_by_role(tmp_path: Path) -> None:
    files = base(
        "work/teams.yml", "product_owner: [bo]", "product_woner: bo, Product_Owner: [{person: bo, since: 2026-01-01}]"
    )
    assert tell(tmp_path, "WS206", files) == [
        "teams.yml:5:35 platform.roles.product_woner = bo",
        '  no role is called "product_woner"',
        '  help: did you mean "product_owner"?',
        "teams.yml:5:54 platform.roles.Product_Owner = [{person: bo, since: 2026-01-01}]",
        '  no role is called "Product_Owner"',
        '  help: did you mean "product_owner"?',
        "  fix: write product_owner",
        "    Rename platform.roles.Product_Owner to product_owner",
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            base(
                "work/teams.yml",
                "delivery_lead: [grace], product_owner: [bo]",
                "product_owner: Bo, delivery_lead: [{person: Ada, since: 2026-01-01}, zoe]",
            ),
            [
                "teams.yml:5:26 platform.roles.product_owner = Bo",
                '  no person is called "Bo"',
                '  help: did you mean "bo"?',
                "  fix: write bo",
                "    SetValue platform.roles.product_owner = bo",
                "teams.yml:5:55 platform.roles.delivery_lead[0].person = Ada",
                '  no person is called "Ada"',
                '  help: did you mean "ada"?',
                "  fix: write ada",
                "    SetValue platform.roles.delivery_lead.0.person = ada",
                "teams.yml:5:80 platform.roles.delivery_lead[1] = zoe",
                '  no person is called "zoe"',
                "  help: use ada, bo or grace, or add it to work/people.yml",
            ],
        ),
        (
            base("work/roles.yml", more="  deputy: Bo\n"),
            [
                "roles.yml:10:11 security_reviewer.deputy = Bo",
                '  no person is called "Bo"',
                '  help: did you mean "bo"?',
                "  fix: write bo",
                "    SetValue security_reviewer.deputy = bo",
            ],
        ),
    ],
)
def test_who_holds_a_seat_is_looked_up_in_every_form_that_it_has(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS204", files) == lines


def test_custom_fields_that_hold_people_are_looked_up_for_items_of_their_type(tmp_path: Path) -> None:
    files = (
        base(TYPE, more=CUSTOM)
        | item("reviewer: zoe")
        | {"STO-1": "title: A\ntype: story\nstatus: todo\nreviewer: zoe\nkeeper: Ada\n", "work/types/story.yml": STORY}
    )
    assert tell(tmp_path, "WS204", files) == [
        "items/OPS-1.yml:4:11 reviewer = zoe",
        '  no person is called "zoe"',
        "  help: use ada, bo or grace, or add it to work/people.yml",
        "items/STO-1.yml:5:9 keeper = Ada",
        '  no person is called "Ada"',
        '  help: did you mean "ada"?',
        "  fix: write ada",
        "    SetValue keeper = ada",
    ]


def test_custom_fields_that_hold_items_may_hold_paths(tmp_path: Path) -> None:
    files = base(TYPE, more=CUSTOM) | item("also: [OPS-9, OPS-01, docs/x.md, https://example.com]")
    assert tell(tmp_path, "WS201", files) == [
        "items/OPS-1.yml:4:8 also[0] = OPS-9",
        '  no item is called "OPS-9"',
        "  help: correct the id, or take the link out",
        "items/OPS-1.yml:4:15 also[1] = OPS-01",
        '  no item is called "OPS-01"',
        '  help: did you mean "OPS-1"?',
        "  fix: write OPS-1",
        "    SetValue also.1 = OPS-1",
    ]


def test_custom_fields_that_hold_teams_may_have_prefixes(tmp_path: Path) -> None:
    files = base(TYPE, more=CUSTOM) | item("squads: [team:Platform, sales, person:ada, security]")
    assert tell(tmp_path, "WS205", files) == [
        "items/OPS-1.yml:4:10 squads[0] = team:Platform",
        '  no team is called "Platform"',
        '  help: did you mean "platform"?',
        "  fix: write team:platform",
        "    SetValue squads.0 = team:platform",
        "items/OPS-1.yml:4:25 squads[1] = sales",
        '  no team is called "sales"',
        "  help: use platform or security, or add it to work/teams.yml",
        "items/OPS-1.yml:4:32 squads[2] = person:ada",
        '  "person:ada" names a person where a team is expected',
        "  help: name a team",
    ]


def test_a_value_without_the_agreed_form_is_not_also_unknown_and_others_are(tmp_path: Path) -> None:
    files = base(
        TYPE, more="fields: {reviewer: {type: person, pattern: '[a-z]+', help: the id of a person}, second: person}\n"
    ) | item("reviewer: Zoe or Ada\nsecond: Zoe")
    assert tell(tmp_path, "WS204", files) == [
        "items/OPS-1.yml:5:9 second = Zoe",
        '  no person is called "Zoe"',
        "  help: use ada, bo or grace, or add it to work/people.yml",
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ({PEOPLE: "ada: {name: Ada\n"} | item("owner: zoe"), []),
        (
            {PEOPLE: "ada: {name: Ada\n"} | item("owner: team:zoe"),
            [
                "items/OPS-1.yml:4:8 owner = team:zoe",
                '  no team is called "zoe"',
                "  help: use platform or security, or add it to work/teams.yml",
            ],
        ),
        ({PEOPLE: "ada: {name: Ada\n"} | item("owner: person:zoe"), []),
    ],
)
def test_a_record_whose_file_cannot_be_read_may_be_the_one_that_is_meant(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS203", files) == lines


def test_ids_of_other_kinds_are_told_where_they_stand(tmp_path: Path) -> None:
    files = base(TYPE, "delivery", "Delivery") | base("work/teams.yml", more="  workflows: [delivry, support]\n")
    assert tell(tmp_path, "WS207", files) == [
        "teams.yml:11:15 security.workflows[0] = delivry",
        '  no workflow is called "delivry"',
        '  help: did you mean "delivery"?',
        "teams.yml:11:24 security.workflows[1] = support",
        '  no workflow is called "support"',
        "  help: use delivery, or add it to work/workflows/",
        "types/task.yml:3:11 workflow = Delivery",
        '  no workflow is called "Delivery"',
        '  help: did you mean "delivery"?',
        "  fix: write delivery",
        "    SetValue workflow = delivery",
    ]


def test_item_types_are_looked_up_in_the_settings_too(tmp_path: Path) -> None:
    files = {"OPS-1": "type: Task\nstatus: todo\n", "OPS-2": "type: story\nstatus: todo\n"} | base(
        "work/worksystem.yml", more="metrics: {incidents: {type: incident}}\n"
    )
    assert tell(tmp_path, "WS210", files) == [
        "items/OPS-1.yml:2:7 type = Task",
        '  no item type is called "Task"',
        '  help: did you mean "task"?',
        "  fix: write task",
        "    SetValue type = task",
        "items/OPS-2.yml:2:7 type = story",
        '  no item type is called "story"',
        "  help: use task, or add it to work/types/",
        "worksystem.yml:5:29 metrics.incidents.type = incident",
        '  no item type is called "incident"',
        "  help: use task, or add it to work/types/",
    ]


def test_standards_are_looked_up_where_items_tick_their_checks(tmp_path: Path) -> None:
    files = item("checks: {definition-of-done: [outcome], other: [any]}")
    assert tell(tmp_path, "WS209", files) == [
        "items/OPS-1.yml:4:10 checks.definition-of-done = [outcome]",
        '  no standard is called "definition-of-done"',
        '  help: did you mean "definition_of_done"?',
        "  fix: write definition_of_done",
        "    Rename checks.definition-of-done to definition_of_done",
        "items/OPS-1.yml:4:41 checks.other = [any]",
        '  no standard is called "other"',
        "  help: use definition_of_done, or add it to work/standards/",
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"OPS-1": "status: stuck\n"},
            [
                "items/OPS-1.yml:3:9 status = stuck",
                '  status "stuck" is not a state of workflow "delivery"',
                "  help: use todo, ready, in_progress, in_review, done or cancelled",
            ],
        ),
        (
            {"OPS-1": "status: redy\n"},
            [
                "items/OPS-1.yml:3:9 status = redy",
                '  status "redy" is not a state of workflow "delivery"',
                '  help: did you mean "ready"?',
            ],
        ),
        (
            {"OPS-1": "status: In-Progress\n"},
            [
                "items/OPS-1.yml:3:9 status = In-Progress",
                '  status "In-Progress" is not a state of workflow "delivery"',
                '  help: did you mean "in_progress"?',
                "  fix: write in_progress",
                "    SetValue status = in_progress",
            ],
        ),
        (
            base(FLOW, "initial: todo", "initial: tdoo"),
            [
                "workflows/delivery.yml:4:10 initial = tdoo",
                '  initial "tdoo" is not a state of workflow "delivery"',
                '  help: did you mean "todo"?',
            ],
        ),
        (
            base(FLOW, "from: todo, to: ready", "from: ['*', tood], to: redy"),
            [
                "workflows/delivery.yml:13:18 transitions[0].from[1] = tood",
                '  state "tood" is not a state of workflow "delivery"',
                '  help: did you mean "todo"?',
                "workflows/delivery.yml:13:29 transitions[0].to = redy",
                '  state "redy" is not a state of workflow "delivery"',
                '  help: did you mean "ready"?',
            ],
        ),
        (
            base(FLOW, "at_most: 5d,", "at_most: 5d, to: blocked,"),
            [
                "workflows/delivery.yml:20:30 exceptions.blocked.to = blocked",
                '  state "blocked" is not a state of workflow "delivery"',
                "  help: use todo, ready, in_progress, in_review, done or cancelled",
            ],
        ),
        (
            base(FLOW, "to: ready", "to: '*'"),
            [
                "workflows/delivery.yml:13:22 transitions[0].to = *",
                '  state "*" is not a state of workflow "delivery"',
                "  help: use todo, ready, in_progress, in_review, done or cancelled",
            ],
        ),
        (
            base(FLOW, more="automation: {a: {trigger: {enters: dnoe}, do: [{move: nowhere}]}}\n"),
            [
                "workflows/delivery.yml:21:36 automation.a.trigger.enters = dnoe",
                '  state "dnoe" is not a state of workflow "delivery"',
                '  help: did you mean "done"?',
                "workflows/delivery.yml:21:55 automation.a.do[0].move = nowhere",
                '  state "nowhere" is not a state of workflow "delivery"',
                "  help: use todo, ready, in_progress, in_review, done or cancelled",
            ],
        ),
    ],
)
def test_a_state_is_told_with_the_states_of_its_workflow(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS202", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"work/workflows/draft.yml": DRAFT}
            | item("branches: {draft: {status: c, since: 2026-11-02}, other: {status: c}}"),
            [
                "items/OPS-1.yml:4:28 branches.draft.status = c",
                '  state "c" is not a state of workflow "draft"',
                "  help: use a or b",
            ],
        ),
        (
            {RETROSPECTIVE: MEASURE.replace("state:", "workflow: delivery, state:")},
            [
                "retrospectives/2026-11.yml:3:58 measure.state = in_rview",
                '  state "in_rview" is not a state of workflow "delivery"',
                '  help: did you mean "in_review"?',
            ],
        ),
        ({RETROSPECTIVE: MEASURE}, []),
        (
            {SCENARIO: "name: More\nworkflow: delivery\nchange: {wip: {In_Review: 3}}\n"},
            [
                "scenarios/more.yml:3:16 change.wip.In_Review = 3",
                '  state "In_Review" is not a state of workflow "delivery"',
                '  help: did you mean "in_review"?',
                "  fix: write in_review",
                "    Rename change.wip.In_Review to in_review",
            ],
        ),
        ({SCENARIO: "name: More\nchange: {wip: {In_Review: 3}}\n"}, []),
        ({"OPS-1": "type: story\nstatus: stuck\n"}, []),
        ({FLOW: "name: Delivery\ninitial: todo\nstates: {}\n"} | item(""), []),
    ],
)
def test_states_are_those_of_the_workflow_that_is_meant(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS202", files) == lines


def test_a_second_version_asks_where_the_states_of_the_first_went(tmp_path: Path) -> None:
    second = base(FLOW, "initial: todo\n", "version: 2\ninitial: todo\nmigrations: {2: {doing: in_progress}}\n")
    assert tell(tmp_path, "WS202", second | {"OPS-1": "status: stuck\n"})[2] == (
        "  help: use todo, ready, in_progress, in_review, done or cancelled, or say under migrations of the workflow "
        "where items in stuck go"
    )


def test_a_later_version_of_a_workflow_says_where_its_items_went(tmp_path: Path) -> None:
    files = base(FLOW, "initial: todo\n", SECOND) | {
        "OPS-1": "status: doing\n",
        "OPS-2": "status: started\n",
        "OPS-3": "status: stuck\n",
        "OPS-4": "status: redy\n",
        "OPS-5": "status: Ready\n",
    }
    assert tell(tmp_path, "WS202", files) == [
        "items/OPS-1.yml:3:9 status = doing",
        '  status "doing" is not a state of workflow "delivery"',
        "  help: write in_progress, where version 3 took the items of doing",
        "  fix: write in_progress",
        "    SetValue status = in_progress",
        "items/OPS-2.yml:3:9 status = started",
        '  status "started" is not a state of workflow "delivery"',
        "  help: write in_progress, where version 3 took the items of started",
        "  fix: write in_progress",
        "    SetValue status = in_progress",
        "items/OPS-3.yml:3:9 status = stuck",
        '  status "stuck" is not a state of workflow "delivery"',
        (
            "  help: use todo, ready, in_progress, in_review, done or cancelled, or say "
            "under migrations of the workflow where items in stuck go"
        ),
        "items/OPS-4.yml:3:9 status = redy",
        '  status "redy" is not a state of workflow "delivery"',
        '  help: did you mean "ready"?',
        "items/OPS-5.yml:3:9 status = Ready",
        '  status "Ready" is not a state of workflow "delivery"',
        '  help: did you mean "ready"?',
        "  fix: write ready",
        "    SetValue status = ready",
        "workflows/delivery.yml:10:11 migrations.3.gone = nowhere",
        '  state "nowhere" is not a state of workflow "delivery"',
        (
            "  help: use todo, ready, in_progress, in_review, done or cancelled, or say "
            "under migrations of the workflow where items in nowhere go"
        ),
    ]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            item("checks: {definition_of_done: [outcom, other, Runbook], elsewhere: [any]}"),
            [
                "items/OPS-1.yml:4:31 checks.definition_of_done[0] = outcom",
                '  standard "definition_of_done" has no check "outcom"',
                '  help: did you mean "outcome"?',
                "items/OPS-1.yml:4:39 checks.definition_of_done[1] = other",
                '  standard "definition_of_done" has no check "other"',
                "  help: use outcome or runbook",
                "items/OPS-1.yml:4:46 checks.definition_of_done[2] = Runbook",
                '  standard "definition_of_done" has no check "Runbook"',
                '  help: did you mean "runbook"?',
                "  fix: write runbook",
                "    SetValue checks.definition_of_done.2 = runbook",
            ],
        ),
        (
            {"work/standards/definition_of_done.yml": "name: Definition of done\nkind: done\n"}
            | item("checks: {definition_of_done: [outcome]}"),
            [
                "items/OPS-1.yml:4:31 checks.definition_of_done[0] = outcome",
                '  standard "definition_of_done" has no check "outcome"',
                "  help: add the check to the standard",
            ],
        ),
    ],
)
def test_a_check_is_told_with_the_checks_of_its_standard(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS215", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            fields("ownr", "xyz", "Xyz.q", "Outcome", "estimate"),
            [
                "workflows/delivery.yml:10:55 states.done.entry.fields[0] = ownr",
                '  an item has no field "ownr"',
                '  help: did you mean "owner"?',
                "workflows/delivery.yml:10:61 states.done.entry.fields[1] = xyz",
                '  an item has no field "xyz"',
                "  help: correct it, or declare it under fields of an item type",
                "workflows/delivery.yml:10:66 states.done.entry.fields[2] = Xyz.q",
                '  an item has no field "Xyz.q"',
                "  help: correct it, or declare it under fields of an item type",
                "workflows/delivery.yml:10:73 states.done.entry.fields[3] = Outcome",
                '  an item has no field "Outcome"',
                '  help: did you mean "outcome"?',
                "  fix: write outcome",
                "    SetValue states.done.entry.fields.3 = outcome",
            ],
        ),
        (
            fields("closed.reasn", "closed.Reason", "closed.reason", "title.any"),
            [
                "workflows/delivery.yml:10:55 states.done.entry.fields[0] = closed.reasn",
                '  closed of an item has no field "reasn"',
                "  help: use closed.reason",
                "workflows/delivery.yml:10:69 states.done.entry.fields[1] = closed.Reason",
                '  closed of an item has no field "Reason"',
                "  help: use closed.reason",
            ],
        ),
        (
            base(TYPE, more="fields: {rollout: text}\n") | fields("rollout.any", "rollot", "rollout"),
            [
                "workflows/delivery.yml:10:68 states.done.entry.fields[1] = rollot",
                '  an item has no field "rollot"',
                '  help: did you mean "rollout"?',
            ],
        ),
        (
            {"work/types/broken.yml": "name: [\n"} | fields("xyz", "closed.reasn", "ownr"),
            [
                "workflows/delivery.yml:10:60 states.done.entry.fields[1] = closed.reasn",
                '  closed of an item has no field "reasn"',
                "  help: use closed.reason",
            ],
        ),
        (
            base("work/worksystem.yml", more="tracked: [prioirty]\n"),
            [
                "worksystem.yml:5:11 tracked[0] = prioirty",
                '  an item has no field "prioirty"',
                '  help: did you mean "priority"?',
            ],
        ),
        (
            base(TYPE, more="template: {Outcome: x, outcom: y}\nrequired: [outcom]\n"),
            [
                "types/task.yml:5:12 template.Outcome = x",
                '  an item has no field "Outcome"',
                '  help: did you mean "outcome"?',
                "  fix: write outcome",
                "    Rename template.Outcome to outcome",
                "types/task.yml:5:24 template.outcom = y",
                '  an item has no field "outcom"',
                '  help: did you mean "outcome"?',
                "types/task.yml:6:12 required[0] = outcom",
                '  an item has no field "outcom"',
                '  help: did you mean "outcome"?',
            ],
        ),
        (
            base("work/teams.yml", more="  services: [{id: access, name: Access, type: task, form: [outcom]}]\n"),
            [
                "teams.yml:11:60 security.services[0].form[0] = outcom",
                '  an item has no field "outcom"',
                '  help: did you mean "outcome"?',
            ],
        ),
        (
            base(FLOW, more="automation: {a: {trigger: {changed: [ownr]}, do: [{set: {Labels: [a]}}]}}\n"),
            [
                "workflows/delivery.yml:21:38 automation.a.trigger.changed[0] = ownr",
                '  an item has no field "ownr"',
                '  help: did you mean "owner"?',
                "workflows/delivery.yml:21:58 automation.a.do[0].set.Labels = [a]",
                '  an item has no field "Labels"',
                '  help: did you mean "labels"?',
                "  fix: write labels",
                "    Rename automation.a.do.0.set.Labels to labels",
            ],
        ),
    ],
)
def test_a_field_that_no_item_has_is_told_with_what_was_meant(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS218", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            item("relates_to: [old/trust.yml, 'old/trust.yml#outcome', task.md, old/]"),
            [
                "items/OPS-1.yml:4:14 relates_to[0] = old/trust.yml",
                '  OPS-1 links to "old/trust.yml" in relates_to[0], and there is no such file or folder',
                "  help: correct the path, or take the link out",
                "  fix: write ../goals/trust.yml, if people say so",
                "    SetValue relates_to.0 = ../goals/trust.yml",
                "items/OPS-1.yml:4:29 relates_to[1] = old/trust.yml#outcome",
                ('  OPS-1 links to "old/trust.yml#outcome" in relates_to[1], and there is no such file or folder'),
                "  help: correct the path, or take the link out",
                "  fix: write ../goals/trust.yml#outcome, if people say so",
                "    SetValue relates_to.1 = ../goals/trust.yml#outcome",
                "items/OPS-1.yml:4:54 relates_to[2] = task.md",
                '  OPS-1 links to "task.md" in relates_to[2], and there is no such file or folder',
                "  help: correct the path, or take the link out",
                "items/OPS-1.yml:4:63 relates_to[3] = old/",
                '  OPS-1 links to "old/" in relates_to[3], and there is no such file or folder',
                "  help: correct the path, or take the link out",
            ],
        ),
        (
            {"work/notes/a.md": "---\ndate: 2026-11-16\n---\nA\n", "work/goals/a.md": "---\nname: A\n---\nA\n"}
            | item("relates_to: [old/a.md]"),
            [
                "items/OPS-1.yml:4:14 relates_to[0] = old/a.md",
                '  OPS-1 links to "old/a.md" in relates_to[0], and there is no such file or folder',
                "  help: correct the path, or take the link out",
            ],
        ),
        (
            item("parent: x/delivery.yml\ndepends_on: [gone/delivery.yml, {item: gone/delivery.yml, lag: 2d}]"),
            [
                "items/OPS-1.yml:4:9 parent = x/delivery.yml",
                '  OPS-1 links to "x/delivery.yml" in parent, and there is no such file or folder',
                "  help: correct the path, or take the link out",
                "  fix: write ../workflows/delivery.yml, if people say so",
                "    SetValue parent = ../workflows/delivery.yml",
                "items/OPS-1.yml:5:14 depends_on[0] = gone/delivery.yml",
                ('  OPS-1 links to "gone/delivery.yml" in depends_on[0], and there is no such file or folder'),
                "  help: correct the path, or take the link out",
                "  fix: write ../workflows/delivery.yml, if people say so",
                "    SetValue depends_on.0 = ../workflows/delivery.yml",
                "items/OPS-1.yml:5:40 depends_on[1].item = gone/delivery.yml",
                ('  OPS-1 links to "gone/delivery.yml" in depends_on[1], and there is no such file or folder'),
                "  help: correct the path, or take the link out",
                "  fix: write ../workflows/delivery.yml, if people say so",
                "    SetValue depends_on.1.item = ../workflows/delivery.yml",
            ],
        ),
    ],
)
def test_a_path_that_leads_nowhere_is_corrected_if_one_file_alone_is_called_so(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS226", files) == lines
