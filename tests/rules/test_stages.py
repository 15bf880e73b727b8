"""Where work piles up and what goes back and forth: from which figures on, and what is advised."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.histories import moves
from tests.rules.base import BASE, TODAY
from tests.rules.findings import tell
from tests.systems import make_system
from worksystem.check import check
from worksystem.load.history import load_history

SETTINGS = BASE["work/worksystem.yml"]
FLOW = """\
name: Flow
initial: ready
states:
  ready: {name: Ready, category: queue}
  doing: {name: Doing, category: active}
  review: {name: Review, category: active}
  done: {name: Done, category: done}
"""
PEOPLE = "".join(f"p{n}: {{name: Person {n}}}\n" for n in range(5))
FILES = {
    "work/worksystem.yml": SETTINGS,
    "work/workflows/delivery.yml": FLOW,
    "work/people.yml": BASE["work/people.yml"] + PEOPLE,
}


def flow(state: str = "doing", **said: str) -> dict[str, str]:
    """The workflow with something more said of a state, or `name: ""`."""
    name = said.pop("name", state.capitalize())
    more = "".join(f", {key}: {value}" for key, value in said.items())
    line = f"  {state}: {{name: {state.capitalize()}, category: active}}\n"
    return {"work/workflows/delivery.yml": FLOW.replace(line, f"  {state}: {{name: {name}, category: active{more}}}\n")}


def passing(numbers: Iterable[int], *path: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Items that went the same way, with five people in turn."""
    numbers = list(numbers)
    items = {f"OPS-{n}": f"status: {path[-1].split()[1]}\ncontributors: [p{n % 5}]\n" for n in numbers}
    return items, [each for n in numbers for each in moves(f"OPS-{n}", *path)]


THROUGH = ("2026-10-01 doing", "2026-10-09 review", "2026-10-10 done")


def pile(
    folder: Path, *ways: tuple[dict[str, str], list[dict[str, Any]]], files: dict[str, str] | None = None
) -> list[str]:
    items = {id: text for some, _ in ways for id, text in some.items()}
    return tell(folder, "WS733", {**FILES, **items, **(files or {})}, [each for _, some in ways for each in some])


@pytest.mark.parametrize(
    ("said", "help"),
    [
        ({}, "give the state a limit"),
        ({"wip": "3"}, "lower the limit of 3"),
        ({"wip": "2"}, "lower the limit of 2"),
        ({"wip": "1"}, "keep to the limit of 1"),
        ({"wip": "{per_team: 4}"}, "lower the limit of 4"),
        ({"wip": "{per_person: 2}"}, "lower the limit of 2"),
        ({"wip": "{limit: 9, per_team: 4}"}, "lower the limit of 9"),
        ({"name": '""'}, "give the state a limit"),
    ],
)
def test_where_work_piles_up_its_limit_is_what_is_advised(tmp_path: Path, said: dict[str, str], help: str) -> None:
    found = pile(
        tmp_path, passing(range(10, 22), *THROUGH), passing(range(30, 33), "2026-10-12 doing"), files=flow(**said)
    )
    name = "doing" if "name" in said else "Doing"
    assert found[0].startswith("workflows/delivery.yml:5:3 states.doing = ")
    where = f'  work piles up in "{name}" of workflow "delivery"'
    assert found[1:] == [
        f"{where}: 15 items came within 90 days and 12 left, and what is finished spent 89% of its time there",
        f"  help: {help}, and let those who would start something new help there first",
    ]


