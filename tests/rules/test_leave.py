"""Leave and days off beyond what their pages show: how far the plan is looked at, and whose leave counts."""

from datetime import date
from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

READY = "status: ready\n"
SETTINGS = BASE["work/worksystem.yml"]


def people(**leave: str) -> dict[str, str]:
    """Ada, Bo and Grace, each with further fields."""
    return {"work/people.yml": "".join(f"{id}: {{name: {id}, {leave.get(id, '')}}}\n" for id in ("ada", "bo", "grace"))}


@pytest.mark.parametrize(
    ("start", "due", "is_found"),
    [
        ("2027-01-01", "2027-01-01", True),
        ("2027-01-01", "2027-05-01", True),
        ("2027-01-01", "2027-05-02", False),
        ("2028-11-19", "2028-11-20", True),
        ("2028-11-20", "2028-11-21", False),
        ("2026-11-19", "2026-11-19", False),
        ("2026-11-19", "2026-11-20", True),
    ],
)
def test_a_plan_is_looked_at_for_two_years_and_four_months_at_a_time(
    tmp_path: Path, start: str, due: str, is_found: bool
) -> None:
    files = people(ada="leave: [{from: 2026-01-01, to: 2029-12-31}]")
    files["OPS-1"] = READY + f"owner: ada\nstart: {start}\ndue: {due}\n"
    expected = [
        f"items/OPS-1.yml:5:8 start = {start}",
        f"  OPS-1 is planned from {start} to {due}, while ada is away",
        "  help: agree on other days, or on who does it meanwhile",
        "  see items/OPS-1.yml:6:6: to here",
    ]
    assert tell(tmp_path, "WS418", files) == (expected if is_found else [])


def test_whose_leave_it_is_and_whether_any_day_is_worked_on_decides_what_is_said(tmp_path: Path) -> None:
    weekend = "start: 2026-11-28\ndue: 2026-11-29\n"
    week = "start: 2026-11-30\ndue: 2026-12-04\n"
    files = people(
        ada="leave: [{from: 2026-11-29, to: 2026-12-04}]",
        bo="leave: [{from: 2026-11-30, to: 2026-12-02}, {from: 2026-12-03, to: 2026-12-04}]",
        grace="until: 2026-11-19, leave: [{from: 2026-11-28, to: 2026-12-04}]",
    )
    files |= {
        "OPS-1": READY + "owner: ada\nstart: 2026-11-28\n",
        "OPS-2": READY + "owner: ada\ndue: 2026-11-28\n",
        "OPS-3": READY + "owner: grace\n" + week,
        "OPS-4": READY + "owner: ada\n" + weekend,
        "OPS-5": READY + "owner: bo\n" + weekend,
        "OPS-6": READY + "owner: bo\n" + week,
        "OPS-7": READY + "owner: grace\n" + weekend,
        "OPS-8": READY + weekend,
        "OPS-9": "status: done\nowner: ada\n" + week,
    }
    found = tell(tmp_path, "WS418", files)
    assert [line.strip() for line in found if "is planned" in line] == [
        "OPS-4 is planned from 2026-11-28 to 2026-11-29, while ada is away",
        "OPS-5 is planned from 2026-11-28 to 2026-11-29, all days off",
        "OPS-6 is planned from 2026-11-30 to 2026-12-04, while bo is away",
        "OPS-7 is planned from 2026-11-28 to 2026-11-29, all days off",
        "OPS-8 is planned from 2026-11-28 to 2026-11-29, all days off",
    ]


