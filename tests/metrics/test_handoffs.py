"""Handoffs between teams, and the waiting around them."""

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.handoffs import handoffs_of

TEAMS = {"work/teams.yml": "care: {name: Care}\nplatform: {name: Platform}\n"}


def test_declared_handoffs_and_changes_of_team_are_counted_once_a_day(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-04 review", "2026-03-09 doing", "2026-03-12 done"),
        *says("A", "team", ("2026-03-01", "care"), ("2026-03-04T13:00:00+00:00", "platform"), ("2026-03-10", "care")),
        *moves("B", "2026-03-02 doing", "2026-03-12 done"),
    ]
    found = figure_of(make_population(make_system, events, TEAMS), "handoffs")
    assert found.value == 1.0
    assert found.says == (
        "Two finished items changed hands 1.0 times on average, and waited 2.5 days around each handoff"
    )
    assert found.detail == {
        "handoffs": 2,
        "items_by_handoffs": {"0": 1, "2": 1},
        "by_move": {"Hand over": 1, "change of team": 1},
        "waiting_days": 5.0,
        "apart": 0,
        "values": [{"item": "A", "handoffs": 2}, {"item": "B", "handoffs": 0}],
    }


def test_the_team_that_owns_an_item_counts_where_none_is_named_and_persons_do_not(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing"),
        *says("A", "owner", ("2026-03-01", "care"), ("2026-03-03", "platform"), ("2026-03-05", "ada")),
        *says("A", "team", ("2026-03-05", "platform")),
    ]
    population = make_population(make_system, events, TEAMS)
    assert [str(population.day(each.at)) for each in handoffs_of(population.lives[0], population)] == ["2026-03-03"]


def test_what_changes_hands_before_the_start_or_after_the_finish_is_no_handoff(make_system: Make) -> None:
    teams = ("2026-03-01", "care"), ("2026-03-02", "platform"), ("2026-03-12", "care"), ("2026-03-14", ["x"])
    events = [*moves("A", "2026-03-03 doing", "2026-03-10 done"), *says("A", "team", *teams)]
    found = figure_of(make_population(make_system, events, TEAMS), "handoffs")
    assert (found.value, found.says) == (0.0, "The one finished item never changed hands")


def test_without_finished_items_there_is_nothing_to_tell(make_system: Make) -> None:
    assert figure_of(make_population(make_system, moves("A", "2026-03-03 doing")), "handoffs").value is None
