"""Days from one value to another: by hand, and over the proposals of a real project."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.histories import make_history, moves
from worksystem.history import StateMeaning
from worksystem.load import WorkSystem
from worksystem.metrics.between import FIGURES, Between, list_axes, measure_between, time_between
from worksystem.metrics.conformance import judge_all, list_moves
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Population

KEPS = Path(__file__).parents[3] / "shared" / "data" / "keps"
TYPE = "name: Task\nworkflow: flow\nfields: {rollout: {type: enum, values: [alpha, beta]}, reader: person}\n"

Build = Callable[..., Population]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def past(make_system: Callable[[Mapping[str, str]], WorkSystem]) -> Build:
    """The items that some events make, looked at over all of March 2026."""

    def build(events: list[dict[str, Any]], **more: Any) -> Population:
        history = make_history(events, as_of="2026-03-31", **more)
        workspace = make_system({"work/types/task.yml": TYPE}).workspace
        lives = tuple(history.lives.values())
        return Population(history, workspace, lives, date(2026, 3, 1), date(2026, 3, 31), Conventions(few=2))

    return build


def test_from_the_first_time_at_one_value_to_the_first_at_the_other_after_it() -> None:
    walk = [
        (at("2026-03-02T06:00"), "a"),
        (at("2026-03-04T18:00"), "b"),
        (at("2026-03-05T06:00"), "a"),
        (at("2026-03-09T06:00"), "b"),
        (at("2026-03-09T12:00"), "c"),
    ]
    assert measure_between([walk], lambda when: when.date()) == (
        Between("a", "b", (2.5,), 2.5, 3, 2.5),
        Between("a", "c", (7.25,), 7.25, 8, 7.25),
        Between("b", "a", (0.5,), 0.5, 2, 0.5),
        Between("b", "c", (4.75,), 4.75, 6, 4.75),
    )


def test_an_even_number_has_its_median_between_two_and_its_85th_at_a_rank() -> None:
    walks = [[(at("2026-03-02T00:00"), "a"), (at(f"2026-03-{day:02}T00:00"), "b")] for day in (12, 4, 6, 5)]
    assert measure_between(walks, lambda when: when.date()) == (
        Between("a", "b", (2.0, 3.0, 4.0, 10.0), 3.5, 4.5, 10.0),
    )


def test_nothing_has_no_pairs(past: Build) -> None:
    assert measure_between([], lambda when: when.date()) == ()
    found = FIGURES[0][1](past([]))
    assert (found.value, found.n, found.says) == (None, 0, "No item reached a second status")


def test_the_window_holds_what_reached_the_second_value_in_it(past: Build) -> None:
    events = [
        *moves("A", "2026-01-30 ready", "2026-02-28 doing", "2026-03-02 done"),
        *moves("B", "2026-03-02 ready", "2026-03-03 doing"),
    ]
    assert [(pair.old, pair.new, pair.n) for pair in time_between(past(events), "status")] == [
        ("doing", "done", 1),
        ("ready", "doing", 1),
        ("ready", "done", 1),
    ]


def test_axes_are_the_status_and_fields_with_a_closed_list_and_never_people(past: Build) -> None:
    said = [("rollout", "alpha"), ("rollout", "beta"), ("owner", "ada"), ("reader", "bo"), ("reader", "ada")]
    events = moves("A", "2026-03-02 ready") + [
        {"item": "A", "field": field, "old": None, "new": new, "at": f"2026-03-{day:02}T12:00:00+00:00"}
        for day, (field, new) in enumerate(said, 3)
    ]
    population = past(events)
    assert list_axes(population) == ("status", "rollout")
    assert time_between(population, "rollout") == (Between("alpha", "beta", (1.0,), 1.0, 2, 1.0),)


def test_the_figure_tells_of_the_pair_that_most_items_have(past: Build) -> None:
    events = [
        *moves("A", "2026-03-02 ready", "2026-03-05 doing"),
        *moves("B", "2026-03-02 ready", "2026-03-06 doing", "2026-03-08 done"),
    ]
    found = FIGURES[0][1](past(events))
    assert (found.value, found.n) == (3.5, 2)
    assert found.says == "From ready to doing, which most items did (2), half took 3.5 days"
    assert found.detail["status"][1] == {
        "from": "ready",
        "to": "doing",
        "n": 2,
        "median_days": 3.5,
        "median_calendar_days": 4.5,
        "p85_days": 4.0,
    }
    assert found.detail["status"][0] == {"from": "doing", "to": "done", "n": 1, "values": [2.0]}


def test_one_item_is_too_few_in_the_singular(past: Build) -> None:
    found = FIGURES[0][1](past(moves("A", "2026-03-02 ready", "2026-03-05 doing")))
    assert found.says == "From ready to doing, which most items did, there is one item: too few"


def kep_events() -> Iterator[dict[str, Any]]:
    """Every change of status and stage; an item is the chain of paths from where its file was created."""
    names: dict[str, str] = {}
    with (KEPS / "kep_status_events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = row["path"]
            if row["event"] == "created":
                names[path] = f"{path} {row['seq']}"
            elif row["event"] == "renamed":
                names[path] = names.pop(row["old_path"])
            for field in ("status", "stage"):
                old, new = row[f"{field}_before"] or None, row[f"{field}_after"] or None
                if row["event"] != "deleted" and old != new:
                    yield {"item": names[path], "field": field, "old": old, "new": new, "at": row["commit_date"]}


@pytest.mark.shared
@pytest.mark.skipif(not KEPS.is_dir(), reason="../shared/data does not lie beside the checkout: left out")
class TestProposals:
    """The figures that were computed from the same table without this code."""

    @pytest.fixture
    def population(self, make_system: Callable[[Mapping[str, str]], WorkSystem]) -> Population:
        events = list(kep_events())
        words = {each["new"]: StateMeaning("backlog") for each in events if each["field"] == "status" and each["new"]}
        history = make_history(events, as_of="2026-12-31", states=words)
        workspace = make_system({}).workspace
        return Population(history, workspace, tuple(history.lives.values()), date(2018, 1, 1), date(2026, 12, 31))

    @pytest.fixture
    def expected(self) -> Any:
        return json.loads((KEPS / "expected.json").read_text(encoding="utf-8"))

    def test_days_from_status_to_status(self, population: Population, expected: Any) -> None:
        found = {f"{pair.old} -> {pair.new}": pair for pair in time_between(population, "status")}
        assert {
            name: {
                "n": found[name].n,
                "median_calendar_days_both_ends_utc": found[name].calendar_days,
                "median_days": round(found[name].median_days, 2),
                "p85_days": round(found[name].p85_days, 2),
            }
            for name in expected["days"]
        } == expected["days"]

    def test_days_from_stage_to_stage(self, population: Population, expected: Any) -> None:
        found = {f"{pair.old} -> {pair.new}": pair for pair in time_between(population, "stage")}
        assert {
            name: {"n": found[name].n, "median_days": round(found[name].median_days, 2)}
            for name in expected["stage_days"]
        } == expected["stage_days"]

    def test_every_move_from_status_to_status(self, population: Population, expected: Any) -> None:
        counted = list_moves(judge_all(population), population)
        assert {f"{move.old} -> {move.new}": move.n for move in counted} == expected["status_change_pairs"]
        assert sum(move.n for move in counted) == expected["status_changes"]