@pytest.mark.parametrize(
    ("left", "stuck", "is_found"),
    [(12, 3, True), (12, 2, False), (11, 3, True), (10, 5, False), (16, 4, True), (17, 4, False)],
)
def test_work_piles_up_where_five_came_for_four_that_left_and_eleven_left(
    tmp_path: Path, left: int, stuck: int, is_found: bool
) -> None:
    found = pile(tmp_path, passing(range(10, 10 + left), *THROUGH), passing(range(60, 60 + stuck), "2026-10-12 doing"))
    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("through", "files", "is_found"),
    [
        (("2026-10-01 doing", "2026-10-05 review", "2026-10-09 done"), {}, False),  # four days of eight, not more
        (("2026-10-01 doing", "2026-10-06 review", "2026-10-09 done"), {}, True),
        (("2026-10-01 doing", "2026-10-09 review"), {}, False),  # nothing of it is finished
        # the 90 days begin on 23 Aug
        (("2026-08-23 doing", "2026-09-09 review", "2026-09-10 done"), {}, True),
        (("2026-08-22 doing", "2026-09-09 review", "2026-09-10 done"), {}, False),
        (("2026-08-22 doing", "2026-09-09 review", "2026-09-10 done"), {"window": "91d"}, True),
        (THROUGH, {"few": "12"}, True),
        (THROUGH, {"few": "13"}, False),
    ],
)
def test_a_pile_takes_more_than_half_of_the_time_of_what_was_finished_in_the_window(
    tmp_path: Path, through: tuple[str, ...], files: dict[str, str], is_found: bool
) -> None:
    chosen = "".join(f"metrics: {{{key}: {value}}}\n" for key, value in files.items())
    settings = {"work/worksystem.yml": SETTINGS + chosen}
    found = pile(tmp_path, passing(range(10, 22), *through), passing(range(30, 44), "2026-10-12 doing"), files=settings)
    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("path", "is_cut", "is_found"),
    [
        (("2026-10-12 doing",), False, True),
        (("2026-10-12 doing",), True, False),
        (("2026-10-11 ready", "2026-10-12 doing"), True, True),
    ],
)
def test_what_was_in_a_state_when_the_past_begins_did_not_come(
    tmp_path: Path, path: tuple[str, ...], is_cut: bool, is_found: bool
) -> None:
    done, stuck = passing(range(10, 22), *THROUGH), passing(range(30, 33), *path)
    texts = {f"work/items/{id}.yml": f"title: {id}\ntype: task\n{text}" for id, text in (done[0] | stuck[0]).items()}
    events = "".join(f"{json.dumps(each)}\n" for each in sorted(done[1] + stuck[1], key=lambda each: each["at"]))
    system = make_system(tmp_path, {**BASE, **FILES, **texts, "work/history/2026.jsonl": events}, as_of=TODAY)
    past = load_history(system)
    # as in a shallow clone
    cut = {key: replace(life, is_cut=is_cut and life.item in stuck[0]) for key, life in past.lives.items()}
    result = check(system, as_of=TODAY, select=("WS733", "WS900"), past=lambda: replace(past, lives=cut))
    assert bool(result.diagnostics) is is_found


def test_a_workflow_with_one_active_state_has_no_place_where_work_piles_up(tmp_path: Path) -> None:
    one = FLOW.replace("  review: {name: Review, category: active}\n", "")
    through = passing(range(10, 22), "2026-10-01 doing", "2026-10-10 done")
    stuck = passing(range(30, 40), "2026-10-12 doing")
    assert pile(tmp_path, through, stuck, files={"work/workflows/delivery.yml": one}) == []


def test_each_workflow_is_asked_for_its_own_pile(tmp_path: Path) -> None:
    ways = {
        "a": (12, THROUGH),
        "b": (3, THROUGH),  # too few went through
        "c": (12, ("2026-10-01 doing", "2026-10-05 review", "2026-10-09 done")),  # half of the time
        "d": (12, THROUGH),
    }
    files = {f"work/types/{id}.yml": f"name: {id}\nworkflow: {id}\nprefix: {id.upper()}\n" for id in ways}
    files |= {f"work/workflows/{id}.yml": FLOW for id in ways}
    items: dict[str, str] = {}
    events: list[dict[str, Any]] = []
    for type, (through, path) in ways.items():
        for n in range(through + 4):
            way = path if n < through else ("2026-10-12 doing",)
            items[f"{type.upper()}-{n}"] = f"type: {type}\nstatus: {way[-1].split()[1]}\ncontributors: [p{n % 5}]\n"
            events += moves(f"{type.upper()}-{n}", *way)
    found = pile(tmp_path, (items, events), files=files)
    assert [line.partition(":")[0] for line in found if line.startswith("w")] == ["workflows/a.yml", "workflows/d.yml"]