def test_the_working_day_before_is_offered_however_long_the_days_off_are(tmp_path: Path) -> None:
    holidays = ", ".join(f"2026-12-{day}" for day in range(14, 32))
    files = {
        "work/worksystem.yml": SETTINGS.replace("hours_per_day: 8", f"hours_per_day: 8, holidays: [{holidays}]"),
        **people(ada="leave: [{from: 2026-12-05, to: 2026-12-05}]", bo="until: 2026-11-01"),
        "OPS-1": READY,
        "OPS-2": READY + "due: 2026-W50\n",
        "OPS-3": READY + "owner: ada\ndue: 2026-12-05\n",
        "OPS-4": READY + "due: 2026-12-04\n",
        "OPS-5": READY + "owner: bo\ndue: 2026-12-05\n",
        "OPS-6": READY + "owner: ada\ndue: 2026-12-06T12:00\n",
        "OPS-7": READY + "due: 2026-12-31\n",
        "OPS-8": READY + "due: 2026-12-31\n",
    }
    assert tell(tmp_path, "WS519", files) == [
        "items/OPS-5.yml:5:6 due = 2026-12-05",
        "  OPS-5 is due on 2026-12-05, a Saturday",
        "  help: the working day before is 2026-12-04; move it, or say in the item why it has to be that day",
        "items/OPS-6.yml:5:6 due = 2026-12-06T12:00",
        "  OPS-6 is due on 2026-12-06T12:00, a Sunday",
        "  help: the working day before is 2026-12-04; move it, or say in the item why it has to be that day",
        "items/OPS-7.yml:4:6 due = 2026-12-31",
        "  OPS-7 is due on 2026-12-31, a day off",
        "  help: the working day before is 2026-12-11; move it, or say in the item why it has to be that day",
        "items/OPS-8.yml:4:6 due = 2026-12-31",
        "  OPS-8 is due on 2026-12-31, a day off",
        "  help: the working day before is 2026-12-11; move it, or say in the item why it has to be that day",
    ]


def test_a_day_off_is_found_where_no_working_day_is_near(tmp_path: Path) -> None:
    files = {
        "work/worksystem.yml": SETTINGS.replace("[mon, tue, wed, thu, fri]", "[]"),
        "OPS-1": READY + "due: 2026-12-01\n",
    }
    assert tell(tmp_path, "WS519", files) == [
        "items/OPS-1.yml:4:6 due = 2026-12-01",
        "  OPS-1 is due on 2026-12-01, a Tuesday",
        "  help: move it to a working day, or say in the item why it has to be that day",
    ]


def cover(**leave: str) -> dict[str, str]:
    """People with their leave, and two critical roles: Grace holds one, Bo and Grace the other."""
    critical = BASE["work/roles.yml"].replace("purpose:", "critical: yes\n  purpose:")
    return people(**leave) | {"work/roles.yml": critical}


def test_every_critical_role_is_looked_at_and_the_first_days_without_anybody_are_said(tmp_path: Path) -> None:
    grace = "leave: [{from: 2026-12-07, to: 2026-12-11}, {from: 2026-12-21, to: 2026-12-23}]"
    both = cover(grace=grace, bo="leave: [{from: 2026-12-10, to: 2026-12-21}]")
    assert tell(tmp_path / "both", "WS419", both) == [
        "roles.yml:3:13 delivery_lead.critical = yes",
        '  all who could act in the critical role "delivery_lead" are away from 2026-12-07 to 2026-12-11',
        "  help: agree on who stands in meanwhile, and name them under deputy",
        "roles.yml:7:13 product_owner.critical = yes",
        '  all who could act in the critical role "product_owner" are away from 2026-12-10 to 2026-12-21',
        "  help: agree on who stands in meanwhile, and name them under deputy",
        "roles.yml:11:13 security_reviewer.critical = yes",
        '  all who could act in the critical role "security_reviewer" are away from 2026-12-10 to 2026-12-11',
        "  help: agree on who stands in meanwhile, and name them under deputy",
    ]
    left = cover(grace=grace, bo="until: 2026-12-08")
    assert tell(tmp_path / "left", "WS419", left) == [
        "roles.yml:3:13 delivery_lead.critical = yes",
        '  all who could act in the critical role "delivery_lead" are away from 2026-12-07 to 2026-12-11',
        "  help: agree on who stands in meanwhile, and name them under deputy",
        "roles.yml:11:13 security_reviewer.critical = yes",
        '  all who could act in the critical role "security_reviewer" are away from 2026-12-09 to 2026-12-11',
        "  help: agree on who stands in meanwhile, and name them under deputy",
    ]


