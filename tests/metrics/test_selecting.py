"""Which scopes have figures: five people or more behind what was finished, and no small group by subtraction."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pytest

from tests.histories import make_history, moves
from worksystem.load import WorkSystem
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Population, Selection, Withheld
from worksystem.metrics.selecting import select

Make = Callable[[Mapping[str, str]], WorkSystem]
END = date(2026, 3, 31)


def people(team: str, count: int) -> str:
    return "".join(f"{team}{number}: {{name: A, teams: [{team}]}}\n" for number in range(count))


FILES = {
    "work/people.yml": people("red", 8) + people("blue", 6) + people("tiny", 2),
    "work/teams.yml": "red: {name: Red}\nblue: {name: Blue}\ntiny: {name: Tiny}\n",
}


def done(item: str, team: str, owner: str, day: str = "2026-03-10") -> list[dict[str, Any]]:
    events = moves(item, "2026-03-01 doing", f"{day} done")
    first = "2026-03-01T12:00:00+00:00"
    return [
        *events,
        {"item": item, "field": "team", "old": None, "new": team, "at": first},
        {"item": item, "field": "owner", "old": None, "new": owner, "at": first},
    ]


def finished(team: str, owners: Iterable[int]) -> list[dict[str, Any]]:
    return [event for number in owners for event in done(f"{team}-{number}", team, f"{team}{number}")]


@pytest.fixture
def ask(make_system: Make) -> Callable[..., Population | Withheld]:
    def ask(events: list[dict[str, Any]], selection: Selection, *, start: str = "2026-01-01") -> Population | Withheld:
        workspace = make_system(FILES).workspace
        history = make_history(events, as_of=END.isoformat())
        begin = date.fromisoformat(start)
        return select(history, workspace, selection, start=begin, end=END, conventions=Conventions())

    return ask


Ask = Callable[..., Population | Withheld]
RED = Selection(team="red")


def test_a_team_of_five_who_finished_something_is_shown(ask: Ask) -> None:
    found = ask(finished("red", range(5)), RED)
    assert isinstance(found, Population)
    assert [life.item for life in found.finished] == [f"red-{number}" for number in range(5)]


def test_a_team_of_eight_of_whom_four_finished_anything_is_four_people(ask: Ask) -> None:
    found = ask(finished("red", range(4)), RED)
    assert found == Withheld(RED, "fewer than 5 people are behind it, and people are not measured")


def test_a_window_in_which_few_finished_anything_is_not_shown(ask: Ask) -> None:
    late = done("red-9", "red", "red0", "2026-03-28")
    assert isinstance(ask([*finished("red", range(5)), *late], RED), Population)
    assert isinstance(ask([*finished("red", range(5)), *late], RED, start="2026-03-20"), Withheld)


def test_a_group_that_would_give_a_small_one_away_is_held_back(ask: Ask) -> None:
    events = [*finished("red", range(7)), *finished("blue", range(5)), *finished("tiny", range(2))]
    assert isinstance(ask(events, RED), Population)
    found = ask(events, Selection(team="blue"))
    assert isinstance(found, Withheld)
    assert found.why == "with it, a group of fewer than 5 people could be worked out, and people are not measured"


def test_the_whole_is_no_group(ask: Ask) -> None:
    assert isinstance(ask(finished("tiny", [0]), Selection()), Population)


def test_two_parts_must_not_leave_a_few_beside_them(ask: Ask) -> None:
    events = finished("red", range(7))
    both = Selection(team="red", type="task")
    assert isinstance(ask(events, both), Population)
    assert isinstance(ask([*events, *finished("blue", [0])], both), Withheld)


def test_a_scope_in_which_nothing_happened_tells_of_nobody(ask: Ask) -> None:
    assert isinstance(ask([], RED), Population)
    assert isinstance(ask([], Selection(team="tiny")), Withheld)