def back(*path: str) -> list[dict[str, Any]]:
    return moves("OPS-1", *(f"2026-11-{day:02} {state}" for day, state in enumerate(path, start=2)))


@pytest.mark.parametrize(
    ("returns", "path", "said"),
    [
        ("", ("doing", "review", "doing", "review"), ""),
        ("", ("doing", "review", "doing", "review", "doing"), "twice"),
        ("", ("review", "doing", "review", "doing"), "twice"),
        ("returns: 2", ("review", "doing", "review", "doing"), ""),
        ("returns: 2", ("review", "doing") * 3, "three times"),
        ("returns: 0", ("review", "doing"), "once"),
        ("returns: 0", ("doing", "review"), ""),
        ("", ("review", "doing") * 7, "seven times"),
    ],
)
def test_an_item_goes_back_and_forth_from_the_second_return_or_what_was_agreed(
    tmp_path: Path, returns: str, path: tuple[str, ...], said: str
) -> None:
    settings = {"work/worksystem.yml": f"{SETTINGS}thresholds: {{{returns}}}\n" if returns else SETTINGS}
    found = tell(tmp_path, "WS734", {**FILES, **settings, "OPS-1": f"status: {path[-1]}\n"}, back(*path))
    help = "  help: sit down together: agree on what is missing before it moves again, and write it under acceptance"
    assert found == (
        [
            f"items/OPS-1.yml:3:9 status = {path[-1]}",
            f'  OPS-1 went back from "Review" to "Doing" {said}',
            help,
        ]
        if said
        else []
    )


def test_states_without_a_name_are_called_by_their_ids_in_a_way_back(tmp_path: Path) -> None:
    bare = {"work/workflows/delivery.yml": FLOW.replace("name: Review", 'name: ""').replace("name: Doing", 'name: ""')}
    found = tell(tmp_path, "WS734", {**FILES, **bare, "OPS-1": "status: doing\n"}, back(*("review", "doing") * 2))
    assert found[1] == '  OPS-1 went back from "review" to "doing" twice'


def test_back_is_what_the_order_of_the_states_in_the_workflow_says(tmp_path: Path) -> None:
    lines = FLOW.splitlines(keepends=True)
    swapped = {"work/workflows/delivery.yml": "".join((*lines[:4], lines[5], lines[4], lines[6]))}
    found = tell(tmp_path, "WS734", {**FILES, **swapped, "OPS-1": "status: doing\n"}, back(*("review", "doing") * 3))
    assert found[1] == '  OPS-1 went back from "Doing" to "Review" twice'


def test_of_several_ways_back_the_one_that_happened_most_is_said(tmp_path: Path) -> None:
    path = ("doing", "ready", "doing", "ready", "doing", "review", "doing")
    found = tell(tmp_path, "WS734", {**FILES, "OPS-1": "status: doing\n"}, back(*path))
    assert found[1] == '  OPS-1 went back from "Doing" to "Ready" twice'


def test_items_that_only_went_on_stand_in_the_way_of_no_other(tmp_path: Path) -> None:
    calm = moves("OPS-0", "2026-11-02 ready", "2026-11-03 review")
    onward = [f"2026-11-{day:02} {state}" for day, state in enumerate(("ready", "doing", "shelf", "review"), start=2)]
    items = {"OPS-0": "status: review\n", "OPS-00": "status: review\n", "OPS-1": "status: doing\n"}
    events = [*calm, *moves("OPS-00", *onward), *back(*("review", "doing") * 2)]
    found = tell(tmp_path, "WS734", {**FILES, **items}, events)
    assert [line for line in found if "went" in line] == ['  OPS-1 went back from "Review" to "Doing" twice']
