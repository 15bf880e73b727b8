"""Load: what counts as in progress, how estimates are spread over working days, and how many hours make too many."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

PEOPLE = "ada: {name: Ada, capacity: 40h}\nbo: {name: Bo, capacity: 20h}\ngrace: {name: Grace}\n"
SETTINGS = BASE["work/worksystem.yml"]


def test_eight_of_the_items_that_rest_on_somebody_are_shown_at_their_owner(tmp_path: Path) -> None:
    items = {f"OPS-{n}": "status: in_progress\nowner: ada\n" for n in range(10, 19)}
    others = {f"OPS-{n}": "status: in_progress\nowner: grace\n" for n in range(20, 24)}
    free = {f"OPS-{n}": "status: in_progress\nowner: platform\n" for n in range(30, 35)}
    help = "  help: decide with the team what can be handed over or put back"
    assert tell(tmp_path, "WS406", {"work/people.yml": PEOPLE, **items, **others, **free}) == [
        "people.yml:1:1 ada = {name: Ada, capacity: 40h}",
        "  9 items in progress rest on ada; 3 were agreed",
        help,
        *(f"  see items/OPS-{n}.yml:4:8: OPS-{n} is one of them" for n in range(10, 18)),
        "people.yml:3:1 grace = {name: Grace}",
        "  4 items in progress rest on grace; 3 were agreed",
        help,
        *(f"  see items/OPS-{n}.yml:4:8: OPS-{n} is one of them" for n in range(20, 24)),
    ]


def over(person: str, hours: int, week: int, room: int, late: int = 0) -> list[str]:
    at = {"ada": "people.yml:1:28 ada.capacity = 40h", "bo": "people.yml:2:26 bo.capacity = 20h"}[person]
    says = f"  {hours} hours of work are planned for {person} in 2026-W{week}; there is room for {room}"
    if late:
        help = "agree on a new date for what is overdue, let something else go, or share the work"
        return [at, f"{says}, and {late} of them are overdue", f"  help: {help}"]
    return [at, says, "  help: move a due date, lower what is promised, or share the work"]


NEXT = "owner: ada\nstart: 2026-11-23\ndue: 2026-11-27\n"


@pytest.mark.parametrize(
    ("items", "found"),
    [
        # a twentieth and half an hour more than there is room for is no matter
        (["owner: bo\nstart: 2026-11-23\ndue: 2026-11-27\nestimate: 21.5h\n"], []),
        (["owner: bo\nstart: 2026-11-23\ndue: 2026-11-27\nestimate: 22h\n"], over("bo", 22, 48, 20)),
        ([f"{NEXT}estimate: 6wd\n"], over("ada", 48, 48, 40)),
        ([f"{NEXT}estimate: 3wd\n"] * 2, over("ada", 48, 48, 40)),
        ([f"{NEXT}estimate: 3wd\n", f"{NEXT}estimate: 3wd\nblocked: {{since: 2026-11-19, reason: Bank}}\n"], []),
        ([f"{NEXT}\n", f"{NEXT}estimate: 6wd\n"], over("ada", 48, 48, 40)),
        (["owner: ada\nestimate: 60wd\n"], []),  # nobody says when
        # from today on, which is a Friday, though it was to begin before
        (["owner: ada\nstart: 2026-11-02\ndue: 2026-11-20\nestimate: 9h\n"], over("ada", 9, 47, 8)),
        (["owner: ada\ndue: 2026-11-20\nestimate: 9h\n"], over("ada", 9, 47, 8)),
        (["owner: ada\ndue: 2026-11-20\nestimate: 8h\n"], []),
        # the first week that is too full
        (
            ["owner: ada\nstart: 2026-11-30\ndue: 2026-12-04\nestimate: 7wd\n", f"{NEXT}estimate: 6wd\n"],
            over("ada", 48, 48, 40),
        ),
        # four weeks are looked at, this one among them
        (["owner: ada\nstart: 2026-12-07\ndue: 2026-12-11\nestimate: 6wd\n"], over("ada", 48, 50, 40)),
        (["owner: ada\nstart: 2026-12-14\ndue: 2026-12-18\nestimate: 6wd\n"], []),
        (["owner: ada\nstart: 2026-12-14\ndue: 2026-12-14\nestimate: 6wd\n"], []),
        # what is overdue has a week from today on
        (["owner: ada\ndue: 2026-11-19\nestimate: 6wd\n"], over("ada", 10, 47, 8, 10)),
        (["owner: ada\ndue: 2026-11-19\nestimate: 5wd\n"], []),
        (["owner: ada\nstart: 2026-11-26\ndue: 2026-11-19\nestimate: 6wd\n"], over("ada", 10, 47, 8, 10)),
        (
            ["owner: ada\ndue: 2026-11-19\nestimate: 6wd\ntime: [{by: ada, date: 2026-11-18, spent: 1wd}]\n"],
            [],
        ),
        (
            [
                f"{NEXT}estimate: 43h\n",
                "owner: ada\ndue: 2026-11-19\nestimate: 4h\ntime: [{by: ada, date: 2026-11-18, spent: 9h}]\n",
            ],
            over("ada", 43, 48, 40),
        ),
        ([f"{NEXT}estimate: 5wd\n", "owner: ada\ndue: 2026-11-19\nestimate: 4h\n"], over("ada", 43, 48, 40, 3)),
        (
            ["owner: ada\ndue: 2026-11-19\nestimate: 6wd\nstatus: in_review\n", f"{NEXT}estimate: 42h\n"],
            [],
        ),
    ],
)
def test_more_is_planned_than_there_is_room_for_in_a_week(tmp_path: Path, items: list[str], found: list[str]) -> None:
    files = {f"OPS-{n}": f"{'' if 'status' in text else 'status: ready'}\n{text}" for n, text in enumerate(items, 1)}
    assert tell(tmp_path, "WS407", {"work/people.yml": PEOPLE, **files}) == found


@pytest.mark.parametrize(
    ("people", "settings", "says"),
    [
        ("{name: Ada, capacity: 40h}", "", ""),
        ("{name: Ada, capacity: 40h, leave: [{from: 2026-11-27, to: 2026-11-30}]}", "", "40 hours"),
        ("{name: Ada, capacity: 40h, leave: [{from: 2026-11-28, to: 2026-11-29}]}", "", ""),
        ("{name: Ada, capacity: 5wd}", "", ""),
        ("{name: Ada, capacity: 5wd}", "hours_per_day: 6", "40 hours"),
        ("{name: Ada, capacity: 40h}", "holidays: [2026-11-25]", "40 hours"),
        ("{name: Ada, capacity: 30h}", "week: [mon, tue, wed]", "40 hours"),
    ],
)
def test_room_is_what_leave_holidays_and_the_week_leave_of_somebodys_time(
    tmp_path: Path, people: str, settings: str, says: str
) -> None:
    name = settings.partition(":")[0]
    calendar = SETTINGS
    for written in ("week: [mon, tue, wed, thu, fri]", "hours_per_day: 8"):
        if settings and written.startswith(name):
            calendar = calendar.replace(written, settings)
    if name == "holidays":
        calendar = calendar.replace("hours_per_day: 8", f"hours_per_day: 8, {settings}")
    files = {
        "work/worksystem.yml": calendar,
        "work/people.yml": f"ada: {people}\nbo: {{name: Bo}}\ngrace: {{name: Grace}}\n",
        "OPS-1": f"status: ready\n{NEXT}estimate: 40h\n",
    }
    found = tell(tmp_path, "WS407", files)[1:2]
    room = {"hours_per_day": 30, "week": 30}.get(name, 32)
    expected = f"  {says} of work are planned for ada in 2026-W48; there is room for {room}"
    assert found == ([expected] if says else [])