def test_nobody_is_missed_who_is_not_known_or_where_a_team_cannot_be_read(tmp_path: Path) -> None:
    away = cover(grace="leave: [{from: 2026-12-07, to: 2026-12-11}]")
    teams = BASE["work/teams.yml"]
    unknown = {"work/teams.yml": teams.replace("delivery_lead: [grace]", "delivery_lead: [grace, nobody]")}
    assert tell(tmp_path / "unknown", "WS419", away | unknown) == []
    broken = {"work/teams.yml": teams.replace("product_owner: [bo]", "product_owner: {since: 3}")}
    assert tell(tmp_path / "broken", "WS419", away | broken) == []
    deputy = {"work/roles.yml": away["work/roles.yml"].replace("critical: yes", "critical: yes\n  deputy: ada", 1)}
    assert tell(tmp_path / "deputy", "WS419", away | deputy) == []
    gone = cover(grace="leave: [{from: 2026-12-07, to: 2026-12-11}]", ada="leave: [{from: 2026-12-09, to: 2026-12-09}]")
    assert tell(tmp_path / "deputy away", "WS419", gone | deputy) == [
        "roles.yml:3:13 delivery_lead.critical = yes",
        '  all who could act in the critical role "delivery_lead" are away on 2026-12-09',
        "  help: agree on who stands in meanwhile, and name them under deputy",
    ]


def test_a_holiday_needs_no_cover_and_the_days_around_it_do(tmp_path: Path) -> None:
    settings = {"work/worksystem.yml": SETTINGS.replace("hours_per_day: 8", "hours_per_day: 8, holidays: [2026-12-08]")}
    settings |= {"work/roles.yml": BASE["work/roles.yml"].replace("purpose:", "critical: yes\n  purpose:", 1)}
    holiday = people(grace="leave: [{from: 2026-12-08, to: 2026-12-08}, {from: 2026-12-10, to: 2026-12-10}]")
    assert tell(tmp_path / "then", "WS419", settings | holiday) == [
        "roles.yml:3:13 delivery_lead.critical = yes",
        '  all who could act in the critical role "delivery_lead" are away on 2026-12-10',
        "  help: agree on who stands in meanwhile, and name them under deputy",
    ]
    bridge = people(grace="leave: [{from: 2026-12-07, to: 2026-12-08}]")
    assert tell(tmp_path / "bridge", "WS419", settings | bridge) == [
        "roles.yml:3:13 delivery_lead.critical = yes",
        '  all who could act in the critical role "delivery_lead" are away from 2026-12-07 to 2026-12-08',
        "  help: agree on who stands in meanwhile, and name them under deputy",
    ]


def test_work_is_handed_over_before_the_last_day_of_its_owner(tmp_path: Path) -> None:
    files = people(ada="until: 2026-11-20", bo="until: 2026-11-19") | {
        "OPS-1": READY + "owner: ada\n",
        "OPS-2": READY + "owner: ada\ndue: 2026-11-20\n",
        "OPS-3": READY + "owner: grace\ndue: 2026-12-01\n",
        "OPS-4": READY + "due: 2026-12-01\n",
        "OPS-5": READY + "owner: bo\ndue: 2026-12-01\n",
        "OPS-6": "status: done\nowner: ada\ndue: 2026-12-01\n",
        "OPS-7": READY + "owner: ada\ndue: 2026-11-21\n",
    }
    assert tell(tmp_path / "now", "WS520", files) == [
        "items/OPS-7.yml:4:8 owner = ada",
        "  OPS-7 is due on 2026-11-21, after 2026-11-20, the last day of its owner ada",
        "  help: agree in good time on who takes it over, while there is somebody to ask",
    ]
    assert tell(tmp_path / "later", "WS520", files, as_of=date(2026, 11, 21)) == []
